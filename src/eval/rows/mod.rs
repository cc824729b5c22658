//! Expressions over many rows at a time. What can be done on columns of one type is; everything else goes
//! row by row, through `eval`, and the answer is the same.

mod arithmetic;
mod call;
mod case;
mod comparison;
mod memo;
mod text;
mod vector;

use std::borrow::Cow;
use std::sync::Arc;

use super::{Context, Row, access, eval, labels, parameter};
use crate::ast::Operator;
use crate::batch::{Batch, Column, NONE, Typed};
use crate::bound::{Expr, ExprKind, LabelExpression, Slot};
use crate::error::Result;
use crate::graph::{ColumnView, EntityId, Stretch};
use crate::value::{NodeId, RelationshipId, Value};

pub use memo::Memo;
pub use vector::Vector;

/// Which rows of a batch.
#[derive(Clone, Copy, Debug)]
pub enum Places<'r> {
    /// All of so many.
    All(usize),
    /// These.
    Some(&'r [u32]),
}

impl Places<'_> {
    /// How many they are.
    pub fn len(self) -> usize {
        match self {
            Self::All(count) => count,
            Self::Some(places) => places.len(),
        }
    }

    /// The place of a row.
    pub fn place(self, row: usize) -> usize {
        match self {
            Self::All(_) => row,
            Self::Some(places) => places.get(row).map_or(row, |place| *place as usize),
        }
    }
}

/// What an expression is worth in these rows of a batch.
pub fn eval_rows<'a>(expr: &Expr, batch: &'a Batch, places: Places<'_>, context: Context<'a>) -> Result<Vector<'a>> {
    if let Some(vector) = eval_columns(expr, batch, places, context)? {
        return Ok(vector);
    }
    let mut values = Vec::with_capacity(places.len());
    for row in 0..places.len() {
        context.budget.tick()?;
        values.push(eval(expr, Row::new(batch, places.place(row)), context)?);
    }
    Ok(Column::of(values).into())
}

/// The same, where it can be had without going row by row.
pub fn eval_columns<'a>(
    expr: &Expr,
    batch: &'a Batch,
    places: Places<'_>,
    context: Context<'a>,
) -> Result<Option<Vector<'a>>> {
    context.budget.steps(places.len())?;
    on_columns(expr, batch, places, context).map_err(|error| error.at(expr.span))
}

/// Those of the rows for which a condition is true.
pub fn select(condition: &Expr, batch: &Batch, rows: Vec<u32>, context: Context<'_>) -> Result<Vec<u32>> {
    if let ExprKind::Logic(Operator::And, parts) = &condition.kind {
        return parts.iter().try_fold(rows, |rows, part| select(part, batch, rows, context));
    }
    let places = if rows.len() == batch.len() { Places::All(rows.len()) } else { Places::Some(&rows) };
    let vector = eval_rows(condition, batch, places, context)?;
    let mut kept = Vec::with_capacity(rows.len());
    if let Some(Column::Booleans(Typed { values, nulls })) = vector.column() {
        let each = rows.iter().zip(values);
        match nulls {
            None => kept.extend(each.filter(|(_, truth)| **truth).map(|(row, _)| *row)),
            Some(nulls) => {
                let true_ones = each.zip(nulls).filter(|((_, truth), null)| **truth && !**null);
                kept.extend(true_ones.map(|((row, _), _)| *row));
            }
        }
        return Ok(kept);
    }
    for (at, row) in rows.iter().enumerate() {
        if vector.truth(at).map_err(|error| error.at(condition.span))? == Some(true) {
            kept.push(*row);
        }
    }
    Ok(kept)
}

