//! One type in one direction: what is settled, and what came and went since.

use std::collections::BTreeSet;
use std::collections::btree_set::Range;
use std::iter::{Copied, Peekable, Zip};
use std::slice::Iter;

use hashbrown::HashMap;

use super::Neighbour;
use super::segment::{Entry, Segment};
use crate::value::{NodeId, RelationshipId};

/// So many changes, and one in so many edges, are folded in together. Tests meet that early.
const FOLD_AT: usize = if cfg!(test) { 4 } else { 512 };
const FOLD_SHARE: usize = 4;

/// Words of bits that tell which nodes may be in the overlay.
const MARKS: usize = 1024;

/// A segment and its overlay.
#[derive(Clone, Debug, Default)]
pub(in crate::graph) struct Side {
    pub(in crate::graph) segment: Segment,
    /// What is not in the segment.
    added: BTreeSet<Entry>,
    /// What is in the segment and no longer there.
    removed: BTreeSet<Entry>,
    /// The nodes in the overlay.
    dirty: HashMap<u32, Dirty>,
    /// A bit for nodes that are or were in the overlay, and for others with the same remainder: most nodes are not even
    /// looked for. Nothing while the overlay is empty.
    marks: Vec<u64>,
    /// How many nodes have neighbours.
    ends: usize,
}

/// How much of a node is in the overlay.
#[derive(Clone, Copy, Debug, Default)]
struct Dirty {
    added: u32,
    removed: u32,
}

impl Dirty {
    /// The degree of a node that has so many neighbours in the segment.
    fn applied_to(self, settled: usize) -> usize {
        settled + self.added as usize - self.removed as usize
    }
}

impl Side {
    pub(super) fn new(segment: Segment) -> Self {
        Self { ends: segment.ends(), segment, ..Self::default() }
    }

    pub(in crate::graph) fn is_settled(&self) -> bool {
        self.dirty.is_empty()
    }

    #[inline]
    pub(in crate::graph) fn is_settled_at(&self, node: u32) -> bool {
        !self.is_marked(node) || !self.dirty.contains_key(&node)
    }

    #[inline]
    fn is_marked(&self, node: u32) -> bool {
        self.marks.get(node as usize / 64 % MARKS).is_some_and(|word| word >> (node % 64) & 1 == 1)
    }

    /// How much of a node is in the overlay, to be changed.
    fn touch(&mut self, node: u32) -> &mut Dirty {
        if self.marks.is_empty() {
            self.marks.resize(MARKS, 0);
        }
        if let Some(word) = self.marks.get_mut(node as usize / 64 % MARKS) {
            *word |= 1 << (node % 64);
        }
        self.dirty.entry(node).or_default()
    }

    /// Makes the degrees of these nodes in the segment their degrees.
    pub(in crate::graph) fn correct_degrees(&self, nodes: &[u32], degrees: &mut [u64]) {
        for (node, degree) in nodes.iter().zip(degrees) {
            if self.is_marked(*node)
                && let Some(dirty) = self.dirty.get(node)
            {
                *degree = *degree + u64::from(dirty.added) - u64::from(dirty.removed);
            }
        }
    }

    /// Of so many nodes from this one on those that are in the overlay, ascending, and their degrees.
    pub(in crate::graph) fn unsettled(&self, first: u32, count: usize) -> impl Iterator<Item = (u32, usize)> {
        let nodes = first..first.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        let words = nodes.start / 64..nodes.end.div_ceil(64);
        let marked = words.filter_map(|word| Some((word, *self.marks.get(word as usize % MARKS)?)));
        let marked = marked.flat_map(|(word, bits)| {
            let rest = std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
            rest.take_while(|bits| *bits != 0).map(move |bits| word * 64 + bits.trailing_zeros())
        });
        let marked = marked.filter(move |node| nodes.contains(node));
        marked.filter_map(|node| Some((node, self.dirty.get(&node)?.applied_to(self.segment.degree(node)))))
    }

    /// How many nodes have neighbours.
    pub(in crate::graph) fn ends(&self) -> usize {
        self.ends
    }

    /// How many neighbours a node has, each as often as there are relationships to it.
    pub(in crate::graph) fn degree(&self, node: u32) -> usize {
        let settled = self.segment.degree(node);
        let dirty = if self.is_marked(node) { self.dirty.get(&node) } else { None };
        dirty.map_or(settled, |it| it.applied_to(settled))
    }

    /// The nodes that may have neighbours; all that have some are among them.
    pub(in crate::graph) fn nodes(&self) -> impl Iterator<Item = u32> {
        let settled = self.segment.stretches().map(|(node, _)| node);
        let mut last = None;
        let added = self.added.iter().map(|entry| entry.0).filter(move |node| last.replace(*node) != Some(*node));
        settled.chain(added.filter(|node| self.segment.degree(*node) == 0))
    }

    /// Adds an edge that is not there.
    pub(super) fn insert(&mut self, entry: Entry) {
        self.ends += usize::from(self.degree(entry.0) == 0);
        let comes_back = self.touch(entry.0).removed > 0 && self.removed.remove(&entry);
        if comes_back {
            self.touch(entry.0).removed -= 1;
        } else {
            self.added.insert(entry);
            self.touch(entry.0).added += 1;
        }
        self.clean(entry.0);
    }

