//! Sums, differences and products of columns of numbers. What does not fit, or is no number, is left to go
//! row by row, where it is an error or something else.

use super::Vector;
use crate::ast::Operator;
use crate::batch::{Column, Typed};
use crate::value::Value;

pub(super) fn binary(operator: Operator, left: &Vector<'_>, right: &Vector<'_>, rows: usize) -> Option<Column> {
    if let (Some(left), Some(right)) = (Integers::of(left), Integers::of(right)) {
        let combine: fn(i64, i64) -> Option<i64> = match operator {
            Operator::Add => i64::checked_add,
            Operator::Subtract => i64::checked_sub,
            Operator::Multiply => i64::checked_mul,
            _ => return None,
        };
        let mut fits = true;
        let values = (0..rows).map(|row| {
            let (a, b) = (left.get(row)?, right.get(row)?);
            let value = combine(a, b);
            fits &= value.is_some();
            value
        });
        let typed = Typed::of(values);
        return fits.then_some(Column::Integers(typed));
    }
    let (left, right) = (Numbers::of(left)?, Numbers::of(right)?);
    let combine: fn(f64, f64) -> f64 = match operator {
        Operator::Add => |a, b| a + b,
        Operator::Subtract => |a, b| a - b,
        Operator::Multiply => |a, b| a * b,
        _ => return None,
    };
    Some(Column::Floats(Typed::of((0..rows).map(|row| Some(combine(left.get(row)?, right.get(row)?))))))
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
