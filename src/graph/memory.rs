//! How much memory a graph takes, estimated part by part.

use roaring::RoaringBitmap;

use super::{Index, Store};

/// Bytes by what they are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Nodes in petgraph.
    pub node_topology: usize,
    /// Relationships in petgraph.
    pub relationship_topology: usize,
    /// Which types each node has.
    pub node_adjacency: usize,
    /// Relationships in both directions, by type.
    pub relationship_adjacency: usize,
    /// Properties of nodes.
    pub node_properties: usize,
    /// Properties of relationships.
    pub relationship_properties: usize,
    /// Labels of nodes, nodes of labels.
    pub labels: usize,
    /// Indexes, and look-ups by value that have been asked for.
    pub indexes: usize,
}

impl Memory {
    /// What nodes take.
    pub fn nodes(&self) -> usize {
        self.node_topology + self.node_adjacency + self.node_properties + self.labels
    }

    /// What relationships take.
    pub fn relationships(&self) -> usize {
        self.relationship_topology + self.relationship_adjacency + self.relationship_properties
    }

    /// All of it.
    pub fn total(&self) -> usize {
        self.nodes() + self.relationships() + self.indexes
    }
}

impl Store {
    /// How much memory the graph takes, without claims, merges and names.
    pub fn memory(&self) -> Memory {
        /// What an entry of an index takes, with its values.
        const ENTRY: usize = 96;
        let (node_topology, relationship_topology) = self.topology.bytes();
        let (node_adjacency, relationship_adjacency) = self.adjacency.bytes();
        let (node_properties, node_lookups) = self.node_properties.bytes();
        let (relationship_properties, relationship_lookups) = self.relationship_properties.bytes();
        let sets: usize = self.label_sets.iter().map(|set| size_of_val(&**set) + 64).sum();
        let by_label: usize = self.nodes_by_label.iter().map(RoaringBitmap::serialized_size).sum();
        let entries = self.schema.indexes().iter().map(Index::entries);
        let indexes: usize = entries.map(|it| it.distinct() * ENTRY + it.len() * size_of::<u32>()).sum();
        Memory {
            node_topology,
            relationship_topology: relationship_topology + self.relationships.serialized_size(),
            node_adjacency,
            relationship_adjacency,
            node_properties,
            relationship_properties,
            labels: self.node_labels.capacity() * size_of::<u32>() + sets + by_label + self.nodes.serialized_size(),
            indexes: indexes + node_lookups + relationship_lookups,
        }
    }
}
