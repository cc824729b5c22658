//! One aggregate over all groups.

use std::cmp::Ordering;

use super::groups::Groups;
use crate::batch::{Column, Typed, sum, too_many};
use crate::bound::AggregateCall;
use crate::error::{Error, Result};
use crate::eval::Vector;
use crate::functions::{Accumulator, AggregateKind, Extreme, FunctionContext, Sum};
use crate::limits::{Budget, Holding};
use crate::value::Value;

/// An aggregate of a group, and its place in the answer.
const STATE_BYTES: usize = 160;

/// The aggregate of each group so far.
pub(super) struct Aggregates<'p> {
    call: &'p AggregateCall,
    states: States,
    /// The arguments seen, for DISTINCT: of each group, if there may be several.
    seen: Option<Groups>,
    grouped: bool,
}

enum States {
    Counts(Vec<u64>),
    Sums(Vec<Sum>),
    /// The least or the greatest, as long as all are integers.
    Integers(Vec<Option<i64>>),
    Others(Vec<Box<dyn Accumulator>>),
}

/// The rows that are to be taken in: the group of each, and how many rows it stands for.
#[derive(Clone, Copy)]
pub(super) struct Taken<'r> {
    pub(super) groups: &'r [u32],
    pub(super) times: Option<&'r [u64]>,
}

impl<'p> Aggregates<'p> {
    pub(super) fn new(call: &'p AggregateCall, grouped: bool) -> Self {
        let states = match call.aggregate.kind {
            AggregateKind::Count => States::Counts(Vec::new()),
            AggregateKind::Sum { .. } => States::Sums(Vec::new()),
            AggregateKind::Extreme(_) => States::Integers(Vec::new()),
            AggregateKind::Other(_) => States::Others(Vec::new()),
        };
        Self { call, states, seen: call.distinct.then(Groups::of_rows), grouped }
    }

    /// Makes room for so many groups.
    pub(super) fn reach(&mut self, groups: usize, held: &mut Holding) -> Result<()> {
        let before = self.len();
        held.add(groups.saturating_sub(before).saturating_mul(STATE_BYTES))?;
        match (&mut self.states, &self.call.aggregate.kind) {
            (States::Counts(counts), _) => counts.resize(groups, 0),
            (States::Sums(sums), AggregateKind::Sum { average }) => {
                sums.resize_with(groups, || Sum::new(*average));
            }
            (States::Integers(best), _) => best.resize(groups, None),
            (States::Others(others), AggregateKind::Other(start)) => others.resize_with(groups, *start),
            (States::Others(others), AggregateKind::Extreme(wanted)) => {
                others.resize_with(groups, || Box::new(Extreme::new(*wanted, None)));
            }
            _ => {}
        }
        Ok(())
    }

    fn len(&self) -> usize {
        match &self.states {
            States::Counts(counts) => counts.len(),
            States::Sums(sums) => sums.len(),
            States::Integers(best) => best.len(),
            States::Others(others) => others.len(),
        }
    }

