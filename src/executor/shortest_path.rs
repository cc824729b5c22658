//! `ShortestPath`: breadth first from one node until the other is reached, so that nothing longer
//! than the answer is looked at.
//!
//! Conditions on each step say which steps are walked. Conditions on the whole path are asked of the
//! shortest paths first; only if none of them meets them are longer paths tried, one length after
//! the other.

use std::collections::HashMap;

use super::expand::Used;
use super::scan::node_at;
use super::walk::Walk;
use super::{Input, Operator, Runtime};
use crate::ast::Shortest;
use crate::batch::{Batch, Column};
use crate::bound::Expr;
use crate::error::Result;
use crate::eval::{Context, Row, eval, is_true};
use crate::graph::Neighbour;
use crate::limits::Holding;
use crate::plan::{Expand, PathConditions};
use crate::value::{NodeId, Path, RelationshipId, Value};

pub(super) struct ShortestPath<'p> {
    pub(super) input: Input<'p>,
    pub(super) expand: &'p Expand,
    pub(super) zero: bool,
    pub(super) max: Option<u32>,
    pub(super) shortest: Shortest,
    pub(super) conditions: &'p PathConditions,
}

/// From where a node was first reached, and over what; several where that took as many steps.
type Reached = HashMap<NodeId, Vec<(NodeId, RelationshipId)>>;

/// About what one entry of [`Reached`] takes up.
const ENTRY_BYTES: usize = 80;

/// The search for one row.
struct Search<'a> {
    of: &'a ShortestPath<'a>,
    walk: Walk<'a>,
    from: NodeId,
    to: NodeId,
    /// The row, for the conditions.
    row: Batch,
    context: Context<'a>,
}

/// A path on its way: its last step, and the place of the path before it.
struct Trail {
    node: NodeId,
    step: Option<(RelationshipId, usize)>,
}

