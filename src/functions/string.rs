//! Text. Places and lengths count characters, from 0.

use unicode_normalization::UnicodeNormalization;

use super::arguments::{argument, count, mistyped, string, text};
use super::{Function, FunctionContext, Kind};
use crate::error::{Detail, Error, Result};
use crate::value::{Value, quote_string};

/// Checked before it is built: a short text in place of nothing can make much of a long one.
fn replace(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let (original, search, replacement) = (text(arguments, 0)?, text(arguments, 1)?, text(arguments, 2)?);
    let matches = original.matches(&**search).count();
    if matches == 0 {
        return Ok(original.clone().into());
    }
    let kept = original.len().saturating_sub(matches.saturating_mul(search.len()));
    context.budget.limits().check_string(matches.saturating_mul(replacement.len()).saturating_add(kept))?;
    Ok(original.replace(&**search, replacement).into())
}

/// About what one short part takes up.
const PART_BYTES: usize = size_of::<Value>() + 32;

/// The parts between delimiters; an empty delimiter stands between all characters.
fn split(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    if let Value::List(delimiters) = argument(arguments, 1) {
        return split_at_any(text(arguments, 0)?, delimiters, context);
    }
    let (original, delimiter) = (text(arguments, 0)?, text(arguments, 1)?);
    if delimiter.is_empty() && !original.is_empty() {
        context.budget.check_list(original.chars().count(), PART_BYTES)?;
        return Ok(Value::list(original.chars().map(|c| Value::from(c.to_string()))));
    }
    if delimiter.is_empty() {
        return Ok(Value::list([original.clone().into()]));
    }
    context.budget.check_list(original.matches(&**delimiter).count() + 1, PART_BYTES)?;
    Ok(Value::list(original.split(&**delimiter).map(Value::from)))
}

/// The parts between delimiters; where several begin, the first in the list counts.
fn split_at_any(original: &str, delimiters: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    if delimiters.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let of_text =
        |value: &Value| value.as_str().map(ToOwned::to_owned).ok_or_else(|| mistyped("a list of strings", value));
    let delimiters = delimiters.iter().map(of_text).collect::<Result<Vec<String>>>()?;
    if delimiters.iter().any(String::is_empty) {
        return split(&[original.into(), "".into()], context);
    }
    let mut parts = Vec::new();
    let (mut part_start, mut from) = (0, 0);
    for (at, _) in original.char_indices() {
        if at < from {
            continue;
        }
        let rest = original.get(at..).unwrap_or_default();
        for delimiter in &delimiters {
            context.budget.tick()?;
            if rest.starts_with(delimiter.as_str()) {
                parts.push(Value::from(original.get(part_start..at).unwrap_or_default()));
                context.budget.check_list(parts.len() + 1, PART_BYTES)?;
                from = at + delimiter.len();
                part_start = from;
                break;
            }
        }
    }
    parts.push(original.get(part_start..).unwrap_or_default().into());
    Ok(Value::list(parts))
}

/// The text in a Unicode normal form.
fn normalize(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let original = text(arguments, 0)?;
    let form = if arguments.len() > 1 { text(arguments, 1)?.to_uppercase() } else { "NFC".to_owned() };
    let characters: &mut dyn Iterator<Item = char> = match &*form {
        "NFC" => &mut original.nfc(),
        "NFD" => &mut original.nfd(),
        "NFKC" => &mut original.nfkc(),
        "NFKD" => &mut original.nfkd(),
        _ => {
            let message = format!("there is no normal form {}", quote_string(&form));
            return Err(Error::argument(Detail::InvalidArgumentValue, message).hint("there is NFC, NFD, NFKC, NFKD"));
        }
    };
    let mut normal = String::new();
    for c in characters {
        context.budget.tick()?;
        normal.push(c);
        // compatibility forms can be many times as long
        context.budget.limits().check_string(normal.len())?;
    }
    Ok(normal.into())
}

fn substring(arguments: &[Value]) -> Result<Value> {
    let (original, start) = (text(arguments, 0)?, count(arguments, 1)?);
    let length = if arguments.len() > 2 { count(arguments, 2)? } else { usize::MAX };
    Ok(original.chars().skip(start).take(length).collect::<String>().into())
}

fn right(arguments: &[Value]) -> Result<Value> {
    let (original, length) = (text(arguments, 0)?, count(arguments, 1)?);
    let skipped = original.chars().count().saturating_sub(length);
    Ok(original.chars().skip(skipped).collect::<String>().into())
}

fn reverse(arguments: &[Value]) -> Result<Value> {
    match argument(arguments, 0) {
        Value::String(text) => Ok(text.chars().rev().collect::<String>().into()),
        Value::List(values) => Ok(Value::list(values.iter().rev().cloned())),
        other => Err(mistyped("a string or a list", other)),
    }
}

