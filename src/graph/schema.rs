//! Indexes and constraints: what they are called, what they are on, what they ask.

use std::fmt;
use std::sync::Arc;

use super::index::Entries;
use super::{Change, EntityId};
use crate::value::{Value, quote_name};

/// What an index or a constraint is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nodes with this label.
    Label(Arc<str>),
    /// Relationships of this type.
    Type(Arc<str>),
}

impl Target {
    /// The label or the type.
    pub fn name(&self) -> &Arc<str> {
        match self {
            Self::Label(name) | Self::Type(name) => name,
        }
    }

    /// `NODE` or `RELATIONSHIP`.
    pub fn entity_type(&self) -> &'static str {
        match self {
            Self::Label(_) => "NODE",
            Self::Type(_) => "RELATIONSHIP",
        }
    }

    /// It with these properties, as a pattern: `(:Label {a, b})`.
    pub fn with(&self, keys: &[Arc<str>]) -> String {
        self.with_entries(&keys.iter().map(|key| quote_name(key)).collect::<Vec<_>>())
    }

    /// It with these values, as a pattern: `(:Label {a: 1, b: 2})`.
    pub(super) fn with_values(&self, keys: &[Arc<str>], values: &[Value]) -> String {
        let entries = keys.iter().zip(values).map(|(key, value)| format!("{}: {value}", quote_name(key)));
        self.with_entries(&entries.collect::<Vec<_>>())
    }

    fn with_entries(&self, keys: &[String]) -> String {
        let keys = if keys.is_empty() { String::new() } else { format!(" {{{}}}", keys.join(", ")) };
        let name = quote_name(self.name());
        match self {
            Self::Label(_) => format!("(:{name}{keys})"),
            Self::Type(_) => format!("()-[:{name}{keys}]-()"),
        }
    }

    /// The pattern that a statement names it by, and the name of the variable in it.
    fn pattern(&self) -> (String, char) {
        match self {
            Self::Label(name) => (format!("(n:{})", quote_name(name)), 'n'),
            Self::Type(name) => (format!("()-[r:{}]-()", quote_name(name)), 'r'),
        }
    }
}

/// Which values an index holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexKind {
    /// All.
    Range,
    /// Text only.
    Text,
}

impl IndexKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Range => "RANGE",
            Self::Text => "TEXT",
        }
    }
}

/// An index as it was asked for.
#[derive(Clone, Debug)]
pub struct IndexDefinition {
    /// Its name.
    pub name: Arc<str>,
    /// What it is on.
    pub on: Target,
    /// The properties, in their order.
    pub keys: Vec<Arc<str>>,
    /// Which values it holds.
    pub kind: IndexKind,
}

/// The statement that makes it.
impl fmt::Display for IndexDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pattern, variable) = self.on.pattern();
        let (kind, name) = (self.kind.name(), quote_name(&self.name));
        write!(f, "CREATE {kind} INDEX {name} FOR {pattern} ON ({})", places(variable, &self.keys))
    }
}

/// What a constraint asks of each entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// No other has the same values; one that lacks a value is free.
    Unique,
    /// It has all values, and no other has the same.
    Key,
    /// It has the value.
    NotNull,
    /// The value, if it has one, is of a type.
    Type(PropertyType),
}

impl Rule {
    /// Whether an index stands behind it.
    pub fn has_index(&self) -> bool {
        matches!(self, Self::Unique | Self::Key)
    }

    /// The type that it asks for, if it asks for one.
    pub fn property_type(&self) -> Option<&PropertyType> {
        match self {
            Self::Type(of) => Some(of),
            Self::Unique | Self::Key | Self::NotNull => None,
        }
    }

    /// Whether every value must be there.
    pub fn asks_existence(&self) -> bool {
        matches!(self, Self::Key | Self::NotNull)
    }

    /// Whether two rules on the same properties stand in each other's way.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        self.has_index() && other.has_index() || std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Its name, for entities of a target.
    pub fn name(&self, on: &Target) -> &'static str {
        match (self, on) {
            (Self::Unique, Target::Label(_)) => "UNIQUENESS",
            (Self::Unique, Target::Type(_)) => "RELATIONSHIP_UNIQUENESS",
            (Self::Key, Target::Label(_)) => "NODE_KEY",
            (Self::Key, Target::Type(_)) => "RELATIONSHIP_KEY",
            (Self::NotNull, Target::Label(_)) => "NODE_PROPERTY_EXISTENCE",
            (Self::NotNull, Target::Type(_)) => "RELATIONSHIP_PROPERTY_EXISTENCE",
            (Self::Type(_), Target::Label(_)) => "NODE_PROPERTY_TYPE",
            (Self::Type(_), Target::Type(_)) => "RELATIONSHIP_PROPERTY_TYPE",
        }
    }
}

/// After REQUIRE.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unique => f.write_str("IS UNIQUE"),
            Self::Key => f.write_str("IS KEY"),
            Self::NotNull => f.write_str("IS NOT NULL"),
            Self::Type(of) => write!(f, "IS :: {of}"),
        }
    }
}

/// Types that a property may be held to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyType {
    /// Names of types of single values, as [`Value::type_name`] gives them.
    pub scalars: Vec<&'static str>,
    /// For each type of lists, the types of elements.
    pub lists: Vec<Vec<&'static str>>,
}

