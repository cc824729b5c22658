//! `scales.toml`: what grades mean, and what words of likelihood mean in percent.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use super::fields::{Field, Table};
use super::mistake::{Place, Report};
use super::{embedded, parse};
use crate::claims::{Axis, Band, Grade, Grading, Likelihood, STANDARD_GRADING, Scales};

/// The scales that come with the program.
static SHIPPED: LazyLock<Arc<Scales>> = LazyLock::new(|| {
    let files = embedded::scales();
    let mut report = Report::new(&files);
    let mut scales = Scales::default();
    // a mistake in them is reported when the shipped graph is loaded
    for (number, file) in files.iter().enumerate() {
        if let Some(table) = parse(number, file, &mut report) {
            let place = Place { file: number, offset: 0 };
            read(Table::new(table.get_ref(), place, "file"), &mut scales, &mut report);
        }
    }
    Arc::new(scales)
});

/// The scales that come with the program.
pub fn shipped() -> Arc<Scales> {
    Arc::clone(&SHIPPED)
}

/// Reads a file of scales; one of a name that is known takes the place of the other.
pub(super) fn read(mut file: Table<'_>, scales: &mut Scales, report: &mut Report<'_>) {
    for (name, table) in file.named("grading", report) {
        scales.gradings.insert(name.to_owned(), grading(table, report));
    }
    for (name, table) in file.named("likelihood", report) {
        scales.likelihoods.insert(name.to_owned(), likelihood(table, report));
    }
    if let Some(mut table) = file.optional("modifiers").and_then(|field| field.table("modifiers", report)) {
        let words = table.required("words", report).and_then(|field| field.texts(report)).unwrap_or_default();
        scales.modifiers.extend(words.into_iter().map(|(word, _)| word.to_lowercase()));
        table.finish(report);
    }
    file.finish(report);
}

fn grading(mut table: Table<'_>, report: &mut Report<'_>) -> Grading {
    let meaning = table.required_text("meaning", report).unwrap_or_default().to_owned();
    let mut grading = Grading {
        meaning,
        reliability: axis(&mut table, "reliability", "a capital letter", |grade| grade.reliability, report),
        credibility: axis(&mut table, "credibility", "a figure", |grade| grade.credibility, report),
    };
    let not_judged = table.optional("not_judged").and_then(|field| field.texts(report)).unwrap_or_default();
    for (mark, place) in not_judged {
        let grade = Grade::parse(mark).unwrap_or_default();
        let letter = grade.reliability.filter(|letter| grading.reliability.meaning(*letter).is_some());
        let figure = grade.credibility.filter(|figure| grading.credibility.meaning(*figure).is_some());
        match (letter, figure) {
            (Some(letter), None) => grading.reliability.not_judged = Some(letter),
            (None, Some(figure)) => grading.credibility.not_judged = Some(figure),
            _ => report.add(place, format!("`{mark}` is no mark of this scale")),
        }
    }
    table.finish(report);
    grading
}

/// The marks of one axis, from the best down, each with what it means.
fn axis<M>(
    table: &mut Table<'_>,
    name: &'static str,
    mark: &str,
    of: impl Fn(Grade) -> Option<M>,
    report: &mut Report<'_>,
) -> Axis<M> {
    let marks = table.required(name, report).and_then(|field| field.table(name, report));
    let marks = marks.map(|marks| marks.all()).unwrap_or_default();
    let read = |field: Field<'_>| {
        let key = Grade::parse(field.name()).filter(|_| field.name().len() == 1).and_then(&of);
        if key.is_none() {
            report.add(field.place, format!("`{}` cannot be a mark of {name}: {mark} can", field.name()));
        }
        Some((key?, field.text(report)?.to_owned()))
    };
    Axis { marks: marks.into_iter().filter_map(read).collect(), not_judged: None }
}

fn likelihood(mut table: Table<'_>, report: &mut Report<'_>) -> Likelihood {
    let meaning = table.required_text("meaning", report).unwrap_or_default().to_owned();
    let bands = table.required("bands", report).map(|field| field.tables("band", report)).unwrap_or_default();
    let mut taken = HashSet::new();
    let bands = bands.into_iter().filter_map(|table| band(table, &mut taken, report)).collect();
    table.finish(report);
    Likelihood { meaning, bands }
}

