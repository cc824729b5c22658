//! `ExpandIntersect`: from a node to those of its neighbours that another known node has as well. A triangle is found
//! so without all the paths of two relationships that it might have been made of.

use super::degrees::{Degrees, multiplied};
use super::node_set::NodeSet;
use super::scan::node_at;
use super::walk::{Scratch, Walk};
use super::{Input, Operator, Runtime, resume};
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::bound::Slot;
use crate::error::Result;
use crate::plan::Expand;

pub(super) struct ExpandIntersect<'p> {
    input: Input<'p>,
    expand: &'p Expand,
    /// From the other node to the same neighbours.
    closing: &'p Expand,
    current: Option<(Batch, usize)>,
    ends: Option<NodeSet>,
    marks: Option<Marks>,
    scratch: Scratch,
}

/// The neighbours of one node.
struct Marks {
    of: Option<u32>,
    set: NodeSet,
    /// Each as often as it is a neighbour, ascending.
    nodes: Vec<u32>,
    /// Whether a neighbour is there more than once.
    repeats: bool,
}

impl Marks {
    fn new(runtime: &Runtime<'_>) -> Result<Self> {
        Ok(Self { of: None, set: NodeSet::new(runtime)?, nodes: Vec::new(), repeats: false })
    }

    /// Puts the neighbours into the set, or takes them out.
    fn flip(&mut self) {
        let mut last = None;
        for node in &self.nodes {
            if last != Some(*node) {
                self.set.flip(*node);
            }
            last = Some(*node);
        }
    }

    /// Marks the neighbours of a node, in place of those marked before.
    fn mark(&mut self, node: u32, walk: &Walk<'_>, scratch: &mut Scratch, runtime: &Runtime<'_>) -> Result<()> {
        if self.of == Some(node) {
            return Ok(());
        }
        self.flip();
        self.nodes.clear();
        walk.pieces(node, scratch, &mut |nodes, _, _| {
            self.nodes.extend_from_slice(nodes);
            runtime.budget.steps(nodes.len() / 4)
        })?;
        if !self.nodes.is_sorted() {
            self.nodes.sort_unstable();
        }
        self.repeats = self.nodes.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
        self.flip();
        self.of = Some(node);
        Ok(())
    }

    /// How often a node is there.
    #[inline]
    fn times(&self, node: u32) -> usize {
        if !self.set.has(node) {
            return 0;
        }
        if !self.repeats {
            return 1;
        }
        let from = self.nodes.partition_point(|other| *other < node);
        self.nodes.iter().skip(from).take_while(|other| **other == node).count()
    }
}

impl<'p> ExpandIntersect<'p> {
    pub(super) fn new(input: Input<'p>, expand: &'p Expand, closing: &'p Expand) -> Self {
        let (current, ends, marks) = (None, None, None);
        Self { input, expand, closing, current, ends, marks, scratch: Scratch::default() }
    }

    /// Calls `found` with each neighbour of the row's two nodes, and how often it is one; where nothing wants the nodes,
    /// perhaps with several together.
    fn row(
        &mut self,
        batch: &Batch,
        row: usize,
        (walk, closing): (&Walk<'_>, &Walk<'_>),
        wants_nodes: bool,
        runtime: &Runtime<'_>,
        found: &mut impl FnMut(u32, usize),
    ) -> Result<()> {
        let node = |slot: Slot| node_at(batch, slot, row);
        let (Some(from), Some(other)) = (node(self.expand.from)?, node(self.closing.from)?) else { return Ok(()) };
        let marks = match &mut self.marks {
            Some(marks) => marks,
            None => self.marks.insert(Marks::new(runtime)?),
        };
        marks.mark(other.0, closing, &mut self.scratch, runtime)?;
        let (marks, ends) = (&*marks, self.ends.as_ref());
        let counts_all = !wants_nodes && !marks.repeats && ends.is_none() && walk.takes_any_end();
        walk.pieces(from.0, &mut self.scratch, &mut |nodes, _, _| {
            runtime.budget.steps(nodes.len() / 8 + 1)?;
            if counts_all {
                found(0, marks.set.count(nodes));
                return Ok(());
            }
            for node in nodes {
                let times = marks.times(*node);
                if times > 0 && ends.map_or_else(|| walk.end_fits(*node), |ends| ends.has(*node)) {
                    found(*node, times);
                }
            }
            Ok(())
        })
    }
}

impl Operator for ExpandIntersect<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let Some((batch, mut row)) = resume(&mut self.current, &mut self.input, runtime)? else { return Ok(None) };
            if self.ends.is_none() && !self.expand.conditions.is_empty() {
                self.ends = Some(NodeSet::of(self.expand, runtime)?);
            }
            let graph = runtime.graph();
            let walks = (&Walk::trusting(self.expand, graph), &Walk::new(self.closing, graph));
            let output = if self.expand.keeps(self.expand.to) {
                let (mut rows, mut reached, mut times) = (Vec::new(), Vec::new(), Vec::new());
                while row < batch.len() && rows.len() < BATCH_ROWS {
                    self.row(&batch, row, walks, true, runtime, &mut |node, often| {
                        rows.push(row as u32);
                        reached.push(node);
                        times.push(often as u64);
                    })?;
                    row += 1;
                }
                let mut output = batch.take_only(&rows, self.expand.keeps.as_deref());
                output.set(self.expand.to, Column::Nodes(reached));
                if times.iter().any(|often| *often > 1) {
                    output.multiply(times)?;
                }
                if row < batch.len() {
                    self.current = Some((batch, row));
                }
                output
            } else {
                let mut counts = vec![0u64; batch.len()];
                for (row, count) in counts.iter_mut().enumerate() {
                    self.row(&batch, row, walks, false, runtime, &mut |_, often| *count += often as u64)?;
                }
                multiplied(batch, vec![Degrees::Counts(counts)], self.expand.keeps.as_deref())?
            };
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}
