//! `Filter`: rows for which every predicate is true.

use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::Expr;
use crate::error::Result;
use crate::eval::{Row, eval, is_true};

pub(super) struct Filter<'p> {
    pub(super) input: Input<'p>,
    pub(super) predicates: &'p [Expr],
}

impl Operator for Filter<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(runtime)? {
            let context = runtime.context();
            let mut rows: Vec<u32> = (0..batch.len() as u32).collect();
            for predicate in self.predicates {
                let mut kept = Vec::with_capacity(rows.len());
                for row in rows {
                    runtime.budget.tick()?;
                    let value = eval(predicate, Row::new(&batch, row as usize), context)?;
                    if is_true(&value).map_err(|error| error.at(predicate.span))? {
                        kept.push(row);
                    }
                }
                rows = kept;
            }
            if rows.len() == batch.len() {
                return Ok(Some(batch));
            }
            if !rows.is_empty() {
                return Ok(Some(batch.take(&rows)));
            }
        }
        Ok(None)
    }
}
