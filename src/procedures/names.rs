//! The procedure that tells all that a node is called.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Procedure, ProcedureContext};
use crate::attribution::{self, MAY_BE_SAME, NOT_SAME, find_called, identity_links, node_name};
use crate::claims::Subject;
use crate::error::{Detail, Error, Result};
use crate::functions::Kind;
use crate::graph::Store;
use crate::value::{NodeId, Value, quote_string};
use crate::view::GraphView;

pub(super) fn procedures() -> Vec<Procedure> {
    let outputs = [
        ("node", Kind::Node),
        ("of", Kind::String),
        ("what", Kind::String),
        ("name", Kind::String),
        ("script", Kind::String),
        ("by", Kind::List),
    ];
    vec![Procedure::new(
        "claims.names",
        &[("name", Kind::String)],
        &outputs,
        "All that the nodes of this name are called, by whom, and what is or is not said to be the same.",
        names,
    )]
}

fn names(arguments: &[Value], context: ProcedureContext<'_>) -> Result<Vec<Vec<Value>>> {
    let (graph, budget) = (context.graph, context.budget);
    let store = graph.store();
    let [Value::String(name)] = arguments else {
        return Err(Error::argument(Detail::InvalidArgumentValue, "null names nothing"));
    };
    let called = find_called(store, name, budget)?;
    let is_shown = |node: &NodeId| graph.has_node(*node);
    let Some(called) = called.filter(|called| called.nodes.iter().any(|(node, _)| is_shown(node))) else {
        return Err(nothing_called(name, context)?);
    };
    let mut merged: BTreeMap<NodeId, Vec<(NodeId, Arc<str>)>> = BTreeMap::new();
    for (_, merge) in store.merges() {
        budget.tick()?;
        let node = store.representative(merge.survivor);
        merged.entry(node).or_default().push((merge.absorbed, Arc::clone(&merge.by)));
    }
    let mut rows = Vec::new();
    for (node, read_as) in called.nodes.iter().filter(|(node, _)| is_shown(node)) {
        budget.tick()?;
        called.note(name, read_as, budget);
        names_of(graph, *node, &mut rows);
        for (other, by) in merged.get(node).into_iter().flatten() {
            rows.push(row(store, *node, "merged in", node_name(store, *other).into(), None, vec![by.clone().into()]));
        }
    }
    Ok(rows)
}

/// The error for a name that nothing has which is shown.
pub(super) fn nothing_called(name: &str, context: ProcedureContext<'_>) -> Result<Error> {
    let mut known = Vec::new();
    for node in context.graph.nodes() {
        context.tick()?;
        known.extend(attribution::names_of(context.graph.store(), node));
    }
    let message = format!("nothing is called {}", quote_string(name));
    Ok(Error::argument(Detail::InvalidArgumentValue, message).suggest(name, known.iter().map(AsRef::as_ref)))
}

fn names_of(graph: GraphView<'_>, node: NodeId, rows: &mut Vec<Vec<Value>>) {
    let store = graph.store();
    for key in ["name", "title", "key"] {
        if let Some(name) = store.node_property(node, key) {
            rows.push(row(store, node, key, name, None, Vec::new()));
        }
    }
    for (id, alias) in graph.aliases_of(node) {
        let by = attribution::sources(graph.claims(), Subject::Alias(id));
        rows.push(row(
            store,
            node,
            &alias.kind,
            Arc::clone(&alias.name).into(),
            alias.script.clone(),
            named(store, by),
        ));
    }
    for (relationship_type, what) in [(MAY_BE_SAME, "may be the same as"), (NOT_SAME, "is not the same as")] {
        let Some(kind) = store.types().find(relationship_type) else { continue };
        let neighbours = graph.outgoing(node, Some(kind)).chain(graph.incoming(node, Some(kind)));
        for link in identity_links(graph.claims(), neighbours) {
            let name = node_name(store, link.node).into();
            rows.push(row(store, node, what, name, None, named(store, link.by)));
        }
    }
}

fn named(store: &Store, nodes: Vec<NodeId>) -> Vec<Value> {
    nodes.into_iter().map(|node| node_name(store, node).into()).collect()
}

fn row(store: &Store, node: NodeId, what: &str, name: Value, script: Option<Arc<str>>, by: Vec<Value>) -> Vec<Value> {
    vec![Value::Node(node), node_name(store, node).into(), what.into(), name, script.into(), Value::list(by)]
}
