//! `Sort` and `Top`. Equal rows keep the order they came in.

use std::cmp::Ordering;

use super::{Input, Operator, Runtime, row_count};
use crate::batch::{BATCH_ROWS, Batch};
use crate::bound::Expr;
use crate::error::Result;
use crate::eval::{Row, eval};
use crate::value::{Value, order};

pub(super) struct Sort<'p> {
    input: Input<'p>,
    order: &'p [(Expr, bool)],
    /// LIMIT and SKIP: only so many rows are of interest.
    top: Option<(&'p Expr, Option<&'p Expr>)>,
    sorted: Option<(Batch, usize)>,
}

impl<'p> Sort<'p> {
    pub(super) fn new(input: Input<'p>, order: &'p [(Expr, bool)], top: Option<(&'p Expr, Option<&'p Expr>)>) -> Self {
        Self { input, order, top, sorted: None }
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

    fn compare(&self, a: &[Value], b: &[Value]) -> Ordering {
        for ((a, b), (_, descending)) in a.iter().zip(b).zip(self.order) {
            let ordering = if *descending { order(b, a) } else { order(a, b) };
            if ordering.is_ne() {
                return ordering;
            }
        }
        Ordering::Equal
    }

    /// The places of the first `keep` rows in order.
    fn places(&self, keys: &[Vec<Value>], keep: usize) -> Vec<u32> {
        let mut places: Vec<u32> = (0..keys.len() as u32).collect();
        let key = |place: u32| keys.get(place as usize).map_or(&[][..], Vec::as_slice);
        let compare = |a: &u32, b: &u32| self.compare(key(*a), key(*b)).then(a.cmp(b));
        if keep < places.len() {
            if keep > 0 {
                places.select_nth_unstable_by(keep - 1, compare);
            }
            places.truncate(keep);
        }
        places.sort_unstable_by(compare);
        places
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
        let mut held = 0;
        while let Some(batch) = self.input.next(runtime)? {
            let new_keys = self.keys(&batch, runtime)?;
            let bytes = batch.size() + new_keys.iter().flatten().map(Value::size).sum::<usize>();
            runtime.budget.hold(bytes)?;
            held += bytes;
            keys.extend(new_keys);
            rows.append(batch);
            // what cannot be among the first any more is dropped from time to time
            if rows.len() / 4 > keep.max(BATCH_ROWS) {
                let places = self.places(&keys, keep);
                rows = rows.take(&places);
                keys = places.iter().filter_map(|place| keys.get(*place as usize).cloned()).collect();
                runtime.budget.release(held);
                held = rows.size() + keys.iter().flatten().map(Value::size).sum::<usize>();
                runtime.budget.hold(held)?;
            }
        }
        let places = self.places(&keys, keep);
        runtime.budget.look()?;
        Ok(rows.take(&places))
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
