//! List comprehensions, quantifiers, reduce.

use std::sync::Arc;

use super::logic::ternary;
use super::{Context, Local, Row, eval, is_true};
use crate::ast::QuantifierKind;
use crate::bound::{Expr, Slot};
use crate::error::{Error, Result};
use crate::limits::Holding;
use crate::value::{List, Value};

/// The list's elements; `None` for null.
fn elements(list: &Expr, row: Row<'_>, context: Context<'_>) -> Result<Option<Arc<List>>> {
    match eval(list, row, context)? {
        Value::Null => Ok(None),
        Value::List(values) => Ok(Some(values)),
        other => Err(Error::type_error(format!("expected a list, found {}", other.type_name())).at(list.span)),
    }
}

pub(super) fn list(
    slot: Slot,
    list: &Expr,
    filter: Option<&Expr>,
    map: Option<&Expr>,
    row: Row<'_>,
    context: Context<'_>,
) -> Result<Value> {
    let Some(values) = elements(list, row, context)? else { return Ok(Value::Null) };
    let mut results: Vec<Value> = Vec::new();
    // held while the list is built; the row that it goes into is counted by whoever keeps rows
    let mut holding = Holding::new(context.budget);
    for value in values.iter() {
        context.budget.tick()?;
        let local = Local { slot, value, outer: row.locals };
        let inner = Row { locals: Some(&local), ..row };
        let kept = filter.map_or(Ok(true), |filter| is_true(&eval(filter, inner, context)?))?;
        if kept {
            let result = map.map_or_else(|| Ok(value.clone()), |map| eval(map, inner, context))?;
            let beside = result.size_after(results.last()) - size_of::<Value>();
            holding.push(&mut results, result, beside)?;
        }
    }
    Ok(Value::list(results))
}

pub(super) fn quantifier(
    kind: QuantifierKind,
    slot: Slot,
    list: &Expr,
    predicate: &Expr,
    row: Row<'_>,
    context: Context<'_>,
) -> Result<Value> {
    let Some(values) = elements(list, row, context)? else { return Ok(Value::Null) };
    let (mut hits, mut misses, mut unknown) = (0usize, 0usize, 0usize);
    for value in values.iter() {
        context.budget.tick()?;
        let local = Local { slot, value, outer: row.locals };
        let inner = Row { locals: Some(&local), ..row };
        match ternary(&eval(predicate, inner, context)?)? {
            Some(true) => hits += 1,
            Some(false) => misses += 1,
            None => unknown += 1,
        }
    }
    let certain = |answer: bool| if unknown == 0 { Some(answer) } else { None };
    let truth = match kind {
        QuantifierKind::All if misses > 0 => Some(false),
        QuantifierKind::Any if hits > 0 => Some(true),
        QuantifierKind::None | QuantifierKind::Single if hits > 1 => Some(false),
        QuantifierKind::None if hits > 0 => Some(false),
        QuantifierKind::All | QuantifierKind::None => certain(true),
        QuantifierKind::Any => certain(false),
        QuantifierKind::Single => certain(hits == 1),
    };
    Ok(truth.into())
}

pub(super) fn reduce(
    accumulator: Slot,
    start: &Expr,
    slot: Slot,
    list: &Expr,
    step: &Expr,
    row: Row<'_>,
    context: Context<'_>,
) -> Result<Value> {
    let mut total = eval(start, row, context)?;
    let Some(values) = elements(list, row, context)? else { return Ok(Value::Null) };
    // held while the next one is made of it
    let mut holding = Holding::new(context.budget);
    for value in values.iter() {
        context.budget.tick()?;
        let outer = Local { slot: accumulator, value: &total, outer: row.locals };
        let local = Local { slot, value, outer: Some(&outer) };
        let next = eval(step, Row { locals: Some(&local), ..row }, context)?;
        holding.change_to(next.size())?;
        total = next;
    }
    Ok(total)
}
