//! Commands that tell what the graph speaks of, and who speaks.

use super::super::shell::{Shell, Stop};
use super::usage;
use crate::error::Error;
use crate::eval::Parameters;
use crate::export::Format;
use crate::rows::Rows;
use crate::session::SchemaEntry;
use crate::value::Value;

/// `:schema`.
pub(super) fn schema(shell: &mut Shell, _: &str) -> Result<(), Stop> {
    let schema = shell.graph.schema();
    let of = |kind: &'static str, entries: Vec<SchemaEntry>| {
        entries
            .into_iter()
            .filter(|entry| entry.count > 0)
            .map(move |entry| vec![kind.into(), entry.name.into(), entry.count.into(), Value::from(entry.meaning)])
    };
    let rows = of("label", schema.labels)
        .chain(of("relationship type", schema.types))
        .chain(of("property key", schema.keys))
        .map(|mut row: Vec<Value>| {
            // a meaning that is not known is not shown as null
            if let Some(meaning) = row.last_mut().filter(|meaning| meaning.is_null()) {
                *meaning = "-".into();
            }
            row
        })
        .collect();
    let columns = ["kind", "name", "count", "meaning"].map(Into::into).to_vec();
    show(shell, &Rows { columns, rows, ..Rows::default() })
}

/// `:stats`.
pub(super) fn stats(shell: &mut Shell, _: &str) -> Result<(), Stop> {
    let size = shell.graph.size();
    let row = |what: &str, count: usize, bytes: usize| {
        let each = if count == 0 { Value::Null } else { bytes.div_ceil(count).into() };
        vec![what.into(), count.into(), bytes.into(), each]
    };
    let rows = vec![
        row("nodes", size.nodes, size.node_bytes),
        row("relationships", size.relationships, size.relationship_bytes),
        row("indexes and look-ups by value", size.indexes, size.index_bytes),
    ];
    let columns = ["what", "count", "bytes", "bytes each"].map(Into::into).to_vec();
    show(shell, &Rows { columns, rows, ..Rows::default() })
}

/// `:sources`.
pub(super) fn sources(shell: &mut Shell, _: &str) -> Result<(), Stop> {
    let sources = shell.graph.sources().into_iter().map(|source| {
        let labels = source.labels.join(", ");
        vec![source.name.into(), labels.into(), source.claims.into(), source.denials.into(), source.documents.into()]
    });
    let columns = ["source", "what it is", "claims", "denials", "documents"].map(Into::into).to_vec();
    let rows = sources.collect();
    show(shell, &Rows { columns, rows, ..Rows::default() })
}

/// `:aliases NAME`.
pub(super) fn aliases(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    const QUERY: &str = "CALL claims.names($name) YIELD of, what, name, script, by RETURN of, what, name, script, by";
    let name = rest.trim_end_matches(';').trim();
    let name = name.strip_prefix('\'').and_then(|name| name.strip_suffix('\'')).unwrap_or(name);
    if name.is_empty() {
        return Err(usage("aliases", "a name is needed"));
    }
    let parameters = Parameters::from([("name".to_owned(), name.into())]);
    let rows = shell.running.run(|| shell.session.query(QUERY, &parameters));
    // the place of an error would be one in a query that nobody wrote
    let rows = rows.map_err(|error| {
        let hints = error.hints().iter();
        hints.fold(Error::new(error.kind(), error.detail(), error.message()), Error::hint)
    })?;
    show(shell, &rows)?;
    shell.note(&rows)
}

/// `:scales`.
pub(super) fn scales(shell: &mut Shell, _: &str) -> Result<(), Stop> {
    let scales = shell.graph.scales();
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (name, grading) in &scales.gradings {
        let mut axis = |axis: &str, mark: String, meaning: &str| {
            rows.push(vec![name.as_str().into(), axis.into(), mark.into(), meaning.into()]);
        };
        grading.reliability.marks.iter().for_each(|(mark, meaning)| axis("reliability", mark.to_string(), meaning));
        grading.credibility.marks.iter().for_each(|(mark, meaning)| axis("credibility", mark.to_string(), meaning));
    }
    for (name, likelihood) in &scales.likelihoods {
        for band in &likelihood.bands {
            let words = band.rows.iter().map(|row| row.join(", ")).collect::<Vec<_>>().join("; ");
            let percent = format!("{} to {} percent", band.from, band.to);
            rows.push(vec![name.as_str().into(), "likelihood".into(), words.into(), percent.into()]);
        }
    }
    let columns = ["scale", "of", "mark or words", "meaning"].map(Into::into).to_vec();
    show(shell, &Rows { columns, rows, ..Rows::default() })
}

/// Prints rows that are no answer to a query: in the format in force, save that they make no
/// picture and rest on no claims.
pub(super) fn show(shell: &mut Shell, rows: &Rows) -> Result<(), Stop> {
    let format = if shell.format == Format::Dot || shell.format.is_of_claims() { Format::Table } else { shell.format };
    shell.print_as(format, rows, "")
}
