//! The rules of views, each a test.

use std::collections::BTreeMap;

use claimgraph::{Graph, Parameters};
use proptest::prelude::*;

use crate::reference::{Lens, lens};
use crate::sample::{ask, bag, check_usual};
use crate::world::{PERIODS, Period, grade, world};
use crate::{answer, claims};

/// An attack that A asserts and B denies, a place that only B asserts, and a fact without a claim.
fn small() -> Graph {
    let graph = Graph::new();
    for statement in [
        "CREATE INDEX FOR (n:Attack) ON (n.killed)",
        "CREATE (:Source {name: 'Amaq'}), (:Source {name: 'Basir'}), (a:Attack {name: 'Attack', bare: 1}), (p:Place {name: 'Post'}), (a)-[:near]->(p)",
        "MATCH (a:Attack), (p:Place) CALL (a, p) { USE according_to('Amaq') CREATE (a)-[:targeted]->(p) }",
        "MATCH (a:Attack), (p:Place) CALL (a, p) { USE denials_of('Basir') CREATE (a)-[:targeted]->(p), (a)-[:landed_in]->(p) }",
        "MATCH (p:Place) CALL (p) { USE according_to('Basir') CREATE (p)-[:part_of]->(:Town {name: 'Town'}) }",
        "MATCH (a:Attack) CALL (a) { USE according_to('Amaq') SET a.killed = 3 }",
        "MATCH (a:Attack) CALL (a) { USE according_to('Basir') SET a.killed = 5 }",
    ] {
        ask(&graph, statement);
    }
    graph
}

#[test]
fn rule_1_a_view_holds_for_all_that_a_query_reads() {
    let graph = small();
    for (query, amaq, basir, whole) in [
        ("MATCH (n) RETURN count(*)", "2", "3", "5"),
        ("MATCH (n:Town) RETURN count(*)", "0", "1", "1"),
        ("MATCH (n:Attack) RETURN n.killed + coalesce(n.bare, 0)", "3", "5", "4"),
        ("MATCH (n:Attack) RETURN size(keys(n))", "2", "2", "3"),
        ("MATCH (n:Attack)-[r]->() RETURN count(*)", "1", "0", "2"),
        ("MATCH (n:Place) RETURN COUNT { (n)--() }", "1", "1", "3"),
        ("MATCH (n:Place) RETURN EXISTS { (n)-->(:Town) }", "false", "true", "true"),
        ("MATCH (n:Place) RETURN size([(n)--(m) | m.name])", "1", "1", "3"),
        ("MATCH (n:Place) RETURN degree(n)", "1", "1", "3"),
        ("OPTIONAL MATCH p = shortestPath((:Attack)-[*]-(:Town)) RETURN length(p)", "null", "null", "2"),
        ("MATCH (:Attack)-[r*1..2]->() RETURN count(*)", "1", "0", "4"),
        ("MATCH (n:Attack) WHERE n.killed = 3 RETURN count(*)", "1", "0", "1"),
        ("MATCH (n:Attack) WHERE n.killed > 3 RETURN count(*)", "0", "1", "0"),
        ("CALL db.relationshipTypes() YIELD relationshipType AS t RETURN count(*)", "1", "1", "3"),
    ] {
        for (view, expected) in
            [("USE according_to('Amaq') ", amaq), ("USE according_to('Basir') ", basir), ("", whole)]
        {
            assert_eq!(answer(&graph, &format!("{view}{query}")), Ok(vec![expected.to_owned()]), "{view}{query}");
        }
    }
}

