//! PROFILE: what each operator of a plan gave and took.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::Plan;

/// What the operators of a program that ran gave and took.
#[derive(Debug, Default)]
pub struct Profile(Mutex<HashMap<usize, Measured>>);

/// What one operator gave and took, over all of its runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measured {
    /// Rows given.
    pub rows: u64,
    /// Time taken, that of its input included.
    pub time: Duration,
}

impl Profile {
    /// Adds a batch of this many rows.
    pub fn add(&self, operator: usize, rows: usize, time: Duration) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let measured = all.entry(operator).or_default();
        measured.rows += rows as u64;
        measured.time += time;
    }

    /// What an operator gave, and the time it took beside its input.
    pub fn of(&self, plan: &Plan) -> Measured {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |plan: &Plan| all.get(&key(plan)).copied().unwrap_or_default();
        let whole = of(plan);
        let input = plan.input.as_deref().map_or(Duration::ZERO, |input| of(input).time);
        Measured { time: whole.time.saturating_sub(input), ..whole }
    }
}

/// What an operator is known by while its program stays where it is.
pub fn key(plan: &Plan) -> usize {
    std::ptr::from_ref(plan).addr()
}
