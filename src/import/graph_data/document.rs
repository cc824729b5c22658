//! `documents/*.toml`: what one document says.

use std::sync::Arc;

use super::claim::{ClaimDraft, read_claims};
use super::entities::{Entities, EntityIndex};
use super::fields::{Field, Table};
use super::header::Header;
use super::mistake::{Place, Report};
use super::schema::{End, Vocabulary};
use crate::claims::Scales;
use crate::value::Value;

/// What is known while documents are read.
pub(super) struct Reader<'r, 'f> {
    /// The schema, if it could be read.
    pub(super) vocabulary: Option<&'r Vocabulary>,
    /// What grades may be on.
    pub(super) scales: &'r Scales,
    /// Everything that has a key.
    pub(super) entities: &'r mut Entities,
    /// Where mistakes go.
    pub(super) report: &'r mut Report<'f>,
}

/// What one document says.
#[derive(Debug)]
pub(super) struct Document {
    /// The `[document]` table.
    pub(super) header: Header,
    /// The `[[relation]]` tables.
    pub(super) relations: Vec<RelationDraft>,
    /// The `[[value]]` tables.
    pub(super) values: Vec<ValueDraft>,
    /// The `[[alias]]` tables.
    pub(super) aliases: Vec<AliasDraft>,
}

/// A relationship that is spoken of.
#[derive(Debug)]
pub(super) struct RelationDraft {
    /// What makes it one with the relation of another document.
    pub(super) key: RelationKey,
    /// Its properties, each with its place.
    pub(super) qualifiers: Vec<(String, Value, Place)>,
    /// What is claimed of it.
    pub(super) claims: Vec<ClaimDraft>,
}

/// What makes two relations one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct RelationKey {
    /// The start.
    pub(super) subject: EntityIndex,
    /// The relationship type.
    pub(super) relationship_type: String,
    /// The end.
    pub(super) object: EntityIndex,
    /// What tells it from another with the same start, type and end.
    pub(super) distinct: Option<String>,
}

/// A property's value that is spoken of.
#[derive(Debug)]
pub(super) struct ValueDraft {
    /// Whose property.
    pub(super) entity: EntityIndex,
    /// Which property.
    pub(super) property: String,
    /// Whether several values stand side by side.
    pub(super) many: bool,
    /// The value.
    pub(super) value: Value,
    /// What is claimed of it.
    pub(super) claims: Vec<ClaimDraft>,
}

/// Another name that is used.
#[derive(Debug)]
pub(super) struct AliasDraft {
    /// What makes it one with the alias of another document.
    pub(super) key: AliasKey,
    /// What is claimed of it.
    pub(super) claims: Vec<ClaimDraft>,
}

/// What makes two aliases one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct AliasKey {
    /// Whose name.
    pub(super) entity: EntityIndex,
    /// The name.
    pub(super) name: Arc<str>,
    /// What kind of name.
    pub(super) kind: Arc<str>,
    /// The language.
    pub(super) language: Option<Arc<str>>,
    /// The script.
    pub(super) script: Option<Arc<str>>,
}

/// The kinds of other names.
const ALIAS_KINDS: [&str; 8] =
    ["acronym", "translation", "transliteration", "self-name", "short", "full", "variant", "hedged"];

impl Reader<'_, '_> {
    /// Reads everything but the `[document]` table.
    pub(super) fn body(&mut self, mut file: Table<'_>, header: Header) -> Document {
        let mut tables = |name| {
            let field = file.optional(name);
            field.map(|field| field.tables(name, self.report)).unwrap_or_default()
        };
        let (relations, values, aliases) = (tables("relation"), tables("value"), tables("alias"));
        file.finish(self.report);
        Document {
            relations: relations.into_iter().filter_map(|t| self.relation(t, &header)).collect(),
            values: values.into_iter().filter_map(|t| self.value(t, &header)).collect(),
            aliases: aliases.into_iter().filter_map(|t| self.alias(t, &header)).collect(),
            header,
        }
    }

