//! What hostile queries really take: each under a cap on its memory, measured by the allocator. One test
//! in a binary of its own, so that nothing else allocates meanwhile.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test may fail loudly and make files"
)]

use std::time::Duration;

use claimgraph::{Detail, Graph, Parameters};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// A peak may be so many times the cap (estimates are not exact), and so many bytes more: what a
/// batch on its way takes, which is not counted.
const MULTIPLE: f64 = 1.5;
const BESIDE: usize = 6 << 20;

/// Memory is what ends a query, however busy the machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// Setup statements, and queries that want more memory than there is.
const QUERIES: &[(&[&str], &[&str])] = &[
    (
        &[],
        &[
            "UNWIND range(1, 100000000) AS x RETURN x",
            "UNWIND range(1, 100000000) AS x RETURN 'text ' + x AS s",
            "UNWIND range(1, 100000000) AS x RETURN [x, x] AS l",
            "UNWIND range(1, 100000000) AS x RETURN {a: x, b: 'text ' + x} AS m",
            "UNWIND range(1, 100000000) AS x RETURN date() AS d, duration({days: x}) AS l, datetime() AS t",
            "UNWIND range(1, 100000000) AS x RETURN point({x: x, y: x}) AS p",
            "UNWIND range(1, 100000000) AS x RETURN collect(x)",
            "UNWIND range(1, 100000000) AS x RETURN collect('text ' + x)",
            "UNWIND range(1, 100000000) AS x RETURN collect({a: x})",
            "UNWIND range(1, 100000000) AS x RETURN collect(DISTINCT x)",
            "UNWIND range(1, 100000000) AS x RETURN count(DISTINCT x)",
            "UNWIND range(1, 100000000) AS x RETURN count(DISTINCT 'text ' + x)",
            "UNWIND range(1, 100000000) AS x RETURN percentileCont(x, 0.5)",
            "UNWIND range(1, 100000000) AS x RETURN x, count(*)",
            "UNWIND range(1, 100000000) AS x RETURN 'text ' + x AS s, count(*), min(x), collect(x)",
            "UNWIND range(1, 100000000) AS x RETURN x % 1000 AS k, collect(x), collect(DISTINCT x)",
            "UNWIND range(1, 100000000) AS x RETURN DISTINCT x",
            "UNWIND range(1, 100000000) AS x WITH DISTINCT 'text ' + x AS s RETURN count(s)",
            "UNWIND range(1, 100000000) AS x RETURN x ORDER BY -x",
            "UNWIND range(1, 100000000) AS x WITH x ORDER BY 'text ' + x RETURN count(x)",
            "UNWIND range(1, 100000000) AS x WITH x, 'text ' + x AS s ORDER BY s, x LIMIT 10000000 RETURN count(x)",
            "UNWIND range(1, 100000000) AS x RETURN x UNION UNWIND range(1, 100000000) AS x RETURN -x AS x",
            "RETURN range(1, 9999999) AS l",
            "RETURN [x IN range(1, 9999999) | 'text ' + x] AS l",
            "RETURN reduce(l = [], x IN range(1, 1000000) | l + range(1, 1000)) AS l",
            "RETURN reduce(s = 'x', i IN range(1, 60) | s + s) AS s",
            "WITH reduce(s = 'x', i IN range(1, 23) | s + s) AS s RETURN split(s, '') AS l",
            "WITH reduce(s = 'x', i IN range(1, 23) | s + s) AS s RETURN split(s, 'x') AS l",
            "WITH reduce(s = 'x', i IN range(1, 20) | s + s) AS s UNWIND range(1, 1024) AS x RETURN s + x AS s",
            "WITH range(1, 10000) AS l RETURN coll.flatten([x IN range(1, 10000) | l]) AS l",
            "WITH range(1, 1000000) AS l RETURN coll.sort(coll.distinct(l)) AS l",
            "UNWIND range(1, 100000000) AS x WITH collect(x) AS l UNWIND l AS y RETURN count(y)",
            "UNWIND range(1, 1000) AS x CALL (x) { UNWIND range(1, 1000000) AS y RETURN y } RETURN collect(y)",
            "UNWIND range(1, 100000000) AS x RETURN x AS c0, x AS c1, x AS c2, x AS c3, x AS c4, x AS c5, x AS c6",
            "RETURN COLLECT { UNWIND range(1, 100000000) AS x RETURN 'text ' + x } AS l",
            "UNWIND range(1, 100000000) AS x CREATE (:N)",
            "UNWIND range(1, 100000000) AS x CREATE (:N {x: x})",
            "UNWIND range(1, 100000000) AS x CREATE (:N {x: 'text ' + x})",
            "UNWIND range(1, 100000000) AS x CREATE (:N {x: x, y: [x, x], z: 1.5})-[:T {since: x}]->(:M)",
            "UNWIND range(1, 100000000) AS x MERGE (:N {x: x % 10}) CREATE (:M {y: x})",
            "FOREACH (x IN range(1, 1000000) | CREATE (:N {x: x}))",
            "CREATE (n:N) WITH n UNWIND range(1, 100000000) AS x SET n.x = x",
            "CREATE (n:N) WITH n UNWIND range(1, 100000000) AS x SET n['k' + x] = x",
            "CREATE (n:N) WITH n UNWIND range(1, 100000000) AS x SET n += {a: x, b: 'text ' + x}",
            "CREATE (n:N) WITH n UNWIND range(1, 100000000) AS x SET n:$('L' + x)",
            "CREATE (n:N) WITH n UNWIND range(1, 100000000) AS x CREATE (n)-[:T]->(n)",
            "CREATE (n:N) WITH n UNWIND range(1, 100000000) AS x CREATE (n)-[:$('T' + x)]->(n)",
            "UNWIND range(1, 100000000) AS x CREATE (n:N {x: x}) DELETE n",
            "LOAD CSV FROM 'long.csv' AS row RETURN row",
            "LOAD CSV WITH HEADERS FROM 'long.csv' AS row RETURN row",
            "LOAD CSV FROM 'long.csv' AS row RETURN collect(row[1])",
            "LOAD CSV FROM 'wide.csv' AS row RETURN row",
            "LOAD CSV WITH HEADERS FROM 'wide.csv' AS row RETURN row",
        ],
    ),
    (
        &["UNWIND range(1, 3000) AS x CREATE (:N {x: x, text: 'text ' + x})"],
        &[
            "MATCH (a:N), (b:N) RETURN a, b",
            "MATCH (a:N), (b:N) RETURN a.text AS s, b.x AS x",
            "MATCH (a:N), (b:N) RETURN collect([a, b])",
            "MATCH (a:N), (b:N) WITH a, b ORDER BY a.x + b.x RETURN count(*)",
            "MATCH (a:N), (b:N) RETURN DISTINCT a, b",
            "MATCH (a:N), (b:N) WITH a, b, count(*) AS c RETURN count(c)",
            "MATCH (a:N), (b:N) CREATE (a)-[:T]->(b)",
            "MATCH (a:N), (b:N) CREATE (a)-[:T {x: a.x}]->(b)",
            "MATCH (a:N), (b:N) SET a.x = b.x",
            "MATCH (a:N) CALL (a) { MATCH (b:N), (c:N) RETURN c } RETURN collect(c)",
            "MATCH (a:N) OPTIONAL MATCH (b:N), (c:N) RETURN collect(c)",
            "MATCH (a:N), (b:N) RETURN properties(a) AS p, b {.*} AS q",
        ],
    ),
    (
        &["UNWIND range(1, 20) AS i CREATE (:N {i: i})", "MATCH (a:N), (b:N) WHERE a.i < b.i CREATE (a)-[:T]->(b)"],
        &[
            "MATCH p = (a)-[*]-(b) RETURN p",
            "MATCH p = (a)-[*]-(b) RETURN collect(p)",
            "MATCH (a)-[r*]-(b) RETURN r",
            "MATCH p = (x)((a)--(b))+(y) RETURN p",
            "MATCH (x)((a)--(b))+(y) RETURN a, b",
            "MATCH (x)((a)--(b))+(y) RETURN count(*)",
            "MATCH REPEATABLE ELEMENTS p = (x)-[:T]-{1,100}(y) RETURN p",
            "MATCH p = SHORTEST 1000000 (a {i: 1})--+(b {i: 2}) RETURN p",
            "MATCH p = SHORTEST 1000000 GROUPS (a {i: 1})--+(b {i: 2}) RETURN count(p)",
        ],
    ),
    (
        &[
            "UNWIND range(0, 30) AS i CREATE (:L {i: i, s: 0}), (:L {i: i, s: 1})",
            "MATCH (a:L), (b:L) WHERE b.i = a.i + 1 CREATE (a)-[:T]->(b)",
        ],
        &[
            "MATCH (a:L {i: 0, s: 0}), (b:L {i: 30, s: 0}) MATCH p = allShortestPaths((a)-[*]->(b)) RETURN p",
            "MATCH p = ALL SHORTEST (a:L {i: 0, s: 0})-[:T]->+(b:L {i: 30, s: 0}) RETURN p",
        ],
    ),
];

