//! Walking pest's pairs without a panic: what the grammar promises is asked for, and a missing
//! part is an internal error.

use pest::iterators::Pair as PestPair;

use super::Rule;
use crate::ast::Name;
use crate::error::{Error, Result};
use crate::span::Span;

/// One matched rule.
pub(super) type Pair<'i> = PestPair<'i, Rule>;

/// The rules matched inside another, in order.
pub(super) type Pairs<'i> = std::collections::VecDeque<Pair<'i>>;

/// What a rule matched inside.
pub(super) fn inner(pair: Pair<'_>) -> Pairs<'_> {
    pair.into_inner().collect()
}

/// Where a rule matched, without the blanks that pest takes in at its end.
pub(super) fn span(pair: &Pair<'_>) -> Span {
    let span = pair.as_span();
    Span::new(span.start(), span.start() + trim_end(span.as_str()).len())
}

/// The text without blanks and comments at its end.
fn trim_end(text: &str) -> &str {
    let end = text.trim_end();
    let last_line = end.rfind('\n').map_or(end, |at| end.get(at..).unwrap_or(end));
    // tokens are looked for only where a comment may stand at the end
    if !end.ends_with("*/") && !last_line.contains("//") {
        return end;
    }
    let significant = super::scan::tokens(text).filter(|t| t.kind != super::scan::TokenKind::Comment);
    significant.last().and_then(|token| text.get(..token.span.end as usize)).unwrap_or(text)
}

/// The next pair, whatever it is.
#[track_caller]
pub(super) fn next<'i>(pairs: &mut Pairs<'i>) -> Result<Pair<'i>> {
    pairs.pop_front().ok_or_else(|| Error::internal("the grammar gave too few parts"))
}

/// The next pair if it is of this rule.
pub(super) fn take<'i>(pairs: &mut Pairs<'i>, rule: Rule) -> Option<Pair<'i>> {
    if pairs.front().is_some_and(|pair| pair.as_rule() == rule) { pairs.pop_front() } else { None }
}

/// The only pair inside another.
#[track_caller]
pub(super) fn only(pair: Pair<'_>) -> Result<Pair<'_>> {
    pair.into_inner().next().ok_or_else(|| Error::internal("the grammar gave an empty part"))
}

/// The error for a pair that the grammar does not put here.
#[track_caller]
pub(super) fn unexpected(pair: &Pair<'_>) -> Error {
    Error::internal(format!("the grammar gave {:?} in the wrong place", pair.as_rule())).at(span(pair))
}

/// A name, without its backticks.
pub(super) fn name(pair: &Pair<'_>) -> Name {
    let text = pair.as_str().trim_end();
    let plain = match text.strip_prefix('`').and_then(|t| t.strip_suffix('`')) {
        Some(quoted) => quoted.replace("``", "`"),
        None => text.to_owned(),
    };
    Name { text: plain.into(), span: span(pair) }
}
