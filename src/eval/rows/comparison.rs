//! Comparisons of columns.

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
            (Column::Integers(left), Column::Integers(right)) => each(operator, left, right),
            (Column::Floats(left), Column::Floats(right)) => each(operator, left, right),
            _ => None,
        },
        (Vector::Column(left), Vector::Constant(right)) => match (&**left, right) {
            (Column::Integers(left), Value::Integer(right)) => with(operator, left, *right),
            (Column::Floats(left), Value::Float(right)) => with(operator, left, *right),
            // so small an integer is a float as well
            (Column::Floats(left), Value::Integer(right)) if right.unsigned_abs() < 1 << 53 => {
                with(operator, left, *right as f64)
            }
            (Column::Texts(codes, texts), Value::String(right)) => with_text(operator, codes, texts, right),
            _ => None,
        },
        (Vector::Constant(_), Vector::Column(_)) => typed(turned(operator)?, right, left),
        _ => None,
    }
}

/// Each value against one.
fn with<T: Copy + Default + PartialOrd>(operator: Operator, values: &Typed<T>, other: T) -> Option<Typed<bool>> {
    // each operator has a loop of its own
    #[inline]
    fn all<T: Copy + Default>(values: &Typed<T>, holds: impl Fn(T) -> bool) -> Typed<bool> {
        Typed { values: values.values.iter().map(|value| holds(*value)).collect(), nulls: values.nulls.clone() }
    }
    Some(match operator {
        Operator::Equal => all(values, |value| value == other),
        Operator::NotEqual => all(values, |value| value != other),
        Operator::Less => all(values, |value| value < other),
        Operator::LessEqual => all(values, |value| value <= other),
        Operator::Greater => all(values, |value| value > other),
        Operator::GreaterEqual => all(values, |value| value >= other),
        _ => return None,
    })
}

/// Each value against another's.
fn each<T: Copy + Default + PartialOrd>(operator: Operator, left: &Typed<T>, right: &Typed<T>) -> Option<Typed<bool>> {
    let holds = test::<T>(operator)?;
    Some(Typed::of(left.iter().zip(right.iter()).map(|(a, b)| Some(holds(&a?, &b?)))))
}

/// Each text against one. Equal texts have one number.
fn with_text(operator: Operator, codes: &Typed<u32>, texts: &Texts, other: &str) -> Option<Typed<bool>> {
    let is_equal = match operator {
        Operator::Equal => true,
        Operator::NotEqual => false,
        _ => {
            let other = (head(other), other);
            let orders = Typed {
                values: codes.values.iter().map(|code| texts.order(*code, other).map_or(0, |it| it as i8)).collect(),
                nulls: codes.nulls.clone(),
            };
            return with(operator, &orders, 0i8);
        }
    };
    let wanted = texts.code(other);
    let truths = codes.values.iter().map(|code| (Some(*code) == wanted) == is_equal).collect();
    Some(Typed { values: truths, nulls: codes.nulls.clone() })
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
