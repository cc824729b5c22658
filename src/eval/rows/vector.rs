//! What an expression is worth in each of several rows.

use std::borrow::Cow;
use std::hash::Hash;

use hashbrown::HashMap;

use crate::batch::{Column, Typed};
use crate::error::Result;
use crate::eval::logic::ternary;
use crate::value::{Ternary, Value};

/// More integers than this are not few.
const FEW_INTEGERS: usize = 128;

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
            Self::Constant(Value::Integer(i)) => Column::Integers(Typed::full(vec![i; rows])),
            Self::Constant(Value::Float(x)) => Column::Floats(Typed::full(vec![x; rows])),
            Self::Constant(value) => Column::of(vec![value; rows]),
            Self::Column(column) => column.into_owned(),
            Self::Few(..) => Column::of((0..rows).map(|row| self.value(row)).collect()),
        }
    }

    /// The different values of few, or of a column of texts or of few integers, and the place of each row's; so that
    /// what depends on nothing else is computed once for each.
    pub(super) fn into_few(self) -> Self {
        match self.column() {
            Some(Column::Texts(codes, texts)) => {
                let text = |code| texts.text(code).map_or(Value::Null, Value::from);
                few(codes, usize::MAX, text).unwrap_or(self)
            }
            Some(Column::Integers(integers)) => few(integers, FEW_INTEGERS, Value::Integer).unwrap_or(self),
            _ => self,
        }
    }

    /// The truths of few values, for each row.
    pub(super) fn spread(places: &[u32], truths: &[Ternary]) -> Typed<bool> {
        Typed::of(places.iter().map(|place| truths.get(*place as usize).copied().flatten()))
    }
}

/// The different values and the place of each row's, unless they are more than so many.
fn few<T: Copy + Default + Eq + Hash>(
    all: &Typed<T>,
    most: usize,
    value: impl Fn(T) -> Value,
) -> Option<Vector<'static>> {
    let mut known: HashMap<Option<T>, u32> = HashMap::new();
    let (mut places, mut values) = (Vec::with_capacity(all.values.len()), Vec::new());
    let mut last = None;
    for item in all.iter() {
        let place = match last {
            Some((before, place)) if before == item => place,
            _ => *known.entry(item).or_insert_with(|| {
                values.push(item.map_or(Value::Null, &value));
                values.len() as u32 - 1
            }),
        };
        if values.len() > most {
            return None;
        }
        last = Some((item, place));
        places.push(place);
    }
    Some(Vector::Few(places, values))
}
