//! Who is next to whom, compressed: for each node one stretch of arrays, sorted by relationship
//! type, in both directions. petgraph's lists hold the truth, but reading them costs a cache miss
//! an edge and cannot skip types; all reading goes through here.
//!
//! Writes go into a small overlay, which [`Store::settle`](super::Store::settle) folds in once it has grown.

use std::collections::HashMap;

use crate::value::{NodeId, RelationshipId};

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

/// Both directions.
#[derive(Clone, Debug, Default)]
pub(super) struct Adjacency {
    outgoing: Side,
    incoming: Side,
    /// Relationships of which not every entry in the arrays and the overlay is true.
    changed: HashMap<RelationshipId, Whereabouts>,
    /// Relationships in the overlay.
    pending: usize,
}

/// Where a relationship was entered, and where it really is.
#[derive(Clone, Debug)]
struct Whereabouts {
    /// Its ends now; `None` if it is gone.
    at: Option<(NodeId, NodeId)>,
    /// The ends under which there are entries.
    entries: Vec<(NodeId, NodeId)>,
}

/// One direction: compressed arrays, and what came since.
#[derive(Clone, Debug, Default)]
struct Side {
    /// Node number to the start of its stretch; one entry more than nodes.
    offsets: Vec<u32>,
    types: Vec<u32>,
    relationships: Vec<RelationshipId>,
    nodes: Vec<NodeId>,
    overlay: HashMap<NodeId, Vec<Neighbour>>,
}

impl Side {
    fn build(node_count: u32, mut edges: Vec<(NodeId, Neighbour)>) -> Self {
        edges.sort_unstable();
        let mut offsets = vec![0u32; node_count as usize + 1];
        for (node, _) in &edges {
            if let Some(count) = offsets.get_mut(node.0 as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for offset in &mut offsets {
            sum += *offset;
            *offset = sum;
        }
        Self {
            offsets,
            types: edges.iter().map(|(_, n)| n.relationship_type).collect(),
            relationships: edges.iter().map(|(_, n)| n.relationship).collect(),
            nodes: edges.iter().map(|(_, n)| n.node).collect(),
            overlay: HashMap::new(),
        }
    }

    /// The stretch of a node, narrowed to one type if asked.
    fn stretch(&self, node: NodeId, relationship_type: Option<u32>) -> std::ops::Range<usize> {
        let at = |i: usize| self.offsets.get(i).map(|o| *o as usize);
        let (Some(start), Some(end)) = (at(node.0 as usize), at(node.0 as usize + 1)) else { return 0..0 };
        let Some(wanted) = relationship_type else { return start..end };
        let types = self.types.get(start..end).unwrap_or(&[]);
        let from = types.partition_point(|t| *t < wanted);
        let to = from + types.get(from..).unwrap_or(&[]).partition_point(|t| *t == wanted);
        start + from..start + to
    }

    fn neighbours(&self, node: NodeId, relationship_type: Option<u32>) -> impl Iterator<Item = Neighbour> {
        let stretch = self.stretch(node, relationship_type);
        let types = self.types.get(stretch.clone()).unwrap_or(&[]);
        let relationships = self.relationships.get(stretch.clone()).unwrap_or(&[]);
        let nodes = self.nodes.get(stretch).unwrap_or(&[]);
        let settled = types.iter().zip(relationships).zip(nodes).map(|((t, r), n)| Neighbour {
            relationship_type: *t,
            relationship: *r,
            node: *n,
        });
        let recent = self.overlay.get(&node).map_or(&[][..], Vec::as_slice).iter().copied();
        settled.chain(recent.filter(move |n| relationship_type.is_none_or(|t| t == n.relationship_type)))
    }
}

impl Adjacency {
    /// Builds the arrays for nodes numbered below `node_count`.
    pub(super) fn build(node_count: u32, edges: &[Edge]) -> Self {
        let seen_from = |from: fn(&Edge) -> NodeId, to: fn(&Edge) -> NodeId| {
            let neighbour = |e: &Edge| Neighbour {
                relationship_type: e.relationship_type,
                relationship: e.relationship,
                node: to(e),
            };
            Side::build(node_count, edges.iter().map(|e| (from(e), neighbour(e))).collect())
        };
        Self {
            outgoing: seen_from(|e| e.source, |e| e.target),
            incoming: seen_from(|e| e.target, |e| e.source),
            changed: HashMap::new(),
            pending: 0,
        }
    }

    pub(super) fn add(&mut self, edge: Edge) {
        let Edge { source, target, relationship_type, relationship } = edge;
        let ends = (source, target);
        if self.changed.get(&relationship).is_some_and(|it| it.entries == [ends]) {
            self.changed.remove(&relationship);
            return; // it was there all the time, marked as removed
        }
        if let Some(whereabouts) = self.changed.get_mut(&relationship) {
            whereabouts.at = Some(ends);
            if whereabouts.entries.contains(&ends) {
                return;
            }
            whereabouts.entries.push(ends);
        }
        self.pending += 1;
        let put = |side: &mut Side, from: NodeId, node: NodeId| {
            side.overlay.entry(from).or_default().push(Neighbour { relationship_type, relationship, node });
        };
        put(&mut self.outgoing, source, target);
        put(&mut self.incoming, target, source);
    }

    /// Takes a relationship out: the latest, as undo does, is taken off its lists; any other is only
    /// marked, since finding it in a hub's list would cost the whole list. It may be added again, also
    /// between other nodes.
    pub(super) fn remove(&mut self, edge: Edge) {
        let is_last = |side: &Side, from: NodeId| {
            let last = side.overlay.get(&from).and_then(|recent| recent.last());
            last.is_some_and(|n| n.relationship == edge.relationship)
        };
        if let Some(whereabouts) = self.changed.get_mut(&edge.relationship) {
            whereabouts.at = None;
            return;
        }
        if !(is_last(&self.outgoing, edge.source) && is_last(&self.incoming, edge.target)) {
            let entries = vec![(edge.source, edge.target)];
            self.changed.insert(edge.relationship, Whereabouts { at: None, entries });
            return;
        }
        for (side, from) in [(&mut self.outgoing, edge.source), (&mut self.incoming, edge.target)] {
            if let Some(recent) = side.overlay.get_mut(&from) {
                recent.pop();
            }
        }
        self.pending -= 1;
    }

    /// Whether the overlay has grown enough to be worth folding in.
    pub(super) fn wants_to_settle(&self) -> bool {
        self.pending + self.changed.len() > 1_000 + self.outgoing.nodes.len() / 8
    }

    /// The neighbours along relationships that leave the node (of one type, if asked): settled ones
    /// by type, then recent ones.
    pub(super) fn outgoing(&self, node: NodeId, relationship_type: Option<u32>) -> impl Iterator<Item = Neighbour> {
        self.outgoing.neighbours(node, relationship_type).filter(move |n| self.is_true(n.relationship, node, n.node))
    }

    /// The neighbours along relationships that reach the node.
    pub(super) fn incoming(&self, node: NodeId, relationship_type: Option<u32>) -> impl Iterator<Item = Neighbour> {
        self.incoming.neighbours(node, relationship_type).filter(move |n| self.is_true(n.relationship, n.node, node))
    }

    /// Whether the relationship leads from `source` to `target` now.
    fn is_true(&self, relationship: RelationshipId, source: NodeId, target: NodeId) -> bool {
        let elsewhere = |it: &Whereabouts| it.at != Some((source, target));
        self.changed.is_empty() || !self.changed.get(&relationship).is_some_and(elsewhere)
    }
}