/// Queries that stream much and keep little: they come to their end.
const STREAMS: &[&str] = &[
    "UNWIND range(1, 300000) AS x RETURN count(x) AS c",
    "UNWIND range(1, 300) AS x WITH [y IN range(1, 10000) | y] AS l RETURN sum(size(l)) AS c",
    "UNWIND range(1, 100) AS x CALL (x) { UNWIND range(1, 5000) AS y RETURN DISTINCT y } RETURN count(y) AS c",
    "UNWIND range(1, 100) AS x CALL (x) { UNWIND range(1, 5000) AS y RETURN y ORDER BY -y } RETURN count(y) AS c",
    "UNWIND range(1, 100) AS x RETURN sum(size(COLLECT { UNWIND range(1, 5000) AS y RETURN y })) AS c",
    "UNWIND range(1, 100) AS x WITH reduce(s = 'x', i IN range(1, 20) | s + s) + x AS s RETURN count(s) AS c",
    "UNWIND range(1, 300000) AS x WITH x ORDER BY -x LIMIT 3 RETURN collect(x) AS c",
    "LOAD CSV FROM 'long.csv' AS row RETURN count(row) AS c",
];

#[test]
fn memory_stays_near_its_cap() {
    let folder = std::env::temp_dir().join(format!("claimgraph-memory-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder is made");
    let lines: String = (0..500_000).map(|i| format!("{i},some text {i}\n")).collect();
    std::fs::write(folder.join("long.csv"), lines).expect("written");
    let names: String = (0..1_000_000).map(|i| format!("n{i},")).collect();
    std::fs::write(folder.join("wide.csv"), format!("{names}\n{names}\n")).expect("written");
    let mut over = Vec::new();
    // without optimization the larger one takes minutes
    let caps: &[usize] = if cfg!(debug_assertions) { &[16 << 20] } else { &[64 << 20, 16 << 20] };
    for cap in caps.iter().copied() {
        for (setup, queries) in QUERIES {
            for query in *queries {
                let graph = Graph::new();
                for statement in *setup {
                    graph.session().query(statement, &Parameters::new()).expect("the graph is made");
                }
                let (peak, found) = measured(&graph, query, cap, &folder);
                let ratio = peak as f64 / cap as f64;
                println!("{:7.1} MiB {ratio:5.2}  {found:10} {query}", peak as f64 / f64::from(1 << 20));
                if peak as f64 > MULTIPLE * cap as f64 + BESIDE as f64 {
                    over.push(format!("{ratio:.2} times {} MiB: {query}", cap >> 20));
                }
                if found == "fine" {
                    over.push(format!("wants more than {} MiB, and is fine: {query}", cap >> 20));
                }
            }
        }
        for query in STREAMS {
            let (peak, found) = measured(&Graph::new(), query, cap, &folder);
            println!("{:7.1} MiB        {found:10} {query}", peak as f64 / f64::from(1 << 20));
            if found != "fine" {
                over.push(format!("keeps little under {} MiB, and ends in {found}: {query}", cap >> 20));
            }
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    assert!(over.is_empty(), "memory is not as it should be:\n{}", over.join("\n"));
}

/// The peak of the heap beyond where it started, and how the query ended.
fn measured(graph: &Graph, query: &str, cap: usize, folder: &std::path::Path) -> (usize, String) {
    let mut session = graph.session();
    session.limits_mut().memory_bytes = cap;
    session.limits_mut().deadline = Some(PATIENCE);
    session.limits_mut().csv_folder = Some(folder.to_owned());
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let result = session.query(query, &Parameters::new());
    let peak = ALLOCATOR.peak_usage().saturating_sub(before);
    let found = match result {
        Ok(_) => "fine".to_owned(),
        Err(error) => match error.detail() {
            detail @ (Detail::Memory | Detail::ValueSize | Detail::InvalidFile | Detail::Deadline) => {
                format!("{detail:?}")
            }
            _ => panic!("{query}: {error}"),
        },
    };
    (peak, found)
}
