//! `VarLengthExpand`: from a node over paths of relationships, none used twice. Depth first with a
//! stack of its own, so that a long path needs no deep recursion.

use std::collections::HashSet;

use super::expand::Used;
use super::scan::node_at;
use super::walk::Walk;
use super::{Input, Operator, Runtime, resume};
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::error::Result;
use crate::graph::Neighbour;
use crate::limits::Holding;
use crate::plan::Expand;
use crate::value::{NodeId, RelationshipId, Value};

/// So many bytes of lists make a batch, however few rows they are.
const BATCH_BYTES: usize = 1 << 20;

/// How long, and where to.
pub(super) struct Bounds {
    pub(super) min: u32,
    pub(super) max: Option<u32>,
    pub(super) into: bool,
    pub(super) reversed: bool,
    /// Whether a relationship may be walked twice.
    pub(super) repeatable: bool,
}

pub(super) struct VarLengthExpand<'p> {
    input: Input<'p>,
    expand: &'p Expand,
    bounds: Bounds,
    current: Option<(Batch, usize)>,
    search: Option<Search>,
}

/// Where the walk of one row stands.
struct Search {
    /// Neighbours still to visit, by depth.
    open: Vec<Vec<Neighbour>>,
    /// The relationships walked.
    path: Vec<RelationshipId>,
    on_path: HashSet<RelationshipId>,
    /// The node to give next, if it is one.
    arrived: Option<NodeId>,
    /// What the lists of neighbours hold.
    held: Holding,
}

impl<'p> VarLengthExpand<'p> {
    pub(super) fn new(input: Input<'p>, expand: &'p Expand, bounds: Bounds) -> Self {
        Self { input, expand, bounds, current: None, search: None }
    }

    /// Where the walk can go on from a node.
    fn neighbours(&self, walk: &Walk<'_>, node: NodeId, depth: usize, runtime: &Runtime<'_>) -> Result<Vec<Neighbour>> {
        let mut neighbours = Vec::new();
        if self.bounds.max.is_none_or(|max| depth < max as usize) {
            walk.each(node, &mut |neighbour| {
                runtime.budget.tick()?;
                neighbours.push(neighbour);
                Ok(())
            })?;
            neighbours.reverse();
        }
        Ok(neighbours)
    }

    /// The list of the path, in the order of the pattern.
    fn list(&self, path: &[RelationshipId]) -> Value {
        let ids = path.iter().map(|id| Value::Relationship(*id));
        if self.bounds.reversed { Value::list(ids.rev()) } else { Value::list(ids) }
    }
}

/// What a list of neighbours takes up, from its making to its end.
fn bytes_of(neighbours: &Vec<Neighbour>) -> usize {
    // beside the list: a step on the path, and its place among those walked
    neighbours.capacity() * size_of::<Neighbour>() + 64
}

impl Operator for VarLengthExpand<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let Some((batch, mut row)) = resume(&mut self.current, &mut self.input, runtime)? else { return Ok(None) };
            let walk = Walk::new(self.expand, runtime.graph());
            let keeps_list = self.expand.keeps(self.expand.relationship);
            let (mut rows, mut lists, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
            // long paths make few rows a batch
            let mut bytes = 0;
            while row < batch.len() && rows.len() < BATCH_ROWS && bytes < BATCH_BYTES {
                let from = node_at(&batch, self.expand.from, row)?;
                let target = if self.bounds.into { node_at(&batch, self.expand.to, row)? } else { None };
                let Some(from) = from.filter(|_| target.is_some() || !self.bounds.into) else {
                    row += 1;
                    continue;
                };
                let used = Used::of(&batch, row, &self.expand.distinct_from);
                let mut search = if let Some(search) = self.search.take() {
                    search
                } else {
                    let open = self.neighbours(&walk, from, 0, runtime)?;
                    let mut held = Holding::new(runtime.budget);
                    held.add(bytes_of(&open))?;
                    let (path, on_path) = (Vec::new(), HashSet::new());
                    Search { open: vec![open], path, on_path, arrived: Some(from), held }
                };
                let mut finished = false;
                while rows.len() < BATCH_ROWS && bytes < BATCH_BYTES {
                    runtime.budget.tick()?;
                    if let Some(node) = search.arrived.take()
                        && search.path.len() >= self.bounds.min as usize
                        && target.is_none_or(|target| target == node)
                        && (self.bounds.into || walk.end_fits(node.0))
                    {
                        rows.push(row as u32);
                        if keeps_list {
                            let list = self.list(&search.path);
                            bytes += list.size();
                            lists.push(list);
                        }
                        nodes.push(node.0);
                        continue;
                    }
                    let Some(open) = search.open.last_mut() else {
                        finished = true;
                        break;
                    };
                    let Some(step) = open.pop() else {
                        search.held.take_off(bytes_of(open));
                        search.open.pop();
                        if let Some(id) = search.path.pop() {
                            search.on_path.remove(&id);
                        }
                        continue;
                    };
                    let again = used.contains(step.relationship) || !search.on_path.insert(step.relationship);
                    if again && !self.bounds.repeatable {
                        continue;
                    }
                    search.path.push(step.relationship);
                    let open = self.neighbours(&walk, step.node, search.path.len(), runtime)?;
                    search.held.add(bytes_of(&open))?;
                    search.open.push(open);
                    search.arrived = Some(step.node);
                }
                if finished {
                    row += 1;
                } else {
                    self.search = Some(search);
                }
            }
            let mut output = batch.take_only(&rows, self.expand.keeps.as_deref());
            if keeps_list {
                output.set(self.expand.relationship, Column::Values(lists));
            }
            if !self.bounds.into && self.expand.keeps(self.expand.to) {
                output.set(self.expand.to, Column::Nodes(nodes));
            }
            if row < batch.len() {
                self.current = Some((batch, row));
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}
