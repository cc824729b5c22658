//! Writing: nodes, relationships, properties, labels, claims and names, each change logged.

use roaring::RoaringBitmap;

use super::facts::Step;
use super::merge::Trait;
use super::{Change, Edge, EntityId, Store};
use crate::claims::{Alias, AliasId, Claim, ClaimId, Subject};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::value::{NodeId, RelationshipId, Value};

impl Store {
    /// Makes a node with these labels.
    pub fn create_node<'a>(&mut self, labels: impl IntoIterator<Item = &'a str>) -> Result<NodeId> {
        let id = NodeId(next_number(self.next_node(), 1, "nodes")?);
        let mut numbers: Vec<u32> = labels.into_iter().map(|label| self.intern_label(label)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        self.topology.add_node(id).map_err(|_| too_many("nodes"))?;
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
        let id = RelationshipId(next_number(self.next_relationship(), 1, "relationships")?);
        let relationship_type = self.types.intern(relationship_type);
        self.link(Edge { source, target, relationship_type, relationship: id })?;
        self.log.push(Change::CreateRelationship { id });
        Ok(id)
    }

    /// Puts a relationship into petgraph, the adjacency and the counts.
    pub(super) fn link(&mut self, edge: Edge) -> Result<()> {
        self.check(EntityId::Node(edge.source))?;
        self.check(EntityId::Node(edge.target))?;
        self.topology.add_edge(edge).map_err(|_| too_many("relationships"))?;
        self.relationships.insert(edge.relationship.0);
        self.adjacency.add(edge);
        self.note_edge(edge, Step::Came);
        self.count_edges(edge.relationship_type, 1);
        Ok(())
    }

    /// Counts so many new relationships of a type.
    pub(super) fn count_edges(&mut self, relationship_type: u32, more: usize) {
        if self.type_counts.len() <= relationship_type as usize {
            self.type_counts.resize(relationship_type as usize + 1, 0);
        }
        if let Some(count) = self.type_counts.get_mut(relationship_type as usize) {
            *count += more;
        }
        note_change(&mut self.type_changes, relationship_type);
    }

    /// Takes a relationship out of petgraph, the adjacency and the counts.
    pub(super) fn unlink(&mut self, id: RelationshipId) -> Option<Edge> {
        let edge = self.topology.edge(id)?;
        self.topology.remove_edge(id);
        self.relationships.remove(id.0);
        self.adjacency.remove(edge);
        self.note_edge(edge, Step::Went);
        if let Some(count) = self.type_counts.get_mut(edge.relationship_type as usize) {
            *count -= 1;
        }
        note_change(&mut self.type_changes, edge.relationship_type);
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
        if self.adjacency.has_any(id) {
            return Err(Error::new(
                ErrorKind::ConstraintVerificationFailed,
                Detail::DeleteConnectedNode,
                format!("node #{} still has relationships", id.0),
            )
            .hint("DETACH DELETE takes its relationships away as well"));
        }
        self.forget_claims_about(id)?;
        let citations = self.claims.citing(id).count();
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
        self.topology.remove_node(id);
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
        check_storable(&value)?;
        let is_there = !value.is_null();
        let before = self.put_property(entity, key, value);
        self.log.push(Change::SetProperty { entity, key, before });
        if let EntityId::Node(node) = entity {
            self.note_own(node, Trait::Property(key), is_there);
        }
        Ok(())
    }

    /// Gives a node a label; says whether it is new to it.
    pub fn add_label(&mut self, node: NodeId, label: &str) -> Result<bool> {
        self.check(EntityId::Node(node))?;
        let label = self.intern_label(label);
        self.note_own(node, Trait::Label(label), true);
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
        let Some(number) = self.labels.find(label) else { return Ok(false) };
        let Ok(place) = labels.binary_search(&number) else { return Ok(false) };
        self.log.push(Change::SetLabels { node, before: labels.clone() });
        labels.remove(place);
        self.set_label_set(node, labels);
        self.note_own(node, Trait::Label(number), false);
        Ok(true)
    }

    /// The number of a label, which is given one if it is new.
    pub fn intern_label(&mut self, label: &str) -> u32 {
        let number = self.labels.intern(label);
        if self.nodes_by_label.len() <= number as usize {
            self.nodes_by_label.resize_with(number as usize + 1, RoaringBitmap::new);
        }
        number
    }

    /// Gives a node exactly these labels (sorted numbers), keeping the indexes right.
    pub(super) fn set_label_set(&mut self, node: NodeId, labels: Vec<u32>) {
        let before = self.labels_of(node).to_vec();
        let (left, entered) = (self.indexes_on(&before, &labels), self.indexes_on(&labels, &before));
        self.leave_indexes(EntityId::Node(node), &left);
        for label in before.iter().filter(|label| !labels.contains(label)) {
            if let Some(nodes) = self.nodes_by_label.get_mut(*label as usize) {
                nodes.remove(node.0);
            }
            self.note_label(node, *label, Step::Went);
        }
        for label in labels.iter().filter(|label| !before.contains(label)) {
            if let Some(nodes) = self.nodes_by_label.get_mut(*label as usize) {
                nodes.insert(node.0);
            }
            self.note_label(node, *label, Step::Came);
        }
        let set = self.label_set(labels);
        if let Some(place) = self.node_labels.get_mut(node.0 as usize) {
            *place = set;
        }
        self.enter_indexes(EntityId::Node(node), &entered);
    }

    /// The number of a set of labels (sorted numbers).
    pub(super) fn label_set(&mut self, labels: Vec<u32>) -> u32 {
        if self.label_sets.is_empty() {
            self.label_sets.insert(Box::default());
        }
        self.label_sets.insert_full(labels.into()).0 as u32
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
}

/// Counts a change of what has this number.
pub(super) fn note_change(changes: &mut Vec<u64>, number: u32) {
    if changes.len() <= number as usize {
        changes.resize(number as usize + 1, 0);
    }
    if let Some(count) = changes.get_mut(number as usize) {
        *count += 1;
    }
}

/// The next number, where there are so many more.
pub(super) fn next_number(next: u32, more: usize, what: &str) -> Result<u32> {
    // the last number means "none" where numbers are kept in columns, and "gone" in petgraph
    let last = u32::try_from(more).ok().and_then(|more| next.checked_add(more));
    last.filter(|last| *last < u32::MAX).map(|_| next).ok_or_else(|| too_many(what))
}

pub(super) fn too_many(what: &str) -> Error {
    Error::limit(Detail::ValueSize, format!("a graph holds at most 4,294,967,295 {what} over its life"))
}

/// An error if a property cannot hold the value.
pub(super) fn check_storable(value: &Value) -> Result<()> {
    if value.is_storable() {
        return Ok(());
    }
    let message = format!("a property cannot hold a {}", describe_unstorable(value));
    Err(Error::new(ErrorKind::TypeError, Detail::InvalidPropertyType, message)
        .hint("properties hold booleans, numbers, strings, dates, times, durations, points, and lists of these"))
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
