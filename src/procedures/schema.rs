//! The procedures that list indexes and constraints.

use std::sync::Arc;

use super::Procedure;
use crate::functions::Kind;
use crate::graph::Target;
use crate::value::Value;

pub(super) fn procedures() -> Vec<Procedure> {
    let indexes = [
        ("id", Kind::Integer),
        ("name", Kind::String),
        ("state", Kind::String),
        ("populationPercent", Kind::Float),
        ("type", Kind::String),
        ("entityType", Kind::String),
        ("labelsOrTypes", Kind::List),
        ("properties", Kind::List),
        ("owningConstraint", Kind::String),
        ("createStatement", Kind::String),
    ];
    let constraints = [
        ("id", Kind::Integer),
        ("name", Kind::String),
        ("type", Kind::String),
        ("entityType", Kind::String),
        ("labelsOrTypes", Kind::List),
        ("properties", Kind::List),
        ("ownedIndex", Kind::String),
        ("propertyType", Kind::String),
        ("createStatement", Kind::String),
    ];
    vec![
        Procedure::new("db.indexes", &[], &indexes, "The indexes of the graph.", |_, context| {
            let mut rows = Vec::new();
            for (id, index) in context.graph.store().schema().indexes().iter().enumerate() {
                context.tick()?;
                let it = &index.definition;
                rows.push(vec![
                    id.into(),
                    Arc::clone(&it.name).into(),
                    "ONLINE".into(),
                    100.0.into(),
                    it.kind.name().into(),
                    it.on.entity_type().into(),
                    on(&it.on),
                    list(&it.keys),
                    index.owned.then(|| Arc::clone(&it.name)).into(),
                    it.to_string().into(),
                ]);
            }
            Ok(rows)
        }),
        Procedure::new("db.constraints", &[], &constraints, "The constraints of the graph.", |_, context| {
            let mut rows = Vec::new();
            for (id, constraint) in context.graph.store().schema().constraints().iter().enumerate() {
                context.tick()?;
                let it = &constraint.definition;
                rows.push(vec![
                    id.into(),
                    Arc::clone(&it.name).into(),
                    it.rule.name(&it.on).into(),
                    it.on.entity_type().into(),
                    on(&it.on),
                    list(&it.keys),
                    it.rule.has_index().then(|| Arc::clone(&it.name)).into(),
                    it.rule.property_type().map(ToString::to_string).into(),
                    it.to_string().into(),
                ]);
            }
            Ok(rows)
        }),
        Procedure::new(
            "db.awaitIndexes",
            &[],
            &[],
            "Nothing: an index is complete when the statement that makes it ends.",
            |_, _| Ok(Vec::new()),
        ),
    ]
}

fn on(target: &Target) -> Value {
    Value::list([Arc::clone(target.name()).into()])
}

fn list(names: &[Arc<str>]) -> Value {
    Value::list(names.iter().map(|name| Arc::clone(name).into()))
}
