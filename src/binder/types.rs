//! What can be said of an expression's type without running it.

use super::Binder;
use crate::ast::Operator;
use crate::bound::{Expr, ExprKind, Type};
use crate::error::{Detail, Error, Result};
use crate::value::Value;

impl Binder<'_> {
    /// The type of the expression's values; `Any` where that depends on data.
    pub(super) fn type_of(&self, expr: &Expr) -> Type {
        match &expr.kind {
            ExprKind::Constant(value) => type_of_value(value),
            ExprKind::Slot(slot) | ExprKind::Local(slot) => self.kind(*slot),
            ExprKind::Count(_) => Type::Integer,
            ExprKind::List(_) | ExprKind::Comprehension { .. } | ExprKind::Collect(_) => Type::List,
            ExprKind::Map(_) | ExprKind::Projection(..) => Type::Map,
            ExprKind::Path(_) => Type::Path,
            ExprKind::HasLabels(..)
            | ExprKind::HasDynamicLabels { .. }
            | ExprKind::IsTyped(..)
            | ExprKind::IsNormalized(..)
            | ExprKind::IsNull(..)
            | ExprKind::Not(_)
            | ExprKind::Logic(..)
            | ExprKind::Compare(..)
            | ExprKind::Quantifier { .. }
            | ExprKind::Exists(_) => Type::Boolean,
            ExprKind::Binary(first, rest) => match rest.last() {
                Some((
                    Operator::In | Operator::StartsWith | Operator::EndsWith | Operator::Contains | Operator::Matches,
                    _,
                )) => Type::Boolean,
                Some((Operator::Power, _)) => Type::Float,
                Some(_) => {
                    let types = std::iter::once(self.type_of(first)).chain(rest.iter().map(|(_, e)| self.type_of(e)));
                    combined(types)
                }
                None => self.type_of(first),
            },
            ExprKind::Negate(of) | ExprKind::Plus(of) => self.type_of(of),
            _ => Type::Any,
        }
    }

    /// The type of a list's elements, where all are of one.
    pub(super) fn type_of_elements(&self, list: &Expr) -> Type {
        let ExprKind::List(elements) = &list.kind else { return Type::Any };
        let mut types = elements.iter().map(|element| self.type_of(element));
        let Some(first) = types.next() else { return Type::Any };
        if types.all(|other| other == first) { first } else { Type::Any }
    }

    /// An error if an operand can never be what its operator takes.
    pub(super) fn check_operands(&self, first: &Expr, rest: &[(Operator, Expr)]) -> Result<()> {
        let mut left = Some(first);
        for (operator, right) in rest {
            let fits = |expr: &Expr| {
                let found = self.type_of(expr);
                match operator {
                    Operator::Modulo | Operator::Power => {
                        matches!(found, Type::Any | Type::Null | Type::Integer | Type::Float)
                    }
                    Operator::Subtract | Operator::Multiply | Operator::Divide => !matches!(
                        found,
                        Type::Boolean
                            | Type::String
                            | Type::List
                            | Type::Map
                            | Type::Node
                            | Type::Relationship
                            | Type::Path
                    ),
                    _ => true,
                }
            };
            // what stands further left has been checked as a right operand
            if let Some(wrong) = left.take().into_iter().chain([right]).find(|expr| !fits(expr)) {
                let message = format!("{} does not take {}", operator.symbol(), describe(self.type_of(wrong)));
                return Err(Error::syntax(Detail::InvalidArgumentType, message).at(wrong.span));
            }
        }
        Ok(())
    }

    /// An error if the expression can never be true or false.
    pub(super) fn check_boolean(&self, expr: &Expr) -> Result<()> {
        match self.type_of(expr) {
            Type::Any | Type::Null | Type::Boolean => Ok(()),
            other => Err(Error::syntax(
                Detail::InvalidArgumentType,
                format!("expected a boolean, found {}", describe(other)),
            )
            .at(expr.span)),
        }
    }

    /// An error if the expression can never be a list.
    pub(super) fn check_list(&self, expr: &Expr) -> Result<()> {
        match self.type_of(expr) {
            Type::Any | Type::Null | Type::List | Type::Relationships => Ok(()),
            other => {
                Err(Error::syntax(Detail::InvalidArgumentType, format!("expected a list, found {}", describe(other)))
                    .at(expr.span))
            }
        }
    }
}

/// The type of arithmetic over these types, where it is certain.
fn combined(types: impl Iterator<Item = Type>) -> Type {
    let mut result = Type::Integer;
    for part in types {
        result = match (result, part) {
            (Type::List, _) | (_, Type::List) => return Type::List,
            (Type::Integer, Type::Integer) => Type::Integer,
            (Type::Integer | Type::Float, Type::Integer | Type::Float) => Type::Float,
            _ => return Type::Any,
        };
    }
    result
}

fn type_of_value(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Boolean(_) => Type::Boolean,
        Value::Integer(_) => Type::Integer,
        Value::Float(_) => Type::Float,
        Value::String(_) => Type::String,
        Value::List(_) => Type::List,
        Value::Map(_) => Type::Map,
        Value::Node(_) => Type::Node,
        Value::Relationship(_) => Type::Relationship,
        Value::Path(_) => Type::Path,
        temporal if temporal.is_temporal() => Type::Temporal,
        // no literal is a point
        _ => Type::Any,
    }
}

/// A type in the words of an error message.
pub(super) fn describe(kind: Type) -> &'static str {
    match kind {
        Type::Any => "a value",
        Type::Null => "null",
        Type::Boolean => "a boolean",
        Type::Integer => "an integer",
        Type::Float => "a float",
        Type::String => "a string",
        Type::Temporal => "a temporal value",
        Type::List => "a list",
        Type::Map => "a map",
        Type::Node => "a node",
        Type::Relationship => "a relationship",
        Type::Relationships => "a list of relationships",
        Type::Path => "a path",
    }
}
