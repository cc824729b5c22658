//! A page of documentation whose examples are what happens.
//!
//! A block of `cypher` holds statements and commands, each ending a line with `;`, and then the table that comes of
//! them, or the first line of the error; it runs on the shipped graph, in a program of its own. A block of `text`
//! holds lines `expression -> result`. `BLESS=1` writes what came.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use claimgraph::{Graph, Parameters, Session};

use crate::program::{claimgraph, feed};

/// A page in `docs`.
pub fn page(name: &str) -> (PathBuf, String) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let text = std::fs::read_to_string(&file).expect("readable");
    (file, text)
}

/// Writes what the page should be when blessing; else an error if it is not that.
pub fn settle(file: &Path, text: &str, real: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, real).expect("writable");
        return;
    }
    let difference = text.lines().zip(real.lines()).find(|(a, b)| a != b);
    let file = file.display();
    assert!(text == real, "{file} is not what happens; BLESS=1 writes it. First difference: {difference:?}");
}

/// What the program prints for the statements: tables, or the first line of the error.
fn answer(statements: &str) -> String {
    let mut program = claimgraph(&["run", "-", "--format", "table", "--csv-folder", "docs/examples"]);
    let output = feed(program.env("NO_COLOR", "1"), statements.as_bytes()).expect("the program runs");
    let mut answer = String::from_utf8(output.stdout).expect("UTF-8");
    if !output.status.success() {
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        // without the place in the script
        let error = said.lines().find_map(|line| line.find("error[").map(|at| &line[at..]));
        writeln!(answer, "{}", error.unwrap_or_else(|| panic!("{said}"))).expect("a string");
    }
    answer
}

/// What the expression gives, as a literal.
fn result(session: &Session, expression: &str) -> String {
    let query = format!("RETURN {expression} AS result");
    let rows = session.query(&query, &Parameters::new()).unwrap_or_else(|error| panic!("{error}"));
    rows.literal(rows.get(0, "result").expect("one row"))
}

/// The page with the answers that its examples give now, and how many these are.
pub fn answered(text: &str) -> (String, usize) {
    let session = Graph::embedded().expect("the shipped graph loads").session();
    let mut real = String::new();
    let mut rest = text;
    let mut count = 0;
    while let Some((before, after)) = rest.split_once("```") {
        let (kind, after) = after.split_once('\n').expect("a line");
        let (block, after) = after.split_once("```\n").expect("a closed block");
        real += &format!("{before}```{kind}\n");
        match kind {
            "cypher" => {
                let statements: usize = match block.rfind(";\n") {
                    Some(end) => end + ";\n".len(),
                    None => panic!("no statement in {block}"),
                };
                real += &block[..statements];
                real += &answer(&block[..statements]);
                count += 1;
            }
            "text" => {
                for line in block.lines() {
                    let (expression, _) = line.rsplit_once(" -> ").unwrap_or_else(|| panic!("no result: {line}"));
                    writeln!(real, "{expression} -> {}", result(&session, expression)).expect("a string");
                    count += 1;
                }
            }
            other => panic!("a block of `{other}` is no example"),
        }
        real += "```\n";
        rest = after;
    }
    (real + rest, count)
}
