//! `Apply`: each row with each row of a subquery that is run for it.

use super::build::{build, flat};
use super::subqueries::start;
use super::{Input, Operator, Runtime, drain, resume};
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::bound::{Slot, SubqueryId};
use crate::error::Result;
use crate::eval::Row;
use crate::value::Value;

pub(super) struct Apply<'p> {
    pub(super) input: Input<'p>,
    pub(super) id: SubqueryId,
    pub(super) outputs: &'p [Slot],
    pub(super) optional: bool,
    /// The batch being worked on, and its next row.
    pub(super) current: Option<(Batch, usize)>,
}

impl Operator for Apply<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        while let Some((batch, mut row)) = resume(&mut self.current, &mut self.input, runtime)? {
            let mut output = Batch::default();
            // one row may have many results, so a batch is given as soon as it is full
            while row < batch.len() && output.len() < BATCH_ROWS {
                let (subplan, argument) = start(runtime.program, self.id, Row::new(&batch, row))?;
                let (found, _held) = drain(&mut flat(build(&subplan.plan, argument, runtime.program)), runtime)?;
                // without columns it is run for what it changes, once for each row
                let rows = match (subplan.columns.is_empty(), found.len()) {
                    (true, _) => 1,
                    (false, 0) if self.optional => 1,
                    (false, rows) => rows,
                };
                let mut joined = batch.take(&vec![row as u32; rows]);
                for (from, to) in subplan.columns.iter().zip(self.outputs) {
                    let nulls = || Column::Values(vec![Value::Null; rows]);
                    let column = if found.is_empty() { None } else { found.column(*from).cloned() };
                    joined.set(*to, column.unwrap_or_else(nulls));
                }
                if rows > 0 {
                    output.append(joined);
                }
                row += 1;
            }
            if row < batch.len() {
                self.current = Some((batch, row));
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
        Ok(None)
    }
}
