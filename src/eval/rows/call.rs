//! Functions, elements and parts over many rows: computed once for each value that differs, where those are few.

use std::sync::Arc;

use super::{Places, Vector, are_numbered, eval_columns, is_constant};
use crate::batch::{Batch, Column, NONE};
use crate::bound::{Expr, ExprKind};
use crate::error::Result;
use crate::eval::{Context, Row, eval, fitting};
use crate::functions::{Function, FunctionContext};
use crate::value::{NodeId, RelationshipId, Value};

/// Results that are together larger than this are had row by row, so that no more than one is there at a time.
const MOST_BYTES: usize = 1 << 20;

/// What a function that gives the same for the same arguments gives in these rows. `None` where it is better called row
/// by row.
pub(super) fn call<'a>(
    function: &Function,
    arguments: &[Expr],
    batch: &'a Batch,
    places: Places<'_>,
    context: Context<'a>,
) -> Result<Option<Vector<'a>>> {
    if let [Expr { kind: ExprKind::Slot(slot), .. }] = arguments
        && let Some(column) = batch.column(*slot)
    {
        let known = match (function.name(), column) {
            ("type", Column::Relationships(ids)) => type_names(ids, places, context),
            ("labels", Column::Nodes(ids)) => label_lists(function, ids, places, context)?,
            _ => None,
        };
        if known.is_some() {
            return Ok(known);
        }
    }
    let world = FunctionContext { graph: context.graph, budget: context.budget };
    if let Some(known) = of_texts(function, arguments, batch, places, context)? {
        return Ok(Some(known));
    }
    let arguments: Vec<&Expr> = arguments.iter().collect();
    computed(&arguments, batch, places, context, |given| function.call(given, world))
}

/// A function of a property of nodes or relationships that has few texts; the other arguments are the same in all rows.
fn of_texts<'a>(
    function: &Function,
    arguments: &[Expr],
    batch: &'a Batch,
    places: Places<'_>,
    context: Context<'a>,
) -> Result<Option<Vector<'a>>> {
    let mut varying = arguments.iter().enumerate().filter(|(_, argument)| !is_constant(argument));
    let (Some((at, of)), None) = (varying.next(), varying.next()) else { return Ok(None) };
    // what a function knows of the graph may be another thing in another view
    if context.graph.view().is_some() || !matches!(of.kind, ExprKind::Property(..)) {
        return Ok(None);
    }
    let Some(Vector::Column(column)) = eval_columns(of, batch, places, context)? else { return Ok(None) };
    let Column::Texts(codes, texts) = &*column else { return Ok(None) };
    let world = FunctionContext { graph: context.graph, budget: context.budget };
    context.memo.few(arguments, codes, texts, |text| {
        let mut given = Vec::with_capacity(arguments.len());
        for (place, argument) in arguments.iter().enumerate() {
            given.push(if place == at { text.clone() } else { eval(argument, Row::new(batch, 0), context)? });
        }
        context.budget.work(given.iter().map(Value::size).fold(0, usize::saturating_add))?;
        fitting(function.call(given, world)?, context)
    })
}

/// What is made of other values, and of nothing else. `None` where it is better had row by row.
pub(super) fn computed<'a>(
    parts: &[&Expr],
    batch: &'a Batch,
    places: Places<'_>,
    context: Context<'a>,
    of: impl Fn(Vec<Value>) -> Result<Value>,
) -> Result<Option<Vector<'a>>> {
    if !parts.iter().all(|part| is_of_columns(part)) {
        return Ok(None);
    }
    // a part that is large is not there for all rows at once
    let vectors = parts.iter().map(|part| eval_columns(part, batch, places, context)).collect::<Result<_>>()?;
    let vectors: Option<Vec<Vector<'_>>> = vectors;
    vectors.map_or(Ok(None), |vectors| of_vectors(vectors, places.len(), context, of))
}

