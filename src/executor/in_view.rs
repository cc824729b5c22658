//! `InView`: rows whose entities the view in force shows. What another view has given to a pattern may be
//! hidden here, and then the pattern does not find it.

use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::Slot;
use crate::error::Result;
use crate::value::Value;
use crate::view::GraphView;

pub(super) struct InView<'p> {
    pub(super) input: Input<'p>,
    pub(super) slots: &'p [Slot],
}

impl Operator for InView<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(runtime)? {
            runtime.budget.look()?;
            let graph = runtime.graph();
            let shown = |row: &u32| self.slots.iter().all(|slot| is_shown(&batch.value(*slot, *row as usize), graph));
            let rows: Vec<u32> = (0..batch.len() as u32).filter(shown).collect();
            if rows.len() == batch.len() {
                return Ok(Some(batch));
            }
            if !rows.is_empty() {
                return Ok(Some(batch.take(&rows)));
            }
        }
        Ok(None)
    }
}

/// Whether the view shows a node, a relationship, or all relationships of a list. Other values are for the
/// pattern to refuse.
fn is_shown(value: &Value, graph: GraphView<'_>) -> bool {
    match value {
        Value::Node(id) => graph.has_node(*id),
        Value::Relationship(id) => graph.has_relationship(*id),
        Value::List(values) => values.iter().all(|value| is_shown(value, graph)),
        _ => true,
    }
}
