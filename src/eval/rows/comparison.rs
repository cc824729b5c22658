//! Comparisons of columns.

use std::cmp::Ordering;

use super::Vector;
use crate::ast::Operator;
use crate::batch::{Column, Typed};
use crate::error::Result;
use crate::eval::{Context, compare as compare_values};
use crate::graph::{Texts, head};
use crate::value::Value;

/// `left operator right` in each row.
pub(super) fn compare(
    operator: Operator,
    left: &Vector<'_>,
    right: &Vector<'_>,
    rows: usize,
    context: Context<'_>,
) -> Result<Typed<bool>> {
    if let Some(truths) = typed(operator, left, right) {
        return Ok(truths);
    }
    if let (Vector::Few(places, values), Vector::Constant(other)) = (left, right) {
        let truths: Vec<_> = values.iter().map(|value| compare_values(operator, value, other)).collect();
        return Ok(Vector::spread(places, &truths));
    }
    let mut truths = Vec::with_capacity(rows);
    for row in 0..rows {
        let (left, right) = (left.value(row), right.value(row));
        context.budget.work(left.size().min(right.size()))?;
        truths.push(compare_values(operator, &left, &right));
    }
    Ok(Typed::of(truths.into_iter()))
}

fn typed(operator: Operator, left: &Vector<'_>, right: &Vector<'_>) -> Option<Typed<bool>> {
    match (left, right) {
        (Vector::Column(left), Vector::Column(right)) => match (&**left, &**right) {
            (Column::Texts(left, own), Column::Texts(right, others)) => {
                let holds = test::<str>(operator)?;
                let pairs = left.iter().zip(right.iter());
                Some(Typed::of(pairs.map(|(a, b)| Some(holds(own.text(a?)?, others.text(b?)?)))))
            }
            (Column::Integers(left), Column::Integers(right)) => {
                let holds = test::<i64>(operator)?;
                Some(Typed::of(left.iter().zip(right.iter()).map(|(a, b)| Some(holds(&a?, &b?)))))
            }
            (Column::Floats(left), Column::Floats(right)) => {
                let holds = test::<f64>(operator)?;
                Some(Typed::of(left.iter().zip(right.iter()).map(|(a, b)| Some(holds(&a?, &b?)))))
            }
            _ => None,
        },
        (Vector::Column(left), Vector::Constant(right)) => match (&**left, right) {
            (Column::Integers(left), Value::Integer(right)) => Some(with(left, *right, test(operator)?)),
            (Column::Floats(left), Value::Float(right)) => Some(with(left, *right, test(operator)?)),
            // so small an integer is a float as well
            (Column::Floats(left), Value::Integer(right)) if right.unsigned_abs() < 1 << 53 => {
                Some(with(left, *right as f64, test(operator)?))
            }
            (Column::Texts(codes, texts), Value::String(right)) => with_text(operator, codes, texts, right),
            _ => None,
        },
        (Vector::Constant(_), Vector::Column(_)) => typed(turned(operator)?, right, left),
        _ => None,
    }
}

/// Each value against one.
#[inline]
fn with<T: Copy + Default>(values: &Typed<T>, other: T, holds: fn(&T, &T) -> bool) -> Typed<bool> {
    match &values.nulls {
        None => Typed::full(values.values.iter().map(|value| holds(value, &other)).collect()),
        Some(_) => Typed::of(values.iter().map(|value| value.map(|value| holds(&value, &other)))),
    }
}

/// Each text against one. Equal texts have one number.
fn with_text(operator: Operator, codes: &Typed<u32>, texts: &Texts, other: &str) -> Option<Typed<bool>> {
    let is_equal = match operator {
        Operator::Equal => true,
        Operator::NotEqual => false,
        _ => {
            let holds = holds_of(operator)?;
            let other = (head(other), other);
            let truth = |code: u32| texts.order(code, other).is_some_and(&holds);
            return Some(match &codes.nulls {
                None => Typed::full(codes.values.iter().map(|code| truth(*code)).collect()),
                Some(_) => Typed::of(codes.iter().map(|code| code.map(truth))),
            });
        }
    };
    let wanted = texts.code(other);
    Some(Typed::of(codes.iter().map(|code| code.map(|code| (Some(code) == wanted) == is_equal))))
}

/// What an operator asks of two values of one type. NaN compares with nothing.
fn test<T: PartialOrd + ?Sized>(operator: Operator) -> Option<fn(&T, &T) -> bool> {
    Some(match operator {
        Operator::Equal => |a, b| a == b,
        Operator::NotEqual => |a, b| a != b,
        Operator::Less => |a, b| a < b,
        Operator::LessEqual => |a, b| a <= b,
        Operator::Greater => |a, b| a > b,
        Operator::GreaterEqual => |a, b| a >= b,
        _ => return None,
    })
}

/// What an operator asks of how one value stands to another.
fn holds_of(operator: Operator) -> Option<fn(Ordering) -> bool> {
    Some(match operator {
        Operator::Less => Ordering::is_lt,
        Operator::LessEqual => Ordering::is_le,
        Operator::Greater => Ordering::is_gt,
        Operator::GreaterEqual => Ordering::is_ge,
        _ => return None,
    })
}

/// The operator that says the same with its sides exchanged.
fn turned(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Equal | Operator::NotEqual => operator,
        Operator::Less => Operator::Greater,
        Operator::LessEqual => Operator::GreaterEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterEqual => Operator::LessEqual,
        _ => return None,
    })
}
