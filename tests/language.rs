//! `docs/language.md` is true and whole: each of its examples gives what stands there, and every
//! function, aggregate and procedure has its line.
//!
//! A block of `cypher` holds statements, each ending a line with `;`, and then the table that comes of
//! them, or the first line of the error; it runs on the shipped graph, in a program of its own. A
//! block of `text` holds lines `expression -> result`. `BLESS=1` writes what came, and the part that
//! is made of the tables of functions; read the difference before you believe it.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test")]

#[path = "support/program.rs"]
mod program;

use std::fmt::Write as _;
use std::path::PathBuf;

use claimgraph::{AGGREGATES_GIVEN, FAMILIES, Graph, Parameters, Session, aggregates};
use program::{claimgraph, feed};

const BEGIN: &str =
    "<!-- what follows is written from the tables of functions: BLESS=1 cargo test --test language -->\n";
const END: &str = "<!-- end of what is written from the tables -->\n";

fn page() -> (PathBuf, String) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    let text = std::fs::read_to_string(&file).expect("readable");
    (file, text)
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
fn answered(text: &str) -> (String, usize) {
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

/// Code in a cell of a table.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

fn row(out: &mut String, signature: &str, aliases: &[&str], doc: &str, examples: &[(&str, &str)]) {
    let examples: Vec<_> =
        examples.iter().map(|(expression, value)| format!("{} is {}", code(expression), code(value))).collect();
    let aliases: String = aliases.iter().map(|alias| format!(", also {}", code(alias))).collect();
    let doc = doc.replace('|', "\\|");
    writeln!(out, "| {}{aliases} | {doc} | {} |", code(signature), examples.join("; ")).expect("a string");
}

/// The part of the page that is made of the tables.
fn tables() -> String {
    const HEAD: &str = "| function | what it gives | for example |\n|---|---|---|\n";
    let mut out = String::from(
        "\n## Functions\n\nWhat stands in brackets may be left out. Unless the line says otherwise, the result is null \
         where an argument is.\n",
    );
    for family in FAMILIES {
        write!(out, "\n### {}\n\n", family.title).expect("a string");
        if !family.given.is_empty() {
            write!(out, "The examples stand after {}.\n\n", code(family.given)).expect("a string");
        }
        out += HEAD;
        for function in family.functions {
            row(&mut out, &function.signature(), function.aliases(), function.doc(), function.examples());
        }
    }
    write!(
        out,
        "\n## Aggregates\n\nOver all rows, or each group of them. Null does not count; DISTINCT counts equal values \
         once. The examples stand after {}.\n\n{HEAD}",
        code(AGGREGATES_GIVEN)
    )
    .expect("a string");
    for aggregate in aggregates() {
        row(&mut out, &aggregate.signature(), aggregate.aliases, aggregate.doc, aggregate.examples);
    }
    out += "\n## Procedures\n\n| procedure and results | what it gives |\n|---|---|\n";
    for procedure in Graph::new().procedures().iter() {
        writeln!(out, "| {} | {} |", code(&procedure.signature()), procedure.doc()).expect("a string");
    }
    out + "\n"
}

#[test]
fn the_page_is_true() {
    let (file, text) = page();
    let (before, rest) = text.split_once(BEGIN).expect("the mark where the tables begin");
    let (_, after) = rest.split_once(END).expect("the mark where they end");
    let ((before, first), (after, second)) = (answered(before), answered(after));
    assert!(first + second > 60, "only {} examples", first + second);
    let real = format!("{before}{BEGIN}{}{END}{after}", tables());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, real).expect("writable");
        return;
    }
    let difference = text.lines().zip(real.lines()).find(|(a, b)| a != b);
    assert!(text == real, "docs/language.md is not what happens; BLESS=1 writes it. First difference: {difference:?}");
}

#[test]
fn the_page_is_whole() {
    let (_, text) = page();
    let graph = Graph::new();
    let (functions, procedures) = (graph.functions(), graph.procedures());
    for name in functions.names() {
        let stands = [format!("`{name}("), format!("`{name}`")].iter().any(|written| text.contains(written));
        assert!(stands, "{name} is not in docs/language.md");
    }
    for procedure in procedures.iter() {
        assert!(text.contains(&format!("`{}(", procedure.name())), "{} is not in docs/language.md", procedure.name());
    }
}
