//! pest's errors in words.

use pest::error::{Error as PestError, ErrorVariant, InputLocation};

use super::{Rule, scan};
use crate::error::{Detail, Error, nearest};
use crate::span::Span;

/// So many expectations are listed; more would not be read.
const LISTED: usize = 6;

/// So many characters of what is not closed are shown.
const SHOWN: usize = 20;

const EXPRESSION: &str = "an expression";

/// What was expected where the text could not be read further, and what may have been meant.
pub(super) fn explain(text: &str, error: &PestError<Rule>) -> Error {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let found = scan::tokens(text.get(at..).unwrap_or("")).next();
    let span = found
        .map_or(Span::new(at, at), |token| Span::new(at + token.span.start as usize, at + token.span.end as usize));
    if let Some(token) = found
        && !token.closed
    {
        let what = match token.kind {
            scan::TokenKind::Comment => "this comment is not closed",
            scan::TokenKind::QuotedName => "this quoted name is not closed",
            _ => "this string is not closed",
        };
        return Error::syntax(Detail::UnexpectedSyntax, what).at(span);
    }
    let positives = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    let mut expected: Vec<&str> = Vec::new();
    for word in positives.iter().filter_map(|rule| word(*rule)) {
        if !expected.contains(&word) {
            expected.push(word);
        }
    }
    if expected.contains(&EXPRESSION) {
        // the parts of an expression say nothing more
        expected.retain(|word| {
            word.chars().next().is_some_and(char::is_uppercase) && *word != "NULL" || *word == EXPRESSION
        });
    }
    let found_text = span.of(text);
    let shown = if found_text.is_empty() { "the end of the query".to_owned() } else { format!("`{found_text}`") };
    let message = match expected.as_slice() {
        [] => format!("{shown} is not expected here"),
        all => format!("expected {}, found {shown}", list(all)),
    };
    if let Some(foreign) = found_text.chars().next().filter(|c| !c.is_ascii() && !scan::is_name_start(*c)) {
        let error = Error::syntax(Detail::InvalidUnicodeCharacter, message).at(span);
        return match look_alike(foreign) {
            Some(sign) => error.hint(format!("write `{sign}`")),
            None => error,
        };
    }
    let error = Error::syntax(Detail::UnexpectedSyntax, message).at(span);
    let meant = found
        .filter(|token| token.kind == scan::TokenKind::Word)
        .and_then(|_| nearest(found_text, scan::KEYWORDS.iter().copied()));
    match meant {
        Some(keyword) if !keyword.eq_ignore_ascii_case(found_text) => error.hint(format!("did you mean `{keyword}`?")),
        _ if found_text.starts_with(':') && span.start == 0 => {
            error.hint("commands such as :help belong to the REPL and to scripts")
        }
        _ => match open_bracket(text, at) {
            Some(bracket) if found.is_none_or(|token| is_keyword(token, found_text)) => {
                error.hint(format!("`{}` is not closed", bracket.of(text)))
            }
            _ => error,
        },
    }
}

/// The sign of the language that another character looks like, as text processors put it.
fn look_alike(c: char) -> Option<char> {
    Some(match c {
        '‐'..='―' | '−' | '－' => '-',
        '‘'..='‛' => '\'',
        '“'..='‟' => '"',
        '×' | '∗' => '*',
        '÷' | '∕' => '/',
        '，' => ',',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        _ => return None,
    })
}

fn is_keyword(token: scan::Token, text: &str) -> bool {
    token.kind == scan::TokenKind::Word && scan::KEYWORDS.contains(&&*text.to_ascii_uppercase())
}

