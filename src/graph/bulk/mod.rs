//! Loading many nodes and relationships at once, before anybody reads the graph. Nothing of it is
//! logged: who meets an error drops the store.

mod values;

use std::ops::Range;

use roaring::RoaringBitmap;

use super::hashes::HASH;
use super::write::{check_storable, next_number, note_change, too_many};
use super::{Edge, EntityId, Store};
use crate::error::{Error, Result};
use crate::value::{NodeId, RelationshipId};

pub use values::{BulkTexts, BulkValues};

/// What was loaded since [`Store::bulk_finish`] was called last.
#[derive(Clone, Debug, Default)]
pub(super) struct Loaded {
    /// Types, each with numbers of new relationships.
    relationships: Vec<(u32, Range<u32>)>,
    /// Whether indexes and facts are behind.
    anything: bool,
}

impl Store {
    /// Makes room for so many more nodes and relationships, where that is known before.
    pub fn bulk_reserve(&mut self, nodes: usize, relationships: usize) {
        self.topology.reserve(nodes, relationships);
        self.node_labels.reserve_exact(nodes);
    }

    /// Makes so many nodes with the same labels (numbers); the first is given, the others follow it.
    pub fn bulk_nodes(&mut self, labels: &[u32], count: u32) -> Result<NodeId> {
        let first = next_number(self.next_node(), count as usize, "nodes")?;
        let ids = first..first + count;
        let mut labels = labels.to_vec();
        labels.sort_unstable();
        labels.dedup();
        for id in ids.clone() {
            self.topology.add_node(NodeId(id)).map_err(|_| too_many("nodes"))?;
        }
        self.nodes.insert_range(ids.clone());
        for label in &labels {
            match self.nodes_by_label.get_mut(*label as usize) {
                Some(nodes) => nodes.insert_range(ids.clone()),
                None => return Err(Error::internal("a label without a number")),
            };
        }
        let set = self.label_set(labels);
        self.node_labels.resize(ids.end as usize, set);
        self.note_loaded(count as usize);
        Ok(NodeId(first))
    }

    /// Gives consecutive nodes, from `first` on, values of one key.
    pub fn bulk_node_values(&mut self, first: NodeId, key: u32, values: BulkValues) -> Result<()> {
        if let Some(missing) = check_values(first.0, &values, &self.nodes)? {
            self.check(EntityId::Node(NodeId(missing)))?;
        }
        if self.keys.name(key).is_some_and(|name| **name == *HASH) {
            // their own small index follows each
            for (id, value) in (first.0..).zip(values.into_values()).filter(|(_, value)| !value.is_null()) {
                self.put_property(EntityId::Node(NodeId(id)), key, value);
            }
            return Ok(());
        }
        note_change(&mut self.key_changes, key);
        self.note_loaded(values.present());
        self.node_properties.fill(first.0, key, values);
        Ok(())
    }

    /// Makes relationships of one type between these nodes, place by place; the first is given, the
    /// others follow it.
    pub fn bulk_relationships(
        &mut self,
        relationship_type: u32,
        sources: &[NodeId],
        targets: &[NodeId],
    ) -> Result<RelationshipId> {
        if sources.len() != targets.len() {
            return Err(Error::internal("as many sources as targets"));
        }
        let first = next_number(self.next_relationship(), sources.len(), "relationships")?;
        let ids = first..first + sources.len() as u32;
        let all_nodes = self.nodes.len() == u64::from(self.next_node());
        for (id, (source, target)) in ids.clone().zip(sources.iter().zip(targets)) {
            if !all_nodes || source.0.max(target.0) >= self.next_node() {
                self.check(EntityId::Node(*source))?;
                self.check(EntityId::Node(*target))?;
            }
            let edge = Edge { source: *source, target: *target, relationship_type, relationship: RelationshipId(id) };
            self.topology.add_edge(edge).map_err(|_| too_many("relationships"))?;
        }
        self.relationships.insert_range(ids.clone());
        self.count_edges(relationship_type, sources.len());
        self.note_loaded(sources.len());
        self.loaded.relationships.push((relationship_type, ids));
        Ok(RelationshipId(first))
    }

    /// Gives consecutive relationships, from `first` on, values of one key.
    pub fn bulk_relationship_values(&mut self, first: RelationshipId, key: u32, values: BulkValues) -> Result<()> {
        if let Some(missing) = check_values(first.0, &values, &self.relationships)? {
            self.check(EntityId::Relationship(RelationshipId(missing)))?;
        }
        self.note_loaded(values.present());
        self.relationship_properties.fill(first.0, key, values);
        Ok(())
    }

    fn note_loaded(&mut self, changes: usize) {
        self.changes += changes as u64;
        self.loaded.anything = true;
    }

    /// Builds what reading needs, and checks the constraints; to be called once, at the end.
    pub fn bulk_finish(&mut self) -> Result<()> {
        let loaded = std::mem::take(&mut self.loaded);
        if !loaded.anything {
            return Ok(());
        }
        let mut types: Vec<u32> = loaded.relationships.iter().map(|(number, _)| *number).collect();
        types.sort_unstable();
        types.dedup();
        for relationship_type in types {
            let of_type = loaded.relationships.iter().filter(|(number, _)| *number == relationship_type);
            let new: usize = of_type.clone().map(|(_, ids)| ids.len()).sum();
            let ranges: Vec<Range<u32>> = if new == self.type_count(relationship_type) {
                of_type.map(|(_, ids)| ids.clone()).collect()
            } else {
                // there were some before
                std::iter::once(0..self.next_relationship()).collect()
            };
            let all = ranges.iter().cloned().flatten().filter_map(|id| self.topology.edge(RelationshipId(id)));
            let of_type = all.filter(|edge| edge.relationship_type == relationship_type);
            let mut edges = Vec::with_capacity(self.type_count(relationship_type));
            edges.extend(of_type.map(|edge| (edge.source.0, edge.target.0, edge.relationship.0)));
            self.adjacency.load(relationship_type, &edges);
        }
        self.topology.shrink();
        self.node_labels.shrink_to_fit();
        self.adjacency.shrink();
        self.node_properties.shrink();
        self.relationship_properties.shrink();
        self.facts.forget();
        self.fill_indexes()?;
        self.check_all_constraints()
    }
}

/// An error if one of the values cannot be a property; the first entity of those they are for that is not
/// there.
fn check_values(first: u32, values: &BulkValues, there: &RoaringBitmap) -> Result<Option<u32>> {
    if let BulkValues::Values(values) = values {
        values.iter().try_for_each(check_storable)?;
    }
    let last = u32::try_from(values.len()).ok().and_then(|count| first.checked_add(count));
    let Some(last) = last else { return Ok(Some(u32::MAX)) };
    let all = there.contains_range(first..last);
    Ok((first..last).find(|id| !all && !there.contains(*id)))
}

#[cfg(test)]
mod tests;
