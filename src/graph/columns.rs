//! Properties in columns: one per key, typed as long as all its values are of one type.

use std::sync::Arc;

use indexmap::IndexSet;

use crate::value::Value;

/// The values of one property key, by entity number.
#[derive(Clone, Debug)]
enum Column {
    Integer(Run<i64>),
    Float(Run<f64>),
    Boolean(Run<bool>),
    String { texts: IndexSet<Arc<str>>, codes: Run<u32> },
    Mixed(Run<Value>),
}

/// Values of a stretch of entity numbers, from `first` on; entities made together share keys, so
/// the stretch is mostly full.
#[derive(Clone, Debug)]
struct Run<T> {
    first: u32,
    values: Vec<Option<T>>,
    filled: usize,
}

impl<T> Default for Run<T> {
    fn default() -> Self {
        Self { first: 0, values: Vec::new(), filled: 0 }
    }
}

impl<T> Run<T> {
    fn get(&self, id: u32) -> Option<&T> {
        self.values.get(id.checked_sub(self.first)? as usize)?.as_ref()
    }

    fn set(&mut self, id: u32, value: T) {
        if self.values.is_empty() {
            self.first = id;
        } else if id < self.first {
            // room for as many again, so that descending numbers do not shift everything each time
            let first = id.saturating_sub(self.values.len() as u32);
            let missing = (self.first - first) as usize;
            self.values.splice(0..0, std::iter::repeat_with(|| None).take(missing));
            self.first = first;
        }
        let place = (id - self.first) as usize;
        if place >= self.values.len() {
            self.values.resize_with(place + 1, || None);
        }
        if let Some(slot) = self.values.get_mut(place) {
            self.filled += usize::from(slot.is_none());
            *slot = Some(value);
        }
    }

    fn clear(&mut self, id: u32) {
        let place = id.checked_sub(self.first).and_then(|place| self.values.get_mut(place as usize));
        if let Some(slot) = place
            && slot.take().is_some()
        {
            self.filled -= 1;
        }
    }

    fn entries(self) -> impl Iterator<Item = (u32, T)> {
        let first = self.first;
        self.values.into_iter().enumerate().filter_map(move |(i, value)| Some((first + i as u32, value?)))
    }
}

impl Column {
    fn of_type(value: &Value) -> Self {
        match value {
            Value::Integer(_) => Self::Integer(Run::default()),
            Value::Float(_) => Self::Float(Run::default()),
            Value::Boolean(_) => Self::Boolean(Run::default()),
            Value::String(_) => Self::String { texts: IndexSet::new(), codes: Run::default() },
            _ => Self::Mixed(Run::default()),
        }
    }

    fn get(&self, id: u32) -> Option<Value> {
        match self {
            Self::Integer(run) => run.get(id).map(|v| Value::Integer(*v)),
            Self::Float(run) => run.get(id).map(|v| Value::Float(*v)),
            Self::Boolean(run) => run.get(id).map(|v| Value::Boolean(*v)),
            Self::String { texts, codes } => {
                texts.get_index(*codes.get(id)? as usize).map(|text| Value::String(Arc::clone(text)))
            }
            Self::Mixed(run) => run.get(id).cloned(),
        }
    }

    fn has(&self, id: u32) -> bool {
        match self {
            Self::Integer(run) => run.get(id).is_some(),
            Self::Float(run) => run.get(id).is_some(),
            Self::Boolean(run) => run.get(id).is_some(),
            Self::String { codes, .. } => codes.get(id).is_some(),
            Self::Mixed(run) => run.get(id).is_some(),
        }
    }

    fn set(&mut self, id: u32, value: Value) {
        match (&mut *self, value) {
            (Self::Integer(run), Value::Integer(v)) => run.set(id, v),
            (Self::Float(run), Value::Float(v)) => run.set(id, v),
            (Self::Boolean(run), Value::Boolean(v)) => run.set(id, v),
            (Self::String { texts, codes }, Value::String(text)) => {
                let code = match texts.get_index_of(&text) {
                    Some(code) => code,
                    None => texts.insert_full(text).0,
                };
                codes.set(id, code as u32);
            }
            (Self::Mixed(run), value) => run.set(id, value),
            (_, value) => {
                self.make_mixed();
                self.set(id, value);
            }
        }
    }

