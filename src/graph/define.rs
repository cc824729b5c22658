//! Making and dropping indexes and constraints.

use std::sync::Arc;

use super::index::Entries;
use super::schema::{Constraint, ConstraintDefinition, Index, IndexDefinition, IndexKind, Rule, Target, TargetId};
use super::upkeep::{entity_of, not_unique, number, same};
use super::{Change, EntityId, Store};
use crate::error::{Detail, Error, ErrorKind, Result};

/// Called once for each entity looked at; an error stops the work.
type Tick<'a> = &'a dyn Fn() -> Result<()>;

impl Store {
    /// Makes an index over what is there. `tick` is called for each entity.
    pub fn create_index(&mut self, definition: IndexDefinition, tick: Tick<'_>) -> Result<()> {
        if let Some(other) = self.schema.like_index(&definition) {
            let what = definition.on.with(&definition.keys);
            return Err(already(&format!("index `{}` on {what}", definition.name), other));
        }
        self.install_index(definition, false, tick)
    }

    fn install_index(&mut self, definition: IndexDefinition, owned: bool, tick: Tick<'_>) -> Result<()> {
        let (on, keys) = self.numbers(&definition.on, &definition.keys);
        let entries = self.entries_for(on, &keys, definition.kind, tick)?;
        self.log.push(Change::CreateIndex { name: Arc::clone(&definition.name), owned });
        self.schema.version += 1;
        self.schema.indexes.push(Index { definition, owned, on, keys, entries });
        Ok(())
    }

    /// What an index is to hold.
    fn entries_for(&self, on: TargetId, keys: &[u32], kind: IndexKind, tick: Tick<'_>) -> Result<Entries> {
        let mut entries = Entries::default();
        for entity in self.entities_of(on) {
            tick()?;
            entries.insert(self.values_for(entity, keys, kind), number(entity));
        }
        Ok(entries)
    }

    /// Makes the entries of every index anew.
    pub(super) fn fill_indexes(&mut self) -> Result<()> {
        let filled = |index: &Index| self.entries_for(index.on, &index.keys, index.definition.kind, &|| Ok(()));
        let all: Vec<Entries> = self.schema.indexes.iter().map(filled).collect::<Result<_>>()?;
        for (index, entries) in self.schema.indexes.iter_mut().zip(all) {
            index.entries = entries;
        }
        Ok(())
    }

    /// An error if a constraint is not kept.
    pub(super) fn check_all_constraints(&self) -> Result<()> {
        for constraint in &self.schema.constraints {
            self.check_kept(constraint, &|| Ok(()))?;
            self.check_index(constraint, &|| Ok(()))?;
        }
        Ok(())
    }

    /// An error if an entity breaks a constraint by itself.
    fn check_kept(&self, constraint: &Constraint, tick: Tick<'_>) -> Result<()> {
        for entity in self.entities_of(constraint.on) {
            tick()?;
            self.check_type(entity, constraint)?;
            self.check_existence(entity, constraint)?;
        }
        Ok(())
    }

    /// Makes a constraint; an error if what is there breaks it. `tick` is called for each entity.
    pub fn create_constraint(&mut self, definition: ConstraintDefinition, tick: Tick<'_>) -> Result<()> {
        let what = definition.on.with(&definition.keys);
        if let Some(other) = self.schema.like_constraint(&definition) {
            return Err(already(&format!("constraint `{}` on {what}", definition.name), other));
        }
        if let Some(other) = self.schema.rival_of(&definition) {
            return Err(schema_error(Detail::AlreadyExists, format!("constraint `{other}` on {what} is in the way"))
                .hint(format!("it asks something else of the same properties: DROP CONSTRAINT {other} first")));
        }
        let index = IndexDefinition {
            name: Arc::clone(&definition.name),
            on: definition.on.clone(),
            keys: definition.keys.clone(),
            kind: IndexKind::Range,
        };
        let has_index = definition.rule.has_index();
        if let Some(other) = self.schema.like_index(&index).filter(|_| has_index) {
            return Err(schema_error(Detail::AlreadyExists, format!("index `{other}` on {what} is in the way"))
                .hint(format!("the constraint brings an index of its own: DROP INDEX {other} first")));
        }
        let (on, keys) = self.numbers(&definition.on, &definition.keys);
        let constraint = Constraint { definition, on, keys };
        self.check_kept(&constraint, tick).map_err(not_kept)?;
        if has_index {
            self.install_index(index, true, tick)?;
            self.check_index(&constraint, tick).map_err(not_kept)?;
        }
        self.log.push(Change::CreateConstraint { name: Arc::clone(&constraint.definition.name) });
        self.schema.version += 1;
        self.schema.constraints.push(constraint);
        Ok(())
    }

