//! Answers as reports in Markdown, to be printed: the rows, what in them is disputed, a numbered note
//! for each claim that they rest on, and a table of the documents that these are taken from.
//!
//! Nothing in the data is taken for markup, dates stay as partial as they are, hedges stay as they were
//! said, and the same answer always gives the same text.

use std::collections::BTreeMap;
use std::io::{self, Write};

use indexmap::{IndexMap, IndexSet};

use super::cited::{Cited, Fact, Subject};
use super::markdown::{escape, is_numeric};
use super::{Options, text};
use crate::attribution::ClaimView;
use crate::claims::{STANDARD_GRADING, STANDARD_LIKELIHOOD, Scales, Stance};
use crate::error::escape_controls;
use crate::rows::Rows;
use crate::temporal::PartialDate;

/// Writes the report.
pub(super) fn write(rows: &Rows, count: usize, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let cited = Cited::of(rows, count);
    writeln!(out, "# Report")?;
    if let Some(title) = &options.title {
        writeln!(out)?;
        let title = escape_controls(title.trim());
        title.lines().try_for_each(|line| writeln!(out, "{}", format!("    {line}").trim_end()))?;
    }
    section("Answer", out)?;
    answer(rows, count, &cited, out)?;
    disputed(rows, &cited, out)?;
    if cited.facts.is_empty() {
        writeln!(
            out,
            "\nNo claim stands behind this answer: claims are about relationships and about properties of nodes. A report on \
             `MATCH (a)-[r]->(b) RETURN a, r, b` has notes."
        )?;
    } else {
        notes(rows, &cited, &options.scales, out)?;
    }
    sources(&cited, out)?;
    grades(&cited, &options.scales, out)?;
    wording(&cited, &options.scales, out)
}

fn section(title: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {title}\n")
}

/// Text that may stand anywhere in a line.
fn inline(text: &str) -> String {
    escape(&escape_controls(&text.replace(['\n', '\t'], " ")))
}

