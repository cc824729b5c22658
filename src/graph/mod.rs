//! The store: topology in petgraph, properties in columns, labels as sorted id sets, names as
//! numbers, claims beside the relationships and values that they are about; indexes and constraints.
//!
//! It knows no query language. Every change is logged, so that a statement that fails half way is
//! undone without a trace.
//!
//! Invariant: an entity's number is never used again. petgraph reuses its indices; they stay in here.

mod adjacency;
mod bulk;
mod change;
mod columns;
mod define;
mod derive;
mod facts;
mod hashes;
mod index;
mod memory;
mod merge;
mod names;
mod postings;
mod reading;
mod schema;
mod topology;
mod upkeep;
mod write;

use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::claims::{ClaimStore, Scales};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::value::{NodeId, RelationshipId, Value};

use adjacency::{Adjacency, Edge};
pub use adjacency::{Neighbour, Segment};
use bulk::Loaded;
pub use bulk::{BulkTexts, BulkValues};
pub use change::{Change, Mark};
use columns::Columns;
pub use columns::{ColumnView, Stretch, Texts, ValueColumn, head};
use facts::Facts;
pub use hashes::HASH;
use hashes::Hashes;
pub use index::Tail;
pub use memory::Memory;
pub use merge::{Merge, MergeId};
pub use names::Names;
pub use postings::Postings;
pub use schema::{ConstraintDefinition, Index, IndexDefinition, IndexKind, PropertyType, Rule, Schema, Target};
use topology::Topology;

/// A node or a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityId {
    /// A node.
    Node(NodeId),
    /// A relationship.
    Relationship(RelationshipId),
}

/// A property graph with claims.
#[derive(Clone, Debug, Default)]
pub struct Store {
    topology: Topology,
    nodes: RoaringBitmap,
    relationships: RoaringBitmap,
    /// The label set of each node ever made, as a number in `label_sets`.
    node_labels: Vec<u32>,
    /// Sets of label numbers, each sorted.
    label_sets: indexmap::IndexSet<Box<[u32]>>,
    /// Which nodes carry a label, by label number.
    nodes_by_label: Vec<RoaringBitmap>,
    /// How many relationships there are of a type, by type number.
    type_counts: Vec<usize>,
    /// How often relationships of a type came or went, by type number.
    type_changes: Vec<u64>,
    /// How often nodes got or lost a value of a property, by key number.
    key_changes: Vec<u64>,
    labels: Names,
    types: Names,
    keys: Names,
    node_properties: Columns,
    relationship_properties: Columns,
    adjacency: Adjacency,
    facts: Facts,
    /// What was loaded in bulk and not built yet.
    loaded: Loaded,
    hashes: Hashes,
    claims: ClaimStore,
    schema: Schema,
    merges: merge::Merges,
    log: Vec<Change>,
    /// Counts the changes that the log no longer holds.
    changes: u64,
}

impl Store {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// The table of labels.
    pub fn labels(&self) -> &Names {
        &self.labels
    }

    /// The table of relationship types.
    pub fn types(&self) -> &Names {
        &self.types
    }

    /// The table of property keys.
    pub fn keys(&self) -> &Names {
        &self.keys
    }

    /// The number of a relationship type, which is given one if it is new.
    pub fn intern_type(&mut self, relationship_type: &str) -> u32 {
        self.types.intern(relationship_type)
    }

    /// The number of a property key, which is given one if it is new.
    pub fn intern_key(&mut self, key: &str) -> u32 {
        self.keys.intern(key)
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.nodes.len() as usize
    }

    /// How many relationships there are.
    pub fn relationship_count(&self) -> usize {
        self.relationships.len() as usize
    }

    /// How many nodes carry the label.
    pub fn label_count(&self, label: u32) -> usize {
        self.nodes_by_label.get(label as usize).map_or(0, |nodes| nodes.len() as usize)
    }

    /// How many relationships have the type.
    pub fn type_count(&self, relationship_type: u32) -> usize {
        self.type_counts.get(relationship_type as usize).copied().unwrap_or(0)
    }

    /// Differs whenever the relationships of that type do.
    pub fn type_version(&self, relationship_type: u32) -> u64 {
        self.type_changes.get(relationship_type as usize).copied().unwrap_or(0)
    }

    /// Differs whenever the values that nodes have of that property do.
    pub fn key_version(&self, key: u32) -> u64 {
        self.key_changes.get(key as usize).copied().unwrap_or(0)
    }

    /// How many nodes and relationships have the property.
    pub fn key_count(&self, key: u32) -> usize {
        self.node_properties.count(key) + self.relationship_properties.count(key)
    }

    /// Whether the node is there.
    #[inline]
    pub fn has_node(&self, id: NodeId) -> bool {
        self.nodes.contains(id.0)
    }

    /// Whether the relationship is there.
    #[inline]
    pub fn has_relationship(&self, id: RelationshipId) -> bool {
        self.relationships.contains(id.0)
    }

    /// All nodes, by number.
    pub fn nodes(&self) -> &RoaringBitmap {
        &self.nodes
    }