#[test]
fn rule_2_what_is_kept_of_a_view_is_that_views() {
    let graph = small();
    let count = |view: &str| answer(&graph, &format!("{view} MATCH ()-[r]->() RETURN count(r)")).expect("a count");
    for _ in 0..2 {
        assert_eq!(
            ["USE according_to('Amaq')", "USE according_to('Basir')", "USE everything()", ""].map(count),
            [["1"], ["1"], ["4"], ["3"]]
        );
    }
    // more views than are kept
    for day in 1..=90 {
        let view =
            format!("USE view({{according_to: 'Amaq', known_on: date('2022-01-01') + duration({{days: {day}}})}})");
        assert_eq!(count(&view), ["0"]);
    }
    ask(&graph, "MATCH (a:Attack), (t:Town) CALL (a, t) { USE according_to('Amaq') CREATE (a)-[:targeted]->(t) }");
    assert_eq!(["USE according_to('Amaq')", "USE according_to('Basir')", ""].map(count), [["2"], ["1"], ["4"]]);
    ask(&graph, "MATCH ()-[r:targeted]->() DELETE r");
    assert_eq!(["USE according_to('Amaq')", "USE according_to('Basir')", ""].map(count), [["0"], ["1"], ["2"]]);
}

#[test]
fn rule_3_a_write_is_its_sources_claim_or_an_error() {
    let writes = prop::sample::select(vec![
        "CREATE (:Attack {name: 'New', killed: 1})-[:near]->(:Place {name: 'There'})",
        "MATCH (a:Attack), (p) CREATE (a)-[:near]->(p)",
        "MATCH (a), (b) MERGE (a)-[:targeted]->(b)",
        "MERGE (:Attack {name: 'Attack'})",
        "MATCH (a) SET a.killed = 7",
        "MATCH (a) SET a += {wounded: 7}",
        "MATCH (a) SET a.bare = 2",
        "MATCH (a) SET a.list = []",
        "MATCH (a) SET a:Label",
        "MATCH (a) REMOVE a.killed",
        "MATCH ()-[r]->() SET r.times = 2",
        "MATCH ()-[r]->() DELETE r",
        "CREATE (:Attack)",
        "CREATE (:Attack {list: []})",
        "FOREACH (x IN [1, 2] | CREATE (:Attack {name: 'New', killed: x}))",
    ]);
    let views = prop::sample::select(vec![
        "according_to('Amaq')",
        "denials_of('Basir')",
        "view({according_to: 'Amaq', as_of: '2022-04', graded: ['B', 2], valid_at: '2021', known_on: '2023'})",
        "corroborated(2)",
        "disputed()",
        "as_of('2022')",
        "according_to('Amaq', 'Basir')",
        "reported_by('Amaq')",
        "graded('A', 1)",
    ]);
    check_usual(40, &(views, writes), |(view, write)| {
        let graph = small();
        let bare = || {
            let mut bare = bag(&ask(&graph, "USE everything() MATCH ()-[r]->() WHERE claims(r) = [] RETURN id(r)"));
            let properties =
                "MATCH (n) UNWIND keys(n) AS k WITH n, k WHERE claims(n, k) = [] AND k <> 'name' RETURN id(n), k, n[k]";
            bare.extend(bag(&ask(&graph, &format!("USE everything() {properties}"))));
            // a node that nobody speaks of
            bare.extend(bag(&ask(
                &graph,
                "MATCH (n) WHERE NOT EXISTS { USE view({everything: true, corroborated: 1}) MATCH (n) } RETURN id(n)",
            )));
            bare
        };
        let before = bare();
        // nothing goes but by becoming claimed, and nothing comes
        if graph.session().query(&format!("USE {view} {write}"), &Parameters::new()).is_ok() {
            let after = bare();
            prop_assert!(
                after.iter().all(|fact| before.contains(fact)),
                "{} {}: {:?} {:?}",
                view,
                write,
                &before,
                &after
            );
        } else {
            prop_assert_eq!(bare(), before, "{} {}", view, write);
        }
        Ok(())
    });
}

#[test]
fn rule_4_the_default_view_shows_what_is_asserted_and_bare_facts() {
    let graph = small();
    let types = |view: &str| answer(&graph, &format!("{view} MATCH ()-[r]->() RETURN type(r)")).expect("types");
    assert_eq!(types(""), ["'near'", "'part_of'", "'targeted'"]);
    assert_eq!(types("USE everything()"), ["'landed_in'", "'near'", "'part_of'", "'targeted'"]);
}