fn band(mut table: Table<'_>, taken: &mut HashSet<String>, report: &mut Report<'_>) -> Option<Band> {
    let place = table.place;
    let mut percent = |name| table.required(name, report).and_then(|field| field.integer(report));
    let (from, to) = (percent("from"), percent("to"));
    let words = table.required("words", report);
    let rows = words.and_then(|field| field.elements().or_else(|| field.wrong("a list of rows of words", report)));
    table.finish(report);
    let mut texts = Vec::new();
    for row in rows? {
        let row = row.texts(report)?;
        for (word, place) in &row {
            if !taken.insert(word.to_lowercase()) {
                report.add(*place, format!("`{word}` stands in this scale twice"));
            }
        }
        texts.push(row.into_iter().map(|(word, _)| word.to_lowercase()).collect::<Vec<_>>());
    }
    if texts.iter().all(Vec::is_empty) {
        report.add(place, "the band has no word");
    }
    let (from, to) = (from?, to?);
    if !(0 <= from && from < to && to <= 100) {
        report.add(place, format!("a band cannot run from {from} to {to} percent"));
    }
    Some(Band { from, to, rows: texts })
}

/// The grade that a claim is given, on a scale that is known: `"B2"`, or with the name of a scale.
pub(super) fn grade(field: &Field<'_>, scales: &Scales, report: &mut Report<'_>) -> Option<Grade> {
    let (value, scale) = match field.as_table("grade") {
        None => (*field, None),
        Some(mut table) => {
            let (scale, value) = (table.required("scale", report), table.required("value", report));
            table.finish(report);
            let scale = scale.and_then(|field| Some((field.text(report)?, field.place)));
            (value?, Some(scale?))
        }
    };
    let text = value.text(report)?;
    let name = scale.map_or(STANDARD_GRADING, |(name, _)| name);
    let Some(grading) = scales.gradings.get(name) else {
        let place = scale.map_or(field.place, |(_, place)| place);
        let known = scales.gradings.keys().map(String::as_str);
        report.add_unknown(place, format!("there is no scale of grades `{name}`"), name, known);
        return None;
    };
    let grade = Grade::parse(text).filter(|grade| {
        grade.reliability.is_none_or(|letter| grading.reliability.meaning(letter).is_some())
            && grade.credibility.is_none_or(|figure| grading.credibility.meaning(figure).is_some())
    });
    if grade.is_none() {
        let letters: Vec<_> = grading.reliability.marks.iter().map(|(letter, _)| letter.to_string()).collect();
        let figures: Vec<_> = grading.credibility.marks.iter().map(|(figure, _)| figure.to_string()).collect();
        report.add_with_hint(
            value.place,
            format!("`{text}` is no grade"),
            format!(
                "{name} has {} for the source and {} for what it says: \"B2\", or one of the two alone",
                letters.join(" "),
                figures.join(" ")
            ),
        );
    }
    Some(Grade {
        scale: scale.map(|(name, _)| name).filter(|name| *name != STANDARD_GRADING).map(Into::into),
        ..grade?
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::STANDARD_LIKELIHOOD;

    #[test]
    fn the_shipped_scales_are_whole() {
        let scales = shipped();
        assert_eq!(scales.gradings.keys().collect::<Vec<_>>(), [STANDARD_GRADING, "uk-5x5x5"]);
        assert_eq!(scales.likelihoods.keys().collect::<Vec<_>>(), [STANDARD_LIKELIHOOD, "phia"]);
        let admiralty = &scales.gradings[STANDARD_GRADING];
        assert_eq!(admiralty.reliability.marks.iter().map(|(mark, _)| *mark).collect::<String>(), "ABCDEF");
        assert_eq!(admiralty.credibility.marks.iter().map(|(mark, _)| *mark).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        assert_eq!((admiralty.reliability.not_judged, admiralty.credibility.not_judged), (Some('F'), Some(6)));
        let icd = &scales.likelihoods[STANDARD_LIKELIHOOD];
        assert_eq!(icd.bands.len(), 7);
        assert!(icd.bands.iter().all(|band| band.rows.len() == 2), "both rows");
        assert!(icd.bands.is_sorted_by(|a, b| a.to <= b.from), "without gaps or overlaps");
    }
}
