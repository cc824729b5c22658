//! Any text is read, bound and planned, or refused in words, without a panic. Nothing is executed.

#![no_main]

use std::sync::LazyLock;

use claimgraph::{ErrorKind, Graph, Parameters};
use libfuzzer_sys::fuzz_target;

static GRAPH: LazyLock<Graph> =
    LazyLock::new(|| Graph::embedded().unwrap_or_else(|error| panic!("the shipped graph loads: {error}")));

fuzz_target!(|text: &str| {
    if let Err(error) = GRAPH.session().query(&format!("EXPLAIN {text}"), &Parameters::new()) {
        assert!(!error.to_string().is_empty());
        assert_ne!(error.kind(), ErrorKind::Internal, "{error}");
    }
});
