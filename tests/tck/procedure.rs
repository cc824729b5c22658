//! Procedures that a scenario defines by a table: its rows are the whole function.

use claimgraph::{Kind, Procedure, Value};

use crate::cell_parser;

/// The procedure of a step `there exists a procedure NAME(in :: TYPE, ...) :: (out :: TYPE, ...):`.
pub fn parse(step: &str, table: &[Vec<String>]) -> Result<Procedure, String> {
    let wrong = || format!("not a procedure: {step}");
    let text =
        step.strip_prefix("there exists a procedure ").ok_or_else(wrong)?.trim_end().trim_end_matches(':').trim();
    let (name, rest) = text.split_once('(').ok_or_else(wrong)?;
    let (inputs, outputs) = rest.split_once(')').ok_or_else(wrong)?;
    let outputs =
        outputs.trim().strip_prefix("::").map(str::trim).and_then(|o| o.strip_prefix('(')).ok_or_else(wrong)?;
    let inputs = fields(inputs)?;
    let outputs = fields(outputs.trim_end_matches(')'))?;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let header: Vec<&str> = inputs.iter().chain(&outputs).map(|(name, _)| name.as_str()).collect();
    if let Some((written, body)) = table.split_first() {
        if !header.is_empty() && written.iter().map(String::as_str).ne(header.iter().copied()) {
            return Err(format!("the table's header {written:?} is not {header:?}"));
        }
        for row in body.iter().filter(|_| !header.is_empty()) {
            rows.push(row.iter().map(|cell| cell_parser::parse(cell)?.into_value()).collect::<Result<_, String>>()?);
        }
    }
    let count = inputs.len();
    let [inputs, outputs] = [&inputs, &outputs]
        .map(|fields| fields.iter().map(|(name, kind)| (name.as_str(), *kind)).collect::<Vec<(&str, Kind)>>());
    Ok(Procedure::new(name.trim(), &inputs, &outputs, "Defined by a scenario.", move |arguments, _| {
        let matching = rows.iter().filter(|row| row.iter().zip(arguments).all(|(cell, given)| is_same(cell, given)));
        Ok(matching.map(|row| row.get(count..).unwrap_or(&[]).to_vec()).collect())
    }))
}

fn fields(text: &str) -> Result<Vec<(String, Kind)>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, kind) = part.split_once("::").ok_or_else(|| format!("no type: {part}"))?;
            let kind = match kind.trim().trim_end_matches('?') {
                "INTEGER" => Kind::Integer,
                "FLOAT" => Kind::Float,
                "NUMBER" => Kind::Number,
                "STRING" => Kind::String,
                other => return Err(format!("unknown type {other}")),
            };
            Ok((name.trim().to_owned(), kind))
        })
        .collect()
}

/// Whether an argument is what the table says; an integer may stand for a float.
fn is_same(cell: &Value, given: &Value) -> bool {
    match (cell, given) {
        (Value::Float(_), Value::Integer(b)) => *cell == Value::Float(*b as f64),
        (Value::Integer(a), Value::Float(_)) => Value::Float(*a as f64) == *given,
        (a, b) => a == b,
    }
}