impl PropertyType {
    /// Whether the value is of one of the types.
    pub fn accepts(&self, value: &Value) -> bool {
        let is_of = |value: &Value, names: &[&str]| match value {
            Value::PartialDate(_) => names.contains(&"DATE"),
            other => names.contains(&other.type_name()),
        };
        match value {
            Value::List(values) => self.lists.iter().any(|names| values.iter().all(|value| is_of(value, names))),
            other => is_of(other, &self.scalars),
        }
    }
}

impl fmt::Display for PropertyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &Vec<&str>| {
            let names: Vec<String> = names.iter().map(|name| format!("{name} NOT NULL")).collect();
            format!("LIST<{}>", names.join(" | "))
        };
        let scalars = self.scalars.iter().map(|name| (*name).to_owned());
        f.write_str(&scalars.chain(self.lists.iter().map(list)).collect::<Vec<_>>().join(" | "))
    }
}

/// A constraint as it was asked for.
#[derive(Clone, Debug)]
pub struct ConstraintDefinition {
    /// Its name.
    pub name: Arc<str>,
    /// What it is on.
    pub on: Target,
    /// The properties, in their order.
    pub keys: Vec<Arc<str>>,
    /// What it asks.
    pub rule: Rule,
}

/// The statement that makes it.
impl fmt::Display for ConstraintDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pattern, variable) = self.on.pattern();
        let (name, places) = (quote_name(&self.name), places(variable, &self.keys));
        write!(f, "CREATE CONSTRAINT {name} FOR {pattern} REQUIRE ({places}) {}", self.rule)
    }
}

/// `n.a, n.b`
fn places(variable: char, keys: &[Arc<str>]) -> String {
    let places: Vec<String> = keys.iter().map(|key| format!("{variable}.{}", quote_name(key))).collect();
    places.join(", ")
}

/// What an index or a constraint is on, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TargetId {
    Label(u32),
    Type(u32),
}

/// An index with its entries.
#[derive(Clone, Debug)]
pub struct Index {
    /// What it is.
    pub definition: IndexDefinition,
    /// Whether a constraint of the same name owns it.
    pub owned: bool,
    pub(super) on: TargetId,
    pub(super) keys: Vec<u32>,
    pub(super) entries: Entries,
}

impl Index {
    /// Values to entities.
    pub fn entries(&self) -> &Entries {
        &self.entries
    }
}

/// A constraint.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// What it is.
    pub definition: ConstraintDefinition,
    pub(super) on: TargetId,
    pub(super) keys: Vec<u32>,
}

/// All indexes and constraints, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    pub(super) indexes: Vec<Index>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) version: u64,
}

impl Schema {
    /// Differs whenever the indexes or the constraints do.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The indexes, those of constraints included.
    pub fn indexes(&self) -> &[Index] {
        &self.indexes
    }

    /// The constraints.
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// The index of this name.
    pub fn index(&self, name: &str) -> Option<&Index> {
        self.indexes.iter().find(|index| &*index.definition.name == name)
    }

    /// The constraint of this name.
    pub fn constraint(&self, name: &str) -> Option<&Constraint> {
        self.constraints.iter().find(|constraint| &*constraint.definition.name == name)
    }

    /// Undoes the making or the dropping of an index or a constraint.
    pub(super) fn undo(&mut self, change: Change) {
        self.version += 1;
        match change {
            Change::CreateIndex { name, .. } => self.indexes.retain(|it| it.definition.name != name),
            Change::DropIndex { at, index } => self.indexes.insert(at, *index),
            Change::CreateConstraint { name } => self.constraints.retain(|it| it.definition.name != name),
            Change::DropConstraint { at, constraint } => self.constraints.insert(at, *constraint),
            _ => {}
        }
    }

    /// What makes an index one too many: the name is taken, or there is one like it. The name of it.
    pub fn like_index(&self, wanted: &IndexDefinition) -> Option<&Arc<str>> {
        let named = self.taken(&wanted.name);
        named.or_else(|| {
            let like = |index: &&Index| {
                let it = &index.definition;
                it.on == wanted.on && it.keys == wanted.keys && it.kind == wanted.kind
            };
            self.indexes.iter().find(like).map(|index| &index.definition.name)
        })
    }

    /// What makes a constraint one too many: the name is taken, or there is one that asks the same. The
    /// name of it.
    pub fn like_constraint(&self, wanted: &ConstraintDefinition) -> Option<&Arc<str>> {
        self.taken(&wanted.name).or_else(|| self.constraint_where(wanted, |rule| *rule == wanted.rule))
    }

    /// The name of a constraint on the same properties that a constraint cannot stand beside.
    pub(super) fn rival_of(&self, wanted: &ConstraintDefinition) -> Option<&Arc<str>> {
        self.constraint_where(wanted, |rule| rule.excludes(&wanted.rule))
    }

    fn constraint_where(&self, wanted: &ConstraintDefinition, test: impl Fn(&Rule) -> bool) -> Option<&Arc<str>> {
        let mut definitions = self.constraints.iter().map(|constraint| &constraint.definition);
        let found = definitions.find(|it| it.on == wanted.on && it.keys == wanted.keys && test(&it.rule));
        found.map(|definition| &definition.name)
    }

    fn taken(&self, name: &str) -> Option<&Arc<str>> {
        let constraint = self.constraint(name).map(|constraint| &constraint.definition.name);
        constraint.or_else(|| self.index(name).map(|index| &index.definition.name))
    }
}

/// How an entity is called in an error.
pub(super) fn describe(entity: EntityId) -> String {
    match entity {
        EntityId::Node(id) => format!("node #{}", id.0),
        EntityId::Relationship(id) => format!("relationship #{}", id.0),
    }
}
