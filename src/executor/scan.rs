//! `AllNodesScan` and `NodeByLabelScan`: each row with each node.

use super::{Input, Operator, Runtime};
use crate::batch::{BATCH_ROWS, Batch, Column, NONE};
use crate::bound::Slot;
use crate::error::Result;
use crate::value::NodeId;

pub(super) struct Scan<'p> {
    input: Input<'p>,
    slot: Slot,
    label: Option<&'p str>,
    /// Whether nothing asks for the node, but only how many there are.
    counted: bool,
    /// The input batch being worked on, and how far.
    current: Option<Cursor>,
}

struct Cursor {
    batch: Batch,
    row: u32,
    /// The first node not yet given for this row.
    from: u32,
}

impl<'p> Scan<'p> {
    pub(super) fn new(input: Input<'p>, slot: Slot, label: Option<&'p str>, counted: bool) -> Self {
        Self { input, slot, label, counted, current: None }
    }
}

impl Operator for Scan<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        if self.counted {
            let Some(mut batch) = self.input.next(runtime)? else { return Ok(None) };
            let count = runtime.graph().count_nodes(self.label) as u64;
            batch.multiply(vec![count; batch.len()])?;
            return Ok(Some(batch).filter(|_| count > 0));
        }
        loop {
            let cursor = match &mut self.current {
                Some(cursor) => cursor,
                None => match self.input.next(runtime)? {
                    Some(batch) => self.current.insert(Cursor { batch, row: 0, from: 0 }),
                    None => return Ok(None),
                },
            };
            runtime.budget.look()?;
            let carries = cursor.batch.has_any(None);
            let (mut rows, mut found) = (Vec::new(), Vec::new());
            while (cursor.row as usize) < cursor.batch.len() && found.len() < BATCH_ROWS {
                let wanted = BATCH_ROWS - found.len();
                let before = found.len();
                runtime.graph().scan(self.label, cursor.from, wanted, &mut found);
                if carries {
                    rows.resize(found.len(), cursor.row);
                }
                if found.len() - before < wanted {
                    (cursor.row, cursor.from) = (cursor.row + 1, 0);
                } else {
                    cursor.from = found.last().map_or(0, |last| last + 1);
                }
            }
            let done = cursor.row as usize >= cursor.batch.len();
            let mut output = if carries { cursor.batch.take(&rows) } else { Batch::of_rows(found.len()) };
            output.set(self.slot, Column::Nodes(found));
            if done {
                self.current = None;
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}

/// The node in a slot of a row; `None` for null.
pub(super) fn node_at(batch: &Batch, slot: Slot, row: usize) -> Result<Option<NodeId>> {
    use crate::error::Error;
    use crate::value::Value;
    if let Some(Column::Nodes(nodes)) = batch.column(slot) {
        return Ok(nodes.get(row).filter(|node| **node != NONE).map(|node| NodeId(*node)));
    }
    match batch.value(slot, row) {
        Value::Null => Ok(None),
        Value::Node(id) => Ok(Some(id)),
        other => Err(Error::type_error(format!("expected a node, found {}", other.type_name()))),
    }
}
