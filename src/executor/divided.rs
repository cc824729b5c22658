//! Work that is divided among threads: the rows that a plan's lower part gives go in parts through the operators above,
//! and what becomes of the parts is put together in their order. So the answer does not depend on how many threads there
//! are: the parts are the same for one.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::build::{Start, build_above};
use super::distinct::Distinct;
use super::expand::is_looked_up;
use super::order::Keys;
use super::sort::Sort;
use super::{Access, Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::{Expr, Slot};
use crate::error::Result;
use crate::eval::Memo;
use crate::limits::{Budget, Holding};
use crate::plan::{self, Plan, Program};

/// So many rows are enough to be divided.
const FEWEST_ROWS: f64 = 512.0;
/// What a row costs that is only counted, against one that is made.
const COUNTED: f64 = 0.1;
/// So many rows are read before they are worked on;
const ROUND_ROWS: usize = 1 << 18;
/// fewer, if they take this share of the memory;
const ROUND_SHARE: usize = 16;
/// and at first, when not all may be wanted and it is not yet known whether dividing them is any good, so many.
const FIRST_ROUND_ROWS: usize = 1 << 13;
/// Into so many parts rows are divided,
const PARTS: usize = 16;
/// of no fewer rows.
const PART_ROWS: usize = 64;

/// A part of a plan whose rows can be worked on by several threads.
pub(super) struct Divided<'p> {
    /// What gives the rows.
    source: Input<'p>,
    /// What is done with each, from here
    top: &'p Plan,
    /// down to what gives them.
    below: &'p Plan,
    program: &'p Program,
    workers: Vec<Worker<'p>>,
    round_rows: usize,
    is_over: bool,
}

/// A thread's own operators.
struct Worker<'p> {
    input: Input<'p>,
    rows: Sender<Batch>,
    budget: Budget,
    /// What it has worked out, from round to round.
    memo: Memo,
}

/// The rows of one part, as operators are given them.
struct Fed(Receiver<Batch>);

impl Operator for Fed {
    fn next(&mut self, _: &mut Runtime<'_>) -> Result<Option<Batch>> {
        Ok(self.0.try_recv().ok())
    }
}

/// What one part became, and what was noted meanwhile.
struct Done<T> {
    part: usize,
    result: Result<T>,
    notices: Vec<String>,
}

impl<'p> Divided<'p> {
    /// The part of a plan from here down that can be divided, where that is thought to be worth while. With `is_heavy`
    /// also if it is nothing: then what is done with its rows is to be divided.
    pub(super) fn of(top: &'p Plan, is_heavy: bool, start: &Start<'p>, program: &'p Program) -> Option<Self> {
        let least = start.divided_from?;
        let mut chain = vec![top];
        while let Some(plan) = chain.last()
            && is_streaming(&plan.operator)
            && let Some(input) = &plan.input
        {
            chain.push(input);
        }
        // what a statement starts from is one row
        let is_many = |plan: &&Plan| plan.rows >= FEWEST_ROWS.min(least) && plan.input.is_some();
        let from = chain.iter().rposition(is_many)?;
        let work = work(chain.get(..=from).unwrap_or_default(), is_heavy);
        if work < least || (from == 0 && !is_heavy) {
            return None;
        }
        let below = *chain.get(from)?;
        let source = super::build::build_from(below, start.clone(), program);
        let (workers, round_rows) = (Vec::new(), FIRST_ROUND_ROWS);
        Some(Self { source, top, below, program, workers, round_rows, is_over: false })
    }

    /// Makes sure that there are so many workers.
    fn reach(&mut self, workers: usize, budget: &Budget) {
        while self.workers.len() < workers {
            let (sender, receiver) = channel();
            let input = build_above(self.top, self.below, Box::new(Fed(receiver)), self.program);
            self.workers.push(Worker { input, rows: sender, budget: budget.share(), memo: Memo::default() });
        }
    }