impl Search<'_> {
    /// The lists of relationships of the shortest paths.
    fn find(&self) -> Result<Vec<Value>> {
        let PathConditions { steps, whole, .. } = self.of.conditions;
        if self.from == self.to {
            // the way out and back is no shortest path
            let path = Path { nodes: vec![self.from], relationships: Vec::new() };
            let found = self.of.zero && self.meets(steps, &path)? && self.meets(whole, &path)?;
            return Ok(if found { vec![Value::list([])] } else { Vec::new() });
        }
        let reached = self.reached()?;
        if !reached.contains_key(&self.to) {
            return Ok(Vec::new());
        }
        let found = self.walked_back(&reached)?;
        if found.is_empty() && !whole.is_empty() { self.longer() } else { Ok(found) }
    }

    /// What is reached until `to` is.
    fn reached(&self) -> Result<Reached> {
        let mut reached: Reached = HashMap::from([(self.from, Vec::new())]);
        let mut holding = Holding::new(self.context.budget);
        let mut frontier = vec![self.from];
        let mut steps = 0;
        // with conditions on the whole path any of the shortest may be the one
        let all = self.of.shortest == Shortest::All || !self.of.conditions.whole.is_empty();
        while !frontier.is_empty() && self.may_grow(steps) && !reached.contains_key(&self.to) {
            steps += 1;
            let mut next: Reached = HashMap::new();
            let mut order = Vec::new();
            for node in frontier {
                self.walk.each(node, &mut |neighbour| {
                    self.context.budget.tick()?;
                    if reached.contains_key(&neighbour.node) || !self.may_step(node, neighbour)? {
                        return Ok(());
                    }
                    let ways = next.entry(neighbour.node).or_insert_with(|| {
                        order.push(neighbour.node);
                        Vec::new()
                    });
                    if ways.is_empty() || all {
                        ways.push((node, neighbour.relationship));
                        holding.add(ENTRY_BYTES)?;
                    }
                    Ok(())
                })?;
            }
            reached.extend(next);
            frontier = order;
        }
        Ok(reached)
    }

    /// Whether a path of so many steps may have one more.
    fn may_grow(&self, steps: u32) -> bool {
        self.of.max.is_none_or(|max| steps < max)
    }

    /// The paths that end in `to`, by a stack of ways back that are still to try.
    fn walked_back(&self, reached: &Reached) -> Result<Vec<Value>> {
        let mut found: Vec<Value> = Vec::new();
        let mut holding = Holding::new(self.context.budget);
        let mut open: Vec<(NodeId, Vec<(NodeId, RelationshipId)>)> = vec![(self.to, Vec::new())];
        while let Some((node, steps)) = open.pop() {
            self.context.budget.tick()?;
            if node == self.from {
                if self.add(steps.iter().rev().copied(), &mut found, &mut holding)? {
                    break;
                }
                continue;
            }
            for (before, relationship) in reached.get(&node).into_iter().flatten().rev() {
                let mut longer = steps.clone();
                longer.push((node, *relationship));
                open.push((*before, longer));
            }
        }
        Ok(found)
    }

    /// The shortest paths that meet the conditions, where the shortest of all do not: every way
    /// there, by its length.
    fn longer(&self) -> Result<Vec<Value>> {
        let mut found: Vec<Value> = Vec::new();
        let mut holding = Holding::new(self.context.budget);
        let mut trails = vec![Trail { node: self.from, step: None }];
        let (mut level, mut steps) = (0..1, 0);
        while !level.is_empty() && found.is_empty() && self.may_grow(steps) {
            steps += 1;
            let start = trails.len();
            for at in level {
                let Some(node) = trails.get(at).map(|trail| trail.node) else { continue };
                let walked = walked(&trails, at);
                self.walk.each(node, &mut |neighbour| {
                    self.context.budget.tick()?;
                    let again = walked.iter().any(|(_, relationship)| *relationship == neighbour.relationship);
                    if !again && self.may_step(node, neighbour)? {
                        holding.add(size_of::<Trail>())?;
                        trails.push(Trail { node: neighbour.node, step: Some((neighbour.relationship, at)) });
                    }
                    Ok(())
                })?;
            }
            level = start..trails.len();
            for at in level.clone() {
                let arrived = trails.get(at).is_some_and(|trail| trail.node == self.to);
                if arrived && self.add(walked(&trails, at).into_iter(), &mut found, &mut holding)? {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Adds a path, given as the nodes reached and the relationships to them, if it meets the
    /// conditions; gives whether it is enough.
    fn add(
        &self,
        steps: impl Iterator<Item = (NodeId, RelationshipId)>,
        found: &mut Vec<Value>,
        holding: &mut Holding,
    ) -> Result<bool> {
        let mut path = Path { nodes: vec![self.from], relationships: Vec::new() };
        for (node, relationship) in steps {
            path.nodes.push(node);
            path.relationships.push(relationship);
        }
        if !self.meets(&self.of.conditions.whole, &path)? {
            return Ok(false);
        }
        let list = list_of(&path);
        holding.add(list.size())?;
        found.push(list);
        Ok(self.of.shortest == Shortest::One)
    }

    /// Whether the step may be part of a path.
    fn may_step(&self, from: NodeId, step: Neighbour) -> Result<bool> {
        let path = || Path { nodes: vec![from, step.node], relationships: vec![step.relationship] };
        let steps = &self.of.conditions.steps;
        Ok(steps.is_empty() || self.meets(steps, &path())?)
    }

    /// Whether all of the conditions are true of the path.
    fn meets(&self, conditions: &[Expr], path: &Path) -> Result<bool> {
        if conditions.is_empty() {
            return Ok(true);
        }
        let mut row = self.row.clone();
        row.set(self.of.expand.relationship, Column::Values(vec![list_of(path)]));
        for slot in &self.of.conditions.paths {
            row.set(*slot, Column::Values(vec![Value::Path(path.clone().into())]));
        }
        for condition in conditions {
            let value = eval(condition, Row::new(&row, 0), self.context)?;
            if !is_true(&value).map_err(|error| error.at(condition.span))? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn list_of(path: &Path) -> Value {
    Value::list(path.relationships.iter().copied().map(Value::Relationship))
}

/// The steps of the path at this place, first to last.
fn walked(trails: &[Trail], at: usize) -> Vec<(NodeId, RelationshipId)> {
    let mut steps = Vec::new();
    let mut trail = trails.get(at);
    while let Some(Trail { node, step: Some((relationship, before)) }) = trail {
        steps.push((*node, *relationship));
        trail = trails.get(*before);
    }
    steps.reverse();
    steps
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
                let search = Search {
                    of: self,
                    walk: Walk::new(self.expand, runtime.graph()),
                    from,
                    to,
                    row: batch.take(&[row as u32]),
                    context: runtime.context(),
                };
                // what is shortest does not depend on the rest of the pattern, so that it is the same in
                // whatever order that is found; then it must differ from the rest
                let used = Used::of(&batch, row, &self.expand.distinct_from);
                let mut found = search.find()?;
                found.retain(|path| !used.shares(path));
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
