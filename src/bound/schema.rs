//! Statements on indexes and constraints, names and types resolved.

use std::fmt;
use std::sync::Arc;

use crate::graph::{ConstraintDefinition, IndexDefinition, Rule, Schema, Target};
use crate::span::Span;

/// A statement on indexes or constraints.
#[derive(Clone, Debug)]
pub enum SchemaCommand {
    /// Makes an index.
    CreateIndex {
        /// Which.
        definition: IndexDefinition,
        /// Whether it is fine if there is one.
        if_not_exists: bool,
        /// Where it was written.
        span: Span,
    },
    /// Makes a constraint.
    CreateConstraint {
        /// Which.
        definition: ConstraintDefinition,
        /// Whether it is fine if there is one.
        if_not_exists: bool,
        /// Where it was written.
        span: Span,
    },
    /// Takes an index or a constraint away.
    Drop {
        /// Which.
        what: Dropped,
        /// Whether it is fine if there is none.
        if_exists: bool,
        /// Where it was written.
        span: Span,
    },
}

/// What is dropped.
#[derive(Clone, Debug)]
pub enum Dropped {
    /// The index of this name.
    Index(Arc<str>),
    /// The index on these properties.
    IndexOn(Target, Vec<Arc<str>>),
    /// The constraint of this name.
    Constraint(Arc<str>),
    /// The constraint that asks this of these properties.
    ConstraintOn(Target, Vec<Arc<str>>, Rule),
}

impl SchemaCommand {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            Self::CreateIndex { span, .. } | Self::CreateConstraint { span, .. } | Self::Drop { span, .. } => *span,
        }
    }

    /// Why there is nothing to do, if the statement says that this is fine.
    pub fn is_moot(&self, schema: &Schema) -> Option<String> {
        let (other, wanted) = match self {
            Self::CreateIndex { definition, if_not_exists: true, .. } => (schema.like_index(definition)?, "index"),
            Self::CreateConstraint { definition, if_not_exists: true, .. } => {
                (schema.like_constraint(definition)?, "constraint")
            }
            Self::Drop { what: Dropped::Index(name), if_exists: true, .. } if schema.index(name).is_none() => {
                return Some(format!("there is no index `{name}`"));
            }
            Self::Drop { what: Dropped::Constraint(name), if_exists: true, .. }
                if schema.constraint(name).is_none() =>
            {
                return Some(format!("there is no constraint `{name}`"));
            }
            _ => return None,
        };
        Some(format!("no {wanted} was made: there is `{other}` already"))
    }

    /// The name of what does it in a plan.
    pub fn operator(&self) -> &'static str {
        match self {
            Self::CreateIndex { .. } => "CreateIndex",
            Self::CreateConstraint { .. } => "CreateConstraint",
            Self::Drop { what: Dropped::Index(_) | Dropped::IndexOn(..), .. } => "DropIndex",
            Self::Drop { .. } => "DropConstraint",
        }
    }
}

/// What it is about.
impl fmt::Display for SchemaCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CreateIndex { definition, .. } => write!(f, "{definition}"),
            Self::CreateConstraint { definition, .. } => write!(f, "{definition}"),
            Self::Drop { what: Dropped::Index(name) | Dropped::Constraint(name), .. } => f.write_str(name),
            Self::Drop { what: Dropped::IndexOn(on, keys), .. } => f.write_str(&on.with(keys)),
            Self::Drop { what: Dropped::ConstraintOn(on, keys, rule), .. } => write!(f, "{} {rule}", on.with(keys)),
        }
    }
}
