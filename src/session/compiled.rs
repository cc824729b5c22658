//! Statements that are ready to run, and for how long they are.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::with_stack_for;
use crate::graph::Store;
use crate::limits::Limits;
use crate::plan::{Plan, Program};
use crate::value::Value;

/// A statement made ready to run.
pub(super) struct Compiled {
    pub(super) program: Program,
    /// Whether its plan is asked for, not its answer.
    pub(super) explain: bool,
    /// Names in it that the graph does not know; of a command on the schema, why there is nothing to do.
    pub(super) notices: Vec<String>,
    /// For how many levels of nesting it needs stack: to run, and to be dropped.
    pub(super) levels: usize,
    /// What it was made by, where it may be used again.
    pub(super) basis: Option<Basis>,
}

/// What a statement is made by, beside its text. While all of it is the same, making it anew would give the
/// same statement, or one that only costs less.
#[derive(Debug)]
pub(super) struct Basis {
    /// How many functions and procedures had been registered.
    pub(super) registered: u64,
    /// The version of the indexes and constraints: plans name indexes.
    pub(super) schema: u64,
    /// How many names the graph knew, for a statement with one that it did not.
    pub(super) names: Option<usize>,
    /// The age of the graph, see [`Growth`].
    pub(super) age: u64,
    /// The view of the session.
    pub(super) view: Option<Value>,
    /// How long the text is, and how deeply it is nested.
    pub(super) extent: (usize, usize),
}

impl Compiled {
    /// Whether it is what a session with these limits and this view would make of its text, as far as the graph's
    /// data have no part in it.
    pub(super) fn suits(&self, registered: u64, limits: &Limits, view: Option<&Value>) -> bool {
        self.basis.as_ref().is_some_and(|basis| {
            let (bytes, nesting) = basis.extent;
            basis.registered == registered
                && bytes <= limits.query_bytes
                && nesting <= limits.nesting
                && basis.view.as_ref() == view
        })
    }

    /// Whether it is still what the graph's schema, names and size make of it.
    pub(super) fn fits(&self, store: &Store, growth: &Growth) -> bool {
        let never_loops = |name: &Arc<str>| store.types().find(name).is_none_or(|of| store.loops(of) == 0);
        let has = |(label, key): &(Arc<str>, Arc<str>)| every_node_has(store, label, key);
        let facts_hold = self.program.loopless.iter().all(never_loops) && self.program.complete.iter().all(has);
        self.basis.as_ref().filter(|_| facts_hold).is_some_and(|basis| {
            basis.schema == store.schema().version()
                && basis.names.is_none_or(|names| names == known_names(store))
                && basis.age == growth.age(store)
        })
    }
}

/// A plan as deep as its statement is long is dropped by recursion, perhaps on a thread with little stack.
impl Drop for Compiled {
    fn drop(&mut self) {
        let plan = std::mem::replace(&mut self.program.plan, Plan::argument());
        let subplans = std::mem::take(&mut self.program.subplans);
        with_stack_for(self.levels, || drop((plan, subplans)));
    }
}

/// Whether every node of the label has a value of the property that all can see.
pub(super) fn every_node_has(store: &Store, label: &str, key: &str) -> bool {
    let numbers = store.labels().find(label).zip(store.keys().find(key));
    // where anything is claimed, a view may show less
    store.claims().is_empty() && numbers.is_some_and(|(label, key)| store.every_node_has(label, key))
}

/// How many names the graph knows: none is ever forgotten.
pub(super) fn known_names(store: &Store) -> usize {
    store.labels().count() + store.types().count() + store.keys().count()
}

/// Tells when a graph has grown or shrunk so much that plans made by its counts may not be good any more.
#[derive(Default)]
pub(super) struct Growth {
    /// How often the counts have become others.
    age: AtomicU64,
    /// The stamp of the graph from which on it is worth while to look at its counts again.
    next_look: AtomicU64,
    counts: Mutex<Counts>,
}

/// How many entities there are: in all, by label, by type and by index.
#[derive(Default)]
struct Counts([Vec<usize>; 4]);

