//! What a view costs: the same query through a view, and on a graph of facts that has just what the view
//! shows. `cargo test --release --test views -- --ignored --nocapture` prints the table.

use std::time::{Duration, Instant};

use claimgraph::{Graph, Parameters, Value};

use crate::sample::ask;

const NODES: usize = 100_000;
/// So many relationships without a claim, and as many with one.
const HALF: usize = 300_000;
const SOURCES: usize = 10;
const ROUNDS: usize = 7;

const QUERIES: [(&str, &str); 8] = [
    ("scan", "MATCH (n:N) RETURN count(n) AS n"),
    ("values", "MATCH (n:N) WHERE n.k = 7 RETURN count(n) AS n, sum(n.k) AS s"),
    ("relationships", "MATCH (:N)-[r:R]->() RETURN count(r) AS n"),
    ("two hops", "MATCH (a:N)-[:R]->(b)-[:S]->(c) RETURN count(*) AS n"),
    ("two hops from one", "MATCH (a:N {key: 'n5'})-[]-(b)-[]-(c) RETURN count(*) AS n"),
    ("variable length", "MATCH (a:N {key: 'n5'})-[*1..3]->(b) RETURN count(b) AS n"),
    ("aggregation", "MATCH (a:N)-[r]->(b) RETURN type(r) AS t, count(*) AS n, max(b.k) AS k ORDER BY t"),
    (
        "shortest path",
        "MATCH (a:N {key: 'n5'}), (b:N {key: 'n5000'}) MATCH p = shortestPath((a)-[*..6]-(b)) RETURN length(p) AS n",
    ),
];

const VIEWS: [&str; 5] =
    ["", "USE everything()", "USE according_to('s0')", "USE as_of('2022-06')", "USE corroborated(1)"];

fn run(graph: &Graph, query: &str, parameters: &Parameters) -> Vec<Vec<Value>> {
    let mut session = graph.session();
    let limits = session.limits_mut();
    (limits.memory_bytes, limits.list_elements, limits.deadline) = (8 << 30, 10_000_000, None);
    session.query(query, parameters).unwrap_or_else(|error| panic!("{query}\n{error}")).rows
}

/// Pairs of nodes, the same each time.
fn pairs(first: usize, count: usize) -> Value {
    let pair = |j: usize| {
        let (from, to) = ((j * 7919) % NODES, (j * 104_729 + 13) % NODES);
        Value::list([from, to, j].map(|n| Value::from(n as i64)))
    };
    Value::list((first..first + count).map(pair))
}

fn relate(graph: &Graph, rows: Value, within: &str) {
    let parameters = Parameters::from_iter([("rows".to_owned(), rows)]);
    let text = format!(
        "UNWIND $rows AS x MATCH (a:N {{key: 'n' + x[0]}}), (b:N {{key: 'n' + x[1]}}) WITH collect([a, b, x[2]]) AS all \
         CALL (all) {{ {within} UNWIND all AS x WITH x[0] AS a, x[1] AS b, x[2] AS j \
         CREATE (a)-[:$(['R', 'S', 'T'][j % 3]) {{j: j}}]->(b) }}"
    );
    run(graph, &text, &parameters);
}

fn empty() -> Graph {
    let graph = Graph::new();
    ask(&graph, "CREATE INDEX FOR (n:N) ON (n.key)");
    graph
}

/// Nodes with a key, and a number that is a fact without a claim.
fn nodes(graph: &Graph, rows: Value) {
    let parameters = Parameters::from_iter([("rows".to_owned(), rows)]);
    run(graph, "UNWIND $rows AS x CREATE (:N {key: 'n' + x[0], k: x[1]})", &parameters);
}

/// Half of the relationships are claimed, most of them by the first source.
fn claimed() -> Graph {
    let graph = empty();
    (0..SOURCES).for_each(|source| drop(ask(&graph, &format!("CREATE (:Source {{name: 's{source}'}})"))));
    nodes(&graph, Value::list((0..NODES as i64).map(|i| Value::list([i, i % 100].map(Value::from)))));
    relate(&graph, pairs(0, HALF), "");
    let mut first = HALF;
    for source in 0..SOURCES {
        let count = if source == 0 { HALF / 2 } else { HALF / 2 / (SOURCES - 1) };
        let said = source + 1;
        relate(
            &graph,
            pairs(first, count),
            &format!("USE view({{according_to: 's{source}', as_of: '2022-{said:02}'}})"),
        );
        first += count;
    }
    graph
}

/// What a view shows of it, as facts.
fn filtered(graph: &Graph, view: &str) -> Graph {
    let plain = empty();
    let list = |rows: Vec<Vec<Value>>| Value::list(rows.into_iter().map(Value::list));
    let keys = format!("{view} MATCH (n:N) RETURN toInteger(substring(n.key, 1)), n.k");
    nodes(&plain, list(run(graph, &keys, &Parameters::new())));
    let text = "MATCH (a:N)-[r]->(b:N) RETURN toInteger(substring(a.key, 1)), toInteger(substring(b.key, 1)), r.j";
    relate(&plain, list(run(graph, &format!("{view} {text}"), &Parameters::new())), "");
    plain
}

fn time(graph: &Graph, query: &str) -> (Duration, Vec<Vec<Value>>) {
    let started = Instant::now();
    let rows = run(graph, query, &Parameters::new());
    (started.elapsed(), rows)
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

#[test]
#[ignore = "takes minutes, and measures"]
fn a_view_costs_at_most_twice_the_time() {
    let started = Instant::now();
    let graph = claimed();
    println!("built in {:.1} s", started.elapsed().as_secs_f64());
    println!("{:<24} {:<18} {:>9} {:>9} {:>9} {:>6}", "view", "query", "facts ms", "view ms", "cold ms", "ratio");
    let mut slow = Vec::new();
    for view in VIEWS {
        let plain = filtered(&graph, view);
        for (name, query) in QUERIES {
            let through = format!("{view} {query}");
            // so that the view is worked out anew
            ask(&graph, "CREATE (n) DELETE n");
            let (cold, rows) = time(&graph, &through);
            assert_eq!(rows, time(&plain, query).1, "{through}");
            let (mut facts, mut views) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                facts.push(time(&plain, query).0);
                views.push(time(&graph, &through).0);
            }
            let (facts, views) = (median(facts), median(views));
            let (cold, ratio) = (cold.as_secs_f64() * 1e3, views / facts);
            println!("{view:<24} {name:<18} {facts:>9.2} {views:>9.2} {cold:>9.1} {ratio:>6.2}");
            if ratio > 2.0 {
                slow.push(format!("{view} {name}: {ratio:.2}"));
            }
        }
    }
    assert_eq!(slow, Vec::<String>::new());
}
