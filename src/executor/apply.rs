//! `Apply`: each row with each row of a subquery that is run for it.

use super::build::build;
use super::subqueries::start;
use super::{Input, Operator, Runtime, drain};
use crate::batch::{Batch, Column};
use crate::bound::{Slot, SubqueryId};
use crate::error::Result;
use crate::eval::Row;
use crate::value::Value;

pub(super) struct Apply<'p> {
    pub(super) input: Input<'p>,
    pub(super) id: SubqueryId,
    pub(super) outputs: &'p [Slot],
    pub(super) optional: bool,
}

impl Operator for Apply<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(runtime)? {
            let mut output = Batch::default();
            for row in 0..batch.len() {
                let (subplan, argument) = start(runtime.program, self.id, Row::new(&batch, row))?;
                let found = drain(&mut build(&subplan.plan, argument), runtime)?;
                runtime.budget.release(found.size());
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
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
        Ok(None)
    }
}
