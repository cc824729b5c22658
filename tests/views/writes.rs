//! Writing through views: all of a statement or nothing, and seen where it was written.

use claimgraph::{Graph, Parameters};
use proptest::prelude::*;

use crate::claims;
use crate::reference::lens;
use crate::sample::{ask, bag, check_usual};
use crate::world::{About, Change, SOURCES, name, world};

/// Everything that can be asked of a graph, through all sources' views and some others.
fn picture(graph: &Graph, views: &[String]) -> Vec<String> {
    let mut picture = bag(&ask(
        graph,
        "USE everything() MATCH (n) RETURN id(n), labels(n), properties(n), aliases(n), \
         [k IN ['k', 't', 'c', 'l', 'name'] | claims(n, k)], COUNT { (n)-->() }, COUNT { (n)<--() }",
    ));
    picture.extend(bag(&ask(
        graph,
        "USE everything() MATCH (a)-[r]->(b) RETURN id(r), id(a), type(r), properties(r), id(b), claims(r)",
    )));
    // what indexes hold
    for condition in [
        "(n:A) WHERE n.k > 0",
        "(n:B) WHERE n.c IN [1, 2, 3]",
        "(n:A) WHERE n.t STARTS WITH 'a'",
        "(n:A) WHERE n.name >= ''",
    ] {
        picture.extend(bag(&ask(graph, &format!("MATCH {condition} RETURN id(n)"))));
    }
    picture.extend(views.iter().flat_map(|view| seen(graph, view)));
    picture
}

/// What a view shows.
fn seen(graph: &Graph, view: &str) -> Vec<String> {
    let mut seen = bag(&ask(graph, &format!("USE {view} MATCH (n) RETURN n.name, labels(n), properties(n)")));
    seen.extend(bag(&ask(graph, &format!("USE {view} MATCH (a)-[r]->(b) RETURN a.name, r.j, properties(r), b.name"))));
    seen
}

fn of_sources() -> Vec<String> {
    (0..SOURCES).map(|source| format!("according_to('{}')", name(source))).collect()
}

/// What goes wrong after what was written.
fn mishap() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "WITH count(*) AS n RETURN n / 0",
        "WITH count(*) AS n CALL () { USE according_to('s0') CREATE (:A) } RETURN n",
        "WITH count(*) AS n CALL () { USE corroborated(2) CREATE (:A {name: 'x'}) } RETURN n",
        "WITH count(*) AS n CALL () { USE according_to('s1') CREATE (:B {name: 'y', c: 1})-[:T]->(:B {name: 'z', c: 1 / 0}) } RETURN n",
        "WITH count(*) AS n CALL () { USE according_to('nobody') CREATE (:A {name: 'x'}) } RETURN n",
        "WITH count(*) AS n CREATE (:A {name: 'twice'}), (:A {name: 'twice'})",
        "WITH count(*) AS n MATCH (x) DETACH DELETE x WITH count(*) AS m RETURN m / 0",
        "WITH count(*) AS n UNWIND ['s0', 's1', 's2', 'nobody'] AS who CALL (who) { USE denials_of(who) MATCH (a), (b) CREATE (a)-[:T]->(b) } RETURN n",
    ])
}

#[test]
fn a_statement_that_fails_leaves_no_claim_no_name_and_no_view() {
    check_usual(40, &(world(), mishap(), lens(), lens()), |(mut world, mishap, one, two)| {
        let untouched = world.clone();
        let graph = claims(&world);
        let views: Vec<String> =
            of_sources().into_iter().chain([&one, &two].map(|lens| format!("view({})", lens.map()))).collect();
        let before = picture(&graph, &views);
        let changes = std::mem::take(&mut world.later);
        let statements: Vec<String> = changes.into_iter().filter_map(|change| world.change(change)).collect();
        for statement in &statements {
            let failing = format!("{statement} {mishap}");
            let outcome = graph.session().query(&failing, &Parameters::new());
            prop_assert!(outcome.is_err(), "{}", failing);
            prop_assert_eq!(&picture(&graph, &views), &before, "{}", failing);
        }
        // and the graph goes on as if nothing had been
        let other = claims(&untouched);
        for statement in &statements {
            ask(&graph, statement);
            ask(&other, statement);
        }
        for view in views.iter().map(String::as_str).chain(["everything()", "view({})"]) {
            prop_assert_eq!(seen(&graph, view), seen(&other, view), "{}", view);
        }
        Ok(())
    });
}

#[test]
fn a_write_is_seen_through_its_own_view_and_by_no_other_source() {
    check_usual(60, &world(), |mut world| {
        let graph = claims(&world);
        for change in std::mem::take(&mut world.later) {
            let Change::Claim(about, claim) = change else { continue };
            let Some(statement) = world.claim(about, claim) else { continue };
            let (about, claim) = world.claims.last().expect("just written").clone();
            let others: Vec<String> = of_sources()
                .into_iter()
                .filter(|view| *view != format!("according_to('{}')", name(claim.claimer)))
                .collect();
            let before: Vec<_> = others.iter().map(|view| seen(&graph, view)).collect();
            // the very statement sees it, and the next
            let (question, expected) = match &about {
                About::Relationship(j) => (format!("MATCH ()-[r {{j: {j}}}]->() RETURN count(r) AS n"), "1"),
                About::Value(node, key, _) => (
                    format!("MATCH (x {{name: '{}'}}) WHERE x.{key} IS NOT NULL RETURN count(x) AS n", name(*node)),
                    "1",
                ),
                About::New(number, ..) => (format!("MATCH (x {{name: 'm{number}'}}) RETURN count(x) AS n"), "1"),
            };
            let view = format!("USE view({})", claim.view());
            let within = format!("{statement} WITH count(*) AS done CALL () {{ {view} {question} }} RETURN n");
            prop_assert_eq!(bag(&ask(&graph, &within)), [expected], "{}", &within);
            prop_assert_eq!(
                bag(&ask(&graph, &format!("{view} {question}"))),
                [expected],
                "{} after {}",
                &question,
                &statement
            );
            let after: Vec<_> = others.iter().map(|view| seen(&graph, view)).collect();
            prop_assert_eq!(after, before, "{}", &statement);
        }
        Ok(())
    });
}