/// The same of values of so many rows that are known.
pub(super) fn of_vectors<'a>(
    mut vectors: Vec<Vector<'_>>,
    rows: usize,
    context: Context<'_>,
    of: impl Fn(Vec<Value>) -> Result<Value>,
) -> Result<Option<Vector<'a>>> {
    let mut varying = vectors.iter_mut().filter(|vector| !matches!(vector, Vector::Constant(_)));
    if let (Some(one), None) = (varying.next(), varying.next()) {
        *one = std::mem::replace(one, Vector::Constant(Value::Null)).into_few();
        if let Vector::Few(rows, values) = &mut *one {
            let (rows, values) = (std::mem::take(rows), std::mem::take(values));
            let count = values.len();
            *one = Column::Values(values).into();
            return Ok(each(&vectors, count, context, of)?.map(|values| Vector::Few(rows, values)));
        }
    }
    Ok(each(&vectors, rows, context, of)?.map(|values| Column::of(values).into()))
}

/// Whether it is made of what rows hold or have as properties: what else there is may be large, and is better had row by
/// row.
fn is_of_columns(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Parameter(_) | ExprKind::Slot(_) => true,
        ExprKind::Property(of, _) | ExprKind::Negate(of) => is_of_columns(of),
        ExprKind::Index(of, at) => is_of_columns(of) && is_of_columns(at),
        ExprKind::Binary(first, rest) => is_of_columns(first) && rest.iter().all(|(_, part)| is_of_columns(part)),
        ExprKind::Call(function, arguments) => function.is_steady() && arguments.iter().all(is_of_columns),
        _ => false,
    }
}

/// What is made of the values of each row; `None` where that is large.
fn each(
    vectors: &[Vector<'_>],
    rows: usize,
    context: Context<'_>,
    of: impl Fn(Vec<Value>) -> Result<Value>,
) -> Result<Option<Vec<Value>>> {
    let (mut results, mut bytes) = (Vec::with_capacity(rows), 0);
    for row in 0..rows {
        let given: Vec<Value> = vectors.iter().map(|vector| vector.value(row)).collect();
        context.budget.work(given.iter().map(Value::size).fold(0, usize::saturating_add))?;
        let result = fitting(of(given)?, context)?;
        bytes += result.size();
        if bytes > MOST_BYTES {
            return Ok(None);
        }
        results.push(result);
    }
    Ok(Some(results))
}

/// The types of relationships.
fn type_names<'a>(ids: &[u32], places: Places<'_>, context: Context<'a>) -> Option<Vector<'a>> {
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

/// The labels of nodes, asked once for each set of labels.
fn label_lists<'a>(
    function: &Function,
    ids: &[u32],
    places: Places<'_>,
    context: Context<'a>,
) -> Result<Option<Vector<'a>>> {
    // a view may hide nodes, and what has come from elsewhere may be an error
    if !context.is_steady || context.graph.view().is_some() || !are_numbered(ids, true, context) {
        return Ok(None);
    }
    let mut values = vec![Value::Null];
    let mut known: Vec<Option<u32>> = Vec::new();
    let mut rows = Vec::with_capacity(places.len());
    for row in 0..places.len() {
        let id = ids.get(places.place(row)).copied().unwrap_or(NONE);
        if id == NONE {
            rows.push(0);
            continue;
        }
        let Some(set) = context.graph.label_set_of(NodeId(id)) else { return Ok(None) };
        let set = set as usize;
        if known.len() <= set {
            known.resize(set + 1, None);
        }
        if let Some(place) = known.get(set).copied().flatten() {
            rows.push(place);
            continue;
        }
        let world = FunctionContext { graph: context.graph, budget: context.budget };
        let place = values.len() as u32;
        values.push(function.call(vec![Value::Node(NodeId(id))], world)?);
        if let Some(known) = known.get_mut(set) {
            *known = Some(place);
        }
        rows.push(place);
    }
    Ok(Some(Vector::Few(rows, values)))
}
