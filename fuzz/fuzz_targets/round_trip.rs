//! What can be read is printed so that it is read as the same, and printed again as the same.

#![no_main]

use claimgraph::Limits;
use claimgraph::internals::{ClauseKind, Query, Statement, parse};
use libfuzzer_sys::fuzz_target;

/// Names the columns without AS by their expressions as printed, so that those are printed at all.
fn rename_columns(query: &mut Query) {
    for clause in query.branches.iter_mut().flat_map(|branch| &mut branch.clauses) {
        if let ClauseKind::With { projection, .. } | ClauseKind::Return(projection) = &mut clause.kind {
            for item in &mut projection.items {
                item.text = item.expression.to_string().into();
            }
        }
    }
}

fn check(statement: &Statement) {
    let printed = statement.to_string();
    // with parentheses that the first text did without, it may be nested deeper
    let limits = Limits { nesting: 1024, query_bytes: 64 << 20, ..Limits::default() };
    let again = parse(&printed, &limits).unwrap_or_else(|error| panic!("{printed}\nis not read: {error}"));
    assert_eq!(again, *statement, "{printed}");
    assert_eq!(again.to_string(), printed);
}

fuzz_target!(|text: &str| {
    if let Ok(mut statement) = parse(text, &Limits::default()) {
        check(&statement);
        rename_columns(&mut statement.query);
        check(&statement);
    }
});
