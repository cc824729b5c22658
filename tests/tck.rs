//! The openCypher TCK, strictly judged: one test a scenario, outlines expanded, none left out.
//!
//! The scenarios are read from the folder `CLAIMGRAPH_TCK`, or `../shared/tck`; without it nothing
//! is tested, which is said, and which fails where `CI` is set.
//!
//! `tests/tck/expected_failures.txt` names what is known to fail. It may only shrink: a listed scenario
//! that passes fails the run, and so does one that fails unlisted. `CLAIMGRAPH_TCK_BLESS=1` writes
//! the list anew; `CLAIMGRAPH_TCK_REPORT=<file>` writes one line a scenario with the cause of each
//! failure. Arguments are those of every test: `cargo test --test tck -- match --list`.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "this is a test")]

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
mod report;
#[path = "tck/run.rs"]
mod run;
#[path = "tck/value.rs"]
mod value;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Failed, Trial};

use crate::gherkin::Scenario;
use crate::report::Outcome;

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tck/expected_failures.txt");

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let Some((folder, graphs)) = features::folders() else {
        println!("The TCK is absent: no features under CLAIMGRAPH_TCK or ../shared/tck; nothing was tested.");
        return if std::env::var_os("CI").is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    };
    let scenarios = match features::read(&folder) {
        Ok(scenarios) => scenarios,
        Err(error) => {
            println!("The TCK cannot be read: {error}");
            return ExitCode::FAILURE;
        }
    };
    run::note_panics();
    let bless = std::env::var_os("CLAIMGRAPH_TCK_BLESS").is_some_and(|value| value == "1");
    let listed = report::read_list(&std::fs::read_to_string(LIST).unwrap_or_default());
    let names: BTreeSet<String> = scenarios.iter().map(|scenario| scenario.name.clone()).collect();
    let outcomes: Arc<Mutex<Vec<Outcome>>> = Arc::default();
    let trials = scenarios.into_iter().map(|scenario| {
        let listed = listed.contains(&scenario.name);
        trial(scenario, graphs.clone(), listed, bless, Arc::clone(&outcomes))
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    if arguments.list {
        return conclusion.exit_code();
    }
    let outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
    println!("{}", report::table(&outcomes, "folder", folder_of));
    let unknown = listed.difference(&names).count();
    if unknown > 0 {
        println!("{unknown} names in {LIST} are not scenarios of this folder.");
    }
    write_files(&outcomes, bless, outcomes.len() == names.len()).map_or_else(
        |error| {
            println!("{error}");
            ExitCode::FAILURE
        },
        |()| conclusion.exit_code(),
    )
}

fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A scenario as a test, which notes how it ended.
fn trial(scenario: Scenario, graphs: PathBuf, listed: bool, bless: bool, outcomes: Arc<Mutex<Vec<Outcome>>>) -> Trial {
    Trial::test(scenario.name.clone(), move || {
        let verdict = run::scenario(&scenario, &graphs, run::ask);
        let judged = if bless { Ok(()) } else { report::judge_listed(listed, &verdict) };
        let negative = run::is_negative(&scenario);
        let outcome = Outcome { name: scenario.name, negative, verdict };
        outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
        judged.map_err(Failed::from)
    })
}

/// The list, if it is to be written anew, and the raw report, if one is asked for.
fn write_files(outcomes: &[Outcome], bless: bool, complete: bool) -> Result<(), String> {
    if bless {
        if !complete {
            return Err("the list is only written when all scenarios run: leave the filter out".to_owned());
        }
        std::fs::write(LIST, report::write_list(outcomes)).map_err(|error| format!("{LIST}: {error}"))?;
    }
    if let Some(file) = std::env::var_os("CLAIMGRAPH_TCK_REPORT") {
        let file = Path::new(&file);
        std::fs::write(file, report::raw(outcomes)).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}
