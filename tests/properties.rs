//! Relations between queries that must hold on any graph, and what a failing statement must leave.
//!
//! `CASES=10000 cargo test --release --test properties` runs that many cases of each.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail loudly"
)]

#[path = "support/sample.rs"]
mod sample;

use claimgraph::{Graph, Parameters};
use proptest::prelude::*;
use sample::{ask, bag, cases, check, check_cases, sample};

/// Everything that can be asked of a graph.
fn picture(graph: &Graph) -> Vec<String> {
    let mut all = bag(&ask(
        graph,
        "MATCH (n) RETURN id(n), labels(n), properties(n), COUNT { (n)-->() } AS o, COUNT { (n)<--() } AS i",
    ));
    all.extend(bag(&ask(graph, "MATCH (a)-[r]->(b) RETURN id(r), type(r), properties(r), id(a), id(b)")));
    all.extend(bag(&ask(graph, "MATCH (n:A) RETURN 'A', id(n)")));
    all
}

/// A node pattern.
fn node(name: &'static str) -> impl Strategy<Value = String> {
    let inside = prop_oneof![
        4 => Just(String::new()),
        2 => Just(":A".to_owned()),
        1 => Just(":A&!B".to_owned()),
        1 => Just(":A|B".to_owned()),
        2 => (0..4i64).prop_map(|k| format!(" {{k: {k}}}")),
        1 => (0..4i64).prop_map(move |k| format!(" WHERE {name}.k >= {k}")),
    ];
    inside.prop_map(move |inside| format!("({name}{inside})"))
}

/// A relationship pattern, and the same seen from the other end.
fn relationship(name: &'static str) -> impl Strategy<Value = (String, String)> {
    let inside = prop_oneof![
        4 => Just(String::new()),
        2 => Just(":T".to_owned()),
        1 => Just(":T|with-hyphen".to_owned()),
        1 => Just(":!T".to_owned()),
        1 => (0..3i64).prop_map(|w| format!(" {{w: {w}}}")),
        1 => Just("*1..2".to_owned()),
        1 => Just(":U*0..2".to_owned()),
    ];
    (inside, 0..3u8).prop_map(move |(inside, direction)| {
        let detail = format!("[{name}{inside}]");
        match direction {
            0 => (format!("-{detail}->"), format!("<-{detail}-")),
            1 => (format!("<-{detail}-"), format!("-{detail}->")),
            _ => (format!("-{detail}-"), format!("-{detail}-")),
        }
    })
}

const RESULT: &str = "a.i AS a, b.i AS b, c.i AS c";

#[test]
fn a_pattern_means_the_same_from_its_other_end() {
    let strategy = (sample(), node("a"), relationship("r"), node("b"), relationship("s"), node("c"));
    check(&strategy, |(sample, a, (r, r_back), b, (s, s_back), c)| {
        let graph = sample.graph(false);
        let there = bag(&ask(&graph, &format!("MATCH {a}{r}{b}{s}{c} RETURN {RESULT}")));
        let back = bag(&ask(&graph, &format!("MATCH {c}{s_back}{b}{r_back}{a} RETURN {RESULT}")));
        let comma = bag(&ask(&graph, &format!("MATCH {b}{s}{c}, {a}{r}(b) RETURN {RESULT}")));
        prop_assert_eq!(&there, &back);
        prop_assert_eq!(&there, &comma);
        // the order in which the graph was made does not matter
        let other = bag(&ask(&sample.graph(true), &format!("MATCH {a}{r}{b}{s}{c} RETURN {RESULT}")));
        prop_assert_eq!(&there, &other);
        // an OPTIONAL MATCH that nothing asks for adds rows at most
        let more = ask(&graph, &format!("MATCH {a}{r}{b}{s}{c} OPTIONAL MATCH (a)-[t]->(x) RETURN {RESULT}")).len();
        prop_assert!(more >= there.len());
        // counting is what enumerating gives
        let count = ask(&graph, &format!("MATCH {a}{r}{b}{s}{c} RETURN count(*) AS n"));
        prop_assert_eq!(count.get(0, "n").expect("one").to_string(), there.len().to_string());
        // existence is what matching gives
        let found = bag(&ask(&graph, &format!("MATCH {a}{r}{b}{s}{c} RETURN DISTINCT a.i")));
        let exists = bag(&ask(&graph, &format!("MATCH (a) WHERE EXISTS {{ MATCH {a}{r}{b}{s}{c} }} RETURN a.i")));
        prop_assert_eq!(found, exists);
        Ok(())
    });
}

fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("a.k = b.k".to_owned()),
        Just("a.k < 2".to_owned()),
        Just("r.w IN [0, null]".to_owned()),
        Just("a.i + b.i > 4".to_owned()),
        Just("a:A".to_owned()),
        Just("EXISTS { (b)-->(a) }".to_owned()),
        Just("b.k IS NULL".to_owned()),
        Just("null".to_owned()),
        Just("a.k <> b.k XOR a:B".to_owned()),
        Just("CASE WHEN a.k > 1 THEN b.k = 1 END".to_owned()),
        Just("any(x IN [a.k, 1] WHERE x = b.k)".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} AND {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} OR {b})")),
            inner.prop_map(|a| format!("NOT ({a})")),
        ]
    })
}

#[test]
fn a_condition_its_negation_and_its_null_make_the_whole() {
    check(&(sample(), condition()), |(sample, p)| {
        let graph = sample.graph(false);
        let pattern = "MATCH (a)-[r]-(b)";
        let ask_where = |p: &str| bag(&ask(&graph, &format!("{pattern} WHERE {p} RETURN a.i, r.j, b.i")));
        let mut parts = ask_where(&p);
        parts.extend(ask_where(&format!("NOT ({p})")));
        parts.extend(ask_where(&format!("({p}) IS NULL")));
        parts.sort();
        prop_assert_eq!(parts, bag(&ask(&graph, &format!("{pattern} RETURN a.i, r.j, b.i"))));
        // it does not matter where the condition stands
        let with = bag(&ask(&graph, &format!("{pattern} WITH a, r, b WHERE {p} RETURN a.i, r.j, b.i")));
        prop_assert_eq!(with, ask_where(&p));
        Ok(())
    });
}

/// Queries of whose parts the planner and the optimizer may choose the order.
fn question() -> impl Strategy<Value = String> {
    let pattern = (node("a"), relationship("r"), node("b"), relationship("s"), node("c")).prop_flat_map(
        |(a, (r, _), b, (s, _), c)| {
            prop_oneof![
                Just(format!("{a}{r}{b}{s}{c}")),
                Just(format!("{b}{s}{c}, {a}{r}(b)")),
                Just(format!("{a}, {c}, (a){r}{b}{s}(c)")),
                Just(format!("p = {a}{r}{b}, {c}, q = (c){s}(b)")),
            ]
        },
    );
    let ends = prop_oneof![
        Just(RESULT.to_owned()),
        Just("DISTINCT a.k AS k, c.k AS c".to_owned()),
        Just("a.k AS k, count(*) AS n, min(c.i) AS c".to_owned()),
        (0..3u8, 0..5u8).prop_map(|(skip, limit)| format!("{RESULT} ORDER BY a.i, b.i, c.i SKIP {skip} LIMIT {limit}")),
    ];
    (pattern, condition(), 0..5u8, ends).prop_map(|(pattern, p, form, ends)| {
        // conditions speak of a relationship r, which the pattern may hold as a list
        let p = p.replace("r.w", "b.k");
        match form {
            0 => format!("MATCH {pattern} WHERE {p} RETURN {ends}"),
            1 => format!("MATCH (c:A) MATCH {pattern} WHERE {p} RETURN {ends}"),
            2 => format!("MATCH (b) OPTIONAL MATCH {pattern} WHERE {p} RETURN {ends}"),
            3 => format!("MATCH (a), (b), (c) WHERE {p} AND EXISTS {{ MATCH {pattern} }} RETURN {ends}"),
            _ => format!("MATCH {pattern} WITH * WHERE {p} WITH * ORDER BY a.i, b.i, c.i LIMIT 7 RETURN {ends}"),
        }
    })
}

#[test]
fn the_order_of_the_plan_does_not_show_in_the_answer() {
    check(&(sample(), question()), |(sample, question)| {
        let graph = sample.graph(false);
        let plain = graph.session().query_unoptimized(&question, &Parameters::new());
        let plain = plain.unwrap_or_else(|error| panic!("{question}\n{error}"));
        prop_assert_eq!(bag(&plain), bag(&ask(&graph, &question)), "{}", question);
        Ok(())
    });
}

fn update() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..4i64).prop_map(|k| format!("MATCH (n {{k: {k}}}) SET n.k = n.k + 1, n.new = 'x', n:New")),
        Just("MATCH (n:A) SET n = {only: n.i}".to_owned()),
        Just("MATCH (n:A) REMOVE n:A, n.k".to_owned()),
        Just("MATCH ()-[r:T]->() DELETE r".to_owned()),
        Just("MATCH (n:B) DETACH DELETE n".to_owned()),
        Just("MATCH (a), (b) WHERE a.i < b.i CREATE (a)-[:NEW {of: a.i}]->(b)".to_owned()),
        Just("UNWIND [1, 2, 2] AS x MERGE (n:M {x: x}) ON CREATE SET n.c = 1 ON MATCH SET n.c = n.c + 1".to_owned()),
        Just("MATCH (a:A), (b:B) MERGE (a)-[:T]-(b)".to_owned()),
        Just("MATCH (a)-[r]->(b) SET r.w = a.i, r += {more: true}".to_owned()),
        Just("MATCH (a) CALL (a) { CREATE (a)-[:SUB]->(:Sub {i: a.i}) }".to_owned()),
    ]
}

