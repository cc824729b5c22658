//! Loading many nodes and relationships at once, before anybody reads the graph. Nothing of it is
//! logged: who meets an error drops the store.

mod values;

use super::{Edge, EntityId, Store};
use crate::error::Result;
use crate::value::{NodeId, RelationshipId, Value};

pub use values::{BulkTexts, BulkValues};

impl Store {
    /// Makes so many nodes with the same labels (numbers); the first is given, the others follow it.
    pub fn bulk_nodes(&mut self, labels: &[u32], count: u32) -> Result<NodeId> {
        let first = NodeId(self.next_node());
        let names: Vec<_> = labels.iter().filter_map(|label| self.labels().name(*label)).cloned().collect();
        for _ in 0..count {
            self.create_node(names.iter().map(AsRef::as_ref))?;
        }
        self.commit();
        Ok(first)
    }

    /// Gives consecutive nodes, from `first` on, values of one key.
    pub fn bulk_node_values(&mut self, first: NodeId, key: u32, values: BulkValues) -> Result<()> {
        self.bulk_values(first.0, |id| EntityId::Node(NodeId(id)), key, values)
    }

    /// Makes relationships of one type between these nodes, place by place; the first is given, the
    /// others follow it.
    pub fn bulk_relationships(
        &mut self,
        relationship_type: u32,
        sources: &[NodeId],
        targets: &[NodeId],
    ) -> Result<RelationshipId> {
        let first = RelationshipId(self.next_relationship());
        for (source, target) in sources.iter().zip(targets) {
            let relationship = RelationshipId(self.next_relationship());
            self.skip_relationships_to(relationship.0 + 1);
            self.link(Edge { source: *source, target: *target, relationship_type, relationship })?;
        }
        Ok(first)
    }

    /// Gives consecutive relationships, from `first` on, values of one key.
    pub fn bulk_relationship_values(&mut self, first: RelationshipId, key: u32, values: BulkValues) -> Result<()> {
        self.bulk_values(first.0, |id| EntityId::Relationship(RelationshipId(id)), key, values)
    }

    fn bulk_values(&mut self, first: u32, entity: fn(u32) -> EntityId, key: u32, values: BulkValues) -> Result<()> {
        let values: Vec<Value> = match values {
            BulkValues::Integers(values) => values.into_iter().map(Value::from).collect(),
            BulkValues::Floats(values) => values.into_iter().map(Value::from).collect(),
            BulkValues::Booleans(values) => values.into_iter().map(Value::from).collect(),
            BulkValues::Strings(texts) => texts.iter().map(Value::from).collect(),
            BulkValues::Values(values) => values,
        };
        for (id, value) in (first..).zip(values) {
            if !value.is_null() {
                self.check(entity(id))?;
                self.put_property(entity(id), key, value);
            }
        }
        Ok(())
    }

    /// Builds what reading needs, and checks the constraints; to be called once, at the end.
    pub fn bulk_finish(&mut self) -> Result<()> {
        self.settle();
        Ok(())
    }
}
