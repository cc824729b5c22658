//! A view is a graph: what a query says through a view of a graph of claims is what it says of a graph of
//! facts that has just what the view shows. And the rules that views keep.
//!
//! `CASES=10000 cargo test --release --test views` runs that many cases of each.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::inconsistent_digit_grouping,
    reason = "a test; days are written as numbers"
)]

#[path = "views/cost.rs"]
mod cost;
#[path = "views/questions.rs"]
mod questions;
#[path = "views/reference.rs"]
mod reference;
#[path = "views/rules.rs"]
mod rules;
#[path = "properties/sample.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod sample;
#[path = "views/world.rs"]
mod world;
#[path = "views/writes.rs"]
mod writes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use claimgraph::{Graph, Parameters};
use proptest::prelude::*;
use questions::{SCHEMA, question, through};
use reference::{Plain, lens, visible};
use sample::{ask, bag, check_usual};
use world::{FIRST, World, world};

/// An empty graph with the indexes, which has seen all names in one order.
fn start() -> Graph {
    let graph = Graph::new();
    for statement in [FIRST].iter().chain(&SCHEMA) {
        ask(&graph, statement);
    }
    graph
}

/// The graph of claims.
fn claims(world: &World) -> Graph {
    let graph = start();
    for statement in world.statements() {
        ask(&graph, &statement);
    }
    graph
}

/// The graph of facts.
fn facts(plain: &Plain) -> Graph {
    let graph = start();
    if let Some(statement) = plain.statement() {
        ask(&graph, &statement);
    }
    graph
}

/// The answer as a bag of rows, or the error's code.
fn answer(graph: &Graph, query: &str) -> Result<Vec<String>, String> {
    graph.session().query(query, &Parameters::new()).map(|rows| bag(&rows)).map_err(|error| error.code())
}

/// The same, with the work divided among threads however little it is.
fn answer_divided(graph: &Graph, query: &str) -> Result<Vec<String>, String> {
    let mut session = graph.session();
    (session.limits_mut().threads, session.limits_mut().rows_to_divide) = (2, 0);
    session.query(query, &Parameters::new()).map(|rows| bag(&rows)).map_err(|error| error.code())
}

/// What operators there are in the plans of queries.
#[derive(Default)]
struct Operators(Mutex<BTreeMap<String, usize>>);

impl Operators {
    fn note(&self, graph: &Graph, query: &str) {
        let mut seen = self.0.lock().expect("not poisoned");
        for row in &ask(graph, &format!("EXPLAIN {query}")).rows {
            let cell = |at: usize| row[at].as_str().unwrap_or_default();
            *seen.entry(cell(0).trim_start_matches(['|', ' ', '+']).to_owned()).or_default() += 1;
            for subquery in ["EXISTS {", "COUNT {", "COLLECT {"] {
                *seen.entry(subquery.to_owned()).or_default() += usize::from(cell(1).contains(subquery));
            }
        }
    }
}

/// Operators that write or read files.
const OTHERS: [&str; 9] =
    ["EmptyResult", "LoadCsv", "Create", "Merge", "Set", "Delete", "DetachDelete", "Eager", "CreateIndex"];

/// The operators that a plan can show, by the code that shows them.
fn known_operators() -> BTreeSet<String> {
    let source = include_str!("../src/plan/display.rs").to_owned() + include_str!("../src/plan/index.rs");
    let words = source.split('"').skip(1).step_by(2);
    let is_operator = |word: &&str| {
        word.len() > 2
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.chars().all(char::is_alphabetic)
            && word.chars().any(|c| c.is_ascii_lowercase())
    };
    words.filter(is_operator).map(ToOwned::to_owned).collect()
}

#[test]
fn a_view_is_a_graph() {
    let operators = Operators::default();
    let looks = prop::collection::vec((lens(), prop::collection::vec(question(), 4)), 3);
    check_usual(150, &(world(), looks), |(mut world, looks)| {
        let claims = claims(&world);
        let compare = |world: &World| {
            for (lens, questions) in &looks {
                let plain = visible(world, lens);
                let facts = facts(&plain);
                let view = format!("view({})", lens.map());
                for question in questions {
                    let query = through(Some(&view), question);
                    let expected = answer(&facts, &through(None, question));
                    prop_assert_eq!(answer(&claims, &query), expected.clone(), "{}\n{:?}", &query, &plain);
                    // what is kept of the view is the same view
                    prop_assert_eq!(answer_divided(&claims, &query), expected.clone(), "again: {}", &query);
                    if lens.map() == "{}" {
                        prop_assert_eq!(answer(&claims, &through(None, question)), expected, "{}", question);
                    }
                }
            }
            Ok(())
        };
        compare(&world)?;
        for (view, question) in
            looks.iter().flat_map(|(lens, questions)| questions.iter().map(move |q| (lens.map(), q)))
        {
            operators.note(&claims, &through(Some(&format!("view({view})")), question));
        }
        for change in std::mem::take(&mut world.later) {
            if let Some(statement) = world.change(change) {
                ask(&claims, &statement);
            }
        }
        compare(&world)
    });
    let seen = operators.0.into_inner().expect("not poisoned");
    let missing: Vec<String> =
        known_operators().into_iter().filter(|name| !seen.contains_key(name) && !OTHERS.contains(&&**name)).collect();
    assert_eq!(missing, Vec::<String>::new(), "no query had these operators; {seen:?}");
    assert!(["EXISTS {", "COUNT {", "COLLECT {"].iter().all(|subquery| seen.get(*subquery).is_some_and(|n| *n > 0)));
}

