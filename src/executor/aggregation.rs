//! `Aggregation`: groups in the order of their first row.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::{AggregateCall, Expr, Slot};
use crate::error::Result;
use crate::eval::{Row, eval, eval_all};
use crate::functions::{Accumulator, FunctionContext};
use crate::limits::Holding;
use crate::value::{GroupKey, Value};

/// A key, its vector, and its share of a table that is at times half empty.
const KEY_BYTES: usize = 96;
/// An aggregate of a group, and its place in the answer.
const STATE_BYTES: usize = 160;

pub(super) struct Aggregation<'p> {
    input: Input<'p>,
    grouping: &'p [(Slot, Expr)],
    aggregates: &'p [(Slot, AggregateCall)],
    /// Values that every row has.
    carry: Vec<(Slot, Value)>,
    /// What the groups hold, once they have been read.
    held: Option<Holding>,
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
        Self { input, grouping, aggregates, carry, held: None }
    }

    fn start(&self) -> Vec<State> {
        let state = |call: &AggregateCall| State {
            accumulator: (call.aggregate.start)(),
            seen: call.distinct.then(HashSet::new),
        };
        self.aggregates.iter().map(|(_, call)| state(call)).collect()
    }

    fn update(&self, states: &mut [State], row: Row<'_>, held: &mut Holding, runtime: &Runtime<'_>) -> Result<()> {
        for (state, (_, call)) in states.iter_mut().zip(self.aggregates) {
            let arguments = eval_all(&call.arguments, row, runtime.context())?;
            // a null first argument does not count; count(*) has none
            if arguments.first().is_some_and(Value::is_null) {
                continue;
            }
            if let Some(seen) = &mut state.seen {
                let key = GroupKey(arguments.clone());
                runtime.budget.work(key.size())?;
                if seen.contains(&key) {
                    continue;
                }
                held.add(key.size().saturating_add(KEY_BYTES))?;
                seen.insert(key);
            }
            let before = state.accumulator.size();
            runtime.budget.check_memory(state.accumulator.growth())?;
            state.accumulator.update(&arguments).map_err(|error| error.at(call.span))?;
            held.add(state.accumulator.size().saturating_sub(before))?;
        }
        Ok(())
    }
}

impl Operator for Aggregation<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if self.held.is_some() {
            return Ok(None);
        }
        let mut held = Holding::new(runtime.budget);
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
                let bytes = key.size();
                runtime.budget.work(bytes)?;
                if let Some(states) = groups.get_mut(&key) {
                    self.update(states, row, &mut held, runtime)?;
                    continue;
                }
                held.add(bytes.saturating_add(KEY_BYTES + STATE_BYTES * self.aggregates.len()))?;
                let mut states = self.start();
                self.update(&mut states, row, &mut held, runtime)?;
                groups.insert(key, states);
            }
        }
        self.held = Some(held);
        let mut output = Batch::of_rows(groups.len());
        let mut keys: Vec<Vec<Value>> = vec![Vec::with_capacity(groups.len()); self.grouping.len()];
        let mut results: Vec<Vec<Value>> = vec![Vec::with_capacity(groups.len()); self.aggregates.len()];
        let graph = runtime.graph();
        for (key, states) in groups {
            keys.iter_mut().zip(key.0).for_each(|(column, value)| column.push(value));
            for ((column, mut state), (_, call)) in results.iter_mut().zip(states).zip(self.aggregates) {
                let context = FunctionContext { graph, budget: runtime.budget };
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
