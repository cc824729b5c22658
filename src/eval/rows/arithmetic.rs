//! Sums, differences and products of columns of numbers. What does not fit, or is no number, is left to go
//! row by row, where it is an error or something else.

use super::Vector;
use crate::ast::Operator;
use crate::batch::{Column, Typed};
use crate::value::Value;

pub(super) fn binary(operator: Operator, left: &Vector<'_>, right: &Vector<'_>, rows: usize) -> Option<Column> {
    if let (Some(left), Some(right)) = (Integers::of(left), Integers::of(right)) {
        return match operator {
            Operator::Add => integers(&left, &right, rows, i64::overflowing_add),
            Operator::Subtract => integers(&left, &right, rows, i64::overflowing_sub),
            Operator::Multiply => integers(&left, &right, rows, i64::overflowing_mul),
            _ => None,
        };
    }
    let (left, right) = (Numbers::of(left)?, Numbers::of(right)?);
    match operator {
        Operator::Add => Some(floats(&left, &right, rows, |a, b| a + b)),
        Operator::Subtract => Some(floats(&left, &right, rows, |a, b| a - b)),
        Operator::Multiply => Some(floats(&left, &right, rows, |a, b| a * b)),
        _ => None,
    }
}

/// `None` where one of the results does not fit.
fn integers(
    left: &Integers<'_>,
    right: &Integers<'_>,
    rows: usize,
    combine: impl Fn(i64, i64) -> (i64, bool),
) -> Option<Column> {
    let mut overflows = false;
    let mut value = |a: i64, b: i64| {
        let (value, is_over) = combine(a, b);
        overflows |= is_over;
        value
    };
    let values = match (left.full(), right.full()) {
        (Some(a), Some(b)) => Typed::full(a.iter().zip(b).map(|(a, b)| value(*a, *b)).collect()),
        (Some(a), None) if let Integers::One(b) = right => Typed::full(a.iter().map(|a| value(*a, *b)).collect()),
        (None, Some(b)) if let Integers::One(a) = left => Typed::full(b.iter().map(|b| value(*a, *b)).collect()),
        _ => Typed::of((0..rows).map(|row| Some(value(left.get(row)?, right.get(row)?)))),
    };
    (!overflows).then_some(Column::Integers(values))
}

fn floats(left: &Numbers<'_>, right: &Numbers<'_>, rows: usize, combine: impl Fn(f64, f64) -> f64) -> Column {
    let values = match (left, right) {
        (Numbers::Floats(Typed { values: a, nulls: None }), Numbers::Floats(Typed { values: b, nulls: None })) => {
            Typed::full(a.iter().zip(b).map(|(a, b)| combine(*a, *b)).collect())
        }
        (Numbers::One(a), Numbers::Floats(Typed { values: b, nulls: None })) => {
            Typed::full(b.iter().map(|b| combine(*a, *b)).collect())
        }
        (Numbers::Floats(Typed { values: a, nulls: None }), Numbers::One(b)) => {
            Typed::full(a.iter().map(|a| combine(*a, *b)).collect())
        }
        _ => Typed::of((0..rows).map(|row| Some(combine(left.get(row)?, right.get(row)?)))),
    };
    Column::Floats(values)
}

/// Integers in each row.
enum Integers<'v> {
    One(i64),
    Each(&'v Typed<i64>),
}

impl<'v> Integers<'v> {
    fn of(vector: &'v Vector<'_>) -> Option<Self> {
        match vector {
            Vector::Constant(Value::Integer(i)) => Some(Self::One(*i)),
            Vector::Column(column) => match &**column {
                Column::Integers(integers) => Some(Self::Each(integers)),
                _ => None,
            },
            _ => None,
        }
    }

    /// All of them, where none is null.
    fn full(&self) -> Option<&[i64]> {
        match self {
            Self::Each(Typed { values, nulls: None }) => Some(values),
            _ => None,
        }
    }

    #[inline]
    fn get(&self, row: usize) -> Option<i64> {
        match self {
            Self::One(i) => Some(*i),
            Self::Each(integers) => integers.get(row),
        }
    }
}

/// Numbers in each row, as floats.
enum Numbers<'v> {
    One(f64),
    Integers(&'v Typed<i64>),
    Floats(&'v Typed<f64>),
}

impl<'v> Numbers<'v> {
    fn of(vector: &'v Vector<'_>) -> Option<Self> {
        match vector {
            Vector::Constant(Value::Integer(i)) => Some(Self::One(*i as f64)),
            Vector::Constant(Value::Float(x)) => Some(Self::One(*x)),
            Vector::Column(column) => match &**column {
                Column::Integers(integers) => Some(Self::Integers(integers)),
                Column::Floats(floats) => Some(Self::Floats(floats)),
                _ => None,
            },
            _ => None,
        }
    }

    #[inline]
    fn get(&self, row: usize) -> Option<f64> {
        match self {
            Self::One(x) => Some(*x),
            Self::Integers(integers) => integers.get(row).map(|i| i as f64),
            Self::Floats(floats) => floats.get(row),
        }
    }
}
