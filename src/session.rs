//! The public door: a graph, sessions on it, queries and their answers.
//!
//! STAND-IN: understands a handful of queries, enough to try what stands on it.

use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::claims::Subject;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::graph::Store;
use crate::limits::{Budget, Interrupt, Limits};
use crate::parser::scan::{self, TokenKind};
use crate::rows::{Entities, Rows};
use crate::span::Span;
use crate::sys;
use crate::value::{RelationshipId, Value};

/// Parameters by name.
pub type Parameters = IndexMap<String, Value>;

/// A graph.
#[derive(Clone, Debug)]
pub struct Graph(Arc<Store>);

/// A session.
#[derive(Debug)]
pub struct Session {
    store: Arc<Store>,
    limits: Limits,
    interrupt: Interrupt,
}

/// What is in a graph.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "stand-in")]
pub struct Schema {
    pub labels: Vec<SchemaEntry>,
    pub types: Vec<SchemaEntry>,
    pub keys: Vec<SchemaEntry>,
}

/// A name in use.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "stand-in")]
pub struct SchemaEntry {
    pub name: String,
    pub count: usize,
    pub meaning: Option<String>,
}

/// Somebody who claims something.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "stand-in")]
pub struct Source {
    pub name: String,
    pub labels: Vec<String>,
    pub claims: usize,
    pub denials: usize,
    pub documents: usize,
}

#[expect(missing_docs, reason = "stand-in")]
impl Graph {
    pub fn new() -> Self {
        Self(Arc::new(Store::new()))
    }

    pub fn embedded() -> Result<Self> {
        sys::variable("CLAIMGRAPH_STAND_IN").map_or_else(|| Ok(Self::new()), |folder| Self::open(Path::new(&folder)))
    }

    pub fn open(folder: &Path) -> Result<Self> {
        Ok(Self(Arc::new(crate::import::graph_data::load(folder)?)))
    }

    pub fn session(&self) -> Session {
        Session { store: Arc::clone(&self.0), limits: Limits::default(), interrupt: Interrupt::default() }
    }

    pub fn schema(&self) -> Schema {
        let entry = |(i, name): (u32, &Arc<str>), count: fn(&Store, u32) -> usize| SchemaEntry {
            name: name.to_string(),
            count: count(&self.0, i),
            meaning: None,
        };
        Schema {
            labels: self.0.labels().iter().map(|e| entry(e, Store::label_count)).collect(),
            types: self.0.types().iter().map(|e| entry(e, Store::type_count)).collect(),
            keys: self.0.keys().iter().map(|e| entry(e, Store::key_count)).collect(),
        }
    }

    pub fn sources(&self) -> Vec<Source> {
        Vec::new()
    }

    pub fn entity_names(&self) -> Vec<String> {
        let name = |node| self.0.node_property(crate::value::NodeId(node), "name")?.as_str().map(str::to_owned);
        self.0.nodes().iter().filter_map(name).collect()
    }
}

impl Default for Graph {
    fn default() -> Self {
        Self::new()
    }
}

#[expect(missing_docs, reason = "stand-in")]
impl Session {
    pub fn limits_mut(&mut self) -> &mut Limits {
        &mut self.limits
    }

    pub fn interrupt(&self) -> Interrupt {
        self.interrupt.clone()
    }

    pub fn query(&self, text: &str, parameters: &Parameters) -> Result<Rows> {
        scan::check_limits(text, &self.limits)?;
        self.answer(text.trim().trim_end_matches(';'), parameters).map_err(|error| error.with_query(&text.into()))
    }

    fn answer(&self, text: &str, parameters: &Parameters) -> Result<Rows> {
        let first = scan::tokens(text).next().map_or("", |token| token.span.of(text));
        match first.to_uppercase().as_str() {
            "RETURN" => literals(text, parameters),
            "UNWIND" => {
                self.interrupt.clear();
                let budget = Budget::start(self.limits.clone(), self.interrupt.clone());
                loop {
                    budget.tick()?;
                }
            }
            "MATCH" => Ok(self.matches(text)),
            _ => Err(Error::syntax(Detail::UnexpectedSyntax, "expected a clause, such as MATCH or RETURN")
                .at(Span::new(0, first.len()))),
        }
    }

    fn matches(&self, text: &str) -> Rows {
        let store = &self.store;
        let only = text.split("-[r:").nth(1).and_then(|rest| rest.split(']').next());
        let mut rows = Rows { columns: ["a", "r", "b"].map(Arc::from).to_vec(), ..Rows::default() };
        let mut entities = Entities::default();
        for id in store.relationships().iter().map(RelationshipId) {
            let Some((start, end)) = store.endpoints(id) else { continue };
            let standing = crate::attribution::standing(store, Subject::Relationship(id));
            let wanted = only.is_none_or(|only| store.type_name(id).is_some_and(|name| **name == *only))
                && (!text.contains("contested(r)") || standing.contested);
            if wanted {
                let row = vec![Value::Node(start), Value::Relationship(id), Value::Node(end)];
                row.iter().for_each(|value| entities.collect(store, value));
                rows.rows.push(row);
            }
        }
        rows.entities = entities;
        rows
    }
}

/// `RETURN 1, 'a'` and the like.
fn literals(text: &str, parameters: &Parameters) -> Result<Rows> {
    let (mut rows, mut row, mut minus, mut named) = (Rows::default(), Vec::new(), false, false);
    for token in scan::tokens(text).skip(1) {
        let word = token.span.of(text);
        let value = match token.kind {
            TokenKind::Number if word.contains('.') => Value::Float(word.parse().unwrap_or(0.0)),
            TokenKind::Number => Value::Integer(word.parse::<i64>().unwrap_or(0) * if minus { -1 } else { 1 }),
            TokenKind::String => word.trim_matches(['\'', '"']).into(),
            TokenKind::Parameter => {
                parameters.get(word.trim_start_matches('$')).cloned().ok_or_else(|| {
                    Error::new(ErrorKind::ParameterMissing, Detail::MissingParameter, "no such parameter")
                        .at(token.span)
                })?
            }
            TokenKind::Punctuation('-') => {
                minus = true;
                continue;
            }
            TokenKind::Word if word.eq_ignore_ascii_case("as") => {
                rows.columns.pop();
                named = true;
                continue;
            }
            TokenKind::Word if named => {
                rows.columns.push(word.into());
                named = false;
                continue;
            }
            TokenKind::Word => match word {
                "null" => Value::Null,
                "true" => true.into(),
                "false" => false.into(),
                _ => {
                    let message = format!("variable `{word}` is not defined");
                    return Err(Error::syntax(Detail::UndefinedVariable, message).at(token.span));
                }
            },
            _ => continue,
        };
        rows.columns.push(word.into());
        row.push(value);
    }
    rows.rows.push(row);
    Ok(rows)
}
