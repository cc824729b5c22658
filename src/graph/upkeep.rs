//! Indexes that follow every change of the data, and the constraints that a change must keep.

use std::collections::HashSet;

use roaring::RoaringBitmap;

use super::facts::Step;
use super::index::Tail;
use super::schema::{Constraint, Index, IndexKind, Rule, TargetId, describe};
use super::write::note_change;
use super::{Change, EntityId, Mark, Store};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::value::{NodeId, RelationshipId, Value, equals};

impl Store {
    /// Sets a property, or takes it away if the value is null; gives what was there. Nothing is
    /// checked or logged.
    pub(super) fn put_property(&mut self, entity: EntityId, key: u32, value: Value) -> Value {
        let affected: Vec<usize> = if self.schema.indexes.is_empty() {
            Vec::new()
        } else {
            let over = |(_, index): &(usize, &Index)| index.keys.contains(&key) && self.is_in(entity, index.on);
            self.schema.indexes.iter().enumerate().filter(over).map(|(at, _)| at).collect()
        };
        self.leave_indexes(entity, &affected);
        self.note_hash(entity, key, &value);
        let before = match entity {
            EntityId::Node(id) => {
                note_change(&mut self.key_changes, key);
                let is_there = !value.is_null();
                let before = self.node_properties.set(id.0, key, value);
                match (before.is_null(), is_there) {
                    (true, true) => self.note_value(id, key, Step::Came),
                    (false, false) => self.note_value(id, key, Step::Went),
                    _ => {}
                }
                before
            }
            EntityId::Relationship(id) => self.relationship_properties.set(id.0, key, value),
        };
        self.enter_indexes(entity, &affected);
        before
    }

    /// The indexes on one of these labels that is not among the others.
    pub(super) fn indexes_on(&self, labels: &[u32], others: &[u32]) -> Vec<usize> {
        let on = |(_, index): &(usize, &Index)| match index.on {
            TargetId::Label(label) => labels.contains(&label) && !others.contains(&label),
            TargetId::Type(_) => false,
        };
        self.schema.indexes.iter().enumerate().filter(on).map(|(at, _)| at).collect()
    }

    /// Takes an entity, as it is now, out of these indexes.
    pub(super) fn leave_indexes(&mut self, entity: EntityId, indexes: &[usize]) {
        for at in indexes {
            let values = self.indexed_values(entity, *at);
            if let Some(index) = self.schema.indexes.get_mut(*at) {
                index.entries.remove(values, number(entity));
            }
        }
    }

    /// Puts an entity, as it is now, into these indexes.
    pub(super) fn enter_indexes(&mut self, entity: EntityId, indexes: &[usize]) {
        for at in indexes {
            let values = self.indexed_values(entity, *at);
            if let Some(index) = self.schema.indexes.get_mut(*at) {
                index.entries.insert(values, number(entity));
            }
        }
    }

    fn indexed_values(&self, entity: EntityId, index: usize) -> Vec<Value> {
        let Some(index) = self.schema.indexes.get(index) else { return Vec::new() };
        self.values_for(entity, &index.keys, index.definition.kind)
    }

    /// The values of an entity as an index of this kind sees them.
    pub(super) fn values_for(&self, entity: EntityId, keys: &[u32], kind: IndexKind) -> Vec<Value> {
        let value = |key: &u32| self.property(entity, *key).unwrap_or(Value::Null);
        let seen = |value: Value| match (kind, &value) {
            (IndexKind::Range, _) | (IndexKind::Text, Value::String(_)) => value,
            (IndexKind::Text, _) => Value::Null,
        };
        keys.iter().map(value).map(seen).collect()
    }

    /// Whether an index or constraint on this speaks of the entity.
    pub(super) fn is_in(&self, entity: EntityId, on: TargetId) -> bool {
        match (entity, on) {
            (EntityId::Node(id), TargetId::Label(label)) => self.has_label(id, label),
            (EntityId::Relationship(id), TargetId::Type(number)) => self.type_of(id) == Some(number),
            _ => false,
        }
    }

    /// An error if the entity has the values of another where a constraint over one of these keys
    /// forbids it; without keys, over any.
    pub(super) fn check_unique(&self, entity: EntityId, changed: Option<&[u32]>) -> Result<()> {
        let mut unique = self.constraints_over(entity, changed).filter(|it| it.definition.rule.has_index());
        unique.try_for_each(|constraint| self.check_only_one(entity, constraint))
    }

    /// The constraints on the entity over one of these keys; without keys, over any.
    fn constraints_over(&self, entity: EntityId, changed: Option<&[u32]>) -> impl Iterator<Item = &Constraint> {
        let over = move |it: &&Constraint| changed.is_none_or(|keys| it.keys.iter().any(|key| keys.contains(key)));
        self.schema.constraints.iter().filter(over).filter(move |constraint| self.is_in(entity, constraint.on))
    }

