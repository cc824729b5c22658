//! Queries that try to hang, overflow or eat memory: each ends in its own error, in time.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail loudly"
)]

use std::time::{Duration, Instant};

use claimgraph::{Detail, Graph, Parameters, Session};

const DEADLINE: Duration = Duration::from_millis(300);
/// A slow machine may be late; a hang is not a matter of seconds.
const LATE: Duration = Duration::from_secs(20);

fn session(graph: &Graph) -> Session {
    let mut session = graph.session();
    session.limits_mut().deadline = Some(DEADLINE);
    session.limits_mut().memory_bytes = 64 << 20;
    session
}

/// The detail of the error that the query ends in, in time.
fn detail(graph: &Graph, query: &str) -> Option<Detail> {
    let started = Instant::now();
    let result = session(graph).query(query, &Parameters::new());
    assert!(started.elapsed() < LATE, "took {:?}: {}", started.elapsed(), &query[..query.len().min(100)]);
    result.err().map(|error| error.detail())
}

fn complete_graph(nodes: usize) -> Graph {
    let graph = Graph::new();
    let make = format!(
        "UNWIND range(1, {nodes}) AS i CREATE (:N {{i: i}}) WITH count(*) AS c MATCH (a:N), (b:N) WHERE a.i < b.i CREATE (a)-[:T]->(b)"
    );
    graph.session().query(&make, &Parameters::new()).expect("the graph is made");
    graph
}

#[test]
fn deep_nesting_is_refused() {
    let graph = Graph::new();
    for open in ["(", "[", "{a: ", "-", "NOT ", "CASE WHEN ", "[x IN ", "EXISTS { (a WHERE ", "size(", "+"] {
        let query = format!("RETURN {}1", open.repeat(20_000));
        assert_eq!(detail(&graph, &query), Some(Detail::Nesting), "{open}");
    }
    // as deep as allowed is fine, and so is dropping it
    let query = format!("RETURN {}1{}", "[".repeat(100), "]".repeat(100));
    let rows = graph.session().query(&query, &Parameters::new());
    assert!(rows.is_ok());
}

#[test]
fn long_chains_are_flat() {
    let graph = Graph::new();
    for part in [" + 1", " AND true", " OR false", " < 2", " || 'a'"] {
        let first = if part.contains("true") || part.contains("false") { "true" } else { "1" };
        let first = if part.contains('\'') { "'a'" } else { first };
        let query = format!("RETURN {first}{} AS x", part.repeat(50_000));
        let found = detail(&graph, &query);
        assert!(matches!(found, None | Some(Detail::Deadline)), "{part}: {found:?}");
    }
    let query = format!("RETURN {{}}{}", ".a".repeat(100_000));
    assert_eq!(detail(&graph, &query), Some(Detail::Nesting));
    let query = format!("RETURN []{}", "[0]".repeat(100_000));
    assert_eq!(detail(&graph, &query), Some(Detail::Nesting));
}

#[test]
fn long_queries_are_refused() {
    let graph = Graph::new();
    let query = format!("RETURN '{}'", "x".repeat(10 << 20));
    assert_eq!(detail(&graph, &query), Some(Detail::QuerySize));
    let wide = format!("RETURN [{}1]", "1,".repeat(400_000));
    // long but flat: it takes its time in a debug build, and comes to its end
    let rows = graph.session().query(&wide, &Parameters::new()).unwrap_or_else(|error| panic!("{}", error.message()));
    assert_eq!(rows.len(), 1);
}

