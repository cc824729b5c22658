//! Queries inside expressions: run for one row at a time, from what that row knows.

use super::build::build;
use super::flatten::Flatten;
use super::{Access, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::SubqueryId;
use crate::error::{Error, Result};
use crate::eval::{Context, Row, Subqueries};
use crate::limits::Holding;
use crate::plan::{Program, Subplan};
use crate::value::Value;

/// The subplan, and the row that it starts from.
pub(super) fn start<'p>(program: &'p Program, id: SubqueryId, row: Row<'_>) -> Result<(&'p Subplan, Batch)> {
    let subplan = program.subplans.get(id.0).ok_or_else(|| Error::internal("a subquery without a plan"))?;
    let mut argument = Batch::unit();
    for slot in &subplan.imports {
        argument.set(*slot, Column::of(vec![row.value(*slot)]));
    }
    Ok((subplan, argument))
}

/// It sees what the expression sees.
fn runtime<'a>(program: &'a Program, context: Context<'a>) -> Runtime<'a> {
    let Context { base, view, views, parameters, budget, .. } = context;
    let (access, view) = (Access::Read(base), view.cloned());
    Runtime {
        access,
        program,
        parameters,
        budget,
        views,
        view,
        answered_through: Vec::new(),
        has_views: false,
        without_views: false,
    }
}

impl Subqueries for Program {
    fn exists(&self, id: SubqueryId, row: Row<'_>, context: Context<'_>) -> Result<bool> {
        let (subplan, argument) = start(self, id, row)?;
        let mut operator = build(&subplan.plan, argument, self);
        Ok(operator.next(&mut runtime(self, context))?.is_some())
    }

    fn count(&self, id: SubqueryId, row: Row<'_>, context: Context<'_>) -> Result<usize> {
        let (subplan, argument) = start(self, id, row)?;
        let mut operator = build(&subplan.plan, argument, self);
        let mut runtime = runtime(self, context);
        let mut rows = 0;
        while let Some(batch) = operator.next(&mut runtime)? {
            context.budget.look()?;
            rows += batch.count()? as usize;
        }
        Ok(rows)
    }

    fn collect(&self, id: SubqueryId, row: Row<'_>, context: Context<'_>) -> Result<Vec<Value>> {
        let (subplan, argument) = start(self, id, row)?;
        let mut operator = Flatten::new(build(&subplan.plan, argument, self));
        let mut runtime = runtime(self, context);
        let mut values: Vec<Value> = Vec::new();
        let mut holding = Holding::new(context.budget);
        let [column] = subplan.columns.as_slice() else { return Err(Error::internal("COLLECT without a column")) };
        while let Some(batch) = operator.next(&mut runtime)? {
            context.budget.look()?;
            for index in 0..batch.len() {
                let value = batch.value(*column, index);
                let beside = value.size_after(values.last()) - size_of::<Value>();
                holding.push(&mut values, value, beside)?;
            }
            context.budget.limits().check_list(values.len())?;
        }
        Ok(values)
    }
}
