//! What the claims about one proposition come to.

use std::collections::HashSet;

use serde::Serialize;

use super::{Origins, claims_in_question};
use crate::claims::{Claim, Stance, Subject};
use crate::graph::{EntityId, Store};
use crate::value::{NodeId, Value, equals, equivalent};

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
    /// How many independent origins assert or admit it.
    pub asserting_origins: usize,
    /// How many independent origins deny it.
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
pub fn standing(store: &Store, subject: Subject) -> Standing {
    let all: Vec<&Claim> = store.claims().about(subject).collect();
    if all.is_empty() {
        return Standing { bare: true, ..Standing::default() };
    }
    let claims = claims_in_question(store, subject);
    let origins = Origins::new(store);
    let of_stance = |wanted: fn(Stance) -> bool| claims.iter().copied().filter(move |claim| wanted(claim.stance));
    let asserting = || of_stance(Stance::is_assertion);
    let denying = || of_stance(|stance| stance == Stance::Denies);
    let against = |stance| matches!(stance, Stance::Denies | Stance::Doubts);
    let denied_only = denying().next().is_some() && claims.iter().all(|claim| against(claim.stance));
    let hedged = !denied_only
        && claims.iter().any(|claim| claim.stance != Stance::Denies)
        && asserting().all(|claim| claim.modality.is_some());
    Standing {
        claims: all.len(),
        documents: count(all.iter().map(|claim| claim.document)),
        outlets: count(all.iter().map(|claim| outlet(claim))),
        asserting_origins: origins.count(asserting()),
        denying_origins: origins.count(denying()),
        contested: contested(store, subject),
        denied_only,
        hedged,
        bare: false,
    }
}

/// Whether it is both asserted and denied. A property is also contested when two values are asserted
/// that cannot both be right, unless it is one that holds several values. Dates of which one may be
/// the other (`2022-04` and `2022-04-18`) do not contest each other.
pub fn contested(store: &Store, subject: Subject) -> bool {
    let claims = store.claims().about(subject);
    let asserting = || claims.clone().filter(|claim| claim.stance.is_assertion());
    let mut denying = claims.clone().filter(|claim| claim.stance == Stance::Denies);
    if denying.any(|denial| asserting().any(|claim| same_value(claim, denial))) {
        return true;
    }
    if !may_have_one_value_only(store, subject) {
        return false;
    }
    let values = || asserting().filter_map(|claim| claim.value.as_ref());
    values().enumerate().any(|(i, a)| values().skip(i + 1).any(|b| equals(a, b) == Some(false)))
}

/// How many independent origins assert it; for a property, that it has the value in force.
pub fn independent_sources(store: &Store, subject: Subject) -> usize {
    let claims = claims_in_question(store, subject);
    Origins::new(store).count(claims.into_iter().filter(|claim| claim.stance.is_assertion()))
}

fn may_have_one_value_only(store: &Store, subject: Subject) -> bool {
    let Subject::Property(node, key) = subject else { return false };
    !matches!(store.property(EntityId::Node(node), key), Some(Value::List(_)))
}

/// Whether two claims about one subject are about one proposition.
fn same_value(a: &Claim, b: &Claim) -> bool {
    match (&a.value, &b.value) {
        (Some(a), Some(b)) => equivalent(a, b),
        _ => true,
    }
}

/// Who published the claim: the outermost carrier, or the claimer where nobody carried it.
fn outlet(claim: &Claim) -> NodeId {
    claim.via.first().copied().unwrap_or(claim.claimer)
}

fn count(nodes: impl Iterator<Item = NodeId>) -> usize {
    nodes.collect::<HashSet<_>>().len()
}
