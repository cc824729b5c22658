//! `entities/*.toml`: what the documents speak of; and the table of everything that has a key.

use indexmap::IndexMap;

use super::fields::{Field, Table};
use super::mistake::{Place, Report};
use super::schema::Vocabulary;
use crate::value::Value;

/// Something with a key: an entity or a document.
#[derive(Debug)]
pub(super) struct Entity {
    /// Its labels; at least one.
    pub(super) labels: Vec<String>,
    /// Its properties; the key is not among them.
    pub(super) properties: Vec<(String, Value)>,
    /// Where it is defined.
    pub(super) place: Place,
    /// Whether a document names it.
    used: bool,
}

/// An entity by its position in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct EntityIndex(pub(super) usize);

/// Everything that has a key, in the order in which it is written.
#[derive(Debug)]
pub(super) struct Entities {
    by_key: IndexMap<String, Entity>,
    /// Whether every entity file could be read: only then is an unknown key a mistake.
    pub(super) complete: bool,
}

impl Entities {
    /// No entities.
    pub(super) fn new() -> Self {
        Self { by_key: IndexMap::new(), complete: true }
    }

    /// Reads one file of entities.
    pub(super) fn read(&mut self, file: &Table<'_>, vocabulary: Option<&Vocabulary>, report: &mut Report<'_>) {
        for field in file.all() {
            let Some(table) = field.table("entity", report) else { continue };
            let place = table.place;
            let (labels, properties) = read_entity(table, vocabulary, report);
            self.add(field.name(), Entity { labels, properties, place, used: false }, report);
        }
    }

    /// Adds something under its key, unless that is taken or is no key.
    pub(super) fn add(&mut self, key: &str, mut entity: Entity, report: &mut Report<'_>) -> Option<EntityIndex> {
        let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if key.is_empty() || !key.chars().all(is_key) {
            report.add_with_hint(
                entity.place,
                format!("`{key}` cannot be a key"),
                "a key has lower-case letters a to z, digits and hyphens, and nothing else",
            );
            // one mistake is enough
            entity.used = true;
        }
        if let Some(other) = self.by_key.get(key) {
            let first = report.describe(other.place);
            report.add(entity.place, format!("the key `{key}` is already taken in {first}"));
            return None;
        }
        Some(EntityIndex(self.by_key.insert_full(key.to_owned(), entity).0))
    }

    /// Adds a document.
    pub(super) fn add_document(
        &mut self,
        key: &str,
        properties: Vec<(String, Value)>,
        place: Place,
        report: &mut Report<'_>,
    ) -> Option<EntityIndex> {
        let labels = vec!["Document".to_owned()];
        self.add(key, Entity { labels, properties, place, used: true }, report)
    }

    /// The entity of that key, which is reported if there is none.
    pub(super) fn find(&mut self, key: &str, place: Place, report: &mut Report<'_>) -> Option<EntityIndex> {
        if let Some((index, _, entity)) = self.by_key.get_full_mut(key) {
            entity.used = true;
            return Some(EntityIndex(index));
        }
        if self.complete {
            let message = format!("there is no entity `{key}`");
            report.add_unknown(place, message, key, self.by_key.keys().map(String::as_str));
        }
        None
    }

    /// The entity of that key in a field, which is reported if there is none.
    pub(super) fn find_field(
        &mut self,
        field: Option<Field<'_>>,
        report: &mut Report<'_>,
    ) -> Option<(EntityIndex, Place)> {
        let field = field?;
        let key = field.text(report)?;
        Some((self.find(key, field.place, report)?, field.place))
    }

    /// An entity with its key.
    pub(super) fn get(&self, index: EntityIndex) -> Option<(&str, &Entity)> {
        self.by_key.get_index(index.0).map(|(key, entity)| (key.as_str(), entity))
    }

    /// All of them, with their keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Entity)> {
        self.by_key.iter().map(|(key, entity)| (key.as_str(), entity))
    }

    /// Reports the entities that no document names.
    pub(super) fn report_unused(&self, report: &mut Report<'_>) {
        for (key, entity) in self.iter().filter(|(_, entity)| !entity.used) {
            report.add_with_hint(
                entity.place,
                format!("no document speaks of `{key}`"),
                "take it out, or add what a document says of it",
            );
        }
    }
}

impl Entity {
    /// Whether the entity file gives it the property.
    pub(super) fn has(&self, property: &str) -> bool {
        property == "key" || self.properties.iter().any(|(key, _)| key == property)
    }

    /// What people call it.
    pub(super) fn name(&self) -> Option<&str> {
        self.properties.iter().find(|(key, _)| key == "name").and_then(|(_, name)| name.as_str())
    }
}

fn read_entity(
    mut table: Table<'_>,
    vocabulary: Option<&Vocabulary>,
    report: &mut Report<'_>,
) -> (Vec<String>, Vec<(String, Value)>) {
    let labels = table.required("labels", report);
    let texts = labels.and_then(|field| field.texts(report)).unwrap_or_default();
    if let Some(field) = labels.filter(|field| field.elements().is_some_and(|e| e.is_empty())) {
        report.add(field.place, "an entity has at least one label");
    }
    if let Some(vocabulary) = vocabulary {
        for (label, place) in &texts {
            vocabulary.check_label(label, *place, report);
        }
    }
    let mut properties = Vec::new();
    if let Some(name) = table.required_text("name", report) {
        properties.push(("name".to_owned(), name.into()));
    }
    let others = table.all().into_iter().filter(|field| !["labels", "name"].contains(&field.name()));
    for field in others {
        if ["key", "aliases"].contains(&field.name()) {
            let hint = "the key is the table's name, and other names are claimed: [[alias]]";
            report.add_with_hint(field.place, format!("`{}` is not written here", field.name()), hint);
            continue;
        }
        let Some(vocabulary) = vocabulary else { continue };
        let Some(rule) = vocabulary.check_property(field.name(), field.place, report) else {
            continue;
        };
        let value = rule.values(&field, report);
        properties.extend(value.map(|value| (field.name().to_owned(), value)));
    }
    (texts.into_iter().map(|(label, _)| label.to_owned()).collect(), properties)
}
