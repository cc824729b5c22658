//! Nodes by the hash of their text: documents with one hash are one text.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{EntityId, Store};
use crate::value::{NodeId, Value};

/// The property that holds the hash of a document's text.
pub const HASH: &str = "sha256";

/// Which nodes have which hash.
#[derive(Clone, Debug, Default)]
pub(super) struct Hashes(BTreeSet<(Arc<str>, NodeId)>);

impl Store {
    /// The next node, by number, that has the same hash as this one; after the last comes the first again.
    pub fn next_of_one_hash(&self, node: NodeId) -> Option<NodeId> {
        if self.hashes.0.is_empty() {
            return None;
        }
        let Some(Value::String(hash)) = self.node_property(node, HASH) else { return None };
        let from = |node| (Arc::clone(&hash), NodeId(node));
        let mut after = self.hashes.0.range(from(node.0.saturating_add(1))..=from(u32::MAX));
        let next = after.next().or_else(|| self.hashes.0.range(from(0)..).next());
        next.map(|(_, next)| *next).filter(|next| *next != node)
    }

    /// Notes that a property gets another value.
    pub(super) fn note_hash(&mut self, entity: EntityId, key: u32, value: &Value) {
        let EntityId::Node(node) = entity else { return };
        if self.keys.name(key).is_none_or(|name| &**name != HASH) {
            return;
        }
        if let Some(Value::String(before)) = self.property(entity, key) {
            self.hashes.0.remove(&(before, node));
        }
        if let Value::String(hash) = value {
            self.hashes.0.insert((Arc::clone(hash), node));
        }
    }
}
