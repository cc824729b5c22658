//! `Sort` and `Top`. Equal rows keep the order they came in.

use super::flatten::flattened;
use super::order::Keys;
use super::{Input, Operator, Runtime, row_count};
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::bound::{Expr, ExprKind};
use crate::error::Result;
use crate::limits::{Budget, Holding};

/// What a row's place takes up while rows are sorted, and its part of what is free in the columns.
const SORTING_BYTES: usize = 56;

/// So many rows are sorted as soon as one.
const FEW: usize = 64;

pub(super) struct Sort<'p> {
    input: Input<'p>,
    order: &'p [(Expr, bool)],
    /// LIMIT and SKIP: only so many rows are of interest.
    top: Option<(&'p Expr, Option<&'p Expr>)>,
    sorted: Option<(Batch, usize)>,
    /// What the rows hold.
    held: Option<Holding>,
    /// What comes after this is not of interest.
    bound: Option<Keys>,
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
        for chunk in rows.chunks(self.keep.clamp(FEW, BATCH_ROWS)) {
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
            if self.rows.len() / 2 > self.keep.max(FEW) {
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
        let mut places = if self.rows.is_empty() { Vec::new() } else { self.keys.sorted(budget)? };
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

    /// The rows in order, the last of them if they are as many as asked for, and what they hold.
    fn finish(mut self, budget: &Budget) -> Result<(Batch, Option<Keys>, Holding)> {
        let places = self.sorted(budget)?;
        let last = places.last().filter(|_| places.len() == self.keep);
        let bound = last.map(|last| self.keys.take(&[*last]));
        self.held.add(self.rows.size())?;
        let rows = self.rows.take(&places);
        self.held.change_to(rows.size())?;
        Ok((rows, bound, self.held))
    }
}

impl<'p> Sort<'p> {
    pub(super) fn new(input: Input<'p>, order: &'p [(Expr, bool)], top: Option<(&'p Expr, Option<&'p Expr>)>) -> Self {
        Self { input, order, top, sorted: None, held: None, bound: None }
    }

    /// The same, where rows are known of which the last comes no later than this.
    pub(super) fn within(self, bound: Option<Keys>) -> Self {
        Self { bound, ..self }
    }

    /// Once it has given a row: the last that it found, if they are as many as were asked for.
    pub(super) fn bound(&self) -> Option<&Keys> {
        self.bound.as_ref()
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
        while let Some(mut batch) = self.input.next(runtime)? {
            let mut first = Keys::of(self.order.get(..1).unwrap_or_default(), &batch, runtime.context())?;
            let bound = if candidates.full {
                Some((&candidates.keys, (keep as u32).wrapping_sub(1)))
            } else {
                self.bound.as_ref().map(|bound| (bound, 0))
            };
            if let Some((bound, place)) = bound
                && self.order.iter().skip(1).all(|(expr, _)| is_never_an_error(expr, &batch))
            {
                runtime.budget.steps(batch.len())?;
                let joining = first.not_after(bound, place, runtime.budget)?;
                if joining.is_empty() {
                    continue;
                }
                if joining.len() < batch.len() {
                    (batch, first) = (batch.take(&joining), first.take(&joining));
                }
            }
            let others = Keys::of(self.order.get(1..).unwrap_or_default(), &batch, runtime.context())?;
            candidates.add(batch, first.and(others), runtime.budget)?;
        }
        let (rows, bound, held) = candidates.finish(runtime.budget)?;
        self.held = Some(held);
        self.bound = bound;
        Ok(if self.top.is_some() { flattened(rows, keep) } else { rows })
    }
}

/// Whether what a row is also ordered by can be left out where the first key decides.
fn is_never_an_error(expr: &Expr, batch: &Batch) -> bool {
    match &expr.kind {
        ExprKind::Slot(_) | ExprKind::Constant(_) => true,
        ExprKind::Property(of, _) => {
            let ExprKind::Slot(slot) = &of.kind else { return false };
            matches!(batch.column(*slot), Some(Column::Nodes(_) | Column::Relationships(_)))
        }
        _ => false,
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
