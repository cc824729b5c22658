//! Properties in columns: one per key, typed as long as all its values are of one type.

mod column;
mod lookup;
mod run;
mod texts;
mod value_column;

use super::bulk::BulkValues;
use super::postings::Postings;
use crate::value::Value;

use column::Column;
pub use column::ColumnView;
pub use run::Stretch;
pub use texts::{Texts, head};
pub use value_column::ValueColumn;

/// All properties of all nodes, or of all relationships: columns by property key number.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns(Vec<Option<Column>>);

impl Columns {
    #[inline]
    fn column(&self, key: u32) -> Option<&Column> {
        self.0.get(key as usize)?.as_ref()
    }

    /// A key's column, if any entity has or had the key.
    #[inline]
    pub(super) fn view(&self, key: u32) -> Option<ColumnView<'_>> {
        self.column(key).map(Column::view)
    }

    /// The value, if there is one.
    pub(super) fn get(&self, id: u32, key: u32) -> Option<Value> {
        self.view(key)?.get(id)
    }

    /// Whether there is a value.
    pub(super) fn has(&self, id: u32, key: u32) -> bool {
        self.view(key).is_some_and(|column| column.has(id))
    }

    /// Sets a value, or takes it away if it is null; returns what was there.
    pub(super) fn set(&mut self, id: u32, key: u32, value: Value) -> Value {
        let before = self.get(id, key).unwrap_or(Value::Null);
        if value.is_null() {
            if let Some(Some(column)) = self.0.get_mut(key as usize) {
                column.clear(id);
            }
        } else if let Some(column) = self.column_for(key, &value) {
            column.set(id, value);
        }
        before
    }

    /// The column that is to take this value.
    fn column_for(&mut self, key: u32, value: &Value) -> Option<&mut Column> {
        if self.0.len() <= key as usize {
            self.0.resize_with(key as usize + 1, || None);
        }
        let place = self.0.get_mut(key as usize)?;
        // an emptied column may take the type of what comes next
        if place.as_ref().is_none_or(|column| column.filled() == 0) {
            *place = Some(Column::of_type(value));
        }
        place.as_mut()
    }

    /// Sets the values of consecutive entities, where there are values.
    pub(super) fn fill(&mut self, first: u32, key: u32, values: BulkValues) {
        if let Some(value) = values.first()
            && let Some(column) = self.column_for(key, &value)
        {
            column.fill(first, values);
        }
    }

    /// The keys that the entity has, ascending.
    pub(super) fn keys(&self, id: u32) -> impl Iterator<Item = u32> {
        let has = move |(key, column): (usize, &Option<Column>)| column.as_ref()?.view().has(id).then_some(key as u32);
        self.0.iter().enumerate().filter_map(has)
    }

    /// How many entities have the property.
    pub(super) fn count(&self, key: u32) -> usize {
        self.column(key).map_or(0, Column::filled)
    }

    /// The entities whose value may equal this one. `None` where looking at each is better.
    pub(super) fn find(&self, key: u32, value: &Value) -> Option<Postings<'_>> {
        self.column(key).map_or(Some(Postings::None), |column| column.find(value))
    }

    /// Gives back what growing has reserved and nothing fills.
    pub(super) fn shrink(&mut self) {
        self.0.iter_mut().flatten().for_each(Column::shrink);
    }

    /// Bytes of the values, and of look-ups by value.
    pub(super) fn bytes(&self) -> (usize, usize) {
        let all = self.0.iter().flatten().map(Column::bytes);
        all.fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1))
    }
}

#[cfg(test)]
mod tests;
