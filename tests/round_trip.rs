//! What is printed is read as what it was: of random statements, of the TCK's and of the query tests'.
//!
//! `CASES=10000 cargo test --release --test round_trip` makes that many statements. The TCK is read
//! from the folder `CLAIMGRAPH_TCK`, or `../shared/tck`; where it is absent that is said, and fails
//! with `CI` set.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test may fail loudly and read files"
)]

#[path = "tck/features.rs"]
mod features;
#[path = "round_trip/generate.rs"]
mod generate;
#[path = "tck/gherkin.rs"]
mod gherkin;

use std::path::Path;

use claimgraph::Limits;
use claimgraph::internals::{ClauseKind, Query, Statement, parse};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Reads what was printed: with parentheses that the first text did without, it may be nested deeper.
fn read(text: &str) -> Result<Statement, String> {
    let limits = Limits { nesting: 512, query_bytes: 16 << 20, ..Limits::default() };
    parse(text, &limits).map_err(|error| error.to_string())
}

/// An error if the statement printed is not read as the same, or not printed again as the same.
fn returns(statement: &Statement) -> Result<(), String> {
    let printed = statement.to_string();
    let again = read(&printed).map_err(|error| format!("{printed}\n\nis not read: {error}"))?;
    if again != *statement {
        return Err(format!("{printed}\n\nis read as\n{again:#?}\n\nand was\n{statement:#?}"));
    }
    let twice = again.to_string();
    if twice != printed {
        return Err(format!("{printed}\n\nis printed again as\n\n{twice}"));
    }
    Ok(())
}

/// Names the columns without AS by their expressions as printed, so that those are printed at all.
fn rename_columns(query: &mut Query) {
    for clause in query.branches.iter_mut().flat_map(|branch| &mut branch.clauses) {
        match &mut clause.kind {
            ClauseKind::With { projection, .. } | ClauseKind::Return(projection) => {
                for item in &mut projection.items {
                    item.text = item.expression.to_string().into();
                }
            }
            ClauseKind::CallSubquery { query, .. } => rename_columns(query),
            ClauseKind::Match { .. }
            | ClauseKind::Unwind { .. }
            | ClauseKind::CallProcedure { .. }
            | ClauseKind::Finish
            | ClauseKind::Create(_)
            | ClauseKind::Merge { .. }
            | ClauseKind::Set(_)
            | ClauseKind::Remove(_)
            | ClauseKind::Delete { .. }
            | ClauseKind::Schema(_)
            | ClauseKind::Let(_)
            | ClauseKind::Filter(_)
            | ClauseKind::Foreach { .. }
            | ClauseKind::LoadCsv { .. } => {}
        }
    }
}

/// How many of the queries can be read; each of these must return, as it is and with columns renamed.
fn all_return<'a>(queries: impl Iterator<Item = (&'a str, &'a str)>) -> usize {
    let mut read = 0;
    for (name, text) in queries {
        let Ok(mut statement) = parse(text, &Limits::default()) else { continue };
        read += 1;
        returns(&statement).unwrap_or_else(|error| panic!("{name}\n{text}\n\n{error}"));
        rename_columns(&mut statement.query);
        returns(&statement).unwrap_or_else(|error| panic!("{name}, columns renamed\n{text}\n\n{error}"));
    }
    read
}

#[test]
fn random_statements_return() {
    let cases = std::env::var("CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let bytes = prop::collection::vec(any::<u8>(), 0..300);
    let result =
        TestRunner::new(config).run(&bytes, |bytes| returns(&generate::statement(&bytes)).map_err(TestCaseError::fail));
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn the_queries_of_the_tck_return() {
    let Some((folder, _)) = features::folders() else {
        println!("The TCK is absent: no features under CLAIMGRAPH_TCK or ../shared/tck; nothing was tested.");
        assert!(std::env::var_os("CI").is_none(), "the TCK must be there where CI is set");
        return;
    };
    let scenarios = features::read(&folder).unwrap_or_else(|error| panic!("{error}"));
    let steps = scenarios.iter().flat_map(|scenario| scenario.steps.iter().map(|step| (&*scenario.name, step)));
    let queries = steps.filter_map(|(name, step)| match &step.argument {
        gherkin::Argument::Text(text) => Some((name, &**text)),
        gherkin::Argument::None | gherkin::Argument::Table(_) => None,
    });
    let read = all_return(queries);
    assert!(read > 3000, "only {read} queries of the TCK were read");
}

#[test]
fn the_queries_of_the_query_tests_return() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("tests/queries is there") {
        let path = entry.expect("readable").path();
        let text = std::fs::read_to_string(&path).expect("readable");
        let queries: Vec<String> = text.split("\n--- ").flat_map(queries).collect();
        let name = path.to_string_lossy();
        read += all_return(queries.iter().map(|query| (&*name, &**query)));
    }
    assert!(read > 150, "only {read} queries were read");
}

/// What a case sets up, and its query.
fn queries(case: &str) -> Vec<String> {
    let mut queries: Vec<String> =
        case.lines().filter_map(|line| line.strip_prefix("setup ")).map(Into::into).collect();
    let ends = |line: &&str| *line != "rows" && *line != "rows ordered" && !line.starts_with("error ");
    let query: Vec<&str> = case.lines().skip_while(|line| *line != "query").skip(1).take_while(ends).collect();
    queries.push(query.join("\n"));
    queries
}
