//! `Optional`: each row with its matches, or once with nulls.

use super::build::build;
use super::{Input, Operator, Runtime, drain};
use crate::batch::{Batch, Column, Typed};
use crate::bound::Slot;
use crate::error::Result;
use crate::plan::Plan;

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
        batch.set(self.row, Column::Integers(Typed::full((0..).take(batch.len()).collect())));
        let (found, _held) = drain(&mut build(self.inner, batch.clone(), runtime.program), runtime)?;
        let mut matches = vec![0u32; batch.len()];
        let mut order: Vec<(u32, u32)> = Vec::with_capacity(found.len());
        if let Some(Column::Integers(rows)) = found.column(self.row) {
            for (place, row) in (0u32..).zip(&rows.values) {
                if let Some(count) = matches.get_mut(*row as usize) {
                    *count += 1;
                    order.push((*row as u32, place));
                }
            }
        }
        let unmatched: Vec<u32> =
            (0u32..).zip(&matches).filter(|(_, count)| **count == 0).map(|(row, _)| row).collect();
        let mut missing = batch.take(&unmatched);
        for slot in self.nulls {
            let nulls = found.column(*slot).map(|column| column.nulls_like(missing.len()));
            missing.set(*slot, nulls.unwrap_or_else(|| Column::nulls(missing.len())));
        }
        let after = found.len() as u32;
        order.extend(unmatched.iter().copied().zip(after..));
        // rows stay in the order they came
        order.sort_unstable();
        let mut all = found;
        all.append(missing);
        let places: Vec<u32> = order.into_iter().map(|(_, place)| place).collect();
        Ok(Some(all.take(&places)))
    }
}
