//! What the documentation shows is what happens: each query of `graph-data/README.md` gives the
//! table that follows it, and the README's transcript is what the program prints.
//!
//! `BLESS=1` writes what came instead; read the difference before you believe it.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test")]

#[path = "support/program.rs"]
mod program;

use std::path::{Path, PathBuf};

use program::{claimgraph, feed};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What the program prints.
fn stdout(arguments: &[&str], input: &str) -> String {
    let mut program = claimgraph(arguments);
    let output = feed(program.env("NO_COLOR", "1").env("COLUMNS", "110"), input.as_bytes()).expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Compares, or writes if asked to.
fn settle(file: &Path, written: &str, real: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, real).expect("writable");
    } else {
        assert!(
            written == real,
            "{} is not what happens; see BLESS in this file.\n{}",
            file.display(),
            first_difference(written, real)
        );
    }
}

fn first_difference(written: &str, real: &str) -> String {
    let pair = written.lines().zip(real.lines()).find(|(a, b)| a != b);
    pair.map_or_else(|| "one is longer".to_owned(), |(a, b)| format!("written: {a}\nreal:    {b}"))
}

#[test]
fn the_questions_have_these_answers() {
    let file = root().join("graph-data/README.md");
    let text = std::fs::read_to_string(&file).expect("readable");
    let mut real = String::new();
    let mut rest = text.as_str();
    let mut count = 0;
    while let Some((before, after)) = rest.split_once("```cypher\n") {
        let (query, after) = after.split_once("```\n").expect("a closed block");
        let answer = stdout(&["query", query, "--format", "markdown"], "");
        real += &format!("{before}```cypher\n{query}```\n\n{answer}\n");
        // the old answer, if there is one, is dropped
        let after = after.trim_start_matches('\n');
        let table: usize = after.lines().take_while(|line| line.starts_with('|')).map(|line| line.len() + 1).sum();
        rest = after[table..].trim_start_matches('\n');
        count += 1;
    }
    real += rest;
    assert!(count >= 12, "only {count} questions");
    settle(&file, &text, &(real.trim_end().to_owned() + "\n"));
}

/// In README.md, a block of `console` holds what is typed after `claimgraph> ` and what comes back.
#[test]
fn the_transcript_is_real() {
    let file = root().join("README.md");
    let text = std::fs::read_to_string(&file).expect("readable");
    let (before, after) = text.split_once("```console\n").expect("a transcript");
    let (transcript, after) = after.split_once("```\n").expect("a closed block");
    let mut real = String::new();
    let typed = transcript.lines().filter_map(|line| line.strip_prefix("claimgraph> "));
    let mut count = 0;
    for line in typed {
        let script = if line.starts_with(":why") || line.starts_with(":export") {
            // these speak of the answer before them
            let last = real.lines().rev().filter_map(|l| l.strip_prefix("claimgraph> ")).find(|l| !l.starts_with(':'));
            format!("{}\n{line}\n", last.expect("a query before"))
        } else {
            format!("{line}\n")
        };
        let answer = stdout(&["run", "-", "--format", "table"], &script);
        // only what the last line gave
        let skip = if script.lines().count() > 1 {
            let first = script.lines().next().expect("a line");
            stdout(&["run", "-", "--format", "table"], first).len()
        } else {
            0
        };
        real += &format!("claimgraph> {line}\n{}", &answer[skip..]);
        count += 1;
    }
    assert!(count >= 4, "only {count} lines are typed");
    settle(&file, &text, &format!("{before}```console\n{real}```\n{after}"));
}
