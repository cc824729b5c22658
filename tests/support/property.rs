//! What tests of properties ask of a graph.

use claimgraph::{Graph, Parameters, Rows};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

pub fn ask(graph: &Graph, query: &str) -> Rows {
    graph.session().query(query, &Parameters::new()).unwrap_or_else(|error| panic!("{query}\n{error}"))
}

/// The rows as text, sorted: a bag.
pub fn bag(rows: &Rows) -> Vec<String> {
    let mut lines: Vec<String> =
        rows.rows.iter().map(|row| row.iter().map(|v| rows.literal(v)).collect::<Vec<_>>().join(" | ")).collect();
    lines.sort();
    lines
}

/// Checks so many cases, unless `CASES` says how many.
pub fn check_usual<S: Strategy>(usual: u32, strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let cases = std::env::var("CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(strategy, test).unwrap_or_else(|error| panic!("{error}"));
}
