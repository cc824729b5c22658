//! What nodes are called inside of a picture's text.

use std::collections::{HashMap, HashSet};

use super::quote::clean;
use crate::export::wrap::shorten;
use crate::rows::Rows;
use crate::value::NodeId;

/// A name for each node: its key, which stays from version to version of a graph; else its number.
/// No two nodes share one, and none begins as those of what is no node of the graph.
pub(super) struct Names(HashMap<NodeId, String>);

/// Bytes of a key that can be a name.
const LONGEST: usize = 400;

/// How the names of the legend's own nodes begin.
pub(super) const LEGEND: &str = "legend ";

/// How the names of documents, of those who speak, and of relationships begin that are drawn as nodes.
pub(super) const DOCUMENT: &str = "document ";
pub(super) const VOICE: &str = "voice ";
pub(super) const BOX: &str = "relationship ";

/// No key that begins so is the name of a node.
const RESERVED: [&str; 4] = [LEGEND, DOCUMENT, VOICE, BOX];

impl Names {
    pub(super) fn of(rows: &Rows) -> Self {
        let key = |id: &NodeId| rows.node(*id).and_then(|node| node.key()).map(clean).filter(|key| !key.is_empty());
        let mut seen: HashMap<String, usize> = HashMap::new();
        for key in rows.entities.nodes.keys().filter_map(key) {
            *seen.entry(key).or_default() += 1;
        }
        let mut taken: HashSet<String> = HashSet::new();
        let mut names = HashMap::new();
        for id in rows.entities.nodes.keys() {
            let mut name = match key(id) {
                Some(key) if seen.get(&key) == Some(&1) && !is_reserved(&key) && key.len() <= LONGEST => key,
                Some(key) => format!("n{} {}", id.0, shorten(&key, LONGEST / 4)),
                None => format!("n{}", id.0),
            };
            while taken.contains(&name) || (key(id).as_ref() != Some(&name) && seen.contains_key(&name)) {
                name.push('#');
            }
            taken.insert(name.clone());
            names.insert(*id, name);
        }
        Self(names)
    }

    /// What the node is called.
    pub(super) fn of_node(&self, id: NodeId) -> &str {
        self.0.get(&id).map_or("", String::as_str)
    }
}

fn is_reserved(key: &str) -> bool {
    RESERVED.iter().any(|prefix| key.starts_with(prefix))
}
