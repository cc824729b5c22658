//! `Filter`: rows for which every predicate is true.

use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::Expr;
use crate::error::Result;
use crate::eval::select;

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
                rows = select(predicate, &batch, rows, context)?;
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
