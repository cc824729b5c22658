//! Relationships that a merge makes say the same: same type, same ends, equal properties, but made
//! with different ends. They become one, under the oldest's number, with the claims of all.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{Change, EntityId, Store, Tick};
use crate::claims::{ClaimId, Subject};
use crate::error::Result;
use crate::graph::Edge;
use crate::value::{GroupKey, NodeId, RelationshipId, Value};

/// A relationship that is shown as another.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    pub(super) into: RelationshipId,
    relationship_type: u32,
    /// The ends it was made with.
    ends: (NodeId, NodeId),
    properties: Vec<(u32, Value)>,
    claims: Vec<ClaimId>,
}

impl Store {
    /// The ends that a relationship was made with.
    pub(super) fn made_with(&self, id: RelationshipId) -> Option<(NodeId, NodeId)> {
        let folded = self.merges.folded.get(&id).map(|folded| folded.ends);
        folded.or_else(|| self.merges.ends.get(&id).copied()).or_else(|| self.endpoints(id))
    }

    pub(super) fn relink(&mut self, id: RelationshipId, ends: (NodeId, NodeId)) -> Result<()> {
        match self.endpoints(id) {
            Some(before) if before != ends => {
                self.log.push(Change::Relink { id, before });
                self.put_ends(id, ends)
            }
            _ => Ok(()),
        }
    }

    /// Moves a relationship to other ends, noting those it was made with. Nothing is logged.
    pub(in crate::graph) fn put_ends(&mut self, id: RelationshipId, ends: (NodeId, NodeId)) -> Result<()> {
        let Some(edge) = self.unlink(id) else { return Ok(()) };
        let made = self.merges.ends.remove(&id).unwrap_or((edge.source, edge.target));
        self.place(id, edge.relationship_type, made, ends)
    }

    fn place(
        &mut self,
        id: RelationshipId,
        relationship_type: u32,
        made: (NodeId, NodeId),
        ends: (NodeId, NodeId),
    ) -> Result<()> {
        if made != ends {
            self.merges.ends.insert(id, made);
        }
        self.link(Edge { source: ends.0, target: ends.1, relationship_type, relationship: id })
    }

    /// Makes one of the relationships of a node that say the same since these have come to it.
    pub(super) fn unite(&mut self, node: NodeId, moved: &BTreeSet<RelationshipId>, tick: Tick<'_>) -> Result<()> {
        let mut alike: IndexMap<(u32, NodeId, NodeId, GroupKey), Vec<RelationshipId>> = IndexMap::new();
        for id in self.relationships_of(node) {
            tick()?;
            let (Some(kind), Some((source, target))) = (self.type_of(id), self.endpoints(id)) else { continue };
            let keys = self.relationship_properties.keys(id.0);
            let value = |key| self.relationship_properties.get(id.0, key).unwrap_or_default();
            let properties = keys.flat_map(|key| [Value::Integer(key.into()), value(key)]).collect();
            alike.entry((kind, source, target, GroupKey(properties))).or_default().push(id);
        }
        for all in alike.into_values().filter(|all| all.len() > 1 && all.iter().any(|id| moved.contains(id))) {
            let folded = all.iter().flat_map(|id| self.merges.classes.get(id).into_iter().flatten().copied());
            let folded: Vec<RelationshipId> = folded.collect();
            if !self.differ_as_made(all.iter().chain(&folded)) {
                continue;
            }
            for id in folded {
                tick()?;
                self.unfold(id)?;
                self.fold_into_first(&all, id);
            }
            for id in all.iter().skip(1) {
                tick()?;
                self.fold_into_first(&all, *id);
            }
        }
        Ok(())
    }

