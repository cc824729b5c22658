//! `Aggregation`: groups in the order of their first row.

use super::aggregates::{Aggregates, Taken};
use super::groups::Groups;
use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::{AggregateCall, Expr, Slot};
use crate::error::Result;
use crate::eval::{Places, Vector, eval_rows};
use crate::functions::FunctionContext;
use crate::limits::Holding;
use crate::value::Value;

pub(super) struct Aggregation<'p> {
    input: Input<'p>,
    grouping: &'p [(Slot, Expr)],
    aggregates: &'p [(Slot, AggregateCall)],
    /// Values that every row has.
    carry: Vec<(Slot, Value)>,
    /// What the groups hold, once they have been read.
    held: Option<Holding>,
}

impl<'p> Aggregation<'p> {
    pub(super) fn new(
        input: Input<'p>,
        grouping: &'p [(Slot, Expr)],
        aggregates: &'p [(Slot, AggregateCall)],
        carry: Vec<(Slot, Value)>,
    ) -> Self {
        Self { input, grouping, aggregates, carry, held: None }
    }
}

impl Operator for Aggregation<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if self.held.is_some() {
            return Ok(None);
        }
        let mut held = Holding::new(runtime.budget);
        let mut groups = Groups::new();
        let grouped = !self.grouping.is_empty();
        let mut aggregates: Vec<Aggregates<'_>> =
            self.aggregates.iter().map(|(_, call)| Aggregates::new(call, grouped)).collect();
        while let Some(batch) = self.input.next(runtime)? {
            let (rows, context) = (batch.len(), runtime.context());
            let vectors = |exprs: &mut dyn Iterator<Item = &Expr>| -> Result<Vec<Vector<'_>>> {
                exprs.map(|expr| eval_rows(expr, &batch, Places::All(rows), context)).collect()
            };
            let keys = vectors(&mut self.grouping.iter().map(|(_, expr)| expr))?;
            let assigned = groups.assign(&keys, rows, runtime.budget, &mut held)?;
            let taken = Taken { groups: &assigned.groups, times: batch.multiplicity() };
            for (aggregate, (_, call)) in aggregates.iter_mut().zip(self.aggregates) {
                let arguments = vectors(&mut call.arguments.iter())?;
                aggregate.reach(groups.len(), &mut held)?;
                aggregate.update(taken, &arguments, runtime.budget, &mut held)?;
            }
        }
        // without keys there is one group even over no rows
        let count = if grouped { groups.len() } else { 1 };
        let mut output = Batch::of_rows(count);
        let context = FunctionContext { graph: runtime.graph(), budget: runtime.budget };
        for ((slot, _), mut aggregate) in self.aggregates.iter().zip(aggregates) {
            aggregate.reach(count, &mut held)?;
            output.set(*slot, aggregate.finish(context)?);
        }
        for ((slot, _), column) in self.grouping.iter().zip(groups.into_keys()) {
            output.set(*slot, column);
        }
        for (slot, value) in &self.carry {
            output.set(*slot, Column::of(vec![value.clone(); output.len()]));
        }
        self.held = Some(held);
        Ok(if output.is_empty() { None } else { Some(output) })
    }
}
