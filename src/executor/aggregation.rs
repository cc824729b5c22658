//! `Aggregation`: groups in the order of their first row. `Condense`: the same, where a group stands for its rows.

use super::aggregates::{Aggregates, Taken};
use super::divided::{Divided, is_vain};
use super::groups::Groups;
use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column, too_many};
use crate::bound::{AggregateCall, Expr, Slot};
use crate::error::Result;
use crate::eval::{Places, Vector, eval_rows};
use crate::functions::FunctionContext;
use crate::limits::{Budget, Holding};
use crate::plan;
use crate::value::Value;

pub(super) struct Aggregation<'p> {
    input: Rows<'p>,
    grouping: Grouping<'p>,
    /// Values that every row has.
    carry: Vec<(Slot, Value)>,
    /// What the groups hold, once they have been read.
    held: Option<Holding>,
}

/// What rows are grouped by, and what is made of the groups.
#[derive(Clone, Copy)]
pub(super) struct Grouping<'p> {
    keys: &'p [(Slot, Expr)],
    aggregates: &'p [(Slot, AggregateCall)],
    /// Whether a group is a row that stands for as many as are in it, and not for one.
    condenses: bool,
}

/// Where rows come from.
enum Rows<'p> {
    One(Input<'p>),
    Divided(Divided<'p>),
}

/// The groups of some rows.
struct Grouped<'p> {
    groups: Groups,
    aggregates: Vec<Aggregates<'p>>,
    /// How many rows are in each, if it is to stand for them.
    times: Option<Vec<u64>>,
    /// How many rows they are.
    rows: usize,
    held: Holding,
}

impl<'p> Grouping<'p> {
    /// Those of an operator that groups.
    pub(super) fn of(operator: &'p plan::Operator) -> Self {
        let (keys, aggregates): (&[_], &[_]) = match operator {
            plan::Operator::Aggregation { grouping, aggregates, .. } => (grouping, aggregates),
            plan::Operator::Condense(key) => (std::slice::from_ref(key), &[]),
            _ => (&[], &[]),
        };
        Self { keys, aggregates, condenses: matches!(operator, plan::Operator::Condense(_)) }
    }

    /// Whether more is done with a row than to count it.
    pub(super) fn is_heavy(self) -> bool {
        !self.keys.is_empty() || self.aggregates.iter().any(|(_, call)| !call.arguments.is_empty())
    }
}

impl<'p> Aggregation<'p> {
    pub(super) fn new(input: Input<'p>, grouping: Grouping<'p>, carry: Vec<(Slot, Value)>) -> Self {
        Self { input: Rows::One(input), grouping, carry, held: None }
    }

    /// The same, of rows that are grouped in parts.
    pub(super) fn of_divided(rows: Divided<'p>, grouping: Grouping<'p>) -> Self {
        Self { input: Rows::Divided(rows), grouping, carry: Vec::new(), held: None }
    }
}

impl<'p> Grouped<'p> {
    fn new(grouping: Grouping<'p>, runtime: &Runtime<'_>) -> Self {
        let start = |(_, call): &'p (Slot, AggregateCall)| Aggregates::new(call, !grouping.keys.is_empty());
        let aggregates = grouping.aggregates.iter().map(start).collect();
        let times = grouping.condenses.then(Vec::new);
        Self { groups: Groups::new(), aggregates, times, rows: 0, held: Holding::new(runtime.budget) }
    }

