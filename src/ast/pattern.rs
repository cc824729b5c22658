//! Patterns as they were written.

use super::{Expression, LabelExpression, Name};
use crate::span::Span;

/// A path: nodes joined by relationships, perhaps with a name.
#[derive(Clone, Debug)]
pub struct PathPattern {
    /// Its name: `p = ...`.
    pub variable: Option<Name>,
    /// The first node.
    pub start: NodePattern,
    /// Each further step and the node it leads to.
    pub steps: Vec<(Step, NodePattern)>,
    /// Whether it stands in `shortestPath(...)` or `allShortestPaths(...)`.
    pub shortest: Option<Shortest>,
    /// Which of the paths between two nodes are meant; all of them without it.
    pub selector: Option<Selector>,
    /// What must hold of a path before it is counted: `SHORTEST 1 ((a)-->+(b) WHERE predicate)`.
    pub predicate: Option<Expression>,
    /// Where it stands.
    pub span: Span,
}

/// What joins two nodes of a path.
#[expect(clippy::large_enum_variant, reason = "most steps are relationships")]
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A relationship, or several in a row.
    Relationship(RelationshipPattern),
    /// A path that is repeated.
    Quantified(Box<QuantifiedPath>),
}

/// `((a)-[r]->(b) WHERE predicate){1,3}`
#[derive(Clone, Debug)]
pub struct QuantifiedPath {
    /// The first node of each repetition.
    pub start: NodePattern,
    /// Each relationship of a repetition and the node it leads to; never empty.
    pub steps: Vec<(RelationshipPattern, NodePattern)>,
    /// What must hold of each repetition.
    pub predicate: Option<Expression>,
    /// How many repetitions.
    pub quantifier: Quantifier,
    /// Where it stands.
    pub span: Span,
}

impl PartialEq for QuantifiedPath {
    fn eq(&self, other: &Self) -> bool {
        (&self.start, &self.steps, &self.predicate, self.quantifier)
            == (&other.start, &other.steps, &other.predicate, other.quantifier)
    }
}

/// `{min,max}`, `+`, `*`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantifier {
    /// At least so many.
    pub min: u32,
    /// At most so many; no bound if not written.
    pub max: Option<u32>,
}

/// `SHORTEST count`, `SHORTEST count GROUPS`. The other forms are written with these: ANY and
/// ANY SHORTEST are SHORTEST 1, ALL SHORTEST is SHORTEST 1 GROUPS.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    /// How many: a number or a parameter.
    pub count: Expression,
    /// Whether all paths of one length count as one.
    pub groups: bool,
}

/// Which of the shortest paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortest {
    /// `shortestPath(...)`: one of them.
    One,
    /// `allShortestPaths(...)`
    All,
}

impl Shortest {
    /// What a function of this name means.
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "shortestpath" => Some(Self::One),
            "allshortestpaths" => Some(Self::All),
            _ => None,
        }
    }
}

impl PartialEq for PathPattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.variable, &self.start, &self.steps, self.shortest, &self.selector, &self.predicate)
            == (&other.variable, &other.start, &other.steps, other.shortest, &other.selector, &other.predicate)
    }
}

/// `(n:Label {key: value} WHERE predicate)`
#[derive(Clone, Debug)]
pub struct NodePattern {
    /// Its name.
    pub variable: Option<Name>,
    /// What labels it must have.
    pub labels: Option<LabelExpression>,
    /// A map or a parameter.
    pub properties: Option<Expression>,
    /// What must hold.
    pub predicate: Option<Expression>,
    /// Where it stands.
    pub span: Span,
}

impl PartialEq for NodePattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.variable, &self.labels, &self.properties, &self.predicate)
            == (&other.variable, &other.labels, &other.properties, &other.predicate)
    }
}

/// `-[r:TYPE*1..3 {key: value}]->`
#[derive(Clone, Debug)]
pub struct RelationshipPattern {
    /// Its name.
    pub variable: Option<Name>,
    /// What type it must have.
    pub types: Option<LabelExpression>,
    /// Which way it points.
    pub direction: Direction,
    /// How many relationships in a row, written `*1..3`; `None` for exactly one.
    pub length: Option<VariableLength>,
    /// How often it is repeated, written `{1,3}` after it.
    pub quantifier: Option<Quantifier>,
    /// A map or a parameter.
    pub properties: Option<Expression>,
    /// What must hold.
    pub predicate: Option<Expression>,
    /// Where it stands.
    pub span: Span,
}

impl PartialEq for RelationshipPattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.variable, &self.types, self.direction, self.length)
            == (&other.variable, &other.types, other.direction, other.length)
            && (self.quantifier, &self.properties, &self.predicate)
                == (other.quantifier, &other.properties, &other.predicate)
    }
}

/// Which way a relationship points, as written from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `-->`
    Outgoing,
    /// `<--`
    Incoming,
    /// `--` or `<-->`
    Both,
}

impl Direction {
    /// The same relationship seen from its other end.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Outgoing => Self::Incoming,
            Self::Incoming => Self::Outgoing,
            Self::Both => Self::Both,
        }
    }
}

/// `*min..max`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VariableLength {
    /// At least so many; 1 if not written.
    pub min: Option<u32>,
    /// At most so many; no bound if not written.
    pub max: Option<u32>,
}
