//! Text as Graphviz strings. Every string is quoted; nothing in it is taken for syntax, for one of
//! Graphviz's own escapes (`\N`, `\G`, ...) or for an HTML entity.

use crate::error::is_unsafe_to_print;

/// Bytes of one string. Graphviz's own limit was 16 KiB for a long time.
const LONGEST: usize = 15_000;

/// The text without what a picture cannot show: control characters, marks that turn the reading
/// direction, and what XML does not allow. Line breaks stay, tabs become blanks.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    text.chars().filter(|c| *c == '\n' || !(is_unsafe_to_print(*c) || matches!(c, '\u{fffe}' | '\u{ffff}'))).collect()
}

/// A name of a node or a cluster, in quotes. Two names that differ stay different. A backslash is
/// doubled here as well, though Graphviz does not halve it again in names: else a name could end in
/// one and swallow the quote.
pub(super) fn name(text: &str) -> String {
    format!("\"{}\"", escape(text, false))
}

/// Text that a picture shows, in quotes: a label or a tooltip.
pub(super) fn shown(text: &str) -> String {
    format!("\"{}\"", escape(text, true))
}

/// Several lines of shown text, in quotes, flush left.
pub(super) fn block(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escape(line, true)).collect();
    format!("\"{}\\l\"", lines.join("\\l"))
}

fn escape(text: &str, is_shown: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in clean(text).chars() {
        if out.len() > LONGEST {
            out.push('…');
            break;
        }
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '&' if is_shown => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes_the_quotes() {
        assert_eq!(name("a\"b\\"), r#""a\"b\\""#);
        assert_eq!(shown("\\N & \r\n\t\u{1b}\u{202e}x"), r#""\\N &amp; \n x""#);
        assert_eq!(name(""), "\"\"");
        assert_eq!(name("a&b"), "\"a&b\"");
    }
}
