//! The documents that an answer rests on, as BibTeX and as CSL-JSON, sorted by key. What is not known
//! is left out: a name is split only where the graph has its parts, and dates stay partial.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::cited::Cited;
use crate::attribution::{Author, Document};
use crate::rows::Rows;
use crate::temporal::PartialDate;

/// The documents, each under a name of its own that BibTeX takes.
fn entries<'a>(rows: &'a Rows) -> Vec<(String, &'a Document)> {
    let cited = Cited::of(rows, rows.len());
    let mut documents: Vec<_> = cited.documents.iter().map(|(id, document)| (*id, *document)).collect();
    documents.sort_by(|(a_id, a), (b_id, b)| (a.label(), a_id).cmp(&(b.label(), b_id)));
    let mut taken = HashSet::new();
    let name = |(id, document): (crate::value::NodeId, &'a Document)| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        let key = document.key.as_deref().unwrap_or_default().chars().map(|c| if is_plain(c) { c } else { '-' });
        let key: String = key.take(200).collect();
        let mut name = if key.trim_matches('-').is_empty() { format!("document-{}", id.0) } else { key };
        // BibTeX takes names that differ in case alone for one
        while !taken.insert(name.to_ascii_lowercase()) {
            name.push_str("-2");
        }
        (name, document)
    };
    documents.into_iter().map(name).collect()
}

/// Writes BibTeX.
pub(super) fn write_bibtex(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    for (i, (name, document)) in entries(rows).into_iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        writeln!(out, "@misc{{{name},")?;
        let authors: Vec<_> = document.authors.iter().map(bibtex_name).collect();
        let year = document.published.filter(|date| date.year().is_some());
        let month = year.and_then(PartialDate::month).and_then(|month| MONTHS.get(usize::from(month) - 1));
        let fields = [
            ("author", (!authors.is_empty()).then(|| format!("{{{}}}", authors.join(" and ")))),
            // twice in braces: the case of a title is kept
            ("title", Some(format!("{{{{{}}}}}", latex(&document.title)))),
            ("howpublished", document.outlet.as_deref().map(braced)),
            ("year", year.and_then(PartialDate::year).map(|year| format!("{{{year}}}"))),
            ("month", month.map(|month| (*month).to_owned())),
            ("date", year.map(|date| format!("{{{date}}}"))),
            ("language", document.language.as_deref().map(braced)),
            ("url", document.url.as_deref().map(|url| format!("{{{}}}", verbatim(url)))),
            ("urldate", document.url.as_ref().and(document.recorded).map(|date| format!("{{{date}}}"))),
            ("note", document.sha256.as_deref().map(|hash| format!("{{SHA-256: {}}}", latex(hash)))),
        ];
        for (field, value) in fields {
            if let Some(value) = value {
                writeln!(out, "  {field} = {value},")?;
            }
        }
        writeln!(out, "}}")?;
    }
    Ok(())
}

/// A name as BibTeX reads it; one whose parts are not known stays whole.
fn bibtex_name(author: &Author) -> String {
    match (&author.family, &author.given) {
        (Some(family), Some(given)) => format!("{}, {}", part_of_name(family), part_of_name(given)),
        _ => braced(&author.name),
    }
}

/// A part of a name, in braces only where BibTeX would take it apart: they hinder initials.
fn part_of_name(text: &str) -> String {
    let is_plain =
        !text.contains([',', '{', '}']) && !text.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    if is_plain { latex(text) } else { braced(text) }
}

fn braced(text: &str) -> String {
    format!("{{{}}}", latex(text))
}

/// Text in which nothing is a command. Braces become commands, since BibTeX counts them even escaped.
fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            c if c.is_whitespace() => out.push(' '),
            c if crate::error::is_unsafe_to_print(c) => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// An address: what would end the field or is no part of one is written as `%7B` and its like.
