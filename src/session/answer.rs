//! A statement that is ready, run to its answer.

use std::sync::Arc;

use super::compiled::Compiled;
use super::view;
use crate::error::Result;
use crate::eval::Parameters;
use crate::executor::{Access, Runtime};
use crate::graph::{Change, EntityId, Mark, Store};
use crate::limits::Budget;
use crate::plan::{self, Program};
use crate::rows::{Changes, Collector, Rows, ViewNote};
use crate::value::Value;
use crate::view::{GraphView, Views};

/// The answer of a statement that is ready to run.
pub(super) fn execute(
    compiled: &Compiled,
    mut access: Access<'_>,
    parameters: &Parameters,
    budget: &Budget,
    views: &Views,
) -> Result<Rows> {
    let program = &compiled.program;
    let mut notices = compiled.notices.clone();
    if compiled.explain {
        return Ok(Rows { notices, ..explained(program) });
    }
    let store: &Store = match &access {
        Access::Read(store) => store,
        Access::Write(store) => store,
    };
    let mark = store.mark();
    let reborrowed = match &mut access {
        Access::Read(store) => Access::Read(store),
        Access::Write(store) => Access::Write(store),
    };
    let mut runtime = Runtime::new(reborrowed, program, parameters, budget, views)?;
    let mut rows = runtime.run()?;
    notices.extend(budget.notices());
    let seen = runtime.seen_through()?;
    let named: Vec<ViewNote> = runtime.answered_through().iter().map(|view| ViewNote::new(view)).collect();
    let has_views = runtime.has_views();
    let store: &Store = match &access {
        Access::Read(store) => store,
        Access::Write(store) => store,
    };
    let is_plain = program.profile.is_none() && !program.columns.is_empty();
    if let (true, Access::Read(store)) = (rows.is_empty() && has_views && is_plain, &access) {
        let again = Runtime::new(Access::Read(store), program, parameters, budget, views)?;
        notices.push(view::nothing_seen(&named, again.count_without_views())?);
    }
    let trace: Vec<Value> = match program.trace {
        Some(_) => rows.iter_mut().filter_map(Vec::pop).collect(),
        None => Vec::new(),
    };
    let graph = GraphView::new(store, seen.as_deref());
    let tick = || budget.tick();
    // most small answers are of plain values
    let mut collector = None;
    for value in rows.iter().flatten().chain(&trace) {
        tick()?;
        if may_hold_entities(value) {
            collector.get_or_insert_with(|| Collector::new(graph, &tick)).collect(value)?;
        }
    }
    let backing = collector.as_ref().and_then(Collector::backing);
    notices.extend(collector.iter().flat_map(Collector::notices));
    let entities = collector.map(Collector::entities).unwrap_or_default();
    if program.profile.is_some() {
        return Ok(Rows { notices, changes: changes(store, mark), ..explained(program) });
    }
    let shown_through = seen.filter(|view| !view.spec().is_default()).map(|view| view.name().to_owned());
    let columns = program.columns.iter().map(|(name, _)| Arc::clone(name)).collect();
    let (changes, views) = (changes(store, mark), named);
    Ok(Rows { columns, rows, trace, entities, changes, notices, backing, views, shown_through, ..Rows::default() })
}

/// Whether there may be nodes or relationships in the value.
fn may_hold_entities(value: &Value) -> bool {
    matches!(value, Value::Node(_) | Value::Relationship(_) | Value::Path(_) | Value::List(_) | Value::Map(_))
}

/// The plan as rows; after a run with what each operator gave and took.
fn explained(program: &Program) -> Rows {
    let row = |line: plan::Line| {
        // a fraction of a row tells nobody anything
        let mut row = vec![line.operator.into(), line.details.into(), Value::Integer(line.rows.round() as i64)];
        if let Some(measured) = line.measured {
            let milliseconds = (measured.time.as_secs_f64() * 1e6).round() / 1e3;
            row.extend([Value::Integer(i64::try_from(measured.rows).unwrap_or(i64::MAX)), Value::Float(milliseconds)]);
        }
        row
    };
    let columns: &[&str] = match program.profile {
        None => &["operator", "details", "rows"],
        Some(_) => &["operator", "details", "estimated rows", "rows", "time (ms)"],
    };
    let rows = plan::explain(program).into_iter().map(row).collect();
    Rows { columns: columns.iter().copied().map(Arc::from).collect(), rows, ..Rows::default() }
}

/// Net counts of what was changed since the mark.
fn changes(store: &Store, mark: Mark) -> Changes {
    let mut changes = Changes::default();
    for change in store.changes_since(mark) {
        match change {
            Change::CreateNode { .. } => changes.nodes_created += 1,
            Change::DeleteNode { .. } => changes.nodes_deleted += 1,
            Change::CreateRelationship { .. } => changes.relationships_created += 1,
            Change::DeleteRelationship { .. } => changes.relationships_deleted += 1,
            Change::SetProperty { entity, .. } => {
                let there = match entity {
                    EntityId::Node(id) => store.has_node(*id),
                    EntityId::Relationship(id) => store.has_relationship(*id),
                };
                changes.properties_set += usize::from(there);
            }
            Change::SetLabels { .. } => changes.labels_changed += 1,
            Change::CreateIndex { owned, .. } => changes.indexes_added += usize::from(!owned),
            Change::DropIndex { index, .. } => changes.indexes_removed += usize::from(!index.owned),
            Change::CreateConstraint { .. } => changes.constraints_added += 1,
            Change::DropConstraint { .. } => changes.constraints_removed += 1,
            Change::AddClaim { id } => changes.claims_recorded += usize::from(store.claims().get(*id).is_some()),
            Change::Merge { .. } => changes.nodes_merged += 1,
            Change::Unmerge { .. } => changes.merges_undone += 1,
            Change::RemoveClaim { .. }
            | Change::AddAlias { .. }
            | Change::RemoveAlias { .. }
            | Change::Relink { .. }
            | Change::Fold { .. }
            | Change::Unfold { .. }
            | Change::MoveClaim { .. }
            | Change::MoveAlias { .. }
            | Change::Show { .. }
            | Change::NoteOwn { .. } => {}
        }
    }
    changes
}
