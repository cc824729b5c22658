//! Indexes change no answer, and constraints are kept.

use claimgraph::{Graph, Parameters};
use proptest::prelude::*;

use crate::sample::{ask, bag, check_usual, picture};

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
    check_usual(100, &strategy, |(changes, indexes, questions)| {
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
    check_usual(250, &changes, |changes| {
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
