//! What a view shows of a relationship type or a property, gathered so that it can be read in one piece. Made when it
//! is first asked for, by a statement that changes nothing.

use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hashbrown::HashMap;
use roaring::RoaringBitmap;

use super::Asked;
use crate::graph::{Segment, ValueColumn};

/// With the version of the type or of the key that it was made of.
type Kept<K, T> = Mutex<HashMap<K, (u64, Arc<T>)>>;

/// Types and properties as a view shows them.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    segments: Kept<(u32, bool), Segment>,
    columns: Kept<u32, ValueColumn>,
    nodes: Kept<Asked, RoaringBitmap>,
    shows_all: OnceLock<bool>,
}

/// A copy of a view gathers anew.
impl Clone for Gathered {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Gathered {
    pub(super) fn segment(&self, of: (u32, bool), version: u64, make: impl FnOnce() -> Segment) -> Arc<Segment> {
        kept(&self.segments, of, version, make)
    }

    pub(super) fn column(&self, key: u32, version: u64, make: impl FnOnce() -> ValueColumn) -> Arc<ValueColumn> {
        kept(&self.columns, key, version, make)
    }

    /// The nodes that are asked for.
    pub(super) fn nodes(&self, asked: Asked, version: u64, make: impl FnOnce() -> RoaringBitmap) -> Arc<RoaringBitmap> {
        kept(&self.nodes, asked, version, make)
    }

    /// Whether all relationships are shown.
    pub(super) fn shows_all(&self, look: impl FnOnce() -> bool) -> bool {
        *self.shows_all.get_or_init(look)
    }
}

fn kept<K: std::hash::Hash + Eq, T>(all: &Kept<K, T>, of: K, version: u64, make: impl FnOnce() -> T) -> Arc<T> {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    match all.get(&of) {
        Some((of_version, kept)) if *of_version == version => Arc::clone(kept),
        _ => {
            let new = Arc::new(make());
            all.insert(of, (version, Arc::clone(&new)));
            new
        }
    }
}

/// The relationships of a type, one way: as they are stored, or as a view shows them.
#[derive(Clone)]
pub enum SegmentRef<'a> {
    /// All.
    Stored(&'a Segment),
    /// Those that the view shows.
    Gathered(Arc<Segment>),
}

impl Deref for SegmentRef<'_> {
    type Target = Segment;

    #[inline]
    fn deref(&self) -> &Segment {
        match self {
            Self::Stored(segment) => segment,
            Self::Gathered(segment) => segment,
        }
    }
}
