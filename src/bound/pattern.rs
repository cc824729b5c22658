//! Bound patterns, to find and to make.

use super::{Expr, Label, LabelExpression, Match, Slot, Types};
use crate::ast::{Direction, Shortest};
use crate::span::Span;

/// Nodes and relationships to find, each once, however often it was written.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    /// The nodes.
    pub nodes: Vec<PatternNode>,
    /// The relationships between them.
    pub relationships: Vec<PatternRelationship>,
    /// Named paths.
    pub paths: Vec<PatternPath>,
    /// Whether a relationship may be found twice.
    pub repeatable: bool,
}

/// A node to find.
#[derive(Clone, Debug)]
pub struct PatternNode {
    /// Where it goes, or stands already.
    pub slot: Slot,
    /// Whether the row knows it already.
    pub bound: bool,
    /// What labels it must have.
    pub labels: Vec<LabelExpression>,
}

/// A relationship to find.
#[derive(Clone, Debug)]
pub struct PatternRelationship {
    /// Where it goes, or stands already.
    pub slot: Slot,
    /// Whether the row knows it already.
    pub bound: bool,
    /// The node on the left, as a place in the pattern's nodes.
    pub from: usize,
    /// The node on the right.
    pub to: usize,
    /// Which way it points, from left to right.
    pub direction: Direction,
    /// What type it must have.
    pub types: Types,
    /// At least and at most how many in a row; `None` for exactly one relationship.
    pub length: Option<(u32, Option<u32>)>,
    /// Whether only shortest paths are meant.
    pub shortest: Option<Shortest>,
    /// What is repeated, if it is more than a relationship; the slot then takes all relationships.
    pub repeated: Option<Box<Quantified>>,
}

/// A path that is repeated.
#[derive(Clone, Debug)]
pub struct Quantified {
    /// One repetition.
    pub inner: Match,
    /// The slots along it: node, relationship, node, ...
    pub elements: Vec<Slot>,
    /// Which of its slots go, repetition by repetition, into which lists.
    pub groups: Vec<(Slot, Slot)>,
}

/// Which of the paths between two nodes.
#[derive(Clone, Debug)]
pub struct Selector {
    /// How many.
    pub count: Expr,
    /// Whether all paths of one length count as one.
    pub groups: bool,
    /// What must hold of a path before it counts.
    pub predicates: Vec<Expr>,
}

impl Selector {
    /// What is wrong with a choice of no paths at all.
    pub const OF_NONE: &'static str = "SHORTEST and ANY take a number of at least 1";
}

/// A named path.
#[derive(Clone, Debug)]
pub struct PatternPath {
    /// Where it goes.
    pub slot: Slot,
    /// The slots it runs over: node, relationship, node, ...
    pub elements: Vec<Slot>,
    /// Where it was written.
    pub span: Span,
}

/// Something to make.
#[derive(Clone, Debug)]
pub enum CreateItem {
    /// A node.
    Node(CreateNode),
    /// A relationship.
    Relationship(CreateRelationship),
}

/// A node to make.
#[derive(Clone, Debug)]
pub struct CreateNode {
    /// Where it goes.
    pub slot: Slot,
    /// Its labels.
    pub labels: Vec<Label>,
    /// A map of its properties.
    pub properties: Option<Expr>,
}

/// A relationship to make.
#[derive(Clone, Debug)]
pub struct CreateRelationship {
    /// Where it goes.
    pub slot: Slot,
    /// Its type.
    pub relationship_type: Label,
    /// Where it starts.
    pub start: Slot,
    /// Where it ends.
    pub end: Slot,
    /// A map of its properties.
    pub properties: Option<Expr>,
    /// Where it was written.
    pub span: Span,
}
