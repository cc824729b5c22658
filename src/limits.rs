//! Limits on what one query may cost, and the two ways to stop it.

use std::cmp::Ordering as Order;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crate::error::{Detail, Error, ErrorKind, Result};

/// What one query may cost. Each limit ends in its own clear error.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of query text.
    pub query_bytes: usize,
    /// Depth of brackets, `CASE` and prefix operators.
    pub nesting: usize,
    /// Time from the start of a query; `None` for no limit.
    pub deadline: Option<Duration>,
    /// Bytes that the rows of one query may hold at a time (an estimate).
    pub memory_bytes: usize,
    /// Bytes of one string.
    pub string_bytes: usize,
    /// Elements of one list.
    pub list_elements: usize,
    /// The folder whose files LOAD CSV may read; `None` for none at all.
    pub csv_folder: Option<PathBuf>,
    /// Threads that work on one query; its answer does not depend on how many they are.
    pub threads: usize,
    /// A query that is thought to go over fewer rows than this is not divided among threads.
    pub rows_to_divide: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            query_bytes: 1 << 20,
            nesting: 128,
            deadline: None,
            memory_bytes: 1 << 30,
            string_bytes: 16 << 20,
            list_elements: 10_000_000,
            csv_folder: None,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            rows_to_divide: 30_000,
        }
    }
}

impl Limits {
    /// An error if a list of this many elements is too long.
    pub fn check_list(&self, elements: usize) -> Result<()> {
        if elements > self.list_elements {
            return Err(Error::limit(
                Detail::ValueSize,
                format!("a list of {elements} elements is longer than the limit of {}", self.list_elements),
            )
            .hint("UNWIND range(...) streams its numbers without building the list"));
        }
        Ok(())
    }

    /// An error if a string of this many bytes is too long.
    pub fn check_string(&self, bytes: usize) -> Result<()> {
        if bytes > self.string_bytes {
            return Err(Error::limit(
                Detail::ValueSize,
                format!("a string of {bytes} bytes is longer than the limit of {}", self.string_bytes),
            ));
        }
        Ok(())
    }
}

