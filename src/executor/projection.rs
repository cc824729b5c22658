//! `Projection`: computed values.

use super::{Input, Operator, Runtime, resume};
use crate::batch::{Batch, Column};
use crate::bound::{Expr, ExprKind, Slot};
use crate::error::Result;
use crate::eval::{Row, eval};
use crate::limits::Holding;
use crate::value::Value;

/// So many bytes of values make a batch, however few rows they are.
const BATCH_BYTES: usize = 1 << 20;

pub(super) struct Projection<'p> {
    input: Input<'p>,
    items: &'p [(Slot, Expr)],
    only: bool,
    current: Option<(Batch, usize)>,
    /// What the values given last hold.
    held: Option<Holding>,
}

impl<'p> Projection<'p> {
    pub(super) fn new(input: Input<'p>, items: &'p [(Slot, Expr)], only: bool) -> Self {
        Self { input, items, only, current: None, held: None }
    }
}

impl Operator for Projection<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        self.held = None;
        let Some((batch, from)) = resume(&mut self.current, &mut self.input, runtime)? else { return Ok(None) };
        let context = runtime.context();
        let held = self.held.insert(Holding::new(runtime.budget));
        // a column that is there is taken as it is
        let known = |expr: &Expr| match &expr.kind {
            ExprKind::Slot(slot) => batch.column(*slot).map(|_| *slot),
            _ => None,
        };
        let computed: Vec<&(Slot, Expr)> = self.items.iter().filter(|(_, expr)| known(expr).is_none()).collect();
        let copied: Vec<(Slot, Slot)> = self.items.iter().filter_map(|(to, expr)| Some((*to, known(expr)?))).collect();
        let mut columns: Vec<Vec<Value>> = computed.iter().map(|_| Vec::with_capacity(batch.len() - from)).collect();
        let (mut row, mut bytes) = (from, 0);
        while row < batch.len() && bytes < BATCH_BYTES {
            context.budget.tick()?;
            for ((_, expr), values) in computed.iter().zip(&mut columns) {
                let value = eval(expr, Row::new(&batch, row), context)?;
                let more = value.size_after(values.last());
                bytes = more.saturating_add(bytes);
                held.add(more)?;
                values.push(value);
            }
            row += 1;
        }
        let part = if from == 0 && row == batch.len() {
            batch
        } else {
            let places: Vec<u32> = (from as u32..row as u32).collect();
            let part = batch.take(&places);
            if row < batch.len() {
                self.current = Some((batch, row));
            }
            part
        };
        // however few the rows are, a batch is as wide as the statement has slots up to here
        let width = self.items.iter().map(|(slot, _)| slot.0 as usize + 1).max().unwrap_or(0);
        context.budget.work(width * size_of::<Option<Column>>())?;
        let copied: Vec<(Slot, Option<Column>)> =
            copied.into_iter().map(|(to, of)| (to, part.column(of).cloned())).collect();
        let mut output = if self.only { Batch::of_rows(part.len()) } else { part };
        for (slot, column) in copied {
            if let Some(column) = column {
                output.set(slot, column);
            }
        }
        for ((slot, _), values) in computed.iter().zip(columns) {
            output.set(*slot, Column::of(values));
        }
        Ok(Some(output))
    }
}
