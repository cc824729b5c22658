//! `docs/language.md` is true and whole: each of its examples gives what stands there, and every
//! function, aggregate and procedure has its line.
//!
//! `BLESS=1` writes what came (see `support/page.rs`), and the part that is made of the tables of
//! functions; read the difference before you believe it.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test")]

#[path = "support/page.rs"]
mod page;
#[path = "support/program.rs"]
mod program;

use std::fmt::Write as _;

use claimgraph::{AGGREGATES_GIVEN, FAMILIES, Graph, aggregates};
use page::{answered, page, settle};

const BEGIN: &str =
    "<!-- what follows is written from the tables of functions: BLESS=1 cargo test --test language -->\n";
const END: &str = "<!-- end of what is written from the tables -->\n";

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
    let (file, text) = page("language.md");
    let (before, rest) = text.split_once(BEGIN).expect("the mark where the tables begin");
    let (_, after) = rest.split_once(END).expect("the mark where they end");
    let ((before, first), (after, second)) = (answered(before), answered(after));
    assert!(first + second > 60, "only {} examples", first + second);
    let real = format!("{before}{BEGIN}{}{END}{after}", tables());
    settle(&file, &text, &real);
}

#[test]
fn the_page_is_whole() {
    let (_, text) = page("language.md");
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
