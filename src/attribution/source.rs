//! Sources by name.

use std::sync::Arc;

use indexmap::IndexSet;

use super::{SelectedClaims, node_name, sources};
use crate::claims::Subject;
use crate::error::{Detail, Error, Result};
use crate::graph::Store;
use crate::value::{NodeId, Value, quote_string};

/// The properties by which a source can be called.
const NAMES: [&str; 3] = ["name", "key", "title"];

/// The node that is called so, by its name, key, title or one of its other names; case does not
/// matter. Of several, the first that made a claim, else the first.
pub fn find_source(store: &Store, name: &str) -> Result<NodeId> {
    let claimers: IndexSet<NodeId> = store.claims().iter().map(|(_, claim)| claim.claimer).collect();
    let mut others = store.nodes().iter().map(NodeId).filter(|node| is_called(store, *node, name)).peekable();
    let first = others.peek().copied();
    if let Some(node) = others.find(|node| claimers.contains(node)).or(first) {
        return Ok(node);
    }
    let known: Vec<Arc<str>> = claimers.iter().flat_map(|node| names_of(store, *node)).collect();
    Err(Error::argument(Detail::InvalidArgumentValue, format!("no source {}", quote_string(name)))
        .suggest(name, known.iter().map(AsRef::as_ref)))
}

/// Who is called so among those who made a claim about it.
pub fn source_among(claims: SelectedClaims<'_>, subject: Subject, name: &str) -> Option<NodeId> {
    sources(claims, subject).into_iter().find(|node| is_called(claims.store, *node, name))
}

/// Whether that is one of the node's names.
fn is_called(store: &Store, node: NodeId, name: &str) -> bool {
    let same = |other: &str| fold(other).eq(fold(name));
    let properties = NAMES.iter().filter_map(|key| store.node_property(node, key));
    properties.into_iter().any(|value| value.as_str().is_some_and(same))
        || store.claims().aliases_of(node).any(|(_, alias)| same(&alias.name))
}

fn names_of(store: &Store, node: NodeId) -> Vec<Arc<str>> {
    let aliases = store.claims().aliases_of(node).map(|(_, alias)| Arc::clone(&alias.name));
    let key = match store.node_property(node, "key") {
        Some(Value::String(key)) => Some(key),
        _ => None,
    };
    [node_name(store, node)].into_iter().chain(key).chain(aliases).collect()
}

fn fold(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}
