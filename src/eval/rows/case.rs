//! CASE over many rows: each condition is asked of the rows that those before have left, each result computed for the
//! rows that it is for.

use super::{Places, Vector, comparison, eval_rows};
use crate::ast::Operator;
use crate::batch::{Batch, Column};
use crate::bound::{CaseBranch, CaseTest, Expr, Slot};
use crate::error::Result;
use crate::eval::Context;
use crate::value::Value;

/// What CASE is worth in these rows; `None` if a condition speaks of the subject in other words than that it equals.
pub(super) fn case<'a>(
    subject: Option<&(Slot, Box<Expr>)>,
    branches: &[CaseBranch],
    otherwise: Option<&Expr>,
    batch: &'a Batch,
    places: Places<'_>,
    context: Context<'a>,
) -> Result<Option<Vector<'a>>> {
    let tests = || branches.iter().flat_map(|branch| &branch.when);
    if subject.is_some() && tests().any(|test| matches!(test, CaseTest::Holds(_))) {
        return Ok(None);
    }
    let at = |rows: &[u32]| -> Vec<u32> { rows.iter().map(|row| places.place(*row as usize) as u32).collect() };
    let mut results: Vec<(Vec<u32>, Vector<'a>)> = Vec::new();
    let mut open: Vec<u32> = (0..places.len() as u32).collect();
    for branch in branches {
        let mut taken = Vec::new();
        for test in &branch.when {
            if open.is_empty() {
                break;
            }
            let (asked, expr) = (at(&open), test.expr());
            let asked = Places::Some(&asked);
            let truths = match (subject, test) {
                (Some((_, subject)), CaseTest::Equals(other)) => {
                    let of = |expr: &Expr| eval_rows(expr, batch, asked, context);
                    let truths = comparison::compare(Operator::Equal, &of(subject)?, &of(other)?, open.len(), context)?;
                    Column::Booleans(truths).into()
                }
                _ => eval_rows(expr, batch, asked, context)?,
            };
            let mut left = Vec::with_capacity(open.len());
            for (place, row) in open.into_iter().enumerate() {
                let holds = truths.truth(place)? == Some(true);
                if holds { taken.push(row) } else { left.push(row) }
            }
            open = left;
        }
        if !taken.is_empty() {
            let then = eval_rows(&branch.then, batch, Places::Some(&at(&taken)), context)?;
            results.push((taken, then));
        }
    }
    if !open.is_empty() {
        let rows = at(&open);
        let otherwise = otherwise.map(|expr| eval_rows(expr, batch, Places::Some(&rows), context)).transpose()?;
        results.push((open, otherwise.unwrap_or(Vector::Constant(Value::Null))));
    }
    Ok(Some(in_order(results, places.len())))
}

/// What is so for some of so many rows each, in the order of all.
fn in_order(results: Vec<(Vec<u32>, Vector<'_>)>, rows: usize) -> Vector<'_> {
    let mut order = vec![0; rows];
    let mut put = |row: u32, place: u32| {
        if let Some(at) = order.get_mut(row as usize) {
            *at = place;
        }
    };
    let constant = |(_, vector): &(_, Vector<'_>)| match vector {
        Vector::Constant(value) => Some(value.clone()),
        _ => None,
    };
    let values = results.iter().map(constant).collect::<Option<Vec<Value>>>();
    let is_number = |value: &Value| matches!(value, Value::Integer(_) | Value::Float(_));
    // numbers are better added up in a column
    if let Some(values) = values.filter(|values| !values.iter().any(is_number)) {
        (0..).zip(&results).for_each(|(place, (rows, _))| rows.iter().for_each(|row| put(*row, place)));
        return Vector::Few(order, values);
    }
    let from_rows = results.iter().flat_map(|(rows, _)| rows);
    (0..).zip(from_rows).for_each(|(place, row)| put(*row, place));
    let columns = results.into_iter().map(|(rows, vector)| match vector {
        Vector::Constant(Value::Null) => (rows.len(), None),
        vector => (rows.len(), Some(vector.into_column(rows.len()))),
    });
    let columns: Vec<(usize, Option<Column>)> = columns.collect();
    // null is of any type
    let mut all = columns.iter().find_map(|(_, column)| column.as_ref()).map_or(Column::nulls(0), |it| it.take(&[]));
    for (count, column) in columns {
        let before = all.len();
        let column = column.unwrap_or_else(|| all.nulls_like(count));
        all.append(column, before);
    }
    all.take(&order).into()
}
