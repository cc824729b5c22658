//! Gives a row that stands for several as often.

use super::{Input, Operator, Runtime};
use crate::batch::{BATCH_ROWS, Batch};
use crate::error::Result;

pub(super) struct Flatten<'p> {
    input: Input<'p>,
    current: Option<Repeating>,
}

/// A batch, its row, and how often that is still to be given.
struct Repeating {
    batch: Batch,
    row: usize,
    left: u64,
}

impl<'p> Flatten<'p> {
    pub(super) fn new(input: Input<'p>) -> Self {
        Self { input, current: None }
    }
}

impl Repeating {
    fn times(&self, row: usize) -> u64 {
        self.batch.multiplicity().and_then(|times| times.get(row).copied()).unwrap_or(1)
    }

    /// So many rows, or as many as are left.
    fn next(&mut self, wanted: usize) -> Batch {
        let mut places = Vec::new();
        while self.row < self.batch.len() && places.len() < wanted {
            let now = self.left.min((wanted - places.len()) as u64);
            places.resize(places.len() + now as usize, self.row as u32);
            self.left -= now;
            if self.left == 0 {
                self.row += 1;
                self.left = self.times(self.row);
            }
        }
        let mut rows = self.batch.take(&places);
        rows.take_multiplicity();
        rows
    }
}

/// The first so many rows, each given as often as it stands for.
pub(super) fn flattened(batch: Batch, wanted: usize) -> Batch {
    if batch.multiplicity().is_none() {
        return batch;
    }
    let mut repeating = Repeating { batch, row: 0, left: 0 };
    repeating.left = repeating.times(0);
    repeating.next(wanted)
}

impl Operator for Flatten<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            if let Some(repeating) = &mut self.current {
                runtime.budget.look()?;
                let rows = repeating.next(BATCH_ROWS);
                if !rows.is_empty() {
                    return Ok(Some(rows));
                }
                self.current = None;
            }
            let Some(batch) = self.input.next(runtime)? else { return Ok(None) };
            if batch.multiplicity().is_none() {
                return Ok(Some(batch));
            }
            let mut repeating = Repeating { batch, row: 0, left: 0 };
            repeating.left = repeating.times(0);
            self.current = Some(repeating);
        }
    }
}
