//! What an expression is worth in each of several rows.

use std::borrow::Cow;

use crate::batch::Column;
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
        }
    }

    /// Whether the row's value is null.
    #[inline]
    pub fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Constant(value) => value.is_null(),
            Self::Column(column) => column.is_null(row),
        }
    }

    /// The values, where they differ from row to row.
    pub fn column(&self) -> Option<&Column> {
        match self {
            Self::Constant(_) => None,
            Self::Column(column) => Some(column),
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

    /// A column of its own for so many rows.
    pub fn into_column(self, rows: usize) -> Column {
        match self {
            Self::Constant(value) => Column::of(vec![value; rows]),
            Self::Column(column) => column.into_owned(),
        }
    }
}
