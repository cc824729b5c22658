//! Commands, without a terminal.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use clap::Parser;

use super::super::args::Arguments;
use super::*;
use crate::cli::terminal::Terminal;
use crate::export::{Format, samples};
use crate::session::Graph;

/// A writer that can be read.
#[derive(Clone, Default)]
pub(in super::super) struct Shared(Rc<RefCell<Vec<u8>>>);

impl Shared {
    fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut self.0.borrow_mut())).unwrap()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A shell on an empty graph, its data and its notes.
fn shell() -> (Shell, Shared, Shared) {
    let settings = Arguments::try_parse_from(["claimgraph"]).unwrap().settings;
    let mut shell = Shell::new(Graph::new(), Terminal::default(), &settings, Format::Table);
    let (out, notes) = (Shared::default(), Shared::default());
    shell.out = Box::new(out.clone());
    shell.notes = Box::new(notes.clone());
    (shell, out, notes)
}

fn message(result: Result<(), Stop>) -> String {
    match result {
        Err(Stop::Error(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_command_is_known_and_help_lists_it() {
    let (mut shell, out, _) = shell();
    run(&mut shell, "help").unwrap();
    let help = out.take();
    for command in COMMANDS {
        assert!(help.contains(&format!(":{}", command.name)), "{}", command.name);
        run(&mut shell, &format!("help {}", command.name)).unwrap();
    }
    for topic in help::TOPICS {
        run(&mut shell, &format!("help {}", topic.name)).unwrap();
    }
}

#[test]
fn unknown_commands_are_guessed() {
    let (mut shell, ..) = shell();
    assert!(message(run(&mut shell, "shema")).contains("did you mean `:schema`?"));
    assert!(message(run(&mut shell, "xyzzy")).contains("`:help` lists them"));
    assert!(message(run(&mut shell, "mode jsn")).contains("json"));
    assert!(message(run(&mut shell, "timing maybe")).contains(":timing [on | off]"));
    assert!(matches!(run(&mut shell, "q"), Err(Stop::Quit)));
}

#[test]
fn parameters_hold_values() {
    let (mut shell, out, notes) = shell();
    run(&mut shell, "param x => 41").unwrap();
    assert_eq!(notes.take(), "$x = 41\n");
    run(&mut shell, "param").unwrap();
    assert!(out.take().contains("41"));
    let text = message(run(&mut shell, "param y => foo"));
    assert!(text.contains("param y => foo\n  |            ^^^"), "{text}");
    shell.set_parameter("a", "[1, 'b']");
    shell.set_parameter("b", "2022-04-18");
    assert_eq!(shell.parameters.get("b"), Some(&"2022-04-18".into()));
}

#[test]
fn why_shows_the_claims_of_a_row() {
    let (mut shell, out, _) = shell();
    assert!(message(run(&mut shell, "why 1")).contains("no last answer"));
    shell.last = Some((samples::contested(), String::new()));
    run(&mut shell, "why 1").unwrap();
    let text = out.take();
    assert!(
        text.starts_with("(Termez rocket attack)-[:perpetrated-by]->(ISKP)\n  3 claims, contested; asserted by "),
        "{text}"
    );
    assert!(text.contains("  - Taliban admits, through An article, hedged: \"may\"\n"), "{text}");
    assert!(text.contains("    In \"our\" own words.\n    in An article, paragraph 4\n"), "{text}");
    assert_eq!(text.matches("perpetrated-by").count(), 1, "{text}");
    assert!(message(run(&mut shell, "why 2")).contains("no row 2: the last answer has 1 row"));
    assert!(message(run(&mut shell, "why x")).contains(":why [N]"));
    shell.statement("RETURN 1 AS x").unwrap();
    out.take();
    run(&mut shell, "why 1").unwrap();
    assert!(out.take().contains("came over no relationship"));
}

#[test]
fn exports_the_last_answer() {
    let (mut shell, _, notes) = shell();
    let file = std::env::temp_dir().join(format!("claimgraph export {}.csv", std::process::id()));
    assert!(message(run(&mut shell, "export csv x")).contains("no last answer"));
    shell.last = Some((samples::plain(), String::new()));
    run(&mut shell, &format!("export csv '{}'", file.display())).unwrap();
    assert!(notes.take().ends_with("4 rows\n"));
    #[expect(clippy::disallowed_methods, reason = "a test looks at its file")]
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(text.starts_with("n,text,list\n"));
}

#[test]
fn reports_and_bibliographies_find_the_claims_behind_plain_values() {
    let settings = Arguments::try_parse_from(["claimgraph"]).unwrap().settings;
    let mut shell = Shell::new(Graph::embedded().unwrap(), Terminal::default(), &settings, Format::Table);
    shell.out = Box::new(Shared::default());
    let notes = Shared::default();
    shell.notes = Box::new(notes.clone());
    assert!(message(run(&mut shell, "report x.md")).contains("no last answer"));
    assert!(message(run(&mut shell, "bibliography")).contains(":bibliography FILE [QUERY]"));
    shell.statement("MATCH (a:Attack)-[:claimed-by]->(g) RETURN g.name AS who").unwrap();
    let written = |shell: &mut Shell, command: &str, file: &str| {
        let file = std::env::temp_dir().join(format!("claimgraph-{}-{file}", std::process::id()));
        run(shell, &format!("{command} '{}'", file.display())).unwrap();
        let text = crate::sys::read_file(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        text
    };
    let text = written(&mut shell, "report", "report.md");
    assert!(text.contains("| Islamic State Khorasan Province | 1, 2 |"), "{text}");
    assert!(written(&mut shell, "bibliography", "a.bib").starts_with("@misc{caspian-2022-05-10,\n"));
    assert!(written(&mut shell, "bibliography", "a.JSON").starts_with("[{\"id\":\"caspian-2022-05-10\""));
    assert!(notes.take().ends_with("1 row\n"));
    // the last answer is still there
    run(&mut shell, "why 1").unwrap();
    let text = message(run(&mut shell, "report /tmp/x RETURN foo"));
    assert!(text.contains("report /tmp/x RETURN foo\n  |                      ^^^"), "{text}");
}

#[test]
fn scripts_name_the_place_of_an_error() {
    let (mut shell, _, notes) = shell();
    let result = shell.script("RETURN 1;\n  RETURN\n  foo;\nRETURN 2;", Some("a.cypher"));
    assert!(matches!(result, Err(Stop::Failed)));
    let text = notes.take();
    assert!(text.starts_with("a.cypher:3:3: error[SyntaxError.UndefinedVariable]"), "{text}");
    assert!(text.contains("at line 3, column 3"), "{text}");
    let result = shell.script("RETURN 1;\n:nope\n", Some("b"));
    assert!(matches!(result, Err(Stop::Failed)));
    assert!(notes.take().starts_with("b:2:2: error"));
}

#[test]
fn scripts_that_run_themselves_come_to_an_end() {
    let (mut shell, _, notes) = shell();
    let file = std::env::temp_dir().join(format!("claimgraph-loop-{}.cypher", std::process::id()));
    crate::sys::write_file(&file, format!(":source {}\n", file.display()).as_bytes()).unwrap();
    assert!(matches!(run(&mut shell, &format!("source {}", file.display())), Err(Stop::Failed)));
    std::fs::remove_file(&file).unwrap();
    assert!(notes.take().contains("does one run itself?"));
}