    /// Whether two of them were made with different ends: if not, no merge has made them the same.
    fn differ_as_made<'a>(&self, mut ids: impl Iterator<Item = &'a RelationshipId>) -> bool {
        let first = ids.next().and_then(|id| self.made_with(*id));
        ids.any(|id| self.made_with(*id) != first)
    }

    fn fold_into_first(&mut self, class: &[RelationshipId], id: RelationshipId) {
        let Some(into) = class.first().copied().filter(|into| *into != id) else { return };
        self.fold(id, into);
        self.log.push(Change::Fold { id });
    }

    fn unfold(&mut self, id: RelationshipId) -> Result<()> {
        if let Some(into) = self.bring_back(id)? {
            self.log.push(Change::Unfold { id, into });
        }
        Ok(())
    }

    /// Shows a relationship as another between the same nodes. Nothing is logged.
    pub(in crate::graph) fn fold(&mut self, id: RelationshipId, into: RelationshipId) {
        let entity = EntityId::Relationship(id);
        let keys: Vec<u32> = self.relationship_properties.keys(id.0).collect();
        let properties = keys.into_iter().map(|key| (key, self.put_property(entity, key, Value::Null))).collect();
        let claims = self.claims.ids_about(Subject::Relationship(id)).to_vec();
        self.say_of(&claims, id, into);
        let made = self.merges.ends.remove(&id);
        if let Some(Edge { source, target, relationship_type, .. }) = self.unlink(id) {
            let ends = made.unwrap_or((source, target));
            self.merges.folded.insert(id, Folded { into, relationship_type, ends, properties, claims });
            self.merges.classes.entry(into).or_default().insert(id);
        }
    }

    /// Shows a relationship as itself again; gives what it was shown as. Nothing is logged.
    pub(in crate::graph) fn bring_back(&mut self, id: RelationshipId) -> Result<Option<RelationshipId>> {
        let Some(Folded { into, relationship_type, ends: made, properties, claims }) = self.merges.folded.remove(&id)
        else {
            return Ok(None);
        };
        if let Some(class) = self.merges.classes.get_mut(&into) {
            class.remove(&id);
            if class.is_empty() {
                self.merges.classes.remove(&into);
            }
        }
        let ends = self.endpoints(into).unwrap_or(made);
        self.place(id, relationship_type, made, ends)?;
        for (key, value) in properties {
            self.put_property(EntityId::Relationship(id), key, value);
        }
        self.say_of(&claims, into, id);
        Ok(Some(into))
    }

    /// Makes claims about one relationship claims about another.
    fn say_of(&mut self, claims: &[ClaimId], before: RelationshipId, after: RelationshipId) {
        for id in claims {
            let claim = self.claims.get(*id).filter(|claim| claim.subject == Subject::Relationship(before));
            if let Some(claim) = claim.cloned() {
                self.put_claim(*id, crate::claims::Claim { subject: Subject::Relationship(after), ..claim });
            }
        }
    }

    /// Gives the relationships that were made with nodes `inside` back to `node`; gives those that
    /// stand alone again.
    pub(super) fn part(
        &mut self,
        ids: &[RelationshipId],
        node: NodeId,
        inside: &BTreeSet<NodeId>,
        tick: Tick<'_>,
    ) -> Result<Vec<RelationshipId>> {
        let shown_as = |id: &RelationshipId| self.merges.folded.get(id).map_or(*id, |folded| folded.into);
        let classes: BTreeSet<RelationshipId> = ids.iter().map(shown_as).collect();
        let mut returned = Vec::new();
        for id in classes.into_iter().rev() {
            tick()?;
            let Some((source, target)) = self.endpoints(id) else { continue };
            let back = |made: NodeId, now: NodeId| if inside.contains(&made) { node } else { now };
            let mut parts: BTreeMap<(NodeId, NodeId), Vec<RelationshipId>> = BTreeMap::new();
            let folded: Vec<RelationshipId> = self.merges.classes.get(&id).into_iter().flatten().copied().collect();
            for id in folded.iter().chain([&id]) {
                let made = self.made_with(*id).unwrap_or((source, target));
                parts.entry((back(made.0, source), back(made.1, target))).or_default().push(*id);
            }
            let is_whole = |parts: &BTreeMap<_, Vec<_>>| parts.len() == 1;
            if !is_whole(&parts) {
                for id in &folded {
                    tick()?;
                    self.unfold(*id)?;
                }
                returned.extend(&folded);
            }
            for (ends, mut part) in parts {
                part.sort_unstable();
                for id in part.iter().rev() {
                    tick()?;
                    self.relink(*id, ends)?;
                }
                if self.differ_as_made(part.iter()) {
                    for id in part
                        .iter()
                        .skip(1)
                        .filter(|id| !self.merges.folded.contains_key(id))
                        .copied()
                        .collect::<Vec<_>>()
                    {
                        self.fold_into_first(&part, id);
                    }
                }
            }
        }
        returned.retain(|id| self.has_relationship(*id));
        Ok(returned)
    }
}