    fn relation(&mut self, mut table: Table<'_>, header: &Header) -> Option<RelationDraft> {
        let subject = table.required("subject", self.report);
        let subject = self.entities.find_field(subject, self.report);
        let relationship_type = table.required("type", self.report);
        let relationship_type = relationship_type.and_then(|field| Some((field.text(self.report)?, field.place)));
        let object = table.required("object", self.report);
        let object = self.entities.find_field(object, self.report);
        let distinct = table.optional_text("distinct", self.report).map(str::to_owned);
        let qualifiers = self.qualifiers(&mut table);
        let claims = read_claims(&mut table, header, self);
        table.finish(self.report);
        if let (Some(vocabulary), Some((name, place))) = (self.vocabulary, relationship_type) {
            vocabulary.check_type(name, place, self.report);
            if let (Some(subject), Some(object)) = (subject, object) {
                self.check_ends(vocabulary, name, [subject, object]);
            }
        }
        let key = RelationKey {
            subject: subject?.0,
            relationship_type: relationship_type?.0.to_owned(),
            object: object?.0,
            distinct,
        };
        Some(RelationDraft { key, qualifiers, claims })
    }

    fn check_ends(&mut self, vocabulary: &Vocabulary, relationship_type: &str, ends: [(EntityIndex, Place); 2]) {
        let [subject, object] = ends.map(|(index, place)| {
            self.entities.get(index).map(|(key, entity)| End { key, labels: &entity.labels, place })
        });
        if let (Some(subject), Some(object)) = (subject, object) {
            vocabulary.check_ends(relationship_type, [&subject, &object], self.report);
        }
    }

    fn qualifiers(&mut self, table: &mut Table<'_>) -> Vec<(String, Value, Place)> {
        let field = table.optional("qualifiers");
        let Some(table) = field.and_then(|field| field.table("qualifiers", self.report)) else {
            return Vec::new();
        };
        let mut qualifiers = Vec::new();
        for field in table.all() {
            let Some(vocabulary) = self.vocabulary else { continue };
            let rule = vocabulary.check_property(field.name(), field.place, self.report);
            if let Some(value) = rule.and_then(|rule| rule.values(&field, self.report)) {
                qualifiers.push((field.name().to_owned(), value, field.place));
            }
        }
        qualifiers
    }

    fn value(&mut self, mut table: Table<'_>, header: &Header) -> Option<ValueDraft> {
        let entity = table.required("entity", self.report);
        let entity = self.entities.find_field(entity, self.report);
        let property = table.required("property", self.report);
        let property = property.and_then(|field| Some((field.text(self.report)?, field.place)));
        let value = table.required("value", self.report);
        let rule = self
            .vocabulary
            .zip(property)
            .and_then(|(vocabulary, (name, place))| vocabulary.check_property(name, place, self.report));
        let value = rule.zip(value).and_then(|(rule, field)| rule.value(&field, self.report));
        let claims = read_claims(&mut table, header, self);
        table.finish(self.report);
        let ((entity, _), (property, place)) = (entity?, property?);
        if let Some((key, found)) = self.entities.get(entity)
            && found.has(property)
        {
            let bare = self.report.describe(found.place);
            self.report.add_with_hint(
                place,
                format!("`{property}` of `{key}` is written without a source in {bare}"),
                "take it out there: what a document says is claimed, not bare",
            );
        }
        let (property, many) = (property.to_owned(), rule?.many);
        Some(ValueDraft { entity, property, many, value: value?, claims })
    }

    fn alias(&mut self, mut table: Table<'_>, header: &Header) -> Option<AliasDraft> {
        let entity = table.required("entity", self.report);
        let entity = self.entities.find_field(entity, self.report);
        let name = table.required_text("name", self.report);
        let kind = table.required("kind", self.report);
        let kind = kind.and_then(|field| one_of(&field, "kind of name", &ALIAS_KINDS, self.report));
        let language = table.optional_text("language", self.report).map(Arc::from);
        let script = table.optional_text("script", self.report).map(Arc::from);
        let claims = read_claims(&mut table, header, self);
        table.finish(self.report);
        let (entity, name, kind) = (entity?.0, name?.into(), kind?.into());
        Some(AliasDraft { key: AliasKey { entity, name, kind, language, script }, claims })
    }
}

/// A text that must be one of a few words.
pub(super) fn one_of<'a>(field: &Field<'a>, what: &str, words: &[&str], report: &mut Report<'_>) -> Option<&'a str> {
    let text = field.text(report)?;
    if words.contains(&text) {
        return Some(text);
    }
    let hint = match crate::error::nearest(text, words.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("one of: {}", words.join(", ")),
    };
    report.add_with_hint(field.place, format!("there is no {what} `{text}`"), hint);
    None
}
