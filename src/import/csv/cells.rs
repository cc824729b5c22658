//! The fields of one column as values, in the type that the header names or that they all have.

use super::types::{Base, ColumnType};
use crate::graph::{BulkTexts, BulkValues};
use crate::value::Value;

/// Fields of one column, from one block.
#[derive(Debug)]
pub(super) enum Cells {
    /// Of a type that all of them decide.
    Inferred(Guess),
    /// Of a type that the header names.
    Typed(ColumnType, BulkValues),
}

impl Cells {
    /// No fields yet.
    pub(super) fn new(kind: Option<&ColumnType>) -> Self {
        let Some(kind) = kind else { return Self::Inferred(Guess::default()) };
        let values = match (&kind.base, kind.is_list) {
            (Base::Integer(..), false) => BulkValues::Integers(Vec::new()),
            (Base::Float, false) => BulkValues::Floats(Vec::new()),
            (Base::Boolean, false) => BulkValues::Booleans(Vec::new()),
            (Base::String, false) => BulkValues::Strings(BulkTexts::default()),
            _ => BulkValues::Values(Vec::new()),
        };
        Self::Typed(kind.clone(), values)
    }

    /// Adds a field; an empty one is no value. An error says what it should be, and adds no value.
    pub(super) fn push(&mut self, field: &[u8], array_delimiter: char) -> Result<(), String> {
        let (kind, values) = match self {
            Self::Inferred(guess) => {
                guess.push(field);
                return Ok(());
            }
            Self::Typed(kind, values) => (kind, values),
        };
        if field.is_empty() {
            push_none(values);
            return Ok(());
        }
        let text = std::str::from_utf8(field).unwrap_or_default();
        let wrong = match values {
            BulkValues::Integers(values) => match canonical_integer(field).filter(|n| kind.base.holds(*n)) {
                Some(number) => {
                    values.push(Some(number));
                    None
                }
                None => add(values, kind.base.integer(text)),
            },
            BulkValues::Floats(values) => add(values, kind.base.float(text)),
            BulkValues::Booleans(values) => add(values, kind.base.boolean(text)),
            BulkValues::Strings(texts) => {
                texts.push(Some(text));
                None
            }
            BulkValues::Values(values) => match kind.read(text, array_delimiter) {
                Ok(value) => {
                    values.push(value);
                    None
                }
                Err(wrong) => {
                    values.push(Value::Null);
                    Some(wrong)
                }
            },
        };
        wrong.map_or(Ok(()), Err)
    }

    /// The values: those of columns without a type in this one, rows left out that are not to be kept.
    pub(super) fn into_values(self, inferred: Inferred, dropped: &[u32]) -> BulkValues {
        let values = match self {
            Self::Inferred(guess) => guess.into_values(inferred),
            Self::Typed(_, values) => values,
        };
        without(values, dropped)
    }
}

fn add<T>(values: &mut Vec<Option<T>>, read: Result<T, String>) -> Option<String> {
    match read {
        Ok(value) => {
            values.push(Some(value));
            None
        }
        Err(wrong) => {
            values.push(None);
            Some(wrong)
        }
    }
}

fn push_none(values: &mut BulkValues) {
    match values {
        BulkValues::Integers(values) => values.push(None),
        BulkValues::Floats(values) => values.push(None),
        BulkValues::Booleans(values) => values.push(None),
        BulkValues::Strings(texts) => texts.push(None),
        BulkValues::Values(values) => values.push(Value::Null),
    }
}

/// The values without those of some rows, which are given in ascending order.
fn without(values: BulkValues, dropped: &[u32]) -> BulkValues {
    if dropped.is_empty() {
        return values;
    }
    match values {
        BulkValues::Integers(values) => BulkValues::Integers(kept(values.into_iter(), dropped).collect()),
        BulkValues::Floats(values) => BulkValues::Floats(kept(values.into_iter(), dropped).collect()),
        BulkValues::Booleans(values) => BulkValues::Booleans(kept(values.into_iter(), dropped).collect()),
        BulkValues::Strings(texts) => BulkValues::Strings(kept(texts.iter(), dropped).collect()),
        BulkValues::Values(values) => BulkValues::Values(kept(values.into_iter(), dropped).collect()),
    }
}

/// The items whose place is not among those dropped, which are given in ascending order.
pub(super) fn kept<T>(items: impl Iterator<Item = T>, dropped: &[u32]) -> impl Iterator<Item = T> {
    let mut dropped = dropped.iter().copied().peekable();
    (0_u32..).zip(items).filter(move |(place, _)| dropped.next_if_eq(place).is_none()).map(|(_, item)| item)
}

