//! `VarLengthExpand` where only its ends are asked for: breadth first, each end once.

use super::node_set::NodeSet;
use super::scan::node_at;
use super::var_length_expand::Bounds;
use super::walk::{Scratch, Walk};
use super::{Input, Operator, Runtime, resume};
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::error::Result;
use crate::limits::Holding;
use crate::plan::Expand;

pub(super) struct Reach<'p> {
    input: Input<'p>,
    expand: &'p Expand,
    bounds: Bounds,
    current: Option<(Batch, usize)>,
    seen: Option<NodeSet>,
    scratch: Scratch,
}

impl<'p> Reach<'p> {
    pub(super) fn new(input: Input<'p>, expand: &'p Expand, bounds: Bounds) -> Self {
        Self { input, expand, bounds, current: None, seen: None, scratch: Scratch::default() }
    }

    /// The nodes that can be reached from one, in the order of their distance.
    fn from(&mut self, from: u32, walk: &Walk<'_>, runtime: &Runtime<'_>) -> Result<Vec<u32>> {
        let seen = match &mut self.seen {
            Some(seen) => seen,
            None => self.seen.insert(NodeSet::new(runtime)?),
        };
        let mut held = Holding::new(runtime.budget);
        // the first is seen when it is reached again, unless it is an end already
        let mut reached = Vec::new();
        if self.bounds.min == 0 {
            seen.flip(from);
            reached.push(from);
        }
        let (mut frontier, mut depth) = (vec![from], 0);
        while !frontier.is_empty() && self.bounds.max.is_none_or(|max| depth < max) {
            let mut found = Vec::new();
            for node in frontier {
                walk.pieces(node, &mut self.scratch, &mut |nodes, _, _| {
                    runtime.budget.steps(nodes.len() / 4 + 1)?;
                    for node in nodes {
                        if !seen.has(*node) {
                            seen.flip(*node);
                            found.push(*node);
                        }
                    }
                    Ok(())
                })?;
            }
            held.add(found.len() * 8)?;
            reached.extend_from_slice(&found);
            frontier = found;
            depth += 1;
        }
        for node in &reached {
            seen.flip(*node);
        }
        Ok(reached)
    }
}

impl Operator for Reach<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let Some((batch, mut row)) = resume(&mut self.current, &mut self.input, runtime)? else { return Ok(None) };
            let walk = Walk::new(self.expand, runtime.graph());
            let (mut rows, mut ends) = (Vec::new(), Vec::new());
            while row < batch.len() && rows.len() < BATCH_ROWS {
                if let Some(from) = node_at(&batch, self.expand.from, row)? {
                    let reached = self.from(from.0, &walk, runtime)?;
                    ends.extend(reached.into_iter().filter(|node| walk.end_fits(*node)));
                    rows.resize(ends.len(), row as u32);
                }
                row += 1;
            }
            let mut output = batch.take_only(&rows, self.expand.keeps.as_deref());
            if self.expand.keeps(self.expand.to) {
                output.set(self.expand.to, Column::Nodes(ends));
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
