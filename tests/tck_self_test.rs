//! The TCK's judge is fed wrong expectations of every kind, through the code that runs the TCK: each
//! must be refused, for the right reason, and the right expectation beside it accepted.

#![expect(clippy::disallowed_methods, reason = "this is a test")]

#[path = "tck/cell_parser.rs"]
mod cell_parser;
#[path = "tck/features.rs"]
mod features;
#[path = "tck/gherkin.rs"]
mod gherkin;
#[path = "tck/judge.rs"]
mod judge;
#[path = "tck/procedure.rs"]
mod procedure;
#[path = "tck/report.rs"]
#[expect(dead_code, reason = "the self-test needs only its rule about the list")]
mod report;
#[path = "tck/run.rs"]
#[expect(dead_code, reason = "the self-test lets panics be heard")]
mod run;
#[path = "tck/value.rs"]
mod value;

use std::path::Path;

use claimgraph::{Error, Graph, Parameters, Rows};

use crate::gherkin::Argument;
use crate::judge::Verdict;
use crate::report::judge_listed;
use crate::run::Ask;

const ANY: &str = "Then the result should be, in any order:";
const ORDERED: &str = "Then the result should be, in order:";
const UNORDERED_LISTS: &str = "Then the result should be (ignoring element order for lists):";
const ORDERED_UNORDERED_LISTS: &str = "Then the result should be, in order (ignoring element order for lists):";

/// Two nodes and a relationship, which every case starts from.
const SETUP: &str = "CREATE (:A:B {k: 1, s: 'x'})-[:T {w: 2.5}]->(:B)";

fn run_steps(steps: &str, ask: Ask) -> Verdict {
    let feature = format!("Feature: self-test\n  Scenario: [1] a case\n{steps}\n");
    let scenarios = gherkin::scenarios("self-test.feature", &feature)?;
    scenarios.iter().try_for_each(|scenario| run::scenario(scenario, Path::new("no-graphs"), ask))
}

/// Runs a query on the small graph; `then` is what is expected of it.
fn judge_with(query: &str, then: &str, ask: Ask) -> Verdict {
    let doc = |text: &str| format!("\"\"\"\n{text}\n\"\"\"");
    run_steps(
        &format!(
            "Given an empty graph\nAnd having executed:\n{}\nWhen executing query:\n{}\n{then}",
            doc(SETUP),
            doc(query)
        ),
        ask,
    )
}

fn assert_accepted(query: &str, then: &str) {
    assert_eq!(judge_with(query, then, run::ask), Ok(()), "{query}\n{then}");
}

/// Refused, with a cause that begins with `cause`.
fn assert_refused(query: &str, then: &str, cause: &str) {
    match judge_with(query, then, run::ask) {
        Err(why) => assert!(why.starts_with(cause), "{query}\n{then}\nrefused, but for: {why}"),
        Ok(()) => assert_eq!("accepted", "refused", "{query}\n{then}"),
    }
}

/// The step with a table of one column `x` and these cells.
fn column(step: &str, cells: &[&str]) -> String {
    let rows: String = cells.iter().flat_map(|cell| ["| ", cell, " |\n"]).collect();
    format!("{step}\n| x |\n{rows}")
}

