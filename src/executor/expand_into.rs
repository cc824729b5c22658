//! `ExpandInto`: the relationships between two nodes that a row knows.

use super::degrees::{Degrees, multiplied};
use super::expand::Used;
use super::scan::node_at;
use super::walk::{Scratch, Walk};
use super::{Input, Operator, Runtime, resume};
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::error::Result;
use crate::plan::Expand;
use crate::value::RelationshipId;

pub(super) struct ExpandInto<'p> {
    input: Input<'p>,
    expand: &'p Expand,
    current: Option<(Batch, usize)>,
    scratch: Scratch,
}

impl<'p> ExpandInto<'p> {
    pub(super) fn new(input: Input<'p>, expand: &'p Expand) -> Self {
        Self { input, expand, current: None, scratch: Scratch::default() }
    }

    /// Calls `visit` for each relationship between the nodes of a row.
    fn between(
        &mut self,
        batch: &Batch,
        row: usize,
        (there, back): (&Walk<'_>, &Walk<'_>),
        runtime: &Runtime<'_>,
        visit: &mut impl FnMut(u32),
    ) -> Result<()> {
        let (from, to) = (node_at(batch, self.expand.from, row)?, node_at(batch, self.expand.to, row)?);
        let (Some(from), Some(to)) = (from, to) else { return Ok(()) };
        let used = Used::of(batch, row, &self.expand.distinct_from);
        // the shorter of two lists is looked through
        let (walk, near, far) =
            if is_shorter((back, to.0), (there, from.0)) { (back, to.0, from.0) } else { (there, from.0, to.0) };
        walk.pieces(near, &mut self.scratch, &mut |nodes, relationships, sorted| {
            let start = if sorted { nodes.partition_point(|node| *node < far) } else { 0 };
            for (node, relationship) in nodes.iter().zip(relationships).skip(start) {
                if *node == far {
                    if !used.contains(RelationshipId(*relationship)) {
                        visit(*relationship);
                    }
                } else if sorted {
                    break;
                }
                runtime.budget.tick()?;
            }
            runtime.budget.tick()
        })
    }
}

/// Whether a node has fewer relationships that way than another, found in the time of the fewer.
fn is_shorter(a: (&Walk<'_>, u32), b: (&Walk<'_>, u32)) -> bool {
    if let (Some(of_a), Some(of_b)) = (a.0.degree(a.1), b.0.degree(b.1)) {
        return of_a < of_b;
    }
    let (mut of_a, mut of_b) = (a.0.iter(a.1), b.0.iter(b.1));
    loop {
        match (of_a.next(), of_b.next()) {
            (None, Some(_)) => return true,
            (_, None) => return false,
            _ => {}
        }
    }
}

impl Operator for ExpandInto<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let Some((batch, mut row)) = resume(&mut self.current, &mut self.input, runtime)? else { return Ok(None) };
            let graph = runtime.graph();
            let walks = (&Walk::new(self.expand, graph), &Walk::backwards(self.expand, graph));
            let output = if self.expand.is_counted() || !self.expand.keeps(self.expand.relationship) {
                let mut counts = vec![0; batch.len()];
                for (row, count) in counts.iter_mut().enumerate() {
                    self.between(&batch, row, walks, runtime, &mut |_| *count += 1)?;
                }
                multiplied(batch, vec![Degrees::Counts(counts)], self.expand.keeps.as_deref())?
            } else {
                let (mut rows, mut found) = (Vec::new(), Vec::new());
                while row < batch.len() && rows.len() < BATCH_ROWS {
                    self.between(&batch, row, walks, runtime, &mut |relationship| found.push(relationship))?;
                    rows.resize(found.len(), row as u32);
                    row += 1;
                }
                let mut output = batch.take_only(&rows, self.expand.keeps.as_deref());
                output.set(self.expand.relationship, Column::Relationships(found));
                if row < batch.len() {
                    self.current = Some((batch, row));
                }
                output
            };
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}
