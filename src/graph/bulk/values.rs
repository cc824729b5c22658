//! Values of one key for many entities at once, as an importer reads them.

use std::num::NonZeroUsize;

use crate::value::Value;

/// Values of one property key for consecutive entities; `None` (or null) where an entity has none.
#[derive(Clone, Debug)]
pub enum BulkValues {
    /// Integers.
    Integers(Vec<Option<i64>>),
    /// Floats.
    Floats(Vec<Option<f64>>),
    /// Booleans.
    Booleans(Vec<Option<bool>>),
    /// Texts.
    Strings(BulkTexts),
    /// Values of any type that a property can hold.
    Values(Vec<Value>),
}

impl BulkValues {
    /// How many entities they are for.
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(values) => values.len(),
            Self::Floats(values) => values.len(),
            Self::Booleans(values) => values.len(),
            Self::Strings(texts) => texts.len(),
            Self::Values(values) => values.len(),
        }
    }

    /// Whether they are for none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// They as single values, null where there is none.
    pub(in crate::graph) fn into_values(self) -> Vec<Value> {
        match self {
            Self::Integers(values) => values.into_iter().map(Value::from).collect(),
            Self::Floats(values) => values.into_iter().map(Value::from).collect(),
            Self::Booleans(values) => values.into_iter().map(Value::from).collect(),
            Self::Strings(texts) => texts.iter().map(Value::from).collect(),
            Self::Values(values) => values,
        }
    }

    /// The first that is there, as a single value.
    pub(in crate::graph) fn first(&self) -> Option<Value> {
        match self {
            Self::Integers(values) => values.iter().flatten().next().map(|v| Value::Integer(*v)),
            Self::Floats(values) => values.iter().flatten().next().map(|v| Value::Float(*v)),
            Self::Booleans(values) => values.iter().flatten().next().map(|v| Value::Boolean(*v)),
            Self::Strings(texts) => texts.iter().flatten().next().map(Value::from),
            Self::Values(values) => values.iter().find(|value| !value.is_null()).cloned(),
        }
    }

    /// How many of them are there.
    pub(in crate::graph) fn present(&self) -> usize {
        match self {
            Self::Integers(values) => values.iter().flatten().count(),
            Self::Floats(values) => values.iter().flatten().count(),
            Self::Booleans(values) => values.iter().flatten().count(),
            Self::Strings(texts) => texts.iter().flatten().count(),
            Self::Values(values) => values.iter().filter(|value| !value.is_null()).count(),
        }
    }
}

/// Texts one after the other in one string, so that reading a table takes no allocation a cell. Threads
/// fill one each.
#[derive(Clone, Debug, Default)]
pub struct BulkTexts {
    bytes: String,
    /// Where each text ends in `bytes`, plus one; it begins where the last one before it ends.
    ends: Vec<Option<NonZeroUsize>>,
}

impl BulkTexts {
    /// No texts, with room for so many of so many bytes together.
    pub fn with_capacity(texts: usize, bytes: usize) -> Self {
        Self { bytes: String::with_capacity(bytes), ends: Vec::with_capacity(texts) }
    }

    /// Adds the next entity's text, or that it has none.
    pub fn push(&mut self, text: Option<&str>) {
        let end = text.and_then(|text| {
            self.bytes.push_str(text);
            NonZeroUsize::new(self.bytes.len() + 1)
        });
        self.ends.push(end);
    }

    /// How many entities there are, those without a text among them.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The texts in their order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let end = end.as_ref()?.get() - 1;
            let text = self.bytes.get(start..end);
            start = end;
            text
        })
    }
}

impl<'a> FromIterator<Option<&'a str>> for BulkTexts {
    fn from_iter<I: IntoIterator<Item = Option<&'a str>>>(texts: I) -> Self {
        let mut all = Self::default();
        texts.into_iter().for_each(|text| all.push(text));
        all
    }
}