/// A flag that stops the running query from another thread or a signal handler.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Asks the running query to stop.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Makes the flag ready for the next query.
    pub fn clear(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Whether somebody asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Keeps one query within its limits: counts steps and bytes.
#[derive(Debug)]
pub struct Budget {
    limits: Arc<Limits>,
    interrupt: Interrupt,
    ends: Option<Instant>,
    steps: std::cell::Cell<u32>,
    memory: Arc<Memory>,
    moment: Arc<OnceLock<Moment>>,
    notices: std::cell::RefCell<indexmap::IndexSet<String>>,
}

/// A moment: seconds after 1970 UTC, and nanoseconds.
pub type Moment = (i64, u32);

/// More notices than this nobody reads.
const NOTICES: usize = 100;
/// The clock is read once in this many steps.
const STEPS_PER_LOOK: u32 = 1024;
/// Going through so many bytes of values takes about as long as a step.
const BYTES_PER_STEP: usize = 256;
/// So many things are sorted one by one.
const SORTED_RUN: usize = 16;
/// More bytes than this are counted as so many, which is an error, so that their sum is a number.
const MOST_BYTES: usize = usize::MAX / 4;

impl Budget {
    /// A budget that starts now.
    pub fn start(limits: impl Into<Arc<Limits>>, interrupt: Interrupt) -> Self {
        let limits: Arc<Limits> = limits.into();
        let ends = limits.deadline.and_then(|deadline| Instant::now().checked_add(deadline));
        Self {
            memory: Arc::new(Memory { held: AtomicUsize::new(0), limit: limits.memory_bytes }),
            limits,
            interrupt,
            ends,
            steps: std::cell::Cell::new(0),
            moment: Arc::default(),
            notices: std::cell::RefCell::default(),
        }
    }

    /// A budget for another thread that works on the same query: it has the same end and the same memory.
    pub fn share(&self) -> Self {
        Self {
            limits: Arc::clone(&self.limits),
            interrupt: self.interrupt.clone(),
            ends: self.ends,
            steps: std::cell::Cell::new(0),
            memory: Arc::clone(&self.memory),
            moment: Arc::clone(&self.moment),
            notices: std::cell::RefCell::default(),
        }
    }

    /// The moment at which the query runs: that of the first look at the clock, and the same throughout.
    pub fn moment(&self, clock: fn() -> Moment) -> Moment {
        *self.moment.get_or_init(clock)
    }

    /// Notes something that whoever reads the answer should know; once, however often it is noted.
    pub fn note(&self, notice: String) {
        let mut notices = self.notices.borrow_mut();
        if notices.len() < NOTICES {
            notices.insert(notice);
        }
    }

    /// What was noted, in the order it was.
    pub fn notices(&self) -> Vec<String> {
        self.notices.borrow().iter().cloned().collect()
    }

    /// The same, which are then forgotten.
    pub fn take_notices(&self) -> Vec<String> {
        self.notices.take().into_iter().collect()
    }

    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// One step of any loop: an error when the query was stopped or its time is up.
    #[inline]
    pub fn tick(&self) -> Result<()> {
        let steps = self.steps.get() + 1;
        if steps < STEPS_PER_LOOK {
            self.steps.set(steps);
            return Ok(());
        }
        self.look()
    }

    /// So many steps of a loop, before it is run.
    pub fn steps(&self, count: usize) -> Result<()> {
        self.work(count.saturating_mul(BYTES_PER_STEP))
    }

    /// The steps of going through this many bytes.
    pub fn work(&self, bytes: usize) -> Result<()> {
        let steps = (self.steps.get() as usize).saturating_add(bytes / BYTES_PER_STEP);
        if steps < STEPS_PER_LOOK as usize {
            self.steps.set(steps as u32);
            return Ok(());
        }
        self.look()
    }

    /// The places of so many things, in order; things that are equal keep theirs. Where std sorts in
    /// one go, this can be stopped.
    pub fn sorted(&self, count: usize, compare: impl Fn(u32, u32) -> Result<Order>) -> Result<Vec<u32>> {
        let mut places: Vec<u32> = (0..count as u32).collect();
        // few by putting each among those before it
        for run in places.chunks_mut(SORTED_RUN) {
            self.steps(run.len())?;
            for end in 1..run.len() {
                let (before, rest) = run.split_at_mut(end);
                let Some(place) = rest.first().copied() else { continue };
                let mut at = end;
                while let Some(last) = before.get(at.wrapping_sub(1))
                    && compare(*last, place)?.is_gt()
                {
                    at -= 1;
                }
                run.get_mut(at..=end).unwrap_or_default().rotate_right(1);
            }
        }
        self.merged(places, SORTED_RUN, compare)
    }

    /// Merges runs of this length, each in order.
    fn merged(&self, places: Vec<u32>, run: usize, compare: impl Fn(u32, u32) -> Result<Order>) -> Result<Vec<u32>> {
        let (count, mut places, mut run) = (places.len(), places, run);
        let mut merged = Vec::with_capacity(if count > run { count } else { 0 });
        while run < count {
            for pair in places.chunks(2 * run) {
                let (left, right) = pair.split_at(run.min(pair.len()));
                let (mut left, mut right) = (left.iter().copied().peekable(), right.iter().copied().peekable());
                while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
                    self.tick()?;
                    merged.extend(if compare(*a, *b)?.is_gt() { right.next() } else { left.next() });
                }
                merged.extend(left.chain(right));
            }
            std::mem::swap(&mut places, &mut merged);
            merged.clear();
            run *= 2;
        }
        Ok(places)
    }

    /// Looks at the flag and the clock now.
    pub fn look(&self) -> Result<()> {
        self.steps.set(0);
        if self.interrupt.is_stopped() {
            return Err(Error::new(ErrorKind::Interrupted, Detail::Stopped, "the query was stopped"));
        }
        if self.ends.is_some_and(|ends| Instant::now() >= ends) {
            let seconds = self.limits.deadline.unwrap_or_default().as_secs_f64();
            return Err(Error::limit(Detail::Deadline, format!("the query ran longer than its {seconds} s"))
                .hint("narrow the patterns, add a LIMIT to an inner WITH, or raise the limit (--timeout)"));
        }
        Ok(())
    }

    /// Notes that the query holds this many bytes more, to its end; for a while: [`Holding`].
    pub fn hold(&self, bytes: usize) -> Result<()> {
        self.memory.hold(bytes.min(MOST_BYTES))
    }

    /// An error if a list of this many elements, each of so many bytes, is too long or too large; to
    /// ask before it is built.
    pub fn check_list(&self, elements: usize, bytes_each: usize) -> Result<()> {
        self.limits.check_list(elements)?;
        self.check_memory(elements.saturating_mul(bytes_each))
    }

    /// An error if this many bytes more would be too many.
    pub fn check_memory(&self, bytes: usize) -> Result<()> {
        self.memory.check(self.memory.held.load(Ordering::Relaxed).saturating_add(bytes))
    }
}