/// How often each row comes.
fn times(rows: Vec<String>) -> BTreeMap<String, usize> {
    rows.into_iter().fold(BTreeMap::new(), |mut times, row| {
        *times.entry(row).or_default() += 1;
        times
    })
}

/// Whether the second answer has all rows of the first.
fn within(less: Vec<String>, more: Vec<String>) -> bool {
    let more = times(more);
    times(less).iter().all(|(row, n)| more.get(row).is_some_and(|m| n <= m))
}

/// All claims that a view selects.
fn selected(graph: &Graph, lens: &Lens) -> Vec<String> {
    let view = Lens { everything: true, stance: None, corroborated: 0, disputed: None, ..lens.clone() }.map();
    let mut claims =
        bag(&ask(graph, &format!("USE view({view}) MATCH ()-[r]->() UNWIND claims(r) AS c RETURN r.j, c")));
    let of_values = "MATCH (n) UNWIND ['k', 't', 'c', 'l'] AS k UNWIND claims(n, k) AS c RETURN n.name, k, c";
    claims.extend(bag(&ask(graph, &format!("USE view({view}) {of_values}"))));
    claims
}

#[test]
fn rule_5_more_origins_show_less_and_later_days_more() {
    let days = (0..PERIODS.len(), 0..PERIODS.len()).prop_map(|(one, two)| {
        let (one, two) = (PERIODS[one], PERIODS[two]);
        if one.2 <= two.2 { (one, two) } else { (two, one) }
    });
    let day = |period: Period| Some(period);
    check_usual(60, &(world(), lens(), 0..3usize, days, grade(), grade()), |(world, lens, n, (one, two), a, b)| {
        let graph: Graph = claims(&world);
        let relationships = |corroborated: usize| {
            let view = Lens { corroborated, ..lens.clone() }.map();
            bag(&ask(&graph, &format!("USE view({view}) MATCH ()-[r]->() RETURN r.j")))
        };
        prop_assert!(within(relationships(n + 1), relationships(n)), "{} {}", n, lens.map());
        let pairs = [
            (Lens { as_of: day(one), ..lens.clone() }, Lens { as_of: day(two), ..lens.clone() }),
            (Lens { known_on: day(one), ..lens.clone() }, Lens { known_on: day(two), ..lens.clone() }),
            (
                Lens { graded: Some((a.0.min(b.0), a.1.min(b.1))), ..lens.clone() },
                Lens { graded: Some((a.0.max(b.0), a.1.max(b.1))), ..lens.clone() },
            ),
        ];
        for (less, more) in pairs {
            prop_assert!(within(selected(&graph, &less), selected(&graph, &more)), "{} {}", less.map(), more.map());
        }
        Ok(())
    });
}

#[test]
fn rule_6_an_unknown_source_is_an_error_with_a_suggestion() {
    let graph = small();
    for view in ["according_to('Amak')", "reported_by('Amak')", "denials_of('Amak')", "view({according_to: ['Amak']})"]
    {
        let error =
            graph.session().query(&format!("USE {view} MATCH (n) RETURN n"), &Parameters::new()).expect_err(view);
        assert!(error.to_string().contains("no source 'Amak'"), "{error}");
        assert!(error.hints().iter().any(|hint| hint.contains("Amaq")), "{error}");
    }
}

#[test]
fn rule_7_an_answer_names_its_view_and_what_it_hides() {
    let graph = small();
    let notes = |query: &str| {
        let rows = ask(&graph, query);
        rows.views.iter().map(|view| (view.name.clone(), view.hidden)).collect::<Vec<_>>()
    };
    let of = |name: &str, hidden| vec![(name.to_owned(), hidden)];
    // of seven claims: two propositions of Amaq, and Basir's denials, part, town and value
    assert_eq!(notes("USE according_to('Amaq') MATCH (n) RETURN n"), of("according_to('Amaq')", 5));
    assert_eq!(notes("USE everything() MATCH (n) RETURN n"), of("everything()", 0));
    assert_eq!(notes("MATCH (n) RETURN n"), []);
}
