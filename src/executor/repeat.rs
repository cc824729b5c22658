//! `Repeat`: from a node over paths that repeat a path. States are walked on in groups, the latest
//! first, so that memory grows with the depth and not with all that could be reached.

use std::sync::Arc;

use super::expand::Used;
use super::once::{self, Walked};
use super::scan::node_at;
use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::error::Result;
use crate::limits::Holding;
use crate::plan;
use crate::value::{NodeId, RelationshipId, Value};

/// So many states are walked on at a time.
const GROUP: usize = 256;

/// What a list takes up beside its values.
const LIST_BYTES: usize = 96;

pub(super) struct Repeat<'p> {
    input: Input<'p>,
    plan: &'p plan::Repeat,
    current: Option<Walk>,
    /// What the lists given last hold.
    held: Option<Holding>,
}

/// The walks of the rows of one batch.
struct Walk {
    batch: Batch,
    used: Vec<Used>,
    /// For each depth, states to go on from.
    open: Vec<Open>,
}

struct Open {
    states: Vec<State>,
    /// What the states hold.
    _held: Holding,
}

/// Where a walk stands.
struct State {
    row: u32,
    node: NodeId,
    /// How many repetitions there have been.
    count: u32,
    last: Option<Arc<Link>>,
}

/// A repetition, and the one before it.
struct Link {
    walked: Walked,
    before: Option<Arc<Link>>,
}

/// A chain is let go of link by link, so that a long one needs no deep recursion.
impl Drop for Link {
    fn drop(&mut self) {
        let mut next = self.before.take();
        while let Some(mut link) = next.and_then(Arc::into_inner) {
            next = link.before.take();
        }
    }
}

impl State {
    fn links(&self) -> impl Iterator<Item = &Link> {
        std::iter::successors(self.last.as_deref(), |link| link.before.as_deref())
    }

    fn has_walked(&self, relationship: RelationshipId) -> bool {
        self.links().any(|link| link.walked.relationships.contains(&relationship))
    }
}

impl<'p> Repeat<'p> {
    pub(super) fn new(input: Input<'p>, plan: &'p plan::Repeat) -> Self {
        Self { input, plan, current: None, held: None }
    }

    /// Every row at its start.
    fn begin(&self, batch: Batch) -> Result<(Walk, Vec<State>)> {
        let mut states = Vec::new();
        for row in 0..batch.len() {
            let target_is_null = self.plan.into && node_at(&batch, self.plan.to, row)?.is_none();
            if let Some(node) = node_at(&batch, self.plan.from, row)?.filter(|_| !target_is_null) {
                states.push(State { row: row as u32, node, count: 0, last: None });
            }
        }
        let used = (0..batch.len()).map(|row| Used::of(&batch, row, &self.plan.distinct_from)).collect();
        Ok((Walk { batch, used, open: Vec::new() }, states))
    }

    /// Whether the path so far is one that was asked for.
    fn fits(&self, state: &State, batch: &Batch) -> Result<bool> {
        let long_enough = state.count >= self.plan.min;
        Ok(long_enough && (!self.plan.into || node_at(batch, self.plan.to, state.row as usize)? == Some(state.node)))
    }

    /// Walks on from some states; gives those reached.
    fn step(&self, from: &[State], walk: &Walk, runtime: &mut Runtime<'_>) -> Result<Vec<State>> {
        let rows: Vec<u32> = from.iter().map(|state| state.row).collect();
        let nodes = from.iter().map(|state| state.node.0).collect();
        let mut reached = Vec::new();
        for found in once::walk(&self.plan.once, &walk.batch, &rows, nodes, runtime)? {
            runtime.budget.tick()?;
            let Some(state) = from.get(found.from) else { continue };
            let used = walk.used.get(state.row as usize);
            let mut walked = found.walked.relationships.iter();
            if !self.plan.repeatable
                && walked.any(|id| state.has_walked(*id) || used.is_some_and(|used| used.contains(*id)))
            {
                continue;
            }
            let last = Some(Arc::new(Link { walked: found.walked, before: state.last.clone() }));
            reached.push(State { row: state.row, node: found.end, count: state.count + 1, last });
        }
        Ok(reached)
    }

    /// The rows of finished paths.
    fn output(&self, states: &[&State], batch: &Batch, held: &mut Holding) -> Result<Batch> {
        let lists = 1 + self.plan.groups.len();
        held.add(states.iter().map(|state| lists * (LIST_BYTES + state.count as usize * size_of::<Value>())).sum())?;
        let rows: Vec<u32> = states.iter().map(|state| state.row).collect();
        let mut output = batch.take(&rows);
        // the latest repetition comes first; walked backwards, that is the order written
        let lists = |of: &dyn Fn(&Link) -> Vec<Value>| {
            let list = |state: &&State| {
                let mut parts: Vec<Vec<Value>> = state.links().map(of).collect();
                if !self.plan.reversed {
                    parts.reverse();
                }
                Value::list(parts.into_iter().flatten())
            };
            Column::Values(states.iter().map(list).collect())
        };
        let relationships = |link: &Link| link.walked.relationships.iter().copied().map(Value::Relationship).collect();
        output.set(self.plan.relationships, lists(&relationships));
        for (at, slot) in self.plan.groups.iter().enumerate() {
            output.set(*slot, lists(&|link| link.walked.kept.get(at).cloned().into_iter().collect()));
        }
        if !self.plan.into {
            output.set(self.plan.to, Column::Nodes(states.iter().map(|state| state.node.0).collect()));
        }
        Ok(output)
    }
}

impl Operator for Repeat<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let (mut walk, reached) = if let Some(mut walk) = self.current.take() {
                let Some(open) = walk.open.last_mut() else { continue };
                if open.states.is_empty() {
                    // what it holds is let go of only now: longer paths went over it
                    walk.open.pop();
                    self.current = Some(walk);
                    continue;
                }
                let group = open.states.split_off(open.states.len().saturating_sub(GROUP));
                let reached = self.step(&group, &walk, runtime)?;
                (walk, reached)
            } else {
                let Some(batch) = self.input.next(runtime)? else { return Ok(None) };
                self.begin(batch)?
            };
            let mut finished = Vec::new();
            for state in &reached {
                if self.fits(state, &walk.batch)? {
                    finished.push(state);
                }
            }
            let mut held = Holding::new(runtime.budget);
            let output = self.output(&finished, &walk.batch, &mut held)?;
            self.held = Some(held);
            let more = reached.into_iter().filter(|state| self.plan.max.is_none_or(|max| state.count < max));
            let states: Vec<State> = more.collect();
            let links = states.iter().filter_map(|state| state.last.as_deref());
            let bytes = links.map(|link| link.walked.size() + size_of::<State>()).sum();
            let mut held = Holding::new(runtime.budget);
            held.add(bytes)?;
            walk.open.push(Open { states, _held: held });
            self.current = Some(walk);
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}
