//! Patterns as they were written.

use super::{Expression, Name};
use crate::span::Span;

/// A path: nodes joined by relationships, perhaps with a name.
#[derive(Clone, Debug)]
pub struct PathPattern {
    /// Its name: `p = ...`.
    pub variable: Option<Name>,
    /// The first node.
    pub start: NodePattern,
    /// Each further relationship and the node it leads to.
    pub steps: Vec<(RelationshipPattern, NodePattern)>,
    /// Whether only shortest paths are meant.
    pub shortest: Option<Shortest>,
    /// Where it stands.
    pub span: Span,
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
        (&self.variable, &self.start, &self.steps, self.shortest)
            == (&other.variable, &other.start, &other.steps, other.shortest)
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
    /// How many relationships in a row; `None` for exactly one.
    pub length: Option<VariableLength>,
    /// A map or a parameter.
    pub properties: Option<Expression>,
    /// What must hold.
    pub predicate: Option<Expression>,
    /// Where it stands.
    pub span: Span,
}

impl PartialEq for RelationshipPattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.variable, &self.types, self.direction, self.length, &self.properties, &self.predicate)
            == (&other.variable, &other.types, other.direction, other.length, &other.properties, &other.predicate)
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

/// `A&!(B|C)`, over labels or relationship types.
#[derive(Clone, Debug)]
pub enum LabelExpression {
    /// This label.
    Name(Name),
    /// Any label at all: `%`.
    Any,
    /// Not this.
    Not(Box<LabelExpression>),
    /// All of these.
    And(Vec<LabelExpression>),
    /// One of these.
    Or(Vec<LabelExpression>),
}

/// All of one, and one of one, is that one.
impl PartialEq for LabelExpression {
    fn eq(&self, other: &Self) -> bool {
        match (self.only(), other.only()) {
            (Self::Name(a), Self::Name(b)) => a == b,
            (Self::Any, Self::Any) => true,
            (Self::Not(a), Self::Not(b)) => a == b,
            (Self::And(a), Self::And(b)) | (Self::Or(a), Self::Or(b)) => a == b,
            (Self::Name(_) | Self::Any | Self::Not(_) | Self::And(_) | Self::Or(_), _) => false,
        }
    }
}

impl LabelExpression {
    /// Itself, or the only part of an AND or OR of one.
    pub(super) fn only(&self) -> &Self {
        match self {
            Self::And(parts) | Self::Or(parts) => match parts.as_slice() {
                [one] => one.only(),
                _ => self,
            },
            Self::Name(_) | Self::Any | Self::Not(_) => self,
        }
    }

    /// The names if it is nothing but names that must all be there: `A:B`, `A&B`.
    pub fn conjunction(&self) -> Option<Vec<&Name>> {
        match self {
            Self::Name(name) => Some(vec![name]),
            Self::And(parts) => {
                let names: Option<Vec<Vec<&Name>>> = parts.iter().map(Self::conjunction).collect();
                names.map(|names| names.into_iter().flatten().collect())
            }
            _ => None,
        }
    }
}
