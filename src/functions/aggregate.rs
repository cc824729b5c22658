//! Aggregates: what is computed over a group of rows. Null arguments do not count.

use std::cmp::Ordering;

use std::fmt;

use super::FunctionContext;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::temporal::Duration;
use crate::value::{Value, order};

/// An aggregate as the language knows it.
pub struct Aggregate {
    /// Its name, as documentation writes it.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// How many arguments it takes.
    pub arguments: usize,
    /// How it is computed.
    pub(crate) kind: AggregateKind,
    /// One line on what it is for.
    pub doc: &'static str,
    /// Expressions over the rows of [`GIVEN`], and the literals that they give.
    pub examples: &'static [(&'static str, &'static str)],
}

/// How an aggregate is computed.
pub(crate) enum AggregateKind {
    /// By counting.
    Count,
    /// By adding up.
    Sum {
        /// Whether the mean is asked for.
        average: bool,
    },
    /// As this does, which starts a group.
    Other(fn() -> Box<dyn Accumulator>),
    /// The least value, or the greatest: the one that stands so to the others.
    Extreme(Ordering),
}

/// The rows that the examples are computed over.
pub const GIVEN: &str = "UNWIND [1, 2, 2, 4, null] AS x";

impl Aggregate {
    /// Its name, and others for it.
    pub fn names(&'static self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// How it is called: `count([DISTINCT] value)`.
    pub fn signature(&self) -> String {
        let more = if self.arguments > 1 { ", fraction" } else { "" };
        format!("{}([DISTINCT] value{more})", self.name)
    }
}

impl fmt::Debug for Aggregate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// One group on its way to its result.
pub trait Accumulator: Send {
    /// Takes in one row's arguments; the first is not null.
    fn update(&mut self, arguments: &[Value]) -> Result<()>;
    /// The result.
    fn finish(&mut self, context: FunctionContext<'_>) -> Result<Value>;
    /// Bytes held beyond a fixed few.
    fn size(&self) -> usize {
        0
    }
    /// Bytes that the next row may take for a while.
    fn growth(&self) -> usize {
        0
    }
    /// Whether the same arguments once more change nothing.
    fn is_idempotent(&self) -> bool {
        false
    }
    /// What it has taken in, as another takes it over, which it then has no more.
    fn state(&mut self) -> Vec<Value>;
    /// Takes over what another has taken in of rows that come after.
    fn merge(&mut self, state: Vec<Value>) -> Result<()>;
}

/// The sum of integers stays exact as long as no float comes; durations are summed among themselves.
#[derive(Default)]
pub(crate) struct Sum {
    durations: Option<Duration>,
    integers: i128,
    floats: f64,
    has_float: bool,
    count: u64,
    average: bool,
}

impl Sum {
    /// Nothing yet.
    pub(crate) fn new(average: bool) -> Self {
        Self { average, ..Self::default() }
    }

    /// Adds an integer so many times.
    #[inline]
    pub(crate) fn add_integer(&mut self, value: i64, times: u64) -> Result<()> {
        self.check_no_durations(&Value::Integer(value))?;
        self.count = self.count.saturating_add(times);
        let sum = i128::from(value).checked_mul(times.into()).and_then(|more| self.integers.checked_add(more));
        self.integers = sum.ok_or_else(sum_too_large)?;
        Ok(())
    }

    /// Adds a float so many times.
    #[inline]
    pub(crate) fn add_float(&mut self, value: f64, times: u64) -> Result<()> {
        self.check_no_durations(&Value::Float(value))?;
        self.count = self.count.saturating_add(times);
        self.floats += value * times as f64;
        self.has_float = true;
        Ok(())
    }

    /// Adds any value so many times.
    pub(crate) fn add(&mut self, value: &Value, times: u64) -> Result<()> {
        match value {
            Value::Integer(value) => self.add_integer(*value, times),
            Value::Float(value) => self.add_float(*value, times),
            Value::Duration(value) if self.count == 0 || self.durations.is_some() => {
                self.count = self.count.saturating_add(times);
                let times = i64::try_from(times).ok();
                let more = times.and_then(|times| value.times(times.into()));
                let sum = more.and_then(|more| self.durations.unwrap_or_default().plus(&more));
                self.durations = Some(sum.ok_or_else(duration_too_long)?);
                Ok(())
            }
            other => {
                self.check_no_durations(other)?;
                Err(not_a_number(if self.average { "avg" } else { "sum" }, Some(other)))
            }
        }
    }

