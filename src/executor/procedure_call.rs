//! `ProcedureCall`: each row with each row that a procedure gives for it.

use super::claim::refused;
use super::create::LOGGED_BYTES;
use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::CallProcedure;
use crate::error::Result;
use crate::eval::{Row, eval_all};
use crate::procedures::ProcedureContext;
use crate::value::Value;

pub(super) struct ProcedureCall<'p> {
    pub(super) input: Input<'p>,
    pub(super) call: &'p CallProcedure,
}

impl Operator for ProcedureCall<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let call = self.call;
        while let Some(batch) = self.input.next(runtime)? {
            let mut rows: Vec<u32> = Vec::new();
            let mut columns: Vec<Vec<Value>> = vec![Vec::new(); call.outputs.len()];
            for row in 0..batch.len() {
                runtime.budget.look()?;
                let arguments = eval_all(&call.arguments, Row::new(&batch, row), runtime.context())?;
                let mut results = results_of(call, &arguments, runtime).map_err(|error| error.at(call.span))?;
                // a procedure without results is called for what it does, once for each row
                let is_void = call.procedure.outputs().is_empty();
                if is_void || (results.is_empty() && call.optional) {
                    results = vec![Vec::new()];
                }
                for result in results {
                    runtime.budget.tick()?;
                    rows.push(row as u32);
                    for (column, (at, _)) in columns.iter_mut().zip(&call.outputs) {
                        column.push(result.get(*at).cloned().unwrap_or(Value::Null));
                    }
                }
            }
            let mut output = batch.take(&rows);
            for (values, (_, slot)) in columns.into_iter().zip(&call.outputs) {
                output.set(*slot, Column::of(values));
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
        Ok(None)
    }
}

fn results_of(call: &CallProcedure, arguments: &[Value], runtime: &mut Runtime<'_>) -> Result<Vec<Vec<Value>>> {
    let budget = runtime.budget;
    if !call.procedure.is_updating() {
        return call.procedure.call(arguments, ProcedureContext { graph: runtime.graph(), budget });
    }
    if runtime.claiming()?.is_some() {
        let message = format!("{} changes the graph, not what one source says", call.procedure.name());
        return Err(refused(message).hint("leave USE out"));
    }
    let store = runtime.store_mut()?;
    let mark = store.mark();
    let results = call.procedure.call_updating(arguments, store, budget)?;
    budget.hold(store.changes_since(mark).len() * LOGGED_BYTES)?;
    runtime.refresh_view()?;
    Ok(results)
}
