//! The topology in petgraph: which node is at which end of which relationship.
//!
//! Taking an edge out of petgraph's lists walks the list of each of its nodes, which at a hub is long. So
//! what goes is only marked here, can come back at once, and is left out when the graph is made anew
//! ([`Topology::compact`]), once much of it is gone.
//!
//! petgraph's indices stay in here. Mostly they are the numbers of nodes and relationships themselves.

use std::num::NonZeroU32;

use petgraph::graph::GraphError;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};

use super::adjacency::Edge;
use crate::value::{NodeId, RelationshipId};

/// A node's number plus one; a relationship's type plus one. So petgraph's option of it takes no room.
type Weight = NonZeroU32;

/// The weight of what is gone.
const GONE: Weight = NonZeroU32::MAX;

/// So many may be gone, and one in eight, before the graph is made anew. Tests meet that early.
const SPARE: usize = if cfg!(test) { 2 } else { 1_000 };

#[derive(Clone, Debug, Default)]
pub(super) struct Topology {
    graph: StableDiGraph<Weight, Weight, u32>,
    nodes: Indices,
    edges: Indices,
    gone_nodes: usize,
    gone_edges: usize,
}

/// petgraph's index of each number.
#[derive(Clone, Debug, Default)]
struct Indices {
    /// Without a list: of so many numbers each is its own index.
    same: u32,
    /// By number; [`NOWHERE`] where petgraph does not have it.
    listed: Option<Vec<u32>>,
}

const NOWHERE: u32 = u32::MAX;

impl Indices {
    fn len(&self) -> u32 {
        self.listed.as_ref().map_or(self.same, |indices| indices.len() as u32)
    }

    #[inline]
    fn get(&self, number: u32) -> Option<u32> {
        match &self.listed {
            None => (number < self.same).then_some(number),
            Some(indices) => indices.get(number as usize).copied().filter(|index| *index != NOWHERE),
        }
    }

    fn set(&mut self, number: u32, index: u32) {
        if self.listed.is_none() && index == number && number <= self.same {
            self.same = self.same.max(number + 1);
            return;
        }
        self.skip_to(number + 1);
        if let Some(place) = self.list().get_mut(number as usize) {
            *place = index;
        }
    }

    /// Leaves numbers out, so that the next is this one or a higher.
    fn skip_to(&mut self, number: u32) {
        if self.len() < number {
            self.list().resize(number as usize, NOWHERE);
        }
    }

    fn list(&mut self) -> &mut Vec<u32> {
        self.listed.get_or_insert_with(|| (0..self.same).collect())
    }

    fn bytes(&self) -> usize {
        self.listed.as_ref().map_or(0, |indices| indices.capacity() * size_of::<u32>())
    }
}

impl Topology {
    /// The number after the last node's.
    pub(super) fn next_node(&self) -> u32 {
        self.nodes.len()
    }

    /// The number after the last relationship's.
    pub(super) fn next_relationship(&self) -> u32 {
        self.edges.len()
    }

    pub(super) fn skip_nodes_to(&mut self, number: u32) {
        self.nodes.skip_to(number);
    }

    pub(super) fn skip_relationships_to(&mut self, number: u32) {
        self.edges.skip_to(number);
    }

    /// Makes room for so many more, and not more.
    pub(super) fn reserve(&mut self, nodes: usize, relationships: usize) {
        self.graph.reserve_exact_nodes(nodes);
        self.graph.reserve_exact_edges(relationships);
    }

    /// Gives back what growing has reserved and nothing fills.
    pub(super) fn shrink(&mut self) {
        self.graph.shrink_to_fit();
    }

    /// Adds a node, or brings one back.
    pub(super) fn add_node(&mut self, id: NodeId) -> Result<(), GraphError> {
        let weight = Weight::new(id.0 + 1).unwrap_or(GONE);
        let index = self.nodes.get(id.0).map(NodeIndex::from);
        if let Some(place) = index.and_then(|index| self.graph.node_weight_mut(index)) {
            self.gone_nodes -= usize::from(*place == GONE);
            *place = weight;
        } else {
            let index = self.graph.try_add_node(weight)?;
            self.nodes.set(id.0, index.index() as u32);
        }
        Ok(())
    }

    /// Takes a node away; its relationships must be gone.
    pub(super) fn remove_node(&mut self, id: NodeId) {
        let index = self.nodes.get(id.0).map(NodeIndex::from);
        if let Some(place) = index.and_then(|index| self.graph.node_weight_mut(index))
            && *place != GONE
        {
            *place = GONE;
            self.gone_nodes += 1;
        }
    }

    /// Adds a relationship between nodes that are there, or brings it back.
    pub(super) fn add_edge(&mut self, edge: Edge) -> Result<(), GraphError> {
        let end = |id: NodeId| self.nodes.get(id.0).map_or(NodeIndex::end(), NodeIndex::from);
        let ends = (end(edge.source), end(edge.target));
        let weight = Weight::new(edge.relationship_type + 1).unwrap_or(GONE);
        let index = self.edges.get(edge.relationship.0).map(EdgeIndex::from);
        // where it was between other nodes, its old place stays empty
        let index = index.filter(|index| self.graph.edge_endpoints(*index) == Some(ends));
        if let Some(place) = index.and_then(|index| self.graph.edge_weight_mut(index)) {
            self.gone_edges -= usize::from(*place == GONE);
            *place = weight;
        } else {
            let index = self.graph.try_add_edge(ends.0, ends.1, weight)?;
            self.edges.set(edge.relationship.0, index.index() as u32);
        }
        Ok(())
    }