    /// Adds what another has summed up.
    pub(crate) fn merge(&mut self, more: Self) -> Result<()> {
        if self.count == 0 || more.count == 0 {
            if more.count > 0 {
                *self = more;
            }
            return Ok(());
        }
        self.count = self.count.saturating_add(more.count);
        match (self.durations, more.durations) {
            (None, None) => {
                self.integers = self.integers.checked_add(more.integers).ok_or_else(sum_too_large)?;
                self.floats += more.floats;
                self.has_float |= more.has_float;
                Ok(())
            }
            (Some(sum), Some(more)) => {
                self.durations = Some(sum.plus(&more).ok_or_else(duration_too_long)?);
                Ok(())
            }
            (Some(_), None) => self.check_no_durations(&Value::Integer(0)),
            (None, Some(other)) => Err(not_a_number(if self.average { "avg" } else { "sum" }, Some(&other.into()))),
        }
    }

    fn check_no_durations(&self, value: &Value) -> Result<()> {
        if self.durations.is_none() {
            return Ok(());
        }
        Err(Error::type_error(format!("durations are not added to {}", value.type_name())))
    }

    /// The result.
    pub(crate) fn finish(&self) -> Result<Value> {
        if let Some(sum) = self.durations {
            let count = i64::try_from(self.count).unwrap_or(i64::MAX);
            let result = if self.average { sum.divided(count.into()) } else { Some(sum) };
            return result.map(Value::from).ok_or_else(duration_too_long);
        }
        let total = self.integers as f64 + self.floats;
        if self.average {
            return Ok(if self.count == 0 { Value::Null } else { (total / self.count as f64).into() });
        }
        if self.has_float {
            return Ok(total.into());
        }
        i64::try_from(self.integers).map(Value::from).map_err(|_| sum_too_large())
    }
}

fn sum_too_large() -> Error {
    Error::new(ErrorKind::ArithmeticError, Detail::IntegerOverflow, "the sum does not fit 64 bits")
        .hint("sum(toFloat(x)) gives a float")
}

fn not_a_number(name: &str, value: Option<&Value>) -> Error {
    let found = value.map_or("nothing", Value::type_name);
    Error::type_error(format!("{name} takes numbers or durations, not {found}"))
}

fn duration_too_long() -> Error {
    Error::new(ErrorKind::ArithmeticError, Detail::NumberOutOfRange, "the sum of the durations does not fit")
}

pub(crate) struct Extreme {
    best: Option<Value>,
    wanted: Ordering,
}

impl Extreme {
    /// Of what has been seen so far this is the best.
    pub(crate) fn new(wanted: Ordering, best: Option<Value>) -> Self {
        Self { best, wanted }
    }
}

impl Accumulator for Extreme {
    fn update(&mut self, arguments: &[Value]) -> Result<()> {
        if let Some(value) = arguments.first()
            && self.best.as_ref().is_none_or(|best| order(value, best) == self.wanted)
        {
            self.best = Some(value.clone());
        }
        Ok(())
    }

    fn finish(&mut self, _: FunctionContext<'_>) -> Result<Value> {
        Ok(self.best.take().unwrap_or(Value::Null))
    }

    fn size(&self) -> usize {
        self.best.as_ref().map_or(0, Value::size)
    }

    fn state(&mut self) -> Vec<Value> {
        self.best.take().into_iter().collect()
    }

    fn merge(&mut self, state: Vec<Value>) -> Result<()> {
        self.update(&state)
    }

