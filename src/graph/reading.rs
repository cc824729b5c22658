//! Reading many at a time: columns, compressed neighbours, look-ups by value.

use super::adjacency::Side;
use super::{ColumnView, Neighbour, Postings, Segment, Store};
use crate::value::{NodeId, RelationshipId, Value};

impl Store {
    /// How many relationships of the type lead from a node to itself.
    pub fn loops(&self, relationship_type: u32) -> usize {
        self.adjacency.loops(relationship_type)
    }

    /// How many nodes have relationships of the type that leave them, or that reach them if `incoming`.
    pub fn endpoint_count(&self, relationship_type: u32, incoming: bool) -> usize {
        self.adjacency.side(relationship_type, incoming).map_or(0, Side::ends)
    }

    /// How many relationships of the type leave a node, or reach it if `incoming`.
    pub fn degree_of(&self, node: NodeId, relationship_type: u32, incoming: bool) -> usize {
        self.adjacency.degree(node, relationship_type, incoming)
    }

    /// The relationships of a type from one node to another, however many each has.
    pub fn between(
        &self,
        source: NodeId,
        target: NodeId,
        relationship_type: u32,
    ) -> impl Iterator<Item = RelationshipId> {
        self.adjacency.between(source, target, relationship_type)
    }

    /// The relationships of a type in one direction, without what came and went of late; all of them where
    /// [`is_settled`](Self::is_settled).
    #[inline]
    pub fn segment(&self, relationship_type: u32, incoming: bool) -> Option<&Segment> {
        self.adjacency.side(relationship_type, incoming).map(|side| &side.segment)
    }

    /// Whether the type's segment holds just what is there.
    #[inline]
    pub fn is_settled(&self, relationship_type: u32, incoming: bool) -> bool {
        self.adjacency.side(relationship_type, incoming).is_none_or(Side::is_settled)
    }

    /// Whether the type's segment holds just what is there of one node.
    #[inline]
    pub fn is_settled_at(&self, node: NodeId, relationship_type: u32, incoming: bool) -> bool {
        self.adjacency.side(relationship_type, incoming).is_none_or(|side| side.is_settled_at(node.0))
    }

    /// Makes what the type's segment says of these nodes' degrees what they are.
    pub fn correct_degrees(&self, relationship_type: u32, incoming: bool, nodes: &[u32], degrees: &mut [u64]) {
        if let Some(side) = self.adjacency.side(relationship_type, incoming) {
            side.correct_degrees(nodes, degrees);
        }
    }

    /// Of so many nodes from this one on those whose degree is not what the type's segment says, and their degrees.
    pub fn other_degrees(
        &self,
        relationship_type: u32,
        incoming: bool,
        first: u32,
        count: usize,
    ) -> impl Iterator<Item = (u32, usize)> {
        let side = self.adjacency.side(relationship_type, incoming);
        side.into_iter().flat_map(move |side| side.unsettled(first, count))
    }

    /// The values that nodes have of a property, to be read many at a time.
    #[inline]
    pub fn node_column(&self, key: u32) -> Option<ColumnView<'_>> {
        self.node_properties.view(key)
    }

    /// The values that relationships have of a property.
    #[inline]
    pub fn relationship_column(&self, key: u32) -> Option<ColumnView<'_>> {
        self.relationship_properties.view(key)
    }

    /// The nodes, whatever their labels, whose value may equal this one; all that do are among them. Made
    /// at the first look-up by the key, kept right since. `None` where looking at each node is better.
    pub fn nodes_with_value(&self, key: u32, value: &Value) -> Option<Postings<'_>> {
        self.node_properties.find(key, value)
    }

    /// The neighbours along outgoing relationships, of one type or of all: by type, neighbour, relationship.
    pub fn outgoing(&self, node: NodeId, relationship_type: Option<u32>) -> impl Iterator<Item = Neighbour> {
        self.adjacency.neighbours(node, relationship_type, false)
    }

    /// The neighbours along incoming relationships, of one type or of all, in the same order.
    pub fn incoming(&self, node: NodeId, relationship_type: Option<u32>) -> impl Iterator<Item = Neighbour> {
        self.adjacency.neighbours(node, relationship_type, true)
    }
}