#[test]
fn endless_rows_end() {
    let graph = Graph::new();
    for i in 0..3 {
        graph
            .session()
            .query(&format!("UNWIND range(1, 3000) AS x CREATE (:N {{x: x + {i}}})"), &Parameters::new())
            .expect("made");
    }
    for (query, expected) in [
        ("UNWIND range(1, 1000000000000) AS x RETURN count(x)", vec![Detail::Deadline]),
        ("UNWIND range(1, 1000000000000) AS x RETURN x", vec![Detail::Memory, Detail::Deadline]),
        ("UNWIND range(1, 1000000000000) AS x RETURN x ORDER BY x", vec![Detail::Memory, Detail::Deadline]),
        ("UNWIND range(1, 1000000000000) AS x RETURN DISTINCT x", vec![Detail::Memory, Detail::Deadline]),
        ("UNWIND range(1, 1000000000000) AS x RETURN x, count(*)", vec![Detail::Memory, Detail::Deadline]),
        (
            "UNWIND range(1, 1000000000000) AS x RETURN collect(x)",
            vec![Detail::Memory, Detail::ValueSize, Detail::Deadline],
        ),
        ("UNWIND range(1, 1000000000000) AS x CREATE (:M)", vec![Detail::Memory, Detail::Deadline]),
        ("RETURN range(0, 9223372036854775807)", vec![Detail::ValueSize]),
        ("RETURN range(-9223372036854775808, 9223372036854775807)", vec![Detail::ValueSize]),
        ("MATCH (a:N), (b:N), (c:N) RETURN count(*)", vec![Detail::Deadline]),
        ("MATCH (a:N), (b:N), (c:N) WHERE a.x + b.x = c.x * 1000000 RETURN a", vec![Detail::Deadline]),
        ("RETURN reduce(s = 'x', i IN range(1, 60) | s + s) AS s", vec![Detail::ValueSize]),
        ("RETURN reduce(s = [1], i IN range(1, 60) | s + s) AS s", vec![Detail::ValueSize]),
        (
            "RETURN size([x IN range(1, 3000) WHERE any(y IN range(1, 3000) WHERE any(z IN range(1, 3000) WHERE z = 0))]) AS n",
            vec![Detail::Deadline],
        ),
        (
            "MATCH (a:N) WHERE EXISTS { (b:N) WHERE EXISTS { (c:N) WHERE a.x + b.x + c.x = -1 } } RETURN a",
            vec![Detail::Deadline],
        ),
        ("RETURN 9223372036854775807 + 1", vec![Detail::IntegerOverflow]),
        ("RETURN -9223372036854775808 / -1", vec![Detail::IntegerOverflow]),
        (
            "RETURN replace(replace(replace(replace('aaaaaaaaaaaaaaaa', 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaa')",
            vec![Detail::ValueSize],
        ),
    ] {
        let found = detail(&graph, query);
        assert!(found.is_some_and(|found| expected.contains(&found)), "{query}: {found:?}");
    }
}

#[test]
fn paths_without_end_end() {
    let graph = complete_graph(20);
    for query in [
        "MATCH p = (a)-[*]-(b) RETURN count(p)",
        "MATCH (a {i: 1})-[*]-(b {i: 2}) RETURN count(*)",
        "MATCH (a)-[*]-(b) WHERE a.i = 1 RETURN collect(b)",
        "MATCH (a {i: 1}), (b {i: 2}), p = shortestPath((a)-[*]-(b)) WHERE length(p) > 100000 RETURN p",
        "MATCH (a {i: 1}), (b {i: 2}), p = allShortestPaths((a)-[*]-(b)) WHERE a.i + length(p) = 0 RETURN count(p)",
    ] {
        let found = detail(&graph, query);
        assert!(matches!(found, Some(Detail::Deadline | Detail::Memory)), "{query}: {found:?}");
    }
}

#[test]
fn an_error_half_way_leaves_nothing() {
    let graph = Graph::new();
    let count = || {
        let rows = graph.session().query("MATCH (n) RETURN count(n) AS c", &Parameters::new()).expect("counts");
        rows.get(0, "c").expect("one").to_string()
    };
    assert!(detail(&graph, "UNWIND range(1, 1000000000000) AS x CREATE (:M {x: x})-[:T]->(:M)").is_some());
    assert_eq!(count(), "0");
    assert_eq!(detail(&graph, "UNWIND [1, 0] AS x CREATE (:M {x: 1 / x})"), Some(Detail::DivisionByZero));
    assert_eq!(count(), "0");
}

