//! `claimgraph import` and `--import`: CSV files into the graph, with progress and a summary.

use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};

use super::Exit;
use super::args::{ImportFiles, Settings};
use super::shell::{Shell, Stop};
use crate::error::{Detail, Error, ErrorKind, escape_controls};
use crate::import::csv::{ImportProgress, ImportReport, ImportSpec};
use crate::sys;

/// Where there is no terminal, progress is told so often.
const LINE: Duration = Duration::from_secs(1);

/// What the import command is to read.
pub(super) fn spec(path: Option<&Path>, files: &ImportFiles, settings: &Settings) -> Result<ImportSpec, Error> {
    let mut spec = path.map_or_else(|| Ok(ImportSpec::new()), ImportSpec::read)?;
    for text in &files.nodes {
        spec = spec.nodes(text)?;
    }
    for text in &files.relationships {
        spec = spec.relationships(text)?;
    }
    spec.delimiter = files.delimiter.unwrap_or(spec.delimiter);
    spec.quote = files.quote.unwrap_or(spec.quote);
    spec.array_delimiter = files.array_delimiter.unwrap_or(spec.array_delimiter);
    Ok(with_settings(spec, settings))
}

fn with_settings(mut spec: ImportSpec, settings: &Settings) -> ImportSpec {
    spec.threads = settings.threads.map_or(spec.threads, |threads| threads as usize);
    spec.skip_bad_rows |= settings.skip_bad_rows;
    spec
}

/// Imports what `--import` names, before anything is asked.
pub(super) fn before(shell: &mut Shell, path: &Path, settings: &Settings) -> Result<(), Stop> {
    let spec = with_settings(ImportSpec::read(path)?, settings);
    let report = load(shell, &spec, settings.progress)?;
    if shell.terminal.stderr || settings.progress {
        note(shell, &summary(&report));
    }
    for skipped in &report.skipped {
        note(shell, &format!("note: {skipped}"));
    }
    Ok(())
}

/// `claimgraph import`: reads, reports, and keeps nothing.
pub(super) fn command(shell: &mut Shell, spec: &ImportSpec, progress: bool) -> Result<Exit, Stop> {
    let report = load(shell, spec, progress)?;
    for files in &report.files {
        writeln!(shell.out, "{}", escape_controls(&files.to_string()))?;
    }
    for skipped in &report.skipped {
        writeln!(shell.out, "{}", escape_controls(&skipped.to_string()))?;
    }
    writeln!(shell.out, "{}", summary(&report))?;
    shell.out.flush()?;
    note(shell, "note: nothing is kept: graphs live in memory, and this one ends here");
    note(
        shell,
        "  hint: to ask it, name a folder or a TOML file: claimgraph query --import SPEC \"MATCH (n) RETURN count(n)\"",
    );
    Ok(Exit::Fine)
}

/// What a failed import ends with.
pub(super) fn exit(error: &Error) -> Exit {
    let is_usage = error.kind() == ErrorKind::ArgumentError && error.detail() != Detail::InvalidFile;
    if is_usage { Exit::Usage } else { Exit::GraphData }
}

fn note(shell: &mut Shell, text: &str) {
    // there is nobody to tell when standard error is gone
    let _ = writeln!(shell.notes, "{}", escape_controls(text)).and_then(|()| shell.notes.flush());
}

/// Imports with progress: a bar on a terminal, elsewhere lines if they are asked for.
fn load(shell: &Shell, spec: &ImportSpec, progress: bool) -> Result<ImportReport, Error> {
    let interrupt = shell.session.interrupt();
    let bar = if shell.terminal.stderr { bar() } else { ProgressBar::hidden() };
    let mut told = Instant::now();
    let mut tell = |progress_now: &ImportProgress| {
        bar.set_length(progress_now.total_bytes.max(progress_now.bytes));
        bar.set_position(progress_now.bytes);
        bar.set_message(words(progress_now));
        if progress && !shell.terminal.stderr && told.elapsed() >= LINE {
            told = Instant::now();
            let percent = (progress_now.bytes * 100).checked_div(progress_now.total_bytes).unwrap_or(100).min(100);
            let _ = writeln!(io::stderr(), "{percent}% {}", words(progress_now));
        }
    };
    let report = shell.running.run(|| shell.graph.import_with(spec, &interrupt, &mut tell));
    bar.finish_and_clear();
    report
}

fn bar() -> ProgressBar {
    let style = "{bar:24} {percent}% {binary_bytes_per_sec}, {eta} left; {msg}";
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar
}

fn words(progress: &ImportProgress) -> String {
    let doing = match progress.file.file_name() {
        Some(name) => escape_controls(&name.to_string_lossy()),
        None if progress.bytes == 0 => "beginning".to_owned(),
        None => "putting the graph in order".to_owned(),
    };
    format!("{}, {}; {doing}", counted(progress.nodes, "node"), counted(progress.relationships, "relationship"))
}

fn counted(count: u64, what: &str) -> String {
    format!("{} {what}{}", HumanCount(count), if count == 1 { "" } else { "s" })
}

fn summary(report: &ImportReport) -> String {
    let memory = sys::peak_memory().map(|bytes| format!(", {} of memory at most", HumanBytes(bytes)));
    format!(
        "{}, {}, {} of properties; {} in {:.2} s{}",
        counted(report.nodes, "node"),
        counted(report.relationships, "relationship"),
        counted(report.properties, "value"),
        HumanBytes(report.bytes),
        report.seconds,
        memory.unwrap_or_default(),
    )
}