#[test]
fn a_statement_that_fails_leaves_no_trace() {
    check(&(sample(), prop::collection::vec(update(), 1..4)), |(sample, updates)| {
        let graph = sample.graph(false);
        for earlier in updates.iter().skip(1) {
            ask(&graph, earlier);
        }
        let before = picture(&graph);
        // the same changes, and an error after them
        let failing = format!("{} WITH count(*) AS c RETURN c / 0", updates[0]);
        let result = graph.session().query(&failing, &Parameters::new());
        prop_assert!(result.is_err(), "{}", failing);
        prop_assert_eq!(&picture(&graph), &before);
        // and the graph goes on as if nothing had been
        ask(&graph, &updates[0]);
        let other = sample.graph(false);
        for update in updates.iter().skip(1).chain([&updates[0]]) {
            ask(&other, update);
        }
        let shape =
            |graph: &Graph| bag(&ask(graph, "MATCH (n) RETURN labels(n), properties(n), COUNT { (n)--() } AS d"));
        prop_assert_eq!(shape(&graph), shape(&other));
        Ok(())
    });
}

/// Values of properties, as literals: of each type, and some that are only just apart.
const VALUES: [&str; 31] = [
    "null",
    "1",
    "1.0",
    "2",
    "2.5",
    "-0.0",
    "0",
    "9007199254740993",
    "9007199254740992.0",
    "0.0 / 0.0",
    "1.0 / 0.0",
    "'a'",
    "'ab'",
    "'b'",
    "''",
    "'1'",
    "true",
    "false",
    "[1]",
    "[1.0, 'a']",
    "[]",
    "[0.0 / 0.0]",
    "date('2022-04-18')",
    "date('2022-05-01')",
    "partial_date('2022-04')",
    "partial_date('XXXX-04-18')",
    "time('10:00+01:00')",
    "datetime('2022-04-18T10:00Z')",
    "datetime('2022-04-18T11:00+01:00')",
    "duration('P1M')",
    "duration('P30D')",
];

/// One of them, a few of them often.
fn value() -> impl Strategy<Value = String> {
    let few = prop::sample::select(vec!["1", "1.0", "2", "'a'", "'ab'", "null"]);
    prop_oneof![2 => few, 1 => prop::sample::select(VALUES.to_vec())].prop_map(ToOwned::to_owned)
}

/// A change, perhaps of nothing.
fn change() -> impl Strategy<Value = String> {
    let node = prop::sample::select(vec!["(n:A)", "(n:B)", "(n:A:B)", "(n)"]);
    prop_oneof![
        3 => (node.clone(), value(), value()).prop_map(|(node, k, l)| format!("CREATE {node} SET n.k = {k}, n.l = {l}")),
        1 => (value(), value()).prop_map(|(k, l)| format!("CREATE (:A {{k: {k}, l: {l}}}), (:B {{k: {l}}})")),
        2 => (node.clone(), value(), value()).prop_map(|(node, k, l)| format!("MATCH {node} WHERE n.k = {k} SET n.k = {l}")),
        1 => (node.clone(), value()).prop_map(|(node, k)| format!("MATCH {node} WHERE n.k >= {k} SET n.l = n.k, n.k = {k}")),
        1 => (node.clone(), value()).prop_map(|(node, k)| format!("MATCH {node} WHERE n.k = {k} SET n = {{l: n.k}}")),
        1 => (node.clone(), value()).prop_map(|(node, k)| format!("MATCH {node} WHERE n.k < {k} DETACH DELETE n")),
        1 => (node.clone(), value()).prop_map(|(node, k)| format!("MATCH {node} WHERE n.k = {k} REMOVE n:A SET n:B")),
        1 => (node, value()).prop_map(|(node, k)| format!("MATCH {node} WHERE n.k <> {k} SET n:A REMOVE n.l")),
        1 => (1..4i64, 1..4i64).prop_map(|(k, l)| format!("UNWIND [{k}, {l}, {l}] AS x MERGE (n:A {{k: x}}) ON MATCH SET n.l = x")),
    ]
}