fn verbatim(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars().filter(|c| !crate::error::is_unsafe_to_print(*c)) {
        if matches!(c, '{' | '}' | '\\' | '"') || c.is_whitespace() {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Writes CSL-JSON: an array with an item a line.
pub(super) fn write_csl_json(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let entries = entries(rows);
    if entries.is_empty() {
        return out.write_all(b"[]\n");
    }
    for (i, (name, document)) in entries.into_iter().enumerate() {
        out.write_all(if i == 0 { b"[" } else { b",\n " })?;
        serde_json::to_writer(&mut *out, &csl_item(name, document))?;
    }
    out.write_all(b"]\n")
}

fn csl_item(name: String, document: &Document) -> Json {
    let text = |text: &Option<String>| text.as_deref().map(Json::from);
    let authors: Vec<Json> = document.authors.iter().map(csl_name).collect();
    let fields = [
        ("id", Some(Json::from(name))),
        ("type", Some("document".into())),
        ("title", Some(document.title.as_str().into())),
        ("author", (!authors.is_empty()).then(|| authors.into())),
        ("publisher", text(&document.outlet)),
        ("issued", document.published.map(csl_date)),
        ("language", text(&document.language)),
        ("URL", text(&document.url)),
        ("accessed", document.url.as_ref().and(document.recorded).map(|date| csl_date(date.into()))),
        ("note", document.sha256.as_ref().map(|hash| format!("SHA-256: {hash}").into())),
    ];
    let known = fields.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?)));
    Json::Object(known.collect::<Map<_, _>>())
}

fn csl_name(author: &Author) -> Json {
    match (&author.family, &author.given) {
        (Some(family), Some(given)) => json!({ "family": family, "given": given }),
        _ => json!({ "literal": author.name }),
    }
}

/// The parts of a date that are known; without a year, which parts must begin with, the date as text.
fn csl_date(date: PartialDate) -> Json {
    let Some(year) = date.year() else { return json!({ "literal": date.to_string() }) };
    let parts = [Some(Json::from(year)), date.month().map(Json::from), date.day().map(Json::from)];
    json!({ "date-parts": [parts.into_iter().map_while(|part| part).collect::<Vec<_>>()] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::samples::Sketch;
    use crate::graph::EntityId;
    use crate::value::Value;

    #[test]
    fn nothing_is_a_command() {
        assert_eq!(
            latex(r"50% of {A_B} & \x $1 #2 a~b^c"),
            r"50\% of \textbraceleft{}A\_B\textbraceright{} \& \textbackslash{}x \$1 \#2 a\textasciitilde{}b\textasciicircum{}c"
        );
        assert_eq!(latex(" a\n\tb\u{1b} "), "a  b");
        assert_eq!(verbatim("https://x.org/a b?{c}"), "https://x.org/a%20b?%7Bc%7D");
        assert_eq!(part_of_name("van der Berg"), "van der Berg");
        assert_eq!(part_of_name("Berg, and Sons"), "{Berg, and Sons}");
    }

    #[test]
    fn dates_stay_partial() {
        let date = |text: &str| csl_date(PartialDate::parse(text).unwrap()).to_string();
        assert_eq!(date("2022-04-18"), r#"{"date-parts":[[2022,4,18]]}"#);
        assert_eq!(date("2022-04"), r#"{"date-parts":[[2022,4]]}"#);
        assert_eq!(date("2022"), r#"{"date-parts":[[2022]]}"#);
        assert_eq!(date("XXXX-04-18"), r#"{"literal":"XXXX-04-18"}"#);
    }

    #[test]
    fn every_document_has_a_name_of_its_own() {
        let mut sketch = Sketch::default();
        let keys = ["a b", "a,b", "A-B", "", "}{", "é"];
        let nodes: Vec<_> = keys.iter().map(|key| sketch.node("Document", key, "T")).collect();
        sketch
            .0
            .set_property(EntityId::Node(nodes[0]), "published", PartialDate::parse("2022-04").unwrap().into())
            .unwrap();
        let ada = sketch.node("Person", "ada", "Ada and {Sons}");
        sketch.relate(nodes[0], "authored-by", ada);
        let rows = sketch.rows(&["d"], nodes.iter().map(|node| vec![Value::Node(*node)]).collect());
        let entries = entries(&rows);
        let names: HashSet<_> = entries.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
        assert_eq!(names.len(), keys.len());
        let mut out = Vec::new();
        write_bibtex(&rows, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains("@misc{a-b-2,\n  author = {{Ada and \\textbraceleft{}Sons\\textbraceright{}}},"),
            "{text}"
        );
        assert!(text.contains("  year = {2022},\n  month = apr,\n  date = {2022-04},\n"), "{text}");
        assert_eq!(text.matches('{').count(), text.matches('}').count());
        let mut out = Vec::new();
        write_csl_json(&rows, &mut out).unwrap();
        let items: Vec<Json> = serde_json::from_slice(&out).unwrap();
        assert_eq!(items.len(), keys.len());
    }
}
