//! Answers: rows of values, and what the nodes and relationships in them look like.
//!
//! An answer stands on its own: it stays as it was when the graph goes on changing.

mod collect;

use std::sync::Arc;
use std::time::Duration;

use indexmap::IndexMap;

use crate::attribution::{ClaimView, Document, Standing};
use crate::error::{Error, Result};
use crate::value::{Map, NodeId, RelationshipId, Value, quote_name};
use crate::view::View;

pub(crate) use collect::Collector;

/// A node as it was when the query ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its number.
    pub id: NodeId,
    /// Its labels.
    pub labels: Vec<Arc<str>>,
    /// Its properties.
    pub properties: Map,
    /// The claims about its properties' values, by key; properties that nobody claims are left out.
    pub claims: IndexMap<Arc<str>, Vec<ClaimView>>,
    /// What those claims come to, by key.
    pub standing: IndexMap<Arc<str>, Standing>,
}

impl Node {
    /// What people call it: its `name`, `title` or `key`, if it has one.
    pub fn name(&self) -> Option<&str> {
        ["name", "title", "key"].iter().find_map(|key| self.properties.get(*key)?.as_str())
    }

    /// Its `key`: the stable name that graph-data files give it.
    pub fn key(&self) -> Option<&str> {
        self.properties.get("key")?.as_str()
    }
}

/// A relationship as it was when the query ended, with the claims about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Relationship {
    /// Its number.
    pub id: RelationshipId,
    /// Its type.
    pub relationship_type: Arc<str>,
    /// The node it starts at.
    pub start: NodeId,
    /// The node it ends at.
    pub end: NodeId,
    /// Its properties.
    pub properties: Map,
    /// The claims about it, in the order they came.
    pub claims: Vec<ClaimView>,
    /// What the claims come to.
    pub standing: Standing,
    /// Whether it is one of the claim layer: of these nobody claims anything.
    pub is_of_layer: bool,
}

/// The nodes and relationships that an answer speaks of, in the order they first appear; the ends
/// of each relationship are among the nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// By number.
    pub nodes: IndexMap<NodeId, Node>,
    /// By number.
    pub relationships: IndexMap<RelationshipId, Relationship>,
    /// The documents that the claims are taken from, and those that the answer itself holds.
    pub documents: IndexMap<NodeId, Document>,
}

/// How much stands behind the relationships of an answer, by all that is claimed of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backing {
    /// In how many documents it is said.
    pub documents: usize,
    /// By how many outlets those were published.
    pub outlets: usize,
    /// With how many independent origins it began.
    pub origins: usize,
}

/// What a query changed: net counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Nodes made.
    pub nodes_created: usize,
    /// Nodes taken away.
    pub nodes_deleted: usize,
    /// Relationships made.
    pub relationships_created: usize,
    /// Relationships taken away.
    pub relationships_deleted: usize,
    /// Properties set or taken away.
    pub properties_set: usize,
    /// Labels given or taken.
    pub labels_changed: usize,
    /// Indexes made, those of constraints left out.
    pub indexes_added: usize,
    /// Indexes dropped, those of constraints left out.
    pub indexes_removed: usize,
    /// Constraints made.
    pub constraints_added: usize,
    /// Constraints dropped.
    pub constraints_removed: usize,
    /// Claims made, as what is written through a source's view is.
    pub claims_recorded: usize,
    /// Nodes merged into others.
    pub nodes_merged: usize,
    /// Merges taken back.
    pub merges_undone: usize,
}

impl Changes {
    /// Whether anything changed.
    pub fn any(&self) -> bool {
        *self != Self::default()
    }
}

/// A view through which an answer was seen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ViewNote {
    /// As a query would write it.
    pub name: String,
    /// How many claims it does not show.
    pub hidden: usize,
    /// How many of those have no date at all, so that no view of what was said by some day shows them; 0 if
    /// it is none of these views.
    pub undated: usize,
}

impl ViewNote {
    pub(crate) fn new(view: &View) -> Self {
        Self { name: view.name().to_owned(), hidden: view.hidden(), undated: view.undated() }
    }
}

