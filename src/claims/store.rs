//! Where claims and aliases are kept.

use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::{Alias, AliasId, Claim, ClaimId, Scales, Subject};
use crate::value::NodeId;

/// All claims and aliases of one graph, in the order they came.
#[derive(Clone, Debug, Default)]
pub struct ClaimStore {
    claims: Vec<Option<Claim>>,
    by_subject: HashMap<Subject, Vec<ClaimId>>,
    /// The claims that name a node as claimer, carrier or document.
    citing: HashMap<NodeId, RoaringBitmap>,
    aliases: Vec<Option<Alias>>,
    aliases_of: HashMap<NodeId, Vec<AliasId>>,
    live: usize,
    scales: Arc<Scales>,
    /// Counts every change, so that what follows from claims can be kept until they change.
    version: u64,
}

impl ClaimStore {
    /// Adds a claim.
    pub fn add(&mut self, claim: Claim) -> ClaimId {
        let id = ClaimId(self.claims.len() as u32);
        self.claims.push(None);
        self.put(id, claim);
        id
    }

    /// Puts a claim (back) under its number.
    pub(crate) fn put(&mut self, id: ClaimId, claim: Claim) {
        self.version += 1;
        let of_subject = self.by_subject.entry(claim.subject).or_default();
        let at = of_subject.partition_point(|other| *other < id);
        of_subject.insert(at, id);
        for node in claim.cited() {
            self.citing.entry(node).or_default().insert(id.0);
        }
        if let Some(place) = self.claims.get_mut(id.0 as usize) {
            *place = Some(claim);
            self.live += 1;
        }
    }

    /// Takes a claim away.
    pub(crate) fn remove(&mut self, id: ClaimId) -> Option<Claim> {
        let claim = self.claims.get_mut(id.0 as usize)?.take()?;
        self.live -= 1;
        self.version += 1;
        if let Some(of_subject) = self.by_subject.get_mut(&claim.subject) {
            of_subject.retain(|other| *other != id);
        }
        for node in claim.cited() {
            if let Some(claims) = self.citing.get_mut(&node) {
                claims.remove(id.0);
            }
        }
        Some(claim)
    }

    /// The claim of that number.
    pub fn get(&self, id: ClaimId) -> Option<&Claim> {
        self.claims.get(id.0 as usize)?.as_ref()
    }

    /// The numbers of the claims about one proposition.
    pub fn ids_about(&self, subject: Subject) -> &[ClaimId] {
        self.by_subject.get(&subject).map_or(&[], Vec::as_slice)
    }

    /// Everything that some claim is about, in no order.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> {
        self.by_subject.iter().filter(|(_, claims)| !claims.is_empty()).map(|(subject, _)| *subject)
    }

    /// All claims, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = (ClaimId, &Claim)> {
        self.claims.iter().enumerate().filter_map(|(i, claim)| Some((ClaimId(i as u32), claim.as_ref()?)))
    }

    /// How many claims there are.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Differs whenever claims or aliases do.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Notes that relationships which claims are about have other ends.
    pub(crate) fn ends_have_changed(&mut self) {
        self.version += 1;
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// The claims that name this node as claimer, carrier or document.
    pub fn citing(&self, node: NodeId) -> impl Iterator<Item = ClaimId> {
        self.citing.get(&node).into_iter().flatten().map(ClaimId)
    }

    /// The scales that grades and words of likelihood are on.
    pub fn scales(&self) -> &Arc<Scales> {
        &self.scales
    }

    /// Says on which scales grades and words of likelihood are.
    pub fn set_scales(&mut self, scales: Arc<Scales>) {
        self.scales = scales;
    }

    /// Adds an alias.
    pub fn add_alias(&mut self, alias: Alias) -> AliasId {
        let id = AliasId(self.aliases.len() as u32);
        self.aliases.push(None);
        self.put_alias(id, alias);
        id
    }

    /// Puts an alias (back) under its number.
    pub(crate) fn put_alias(&mut self, id: AliasId, alias: Alias) {
        self.version += 1;
        let of_node = self.aliases_of.entry(alias.node).or_default();
        let at = of_node.partition_point(|other| *other < id);
        of_node.insert(at, id);
        if let Some(place) = self.aliases.get_mut(id.0 as usize) {
            *place = Some(alias);
        }
    }

    /// Takes an alias away.
    pub(crate) fn remove_alias(&mut self, id: AliasId) -> Option<Alias> {
        let alias = self.aliases.get_mut(id.0 as usize)?.take()?;
        self.version += 1;
        if let Some(of_node) = self.aliases_of.get_mut(&alias.node) {
            of_node.retain(|other| *other != id);
        }
        Some(alias)
    }

    /// The alias of that number.
    pub fn alias(&self, id: AliasId) -> Option<&Alias> {
        self.aliases.get(id.0 as usize)?.as_ref()
    }

    /// The other names of a node, in the order they came.
    pub fn aliases_of(&self, node: NodeId) -> impl Iterator<Item = (AliasId, &Alias)> {
        let ids = self.aliases_of.get(&node).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| Some((*id, self.alias(*id)?)))
    }
}
