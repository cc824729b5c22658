//! Paths that repeat a path, and choices among paths.

use super::Plan;
use crate::bound::{Expr, Slot};

/// One repetition of a path.
#[derive(Clone, Debug)]
pub struct Once {
    /// What finds it, from rows that know `start`.
    pub plan: Plan,
    /// The node it is walked from.
    pub start: Slot,
    /// The node it is walked to.
    pub end: Slot,
    /// Its relationships, in the order written.
    pub relationships: Vec<Slot>,
    /// What is kept of each repetition, beside the relationships.
    pub kept: Vec<Slot>,
    /// Where the row's number is kept meanwhile.
    pub row: Slot,
}

/// A repeated path.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// One repetition.
    pub once: Once,
    /// The node that the first repetition starts at.
    pub from: Slot,
    /// Where the node goes, or stands, that the last one ends at.
    pub to: Slot,
    /// Where the list of all relationships goes.
    pub relationships: Slot,
    /// Where the lists go of what is kept.
    pub groups: Vec<Slot>,
    /// At least so many repetitions.
    pub min: u32,
    /// At most so many.
    pub max: Option<u32>,
    /// Whether the end is known already.
    pub into: bool,
    /// Whether it is walked from its end, so that lists are turned.
    pub reversed: bool,
    /// Whether a relationship may be walked twice.
    pub repeatable: bool,
    /// Relationships of the same MATCH that it must differ from.
    pub distinct_from: Vec<Slot>,
}

/// The shortest paths of a pattern between two nodes.
#[derive(Clone, Debug)]
pub struct SelectPaths {
    /// The node that paths start at, known already.
    pub from: Slot,
    /// Whether the end is known already.
    pub into: bool,
    /// How many.
    pub count: Expr,
    /// Whether all paths of one length count as one.
    pub groups: bool,
    /// Whether a relationship may be walked twice.
    pub repeatable: bool,
    /// The steps of the pattern.
    pub segments: Vec<Segment>,
    /// What must hold of a path before it counts.
    pub predicates: Vec<Expr>,
    /// The named path, which those may speak of.
    pub path: Option<(Slot, Expr)>,
}

/// A step of a pattern: a relationship, or a path that is repeated.
#[derive(Clone, Debug)]
pub struct Segment {
    /// One repetition.
    pub once: Once,
    /// At least so many repetitions.
    pub min: u32,
    /// At most so many.
    pub max: Option<u32>,
    /// Where its relationships go.
    pub relationships: Slot,
    /// Whether they go there as a list.
    pub list: bool,
    /// Where the lists go of what is kept.
    pub groups: Vec<Slot>,
    /// Where the node goes that it leads to.
    pub node: Slot,
    /// What must hold of that node, by itself.
    pub conditions: Vec<Expr>,
}
