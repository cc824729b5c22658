//! Who is said to be whom: claims that two nodes may be the same, or are not.
//!
//! Both are ordinary relationships. That two are not the same is respected by everything that takes
//! nodes for one: merging, and looking up by a name that is only alike.

use std::sync::Arc;

use indexmap::IndexSet;

use super::{SelectedClaims, node_name, sources, stance};
use crate::claims::Subject;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::graph::{Neighbour, Store};
use crate::value::NodeId;

/// The relationship type that says two nodes may be one.
pub const MAY_BE_SAME: &str = "may-be-same-as";
/// The relationship type that keeps two nodes apart.
pub const NOT_SAME: &str = "not-same-as";

/// A node that another is linked to by identity, and who says so; nobody for a bare fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The other node.
    pub node: NodeId,
    /// Whose last word is that it is so.
    pub by: Vec<NodeId>,
}

/// The nodes at the other ends of these relationships, of those that somebody asserts or nobody speaks of.
pub fn identity_links(claims: SelectedClaims<'_>, neighbours: impl Iterator<Item = Neighbour>) -> Vec<Link> {
    // a loop is seen from both ends
    let all: IndexSet<_> = neighbours.map(|neighbour| (neighbour.relationship, neighbour.node)).collect();
    let mut links: indexmap::IndexMap<NodeId, Vec<NodeId>> = indexmap::IndexMap::new();
    for (relationship, other) in all {
        let subject = Subject::Relationship(relationship);
        let is_bare = claims.store.claims().ids_about(subject).is_empty();
        let asserts = |who: &NodeId| stance(claims, subject, *who).is_some_and(crate::claims::Stance::is_assertion);
        let by: Vec<NodeId> = sources(claims, subject).into_iter().filter(asserts).collect();
        if is_bare || !by.is_empty() {
            links.entry(other).or_default().extend(by);
        }
    }
    links
        .into_iter()
        .map(|(node, by)| Link { node, by: by.into_iter().collect::<IndexSet<_>>().into_iter().collect() })
        .collect()
}

/// An error if two nodes, or two that they stand for, are said not to be the same.
pub fn check_may_be_same(store: &Store, a: NodeId, b: NodeId) -> Result<()> {
    let (a, b) = (store.representative(a), store.representative(b));
    let Some(kind) = store.types().find(NOT_SAME) else { return Ok(()) };
    let neighbours = store.outgoing(a, Some(kind)).chain(store.incoming(a, Some(kind)));
    let links = identity_links(SelectedClaims::all(store), neighbours);
    let Some(link) = links.into_iter().find(|link| link.node == b && a != b) else { return Ok(()) };
    let who: Vec<Arc<str>> = link.by.iter().map(|who| node_name(store, *who)).collect();
    let says = if who.is_empty() { String::new() } else { format!(", says {}", who.join(", ")) };
    let message = format!("{} is not the same as {}{says}", node_name(store, a), node_name(store, b));
    Err(Error::new(ErrorKind::ConstraintVerificationFailed, Detail::NotTheSame, message)
        .hint(format!("the relationship [:{NOT_SAME}] between them says so; while somebody asserts it, they stay two")))
}
