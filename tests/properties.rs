//! Relations between queries that must hold on any graph, and what a failing statement must leave.
//!
//! `CASES=10000 cargo test --release --test properties` runs that many cases of each;
//! `-- paths` after it those of one module.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test")]

#[path = "properties/expressions.rs"]
mod expressions;
#[path = "properties/paths.rs"]
mod paths;
#[path = "properties/sample.rs"]
mod sample;
#[path = "properties/schema.rs"]
mod schema;

use claimgraph::{Graph, Parameters};
use proptest::prelude::*;
use sample::{ask, ask_divided, bag, check, picture, sample};

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
                Just(format!("{a}-[:T|U*1..3]->{b}{s}{c}")),
                Just(format!("{a}{r}{b}, {c}, (b)-[*0..2]-(c)")),
                Just(format!("{a}{r}{b}<-[:T*]-{c}")),
                Just(format!("{a}{r}{b}{s}{c}, (a)-->(c)")),
                Just(format!("{a}-[:T]->{b}-[:U]-{c}, (a)-[:with-hyphen]->(c)")),
                Just(format!("{a}-[:T]->{b}-[:T]->{c}, (c)<-[:T]-(a)")),
            ]
        },
    );
    let ends = prop_oneof![
        Just(RESULT.to_owned()),
        Just("DISTINCT a.k AS k, c.k AS c".to_owned()),
        Just("a.k AS k, count(*) AS n, min(c.i) AS c".to_owned()),
        Just("DISTINCT a.i AS a, c.i AS c".to_owned()),
        Just("b.k AS k, count(DISTINCT c) AS n, min(a.i) AS i".to_owned()),
        Just("count(*) AS n".to_owned()),
        Just("c.k AS k, count(*) AS n, sum(c.i) AS s, avg(c.k) AS v".to_owned()),
        Just("DISTINCT c.k AS k".to_owned()),
        Just("count(DISTINCT c.k) AS n, max(c.i) AS m".to_owned()),
        Just("b.k AS k, a.k AS l, count(c) AS n, count(c.k) AS m, sum(b.k) AS s".to_owned()),
        Just("count(DISTINCT c) AS n, avg(b.k) AS k, size(collect(a.i)) AS l".to_owned()),
        Just("a.k AS k, size(collect(b.k)) AS l, stDevP(c.i) > 0 AS d, percentileDisc(b.i, 0.5) AS p".to_owned()),
        Just("sum(DISTINCT c.k) AS s, b.k AS k, max(a.i) AS i, count(DISTINCT a) AS n".to_owned()),
        Just("a, count(b) AS n ORDER BY n DESC, a.i LIMIT 3".to_owned()),
        (0..3u8, 0..5u8).prop_map(|(skip, limit)| format!("{RESULT} ORDER BY a.i, b.i, c.i SKIP {skip} LIMIT {limit}")),
    ];
    (pattern, condition(), 0..7u8, ends).prop_map(|(pattern, p, form, ends)| {
        // conditions speak of a relationship r, which the pattern may hold as a list
        let p = p.replace("r.w", "b.k");
        match form {
            0 => format!("MATCH {pattern} WHERE {p} RETURN {ends}"),
            1 => format!("MATCH (c:A) MATCH {pattern} WHERE {p} RETURN {ends}"),
            2 => format!("MATCH (b) OPTIONAL MATCH {pattern} WHERE {p} RETURN {ends}"),
            3 => format!("MATCH (a), (b), (c) WHERE {p} AND EXISTS {{ MATCH {pattern} }} RETURN {ends}"),
            4 => format!("MATCH {pattern} RETURN {ends}"),
            5 => format!("MATCH {pattern} WHERE c.k > 1 AND b.k IS NOT NULL RETURN {ends}"),
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

#[test]
fn how_many_threads_there_are_does_not_show_in_the_answer() {
    check(&(sample(), question()), |(sample, question)| {
        let graph = sample.graph(false);
        // lists in their order too
        let question =
            question.replace("size(collect(a.i))", "collect(a.i)").replace("size(collect(b.k))", "collect(b.k)");
        let alone = ask(&graph, &question);
        for threads in 1..=3 {
            prop_assert_eq!(&alone.rows, &ask_divided(&graph, &question, threads).rows, "{} {}", threads, question);
        }
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
