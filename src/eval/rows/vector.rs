//! What an expression is worth in each of several rows.

use std::borrow::Cow;

use hashbrown::HashMap;

use crate::batch::{Column, Typed};
use crate::error::Result;
use crate::eval::logic::ternary;
use crate::value::{Ternary, Value};

/// Values in row order.
#[derive(Clone, Debug)]
pub enum Vector<'a> {
    /// The same in each row.
    Constant(Value),
    /// One for each row.
    Column(Cow<'a, Column>),
    /// One of few for each row, by its place among them.
    Few(Vec<u32>, Vec<Value>),
}

impl From<Column> for Vector<'_> {
    fn from(column: Column) -> Self {
        Self::Column(Cow::Owned(column))
    }
}

impl Vector<'_> {
    /// The value in a row.
    pub fn value(&self, row: usize) -> Value {
        match self {
            Self::Constant(value) => value.clone(),
            Self::Column(column) => column.value(row),
            Self::Few(places, values) => {
                places.get(row).and_then(|place| values.get(*place as usize)).cloned().unwrap_or(Value::Null)
            }
        }
    }

    /// Whether the row's value is null.
    #[inline]
    pub fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Constant(value) => value.is_null(),
            Self::Column(column) => column.is_null(row),
            Self::Few(places, values) => {
                places.get(row).and_then(|place| values.get(*place as usize)).is_none_or(Value::is_null)
            }
        }
    }

    /// The values, where each row has its own.
    pub fn column(&self) -> Option<&Column> {
        match self {
            Self::Column(column) => Some(column),
            Self::Constant(_) | Self::Few(..) => None,
        }
    }

    /// The row's value as a condition; an error if it is none.
    #[inline]
    pub fn truth(&self, row: usize) -> Result<Ternary> {
        match self.column() {
            Some(Column::Booleans(truths)) => Ok(truths.get(row)),
            _ => ternary(&self.value(row)),
        }
    }

    /// A column for so many rows.
    pub fn into_column(self, rows: usize) -> Column {
        match self {
            Self::Constant(value) => Column::of(vec![value; rows]),
            Self::Column(column) => column.into_owned(),
            Self::Few(..) => Column::of((0..rows).map(|row| self.value(row)).collect()),
        }
    }

    /// The different values of few, or of a column of texts that are few, and the place of each row's; so that what
    /// depends on nothing else is computed once for each.
    pub(super) fn into_few(self) -> Self {
        let Some(Column::Texts(codes, texts)) = self.column() else { return self };
        let mut known: HashMap<u32, u32> = HashMap::new();
        let (mut places, mut values) = (Vec::with_capacity(codes.values.len()), Vec::new());
        let mut null = None;
        let mut last = (u32::MAX, 0);
        for code in codes.iter() {
            let place = match code {
                Some(code) if code == last.0 => last.1,
                Some(code) => *known.entry(code).or_insert_with(|| {
                    values.push(texts.text(code).map_or(Value::Null, Value::from));
                    values.len() as u32 - 1
                }),
                None => *null.get_or_insert_with(|| {
                    values.push(Value::Null);
                    values.len() as u32 - 1
                }),
            };
            last = (code.unwrap_or(u32::MAX), place);
            places.push(place);
        }
        Self::Few(places, values)
    }

    /// The truths of few values, for each row.
    pub(super) fn spread(places: &[u32], truths: &[Ternary]) -> Typed<bool> {
        Typed::of(places.iter().map(|place| truths.get(*place as usize).copied().flatten()))
    }
}
