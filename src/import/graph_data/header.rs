//! The `[document]` table: what a document is.

use super::document::Reader;
use super::entities::EntityIndex;
use super::fields::{Field, Table};
use super::mistake::{Place, Report};
use super::schema::{End, date};
use crate::temporal::{Date, PartialDate};
use crate::value::Value;

/// The `[document]` table. What is `None` was reported as a mistake, or may be left out.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// The document itself.
    pub(super) document: Option<EntityIndex>,
    /// Who published it.
    pub(super) outlet: Option<EntityIndex>,
    /// Who wrote it.
    pub(super) authors: Vec<EntityIndex>,
    /// When it came out.
    pub(super) published: Option<PartialDate>,
    /// When it was entered.
    pub(super) recorded: Option<Date>,
    /// How many paragraphs it has.
    pub(super) paragraphs: Option<u32>,
}

impl Reader<'_, '_> {
    /// Reads the `[document]` table and gives the document its key.
    pub(super) fn header(&mut self, file: &mut Table<'_>) -> Header {
        let table = file.required("document", self.report);
        match table.and_then(|field| field.table("document", self.report)) {
            Some(table) => self.read_header(table),
            None => Header::default(),
        }
    }

    fn read_header(&mut self, mut table: Table<'_>) -> Header {
        let key = table.required("key", self.report);
        let key = key.and_then(|field| Some((field.text(self.report)?, field.place)));
        let title = table.required_text("title", self.report);
        let outlet = table.required("outlet", self.report);
        let outlet = self.entities.find_field(outlet, self.report);
        let authors = self.authors(&mut table);
        let published = table.optional("published").and_then(|field| date(&field, self.report));
        let recorded = table.required("recorded", self.report);
        let recorded = recorded.and_then(|field| full_date(&field, self.report));
        let language = table.optional_text("language", self.report);
        let url = table.optional_text("url", self.report);
        let sha256 = table.optional("sha256").and_then(|field| sha256(&field, self.report));
        let paragraphs = table.required("paragraphs", self.report);
        let paragraphs = paragraphs.and_then(|field| field.count(self.report));
        self.check_body(&mut table, paragraphs);
        self.check_header_ends(key, outlet, &authors);
        table.finish(self.report);
        let properties: [(&str, Value); 8] = [
            ("name", title.into()),
            ("title", title.into()),
            ("published", published.into()),
            ("recorded", recorded.into()),
            ("language", language.into()),
            ("url", url.into()),
            ("sha256", sha256.into()),
            ("paragraphs", paragraphs.map(i64::from).into()),
        ];
        let properties: Vec<(String, Value)> = properties
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let document = key.and_then(|(key, place)| self.entities.add_document(key, properties, place, self.report));
        let outlet = outlet.map(|(outlet, _)| outlet);
        let authors = authors.into_iter().map(|(author, _)| author).collect();
        Header { document, outlet, authors, published, recorded, paragraphs }
    }

    fn authors(&mut self, table: &mut Table<'_>) -> Vec<(EntityIndex, Place)> {
        let Some(field) = table.optional("authors") else { return Vec::new() };
        let keys = field.texts(self.report).unwrap_or_default();
        let find = |(key, place)| Some((self.entities.find(key, place, self.report)?, place));
        keys.into_iter().filter_map(find).collect()
    }

    /// The outlet and the authors must be such as the schema allows.
    fn check_header_ends(
        &mut self,
        key: Option<(&str, Place)>,
        outlet: Option<(EntityIndex, Place)>,
        authors: &[(EntityIndex, Place)],
    ) {
        let (Some(vocabulary), Some((key, place))) = (self.vocabulary, key) else { return };
        let labels = ["Document".to_owned()];
        let document = End { key, labels: &labels, place };
        let published = outlet.iter().map(|found| ("published-by", found));
        let authored = authors.iter().map(|found| ("authored-by", found));
        for (relationship_type, (index, place)) in published.chain(authored) {
            if let Some((key, entity)) = self.entities.get(*index) {
                let end = End { key, labels: &entity.labels, place: *place };
                vocabulary.check_ends(relationship_type, [&document, &end], self.report);
            }
        }
    }

    fn check_body(&mut self, table: &mut Table<'_>, paragraphs: Option<u32>) {
        let body = table.optional("body").and_then(|field| field.table("body", self.report));
        let Some(mut body) = body else { return };
        let first = body.required("first_line", self.report);
        let first = first.and_then(|field| field.count(self.report));
        let last = body.required("last_line", self.report);
        let last = last.and_then(|field| field.count(self.report));
        if let (Some(first), Some(last)) = (first, last) {
            if first == 0 || last < first {
                let message = format!("the body cannot run from line {first} to line {last}");
                self.report.add_with_hint(body.place, message, "lines are counted from 1");
            } else if paragraphs.is_some_and(|paragraphs| paragraphs > last - first + 1) {
                let message = format!("{} lines cannot hold so many paragraphs", last - first + 1);
                self.report.add(body.place, message);
            }
        }
        body.finish(self.report);
    }
}

/// A date of which nothing is missing.
fn full_date(field: &Field<'_>, report: &mut Report<'_>) -> Option<Date> {
    let date = date(field, report)?;
    if date.full().is_none() {
        report.add(field.place, format!("`{}` needs year, month and day", field.name()));
    }
    date.full()
}

fn sha256(field: &Field<'_>, report: &mut Report<'_>) -> Option<String> {
    let text = field.text(report)?;
    let valid = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !valid {
        report.add(field.place, "a SHA-256 hash is written as 64 digits 0-9 and a-f");
    }
    valid.then(|| text.to_owned())
}
