//! Behaviour as data: each case of each file in `tests/queries` and `graph-data/README.md` is a test.
//!
//! A case is
//!
//! ```text
//! --- what it shows
//! graph embedded            (or: embedded-copy, to change it; or: empty, which is the default)
//! setup CREATE (:A);        (any number, each on its own line)
//! query
//! MATCH (n)
//! RETURN n.a, n.b
//! rows ordered              (or: rows, in any order)
//! n.a | n.b
//! 1 | 'x'
//! ```
//!
//! or ends in `error SyntaxError.UndefinedVariable 8-11 message begins so` (columns of the place as
//! bytes from 0, end excluded; the place may be left out). `BLESS=1` writes what came instead of
//! what was expected; read the difference before you believe it.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use claimgraph::{Graph, Parameters, Rows};
use libtest_mimic::{Arguments, Failed, Trial};

static EMBEDDED: LazyLock<Graph> = LazyLock::new(|| Graph::embedded().expect("the shipped graph loads"));

struct Case {
    name: String,
    graph: String,
    setup: Vec<String>,
    query: String,
    ordered: bool,
    expected: String,
    /// Lines of the expectation in the file, first and one past last.
    place: (usize, usize),
}

fn main() {
    let mut arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = std::fs::read_dir(root.join("tests/queries"))
        .expect("tests/queries is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "test"))
        .collect();
    files.sort();
    let mut trials = Vec::new();
    let bless = std::env::var_os("BLESS").is_some();
    if bless {
        arguments.test_threads = Some(1);
    }
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let cases = parse(&text, &file);
        assert!(!cases.is_empty(), "{} has no case", file.display());
        if bless {
            rewrite(&file, &text, &cases);
            continue;
        }
        for case in cases {
            trials.push(Trial::test(format!("{stem}: {}", case.name), move || check(&case)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn parse(text: &str, file: &Path) -> Vec<Case> {
    let lines: Vec<&str> = text.lines().collect();
    let mut cases = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(name) = lines[at].strip_prefix("--- ") else {
            assert!(
                lines[at].is_empty() || lines[at].starts_with('#'),
                "{}:{}: text outside a case",
                file.display(),
                at + 1
            );
            at += 1;
            continue;
        };
        at += 1;
        let mut case = Case {
            name: name.to_owned(),
            graph: "empty".to_owned(),
            setup: Vec::new(),
            query: String::new(),
            ordered: false,
            expected: String::new(),
            place: (0, 0),
        };
        while at < lines.len() && lines[at] != "query" {
            match lines[at].split_once(' ') {
                Some(("graph", which)) => which.clone_into(&mut case.graph),
                Some(("setup", statement)) => case.setup.push(statement.to_owned()),
                _ => panic!("{}:{}: expected graph, setup or query", file.display(), at + 1),
            }
            at += 1;
        }
        at += 1;
        let ends = |line: &str| line == "rows" || line == "rows ordered" || line.starts_with("error ");
        while at < lines.len() && !ends(lines[at]) {
            case.query += lines[at];
            case.query.push('\n');
            at += 1;
        }
        case.query.truncate(case.query.trim_end().len());
        let from = at;
        case.ordered = lines.get(at) == Some(&"rows ordered");
        while at < lines.len() && !lines[at].starts_with("--- ") && !lines[at].is_empty() {
            case.expected += lines[at];
            case.expected.push('\n');
            at += 1;
        }
        case.place = (from, at);
        cases.push(case);
    }
    cases
}

/// What the case gives, in the form in which expectations are written.
fn outcome(case: &Case) -> Result<String, Failed> {
    let graph = match case.graph.as_str() {
        "embedded" => EMBEDDED.clone(),
        "embedded-copy" => Graph::embedded().expect("the shipped graph loads"),
        _ => Graph::new(),
    };
    let session = graph.session();
    for statement in &case.setup {
        session.query(statement, &Parameters::new()).map_err(|error| format!("setup failed: {error}"))?;
    }
    match session.query(&case.query, &Parameters::new()) {
        Ok(rows) => Ok(render(&rows, case.ordered)),
        Err(error) => {
            let place = error.span().map_or(String::new(), |span| format!(" {}-{}", span.start, span.end));
            Ok(format!("error {}{place} {}\n", error.code(), error.message()))
        }
    }
}

fn render(rows: &Rows, ordered: bool) -> String {
    let mut lines: Vec<String> =
        rows.rows.iter().map(|row| row.iter().map(|v| rows.literal(v)).collect::<Vec<_>>().join(" | ")).collect();
    if !ordered {
        lines.sort();
    }
    let mut out = String::new();
    writeln!(out, "{}", if ordered { "rows ordered" } else { "rows" }).expect("writes");
    if !rows.columns.is_empty() {
        writeln!(out, "{}", rows.columns.join(" | ")).expect("writes");
    }
    for line in lines {
        writeln!(out, "{line}").expect("writes");
    }
    out
}

fn check(case: &Case) -> Result<(), Failed> {
    let found = outcome(case)?;
    let mut expected: Vec<&str> = case.expected.lines().collect();
    if !case.ordered && expected.len() > 2 && expected[0] == "rows" {
        expected[2..].sort_unstable();
    }
    let found_lines: Vec<&str> = found.lines().collect();
    // an error may be expected by its beginning
    let same = match (expected.as_slice(), found_lines.as_slice()) {
        ([wanted], [got]) if wanted.starts_with("error ") => got.starts_with(wanted),
        (wanted, got) => wanted == got,
    };
    if same {
        return Ok(());
    }
    Err(format!("{}\n\nexpected\n{}\nfound\n{found}", case.query, expected.join("\n")).into())
}

fn rewrite(file: &Path, text: &str, cases: &[Case]) {
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    for case in cases.iter().rev() {
        let found = match outcome(case) {
            Ok(found) => found,
            Err(failed) => panic!("{}: {:?}", case.name, failed.message()),
        };
        if check(case).is_err() {
            lines.splice(case.place.0..case.place.1, found.lines().map(ToOwned::to_owned));
        }
    }
    std::fs::write(file, lines.join("\n") + "\n").expect("writable");
}
