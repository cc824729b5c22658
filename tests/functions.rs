//! Every function has one line of documentation and examples, and every example is true.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test")]

use claimgraph::{AGGREGATES_GIVEN, FAMILIES, Graph, Parameters, Session, aggregates};

/// An error unless the query gives one row with this in its one column.
fn check(session: &Session, query: &str, expected: &str) {
    let rows = session.query(query, &Parameters::new()).unwrap_or_else(|error| panic!("{error}"));
    let found = rows.get(0, "result").expect("one row").to_string();
    assert_eq!(found, expected, "{query}");
}

fn check_entry(name: &str, doc: &str, examples: &[(&str, &str)]) {
    assert!(doc.ends_with('.') && doc.len() > 10, "{name} has no documentation");
    assert!(!examples.is_empty(), "{name} has no example");
}

#[test]
fn every_example_is_true() {
    let session = Graph::embedded().expect("the shipped graph loads").session();
    let mut count = 0;
    for family in FAMILIES {
        for function in family.functions {
            check_entry(function.name(), function.doc(), function.examples());
            for (expression, expected) in function.examples() {
                check(&session, &format!("{} RETURN {expression} AS result", family.given), expected);
                count += 1;
            }
        }
    }
    assert!(count > 200, "only {count} examples ran");
    let functions: usize = FAMILIES.iter().map(|family| family.functions.len()).sum();
    assert_eq!(session.graph().functions().iter().count(), functions, "a function stands in two families");
}

#[test]
fn every_example_of_an_aggregate_is_true() {
    let session = Graph::new().session();
    let mut count = 0;
    for aggregate in aggregates() {
        check_entry(aggregate.name, aggregate.doc, aggregate.examples);
        for (expression, expected) in aggregate.examples {
            check(&session, &format!("{AGGREGATES_GIVEN} RETURN {expression} AS result"), expected);
            count += 1;
        }
    }
    assert!(count >= 10, "only {count} examples ran");
}
