//! `Projection`: computed values.

use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::{Expr, ExprKind, Slot};
use crate::error::Result;
use crate::eval::{Context, Row, eval};

pub(super) struct Projection<'p> {
    pub(super) input: Input<'p>,
    pub(super) items: &'p [(Slot, Expr)],
    pub(super) only: bool,
}

impl Operator for Projection<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let Some(batch) = self.input.next(runtime)? else { return Ok(None) };
        let context = runtime.context();
        let mut computed = Vec::with_capacity(self.items.len());
        for (slot, expr) in self.items {
            computed.push((*slot, column(expr, &batch, context)?));
        }
        let mut output = if self.only { Batch::of_rows(batch.len()) } else { batch };
        for (slot, column) in computed {
            output.set(slot, column);
        }
        Ok(Some(output))
    }
}

/// An expression's values for all rows.
pub(super) fn column(expr: &Expr, batch: &Batch, context: Context<'_>) -> Result<Column> {
    if let ExprKind::Slot(slot) = &expr.kind
        && let Some(column) = batch.column(*slot)
    {
        return Ok(column.clone());
    }
    let mut values = Vec::with_capacity(batch.len());
    for row in 0..batch.len() {
        context.budget.tick()?;
        values.push(eval(expr, Row::new(batch, row), context)?);
    }
    Ok(Column::of(values))
}