fn table_line(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// The rows, each with the numbers of its notes.
fn answer(rows: &Rows, count: usize, cited: &Cited<'_>, out: &mut dyn Write) -> io::Result<()> {
    if rows.columns.is_empty() || count == 0 {
        return writeln!(out, "No rows.");
    }
    let has_notes = !cited.facts.is_empty();
    let header = rows.columns.iter().map(|column| escape(&escape_controls(column)));
    table_line(header.chain(has_notes.then(|| "notes".to_owned())), out)?;
    let rule = |i| if is_numeric(rows, count, i) { "---:".to_owned() } else { "---".to_owned() };
    table_line((0..rows.columns.len()).map(rule).chain(has_notes.then(|| "---".to_owned())), out)?;
    for (row, facts) in rows.rows.iter().zip(&cited.rows) {
        let cells = row.iter().map(|cell| escape(&text::cell(rows, cell)));
        let facts = facts.iter().filter_map(|fact| cited.facts.get(*fact));
        let numbers = facts.flat_map(Fact::notes).map(|(number, _)| number).collect();
        table_line(cells.chain(has_notes.then(|| ranges(numbers))), out)?;
    }
    if rows.len() > count {
        writeln!(out, "\nThe first {count} of {} rows.", rows.len())?;
    }
    Ok(())
}

/// Numbers in order, runs of them shortened: `1–4, 7`.
fn ranges(mut numbers: Vec<usize>) -> String {
    numbers.sort_unstable();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

/// What a fact says.
fn statement(rows: &Rows, fact: &Fact<'_>) -> String {
    let name = |node| inline(&text::node_name(rows, node));
    match &fact.subject {
        Subject::Relationship(id) => rows.relationship(*id).map_or_else(String::new, |relationship| {
            let properties = relationship
                .properties
                .iter()
                .map(|(key, value)| format!("{}: {}", inline(&text::one_line(key)), inline(&text::inner(rows, value))));
            let properties: Vec<_> = properties.collect();
            let properties =
                if properties.is_empty() { String::new() } else { format!(" ({})", properties.join(", ")) };
            let relation = inline(&relationship.relationship_type);
            format!("**{}** {relation} **{}**{properties}", name(relationship.start), name(relationship.end))
        }),
        Subject::Property(node, key) => format!("**{}**, {}", name(*node), inline(key)),
    }
}

/// `documents 2, outlets 2, origins 1`; where it is disputed, for what and against what they are.
fn counts(rows: &Rows, fact: &Fact<'_>) -> String {
    let standing = fact.standing;
    let shown = match &fact.subject {
        Subject::Property(node, key) => rows.node(*node).and_then(|node| node.properties.get(key)),
        Subject::Relationship(_) => None,
    };
    let it = shown.map_or_else(|| "it".to_owned(), |value| inline(&text::inner(rows, value)));
    let origins = match (standing.asserting_origins, standing.denying_origins) {
        (asserting, 0) if !standing.contested => asserting.to_string(),
        // who denied it has taken that back
        (asserting, 0) if shown.is_none() => format!("{asserting} for it, none against it by now"),
        (asserting, 0) => format!("{asserting} for {it}"),
        (asserting, denying) => format!("{asserting} for {it} and {denying} against"),
    };
    format!("documents {}, outlets {}, origins {origins}", standing.documents, standing.outlets)
}

/// A box for each fact that is disputed: who is on which side, since when.
fn disputed(rows: &Rows, cited: &Cited<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut facts = cited.facts.iter().filter(|fact| fact.standing.contested).peekable();
    if facts.peek().is_none() {
        return Ok(());
    }
    section("What is disputed", out)?;
    while let Some(fact) = facts.next() {
        writeln!(out, "> {} — {}", statement(rows, fact), counts(rows, fact))?;
        writeln!(out, ">")?;
        let has_value = fact.claims.iter().any(|claim| claim.value.is_some());
        let columns = ["side", "who"].into_iter().chain(has_value.then_some("value")).chain(["since", "notes"]);
        write!(out, "> ")?;
        table_line(columns.clone().map(str::to_owned), out)?;
        write!(out, "> ")?;
        table_line(columns.map(|_| "---".to_owned()), out)?;
        for (side, numbers) in sides(rows, fact) {
            write!(out, "> ")?;
            let (stance, who, value) = &side;
            let cells = [*stance, who].map(inline).into_iter();
            let cells = cells.chain(has_value.then(|| inline(value)));
            table_line(cells.chain([since(fact, &numbers), ranges(numbers)]), out)?;
        }
        if facts.peek().is_some() {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Stance, claimer and value of claims that are one side.
type Side<'a> = (&'a str, &'a str, String);

/// Who takes which side, with the numbers of the notes: first those for it, then those against it, then
/// the others.
fn sides<'a>(rows: &Rows, fact: &'a Fact<'_>) -> IndexMap<Side<'a>, Vec<usize>> {
    let mut sides: IndexMap<Side<'a>, Vec<usize>> = IndexMap::new();
    for (number, claim) in fact.notes() {
        let value = claim.value.as_ref().map(|value| text::inner(rows, value)).unwrap_or_default();
        sides.entry((&claim.stance, &claim.claimer, value)).or_default().push(number);
    }
    sides.sort_by_key(|(stance, ..), _| match Stance::parse(stance) {
        Some(stance) if stance.is_assertion() => 0,
        Some(Stance::Denies) => 1,
        Some(Stance::Doubts) => 2,
        _ => 3,
    });
    sides
}

/// The earliest date on which one of these claims was made.
fn since(fact: &Fact<'_>, numbers: &[usize]) -> String {
    let said = fact
        .notes()
        .filter(|(number, _)| numbers.contains(number))
        .filter_map(|(_, claim)| PartialDate::parse(claim.said.as_deref()?));
    said.min_by(|a, b| a.order(*b)).map_or_else(|| "not dated".to_owned(), |date| date.to_string())
}

/// A numbered note for each claim, under what it is about.
fn notes(rows: &Rows, cited: &Cited<'_>, scales: &Scales, out: &mut dyn Write) -> io::Result<()> {
    section("Notes", out)?;
    for (i, fact) in cited.facts.iter().enumerate() {
        let before = if i == 0 { "" } else { "\n" };
        let remarks = [(fact.standing.contested, "contested"), (fact.standing.denied_only, "denied only")];
        let remarks = remarks.into_iter().filter(|(holds, _)| *holds).map(|(_, remark)| format!("; {remark}"));
        writeln!(out, "{before}{} — {}{}\n", statement(rows, fact), counts(rows, fact), remarks.collect::<String>())?;
        for (number, claim) in fact.notes() {
            writeln!(out, "{number}. {}", note(rows, claim, cited, scales))?;
        }
    }
    let has_no_year = |date: &Option<String>| date.as_ref().is_some_and(|date| date.contains("XXXX"));
    let mut claims = cited.facts.iter().flat_map(|fact| fact.claims);
    if claims.any(|claim| has_no_year(&claim.said) || has_no_year(&claim.valid)) {
        writeln!(out, "\nXXXX stands for a year that the source does not give.")?;
    }
    Ok(())
}

/// Who says it, how and when, through whom, in our words, and where it can be read.
fn note(rows: &Rows, claim: &ClaimView, cited: &Cited<'_>, scales: &Scales) -> String {
    let value = claim.value.as_ref().map(|value| format!(" {}", inline(&text::inner(rows, value)))).unwrap_or_default();
    // from the claimer outward to the reader
    let chain: Vec<_> = claim.via.iter().rev().map(|carrier| inline(carrier)).collect();
    let through = if chain.is_empty() { String::new() } else { format!(", through {}", chain.join(" and then ")) };
    let said = claim.said.as_ref().map_or_else(|| "not dated".to_owned(), |said| format!("said {said}"));
    let valid = claim.valid.as_ref().map(|valid| format!(", valid {valid}")).unwrap_or_default();
    let hedge = claim.modality.as_ref().map(|hedge| format!(", hedged “{}”{}", inline(hedge), percent(hedge, scales)));
    let grade = claim.grade.as_ref().map(|grade| format!(", grade {}", inline(&grade.to_string())));
    let place = match (claim.document_id.and_then(|document| cited.documents.get(&document)), claim.paragraph) {
        (None, _) => "without a document".to_owned(),
        (Some(document), 0) => format!("*{}*, the head", inline(document.label())),
        (Some(document), n) => format!("*{}*, paragraph {n}", inline(document.label())),
    };
    let words = if claim.paraphrase.is_empty() { String::new() } else { format!(": {}", inline(&claim.paraphrase)) };
    format!(
        "**{}** {}{value}{through}, {said}{valid}{}{}{words} {place}.",
        inline(&claim.claimer),
        claim.stance,
        hedge.unwrap_or_default(),
        grade.unwrap_or_default(),
    )
}

/// What the words of a hedge mean on the standard scale: ` (icd-203: 80 to 95 percent)`.
fn percent(hedge: &str, scales: &Scales) -> String {
    let Some(scale) = scales.likelihoods.get(STANDARD_LIKELIHOOD) else { return String::new() };
    let found = scales.estimates(scale, hedge);
    let bands: Vec<_> = found.iter().map(|found| format!("{} to {} percent", found.band.from, found.band.to)).collect();
    if bands.is_empty() { String::new() } else { format!(" ({STANDARD_LIKELIHOOD}: {})", bands.join("; ")) }
}

/// The documents, so that they can be found and checked.
fn sources(cited: &Cited<'_>, out: &mut dyn Write) -> io::Result<()> {
    if cited.documents.is_empty() {
        return Ok(());
    }
    section("Sources", out)?;
    table_line(
        ["document", "title", "authors", "outlet", "date", "language", "SHA-256"].into_iter().map(str::to_owned),
        out,
    )?;
    table_line((0..7).map(|_| "---".to_owned()), out)?;
    for document in cited.documents.values() {
        let authors: Vec<_> = document.authors.iter().map(|author| author.name.as_str()).collect();
        let title = match &document.url {
            Some(url) => format!("{} ({})", inline(&document.title), inline(url)),
            None => inline(&document.title),
        };
        let or_none = |text: &Option<String>| text.as_deref().map_or_else(|| "—".to_owned(), inline);
        let date = document.published.map_or_else(|| "not dated".to_owned(), |date| date.to_string());
        let authors = if authors.is_empty() { "—".to_owned() } else { inline(&authors.join(", ")) };
        let sha256 = document.sha256.as_deref().map_or_else(|| "—".to_owned(), hash);
        let cells = [
            inline(document.label()),
            title,
            authors,
            or_none(&document.outlet),
            date,
            or_none(&document.language),
            sha256,
        ];
        table_line(cells.into_iter(), out)?;
    }
    Ok(())
}

/// A hash as code; what is none, as text.
fn hash(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii_alphanumeric()) { format!("`{text}`") } else { inline(text) }
}

/// What the grades in the notes mean.
fn grades(cited: &Cited<'_>, scales: &Scales, out: &mut dyn Write) -> io::Result<()> {
    let claims = cited.facts.iter().flat_map(|fact| fact.claims);
    let mut lines: BTreeMap<(&str, &str, String), &str> = BTreeMap::new();
    for grade in claims.filter_map(|claim| claim.grade.as_ref()) {
        let name = grade.scale.as_deref().unwrap_or(STANDARD_GRADING);
        let Some(scale) = scales.grading_of(grade) else { continue };
        if let Some((letter, meaning)) = grade.reliability.and_then(|m| Some((m, scale.reliability.meaning(m)?))) {
            lines.insert((name, "the source", letter.to_string()), meaning);
        }
        if let Some((figure, meaning)) = grade.credibility.and_then(|m| Some((m, scale.credibility.meaning(m)?))) {
            lines.insert((name, "what it says", figure.to_string()), meaning);
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    section("Grades", out)?;
    for ((scale, of, mark), meaning) in lines {
        writeln!(out, "- {mark} ({}, of {of}): {}", inline(scale), inline(meaning))?;
    }
    Ok(())
}

/// Warns where our own wording mixes the two rows of words that a scale of likelihood has.
fn wording(cited: &Cited<'_>, scales: &Scales, out: &mut dyn Write) -> io::Result<()> {
    let Some(scale) = scales.likelihoods.get(STANDARD_LIKELIHOOD) else { return Ok(()) };
    let mut rows: BTreeMap<usize, IndexSet<String>> = BTreeMap::new();
    for claim in cited.facts.iter().flat_map(|fact| fact.claims) {
        for found in scales.estimates(scale, &claim.paraphrase) {
            rows.entry(found.row).or_default().insert(format!("“{}”", inline(&found.words.to_lowercase())));
        }
    }
    if rows.len() < 2 {
        return Ok(());
    }
    section("Wording", out)?;
    let rows: Vec<_> = rows.into_values().map(|words| words.into_iter().collect::<Vec<_>>().join(", ")).collect();
    writeln!(
        out,
        "The notes mix words of likelihood from different rows of {STANDARD_LIKELIHOOD}: {}. A reader may take them for \
         different judgements: keep to one row.",
        rows.join(" beside "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::samples::{self, Sketch};
    use crate::value::Value;

    fn written(rows: &Rows, count: usize) -> String {
        let mut out = Vec::new();
        let title = Some("MATCH (n)\nRETURN n // \u{1b}[31m".to_owned());
        write(rows, count, &Options { title, ..Options::default() }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_claim_has_one_note_however_often_its_fact_comes() {
        let mut rows = samples::contested();
        rows.rows.extend([rows.rows[0].clone(), rows.rows[0].clone()]);
        let text = written(&rows, 2);
        assert_eq!(text.matches("| 1–3 |").count(), 2, "{text}");
        assert_eq!(text.matches("In \"our\" own words.").count(), 3, "{text}");
        assert!(
            text.contains("> | admits | Taliban | not dated | 3 |\n> | denies | Taliban | not dated | 2 |"),
            "{text}"
        );
        assert!(text.contains("3. **Taliban** admits, through An article, not dated, hedged “may”: "), "{text}");
        assert!(text.contains("\nThe first 2 of 3 rows.\n"), "{text}");
        assert_eq!(text, written(&rows, 2));
    }

    #[test]
    fn nothing_in_the_data_is_markup() {
        let mut sketch = Sketch::default();
        let evil = sketch.node("Document", "k`</td>|", "# <b>\n> [x](y) *z* | ``` \u{1b}]0;");
        let relationship = sketch.relate(evil, "- `t`\n# x", evil);
        sketch.claim(relationship, Stance::Asserts, evil, evil, Some("<i>\n\n# may | `"));
        sketch.claim(relationship, Stance::Denies, evil, evil, None);
        sketch.0.set_property(crate::graph::EntityId::Node(evil), "sha256", "`x` <a>".into()).unwrap();
        let text = written(&sketch.rows(&["`c` | <d>\n# e"], vec![vec![Value::Relationship(relationship)]]), 1);
        assert!(!text.chars().any(|c| c != '\n' && crate::error::is_unsafe_to_print(c)), "{text}");
        let own = ["# Report", "## Answer", "## What is disputed", "## Notes", "## Sources"];
        for line in text.lines().filter(|line| line.starts_with('#')) {
            assert!(own.contains(&line), "{line}");
        }
        for part in ["<b>", "<i>", "<a>", "<d>", "[x]", "*z*", "`"] {
            let bare = text
                .lines()
                .filter(|line| !line.starts_with("    "))
                .any(|line| line.match_indices(part).any(|(at, _)| !line[..at].ends_with('\\')));
            assert!(!bare, "{part}\n{text}");
        }
    }

    #[test]
    fn our_own_words_of_likelihood_come_from_one_row() {
        let scales = crate::import::graph_data::shipped_scales();
        let warned = |paraphrases: &[&str]| {
            let mut sketch = Sketch::default();
            let [a, b] = ["a", "b"].map(|key| sketch.node("Document", key, key));
            let relationship = sketch.relate(a, "t", b);
            for paraphrase in paraphrases {
                // what a source says may be in any words
                sketch.say(relationship, (Stance::Asserts, a, b), Some("probably, likely"), paraphrase);
            }
            let rows = sketch.rows(&["r"], vec![vec![Value::Relationship(relationship)]]);
            let mut out = Vec::new();
            write(&rows, 1, &Options { scales: scales.clone(), ..Options::default() }, &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(text.contains("hedged “probably, likely” (icd-203: 55 to 80 percent; 55 to 80 percent)"), "{text}");
            text.split_once("## Wording\n\n").map(|(_, warning)| warning.to_owned())
        };
        assert_eq!(warned(&["It is likely.", "It is very likely."]), None);
        let warning = warned(&["It is likely.", "Probably so, and probably soon."]).unwrap();
        assert!(warning.contains("“likely” beside “probably”."), "{warning}");
    }

    #[test]
    fn runs_of_numbers_are_short() {
        assert_eq!(ranges(vec![3, 1, 2, 7, 5, 8]), "1–3, 5, 7, 8");
        assert_eq!(ranges(vec![]), "");
    }
}
