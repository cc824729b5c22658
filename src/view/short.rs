//! A view in a few words, for a prompt.

use super::ViewSpec;
use crate::attribution::node_name;
use crate::graph::Store;
use crate::value::NodeId;

impl ViewSpec {
    /// In a few words: `Taliban denies, as of 2022-05-31`.
    pub fn in_short(&self, store: &Store) -> String {
        let names = |nodes: &[NodeId]| {
            let names: Vec<_> = nodes.iter().map(|node| node_name(store, *node)).collect();
            names.join(" or ")
        };
        let mut parts: Vec<String> = Vec::new();
        match (self.according_to.as_slice(), self.stance) {
            ([], None) => {}
            ([], Some(stance)) => parts.push(stance.to_string()),
            (nodes, None) => parts.push(names(nodes)),
            (nodes, Some(stance)) => parts.push(format!("{} {stance}", names(nodes))),
        }
        if !self.reported_by.is_empty() {
            parts.push(format!("in {}", names(&self.reported_by)));
        }
        parts.extend(self.as_of.map(|day| format!("as of {day}")));
        parts.extend(self.known_on.map(|day| format!("known on {day}")));
        parts.extend(self.valid_at.map(|(from, to)| {
            if from == to { format!("valid at {from}") } else { format!("valid from {from} to {to}") }
        }));
        parts.extend(self.graded.map(|(reliability, credibility)| format!("graded {reliability}{credibility}")));
        if self.corroborated > 0 {
            parts.push(format!("corroborated {}", self.corroborated));
        }
        parts.extend(self.disputed.map(|disputed| (if disputed { "disputed" } else { "undisputed" }).to_owned()));
        let flags = [(self.everything, "everything"), (self.claims, "claims")];
        parts.extend(flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, word)| word.to_owned()));
        parts.join(", ")
    }
}
