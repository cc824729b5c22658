//! The query text as coarse tokens, in one pass and without recursion: enough to split a script
//! into statements, to know whether a statement is complete, to colour it while it is typed, and to
//! refuse hostile nesting before the parser proper runs.

use crate::error::{Detail, Error, Result};
use crate::limits::Limits;
use crate::span::Span;

/// The words of the language, sorted, for colouring, completion and "did you mean".
pub const KEYWORDS: &[&str] = &[
    "ALL",
    "AND",
    "ANY",
    "AS",
    "ASC",
    "ASCENDING",
    "ASSERT",
    "BOTH",
    "BY",
    "CALL",
    "CASE",
    "COLLECT",
    "CONSTRAINT",
    "CONSTRAINTS",
    "CONTAINS",
    "COUNT",
    "CREATE",
    "CSV",
    "DELETE",
    "DESC",
    "DESCENDING",
    "DETACH",
    "DIFFERENT",
    "DISTINCT",
    "DROP",
    "ELEMENTS",
    "ELSE",
    "END",
    "ENDS",
    "EXISTS",
    "EXPLAIN",
    "FALSE",
    "FIELDTERMINATOR",
    "FILTER",
    "FINISH",
    "FOR",
    "FOREACH",
    "FROM",
    "FUNCTIONS",
    "GROUPS",
    "HEADERS",
    "IF",
    "IN",
    "INDEX",
    "INDEXES",
    "INSERT",
    "IS",
    "LEADING",
    "LET",
    "LIMIT",
    "LOAD",
    "MATCH",
    "MERGE",
    "NORMALIZED",
    "NOT",
    "NULL",
    "OFFSET",
    "ON",
    "OPTIONAL",
    "OR",
    "ORDER",
    "PATHS",
    "PROCEDURES",
    "PROFILE",
    "RELATIONSHIPS",
    "REMOVE",
    "REPEATABLE",
    "REQUIRE",
    "RETURN",
    "SET",
    "SHORTEST",
    "SHOW",
    "SKIP",
    "STARTS",
    "THEN",
    "TRAILING",
    "TRUE",
    "TYPED",
    "UNION",
    "UNIQUE",
    "UNWIND",
    "USING",
    "WHEN",
    "WHERE",
    "WITH",
    "XOR",
    "YIELD",
];

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or a keyword.
    Word,
    /// A name in backticks.
    QuotedName,
    /// A string literal.
    String,
    /// A number literal.
    Number,
    /// `$name`.
    Parameter,
    /// A comment.
    Comment,
    /// One character of punctuation.
    Punctuation(char),
}

/// A token with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
    /// Whether it ends as it should: false for a string or comment that the text breaks off in.
    pub closed: bool,
}

/// The tokens of a text; blanks are left out.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        let rest = text.get(start..)?;
        let (kind, length, closed) = token(rest)?;
        at = start + length;
        Some(Token { kind, span: Span::new(start, at), closed })
    })
}

/// The token that `rest` begins with: its kind, its length in bytes, and whether it is closed.
fn token(rest: &str) -> Option<(TokenKind, usize, bool)> {
    let first = rest.chars().next()?;
    let run = |from: usize, ok: fn(char) -> bool| {
        let tail = rest.get(from..).unwrap_or("");
        from + tail.find(|c| !ok(c)).unwrap_or(tail.len())
    };
    Some(match first {
        '\'' | '"' => {
            let (length, closed) = quoted(rest, first, true);
            (TokenKind::String, length, closed)
        }
        '`' => {
            let (length, closed) = quoted(rest, '`', false);
            (TokenKind::QuotedName, length, closed)
        }
        '/' if rest.starts_with("//") => (TokenKind::Comment, rest.find('\n').unwrap_or(rest.len()), true),
        '/' if rest.starts_with("/*") => match rest.get(2..).and_then(|tail| tail.find("*/")) {
            Some(end) => (TokenKind::Comment, end + 4, true),
            None => (TokenKind::Comment, rest.len(), false),
        },
        '$' if rest.get(1..).is_some_and(|tail| tail.starts_with('`')) => {
            let (length, closed) = quoted(rest.get(1..)?, '`', false);
            (TokenKind::Parameter, length + 1, closed)
        }
        '$' => (TokenKind::Parameter, run(1, is_name_part), true),
        c if c.is_ascii_digit() => (TokenKind::Number, run(1, |c| c.is_ascii_alphanumeric() || c == '_'), true),
        c if is_name_start(c) => (TokenKind::Word, run(first.len_utf8(), is_name_part), true),
        c => (TokenKind::Punctuation(c), c.len_utf8(), true),
    })
}

/// The length of what is quoted with `quote`, and whether the closing quote is there.
fn quoted(rest: &str, quote: char, escapes: bool) -> (usize, bool) {
    let mut chars = rest.char_indices().skip(1);
    while let Some((i, c)) = chars.next() {
        if escapes && c == '\\' {
            chars.next();
        } else if c == quote {
            return (i + c.len_utf8(), true);
        }
    }
    (rest.len(), false)
}