    /// Does the work with each part of the next rows. It goes on until its input gives nothing. `None` when there are
    /// no more rows.
    pub(super) fn round<T: Send>(
        &mut self,
        runtime: &mut Runtime<'_>,
        work: &(impl Fn(&mut Input<'p>, &mut Runtime<'_>) -> Result<T> + Sync),
    ) -> Result<Option<Vec<T>>> {
        let (mut batches, mut rows) = (Vec::new(), 0);
        let mut held = Holding::new(runtime.budget);
        let most_bytes = runtime.budget.limits().memory_bytes / ROUND_SHARE;
        while rows < self.round_rows && held.bytes() < most_bytes && !self.is_over {
            match self.source.next(runtime)? {
                Some(batch) => {
                    held.add(batch.size())?;
                    rows += batch.len();
                    batches.push(batch);
                }
                None => self.is_over = true,
            }
        }
        if batches.is_empty() {
            return Ok(None);
        }
        self.round_rows = (self.round_rows * 4).min(ROUND_ROWS);
        let least = PART_ROWS.min(runtime.budget.limits().rows_to_divide).max(1);
        let parts = parts(batches, (rows / PARTS).max(least));
        let threads = runtime.budget.limits().threads.clamp(1, parts.len());
        self.reach(threads, runtime.budget);
        let parts = Mutex::new(parts.into_iter().enumerate());
        let has_failed = AtomicBool::new(false);
        let has_views = AtomicBool::new(false);
        let seen = Seen {
            store: runtime.base(),
            program: runtime.program,
            parameters: runtime.parameters,
            views: runtime.views,
            view: runtime.view.clone(),
            without_views: runtime.without_views,
        };
        let run = |worker: &mut Worker<'p>| {
            let mut done = Vec::new();
            let mut runtime = seen.runtime(&worker.budget, std::mem::take(&mut worker.memo));
            while !has_failed.load(Ordering::Relaxed) {
                // in their order, so that the first that fails is also the first of those that would
                let next = parts.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some((part, batches)) = next else { break };
                // whoever receives it lives as long as the worker
                for batch in batches {
                    drop(worker.rows.send(batch));
                }
                let result = work(&mut worker.input, &mut runtime);
                has_failed.fetch_or(result.is_err(), Ordering::Relaxed);
                done.push(Done { part, result, notices: worker.budget.take_notices() });
            }
            has_views.fetch_or(runtime.has_views, Ordering::Relaxed);
            worker.memo = runtime.memo;
            done
        };
        let mut done = on_threads(self.workers.get_mut(..threads).unwrap_or_default(), run);
        runtime.has_views |= has_views.into_inner();
        done.sort_unstable_by_key(|done| done.part);
        let mut results = Vec::with_capacity(done.len());
        for Done { result, notices, .. } in done {
            for notice in notices {
                runtime.budget.note(notice);
            }
            results.push(result?);
        }
        Ok(Some(results))
    }
}

/// The rows that are left, one after the other: for whoever gains nothing by having them divided.
impl Operator for Divided<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        self.reach(1, runtime.budget);
        let Some(worker) = self.workers.first_mut() else { return Ok(None) };
        loop {
            if let Some(batch) = worker.input.next(runtime)? {
                return Ok(Some(batch));
            }
            let next = if self.is_over { None } else { self.source.next(runtime)? };
            let Some(batch) = next else {
                self.is_over = true;
                return Ok(None);
            };
            drop(worker.rows.send(batch));
        }
    }
}

/// How many rows' work there is above the last of these plans, each of which reads the next; and in what is done with
/// the rows of the first, if that `is_heavy`.
fn work(chain: &[&Plan], is_heavy: bool) -> f64 {
    let mut above = chain.iter().rev();
    // how many batches hold, where a row stands for several
    let mut rows = above.next().map_or(0.0, |plan| plan.rows);
    let (mut work, mut before) = (0.0, rows);
    for plan in above {
        if let plan::Operator::Expand(expand) = &plan.operator
            && expand.is_counted()
        {
            work += COUNTED * if is_looked_up(expand) { rows } else { rows.max(plan.rows) };
        } else {
            let read = rows;
            rows *= plan.rows / before.max(1.0);
            work += rows.max(read);
        }
        before = plan.rows;
    }
    work + if is_heavy { rows } else { 0.0 }
}

/// Whether so few of the rows were equal that it is better to compare them once than in parts and then again.
pub(super) fn is_vain(different: usize, rows: usize) -> bool {
    different > rows / 3
}

/// What all threads see.
struct Seen<'a> {
    store: &'a crate::graph::Store,
    program: &'a Program,
    parameters: &'a crate::eval::Parameters,
    views: &'a crate::view::Views,
    view: Option<std::sync::Arc<crate::view::View>>,
    without_views: bool,
}

impl Seen<'_> {
    fn runtime<'a>(&'a self, budget: &'a Budget, memo: Memo) -> Runtime<'a> {
        Runtime {
            access: Access::Read(self.store),
            program: self.program,
            parameters: self.parameters,
            budget,
            views: self.views,
            view: self.view.clone(),
            answered_through: Vec::new(),
            has_views: false,
            without_views: self.without_views,
            memo,
        }
    }
}

