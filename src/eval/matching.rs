//! `text =~ pattern`: the whole text must match. Time is linear in the text, whatever the pattern.

use std::cell::RefCell;

use indexmap::IndexMap;
use regex::{Regex, RegexBuilder};

use crate::ast::NormalForm;
use crate::error::{Detail, Error, Result};
use crate::value::Value;

/// So many compiled patterns are kept a thread; most queries have one.
const KEPT: usize = 64;
/// Bytes that one compiled pattern may take.
const PATTERN_BYTES: usize = 1 << 20;

thread_local! {
    static COMPILED: RefCell<IndexMap<String, Regex>> = RefCell::new(IndexMap::new());
}

pub(super) fn matches(text: &Value, pattern: &Value) -> Result<Value> {
    match (text, pattern) {
        (Value::String(text), Value::String(pattern)) => {
            with_compiled(pattern, |regex| regex.is_match(text)).map(Value::from)
        }
        // what is no text matches nothing, as for STARTS WITH
        (_, Value::Null | Value::String(_)) => Ok(Value::Null),
        (_, other) => Err(Error::type_error(format!("=~ takes a pattern as a string, not {}", other.type_name()))),
    }
}

/// Whether text is in a normal form; null for what is no text.
pub(super) fn is_normalized(of: &Value, form: NormalForm, negated: bool) -> Value {
    let Value::String(text) = of else { return Value::Null };
    let normal = match form {
        NormalForm::Nfc => unicode_normalization::is_nfc(text),
        NormalForm::Nfd => unicode_normalization::is_nfd(text),
        NormalForm::Nfkc => unicode_normalization::is_nfkc(text),
        NormalForm::Nfkd => unicode_normalization::is_nfkd(text),
    };
    (normal != negated).into()
}

fn with_compiled<T>(pattern: &str, ask: impl FnOnce(&Regex) -> T) -> Result<T> {
    COMPILED.with_borrow_mut(|compiled| {
        if let Some(regex) = compiled.get(pattern) {
            return Ok(ask(regex));
        }
        let regex = compile(pattern).map_err(|error| {
            Error::argument(Detail::InvalidArgumentValue, format!("`{pattern}` is no regular expression"))
                .hint(error.to_string().lines().last().unwrap_or_default().trim().to_owned())
        })?;
        let answer = ask(&regex);
        if compiled.len() >= KEPT {
            compiled.shift_remove_index(0);
        }
        compiled.insert(pattern.to_owned(), regex);
        Ok(answer)
    })
}

/// The pattern for the whole text. By itself it must be one too: `a)|(b` would be, inside the group.
fn compile(pattern: &str) -> std::result::Result<Regex, regex::Error> {
    let build = |pattern: &str| RegexBuilder::new(pattern).size_limit(PATTERN_BYTES).build();
    build(pattern)?;
    // a comment at the end of a pattern in `(?x)` ends with its line
    build(&format!("^(?:{pattern})$")).or_else(|_| build(&format!("^(?:{pattern}\n)$")))
}
