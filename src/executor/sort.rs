//! `Sort` and `Top`. Equal rows keep the order they came in.

use std::cmp::Ordering;

use super::flatten::flattened;
use super::{Input, Operator, Runtime, row_count};
use crate::batch::{BATCH_ROWS, Batch};
use crate::bound::Expr;
use crate::error::Result;
use crate::eval::{Row, eval};
use crate::limits::{Budget, Holding};
use crate::value::{Value, order};

/// What a row's place takes up while rows are sorted, and its part of what is free in the columns.
const SORTING_BYTES: usize = 24;

pub(super) struct Sort<'p> {
    input: Input<'p>,
    order: &'p [(Expr, bool)],
    /// LIMIT and SKIP: only so many rows are of interest.
    top: Option<(&'p Expr, Option<&'p Expr>)>,
    sorted: Option<(Batch, usize)>,
    /// What the rows hold.
    held: Option<Holding>,
}

impl<'p> Sort<'p> {
    pub(super) fn new(input: Input<'p>, order: &'p [(Expr, bool)], top: Option<(&'p Expr, Option<&'p Expr>)>) -> Self {
        Self { input, order, top, sorted: None, held: None }
    }

    fn keys(&self, batch: &Batch, runtime: &Runtime<'_>) -> Result<Vec<Vec<Value>>> {
        let mut keys = Vec::with_capacity(batch.len());
        for row in 0..batch.len() {
            runtime.budget.tick()?;
            let row = Row::new(batch, row);
            let key: Result<Vec<Value>> =
                self.order.iter().map(|(expr, _)| eval(expr, row, runtime.context())).collect();
            keys.push(key?);
        }
        Ok(keys)
    }

    fn compare(&self, a: &[Value], b: &[Value], budget: &Budget) -> Result<Ordering> {
        for ((a, b), (_, descending)) in a.iter().zip(b).zip(self.order) {
            budget.work(a.size().min(b.size()))?;
            let ordering = if *descending { order(b, a) } else { order(a, b) };
            if ordering.is_ne() {
                return Ok(ordering);
            }
        }
        Ok(Ordering::Equal)
    }

    /// The places of the first `keep` rows in order.
    fn places(&self, keys: &[Vec<Value>], keep: usize, budget: &Budget) -> Result<Vec<u32>> {
        let key = |place: u32| keys.get(place as usize).map_or(&[][..], Vec::as_slice);
        let mut places = budget.sorted(keys.len(), |a, b| self.compare(key(a), key(b), budget))?;
        places.truncate(keep);
        Ok(places)
    }

    fn sort(&mut self, runtime: &mut Runtime<'_>) -> Result<Batch> {
        let keep = match self.top {
            None => usize::MAX,
            Some((limit, skip)) => {
                let skip = skip.map_or(Ok(0), |skip| row_count(skip, "SKIP", runtime))?;
                row_count(limit, "LIMIT", runtime)?.saturating_add(skip)
            }
        };
        let (mut rows, mut keys) = (Batch::default(), Vec::new());
        let mut held = Holding::new(runtime.budget);
        let mut bytes = 0;
        while let Some(batch) = self.input.next(runtime)? {
            let mut more = batch.size();
            held.add(more)?;
            for key in self.keys(&batch, runtime)? {
                let beside = key.iter().map(Value::size).fold(SORTING_BYTES, usize::saturating_add);
                more = more.saturating_add(beside);
                held.push(&mut keys, key, beside)?;
            }
            bytes = more.saturating_add(bytes);
            rows.append(batch);
            // what cannot be among the first any more is dropped from time to time
            if rows.len() / 4 > keep.max(BATCH_ROWS) {
                let places = self.places(&keys, keep, runtime.budget)?;
                rows = rows.take(&places);
                keys = places.iter().filter_map(|place| keys.get(*place as usize).cloned()).collect();
                held.take_off(bytes);
                let sizes = keys.iter().flatten().map(Value::size);
                bytes = sizes.fold(rows.size() + keys.len() * SORTING_BYTES, usize::saturating_add);
                held.add(bytes)?;
            }
        }
        let places = self.places(&keys, keep, runtime.budget)?;
        drop(keys);
        // the rows as they came and as they are sorted
        held.add(rows.size())?;
        self.held = Some(held);
        let sorted = rows.take(&places);
        Ok(if self.top.is_some() { flattened(sorted, keep) } else { sorted })
    }
}

impl Operator for Sort<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if self.sorted.is_none() {
            let sorted = self.sort(runtime)?;
            self.sorted = Some((sorted, 0));
        }
        let Some((rows, given)) = &mut self.sorted else { return Ok(None) };
        if *given >= rows.len() {
            return Ok(None);
        }
        let until = (*given + BATCH_ROWS).min(rows.len());
        let places: Vec<u32> = (*given as u32..until as u32).collect();
        *given = until;
        Ok(Some(rows.take(&places)))
    }
}
