//! Hints at indexes, and what makes and drops indexes and constraints.

use claimgraph::Span;
use claimgraph::internals::{ConstraintBody, ConstraintRule, Hint, HintKind, SchemaCommand, SchemaKey, SchemaTarget};

use super::Source;

impl Source<'_> {
    pub(super) fn hint(&mut self) -> Hint {
        let kind = match self.pick(3) {
            0 => HintKind::Index { label: self.name(), keys: self.some(1, 2, Self::name) },
            1 => HintKind::Scan { label: self.name() },
            _ => HintKind::Join,
        };
        let most = if kind == HintKind::Join { 2 } else { 1 };
        Hint { kind, variables: self.some(1, most, Self::name) }
    }

    pub(super) fn schema_command(&mut self) -> SchemaCommand {
        let if_not_exists = self.once_in(2);
        match self.pick(6) {
            0 => {
                let (on, keys) = self.index_on();
                SchemaCommand::CreateIndex {
                    name: self.maybe(Self::name),
                    if_not_exists,
                    text: self.once_in(3),
                    on,
                    keys,
                }
            }
            1 => {
                let body = self.constraint_body();
                SchemaCommand::CreateConstraint { name: self.maybe(Self::name), if_not_exists, body }
            }
            2 => SchemaCommand::DropIndex { name: self.name(), if_exists: if_not_exists },
            3 => {
                let on = SchemaTarget { variable: None, name: self.name(), is_relationship: false };
                SchemaCommand::DropIndexOn { on, keys: vec![SchemaKey { of: None, key: self.name() }] }
            }
            4 => SchemaCommand::DropConstraint { name: self.name(), if_exists: if_not_exists },
            _ => SchemaCommand::DropConstraintOn(self.constraint_body()),
        }
    }

    fn index_on(&mut self) -> (SchemaTarget, Vec<SchemaKey>) {
        if self.once_in(3) {
            let on = SchemaTarget { variable: None, name: self.name(), is_relationship: false };
            return (on, self.some(1, 2, |source| SchemaKey { of: None, key: source.name() }));
        }
        (self.target(), self.some(1, 2, Self::schema_key))
    }

    fn target(&mut self) -> SchemaTarget {
        SchemaTarget { variable: Some(self.name()), name: self.name(), is_relationship: self.once_in(2) }
    }

    fn schema_key(&mut self) -> SchemaKey {
        SchemaKey { of: Some(self.name()), key: self.name() }
    }

    fn constraint_body(&mut self) -> ConstraintBody {
        let rule = match self.pick(4) {
            0 => ConstraintRule::Unique,
            1 => ConstraintRule::Key,
            2 => ConstraintRule::NotNull,
            _ => ConstraintRule::Type(self.value_type()),
        };
        ConstraintBody { on: self.target(), keys: self.some(1, 2, Self::schema_key), rule, span: Span::default() }
    }
}
