//! Small random graphs, and what tests of properties ask of them.

use std::fmt::Write as _;

use claimgraph::{Graph, Parameters, Rows};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Nodes as (labels, k), relationships as (from, to, type, w).
#[derive(Clone, Debug)]
pub struct Sample {
    pub nodes: Vec<(u8, i64)>,
    pub relationships: Vec<(usize, usize, u8, i64)>,
}

pub fn sample() -> impl Strategy<Value = Sample> {
    (1usize..9).prop_flat_map(|count| {
        let nodes = prop::collection::vec((0u8..4, -1i64..4), count);
        let relationships = prop::collection::vec((0..count, 0..count, 0u8..3, -1i64..3), 0..12);
        (nodes, relationships).prop_map(|(nodes, relationships)| Sample { nodes, relationships })
    })
}

impl Sample {
    /// With few relationships for so many nodes, so that all paths can be told.
    pub fn thinned(mut self) -> Self {
        self.relationships.truncate(self.nodes.len() + 5);
        self
    }

    /// The graph, its nodes and relationships made in this order.
    pub fn graph(&self, reversed: bool) -> Graph {
        let graph = Graph::new();
        let mut text = String::from("CREATE ");
        let mut parts: Vec<String> = Vec::new();
        for (i, (labels, k)) in self.nodes.iter().enumerate() {
            let labels = ["", ":A", ":B", ":A:B"][usize::from(*labels)];
            // -1 stands for "has no such property"
            let k = if *k < 0 { String::new() } else { format!(", k: {k}") };
            parts.push(format!("(n{i}{labels} {{i: {i}{k}}})"));
        }
        let mut relationships: Vec<String> = Vec::new();
        for (i, (from, to, kind, w)) in self.relationships.iter().enumerate() {
            let kind = ["T", "U", "with-hyphen"][usize::from(*kind)];
            let w = if *w < 0 { String::new() } else { format!(", w: {w}") };
            relationships.push(format!("(n{from})-[:{kind} {{j: {i}{w}}}]->(n{to})"));
        }
        if reversed {
            parts.reverse();
            relationships.reverse();
        }
        parts.extend(relationships);
        write!(text, "{}", parts.join(", ")).expect("writes");
        graph.session().query(&text, &Parameters::new()).unwrap_or_else(|error| panic!("{error}"));
        graph
    }
}

pub fn ask(graph: &Graph, query: &str) -> Rows {
    graph.session().query(query, &Parameters::new()).unwrap_or_else(|error| panic!("{query}\n{error}"))
}

/// The same, with the work divided among so many threads however little it is.
pub fn ask_divided(graph: &Graph, query: &str, threads: usize) -> Rows {
    let mut session = graph.session();
    (session.limits_mut().threads, session.limits_mut().rows_to_divide) = (threads, 0);
    session.query(query, &Parameters::new()).unwrap_or_else(|error| panic!("{query}\n{error}"))
}

/// The rows as text, sorted: a bag.
pub fn bag(rows: &Rows) -> Vec<String> {
    let mut lines: Vec<String> =
        rows.rows.iter().map(|row| row.iter().map(|v| rows.literal(v)).collect::<Vec<_>>().join(" | ")).collect();
    lines.sort();
    lines
}

/// Everything that can be asked of a graph.
pub fn picture(graph: &Graph) -> Vec<String> {
    let mut all = bag(&ask(
        graph,
        "MATCH (n) RETURN id(n), labels(n), properties(n), COUNT { (n)-->() } AS o, COUNT { (n)<--() } AS i",
    ));
    all.extend(bag(&ask(graph, "MATCH (a)-[r]->(b) RETURN id(r), type(r), properties(r), id(a), id(b)")));
    all.extend(bag(&ask(graph, "MATCH (n:A) RETURN 'A', id(n)")));
    all
}

/// So many cases of a test, unless `CASES` says how many.
const USUAL: u32 = 500;

pub fn check<S: Strategy>(strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    check_usual(USUAL, strategy, test);
}

/// Checks a number of cases of its own, unless `CASES` says how many.
pub fn check_usual<S: Strategy>(usual: u32, strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let cases = std::env::var("CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(strategy, test).unwrap_or_else(|error| panic!("{error}"));
}
