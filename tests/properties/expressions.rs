//! Expressions worked out on columns give what they give row by row, in answers, groups, orders and conditions.

use std::fmt::Write;

use claimgraph::{Error, Graph, Parameters};
use proptest::prelude::*;

use super::sample::{bag, check_usual};

/// Each case asks twelve queries.
const USUAL: u32 = 150;

/// What a node has: whole numbers, other numbers, texts, truths, and what is now this and now that.
type Node = (Option<&'static str>, Option<&'static str>, Option<&'static str>, Option<bool>, &'static str, bool);

fn node() -> impl Strategy<Value = Node> {
    let integers = prop::sample::select(vec!["0", "1", "2", "3", "-1", "-7", "1000000", "3000000000"]);
    let largest = prop::sample::select(vec!["9223372036854775807", "-9223372036854775807 - 1"]);
    let integers = prop_oneof![60 => integers, 1 => largest];
    let floats = prop::sample::select(vec!["0.0", "-0.0", "1.5", "2.0", "-3.25", "0.0 / 0.0", "1.0 / 0.0", "1e300"]);
    let texts = prop::sample::select(vec!["''", "'a'", "'ab'", "'b-c'", "'12'", "'-3'", "'x-y-z'", "'true'", "'É'"]);
    let others = prop::sample::select(vec!["1", "'a'", "null", "2.5", "true", "[1, 'a']", "date('2020-02-29')"]);
    (
        prop::option::weighted(0.9, integers),
        prop::option::weighted(0.9, floats),
        prop::option::weighted(0.8, texts),
        prop::option::weighted(0.8, any::<bool>()),
        others,
        any::<bool>(),
    )
}

fn graph(nodes: &[Node]) -> Graph {
    let mut text = String::from("UNWIND [");
    for (i, (integer, float, written, truth, other, _)) in nodes.iter().enumerate() {
        let or_null = |part: Option<&'static str>| part.unwrap_or("null");
        let comma = if i == 0 { "" } else { ", " };
        let truth = truth.map_or("null".to_owned(), |truth| truth.to_string());
        let (integer, float, written) = (or_null(*integer), or_null(*float), or_null(*written));
        write!(text, "{comma}{{id: {i}, i: {integer}, f: {float}, s: {written}, b: {truth}, m: {other}}}")
            .expect("writes");
    }
    text += "] AS all CREATE (n:X) SET n = all";
    let graph = Graph::new();
    let session = graph.session();
    session.query(&text, &Parameters::new()).unwrap_or_else(|error| panic!("{error}"));
    for (i, node) in nodes.iter().enumerate().filter(|(_, node)| node.5) {
        let label = ["Y", "Z"][usize::from(node.3 == Some(true))];
        session
            .query(&format!("MATCH (n:X {{id: {i}}}) SET n:{label}"), &Parameters::new())
            .unwrap_or_else(|error| panic!("{error}"));
    }
    graph
}