/// Runs it for each worker on a thread of its own, the first on this one. A thread that cannot be had leaves its share
/// to the others. They have as much stack as is left here.
fn on_threads<W: Send, T: Send>(workers: &mut [W], run: impl Fn(&mut W) -> Vec<T> + Sync) -> Vec<T> {
    const STACK: usize = 2 << 20;
    let stack = stacker::remaining_stack().unwrap_or(STACK).max(STACK);
    let Some((first, others)) = workers.split_first_mut() else { return Vec::new() };
    let run = &run;
    thread::scope(|scope| {
        let start = |worker| thread::Builder::new().stack_size(stack).spawn_scoped(scope, move || run(worker));
        let running: Vec<_> = others.iter_mut().filter_map(|worker| start(worker).ok()).collect();
        let mut done = run(first);
        for thread in running {
            match thread.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    })
}

/// Parts of about so many rows each.
fn parts(batches: Vec<Batch>, wanted: usize) -> Vec<Vec<Batch>> {
    let (mut parts, mut part, mut rows) = (Vec::new(), Vec::new(), 0);
    for batch in batches {
        let all: Vec<u32> = (0..batch.len() as u32).collect();
        let pieces = if batch.len() >= 2 * wanted {
            all.chunks(wanted).map(|places| batch.take(places)).collect()
        } else {
            vec![batch]
        };
        for piece in pieces {
            rows += piece.len();
            part.push(piece);
            if rows >= wanted {
                parts.push(std::mem::take(&mut part));
                rows = 0;
            }
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// Whether what the operator gives for a row depends on nothing that it was given before, and it can be given more
/// rows after it has said that there are none.
fn is_streaming(operator: &plan::Operator) -> bool {
    use plan::Operator;
    matches!(
        operator,
        Operator::AllNodesScan { .. }
            | Operator::NodeByLabelScan { .. }
            | Operator::NodeIndexSeek(_)
            | Operator::Expand(_)
            | Operator::ExpandInto(_)
            | Operator::ExpandIntersect { .. }
            | Operator::VarLengthExpand { .. }
            | Operator::ShortestPath { .. }
            | Operator::StatefulShortestPath(_)
            | Operator::Repeat(_)
            | Operator::ProjectEndpoints { .. }
            | Operator::Filter(_)
            | Operator::Projection { .. }
            | Operator::Unwind { .. }
            | Operator::Optional { .. }
            | Operator::Apply { .. }
            | Operator::InView(_)
    )
}

/// What is kept of each part before the parts are put together.
pub(super) enum Keeping<'p> {
    /// All rows.
    All,
    /// Rows that differ in these slots.
    Distinct(&'p [Slot]),
    /// The first rows by an order: LIMIT, and SKIP.
    Top(&'p [(Expr, bool)], &'p Expr, Option<&'p Expr>),
}

/// The rows of all parts, in their order.
pub(super) struct Gather<'p> {
    divided: Divided<'p>,
    keeping: Keeping<'p>,
    ready: VecDeque<(Batch, Holding)>,
    /// Whether what is left is not divided.
    is_alone: bool,
    /// Of the first rows by an order, the last that any part has found: what comes after it is not among them.
    bound: Option<Keys>,
}

impl<'p> Gather<'p> {
    pub(super) fn new(divided: Divided<'p>, keeping: Keeping<'p>) -> Self {
        Self { divided, keeping, ready: VecDeque::new(), is_alone: false, bound: None }
    }
}

/// An input that is lent, and how many rows it gave.
struct Lent<'a, 'p>(&'a mut Input<'p>, &'a AtomicUsize);

impl Operator for Lent<'_, '_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let batch = self.0.next(runtime)?;
        self.1.fetch_add(batch.as_ref().map_or(0, Batch::len), Ordering::Relaxed);
        Ok(batch)
    }
}

/// All that an operator gives.
fn all_of(rows: &mut dyn Operator, runtime: &mut Runtime<'_>) -> Result<Vec<(Batch, Holding)>> {
    let mut batches = Vec::new();
    while let Some(batch) = rows.next(runtime)? {
        runtime.budget.look()?;
        let mut held = Holding::new(runtime.budget);
        held.add(batch.size())?;
        batches.push((batch, held));
    }
    Ok(batches)
}

impl Operator for Gather<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let keeping = &self.keeping;
        while self.ready.is_empty() && !self.is_alone {
            let rows = AtomicUsize::new(0);
            let bound = &self.bound;
            let work = |input: &mut Input<'_>, runtime: &mut Runtime<'_>| {
                let mut input = Box::new(Lent(input, &rows));
                match keeping {
                    Keeping::All => Ok((all_of(&mut *input, runtime)?, None)),
                    Keeping::Distinct(slots) => Ok((all_of(&mut Distinct::new(input, slots), runtime)?, None)),
                    Keeping::Top(order, limit, skip) => {
                        let mut sort = Sort::new(input, order, Some((limit, *skip))).within(bound.clone());
                        let rows = all_of(&mut sort, runtime)?;
                        Ok((rows, sort.bound().cloned()))
                    }
                }
            };
            let Some(parts) = self.divided.round(runtime, &work)? else { return Ok(None) };
            for (rows, last) in parts {
                self.ready.extend(rows);
                if let Some(last) = last
                    && self.bound.as_ref().map_or(Ok(true), |bound| last.is_before(bound, runtime.budget))?
                {
                    self.bound = Some(last);
                }
            }
            let kept = self.ready.iter().map(|(batch, _)| batch.len()).sum();
            self.is_alone = matches!(keeping, Keeping::Distinct(_)) && is_vain(kept, rows.into_inner());
        }
        match self.ready.pop_front() {
            Some((batch, _)) => Ok(Some(batch)),
            None => self.divided.next(runtime),
        }
    }
}
