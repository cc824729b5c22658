//! The one way to run a statement and print its answer, for the REPL, scripts and one-shots alike.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::time::Duration;

use indexmap::IndexSet;

use super::args::Settings;
use super::commands;
use super::script::{self, Failures};
use super::signal::Running;
use super::terminal::Terminal;
use crate::error::{Error, ErrorKind, escape_controls};
use crate::eval::Parameters;
use crate::export::wrap::wrap;
use crate::export::{self, Cluster, Detail, Format};
use crate::parser::scan::{self, TokenKind};
use crate::rows::{Backing, Changes, Rows, ViewNote};
use crate::session::{Graph, Session};
use crate::value::Value;

/// Rows of a table on a terminal, unless told otherwise.
const TERMINAL_ROWS: usize = 1000;

/// Views that are named under an answer.
const VIEWS: usize = 4;

/// Why something did not come to its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// An error that has not been reported yet.
    Error(Error),
    /// An error that has.
    Failed,
    /// Ctrl-C.
    Interrupted,
    /// The output cannot be written.
    Output(io::Error),
    /// `:quit`.
    Quit,
}

impl Stop {
    /// The same, where what failed was part of a larger text, from byte `to` on.
    pub(super) fn within(self, text: &str, to: usize) -> Self {
        match self {
            Self::Error(error) => Self::Error(error.within(&text.into(), 0, to)),
            stop => stop,
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        if error.kind() == ErrorKind::Interrupted { Self::Interrupted } else { Self::Error(error) }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// A graph with a session on it, and everything that `:commands` can set.
pub(super) struct Shell {
    pub(super) graph: Graph,
    pub(super) session: Session,
    pub(super) parameters: Parameters,
    pub(super) format: Format,
    pub(super) terminal: Terminal,
    pub(super) is_timed: bool,
    pub(super) failures: Failures,
    /// The last answer and the text that was asked.
    pub(super) last: Option<(Rows, String)>,
    /// For data.
    pub(super) out: Box<dyn Write>,
    /// For everything else.
    pub(super) notes: Box<dyn Write>,
    pub(super) running: Running,
    /// How many files are being run within each other.
    pub(super) depth: usize,
    max_rows: Option<usize>,
    cluster: Cluster,
    detail: Detail,
    legend: bool,
    /// Whether a line under each answer says how much it is.
    has_footer: bool,
}

impl Shell {
    /// A shell that writes to standard output and standard error.
    pub(super) fn new(graph: Graph, terminal: Terminal, settings: &Settings, format: Format) -> Self {
        let mut session = graph.session();
        let limits = session.limits_mut();
        limits.deadline = (settings.timeout > 0.0).then(|| Duration::from_secs_f64(settings.timeout));
        if let Some(memory) = settings.memory {
            limits.memory_bytes = (memory as usize) << 20;
        }
        limits.threads = settings.threads.map_or(limits.threads, |threads| threads as usize);
        limits.csv_folder.clone_from(&settings.csv_folder);
        let running = Running::new(session.interrupt());
        Self {
            graph,
            session,
            parameters: Parameters::new(),
            format,
            is_timed: false,
            failures: if settings.fail_at_end { Failures::GoOn } else { Failures::Stop },
            last: None,
            out: Box::new(BufWriter::new(io::stdout())),
            notes: Box::new(io::stderr()),
            running,
            depth: 0,
            max_rows: settings.max_rows,
            cluster: settings.cluster,
            detail: settings.detail,
            legend: settings.legend,
            has_footer: terminal.stdout && terminal.stderr,
            terminal,
        }
    }

    /// Makes Ctrl-C stop what runs.
    pub(super) fn install_signal_handler(&self, is_repl: bool) {
        self.running.install_handler(is_repl);
    }

    /// Sets a parameter to a literal, or to the text itself if it is none.
    pub(super) fn set_parameter(&mut self, name: &str, text: &str) {
        let value = if is_literal(text) { self.evaluate(text).ok() } else { None };
        self.parameters.insert(name.to_owned(), value.unwrap_or_else(|| text.into()));
    }

    /// The value of an expression.
    pub(super) fn evaluate(&self, expression: &str) -> Result<Value, Error> {
        const BEFORE: &str = "RETURN ";
        let query = format!("{BEFORE}{expression} AS value");
        let rows = self.running.run(|| self.session.query(&query, &self.parameters));
        let rows = rows.map_err(|error| error.within(&expression.into(), BEFORE.len(), 0))?;
        let value = rows.rows.into_iter().next().and_then(|row| row.into_iter().next());
        value.ok_or_else(|| Error::internal("RETURN without a row"))
    }

    /// Runs a script: its statements and commands, in order. An error is reported with its place in
    /// the file `name`.
    pub(super) fn script(&mut self, script: &str, name: Option<&str>) -> Result<(), Stop> {
        let whole: Arc<str> = script.into();
        let mut failed = false;
        for part in script::parts(script) {
            let result = if part.is_command { commands::run(self, part.text) } else { self.statement(part.text) };
            match result {
                Ok(()) => continue,
                Err(Stop::Error(error)) => {
                    let at = error.span().map_or(0, |span| span.start as usize);
                    let (line, column) = part.place(script, at);
                    let place = name.map(|name| format!("{name}:{line}:{column}"));
                    self.report(&error.within(&whole, 0, part.offset), place.as_deref());
                }
                // a file that this one runs; it has said where
                Err(Stop::Failed) => {}
                Err(stop) => return Err(stop),
            }
            failed = true;
            if self.failures == Failures::Stop {
                break;
            }
        }
        if failed { Err(Stop::Failed) } else { Ok(()) }
    }

    /// Runs one statement and prints its answer.
    pub(super) fn statement(&mut self, text: &str) -> Result<(), Stop> {
        let rows = self.query(text)?;
        let printed = self.print(&rows, text);
        self.last = Some((rows, text.to_owned()));
        printed
    }

    /// Runs one statement.
    pub(super) fn query(&mut self, text: &str) -> Result<Rows, Stop> {
        self.query_for(text, self.format)
    }

    /// Runs one statement whose answer is to be written in a format.
    pub(super) fn query_for(&mut self, text: &str, format: Format) -> Result<Rows, Stop> {
        let run = if format.is_of_claims() { Session::query_traced } else { Session::query };
        Ok(self.running.run(|| run(&self.session, text, &self.parameters))?)
    }

    /// Runs one statement and writes its answer into memory, for a file.
    pub(super) fn answer(&mut self, text: &str, title: &str, format: Format) -> Result<Vec<u8>, Stop> {
        let rows = self.query_for(text, format)?;
        self.written(&rows, title, format)
    }

    /// An answer as a file would hold it: all rows, as wide as it takes.
    pub(super) fn written(&self, rows: &Rows, title: &str, format: Format) -> Result<Vec<u8>, Stop> {
        let mut bytes = Vec::new();
        let max_rows = self.max_rows.filter(|rows| *rows > 0);
        let options = export::Options { width: None, max_rows, ..self.options(title) };
        export::write(format, rows, &options, &mut bytes)?;
        Ok(bytes)
    }

    /// Says what may be worth knowing of an answer.
    pub(super) fn note(&mut self, rows: &Rows) -> Result<(), Stop> {
        for notice in &rows.notices {
            writeln!(self.notes, "{}", self.terminal.paint("36", &format!("note: {}", escape_controls(notice))))?;
        }
        Ok(())
    }

    /// Prints an answer, and a line on how much it is.
    pub(super) fn print(&mut self, rows: &Rows, title: &str) -> Result<(), Stop> {
        self.print_as(self.format, rows, title)?;
        self.note(rows)?;
        let shown = self.options(title).max_rows.unwrap_or(usize::MAX);
        let is_cut = rows.len() > shown && !self.format.is_whole();
        if self.has_footer {
            let footer = footer(rows, is_cut.then_some(shown), self.is_timed);
            writeln!(self.notes, "{}", self.terminal.paint("2", &footer))?;
            let lines = through(&rows.views);
            for line in lines.iter().flat_map(|line| wrap(line, self.terminal.width().unwrap_or(100))) {
                writeln!(self.notes, "{}", self.terminal.paint("2", &line))?;
            }
        } else if is_cut {
            writeln!(self.notes, "{shown} of {} rows written", rows.len())?;
        } else if self.is_timed {
            writeln!(self.notes, "{}", time(rows.elapsed))?;
        }
        Ok(self.notes.flush()?)
    }

    /// Prints rows in a format, and nothing else.
    pub(super) fn print_as(&mut self, format: Format, rows: &Rows, title: &str) -> Result<(), Stop> {
        let options = self.options(title);
        if self.terminal.stdout && matches!(format, Format::Csv | Format::Tsv) {
            // faithful in a file or a pipe; on a terminal data must not act
            let mut bytes = Vec::new();
            export::write(format, rows, &options, &mut bytes)?;
            self.out.write_all(escape_controls(&String::from_utf8_lossy(&bytes)).as_bytes())?;
            return Ok(self.out.flush()?);
        }
        let out = &mut *self.out;
        let written = self.running.run(|| export::write(format, rows, &options, &mut self.running.guard(out)));
        match written.and_then(|()| self.out.flush()) {
            Err(_) if self.running.is_stopped() => Err(Stop::Interrupted),
            result => Ok(result?),
        }
    }

    fn options(&self, title: &str) -> export::Options {
        let standard = (self.terminal.stdout && self.format == Format::Table).then_some(TERMINAL_ROWS);
        export::Options {
            width: self.terminal.width(),
            max_rows: self.max_rows.map_or(standard, |rows| (rows > 0).then_some(rows)),
            title: Some(title.to_owned()),
            cluster: self.cluster,
            detail: self.detail,
            legend: self.legend,
            scales: self.graph.scales(),
        }
    }

    /// Says that something went wrong.
    pub(super) fn report(&mut self, error: &Error, place: Option<&str>) {
        // what was printed before stands before the error
        let _ = self.out.flush();
        self.terminal.report(error, place, &mut *self.notes);
    }
}

/// Whether a text given for a parameter is a literal, and not just any expression: `2022-04-18` is
/// text, not a subtraction.
fn is_literal(text: &str) -> bool {
    let tokens: Vec<_> = scan::tokens(text).collect();
    let mut before = ',';
    !tokens.is_empty()
        && tokens.iter().enumerate().all(|(i, token)| {
            let next = match tokens.get(i + 1).map(|next| next.kind) {
                Some(TokenKind::Punctuation(c)) => c,
                _ => ' ',
            };
            let is_fine = token.closed
                && match token.kind {
                    TokenKind::String | TokenKind::Number | TokenKind::QuotedName => true,
                    TokenKind::Word => {
                        let word = token.span.of(text).to_ascii_lowercase();
                        matches!(word.as_str(), "true" | "false" | "null") || matches!(next, ':' | '(')
                    }
                    TokenKind::Punctuation('-' | '+') => matches!(before, '[' | ',' | ':' | '('),
                    TokenKind::Punctuation(c) => "[]{}(),:.".contains(c),
                    TokenKind::Parameter | TokenKind::Comment => false,
                };
            before = if let TokenKind::Punctuation(c) = token.kind { c } else { 'x' };
            is_fine
        })
}

/// How much an answer is: rows, changes, contested relationships, who is behind it, time.
fn footer(rows: &Rows, shown: Option<usize>, is_timed: bool) -> String {
    let mut parts = Vec::new();
    if !rows.columns.is_empty() {
        parts.push(count(rows.len(), "row"));
    }
    parts.extend(shown.map(|shown| format!("the first {shown} shown (--max-rows 0 shows all)")));
    changes(rows.changes, &mut parts);
    let contested = rows.entities.relationships.values().filter(|r| r.standing.contested).count();
    if contested > 0 {
        parts.push(format!("{} contested", count(contested, "relationship")));
    }
    parts.extend(rows.backing.map(|backing| {
        let Backing { documents, outlets, origins } = backing;
        format!("documents {documents}, outlets {outlets}, origins {origins}")
    }));
    if parts.is_empty() {
        parts.push("no changes".to_owned());
    }
    if is_timed {
        parts.push(time(rows.elapsed));
    }
    parts.join(", ")
}

/// Through which views an answer was seen, and what they do not show.
fn through(views: &[ViewNote]) -> Vec<String> {
    let distinct: IndexSet<&ViewNote> = views.iter().collect();
    let line = |note: &&ViewNote| {
        let undated = match note.undated {
            0 => String::new(),
            n => format!(", {n} of them without a date"),
        };
        let name = escape_controls(&note.name);
        format!("through {name}: {} hidden{undated}", count(note.hidden, "claim"))
    };
    let mut lines: Vec<String> = distinct.iter().take(VIEWS).map(line).collect();
    lines.extend(
        (distinct.len() > VIEWS).then(|| format!("and through {} more", count(distinct.len() - VIEWS, "view"))),
    );
    lines
}

fn changes(changes: Changes, parts: &mut Vec<String>) {
    let counts = [
        (changes.nodes_created, "node", "created"),
        (changes.nodes_deleted, "node", "deleted"),
        (changes.relationships_created, "relationship", "created"),
        (changes.relationships_deleted, "relationship", "deleted"),
        (changes.properties_set, "property", "set"),
        (changes.labels_changed, "label", "changed"),
        (changes.indexes_added, "index", "created"),
        (changes.indexes_removed, "index", "dropped"),
        (changes.constraints_added, "constraint", "created"),
        (changes.constraints_removed, "constraint", "dropped"),
        (changes.claims_recorded, "claim", "recorded"),
        (changes.nodes_merged, "node", "merged"),
        (changes.merges_undone, "merge", "undone"),
    ];
    for (n, what, verb) in counts.into_iter().filter(|(n, ..)| *n > 0) {
        parts.push(format!("{} {verb}", count(n, what)));
    }
}

/// `1 row`, `2 rows`, `2 properties`.
pub(super) fn count(n: usize, what: &str) -> String {
    match (n, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{n} {stem}ies"),
        _ if what.ends_with('x') => format!("{n} {what}es"),
        _ => format!("{n} {what}s"),
    }
}

fn time(elapsed: Duration) -> String {
    let milliseconds = elapsed.as_secs_f64() * 1000.0;
    if milliseconds < 10.0 {
        format!("{milliseconds:.2} ms")
    } else if milliseconds < 10_000.0 {
        format!("{milliseconds:.0} ms")
    } else {
        format!("{:.1} s", milliseconds / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::samples;

    #[test]
    fn literals_and_plain_text() {
        for text in ["42", "-1.5", "'a'", "[1, -2, {a: null}]", "true", "date('2022-04-18')", "{`a b`: 1}"] {
            assert!(is_literal(text), "{text}");
        }
        for text in ["", "Amaq", "2022-04-18", "1 + 1", "a.b", "'open", "1 // x", "$x", "1 AS a"] {
            assert!(!is_literal(text), "{text}");
        }
    }

    #[test]
    fn footers() {
        assert_eq!(
            footer(&samples::contested(), None, false),
            "1 row, 1 relationship contested, documents 1, outlets 1, origins 2"
        );
        let changes = Changes { nodes_created: 2, properties_set: 2, ..Changes::default() };
        let rows = Rows { changes, ..Rows::default() };
        assert_eq!(footer(&rows, None, false), "2 nodes created, 2 properties set");
        assert_eq!(footer(&Rows::default(), None, false), "no changes");
        assert_eq!(footer(&samples::plain(), Some(2), false), "4 rows, the first 2 shown (--max-rows 0 shows all)");
    }

    #[test]
    fn times() {
        let of = |ms: f64| time(Duration::from_secs_f64(ms / 1000.0));
        assert_eq!([of(0.5), of(12.4), of(12_340.0)], ["0.50 ms", "12 ms", "12.3 s"]);
    }
}