fn on_columns<'a>(
    expr: &Expr,
    batch: &'a Batch,
    places: Places<'_>,
    context: Context<'a>,
) -> Result<Option<Vector<'a>>> {
    let vector = |expr: &Expr| eval_rows(expr, batch, places, context);
    Ok(match &expr.kind {
        ExprKind::Constant(value) => Some(Vector::Constant(value.clone())),
        ExprKind::Parameter(name) => Some(Vector::Constant(parameter(name, context).map_err(|e| e.at(expr.span))?)),
        ExprKind::Slot(slot) => Some(match batch.column(*slot) {
            None => Vector::Constant(Value::Null),
            Some(column) => Vector::Column(match places {
                Places::All(_) => Cow::Borrowed(column),
                Places::Some(places) => Cow::Owned(column.take(places)),
            }),
        }),
        _ if places.len() > 1 && is_constant(expr) => {
            Some(Vector::Constant(eval(expr, Row::new(batch, places.place(0)), context)?))
        }
        ExprKind::Property(of, key) => match &of.kind {
            ExprKind::Slot(slot) => property(*slot, key, batch, places, context),
            _ => call::computed(&[of], batch, places, context, |given| {
                super::property(given.first().unwrap_or(&Value::Null), key, context.graph)
            })?,
        },
        ExprKind::Index(of, at) => call::computed(&[of, at], batch, places, context, |given| {
            let [of, at] = given.as_slice() else { return Ok(Value::Null) };
            access::index(of, at, context.graph)
        })?,
        ExprKind::HasLabels(of, labels) => match &of.kind {
            ExprKind::Slot(slot) => has_labels(*slot, labels, batch, places, context),
            _ => None,
        },
        ExprKind::Compare(first, rest) => {
            let mut left = vector(first)?;
            let mut all: Option<Typed<bool>> = None;
            for (operator, right) in rest {
                let right = vector(right)?;
                let truths = comparison::compare(*operator, &left, &right, places.len(), context)?;
                all = Some(match all {
                    None => truths,
                    Some(before) => Typed::of(before.iter().zip(truths.iter()).map(|(a, b)| both(a, b))),
                });
                left = right;
            }
            all.map(|truths| Column::Booleans(truths).into())
        }
        ExprKind::Logic(operator @ (Operator::And | Operator::Or), parts) => {
            Some(Column::Booleans(connect(*operator, parts, batch, places, context)?).into())
        }
        ExprKind::Not(of) => match vector(of)?.column() {
            Some(Column::Booleans(truths)) => {
                Some(Column::Booleans(Typed::of(truths.iter().map(|truth| truth.map(|t| !t)))).into())
            }
            _ => None,
        },
        ExprKind::IsNull(of, negated) => {
            let of = vector(of)?;
            let truths = (0..places.len()).map(|row| of.is_null(row) != *negated);
            Some(Column::Booleans(Typed::full(truths.collect())).into())
        }
        ExprKind::Binary(first, rest) => {
            // what a function gives may be large, and is then not there for all rows at once
            let operand = |expr: &Expr| match expr.kind {
                ExprKind::Call(..) => eval_columns(expr, batch, places, context),
                _ => vector(expr).map(Some),
            };
            let Some(mut left) = operand(first)? else { return Ok(None) };
            for (operator, right) in rest {
                let Some(right) = operand(right)? else { return Ok(None) };
                let result = match operator {
                    Operator::StartsWith | Operator::EndsWith | Operator::Contains => {
                        text::test(*operator, &left, &right, context)?.map(Column::Booleans)
                    }
                    _ => arithmetic::binary(*operator, &left, &right, places.len()),
                };
                let found = match result {
                    Some(result) => Some(result.into()),
                    None => call::of_vectors(vec![left, right], places.len(), context, |given| {
                        let [left, right] = given.as_slice() else { return Ok(Value::Null) };
                        super::arithmetic::binary(*operator, left, right, context)
                    })?,
                };
                let Some(found) = found else { return Ok(None) };
                left = found;
            }
            Some(left)
        }
        ExprKind::Exists(id) => {
            let counts = context.subqueries.count_in(*id, batch, places, true, context)?;
            let truths = |counts: Vec<i64>| counts.into_iter().map(|count| count > 0).collect();
            counts.map(|counts| Column::Booleans(Typed::full(truths(counts))).into())
        }
        ExprKind::Count(id) => {
            let counts = context.subqueries.count_in(*id, batch, places, false, context)?;
            counts.map(|counts| Column::Integers(Typed::full(counts)).into())
        }
        ExprKind::Call(function, arguments) if function.is_steady() => {
            call::call(function, arguments, batch, places, context)?
        }
        ExprKind::Case(subject, branches, otherwise) => {
            case::case(subject.as_ref(), branches, otherwise.as_deref(), batch, places, context)?
        }
        ExprKind::Negate(of) => arithmetic::negate(&vector(of)?, places.len()).map(Vector::from),
        _ => None,
    })
}

/// AND of two.
fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// AND and OR: a part is asked only of rows that those before have not decided.
fn connect(
    operator: Operator,
    parts: &[Expr],
    batch: &Batch,
    places: Places<'_>,
    context: Context<'_>,
) -> Result<Typed<bool>> {
    let decided = operator == Operator::Or;
    let mut truths: Vec<Option<bool>> = vec![Some(!decided); places.len()];
    let mut open: Vec<u32> = (0..places.len() as u32).collect();
    for part in parts {
        let asked: Vec<u32> = open.iter().map(|row| places.place(*row as usize) as u32).collect();
        let vector = eval_rows(part, batch, Places::Some(&asked), context)?;
        let mut left = Vec::with_capacity(open.len());
        for (at, row) in open.into_iter().enumerate() {
            let truth = vector.truth(at).map_err(|error| error.at(part.span))?;
            if let Some(place) = truths.get_mut(row as usize) {
                if truth == Some(decided) {
                    *place = truth;
                    continue;
                }
                if truth.is_none() {
                    *place = None;
                }
            }
            left.push(row);
        }
        open = left;
    }
    Ok(Typed::of(truths.into_iter()))
}