/// How many of the values are there.
pub(super) fn count(values: &BulkValues) -> u64 {
    let count = match values {
        BulkValues::Integers(values) => values.iter().flatten().count(),
        BulkValues::Floats(values) => values.iter().flatten().count(),
        BulkValues::Booleans(values) => values.iter().flatten().count(),
        BulkValues::Strings(texts) => texts.iter().flatten().count(),
        BulkValues::Values(values) => values.iter().filter(|value| !value.is_null()).count(),
    };
    count as u64
}

/// The type that fields have without being told: the narrowest that holds them all as they are
/// written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Inferred {
    /// There are no values.
    #[default]
    Nothing,
    Integer,
    Float,
    Boolean,
    Text,
}

impl Inferred {
    /// The type that holds both.
    pub(super) fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, one) | (one, Self::Nothing) => one,
            (one, same) if one == same => one,
            (Self::Integer, Self::Float) | (Self::Float, Self::Integer) => Self::Float,
            _ => Self::Text,
        }
    }

    /// The name, as the language says it; empty if there are no values.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Integer => "INTEGER",
            Self::Float => "FLOAT",
            Self::Boolean => "BOOLEAN",
            Self::Text => "STRING",
        }
    }

    /// The type of one field that is not empty and no integer as [`canonical_integer`] has it.
    fn of(field: &[u8]) -> Self {
        match field {
            b"true" | b"false" | b"True" | b"False" | b"TRUE" | b"FALSE" => Self::Boolean,
            _ if float(field).is_some() => Self::Float,
            _ => Self::Text,
        }
    }
}

/// Fields of a column without a type: integers while all are, else texts.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    inferred: Inferred,
    values: Fields,
}

#[derive(Clone, Debug)]
enum Fields {
    Integers(Vec<Option<i64>>),
    Texts(BulkTexts),
}

impl Default for Guess {
    fn default() -> Self {
        Self { inferred: Inferred::Nothing, values: Fields::Integers(Vec::new()) }
    }
}

/// An id: integers are told apart from texts, so that `1` is one wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Id<'a> {
    Number(i64),
    Text(&'a [u8]),
}

impl<'a> Id<'a> {
    /// The id that a field holds.
    #[inline]
    pub(super) fn of(field: &'a [u8]) -> Self {
        canonical_integer(field).map_or(Self::Text(field), Self::Number)
    }
}

impl Guess {
    /// Adds a field; an empty one is no value.
    pub(super) fn push(&mut self, field: &[u8]) {
        if let Fields::Integers(numbers) = &mut self.values {
            if field.is_empty() {
                return numbers.push(None);
            }
            if let Some(number) = canonical_integer(field) {
                self.inferred = Inferred::Integer;
                return numbers.push(Some(number));
            }
            self.values = Fields::Texts(printed(numbers));
        }
        if self.inferred != Inferred::Text && !field.is_empty() {
            let next = canonical_integer(field).map_or_else(|| Inferred::of(field), |_| Inferred::Integer);
            self.inferred = self.inferred.with(next);
        }
        if let Fields::Texts(texts) = &mut self.values {
            texts.push(Some(field).filter(|field| !field.is_empty()).and_then(|field| std::str::from_utf8(field).ok()));
        }
    }

    /// The type of the fields.
    pub(super) fn inferred(&self) -> Inferred {
        self.inferred
    }

