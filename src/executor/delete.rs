//! `Delete`: all rows are read first, then relationships go, then nodes; so the order in which rows
//! name them does not matter.

use std::collections::BTreeSet;

use super::claim::refused;
use super::create::LOGGED_BYTES;
use super::{Input, Operator, Runtime, drain};
use crate::batch::Batch;
use crate::bound::Expr;
use crate::error::{Error, Result};
use crate::eval::{Row, eval};
use crate::value::{NodeId, RelationshipId, Value};

pub(super) struct Delete<'p> {
    pub(super) input: Input<'p>,
    pub(super) detach: bool,
    pub(super) expressions: &'p [Expr],
}

#[derive(Default)]
struct Doomed {
    nodes: BTreeSet<NodeId>,
    relationships: BTreeSet<RelationshipId>,
}

impl Operator for Delete<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let (batch, _held) = drain(&mut self.input, runtime)?;
        if runtime.claiming()?.is_some() {
            return Err(refused("nothing is deleted through a source's view: a change of mind is a new claim")
                .hint("USE denials_of('...') MERGE ... records that the source denies it"));
        }
        let mut doomed = Doomed::default();
        for row in 0..batch.len() {
            runtime.budget.tick()?;
            for expr in self.expressions {
                let value = eval(expr, Row::new(&batch, row), runtime.context())?;
                doomed.add(&value).map_err(|error| error.at(expr.span))?;
            }
        }
        let budget = runtime.budget;
        let store = runtime.store_mut()?;
        if self.detach {
            for node in &doomed.nodes {
                doomed.relationships.extend(store.outgoing(*node, None).map(|n| n.relationship));
                doomed.relationships.extend(store.incoming(*node, None).map(|n| n.relationship));
            }
        }
        for id in doomed.relationships {
            budget.tick()?;
            if store.has_relationship(id) {
                budget.hold(LOGGED_BYTES)?;
                store.delete_relationship(id)?;
            }
        }
        // nodes that go together may be the sources of claims about each other
        for id in &doomed.nodes {
            budget.tick()?;
            if store.has_node(*id) {
                store.forget_claims_about(*id)?;
            }
        }
        for id in doomed.nodes {
            budget.tick()?;
            if store.has_node(id) {
                budget.hold(LOGGED_BYTES)?;
                store.delete_node(id)?;
            }
        }
        Ok(if batch.is_empty() { None } else { Some(batch) })
    }
}

impl Doomed {
    fn add(&mut self, value: &Value) -> Result<()> {
        match value {
            Value::Null => {}
            Value::Node(id) => {
                self.nodes.insert(*id);
            }
            Value::Relationship(id) => {
                self.relationships.insert(*id);
            }
            Value::Path(path) => {
                self.nodes.extend(&path.nodes);
                self.relationships.extend(&path.relationships);
            }
            Value::List(values) => values.iter().try_for_each(|value| self.add(value))?,
            other => {
                let message = format!("only nodes, relationships and paths can be deleted, not {}", other.type_name());
                return Err(Error::type_error(message));
            }
        }
        Ok(())
    }
}
