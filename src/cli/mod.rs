//! The program: the REPL, scripts and one-shot queries. Data goes to standard output, everything
//! else to standard error.

mod args;
mod commands;
mod help;
mod import;
mod repl;
mod script;
mod shell;
mod signal;
mod terminal;

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::error::Error;
use crate::export::Format;
use crate::import::graph_data;
use crate::session::Graph;
use crate::sys;
use args::{Arguments, Command, Settings};
use script::Failures;
use shell::{Shell, Stop};
use terminal::Terminal;

/// What the program ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Fine = 0,
    /// A query failed.
    Query = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// A script stopped at an error, or could not be read.
    Script = 3,
    /// The graph data holds mistakes.
    GraphData = 5,
    /// Ctrl-C.
    Interrupted = 130,
}

/// The whole graph, as far as the default view shows it.
const WHOLE_GRAPH: &str = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r";

/// Runs the program with the arguments it was called with.
pub fn main() -> ExitCode {
    let exit = match Arguments::try_parse() {
        Ok(arguments) => run(arguments),
        Err(error) => {
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Fine };
            // a closed pipe under --help is no failure
            let _ = error.print();
            exit
        }
    };
    ExitCode::from(exit as u8)
}

fn run(arguments: Arguments) -> Exit {
    let terminal = Terminal::look(arguments.settings.color);
    let command = arguments.command.unwrap_or(Command::Repl);
    if let Command::Check { folder } = &command {
        let folder = folder.as_deref().or(arguments.settings.graph.as_deref());
        return check(folder.unwrap_or(Path::new("graph-data")), &mut io::stdout().lock());
    }
    let mut shell = match open(&arguments.settings, &command, &terminal) {
        Ok(shell) => shell,
        Err(error) => {
            terminal.report(&error, None, &mut io::stderr());
            return Exit::GraphData;
        }
    };
    let imported = match (&command, &arguments.settings.import) {
        (Command::Import { spec, files }, first) => {
            let spec = import::spec(spec.as_deref().or(first.as_deref()), files, &arguments.settings);
            Some(
                spec.map_err(Stop::from)
                    .and_then(|spec| import::command(&mut shell, &spec, arguments.settings.progress)),
            )
        }
        (_, Some(path)) => match import::before(&mut shell, path, &arguments.settings) {
            Ok(()) => None,
            Err(stop) => Some(Err(stop)),
        },
        (_, None) => None,
    };
    if let Some(result) = imported {
        return result.unwrap_or_else(|stop| {
            let exit = if let Stop::Error(error) = &stop { Some(import::exit(error)) } else { None };
            let finished = finish(stop, &terminal);
            exit.unwrap_or(finished)
        });
    }
    if let Some(view) = &arguments.settings.view
        && let Err(stop) = commands::view::set(&mut shell, view)
    {
        let exit = finish(stop, &terminal);
        return if exit == Exit::Query { Exit::Usage } else { exit };
    }
    let result = match command {
        Command::Repl if terminal.is_interactive() => {
            let settings = &arguments.settings;
            let embedded = settings.graph.is_none() && settings.import.is_none() && !settings.empty;
            repl::run(shell, embedded)
        }
        Command::Repl => run_files(&mut shell, &[]),
        Command::Run { files } => run_files(&mut shell, &files),
        Command::Query { text } => match shell.script(&text, None) {
            Ok(()) => Ok(Exit::Fine),
            Err(Stop::Failed) => Ok(Exit::Query),
            Err(stop) => Err(stop),
        },
        Command::Export { query, output } => export(&mut shell, query.as_deref(), output.as_deref()),
        Command::Check { .. } | Command::Import { .. } => Ok(Exit::Fine),
    };
    result.unwrap_or_else(|stop| finish(stop, &terminal))
}