/// What a view finds of what another view has given it: a node `a`, or a relationship `r`.
const GIVEN: [&str; 8] = [
    "MATCH (a) RETURN a.c AS x, labels(a) AS y",
    "MATCH (a)-[*0..2]-(b) RETURN b.name AS x, b.k AS y",
    "MATCH (a)(()-[]->()){0,2}(b) RETURN b.name AS x, b.c AS y",
    "MATCH (b:A) MATCH p = ANY SHORTEST ((a)-[]-*(b)) RETURN b.name AS x, length(p) AS y",
    "MATCH (b) MATCH p = shortestPath((a)-[*0..3]-(b)) RETURN b.name AS x, length(p) AS y",
    "OPTIONAL MATCH (a)--(b) RETURN count(b) AS x, null AS y",
    "OPTIONAL MATCH (a) RETURN a.name AS x, EXISTS { (a)-->() } AS y",
    "MATCH (a), (b:B) WHERE NOT (a)--(b) RETURN b.name AS x, a.k AS y",
];

#[test]
fn what_another_view_gives_is_found_where_it_is_shown() {
    let given = prop::sample::select(GIVEN.to_vec());
    check_usual(80, &(world(), lens(), lens(), given), |(world, one, two, given)| {
        let claims = claims(&world);
        let (here, there) = (facts(&visible(&world, &one)), facts(&visible(&world, &two)));
        let uses = [&one, &two].map(|lens| format!("USE view({})", lens.map()));
        // a node that the other view hides is none for the pattern, which OPTIONAL MATCH says with null
        let query = format!("{} MATCH (a) CALL (a) {{ {} {given} }} RETURN a.name AS name, x, y", uses[0], uses[1]);
        let mut expected = Vec::new();
        for row in ask(&here, "MATCH (a) RETURN a.name").rows {
            let name = row[0].to_string();
            let found = format!(
                "OPTIONAL MATCH (a {{name: {name}}}) WITH a CALL (a) {{ {given} }} RETURN {name} AS name, x, y"
            );
            expected.extend(answer(&there, &found).expect("an answer"));
        }
        expected.sort();
        prop_assert_eq!(answer(&claims, &query), Ok(expected), "{}", &query);
        let pattern = "MATCH (a)-[r]-(b) RETURN a.name AS a, b.name AS b";
        let query = format!("{} MATCH ()-[r]->() CALL (r) {{ {} {pattern} }} RETURN r.j, a, b", uses[0], uses[1]);
        let shown = bag(&ask(&here, "MATCH ()-[r]->() RETURN r.j")).join(", ");
        let expected = answer(&there, &format!("MATCH (a)-[r]-(b) WHERE r.j IN [{shown}] RETURN r.j, a.name, b.name"));
        prop_assert_eq!(answer(&claims, &query), expected, "{}", &query);
        Ok(())
    });
}

#[test]
fn views_stand_side_by_side() {
    check_usual(60, &(world(), lens(), lens(), question()), |(world, one, two, question)| {
        if question.contains("<use>") {
            return Ok(());
        }
        let claims = claims(&world);
        let both: Vec<String> =
            [&one, &two].iter().map(|lens| format!("USE view({}) {question}", lens.map())).collect();
        let answers: Vec<_> = [&one, &two].map(|lens| answer(&facts(&visible(&world, lens)), &question)).into();
        let [Ok(mut all), Ok(second)] = [answers[0].clone(), answers[1].clone()] else {
            return Ok(());
        };
        all.extend(second);
        all.sort();
        prop_assert_eq!(answer(&claims, &both.join(" UNION ALL ")), Ok(all.clone()), "{}", both.join(" UNION ALL "));
        // a view for each row
        let per_row = "MATCH (a)-[r]->(b) RETURN a.name AS a, r.j AS j, b.c AS c";
        let called =
            format!("UNWIND [{}, {}] AS v CALL (v) {{ USE view(v) {per_row} }} RETURN a, j, c", one.map(), two.map());
        let expected = [&one, &two].map(|lens| bag(&ask(&facts(&visible(&world, lens)), per_row)));
        let mut rows = expected.concat();
        rows.sort();
        prop_assert_eq!(answer(&claims, &called), Ok(rows), "{}", called);
        let counted = format!(
            "UNWIND [{}, {}] AS v RETURN COUNT {{ USE view(v) {per_row} }} AS n, EXISTS {{ USE view(v) {per_row} }} AS e, \
             size(COLLECT {{ USE view(v) MATCH ()-[r]->() RETURN r.j }}) AS c",
            one.map(),
            two.map()
        );
        let mut rows = expected.map(|rows| format!("{0} | {1} | {0}", rows.len(), !rows.is_empty()));
        rows.sort();
        prop_assert_eq!(answer(&claims, &counted), Ok(rows.to_vec()), "{}", counted);
        all.dedup();
        let distinct = answer(&claims, &both.join(" UNION "));
        prop_assert_eq!(distinct, Ok(all), "{}", both.join(" UNION "));
        Ok(())
    });
}
