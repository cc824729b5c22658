//! How long parsing takes, printed; only gross growth decides. To see it:
//! `cargo test --release --test parse_time -- --nocapture`

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test may fail loudly, read files and print"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use claimgraph::Limits;
use claimgraph::internals::parse;

/// Opening, middle and closing of what can be nested.
const SHAPES: &[(&str, &str, &str)] = &[
    ("(", "1", ")"),
    ("[", "1", "]"),
    ("{k: ", "1", "}"),
    ("(a)-->(b {k: ", "1", "})"),
    ("(a)-[r {k: ", "1", "}]->(b)"),
    ("(a) - [ r {k: ", "1", "} ] - (b)"),
    ("(a)--({k: ", "1", "})"),
    ("[x IN ", "xs", " | x]"),
    ("[x IN xs WHERE ", "1", " | x]"),
    ("[x IN xs WHERE x:A | ", "1", "]"),
    ("[(a)-->(b {k: ", "1", "}) | 1]"),
    ("CASE WHEN ", "1", " THEN 1 END"),
    ("CASE ", "1", " WHEN 1 THEN 1 END"),
    ("CASE WHEN 1 THEN ", "1", " END"),
    ("CASE (", "1", ") WHEN 1 THEN 1 END"),
    ("CASE (1) WHEN 1 THEN ", "1", " END"),
    ("f(", "1", ")"),
    ("f((a {k: ", "1", "}))"),
    ("({k: (", "1", ")} + 1)"),
    ("x[", "1", "]"),
    ("x[..", "1", "]"),
    ("n {a: ", "1", "}"),
    ("all(x IN ", "1", " WHERE x)"),
    ("reduce(a = ", "1", ", x IN xs | a)"),
    ("trim(BOTH FROM ", "1", ")"),
    ("trim(BOTH FROM (", "1", "))"),
    ("trim(BOTH -(", "1", ") FROM x)"),
    ("(a)-[r:A|B {k: ", "1", "}]->(b)"),
    ("(a)-[r:A|B*1..2 WHERE ", "1", "]->(b)"),
    ("(a)-[r:$(", "1", ")]->(b)"),
    ("(a)-[r]->(b {k: ", "1", "})"),
    ("COLLECT { RETURN 1 ORDER BY (", "1", ") SKIP 1 LIMIT 1 }"),
    ("COLLECT { RETURN 1 LIMIT (", "1", ") }"),
    ("trim(BOTH ", "1", " FROM x)"),
    ("x:$(", "1", ")"),
    ("(n:A&$(", "1", "))-->()"),
    ("x IS :: ANY<", "INT", ">"),
    ("EXISTS { MATCH (a) WHERE ", "1", "}"),
    ("EXISTS { (a)-[r WHERE ", "1", "]->(b) }"),
    ("EXISTS { ((a)-[r WHERE ", "1", "]->(b)) }"),
    ("EXISTS { SHORTEST 1 ((a)-->{1,2}(b) WHERE ", "1", ") }"),
    ("EXISTS { MATCH (a) SET a[", "1", "] = 1 }"),
    ("EXISTS { MATCH (a) ORDER BY ", "1", " RETURN a }"),
    ("COUNT { (a {k: ", "1", "}) }"),
    ("COLLECT { RETURN ", "1", " }"),
    ("shortestPath((a {k: ", "1", "})-->(b))"),
    ("(a:L {k: ", "1", "})-->()"),
    ("(:L {k: ", "1", "})-->()"),
    ("NOT ", "1", ""),
    ("- ", "a", ""),
];

const LEVELS: [usize; 4] = [10, 20, 40, 80];

fn time(text: &str) -> Duration {
    let limits = Limits { nesting: 10_000, query_bytes: 2 << 20, ..Limits::default() };
    let started = Instant::now();
    let _ = std::hint::black_box(parse(text, &limits));
    started.elapsed()
}

/// The shortest of several runs: what else the machine does only makes it longer.
fn best(text: &str) -> Duration {
    (0..3).map(|_| time(text)).min().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn goal(what: &str, found: Duration, wanted: Duration) {
    let judged = match (cfg!(debug_assertions), found < wanted) {
        (true, _) => "not judged without optimization",
        (false, true) => "reached",
        (false, false) => "MISSED",
    };
    println!("{what}: {:.1} ms; goal {} ms: {judged}", milliseconds(found), wanted.as_millis());
}

#[test]
fn nesting_takes_time_in_proportion() {
    // on a stack of its own, since 80 levels without optimization need more than a test's
    let run = || {
        let mut gross = Vec::new();
        for (open, middle, close) in SHAPES {
            for close in [*close, ""] {
                let texts = LEVELS.map(|n| format!("RETURN {}{middle}{} AS x", open.repeat(n), close.repeat(n)));
                let times = texts.each_ref().map(|text| best(text));
                let [.., at_40, at_80] = times;
                let growth = at_80.as_secs_f64() / at_40.as_secs_f64().max(1e-6);
                let listed: Vec<String> = times.iter().map(|time| format!("{:8.3}", milliseconds(*time))).collect();
                println!("{} ms  x{growth:4.1}  {open}..{close}", listed.join(" "));
                // linear is 2, quadratic 4; two to the power of 40 would not come to its end
                if growth > 50.0 && at_80 > Duration::from_millis(100) {
                    gross.push(format!("{growth:.0} times from 40 to 80 levels: {open}..{close}"));
                }
            }
        }
        gross
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run).expect("a thread is made");
    let gross = thread.join().expect("it ends");
    assert!(gross.is_empty(), "{}", gross.join("\n"));
}

#[test]
fn a_long_list_takes_time_in_proportion() {
    let list = |elements: usize| format!("RETURN [{}1] AS x", "1,".repeat(elements));
    let (half, whole) = (best(&list(1 << 18)), best(&list((1 << 19) - 20)));
    goal("a list of 1 MiB", whole, Duration::from_secs(1));
    let growth = whole.as_secs_f64() / half.as_secs_f64();
    println!("twice as long takes {growth:.1} times as long");
    assert!(growth < 50.0);
}

#[test]
fn the_largest_query_of_the_tck() {
    let Some(query) = largest_tck_query() else {
        println!("The TCK is absent: no features under CLAIMGRAPH_TCK or ../shared/tck; nothing was timed.");
        assert!(std::env::var_os("CI").is_none(), "with CI set, the TCK must be there");
        return;
    };
    println!("the largest query of the TCK has {} bytes", query.len());
    assert!(parse(&query, &Limits::default()).is_ok());
    goal("the largest query of the TCK", best(&query), Duration::from_millis(20));
}

/// The longest text in triple quotes that follows a step about a query.
fn largest_tck_query() -> Option<String> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tck");
    let root = std::env::var_os("CLAIMGRAPH_TCK").map_or_else(default, PathBuf::from);
    let text = std::fs::read_to_string(root.join("features/clauses/create/Create4.feature")).ok()?;
    text.split("\"\"\"").skip(1).step_by(2).max_by_key(|query| query.len()).map(str::to_owned)
}