/// The innermost bracket that is open at a place, with the text up to there, as far as it helps.
fn open_bracket(text: &str, at: usize) -> Option<Span> {
    let mut open = Vec::new();
    for token in scan::tokens(text.get(..at)?) {
        match token.kind {
            scan::TokenKind::Punctuation('(' | '[' | '{') => open.push(token.span.start as usize),
            scan::TokenKind::Punctuation(')' | ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
    }
    let start = open.pop()?;
    let shown = text.get(start..at)?.trim_end();
    let end = shown.char_indices().nth(SHOWN).map_or(shown.len(), |(end, _)| end);
    Some(Span::new(start, start + end))
}

fn list(words: &[&str]) -> String {
    match words {
        [one] => (*one).to_owned(),
        many if many.len() > LISTED => format!("{} ...", many.get(..LISTED).unwrap_or(many).join(", ")),
        [head @ .., last] => format!("{} or {last}", head.join(", ")),
        [] => String::new(),
    }
}

/// How a rule is called in a message; `None` for what would only confuse.
fn word(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::statement | Rule::query | Rule::single_query => "a clause such as MATCH or RETURN",
        Rule::match_clause | Rule::kw_match => "MATCH",
        Rule::optional | Rule::kw_optional => "OPTIONAL",
        Rule::unwind_clause | Rule::kw_unwind => "UNWIND",
        Rule::with_clause | Rule::kw_with => "WITH",
        Rule::return_clause | Rule::kw_return => "RETURN",
        Rule::call_subquery | Rule::call_procedure | Rule::kw_call => "CALL",
        Rule::kw_yield | Rule::yield_part => "YIELD",
        Rule::filter_clause | Rule::kw_filter => "FILTER",
        Rule::let_clause | Rule::kw_let => "LET",
        Rule::finish_clause | Rule::kw_finish => "FINISH",
        Rule::foreach_clause | Rule::kw_foreach => "FOREACH",
        Rule::kw_insert => "INSERT",
        Rule::load_csv | Rule::kw_load => "LOAD CSV",
        Rule::show_clause | Rule::kw_show => "SHOW",
        Rule::show_functions | Rule::kw_functions => "FUNCTIONS",
        Rule::show_procedures | Rule::kw_procedures => "PROCEDURES",
        Rule::selector | Rule::kw_shortest => "SHORTEST",
        Rule::kw_from | Rule::from_part => "FROM",
        Rule::quantifier => "a quantifier such as + or {1,3}",
        Rule::value_type | Rule::value_types | Rule::types_in_expression | Rule::type_words => "a type such as INTEGER",
        Rule::create_clause | Rule::kw_create => "CREATE",
        Rule::merge_clause | Rule::kw_merge => "MERGE",
        Rule::set_clause | Rule::kw_set => "SET",
        Rule::remove_clause | Rule::kw_remove => "REMOVE",
        Rule::delete_clause | Rule::kw_delete => "DELETE",
        Rule::detach | Rule::kw_detach => "DETACH",
        Rule::union | Rule::kw_union => "UNION",
        Rule::use_part | Rule::kw_use => "USE",
        Rule::kw_where | Rule::where_part => "WHERE",
        Rule::order_by | Rule::kw_order => "ORDER BY",
        Rule::kw_by => "BY",
        Rule::skip | Rule::kw_skip => "SKIP",
        Rule::limit | Rule::kw_limit => "LIMIT",
        Rule::kw_as => "AS",
        Rule::kw_on | Rule::on_create | Rule::on_match => "ON",
        Rule::kw_when | Rule::case_branch => "WHEN",
        Rule::kw_then => "THEN",
        Rule::kw_end => "END",
        Rule::kw_null | Rule::null_literal => "NULL",
        Rule::kw_in => "IN",
        Rule::kw_asc | Rule::kw_desc | Rule::descending => "DESC",
        Rule::EOI => "the end of the query",
        Rule::expression
        | Rule::number
        | Rule::string
        | Rule::list
        | Rule::call
        | Rule::case
        | Rule::subquery
        | Rule::kw_not
        | Rule::unary_minus
        | Rule::unary_plus
        | Rule::true_literal
        | Rule::false_literal
        | Rule::return_item
        | Rule::return_items
        | Rule::sort_item => EXPRESSION,
        Rule::variable | Rule::plain_name | Rule::quoted_name => "a name",
        Rule::property_key => "a property key",
        Rule::label_name | Rule::label_or | Rule::label_and | Rule::label_not => "a label",
        Rule::type_name | Rule::hyphenated_name | Rule::type_or | Rule::type_and | Rule::type_not => {
            "a relationship type"
        }
        Rule::pattern | Rule::path_pattern | Rule::chain => "a pattern such as (a)-[:type]->(b)",
        Rule::node | Rule::sub_path | Rule::parenthesized => "a node such as (n)",
        Rule::relationship | Rule::relationship_detail | Rule::step => "a relationship such as -[:type]->",
        Rule::map | Rule::properties => "a map such as {key: value}",
        Rule::parameter => "a parameter such as $name",
        Rule::range | Rule::range_bound => "a length such as *1..3",
        Rule::or
        | Rule::kw_and
        | Rule::kw_xor
        | Rule::equal
        | Rule::plus
        | Rule::minus
        | Rule::times
        | Rule::less
        | Rule::greater
        | Rule::kw_contains => "an operator",
        _ => return super::schema::word(rule),
    })
}
