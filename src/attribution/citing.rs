//! Who cites whom for one proposition.
//!
//! A claim with the carriers v1 (outermost) to vk and the claimer c says that v1 cites v2, ..., and vk cites c.
//! What is said in a claimer's own voice cites nobody, unless it stands in a document with the text of another:
//! then the claimer cites who published that.
//!
//! Who passes a denial on has not got an assertion from the one who denies, so that what speaks for a
//! proposition and what speaks against it make two graphs; so do the values of a property.

use std::collections::HashSet;

use super::links::Links;
use super::selected::same_proposition;
use super::texts::Texts;
use crate::claims::{Claim, Stance};
use crate::error::Result;
use crate::value::NodeId;

/// Who cites whom among claims that say the same.
#[derive(Default)]
pub(super) struct Citing {
    links: Vec<(NodeId, NodeId)>,
    /// Who speaks in their own voice, in words of their own.
    roots: HashSet<NodeId>,
}

impl Citing {
    /// By what these claims tell.
    pub(super) fn new(claims: &[&Claim], texts: &Texts<'_>) -> Self {
        let mut citing = Self::default();
        for claim in claims {
            citing.add(claim, texts);
        }
        citing
    }

    fn add(&mut self, claim: &Claim, texts: &Texts<'_>) {
        if !claim.via.is_empty() {
            let cited = claim.via.iter().skip(1).chain([&claim.claimer]);
            self.links.extend(claim.via.iter().copied().zip(cited.copied()));
            return;
        }
        let taken = claim.document.map(|document| texts.taken_from(document)).unwrap_or_default();
        // an outlet that translates itself speaks in its own words
        if taken.is_empty() || taken.contains(&claim.claimer) {
            self.roots.insert(claim.claimer);
        } else {
            self.links.extend(taken.into_iter().map(|outlet| (claim.claimer, outlet)));
        }
    }

    /// All links.
    pub(super) fn links(&self) -> Links {
        self.links.iter().copied().collect()
    }

    /// The links to follow to find origins: a root is one, whomever else it cites.
    pub(super) fn links_to_origins(&self) -> Links {
        self.links.iter().copied().filter(|(from, _)| !self.roots.contains(from)).collect()
    }
}

/// Whether both claims are about the same value, and both speak for it or both against.
pub(super) fn says_the_same(a: &Claim, b: &Claim) -> bool {
    let against = |claim: &Claim| matches!(claim.stance, Stance::Denies | Stance::Doubts);
    against(a) == against(b) && same_proposition(a, b)
}

/// The claims in groups that say the same.
pub(super) fn by_what_they_say<'c>(claims: &[&'c Claim]) -> Vec<Vec<&'c Claim>> {
    let mut groups: Vec<Vec<&Claim>> = Vec::new();
    for claim in claims {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| says_the_same(first, claim))) {
            Some(group) => group.push(claim),
            None => groups.push(vec![claim]),
        }
    }
    groups
}

/// Whether nobody who makes some of the claims cites anybody: most claims are so, and that is soon found out.
pub(super) fn is_plain(all: &[&Claim], some: &[&Claim], texts: &Texts<'_>) -> bool {
    let mut carriers: Vec<NodeId> = all.iter().flat_map(|claim| claim.via.iter().copied()).collect();
    carriers.sort_unstable();
    let cites = |claim: &&Claim| carriers.binary_search(&claim.claimer).is_ok();
    let is_taken = |claim: &&Claim| claim.via.is_empty() && claim.document.is_some_and(|it| texts.is_taken(it));
    !some.iter().any(cites) && !all.iter().any(is_taken)
}

/// Circles of those who cite each other, by the claims about one proposition.
pub(super) fn circles(all: &[&Claim], texts: &Texts<'_>, tick: &dyn Fn() -> Result<()>) -> Result<Vec<Vec<NodeId>>> {
    let mut circles = Vec::new();
    // without a carrier of a carrier, a circle goes over claimers
    if all.iter().all(|claim| claim.via.len() < 2) && is_plain(all, all, texts) {
        return Ok(circles);
    }
    for group in by_what_they_say(all) {
        circles.extend(Citing::new(&group, texts).links().circles(tick)?);
    }
    Ok(circles)
}
