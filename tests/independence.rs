//! Independence on random worlds of sources who cite, own, copy and translate each other: it is what brute
//! force says it is, and views narrow as they should.
//!
//! `CASES=10000 cargo test --release --test independence` runs that many worlds of each.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test may fail loudly and print how long it took"
)]

#[path = "independence/reference.rs"]
mod reference;
#[path = "properties/sample.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod sample;
#[path = "independence/world.rs"]
mod world;

use std::collections::BTreeSet;

use claimgraph::{Backing, Graph, Stance, Value};
use proptest::prelude::*;
use reference::Seen;
use sample::{ask, bag, check_usual};
use world::{About, Document, RELATIONSHIPS, Said, Tie, World, graph, world};

/// Few unless more are asked for.
const USUAL: u32 = 150;

fn numbers(graph: &Graph, query: &str) -> Vec<Value> {
    ask(graph, query).rows.into_iter().map(|mut row| row.remove(0)).collect()
}

#[test]
fn independence_is_what_brute_force_says() {
    check_usual(USUAL, &(world(), 1u8..6), |(world, until)| {
        let graph = graph(&world);
        let views = [
            (String::new(), None),
            (format!("USE view({{as_of: '2022-05-0{until}', everything: true}})"), Some(until)),
        ];
        for (view, until) in views {
            let seen = Seen::new(&world, until);
            let rows = ask(
                &graph,
                &format!(
                    "{view} MATCH ()-[r:says]->() RETURN r.number AS number, independent_sources(r) AS n,
                     size(origins(r)) AS origins, circular(r) AS circles"
                ),
            );
            for row in 0..rows.len() {
                let get = |column: &str| rows.get(row, column).expect("there").clone();
                let Value::Integer(number) = get("number") else { panic!("a number") };
                let about = About::Relationship(number as usize);
                prop_assert_eq!(get("n"), Value::from(seen.independent(about)), "{} {:?}", view, about);
                let all = seen.origins(&seen.claims(about)).len();
                prop_assert_eq!(get("origins"), Value::from(all), "{} {:?}", view, about);
                circles_are_right(&seen, about, &get("circles"), world.sources)?;
            }
            let value = seen.best_value(0);
            let expected = value.map_or(0, |value| seen.independent(About::Value(value)));
            let found =
                numbers(&graph, &format!("{view} MATCH (e:Event) RETURN independent_sources(e, 'killed') AS n"));
            let any = seen.claims(About::Value(0)).len() + seen.claims(About::Value(1)).len() > 0;
            if any || !found.is_empty() {
                prop_assert_eq!(found, vec![Value::from(expected)], "{} {:?}", view, value);
            }
        }
        Ok(())
    });
}

/// Each circle is one, and everybody who is in a circle is in one of these.
fn circles_are_right(seen: &Seen<'_>, about: About, circles: &Value, sources: usize) -> Result<(), TestCaseError> {
    let Value::List(circles) = circles else { panic!("a list") };
    let mut found = BTreeSet::new();
    for circle in circles.iter() {
        let Value::List(names) = circle else { panic!("a list") };
        let number = |name: &Value| match name.as_str().expect("a name").split_at(1) {
            ("s", number) => number.parse::<usize>().expect("a number"),
            (_, number) => sources + number.parse::<usize>().expect("a number"),
        };
        let names: Vec<usize> = names.iter().map(number).collect();
        for (who, whom) in names.iter().zip(names.iter().cycle().skip(1)) {
            prop_assert!(seen.cites(about, *who, *whom), "{:?}: {} does not cite {}", about, who, whom);
        }
        found.extend(names);
    }
    prop_assert_eq!(found, seen.in_circles(about), "{:?}", about);
    Ok(())
}

#[test]
fn corroborated_shows_what_brute_force_says() {
    check_usual(USUAL, &world(), |world| {
        let graph = graph(&world);
        let seen = Seen::new(&world, None);
        let mut before: Option<BTreeSet<String>> = None;
        for n in 1..5 {
            let shown = bag(&ask(&graph, &format!("USE corroborated({n}) MATCH ()-[r:says]->() RETURN r.number")));
            let expected = (0..RELATIONSHIPS).filter(|number| seen.independent(About::Relationship(*number)) >= n);
            let expected: Vec<String> = expected.map(|number| number.to_string()).collect();
            prop_assert_eq!(&shown, &expected, "corroborated({})", n);
            let value = bag(&ask(&graph, &format!("USE corroborated({n}) MATCH (e:Event) RETURN e.killed")));
            let expected = seen.best_value(n).map(|value| value.to_string());
            prop_assert_eq!(value.into_iter().find(|value| value != "null"), expected, "corroborated({})", n);
            // what more origins assert is within what fewer do
            let everything = format!(
                "USE corroborated({n}) MATCH (a) OPTIONAL MATCH (a)-[r]->(b) RETURN id(a), id(r), a.killed IS NULL"
            );
            let all: BTreeSet<String> = bag(&ask(&graph, &everything)).into_iter().collect();
            let entities = |rows: &BTreeSet<String>| -> BTreeSet<String> {
                let parts = rows.iter().flat_map(|row| {
                    let parts: Vec<&str> = row.split(" | ").collect();
                    [format!("n{}", parts[0]), format!("r{}", parts[1])]
                });
                parts.filter(|part| part != "rnull").collect()
            };
            let all = entities(&all);
            if let Some(before) = &before {
                prop_assert!(all.is_subset(before), "corroborated({}): {:?} in {:?}", n, all, before);
            }
            before = Some(all);
        }
        Ok(())
    });
}

