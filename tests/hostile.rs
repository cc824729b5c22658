//! Queries that try to hang, overflow the stack or eat memory: each case of each file in `tests/hostile`
//! is a test. It must end in its own right error, in time, and leave the graph as it was.
//!
//! A case is
//!
//! ```text
//! --- what it shows
//! limit deadline 60000      (or: limit memory 16, limit list 100, limit string 100: ms, MiB, elements, bytes)
//! file a.csv a,b\n1,2\n     (a file of the CSV folder; \n, \\ and \xff mean what they say)
//! link b.csv ../outside.csv (a symbolic link there; also: fifo NAME, folder NAME)
//! csv-folder                (the query may read that folder)
//! parameter p list 100000   (so many lists in each other; or map: maps)
//! setup CREATE (:A);        (any number, each on its own line, under no limits but the default)
//! query
//! RETURN {20000 x "("}1
//! error Nesting             (or: error Deadline Memory, one of these; or: fine)
//! ```
//!
//! `{20000 x "text"}` is that text so many times; a `#` in the text is the number of the time, from 0.
//! After `fine` may come what the first row holds, as literals with ` | ` between. Unless a case says
//! otherwise, its query has 300 ms and 64 MiB. With `HOSTILE_TIMES=1` the time that each case took is
//! printed.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test may fail loudly and make files"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use claimgraph::{Detail, Graph, Limits, Parameters, Value};
use libtest_mimic::{Arguments, Failed, Trial};

const DEADLINE: Duration = Duration::from_millis(300);
const MEMORY: usize = 64 << 20;
/// A slow machine may be late; a hang is not a matter of seconds. Counted beyond the deadline.
const LATE: Duration = Duration::from_secs(30);

#[derive(Clone, Default)]
struct Case {
    name: String,
    /// Lines of the case before its query, but for `setup`.
    given: Vec<(String, String)>,
    setup: Vec<String>,
    query: String,
    expected: String,
}

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("tests/hostile is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "test"))
        .collect();
    files.sort();
    let mut trials = Vec::new();
    for file in files {
        let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let cases = parse(&std::fs::read_to_string(&file).expect("readable"), &file);
        assert!(!cases.is_empty(), "{} has no case", file.display());
        for case in cases {
            trials.push(Trial::test(format!("{stem}: {}", case.name), move || check(&case)));
        }
    }
    trials.push(Trial::test("another thread can stop a query", stopped_by_another_thread));
    trials.push(Trial::test("a parameter of the command line is nested within a limit", deep_argument));
    libtest_mimic::run(&arguments, trials).exit();
}

fn parse(text: &str, file: &Path) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut in_query = false;
    for (number, line) in text.lines().enumerate() {
        let place = format!("{}:{}", file.display(), number + 1);
        if let Some(name) = line.strip_prefix("--- ") {
            assert!(!in_query, "{place}: the case before has no expectation");
            cases.push(Case { name: name.to_owned(), ..Case::default() });
            continue;
        }
        if cases.is_empty() || (!in_query && line.is_empty()) || line.starts_with('#') {
            assert!(line.is_empty() || line.starts_with('#'), "{place}: text outside a case");
            continue;
        }
        let case = cases.last_mut().expect("one has begun");
        if in_query {
            if line == "fine" || line.starts_with("fine ") || line.starts_with("error ") {
                line.clone_into(&mut case.expected);
                in_query = false;
            } else {
                case.query += line;
                case.query.push('\n');
            }
            continue;
        }
        assert!(case.expected.is_empty(), "{place}: text after the expectation");
        match line.split_once(' ').unwrap_or((line, "")) {
            ("query", "") => in_query = true,
            ("setup", statement) => case.setup.push(repeated(statement)),
            (what, rest) => case.given.push((what.to_owned(), rest.to_owned())),
        }
    }
    assert!(!in_query, "{}: the last case has no expectation", file.display());
    for case in &mut cases {
        case.query = repeated(case.query.trim_end());
    }
    cases
}

/// The text with each `{n x "text"}` written out.
fn repeated(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        out += before;
        let parts = after[1..].split_once(" x \"").and_then(|(count, tail)| {
            let count: usize = count.parse().ok()?;
            let (part, tail) = tail.split_once("\"}")?;
            Some((count, part, tail))
        });
        if let Some((count, part, tail)) = parts {
            for number in 0..count {
                if part.contains('#') {
                    out += &part.replace('#', &number.to_string());
                } else {
                    out += part;
                }
            }
            rest = tail;
        } else {
            out.push('{');
            rest = &after[1..];
        }
    }
    out + rest
}

/// The bytes that `\n`, `\\` and `\xff` stand for.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend(before.as_bytes());
        let (byte, length) = match after.as_bytes() {
            [b'n', ..] => (b'\n', 1),
            [b'x', ..] => (u8::from_str_radix(&after[1..3], 16).expect("two digits"), 3),
            _ => (b'\\', 1),
        };
        bytes.push(byte);
        rest = &after[length..];
    }
    bytes.extend(rest.as_bytes());
    bytes
}

/// Lists or maps in each other.
fn nested(kind: &str, depth: usize) -> Value {
    let mut value = Value::Null;
    for _ in 0..depth {
        value = match kind {
            "list" => Value::list([value]),
            "map" => Value::map([("k", value)]),
            other => panic!("a parameter of {other}"),
        };
    }
    value
}

