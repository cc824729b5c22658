//! Labels, relationship types and property keys as small numbers.

use std::sync::Arc;

use hashbrown::DefaultHashBuilder;
use indexmap::IndexSet;

/// A table of names; a name's number is its place, in the order first seen. Names are never removed.
#[derive(Clone, Debug, Default)]
pub struct Names(IndexSet<Arc<str>, DefaultHashBuilder>);

impl Names {
    /// The number of a name, which is given one if it is new.
    pub fn intern(&mut self, name: &str) -> u32 {
        match self.0.get_index_of(name) {
            Some(index) => index as u32,
            None => self.0.insert_full(name.into()).0 as u32,
        }
    }

    /// The number of a name, if it has one.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.0.get_index_of(name).map(|index| index as u32)
    }

    /// The name of a number.
    pub fn name(&self, number: u32) -> Option<&Arc<str>> {
        self.0.get_index(number as usize)
    }

    /// How many names there are. Since none is ever removed, it differs whenever they do.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// All names, in the order first seen.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Arc<str>)> {
        self.0.iter().enumerate().map(|(i, name)| (i as u32, name))
    }
}
