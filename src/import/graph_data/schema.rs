//! `schema.toml`: the vocabulary, with what each word means.

use indexmap::IndexMap;

use super::fields::{Field, Table};
use super::mistake::{Place, Report};
use super::views::Draft;
use crate::temporal::PartialDate;
use crate::value::Value;

/// The words of a graph and what they mean: labels, relationship types and property keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    labels: IndexMap<String, String>,
    types: IndexMap<String, TypeRule>,
    properties: IndexMap<String, PropertyRule>,
    /// Views with names, until the graph is there to check them.
    pub(super) views: Vec<Draft>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct TypeRule {
    meaning: String,
    from: Vec<String>,
    to: Vec<String>,
}

/// What a property may hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PropertyRule {
    meaning: String,
    kind: ValueKind,
    /// Whether several values stand side by side.
    pub(super) many: bool,
}

/// The kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ValueKind {
    Text,
    Integer,
    Float,
    Boolean,
    Date,
}

impl ValueKind {
    const ALL: [(&'static str, Self); 5] = [
        ("text", Self::Text),
        ("integer", Self::Integer),
        ("float", Self::Float),
        ("boolean", Self::Boolean),
        ("date", Self::Date),
    ];
}

/// Words that the loader itself uses, for folders whose schema does not explain them.
const OWN_LABELS: [(&str, &str); 1] = [("Document", "a document whose claims are in this graph")];
const OWN_TYPES: [(&str, &str); 2] =
    [("published-by", "a document, and the outlet that carries it"), ("authored-by", "a document, and who wrote it")];
const OWN_PROPERTIES: [(&str, &str, ValueKind); 12] = [
    ("key", "the stable id of an entity or document", ValueKind::Text),
    ("name", "the name an entity is listed under", ValueKind::Text),
    ("aliases", "the other names of an entity, as the documents use them", ValueKind::Text),
    ("family_name", "the family name of a person, for citations", ValueKind::Text),
    ("given_name", "the given names of a person, for citations", ValueKind::Text),
    ("title", "the title of a document as published", ValueKind::Text),
    ("published", "the day a document came out, as far as it says", ValueKind::Date),
    ("recorded", "the day a document was entered here", ValueKind::Date),
    ("language", "the language something is in", ValueKind::Text),
    ("sha256", "the hash of the text of a document", ValueKind::Text),
    ("url", "where a document can be found on the web", ValueKind::Text),
    ("paragraphs", "how many paragraphs a document has", ValueKind::Integer),
];

impl Vocabulary {
    /// What a label means.
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.get(name).map(String::as_str)
    }

    /// What a relationship type means.
    pub fn relationship_type(&self, name: &str) -> Option<&str> {
        self.types.get(name).map(|rule| rule.meaning.as_str())
    }