/// A folder of the case's own, deleted when the case is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let path = std::env::temp_dir().join(format!("claimgraph-hostile-{}-{name}", std::process::id()));
        std::fs::create_dir_all(path.join("csv")).expect("a folder is made");
        std::fs::write(path.join("outside.csv"), "secret\n").expect("a file is written");
        Self(path)
    }

    fn csv(&self) -> PathBuf {
        self.0.join("csv")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// How a query ended: `fine` and its first row, or `error Detail`.
fn outcome(graph: &Graph, limits: Limits, query: &str, parameters: &Parameters) -> String {
    let mut session = graph.session();
    *session.limits_mut() = limits;
    match session.query(query, parameters) {
        Ok(rows) => {
            let mut out = "fine".to_owned();
            if let Some(row) = rows.rows.first() {
                let literals: Vec<String> = row.iter().map(|value| rows.literal(value)).collect();
                write!(out, " {}", literals.join(" | ")).expect("writes");
            }
            out
        }
        // what the user sees is made too
        Err(error) => format!("error {:?} {}", error.detail(), error.to_string().lines().next().unwrap_or("")),
    }
}

fn contents(graph: &Graph) -> String {
    let count = "MATCH (n) WITH count(n) AS nodes OPTIONAL MATCH ()-[r]->() RETURN nodes, count(r) AS relationships";
    outcome(graph, Limits::default(), count, &Parameters::new())
}

fn check(case: &Case) -> Result<(), Failed> {
    let folder = Folder::new(&case.name);
    let mut limits = Limits { deadline: Some(DEADLINE), memory_bytes: MEMORY, ..Limits::default() };
    let mut parameters = Parameters::new();
    for (what, rest) in &case.given {
        let (first, second) = rest.split_once(' ').unwrap_or((rest, ""));
        match (what.as_str(), first) {
            ("limit", "deadline") => limits.deadline = Some(Duration::from_millis(second.parse()?)),
            ("limit", "memory") => limits.memory_bytes = second.parse::<usize>()? << 20,
            ("limit", "list") => limits.list_elements = second.parse()?,
            ("limit", "string") => limits.string_bytes = second.parse()?,
            ("csv-folder", "") => limits.csv_folder = Some(folder.csv()),
            ("file", name) => std::fs::write(folder.csv().join(name), unescaped(&repeated(second)))?,
            ("folder", name) => std::fs::create_dir(folder.csv().join(name))?,
            #[cfg(unix)]
            ("link", name) => std::os::unix::fs::symlink(second, folder.csv().join(name))?,
            #[cfg(unix)]
            ("fifo", name) => {
                let made = Command::new("mkfifo").arg(folder.csv().join(name)).status()?;
                assert!(made.success(), "mkfifo failed");
            }
            ("parameter", name) => {
                let (kind, depth) = second.split_once(' ').expect("a kind and a depth");
                parameters.insert(name.to_owned(), nested(kind, depth.parse()?));
            }
            _ => return Err(format!("not understood: {what} {rest}").into()),
        }
    }
    let graph = Graph::new();
    for statement in &case.setup {
        graph.session().query(statement, &Parameters::new()).map_err(|error| format!("setup failed: {error}"))?;
    }
    let before = contents(&graph);
    let allowed = limits.deadline.unwrap_or_default() + LATE;
    let (sender, receiver) = mpsc::channel();
    let (asked, query) = (graph.clone(), case.query.clone());
    let started = Instant::now();
    std::thread::spawn(move || {
        let found = outcome(&asked, limits, &query, &parameters);
        let _ = sender.send(found);
    });
    let shown: String = case.query.chars().take(300).collect();
    let Ok(found) = receiver.recv_timeout(allowed) else {
        return Err(format!("{shown}\n\nnot over after {:?}: a hang, or a panic", started.elapsed()).into());
    };
    if std::env::var_os("HOSTILE_TIMES").is_some() {
        println!("{:6} ms  {}: {}", started.elapsed().as_millis(), case.name, &found[..found.len().min(60)]);
    }
    let after = contents(&graph);
    if found.starts_with("error") && after != before {
        return Err(format!("{shown}\n\nleft something behind: {before} became {after}").into());
    }
    let fits = match case.expected.strip_prefix("error ") {
        Some(details) => details.split(' ').any(|detail| found.starts_with(&format!("error {detail} "))),
        None => found == case.expected || case.expected == "fine" && found.starts_with("fine"),
    };
    if fits { Ok(()) } else { Err(format!("{shown}\n\nexpected {}\nfound    {found}", case.expected).into()) }
}

fn stopped_by_another_thread() -> Result<(), Failed> {
    let graph = Graph::new();
    let session = graph.session();
    let interrupt = session.interrupt();
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        interrupt.stop();
    });
    let started = Instant::now();
    let error =
        session.query("UNWIND range(1, 1000000000000) AS x RETURN sum(x)", &Parameters::new()).expect_err("stopped");
    assert_eq!(error.detail(), Detail::Stopped);
    assert!(started.elapsed() < LATE);
    stopper.join().map_err(|_| "the other thread panicked".into())
}

/// As deep as one argument of a command may be long.
fn deep_argument() -> Result<(), Failed> {
    for (open, close) in [("[", "]"), ("{\"k\":", "}")] {
        let depth = 120_000 / (open.len() + close.len());
        let parameter = format!("p={}1{}", open.repeat(depth), close.repeat(depth));
        let output = Command::new(env!("CARGO_BIN_EXE_claimgraph"))
            .args(["-P", &parameter, "query", "RETURN valueType($p) AS t, size($p) AS size"])
            .output()?;
        // no literal within the limit, so it is text
        let (told, size) = (String::from_utf8_lossy(&output.stdout), parameter.len() - 2);
        assert!(output.status.success(), "{open}: {:?}", output.status);
        assert!(told.contains("STRING") && told.contains(&size.to_string()), "{open}: {told}");
    }
    Ok(())
}
