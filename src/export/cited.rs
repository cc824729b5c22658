//! What an answer rests on: the relationships and claimed properties behind each row, the claims about
//! them, numbered, and the documents that these are taken from.

use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use crate::attribution::{ClaimView, Document, Standing};
use crate::rows::{Node, Rows};
use crate::value::{NodeId, RelationshipId, Value};

/// The entities of a row, each once, in the order they stand in it.
#[derive(Default)]
pub(crate) struct Found {
    /// Nodes, those of paths among them.
    pub(crate) nodes: IndexSet<NodeId>,
    /// Relationships, those of paths among them.
    pub(crate) relationships: IndexSet<RelationshipId>,
}

impl Found {
    /// Adds the entities in a value.
    pub(crate) fn collect(&mut self, value: &Value) {
        match value {
            Value::Node(id) => {
                self.nodes.insert(*id);
            }
            Value::Relationship(id) => {
                self.relationships.insert(*id);
            }
            Value::Path(path) => {
                self.nodes.extend(&path.nodes);
                self.relationships.extend(&path.relationships);
            }
            Value::List(values) => values.iter().for_each(|value| self.collect(value)),
            Value::Map(map) => map.values().for_each(|value| self.collect(value)),
            _ => {}
        }
    }
}

/// What claims are about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    Relationship(RelationshipId),
    Property(NodeId, Arc<str>),
}

/// A fact that rows rest on.
pub(super) struct Fact<'a> {
    pub(super) subject: Subject,
    pub(super) claims: &'a [ClaimView],
    pub(super) standing: &'a Standing,
    /// The number of its first claim's note; the others follow.
    pub(super) first: usize,
}

impl Fact<'_> {
    /// The claims, each with the number of its note.
    pub(super) fn notes(&self) -> impl Iterator<Item = (usize, &ClaimView)> {
        (self.first..).zip(self.claims)
    }
}

/// What an answer rests on.
pub(super) struct Cited<'a> {
    /// Each fact once, in the order in which rows come to it.
    pub(super) facts: Vec<Fact<'a>>,
    /// For each row, the facts that it rests on.
    pub(super) rows: Vec<IndexSet<usize>>,
    /// The documents of all claims, and those that stand in the answer, in the order they come.
    pub(super) documents: IndexMap<NodeId, &'a Document>,
}

impl<'a> Cited<'a> {
    /// What the first rows of an answer rest on.
    ///
    /// A row that holds relationships rests on these; one that holds none, on those that it came over,
    /// if it was traced; and one without any, on what is claimed of the nodes in it.
    pub(super) fn of(rows: &'a Rows, count: usize) -> Self {
        let mut cited = Self { facts: Vec::new(), rows: Vec::new(), documents: IndexMap::new() };
        let mut known: IndexMap<Subject, Option<usize>> = IndexMap::new();
        let mut next = 1;
        for (i, row) in rows.rows.iter().take(count).enumerate() {
            let mut found = Found::default();
            for value in row {
                found.collect(value);
            }
            if found.relationships.is_empty()
                && let Some(walked) = rows.trace.get(i)
            {
                found.collect(walked);
            }
            let mut of_row = IndexSet::new();
            for subject in subjects(rows, &found) {
                let fact = *known.entry(subject).or_insert_with_key(|subject| {
                    let (claims, standing) = claims_about(rows, subject).filter(|(claims, _)| !claims.is_empty())?;
                    cited.facts.push(Fact { subject: subject.clone(), claims, standing, first: next });
                    next += claims.len();
                    Some(cited.facts.len() - 1)
                });
                of_row.extend(fact);
            }
            let facts = of_row.iter().filter_map(|fact| cited.facts.get(*fact));
            let claimed = facts.flat_map(|fact| fact.claims).filter_map(|claim| claim.document_id);
            for id in claimed.chain(found.nodes) {
                if let Some(document) = rows.entities.documents.get(&id) {
                    cited.documents.entry(id).or_insert(document);
                }
            }
            cited.rows.push(of_row);
        }
        cited
    }
}

/// What a row rests on: its relationships, else what is claimed of its nodes.
fn subjects(rows: &Rows, found: &Found) -> Vec<Subject> {
    if !found.relationships.is_empty() {
        return found.relationships.iter().map(|id| Subject::Relationship(*id)).collect();
    }
    let nodes = found.nodes.iter().filter_map(|id| rows.node(*id));
    let properties = |node: &Node| -> Vec<Subject> {
        node.claims.keys().map(|key| Subject::Property(node.id, Arc::clone(key))).collect()
    };
    nodes.flat_map(properties).collect()
}

fn claims_about<'a>(rows: &'a Rows, subject: &Subject) -> Option<(&'a [ClaimView], &'a Standing)> {
    match subject {
        Subject::Relationship(id) => {
            let relationship = rows.relationship(*id)?;
            Some((&relationship.claims, &relationship.standing))
        }
        Subject::Property(id, key) => {
            let node = rows.node(*id)?;
            Some((node.claims.get(key)?, node.standing.get(key)?))
        }
    }
}
