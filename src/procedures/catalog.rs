//! The procedures that list what can be called: SHOW FUNCTIONS and SHOW PROCEDURES call them.

use super::{Procedure, Procedures};
use crate::functions::{FAMILIES, Functions, Kind, aggregates};
use crate::value::Value;

/// Names and kinds of results.
type Outputs = &'static [(&'static str, Kind)];

/// What `dbms.functions` gives.
const FUNCTIONS: Outputs = &[
    ("name", Kind::String),
    ("category", Kind::String),
    ("description", Kind::String),
    ("signature", Kind::String),
    ("isBuiltIn", Kind::Boolean),
    ("aggregating", Kind::Boolean),
];

/// What `dbms.procedures` gives.
const PROCEDURES: Outputs =
    &[("name", Kind::String), ("description", Kind::String), ("mode", Kind::String), ("signature", Kind::String)];

/// What each of them is for.
const LISTS: [(&str, Outputs, &str); 2] = [
    ("dbms.functions", FUNCTIONS, "The functions that can be called, aggregates among them."),
    ("dbms.procedures", PROCEDURES, "The procedures that can be called."),
];

/// The procedure of this name, if it is one of these: it gives what can be called now.
pub fn find(name: &str, functions: &Functions, procedures: &Procedures) -> Option<Procedure> {
    let (name, outputs, doc) = LISTS.into_iter().find(|(list, ..)| list.eq_ignore_ascii_case(name))?;
    let mut rows = if name == "dbms.functions" { functions_of(functions) } else { procedures_of(procedures) };
    rows.sort_by_cached_key(|row| row.first().and_then(|name| name.as_str().map(str::to_lowercase)));
    Some(Procedure::new(name, &[], outputs, doc, move |_, _| Ok(rows.clone())))
}

fn functions_of(functions: &Functions) -> Vec<Vec<Value>> {
    let category = |name: &str| {
        FAMILIES.iter().find(|family| family.functions.iter().any(|f| f.name() == name)).map(|family| family.title)
    };
    let scalar = functions.iter().map(|function| {
        let family = category(function.name());
        vec![
            function.name().into(),
            family.unwrap_or("Registered").into(),
            function.doc().into(),
            function.signature().into(),
            family.is_some().into(),
            false.into(),
        ]
    });
    let aggregates = aggregates().map(|aggregate| {
        let (name, signature) = (aggregate.name, aggregate.signature());
        vec![name.into(), "Aggregates".into(), aggregate.doc.into(), signature.into(), true.into(), true.into()]
    });
    scalar.chain(aggregates).collect()
}

fn procedures_of(procedures: &Procedures) -> Vec<Vec<Value>> {
    let row = |procedure: &Procedure| {
        let mode = if procedure.is_updating() { "WRITE" } else { "READ" };
        vec![procedure.name().into(), procedure.doc().into(), mode.into(), procedure.signature().into()]
    };
    let lists = LISTS.map(|(name, outputs, doc)| Procedure::new(name, &[], outputs, doc, |_, _| Ok(Vec::new())));
    procedures.iter().map(|procedure| row(procedure)).chain(lists.iter().map(row)).collect()
}
