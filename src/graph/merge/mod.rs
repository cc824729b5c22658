//! Merging: several nodes shown as one, and taken apart again without loss.
//!
//! Merges form a forest, from each absorbed node to its survivor; the root of a tree stands for all
//! of it. What is said of an absorbed node is shown at the root. The rest of the store knows present
//! ends and names only; here is kept what they were before. Nothing is worked out from a whole
//! graph: an absorbed node remembers what was its own.
//!
//! Invariant: a relationship's present ends, and the nodes that a claim names at present, are those
//! it was made with, each followed up the forest.

mod same;
mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Change, EntityId, Store};
use crate::claims::{AliasId, Claim, ClaimId, Subject};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::temporal::Date;
use crate::value::{NodeId, RelationshipId, Value};

use same::Folded;
pub(super) use shown::Trait;
pub use shown::{Before, Shown};

/// Called in every loop; an error stops the work, and nothing is changed.
type Tick<'a> = &'a dyn Fn() -> Result<()>;

/// A merge's number in its graph. Counted up, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MergeId(pub u32);

/// That one node is shown as part of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The node that stayed; it may be absorbed by another since.
    pub survivor: NodeId,
    /// The node that is shown as part of it.
    pub absorbed: NodeId,
    /// Who merged them.
    pub by: Arc<str>,
    /// Why.
    pub why: Arc<str>,
    /// When.
    pub when: Date,
}

/// All merges, and what things were before them.
#[derive(Clone, Debug, Default)]
pub(super) struct Merges {
    list: Vec<Option<Merge>>,
    absorbed: BTreeMap<NodeId, Absorbed>,
    /// The merges into each node that has absorbed others, oldest first.
    into: BTreeMap<NodeId, Vec<MergeId>>,
    shown: BTreeMap<NodeId, Shown>,
    /// The ends that relationships were made with, where they have others now.
    ends: BTreeMap<RelationshipId, (NodeId, NodeId)>,
    /// Claims as they were made, where they name other nodes or another relationship now.
    claims: BTreeMap<ClaimId, Claim>,
    /// The nodes that names were given to, where it is another now.
    aliases: BTreeMap<AliasId, NodeId>,
    folded: BTreeMap<RelationshipId, Folded>,
    /// The relationships that are folded into one.
    classes: BTreeMap<RelationshipId, BTreeSet<RelationshipId>>,
}

/// What an absorbed node keeps for its return.
#[derive(Clone, Debug)]
struct Absorbed {
    merge: MergeId,
    labels: Vec<u32>,
    properties: Vec<(u32, Value)>,
    own: Own,
}

/// What was made with this very node.
#[derive(Clone, Debug, Default)]
pub struct Own {
    relationships: Vec<RelationshipId>,
    claims: Vec<ClaimId>,
    aliases: Vec<AliasId>,
}

impl Store {
    /// The node that stands for this one: itself, unless it was absorbed.
    pub fn representative(&self, node: NodeId) -> NodeId {
        let mut node = node;
        while let Some(merge) = self.merges.absorbed.get(&node).and_then(|it| self.merge_of(it.merge)) {
            node = merge.survivor;
        }
        node
    }

    /// The merges in force, in the order they were made.
    pub fn merges(&self) -> impl Iterator<Item = (MergeId, &Merge)> {
        let all = self.merges.list.iter().enumerate();
        let all = all.filter_map(|(number, merge)| Some((MergeId(number as u32), merge.as_ref()?)));
        // with the node that stands for them, those that it stood for are gone
        all.filter(|(_, merge)| self.has_node(self.representative(merge.survivor)))
    }

    fn merge_of(&self, id: MergeId) -> Option<&Merge> {
        self.merges.list.get(id.0 as usize)?.as_ref()
    }