#[test]
fn values_and_their_types() {
    // an expression, the cell that is right, and cells that are wrong
    let cases: &[(&str, &str, &[&str])] = &[
        ("1", "1", &["2", "1.0", "'1'", "true", "null", "[1]"]),
        ("1.0", "1.0", &["1", "1.5", "'1.0'", "NaN"]),
        ("0.0 / 0.0", "NaN", &["0.0", "null", "'NaN'"]),
        ("true", "true", &["false", "'true'", "null", "1"]),
        ("'a'", "'a'", &["'A'", "'a '", "''", "null"]),
        ("'it\\'s'", "'it\\'s'", &["'its'", "'it\\\\\\\\s'"]),
        ("'a\\nb'", "'a\\nb'", &["'a b'", "'a\\\\nb'"]),
        ("'a|b'", "'a\\|b'", &["'ab'"]),
        ("'a\\\\b'", "'a\\\\\\\\b'", &["'ab'"]),
        ("null", "null", &["'null'", "0", "false", "[]"]),
        ("[1, [2, null]]", "[1, [2, null]]", &["[1, [null, 2]]", "[1, 2, null]", "[1.0, [2, null]]", "[1, [2]]"]),
        ("{a: 1, b: null}", "{b: null, a: 1}", &["{a: 1}", "{a: 1, b: 2}", "{a: 1.0, b: null}", "{a: 1, c: null}"]),
        ("date('2022-04-18')", "'2022-04-18'", &["'2022-04-19'", "'2022-4-18'", "20220418"]),
    ];
    for (expression, right, wrong) in cases {
        let query = format!("RETURN {expression} AS x");
        for step in [ANY, ORDERED, UNORDERED_LISTS] {
            assert_accepted(&query, &column(step, &[right]));
        }
        for wrong in *wrong {
            assert_refused(&query, &column(ANY, &[wrong]), "rows:");
            assert_refused(&query, &column(ORDERED, &[wrong]), "rows:");
        }
    }
}

#[test]
fn nodes_relationships_and_paths() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "MATCH (x:A) RETURN x",
            "(:B:A {s: 'x', k: 1})",
            &[
                "(:A {k: 1, s: 'x'})",
                "(:A:B:C {k: 1, s: 'x'})",
                "(:A:B {k: 1})",
                "(:A:B {k: 1.0, s: 'x'})",
                "(:A:B)",
                "{k: 1, s: 'x'}",
            ],
        ),
        (
            "MATCH ()-[x]->() RETURN x",
            "[:T {w: 2.5}]",
            &["[:S {w: 2.5}]", "[:T {w: 2}]", "[:T]", "[:T {w: 2.5, v: 1}]"],
        ),
        (
            "MATCH x = (:A)-->() RETURN x",
            "<(:A:B {k: 1, s: 'x'})-[:T {w: 2.5}]->(:B)>",
            &[
                "<(:A:B {k: 1, s: 'x'})<-[:T {w: 2.5}]-(:B)>",
                "<(:B)<-[:T {w: 2.5}]-(:A:B {k: 1, s: 'x'})>",
                "<(:A:B {k: 1, s: 'x'})-[:T]->(:B)>",
                "<(:A:B {k: 1, s: 'x'})>",
            ],
        ),
    ];
    for (query, right, wrong) in cases {
        assert_accepted(query, &column(ANY, &[right]));
        for wrong in *wrong {
            assert_refused(query, &column(ANY, &[wrong]), "rows:");
        }
    }
    // a loop is walked both ways at once
    let walks = "CREATE (n:L)-[r:O]->(n) WITH n MATCH x = (n)-[:O]-(n) RETURN x";
    assert_accepted(walks, &column(ANY, &["<(:L)-[:O]->(:L)>"]));
    assert_accepted(walks, &column(ANY, &["<(:L)<-[:O]-(:L)>"]));
}

#[test]
fn rows_and_their_order() {
    let query = "UNWIND [1, 2, 2] AS x RETURN x";
    assert_accepted(query, &column(ANY, &["2", "1", "2"]));
    assert_accepted(query, &column(ORDERED, &["1", "2", "2"]));
    assert_refused(query, &column(ORDERED, &["2", "1", "2"]), "rows:");
    assert_refused(query, &column(ORDERED_UNORDERED_LISTS, &["2", "1", "2"]), "rows:");
    for step in [ANY, ORDERED, UNORDERED_LISTS, ORDERED_UNORDERED_LISTS] {
        assert_refused(query, &column(step, &["1", "2"]), "rows:");
        assert_refused(query, &column(step, &["1", "2", "2", "2"]), "rows:");
        assert_refused(query, &column(step, &["1", "1", "2"]), "rows:");
        assert_refused(query, &column(step, &[]), "rows:");
    }
    assert_refused(query, "Then the result should be empty", "expected no columns");
    assert_refused("MATCH (x:None) RETURN x", "Then the result should be empty", "expected no columns");
    assert_accepted("CREATE ()", "Then the result should be empty");
    assert_refused("CREATE ()", &column(ANY, &[]), "columns:");
}

