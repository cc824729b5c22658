//! `ProjectEndpoints`: a relationship that the row knows already, fitted into a pattern.

use super::expand::Used;
use super::{Input, Operator, Runtime};
use crate::ast::Direction;
use crate::batch::{Batch, Column};
use crate::bound::Types;
use crate::error::{Error, Result};
use crate::eval::type_matches;
use crate::plan::Expand;
use crate::value::{NodeId, Value};

pub(super) struct ProjectEndpoints<'p> {
    pub(super) input: Input<'p>,
    pub(super) expand: &'p Expand,
    pub(super) from_known: bool,
    pub(super) to_known: bool,
}

impl ProjectEndpoints<'_> {
    fn type_fits(&self, name: &str) -> bool {
        match &self.expand.types {
            Types::Any => true,
            Types::OneOf(names) => names.iter().any(|other| &**other == name),
            Types::Expression(expression) => type_matches(expression, name),
        }
    }
}

impl Operator for ProjectEndpoints<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        while let Some(batch) = self.input.next(runtime)? {
            let graph = runtime.graph();
            let (mut rows, mut starts, mut ends) = (Vec::new(), Vec::new(), Vec::new());
            for row in 0..batch.len() {
                runtime.budget.tick()?;
                let id = match batch.value(self.expand.relationship, row) {
                    Value::Relationship(id) => id,
                    Value::Null => continue,
                    other => {
                        let message = format!("expected a relationship, found {}", other.type_name());
                        return Err(Error::type_error(message));
                    }
                };
                if !graph.has_relationship(id) {
                    continue;
                }
                let (Some((start, end)), Some(name)) = (graph.endpoints(id), graph.type_name(id)) else { continue };
                let used = Used::of(&batch, row, &self.expand.distinct_from);
                if !self.type_fits(name) || used.contains(id) {
                    continue;
                }
                let known = |known: bool, slot, node: NodeId| !known || batch.value(slot, row) == Value::Node(node);
                let mut give = |from: NodeId, to: NodeId| {
                    // one variable at both ends is one node
                    let is_one = self.expand.from != self.expand.to || from == to;
                    if is_one
                        && known(self.from_known, self.expand.from, from)
                        && known(self.to_known, self.expand.to, to)
                    {
                        rows.push(row as u32);
                        starts.push(from.0);
                        ends.push(to.0);
                    }
                };
                if self.expand.direction != Direction::Incoming {
                    give(start, end);
                }
                if self.expand.direction == Direction::Incoming
                    || (self.expand.direction == Direction::Both && start != end)
                {
                    give(end, start);
                }
            }
            let mut output = batch.take(&rows);
            output.set(self.expand.from, Column::Nodes(starts));
            output.set(self.expand.to, Column::Nodes(ends));
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
        Ok(None)
    }
}