/// A condition on the properties of `n`, perhaps about `x`.
fn indexed_question() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec!["n.k", "n.l"]);
    let comparison = prop::sample::select(vec!["=", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![
        3 => (key.clone(), comparison.clone(), value()).prop_map(|(key, op, x)| format!("{key} {op} {x}")),
        1 => (key.clone(), comparison.clone(), value()).prop_map(|(key, op, x)| format!("{x} {op} {key}")),
        2 => (key.clone(), comparison.clone()).prop_map(|(key, op)| format!("{key} {op} x")),
        1 => (key.clone(), value(), value()).prop_map(|(key, a, b)| format!("{a} < {key} <= {b}")),
        2 => (key.clone(), prop::collection::vec(value(), 0..4)).prop_map(|(key, all)| format!("{key} IN [{}]", all.join(", "))),
        1 => key.clone().prop_map(|key| format!("{key} IN [x, 1]")),
        2 => (key.clone(), prop::sample::select(vec!["'a'", "''", "x", "null"])).prop_map(|(key, x)| format!("{key} STARTS WITH {x}")),
        1 => key.prop_map(|key| format!("{key} = n.l")),
    ];
    prop::collection::vec(leaf, 1..4).prop_map(|parts| parts.join(" AND "))
}

const INDEXES: [&str; 6] = [
    "CREATE INDEX FOR (n:A) ON (n.k)",
    "CREATE INDEX FOR (n:A) ON (n.k, n.l)",
    "CREATE INDEX FOR (n:A) ON (n.l, n.k)",
    "CREATE INDEX FOR (n:B) ON (n.l)",
    "CREATE TEXT INDEX FOR (n:B) ON (n.k)",
    "CREATE INDEX FOR (n:B) ON (n.k)",
];

#[test]
fn an_index_changes_no_answer() {
    let changes = prop::collection::vec((change(), 0..5u8), 1..16);
    let indexes = prop::collection::vec(0..INDEXES.len(), 1..4);
    let strategy = (changes, indexes, prop::collection::vec((indexed_question(), value()), 1..5));
    // each case asks many questions
    check_cases(cases() / 5, &strategy, |(changes, indexes, questions)| {
        let (plain, quick) = (Graph::new(), Graph::new());
        let run = |graph: &Graph, query: &str| graph.session().query(query, &Parameters::new());
        for graph in [&plain, &quick] {
            // labels and properties are listed in the order in which the graph first saw them
            ask(graph, "CREATE (n:A:B {k: 1, l: 1}) DELETE n");
        }
        for (at, (change, kind)) in changes.iter().enumerate() {
            // indexes come while there are data already
            if let Some(index) = indexes.get(at) {
                let _there_already = run(&quick, INDEXES[*index]);
            }
            // some changes fail after they were made
            let change = if *kind == 0 { format!("{change} WITH count(*) AS c RETURN c / 0") } else { change.clone() };
            let outcomes = [&plain, &quick].map(|graph| run(graph, &change).map_err(|error| error.code()).map(|_| ()));
            prop_assert_eq!(&outcomes[0], &outcomes[1], "{}", change);
        }
        prop_assert_eq!(picture(&plain), picture(&quick));
        for (question, x) in &questions {
            for node in ["(n:A)", "(n:B)", "(n:A&B)", "(n)-[r*0..1]-(:A)"] {
                let query = format!("WITH {x} AS x OPTIONAL MATCH {node} WHERE {question} RETURN id(n)");
                let rows = [&plain, &quick].map(|graph| bag(&ask(graph, &query)));
                prop_assert_eq!(&rows[0], &rows[1], "{}", query);
            }
        }
        // every value against every index
        for condition in ["n.k = x", "n.l = x", "n.k > x", "n.l <= x", "n.k = x AND n.l < x"] {
            for label in ["A", "B"] {
                let all = VALUES.join(", ");
                let query = format!("UNWIND [{all}] AS x MATCH (n:{label}) WHERE {condition} RETURN x, id(n)");
                let rows = [&plain, &quick].map(|graph| bag(&ask(graph, &query)));
                prop_assert_eq!(&rows[0], &rows[1], "{}", query);
            }
        }
        Ok(())
    });
}

#[test]
fn a_constraint_is_kept_by_every_statement() {
    let changes = prop::collection::vec(change(), 1..12);
    check_cases(cases() / 2, &changes, |changes| {
        let graph = Graph::new();
        for constraint in ["n.k IS UNIQUE", "(n.l, n.k) IS UNIQUE", "n.l IS NOT NULL"] {
            ask(&graph, &format!("CREATE CONSTRAINT FOR (n:A) REQUIRE {constraint}"));
        }
        for change in &changes {
            let before = picture(&graph);
            if let Err(error) = graph.session().query(change, &Parameters::new()) {
                prop_assert_eq!(picture(&graph), before, "{}\n{}", change, error);
            }
            // so that no index is asked
            let broken = "MATCH (a:A) OPTIONAL MATCH (b:A) WHERE coalesce(a.k) = coalesce(b.k) AND id(a) < id(b)
                 WITH a, b WHERE b IS NOT NULL OR a.l IS NULL RETURN a, b";
            prop_assert_eq!(ask(&graph, broken).len(), 0, "{}", change);
        }
        Ok(())
    });
}
