//! `ShortestPath`: breadth first from both nodes until the searches meet, always from the side that has less to look at,
//! so that nothing longer than the answer is looked at. Where one node is asked about with many others, the search
//! goes from it alone, and serves them all.
//!
//! Conditions on each step say which steps are walked. Conditions on the whole path are asked of the
//! shortest paths first; only if none of them meets them are longer paths tried, one length after
//! the other.

use std::collections::{HashMap, HashSet};

use super::breadth::Side;
use super::expand::Used;
use super::scan::node_at;
use super::walk::{Scratch, Walk};
use super::{Input, Operator, Runtime};
use crate::ast::Shortest;
use crate::batch::{Batch, Column};
use crate::bound::Expr;
use crate::error::Result;
use crate::eval::{Context, Row, eval, is_true};
use crate::limits::{Budget, Holding};
use crate::plan::{Expand, PathConditions};
use crate::value::{NodeId, Path, RelationshipId, Value};

pub(super) struct ShortestPath<'p> {
    input: Input<'p>,
    expand: &'p Expand,
    lengths: Lengths,
    shortest: Shortest,
    conditions: &'p PathConditions,
    /// A search from one node that goes on.
    tree: Option<Tree>,
}

/// How long paths may be.
#[derive(Clone, Copy)]
pub(super) struct Lengths {
    /// Whether a path of no relationship counts.
    pub(super) zero: bool,
    /// Whether a path from a node back to it counts.
    pub(super) cycles: bool,
    /// At most so many relationships.
    pub(super) max: Option<u32>,
}

/// A search from one node alone.
struct Tree {
    side: Side,
    /// Whether paths start at it.
    is_start: bool,
    /// The step by which each node was first reached, where one path is enough.
    steps: hashbrown::HashMap<u32, (u32, RelationshipId)>,
}

/// How often nodes are the first of two, and the second.
type Often = (HashMap<NodeId, usize>, HashMap<NodeId, usize>);

/// With so many others a node is asked about together.
const TOGETHER: usize = 4;

/// From where shortest paths come to a node, and over what.
type Ways = HashMap<NodeId, Vec<(NodeId, RelationshipId)>>;

/// About what one entry of [`Ways`] takes up.
const ENTRY_BYTES: usize = 80;