    /// Takes a relationship away.
    pub(super) fn remove_edge(&mut self, id: RelationshipId) {
        let index = self.edges.get(id.0).map(EdgeIndex::from);
        if let Some(place) = index.and_then(|index| self.graph.edge_weight_mut(index))
            && *place != GONE
        {
            *place = GONE;
            self.gone_edges += 1;
        }
    }

    /// The type of a relationship, if it is there.
    #[inline]
    pub(super) fn type_of(&self, id: RelationshipId) -> Option<u32> {
        let index = EdgeIndex::from(self.edges.get(id.0)?);
        self.graph.edge_weight(index).filter(|weight| **weight != GONE).map(|weight| weight.get() - 1)
    }

    /// A relationship with its type and ends, if it is there.
    #[inline]
    pub(super) fn edge(&self, id: RelationshipId) -> Option<Edge> {
        let relationship_type = self.type_of(id)?;
        let (source, target) = self.graph.edge_endpoints(EdgeIndex::from(self.edges.get(id.0)?))?;
        Some(Edge { source: self.node(source)?, target: self.node(target)?, relationship_type, relationship: id })
    }

    /// The node at an index of petgraph's.
    #[inline]
    fn node(&self, index: NodeIndex<u32>) -> Option<NodeId> {
        if self.nodes.listed.is_none() {
            return Some(NodeId(index.index() as u32));
        }
        self.graph.node_weight(index).map(|weight| NodeId(weight.get() - 1))
    }

    /// Whether enough is gone to make the graph anew.
    pub(super) fn wants_to_compact(&self) -> bool {
        self.gone_nodes > SPARE + self.graph.node_count() / 8 || self.gone_edges > SPARE + self.graph.edge_count() / 8
    }

    /// Makes the graph anew without what is gone, in time proportional to it.
    pub(super) fn compact(&mut self) {
        let mut kept = Self::default();
        kept.reserve(self.graph.node_count() - self.gone_nodes, self.graph.edge_count() - self.gone_edges);
        for id in (0..self.next_node()).map(NodeId) {
            let index = self.nodes.get(id.0).map(NodeIndex::from);
            if index.and_then(|index| self.graph.node_weight(index)).is_some_and(|weight| *weight != GONE) {
                let added = kept.add_node(id);
                debug_assert!(added.is_ok(), "there was room for more");
            }
        }
        for edge in (0..self.next_relationship()).filter_map(|id| self.edge(RelationshipId(id))) {
            let added = kept.add_edge(edge);
            debug_assert!(added.is_ok(), "both ends are there");
        }
        kept.skip_nodes_to(self.next_node());
        kept.skip_relationships_to(self.next_relationship());
        *self = kept;
    }

    /// Bytes for nodes, and for relationships.
    pub(super) fn bytes(&self) -> (usize, usize) {
        // petgraph's own: a weight and the first of two lists; for an edge also its ends
        const NODE: usize = size_of::<Option<Weight>>() + 2 * size_of::<u32>();
        const EDGE: usize = size_of::<Option<Weight>>() + 4 * size_of::<u32>();
        let (nodes, edges) = self.graph.capacity();
        (nodes * NODE + self.nodes.bytes(), edges * EDGE + self.edges.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(id: u32, source: u32, target: u32) -> Edge {
        let (source, target) = (NodeId(source), NodeId(target));
        Edge { source, target, relationship_type: id % 3, relationship: RelationshipId(id) }
    }

    fn all(topology: &Topology) -> Vec<(u32, u32, u32, u32)> {
        let edges = (0..topology.next_relationship()).filter_map(|id| topology.edge(RelationshipId(id)));
        edges.map(|e| (e.relationship.0, e.source.0, e.target.0, e.relationship_type)).collect()
    }

    #[test]
    fn what_goes_comes_back_and_numbers_stay_through_making_it_anew() {
        let mut topology = Topology::default();
        for id in 0..10 {
            topology.add_node(NodeId(id)).unwrap();
        }
        for id in 0..9 {
            topology.add_edge(edge(id, id, id + 1)).unwrap();
        }
        let before = all(&topology);
        topology.remove_edge(RelationshipId(4));
        topology.remove_edge(RelationshipId(4));
        topology.add_edge(edge(4, 4, 5)).unwrap();
        assert_eq!(all(&topology), before);
        topology.remove_edge(RelationshipId(3));
        topology.remove_edge(RelationshipId(4));
        topology.remove_node(NodeId(4));
        topology.remove_edge(RelationshipId(0));
        topology.add_edge(edge(0, 9, 9)).unwrap();
        assert_eq!(topology.gone_edges, 3);
        topology.skip_relationships_to(20);
        topology.add_edge(edge(20, 1, 1)).unwrap();
        let before = all(&topology);
        assert_eq!(before.len(), 8);
        topology.compact();
        assert_eq!(all(&topology), before);
        assert_eq!((topology.gone_nodes, topology.gone_edges, topology.graph.node_count()), (0, 0, 9));
        topology.add_node(NodeId(4)).unwrap();
        topology.add_edge(edge(4, 4, 4)).unwrap();
        assert_eq!(topology.edge(RelationshipId(4)).map(|e| (e.source.0, e.target.0)), Some((4, 4)));
        assert_eq!(topology.type_of(RelationshipId(20)), Some(2));
        assert_eq!((topology.next_node(), topology.next_relationship()), (10, 21));
    }
}
