//! A claim as a document file writes it, with what may be left out filled in.

use std::sync::Arc;

use super::document::{Reader, one_of};
use super::entities::EntityIndex;
use super::fields::{Field, Table};
use super::header::Header;
use super::mistake::{Place, Report};
use super::scales;
use super::schema::date;
use crate::claims::{Grade, Stance};
use crate::temporal::{Interval, PartialDate};

/// One source's stance to what the table above it says.
#[derive(Debug)]
pub(super) struct ClaimDraft {
    /// How the claimer stands to it.
    pub(super) stance: Stance,
    /// Who says it.
    pub(super) claimer: EntityIndex,
    /// Through whom it reached us, outermost first.
    pub(super) via: Vec<EntityIndex>,
    /// When the claimer said it.
    pub(super) said: Option<PartialDate>,
    /// When it held.
    pub(super) valid: Option<Interval>,
    /// The hedge, in the words used.
    pub(super) modality: Option<Arc<str>>,
    /// The grade.
    pub(super) grade: Option<Grade>,
    /// Where the document says so.
    pub(super) paragraph: u32,
    /// What is said, in our own words.
    pub(super) paraphrase: Arc<str>,
}

/// The claims under a relation, a value or an alias; there must be one.
pub(super) fn read_claims(table: &mut Table<'_>, header: &Header, reader: &mut Reader<'_, '_>) -> Vec<ClaimDraft> {
    let field = table.optional("claim");
    if field.is_none_or(|field| field.elements().is_some_and(|claims| claims.is_empty())) {
        reader.report.add_with_hint(
            table.place,
            "nobody claims this",
            "add who says so, below it: [[relation.claim]], [[value.claim]] or [[alias.claim]]",
        );
    }
    let tables = field.map(|field| field.tables("claim", reader.report)).unwrap_or_default();
    tables.into_iter().filter_map(|table| read_claim(table, header, reader)).collect()
}

fn read_claim(mut table: Table<'_>, header: &Header, reader: &mut Reader<'_, '_>) -> Option<ClaimDraft> {
    let stance = table.required("stance", reader.report);
    let stance = stance.and_then(|field| read_stance(&field, reader.report));
    let named = table.optional("claimer");
    let claimer = reader.entities.find_field(named, reader.report);
    let via = table.optional("via").map(|field| read_via(&field, header, claimer, reader));
    let said = table.optional("said").map(|field| date(&field, reader.report));
    let valid = table.optional("valid").and_then(|field| read_valid(&field, reader.report));
    let modality = table.optional_text("modality", reader.report).map(Arc::from);
    let grade = table.optional("grade").and_then(|field| scales::grade(&field, reader.scales, reader.report));
    let paragraph = table.required("paragraph", reader.report);
    let paragraph = paragraph.and_then(|field| read_paragraph(&field, header, reader.report));
    let paraphrase = table.required_text("paraphrase", reader.report).map(Arc::from);
    if let Some((claimer, place)) = claimer
        && header.outlet == Some(claimer)
    {
        reader.report.add_with_hint(
            place,
            "the claimer is the document's own outlet",
            "leave the claimer out: the document speaks in its own voice",
        );
    }
    if let (None, Some(field)) = (named, table.optional("via")) {
        reader.report.add_with_hint(
            field.place,
            "`via` is given without a claimer",
            "name who said it first, or leave `via` out where the document speaks for itself",
        );
    }
    table.finish(reader.report);
    let own_voice = named.is_none();
    let outlet = header.outlet?;
    Some(ClaimDraft {
        stance: stance?,
        claimer: if own_voice { outlet } else { claimer?.0 },
        via: via.unwrap_or_else(|| if own_voice { Vec::new() } else { vec![outlet] }),
        said: said.unwrap_or_else(|| header.published.filter(|_| own_voice)),
        valid,
        modality,
        grade,
        paragraph: paragraph?,
        paraphrase: paraphrase?,
    })
}

fn read_stance(field: &Field<'_>, report: &mut Report<'_>) -> Option<Stance> {
    one_of(field, "stance", &Stance::ALL.map(Stance::name), report).and_then(Stance::parse)
}

/// The carriers: from the document's outlet to whoever heard the claimer.
fn read_via(
    field: &Field<'_>,
    header: &Header,
    claimer: Option<(EntityIndex, Place)>,
    reader: &mut Reader<'_, '_>,
) -> Vec<EntityIndex> {
    let keys = field.texts(reader.report).unwrap_or_default();
    let mut via = Vec::new();
    for (i, (key, place)) in keys.iter().enumerate() {
        let Some(carrier) = reader.entities.find(key, *place, reader.report) else { continue };
        if i == 0 && header.outlet.is_some_and(|outlet| outlet != carrier) {
            let outlet = header.outlet.and_then(|outlet| reader.entities.get(outlet));
            let outlet = outlet.map_or("the outlet", |(key, _)| key);
            reader.report.add_with_hint(
                *place,
                "`via` does not begin with the document's outlet",
                format!("carriers are written outermost first: via = [\"{outlet}\", …]"),
            );
        }
        if claimer.is_some_and(|(claimer, _)| claimer == carrier) {
            reader.report.add_with_hint(
                *place,
                format!("`{key}` is the claimer and cannot carry its own claim"),
                "`via` names only those who stand between the claimer and the reader",
            );
        } else if via.contains(&carrier) {
            reader.report.add(*place, format!("`{key}` is named twice in `via`"));
        }
        via.push(carrier);
    }
    if field.elements().is_some_and(|elements| elements.is_empty()) {
        let hint = "leave it out where only the document's outlet carried the claim";
        reader.report.add_with_hint(field.place, "`via` is empty", hint);
    }
    via
}

/// A date, or `{ from = "…", to = "…" }`.
fn read_valid(field: &Field<'_>, report: &mut Report<'_>) -> Option<Interval> {
    let Some(mut table) = field.as_table("valid") else {
        return date(field, report).map(Interval::at);
    };
    let from = table.optional("from").and_then(|field| date(&field, report));
    let to = table.optional("to").and_then(|field| date(&field, report));
    if table.optional("from").is_none() && table.optional("to").is_none() {
        report.add(field.place, "`valid` needs `from`, `to` or both");
    }
    table.finish(report);
    let order = from.zip(to).and_then(|(from, to)| from.compare(to));
    if order.is_some_and(std::cmp::Ordering::is_ge) {
        report.add_with_hint(field.place, "`from` must be before `to`", "`to` is not included");
    }
    Some(Interval { from, to })
}

fn read_paragraph(field: &Field<'_>, header: &Header, report: &mut Report<'_>) -> Option<u32> {
    let paragraph = field.count(report)?;
    if let Some(last) = header.paragraphs.filter(|last| paragraph > *last) {
        report.add_with_hint(
            field.place,
            format!("there is no paragraph {paragraph}: the document has {last}"),
            "0 is what stands before the first",
        );
    }
    Some(paragraph)
}
