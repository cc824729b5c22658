//! `Union`: the rows of one plan after the other.

use super::build::{Start, build_from, flat};
use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::Slot;
use crate::error::Result;
use crate::plan::{Plan, Program};
use crate::value::Value;

pub(super) struct Union<'p> {
    branches: std::slice::Iter<'p, (Plan, Vec<Slot>)>,
    output: &'p [Slot],
    start: Start<'p>,
    program: &'p Program,
    current: Option<(Input<'p>, &'p [Slot])>,
}

impl<'p> Union<'p> {
    pub(super) fn new(
        branches: &'p [(Plan, Vec<Slot>)],
        output: &'p [Slot],
        start: Start<'p>,
        program: &'p Program,
    ) -> Self {
        Self { branches: branches.iter(), output, start, program, current: None }
    }
}

impl Operator for Union<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            if self.current.is_none() {
                let Some((plan, columns)) = self.branches.next() else { return Ok(None) };
                self.current = Some((flat(build_from(plan, self.start.clone(), self.program)), columns));
            }
            let Some((input, columns)) = &mut self.current else { return Ok(None) };
            let Some(batch) = input.next(runtime)? else {
                self.current = None;
                continue;
            };
            let mut output = Batch::of_rows(batch.len());
            for (from, to) in columns.iter().zip(self.output) {
                let nulls = || Column::Values(vec![Value::Null; batch.len()]);
                output.set(*to, batch.column(*from).cloned().unwrap_or_else(nulls));
            }
            return Ok(Some(output));
        }
    }
}