    /// What a property key means.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(|rule| rule.meaning.as_str())
    }

    /// Reads the schema.
    pub(super) fn read(mut file: Table<'_>, report: &mut Report<'_>) -> Self {
        let mut vocabulary = Self::own_words();
        for (name, mut table) in file.named("label", report) {
            let meaning = meaning(&mut table, report);
            table.finish(report);
            vocabulary.labels.insert(name.to_owned(), meaning);
        }
        let types = file.named("type", report);
        for (name, mut table) in types {
            let rule = TypeRule {
                meaning: meaning(&mut table, report),
                from: vocabulary.ends(&mut table, "from", report),
                to: vocabulary.ends(&mut table, "to", report),
            };
            table.finish(report);
            vocabulary.types.insert(name.to_owned(), rule);
        }
        for (name, mut table) in file.named("property", report) {
            let rule = PropertyRule {
                meaning: meaning(&mut table, report),
                kind: kind(&mut table, report),
                many: table.optional("many").and_then(|many| many.boolean(report)).unwrap_or(false),
            };
            table.finish(report);
            vocabulary.properties.insert(name.to_owned(), rule);
        }
        for (name, table) in file.named("view", report) {
            vocabulary.views.push(Draft::read(name, table, report));
        }
        file.finish(report);
        vocabulary
    }

    fn own_words() -> Self {
        let label = |(name, meaning): (&str, &str)| (name.to_owned(), meaning.to_owned());
        let relationship_type = |(name, meaning): (&str, &str)| {
            (name.to_owned(), TypeRule { meaning: meaning.to_owned(), ..TypeRule::default() })
        };
        let property = |(name, meaning, kind): (&str, &str, ValueKind)| {
            let many = name == "aliases";
            (name.to_owned(), PropertyRule { meaning: meaning.to_owned(), kind, many })
        };
        Self {
            labels: OWN_LABELS.map(label).into(),
            types: OWN_TYPES.map(relationship_type).into(),
            properties: OWN_PROPERTIES.map(property).into(),
            views: Vec::new(),
        }
    }

    /// The labels allowed at one end of a type.
    fn ends(&self, table: &mut Table<'_>, end: &'static str, report: &mut Report<'_>) -> Vec<String> {
        let labels = table.optional(end).and_then(|field| field.texts(report)).unwrap_or_default();
        for (label, place) in &labels {
            self.check_label(label, *place, report);
        }
        labels.into_iter().map(|(label, _)| label.to_owned()).collect()
    }

    /// Reports a label that the schema does not know.
    pub(super) fn check_label(&self, label: &str, place: Place, report: &mut Report<'_>) {
        if !self.labels.contains_key(label) {
            let message = format!("the schema has no label `{label}`");
            report.add_unknown(place, message, label, self.labels.keys().map(String::as_str));
        }
    }

    /// Reports a relationship type that the schema does not know.
    pub(super) fn check_type(&self, name: &str, place: Place, report: &mut Report<'_>) {
        if !self.types.contains_key(name) {
            let message = format!("the schema has no relationship type `{name}`");
            report.add_unknown(place, message, name, self.types.keys().map(String::as_str));
        }
    }

    /// Reports an end of a relationship that carries none of the labels allowed there.
    pub(super) fn check_ends(
        &self,
        relationship_type: &str,
        [subject, object]: [&End<'_>; 2],
        report: &mut Report<'_>,
    ) {
        let Some(rule) = self.types.get(relationship_type) else { return };
        for (allowed, end, place) in [(&rule.from, subject, "start"), (&rule.to, object, "end")] {
            // what is wrong with the words themselves is reported where they are written
            let known = allowed.iter().chain(end.labels).all(|label| self.labels.contains_key(label));
            let fits = allowed.is_empty() || end.labels.iter().any(|label| allowed.contains(label));
            if known && !fits && !end.labels.is_empty() {
                report.add_with_hint(
                    end.place,
                    format!(
                        "`{}` is {}, which cannot stand at the {place} of `{relationship_type}`",
                        end.key,
                        end.labels.join(" and ")
                    ),
                    format!("the schema allows: {}", allowed.join(", ")),
                );
            }
        }
    }

    /// The rule for a property, which is reported if there is none.
    pub(super) fn check_property(&self, name: &str, place: Place, report: &mut Report<'_>) -> Option<&PropertyRule> {
        let rule = self.properties.get(name);
        if rule.is_none() {
            let message = format!("the schema has no property `{name}`");
            report.add_unknown(place, message, name, self.properties.keys().map(String::as_str));
        }
        rule
    }
}

/// One end of a relationship that is to be checked.
pub(super) struct End<'a> {
    /// The entity's key.
    pub(super) key: &'a str,
    /// Its labels.
    pub(super) labels: &'a [String],
    /// Where the file names it.
    pub(super) place: Place,
}

impl PropertyRule {
    /// The value that is written there; where several stand side by side, it may be a list.
    pub(super) fn values(&self, field: &Field<'_>, report: &mut Report<'_>) -> Option<Value> {
        let Some(elements) = field.elements().filter(|_| self.many) else {
            return self.value(field, report);
        };
        Some(Value::list(elements.iter().filter_map(|element| self.value(element, report))))
    }

    /// The value that is written there, if it is of the right kind.
    pub(super) fn value(&self, field: &Field<'_>, report: &mut Report<'_>) -> Option<Value> {
        match self.kind {
            ValueKind::Text => field.text(report).map(Value::from),
            ValueKind::Integer => field.integer(report).map(Value::from),
            ValueKind::Float => field.float(report).map(Value::from),
            ValueKind::Boolean => field.boolean(report).map(Value::from),
            ValueKind::Date => date(field, report).map(Value::from),
        }
    }
}

/// A date, of which parts may be missing.
pub(super) fn date(field: &Field<'_>, report: &mut Report<'_>) -> Option<PartialDate> {
    let text = field.text(report)?;
    let date = PartialDate::parse(text);
    if date.is_none() {
        report.add_with_hint(
            field.place,
            format!("`{text}` is no date"),
            "dates are \"2022-04-18\", \"2022-04\", \"2022\", or \"XXXX-04-18\" without the year",
        );
    }
    date
}

fn meaning(table: &mut Table<'_>, report: &mut Report<'_>) -> String {
    table.required_text("meaning", report).unwrap_or_default().to_owned()
}

fn kind(table: &mut Table<'_>, report: &mut Report<'_>) -> ValueKind {
    let Some(field) = table.required("kind", report) else { return ValueKind::Text };
    let Some(text) = field.text(report) else { return ValueKind::Text };
    let known = ValueKind::ALL.iter().find(|(name, _)| *name == text);
    if known.is_none() {
        report.add_with_hint(
            field.place,
            format!("there is no kind `{text}`"),
            format!("one of: {}", ValueKind::ALL.map(|(name, _)| name).join(", ")),
        );
    }
    known.map_or(ValueKind::Text, |(_, kind)| *kind)
}
