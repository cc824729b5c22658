//! The store: topology in petgraph, properties in columns, labels as sorted id sets, names as
//! numbers, claims beside the relationships and values that they are about; indexes and constraints.
//!
//! It knows no query language. Every change is logged, so that a statement that fails half way is
//! undone without a trace.
//!
//! Invariant: an entity's number is never used again. petgraph reuses its indices; they stay in here.

mod adjacency;
mod change;
mod columns;
mod define;
mod derive;
mod index;
mod names;
mod schema;
mod upkeep;

use std::sync::Arc;

use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use roaring::RoaringBitmap;

use crate::claims::{Alias, AliasId, Claim, ClaimId, ClaimStore, Subject};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::value::{NodeId, RelationshipId, Value};

pub use adjacency::Neighbour;
use adjacency::{Adjacency, Edge};
pub use change::{Change, Mark};
use columns::Columns;
pub use index::Tail;
pub use names::Names;
pub use schema::{ConstraintDefinition, Index, IndexDefinition, IndexKind, PropertyType, Rule, Schema, Target};

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
    topology: StableDiGraph<NodeId, RelationshipRecord, u32>,
    /// petgraph's index of each node ever made; stale where the node is gone.
    node_indices: Vec<NodeIndex<u32>>,
    edge_indices: Vec<EdgeIndex<u32>>,
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
    labels: Names,
    types: Names,
    keys: Names,
    node_properties: Columns,
    relationship_properties: Columns,
    adjacency: Adjacency,
    claims: ClaimStore,
    schema: Schema,
    log: Vec<Change>,
    /// Counts the changes that the log no longer holds.
    changes: u64,
}

/// What petgraph carries on an edge.
#[derive(Clone, Copy, Debug)]
struct RelationshipRecord {
    id: RelationshipId,
    relationship_type: u32,
}

impl Store {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    // ---- names ------------------------------------------------------------------------------

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

    /// The number of a property key, which is given one if it is new.
    pub fn intern_key(&mut self, key: &str) -> u32 {
        self.keys.intern(key)
    }