/// A property of the nodes or relationships in a slot, read from its stored column.
fn property<'a>(slot: Slot, key: &str, batch: &Batch, places: Places<'_>, context: Context<'a>) -> Option<Vector<'a>> {
    let graph = context.graph;
    if !context.is_steady {
        return None;
    }
    let (ids, of_nodes) = match batch.column(slot)? {
        Column::Nodes(ids) => (ids, true),
        Column::Relationships(ids) => (ids, false),
        _ => return None,
    };
    if !are_numbered(ids, of_nodes, context) {
        return None;
    }
    let Some(key) = graph.keys().find(key) else { return Some(Vector::Constant(Value::Null)) };
    if of_nodes && graph.hides_property(key) {
        return Some(Vector::Constant(Value::Null));
    }
    let all = graph.view().is_none();
    let entity = |id: u32| {
        let entity = if of_nodes { EntityId::Node(NodeId(id)) } else { EntityId::Relationship(RelationshipId(id)) };
        (id != NONE && (all || graph.shows(entity))).then_some(id)
    };
    let column = graph.read_column(of_nodes, key, |column| match column {
        ColumnView::Integers(values) => Some(Column::Integers(read(values, ids, places, all, entity))),
        ColumnView::Floats(values) => Some(Column::Floats(read(values, ids, places, all, entity))),
        ColumnView::Booleans(values) => Some(Column::Booleans(read(values, ids, places, all, entity))),
        ColumnView::Strings { codes, texts } => {
            Some(Column::Texts(read(codes, ids, places, all, entity), Arc::clone(texts)))
        }
        ColumnView::Mixed(_) => None,
    });
    column.flatten().map(Vector::from)
}

/// The values of these rows' entities that `entity` lets see, which is all of them if `all`.
fn read<T: Copy + Default>(
    values: Stretch<'_, T>,
    ids: &[u32],
    places: Places<'_>,
    all: bool,
    entity: impl Fn(u32) -> Option<u32>,
) -> Typed<T> {
    // where no value is missing, none has to be asked whether it is there
    if let (Some((first, whole)), Places::All(_), true) = (values.whole(), places, all) {
        let mut are_there = true;
        let value = |id: &u32| {
            whole.get(id.wrapping_sub(first) as usize).copied().unwrap_or_else(|| {
                are_there = false;
                T::default()
            })
        };
        let found = ids.iter().map(value).collect();
        if are_there {
            return Typed::full(found);
        }
    }
    gather(ids, places, |id| values.get(entity(id)?))
}

/// Whether all are of the graph as it is stored. What has come from elsewhere is looked at one by one, and may be an
/// error.
fn are_numbered(ids: &[u32], of_nodes: bool, context: Context<'_>) -> bool {
    let largest = ids.iter().map(|id| id.wrapping_add(1)).max().unwrap_or(0);
    largest == 0 || context.graph.is_numbered(of_nodes, largest - 1)
}

/// What these rows' entities have.
#[inline]
fn gather<T: Copy + Default>(ids: &[u32], places: Places<'_>, of: impl Fn(u32) -> Option<T>) -> Typed<T> {
    fn all<T: Copy + Default>(ids: impl Iterator<Item = u32> + Clone, of: impl Fn(u32) -> Option<T>) -> Typed<T> {
        let mut is_full = true;
        let value = |id: u32| {
            of(id).unwrap_or_else(|| {
                is_full = false;
                T::default()
            })
        };
        let values = ids.clone().map(value).collect();
        // which are null is looked at again, and only where one is
        Typed { values, nulls: (!is_full).then(|| ids.map(|id| of(id).is_none()).collect()) }
    }
    match places {
        Places::All(_) => all(ids.iter().copied(), of),
        Places::Some(places) => all(places.iter().map(|place| ids.get(*place as usize).copied().unwrap_or(NONE)), of),
    }
}

/// Whether the nodes in a slot have labels; worked out once for each set of labels.
fn has_labels<'a>(
    slot: Slot,
    expression: &LabelExpression,
    batch: &Batch,
    places: Places<'_>,
    context: Context<'a>,
) -> Option<Vector<'a>> {
    let Column::Nodes(ids) = batch.column(slot)? else { return None };
    if !context.is_steady || !are_numbered(ids, true, context) {
        return None;
    }
    let fits = labels::Fitting::new(expression, context.graph);
    Some(Column::Booleans(gather(ids, places, |id| (id != NONE).then(|| fits.node(NodeId(id))))).into())
}

/// Whether the expression is the same for all rows, and costs nothing to be computed once more.
fn is_constant(expr: &Expr) -> bool {
    let mut constant = true;
    expr.walk(&mut |part| {
        constant &= match &part.kind {
            ExprKind::Constant(_)
            | ExprKind::Parameter(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Index(..)
            | ExprKind::Slice(..)
            | ExprKind::Not(_)
            | ExprKind::Negate(_)
            | ExprKind::Plus(_)
            | ExprKind::Logic(..)
            | ExprKind::Compare(..)
            | ExprKind::IsNull(..)
            | ExprKind::Binary(..) => true,
            ExprKind::Call(function, _) => function.is_steady(),
            _ => false,
        };
    });
    constant
}
