//! Which propositions a view shows.

use super::ViewSpec;
use crate::attribution::{Origins, SelectedClaims, contested, in_force};
use crate::claims::{Claim, Subject};

/// Chooses by what a view is made of.
pub(super) struct Chooser<'a> {
    pub(super) spec: &'a ViewSpec,
    /// The claims that it selects.
    pub(super) claims: SelectedClaims<'a>,
    pub(super) origins: Origins<'a>,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(spec: &'a ViewSpec, claims: SelectedClaims<'a>) -> Self {
        Self { spec, claims, origins: Origins::new(claims) }
    }

    /// Whether the selected claims about one proposition make the view show it.
    pub(super) fn shows(&self, subject: Subject, about: &[&Claim]) -> bool {
        let spec = self.spec;
        // what is claimed in the claim layer need not be asserted, unless it is to be corroborated
        let any = spec.everything || (spec.claims && spec.corroborated == 0);
        let backing: Vec<&Claim> = match spec.stance {
            // somebody's denial is one also if it was taken back later
            Some(stance) => about.iter().copied().filter(|claim| claim.stance == stance).collect(),
            None if any => about.to_vec(),
            None => asserting(about),
        };
        !backing.is_empty()
            && (spec.corroborated < 2 || self.origins.of(about, &backing).len() >= spec.corroborated)
            && spec.disputed.is_none_or(|disputed| contested(self.claims, subject) == disputed)
    }

    /// How many independent origins assert what these claims are about.
    pub(super) fn asserting_origins(&self, about: &[&Claim]) -> usize {
        self.origins.of(about, &asserting(about)).len()
    }
}

/// The assertions that have not been taken back.
fn asserting<'c>(about: &[&'c Claim]) -> Vec<&'c Claim> {
    in_force(about).into_iter().filter(|claim| claim.stance.is_assertion()).collect()
}
