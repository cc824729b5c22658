//! `:contested`, `:timeline` and `:who`: what is said, in the order it was, and by whom.

use std::io::Write;
use std::sync::Arc;

use super::super::shell::{Shell, Stop};
use super::{script_text, usage};
use crate::error::{Error, escape_controls};
use crate::eval::Parameters;
use crate::export::Format;
use crate::rows::Rows;
use crate::span::Span;
use crate::value::Value;

/// `:contested [NAME]`.
pub(super) fn contested(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    const QUERY: &str = "CALL claims.contested($name) YIELD what, asserted_by, denied_by, since, entity \
         RETURN what, asserted_by AS `asserted by`, denied_by AS `denied by`, since, entity";
    let name = name(rest);
    let rows = ask(shell, QUERY, rest, name)?;
    print(shell, rows, QUERY)
}

/// `:timeline NAME`.
pub(super) fn timeline(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    const QUERY: &str = "CALL claims.timeline($name) YIELD said, source, stance, before, what, entity \
         RETURN said, source, stance, before AS `before that`, what, entity";
    let Some(name) = name(rest) else { return Err(usage("timeline", "a name is needed")) };
    let rows = ask(shell, QUERY, rest, Some(name))?;
    print(shell, rows, QUERY)
}

/// `:who NAME`.
pub(super) fn who(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    const BY: &str = "CALL claims.by($name)";
    const ABOUT: &str = "CALL claims.about($name)";
    let Some(name) = name(rest) else { return Err(usage("who", "a name is needed")) };
    let by = ask(shell, BY, rest, Some(name))?;
    let about = ask(shell, ABOUT, rest, Some(name))?;
    if by.is_empty() && about.is_empty() {
        let name = escape_controls(name);
        writeln!(shell.notes, "{name} makes no claim here, and nobody speaks of {name}")?;
    }
    // what was noted of the name is noted once
    shell.note(if by.is_empty() { &about } else { &by })?;
    for (heading, rows) in [(format!("What {name} says:"), by), (format!("Who speaks of {name}:"), about)] {
        if !rows.is_empty() {
            if shell.format == Format::Table {
                writeln!(shell.out, "{}", escape_controls(&heading))?;
            }
            let rows = readable(shell, rows);
            super::vocabulary::show(shell, &rows)?;
        }
    }
    Ok(())
}

/// The name that is asked for, with or without quotes.
fn name(rest: &str) -> Option<&str> {
    let name = script_text(rest);
    let inside = |quote| name.strip_prefix(quote).and_then(|name| name.strip_suffix(quote));
    let name = inside('\'').or_else(|| inside('"')).unwrap_or(name);
    (!name.is_empty()).then_some(name)
}

/// Asks a procedure about what is called so. An error is one at the name.
fn ask(shell: &Shell, query: &str, rest: &str, name: Option<&str>) -> Result<Rows, Stop> {
    let parameters = Parameters::from([("name".to_owned(), Value::from(name))]);
    let rows = shell.running.run(|| shell.session.query(query, &parameters));
    Ok(rows.map_err(|error| {
        let plain = Error::new(error.kind(), error.detail(), error.message());
        let plain = error.hints().iter().fold(plain, Error::hint);
        plain.at(Span::new(0, rest.len())).with_query(&Arc::from(rest))
    })?)
}

/// Prints an answer without its last column, the entities, which `:why N` asks for.
fn print(shell: &mut Shell, rows: Rows, query: &str) -> Result<(), Stop> {
    let mut shown = rows.clone();
    shown.columns.pop();
    shown.rows.iter_mut().for_each(|row| {
        row.pop();
    });
    let shown = readable(shell, shown);
    let printed = shell.print(&shown, "");
    shell.last = Some((rows, query.to_owned()));
    printed
}

/// In a table, lists of names stand without brackets, and what is not known is not shown as null.
fn readable(shell: &Shell, mut rows: Rows) -> Rows {
    if shell.format == Format::Table {
        for value in rows.rows.iter_mut().flatten() {
            *value = match &*value {
                Value::Null => "-".into(),
                Value::List(names) if names.is_empty() => "-".into(),
                Value::List(names) => {
                    let names: Vec<String> = names
                        .iter()
                        .map(|name| name.as_str().map_or_else(|| name.to_string(), str::to_owned))
                        .collect();
                    names.join(", ").into()
                }
                _ => continue,
            };
        }
    }
    rows
}
