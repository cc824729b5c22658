//! `Distinct`: the first of each set of rows that are the same in some slots.

use std::collections::HashSet;

use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::Slot;
use crate::error::Result;
use crate::limits::Holding;
use crate::value::GroupKey;

/// A key, its vector, and its share of a table that is at times half empty.
const KEY_BYTES: usize = 96;

pub(super) struct Distinct<'p> {
    input: Input<'p>,
    slots: &'p [Slot],
    seen: HashSet<GroupKey>,
    /// What the keys seen hold.
    held: Option<Holding>,
}

impl<'p> Distinct<'p> {
    pub(super) fn new(input: Input<'p>, slots: &'p [Slot]) -> Self {
        Self { input, slots, seen: HashSet::new(), held: None }
    }
}

impl Operator for Distinct<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let held = self.held.get_or_insert_with(|| Holding::new(runtime.budget));
        while let Some(batch) = self.input.next(runtime)? {
            let mut rows = Vec::new();
            for row in 0..batch.len() {
                runtime.budget.tick()?;
                let key = GroupKey(self.slots.iter().map(|slot| batch.value(*slot, row)).collect());
                let bytes = key.size();
                runtime.budget.work(bytes)?;
                if !self.seen.contains(&key) {
                    held.add(bytes.saturating_add(KEY_BYTES))?;
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
