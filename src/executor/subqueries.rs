//! Patterns inside expressions: run for one row at a time, from what that row knows.

use super::build::build;
use super::{Access, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::SubqueryId;
use crate::error::{Error, Result};
use crate::eval::{Context, Row, Subqueries, eval};
use crate::plan::{Program, Subplan};
use crate::value::Value;

/// The subplan, and the row that it starts from.
fn start<'p>(program: &'p Program, id: SubqueryId, row: Row<'_>) -> Result<(&'p Subplan, Batch)> {
    let subplan = program.subplans.get(id.0).ok_or_else(|| Error::internal("a subquery without a plan"))?;
    let mut argument = Batch::unit();
    for slot in &subplan.imports {
        argument.set(*slot, Column::of(vec![row.value(*slot)]));
    }
    Ok((subplan, argument))
}

fn runtime<'a>(program: &'a Program, context: Context<'a>) -> Runtime<'a> {
    Runtime::new(Access::Read(context.store), program, context.parameters, context.budget)
}

impl Subqueries for Program {
    fn exists(&self, id: SubqueryId, row: Row<'_>, context: Context<'_>) -> Result<bool> {
        let (subplan, argument) = start(self, id, row)?;
        let mut operator = build(&subplan.plan, argument);
        Ok(operator.next(&mut runtime(self, context))?.is_some())
    }

    fn collect(&self, id: SubqueryId, row: Row<'_>, context: Context<'_>) -> Result<Vec<Value>> {
        let (subplan, argument) = start(self, id, row)?;
        let mut operator = build(&subplan.plan, argument);
        let mut runtime = runtime(self, context);
        let mut values = Vec::new();
        let Some(map) = &subplan.map else { return Err(Error::internal("a comprehension without a result")) };
        while let Some(batch) = operator.next(&mut runtime)? {
            for index in 0..batch.len() {
                context.budget.tick()?;
                // the comprehension's own variables, and around it those of the row that asks
                values.push(eval(map, Row { batch: &batch, index, locals: row.locals }, context)?);
            }
            context.budget.limits().check_list(values.len())?;
        }
        Ok(values)
    }
}
