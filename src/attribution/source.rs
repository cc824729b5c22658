//! Sources by name.

use std::sync::Arc;

use indexmap::IndexSet;

use super::identity::check_may_be_same;
use super::{SelectedClaims, node_name, sources};
use crate::claims::Subject;
use crate::error::{Detail, Error, Result};
use crate::fold::Folding;
use crate::graph::Store;
use crate::limits::Budget;
use crate::value::{NodeId, Value, quote_string};

/// The properties by which a node can be called.
const NAMES: [&str; 3] = ["name", "key", "title"];

/// So many nodes are listed where several are meant.
const LISTED: usize = 10;

/// The source that is called so, by its name, key, title or one of its other names. What is written
/// exactly so comes first, then what differs in case, in diacritics, in romanisation: then the answer
/// carries a notice. Of several that fit alike, whoever made claims comes first.
pub fn find_source(store: &Store, name: &str, budget: &Budget) -> Result<NodeId> {
    let found = find_called(store, name, budget)?;
    let claimers = || store.claims().iter().map(|(_, claim)| claim.claimer).collect::<IndexSet<NodeId>>();
    let Some(found) = found else {
        let claimers = claimers();
        let known: Vec<Arc<str>> = claimers.iter().flat_map(|node| names_of(store, *node)).collect();
        return Err(Error::argument(Detail::InvalidArgumentValue, format!("no source {}", quote_string(name)))
            .suggest(name, known.iter().map(AsRef::as_ref)));
    };
    if found.folding > Folding::None {
        // what is only alike is not taken for one of two that somebody keeps apart
        for (at, (a, _)) in found.nodes.iter().enumerate() {
            for (b, _) in found.nodes.iter().skip(at + 1) {
                budget.tick()?;
                check_may_be_same(store, *a, *b).map_err(|error| {
                    error.hint(format!("{} may be read as either: write the one that is meant", quote_string(name)))
                })?;
            }
        }
    }
    let mut best: Vec<&(NodeId, Arc<str>)> = found.nodes.iter().collect();
    if best.len() > 1 {
        let claimers = claimers();
        best.retain(|(node, _)| claimers.contains(node));
        if best.is_empty() {
            best.extend(&found.nodes);
        }
    }
    match best.as_slice() {
        [(node, read_as)] => {
            found.note(name, read_as, budget);
            Ok(*node)
        }
        several => {
            let mut names: Vec<String> = several.iter().take(LISTED).map(|(node, _)| described(store, *node)).collect();
            names.extend((several.len() > LISTED).then(|| "...".to_owned()));
            let (count, names) = (several.len(), names.join(", "));
            let message = format!("{} may be any of {count}: {names}", quote_string(name));
            Err(Error::argument(Detail::AmbiguousName, message).hint("give the key, or another name that only one has"))
        }
    }
}

/// The nodes that are called so, and what had to be folded away to see it.
#[derive(Debug)]
pub struct Called {
    /// The nodes, each with the name that fits.
    pub nodes: Vec<(NodeId, Arc<str>)>,
    folding: Folding,
}

impl Called {
    /// Tells whoever asked, if the name is not written so.
    pub fn note(&self, name: &str, read_as: &str, budget: &Budget) {
        if self.folding > Folding::None {
            budget.note(format!("`{name}` was read as `{read_as}`"));
        }
    }
}

/// The nodes that are called so; of those that fit more or less exactly, only those that fit best.
pub fn find_called(store: &Store, name: &str, budget: &Budget) -> Result<Option<Called>> {
    for folding in Folding::ALL {
        let wanted = folding.of(name);
        if wanted.is_empty() {
            continue;
        }
        let mut nodes = Vec::new();
        for node in store.nodes().iter().map(NodeId) {
            budget.tick()?;
            let fits = all_names(store, node).find(|name| match folding {
                Folding::None => **name == *wanted,
                _ => folding.of(name) == wanted,
            });
            nodes.extend(fits.map(|name| (node, name)));
        }
        if !nodes.is_empty() {
            return Ok(Some(Called { nodes, folding }));
        }
    }
    Ok(None)
}

/// Who is called exactly so among those who made a claim about it; `None` also if several are.
pub fn source_among(claims: SelectedClaims<'_>, subject: Subject, name: &str) -> Option<NodeId> {
    let mut called =
        sources(claims, subject).into_iter().filter(|node| all_names(claims.store, *node).any(|it| *it == *name));
    called.next().filter(|_| called.next().is_none())
}

/// All that a node is called, with what it has absorbed; each name once.
pub fn names_of(store: &Store, node: NodeId) -> Vec<Arc<str>> {
    all_names(store, node).collect::<IndexSet<_>>().into_iter().collect()
}

fn all_names(store: &Store, node: NodeId) -> impl Iterator<Item = Arc<str>> {
    let own = NAMES.iter().filter_map(move |key| store.node_property(node, key));
    let absorbed = store.absorbed_by(node).into_iter();
    let others = absorbed.flat_map(move |node| NAMES.iter().filter_map(move |key| store.absorbed_property(node, key)));
    let text = |value| match value {
        Value::String(text) => Some(text),
        _ => None,
    };
    own.chain(others).filter_map(text).chain(store.claims().aliases_of(node).map(|(_, alias)| Arc::clone(&alias.name)))
}

/// A node so that it can be told from others of its name.
fn described(store: &Store, node: NodeId) -> String {
    let name = node_name(store, node);
    match store.node_property(node, "key") {
        Some(Value::String(key)) if key != name => format!("{name} ({key})"),
        _ => format!("{name} (#{})", node.0),
    }
}