    /// Takes away an edge that is there.
    pub(super) fn remove(&mut self, entry: Entry) {
        if self.touch(entry.0).added > 0 && self.added.remove(&entry) {
            self.touch(entry.0).added -= 1;
        } else if self.segment.has(entry) && self.removed.insert(entry) {
            self.touch(entry.0).removed += 1;
        } else {
            debug_assert!(false, "only what is there is taken away");
            return;
        }
        self.clean(entry.0);
        self.ends -= usize::from(self.degree(entry.0) == 0);
    }

    fn clean(&mut self, node: u32) {
        if self.dirty.get(&node).is_some_and(|it| it.added == 0 && it.removed == 0) {
            self.dirty.remove(&node);
        }
    }

    /// Whether the overlay has grown enough to be worth folding in: each write pays a constant share.
    pub(super) fn wants_to_settle(&self) -> bool {
        self.added.len() + self.removed.len() > FOLD_AT + self.segment.len() / FOLD_SHARE
    }

    /// Folds the overlay in.
    pub(super) fn settle(&mut self) {
        if self.is_settled() {
            return;
        }
        let (added, removed) = (std::mem::take(&mut self.added), std::mem::take(&mut self.removed));
        (self.dirty, self.marks) = (HashMap::new(), Vec::new());
        let count = self.segment.len() + added.len() - removed.len();
        let (mut added, mut removed) = (added.into_iter().peekable(), removed.into_iter().peekable());
        let segment = std::mem::take(&mut self.segment);
        let mut settled = segment.entries().filter(|entry| removed.next_if_eq(entry).is_none()).peekable();
        let merged = std::iter::from_fn(|| match (settled.peek(), added.peek()) {
            (Some(old), Some(new)) if new < old => added.next(),
            (Some(_), _) => settled.next(),
            (None, _) => added.next(),
        });
        self.segment = Segment::from_sorted(count, merged);
    }

    /// A node's neighbours in the order of a segment.
    pub(super) fn walk(&self, node: u32, relationship_type: u32) -> Walk<'_> {
        let (nodes, relationships) = self.segment.neighbours(node);
        let settled = nodes.iter().zip(relationships);
        let dirty = if self.is_marked(node) { self.dirty.get(&node) } else { None };
        let recent = dirty.map(|_| {
            let range = (node, 0, 0)..=(node, u32::MAX, u32::MAX);
            let (added, removed) = (self.added.range(range.clone()), self.removed.range(range));
            Box::new(Recent { node, added: added.copied().peekable(), removed: removed.copied().peekable() })
        });
        Walk { relationship_type, settled, recent }
    }

    /// The relationships between a node and a neighbour, settled ones first.
    pub(super) fn between(&self, node: u32, neighbour: u32) -> impl Iterator<Item = u32> {
        let range = (node, neighbour, 0)..=(node, neighbour, u32::MAX);
        let is_dirty = !self.is_settled_at(node);
        let added = is_dirty.then(|| self.added.range(range)).into_iter().flatten().map(|entry| entry.2);
        let settled = self.segment.between(node, neighbour).iter().copied();
        let is_there = move |it: &u32| !is_dirty || !self.removed.contains(&(node, neighbour, *it));
        settled.filter(is_there).chain(added)
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        // a B-tree's nodes are mostly two thirds full
        let overlay = (self.added.len() + self.removed.len()) * size_of::<Entry>() * 3 / 2;
        size_of::<Self>()
            + self.segment.bytes()
            + overlay
            + self.dirty.allocation_size()
            + self.marks.len() * size_of::<u64>()
    }
}

/// The neighbours of one node.
pub(super) struct Walk<'a> {
    relationship_type: u32,
    settled: Zip<Iter<'a, u32>, Iter<'a, u32>>,
    recent: Option<Box<Recent<'a>>>,
}

/// A node's part of the overlay.
struct Recent<'a> {
    node: u32,
    added: Peekable<Copied<Range<'a, Entry>>>,
    removed: Peekable<Copied<Range<'a, Entry>>>,
}

impl Iterator for Walk<'_> {
    type Item = Neighbour;

    #[inline]
    fn next(&mut self) -> Option<Neighbour> {
        let (node, relationship) = match &mut self.recent {
            None => self.settled.next().map(|(node, relationship)| (*node, *relationship))?,
            Some(recent) => recent.next(&mut self.settled)?,
        };
        let relationship_type = self.relationship_type;
        Some(Neighbour { relationship_type, relationship: RelationshipId(relationship), node: NodeId(node) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.recent.is_none() { self.settled.size_hint() } else { (0, None) }
    }
}

impl Recent<'_> {
    /// The next neighbour and relationship of both, in order.
    fn next(&mut self, settled: &mut Zip<Iter<'_, u32>, Iter<'_, u32>>) -> Option<(u32, u32)> {
        let mut next = settled.clone().next().map(|(node, relationship)| (self.node, *node, *relationship));
        while let Some(entry) = next
            && self.removed.next_if_eq(&entry).is_some()
        {
            settled.next();
            next = settled.clone().next().map(|(node, relationship)| (self.node, *node, *relationship));
        }
        let entry = match (next, self.added.peek()) {
            (Some(old), Some(new)) if *new < old => self.added.next(),
            (Some(old), _) => {
                settled.next();
                Some(old)
            }
            (None, _) => self.added.next(),
        };
        entry.map(|(_, node, relationship)| (node, relationship))
    }
}
