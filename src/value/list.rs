//! Lists and maps as values hold them: measured once, when they are made, so that asking how deep and
//! how large they are costs nothing. What is shared inside a value is counted as often as it stands
//! there: that is what working on the value costs.

use std::ops::Deref;
use std::sync::Arc;

use super::{Map, Value};
use crate::error::{Detail, Error, Result};

/// So deep lists and maps may be nested in each other. What works on values goes down into them, so
/// the depth bounds its stack.
const VALUE_DEPTH: usize = 256;

/// Values in order.
pub type List = Measured<Vec<Value>>;

/// Values by key.
pub type Entries = Measured<Map>;

/// What values can stand in.
pub trait Collection: Default {
    /// Moves all values out.
    fn give(&mut self, values: &mut Vec<Value>);
}

impl Collection for Vec<Value> {
    fn give(&mut self, values: &mut Vec<Value>) {
        values.append(self);
    }
}

impl Collection for Map {
    fn give(&mut self, values: &mut Vec<Value>) {
        values.extend(std::mem::take(self).into_values());
    }
}

/// A list or a map with its depth and size.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured<C: Collection> {
    content: C,
    depth: usize,
    bytes: usize,
}

impl<C: Collection> Measured<C> {
    /// An estimate of the bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl<C: Collection> Deref for Measured<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.content
    }
}

impl FromIterator<Value> for List {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        let mut values: Vec<Value> = values.into_iter().collect();
        // a short list that grew element by element has room for as many more
        if values.len() < 64 {
            values.shrink_to_fit();
        }
        let room = (values.capacity() - values.len()) * size_of::<Value>();
        let depth = 1 + values.iter().map(Value::depth).max().unwrap_or(0);
        let bytes = values.iter().map(Value::size).fold(56 + room, usize::saturating_add);
        Self { content: values, depth, bytes }
    }
}

impl From<Map> for Entries {
    fn from(map: Map) -> Self {
        /// A key's place in the map and in its index, beside the value.
        const ENTRY: usize = 56;
        let depth = 1 + map.values().map(Value::depth).max().unwrap_or(0);
        let entry = |(key, value): (&Arc<str>, &Value)| value.size().saturating_add(key.len() + ENTRY);
        let bytes = map.iter().map(entry).fold(112, usize::saturating_add);
        Self { content: map, depth, bytes }
    }
}

/// What is nested deeper than values may be (a caller can build that) is let go of without recursion.
impl<C: Collection> Drop for Measured<C> {
    fn drop(&mut self) {
        if self.depth <= VALUE_DEPTH {
            return;
        }
        let mut open = Vec::new();
        self.content.give(&mut open);
        while let Some(value) = open.pop() {
            match value {
                Value::List(list) => take_apart(list, &mut open),
                Value::Map(map) => take_apart(map, &mut open),
                _ => {}
            }
        }
    }
}

fn take_apart<C: Collection>(shared: Arc<Measured<C>>, open: &mut Vec<Value>) {
    if let Some(mut own) = Arc::into_inner(shared) {
        own.content.give(open);
        own.depth = 0;
    }
}

impl Value {
    /// How many lists and maps stand in each other; 0 for anything else.
    pub fn depth(&self) -> usize {
        match self {
            Self::List(list) => list.depth,
            Self::Map(map) => map.depth,
            _ => 0,
        }
    }

    /// An error if the value is nested too deep.
    pub fn check_depth(&self) -> Result<()> {
        if self.depth() > VALUE_DEPTH {
            let message = format!("a value is nested deeper than {VALUE_DEPTH} lists and maps");
            return Err(Error::limit(Detail::Nesting, message));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_values_are_dropped_flat() {
        let mut value = Value::Null;
        for i in 0..100_000 {
            value = if i % 2 == 0 { Value::list([value]) } else { Value::map([("k", value)]) };
        }
        assert_eq!(value.depth(), 100_000);
        assert!(value.check_depth().is_err());
        drop(value);
    }

    #[test]
    fn what_is_shared_counts_as_often_as_it_stands_there() {
        let mut value = Value::list([1.into()]);
        for _ in 0..100 {
            value = Value::list([value.clone(), value]);
        }
        assert_eq!(value.size(), usize::MAX);
    }
}
