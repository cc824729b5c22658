//! Texts of a property: looked at where they lie, and functions of them computed once for each text.

use indexmap::IndexMap;
use memchr::memmem::Finder;

use super::{Places, Vector, eval_rows};
use crate::ast::Operator;
use crate::batch::{Batch, Column, Typed};
use crate::bound::Expr;
use crate::error::Result;
use crate::eval::Context;
use crate::functions::{Function, FunctionContext};
use crate::value::Value;

/// STARTS WITH, ENDS WITH and CONTAINS.
pub(super) fn test(
    operator: Operator,
    left: &Vector<'_>,
    right: &Vector<'_>,
    context: Context<'_>,
) -> Result<Option<Typed<bool>>> {
    let (Some(Column::Texts(codes, texts)), Vector::Constant(Value::String(wanted))) = (left.column(), right) else {
        return Ok(None);
    };
    let finder = Finder::new(wanted.as_bytes());
    let mut truths = Vec::with_capacity(codes.values.len());
    for code in codes.iter() {
        let text = code.and_then(|code| texts.text(code));
        context.budget.work(text.map_or(0, str::len))?;
        truths.push(text.map(|text| match operator {
            Operator::StartsWith => text.starts_with(&**wanted),
            Operator::EndsWith => text.ends_with(&**wanted),
            _ => finder.find(text.as_bytes()).is_some(),
        }));
    }
    Ok(Some(Typed::of(truths.into_iter())))
}

/// A function of one text, beside constants: computed once for each text that differs.
pub(super) fn call<'a>(
    function: &Function,
    arguments: &[Expr],
    batch: &'a Batch,
    places: Places<'_>,
    context: Context<'a>,
) -> Result<Option<Vector<'a>>> {
    // other expressions in it would be computed for nothing if no text is among the arguments
    if !arguments.iter().any(is_property) {
        return Ok(None);
    }
    let vectors: Vec<Vector<'_>> =
        arguments.iter().map(|argument| eval_rows(argument, batch, places, context)).collect::<Result<_>>()?;
    let mut varying = vectors.iter().filter(|vector| vector.column().is_some());
    let varying = (varying.next().and_then(Vector::column), varying.next());
    let (Some(Column::Texts(codes, _)), None) = varying else { return Ok(None) };
    let mut results: IndexMap<Option<u32>, Value> = IndexMap::new();
    let mut values = Vec::with_capacity(places.len());
    for (row, code) in codes.iter().enumerate() {
        let value = match results.get(&code) {
            Some(value) => value.clone(),
            None => {
                let given: Vec<Value> = vectors.iter().map(|vector| vector.value(row)).collect();
                context.budget.work(given.iter().map(Value::size).fold(0, usize::saturating_add))?;
                let world = FunctionContext { graph: context.graph, budget: context.budget };
                let value = super::super::fitting(function.call(given, world)?, context)?;
                results.insert(code, value.clone());
                value
            }
        };
        values.push(value);
    }
    Ok(Some(Column::of(values).into()))
}

fn is_property(expr: &Expr) -> bool {
    matches!(expr.kind, crate::bound::ExprKind::Property(..))
}