/// The bytes that a query holds.
#[derive(Debug)]
struct Memory {
    held: AtomicUsize,
    limit: usize,
}

impl Memory {
    fn hold(&self, bytes: usize) -> Result<()> {
        self.check(self.held.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes))
    }

    fn check(&self, bytes: usize) -> Result<()> {
        if bytes > self.limit {
            let message = format!("the query needs more than its {} MiB of memory", self.limit >> 20);
            return Err(
                Error::limit(Detail::Memory, message).hint("aggregate or LIMIT earlier, or raise the limit (--memory)")
            );
        }
        Ok(())
    }
}

/// Bytes that are held for a while: let go of when it is dropped.
#[derive(Debug)]
pub struct Holding {
    memory: Arc<Memory>,
    bytes: usize,
}

impl Holding {
    /// Nothing yet.
    pub fn new(budget: &Budget) -> Self {
        Self { memory: Arc::clone(&budget.memory), bytes: 0 }
    }

    /// How many they are.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Notes this many bytes more.
    pub fn add(&mut self, bytes: usize) -> Result<()> {
        let bytes = bytes.min(MOST_BYTES);
        self.bytes = self.bytes.saturating_add(bytes);
        self.memory.hold(bytes)
    }

    /// Appends to a list, whose room is counted, and what the element holds beside: a list is let go of
    /// only after the longer one that takes its place is there.
    pub fn push<T>(&mut self, items: &mut Vec<T>, item: T, beside: usize) -> Result<()> {
        if items.len() == items.capacity() {
            let more = items.len() / 4 + 4;
            let before = items.len() * size_of::<T>();
            self.add(before + more * size_of::<T>())?;
            items.reserve_exact(more);
            self.take_off(before);
        }
        self.add(beside)?;
        items.push(item);
        Ok(())
    }

    /// Notes this many bytes in place of those before.
    pub fn change_to(&mut self, bytes: usize) -> Result<()> {
        self.take_off(self.bytes);
        self.add(bytes)
    }

    /// Notes this many bytes less.
    pub fn take_off(&mut self, bytes: usize) {
        let bytes = bytes.min(self.bytes);
        self.bytes -= bytes;
        self.memory.held.fetch_sub(bytes, Ordering::Relaxed);
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        self.take_off(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_on_request_and_on_time() {
        let interrupt = Interrupt::default();
        let budget = Budget::start(Limits::default(), interrupt.clone());
        assert!((0..5000).all(|_| budget.tick().is_ok()));
        interrupt.stop();
        assert!((0..5000).any(|_| budget.tick().is_err()));
        let limits = Limits { deadline: Some(Duration::ZERO), ..Limits::default() };
        assert_eq!(Budget::start(limits, Interrupt::default()).look().unwrap_err().detail(), Detail::Deadline);
    }

    #[test]
    fn sorts_and_keeps_equal_things_in_order() {
        let budget = Budget::start(Limits::default(), Interrupt::default());
        for count in [0, 1, 2, 3, 7, 100, 1000, 200_000] {
            let key = |place: u32| place * 7919 % 31;
            let mut expected: Vec<u32> = (0..count).collect();
            expected.sort_by_key(|place| key(*place));
            let compare = |a, b| Ok(key(a).cmp(&key(b)));
            assert_eq!(budget.sorted(count as usize, compare).unwrap(), expected);
        }
        let limits = Limits { deadline: Some(Duration::ZERO), ..Limits::default() };
        let over = Budget::start(limits, Interrupt::default());
        assert!(over.sorted(10_000, |a, b| Ok(b.cmp(&a))).is_err());
    }

    #[test]
    fn memory_is_given_back() {
        let limits = Limits { memory_bytes: 100, ..Limits::default() };
        let budget = Budget::start(limits, Interrupt::default());
        let mut holding = Holding::new(&budget);
        holding.add(80).unwrap();
        holding.take_off(50);
        budget.check_memory(70).unwrap();
        drop(holding);
        budget.hold(80).unwrap();
        assert_eq!(budget.check_memory(80).unwrap_err().detail(), Detail::Memory);
        assert_eq!(Holding::new(&budget).add(80).unwrap_err().detail(), Detail::Memory);
        budget.hold(20).unwrap();
    }
}