    fn is_idempotent(&self) -> bool {
        true
    }
}

/// Appends; where there is no room, room for a quarter more is made.
fn append(values: &mut Vec<Value>, value: Value) {
    if values.len() == values.capacity() {
        values.reserve_exact(values.len() / 4 + 4);
    }
    values.push(value);
}

/// What the longer list takes that the next value needs.
fn growth(values: &Vec<Value>) -> usize {
    if values.len() == values.capacity() { (values.len() + values.len() / 4 + 4) * size_of::<Value>() } else { 0 }
}

#[derive(Default)]
struct Collect {
    values: Vec<Value>,
    bytes: usize,
}

impl Collect {
    fn add(&mut self, value: Value) {
        self.bytes = value.size_after(self.values.last()).saturating_sub(size_of::<Value>()).saturating_add(self.bytes);
        append(&mut self.values, value);
    }
}

impl Accumulator for Collect {
    fn update(&mut self, arguments: &[Value]) -> Result<()> {
        arguments.first().into_iter().for_each(|value| self.add(value.clone()));
        Ok(())
    }

    fn state(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.values)
    }

    fn merge(&mut self, state: Vec<Value>) -> Result<()> {
        for value in state {
            self.add(value);
        }
        Ok(())
    }

    fn finish(&mut self, context: FunctionContext<'_>) -> Result<Value> {
        context.budget.limits().check_list(self.values.len())?;
        let list = Value::list(std::mem::take(&mut self.values));
        list.check_depth()?;
        Ok(list)
    }

    fn size(&self) -> usize {
        self.bytes.saturating_add(self.values.capacity() * size_of::<Value>())
    }

    fn growth(&self) -> usize {
        growth(&self.values)
    }
}

/// Welford's running variance.
#[derive(Default)]
struct Deviation {
    count: f64,
    mean: f64,
    squares: f64,
    population: bool,
}

impl Accumulator for Deviation {
    fn update(&mut self, arguments: &[Value]) -> Result<()> {
        let x = number("stDev", arguments.first())?;
        self.count += 1.0;
        let delta = x - self.mean;
        self.mean += delta / self.count;
        self.squares += delta * (x - self.mean);
        Ok(())
    }

    fn state(&mut self) -> Vec<Value> {
        vec![self.count.into(), self.mean.into(), self.squares.into()]
    }

    // Chan, Golub and LeVeque, 1979
    fn merge(&mut self, state: Vec<Value>) -> Result<()> {
        let [Value::Float(count), Value::Float(mean), Value::Float(squares)] = state.as_slice() else { return Ok(()) };
        let (both, delta) = (self.count + count, mean - self.mean);
        if both > 0.0 {
            self.squares += squares + delta * delta * self.count * count / both;
            self.mean += delta * count / both;
            self.count = both;
        }
        Ok(())
    }

    fn finish(&mut self, _: FunctionContext<'_>) -> Result<Value> {
        let degrees = if self.population { self.count } else { self.count - 1.0 };
        Ok(if degrees > 0.0 { (self.squares / degrees).sqrt() } else { 0.0 }.into())
    }
}

fn number(name: &str, value: Option<&Value>) -> Result<f64> {
    match value {
        Some(Value::Integer(i)) => Ok(*i as f64),
        Some(Value::Float(x)) => Ok(*x),
        other => Err(not_a_number(name, other)),
    }
}

#[derive(Default)]
struct Percentile {
    values: Vec<Value>,
    fraction: Option<f64>,
    continuous: bool,
}

impl Percentile {
    /// The value that so many others come before.
    fn at(&mut self, place: usize) -> Value {
        if place >= self.values.len() {
            return Value::Null;
        }
        let (_, value, _) = self.values.select_nth_unstable_by(place, order);
        value.clone()
    }
}

impl Accumulator for Percentile {
    fn update(&mut self, arguments: &[Value]) -> Result<()> {
        let fraction = number("percentile", arguments.get(1))?;
        if !(0.0..=1.0).contains(&fraction) {
            let message = format!("a percentile lies between 0.0 and 1.0, not at {fraction}");
            return Err(Error::argument(Detail::NumberOutOfRange, message));
        }
        number("percentile", arguments.first())?;
        self.fraction = Some(fraction);
        append(&mut self.values, arguments.first().cloned().unwrap_or_default());
        Ok(())
    }

    fn state(&mut self) -> Vec<Value> {
        let fraction = self.fraction.map(Value::from);
        fraction.into_iter().chain(std::mem::take(&mut self.values)).collect()
    }

    fn merge(&mut self, state: Vec<Value>) -> Result<()> {
        let mut state = state.into_iter();
        if let Some(Value::Float(fraction)) = state.next() {
            self.fraction = Some(fraction);
            state.for_each(|value| append(&mut self.values, value));
        }
        Ok(())
    }

