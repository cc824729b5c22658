//! Origins: outlets and groups that speak with one voice because one owns the other.

use std::cell::RefCell;
use std::collections::HashMap;

use indexmap::IndexSet;

use super::{SelectedClaims, in_force};
use crate::claims::{Claim, Subject};
use crate::graph::Neighbour;
use crate::value::NodeId;

/// The relationship type that makes an outlet and its owner one origin.
const OWNED_BY: &str = "owned-by";

/// Finds the origin behind a claim.
///
/// A claim's origin is its claimer: whoever carried it adds nothing of their own. Claimers that are
/// linked by `owned-by`, however many steps apart, are one origin: an agency and a newsletter of one
/// group are no two sources.
#[derive(Debug)]
pub struct Origins<'a> {
    claims: SelectedClaims<'a>,
    owned_by: Option<u32>,
    found: RefCell<HashMap<NodeId, NodeId>>,
}

impl<'a> Origins<'a> {
    /// Finds origins by what these claims say of ownership.
    pub fn new(claims: SelectedClaims<'a>) -> Self {
        Self { claims, owned_by: claims.store.types().find(OWNED_BY), found: RefCell::default() }
    }

    /// The node that stands for this claimer and all that it owns or is owned by.
    pub fn of_claimer(&self, claimer: NodeId) -> NodeId {
        let Some(owned_by) = self.owned_by else { return claimer };
        if let Some(known) = self.found.borrow().get(&claimer) {
            return *known;
        }
        let group = self.reachable(claimer, owned_by);
        let origin = group.iter().copied().min().unwrap_or(claimer);
        self.found.borrow_mut().extend(group.into_iter().map(|node| (node, origin)));
        origin
    }

    /// The origins of some of the claims about one proposition, where `all` are all that are selected.
    pub fn of(&self, _all: &[&Claim], some: &[&Claim]) -> IndexSet<NodeId> {
        some.iter().map(|claim| self.of_claimer(claim.claimer)).collect()
    }

    fn reachable(&self, start: NodeId, owned_by: u32) -> IndexSet<NodeId> {
        let mut group = IndexSet::from([start]);
        let mut next = 0;
        while let Some(node) = group.get_index(next).copied() {
            let owners = self.claims.store.outgoing(node, Some(owned_by));
            let owned = self.claims.store.incoming(node, Some(owned_by));
            group.extend(owners.chain(owned).filter(|link| self.holds(link)).map(|link| link.node));
            next += 1;
        }
        group
    }

    /// Whether a selected claim asserts the ownership; one that a query made without a claim holds as well.
    fn holds(&self, link: &Neighbour) -> bool {
        let subject = Subject::Relationship(link.relationship);
        let selected: Vec<&Claim> = self.claims.about(subject).collect();
        self.claims.store.claims().ids_about(subject).is_empty()
            || in_force(&selected).iter().any(|claim| claim.stance.is_assertion())
    }
}
