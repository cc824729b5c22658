//! `Eager`: reads all its rows before it gives the first.

use std::collections::VecDeque;

use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::error::Result;
use crate::limits::Holding;

pub(super) struct Eager<'p> {
    input: Input<'p>,
    /// What was read and is still to be given, with what it holds.
    read: Option<VecDeque<(Batch, Holding)>>,
    /// What was given last is still in use.
    given: Option<Holding>,
}

impl<'p> Eager<'p> {
    pub(super) fn new(input: Input<'p>) -> Self {
        Self { input, read: None, given: None }
    }
}

impl Operator for Eager<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if self.read.is_none() {
            let mut read = VecDeque::new();
            while let Some(batch) = self.input.next(runtime)? {
                runtime.budget.look()?;
                let mut held = Holding::new(runtime.budget);
                held.add(batch.size())?;
                read.push_back((batch, held));
            }
            self.read = Some(read);
        }
        let next = self.read.as_mut().and_then(VecDeque::pop_front);
        let (batch, held) = next.map_or((None, None), |(batch, held)| (Some(batch), Some(held)));
        self.given = held;
        Ok(batch)
    }
}
