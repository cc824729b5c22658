//! `Aggregation`: groups in the order of their first row.

use super::aggregates::{Aggregates, Taken};
use super::divided::{Divided, is_vain};
use super::groups::Groups;
use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::{AggregateCall, Expr, Slot};
use crate::error::Result;
use crate::eval::{Places, Vector, eval_rows};
use crate::functions::FunctionContext;
use crate::limits::{Budget, Holding};
use crate::value::Value;

pub(super) struct Aggregation<'p> {
    input: Rows<'p>,
    grouping: &'p [(Slot, Expr)],
    aggregates: &'p [(Slot, AggregateCall)],
    /// Values that every row has.
    carry: Vec<(Slot, Value)>,
    /// What the groups hold, once they have been read.
    held: Option<Holding>,
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
    /// How many rows they are.
    rows: usize,
    held: Holding,
}

impl<'p> Aggregation<'p> {
    pub(super) fn new(
        input: Input<'p>,
        grouping: &'p [(Slot, Expr)],
        aggregates: &'p [(Slot, AggregateCall)],
        carry: Vec<(Slot, Value)>,
    ) -> Self {
        Self { input: Rows::One(input), grouping, aggregates, carry, held: None }
    }

    /// The same, of rows that are grouped in parts.
    pub(super) fn of_divided(
        rows: Divided<'p>,
        grouping: &'p [(Slot, Expr)],
        aggregates: &'p [(Slot, AggregateCall)],
    ) -> Self {
        Self { input: Rows::Divided(rows), grouping, aggregates, carry: Vec::new(), held: None }
    }
}

impl<'p> Grouped<'p> {
    fn new(grouping: &[(Slot, Expr)], aggregates: &'p [(Slot, AggregateCall)], runtime: &Runtime<'_>) -> Self {
        let start = |(_, call): &'p (Slot, AggregateCall)| Aggregates::new(call, !grouping.is_empty());
        let aggregates = aggregates.iter().map(start).collect();
        Self { groups: Groups::new(), aggregates, rows: 0, held: Holding::new(runtime.budget) }
    }

    /// Takes in all rows of an input.
    fn read(
        mut self,
        input: &mut dyn Operator,
        grouping: &[(Slot, Expr)],
        calls: &[(Slot, AggregateCall)],
        runtime: &mut Runtime<'_>,
    ) -> Result<Self> {
        while let Some(batch) = input.next(runtime)? {
            let (rows, context) = (batch.len(), runtime.context());
            self.rows += rows;
            let vectors = |exprs: &mut dyn Iterator<Item = &Expr>| -> Result<Vec<Vector<'_>>> {
                exprs.map(|expr| eval_rows(expr, &batch, Places::All(rows), context)).collect()
            };
            let keys = vectors(&mut grouping.iter().map(|(_, expr)| expr))?;
            let assigned = self.groups.assign(&keys, rows, runtime.budget, &mut self.held)?;
            let taken = Taken { groups: &assigned.groups, times: batch.multiplicity() };
            for (aggregate, (_, call)) in self.aggregates.iter_mut().zip(calls) {
                let arguments = vectors(&mut call.arguments.iter())?;
                aggregate.reach(self.groups.len(), &mut self.held)?;
                aggregate.update(taken, &arguments, runtime.budget, &mut self.held)?;
            }
        }
        Ok(self)
    }

    /// Takes in the groups of rows that come after.
    fn merge(&mut self, after: Self, budget: &Budget) -> Result<()> {
        let Self { groups, aggregates, rows: before, held: _held } = after;
        self.rows += before;
        let rows = groups.len();
        let keys: Vec<Vector<'_>> = groups.into_keys().into_iter().map(Vector::from).collect();
        let places = self.groups.assign(&keys, rows, budget, &mut self.held)?.groups;
        for (aggregate, after) in self.aggregates.iter_mut().zip(aggregates) {
            aggregate.reach(self.groups.len(), &mut self.held)?;
            aggregate.merge(after, &places, budget, &mut self.held)?;
        }
        Ok(())
    }
}

impl Operator for Aggregation<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if self.held.is_some() {
            return Ok(None);
        }
        let (grouping, calls) = (self.grouping, self.aggregates);
        let mut grouped = Grouped::new(grouping, calls, runtime);
        match &mut self.input {
            Rows::One(input) => grouped = grouped.read(&mut **input, grouping, calls, runtime)?,
            Rows::Divided(divided) => {
                let read = |input: &mut Input<'_>, runtime: &mut Runtime<'_>| {
                    Grouped::new(grouping, calls, runtime).read(&mut **input, grouping, calls, runtime)
                };
                while let Some(parts) = divided.round(runtime, &read)? {
                    for part in parts {
                        if grouped.groups.len() == 0 {
                            grouped = part;
                        } else {
                            grouped.merge(part, runtime.budget)?;
                        }
                    }
                    if is_vain(grouped.groups.len(), grouped.rows) && !grouping.is_empty() {
                        grouped = grouped.read(divided, grouping, calls, runtime)?;
                    }
                }
            }
        }
        let Grouped { groups, aggregates, mut held, .. } = grouped;
        // without keys there is one group even over no rows
        let count = if grouping.is_empty() { 1 } else { groups.len() };
        let mut output = Batch::of_rows(count);
        let context = FunctionContext { graph: runtime.graph(), budget: runtime.budget };
        for ((slot, _), mut aggregate) in calls.iter().zip(aggregates) {
            aggregate.reach(count, &mut held)?;
            output.set(*slot, aggregate.finish(context)?);
        }
        for ((slot, _), column) in grouping.iter().zip(groups.into_keys()) {
            output.set(*slot, column);
        }
        for (slot, value) in &self.carry {
            output.set(*slot, Column::of(vec![value.clone(); output.len()]));
        }
        self.held = Some(held);
        Ok(if output.is_empty() { None } else { Some(output) })
    }
}
