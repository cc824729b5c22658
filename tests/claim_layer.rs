//! The claim layer of random worlds holds just what the claims say, whatever view it is of.
//!
//! `CASES=10000 cargo test --release --test claim_layer` runs that many worlds.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test"
)]

#[path = "properties/sample.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod sample;
#[path = "independence/world.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod world;

use std::collections::BTreeMap;
use std::time::Duration;

use claimgraph::{Detail, Graph, Limits, Parameters, Value};
use proptest::prelude::*;
use sample::{ask, bag, check_usual};
use world::{graph, world};

/// Few unless more are asked for.
const USUAL: u32 = 50;

/// Parts of views that select claims; `disputed` chooses propositions.
const VIEWS: [&str; 5] =
    ["", "according_to: ['s0', 's1']", "reported_by: 's1'", "as_of: '2022-05-03'", "disputed: true"];

/// Who carries a claim, outermost first, and which document; told by walking its chain.
const CHAIN: &str = "MATCH p = (top)-[:cites*0..]->(c) WHERE NOT EXISTS { ()-[:cites]->(top) }
    WITH *, [n IN nodes(p) WHERE n:Report | COLLECT { MATCH (n)-[:`made-by`]->(v) RETURN v.name }[0]] AS via,
         COLLECT { MATCH (d)-[:carries]->(top) RETURN d.name } AS documents";

#[test]
fn each_selected_claim_is_one_node_with_its_chain() {
    check_usual(USUAL, &world(), |world| {
        let graph = graph(&world);
        for parts in VIEWS {
            let comma = if parts.is_empty() { "" } else { ", " };
            let layer = format!("USE view({{claims: true{comma}{parts}}})");
            let plain = format!("USE view({{everything: true{comma}{parts}}})");
            let told = bag(&ask(
                &graph,
                &format!(
                    "{layer} MATCH (w)<-[:`made-by`]-(c:Claim)-[:about]->(q)-[:subject]->(s), (q)-[:object]->(o) {CHAIN}
                     RETURN s.name, q.type, o.name, c.stance, w.name, c.said, c.paraphrase, via, documents"
                ),
            ));
            let claimed = bag(&ask(
                &graph,
                &format!(
                    "{plain} MATCH (s)-[r]->(o) UNWIND claims(r) AS c
                     RETURN s.name, type(r), o.name, c.stance, c.claimer, c.said, c.paraphrase, coalesce(c.via, []),
                            CASE WHEN c.document IS NULL THEN [] ELSE [c.document] END"
                ),
            ));
            prop_assert_eq!(told, claimed, "{}", parts);
            if parts.starts_with("disputed") {
                continue;
            }
            let told = bag(&ask(
                &graph,
                &format!(
                    "{layer} MATCH (w)<-[:`made-by`]-(c:Claim)-[:about]->(q {{property: 'killed'}})-[:subject]->() {CHAIN}
                     RETURN q.value, c.stance, w.name, c.said, c.paraphrase, via"
                ),
            ));
            let claimed = bag(&ask(
                &graph,
                &format!(
                    "{plain} MATCH (n:Event) UNWIND claims(n, 'killed') AS c
                     RETURN c.value, c.stance, c.claimer, c.said, c.paraphrase, coalesce(c.via, [])"
                ),
            ));
            prop_assert_eq!(told, claimed, "{}", parts);
            // and no claim is there beside these
            let count = |query: String| ask(&graph, &query).rows[0][0].clone();
            let nodes = count(format!("{layer} MATCH (c:Claim) RETURN count(c)"));
            let chained = count(format!("{layer} MATCH (c:Claim)-[:about]->(q:Proposition) RETURN count(*)"));
            let (made, reports) = (
                count(format!("{layer} MATCH (r:Report)-[:`made-by`]->() RETURN count(*)")),
                count(format!("{layer} MATCH (r:Report) RETURN count(r)")),
            );
            prop_assert_eq!((nodes, made), (chained, reports), "{}", parts);
        }
        Ok(())
    });
}

/// What is told of each node, by its number.
fn by_number(graph: &Graph, query: &str) -> BTreeMap<String, String> {
    let rows = ask(graph, query);
    let text = |row: &[Value]| row.iter().map(|value| rows.literal(value)).collect::<Vec<_>>().join(" | ");
    rows.rows.iter().map(|row| (row[0].to_string(), text(&row[1..]))).collect()
}

#[test]
fn entities_stay_what_they_are() {
    check_usual(USUAL, &world(), |world| {
        let graph = graph(&world);
        let shown = "MATCH (n) WHERE NOT n:Claim|Report|Proposition|Evidence";
        let inside = by_number(&graph, &format!("USE claims() {shown} RETURN id(n), labels(n), properties(n)"));
        let outside = by_number(&graph, &format!("{shown} RETURN id(n), labels(n), properties(n)"));
        for (number, told) in &inside {
            prop_assert!(outside.get(number).is_none_or(|there| there == told), "{} {}", number, told);
        }
        // what nobody asserts is called something all the same
        let called = "RETURN id(n), labels(n), n.name";
        let names = by_number(&graph, &format!("USE claims() {shown} {called}"));
        let all = by_number(&graph, &format!("USE everything() {shown} {called}"));
        for (number, told) in &names {
            prop_assert_eq!(all.get(number), Some(told));
        }
        Ok(())
    });
}

#[test]
fn the_same_claim_is_the_same_node_in_every_layer() {
    check_usual(USUAL, &world(), |world| {
        let graph = graph(&world);
        let of_claims = |layer: &str| {
            by_number(
                &graph,
                &format!("USE {layer} MATCH (c:Claim)-[:about]->(q) RETURN id(c), id(q), c.text, c.paraphrase"),
            )
        };
        let all = of_claims("claims()");
        let base = by_number(&graph, "USE everything() MATCH (n) RETURN id(n), n.name");
        prop_assert!(all.keys().all(|number| !base.contains_key(number)));
        for parts in VIEWS {
            let comma = if parts.is_empty() { "" } else { ", " };
            for (number, told) in of_claims(&format!("view({{claims: true{comma}{parts}}})")) {
                prop_assert_eq!(all.get(&number), Some(&told), "{}", parts);
            }
        }
        Ok(())
    });
}

/// `LARGE=1000000` for so many claims.
#[test]
fn a_large_layer_keeps_to_the_limits() {
    let claims = std::env::var("LARGE").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let graph = Graph::new();
    world::large(&graph, claims / 3, claims);
    let query = "USE claims() MATCH (c:Claim) RETURN count(c)";
    let fails = |set: fn(&mut Limits)| {
        let mut session = graph.session();
        set(session.limits_mut());
        session.query(query, &Parameters::new()).expect_err("too much").detail()
    };
    assert_eq!(fails(|limits| limits.memory_bytes = 4 << 20), Detail::Memory);
    assert_eq!(fails(|limits| limits.deadline = Some(Duration::from_millis(1))), Detail::Deadline);
    let mut session = graph.session();
    session.limits_mut().memory_bytes = usize::MAX;
    for time in ["first", "second"] {
        let rows = session.query(query, &Parameters::new()).expect("there is room");
        assert_eq!(rows.rows[0][0], Value::from(claims));
        println!("{time}: {claims} claims in {:?}", rows.elapsed);
    }
}
