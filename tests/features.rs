//! Our own feature files: what Cypher 25 and GQL add to openCypher, which the TCK does not cover.
//! Same format, same judge as `tests/tck.rs`; none is expected to fail.
//!
//! Expected results come from the specification that each file names on top. `cargo test --test
//! features -- call` runs some of them.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "this is a test")]

#[path = "tck/cell_parser.rs"]
mod cell_parser;
#[path = "tck/features.rs"]
#[expect(dead_code, reason = "these features lie in this repository")]
mod features;
#[path = "tck/gherkin.rs"]
mod gherkin;
#[path = "tck/judge.rs"]
mod judge;
#[path = "tck/procedure.rs"]
mod procedure;
#[path = "tck/report.rs"]
#[expect(dead_code, reason = "only its table is needed")]
mod report;
#[path = "tck/run.rs"]
mod run;
#[path = "tck/value.rs"]
mod value;

use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use claimgraph::{Error, Graph, Parameters, Rows};
use libtest_mimic::{Arguments, Failed, Trial};

use crate::gherkin::Scenario;
use crate::report::Outcome;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/features");

/// The files that LOAD CSV finds.
const CSV_FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/features/csv");

/// So many scenarios there are at least, outlines expanded: none may be lost in silence.
const FLOOR: usize = 2500;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let scenarios = match features::read(Path::new(FOLDER)) {
        Ok(scenarios) => scenarios,
        Err(error) => {
            println!("The features cannot be read: {error}");
            return ExitCode::FAILURE;
        }
    };
    run::note_panics();
    let count = scenarios.len();
    let outcomes: Arc<Mutex<Vec<Outcome>>> = Arc::default();
    let trials = scenarios.into_iter().map(|scenario| trial(scenario, Arc::clone(&outcomes)));
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    if !arguments.list {
        let outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        println!("{}", report::table(&outcomes, "file", |file| file));
    }
    if count < FLOOR {
        println!("{FOLDER} holds {count} scenarios; there were at least {FLOOR}.");
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

/// As the TCK's queries are run, with a folder of files to load.
fn ask(graph: &Graph, query: &str, parameters: &Parameters) -> Result<Rows, Error> {
    let mut session = graph.session();
    let limits = session.limits_mut();
    limits.deadline = Some(run::DEADLINE);
    limits.csv_folder = Some(CSV_FOLDER.into());
    session.query(query, parameters)
}

/// A scenario as a test, which notes how it ended. There are no named graphs here.
fn trial(scenario: Scenario, outcomes: Arc<Mutex<Vec<Outcome>>>) -> Trial {
    Trial::test(scenario.name.clone(), move || {
        let verdict = run::scenario(&scenario, Path::new(FOLDER), ask);
        let negative = run::is_negative(&scenario);
        let outcome = Outcome { name: scenario.name, negative, verdict: verdict.clone() };
        outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
        verdict.map_err(Failed::from)
    })
}
