//! Texts of a property: looked at where they lie, and functions of them computed once for each text.

use std::sync::Arc;

use memchr::memmem::Finder;

use super::{Places, Vector, eval_rows};
use crate::ast::Operator;
use crate::batch::{Batch, Column, NONE, Typed};
use crate::bound::Expr;
use crate::error::Result;
use crate::eval::Context;
use crate::functions::{Function, FunctionContext};
use crate::value::{RelationshipId, Value};

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
        let text = code.and_then(|code| texts.bytes_of(code));
        context.budget.work(text.map_or(0, <[u8]>::len))?;
        truths.push(text.map(|text| match operator {
            Operator::StartsWith => text.starts_with(wanted.as_bytes()),
            Operator::EndsWith => text.ends_with(wanted.as_bytes()),
            _ => finder.find(text).is_some(),
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
    let mut vectors: Vec<Vector<'_>> =
        arguments.iter().map(|argument| eval_rows(argument, batch, places, context)).collect::<Result<_>>()?;
    let mut varying = vectors.iter_mut().filter(|vector| !matches!(vector, Vector::Constant(_)));
    let (Some(text), None) = (varying.next(), varying.next()) else { return Ok(None) };
    *text = std::mem::replace(text, Vector::Constant(Value::Null)).into_few();
    let Vector::Few(rows, texts) = &*text else { return Ok(None) };
    let (rows, count) = (rows.clone(), texts.len());
    let mut results = Vec::with_capacity(count);
    for place in 0..count {
        let given: Vec<Value> = vectors
            .iter()
            .map(|vector| match vector {
                Vector::Few(_, texts) => texts.get(place).cloned().unwrap_or(Value::Null),
                other => other.value(0),
            })
            .collect();
        context.budget.work(given.iter().map(Value::size).fold(0, usize::saturating_add))?;
        let world = FunctionContext { graph: context.graph, budget: context.budget };
        results.push(super::super::fitting(function.call(given, world)?, context)?);
    }
    Ok(Some(Vector::Few(rows, results)))
}

/// The types of relationships.
pub(super) fn type_names<'a>(ids: &Column, places: Places<'_>, context: Context<'a>) -> Option<Vector<'a>> {
    let Column::Relationships(ids) = ids else { return None };
    let names = context.graph.types().iter().map(|(_, name)| Value::from(Arc::clone(name)));
    let values: Vec<Value> = std::iter::once(Value::Null).chain(names).collect();
    let mut rows = Vec::with_capacity(places.len());
    for row in 0..places.len() {
        let id = ids.get(places.place(row)).copied().unwrap_or(NONE);
        // one that is not there (any more) is looked at by itself
        rows.push(if id == NONE { 0 } else { context.graph.type_of(RelationshipId(id))? + 1 });
    }
    Some(Vector::Few(rows, values))
}

fn is_property(expr: &Expr) -> bool {
    matches!(expr.kind, crate::bound::ExprKind::Property(..))
}