/// So many changes are always made between two looks.
const CHANGES: usize = 64;
/// Counts that differ by less than this do not matter.
const FEW: usize = 64;

impl Growth {
    /// Differs when the graph is twice what it was, or half, in any of its counts.
    pub(super) fn age(&self, store: &Store) -> u64 {
        // each change raises it, those of a bulk load too
        let stamp = store.version() + u64::from(store.next_node()) + u64::from(store.next_relationship());
        if stamp >= self.next_look.load(Ordering::Relaxed) {
            self.look(store, stamp);
        }
        self.age.load(Ordering::Relaxed)
    }

    fn look(&self, store: &Store, stamp: u64) {
        let mut before = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Counts::of(store);
        // a look costs no more than the changes since the last
        let work: usize = now.0.iter().map(Vec::len).sum();
        self.next_look.store(stamp + (CHANGES + work) as u64, Ordering::Relaxed);
        if now.differs(&before) {
            *before = now;
            self.age.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Counts {
    fn of(store: &Store) -> Self {
        let labels = store.labels().iter().map(|(label, _)| store.label_count(label)).collect();
        let types = store.types().iter().map(|(number, _)| store.type_count(number)).collect();
        let indexes = store.schema().indexes().iter().map(|index| index.entries().distinct()).collect();
        Self([vec![store.node_count(), store.relationship_count()], labels, types, indexes])
    }

    fn differs(&self, before: &Self) -> bool {
        self.0.iter().zip(&before.0).any(|(now, before)| {
            let places = 0..now.len().max(before.len());
            let count = |counts: &[usize], place: usize| counts.get(place).copied().unwrap_or(0);
            places.into_iter().any(|place| far_apart(count(now, place), count(before, place)))
        })
    }
}

fn far_apart(a: usize, b: usize) -> bool {
    a.max(b) + FEW > 2 * (a.min(b) + FEW)
}

/// The statements of a graph that were run lately, by their text. In two halves: what is in neither is made anew,
/// what is asked for in the older half comes into the younger, and when that is full it becomes the older.
#[derive(Default)]
pub(super) struct Statements(RwLock<Halves>);

#[derive(Default)]
struct Halves {
    younger: HashMap<Arc<str>, Arc<Compiled>>,
    older: HashMap<Arc<str>, Arc<Compiled>>,
}

/// So many statements are kept in each half.
const KEPT: usize = 128;
/// Longer texts are not kept: they are scripts, which are run once.
const KEPT_BYTES: usize = 8 << 10;

impl Statements {
    /// The statement of this text.
    pub(super) fn find(&self, text: &str) -> Option<Arc<Compiled>> {
        let halves = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = halves.younger.get(text) {
            return Some(Arc::clone(found));
        }
        let found = Arc::clone(halves.older.get(text)?);
        drop(halves);
        self.keep(text, &found);
        Some(found)
    }

    /// Keeps a statement, in place of one of the same text.
    pub(super) fn keep(&self, text: &str, compiled: &Arc<Compiled>) {
        if text.len() > KEPT_BYTES {
            return;
        }
        let mut halves = self.0.write().unwrap_or_else(PoisonError::into_inner);
        halves.younger.insert(text.into(), Arc::clone(compiled));
        if halves.younger.len() >= KEPT {
            let forgotten = std::mem::take(&mut halves.older);
            halves.older = std::mem::take(&mut halves.younger);
            drop(halves);
            drop(forgotten);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_ages_as_it_doubles_and_halves() {
        let (mut store, growth) = (Store::new(), Growth::default());
        let mut ages = vec![growth.age(&store)];
        let mut nodes = Vec::new();
        for _ in 0..10_000 {
            nodes.push(store.create_node(["A"]).unwrap());
            ages.push(growth.age(&store));
        }
        ages.dedup();
        assert!((6..=9).contains(&ages.len()), "{ages:?}");
        let grown = growth.age(&store);
        for node in nodes.drain(3000..) {
            store.remove_label(node, "A").unwrap();
        }
        assert!(growth.age(&store) > grown);
    }
}
