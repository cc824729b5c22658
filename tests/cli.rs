//! Runs the transcripts in `tests/cli/*.txt`: a command line, what it is given, and all that it
//! must answer.
//!
//! ```text
//! $ claimgraph query 'RETURN 1 AS x' --format csv
//! < a line of standard input
//! > a line of standard output
//! ! a line of standard error
//! ? 0
//! ```
//!
//! `$` begins a case, `?` ends it with the exit code. In expected lines `[..]` stands for anything
//! within the line; a line `...` for any number of lines. Other lines are comments. Commands run
//! in `tests/cli`. A case may begin with variables, as in `$ NO_COLOR=1 claimgraph ...`.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "this is a test")]

#[path = "support/program.rs"]
mod program;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use program::{claimgraph, feed};

/// One command line and what is expected of it.
#[derive(Default)]
struct Case {
    line: usize,
    command: String,
    stdin: String,
    stdout: Vec<String>,
    stderr: Vec<String>,
    exit: Option<i32>,
}

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).expect("tests/cli").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let mut trials = Vec::new();
    for file in files {
        let text = String::from_utf8(std::fs::read(&file).expect("a transcript")).expect("UTF-8");
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for case in cases(&text) {
            let folder = folder.clone();
            trials.push(Trial::test(format!("{stem}:{}", case.line), move || case.run(&folder)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let (mark, rest) = line.split_at(line.len().min(1));
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        if mark == "$" {
            cases.push(Case { line: number + 1, command: rest.to_owned(), ..Case::default() });
        }
        let Some(case) = cases.last_mut() else { continue };
        match mark {
            "<" => case.stdin.extend([rest, "\n"]),
            ">" => case.stdout.push(rest.to_owned()),
            "!" => case.stderr.push(rest.to_owned()),
            "?" => case.exit = rest.trim().parse().ok(),
            _ => {}
        }
    }
    cases
}

impl Case {
    fn run(&self, folder: &Path) -> Result<(), Failed> {
        let mut words = words(&self.command).into_iter().peekable();
        let mut command = claimgraph(&[]);
        command.current_dir(folder).env_remove("NO_COLOR").env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"));
        while let Some((name, value)) = words.peek().and_then(|word| word.split_once('=')) {
            command.env(name, value);
            words.next();
        }
        if words.next().as_deref() != Some("claimgraph") {
            return Err("a case begins with claimgraph".into());
        }
        let output = feed(command.args(words), self.stdin.as_bytes())?;

        let mut problems = String::new();
        compare("standard output", &self.stdout, &output.stdout, &mut problems);
        compare("standard error", &self.stderr, &output.stderr, &mut problems);
        if output.status.code() != self.exit {
            let _ = writeln!(problems, "exit code {:?}, expected {:?}", output.status.code(), self.exit);
        }
        if problems.is_empty() { Ok(()) } else { Err(format!("$ {}\n{problems}", self.command).into()) }
    }
}

fn compare(what: &str, expected: &[String], actual: &[u8], problems: &mut String) {
    let actual = String::from_utf8_lossy(actual);
    let lines: Vec<&str> = actual.lines().collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    if !lines_match(&expected, &lines) {
        let _ = writeln!(problems, "{what} is\n{actual}\nexpected\n{}", expected.join("\n"));
    }
}

fn lines_match(expected: &[&str], actual: &[&str]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((&"...", rest)) => (0..=actual.len()).any(|skipped| lines_match(rest, &actual[skipped..])),
        Some((line, rest)) => {
            actual.split_first().is_some_and(|(first, others)| line_matches(line, first) && lines_match(rest, others))
        }
    }
}

fn line_matches(expected: &str, actual: &str) -> bool {
    match expected.split_once("[..]") {
        None => expected == actual,
        Some((before, after)) => actual
            .strip_prefix(before)
            .is_some_and(|rest| (0..=rest.len()).any(|i| rest.get(i..).is_some_and(|rest| line_matches(after, rest)))),
    }
}

/// The words of a command line, as a shell would split it: blanks, single and double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
