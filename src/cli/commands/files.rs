//! Commands that read and write files. The person at the keyboard may name any file.

use std::path::Path;

use super::super::shell::{Shell, Stop, count};
use super::{split_word, usage};
use crate::error::Error;
use crate::export::Format;
use crate::rows::Rows;
use crate::sys;

/// How many scripts may run each other in turn.
const DEPTH: usize = 16;

/// `:source FILE`.
pub(super) fn source(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    let (file, behind) = file_name(rest);
    if file.is_empty() || !behind.is_empty() {
        return Err(usage("source", "one file is needed"));
    }
    if shell.depth >= DEPTH {
        return Err(Error::io(format!("{DEPTH} scripts run each other; does one run itself?")).into());
    }
    let script = sys::read_file(Path::new(file))?;
    shell.depth += 1;
    let result = shell.script(&script, Some(file));
    shell.depth -= 1;
    result
}

/// `:export FORMAT FILE [QUERY]`.
pub(super) fn export(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    let (format, behind) = split_word(rest);
    if format.is_empty() {
        return Err(usage("export", "a format and a file are needed"));
    }
    let format: Format = format.parse()?;
    let (file, query) = file_name(behind);
    if file.is_empty() {
        return Err(usage("export", "a file is needed"));
    }
    write(shell, format, file, query).map_err(|stop| stop.within(rest, rest.len() - query.len()))
}

/// `:report FILE [QUERY]`.
pub(super) fn report(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    let (file, query) = file_name(rest);
    if file.is_empty() {
        return Err(usage("report", "a file is needed"));
    }
    write(shell, Format::Report, file, query).map_err(|stop| stop.within(rest, rest.len() - query.len()))
}

/// `:bibliography FILE [QUERY]`.
pub(super) fn bibliography(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    let (file, query) = file_name(rest);
    if file.is_empty() {
        return Err(usage("bibliography", "a file is needed"));
    }
    let is_json = Path::new(file).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let format = if is_json { Format::CslJson } else { Format::Bibtex };
    write(shell, format, file, query).map_err(|stop| stop.within(rest, rest.len() - query.len()))
}

/// Writes the answer to a query, or the last answer without one, to a file.
fn write(shell: &mut Shell, format: Format, file: &str, query: &str) -> Result<(), Stop> {
    let (bytes, rows) = if query.is_empty() {
        let Some((rows, title)) = shell.last.take() else {
            return Err(Error::io("there is no last answer to write yet")
                .hint("ask something first, or give a query")
                .into());
        };
        let written = traced(shell, &rows, &title, format)
            .and_then(|traced| shell.written(traced.as_ref().unwrap_or(&rows), &title, format));
        let count = rows.len();
        shell.last = Some((rows, title));
        (written?, count)
    } else {
        let rows = shell.query_for(query, format)?;
        (shell.written(&rows, query, format)?, rows.len())
    };
    sys::write_file(Path::new(file), &bytes)?;
    writeln!(shell.notes, "{}: {}", crate::error::escape_controls(file), count(rows, "row"))?;
    Ok(())
}

/// The last answer with its trace, where a format needs it: the query is asked again, unless it changed
/// the graph. An answer that is not the same any more is not mistaken for it.
fn traced(shell: &mut Shell, rows: &Rows, query: &str, format: Format) -> Result<Option<Rows>, Stop> {
    let says_why = !rows.trace.is_empty() || !rows.entities.relationships.is_empty();
    if !format.is_of_claims() || rows.changes.any() || says_why {
        return Ok(None);
    }
    let traced = shell.query_for(query, format)?;
    if traced.rows != rows.rows {
        writeln!(shell.notes, "note: the query does not give the same twice; what it gives now is written")?;
    }
    Ok(Some(traced))
}

/// The file name that a line begins with, in quotes if it has blanks, and the rest.
fn file_name(line: &str) -> (&str, &str) {
    let line = line.trim();
    for quote in ['\'', '"'] {
        if let Some((name, rest)) = line.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return (name, rest.trim_start());
        }
    }
    split_word(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_blanks() {
        assert_eq!(file_name("a.dot MATCH (n)"), ("a.dot", "MATCH (n)"));
        assert_eq!(file_name("'a b.dot' RETURN 1"), ("a b.dot", "RETURN 1"));
        assert_eq!(file_name(""), ("", ""));
        assert_eq!(file_name("\"open"), ("\"open", ""));
    }
}
