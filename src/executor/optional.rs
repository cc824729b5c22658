//! `Optional`: each row with its matches, or once with nulls.

use super::build::build;
use super::{Input, Operator, Runtime, drain};
use crate::batch::{Batch, Column};
use crate::bound::Slot;
use crate::error::Result;
use crate::plan::Plan;
use crate::value::Value;

pub(super) struct Optional<'p> {
    input: Input<'p>,
    inner: &'p Plan,
    nulls: &'p [Slot],
    row: Slot,
}

impl<'p> Optional<'p> {
    pub(super) fn new(input: Input<'p>, inner: &'p Plan, nulls: &'p [Slot], row: Slot) -> Self {
        Self { input, inner, nulls, row }
    }
}

impl Operator for Optional<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let Some(mut batch) = self.input.next(runtime)? else { return Ok(None) };
        let numbers = (0..batch.len()).map(Value::from).collect();
        batch.set(self.row, Column::Values(numbers));
        let (found, _held) = drain(&mut build(self.inner, batch.clone(), runtime.program), runtime)?;
        let mut matches = vec![0u32; batch.len()];
        let mut order: Vec<(i64, u32)> = Vec::with_capacity(found.len());
        for place in 0..found.len() {
            if let Value::Integer(row) = found.value(self.row, place) {
                order.push((row, place as u32));
                if let Some(count) = matches.get_mut(row as usize) {
                    *count += 1;
                }
            }
        }
        let unmatched: Vec<u32> =
            (0u32..).zip(&matches).filter(|(_, count)| **count == 0).map(|(row, _)| row).collect();
        let mut missing = batch.take(&unmatched);
        for slot in self.nulls {
            missing.set(*slot, Column::Values(vec![Value::Null; missing.len()]));
        }
        let after = found.len() as u32;
        order.extend(unmatched.iter().zip(after..).map(|(row, place)| (i64::from(*row), place)));
        // rows stay in the order they came
        order.sort_unstable();
        let mut all = found;
        all.append(missing);
        let places: Vec<u32> = order.into_iter().map(|(_, place)| place).collect();
        Ok(Some(all.take(&places)))
    }
}