    /// Takes in rows. Those whose first argument is null do not count; `count(*)` has none.
    pub(super) fn update(
        &mut self,
        taken: Taken<'_>,
        arguments: &[Vector<'_>],
        budget: &Budget,
        held: &mut Holding,
    ) -> Result<()> {
        let Some(seen) = &mut self.seen else { return self.take(taken, None, arguments, budget, held) };
        // the first row of each group and arguments
        let mut parts = arguments.to_vec();
        if self.grouped {
            let groups = taken.groups.iter().map(|group| i64::from(*group)).collect();
            parts.push(Column::Integers(Typed::full(groups)).into());
        }
        let rows = taken.groups.len();
        let first = seen.assign(&parts, rows, budget, held)?.first;
        self.take(Taken { times: None, ..taken }, Some(&first), arguments, budget, held)
    }

    fn take(
        &mut self,
        taken: Taken<'_>,
        rows: Option<&[u32]>,
        arguments: &[Vector<'_>],
        budget: &Budget,
        held: &mut Holding,
    ) -> Result<()> {
        budget.steps(rows.map_or(taken.groups.len(), <[u32]>::len) / 4 + 1)?;
        if let (States::Integers(best), AggregateKind::Extreme(wanted)) = (&mut self.states, &self.call.aggregate.kind)
        {
            if let Some(Column::Integers(integers)) = arguments.first().and_then(Vector::column) {
                return taken.each(rows, |row, group, _| {
                    if let (Some(best), Some(value)) = (best.get_mut(group), integers.get(row)) {
                        *best = Some(best.map_or(value, |best| better(*wanted, best, value)));
                    }
                    Ok(())
                });
            }
            self.widen();
        }
        let at = |error: Error| error.at(self.call.span);
        match &mut self.states {
            States::Counts(counts) => count(counts, taken, rows, arguments.first()).map_err(at),
            States::Sums(sums) => {
                let Some(first) = arguments.first() else { return Ok(()) };
                match first.column() {
                    Some(Column::Integers(integers)) => taken.each(rows, |row, group, times| {
                        let sum = sums.get_mut(group).zip(integers.get(row));
                        sum.map_or(Ok(()), |(sum, value)| sum.add_integer(value, times))
                    }),
                    Some(Column::Floats(floats)) => taken.each(rows, |row, group, times| {
                        let sum = sums.get_mut(group).zip(floats.get(row));
                        sum.map_or(Ok(()), |(sum, value)| sum.add_float(value, times))
                    }),
                    _ => taken.each(rows, |row, group, times| {
                        let sum = sums.get_mut(group).filter(|_| !first.is_null(row));
                        sum.map_or(Ok(()), |sum| sum.add(&first.value(row), times))
                    }),
                }
                .map_err(at)
            }
            // these have become others
            States::Integers(_) => Ok(()),
            States::Others(others) => {
                let best = match (&self.call.aggregate.kind, rows) {
                    (AggregateKind::Extreme(wanted), None) => {
                        arguments.first().and_then(|first| extremes(*wanted, taken.groups, first, others.len()))
                    }
                    _ => None,
                };
                taken.each(best.as_deref().or(rows), |row, group, times| {
                    if arguments.first().is_none_or(|first| first.is_null(row)) {
                        return Ok(());
                    }
                    let Some(state) = others.get_mut(group) else { return Ok(()) };
                    let values: Vec<Value> = arguments.iter().map(|argument| argument.value(row)).collect();
                    let times = if state.is_idempotent() { 1 } else { times };
                    for _ in 0..times {
                        budget.tick()?;
                        let before = state.size();
                        budget.check_memory(state.growth())?;
                        state.update(&values).map_err(at)?;
                        held.add(state.size().saturating_sub(before))?;
                    }
                    Ok(())
                })
            }
        }
    }

    /// Takes in what another has of rows that come after, whose groups are these.
    pub(super) fn merge(&mut self, mut after: Self, groups: &[u32], budget: &Budget, held: &mut Holding) -> Result<()> {
        if let Some(seen) = after.seen {
            return self.merge_distinct(seen, groups, budget, held);
        }
        budget.steps(groups.len() / 4 + 1)?;
        let at = |error: Error| error.at(self.call.span);
        let places = groups.iter().map(|group| *group as usize);
        if let (States::Integers(best), States::Integers(more), AggregateKind::Extreme(wanted)) =
            (&mut self.states, &after.states, &self.call.aggregate.kind)
        {
            for (place, more) in places.zip(more) {
                if let (Some(best), Some(more)) = (best.get_mut(place), more) {
                    *best = Some(best.map_or(*more, |best| better(*wanted, best, *more)));
                }
            }
            return Ok(());
        }
        self.widen();
        after.widen();
        match (&mut self.states, after.states) {
            (States::Counts(counts), States::Counts(more)) => {
                for (place, more) in places.zip(more) {
                    let Some(count) = counts.get_mut(place) else { continue };
                    *count = count.checked_add(more).ok_or_else(too_many).map_err(at)?;
                }
            }
            (States::Sums(sums), States::Sums(more)) => {
                for (place, more) in places.zip(more) {
                    sums.get_mut(place).map_or(Ok(()), |sum| sum.merge(more)).map_err(at)?;
                }
            }
            (States::Others(others), States::Others(more)) => {
                for (place, mut more) in places.zip(more) {
                    let Some(state) = others.get_mut(place) else { continue };
                    let (before, more) = (state.size(), more.state());
                    budget.steps(more.len())?;
                    state.merge(more).map_err(at)?;
                    held.add(state.size().saturating_sub(before))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Makes room for the least and the greatest of any values.
    fn widen(&mut self) {
        let AggregateKind::Extreme(wanted) = self.call.aggregate.kind else { return };
        if let States::Integers(best) = &mut self.states {
            let others = std::mem::take(best).into_iter();
            let other = |best: Option<i64>| -> Box<dyn Accumulator> {
                Box::new(Extreme::new(wanted, best.map(Value::Integer)))
            };
            self.states = States::Others(others.map(other).collect());
        }
    }

    /// The same for what another has seen, each once.
    fn merge_distinct(&mut self, seen: Groups, groups: &[u32], budget: &Budget, held: &mut Holding) -> Result<()> {
        let rows = seen.len();
        let mut columns = seen.into_keys();
        let of: Vec<u32> = match columns.split_off(self.call.arguments.len().min(columns.len())).pop() {
            Some(Column::Integers(of)) => {
                let group = |of: &i64| groups.get(*of as usize).copied().unwrap_or_default();
                of.values.iter().map(group).collect()
            }
            _ => vec![0; rows],
        };
        let arguments: Vec<Vector<'_>> = columns.into_iter().map(Vector::from).collect();
        self.update(Taken { groups: &of, times: None }, &arguments, budget, held)
    }

    /// The result of each group.
    pub(super) fn finish(self, context: FunctionContext<'_>) -> Result<Column> {
        let at = |error: Error| error.at(self.call.span);
        Ok(match self.states {
            States::Counts(counts) => {
                let counts: Option<Vec<i64>> = counts.into_iter().map(|count| i64::try_from(count).ok()).collect();
                Column::Integers(Typed::full(counts.ok_or_else(too_many).map_err(at)?))
            }
            States::Sums(sums) => {
                let results: Result<Vec<Value>> = sums.iter().map(Sum::finish).collect();
                Column::of(results.map_err(at)?)
            }
            States::Integers(best) => Column::Integers(Typed::of(best.into_iter())),
            States::Others(others) => {
                let results: Result<Vec<Value>> = others.into_iter().map(|mut state| state.finish(context)).collect();
                Column::of(results.map_err(at)?)
            }
        })
    }
}

impl Taken<'_> {
    /// Calls `take` with each row, its group, and how many rows it stands for: with these rows, or all.
    #[inline]
    fn each(self, rows: Option<&[u32]>, mut take: impl FnMut(usize, usize, u64) -> Result<()>) -> Result<()> {
        let times = |row: usize| self.times.map_or(1, |times| times.get(row).copied().unwrap_or(1));
        match rows {
            None => {
                let mut groups = self.groups.iter().enumerate();
                groups.try_for_each(|(row, group)| take(row, *group as usize, times(row)))
            }
            Some(rows) => rows.iter().try_for_each(|row| {
                let row = *row as usize;
                self.groups.get(row).map_or(Ok(()), |group| take(row, *group as usize, times(row)))
            }),
        }
    }
}

/// Of two numbers the one that stands so to the other.
fn better(wanted: Ordering, a: i64, b: i64) -> i64 {
    if b.cmp(&a) == wanted { b } else { a }
}

/// The rows that have the least or the greatest float of their groups, or the first of them; `None` where rows are not
/// floats without null, or groups are so many that there is little to gain.
fn extremes(wanted: Ordering, groups: &[u32], argument: &Vector<'_>, count: usize) -> Option<Vec<u32>> {
    let Column::Floats(Typed { values, nulls: None }) = argument.column()? else { return None };
    // NaN is the largest number
    if count > groups.len() || values.iter().any(|value| value.is_nan()) {
        return None;
    }
    let mut best: Vec<Option<(u32, f64)>> = vec![None; count];
    for ((row, group), value) in (0u32..).zip(groups).zip(values) {
        if let Some(best) = best.get_mut(*group as usize)
            && best.is_none_or(|(_, other)| value.partial_cmp(&other) == Some(wanted))
        {
            *best = Some((row, *value));
        }
    }
    Some(best.into_iter().flatten().map(|(row, _)| row).collect())
}

/// Counts rows whose argument is not null; all without one.
fn count(counts: &mut [u64], taken: Taken<'_>, rows: Option<&[u32]>, argument: Option<&Vector<'_>>) -> Result<()> {
    if let ([only], None, None) = (&mut *counts, rows, argument) {
        let more = match taken.times {
            None => Some(taken.groups.len() as u64),
            Some(times) => sum(times),
        };
        *only = more.and_then(|more| only.checked_add(more)).ok_or_else(too_many)?;
        return Ok(());
    }
    taken.each(rows, |row, group, times| {
        if argument.is_some_and(|argument| argument.is_null(row)) {
            return Ok(());
        }
        let Some(count) = counts.get_mut(group) else { return Ok(()) };
        *count = count.checked_add(times).ok_or_else(too_many)?;
        Ok(())
    })
}
