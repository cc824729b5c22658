//! The claims that a view selects, and which of them still hold for those who made them.

use roaring::RoaringBitmap;

use crate::claims::{Claim, ClaimId, Stance, Subject};
use crate::graph::Store;
use crate::value::{RelationshipId, equivalent};

/// A graph's claims, or those of them that a view selects.
#[derive(Clone, Copy, Debug)]
pub struct SelectedClaims<'a> {
    /// The graph.
    pub store: &'a Store,
    /// The numbers of the selected claims; all without it.
    pub selected: Option<&'a RoaringBitmap>,
}

impl<'a> SelectedClaims<'a> {
    /// Every claim.
    pub fn all(store: &'a Store) -> Self {
        Self { store, selected: None }
    }

    /// Whether the claim is selected.
    pub fn has(self, id: ClaimId) -> bool {
        self.selected.is_none_or(|selected| selected.contains(id.0))
    }

    /// The selected claims, in the order they came.
    pub fn iter(self) -> impl Iterator<Item = &'a Claim> {
        self.store.claims().iter().filter(move |(id, _)| self.has(*id)).map(|(_, claim)| claim)
    }

    /// The selected claims about one subject, in the order they came.
    pub fn about(self, subject: Subject) -> impl Iterator<Item = &'a Claim> + Clone {
        let claims = self.store.claims();
        claims.ids_about(subject).iter().filter(move |id| self.has(**id)).filter_map(|id| claims.get(*id))
    }
}

/// Whether somebody whose claim is selected asserts the relationship and has not taken that back; a bare fact
/// holds as well.
pub(super) fn is_held(claims: SelectedClaims<'_>, relationship: RelationshipId) -> bool {
    let subject = Subject::Relationship(relationship);
    let about: Vec<&Claim> = claims.about(subject).collect();
    claims.store.claims().ids_about(subject).is_empty()
        || in_force(&about).iter().any(|claim| claim.stance.is_assertion())
}

/// Those of the claims that their claimers have not taken back, of claims about one subject.
///
/// A claimer takes back an assertion by a denial or a doubt that is certainly later, and a denial or a
/// doubt by an assertion that is certainly later, or by an admission unless that is certainly earlier.
/// Claims of one claimer whose order is not certain hold side by side. Claims about different values
/// of a property do not touch each other.
pub fn in_force<'c>(claims: &[&'c Claim]) -> Vec<&'c Claim> {
    let holds = |claim: &&&Claim| !claims.iter().any(|other| takes_back(other, claim));
    claims.iter().filter(holds).copied().collect()
}

fn takes_back(later: &Claim, claim: &Claim) -> bool {
    if later.claimer != claim.claimer || !same_proposition(later, claim) {
        return false;
    }
    let (turned, admitted) = match (side(claim.stance), side(later.stance)) {
        (Some(true), Some(false)) => (true, false),
        (Some(false), Some(true)) => (true, later.stance == Stance::Admits),
        _ => (false, false),
    };
    if !turned {
        return false;
    }
    match later.said.zip(claim.said).and_then(|(later, said)| later.compare(said)) {
        Some(order) => order.is_gt() || (admitted && order.is_eq()),
        None => admitted,
    }
}

/// Whether the stance is for the proposition or against it; `None` for neither.
fn side(stance: Stance) -> Option<bool> {
    match stance {
        Stance::Asserts | Stance::Admits => Some(true),
        Stance::Denies | Stance::Doubts => Some(false),
        Stance::Speculates | Stance::Reports => None,
    }
}

/// Whether two claims about one subject are about one proposition: of a property, about one value.
pub(super) fn same_proposition(a: &Claim, b: &Claim) -> bool {
    match (&a.value, &b.value) {
        (Some(a), Some(b)) => equivalent(a, b),
        _ => true,
    }
}