    /// Goes through the ids.
    pub(super) fn for_each_id(&self, mut visit: impl FnMut(Option<Id<'_>>)) {
        match &self.values {
            Fields::Integers(numbers) => numbers.iter().for_each(|number| visit(number.map(Id::Number))),
            Fields::Texts(texts) => texts.iter().for_each(|text| visit(text.map(|text| Id::of(text.as_bytes())))),
        }
    }

    /// The values in a type that holds them all.
    pub(super) fn into_values(self, inferred: Inferred) -> BulkValues {
        match (self.values, inferred) {
            (Fields::Integers(numbers), Inferred::Nothing | Inferred::Integer) => BulkValues::Integers(numbers),
            (Fields::Integers(numbers), Inferred::Float) => {
                BulkValues::Floats(numbers.into_iter().map(|number| number.map(|n| n as f64)).collect())
            }
            (Fields::Integers(numbers), Inferred::Boolean | Inferred::Text) => BulkValues::Strings(printed(&numbers)),
            (Fields::Texts(texts), Inferred::Integer) => {
                BulkValues::Integers(texts.iter().map(|text| canonical_integer(text?.as_bytes())).collect())
            }
            (Fields::Texts(texts), Inferred::Float) => {
                BulkValues::Floats(texts.iter().map(|text| text?.parse().ok()).collect())
            }
            (Fields::Texts(texts), Inferred::Boolean) => {
                BulkValues::Booleans(texts.iter().map(|text| Some(text?.eq_ignore_ascii_case("true"))).collect())
            }
            (Fields::Texts(texts), _) => BulkValues::Strings(texts),
        }
    }
}

/// Integers as they are written.
fn printed(numbers: &[Option<i64>]) -> BulkTexts {
    let mut texts = BulkTexts::default();
    for number in numbers {
        texts.push(number.map(|number| number.to_string()).as_deref());
    }
    texts
}

/// The integer that a field is, if it is written the one way in which integers are printed: so that
/// `007` and `+5` stay the texts that they are.
#[inline]
pub(super) fn canonical_integer(field: &[u8]) -> Option<i64> {
    let (is_negative, digits) = match field {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    match digits {
        [b'0'] => return (!is_negative).then_some(0),
        [] | [b'0', ..] => return None,
        _ => {}
    }
    if digits.len() > 18 {
        let all_digits = digits.iter().all(u8::is_ascii_digit);
        return std::str::from_utf8(field).ok().filter(|_| all_digits)?.parse().ok();
    }
    let mut number = 0_i64;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + i64::from(digit);
    }
    Some(if is_negative { -number } else { number })
}

/// The float that a field is: digits without leading zeros, a fraction, an exponent, not all of them.
fn float(field: &[u8]) -> Option<f64> {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = field.strip_prefix(b"-").unwrap_or(field);
    let (whole, rest) = rest.split_at_checked(digits(rest))?;
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with(b"0")) {
        return None;
    }
    let rest = match rest.strip_prefix(b".") {
        Some(fraction) => fraction.get(Some(digits(fraction)).filter(|count| *count > 0)?..)?,
        // an integer, and one too large for us: rounding it would make it another
        None if rest.is_empty() => return None,
        None => rest,
    };
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"-").or_else(|| exponent.strip_prefix(b"+")).unwrap_or(exponent);
        if exponent.is_empty() || digits(exponent) < exponent.len() {
            return None;
        }
    } else if !rest.is_empty() {
        return None;
    }
    std::str::from_utf8(field).ok()?.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inferred(fields: &[&str]) -> (Inferred, String) {
        let mut guess = Guess::default();
        for field in fields {
            guess.push(field.as_bytes());
        }
        let inferred = guess.inferred();
        let values: Vec<Value> = match guess.into_values(inferred) {
            BulkValues::Integers(values) => values.into_iter().map(Value::from).collect(),
            BulkValues::Floats(values) => values.into_iter().map(Value::from).collect(),
            BulkValues::Booleans(values) => values.into_iter().map(Value::from).collect(),
            BulkValues::Strings(texts) => texts.iter().map(Value::from).collect(),
            BulkValues::Values(values) => values,
        };
        (inferred, Value::list(values).to_string())
    }

    #[test]
    fn the_narrowest_type_that_holds_all() {
        for (fields, kind, values) in [
            (&["1", "", "-20"][..], Inferred::Integer, "[1, null, -20]"),
            (&["", ""], Inferred::Nothing, "[null, null]"),
            (&["1", "2.50"], Inferred::Float, "[1.0, 2.5]"),
            (&["2.5", "1", "1e2"], Inferred::Float, "[2.5, 1.0, 100.0]"),
            (&["true", "", "False"], Inferred::Boolean, "[true, null, false]"),
            (&["true", "1"], Inferred::Text, "['true', '1']"),
            (&["1", "true"], Inferred::Text, "['1', 'true']"),
            (&["1", "007"], Inferred::Text, "['1', '007']"),
            (&["1", "2.50", "x"], Inferred::Text, "['1', '2.50', 'x']"),
            (&["9223372036854775807"], Inferred::Integer, "[9223372036854775807]"),
            (&["9223372036854775808"], Inferred::Text, "['9223372036854775808']"),
            (&["2022-04-18"], Inferred::Text, "['2022-04-18']"),
            (&["1e999"], Inferred::Text, "['1e999']"),
            (&["+1"], Inferred::Text, "['+1']"),
            (&["-0"], Inferred::Text, "['-0']"),
            (&["1."], Inferred::Text, "['1.']"),
            (&["nan"], Inferred::Text, "['nan']"),
        ] {
            assert_eq!(inferred(fields), (kind, values.to_owned()), "{fields:?}");
        }
    }

    #[test]
    fn rows_are_left_out() {
        let mut cells = Cells::new(None);
        for field in ["1", "2", "x", "4"] {
            cells.push(field.as_bytes(), ';').unwrap();
        }
        let BulkValues::Strings(texts) = cells.into_values(Inferred::Text, &[0, 2]) else { panic!("texts") };
        assert_eq!(texts.iter().collect::<Vec<_>>(), [Some("2"), Some("4")]);
    }
}