#[test]
fn another_thread_can_stop_a_query() {
    let graph = Graph::new();
    let session = graph.session();
    let interrupt = session.interrupt();
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        interrupt.stop();
    });
    let started = Instant::now();
    let error =
        session.query("UNWIND range(1, 1000000000000) AS x RETURN sum(x)", &Parameters::new()).expect_err("stopped");
    assert_eq!(error.detail(), Detail::Stopped);
    assert!(started.elapsed() < LATE);
    stopper.join().expect("it ends");
}

#[test]
fn a_hub_can_be_taken_down() {
    let graph = Graph::new();
    let mut session = graph.session();
    session.limits_mut().deadline = Some(Duration::from_secs(60));
    for query in [
        "CREATE (:Hub) WITH 1 AS one UNWIND range(1, 20000) AS x CREATE (:Leaf {x: x})",
        "MATCH (h:Hub), (l:Leaf) CREATE (h)-[:T]->(l)",
        "MATCH (h:Hub), (l:Leaf {x: 7}) MERGE (h)-[:T]->(l)",
        "MATCH (h:Hub) DETACH DELETE h",
        "MATCH (l:Leaf) DELETE l",
    ] {
        session.query(query, &Parameters::new()).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn long_plans_are_refused() {
    let graph = Graph::new();
    let clauses: String = (0..20_000).map(|i| format!("WITH 1 AS x{i} ")).collect();
    assert_eq!(detail(&graph, &format!("{clauses} RETURN 1 AS x")), Some(Detail::Nesting));
    let hops = "-->()".repeat(20_000);
    assert_eq!(detail(&graph, &format!("MATCH (a){hops} RETURN 1 AS x")), Some(Detail::Nesting));
    let labels: Vec<String> = (0..40_000).map(|i| format!("L{i}")).collect();
    let query = format!("MATCH (n:{}) RETURN count(n) AS c", labels.join("|"));
    assert!(graph.session().query(&query, &Parameters::new()).is_ok());
    // a script of many CREATEs is one step
    let creates: String = (0..3_000).map(|i| format!("CREATE (n{i}:N {{i: {i}}}) ")).collect();
    assert!(graph.session().query(&creates, &Parameters::new()).is_ok());
}

#[test]
fn values_are_not_nested_without_end() {
    let graph = Graph::new();
    for query in [
        "RETURN reduce(a = [1], j IN range(1, 200000) | [a]) AS s",
        "RETURN reduce(a = {x: 1}, j IN range(1, 200000) | {x: a}) AS s",
        "RETURN reduce(a = 1, j IN range(1, 200000) | [x IN [1] | a]) AS s",
    ] {
        assert_eq!(detail(&graph, query), Some(Detail::Nesting), "{query}");
    }
}

#[test]
fn all_shortest_paths_of_a_ladder_end() {
    let graph = Graph::new();
    // 2 to the power of 30 shortest paths from end to end
    let make = "UNWIND range(0, 30) AS i CREATE (:L {i: i, s: 0}), (:L {i: i, s: 1}) WITH count(*) AS c \
                MATCH (a:L), (b:L) WHERE b.i = a.i + 1 CREATE (a)-[:T]->(b)";
    graph.session().query(make, &Parameters::new()).expect("made");
    let ends = "MATCH (a:L {i: 0, s: 0}), (b:L {i: 30, s: 0})";
    let found = detail(&graph, &format!("{ends} MATCH p = allShortestPaths((a)-[*]->(b)) RETURN count(p)"));
    assert!(matches!(found, Some(Detail::Deadline | Detail::Memory)), "{found:?}");
    assert_eq!(detail(&graph, &format!("{ends} MATCH p = shortestPath((a)-[*]->(b)) RETURN length(p)")), None);
}
