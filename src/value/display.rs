//! Values as openCypher literals.

use std::fmt::{self, Write};

use pest::unicode;

use super::Value;

/// The text as a string literal in single quotes.
pub fn quote_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// The name as it can stand in a query: as it is, or in backticks.
pub fn quote_name(name: &str) -> String {
    let mut chars = name.chars();
    let plain = chars.next().is_some_and(is_name_start) && chars.all(is_name_part);
    if plain { name.to_owned() } else { in_backticks(name) }
}

/// The relationship type as it can stand in a query: as [`quote_name`], but hyphens may stand inside.
pub fn quote_type(name: &str) -> String {
    let mut parts = name.split('-');
    let mut first = parts.next().unwrap_or_default().chars();
    let plain = first.next().is_some_and(is_name_start)
        && first.all(is_name_part)
        && parts.all(|part| !part.is_empty() && part.chars().all(is_name_part));
    if plain { name.to_owned() } else { in_backticks(name) }
}

/// The parameter's name as it can stand after `$`: it may begin like a number.
pub fn quote_parameter(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(is_name_part);
    if plain { name.to_owned() } else { in_backticks(name) }
}

/// The name in backticks, whether it needs them or not.
pub fn in_backticks(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

// by the same tables of Unicode as the grammar's names

fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic() || unicode::XID_START(c) || unicode::CONNECTOR_PUNCTUATION(c)
}

fn is_name_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || unicode::XID_CONTINUE(c) || unicode::CURRENCY_SYMBOL(c)
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(b) => write!(f, "{b}"),
            Self::Integer(i) => write!(f, "{i}"),
            Self::Float(x) => write_float(f, *x),
            Self::String(text) => f.write_str(&quote_string(text)),
            Self::Date(date) => write!(f, "{date}"),
            Self::PartialDate(date) => write!(f, "{date}"),
            Self::LocalTime(time) => write!(f, "{time}"),
            Self::Time(time) => write!(f, "{time}"),
            Self::LocalDateTime(at) => write!(f, "{at}"),
            Self::DateTime(at) => write!(f, "{at}"),
            Self::Duration(duration) => write!(f, "{duration}"),
            Self::Point(point) => write!(f, "{point}"),
            Self::List(values) => {
                f.write_char('[')?;
                for (i, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if i == 0 { "" } else { ", " })?;
                }
                f.write_char(']')
            }
            Self::Map(map) => {
                f.write_char('{')?;
                for (i, (key, value)) in map.iter().enumerate() {
                    write!(f, "{}{}: {value}", if i == 0 { "" } else { ", " }, quote_name(key))?;
                }
                f.write_char('}')
            }
            Self::Node(id) => write!(f, "(#{})", id.0),
            Self::Relationship(id) => write!(f, "[#{}]", id.0),
            Self::Path(path) => {
                f.write_char('<')?;
                for (i, node) in path.nodes.iter().enumerate() {
                    if let Some(relationship) = i.checked_sub(1).and_then(|i| path.relationships.get(i)) {
                        write!(f, "-[#{}]-", relationship.0)?;
                    }
                    write!(f, "(#{})", node.0)?;
                }
                f.write_char('>')
            }
        }
    }
}

/// A float always shows that it is one: `1.0`, `1.0E21`, `NaN`, `Infinity`.
fn write_float(f: &mut fmt::Formatter<'_>, x: f64) -> fmt::Result {
    if x.is_nan() {
        f.write_str("NaN")
    } else if x.is_infinite() {
        f.write_str(if x > 0.0 { "Infinity" } else { "-Infinity" })
    } else if x != 0.0 && (x.abs() >= 1e7 || x.abs() < 1e-3) {
        let text = format!("{x:E}");
        match text.split_once('E') {
            Some((mantissa, exponent)) if !mantissa.contains('.') => write!(f, "{mantissa}.0E{exponent}"),
            _ => f.write_str(&text),
        }
    } else {
        write!(f, "{x:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals() {
        let map = Value::map([("a b", Value::list([1.into(), 1.0.into(), Value::Null])), ("c", "it's".into())]);
        assert_eq!(map.to_string(), r"{`a b`: [1, 1.0, null], c: 'it\'s'}");
        assert_eq!(Value::Float(1e21).to_string(), "1.0E21");
    }

    #[test]
    fn names_are_quoted_where_they_must_be() {
        for plain in ["n", "_", "größe", "日本", "a1", "price$", "MATCH"] {
            assert_eq!(quote_name(plain), plain);
        }
        // alphabetic, but no part of names: a circled letter
        for (odd, quoted) in [("", "``"), ("1a", "`1a`"), ("a-b", "`a-b`"), ("a`b", "`a``b`"), ("ⓐ", "`ⓐ`")] {
            assert_eq!(quote_name(odd), quoted);
        }
        for (name, quoted) in [("a-b", "a-b"), ("a-1", "a-1"), ("a--b", "`a--b`"), ("a-", "`a-`"), ("-a", "`-a`")] {
            assert_eq!(quote_type(name), quoted);
        }
        for (name, quoted) in [("1", "1"), ("x", "x"), ("a b", "`a b`"), ("", "``")] {
            assert_eq!(quote_parameter(name), quoted);
        }
    }
}
