//! One repetition of a path that is repeated, for many nodes at a time.

use super::build::build;
use super::{Runtime, drain};
use crate::batch::{Batch, Column, Typed};
use crate::error::{Error, Result};
use crate::plan::Once;
use crate::value::{NodeId, RelationshipId, Value};

/// What one repetition went over, in the order written.
#[derive(Debug)]
pub(super) struct Walked {
    pub(super) relationships: Box<[RelationshipId]>,
    pub(super) kept: Box<[Value]>,
}

impl Walked {
    /// About how many bytes it holds.
    pub(super) fn size(&self) -> usize {
        64 + self.relationships.len() * size_of::<RelationshipId>() + self.kept.iter().map(Value::size).sum::<usize>()
    }
}

/// A repetition: from which of the nodes, to where, over what.
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) end: NodeId,
    pub(super) walked: Walked,
}

/// All repetitions from these nodes. `rows` says which row of the batch each node stands for.
pub(super) fn walk(
    once: &Once,
    batch: &Batch,
    rows: &[u32],
    nodes: Vec<u32>,
    runtime: &mut Runtime<'_>,
) -> Result<Vec<Found>> {
    let mut argument = batch.take(rows);
    argument.set(once.row, Column::Integers(Typed::full((0..).take(nodes.len()).collect())));
    argument.set(once.start, Column::Nodes(nodes));
    let (found, _held) = drain(&mut build(&once.plan, argument, runtime.program), runtime)?;
    let mut all = Vec::with_capacity(found.len());
    for place in 0..found.len() {
        runtime.budget.tick()?;
        let (Value::Integer(from), Value::Node(end)) = (found.value(once.row, place), found.value(once.end, place))
        else {
            return Err(Error::internal("a repetition that leads nowhere"));
        };
        let relationships = once.relationships.iter().filter_map(|slot| match found.value(*slot, place) {
            Value::Relationship(id) => Some(id),
            _ => None,
        });
        let walked = Walked {
            relationships: relationships.collect(),
            kept: once.kept.iter().map(|slot| found.value(*slot, place)).collect(),
        };
        all.push(Found { from: from as usize, end, walked });
    }
    Ok(all)
}
