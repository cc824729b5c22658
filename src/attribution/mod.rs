//! What follows from claims: who stands behind a proposition, who denies it, whether it is
//! contested, and by how many independent origins it is held.
//!
//! Nothing here is stored: every answer is worked out from the claims as they are now.

mod about;
mod chain;
mod citing;
mod document;
mod grade;
mod identity;
mod links;
mod origin;
mod selected;
mod shown;
mod source;
mod standing;
mod texts;
mod value;

use std::sync::Arc;

use crate::claims::{Claim, Stance, Subject};
use crate::graph::Store;
use crate::temporal::PartialDate;
use crate::value::{NodeId, Value, equivalent};

pub use about::{
    Contest, PUBLISHED, Tally, Told, contested_since, contests, in_text, statement, subjects_of, tally, timeline,
};
pub use document::{Author, Document};
pub use grade::{best_grade, hedges};
pub use identity::{MAY_BE_SAME, NOT_SAME, check_may_be_same, identity_links};
pub use origin::{Origins, origins_version};
use selected::is_held;
pub use selected::{SelectedClaims, in_force};
pub use shown::{ClaimView, claim_views};
pub use source::{find_called, find_source, names_of, source_among};
pub use standing::{Standing, contested, independent_sources, outlet, standing};
pub use value::{asserted_value, best_value, claimed_values, holds_many};

/// What people call a node, also one that was merged: its `name`, `title` or `key`, else its number.
pub fn node_name(store: &Store, node: NodeId) -> Arc<str> {
    let property = |key| store.node_property(node, key).or_else(|| store.absorbed_property(node, key));
    let text = |key| match property(key) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    ["name", "title", "key"].into_iter().find_map(text).unwrap_or_else(|| format!("#{}", node.0).into())
}

/// Everybody who made a claim about it, in the order of their first claims.
pub fn sources(claims: SelectedClaims<'_>, subject: Subject) -> Vec<NodeId> {
    distinct(claims.about(subject).map(|claim| claim.claimer))
}

/// The documents that carry claims about it, in the order of their first claims.
pub fn documents(claims: SelectedClaims<'_>, subject: Subject) -> Vec<NodeId> {
    distinct(claims.about(subject).filter_map(|claim| claim.document))
}

/// The origins of the claims about it, whatever they say: with whom they began, whoever passed them on.
pub fn origins(claims: SelectedClaims<'_>, subject: Subject) -> Vec<NodeId> {
    let all: Vec<&Claim> = claims.about(subject).collect();
    Origins::new(claims).of(&all, &all).into_iter().map(|origin| origin.node).collect()
}

/// Everybody who asserts or admits it; for a property, that it has the value in force. Who denied
/// it at another time is in [`denied_by`] as well.
pub fn asserted_by(claims: SelectedClaims<'_>, subject: Subject) -> Vec<NodeId> {
    let claims = claims_in_question(claims, subject);
    distinct(claims.into_iter().filter(|claim| claim.stance.is_assertion()).map(|claim| claim.claimer))
}

/// Everybody who denies it; for a property, that it has the value in force.
pub fn denied_by(claims: SelectedClaims<'_>, subject: Subject) -> Vec<NodeId> {
    let claims = claims_in_question(claims, subject);
    distinct(claims.into_iter().filter(|claim| claim.stance == Stance::Denies).map(|claim| claim.claimer))
}

/// How that claimer stood to it last.
///
/// What is said later counts where the dates settle it. Where they do not, an admission comes after
/// the denial that it takes back, and otherwise the claims are taken in the order they came.
pub fn stance(claims: SelectedClaims<'_>, subject: Subject, claimer: NodeId) -> Option<Stance> {
    let claims = claims_in_question(claims, subject);
    let mut own = claims.into_iter().filter(|claim| claim.claimer == claimer);
    let first = own.next()?;
    Some(own.fold(first, |last, claim| if comes_after(claim, last) { claim } else { last }).stance)
}

/// Whether `claim`, which came later to us, was also said later.
fn comes_after(claim: &Claim, last: &Claim) -> bool {
    match claim.said.zip(last.said).and_then(|(said, last)| said.compare(last)) {
        Some(std::cmp::Ordering::Greater) => true,
        Some(std::cmp::Ordering::Less) => false,
        _ => !(claim.stance == Stance::Denies && last.stance == Stance::Admits),
    }
}

/// The earliest date on which somebody is known to have said something about it.
pub fn first_said(claims: SelectedClaims<'_>, subject: Subject) -> Option<PartialDate> {
    said(claims, subject).into_iter().min_by(|a, b| a.order(*b))
}

/// The latest date on which somebody is known to have said something about it.
pub fn last_said(claims: SelectedClaims<'_>, subject: Subject) -> Option<PartialDate> {
    said(claims, subject).into_iter().max_by(|a, b| a.order(*b))
}

/// The dates of the claims; those without a year only where none has one.
fn said(claims: SelectedClaims<'_>, subject: Subject) -> Vec<PartialDate> {
    let dates: Vec<PartialDate> = claims.about(subject).filter_map(|claim| claim.said).collect();
    let with_year: Vec<PartialDate> = dates.iter().copied().filter(|date| date.year().is_some()).collect();
    if with_year.is_empty() { dates } else { with_year }
}

/// The claims that bear on what the graph shows: all of a relationship or a name; of a property with
/// a single value, those about that value.
fn claims_in_question(claims: SelectedClaims<'_>, subject: Subject) -> Vec<&Claim> {
    let shown = single_value(claims, subject);
    let bears = |claim: &&Claim| match (&claim.value, shown) {
        (Some(claimed), Some(value)) => equivalent(claimed, value),
        _ => true,
    };
    claims.about(subject).filter(bears).collect()
}

/// The value that is shown of a property that can only have one, if it is asserted that it has one.
fn single_value(claims: SelectedClaims<'_>, subject: Subject) -> Option<&Value> {
    let Subject::Property(node, key) = subject else { return None };
    if holds_many(claims, node, key) {
        return None;
    }
    let mut values = claimed_values(claims, node, key);
    values.retain(|(_, claims)| in_force(claims).iter().any(|claim| claim.stance.is_assertion()));
    best_value(&values, &Origins::new(claims))
}

fn distinct(nodes: impl Iterator<Item = NodeId>) -> Vec<NodeId> {
    nodes.collect::<indexmap::IndexSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests;
