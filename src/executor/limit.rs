//! `Skip` and `Limit`.

use super::{Input, Operator, Runtime, row_count};
use crate::batch::Batch;
use crate::bound::Expr;
use crate::error::Result;

pub(super) struct Skip<'p> {
    input: Input<'p>,
    count: &'p Expr,
    left: Option<usize>,
}

impl<'p> Skip<'p> {
    pub(super) fn new(input: Input<'p>, count: &'p Expr) -> Self {
        Self { input, count, left: None }
    }
}

impl Operator for Skip<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let mut left = self.left.map_or_else(|| row_count(self.count, "SKIP", runtime), Ok)?;
        while let Some(batch) = self.input.next(runtime)? {
            let skipped = left.min(batch.len());
            left -= skipped;
            self.left = Some(left);
            if skipped == 0 {
                return Ok(Some(batch));
            }
            if skipped < batch.len() {
                let rows: Vec<u32> = (skipped as u32..batch.len() as u32).collect();
                return Ok(Some(batch.take(&rows)));
            }
        }
        Ok(None)
    }
}

pub(super) struct Limit<'p> {
    input: Input<'p>,
    count: &'p Expr,
    left: Option<usize>,
}

impl<'p> Limit<'p> {
    pub(super) fn new(input: Input<'p>, count: &'p Expr) -> Self {
        Self { input, count, left: None }
    }
}

impl Operator for Limit<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let is_first = self.left.is_none();
        let left = self.left.map_or_else(|| row_count(self.count, "LIMIT", runtime), Ok)?;
        self.left = Some(left);
        if left == 0 {
            // no row goes on, but what changes the graph below still happens (Create6)
            if is_first && runtime.is_writing() {
                self.input.next(runtime)?;
            }
            return Ok(None);
        }
        let Some(batch) = self.input.next(runtime)? else { return Ok(None) };
        self.left = Some(left.saturating_sub(batch.len()));
        if batch.len() <= left {
            return Ok(Some(batch));
        }
        let rows: Vec<u32> = (0..left as u32).collect();
        Ok(Some(batch.take(&rows)))
    }
}
