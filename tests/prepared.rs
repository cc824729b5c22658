//! A statement that was made ready earlier gives the answer that it would give if it were read now.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::sync::Arc;

use claimgraph::{Detail, Function, Graph, Kind, Parameters, Prepared, Procedure, Rows, Session, Value};

fn parameters(given: &[(&str, Value)]) -> Parameters {
    given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn none() -> Parameters {
    Parameters::new()
}

/// A statement run in both ways: by its text, and prepared.
struct Both {
    session: Session,
    prepared: Prepared,
}

impl Both {
    fn new(session: Session, text: &str) -> Self {
        let prepared = session.prepare(text).unwrap();
        session.query(text, &none()).ok();
        Self { session, prepared }
    }

    /// What both ways answer, and what the session answers to a text that it has never seen.
    fn answer(&self, parameters: &Parameters) -> Result<Rows, Detail> {
        let prepared = self.prepared.query(parameters);
        let again = self.session.query(self.prepared.text(), parameters);
        // the text with another comment is another text
        let other = format!("{} // {}", self.prepared.text(), never_before());
        let fresh = self.session.query(&other, parameters);
        let seen = |rows: &claimgraph::Result<Rows>| match rows {
            Ok(rows) => Ok((rows.columns.clone(), rows.rows.clone(), rows.notices.clone(), rows.views.clone())),
            Err(error) => Err((error.detail(), error.message().to_owned())),
        };
        assert_eq!(seen(&prepared), seen(&fresh));
        assert_eq!(seen(&again), seen(&fresh));
        fresh.map_err(|error| error.detail())
    }
}

/// A number that has not been before.
fn never_before() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

#[test]
fn other_parameters_make_other_answers() {
    let both = Both::new(Graph::new().session(), "RETURN $x AS x");
    for x in [Value::from(1), Value::from("a"), Value::Null] {
        let rows = both.answer(&parameters(&[("x", x.clone())])).unwrap();
        assert_eq!(rows.rows, [[x]]);
    }
    assert_eq!(both.answer(&none()).unwrap_err(), Detail::MissingParameter);
}

#[test]
fn names_that_become_known_are_not_called_unknown() {
    let graph = Graph::new();
    let both = Both::new(graph.session(), "MATCH (p:Person) RETURN p.name AS name");
    assert_eq!(both.answer(&none()).unwrap().notices.len(), 2);
    graph.session().query("CREATE (:Persona {name: 'Ada'})", &none()).unwrap();
    assert_eq!(both.answer(&none()).unwrap().notices, ["the graph has no label `Person`; did you mean `Persona`?"]);
    graph.session().query("CREATE (:Person {name: 'Ada'})", &none()).unwrap();
    let rows = both.answer(&none()).unwrap();
    assert_eq!((rows.len(), rows.notices.len()), (1, 0));
}

#[test]
fn indexes_come_and_go() {
    let graph = Graph::new();
    let session = graph.session();
    session.query("UNWIND range(1, 500) AS i CREATE (:Person {id: i})", &none()).unwrap();
    let both = Both::new(graph.session(), "MATCH (p:Person {id: $id}) RETURN p.id AS id");
    let id = parameters(&[("id", Value::from(77))]);
    for statement in [
        "CREATE INDEX person_id FOR (p:Person) ON (p.id)",
        "DROP INDEX person_id",
        "CREATE CONSTRAINT person_id FOR (p:Person) REQUIRE p.id IS UNIQUE",
        "MATCH (p:Person {id: 78}) SET p.id = 77",
        "DROP CONSTRAINT person_id",
        "MATCH (p:Person {id: 78}) SET p.id = 77",
        "CREATE CONSTRAINT person_id FOR (p:Person) REQUIRE p.id IS UNIQUE",
    ] {
        session.query(statement, &none()).ok();
        both.answer(&id).unwrap();
    }
    assert_eq!(both.answer(&id).unwrap().len(), 2);
}

#[test]
fn a_graph_that_grows_is_planned_for_anew() {
    let graph = Graph::new();
    let session = graph.session();
    let both = Both::new(graph.session(), "MATCH (a:A)-[:R]->(b:B) RETURN count(*) AS n");
    for (label, other) in [("A", "B"), ("B", "A")] {
        let text =
            format!("CREATE (x:{other}) WITH x UNWIND range(1, 1000) AS i CREATE (x)-[:R]->(:{label})-[:R]->(x)");
        session.query(&text, &none()).unwrap();
        assert_ne!(both.answer(&none()).unwrap().get(0, "n"), Some(&Value::from(0)));
    }
    session.query("MATCH (n) DETACH DELETE n", &none()).unwrap();
    assert_eq!(both.answer(&none()).unwrap().get(0, "n"), Some(&Value::from(0)));
}

#[test]
fn what_is_registered_later_counts() {
    let graph = Graph::new();
    let double = |factor: i64| {
        Procedure::new("my.times", &[("x", Kind::Integer)], &[("y", Kind::Integer)], "", move |arguments, _| {
            match arguments {
                [Value::Integer(x)] => Ok(vec![vec![Value::from(x * factor)]]),
                _ => Ok(vec![]),
            }
        })
    };
    graph.register(double(2));
    let both = Both::new(graph.session(), "CALL my.times($x) YIELD y RETURN y");
    let x = parameters(&[("x", Value::from(21))]);
    assert_eq!(both.answer(&x).unwrap().rows, [[Value::from(42)]]);
    graph.register(double(3));
    assert_eq!(both.answer(&x).unwrap().rows, [[Value::from(63)]]);
    let listed = Both::new(graph.session(), "SHOW FUNCTIONS YIELD name RETURN count(*) AS n");
    let before = listed.answer(&none()).unwrap().rows;
    graph.register_function(Function::new("my.one", &[], "One.", |_| Ok(Value::from(1)))).unwrap();
    assert_ne!(listed.answer(&none()).unwrap().rows, before);
}

#[test]
fn arguments_by_name_are_those_of_each_run() {
    let graph = Graph::new();
    graph.register(Procedure::new("my.same", &[("x", Kind::Any)], &[("y", Kind::Any)], "", |arguments, _| {
        Ok(vec![arguments.to_vec()])
    }));
    let both = Both::new(graph.session(), "CALL my.same");
    assert_eq!(both.answer(&none()).unwrap_err(), Detail::MissingParameter);
    let x = parameters(&[("x", Value::from(5))]);
    assert_eq!(both.answer(&x).unwrap().rows, [[Value::from(5)]]);
    assert_eq!(both.answer(&none()).unwrap_err(), Detail::MissingParameter);
}

#[test]
fn a_view_belongs_to_its_session() {
    let graph = Graph::embedded().unwrap();
    let text = "MATCH ()-[r]->() RETURN count(r) AS n";
    let count = |prepared: &Prepared| prepared.query(&none()).unwrap().rows[0][0].clone();
    let mut session = graph.session();
    let plain = session.prepare(text).unwrap();
    let all = count(&plain);
    let view = |who: &str| Value::map([("according_to", Value::from(who))]);
    session.set_view(Some(view("Amaq"))).unwrap();
    let amaq = session.prepare(text).unwrap();
    assert_eq!(session.query(text, &none()).unwrap().rows[0][0], Value::from(6));
    session.set_view(Some(view("Taliban"))).unwrap();
    assert_eq!(session.query(text, &none()).unwrap().rows[0][0], count(&session.prepare(text).unwrap()));
    assert_eq!((count(&plain), count(&amaq)), (all.clone(), Value::from(6)));
    session.set_view(None).unwrap();
    assert_eq!(session.query(text, &none()).unwrap().rows[0][0], all);
}

#[test]
fn two_views_are_compared_by_reading_alone() {
    let graph = Graph::embedded().unwrap();
    let view = Value::map([("according_to", Value::from("Amaq"))]);
    let create = "CREATE (:Outlet {name: 'New', city: 'Kabul'})";
    let mut session = graph.session();
    session.set_view(Some(view.clone())).unwrap();
    session.query(create, &none()).unwrap();
    let before = session.without_view().query("MATCH (n) RETURN count(n)", &none()).unwrap().rows;
    assert!(session.difference(&view, &view, Some(create), &none()).is_err());
    assert_eq!(session.without_view().query("MATCH (n) RETURN count(n)", &none()).unwrap().rows, before);
}

#[test]
fn limits_hold_for_what_is_ready() {
    let graph = Graph::new();
    let mut session = graph.session();
    let text = "RETURN [[[1]]] AS x, 'some text' AS y";
    session.query(text, &none()).unwrap();
    session.limits_mut().nesting = 2;
    assert_eq!(session.query(text, &none()).unwrap_err().detail(), Detail::Nesting);
    session.limits_mut().nesting = 128;
    session.query(text, &none()).unwrap();
    session.limits_mut().query_bytes = 10;
    assert_eq!(session.query(text, &none()).unwrap_err().detail(), Detail::QuerySize);
}

#[test]
fn a_statement_that_fails_leaves_nothing_and_can_be_run_again() {
    let session = Graph::new().session();
    session.query("CREATE CONSTRAINT FOR (n:N) REQUIRE n.id IS UNIQUE", &none()).unwrap();
    let add = session.prepare("CREATE (n:N {id: $id}) RETURN n.id AS id").unwrap();
    for (id, works) in [(1, true), (1, false), (2, true), (2, false)] {
        assert_eq!(add.query(&parameters(&[("id", Value::from(id))])).is_ok(), works);
    }
    assert_eq!(session.query("MATCH (n:N) RETURN count(n) AS n", &none()).unwrap().rows, [[Value::from(2)]]);
}

#[test]
fn an_error_tells_of_its_place_in_the_text() {
    let session = Graph::new().session();
    let text = "RETURN 1 / $x AS y";
    let zero = parameters(&[("x", Value::from(0))]);
    let first = session.query(text, &zero).unwrap_err().to_string();
    session.query(text, &parameters(&[("x", Value::from(1))])).unwrap();
    assert_eq!(session.query(text, &zero).unwrap_err().to_string(), first);
    assert_eq!(session.prepare(text).unwrap().query(&zero).unwrap_err().to_string(), first);
}

#[test]
fn plans_and_profiles_are_made_each_time() {
    let session = Graph::new().session();
    let profile = session.prepare("PROFILE UNWIND range(1, 10) AS x RETURN x").unwrap();
    let rows =
        |column: usize| profile.query(&none()).unwrap().rows.iter().map(|row| row[column].clone()).collect::<Vec<_>>();
    assert_eq!(rows(3), rows(3));
    assert!(session.prepare("EXPLAIN RETURN 1").unwrap().query(&none()).unwrap().columns.len() == 3);
    let index = session.prepare("CREATE INDEX i IF NOT EXISTS FOR (n:N) ON (n.x)").unwrap();
    assert!(index.query(&none()).unwrap().notices.is_empty());
    assert_eq!(index.query(&none()).unwrap().notices.len(), 1);
}

#[test]
fn a_prepared_statement_is_shared_between_threads() {
    let graph = Graph::new();
    let add = Arc::new(graph.session().prepare("CREATE (:N {id: $id})").unwrap());
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let add = Arc::clone(&add);
            std::thread::spawn(move || {
                for i in 0..500 {
                    add.query(&parameters(&[("id", Value::from(thread * 500 + i))])).unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let rows = graph.session().query("MATCH (n:N) RETURN count(DISTINCT n.id) AS n", &none()).unwrap();
    assert_eq!(rows.rows, [[Value::from(2000)]]);
}

#[test]
fn a_long_statement_can_be_dropped_where_stack_is_short() {
    let session = Graph::new().session();
    let text = format!("{} RETURN x", "WITH 1 AS x ".repeat(2000));
    let prepared = session.prepare(&text).unwrap();
    assert_eq!(prepared.query(&none()).unwrap().rows, [[Value::from(1)]]);
    let small = std::thread::Builder::new().stack_size(64 << 10);
    small.spawn(move || drop(prepared)).unwrap().join().unwrap();
}
