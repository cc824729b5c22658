//! What can be asked of the program itself, in the REPL and in scripts: `:schema`, `:why 1`, ...

mod files;
mod settings;
mod told;
pub(super) mod view;
mod vocabulary;
mod why;

use crate::error::{Detail, Error};

use super::help;
use super::shell::{Shell, Stop};

/// A command.
pub(super) struct Command {
    /// Its name, without the `:`.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) arguments: &'static str,
    /// One line on what it does.
    pub(super) doc: &'static str,
    run: fn(&mut Shell, &str) -> Result<(), Stop>,
}

/// All commands, as help lists them.
pub(super) const COMMANDS: &[Command] = &[
    Command { name: "help", arguments: "[TOPIC | FUNCTION]", doc: "what can be asked, and how", run: help::run },
    Command {
        name: "schema",
        arguments: "",
        doc: "labels, relationship types and property keys",
        run: vocabulary::schema,
    },
    Command {
        name: "stats",
        arguments: "",
        doc: "how large the graph is, and what memory it takes",
        run: vocabulary::stats,
    },
    Command { name: "sources", arguments: "", doc: "who makes claims, and how many", run: vocabulary::sources },
    Command {
        name: "aliases",
        arguments: "NAME",
        doc: "all that something is called, by whom, and what may be the same",
        run: vocabulary::aliases,
    },
    Command { name: "scales", arguments: "", doc: "what grades and words of likelihood mean", run: vocabulary::scales },
    Command { name: "why", arguments: "[N]", doc: "the claims behind row N of the last answer", run: why::why },
    Command { name: "chain", arguments: "[N]", doc: "by way of whom those claims reached us", run: why::chain },
    Command {
        name: "view",
        arguments: "[EXPRESSION | off | NAME = EXPRESSION]",
        doc: "through which view to look from now on; alone: say which",
        run: view::view,
    },
    Command {
        name: "diff",
        arguments: "VIEW1 VIEW2 [QUERY]",
        doc: "what one view shows and the other does not",
        run: view::diff,
    },
    Command {
        name: "contested",
        arguments: "[NAME]",
        doc: "what is contested, by whom, since when",
        run: told::contested,
    },
    Command { name: "timeline", arguments: "NAME", doc: "what is said of it, in order", run: told::timeline },
    Command { name: "who", arguments: "NAME", doc: "what a source says, how often; who speaks of it", run: told::who },
    Command {
        name: "param",
        arguments: "[NAME => EXPRESSION]",
        doc: "set a parameter; alone: list them",
        run: settings::parameter,
    },
    Command { name: "mode", arguments: "[FORMAT]", doc: "how answers are written", run: settings::mode },
    Command {
        name: "timing",
        arguments: "[on | off]",
        doc: "whether to say how long a query took",
        run: settings::timing,
    },
    Command { name: "source", arguments: "FILE", doc: "run a script", run: files::source },
    Command {
        name: "export",
        arguments: "FORMAT FILE [QUERY]",
        doc: "write the last answer, or a query's, to a file",
        run: files::export,
    },
    Command {
        name: "report",
        arguments: "FILE [QUERY]",
        doc: "write an answer with notes on its claims (Markdown)",
        run: files::report,
    },
    Command {
        name: "bibliography",
        arguments: "FILE [QUERY]",
        doc: "write its documents: BibTeX, or CSL-JSON to FILE.json",
        run: files::bibliography,
    },
    Command { name: "quit", arguments: "", doc: "leave (Ctrl-D does, too)", run: |_, _| Err(Stop::Quit) },
];

/// Other words for commands.
const ALSO: &[(&str, &str)] =
    &[("?", "help"), ("h", "help"), ("q", "quit"), ("exit", "quit"), ("params", "param"), ("run", "source")];

/// Runs a command line, given without its `:`.
pub(super) fn run(shell: &mut Shell, line: &str) -> Result<(), Stop> {
    let (word, rest) = split_word(line);
    let name = ALSO.iter().find(|(also, _)| *also == word).map_or(word, |(_, name)| name);
    if let Some(command) = COMMANDS.iter().find(|command| command.name == name) {
        // the place of an error is one in the text behind the command's name
        return (command.run)(shell, rest).map_err(|stop| stop.within(line, line.len() - rest.len()));
    }
    let error = Error::argument(Detail::InvalidArgumentValue, format!("no command `:{word}`"));
    let error = match crate::error::nearest(word, COMMANDS.iter().map(|command| command.name)) {
        Some(near) => error.hint(format!("did you mean `:{near}`?")),
        None => error.hint("`:help` lists them"),
    };
    Err(error.into())
}

/// The first word of a line, and the rest without blanks before it.
fn split_word(line: &str) -> (&str, &str) {
    let line = line.trim();
    match line.split_once(char::is_whitespace) {
        Some((word, rest)) => (word, rest.trim_start()),
        None => (line, line.get(line.len()..).unwrap_or("")),
    }
}

/// What a command takes, without the `;` that may end it.
fn script_text(rest: &str) -> &str {
    rest.trim_end_matches(|c: char| c == ';' || c.is_whitespace()).trim_start()
}

/// The error for arguments that a command does not take.
fn usage(name: &str, problem: &str) -> Stop {
    let usage = COMMANDS.iter().find(|command| command.name == name).map_or("", |command| command.arguments);
    Error::argument(Detail::InvalidArgumentValue, problem).hint(format!("write it as `:{name} {usage}`")).into()
}

#[cfg(test)]
pub(super) mod tests;
