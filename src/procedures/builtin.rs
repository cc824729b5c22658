//! The procedures that every graph has.

use std::sync::Arc;

use super::{Procedure, ProcedureContext};
use crate::error::Result;
use crate::functions::Kind;
use crate::value::Value;

pub(super) fn procedures() -> Vec<Procedure> {
    vec![
        Procedure::new("db.labels", &[], &[("label", Kind::String)], "The labels that nodes carry.", |_, context| {
            let graph = context.graph;
            Ok(names(graph.labels().iter().filter(|(label, _)| graph.label_count(*label) > 0)))
        }),
        Procedure::new(
            "db.relationshipTypes",
            &[],
            &[("relationshipType", Kind::String)],
            "The types that relationships have.",
            |_, context| {
                let graph = context.graph;
                Ok(names(graph.types().iter().filter(|(number, _)| graph.type_count(*number) > 0)))
            },
        ),
        Procedure::new(
            "db.propertyKeys",
            &[],
            &[("propertyKey", Kind::String)],
            "The property keys that nodes and relationships have.",
            |_, context| {
                let graph = context.graph;
                Ok(names(graph.keys().iter().filter(|(key, _)| graph.key_count(*key) > 0)))
            },
        ),
        Procedure::new(
            "db.schema.visualization",
            &[],
            &[("nodes", Kind::List), ("relationships", Kind::List)],
            "Which labels are joined by which relationship types, as lists of maps.",
            |_, context| visualization(context),
        ),
        Procedure::new(
            "dbms.components",
            &[],
            &[("name", Kind::String), ("versions", Kind::List), ("edition", Kind::String)],
            "What this is, and of which version.",
            |_, _| {
                let version = Value::list([env!("CARGO_PKG_VERSION").into()]);
                Ok(vec![vec!["claimgraph".into(), version, "embedded".into()]])
            },
        ),
    ]
}

fn names<'a>(names: impl Iterator<Item = (u32, &'a Arc<str>)>) -> Vec<Vec<Value>> {
    let mut names: Vec<&Arc<str>> = names.map(|(_, name)| name).collect();
    names.sort();
    names.into_iter().map(|name| vec![Arc::clone(name).into()]).collect()
}

/// One map for each label, and one for each triple of label, type and label that the graph holds.
fn visualization(context: ProcedureContext<'_>) -> Result<Vec<Vec<Value>>> {
    let graph = context.graph;
    let mut triples = std::collections::BTreeSet::new();
    for node in graph.nodes() {
        for neighbour in graph.outgoing(node, None) {
            context.budget.tick()?;
            for from in graph.label_names(node) {
                for to in graph.label_names(neighbour.node) {
                    triples.insert((from, graph.types().name(neighbour.relationship_type), to));
                }
            }
        }
    }
    let present = graph.labels().iter().filter(|(label, _)| graph.label_count(*label) > 0);
    let node = |(label, name): (u32, &Arc<str>)| {
        Value::map([("name", Value::from(Arc::clone(name))), ("count", graph.label_count(label).into())])
    };
    let relationship = |(from, name, to): (&Arc<str>, Option<&Arc<str>>, &Arc<str>)| {
        Value::map([
            ("start", Value::from(Arc::clone(from))),
            ("name", name.cloned().into()),
            ("end", Arc::clone(to).into()),
        ])
    };
    Ok(vec![vec![Value::list(present.map(node)), Value::list(triples.into_iter().map(relationship))]])
}