#[test]
fn lists_whose_order_does_not_count() {
    let query = "RETURN [1, 2, 2, [3, 4]] AS x";
    for step in [UNORDERED_LISTS, ORDERED_UNORDERED_LISTS] {
        assert_accepted(query, &column(step, &["[[4, 3], 2, 1, 2]"]));
        assert_refused(query, &column(step, &["[[3, 4], 2, 1, 1]"]), "rows:");
        assert_refused(query, &column(step, &["[[3, 4], 2, 1]"]), "rows:");
        assert_refused(query, &column(step, &["[[3, 4], 2, 1, 2.0]"]), "rows:");
    }
    assert_refused(query, &column(ANY, &["[2, 1, 2, [3, 4]]"]), "rows:");
    assert_refused(query, &column(ORDERED, &["[1, 2, 2, [4, 3]]"]), "rows:");
}

#[test]
fn columns() {
    let query = "RETURN 1 AS a, 2 AS b";
    assert_accepted(query, &format!("{ANY}\n| a | b |\n| 1 | 2 |"));
    for wrong in ["| A | b |\n| 1 | 2 |", "| b | a |\n| 2 | 1 |", "| a |\n| 1 |", "| a | b | c |\n| 1 | 2 | 3 |"] {
        assert_refused(query, &format!("{ANY}\n{wrong}"), "columns:");
        assert_refused(query, &format!("{ORDERED}\n{wrong}"), "columns:");
    }
    let verbatim = "MATCH (n) RETURN cOuNt( * )";
    assert_accepted(verbatim, &format!("{ANY}\n| cOuNt( * ) |\n| 2 |"));
    assert_refused(verbatim, &format!("{ANY}\n| count(*) |\n| 2 |"), "columns:");
}

#[test]
fn side_effects() {
    let empty = "Then the result should be empty\n";
    // a query, its net effects, and wrong ones
    let cases: &[(&str, &str, &[&str])] = &[
        (
            // a label that is there already is no new label
            "CREATE (:A {p: 1}), (:C)",
            "| +nodes | 2 |\n| +labels | 1 |\n| +properties | 1 |",
            &[
                "| +nodes | 2 |\n| +labels | 2 |\n| +properties | 1 |",
                "| +nodes | 2 |\n| +properties | 1 |",
                "| +nodes | 1 |\n| +labels | 1 |\n| +properties | 1 |",
                "| +nodes | 2 |\n| +labels | 1 |",
                "| -nodes | 2 |\n| +labels | 1 |\n| +properties | 1 |",
            ],
        ),
        ("MATCH (a:A) SET a.k = 2", "| +properties | 1 |\n| -properties | 1 |", &["| +properties | 1 |"]),
        ("MATCH (a:A) SET a.k = 1.0", "| +properties | 1 |\n| -properties | 1 |", &["| +properties | 0 |"]),
        ("MATCH (a:A) SET a.k = 1", "| +properties | 0 |", &["| +properties | 1 |\n| -properties | 1 |"]),
        ("MATCH ()-[r]->() DELETE r", "| -relationships | 1 |\n| -properties | 1 |", &["| -relationships | 1 |"]),
    ];
    for (query, right, wrong) in cases {
        assert_accepted(query, &format!("{empty}And the side effects should be:\n{right}"));
        assert_refused(query, &format!("{empty}And the side effects should be:\n| +paths | 1 |"), "[");
        for wrong in *wrong {
            assert_refused(query, &format!("{empty}And the side effects should be:\n{wrong}"), "side effects:");
        }
    }
    assert_accepted("MATCH (a:A) SET a.k = 1", &format!("{empty}And no side effects"));
    assert_refused("CREATE ()", &format!("{empty}And no side effects"), "side effects:");
    // counters would tell of a node made and a node taken away
    assert_accepted("CREATE (n:New) DELETE n", &format!("{empty}And no side effects"));
}

