//! Labels and relationship types.

use std::sync::Arc;

use super::Expr;

/// `A&!(B|C)`, over labels or relationship types.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelExpression {
    /// This label.
    Name(Arc<str>),
    /// Any label at all: `%`.
    Any,
    /// Not this.
    Not(Box<LabelExpression>),
    /// All of these.
    And(Vec<LabelExpression>),
    /// One of these.
    Or(Vec<LabelExpression>),
}

impl LabelExpression {
    /// The labels that must all be there, whatever else is asked.
    pub fn required(&self) -> Vec<&Arc<str>> {
        match self {
            Self::Name(name) => vec![name],
            Self::And(parts) => parts.iter().flat_map(Self::required).collect(),
            Self::Any | Self::Not(_) | Self::Or(_) => Vec::new(),
        }
    }
}

/// Which relationship types a pattern takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Types {
    /// Any.
    Any,
    /// One of these.
    OneOf(Vec<Arc<str>>),
    /// Whatever the expression says.
    Expression(LabelExpression),
}

/// A label, or a relationship's type, of something that is made or changed.
#[derive(Clone, Debug)]
pub enum Label {
    /// This one.
    Name(Arc<str>),
    /// Those that an expression gives.
    Dynamic(Expr),
}