/// What a run ends with that did not come to its end.
fn finish(stop: Stop, terminal: &Terminal) -> Exit {
    match stop {
        Stop::Quit => Exit::Fine,
        Stop::Failed => Exit::Query,
        Stop::Interrupted => Exit::Interrupted,
        Stop::Error(error) => {
            terminal.report(&error, None, &mut io::stderr());
            Exit::Query
        }
        // whoever read the output has seen enough
        Stop::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Fine,
        Stop::Output(error) => {
            terminal.report(&Error::io(format!("cannot write the output: {error}")), None, &mut io::stderr());
            Exit::Query
        }
    }
}

/// The graph and a shell on it, with parameters and limits as the command line says.
fn open(settings: &Settings, command: &Command, terminal: &Terminal) -> Result<Shell, Error> {
    let graph = match &settings.graph {
        Some(folder) => Graph::open(folder)?,
        None if settings.empty || settings.import.is_some() => Graph::new(),
        None if matches!(command, Command::Import { .. }) => Graph::new(),
        None => Graph::embedded()?,
    };
    let standard = match command {
        Command::Export { .. } => Format::Dot,
        _ if terminal.stdout => Format::Table,
        _ => Format::Jsonl,
    };
    let mut shell = Shell::new(graph, terminal.clone(), settings, settings.format.unwrap_or(standard));
    for (name, text) in &settings.parameters {
        shell.set_parameter(name, text);
    }
    shell.install_signal_handler(matches!(command, Command::Repl) && terminal.is_interactive());
    Ok(shell)
}

/// Runs files in turn, `-` or none for standard input.
fn run_files(shell: &mut Shell, files: &[std::path::PathBuf]) -> Result<Exit, Stop> {
    let standard_input = [Path::new("-").to_owned()];
    let files = if files.is_empty() { &standard_input } else { files };
    let mut exit = Exit::Fine;
    for file in files {
        let is_standard = file == Path::new("-");
        let name = if is_standard { "<stdin>".to_owned() } else { file.display().to_string() };
        let result = match if is_standard { read_standard_input() } else { sys::read_file(file) } {
            Ok(script) => shell.script(&script, Some(&name)),
            Err(error) => {
                shell.report(&error, None);
                exit = Exit::Script;
                Err(Stop::Failed)
            }
        };
        match result {
            Err(Stop::Failed) if shell.failures == Failures::Stop => return Ok(Exit::Script),
            Err(Stop::Failed) if exit == Exit::Fine => exit = Exit::Query,
            Ok(()) | Err(Stop::Failed) => {}
            Err(Stop::Quit) => break,
            Err(stop) => return Err(stop),
        }
    }
    Ok(exit)
}

fn read_standard_input() -> Result<String, Error> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Error::io(format!("cannot read standard input: {error}")))?;
    String::from_utf8(bytes).map_err(|error| sys::not_text("<stdin>", &error.utf8_error()))
}

/// One query's answer, or the whole graph, to a file or to standard output.
fn export(shell: &mut Shell, query: Option<&str>, output: Option<&Path>) -> Result<Exit, Stop> {
    let title = query.unwrap_or("The whole graph");
    let result = shell.answer(query.unwrap_or(WHOLE_GRAPH), title, shell.format);
    let written = match (result, output) {
        (Ok(bytes), Some(path)) => sys::write_file(path, &bytes).map_err(Stop::Error),
        (Ok(bytes), None) => shell.out.write_all(&bytes).and_then(|()| shell.out.flush()).map_err(Stop::Output),
        (Err(stop), _) => Err(stop),
    };
    written.map(|()| Exit::Fine)
}

/// Reports every mistake in a folder of graph data.
fn check(folder: &Path, out: &mut dyn Write) -> Exit {
    let mistakes = graph_data::check(folder);
    let written = mistakes
        .iter()
        .try_for_each(|mistake| writeln!(out, "{}", crate::error::escape_controls(&mistake.to_string())))
        .and_then(|()| out.flush());
    let count = match mistakes.len() {
        0 => "no mistakes".to_owned(),
        1 => "1 mistake".to_owned(),
        n => format!("{n} mistakes"),
    };
    if written.is_ok() {
        // a closed standard error is nobody's loss
        let _ = writeln!(io::stderr(), "{}: {count}", folder.display());
    }
    if mistakes.is_empty() { Exit::Fine } else { Exit::GraphData }
}
