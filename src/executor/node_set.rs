//! The nodes for which something holds, worked out for all before any is asked for.

use super::Runtime;
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::bound::LabelExpression;
use crate::error::Result;
use crate::eval::{Fitting, select};
use crate::limits::Holding;
use crate::plan::Expand;
use crate::value::NodeId;

/// Nodes, as bits.
pub(super) struct NodeSet {
    words: Vec<u64>,
    /// What the bits take up.
    _held: Holding,
}

impl NodeSet {
    /// None yet.
    pub(super) fn new(runtime: &Runtime<'_>) -> Result<Self> {
        let words = runtime.graph().node_numbers().div_ceil(64);
        let mut held = Holding::new(runtime.budget);
        held.add(words * 8)?;
        Ok(Self { words: vec![0; words], _held: held })
    }

    /// The nodes that an expansion may reach: those that have its labels and meet its conditions.
    pub(super) fn of(expand: &Expand, runtime: &Runtime<'_>) -> Result<Self> {
        let graph = runtime.graph();
        let mut set = Self::new(runtime)?;
        let label = expand.labels.iter().flat_map(LabelExpression::required).next();
        // what is scanned by its one label has it
        let others = if let [LabelExpression::Name(_)] = expand.labels.as_slice() { &[][..] } else { &expand.labels };
        let fitting: Vec<Fitting<'_>> = others.iter().map(|labels| Fitting::new(labels, graph)).collect();
        let mut from = 0;
        loop {
            let mut some = Vec::with_capacity(BATCH_ROWS);
            graph.scan(label.map(AsRef::as_ref), from, BATCH_ROWS, &mut some);
            let Some(last) = some.last() else { break };
            from = last + 1;
            some.retain(|node| fitting.iter().all(|fitting| fitting.node(NodeId(*node))));
            let mut batch = Batch::of_rows(some.len());
            batch.set(expand.to, Column::Nodes(some.clone()));
            let mut rows: Vec<u32> = (0..some.len() as u32).collect();
            for condition in &expand.conditions {
                rows = select(condition, &batch, rows, runtime.context())?;
            }
            rows.iter().filter_map(|row| some.get(*row as usize)).for_each(|node| set.flip(*node));
        }
        Ok(set)
    }

    /// Puts a node in, or takes it out.
    pub(super) fn flip(&mut self, node: u32) {
        if let Some(word) = self.words.get_mut(node as usize / 64) {
            *word ^= 1 << (node % 64);
        }
    }

    /// How many of these are in it.
    #[inline]
    pub(super) fn count(&self, nodes: &[u32]) -> usize {
        // without a branch that could go either way
        let bit = |node: &u32| self.words.get(*node as usize / 64).map_or(0, |word| word >> (node % 64) & 1);
        nodes.iter().map(bit).sum::<u64>() as usize
    }

    #[inline]
    pub(super) fn has(&self, node: u32) -> bool {
        self.words.get(node as usize / 64).is_some_and(|word| word >> (node % 64) & 1 == 1)
    }
}
