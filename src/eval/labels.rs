//! Labels and relationship types.

use std::sync::Arc;

use crate::bound::LabelExpression;
use crate::error::{Error, Result};
use crate::graph::EntityId;
use crate::value::{NodeId, Value};
use crate::view::GraphView;

/// Whether a node's labels, or a relationship's type, fit the expression; null for null.
pub fn has_labels(of: &Value, labels: &LabelExpression, graph: GraphView<'_>) -> Result<Value> {
    match of {
        Value::Null => Ok(Value::Null),
        Value::Node(id) => {
            graph.check(EntityId::Node(*id))?;
            let has = |name: &str| graph.labels().find(name).is_some_and(|label| graph.has_label(*id, label));
            Ok(fits(labels, !graph.labels_of(*id).is_empty(), &has).into())
        }
        Value::Relationship(id) => {
            graph.check(EntityId::Relationship(*id))?;
            let found = graph.type_name(*id);
            Ok(fits(labels, true, &|name| found.is_some_and(|found| &**found == name)).into())
        }
        other => Err(Error::type_error(format!("only nodes have labels, not {}", other.type_name()))),
    }
}

/// Which sets of labels fit an expression, worked out once for all nodes.
pub struct Fitting<'a> {
    graph: GraphView<'a>,
    /// By the number of the set.
    sets: Vec<bool>,
    /// Whether a node without labels fits: a hidden one has none.
    none: bool,
}

impl<'a> Fitting<'a> {
    /// Of this expression.
    pub fn new(labels: &LabelExpression, graph: GraphView<'a>) -> Self {
        let fits_set = |set: &[u32]| {
            let has = |name: &str| graph.labels().find(name).is_some_and(|label| set.contains(&label));
            fits(labels, !set.is_empty(), &has)
        };
        Self { graph, sets: graph.label_sets().map(fits_set).collect(), none: fits_set(&[]) }
    }

    /// Whether a node that is there fits.
    #[inline]
    pub fn node(&self, node: NodeId) -> bool {
        if !self.graph.shows(EntityId::Node(node)) {
            return self.none;
        }
        let set = self.graph.label_set_of(node);
        set.and_then(|set| self.sets.get(set as usize).copied()).unwrap_or(false)
    }
}

/// Whether a relationship type fits the expression.
pub fn type_matches(types: &LabelExpression, type_name: &str) -> bool {
    fits(types, true, &|name| name == type_name)
}

fn fits(labels: &LabelExpression, any: bool, has: &dyn Fn(&str) -> bool) -> bool {
    match labels {
        LabelExpression::Name(name) => has(name),
        LabelExpression::Any => any,
        LabelExpression::Not(of) => !fits(of, any, has),
        LabelExpression::And(parts) => parts.iter().all(|part| fits(part, any, has)),
        LabelExpression::Or(parts) => parts.iter().any(|part| fits(part, any, has)),
    }
}

/// Whether it has all, or any, of the labels that a value gives; null where either is null.
pub(super) fn has_dynamic_labels(of: &Value, given: &Value, any: bool, graph: GraphView<'_>) -> Result<Value> {
    if of.is_null() || given.is_null() {
        return Ok(Value::Null);
    }
    let names = label_names(given)?.into_iter().map(LabelExpression::Name).collect();
    let labels = if any { LabelExpression::Or(names) } else { LabelExpression::And(names) };
    has_labels(of, &labels, graph)
}

/// The labels that a value gives: a string, or a list of strings.
pub fn label_names(given: &Value) -> Result<Vec<Arc<str>>> {
    let name = |value: &Value| match value {
        Value::String(name) if name.is_empty() => Err(Error::type_error("a label is not empty")),
        Value::String(name) => Ok(Arc::clone(name)),
        other => Err(Error::type_error(format!("a label is a string, not {}", other.type_name()))
            .hint("$(expression) takes a string or a list of strings")),
    };
    match given {
        Value::List(values) => values.iter().map(name).collect(),
        one => name(one).map(|name| vec![name]),
    }
}
