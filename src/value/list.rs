//! Lists, and how deep values are nested.

use std::ops::Deref;

use super::Value;
use crate::error::{Detail, Error, Result};

/// So deep lists and maps may be nested in each other. What works on values goes down into them, so
/// the depth bounds its stack.
const VALUE_DEPTH: usize = 256;

/// Values in order. It knows how deep it is nested, so that asking costs nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    values: Vec<Value>,
    depth: usize,
}

impl Deref for List {
    type Target = Vec<Value>;

    fn deref(&self) -> &Vec<Value> {
        &self.values
    }
}

impl FromIterator<Value> for List {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        let values: Vec<Value> = values.into_iter().collect();
        let depth = 1 + values.iter().map(Value::depth).max().unwrap_or(0);
        Self { values, depth }
    }
}

impl Value {
    /// How many lists and maps stand in each other; 0 for anything else.
    pub fn depth(&self) -> usize {
        match self {
            Self::List(list) => list.depth,
            Self::Map(map) => 1 + map.values().map(Self::depth).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// The value, unless it is nested too deep.
    pub fn checked_depth(self) -> Result<Self> {
        if self.depth() > VALUE_DEPTH {
            let message = format!("a value is nested deeper than {VALUE_DEPTH} lists and maps");
            return Err(Error::limit(Detail::Nesting, message));
        }
        Ok(self)
    }
}