/// The answer to one query.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The names of the columns.
    pub columns: Vec<Arc<str>>,
    /// The rows; each has one value a column.
    pub rows: Vec<Vec<Value>>,
    /// For each row, the relationships that it came over; empty unless asked for with
    /// [`Session::query_traced`](crate::Session::query_traced).
    pub trace: Vec<Value>,
    /// What the nodes and relationships in the rows look like.
    pub entities: Entities,
    /// What the query changed.
    pub changes: Changes,
    /// What may be worth knowing: names in the query that the graph does not know, sources in the answer
    /// that cite each other, and how much an empty answer would hold without the view.
    pub notices: Vec<String>,
    /// How much stands behind its relationships; `None` where nothing is claimed of them.
    pub backing: Option<Backing>,
    /// The views through which the answer was seen, where the query names one with USE.
    pub views: Vec<ViewNote>,
    /// The view through which nodes, relationships and their claims are shown, where it is not the default one:
    /// that of all parts of the query.
    pub shown_through: Option<String>,
    /// How long the query took.
    pub elapsed: Duration,
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The value in a column of a row.
    pub fn get(&self, row: usize, column: &str) -> Option<&Value> {
        let at = self.columns.iter().position(|name| &**name == column)?;
        self.rows.get(row)?.get(at)
    }

    /// A node of the answer.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.entities.nodes.get(&id)
    }

    /// A relationship of the answer.
    pub fn relationship(&self, id: RelationshipId) -> Option<&Relationship> {
        self.entities.relationships.get(&id)
    }

    /// A value as an openCypher literal, with entities as patterns show them: `(:Label {key: 'x'})`,
    /// `[:type {count: 10}]`.
    pub fn literal(&self, value: &Value) -> String {
        let join = |parts: Vec<String>| parts.join(", ");
        match value {
            Value::Node(id) => self.node_literal(*id),
            Value::Relationship(id) => match self.relationship(*id) {
                Some(r) => format!("[:{}{}]", r.relationship_type, properties_literal(&r.properties)),
                None => value.to_string(),
            },
            Value::Path(path) => {
                let mut out = String::from("<");
                for (i, node) in path.nodes.iter().enumerate() {
                    if let Some(id) = i.checked_sub(1).and_then(|i| path.relationships.get(i)) {
                        let forward = self.relationship(*id).is_none_or(|r| r.end == *node);
                        let (left, right) = if forward { ("-", "->") } else { ("<-", "-") };
                        out += &format!("{left}{}{right}", self.literal(&Value::Relationship(*id)));
                    }
                    out += &self.node_literal(*node);
                }
                out + ">"
            }
            Value::List(values) => format!("[{}]", join(values.iter().map(|v| self.literal(v)).collect())),
            Value::Map(map) => {
                let entry = |(key, value): (&Arc<str>, &Value)| format!("{}: {}", quote_name(key), self.literal(value));
                format!("{{{}}}", join(map.iter().map(entry).collect()))
            }
            other => other.to_string(),
        }
    }

    fn node_literal(&self, id: NodeId) -> String {
        let Some(node) = self.node(id) else { return Value::Node(id).to_string() };
        let labels: String = node.labels.iter().map(|label| format!(":{}", quote_name(label))).collect();
        format!("({labels}{})", properties_literal(&node.properties)).replace("( ", "(")
    }

    /// Each row as a value of the caller's own type, whose fields are named as the columns.
    ///
    /// Values arrive as they are written in JSON: nodes and relationships as objects, dates as text.
    pub fn deserialize<T: serde::de::DeserializeOwned>(&self) -> Result<Vec<T>> {
        let rows = self.rows.iter().enumerate();
        rows.map(|(i, row)| {
            let object = crate::export::json::row(self, row);
            serde_json::from_value(object).map_err(|error| {
                Error::type_error(format!("row {} does not fit {}: {error}", i + 1, std::any::type_name::<T>()))
            })
        })
        .collect()
    }
}

/// ` {key: value}`, or nothing.
fn properties_literal(properties: &Map) -> String {
    if properties.is_empty() { String::new() } else { format!(" {}", Value::from(properties.clone())) }
}