    fn finish(&mut self, context: FunctionContext<'_>) -> Result<Value> {
        let Some(fraction) = self.fraction else { return Ok(Value::Null) };
        context.budget.steps(self.values.len())?;
        let last = self.values.len().saturating_sub(1);
        if !self.continuous {
            let rank = (fraction * self.values.len() as f64).ceil() as usize;
            return Ok(self.at(rank.saturating_sub(1).min(last)));
        }
        let place = fraction * last as f64;
        let (below, above) = (place.floor(), place.ceil());
        let low = number("percentileCont", Some(&self.at(below as usize)))?;
        let high = number("percentileCont", Some(&self.at(above as usize)))?;
        Ok((low + (high - low) * (place - below)).into())
    }

    fn size(&self) -> usize {
        self.values.capacity() * size_of::<Value>()
    }

    fn growth(&self) -> usize {
        growth(&self.values)
    }
}

/// How many arguments came.
pub(super) const COUNT: Aggregate = Aggregate {
    name: "count",
    aliases: &[],
    arguments: 1,
    kind: AggregateKind::Count,
    doc: "How many values are not null; count(*) counts rows.",
    examples: &[("count(x)", "4"), ("count(*)", "5"), ("count(DISTINCT x)", "3")],
};

pub(super) static AGGREGATES: &[Aggregate] = &[
    Aggregate {
        name: "avg",
        aliases: &[],
        arguments: 1,
        kind: AggregateKind::Sum { average: true },
        doc: "The mean of numbers or durations; null if there are none.",
        examples: &[("avg(x)", "2.25"), ("avg(duration({days: x}))", "P2DT6H")],
    },
    Aggregate {
        name: "collect",
        aliases: &["collect_list"],
        arguments: 1,
        kind: AggregateKind::Other(|| Box::<Collect>::default()),
        doc: "All values as a list.",
        examples: &[("collect(x)", "[1, 2, 2, 4]"), ("collect(DISTINCT x)", "[1, 2, 4]")],
    },
    COUNT,
    Aggregate {
        name: "max",
        aliases: &[],
        arguments: 1,
        kind: AggregateKind::Extreme(Ordering::Greater),
        doc: "The value that ORDER BY puts last; null if there are none.",
        examples: &[("max(x)", "4")],
    },
    Aggregate {
        name: "min",
        aliases: &[],
        arguments: 1,
        kind: AggregateKind::Extreme(Ordering::Less),
        doc: "The value that ORDER BY puts first; null if there are none.",
        examples: &[("min(x)", "1")],
    },
    Aggregate {
        name: "percentileCont",
        aliases: &["percentile_cont"],
        arguments: 2,
        kind: AggregateKind::Other(|| Box::new(Percentile { continuous: true, ..Percentile::default() })),
        doc: "The value below which a fraction of the numbers lies, interpolated.",
        examples: &[("percentileCont(x, 0.75)", "2.5")],
    },
    Aggregate {
        name: "percentileDisc",
        aliases: &["percentile_disc"],
        arguments: 2,
        kind: AggregateKind::Other(|| Box::<Percentile>::default()),
        doc: "The number below which a fraction of the numbers lies.",
        examples: &[("percentileDisc(x, 0.5)", "2")],
    },
    Aggregate {
        name: "stDev",
        aliases: &["stdev_samp"],
        arguments: 1,
        kind: AggregateKind::Other(|| Box::<Deviation>::default()),
        doc: "The standard deviation of a sample.",
        examples: &[("round(stDev(x), 3)", "1.258")],
    },
    Aggregate {
        name: "stDevP",
        aliases: &["stdev_pop"],
        arguments: 1,
        kind: AggregateKind::Other(|| Box::new(Deviation { population: true, ..Deviation::default() })),
        doc: "The standard deviation of a whole population.",
        examples: &[("round(stDevP(x), 3)", "1.09")],
    },
    Aggregate {
        name: "sum",
        aliases: &[],
        arguments: 1,
        kind: AggregateKind::Sum { average: false },
        doc: "The sum of numbers or durations; 0 if there are none.",
        examples: &[("sum(x)", "9"), ("sum(x * 0.5)", "4.5")],
    },
];
