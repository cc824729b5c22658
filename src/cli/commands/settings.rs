//! Commands that set how questions are asked and answered.

use std::sync::Arc;

use super::super::shell::{Shell, Stop};
use super::usage;
use crate::error::Error;
use crate::export::text;
use crate::rows::Rows;
use crate::value::Value;

/// `:param`, `:param NAME => EXPRESSION`.
pub(super) fn parameter(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    if rest.is_empty() {
        let rows = shell.parameters.iter().map(|(name, value)| vec![name.as_str().into(), value.clone()]).collect();
        let rows = Rows { columns: vec!["parameter".into(), "value".into()], rows, ..Rows::default() };
        return super::vocabulary::show(shell, &rows);
    }
    let Some((name, expression)) = rest.split_once("=>") else {
        return Err(usage("param", "`=>` is missing"));
    };
    let name = name.trim().trim_start_matches('$').trim_matches('`');
    if name.is_empty() || expression.trim().is_empty() {
        return Err(usage("param", "a name and an expression are needed"));
    }
    let (name, value) = (name.to_owned(), evaluate(shell, rest, expression.trim_start())?);
    if matches!(value, Value::Node(_) | Value::Relationship(_) | Value::Path(_)) {
        let error = Error::type_error("a parameter cannot hold a node, a relationship or a path");
        return Err(error.hint("match it in the query, by its key").into());
    }
    let shown = text::inner(&Rows::default(), &value);
    shell.parameters.insert(name.clone(), value);
    writeln!(shell.notes, "${name} = {shown}")?;
    Ok(())
}

/// The value of an expression that `line` ends with.
fn evaluate(shell: &Shell, line: &str, expression: &str) -> Result<Value, Error> {
    let offset = line.len() - expression.len();
    shell.evaluate(expression.trim_end()).map_err(|error| error.within(&Arc::from(line), 0, offset))
}

/// `:mode`, `:mode FORMAT`.
pub(super) fn mode(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    if !rest.is_empty() {
        shell.format = rest.parse()?;
    }
    writeln!(shell.notes, "mode: {} ({})", shell.format, shell.format.meaning())?;
    Ok(())
}

/// `:timing`, `:timing on|off`.
pub(super) fn timing(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    shell.is_timed = match rest {
        "" => !shell.is_timed,
        "on" => true,
        "off" => false,
        _ => return Err(usage("timing", "`on` or `off` is needed")),
    };
    writeln!(shell.notes, "timing: {}", if shell.is_timed { "on" } else { "off" })?;
    Ok(())
}