    /// All relationships, by number.
    pub fn relationships(&self) -> &RoaringBitmap {
        &self.relationships
    }

    /// The nodes that carry the label, by number.
    pub fn nodes_with_label(&self, label: u32) -> Option<&RoaringBitmap> {
        self.nodes_by_label.get(label as usize)
    }

    /// The label numbers of a node, ascending.
    pub fn labels_of(&self, node: NodeId) -> &[u32] {
        let set = self.node_labels.get(node.0 as usize).and_then(|set| self.label_sets.get_index(*set as usize));
        set.map_or(&[], AsRef::as_ref)
    }

    /// Whether the node carries the label.
    pub fn has_label(&self, node: NodeId, label: u32) -> bool {
        self.labels_of(node).binary_search(&label).is_ok()
    }

    /// The number of the set of labels that a node carries.
    pub fn label_set_of(&self, node: NodeId) -> Option<u32> {
        self.node_labels.get(node.0 as usize).copied()
    }

    /// The sets of labels that nodes carry or have carried, by number; each ascending.
    pub fn label_sets(&self) -> impl Iterator<Item = &[u32]> {
        self.label_sets.iter().map(AsRef::as_ref)
    }

    /// The names of a node's labels, in the order the graph first saw them.
    pub fn label_names(&self, node: NodeId) -> impl Iterator<Item = &Arc<str>> {
        self.labels_of(node).iter().filter_map(|label| self.labels.name(*label))
    }

    /// The number of a relationship's type.
    pub fn type_of(&self, id: RelationshipId) -> Option<u32> {
        self.topology.type_of(id)
    }

    /// The name of a relationship's type.
    pub fn type_name(&self, id: RelationshipId) -> Option<&Arc<str>> {
        self.types.name(self.type_of(id)?)
    }

    /// The name of the type that a relationship had when this statement deleted it.
    pub fn type_name_of_deleted(&self, id: RelationshipId) -> Option<&Arc<str>> {
        let deleted = self.log.iter().find_map(|change| match change {
            Change::DeleteRelationship { id: other, relationship_type, .. } if *other == id => Some(*relationship_type),
            _ => None,
        });
        self.types.name(deleted?)
    }

    /// The start and end of a relationship.
    pub fn endpoints(&self, id: RelationshipId) -> Option<(NodeId, NodeId)> {
        self.topology.edge(id).map(|edge| (edge.source, edge.target))
    }

    /// A property's value; `None` where there is none.
    pub fn property(&self, entity: EntityId, key: u32) -> Option<Value> {
        match entity {
            EntityId::Node(id) => self.node_properties.get(id.0, key),
            EntityId::Relationship(id) => self.relationship_properties.get(id.0, key),
        }
    }

    /// A node's property by name; `None` where there is none.
    pub fn node_property(&self, node: NodeId, key: &str) -> Option<Value> {
        self.property(EntityId::Node(node), self.keys.find(key)?)
    }

    /// All properties, in the order in which the graph first saw their keys.
    pub fn properties(&self, entity: EntityId) -> impl Iterator<Item = (&Arc<str>, Value)> {
        let (columns, id) = match entity {
            EntityId::Node(id) => (&self.node_properties, id.0),
            EntityId::Relationship(id) => (&self.relationship_properties, id.0),
        };
        columns.keys(id).filter_map(move |key| Some((self.keys.name(key)?, columns.get(id, key)?)))
    }

    /// The claims and aliases.
    pub fn claims(&self) -> &ClaimStore {
        &self.claims
    }

    /// Says on which scales grades and words of likelihood are.
    pub fn set_scales(&mut self, scales: Arc<Scales>) {
        self.claims.set_scales(scales);
    }

    /// The indexes and constraints.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// An error if the entity is not there (any more).
    pub fn check(&self, entity: EntityId) -> Result<()> {
        let (there, what, number, next) = match entity {
            EntityId::Node(id) => (self.has_node(id), "node", id.0, self.next_node()),
            EntityId::Relationship(id) => (self.has_relationship(id), "relationship", id.0, self.next_relationship()),
        };
        if there {
            return Ok(());
        }
        if number >= next {
            return Err(Error::new(ErrorKind::EntityNotFound, Detail::NotFound, format!("no {what} #{number} here"))
                .hint("what claims() shows is there only inside of it: return properties from there"));
        }
        Err(self.merged_away(entity).unwrap_or_else(|| {
            let message = format!("{what} #{number} has been deleted");
            Error::new(ErrorKind::EntityNotFound, Detail::DeletedEntityAccess, message)
        }))
    }

    /// Makes petgraph's graph anew once much of it is gone; costs time in proportion to the graph, so that
    /// each write pays a constant share. Recent writes are folded into the adjacency by themselves.
    pub fn settle_if_due(&mut self) {
        if self.topology.wants_to_compact() {
            self.topology.compact();
        }
    }

    /// Folds all recent writes into the compressed adjacency.
    pub fn settle(&mut self) {
        self.adjacency.settle();
    }
}

#[cfg(test)]
mod tests;