#[test]
fn errors() {
    let compile_time = "RETURN missing";
    let runtime = "UNWIND [1] AS i RETURN [1][toFloat(i)]";
    let raised = |text: &str| format!("Then a {text}");
    for right in ["compile time: UndefinedVariable", "any time: UndefinedVariable", "compile time: *", "any time: *"] {
        assert_accepted(compile_time, &raised(&format!("SyntaxError should be raised at {right}")));
    }
    let wrong = [
        ("TypeError should be raised at compile time: UndefinedVariable", "error, wrong type:"),
        ("SyntaxError should be raised at runtime: UndefinedVariable", "error, wrong phase:"),
        ("SyntaxError should be raised at compile time: UnexpectedSyntax", "error, wrong detail:"),
        ("TypeError should be raised at any time: *", "error, wrong type:"),
        ("TypeError should be raised at runtime: UnexpectedSyntax", "error, wrong type and phase and detail:"),
        ("SyntaxError should be raised at some time: *", "there is no phase"),
    ];
    for (wrong, cause) in wrong {
        assert_refused(compile_time, &raised(wrong), cause);
    }
    assert_accepted(runtime, &raised("TypeError should be raised at runtime: *"));
    assert_refused(runtime, &raised("TypeError should be raised at compile time: *"), "error, wrong phase:");
    assert_refused("RETURN 1", &raised("SyntaxError should be raised at any time: *"), "no error:");
    assert_refused("CREATE ()", &raised("SyntaxError should be raised at any time: *"), "no error:");
    assert_refused(compile_time, &column(ANY, &[]), "unexpected error:");
    assert_refused(compile_time, "Then the result should be empty", "unexpected error:");
    assert_refused(compile_time, "Then no side effects", "unexpected error:");
}

/// An engine that touches the graph before each query, also before one that fails.
fn leaking(graph: &Graph, query: &str, parameters: &Parameters) -> Result<Rows, Error> {
    run::ask(graph, "MATCH (n:A) SET n.leaked = true", parameters)?;
    run::ask(graph, query, parameters)
}

/// An engine that panics.
#[expect(clippy::panic, reason = "to panic is its purpose")]
fn panicking(_: &Graph, query: &str, _: &Parameters) -> Result<Rows, Error> {
    panic!("{query}")
}

#[test]
fn broken_engines() {
    let error = "Then a SyntaxError should be raised at any time: *";
    let refused = judge_with("RETURN missing", error, leaking).unwrap_err();
    assert!(refused.starts_with("after the error: side effects:"), "{refused}");
    let result = format!("{}And no side effects", column(ANY, &["1"]));
    let refused = judge_with("RETURN 1 AS x", &result, leaking).unwrap_err();
    assert!(refused.starts_with("side effects:"), "{refused}");
    let refused = judge_with("the query", error, panicking).unwrap_err();
    assert!(refused.starts_with("panic at") && refused.ends_with("the query"), "{refused}");
}

