//! A column that stands by itself.

use super::column::{Column, ColumnView};
use crate::value::Value;

/// Values by entity number.
#[derive(Debug)]
pub struct ValueColumn(Column);

impl ValueColumn {
    /// Of these values; null is none.
    pub fn of(values: impl Iterator<Item = (u32, Value)>) -> Self {
        let mut column: Option<Column> = None;
        for (id, value) in values.filter(|(_, value)| !value.is_null()) {
            column.get_or_insert_with(|| Column::of_type(&value)).set(id, value);
        }
        Self(column.unwrap_or_else(|| Column::of_type(&Value::Null)))
    }

    /// What it holds.
    pub fn view(&self) -> ColumnView<'_> {
        self.0.view()
    }
}
