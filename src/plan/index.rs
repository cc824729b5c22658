//! Nodes found through an index.

use std::sync::Arc;

use crate::ast::Operator as BinaryOperator;
use crate::bound::{Expr, Slot};

/// Each row with the nodes that an index gives for its values. They hold every node for which the
/// conditions are true, and may hold more, so a filter follows, but for what it checks itself.
#[derive(Clone, Debug)]
pub struct IndexSeek {
    /// Where the node goes.
    pub slot: Slot,
    /// The name of the index; without one, nodes are looked up by the value of their one property.
    pub index: Option<Arc<str>>,
    /// The label that they have.
    pub label: Option<Arc<str>>,
    /// Its properties.
    pub keys: Vec<Arc<str>>,
    /// Whether at most one node has the same values.
    pub unique: bool,
    /// What the first properties equal.
    pub equal: Vec<Wanted>,
    /// What is asked of the next one.
    pub tail: Option<SeekTail>,
    /// The conditions that properties equal something; of most values the nodes found are just those for which
    /// they are true.
    pub checks: Vec<Expr>,
}

/// What a property equals.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// This.
    One(Expr),
    /// One of the elements of this list.
    AnyOf(Expr),
}

/// What is asked of a property, other than to equal something.
#[derive(Clone, Debug)]
pub enum SeekTail {
    /// To compare so with each of these: `<`, `<=`, `>`, `>=`.
    Range(Vec<(BinaryOperator, Expr)>),
    /// To begin with this text.
    Prefix(Expr),
}

impl IndexSeek {
    /// Its name in a plan.
    pub fn operator(&self) -> &'static str {
        match &self.tail {
            _ if self.index.is_none() => "NodeValueSeek",
            Some(_) => "NodeIndexSeekByRange",
            None if self.unique && self.equal.len() == self.keys.len() => "NodeUniqueIndexSeek",
            None => "NodeIndexSeek",
        }
    }
}