    /// An error if two entities in a constraint's index have the same values.
    fn check_index(&self, constraint: &Constraint, tick: Tick<'_>) -> Result<()> {
        let entries = self.schema.index(&constraint.definition.name).map(Index::entries);
        for ids in entries.into_iter().flat_map(Entries::shared) {
            tick()?;
            // those that share an entry are equal, unless null or NaN is among their values
            let mut entities = ids.iter().map(|id| entity_of(constraint.on, id));
            if let (Some(first), Some(second)) = (entities.next(), entities.next()) {
                let values = self.values_for(first, &constraint.keys, IndexKind::Range);
                if same(&values, &self.values_for(second, &constraint.keys, IndexKind::Range)) {
                    return Err(not_unique(constraint, first, second, &values));
                }
            }
        }
        Ok(())
    }

    /// Takes an index away. One that a constraint owns goes with its constraint only.
    pub fn drop_index(&mut self, name: &str) -> Result<()> {
        let Some(at) = self.schema.indexes.iter().position(|index| &*index.definition.name == name) else {
            let names = self.schema.indexes.iter().map(|index| &*index.definition.name);
            let error = schema_error(Detail::NotFound, format!("there is no index `{name}`")).suggest(name, names);
            return Err(error.hint("SHOW INDEXES lists them; IF EXISTS makes this no error"));
        };
        if self.schema.indexes.get(at).is_some_and(|index| index.owned) {
            return Err(schema_error(Detail::InUse, format!("index `{name}` belongs to a constraint"))
                .hint(format!("DROP CONSTRAINT {name} drops both")));
        }
        self.remove_index(at);
        Ok(())
    }

    fn remove_index(&mut self, at: usize) {
        self.schema.version += 1;
        let index = self.schema.indexes.remove(at);
        self.log.push(Change::DropIndex { at, index: Box::new(index) });
    }

    /// Takes a constraint away, with its index.
    pub fn drop_constraint(&mut self, name: &str) -> Result<()> {
        let Some(at) = self.schema.constraints.iter().position(|it| &*it.definition.name == name) else {
            let names = self.schema.constraints.iter().map(|constraint| &*constraint.definition.name);
            let error = schema_error(Detail::NotFound, format!("there is no constraint `{name}`")).suggest(name, names);
            return Err(error.hint("SHOW CONSTRAINTS lists them; IF EXISTS makes this no error"));
        };
        self.schema.version += 1;
        let constraint = self.schema.constraints.remove(at);
        self.log.push(Change::DropConstraint { at, constraint: Box::new(constraint) });
        let index = self.schema.indexes.iter().position(|index| index.owned && &*index.definition.name == name);
        if let Some(index) = index {
            self.remove_index(index);
        }
        Ok(())
    }

    /// The name of the index on these properties that no constraint owns.
    pub fn index_on(&self, on: &Target, keys: &[Arc<str>]) -> Result<Arc<str>> {
        let fits = |index: &&Index| index.definition.on == *on && index.definition.keys == *keys;
        let found = self.schema.indexes.iter().filter(fits).min_by_key(|index| index.owned);
        found.map(|index| Arc::clone(&index.definition.name)).ok_or_else(|| {
            schema_error(Detail::NotFound, format!("there is no index on {}", on.with(keys)))
                .hint("SHOW INDEXES lists them")
        })
    }

    /// The name of the constraint that asks this of these properties.
    pub fn constraint_on(&self, on: &Target, keys: &[Arc<str>], rule: &Rule) -> Result<Arc<str>> {
        let found = self
            .schema
            .constraints
            .iter()
            .map(|constraint| &constraint.definition)
            .find(|it| it.on == *on && it.keys == *keys && it.rule == *rule);
        found.map(|definition| Arc::clone(&definition.name)).ok_or_else(|| {
            schema_error(Detail::NotFound, format!("there is no constraint that {} {rule}", on.with(keys)))
                .hint("SHOW CONSTRAINTS lists them")
        })
    }

    fn numbers(&mut self, on: &Target, keys: &[Arc<str>]) -> (TargetId, Vec<u32>) {
        let on = match on {
            Target::Label(label) => TargetId::Label(self.intern_label(label)),
            Target::Type(name) => TargetId::Type(self.types.intern(name)),
        };
        (on, keys.iter().map(|key| self.keys.intern(key)).collect())
    }

    /// What an index or constraint speaks of.
    fn entities_of(&self, on: TargetId) -> impl Iterator<Item = EntityId> {
        let all = match on {
            TargetId::Label(label) => self.nodes_with_label(label),
            TargetId::Type(_) => Some(self.relationships()),
        };
        let entities = all.into_iter().flatten().map(move |id| entity_of(on, id));
        entities.filter(move |entity| self.is_in(*entity, on))
    }
}

fn schema_error(detail: Detail, message: String) -> Error {
    Error::new(ErrorKind::SchemaError, detail, message)
}

fn already(wanted: &str, other: &str) -> Error {
    schema_error(Detail::AlreadyExists, format!("{wanted} cannot be made: there is `{other}` already"))
        .hint("IF NOT EXISTS makes this no error")
}

/// The error for data that break a constraint that is being made.
fn not_kept(error: Error) -> Error {
    error.hint("the constraint can be made once the data keep it")
}
