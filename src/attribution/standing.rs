//! What the claims about one proposition come to.

use std::collections::HashSet;

use serde::Serialize;

use super::selected::same_proposition;
use super::value::holds_many;
use super::{Origins, SelectedClaims, claims_in_question, in_force};
use crate::claims::{Claim, Stance, Subject};
use crate::value::{NodeId, equals};

/// How a proposition stands: how much is said for it and against it. For a property with a single
/// value it is about the value in force, save for `claims`, `documents`, `outlets` and `contested`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Standing {
    /// How many claims there are.
    pub claims: usize,
    /// From how many documents.
    pub documents: usize,
    /// From how many outlets.
    pub outlets: usize,
    /// How many independent origins assert or admit it and have not taken it back.
    pub asserting_origins: usize,
    /// How many independent origins deny it and have not taken that back.
    pub denying_origins: usize,
    /// Whether it is both asserted and denied, or two values are asserted that cannot both hold.
    pub contested: bool,
    /// Whether it is denied, and nobody thinks it even possible.
    pub denied_only: bool,
    /// Whether nobody asserts it without a hedge.
    pub hedged: bool,
    /// Whether there are no claims at all: a bare fact.
    pub bare: bool,
}

/// What the claims about a relationship, a property or a name come to.
pub fn standing(origins: &Origins<'_>, subject: Subject) -> Standing {
    let selected = origins.claims();
    let all: Vec<&Claim> = selected.about(subject).collect();
    if selected.store.claims().ids_about(subject).is_empty() {
        return Standing { bare: true, ..Standing::default() };
    }
    let claims = claims_in_question(selected, subject);
    let holding = in_force(&claims);
    let of_stance = |wanted: fn(Stance) -> bool| holding.iter().copied().filter(move |claim| wanted(claim.stance));
    let asserting = || of_stance(Stance::is_assertion);
    let denying = || of_stance(|stance| stance == Stance::Denies);
    let count_origins = |of: Vec<&Claim>| origins.of(&claims, &of).len();
    let against = |stance| matches!(stance, Stance::Denies | Stance::Doubts);
    let denied_only = denying().next().is_some() && claims.iter().all(|claim| against(claim.stance));
    let hedged = !denied_only
        && claims.iter().any(|claim| claim.stance != Stance::Denies)
        && asserting().all(|claim| claim.modality.is_some());
    Standing {
        claims: all.len(),
        documents: count(all.iter().filter_map(|claim| claim.document)),
        outlets: count(all.iter().map(|claim| outlet(claim))),
        asserting_origins: count_origins(asserting().collect()),
        denying_origins: count_origins(denying().collect()),
        contested: contested(selected, subject),
        denied_only,
        hedged,
        bare: false,
    }
}

/// Whether it is both asserted and denied. A property is also contested when two values are asserted
/// that cannot both be right, unless it is one that holds several values. Dates of which one may be
/// the other (`2022-04` and `2022-04-18`) do not contest each other.
pub fn contested(selected: SelectedClaims<'_>, subject: Subject) -> bool {
    let claims = selected.about(subject);
    let asserting = || claims.clone().filter(|claim| claim.stance.is_assertion());
    let mut denying = claims.clone().filter(|claim| claim.stance == Stance::Denies);
    if denying.any(|denial| asserting().any(|claim| same_proposition(claim, denial))) {
        return true;
    }
    if !matches!(subject, Subject::Property(node, key) if !holds_many(selected, node, key)) {
        return false;
    }
    let values = || asserting().filter_map(|claim| claim.value.as_ref());
    values().enumerate().any(|(i, a)| values().skip(i + 1).any(|b| equals(a, b) == Some(false)))
}

/// How many independent origins assert it; for a property, that it has the value in force.
pub fn independent_sources(selected: SelectedClaims<'_>, subject: Subject) -> usize {
    let claims = claims_in_question(selected, subject);
    let asserting: Vec<&Claim> = in_force(&claims).into_iter().filter(|claim| claim.stance.is_assertion()).collect();
    Origins::new(selected).of(&claims, &asserting).len()
}

/// Who published the claim: the outermost carrier, or the claimer where nobody carried it.
pub fn outlet(claim: &Claim) -> NodeId {
    claim.via.first().copied().unwrap_or(claim.claimer)
}

fn count(nodes: impl Iterator<Item = NodeId>) -> usize {
    nodes.collect::<HashSet<_>>().len()
}
