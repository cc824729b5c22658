//! Nodes drawn in boxes: by label, or by the document that speaks of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use super::quote::{name, shown};
use crate::error::{Error, Result};
use crate::export::unknown;
use crate::export::wrap::shorten;
use crate::rows::{Node, Rows};
use crate::value::NodeId;

/// What a picture's nodes are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cluster {
    /// Nothing.
    #[default]
    None,
    /// Their first label.
    Label,
    /// The document that alone speaks of them, in the relationships shown; a node of which several
    /// documents speak stands outside of all boxes.
    Document,
}

impl Cluster {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::None, Self::Label, Self::Document];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Label => "label",
            Self::Document => "document",
        }
    }
}

impl fmt::Display for Cluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Cluster {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let cluster = Self::ALL.into_iter().find(|cluster| cluster.name() == text);
        cluster.ok_or_else(|| unknown(text, "way to cluster", Self::ALL.map(Self::name).as_slice()))
    }
}

/// The nodes by group, groups sorted by name and those in none first; within a group the order
/// stays.
pub(super) fn groups<'a>(rows: &Rows, nodes: &[&'a Node], cluster: Cluster) -> BTreeMap<Option<String>, Vec<&'a Node>> {
    let documents = if cluster == Cluster::Document { documents(rows) } else { HashMap::new() };
    let mut groups: BTreeMap<Option<String>, Vec<&Node>> = BTreeMap::new();
    for node in nodes {
        let group = match cluster {
            Cluster::None => None,
            Cluster::Label => node.labels.first().map(ToString::to_string),
            Cluster::Document => documents.get(&node.id).filter(|d| d.len() == 1).and_then(|d| d.first().cloned()),
        };
        groups.entry(group).or_default().push(node);
    }
    groups
}

/// The documents that speak of each node, in the relationships of the answer.
fn documents(rows: &Rows) -> HashMap<NodeId, BTreeSet<String>> {
    let mut documents: HashMap<NodeId, BTreeSet<String>> = HashMap::new();
    for relationship in rows.entities.relationships.values() {
        for claim in &relationship.claims {
            for end in [relationship.start, relationship.end] {
                documents.entry(end).or_default().insert(claim.document.clone());
            }
        }
    }
    documents
}

/// The beginning of a group's box. Graphviz draws one only where the name begins with `cluster`.
pub(super) fn open(group: &str, out: &mut dyn Write) -> io::Result<()> {
    let attributes = r##"fontsize="11", fontcolor="#555555", style="rounded", color="#BBBBBB", labeljust="l""##;
    let group = shorten(group, 100);
    let name = name(&format!("cluster_{group}"));
    writeln!(out, "  subgraph {name} {{\n    graph [label={}, tooltip={}, {attributes}];", shown(&group), shown(&group))
}