    /// Takes in all rows of an input.
    fn read(mut self, input: &mut dyn Operator, grouping: Grouping<'p>, runtime: &mut Runtime<'_>) -> Result<Self> {
        while let Some(batch) = input.next(runtime)? {
            let (rows, context) = (batch.len(), runtime.context());
            self.rows += rows;
            let vectors = |exprs: &mut dyn Iterator<Item = &Expr>| -> Result<Vec<Vector<'_>>> {
                exprs.map(|expr| eval_rows(expr, &batch, Places::All(rows), context)).collect()
            };
            let keys = vectors(&mut grouping.keys.iter().map(|(_, expr)| expr))?;
            let assigned = self.groups.assign(&keys, rows, runtime.budget, &mut self.held)?;
            self.add_times(&assigned.groups, batch.multiplicity())?;
            let taken = Taken { groups: &assigned.groups, times: batch.multiplicity() };
            for (aggregate, (_, call)) in self.aggregates.iter_mut().zip(grouping.aggregates) {
                let arguments = vectors(&mut call.arguments.iter())?;
                aggregate.reach(self.groups.len(), &mut self.held)?;
                aggregate.update(taken, &arguments, runtime.budget, &mut self.held)?;
            }
        }
        Ok(self)
    }

    /// Takes in the groups of rows that come after.
    fn merge(&mut self, after: Self, budget: &Budget) -> Result<()> {
        let Self { groups, aggregates, times, rows: before, held: _held } = after;
        self.rows += before;
        let rows = groups.len();
        let keys: Vec<Vector<'_>> = groups.into_keys().into_iter().map(Vector::from).collect();
        let places = self.groups.assign(&keys, rows, budget, &mut self.held)?.groups;
        self.add_times(&places, times.as_deref())?;
        for (aggregate, after) in self.aggregates.iter_mut().zip(aggregates) {
            aggregate.reach(self.groups.len(), &mut self.held)?;
            aggregate.merge(after, &places, budget, &mut self.held)?;
        }
        Ok(())
    }

    /// Counts rows of these groups, each as often as it stands for, if groups stand for their rows.
    fn add_times(&mut self, groups: &[u32], more: Option<&[u64]>) -> Result<()> {
        let Some(times) = &mut self.times else { return Ok(()) };
        let new = self.groups.len().saturating_sub(times.len());
        self.held.add(new * size_of::<u64>())?;
        times.resize(self.groups.len(), 0);
        let mut is_too_many = false;
        let mut add = |group: u32, more: u64| {
            if let Some(times) = times.get_mut(group as usize) {
                let (sum, overflows) = times.overflowing_add(more);
                *times = sum;
                is_too_many |= overflows;
            }
        };
        match more {
            None => groups.iter().for_each(|group| add(*group, 1)),
            Some(more) => groups.iter().zip(more).for_each(|(group, more)| add(*group, *more)),
        }
        if is_too_many { Err(too_many()) } else { Ok(()) }
    }
}

impl Operator for Aggregation<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if self.held.is_some() {
            return Ok(None);
        }
        let grouping = self.grouping;
        let mut grouped = Grouped::new(grouping, runtime);
        match &mut self.input {
            Rows::One(input) => grouped = grouped.read(&mut **input, grouping, runtime)?,
            Rows::Divided(divided) => {
                let read = |input: &mut Input<'_>, runtime: &mut Runtime<'_>| {
                    Grouped::new(grouping, runtime).read(&mut **input, grouping, runtime)
                };
                while let Some(parts) = divided.round(runtime, &read)? {
                    for part in parts {
                        if grouped.groups.len() == 0 {
                            grouped = part;
                        } else {
                            grouped.merge(part, runtime.budget)?;
                        }
                    }
                    if is_vain(grouped.groups.len(), grouped.rows) && !grouping.keys.is_empty() {
                        grouped = grouped.read(divided, grouping, runtime)?;
                    }
                }
            }
        }
        let Grouped { groups, aggregates, times, mut held, .. } = grouped;
        // without keys there is one group even over no rows
        let count = if grouping.keys.is_empty() { 1 } else { groups.len() };
        let mut output = Batch::of_rows(count);
        let context = FunctionContext { graph: runtime.graph(), budget: runtime.budget };
        for ((slot, _), mut aggregate) in grouping.aggregates.iter().zip(aggregates) {
            aggregate.reach(count, &mut held)?;
            output.set(*slot, aggregate.finish(context)?);
        }
        for ((slot, _), column) in grouping.keys.iter().zip(groups.into_keys()) {
            output.set(*slot, column);
        }
        for (slot, value) in &self.carry {
            output.set(*slot, Column::of(vec![value.clone(); output.len()]));
        }
        if let Some(times) = times {
            output.multiply(times)?;
        }
        self.held = Some(held);
        Ok(if output.is_empty() { None } else { Some(output) })
    }
}