/// Whether a name can begin with it.
pub fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// Whether a name can go on with it.
pub fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether what has been typed so far ends a statement: the last thing that counts is a `;`, and no
/// string or comment is open. A text of nothing but blanks and comments is complete too.
pub fn is_complete(text: &str) -> bool {
    let mut complete = true;
    for token in tokens(text) {
        if !token.closed {
            return false;
        }
        if token.kind != TokenKind::Comment {
            complete = token.kind == TokenKind::Punctuation(';');
        }
    }
    complete
}

/// How deeply a text is nested; an error if that is too deep, or the text too long. Runs before the
/// parser, whose stack grows with the nesting; one limit covers parsing, binding, evaluation and
/// dropping.
pub fn check_limits(text: &str, limits: &Limits) -> Result<usize> {
    if text.len() > limits.query_bytes {
        return Err(Error::limit(
            Detail::QuerySize,
            format!("the query has {} bytes; the limit is {}", text.len(), limits.query_bytes),
        )
        .hint("pass large data as a parameter"));
    }
    let mut depth = 0usize;
    // prefix operators, CASE and LIST<...> nest without brackets
    let mut prefixes = 0usize;
    let mut cases = 0usize;
    let mut types = 0usize;
    let mut opens_type = false;
    let mut deepest = 0;
    // a word after a dot or a colon is a name
    let mut is_name = false;
    // END after a value ends a CASE; elsewhere it is a name, which must not hide how deep a CASE is
    let mut after_value = false;
    for token in tokens(text) {
        match token.kind {
            TokenKind::Punctuation('(' | '[' | '{') => {
                depth += 1;
                prefixes = 0;
            }
            TokenKind::Punctuation(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                prefixes = 0;
            }
            TokenKind::Punctuation('-' | '+') => prefixes += 1,
            TokenKind::Word if is_name => prefixes = 0,
            TokenKind::Word => {
                let word = token.span.of(text);
                if word.eq_ignore_ascii_case("not") {
                    prefixes += 1;
                } else {
                    prefixes = 0;
                    cases += usize::from(word.eq_ignore_ascii_case("case"));
                    cases -= usize::from(cases > 0 && after_value && word.eq_ignore_ascii_case("end"));
                }
            }
            TokenKind::Comment => {}
            _ => prefixes = 0,
        }
        let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(token.span.of(text)));
        types = match token.kind {
            TokenKind::Punctuation('<') if opens_type => types + 1,
            TokenKind::Punctuation('>') => types.saturating_sub(1),
            TokenKind::Word | TokenKind::Comment | TokenKind::Punctuation('|' | '!') => types,
            _ => 0,
        };
        if token.kind != TokenKind::Comment {
            opens_type = is_one_of(&GENERIC);
            after_value = match token.kind {
                TokenKind::Word => is_name || !is_one_of(&OPEN),
                TokenKind::Punctuation(sign) => matches!(sign, ')' | ']' | '}'),
                _ => true,
            };
            is_name = matches!(token.kind, TokenKind::Punctuation('.' | ':'));
        }
        deepest = deepest.max(depth + prefixes + cases + types);
        if deepest > limits.nesting {
            return Err(Error::limit(
                Detail::Nesting,
                format!("the query is nested deeper than {} levels", limits.nesting),
            )
            .at(token.span)
            .hint("pass deep data as a parameter, or split the query with WITH"));
        }
    }
    Ok(deepest)
}

/// Words in an expression after which a value or a name follows.
const OPEN: [&str; 12] = ["AND", "CASE", "CONTAINS", "ELSE", "IN", "IS", "NOT", "OR", "THEN", "WHEN", "WITH", "XOR"];
/// Words that `<` may follow as a bracket.
const GENERIC: [&str; 4] = ["ANY", "ARRAY", "LIST", "VALUE"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_when_a_statement_is_complete() {
        for text in ["", "RETURN 1;", "RETURN 1; // done", "// only this"] {
            assert!(is_complete(text), "{text}");
        }
        for text in ["RETURN 1", "RETURN ';", "RETURN 1; /* open", "RETURN 'it\\'s;"] {
            assert!(!is_complete(text), "{text}");
        }
    }

    #[test]
    fn refuses_deep_nesting_in_one_pass() {
        let limits = Limits::default();
        let opens = ["(", "[", "{a:", "-", "NOT ", "CASE ", "CASE WHEN end THEN ", "LIST<", "ANY /**/ <"];
        for open in opens {
            let text = format!("RETURN {}1", open.repeat(20_000));
            assert_eq!(check_limits(&text, &limits).unwrap_err().detail(), Detail::Nesting, "{open}");
        }
        let closed = "RETURN CASE WHEN end THEN end END, x :: LIST<LIST<INT>>, list < 1, list < 2;".repeat(200);
        assert!(check_limits(&closed, &limits).is_ok());
        let wide = format!("RETURN 1{}", " + 1".repeat(20_000));
        assert!(check_limits(&wide, &limits).is_ok());
        assert!(check_limits(&" ".repeat(2 << 20), &limits).is_err());
    }
}
