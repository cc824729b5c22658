//! What parts of a query's way cost: `cargo bench --bench parts`, or one of them by name: `cargo bench --bench parts -- top`.
//!
//! Whole workloads beside other engines are in `benches/compare` (docs/performance.md).

#![allow(clippy::expect_used, reason = "a benchmark whose statement is wrong is to stop")]

use claimgraph::{Graph, Parameters, Session, Value};
use divan::{Bencher, black_box};

const NODES: i64 = 20_000;
/// Neighbours of each.
const NEIGHBOURS: i64 = 16;

fn main() {
    divan::main();
}

/// A graph in which everyone knows some others; a few are known by very many.
fn graph() -> Session {
    let graph = Graph::new();
    let session = graph.session();
    let given = Parameters::from_iter([("n".to_owned(), NODES.into()), ("d".to_owned(), NEIGHBOURS.into())]);
    let ask = |text: &str| session.query(text, &given).expect("a right statement");
    ask("UNWIND range(0, $n - 1) AS i \
         CREATE (:P {i: i, k: i * 7919 % 97, name: 'p' + toString(i * 31 % $n), town: 'town ' + toString(i % 150)})");
    ask("MATCH (a:P) UNWIND range(1, $d) AS d \
         MATCH (b:P {i: (a.i * d * 13 + d * d * 977) % ($n / (1 + d % 4))}) CREATE (a)-[:KNOWS {since: 1990 + d}]->(b)");
    ask("CREATE INDEX FOR (p:P) ON (p.i)");
    session
}

fn ask(session: &Session, text: &str, number: i64) -> usize {
    let given = Parameters::from_iter([("i".to_owned(), Value::from(number))]);
    session.query(text, &given).expect("a right query").len()
}

/// From text to plan: nothing of it is remembered.
#[divan::bench(args = [
    "MATCH (p:P {i: $i}) RETURN p.name",
    "MATCH (a:P)-[:KNOWS]->(b:P)-[:KNOWS]->(c:P) WHERE a.k < 10 AND c.town CONTAINS '7' RETURN a.name, count(DISTINCT c) AS n ORDER BY n DESC LIMIT 10",
])]
fn explain(bencher: Bencher<'_, '_>, text: &str) {
    let session = graph();
    let text = format!("EXPLAIN {text}");
    bencher.bench_local(|| black_box(ask(&session, &text, 7)));
}

/// One prepared look-up, and what is next to it.
#[divan::bench]
fn look_up(bencher: Bencher<'_, '_>) {
    let session = graph();
    let prepared = session.prepare("MATCH (p:P {i: $i})-[:KNOWS]->(q) RETURN q.name ORDER BY q.name").expect("right");
    let mut number = 0;
    bencher.bench_local(|| {
        number = (number + 7) % NODES;
        let given = Parameters::from_iter([("i".to_owned(), Value::from(number))]);
        black_box(prepared.query(&given).expect("rows").len())
    });
}

/// Whole queries, each for what costs most in it.
#[divan::bench(args = [
    ("scan", "MATCH (p:P) WHERE p.k < 40 AND p.name CONTAINS '77' RETURN count(*) AS n"),
    ("expand", "MATCH (a:P)-[:KNOWS]->(b:P)-[:KNOWS]->(c:P) WHERE a.k = 5 AND c.k > a.k RETURN sum(c.k + a.k) AS s"),
    ("count", "MATCH (a:P)-[:KNOWS]->(b:P)-[:KNOWS]->(c:P) RETURN count(*) AS n"),
    ("triangle", "MATCH (a:P)-[:KNOWS]->(b:P)-[:KNOWS]->(c:P), (a)-[:KNOWS]->(c) RETURN count(*) AS n"),
    ("group", "MATCH (a:P)-[:KNOWS]->(b:P) RETURN a.town AS t, b.k AS k, count(*) AS n, max(b.i) AS m"),
    ("distinct", "MATCH (a:P {k: 5})-[:KNOWS]->()-[:KNOWS]->(c:P) RETURN DISTINCT c.name"),
    ("top", "MATCH (a:P)-[r:KNOWS]->(b:P) RETURN a.i, b.i, a.k + 2 * b.k AS s ORDER BY s DESC, a.i, b.i LIMIT 20"),
    ("sort", "MATCH (p:P) RETURN p.name ORDER BY p.town, p.name"),
    ("optional", "MATCH (p:P) OPTIONAL MATCH (p)<-[:KNOWS]-(q:P {k: 3}) RETURN count(q) AS n"),
    ("exists", "MATCH (p:P) WHERE EXISTS { (p)-[:KNOWS]->(:P {k: 3}) } RETURN count(*) AS n"),
    ("shortest", "MATCH (a:P {i: 11}), (b:P {i: 4242}) MATCH p = shortestPath((a)-[:KNOWS*]->(b)) RETURN length(p)"),
    ("reach", "MATCH (a:P {i: 11})-[:KNOWS*1..4]->(b) RETURN count(DISTINCT b) AS n"),
])]
fn query(bencher: Bencher<'_, '_>, (_, text): (&str, &str)) {
    let session = graph();
    bencher.bench_local(|| black_box(ask(&session, text, 0)));
}

/// A relationship between two nodes that are looked up, in a statement of its own.
#[divan::bench]
fn write(bencher: Bencher<'_, '_>) {
    let session = graph();
    let prepared =
        session.prepare("MATCH (a:P {i: $i}), (b:P {i: $i + 1}) CREATE (a)-[:MET]->(b)").expect("a right statement");
    let mut number = 0;
    bencher.bench_local(|| {
        number = (number + 1) % (NODES - 1);
        prepared.query(&Parameters::from_iter([("i".to_owned(), Value::from(number))])).expect("written")
    });
}
