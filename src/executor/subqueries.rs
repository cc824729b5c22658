//! Queries inside expressions: run for one row at a time, from what that row knows.

use super::build::build;
use super::flatten::Flatten;
use super::{Access, Operator, Runtime};
use crate::batch::{Batch, Column, Typed};
use crate::bound::SubqueryId;
use crate::error::{Error, Result};
use crate::eval::{Context, Memo, Places, Row, Subqueries};
use crate::limits::Holding;
use crate::plan::{AtOnce, Program, Subplan};
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
        memo: Memo::default(),
    }
}

impl Subqueries for Program {
    fn count_in(
        &self,
        id: SubqueryId,
        batch: &Batch,
        places: Places<'_>,
        any: bool,
        context: Context<'_>,
    ) -> Result<Option<Vec<i64>>> {
        let Some(subplan) = self.subplans.get(id.0) else { return Ok(None) };
        let Some(AtOnce { row, .. }) = subplan.at_once.filter(|it| it.may_stop_late || !any) else { return Ok(None) };
        let taken: Vec<u32> = (0..places.len()).map(|row| places.place(row) as u32).collect();
        let mut argument = Batch::of_rows(taken.len());
        for slot in &subplan.imports {
            let column = batch.column(*slot).map(|column| column.take(&taken));
            argument.set(*slot, column.unwrap_or_else(|| Column::nulls(taken.len())));
        }
        argument.set(row, Column::Integers(Typed::full((0..).take(taken.len()).collect())));
        let mut operator = build(&subplan.plan, argument, self);
        let mut runtime = runtime(self, context);
        let (mut counts, mut without) = (vec![0i64; taken.len()], taken.len());
        while let Some(found) = operator.next(&mut runtime)? {
            context.budget.look()?;
            let times = |at: usize| found.multiplicity().and_then(|times| times.get(at)).copied().unwrap_or(1);
            for at in 0..found.len() {
                let Value::Integer(place) = found.value(row, at) else { continue };
                let Some(count) = counts.get_mut(place as usize) else { continue };
                without = without.saturating_sub(usize::from(*count == 0));
                let sum = i64::try_from(times(at)).ok().and_then(|times| count.checked_add(times));
                *count = if any { 1 } else { sum.ok_or_else(crate::batch::too_many)? };
            }
            if any && without == 0 {
                break;
            }
        }
        Ok(Some(counts))
    }

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