    /// The nodes that this one has absorbed, directly or with others.
    pub fn absorbed_by(&self, node: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut open = self.directly_absorbed_by(node);
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(self.directly_absorbed_by(next));
        }
        found
    }

    /// The nodes merged into this very one, the latest first.
    fn directly_absorbed_by(&self, node: NodeId) -> Vec<NodeId> {
        let merges = self.merges.into.get(&node).map_or(&[][..], Vec::as_slice).iter().rev();
        merges.filter_map(|id| Some(self.merge_of(*id)?.absorbed)).collect()
    }

    /// A property that an absorbed node keeps for its return.
    pub fn absorbed_property(&self, node: NodeId, key: &str) -> Option<Value> {
        let key = self.keys.find(key)?;
        let properties = &self.merges.absorbed.get(&node)?.properties;
        properties.iter().find(|(number, _)| *number == key).map(|(_, value)| value.clone())
    }

    /// Why something is not there, if that is because of a merge.
    pub(super) fn merged_away(&self, entity: EntityId) -> Option<Error> {
        let message = match entity {
            EntityId::Node(id) => {
                let survivor = self.representative(id);
                if !self.has_node(survivor) {
                    return None;
                }
                format!("node #{} has been merged into node #{}", id.0, survivor.0)
            }
            EntityId::Relationship(id) => {
                let into = self.merges.folded.get(&id)?.into;
                if !self.has_relationship(into) {
                    return None;
                }
                format!("relationship #{} has become one with relationship #{}", id.0, into.0)
            }
        };
        let error = Error::new(ErrorKind::EntityNotFound, Detail::DeletedEntityAccess, message);
        Some(error.hint("CALL claims.merges() lists the merges; CALL claims.unmerge(merge) undoes one"))
    }

    /// Shows `absorbed` as part of the node that stands for `survivor`. An error changes nothing.
    pub fn merge(&mut self, merge: Merge, tick: Tick<'_>) -> Result<MergeId> {
        let survivor = self.representative(merge.survivor);
        if survivor == self.representative(merge.absorbed) {
            let message = if merge.survivor == merge.absorbed {
                format!("node #{} cannot be merged with itself", survivor.0)
            } else {
                format!("nodes #{} and #{} are merged already", merge.survivor.0, merge.absorbed.0)
            };
            return Err(Error::argument(Detail::InvalidArgumentValue, message)
                .hint("CALL claims.merges() lists what was merged"));
        }
        self.check(EntityId::Node(survivor))?;
        self.check(EntityId::Node(merge.absorbed))?;
        let mark = self.mark();
        let done = self.join(Merge { survivor, ..merge }, tick);
        if done.is_err() {
            self.rollback(mark);
        }
        done
    }

    fn join(&mut self, merge: Merge, tick: Tick<'_>) -> Result<MergeId> {
        let (survivor, absorbed) = (merge.survivor, merge.absorbed);
        let present = |node| if node == absorbed { survivor } else { node };
        let (claims, relationships) = (self.claims_naming(absorbed), self.relationships_of(absorbed));
        let aliases: Vec<AliasId> = self.claims.aliases_of(absorbed).map(|(id, _)| id).collect();
        let own = self.own_of(absorbed, &relationships, &claims, &aliases);
        for id in &relationships {
            tick()?;
            let Some((source, target)) = self.endpoints(*id) else { continue };
            self.relink(*id, (present(source), present(target)))?;
        }
        self.unite(survivor, &relationships, tick)?;
        for id in claims {
            tick()?;
            let Some(claim) = self.claims.get(id) else { continue };
            let claim = renamed(claim, claim, |now, _| present(now));
            self.change_claim(id, claim);
        }
        for id in aliases {
            self.change_alias(id, survivor);
        }
        // what it borrowed of others goes to the survivor by itself
        self.show(absorbed, false, tick)?;
        let id = MergeId(self.merges.list.len() as u32);
        self.merges.list.push(None);
        self.leave(id, merge, own);
        self.log.push(Change::Merge { id });
        self.show(survivor, true, tick)?;
        self.check_constraints(EntityId::Node(survivor))?;
        Ok(id)
    }

    /// Takes a merge back, and gives the node that was absorbed: what was the absorbed node's own is its own again; what was changed at the
    /// survivor since stays there. An error changes nothing.
    pub fn unmerge(&mut self, id: MergeId, tick: Tick<'_>) -> Result<NodeId> {
        let merge = self.merge_of(id).filter(|merge| self.has_node(self.representative(merge.survivor)));
        let Some(merge) = merge.cloned() else {
            return Err(Error::argument(Detail::NotFound, format!("there is no merge {}", id.0))
                .hint("CALL claims.merges() lists those that can be undone"));
        };
        let mark = self.mark();
        let done = self.split(id, &merge, tick);
        if done.is_err() {
            self.rollback(mark);
        }
        done.map(|()| merge.absorbed)
    }

    fn split(&mut self, id: MergeId, merge: &Merge, tick: Tick<'_>) -> Result<()> {
        let node = merge.absorbed;
        let root = self.representative(node);
        let inside: BTreeSet<NodeId> = self.absorbed_by(node).into_iter().chain([node]).collect();
        let own = inside.iter().filter_map(|node| Some(self.merges.absorbed.get(node)?.own.clone()));
        let own = own.reduce(|mut all, own| {
            all.relationships.extend(own.relationships);
            all.claims.extend(own.claims);
            all.aliases.extend(own.aliases);
            all
        });
        let own = own.unwrap_or_default();
        if let Some(undo) = self.come_back(id) {
            self.log.push(undo);
        }
        let returned = self.part(&own.relationships, node, &inside, tick)?;
        for id in own.claims {
            tick()?;
            let Some(claim) = self.claims.get(id) else { continue };
            let made = self.merges.claims.get(&id).unwrap_or(claim);
            let claim = renamed(claim, made, |now, made| if inside.contains(&made) { node } else { now });
            self.change_claim(id, claim);
        }
        for id in own.aliases {
            self.change_alias(id, node);
        }
        self.show(root, true, tick)?;
        self.show(node, true, tick)?;
        let nodes = [root, node].map(EntityId::Node).into_iter();
        nodes.chain(returned.into_iter().map(EntityId::Relationship)).try_for_each(|it| self.check_constraints(it))
    }

    /// Takes an absorbed node out of sight, with its labels and properties as they are. Nothing is
    /// logged; it must have no relationships, and no claim may name it.
    pub(super) fn leave(&mut self, id: MergeId, merge: Merge, own: Own) {
        let node = merge.absorbed;
        self.claims.ends_have_changed();
        let labels = self.labels_of(node).to_vec();
        self.set_label_set(node, Vec::new());
        let keys: Vec<u32> = self.node_properties.keys(node.0).collect();
        let take = |key| (key, self.put_property(EntityId::Node(node), key, Value::Null));
        let properties = keys.into_iter().map(take).collect();
        self.topology.remove_node(node);
        self.nodes.remove(node.0);
        let others = self.merges.into.entry(merge.survivor).or_default();
        others.insert(others.partition_point(|other| *other < id), id);
        self.merges.absorbed.insert(node, Absorbed { merge: id, labels, properties, own });
        if let Some(place) = self.merges.list.get_mut(id.0 as usize) {
            *place = Some(merge);
        }
    }

    /// Brings an absorbed node back, as it left; gives the change that this is. Nothing is logged.
    pub(super) fn come_back(&mut self, id: MergeId) -> Option<Change> {
        let merge = self.merges.list.get_mut(id.0 as usize)?.take()?;
        self.claims.ends_have_changed();
        let node = merge.absorbed;
        let Absorbed { labels, properties, own, .. } = self.merges.absorbed.remove(&node)?;
        if let Some(others) = self.merges.into.get_mut(&merge.survivor) {
            others.retain(|other| *other != id);
            if others.is_empty() {
                self.merges.into.remove(&merge.survivor);
            }
        }
        let added = self.topology.add_node(node);
        debug_assert!(added.is_ok(), "a node that was there comes back");
        self.nodes.insert(node.0);
        self.set_label_set(node, labels);
        for (key, value) in properties {
            self.put_property(EntityId::Node(node), key, value);
        }
        Some(Change::Unmerge { id, merge: Box::new((merge, own)) })
    }

    fn relationships_of(&self, node: NodeId) -> BTreeSet<RelationshipId> {
        self.outgoing(node, None).chain(self.incoming(node, None)).map(|neighbour| neighbour.relationship).collect()
    }

    /// The claims that name the node, as their subject too.
    fn claims_naming(&self, node: NodeId) -> BTreeSet<ClaimId> {
        let properties = self.keys.iter().flat_map(|(key, _)| self.claims.ids_about(Subject::Property(node, key)));
        properties.copied().chain(self.claims.citing(node)).collect()
    }

    /// What of that was made with this very node.
    fn own_of(
        &self,
        node: NodeId,
        relationships: &BTreeSet<RelationshipId>,
        claims: &BTreeSet<ClaimId>,
        aliases: &[AliasId],
    ) -> Own {
        let folded = |id| self.merges.classes.get(id).into_iter().flatten();
        let all = relationships.iter().flat_map(|id| folded(id).chain([id]));
        let is_end = |id: &&RelationshipId| self.made_with(**id).is_some_and(|(a, b)| a == node || b == node);
        let claim = |id: &ClaimId| self.merges.claims.get(id).or_else(|| self.claims.get(*id));
        let alias = |id: &AliasId| self.merges.aliases.get(id).is_none_or(|other| *other == node);
        Own {
            relationships: all.filter(is_end).copied().collect(),
            claims: claims.iter().filter(|id| claim(id).is_some_and(|claim| claim.names(node))).copied().collect(),
            aliases: aliases.iter().filter(|id| alias(id)).copied().collect(),
        }
    }

    fn change_claim(&mut self, id: ClaimId, claim: Claim) {
        if let Some(before) = self.put_claim(id, claim) {
            self.log.push(Change::MoveClaim { id, before: Box::new(before) });
        }
    }

    /// Puts a claim in place of itself, noting how it was made; gives what was there.
    pub(super) fn put_claim(&mut self, id: ClaimId, claim: Claim) -> Option<Claim> {
        let before = self.claims.remove(id)?;
        let made = self.merges.claims.remove(&id).unwrap_or_else(|| before.clone());
        if !made.names_as(&claim) {
            self.merges.claims.insert(id, made);
        }
        self.claims.put(id, claim);
        Some(before)
    }

    fn change_alias(&mut self, id: AliasId, node: NodeId) {
        if let Some(before) = self.put_alias(id, node) {
            self.log.push(Change::MoveAlias { id, before });
        }
    }

    /// Gives a name to another node, noting whose it was; gives the node that had it.
    pub(super) fn put_alias(&mut self, id: AliasId, node: NodeId) -> Option<NodeId> {
        let alias = self.claims.remove_alias(id)?;
        let before = alias.node;
        let made = self.merges.aliases.remove(&id).unwrap_or(before);
        if made != node {
            self.merges.aliases.insert(id, made);
        }
        self.claims.put_alias(id, crate::claims::Alias { node, ..alias });
        Some(before)
    }
}

/// The claim with other nodes: of each that it names, `node` gives the new one, told also which one
/// stands there in `made`.
fn renamed(claim: &Claim, made: &Claim, node: impl Fn(NodeId, NodeId) -> NodeId) -> Claim {
    let subject = match (claim.subject, made.subject) {
        (Subject::Property(now, key), Subject::Property(made, _)) => Subject::Property(node(now, made), key),
        (subject, _) => subject,
    };
    Claim {
        subject,
        claimer: node(claim.claimer, made.claimer),
        via: claim.via.iter().zip(&made.via).map(|(now, made)| node(*now, *made)).collect(),
        document: claim.document.zip(made.document).map(|(now, made)| node(now, made)),
        ..claim.clone()
    }
}