/// An expression over `n` of a kind of value: a number, a text or a truth.
fn expression(kind: u8, depth: u32) -> BoxedStrategy<String> {
    let leaf =
        match kind {
            0 => prop::sample::select(vec!["n.i", "n.i", "n.f", "n.id", "1", "2", "-3", "0.5", "null", "size(n.s)"])
                .boxed(),
            1 => prop::sample::select(vec!["n.s", "n.s", "n.s", "'a'", "'b-c'", "null", "labels(n)[1]"]).boxed(),
            _ => prop::sample::select(vec!["n.b", "n.b", "true", "false", "n.s = 'a'", "n.i > 1", "n.m = 1", "n:Y"])
                .boxed(),
        };
    let leaf = leaf.prop_map(ToOwned::to_owned);
    if depth == 0 {
        return leaf.boxed();
    }
    let of = |kind: u8| expression(kind, depth - 1);
    let same = move || {
        prop_oneof![
            (of(2), of(kind), of(kind)).prop_map(|(when, a, b)| format!("CASE WHEN {when} THEN {a} ELSE {b} END")),
            (of(2), of(2), of(kind))
                .prop_map(|(when, or, a)| format!("CASE WHEN {when} THEN {a} WHEN {or} THEN null END")),
            (of(1), of(kind), of(kind)).prop_map(|(x, a, b)| format!("CASE {x} WHEN 'a', 'ab' THEN {a} ELSE {b} END")),
            (of(kind), of(kind)).prop_map(|(a, b)| format!("coalesce({a}, {b})")),
        ]
    };
    let own = match kind {
        0 => prop_oneof![
            4 => (of(0), prop::sample::select(vec!["+", "-", "*", "/", "%", "^"]), of(0))
                .prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
            1 => of(0).prop_map(|a| format!("-({a})")),
            2 => (prop::sample::select(vec!["abs", "sign", "toFloat", "round", "toInteger"]), of(0))
                .prop_map(|(function, a)| format!("{function}({a})")),
            2 => (prop::sample::select(vec!["size", "toInteger", "toFloat"]), of(1))
                .prop_map(|(function, a)| format!("{function}({a})")),
            1 => of(0).prop_map(|a| format!("[n.i, {a}][1]")),
        ]
        .boxed(),
        1 => prop_oneof![
            2 => (of(1), of(1)).prop_map(|(a, b)| format!("({a} + {b})")),
            2 => (prop::sample::select(vec!["toUpper", "trim", "reverse", "toString"]), of(1))
                .prop_map(|(function, a)| format!("{function}({a})")),
            1 => of(0).prop_map(|a| format!("toString({a})")),
            2 => (of(1), 0..3u8).prop_map(|(a, n)| format!("left({a}, {n})")),
            1 => (of(1), 0..3u8).prop_map(|(a, n)| format!("split({a}, '-')[{n}]")),
            1 => (of(1), of(1)).prop_map(|(a, b)| format!("replace({a}, 'a', {b})")),
        ]
        .boxed(),
        _ => prop_oneof![
            (of(2), prop::sample::select(vec!["AND", "OR", "XOR"]), of(2))
                .prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
            of(2).prop_map(|a| format!("NOT ({a})")),
            (of(0), prop::sample::select(vec!["<", "<=", "=", "<>", ">", ">="]), of(0))
                .prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
            (of(1), prop::sample::select(vec!["<", "=", "<>", "STARTS WITH", "CONTAINS", "ENDS WITH"]), of(1))
                .prop_map(|(a, operator, b)| format!("({a} {operator} {b})")),
            (of(1), of(1)).prop_map(|(a, b)| format!("({a} IN [{b}, 'a', null])")),
            of(0).prop_map(|a| format!("({a}) IS NULL")),
            of(1).prop_map(|a| format!("(n.m = {a})")),
        ]
        .boxed(),
    };
    prop_oneof![2 => leaf, 3 => own, 1 => same()].boxed()
}

#[test]
fn columns_give_what_rows_give() {
    let any_kind = || (0..3u8).prop_flat_map(|kind| expression(kind, 3));
    let strategy = (prop::collection::vec(node(), 1..40), any_kind(), any_kind(), expression(2, 3));
    check_usual(USUAL, &strategy, |(nodes, a, b, condition)| {
        let graph = graph(&nodes);
        let ask = |query: &str| graph.session().query(query, &Parameters::new());
        // in a comprehension nothing is worked out on columns
        let alone = |expr: &str| format!("[one IN [1] | {expr}][0]");
        let queries = |a: &str, b: &str, condition: &str| {
            [
                format!("MATCH (n:X) RETURN n.id AS id, {a} AS a, {b} AS b"),
                // a part of AND is by itself a condition, and need not be asked where another is false
                format!("MATCH (n:X) WHERE ({condition}) OR n.id < 0 RETURN n.id AS id"),
                format!("MATCH (n:X) RETURN {a} AS a, {b} AS b, n.s AS s, count(*) AS c, collect(n.id) AS ids"),
                format!("MATCH (n:X) RETURN {a} AS a, count(*) AS c, count(DISTINCT {b}) AS d, max({b}) AS m"),
                format!("MATCH (n:X) WITH n ORDER BY {a} DESC, {b}, n.id RETURN collect(n.id) AS ids"),
                format!("MATCH (n:X) RETURN n.id AS id ORDER BY {a}, {b} DESC, id LIMIT 3"),
            ]
        };
        let pairs = queries(&a, &b, &condition).into_iter().zip(queries(&alone(&a), &alone(&b), &alone(&condition)));
        for (on_columns, by_row) in pairs {
            match (ask(&on_columns), ask(&by_row)) {
                (Ok(found), Ok(expected)) => prop_assert_eq!(bag(&found), bag(&expected), "{}\n{}", on_columns, by_row),
                (found, expected) => prop_assert_eq!(
                    found.as_ref().map(|_| ()).map_err(Error::kind),
                    expected.as_ref().map(|_| ()).map_err(Error::kind),
                    "{}\n{:?}",
                    on_columns,
                    found.err()
                ),
            }
        }
        Ok(())
    });
}
