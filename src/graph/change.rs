//! The log of changes, and undoing it.

use std::sync::Arc;

use super::merge::{Before, Merge, MergeId, Own, Shown};
use super::schema::{Constraint, Index};
use super::{Edge, EntityId, Store};
use crate::claims::{Alias, AliasId, Claim, ClaimId};
use crate::value::{NodeId, RelationshipId, Value};

/// One change, with what undoing it needs.
#[derive(Clone, Debug)]
pub enum Change {
    CreateNode {
        id: NodeId,
    },
    DeleteNode {
        id: NodeId,
        labels: Vec<u32>,
    },
    CreateRelationship {
        id: RelationshipId,
    },
    DeleteRelationship {
        id: RelationshipId,
        source: NodeId,
        target: NodeId,
        relationship_type: u32,
    },
    SetProperty {
        entity: EntityId,
        key: u32,
        before: Value,
    },
    SetLabels {
        node: NodeId,
        before: Vec<u32>,
    },
    AddClaim {
        id: ClaimId,
    },
    RemoveClaim {
        id: ClaimId,
        claim: Box<Claim>,
    },
    AddAlias {
        id: AliasId,
    },
    RemoveAlias {
        id: AliasId,
        alias: Box<Alias>,
    },
    CreateIndex {
        name: Arc<str>,
        owned: bool,
    },
    DropIndex {
        at: usize,
        index: Box<Index>,
    },
    CreateConstraint {
        name: Arc<str>,
    },
    DropConstraint {
        at: usize,
        constraint: Box<Constraint>,
    },
    Merge {
        id: MergeId,
    },
    Unmerge {
        id: MergeId,
        merge: Box<(Merge, Own)>,
    },
    /// A relationship's ends, at a merge.
    Relink {
        id: RelationshipId,
        before: (NodeId, NodeId),
    },
    /// A relationship that is shown as another.
    Fold {
        id: RelationshipId,
    },
    Unfold {
        id: RelationshipId,
        into: RelationshipId,
    },
    MoveClaim {
        id: ClaimId,
        before: Box<Claim>,
    },
    MoveAlias {
        id: AliasId,
        before: NodeId,
    },
    /// The labels and properties of a node that has absorbed others.
    Show {
        node: NodeId,
        before: Box<Before>,
    },
    NoteOwn {
        node: NodeId,
        before: Box<Shown>,
    },
}

/// A point in the log that can be returned to.
#[derive(Clone, Copy, Debug)]
pub struct Mark(pub(super) usize);

impl Store {
    /// The present point of the log.
    pub fn mark(&self) -> Mark {
        Mark(self.log.len())
    }

    /// The changes since the mark, oldest first.
    pub fn changes_since(&self, mark: Mark) -> &[Change] {
        self.log.get(mark.0..).unwrap_or(&[])
    }

    /// Forgets the log: what was done stays.
    pub fn commit(&mut self) {
        self.changes += self.log.len() as u64;
        self.log.clear();
    }

    /// Differs whenever the graph does.
    pub fn version(&self) -> u64 {
        self.changes + self.log.len() as u64
    }

    /// Undoes everything since the mark, last change first.
    pub fn rollback(&mut self, mark: Mark) {
        // what is undone is a change of its own: no version comes twice
        self.changes += 2 * (self.log.len() - mark.0.min(self.log.len())) as u64;
        while self.log.len() > mark.0 {
            if let Some(change) = self.log.pop() {
                self.undo(change);
            }
        }
    }

    fn undo(&mut self, change: Change) {
        match change {
            Change::CreateNode { id } => {
                self.set_label_set(id, Vec::new());
                self.topology.remove_node(id);
                self.nodes.remove(id.0);
            }
            Change::DeleteNode { id, labels } => {
                let added = self.topology.add_node(id);
                debug_assert!(added.is_ok(), "undo brings back what was there");
                self.nodes.insert(id.0);
                self.set_label_set(id, labels);
            }
            Change::CreateRelationship { id } => {
                self.unlink(id);
            }
            Change::DeleteRelationship { id, source, target, relationship_type } => {
                // both ends are back already: the log is undone in reverse
                let linked = self.link(Edge { source, target, relationship_type, relationship: id });
                debug_assert!(linked.is_ok(), "undo links what was linked before");
            }
            Change::SetProperty { entity, key, before } => {
                self.put_property(entity, key, before);
            }
            Change::SetLabels { node, before } => self.set_label_set(node, before),
            Change::AddClaim { id } => {
                self.claims.remove(id);
            }
            Change::RemoveClaim { id, claim } => self.claims.put(id, *claim),
            Change::AddAlias { id } => {
                self.claims.remove_alias(id);
            }
            Change::RemoveAlias { id, alias } => self.claims.put_alias(id, *alias),
            Change::CreateIndex { .. }
            | Change::DropIndex { .. }
            | Change::CreateConstraint { .. }
            | Change::DropConstraint { .. } => self.schema.undo(change),
            Change::Merge { .. }
            | Change::Unmerge { .. }
            | Change::Relink { .. }
            | Change::Fold { .. }
            | Change::Unfold { .. }
            | Change::MoveClaim { .. }
            | Change::MoveAlias { .. }
            | Change::Show { .. }
            | Change::NoteOwn { .. } => self.undo_merging(change),
        }
    }

    /// Undoes a step of a merge, or of taking one back.
    fn undo_merging(&mut self, change: Change) {
        let is_done = match change {
            Change::Merge { id } => self.come_back(id).is_some(),
            Change::Unmerge { id, merge } => {
                self.leave(id, merge.0, merge.1);
                true
            }
            // both ends are there: the log is undone in reverse
            Change::Relink { id, before } => self.put_ends(id, before).is_ok(),
            Change::Fold { id } => self.bring_back(id).is_ok(),
            Change::Unfold { id, into } => {
                self.fold(id, into);
                true
            }
            Change::MoveClaim { id, before } => self.put_claim(id, *before).is_some(),
            Change::MoveAlias { id, before } => self.put_alias(id, before).is_some(),
            Change::Show { node, before } => {
                self.show_again(node, *before);
                true
            }
            Change::NoteOwn { node, before } => {
                self.put_shown(node, *before);
                true
            }
            _ => false,
        };
        debug_assert!(is_done, "undo finds what was done");
    }
}
