//! `Distinct`: the first of each set of rows that are the same in some slots.

use std::collections::HashSet;

use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::Slot;
use crate::error::Result;
use crate::value::{GroupKey, Value};

pub(super) struct Distinct<'p> {
    input: Input<'p>,
    slots: &'p [Slot],
    seen: HashSet<GroupKey>,
}

impl<'p> Distinct<'p> {
    pub(super) fn new(input: Input<'p>, slots: &'p [Slot]) -> Self {
        Self { input, slots, seen: HashSet::new() }
    }
}

impl Operator for Distinct<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(runtime)? {
            let mut rows = Vec::new();
            for row in 0..batch.len() {
                runtime.budget.tick()?;
                let key = GroupKey(self.slots.iter().map(|slot| batch.value(*slot, row)).collect());
                if !self.seen.contains(&key) {
                    // a key, its vector, and its share of a table that is at times half empty
                    runtime.budget.hold(96 + key.0.iter().map(Value::size).sum::<usize>())?;
                    self.seen.insert(key);
                    rows.push(row as u32);
                }
            }
            if !rows.is_empty() {
                return Ok(Some(batch.take(&rows)));
            }
        }
        Ok(None)
    }
}
