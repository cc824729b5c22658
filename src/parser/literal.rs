//! Numbers and strings.

use crate::error::{Detail, Error, Result};
use crate::span::Span;
use crate::value::Value;

/// A number literal. `negative` says whether a minus stands right before it: only then is
/// 9223372036854775808 in range.
pub(super) fn number(text: &str, negative: bool, span: Span) -> Result<Value> {
    let lower = text.to_ascii_lowercase();
    let (radix, digits) = match lower.get(..2) {
        Some("0x") => (16, lower.get(2..).unwrap_or("")),
        Some("0o") => (8, lower.get(2..).unwrap_or("")),
        _ => (10, &*lower),
    };
    let invalid = || {
        Error::syntax(Detail::InvalidNumberLiteral, format!("`{text}` is not a number"))
            .at(span)
            .hint("numbers look like 42, 0x2A, 0o52, 4.2 or 4.2e1; a name cannot begin with a digit")
    };
    let well_grouped = digits.match_indices('_').all(|(i, _)| {
        let (before, after) = (digits.get(..i).unwrap_or(""), digits.get(i + 1..).unwrap_or(""));
        before.ends_with(|c: char| c.is_digit(radix)) && after.starts_with(|c: char| c.is_digit(radix))
    });
    if !well_grouped {
        return Err(invalid());
    }
    let grouped = digits.replace('_', "");
    if !grouped.is_empty() && grouped.chars().all(|c| c.is_digit(radix)) {
        let magnitude = u64::from_str_radix(&grouped, radix).ok();
        let value = magnitude.and_then(|m| if negative { 0i64.checked_sub_unsigned(m) } else { i64::try_from(m).ok() });
        return value.map(Value::Integer).ok_or_else(|| {
            let sign = if negative { "-" } else { "" };
            Error::syntax(Detail::IntegerOverflow, format!("{sign}{text} does not fit 64 bits"))
                .at(span)
                .hint("integers run from -9223372036854775808 to 9223372036854775807; write a float with a point")
        });
    }
    if radix != 10 || !grouped.chars().all(|c| matches!(c, '0'..='9' | '.' | 'e' | '+' | '-')) {
        return Err(invalid());
    }
    let value: f64 = grouped.parse().map_err(|_| invalid())?;
    if value.is_infinite() {
        return Err(Error::syntax(Detail::FloatingPointOverflow, format!("{text} is too large for a float")).at(span));
    }
    Ok(Value::Float(if negative { -value } else { value }))
}

/// The text between the quotes, with its escapes read. `at` is where that text begins.
pub(super) fn string(raw: &str, at: usize) -> Result<String> {
    if !raw.contains('\\') {
        return Ok(raw.to_owned());
    }
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.char_indices();
    while let Some((i, c)) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let Some((j, escaped)) = chars.next() else { break };
        match escaped {
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            '\\' | '\'' | '"' | '`' | '_' | '%' => out.push(escaped),
            'u' | 'U' => {
                let length = if escaped == 'u' { 4 } else { 8 };
                let digits = raw.get(j + 1..j + 1 + length).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
                let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
                let Some(c) = code.and_then(char::from_u32) else {
                    let end = raw.len().min(j + 1 + length);
                    return Err(Error::syntax(
                        Detail::InvalidUnicodeLiteral,
                        format!("\\{escaped} needs {length} hexadecimal digits that name a character"),
                    )
                    .at(Span::new(at + i, at + end)));
                };
                out.push(c);
                chars.nth(length - 1);
            }
            other => {
                return Err(Error::syntax(Detail::UnexpectedSyntax, format!("`\\{other}` is not an escape"))
                    .at(Span::new(at + i, at + j + other.len_utf8()))
                    .hint("write \\\\ for a backslash"));
            }
        }
    }
    Ok(out)
}
