//! Colour for what is being typed. Colours change, columns never do.

use crate::parser::scan::{self, Token, TokenKind};

/// Whether a word is a keyword.
pub(super) fn is_keyword(word: &str) -> bool {
    scan::KEYWORDS.binary_search(&word.to_ascii_uppercase().as_str()).is_ok()
}

/// The line with colours; the bracket at the cursor and the one that belongs to it stand out.
pub(super) fn paint(line: &str, cursor: usize) -> String {
    if line.trim_start().starts_with(':') && !line.contains('\n') {
        let end = line.find(char::is_whitespace).filter(|end| *end > 0).unwrap_or(line.len());
        let (command, rest) = line.split_at_checked(end).unwrap_or((line, ""));
        return format!("\x1b[1;35m{command}\x1b[0m{rest}");
    }
    let tokens: Vec<Token> = scan::tokens(line).collect();
    let pair = matching(&tokens, cursor);
    let mut out = String::with_capacity(line.len() * 2);
    let mut at = 0;
    for (i, token) in tokens.iter().enumerate() {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        out.push_str(line.get(at..start).unwrap_or(""));
        let text = token.span.of(line);
        match if pair.is_some_and(|(a, b)| i == a || i == b) { Some("1;7") } else { code(&tokens, i, text) } {
            Some(code) => {
                // a colour does not run over a line's end: the editor paints lines one by one
                let lines: Vec<_> = text.split('\n').map(|part| format!("\x1b[{code}m{part}\x1b[0m")).collect();
                out.push_str(&lines.join("\n"));
            }
            None => out.push_str(text),
        }
        at = end;
    }
    out.push_str(line.get(at..).unwrap_or(""));
    out
}

/// The colour of a token, as an SGR code.
fn code(tokens: &[Token], i: usize, text: &str) -> Option<&'static str> {
    let before = i.checked_sub(1).and_then(|i| tokens.get(i)).map(|token| token.kind);
    let is_name = matches!(before, Some(TokenKind::Punctuation(':' | '.' | '|')));
    match tokens.get(i)?.kind {
        TokenKind::Comment => Some("2"),
        TokenKind::String => Some("32"),
        TokenKind::Number => Some("36"),
        TokenKind::Parameter => Some("35"),
        TokenKind::Word | TokenKind::QuotedName if matches!(before, Some(TokenKind::Punctuation(':' | '|'))) => {
            Some("33")
        }
        _ if is_within_type(tokens, i) => Some("33"),
        TokenKind::Word if is_keyword(text) && !is_name => Some("1;34"),
        _ => None,
    }
}

/// Whether a token is the `-` or the later part of a type such as `claimed-by`.
fn is_within_type(tokens: &[Token], i: usize) -> bool {
    let is_part = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Punctuation('-'));
    if !tokens.get(i).is_some_and(is_part) {
        return false;
    }
    let mut brackets = tokens.iter().take(i).rev().map(|token| token.kind);
    let innermost = brackets.find(|kind| matches!(kind, TokenKind::Punctuation('[' | ']' | '(' | ')' | '{' | '}')));
    if innermost != Some(TokenKind::Punctuation('[')) {
        return false;
    }
    let mut behind = tokens.get(i);
    for before in tokens.iter().take(i).rev() {
        let Some(token) = behind else { return false };
        match before.kind {
            TokenKind::Punctuation(':' | '|') => return token.kind == TokenKind::Word,
            _ if is_part(before) && before.span.end == token.span.start => behind = Some(before),
            _ => return false,
        }
    }
    false
}

/// The bracket at or just before the cursor, and its partner.
fn matching(tokens: &[Token], cursor: usize) -> Option<(usize, usize)> {
    let at =
        |place: usize| tokens.iter().position(|token| token.span.start as usize == place && bracket(token).is_some());
    let from = at(cursor).or_else(|| at(cursor.checked_sub(1)?))?;
    let (_, opens) = bracket(tokens.get(from)?)?;
    let mut open: Vec<(char, usize)> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match bracket(token) {
            Some((closer, true)) => open.push((closer, i)),
            Some((closer, false)) => {
                let (wanted, start) = open.pop()?;
                if wanted != closer {
                    return None;
                }
                if (opens && start == from) || (!opens && i == from) {
                    return Some((start, i));
                }
            }
            None => {}
        }
    }
    None
}

/// The closing bracket of a pair, and whether this token opens it.
fn bracket(token: &Token) -> Option<(char, bool)> {
    match token.kind {
        TokenKind::Punctuation('(') => Some((')', true)),
        TokenKind::Punctuation('[') => Some((']', true)),
        TokenKind::Punctuation('{') => Some(('}', true)),
        TokenKind::Punctuation(c @ (')' | ']' | '}')) => Some((c, false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without colours.
    fn strip(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, tail)) = rest.split_once('\x1b') {
            out.push_str(before);
            rest = tail.split_once('m').map_or("", |(_, rest)| rest);
        }
        out + rest
    }

    #[test]
    fn colours_change_nothing_else() {
        for line in
            ["MATCH (n:Label {a: 'x\ny'}) RETURN n.match, $p // end", "", "'open", ":schema x", "é ü (日本)", "((]"]
        {
            for cursor in 0..=line.len() {
                assert_eq!(strip(&paint(line, cursor)), line);
            }
        }
    }

    #[test]
    fn keywords_are_sorted_and_not_names() {
        assert!(scan::KEYWORDS.is_sorted());
        let painted = paint("match (n:Match) return n.match", 99);
        assert_eq!(painted.matches("\x1b[1;34m").count(), 2, "{painted:?}");
        assert_eq!(painted.matches("\x1b[33m").count(), 1);
    }

    #[test]
    fn a_type_with_hyphens_is_one_name() {
        assert_eq!(paint("-[r:claimed-by]-", 0).matches("\x1b[33m").count(), 3);
        assert_eq!(paint("RETURN [x:y, a - b]", 0).matches("\x1b[33m").count(), 1);
        assert!(paint("WHERE a:B RETURN a-by", 0).contains("\x1b[1;34mby"));
    }

    #[test]
    fn brackets_find_each_other() {
        assert_eq!(paint("(a)", 0), "\x1b[1;7m(\x1b[0ma\x1b[1;7m)\x1b[0m");
        assert_eq!(paint("(a)", 3), "\x1b[1;7m(\x1b[0ma\x1b[1;7m)\x1b[0m");
        assert!(!paint("(a]", 0).contains("1;7"));
        assert!(!paint("('(')x", 2).contains("1;7"));
    }
}
