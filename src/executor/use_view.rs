//! `UseView`: its input sees the graph through a view.

use std::sync::Arc;

use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::Expr;
use crate::error::{Detail, Error, Result};
use crate::eval::{Row, eval};
use crate::span::Span;
use crate::view::View;

pub(super) struct UseView<'p> {
    input: Input<'p>,
    expr: &'p Expr,
    answers: bool,
    /// The row that the view may depend on.
    row: Batch,
    /// The view, once it is known.
    view: Option<Arc<View>>,
}

impl<'p> UseView<'p> {
    pub(super) fn new(input: Input<'p>, expr: &'p Expr, answers: bool, row: Batch) -> Self {
        Self { input, expr, answers, row, view: None }
    }

    fn view(&self, runtime: &Runtime<'_>) -> Result<Arc<View>> {
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
        rows
    }
}
