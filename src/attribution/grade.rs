//! How good the grounds for a proposition are, as those say who graded and hedged its claims.

use super::{SelectedClaims, claims_in_question, in_force};
use crate::claims::{Claim, Grade, Stance, Subject};

/// The best grade among the claims in force that assert it; for a property, that it has the value that
/// is shown. It is the grade of one claim: reliability from one and credibility from another would be a
/// judgement that nobody made.
pub fn best_grade(claims: SelectedClaims<'_>, subject: Subject) -> Option<Grade> {
    let held = in_force(&claims_in_question(claims, subject));
    let grades = held.iter().filter(|claim| claim.stance.is_assertion()).filter_map(|claim| claim.grade.as_ref());
    claims.store.claims().scales().best(grades).cloned()
}

/// The claims in force that are hedged, save for those that deny or doubt: their hedge is about the
/// opposite.
pub fn hedges(claims: SelectedClaims<'_>, subject: Subject) -> Vec<&Claim> {
    let mut held = in_force(&claims_in_question(claims, subject));
    held.retain(|claim| claim.modality.is_some() && !matches!(claim.stance, Stance::Denies | Stance::Doubts));
    held
}
