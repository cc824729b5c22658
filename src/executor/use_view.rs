//! `UseView`: its input sees the graph through a view.

use std::sync::Arc;

use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::Expr;
use crate::error::{Detail, Error, Result};
use crate::eval::{Row, eval};
use crate::value::Value;
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
        let spec = match &value {
            Value::Map(map) => runtime.views.spec(map, runtime.base(), runtime.budget)?,
            Value::String(name) => runtime.views.spec(&runtime.views.named(name)?, runtime.base(), runtime.budget)?,
            other => {
                return Err(Error::type_error(format!("USE takes a view, not {}", other.type_name()))
                    .hint("USE according_to('Amaq'), USE view({...}), or the name of a view in quotes"));
            }
        };
        runtime.view_of(&spec)
    }
}

impl Operator for UseView<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let view = if let Some(view) = self.view.take() {
            view
        } else {
            let view = self.view(runtime).map_err(|error| error.at(self.expr.span))?;
            if self.answers {
                runtime.answered_through.push(Arc::clone(&view));
            }
            view
        };
        let outer = runtime.view.replace(view);
        let rows = self.input.next(runtime).map_err(|error| match error.detail() {
            Detail::WriteThroughView => error.at(self.expr.span),
            _ => error,
        });
        self.view = std::mem::replace(&mut runtime.view, outer);
        runtime.refresh_view()?;
        rows
    }
}
