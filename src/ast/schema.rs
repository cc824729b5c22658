//! Statements on indexes and constraints, and hints at indexes.

use super::{Name, ValueType};
use crate::span::Span;

/// A statement on indexes or constraints.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaCommand {
    /// CREATE INDEX.
    CreateIndex {
        /// Its name, if it was given one.
        name: Option<Name>,
        /// Whether it is fine if there is one: IF NOT EXISTS.
        if_not_exists: bool,
        /// Whether it is for text only.
        text: bool,
        /// What it is on.
        on: SchemaTarget,
        /// The properties.
        keys: Vec<SchemaKey>,
    },
    /// CREATE CONSTRAINT.
    CreateConstraint {
        /// Its name, if it was given one.
        name: Option<Name>,
        /// Whether it is fine if there is one: IF NOT EXISTS.
        if_not_exists: bool,
        /// What it asks.
        body: ConstraintBody,
    },
    /// DROP INDEX of a name.
    DropIndex {
        /// The name.
        name: Name,
        /// Whether it is fine if there is none: IF EXISTS.
        if_exists: bool,
    },
    /// DROP INDEX ON :Label(a).
    DropIndexOn {
        /// What it is on.
        on: SchemaTarget,
        /// The properties.
        keys: Vec<SchemaKey>,
    },
    /// DROP CONSTRAINT of a name.
    DropConstraint {
        /// The name.
        name: Name,
        /// Whether it is fine if there is none: IF EXISTS.
        if_exists: bool,
    },
    /// DROP CONSTRAINT ON (n:Label) ASSERT n.a IS UNIQUE.
    DropConstraintOn(ConstraintBody),
    /// CREATE of an index of a kind that there is not.
    UnsupportedIndex {
        /// The kind, in upper case.
        kind: Name,
    },
    /// A statement with OPTIONS, which there are none of; the word itself.
    UnsupportedOptions(Name),
}

/// What an index or a constraint is on.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaTarget {
    /// The variable; none in the old form `:Label(a)`.
    pub variable: Option<Name>,
    /// The label or the relationship type.
    pub name: Name,
    /// Whether it is a relationship type.
    pub is_relationship: bool,
}

/// One of the properties: `n.a`.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaKey {
    /// The variable; none in the old form.
    pub of: Option<Name>,
    /// The property key.
    pub key: Name,
}

/// `FOR (n:Label) REQUIRE n.a IS UNIQUE`
#[derive(Clone, Debug)]
pub struct ConstraintBody {
    /// What it is on.
    pub on: SchemaTarget,
    /// The properties.
    pub keys: Vec<SchemaKey>,
    /// What it asks of them.
    pub rule: ConstraintRule,
    /// Where that was written.
    pub span: Span,
}

impl PartialEq for ConstraintBody {
    fn eq(&self, other: &Self) -> bool {
        (&self.on, &self.keys, &self.rule) == (&other.on, &other.keys, &other.rule)
    }
}

/// What a constraint asks.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstraintRule {
    /// IS UNIQUE
    Unique,
    /// IS KEY
    Key,
    /// IS NOT NULL
    NotNull,
    /// IS :: TYPE
    Type(ValueType),
}

/// What a query asks of the planner: USING.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// What to use.
    pub kind: HintKind,
    /// For which variables.
    pub variables: Vec<Name>,
}

/// What to use.
#[derive(Clone, Debug, PartialEq)]
pub enum HintKind {
    /// An index on these properties.
    Index {
        /// The label or the relationship type.
        label: Name,
        /// The properties.
        keys: Vec<Name>,
    },
    /// The nodes or relationships of a label or type.
    Scan {
        /// The label or the relationship type.
        label: Name,
    },
    /// A join.
    Join,
}
