//! Who is next to whom, for each relationship type and direction compressed ([`Segment`]). petgraph's
//! lists hold the truth, but reading them costs a cache miss an edge and cannot skip types; all reading
//! goes through here.
//!
//! Writes go into a small overlay (`side`), which is folded in once it has grown, type by type.

mod segment;
mod side;

use crate::value::{NodeId, RelationshipId};

pub use segment::Segment;
pub(super) use side::Side;
use side::Walk;

/// One relationship as seen from one of its nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Neighbour {
    /// The relationship's type.
    pub relationship_type: u32,
    /// The relationship.
    pub relationship: RelationshipId,
    /// The node at its other end.
    pub node: NodeId,
}

/// One relationship with both its ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) source: NodeId,
    pub(super) target: NodeId,
    pub(super) relationship_type: u32,
    pub(super) relationship: RelationshipId,
}

impl Edge {
    /// The node that it starts at, or ends at, and the other.
    pub(super) fn seen(self, incoming: bool) -> (NodeId, NodeId) {
        if incoming { (self.target, self.source) } else { (self.source, self.target) }
    }
}

/// All types, in both directions.
#[derive(Clone, Debug, Default)]
pub(super) struct Adjacency {
    /// By type number.
    types: Vec<OfType>,
    /// Which types a node has: bit n stands for type n and each 64 after it. By node number.
    outgoing: Vec<u64>,
    incoming: Vec<u64>,
}

/// The relationships of one type.
#[derive(Clone, Debug, Default)]
struct OfType {
    outgoing: Side,
    incoming: Side,
    /// How many lead from a node to itself.
    loops: usize,
}

impl OfType {
    fn side(&self, incoming: bool) -> &Side {
        if incoming { &self.incoming } else { &self.outgoing }
    }
}

/// Types that share a bit are so far apart.
const BITS: u32 = u64::BITS;

impl Adjacency {
    pub(super) fn side(&self, relationship_type: u32, incoming: bool) -> Option<&Side> {
        self.types.get(relationship_type as usize).map(|of_type| of_type.side(incoming))
    }

    /// How many relationships of a type lead from a node to itself.
    pub(super) fn loops(&self, relationship_type: u32) -> usize {
        self.types.get(relationship_type as usize).map_or(0, |of_type| of_type.loops)
    }

    fn of_type(&mut self, relationship_type: u32) -> Option<&mut OfType> {
        if self.types.len() <= relationship_type as usize {
            self.types.resize_with(relationship_type as usize + 1, OfType::default);
        }
        self.types.get_mut(relationship_type as usize)
    }

    pub(super) fn add(&mut self, edge: Edge) {
        let (source, target, relationship) = (edge.source.0, edge.target.0, edge.relationship.0);
        let Some(of_type) = self.of_type(edge.relationship_type) else { return };
        of_type.outgoing.insert((source, target, relationship));
        of_type.incoming.insert((target, source, relationship));
        of_type.loops += usize::from(source == target);
        self.mark(source, edge.relationship_type, false);
        self.mark(target, edge.relationship_type, true);
        self.settle_type_if_due(edge.relationship_type);
    }

    pub(super) fn remove(&mut self, edge: Edge) {
        let (source, target, relationship) = (edge.source.0, edge.target.0, edge.relationship.0);
        let Some(of_type) = self.of_type(edge.relationship_type) else { return };
        of_type.outgoing.remove((source, target, relationship));
        of_type.incoming.remove((target, source, relationship));
        of_type.loops -= usize::from(source == target);
        self.unmark(source, edge.relationship_type, false);
        self.unmark(target, edge.relationship_type, true);
        self.settle_type_if_due(edge.relationship_type);
    }

    fn settle_type_if_due(&mut self, relationship_type: u32) {
        if let Some(of_type) = self.of_type(relationship_type)
            && of_type.outgoing.wants_to_settle()
        {
            of_type.outgoing.settle();
            of_type.incoming.settle();
        }
    }

    fn marks(&mut self, incoming: bool) -> &mut Vec<u64> {
        if incoming { &mut self.incoming } else { &mut self.outgoing }
    }

    fn mark(&mut self, node: u32, relationship_type: u32, incoming: bool) {
        let marks = self.marks(incoming);
        if marks.len() <= node as usize {
            marks.resize(node as usize + 1, 0);
        }
        if let Some(mark) = marks.get_mut(node as usize) {
            *mark |= 1 << (relationship_type % BITS);
        }
    }

    /// Notes that a node has lost its last relationship of a type, if so.
    fn unmark(&mut self, node: u32, relationship_type: u32, incoming: bool) {
        let alike = self.types.iter().skip((relationship_type % BITS) as usize).step_by(BITS as usize);
        if alike.map(|of_type| of_type.side(incoming).degree(node)).all(|degree| degree == 0)
            && let Some(mark) = self.marks(incoming).get_mut(node as usize)
        {
            *mark &= !(1 << (relationship_type % BITS));
        }
    }

