//! Procedures that list what is said of something, by whom, when, and against whom. They go by the claims that
//! the view selects, as `claims(r)` does.

use std::sync::Arc;

use super::names::nothing_called;
use super::{Procedure, ProcedureContext};
use crate::attribution::{
    Contest, Tally, Told, contests, find_called, find_source, in_text, node_name, statement, subjects_of, tally,
    timeline,
};
use crate::claims::{Claim, Stance, Subject};
use crate::error::{Detail, Error, Result};
use crate::functions::Kind;
use crate::graph::Store;
use crate::value::{NodeId, Value};

/// Rows for arguments.
type Body = fn(&[Value], ProcedureContext<'_>) -> Result<Vec<Vec<Value>>>;

pub(super) fn procedures() -> Vec<Procedure> {
    let procedure = |name, inputs: &[(&str, Kind)], outputs: &[(&str, Kind)], doc, body: Body| {
        Procedure::new(name, inputs, outputs, doc, body)
    };
    let counted = [
        ("stance", Kind::String),
        ("claims", Kind::Integer),
        ("documents", Kind::Integer),
        ("first", Kind::Any),
        ("latest", Kind::Any),
    ];
    vec![
        procedure(
            "claims.contested",
            &[("of", Kind::Any)],
            &[
                ("what", Kind::String),
                ("asserted_by", Kind::List),
                ("denied_by", Kind::List),
                ("since", Kind::Any),
                ("entity", Kind::Entity),
            ],
            "What is contested, of a node or (null) of all: who asserts it, who denies it, since when.",
            contested,
        ),
        procedure(
            "claims.timeline",
            &[("of", Kind::Any)],
            &[
                ("said", Kind::Any),
                ("source", Kind::String),
                ("stance", Kind::String),
                ("before", Kind::String),
                ("what", Kind::String),
                ("document", Kind::String),
                ("entity", Kind::Entity),
            ],
            "The claims about a node in the order in which they were said, and each change of a stance.",
            told,
        ),
        procedure(
            "claims.by",
            &[("source", Kind::Any)],
            &counted,
            "What stances a source takes, how often and when.",
            by,
        ),
        procedure(
            "claims.about",
            &[("of", Kind::Any)],
            &[&[("source", Kind::String)], counted.as_slice()].concat(),
            "Who speaks of a node, how often and when.",
            about,
        ),
    ]
}

/// The node that an argument gives, itself or by a name.
fn node(argument: &Value, context: ProcedureContext<'_>) -> Result<NodeId> {
    match argument {
        Value::Node(node) => Ok(*node),
        Value::String(name) => {
            let store = context.graph.store();
            if find_called(store, name, context.budget)?.is_none() {
                return Err(nothing_called(name, context)?);
            }
            find_source(store, name, context.budget)
        }
        other => Err(Error::argument(
            Detail::InvalidArgumentValue,
            format!("a name or a node is needed here, not {}", other.type_name()),
        )),
    }
}

fn first(arguments: &[Value]) -> &Value {
    arguments.first().unwrap_or(&Value::Null)
}

fn contested(arguments: &[Value], context: ProcedureContext<'_>) -> Result<Vec<Vec<Value>>> {
    let claims = context.graph.claims();
    let store = claims.store;
    let subjects = match first(arguments) {
        Value::Null => {
            let mut all: Vec<Subject> = store.claims().subjects().collect();
            all.sort_unstable();
            all
        }
        of => subjects_of(store, node(of, context)?),
    };
    let row = |contest: Contest<'_>| {
        let is_property = matches!(contest.subject, Subject::Property(..));
        let who = |claims: &[&Claim]| {
            let who = claims.iter().map(|claim| match &claim.value {
                Some(value) if is_property => format!("{}: {}", node_name(store, claim.claimer), in_text(value)),
                _ => node_name(store, claim.claimer).to_string(),
            });
            let who: indexmap::IndexSet<String> = who.collect();
            Value::list(who.into_iter().map(Value::from))
        };
        vec![
            statement(store, contest.subject, None).into(),
            who(&contest.asserting),
            who(&contest.denying),
            contest.since.into(),
            entity(store, contest.subject),
        ]
    };
    Ok(contests(claims, subjects, &|| context.tick())?.into_iter().map(row).collect())
}

fn told(arguments: &[Value], context: ProcedureContext<'_>) -> Result<Vec<Vec<Value>>> {
    let claims = context.graph.claims();
    let store = claims.store;
    let told = timeline(claims, node(first(arguments), context)?, &|| context.tick())?;
    let row = |told: Told<'_>| {
        let claim = told.claim;
        vec![
            claim.said.into(),
            node_name(store, claim.claimer).into(),
            claim.stance.name().into(),
            told.before.map(Stance::name).into(),
            statement(store, claim.subject, claim.value.as_ref()).into(),
            claim.document.map(|document| node_name(store, document)).into(),
            entity(store, claim.subject),
        ]
    };
    Ok(told.into_iter().map(row).collect())
}

/// What has the claims, so that an answer can show them: a relationship, or the node of a property or name.
fn entity(store: &Store, subject: Subject) -> Value {
    match subject {
        Subject::Relationship(id) => Value::Relationship(id),
        Subject::Property(node, _) => Value::Node(node),
        Subject::Alias(id) => store.claims().alias(id).map_or(Value::Null, |alias| Value::Node(alias.node)),
    }
}

fn by(arguments: &[Value], context: ProcedureContext<'_>) -> Result<Vec<Vec<Value>>> {
    let claims = context.graph.claims();
    let source = node(first(arguments), context)?;
    let own = claims.iter().filter(|claim| claim.claimer == source);
    let counted = tally(claims.store, own, &|| context.tick())?;
    Ok(counted.iter().map(|((_, stance), tally)| counts(*stance, tally)).collect())
}

fn about(arguments: &[Value], context: ProcedureContext<'_>) -> Result<Vec<Vec<Value>>> {
    let claims = context.graph.claims();
    let subjects = subjects_of(claims.store, node(first(arguments), context)?);
    let counted =
        tally(claims.store, subjects.into_iter().flat_map(|subject| claims.about(subject)), &|| context.tick())?;
    let mut rows: Vec<(Arc<str>, Vec<Value>)> = Vec::new();
    for ((source, stance), tally) in &counted {
        let name = node_name(claims.store, *source);
        let row = std::iter::once(Arc::clone(&name).into()).chain(counts(*stance, tally));
        rows.push((name, row.collect()));
    }
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn counts(stance: Stance, tally: &Tally) -> Vec<Value> {
    vec![stance.name().into(), tally.claims.into(), tally.documents.len().into(), tally.first.into(), tally.last.into()]
}
