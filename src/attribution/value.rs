//! Which of the values that are claimed of a property a view shows.

use std::cmp::Ordering;

use super::{Origins, SelectedClaims, in_force};
use crate::claims::{Claim, Subject};
use crate::graph::EntityId;
use crate::temporal::PartialDate;
use crate::value::{NodeId, Value, equivalent};

/// The selected claims about a property, for each value that is claimed, in the order they came.
pub fn claimed_values(claims: SelectedClaims<'_>, node: NodeId, key: u32) -> Vec<(&Value, Vec<&Claim>)> {
    let mut values: Vec<(&Value, Vec<&Claim>)> = Vec::new();
    for claim in claims.about(Subject::Property(node, key)) {
        let Some(value) = &claim.value else { continue };
        match values.iter_mut().find(|(other, _)| equivalent(other, value)) {
            Some((_, about)) => about.push(claim),
            None => values.push((value, vec![claim])),
        }
    }
    values
}

/// Whether the property is one that holds several values, which do not contest each other.
pub fn holds_many(claims: SelectedClaims<'_>, node: NodeId, key: u32) -> bool {
    matches!(claims.store.property(EntityId::Node(node), key), Some(Value::List(_)))
}

/// Of several values, each with the claims about it, the one that most independent origins assert,
/// then the one that was asserted first, then the first.
pub fn best_value<'v>(values: &[(&'v Value, Vec<&Claim>)], origins: &Origins<'_>) -> Option<&'v Value> {
    let mut values = values.iter().map(|(value, claims)| (*value, Support::new(claims, origins)));
    let (mut best, mut support) = values.next()?;
    for (value, other) in values {
        if other.is_better_than(&support) {
            (best, support) = (value, other);
        }
    }
    Some(best)
}

/// The value that the default view shows: of those that somebody asserts, all if the property holds `many`,
/// else the best supported; null if nobody asserts any.
pub fn asserted_value(claims: SelectedClaims<'_>, node: NodeId, key: u32, many: bool) -> Value {
    let mut values = claimed_values(claims, node, key);
    values.retain(|(_, claims)| in_force(claims).iter().any(|claim| claim.stance.is_assertion()));
    match best_value(&values, &Origins::new(claims)) {
        Some(_) if many => Value::list(values.into_iter().map(|(value, _)| value.clone())),
        best => best.cloned().unwrap_or_default(),
    }
}

/// What speaks for a value.
struct Support {
    origins: usize,
    first: Option<PartialDate>,
}

impl Support {
    fn new(claims: &[&Claim], origins: &Origins<'_>) -> Self {
        let asserting: Vec<&Claim> = in_force(claims).into_iter().filter(|claim| claim.stance.is_assertion()).collect();
        let said = asserting.iter().filter_map(|claim| claim.said);
        Self { origins: origins.of(claims, &asserting).len(), first: said.min_by(|a, b| a.order(*b)) }
    }

    fn is_better_than(&self, other: &Self) -> bool {
        let by_date = || match (self.first, other.first) {
            (Some(a), Some(b)) => a.order(b) == Ordering::Less,
            (first, None) => first.is_some(),
            (None, Some(_)) => false,
        };
        match self.origins.cmp(&other.origins) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => by_date(),
        }
    }
}