    fn check_only_one(&self, entity: EntityId, constraint: &Constraint) -> Result<()> {
        let values = self.values_for(entity, &constraint.keys, IndexKind::Range);
        // null and NaN equal nothing, themselves included
        if !same(&values, &values) {
            return Ok(());
        }
        let Some(index) = self.schema.index(&constraint.definition.name) else {
            return Err(Error::internal("a constraint without its index"));
        };
        let mut found = RoaringBitmap::new();
        index.entries.find(&values, &Tail::Any, &mut found);
        let others = found.iter().filter(|id| *id != number(entity)).map(|id| entity_of(constraint.on, id));
        for other in others {
            if same(&values, &self.values_for(other, &constraint.keys, IndexKind::Range)) {
                return Err(not_unique(constraint, other, entity, &values));
            }
        }
        Ok(())
    }

    /// An error if a constraint over one of these keys wants another type of value; without keys, over
    /// any.
    pub(super) fn check_types(&self, entity: EntityId, changed: Option<&[u32]>) -> Result<()> {
        self.constraints_over(entity, changed).try_for_each(|constraint| self.check_type(entity, constraint))
    }

    pub(super) fn check_type(&self, entity: EntityId, constraint: &Constraint) -> Result<()> {
        let Rule::Type(wanted) = &constraint.definition.rule else { return Ok(()) };
        for value in constraint.keys.iter().filter_map(|key| self.property(entity, *key)) {
            if !wanted.accepts(&value) {
                let what = constraint.definition.on.with(&constraint.definition.keys);
                let message = format!("{} has {value} where {what} is {wanted}", describe(entity));
                return Err(broken(Detail::WrongPropertyType, message, constraint));
            }
        }
        Ok(())
    }

    pub(super) fn check_existence(&self, entity: EntityId, constraint: &Constraint) -> Result<()> {
        let names = constraint.definition.keys.iter();
        let missing = constraint.keys.iter().zip(names).find(|(key, _)| self.property(entity, **key).is_none());
        match missing {
            Some((_, name)) if constraint.definition.rule.asks_existence() => {
                let what = constraint.definition.on.with(&[]);
                let message = format!("{} is a {what} and has no `{name}`", describe(entity));
                Err(broken(Detail::MissingProperty, message, constraint))
            }
            _ => Ok(()),
        }
    }

    /// An error if a constraint is not kept by the entity as it is.
    pub(super) fn check_constraints(&self, entity: EntityId) -> Result<()> {
        self.check_types(entity, None)?;
        self.check_unique(entity, None)?;
        self.constraints_over(entity, None).try_for_each(|constraint| self.check_existence(entity, constraint))
    }

    /// An error if something that was changed since the mark lacks a property that it must have. Asked
    /// when a statement ends: before that, what is made may still get its properties.
    pub fn check_changed(&self, mark: Mark, tick: &dyn Fn() -> Result<()>) -> Result<()> {
        let constraints: Vec<&Constraint> =
            self.schema.constraints.iter().filter(|constraint| constraint.definition.rule.asks_existence()).collect();
        if constraints.is_empty() {
            return Ok(());
        }
        let mut checked: HashSet<EntityId> = HashSet::new();
        for change in self.changes_since(mark) {
            tick()?;
            let entity = match change {
                Change::CreateNode { id } | Change::SetLabels { node: id, .. } => EntityId::Node(*id),
                Change::CreateRelationship { id } => EntityId::Relationship(*id),
                Change::SetProperty { entity, .. } => *entity,
                _ => continue,
            };
            if self.check(entity).is_err() || !checked.insert(entity) {
                continue;
            }
            for constraint in constraints.iter().filter(|constraint| self.is_in(entity, constraint.on)) {
                self.check_existence(entity, constraint)?;
            }
        }
        Ok(())
    }
}

/// The entity's number.
pub(super) fn number(entity: EntityId) -> u32 {
    match entity {
        EntityId::Node(id) => id.0,
        EntityId::Relationship(id) => id.0,
    }
}

/// The entity of a number.
pub(super) fn entity_of(on: TargetId, number: u32) -> EntityId {
    match on {
        TargetId::Label(_) => EntityId::Node(NodeId(number)),
        TargetId::Type(_) => EntityId::Relationship(RelationshipId(number)),
    }
}

/// Whether all values are equal.
pub(super) fn same(a: &[Value], b: &[Value]) -> bool {
    a.iter().zip(b).all(|(a, b)| equals(a, b) == Some(true))
}

/// The error for two entities with the same values.
pub(super) fn not_unique(constraint: &Constraint, first: EntityId, second: EntityId, values: &[Value]) -> Error {
    let what = constraint.definition.on.with_values(&constraint.definition.keys, values);
    let message = format!("{} and {} would both be {what}", describe(first), describe(second));
    broken(Detail::NotUnique, message, constraint)
}

fn broken(detail: Detail, message: String, constraint: &Constraint) -> Error {
    Error::new(ErrorKind::ConstraintVerificationFailed, detail, message)
        .hint(format!("constraint `{}` is: {}", constraint.definition.name, constraint.definition))
}
