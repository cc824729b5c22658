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
        let rows: &[i64] = match found.column(self.row) {
            Some(Column::Integers(rows)) => &rows.values,
            _ => &[],
        };
        let mut matches = vec![0u32; batch.len()];
        for row in rows {
            if let Some(count) = matches.get_mut(*row as usize) {
                *count += 1;
            }
        }
        let unmatched: Vec<u32> =
            (0u32..).zip(&matches).filter(|(_, count)| **count == 0).map(|(row, _)| row).collect();
        // rows stay in the order they came: where those of each begin
        let mut sum = 0;
        for count in &mut matches {
            sum += std::mem::replace(count, sum).max(1);
        }
        let mut places = vec![0u32; sum as usize];
        let rows = rows.iter().map(|row| *row as usize).chain(unmatched.iter().map(|row| *row as usize));
        for (place, row) in (0u32..).zip(rows) {
            if let Some(next) = matches.get_mut(row) {
                if let Some(at) = places.get_mut(*next as usize) {
                    *at = place;
                }
                *next += 1;
            }
        }
        let mut missing = batch.take(&unmatched);
        for slot in self.nulls {
            let nulls = found.column(*slot).map(|column| column.nulls_like(missing.len()));
            missing.set(*slot, nulls.unwrap_or_else(|| Column::nulls(missing.len())));
        }
        let mut all = found;
        all.append(missing);
        Ok(Some(all.take(&places)))
    }
}
