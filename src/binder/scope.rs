//! Which variables can be seen.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::bound::Slot;

/// The variables that can be seen at one point of a query, in the order they were defined.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope(IndexMap<Arc<str>, Variable>);

/// A variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variable {
    /// Where its value stands.
    pub(super) slot: Slot,
    /// Whether it belongs to an enclosing comprehension rather than to the row.
    pub(super) local: bool,
}

impl Scope {
    pub(super) fn get(&self, name: &str) -> Option<Variable> {
        self.0.get(name).copied()
    }

    pub(super) fn insert(&mut self, name: Arc<str>, slot: Slot, local: bool) {
        self.0.insert(name, Variable { slot, local });
    }

    /// Adds the variables of another scope that are not hidden by one of this.
    pub(super) fn extend(&mut self, other: &Self) {
        for (name, variable) in &other.0 {
            self.0.entry(Arc::clone(name)).or_insert(*variable);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Variable)> {
        self.0.iter()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same variables as a subquery sees them: all of them stand in its row.
    pub(super) fn as_rows(&self) -> Self {
        Self(self.0.iter().map(|(name, v)| (Arc::clone(name), Variable { local: false, ..*v })).collect())
    }
}