#[test]
fn an_answer_says_who_is_behind_it() {
    let claim = |claimer, via: &[usize], document| Said {
        about: About::Relationship(0),
        stance: Stance::Asserts,
        claimer,
        via: via.to_vec(),
        document: Some(document),
        day: None,
    };
    let documents = vec![Document { hash: None, published: None }; 5];
    let owners = vec![Tie { from: 0, to: 4, said: vec![] }];
    // four outlets, all by way of the first, which has it from its owner and from one that has it from it
    let claims = vec![claim(1, &[0], 0), claim(0, &[1], 1), claim(0, &[2], 2), claim(0, &[3], 3), claim(4, &[0], 4)];
    let world = World { sources: 5, documents, owners, outlets: vec![], copies: vec![], claims };
    let rows = ask(&graph(&world), "MATCH ()-[r:says {number: 0}]->() RETURN r");
    assert_eq!(rows.backing, Some(Backing { documents: 5, outlets: 4, origins: 1 }));
    assert_eq!(rows.notices, ["circular reporting: s0 cites s1, s1 cites s0"]);
    let rows = ask(&graph(&world), "MATCH ()-[r:says {number: 1}]->() RETURN r");
    assert_eq!((rows.backing, rows.notices), (None, vec![]));
}

#[test]
fn what_is_seen_grows_with_the_days() {
    check_usual(USUAL, &world(), |world| {
        let graph = graph(&world);
        let mut before: BTreeSet<String> = BTreeSet::new();
        for day in 1..7 {
            let view = format!("USE view({{as_of: '2022-05-0{day}', everything: true}})");
            let of_relationships =
                format!("{view} MATCH ()-[r]->() UNWIND claims(r) AS c RETURN id(r), c.paraphrase, c.stance, c.said");
            let of_values = format!("{view} MATCH (e:Event) UNWIND claims(e, 'killed') AS c RETURN c.paraphrase");
            let seen: BTreeSet<String> =
                bag(&ask(&graph, &of_relationships)).into_iter().chain(bag(&ask(&graph, &of_values))).collect();
            prop_assert!(before.is_subset(&seen), "by day {}: {:?} in {:?}", day, before, seen);
            for about in (0..RELATIONSHIPS).map(About::Relationship) {
                let expected = Seen::new(&world, Some(day)).claims(about).len();
                let About::Relationship(number) = about else { continue };
                let found = numbers(
                    &graph,
                    &format!("{view} MATCH ()-[r:says {{number: {number}}}]->() RETURN size(claims(r)) AS n"),
                );
                let expected = if expected == 0 { found.clone() } else { vec![Value::from(expected)] };
                prop_assert_eq!(found, expected);
            }
            before = seen;
        }
        Ok(())
    });
}

/// How long a whole view takes to work out; prints it.
/// `cargo test --release --test independence -- --ignored --nocapture`
#[test]
#[ignore = "for a look at speed, in release"]
fn a_view_of_a_million_claims() {
    let graph = Graph::new();
    world::large(&graph, 400_000, 1_000_000);
    for query in
        ["MATCH ()-[r:says]->()", "USE everything() MATCH ()-[r:says]->()", "USE corroborated(2) MATCH ()-[r:says]->()"]
    {
        let started = std::time::Instant::now();
        let rows = ask(&graph, &format!("{query} RETURN count(r) AS n"));
        println!("{query}: {} relationships, {:.2?}", rows.get(0, "n").expect("there"), started.elapsed());
    }
    let started = std::time::Instant::now();
    let rows = ask(&graph, "MATCH ()-[r:says]->() RETURN sum(independent_sources(r)) AS n");
    println!("independent_sources(r): {} origins, {:.2?}", rows.get(0, "n").expect("there"), started.elapsed());
}
