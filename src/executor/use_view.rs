//! `UseView`: its input sees the graph through a view.

use std::sync::Arc;

use super::claim::refused;
use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::{Expr, Slot};
use crate::error::{Detail, Error, Result};
use crate::eval::{Row, eval};
use crate::graph::EntityId;
use crate::span::Span;
use crate::value::Value;
use crate::view::View;

pub(super) struct UseView<'p> {
    input: Input<'p>,
    expr: &'p Expr,
    answers: bool,
    /// What leaves it.
    columns: &'p [Slot],
    /// The row that the view may depend on.
    row: Batch,
    /// The view, once it is known.
    view: Option<Arc<View>>,
}

impl<'p> UseView<'p> {
    pub(super) fn new(input: Input<'p>, expr: &'p Expr, answers: bool, columns: &'p [Slot], row: Batch) -> Self {
        Self { input, expr, answers, columns, row, view: None }
    }

    fn view(&self, runtime: &Runtime<'_>) -> Result<Arc<View>> {
        if runtime.program.updating && runtime.view.as_ref().is_some_and(|view| view.is_layer()) {
            return Err(refused("in a statement that writes, no other view begins inside of the claim layer")
                .hint("end the braces of USE claims() first, and take on what they return"));
        }
        let value = eval(self.expr, Row::new(&self.row, 0), runtime.context())?;
        runtime.view_of(&runtime.views.spec(&value, runtime.base(), runtime.budget)?)
    }

    /// Says where the view stands; that of a session stands nowhere in the query.
    fn place(&self, error: Error) -> Error {
        if self.expr.span == Span::default() {
            error.hint("the view is the session's: what begins with a USE of its own does not look through it")
        } else {
            error.at(self.expr.span)
        }
    }
}

impl UseView<'_> {
    /// The numbers of the claim layer's own nodes are those of the next that the graph is given: where it is
    /// given any, they stay inside.
    fn check_leaving(&self, rows: &Batch, view: &View, runtime: &Runtime<'_>) -> Result<()> {
        if !(runtime.program.updating && view.is_layer()) {
            return Ok(());
        }
        for row in 0..rows.len() {
            for slot in self.columns {
                let value = rows.value(*slot, row);
                runtime.budget.work(value.size())?;
                if is_own(&value, view) {
                    return Err(refused("in a statement that writes, nodes of the claim layer do not leave it")
                        .hint("return their properties, as in RETURN c.text AS text")
                        .at(self.expr.span));
                }
            }
        }
        Ok(())
    }
}

/// Whether one of the claim layer's own nodes or relationships is in the value.
fn is_own(value: &Value, view: &View) -> bool {
    match value {
        Value::Node(id) => view.is_own(EntityId::Node(*id)),
        Value::Relationship(id) => view.is_own(EntityId::Relationship(*id)),
        Value::Path(path) => {
            path.nodes.iter().any(|id| view.is_own(EntityId::Node(*id)))
                || path.relationships.iter().any(|id| view.is_own(EntityId::Relationship(*id)))
        }
        Value::List(values) => values.iter().any(|value| is_own(value, view)),
        Value::Map(map) => map.values().any(|value| is_own(value, view)),
        _ => false,
    }
}

impl Operator for UseView<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        runtime.has_views = true;
        if runtime.without_views {
            return self.input.next(runtime);
        }
        let view = if let Some(view) = self.view.take() {
            view
        } else {
            let view = self.view(runtime).map_err(|error| self.place(error))?;
            if self.answers {
                runtime.answered_through.push(Arc::clone(&view));
            }
            view
        };
        let outer = runtime.view.replace(view);
        let rows = self.input.next(runtime).map_err(|error| match error.detail() {
            Detail::WriteThroughView => self.place(error),
            _ => error,
        });
        self.view = std::mem::replace(&mut runtime.view, outer);
        runtime.refresh_view()?;
        let rows = rows?;
        if let (Some(rows), Some(view)) = (&rows, &self.view) {
            self.check_leaving(rows, view, runtime)?;
        }
        Ok(rows)
    }
}