    /// Gives up the type: a value of another type has come.
    fn make_mixed(&mut self) {
        let mut mixed = Run::default();
        match std::mem::replace(self, Self::Mixed(Run::default())) {
            Self::Integer(run) => run.entries().for_each(|(id, v)| mixed.set(id, v.into())),
            Self::Float(run) => run.entries().for_each(|(id, v)| mixed.set(id, v.into())),
            Self::Boolean(run) => run.entries().for_each(|(id, v)| mixed.set(id, v.into())),
            Self::String { texts, codes } => codes.entries().for_each(|(id, code)| {
                if let Some(text) = texts.get_index(code as usize) {
                    mixed.set(id, Value::String(Arc::clone(text)));
                }
            }),
            Self::Mixed(run) => mixed = run,
        }
        *self = Self::Mixed(mixed);
    }

    fn clear(&mut self, id: u32) {
        match self {
            Self::Integer(run) => run.clear(id),
            Self::Float(run) => run.clear(id),
            Self::Boolean(run) => run.clear(id),
            Self::String { codes, .. } => codes.clear(id),
            Self::Mixed(run) => run.clear(id),
        }
    }

    fn filled(&self) -> usize {
        match self {
            Self::Integer(run) => run.filled,
            Self::Float(run) => run.filled,
            Self::Boolean(run) => run.filled,
            Self::String { codes, .. } => codes.filled,
            Self::Mixed(run) => run.filled,
        }
    }
}

/// All properties of all nodes, or of all relationships: columns by property key number.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns(Vec<Option<Column>>);

impl Columns {
    /// The value, if there is one.
    pub(super) fn get(&self, id: u32, key: u32) -> Option<Value> {
        self.0.get(key as usize)?.as_ref()?.get(id)
    }

    /// Sets a value, or takes it away if it is null; returns what was there.
    pub(super) fn set(&mut self, id: u32, key: u32, value: Value) -> Value {
        let before = self.get(id, key).unwrap_or(Value::Null);
        if value.is_null() {
            if let Some(Some(column)) = self.0.get_mut(key as usize) {
                column.clear(id);
            }
            return before;
        }
        if self.0.len() <= key as usize {
            self.0.resize_with(key as usize + 1, || None);
        }
        if let Some(place) = self.0.get_mut(key as usize) {
            match place {
                // an emptied column may take the type of what comes next
                Some(column) if column.filled() > 0 => column.set(id, value),
                _ => place.insert(Column::of_type(&value)).set(id, value),
            }
        }
        before
    }

    /// The keys that the entity has, ascending.
    pub(super) fn keys(&self, id: u32) -> impl Iterator<Item = u32> {
        let has = move |(key, column): (usize, &Option<Column>)| column.as_ref()?.has(id).then_some(key as u32);
        self.0.iter().enumerate().filter_map(has)
    }

    /// How many entities have the property.
    pub(super) fn count(&self, key: u32) -> usize {
        self.0.get(key as usize).and_then(Option::as_ref).map_or(0, Column::filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_values_of_any_type() {
        let mut columns = Columns::default();
        columns.set(5, 0, 1.into());
        columns.set(3, 0, 2.into());
        columns.set(9, 0, "three".into());
        assert_eq!(
            [3, 4, 5, 9].map(|id| columns.get(id, 0)),
            [Some(2.into()), None, Some(1.into()), Some("three".into())]
        );
        assert_eq!(columns.set(5, 0, Value::Null), 1.into());
        assert_eq!(columns.get(5, 0), None);
        assert_eq!(columns.count(0), 2);
        assert_eq!(columns.keys(9).collect::<Vec<_>>(), [0]);
    }
}
