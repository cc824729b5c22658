//! `Projection`: computed values.

use super::{Input, Operator, Runtime, resume};
use crate::batch::{Batch, Column};
use crate::bound::{Expr, Slot};
use crate::error::Result;
use crate::eval::{Places, Row, eval, eval_columns};
use crate::limits::Holding;

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
        // what columns give is small; other values are made until they fill a batch
        let (mut columns, mut by_row) = (Vec::new(), Vec::new());
        for (slot, expr) in self.items {
            match eval_columns(expr, &batch, Places::All(batch.len()), context)? {
                Some(vector) => columns.push((*slot, vector.into_column(batch.len()))),
                None => by_row.push((*slot, expr, Vec::with_capacity(batch.len() - from))),
            }
        }
        for (_, column) in &columns {
            held.add(column.size())?;
        }
        let (mut row, mut bytes) = (if by_row.is_empty() { batch.len() } else { from }, 0);
        while row < batch.len() && bytes < BATCH_BYTES {
            context.budget.tick()?;
            for (_, expr, values) in &mut by_row {
                let value = eval(expr, Row::new(&batch, row), context)?;
                let more = value.size_after(values.last());
                bytes = more.saturating_add(bytes);
                held.add(more)?;
                values.push(value);
            }
            row += 1;
        }
        // however few the rows are, a batch is as wide as the statement has slots up to here
        let width = self.items.iter().map(|(slot, _)| slot.0 as usize + 1).max().unwrap_or(0);
        context.budget.work(width * size_of::<Option<Column>>())?;
        let columns = columns.into_iter();
        let made = by_row.into_iter().map(|(slot, _, values)| (slot, Column::of(values)));
        let (part, columns): (Batch, Vec<(Slot, Column)>) = if from == 0 && row == batch.len() {
            (batch, columns.chain(made).collect())
        } else {
            let places: Vec<u32> = (from as u32..row as u32).collect();
            let part = batch.take(&places);
            if row < batch.len() {
                self.current = Some((batch, row));
            }
            (part, columns.map(|(slot, column)| (slot, column.take(&places))).chain(made).collect())
        };
        let mut output = if self.only { part.without_columns() } else { part };
        for (slot, column) in columns {
            output.set(slot, column);
        }
        Ok(Some(output))
    }
}