    /// The types that a node may have that way, ascending; all that it has are among them.
    pub(super) fn types_at(&self, node: NodeId, incoming: bool) -> impl Iterator<Item = u32> + use<> {
        let marks = if incoming { &self.incoming } else { &self.outgoing };
        let marked = marks.get(node.0 as usize).copied().unwrap_or(0);
        let count = if marked == 0 { 0 } else { self.types.len() as u32 };
        (0..count.div_ceil(BITS)).flat_map(move |block| {
            let mut left = marked;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                // clears the lowest bit; of zero there is none
                left &= left.checked_sub(1)?;
                Some(block * BITS + bit).filter(|relationship_type| *relationship_type < count)
            })
        })
    }

    /// The neighbours of a node along one type, or along all: by type, neighbour, relationship.
    pub(super) fn neighbours(
        &self,
        node: NodeId,
        relationship_type: Option<u32>,
        incoming: bool,
    ) -> impl Iterator<Item = Neighbour> {
        let walk = move |number| self.side(number, incoming).map(|side| side.walk(node.0, number));
        let types = relationship_type.is_none().then(|| self.types_at(node, incoming));
        Neighbours { current: relationship_type.and_then(walk), types: types.into_iter().flatten().filter_map(walk) }
    }

    /// The relationships of a type from one node to another, in time logarithmic in their number.
    pub(super) fn between(
        &self,
        source: NodeId,
        target: NodeId,
        relationship_type: u32,
    ) -> impl Iterator<Item = RelationshipId> {
        let of_type = self.types.get(relationship_type as usize);
        let all = of_type.into_iter().flat_map(move |it| it.outgoing.between(source.0, target.0));
        all.map(RelationshipId)
    }

    /// How many relationships of a type leave or reach a node.
    pub(super) fn degree(&self, node: NodeId, relationship_type: u32, incoming: bool) -> usize {
        self.side(relationship_type, incoming).map_or(0, |side| side.degree(node.0))
    }

    /// Whether any relationship leaves or reaches a node.
    pub(super) fn has_any(&self, node: NodeId) -> bool {
        [false, true]
            .into_iter()
            .any(|incoming| self.types_at(node, incoming).any(|number| self.degree(node, number, incoming) > 0))
    }

    /// Folds every overlay in.
    pub(super) fn settle(&mut self) {
        for of_type in &mut self.types {
            of_type.outgoing.settle();
            of_type.incoming.settle();
        }
    }

    /// Puts all relationships of a type anew, by two threads where they are many: source, target and
    /// number of each.
    pub(super) fn load(&mut self, relationship_type: u32, edges: &[(u32, u32, u32)]) {
        let loops = edges.iter().filter(|(source, target, _)| source == target).count();
        let build = |incoming: bool| {
            Side::new(if incoming {
                Segment::build(edges, |(source, target, relationship)| (*target, *source, *relationship))
            } else {
                Segment::build(edges, |edge| *edge)
            })
        };
        let (outgoing, incoming) = both(edges.len() > WORTH_A_THREAD, &build);
        for (side, is_incoming) in [(&outgoing, false), (&incoming, true)] {
            for (node, _) in side.segment.stretches() {
                self.mark(node, relationship_type, is_incoming);
            }
        }
        if let Some(of_type) = self.of_type(relationship_type) {
            *of_type = OfType { outgoing, incoming, loops };
        }
    }

    /// Gives back what growing has reserved and nothing fills.
    pub(super) fn shrink(&mut self) {
        self.types.shrink_to_fit();
        self.outgoing.shrink_to_fit();
        self.incoming.shrink_to_fit();
    }

    /// Bytes that it takes for nodes, and for relationships.
    pub(super) fn bytes(&self) -> (usize, usize) {
        let nodes = (self.outgoing.capacity() + self.incoming.capacity()) * size_of::<u64>();
        (nodes, self.types.iter().map(|of_type| of_type.outgoing.bytes() + of_type.incoming.bytes()).sum())
    }
}

/// One walk after the other.
struct Neighbours<'a, T> {
    current: Option<Walk<'a>>,
    types: T,
}

impl<'a, T: Iterator<Item = Walk<'a>>> Iterator for Neighbours<'a, T> {
    type Item = Neighbour;

    #[inline]
    fn next(&mut self) -> Option<Neighbour> {
        loop {
            if let Some(neighbour) = self.current.as_mut().and_then(Walk::next) {
                return Some(neighbour);
            }
            self.current = Some(self.types.next()?);
        }
    }
}

/// For fewer relationships a second thread costs more than it saves.
const WORTH_A_THREAD: usize = 50_000;

/// What `build` makes of both directions, by two threads if it is worth it and there is another.
fn both<T: Send>(worth: bool, build: &(impl Fn(bool) -> T + Sync)) -> (T, T) {
    if !worth {
        return (build(false), build(true));
    }
    std::thread::scope(|scope| {
        let other = std::thread::Builder::new().spawn_scoped(scope, || build(true));
        let outgoing = build(false);
        let incoming = match other.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(incoming)) => incoming,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => build(true),
        };
        (outgoing, incoming)
    })
}
