//! Every function has one line of documentation and examples, and every example is true.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and read files"
)]

use claimgraph::{Graph, Parameters};

#[test]
fn every_example_is_true() {
    let session = Graph::new().session();
    let mut count = 0;
    for function in session.graph().functions().iter() {
        let (name, doc) = (function.name(), function.doc());
        assert!(doc.ends_with('.') && doc.len() > 10, "{name} has no documentation");
        assert!(!function.examples().is_empty(), "{name} has no example");
        for (expression, expected) in function.examples() {
            let query = format!("RETURN {expression} AS result");
            let rows = session.query(&query, &Parameters::new()).unwrap_or_else(|error| panic!("{error}"));
            let found = rows.get(0, "result").expect("one row").to_string();
            assert_eq!(&found, expected, "{expression}");
            count += 1;
        }
    }
    assert!(count > 100, "only {count} examples ran");
}
