//! `Eager`: reads all its rows before it gives the first.

use super::{Input, Operator, Runtime, drain};
use crate::batch::Batch;
use crate::error::Result;

pub(super) struct Eager<'p> {
    input: Input<'p>,
    done: bool,
}

impl<'p> Eager<'p> {
    pub(super) fn new(input: Input<'p>) -> Self {
        Self { input, done: false }
    }
}

impl Operator for Eager<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if std::mem::replace(&mut self.done, true) {
            return Ok(None);
        }
        let all = drain(&mut self.input, runtime)?;
        Ok(if all.is_empty() { None } else { Some(all) })
    }
}
