//! `Sort` and `Top`. Equal rows keep the order they came in.

use super::flatten::flattened;
use super::order::Keys;
use super::{Input, Operator, Runtime, row_count};
use crate::batch::{BATCH_ROWS, Batch};
use crate::bound::Expr;
use crate::error::Result;
use crate::limits::{Budget, Holding};

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

/// The rows that may be among the first so many.
struct Candidates {
    keep: usize,
    rows: Batch,
    keys: Keys,
    /// Whether they are in order and as many as are asked for, so that the last of them says what may join them.
    full: bool,
    held: Holding,
}

impl Candidates {
    /// Takes in those of a batch's rows that may be among the first.
    fn add(&mut self, batch: Batch, keys: Keys, budget: &Budget) -> Result<()> {
        if self.keep == usize::MAX {
            return self.append(batch, keys);
        }
        let rows: Vec<u32> = (0..batch.len() as u32).collect();
        for chunk in rows.chunks(BATCH_ROWS) {
            budget.steps(chunk.len())?;
            let last = (self.keep as u32).wrapping_sub(1);
            let mut joining = Vec::with_capacity(chunk.len());
            for row in chunk {
                if !self.full || keys.compare(*row, &self.keys, last, budget)?.is_lt() {
                    joining.push(*row);
                }
            }
            if !joining.is_empty() {
                self.append(batch.take(&joining), keys.take(&joining))?;
            }
            if self.rows.len() / 2 > self.keep.max(BATCH_ROWS) {
                self.settle(budget)?;
            }
        }
        Ok(())
    }

    fn append(&mut self, rows: Batch, keys: Keys) -> Result<()> {
        self.held.add(rows.size() + keys.size() + rows.len() * SORTING_BYTES)?;
        self.keys.append(keys, self.rows.len());
        self.rows.append(rows);
        Ok(())
    }

    /// Where the first of them stand, in order.
    fn sorted(&self, budget: &Budget) -> Result<Vec<u32>> {
        let mut places = budget.sorted(self.rows.len(), |a, b| self.keys.compare(a, &self.keys, b, budget))?;
        places.truncate(self.keep);
        Ok(places)
    }

    /// Puts them in order and drops what is too many.
    fn settle(&mut self, budget: &Budget) -> Result<()> {
        let places = self.sorted(budget)?;
        // the rows as they came and as they are sorted
        self.held.add(self.rows.size())?;
        self.rows = self.rows.take(&places);
        self.keys = self.keys.take(&places);
        self.full = self.rows.len() == self.keep && self.keep > 0;
        self.held.change_to(self.rows.size() + self.keys.size() + places.len() * SORTING_BYTES)
    }

    /// The rows in order, and what they hold.
    fn finish(mut self, budget: &Budget) -> Result<(Batch, Holding)> {
        let places = self.sorted(budget)?;
        self.held.add(self.rows.size())?;
        let rows = self.rows.take(&places);
        self.held.change_to(rows.size())?;
        Ok((rows, self.held))
    }
}

impl<'p> Sort<'p> {
    pub(super) fn new(input: Input<'p>, order: &'p [(Expr, bool)], top: Option<(&'p Expr, Option<&'p Expr>)>) -> Self {
        Self { input, order, top, sorted: None, held: None }
    }

    fn sort(&mut self, runtime: &mut Runtime<'_>) -> Result<Batch> {
        let keep = match self.top {
            None => usize::MAX,
            Some((limit, skip)) => {
                let skip = skip.map_or(Ok(0), |skip| row_count(skip, "SKIP", runtime))?;
                row_count(limit, "LIMIT", runtime)?.saturating_add(skip)
            }
        };
        let held = Holding::new(runtime.budget);
        let mut candidates = Candidates { keep, rows: Batch::default(), keys: Keys::default(), full: false, held };
        while let Some(batch) = self.input.next(runtime)? {
            let keys = Keys::of(self.order, &batch, runtime.context())?;
            candidates.add(batch, keys, runtime.budget)?;
        }
        let (rows, held) = candidates.finish(runtime.budget)?;
        self.held = Some(held);
        Ok(if self.top.is_some() { flattened(rows, keep) } else { rows })
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
        if *given == 0 && until == rows.len() {
            *given = until;
            return Ok(Some(std::mem::take(rows)));
        }
        let places: Vec<u32> = (*given as u32..until as u32).collect();
        *given = until;
        Ok(Some(rows.take(&places)))
    }
}