/// The text without blanks, or without the characters of the second argument, at the ends asked for.
fn trim(arguments: &[Value], start: bool, end: bool) -> Result<Value> {
    let mut rest: &str = text(arguments, 0)?;
    let unwanted = if arguments.len() > 1 { Some(text(arguments, 1)?) } else { None };
    let is_unwanted = |c: char| unwanted.map_or_else(|| c.is_whitespace(), |characters| characters.contains(c));
    if start {
        rest = rest.trim_start_matches(is_unwanted);
    }
    if end {
        rest = rest.trim_end_matches(is_unwanted);
    }
    Ok(rest.into())
}

fn lower(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    string(text(arguments, 0)?.to_lowercase(), context)
}

fn upper(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    string(text(arguments, 0)?.to_uppercase(), context)
}

const TEXT: &[(&str, Kind)] = &[("text", Kind::String)];
const TRIMMED: &[(&str, Kind)] = &[("text", Kind::String), ("characters", Kind::String)];
const PART: &[(&str, Kind)] = &[("text", Kind::String), ("length", Kind::Integer)];

pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "btrim",
        TRIMMED,
        |a, _| trim(a, true, true),
        "The text without blanks, or these characters, at both ends.",
        &[("btrim('  a b ')", "'a b'"), ("btrim('xxaxy', 'xy')", "'a'")],
    )
    .optional(1),
    Function::built_in(
        "char_length",
        TEXT,
        |a, _| Ok(text(a, 0)?.chars().count().into()),
        "How many characters the text has.",
        &[("char_length('Zoë')", "3")],
    )
    .also(&["character_length"]),
    Function::built_in(
        "left",
        PART,
        |a, _| Ok(text(a, 0)?.chars().take(count(a, 1)?).collect::<String>().into()),
        "The first characters of the text.",
        &[("left('hello', 3)", "'hel'")],
    ),
    Function::built_in(
        "ltrim",
        TRIMMED,
        |a, _| trim(a, true, false),
        "The text without blanks, or these characters, at its start.",
        &[("ltrim('  a ')", "'a '"), ("ltrim('007', '0')", "'7'")],
    )
    .optional(1),
    Function::built_in(
        "normalize",
        &[("text", Kind::String), ("form", Kind::String)],
        normalize,
        "The text in a Unicode normal form: 'NFC' unless it is 'NFD', 'NFKC' or 'NFKD'; so that what looks alike is equal.",
        &[("normalize('e\\u0301') = 'é'", "true"), ("normalize('ﬁ', 'NFKC')", "'fi'")],
    )
    .optional(1),
    Function::built_in(
        "replace",
        &[("text", Kind::String), ("search", Kind::String), ("replacement", Kind::String)],
        replace,
        "The text with every match of one string replaced by another.",
        &[("replace('hello', 'l', 'w')", "'hewwo'"), ("replace('hello', 'x', '')", "'hello'")],
    ),
    Function::built_in(
        "reverse",
        &[("sequence", Kind::Sequence)],
        |a, _| reverse(a),
        "The list or the text from its end to its start.",
        &[("reverse([1, 2, 3])", "[3, 2, 1]"), ("reverse('abc')", "'cba'")],
    ),
    Function::built_in(
        "right",
        PART,
        |a, _| right(a),
        "The last characters of the text.",
        &[("right('hello', 3)", "'llo'")],
    ),
    Function::built_in(
        "rtrim",
        TRIMMED,
        |a, _| trim(a, false, true),
        "The text without blanks, or these characters, at its end.",
        &[("rtrim('  a ')", "'  a'"), ("rtrim('why?!', '!?')", "'why'")],
    )
    .optional(1),
    Function::built_in(
        "split",
        &[("text", Kind::String), ("delimiters", Kind::Sequence)],
        split,
        "The parts of the text between the delimiters, a string or a list of strings.",
        &[
            ("split('a,b,,c', ',')", "['a', 'b', '', 'c']"),
            ("split('a,b;c', [',', ';'])", "['a', 'b', 'c']"),
            ("split('abc', '')", "['a', 'b', 'c']"),
        ],
    ),
    Function::built_in(
        "substring",
        &[("text", Kind::String), ("start", Kind::Integer), ("length", Kind::Integer)],
        |a, _| substring(a),
        "The text from a place, counted from 0, to its end or for a length.",
        &[("substring('hello', 1, 3)", "'ell'"), ("substring('hello', 3)", "'lo'")],
    )
    .optional(1),
    Function::built_in("toLower", TEXT, lower, "The text in lower case.", &[("toLower('Hello')", "'hello'")])
        .also(&["lower"]),
    Function::built_in("toUpper", TEXT, upper, "The text in upper case.", &[("toUpper('Hello')", "'HELLO'")])
        .also(&["upper"]),
    Function::built_in(
        "trim",
        TRIMMED,
        |a, _| trim(a, true, true),
        "The text without blanks, or these characters, at both ends.",
        &[("trim('  a b ')", "'a b'"), ("trim('«a»', '«»')", "'a'")],
    )
    .optional(1),
];
