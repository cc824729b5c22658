//! `Eager`: reads all its rows before it gives the first.

use super::{Input, Operator, Runtime, drain};
use crate::batch::Batch;
use crate::error::Result;
use crate::limits::Holding;

pub(super) struct Eager<'p> {
    input: Input<'p>,
    /// What the rows hold, once they have been read.
    held: Option<Holding>,
}

impl<'p> Eager<'p> {
    pub(super) fn new(input: Input<'p>) -> Self {
        Self { input, held: None }
    }
}

impl Operator for Eager<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if self.held.is_some() {
            return Ok(None);
        }
        let (all, held) = drain(&mut self.input, runtime)?;
        self.held = Some(held);
        Ok(if all.is_empty() { None } else { Some(all) })
    }
}
