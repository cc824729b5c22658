//! `CreateIndex`, `CreateConstraint`, `DropIndex`, `DropConstraint`.

use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::{Dropped, SchemaCommand};
use crate::error::Result;

/// About what an entry of an index takes up, its value left out.
const ENTRY_BYTES: usize = 64;

pub(super) struct ChangeSchema<'p> {
    pub(super) input: Input<'p>,
    pub(super) command: &'p SchemaCommand,
}

impl Operator for ChangeSchema<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let Some(batch) = self.input.next(runtime)? else { return Ok(None) };
        if self.command.is_moot(runtime.base().schema()).is_none() {
            self.apply(runtime).map_err(|error| error.at(self.command.span()))?;
        }
        Ok(Some(batch))
    }
}

impl ChangeSchema<'_> {
    fn apply(&self, runtime: &mut Runtime<'_>) -> Result<()> {
        let budget = runtime.budget;
        let tick = || {
            budget.tick()?;
            budget.hold(ENTRY_BYTES)
        };
        let store = runtime.store_mut()?;
        match self.command.clone() {
            SchemaCommand::CreateIndex { definition, .. } => store.create_index(definition, &tick),
            SchemaCommand::CreateConstraint { definition, .. } => store.create_constraint(definition, &tick),
            SchemaCommand::Drop { what, .. } => match what {
                Dropped::Index(name) => store.drop_index(&name),
                Dropped::IndexOn(on, keys) => store.drop_index(&store.index_on(&on, &keys)?),
                Dropped::Constraint(name) => store.drop_constraint(&name),
                Dropped::ConstraintOn(on, keys, rule) => {
                    store.drop_constraint(&store.constraint_on(&on, &keys, &rule)?)
                }
            },
        }
    }
}