    // ---- reading ----------------------------------------------------------------------------

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.topology.node_count()
    }

    /// How many relationships there are.
    pub fn relationship_count(&self) -> usize {
        self.topology.edge_count()
    }

    /// How many nodes carry the label.
    pub fn label_count(&self, label: u32) -> usize {
        self.nodes_by_label.get(label as usize).map_or(0, |nodes| nodes.len() as usize)
    }

    /// How many relationships have the type.
    pub fn type_count(&self, relationship_type: u32) -> usize {
        self.type_counts.get(relationship_type as usize).copied().unwrap_or(0)
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

    /// The names of a node's labels, in the order the graph first saw them.
    pub fn label_names(&self, node: NodeId) -> impl Iterator<Item = &Arc<str>> {
        self.labels_of(node).iter().filter_map(|label| self.labels.name(*label))
    }

    /// The number of a relationship's type.
    pub fn type_of(&self, id: RelationshipId) -> Option<u32> {
        self.record(id).map(|(_, record)| record.relationship_type)
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
        let (index, _) = self.record(id)?;
        let (source, target) = self.topology.edge_endpoints(index)?;
        Some((*self.topology.node_weight(source)?, *self.topology.node_weight(target)?))
    }

    fn record(&self, id: RelationshipId) -> Option<(EdgeIndex<u32>, RelationshipRecord)> {
        if !self.has_relationship(id) {
            return None;
        }
        let index = *self.edge_indices.get(id.0 as usize)?;
        Some((index, *self.topology.edge_weight(index)?))
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

    /// The neighbours along outgoing relationships, of one type or of all.
    pub fn outgoing(&self, node: NodeId, relationship_type: Option<u32>) -> impl Iterator<Item = Neighbour> {
        self.adjacency.outgoing(node, relationship_type)
    }

    /// The neighbours along incoming relationships, of one type or of all.
    pub fn incoming(&self, node: NodeId, relationship_type: Option<u32>) -> impl Iterator<Item = Neighbour> {
        self.adjacency.incoming(node, relationship_type)
    }

    /// The claims and aliases.
    pub fn claims(&self) -> &ClaimStore {
        &self.claims
    }

    /// The indexes and constraints.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    // ---- writing ----------------------------------------------------------------------------

    /// Makes a node with these labels.
    pub fn create_node<'a>(&mut self, labels: impl IntoIterator<Item = &'a str>) -> Result<NodeId> {
        let id = NodeId(next_number(self.node_indices.len(), "nodes")?);
        let mut numbers: Vec<u32> = labels.into_iter().map(|label| self.intern_label(label)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let index = self.topology.try_add_node(id).map_err(|_| too_many("nodes"))?;
        self.node_indices.push(index);
        self.node_labels.push(0);
        self.nodes.insert(id.0);
        self.set_label_set(id, numbers);
        self.log.push(Change::CreateNode { id });
        Ok(id)
    }

    /// Makes a relationship from `source` to `target`.
    pub fn create_relationship(
        &mut self,
        source: NodeId,
        relationship_type: &str,
        target: NodeId,
    ) -> Result<RelationshipId> {
        let id = RelationshipId(next_number(self.edge_indices.len(), "relationships")?);
        let relationship_type = self.types.intern(relationship_type);
        self.edge_indices.push(EdgeIndex::end());
        let edge = Edge { source, target, relationship_type, relationship: id };
        if let Err(error) = self.link(edge) {
            self.edge_indices.pop();
            return Err(error);
        }
        self.log.push(Change::CreateRelationship { id });
        Ok(id)
    }

    /// Puts a relationship into petgraph, the adjacency and the counts.
    fn link(&mut self, edge: Edge) -> Result<()> {
        let Edge { source, target, relationship_type, relationship } = edge;
        let (from, to) = (self.live_index(source)?, self.live_index(target)?);
        let record = RelationshipRecord { id: relationship, relationship_type };
        let index = self.topology.try_add_edge(from, to, record).map_err(|_| too_many("relationships"))?;
        if let Some(place) = self.edge_indices.get_mut(relationship.0 as usize) {
            *place = index;
        }
        self.relationships.insert(relationship.0);
        self.adjacency.add(edge);
        if self.type_counts.len() <= relationship_type as usize {
            self.type_counts.resize(relationship_type as usize + 1, 0);
        }
        if let Some(count) = self.type_counts.get_mut(relationship_type as usize) {
            *count += 1;
        }
        Ok(())
    }

    /// Takes a relationship out of petgraph, the adjacency and the counts.
    fn unlink(&mut self, id: RelationshipId) -> Option<Edge> {
        let (index, record) = self.record(id)?;
        let (source, target) = self.endpoints(id)?;
        let edge = Edge { source, target, relationship_type: record.relationship_type, relationship: id };
        self.topology.remove_edge(index);
        self.relationships.remove(id.0);
        self.adjacency.remove(edge);
        if let Some(count) = self.type_counts.get_mut(record.relationship_type as usize) {
            *count -= 1;
        }
        Some(edge)
    }

    /// Takes a relationship away, with its properties and the claims about it.
    pub fn delete_relationship(&mut self, id: RelationshipId) -> Result<()> {
        self.check(EntityId::Relationship(id))?;
        for claim in self.claims.ids_about(Subject::Relationship(id)).to_vec() {
            self.remove_claim(claim);
        }
        self.clear_properties(EntityId::Relationship(id))?;
        if let Some(Edge { source, target, relationship_type, .. }) = self.unlink(id) {
            self.log.push(Change::DeleteRelationship { id, source, target, relationship_type });
        }
        Ok(())
    }

    /// Takes away the claims about a node's properties and names, and the names.
    pub fn forget_claims_about(&mut self, id: NodeId) -> Result<()> {
        self.check(EntityId::Node(id))?;
        // also of properties for which nobody asserts a value, so that none is there
        let keys: Vec<u32> = self.keys.iter().map(|(key, _)| key).collect();
        for key in keys {
            for claim in self.claims.ids_about(Subject::Property(id, key)).to_vec() {
                self.remove_claim(claim);
            }
        }
        let aliases: Vec<AliasId> = self.claims.aliases_of(id).map(|(alias, _)| alias).collect();
        for alias in aliases {
            for claim in self.claims.ids_about(Subject::Alias(alias)).to_vec() {
                self.remove_claim(claim);
            }
            if let Some(removed) = self.claims.remove_alias(alias) {
                self.log.push(Change::RemoveAlias { id: alias, alias: Box::new(removed) });
            }
        }
        Ok(())
    }

    /// Takes a node away. It must have no relationships left, and no claim may cite it.
    pub fn delete_node(&mut self, id: NodeId) -> Result<()> {
        self.check(EntityId::Node(id))?;
        if self.outgoing(id, None).next().is_some() || self.incoming(id, None).next().is_some() {
            return Err(Error::new(
                ErrorKind::ConstraintVerificationFailed,
                Detail::DeleteConnectedNode,
                format!("node #{} still has relationships", id.0),
            )
            .hint("DETACH DELETE takes its relationships away as well"));
        }
        self.forget_claims_about(id)?;
        let citations = self.claims.citations(id);
        if citations > 0 {
            return Err(Error::new(
                ErrorKind::ConstraintVerificationFailed,
                Detail::CitedByClaims,
                format!("node #{} is the source of {citations} claims and cannot be deleted", id.0),
            )
            .hint("delete the relationships that those claims are about first"));
        }
        self.clear_properties(EntityId::Node(id))?;
        let labels = self.labels_of(id).to_vec();
        self.set_label_set(id, Vec::new());
        if let Some(index) = self.node_indices.get(id.0 as usize) {
            self.topology.remove_node(*index);
        }
        self.nodes.remove(id.0);
        self.log.push(Change::DeleteNode { id, labels });
        Ok(())
    }

    fn clear_properties(&mut self, entity: EntityId) -> Result<()> {
        let keys: Vec<u32> = match entity {
            EntityId::Node(id) => self.node_properties.keys(id.0).collect(),
            EntityId::Relationship(id) => self.relationship_properties.keys(id.0).collect(),
        };
        keys.into_iter().try_for_each(|key| self.set_property_by_key(entity, key, Value::Null))
    }

    /// Sets a property, or takes it away if the value is null.
    pub fn set_property(&mut self, entity: EntityId, key: &str, value: Value) -> Result<()> {
        self.set_properties(entity, [(key, value)])
    }

    /// Sets properties, or takes those away whose value is null. That the values are unique is asked
    /// once all are set.
    pub fn set_properties<'a>(
        &mut self,
        entity: EntityId,
        properties: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Result<()> {
        let mut changed = Vec::new();
        for (key, value) in properties {
            let key = self.keys.intern(key);
            self.set_property_by_key(entity, key, value)?;
            changed.push(key);
        }
        self.check_types(entity, Some(&changed))?;
        self.check_unique(entity, Some(&changed))
    }

    fn set_property_by_key(&mut self, entity: EntityId, key: u32, value: Value) -> Result<()> {
        self.check(entity)?;
        if !value.is_storable() {
            return Err(Error::new(
                ErrorKind::TypeError,
                Detail::InvalidPropertyType,
                format!("a property cannot hold a {}", describe_unstorable(&value)),
            )
            .hint("properties hold booleans, numbers, strings, dates, times, durations, points, and lists of these"));
        }
        let before = self.put_property(entity, key, value);
        self.log.push(Change::SetProperty { entity, key, before });
        Ok(())
    }

    /// Gives a node a label; says whether it is new to it.
    pub fn add_label(&mut self, node: NodeId, label: &str) -> Result<bool> {
        self.check(EntityId::Node(node))?;
        let label = self.intern_label(label);
        let mut labels = self.labels_of(node).to_vec();
        let Err(place) = labels.binary_search(&label) else { return Ok(false) };
        self.log.push(Change::SetLabels { node, before: labels.clone() });
        labels.insert(place, label);
        self.set_label_set(node, labels);
        self.check_types(EntityId::Node(node), None)?;
        self.check_unique(EntityId::Node(node), None)?;
        Ok(true)
    }

    /// Takes a label from a node; says whether it had it.
    pub fn remove_label(&mut self, node: NodeId, label: &str) -> Result<bool> {
        self.check(EntityId::Node(node))?;
        let mut labels = self.labels_of(node).to_vec();
        let Some(Ok(place)) = self.labels.find(label).map(|label| labels.binary_search(&label)) else {
            return Ok(false);
        };
        self.log.push(Change::SetLabels { node, before: labels.clone() });
        labels.remove(place);
        self.set_label_set(node, labels);
        Ok(true)
    }

    fn intern_label(&mut self, label: &str) -> u32 {
        let number = self.labels.intern(label);
        if self.nodes_by_label.len() <= number as usize {
            self.nodes_by_label.resize_with(number as usize + 1, RoaringBitmap::new);
        }
        number
    }

    /// Gives a node exactly these labels (sorted numbers), keeping the indexes right.
    fn set_label_set(&mut self, node: NodeId, labels: Vec<u32>) {
        let before = self.labels_of(node).to_vec();
        let (left, entered) = (self.indexes_on(&before, &labels), self.indexes_on(&labels, &before));
        self.leave_indexes(EntityId::Node(node), &left);
        for label in before {
            if let Some(nodes) = self.nodes_by_label.get_mut(label as usize) {
                nodes.remove(node.0);
            }
        }
        for label in &labels {
            if let Some(nodes) = self.nodes_by_label.get_mut(*label as usize) {
                nodes.insert(node.0);
            }
        }
        if self.label_sets.is_empty() {
            self.label_sets.insert(Box::default());
        }
        let set = self.label_sets.insert_full(labels.into()).0 as u32;
        if let Some(place) = self.node_labels.get_mut(node.0 as usize) {
            *place = set;
        }
        self.enter_indexes(EntityId::Node(node), &entered);
    }

    /// Adds a claim. Every node that it names must be there.
    pub fn add_claim(&mut self, claim: Claim) -> Result<ClaimId> {
        for node in claim.cited() {
            self.check(EntityId::Node(node))?;
        }
        match claim.subject {
            Subject::Relationship(id) => self.check(EntityId::Relationship(id))?,
            Subject::Property(node, _) => self.check(EntityId::Node(node))?,
            Subject::Alias(_) => {}
        }
        let id = self.claims.add(claim);
        self.log.push(Change::AddClaim { id });
        Ok(id)
    }

    fn remove_claim(&mut self, id: ClaimId) {
        if let Some(claim) = self.claims.remove(id) {
            self.log.push(Change::RemoveClaim { id, claim: Box::new(claim) });
        }
    }

    /// Adds another name of a node.
    pub fn add_alias(&mut self, alias: Alias) -> Result<AliasId> {
        self.check(EntityId::Node(alias.node))?;
        let id = self.claims.add_alias(alias);
        self.log.push(Change::AddAlias { id });
        Ok(id)
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
        Err(Error::new(
            ErrorKind::EntityNotFound,
            Detail::DeletedEntityAccess,
            format!("{what} #{number} has been deleted"),
        ))
    }

    fn live_index(&self, node: NodeId) -> Result<NodeIndex<u32>> {
        self.check(EntityId::Node(node))?;
        self.node_indices.get(node.0 as usize).copied().ok_or_else(|| Error::internal("a live node has no index"))
    }

    /// Folds recent writes into the compressed adjacency once they are many; costs time in
    /// proportion to the graph, so that each write pays a constant share.
    pub fn settle_if_due(&mut self) {
        if self.adjacency.wants_to_settle() {
            self.settle();
        }
    }

    /// Rebuilds the compressed adjacency from petgraph's lists.
    pub fn settle(&mut self) {
        let end = |index| self.topology.node_weight(index).copied();
        let edges: Vec<Edge> = self
            .topology
            .edge_references()
            .filter_map(|edge| {
                let (source, target) = (end(edge.source())?, end(edge.target())?);
                let record = edge.weight();
                Some(Edge { source, target, relationship_type: record.relationship_type, relationship: record.id })
            })
            .collect();
        self.adjacency = Adjacency::build(self.node_indices.len() as u32, &edges);
    }
}

fn next_number(used: usize, what: &str) -> Result<u32> {
    // the last number means "none" where numbers are kept in columns
    u32::try_from(used).ok().filter(|number| *number < u32::MAX).ok_or_else(|| too_many(what))
}

fn too_many(what: &str) -> Error {
    Error::limit(Detail::ValueSize, format!("a graph holds at most 4,294,967,295 {what} over its life"))
}

fn describe_unstorable(value: &Value) -> String {
    match value {
        Value::List(values) => {
            let first = values.iter().find(|v| v.is_null() || matches!(v, Value::List(_)) || !v.is_storable());
            format!("list with a {} in it", first.map_or("MAP", Value::type_name))
        }
        other => other.type_name().to_owned(),
    }
}

#[cfg(test)]
mod tests;
