//! How good the grounds for a proposition are, as those say who graded and hedged its claims.

use super::claims_in_question;
use crate::claims::{Claim, Grade, Stance, Subject};
use crate::graph::Store;

/// The best grade among the claims that assert it; for a property, that it has the value in force. It
/// is the grade of one claim: reliability from one and credibility from another would be a judgement
/// that nobody made.
pub fn best_grade(store: &Store, subject: Subject) -> Option<Grade> {
    let claims = claims_in_question(store, subject);
    let grades = claims.iter().filter(|claim| claim.stance.is_assertion()).filter_map(|claim| claim.grade.as_ref());
    store.claims().scales().best(grades).cloned()
}

/// The claims that are hedged, save for those that deny or doubt: their hedge is about the opposite.
pub fn hedges(store: &Store, subject: Subject) -> Vec<&Claim> {
    let mut claims = claims_in_question(store, subject);
    claims.retain(|claim| claim.modality.is_some() && !matches!(claim.stance, Stance::Denies | Stance::Doubts));
    claims
}
