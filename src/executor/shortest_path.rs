//! `ShortestPath`: breadth first from one node until the other is reached, so that nothing longer
//! than the answer is looked at.

use std::collections::HashMap;

use super::expand::{Used, Walk};
use super::scan::node_at;
use super::{Input, Operator, Runtime};
use crate::ast::Shortest;
use crate::batch::{Batch, Column};
use crate::error::Result;
use crate::limits::Holding;
use crate::plan::Expand;
use crate::value::{NodeId, RelationshipId, Value};

pub(super) struct ShortestPath<'p> {
    pub(super) input: Input<'p>,
    pub(super) expand: &'p Expand,
    pub(super) zero: bool,
    pub(super) max: Option<u32>,
    pub(super) shortest: Shortest,
}

/// From where a node was first reached, and over what; several where that took as many steps.
type Reached = HashMap<NodeId, Vec<(NodeId, RelationshipId)>>;

/// About what one entry of [`Reached`] takes up.
const ENTRY_BYTES: usize = 80;

impl ShortestPath<'_> {
    /// The lists of relationships of the shortest paths.
    fn find(&self, from: NodeId, to: NodeId, used: &Used, runtime: &Runtime<'_>) -> Result<Vec<Value>> {
        if from == to {
            // the way out and back is no shortest path
            return Ok(if self.zero { vec![Value::list([])] } else { Vec::new() });
        }
        let walk = Walk::new(self.expand, runtime.store());
        let mut reached: Reached = HashMap::from([(from, Vec::new())]);
        let mut holding = Holding::new(runtime.budget);
        let mut frontier = vec![from];
        let mut steps = 0;
        while !frontier.is_empty() && self.max.is_none_or(|max| steps < max) && !reached.contains_key(&to) {
            steps += 1;
            let mut next: Reached = HashMap::new();
            let mut order = Vec::new();
            for node in frontier {
                walk.each(node, &mut |neighbour| {
                    runtime.budget.tick()?;
                    if used.contains(neighbour.relationship) || reached.contains_key(&neighbour.node) {
                        return Ok(());
                    }
                    let ways = next.entry(neighbour.node).or_insert_with(|| {
                        order.push(neighbour.node);
                        Vec::new()
                    });
                    if ways.is_empty() || self.shortest == Shortest::All {
                        ways.push((node, neighbour.relationship));
                        holding.add(ENTRY_BYTES)?;
                    }
                    Ok(())
                })?;
            }
            reached.extend(next);
            frontier = order;
        }
        self.walked_back(from, to, &reached, runtime)
    }

    /// The paths that end in `to`, by a stack of ways back that are still to try.
    fn walked_back(&self, from: NodeId, to: NodeId, reached: &Reached, runtime: &Runtime<'_>) -> Result<Vec<Value>> {
        let mut paths: Vec<Value> = Vec::new();
        let mut holding = Holding::new(runtime.budget);
        let mut open: Vec<(NodeId, Vec<RelationshipId>)> = vec![(to, Vec::new())];
        while let Some((node, path)) = open.pop() {
            runtime.budget.tick()?;
            if node == from {
                let list = Value::list(path.iter().rev().map(|id| Value::Relationship(*id)));
                holding.add(list.size())?;
                paths.push(list);
                if self.shortest == Shortest::One {
                    break;
                }
                continue;
            }
            for (before, relationship) in reached.get(&node).into_iter().flatten().rev() {
                let mut longer = path.clone();
                longer.push(*relationship);
                open.push((*before, longer));
            }
        }
        Ok(paths)
    }
}

impl Operator for ShortestPath<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(runtime)? {
            let (mut rows, mut lists) = (Vec::new(), Vec::new());
            for row in 0..batch.len() {
                runtime.budget.look()?;
                let (Some(from), Some(to)) =
                    (node_at(&batch, self.expand.from, row)?, node_at(&batch, self.expand.to, row)?)
                else {
                    continue;
                };
                let used = Used::of(&batch, row, &self.expand.distinct_from);
                let found = self.find(from, to, &used, runtime)?;
                rows.resize(rows.len() + found.len(), row as u32);
                lists.extend(found);
            }
            if !rows.is_empty() {
                let mut output = batch.take(&rows);
                output.set(self.expand.relationship, Column::Values(lists));
                return Ok(Some(output));
            }
        }
        Ok(None)
    }
}
