//! `Distinct`: the first of each set of rows that are the same in some slots.

use super::groups::Groups;
use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::{Expr, Slot};
use crate::error::Result;
use crate::eval::{Places, Vector, eval_rows};
use crate::limits::Holding;
use crate::span::Span;

pub(super) struct Distinct<'p> {
    input: Input<'p>,
    slots: &'p [Slot],
    seen: Groups,
    /// What the keys seen hold.
    held: Option<Holding>,
}

impl<'p> Distinct<'p> {
    pub(super) fn new(input: Input<'p>, slots: &'p [Slot]) -> Self {
        Self { input, slots, seen: Groups::of_rows(), held: None }
    }
}

impl Operator for Distinct<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let held = self.held.get_or_insert_with(|| Holding::new(runtime.budget));
        while let Some(batch) = self.input.next(runtime)? {
            let column = |slot: &Slot| {
                let expr = Expr::slot(*slot, Span::default());
                eval_rows(&expr, &batch, Places::All(batch.len()), runtime.context())
            };
            let parts: Vec<Vector<'_>> = self.slots.iter().map(column).collect::<Result<_>>()?;
            let first = self.seen.assign(&parts, batch.len(), runtime.budget, held)?.first;
            drop(parts);
            if !first.is_empty() {
                let mut output = if first.len() == batch.len() { batch } else { batch.take(&first) };
                output.take_multiplicity();
                return Ok(Some(output));
            }
        }
        Ok(None)
    }
}
