//! Origins: outlets and groups that speak with one voice because one owns the other.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::claims::{Claim, Subject};
use crate::graph::{Neighbour, Store};
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
    store: &'a Store,
    owned_by: Option<u32>,
    found: RefCell<HashMap<NodeId, NodeId>>,
}

impl<'a> Origins<'a> {
    /// Finds origins in this graph as it is now.
    pub fn new(store: &'a Store) -> Self {
        Self { store, owned_by: store.types().find(OWNED_BY), found: RefCell::default() }
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

    /// How many origins there are among these claims.
    pub fn count<'c>(&self, claims: impl IntoIterator<Item = &'c Claim>) -> usize {
        claims.into_iter().map(|claim| self.of_claimer(claim.claimer)).collect::<std::collections::HashSet<_>>().len()
    }

    fn reachable(&self, start: NodeId, owned_by: u32) -> indexmap::IndexSet<NodeId> {
        let mut group = indexmap::IndexSet::from([start]);
        let mut next = 0;
        while let Some(node) = group.get_index(next).copied() {
            let owners = self.store.outgoing(node, Some(owned_by));
            let owned = self.store.incoming(node, Some(owned_by));
            group.extend(owners.chain(owned).filter(|link| self.holds(link)).map(|link| link.node));
            next += 1;
        }
        group
    }

    /// Whether somebody asserts the ownership; one that a query made without a claim holds as well.
    fn holds(&self, link: &Neighbour) -> bool {
        let mut claims = self.store.claims().about(Subject::Relationship(link.relationship)).peekable();
        claims.peek().is_none() || claims.any(|claim| claim.stance.is_assertion())
    }
}