/// The search for one row.
struct Search<'a> {
    expand: &'a Expand,
    lengths: Lengths,
    shortest: Shortest,
    conditions: &'a PathConditions,
    walk: &'a Walk<'a>,
    /// The same from the other end.
    back: &'a Walk<'a>,
    from: NodeId,
    to: NodeId,
    /// What no step may be.
    without: Option<RelationshipId>,
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
    /// The lists of relationships of the shortest paths; by a search from one end that goes on, if there is one.
    fn find(&self, tree: Option<&mut Tree>) -> Result<Vec<Value>> {
        let PathConditions { steps, whole, .. } = self.conditions;
        if self.from == self.to && self.lengths.cycles {
            return self.cycles();
        }
        if self.from == self.to {
            // the way out and back is no shortest path
            let path = Path { nodes: vec![self.from], relationships: Vec::new() };
            let found = self.lengths.zero && self.meets(steps, &path)? && self.meets(whole, &path)?;
            return Ok(if found { vec![Value::list([])] } else { Vec::new() });
        }
        let ways = match tree {
            Some(tree) => self.by_tree(tree)?,
            None => self.by_meeting()?,
        };
        if ways.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.walked_back(&ways)?;
        if found.is_empty() && !whole.is_empty() { self.longer() } else { Ok(found) }
    }

    /// By searches from both ends that meet.
    fn by_meeting(&self) -> Result<Ways> {
        let budget = self.context.budget;
        let nodes = self.context.graph.node_numbers();
        let (mut start, mut end) = (Side::new(self.from.0, budget), Side::new(self.to.0, budget));
        let mut is_joined = false;
        while !is_joined {
            if start.frontier.is_empty() || end.frontier.is_empty() || !self.may_grow(start.depth + end.depth) {
                return Ok(Ways::new());
            }
            if start.cost(self.walk) <= end.cost(self.back) {
                let depth = end.depth;
                let met = |_, node, _| is_joined |= end.is_at(node, depth);
                start.grow(self.walk, nodes, budget, &|from, to, by| self.may_step(from, to, by), met)?;
            } else {
                let depth = start.depth;
                let met = |_, node, _| is_joined |= start.is_at(node, depth);
                end.grow(self.back, nodes, budget, &|to, from, by| self.may_step(from, to, by), met)?;
            }
        }
        let middle = start.frontier.iter().copied().filter(|node| end.is_at(*node, end.depth)).collect();
        self.ways((&start, start.depth), (&end, end.depth), middle)
    }

    /// Whether any of the shortest paths will do: with conditions on the whole path any may be the one.
    fn is_of_one(&self) -> bool {
        self.shortest == Shortest::One && self.conditions.whole.is_empty()
    }

    /// The shortest paths from a node back to it that walk no relationship twice: a step, and the shortest paths from
    /// there that do not use it again. There are no conditions.
    fn cycles(&self) -> Result<Vec<Value>> {
        let mut steps = Vec::new();
        self.walk.each(NodeId(self.from.0), &mut |step| {
            steps.push((step.node, step.relationship));
            Ok(())
        })?;
        let mut held = Holding::new(self.context.budget);
        held.add(steps.len() * ENTRY_BYTES)?;
        let (mut found, mut max) = (Vec::new(), self.lengths.max);
        for (node, first) in steps {
            self.context.budget.tick()?;
            let rest = max.map(|max| max.saturating_sub(1));
            if max == Some(0) {
                continue;
            }
            let paths = if node == self.from {
                vec![Value::list([])]
            } else {
                let lengths = Lengths { zero: false, cycles: false, max: rest };
                let row = self.row.clone();
                let search = Search { from: node, to: self.from, without: Some(first), lengths, row, ..*self };
                search.find(None)?
            };
            let length = |path: &Value| if let Value::List(list) = path { list.len() as u32 + 1 } else { 1 };
            let Some(shorter) = paths.first().map(length) else { continue };
            if max.is_none_or(|max| shorter < max) {
                found.clear();
            }
            if self.shortest == Shortest::One && !found.is_empty() {
                continue;
            }
            max = Some(shorter);
            for path in &paths {
                let Value::List(rest) = path else { continue };
                let path = Value::list(std::iter::once(Value::Relationship(first)).chain(rest.iter().cloned()));
                held.add(path.size())?;
                found.push(path);
            }
        }
        Ok(found)
    }

    /// By a search from one end.
    fn by_tree(&self, tree: &mut Tree) -> Result<Ways> {
        let budget = self.context.budget;
        let nodes = self.context.graph.node_numbers();
        let Tree { side, is_start, steps } = tree;
        let of_one = self.is_of_one();
        let mut keep = |from, to, by| {
            if of_one {
                steps.insert(to, (from, by));
            }
        };
        let goal = if *is_start { self.to } else { self.from };
        while side.steps_to(goal.0).is_none() {
            if side.frontier.is_empty() || !self.may_grow(side.depth) {
                return Ok(Ways::new());
            }
            if *is_start {
                side.grow(self.walk, nodes, budget, &|from, to, by| self.may_step(from, to, by), &mut keep)?;
            } else {
                side.grow(self.back, nodes, budget, &|to, from, by| self.may_step(from, to, by), &mut keep)?;
            }
        }
        if of_one {
            let mut ways = Ways::new();
            let mut node = goal.0;
            while let Some((before, by)) = steps.get(&node) {
                let (from, to) = if *is_start { (*before, node) } else { (node, *before) };
                ways.insert(NodeId(to), vec![(NodeId(from), *by)]);
                node = *before;
            }
            return Ok(ways);
        }
        let (depth, other) = (side.steps_to(goal.0).unwrap_or(0), Side::new(goal.0, budget));
        let (start, end) = if *is_start { (&*side, &other) } else { (&other, &*side) };
        let (to_start, to_end) = if *is_start { (depth, 0) } else { (0, depth) };
        self.ways((start, to_start), (end, to_end), vec![goal.0])
    }

    /// The steps of shortest paths: those from `middle` back to the start, and on to the end, each so many levels.
    fn ways(&self, start: (&Side, u32), end: (&Side, u32), mut middle: Vec<u32>) -> Result<Ways> {
        let all = !self.is_of_one();
        let budget = self.context.budget;
        let mut holding = Holding::new(budget);
        let mut ways = Ways::new();
        if !all {
            middle.truncate(1);
        }
        for is_back in [true, false] {
            let (side, mut depth) = if is_back { start } else { end };
            let walk = if is_back { self.back } else { self.walk };
            let (mut level, mut scratch) = (middle.clone(), Scratch::default());
            while depth > 0 {
                depth -= 1;
                let mut next = Vec::new();
                let mut seen = HashSet::new();
                for node in level {
                    let mut is_found = false;
                    walk.pieces(node, &mut scratch, &mut |others, relationships, _| {
                        budget.steps(others.len())?;
                        for (other, relationship) in others.iter().zip(relationships) {
                            let by = RelationshipId(*relationship);
                            let (from, to) = if is_back { (*other, node) } else { (node, *other) };
                            if (is_found && !all) || !side.is_at(*other, depth) || !self.may_step(from, to, by)? {
                                continue;
                            }
                            is_found = true;
                            holding.add(ENTRY_BYTES)?;
                            ways.entry(NodeId(to)).or_default().push((NodeId(from), by));
                            if seen.insert(*other) {
                                next.push(*other);
                            }
                        }
                        Ok(())
                    })?;
                }
                level = next;
            }
        }
        Ok(ways)
    }

    /// Whether a path of so many steps may have one more.
    fn may_grow(&self, steps: u32) -> bool {
        self.lengths.max.is_none_or(|max| steps < max)
    }

    /// The paths that end in `to`, by a stack of ways back that are still to try.
    fn walked_back(&self, ways: &Ways) -> Result<Vec<Value>> {
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
            for (before, relationship) in ways.get(&node).into_iter().flatten().rev() {
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
                    if !again && self.may_step(node.0, neighbour.node.0, neighbour.relationship)? {
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
        if !self.meets(&self.conditions.whole, &path)? {
            return Ok(false);
        }
        let list = list_of(&path);
        holding.add(list.size())?;
        found.push(list);
        Ok(self.shortest == Shortest::One)
    }

    /// Whether the step may be part of a path.
    fn may_step(&self, from: u32, to: u32, by: RelationshipId) -> Result<bool> {
        let steps = &self.conditions.steps;
        let path = || Path { nodes: vec![NodeId(from), NodeId(to)], relationships: vec![by] };
        Ok(self.without != Some(by) && (steps.is_empty() || self.meets(steps, &path())?))
    }

    /// Whether all of the conditions are true of the path.
    fn meets(&self, conditions: &[Expr], path: &Path) -> Result<bool> {
        if conditions.is_empty() {
            return Ok(true);
        }
        let mut row = self.row.clone();
        row.set(self.expand.relationship, Column::Values(vec![list_of(path)]));
        for slot in &self.conditions.paths {
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

impl<'p> ShortestPath<'p> {
    pub(super) fn new(
        input: Input<'p>,
        expand: &'p Expand,
        lengths: Lengths,
        shortest: Shortest,
        conditions: &'p PathConditions,
    ) -> Self {
        Self { input, expand, lengths, shortest, conditions, tree: None }
    }

    /// Begins a search from a node that is asked about with many others, if it has not begun.
    fn plant(&mut self, often: &Often, at: (NodeId, NodeId), budget: &Budget) {
        let is_of = |tree: &Tree| tree.side.root() == if tree.is_start { at.0.0 } else { at.1.0 };
        if self.tree.as_ref().is_some_and(is_of) {
            return;
        }
        let is_often = |times: Option<&usize>| times.is_some_and(|times| *times >= TOGETHER);
        let side = match (is_often(often.0.get(&at.0)), is_often(often.1.get(&at.1))) {
            (true, _) => Some((at.0, true)),
            (false, true) => Some((at.1, false)),
            (false, false) => None,
        };
        // a condition on each step may be about the row, and so another for each
        let side = side.filter(|_| self.conditions.steps.is_empty());
        self.tree = side.map(|(root, is_start)| Tree {
            side: Side::new(root.0, budget),
            is_start,
            steps: hashbrown::HashMap::new(),
        });
    }
}

impl Operator for ShortestPath<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(runtime)? {
            let (mut rows, mut lists) = (Vec::new(), Vec::new());
            let of_row = |row| {
                let (from, to) = (node_at(&batch, self.expand.from, row)?, node_at(&batch, self.expand.to, row)?);
                Ok(from.zip(to))
            };
            let ends = (0..batch.len()).map(of_row).collect::<Result<Vec<_>>>()?;
            if runtime.is_writing() {
                // other clauses may have changed the graph since
                self.tree = None;
            }
            let mut often = Often::default();
            for (from, to) in ends.iter().flatten() {
                *often.0.entry(*from).or_default() += 1;
                *often.1.entry(*to).or_default() += 1;
            }
            let (walk, back) = (Walk::new(self.expand, runtime.graph()), Walk::backwards(self.expand, runtime.graph()));
            for (row, at) in ends.iter().enumerate() {
                runtime.budget.look()?;
                let Some((from, to)) = *at else { continue };
                self.plant(&often, (from, to), runtime.budget);
                let search = Search {
                    expand: self.expand,
                    lengths: self.lengths,
                    shortest: self.shortest,
                    conditions: self.conditions,
                    walk: &walk,
                    back: &back,
                    from,
                    to,
                    without: None,
                    row: batch.take(&[row as u32]),
                    context: runtime.context(),
                };
                // what is shortest does not depend on the rest of the pattern, so that it is the same in
                // whatever order that is found; then it must differ from the rest
                let used = Used::of(&batch, row, &self.expand.distinct_from);
                let mut found = search.find(self.tree.as_mut())?;
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
