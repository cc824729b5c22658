//! A session's view is the `USE` that it stands for: every query gives the same through either.

#![allow(clippy::expect_used, clippy::panic, reason = "a test")]

use claimgraph::{Detail, Graph, Parameters, Rows, Session, Value};

const VIEWS: [&str; 9] = [
    "according_to('Amaq')",
    "denials_of('Taliban')",
    "reported_by('Eurasianet')",
    "as_of('2022-05-10')",
    "corroborated(2)",
    "disputed()",
    "everything()",
    "view({according_to: 'Taliban', reported_by: 'caspian-2022-05-10'})",
    "'IS media'",
];

const QUERIES: [&str; 9] = [
    "MATCH (a)-[r]->(b) RETURN a, r, b",
    "MATCH (n) RETURN count(n) AS n, count(n.description) AS described",
    "MATCH p = (:Attack)-[*1..2]-(x) RETURN DISTINCT x.name AS name ORDER BY name",
    "MATCH (a:Attack) RETURN a, COUNT { (a)--() } AS degree, [(a)-[r]->() | sources(r)] AS sources",
    "UNWIND [1, 2] AS x CALL (x) { MATCH ()-[r]->() RETURN count(r) + x AS n } RETURN n",
    "CALL db.labels()",
    "CALL claims.contested(null)",
    "MATCH (a)-[r:claimed-by]->(b) RETURN a, r, b",
    "MATCH (n:Nothing) RETURN n",
];

fn through(session: &mut Session, view: &str) {
    let rows = session.without_view().query(&format!("RETURN {view} AS view"), &Parameters::new());
    let view = rows.expect("a view").get(0, "view").cloned();
    session.set_view(view).expect("a view");
}

/// All that an answer tells.
fn told(rows: claimgraph::Result<Rows>) -> String {
    rows.map_or_else(
        |error| format!("{} {}", error.code(), error.message()),
        |rows| format!("{:?}", Rows { elapsed: std::time::Duration::ZERO, ..rows }),
    )
}

#[test]
fn is_the_same_as_use() {
    let graph = Graph::embedded().expect("the shipped graph loads");
    let (plain, mut session) = (graph.session(), graph.session());
    let parameters = Parameters::new();
    for view in VIEWS {
        through(&mut session, view);
        for query in QUERIES {
            let used = told(plain.query(&format!("USE {view} {query}"), &parameters));
            assert_eq!(told(session.query(query, &parameters)), used, "{view}: {query}");
            let traced = told(plain.query_traced(&format!("USE {view} {query}"), &parameters));
            assert_eq!(told(session.query_traced(query, &parameters)), traced, "{view}: {query}");
            // a part with a USE of its own keeps to that
            let own = format!("USE graded('B', 2) {query}");
            assert_eq!(told(session.query(&own, &parameters)), told(plain.query(&own, &parameters)), "{view}: {own}");
        }
        let union = "MATCH ()-[r]->() RETURN count(r) AS n";
        let both = plain.query(&format!("USE {view} {union} UNION ALL USE everything() {union}"), &parameters);
        let half = session.query(&format!("{union} UNION ALL USE everything() {union}"), &parameters);
        assert_eq!(told(half), told(both), "{view}");
    }
}

#[test]
fn writes_as_use_does() {
    const WRITE: &str = "CREATE (:Note {name: 'N', text: 'x'})-[:about]->(:Note {name: 'M'})";
    for view in VIEWS {
        let written = [true, false].map(|is_used| {
            let graph = Graph::embedded().expect("the shipped graph loads");
            let mut session = graph.session();
            let query = if is_used {
                format!("USE {view} {WRITE}")
            } else {
                through(&mut session, view);
                WRITE.to_owned()
            };
            let done = told(session.query(&query, &Parameters::new()));
            session.set_view(None).expect("no view");
            let seen =
                session.query("USE everything() MATCH (n:Note) RETURN n, [(n)-[r]-() | claims(r)]", &Parameters::new());
            (done, told(seen))
        });
        let [used, set] = written;
        assert_eq!(set, used, "{view}");
    }
}

#[test]
fn a_name_means_what_it_means_now() {
    let graph = Graph::embedded().expect("the shipped graph loads");
    let mut session = graph.session();
    let view = |who: &str| Value::map([("according_to", Value::from(who))]);
    let count = |session: &Session| {
        let rows = session.query("MATCH ()-[r]->() RETURN count(r) AS n", &Parameters::new()).expect("an answer");
        rows.get(0, "n").cloned()
    };
    graph.name_view("mine", &view("Amaq")).expect("a view");
    session.set_view(Some("mine".into())).expect("a view");
    assert_eq!(count(&session), Some(6.into()));
    graph.name_view("mine", &view("Tawhid News")).expect("a view");
    assert_eq!(count(&session), Some(14.into()));
    let error = session.set_view(Some("none".into())).expect_err("no such view");
    assert_eq!(error.detail(), Detail::InvalidArgumentValue);
    assert_eq!(count(&session), Some(14.into()));
}

#[test]
fn a_difference_is_what_only_one_has() {
    let session = Graph::embedded().expect("the shipped graph loads").session();
    let parameters = Parameters::new();
    let count = |view: &Value, query: &str| {
        let mut session = session.without_view();
        session.set_view(Some(view.clone())).expect("a view");
        session.query(query, &parameters).expect("an answer").len()
    };
    let views: Vec<Value> = ["according_to", "reported_by"]
        .map(|part| Value::map([(part, Value::from("Amaq"))]))
        .into_iter()
        .chain([Value::map([("everything", Value::from(true))]), Value::map([("corroborated", Value::from(2))])])
        .collect();
    let query = "MATCH (a)-[r]->(b) RETURN type(r) AS type";
    for first in &views {
        for second in &views {
            let difference = session.difference(first, second, Some(query), &parameters).expect("a difference");
            let common = |view: &Value, only: &Rows| count(view, query) - only.len();
            let (one, other) = (common(first, &difference.first.1), common(second, &difference.second.1));
            assert_eq!(one, other, "what both have, both have: {first} {second}");
            let only: Vec<_> =
                difference.first.1.rows.iter().filter(|row| difference.second.1.rows.contains(row)).collect();
            assert!(only.is_empty(), "{first} {second}: {only:?}");
            if first == second {
                assert!(difference.first.1.is_empty() && difference.second.1.is_empty());
            }
        }
    }
}