#[test]
fn scenarios_that_do_not_hold_together() {
    let doc = |text: &str| format!("\"\"\"\n{text}\n\"\"\"");
    let one = column(ANY, &["1"]);
    let query = format!("When executing query:\n{}\n", doc("RETURN 1 AS x"));
    let parameters = "And parameters are:\n| p | [1, 'a', {k: null}] |\n";
    let with_parameters = format!("When executing query:\n{}\n", doc("RETURN $p AS x"));
    let control = format!("When executing control query:\n{}\n", doc("RETURN 2 AS x"));
    let setup = |text: &str| format!("Given any graph\nAnd having executed:\n{}\n", doc(text));
    let cases = [
        (format!("Given any graph\n{query}{one}"), None),
        (format!("Given any graph\n{query}"), Some("nothing is expected of a query")),
        (format!("Given any graph\n{query}{control}{}", column(ANY, &["2"])), Some("nothing is expected of a query")),
        (format!("Given any graph\n{query}{one}{control}{}", column(ANY, &["2"])), None),
        (format!("Given any graph\n{query}{one}{control}{one}"), Some("rows:")),
        ("Given any graph".to_owned(), Some("the scenario has no query")),
        (format!("Given any graph\n{one}"), Some("an expectation before any query")),
        (format!("Given a large graph\n{query}{one}"), Some("unknown step")),
        (format!("Given the binary-tree-1 graph\n{query}{one}"), Some("no-graphs")),
        (format!("{}{query}{one}", setup("CREATE (:A)")), None),
        (format!("{}{query}{one}", setup("CREATE missing")), Some("setup failed:")),
        (format!("{parameters}{with_parameters}{}", column(ANY, &["[1, 'a', {k: null}]"])), None),
        (format!("{parameters}{with_parameters}{}", column(ANY, &["[1.0, 'a', {k: null}]"])), Some("rows:")),
        (format!("Given any graph\n{query}{}", column(ANY, &["one"])), Some("the cell `one` is no value")),
        (format!("Given any graph\n{query}{}", column(ANY, &["1 |1"])), Some("an expected row has 2 cells")),
        ("Given any graph\n\"\"\"\nRETURN 1".to_owned(), Some("self-test.feature: line 4: a docstring without an end")),
        ("Given any graph\nThan nothing".to_owned(), Some("self-test.feature: line 4: a line that is not Gherkin")),
    ];
    for (steps, cause) in cases {
        match (run_steps(&steps, run::ask), cause) {
            (Ok(()), None) => {}
            (Err(why), Some(cause)) => assert!(why.starts_with(cause), "{steps}\nrefused, but for: {why}"),
            (verdict, cause) => assert_eq!(verdict, Err(cause.unwrap_or("nothing").to_owned()), "{steps}"),
        }
    }
}

#[test]
fn outlines_and_backgrounds() {
    let feature = "Feature: f\n Background:\n  Given any graph\n\n Scenario Outline: [1] <a> twice\n  When executing query:\n   \
         \"\"\"\n    RETURN <a> AS x,\n   <b>\n   \"\"\"\n  Then the result should be, in any order:\n   | <a> |\n\n  \
         Examples:\n   | a | b |\n   | 1 | '\\|' |\n   #| 2 | 3 |\n   | <b> | 4 | # said of the row\n\n  Examples: more\n   \
         | a | b |\n   | 5 | 6 |\n\n @ignore\n Scenario: [2] <a>\n  When executing query:\n";
    let scenarios = gherkin::scenarios("d/f.feature", feature).unwrap();
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let expected = [
        "d/f.feature: [1] 1 twice #1",
        "d/f.feature: [1] <b> twice #2",
        "d/f.feature: [1] 5 twice #3",
        "d/f.feature: [2] <a>",
    ];
    assert_eq!(names, expected);
    let steps = &scenarios.first().unwrap().steps;
    let arguments: Vec<&Argument> = steps.iter().map(|step| &step.argument).collect();
    let (text, table) =
        (Argument::Text(" RETURN 1 AS x,\n'|'".to_owned()), Argument::Table(vec![vec!["1".to_owned()]]));
    assert_eq!(arguments, [&Argument::None, &text, &table]);
}

#[test]
fn the_list_may_only_shrink() {
    let failed = || Err("rows".to_owned());
    assert!(judge_listed(true, &Ok(())).unwrap_err().contains("remove it from the list"));
    assert_eq!(judge_listed(true, &failed()), Ok(()));
    assert_eq!(judge_listed(false, &Ok(())), Ok(()));
    assert_eq!(judge_listed(false, &failed()), failed());
}

/// Scenarios that fail before their result is judged would hide cells that cannot be read.
#[test]
fn every_expected_cell_can_be_read() {
    let Some((folder, _)) = features::folders() else { return };
    for scenario in features::read(&folder).unwrap() {
        for step in scenario.steps.iter().filter(|step| step.text.starts_with("the result should be")) {
            if let Argument::Table(rows) = &step.argument {
                for cell in rows.iter().skip(1).flatten() {
                    assert!(cell_parser::parse(cell).is_ok(), "{}: {cell}", scenario.name);
                }
            }
        }
    }
}
