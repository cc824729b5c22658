//! `Aggregation`: groups in the order of their first row.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::{AggregateCall, Expr, Slot};
use crate::error::Result;
use crate::eval::{Row, eval, eval_all};
use crate::functions::{Accumulator, FunctionContext};
use crate::value::{GroupKey, Value};

pub(super) struct Aggregation<'p> {
    input: Input<'p>,
    grouping: &'p [(Slot, Expr)],
    aggregates: &'p [(Slot, AggregateCall)],
    /// Values that every row has.
    carry: Vec<(Slot, Value)>,
    done: bool,
}

/// One aggregate of one group.
struct State {
    accumulator: Box<dyn Accumulator>,
    /// The arguments seen, for DISTINCT.
    seen: Option<HashSet<GroupKey>>,
}

impl<'p> Aggregation<'p> {
    pub(super) fn new(
        input: Input<'p>,
        grouping: &'p [(Slot, Expr)],
        aggregates: &'p [(Slot, AggregateCall)],
        carry: Vec<(Slot, Value)>,
    ) -> Self {
        Self { input, grouping, aggregates, carry, done: false }
    }

    fn start(&self) -> Vec<State> {
        let state = |call: &AggregateCall| State {
            accumulator: (call.aggregate.start)(),
            seen: call.distinct.then(HashSet::new),
        };
        self.aggregates.iter().map(|(_, call)| state(call)).collect()
    }

    fn update(&self, states: &mut [State], row: Row<'_>, runtime: &Runtime<'_>) -> Result<()> {
        for (state, (_, call)) in states.iter_mut().zip(self.aggregates) {
            let arguments = eval_all(&call.arguments, row, runtime.context())?;
            // a null first argument does not count; count(*) has none
            if arguments.first().is_some_and(Value::is_null) {
                continue;
            }
            if let Some(seen) = &mut state.seen {
                let key = GroupKey(arguments.clone());
                if seen.contains(&key) {
                    continue;
                }
                runtime.budget.hold(arguments.iter().map(Value::size).sum())?;
                seen.insert(key);
            }
            let before = state.accumulator.size();
            state.accumulator.update(&arguments).map_err(|error| error.at(call.span))?;
            runtime.budget.hold(state.accumulator.size().saturating_sub(before))?;
        }
        Ok(())
    }
}

impl Operator for Aggregation<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if std::mem::replace(&mut self.done, true) {
            return Ok(None);
        }
        let mut groups: IndexMap<GroupKey, Vec<State>> = IndexMap::new();
        if self.grouping.is_empty() {
            // without keys there is one group even over no rows
            groups.insert(GroupKey(Vec::new()), self.start());
        }
        while let Some(batch) = self.input.next(runtime)? {
            for index in 0..batch.len() {
                runtime.budget.tick()?;
                let row = Row::new(&batch, index);
                let mut key = Vec::with_capacity(self.grouping.len());
                for (_, expr) in self.grouping {
                    key.push(eval(expr, row, runtime.context())?);
                }
                let key = GroupKey(key);
                if let Some(states) = groups.get_mut(&key) {
                    self.update(states, row, runtime)?;
                    continue;
                }
                runtime.budget.hold(96 + key.0.iter().map(Value::size).sum::<usize>() + 100 * self.aggregates.len())?;
                let mut states = self.start();
                self.update(&mut states, row, runtime)?;
                groups.insert(key, states);
            }
        }
        let mut output = Batch::of_rows(groups.len());
        let mut keys: Vec<Vec<Value>> = vec![Vec::with_capacity(groups.len()); self.grouping.len()];
        let mut results: Vec<Vec<Value>> = vec![Vec::with_capacity(groups.len()); self.aggregates.len()];
        let store = runtime.store();
        for (key, states) in groups {
            keys.iter_mut().zip(key.0).for_each(|(column, value)| column.push(value));
            for ((column, mut state), (_, call)) in results.iter_mut().zip(states).zip(self.aggregates) {
                let context = FunctionContext { store, budget: runtime.budget };
                column.push(state.accumulator.finish(context).map_err(|error| error.at(call.span))?);
            }
        }
        let slots = self.grouping.iter().map(|(slot, _)| *slot).chain(self.aggregates.iter().map(|(slot, _)| *slot));
        for (slot, values) in slots.zip(keys.into_iter().chain(results)) {
            output.set(slot, Column::of(values));
        }
        for (slot, value) in &self.carry {
            output.set(*slot, Column::of(vec![value.clone(); output.len()]));
        }
        Ok(if output.is_empty() { None } else { Some(output) })
    }
}
