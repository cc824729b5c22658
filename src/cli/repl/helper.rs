//! What the line editor asks: is it complete, what could follow, how is it coloured.

use std::borrow::Cow;

use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Context};

use super::complete::{self, Names};
use super::highlight;
use crate::cli::script;
use crate::functions::aggregates;
use crate::session::Graph;

/// Answers for the line editor, from the graph as it is now.
pub(super) struct Helper {
    graph: Graph,
    files: FilenameCompleter,
    color: bool,
}

impl Helper {
    pub(super) fn new(graph: Graph, color: bool) -> Self {
        Self { graph, files: FilenameCompleter::new(), color }
    }

    fn paint<'t>(&self, code: &str, text: &'t str) -> Cow<'t, str> {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m").into() } else { text.into() }
    }
}

impl rustyline::Helper for Helper {}

impl Validator for Helper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        let is_complete = super::as_command(text).is_some() || script::is_complete(text);
        Ok(if is_complete { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

impl Completer for Helper {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let Some(before) = line.get(..pos) else { return Ok((pos, Vec::new())) };
        if complete::wants_file(before) {
            return self.files.complete_path(line, pos);
        }
        let schema = self.graph.schema();
        let names = |entries: Vec<crate::session::SchemaEntry>| entries.into_iter().map(|entry| entry.name).collect();
        let names = Names {
            labels: names(schema.labels),
            types: names(schema.types),
            keys: names(schema.keys),
            entities: self.graph.entity_names(),
            views: self.graph.named_views().into_iter().map(|view| view.name).collect(),
            functions: (self.graph.functions().iter())
                .map(|function| (function.name().to_owned(), function.signature()))
                .chain(aggregates().map(|aggregate| (aggregate.name.to_owned(), aggregate.signature())))
                .collect(),
        };
        let (start, candidates) = complete::complete(before, &names);
        let pairs = candidates.into_iter().map(|(display, replacement)| Pair { display, replacement });
        Ok((start, pairs.collect()))
    }
}

/// Shown behind the cursor, never inserted.
pub(super) struct Signature(String);

impl Hint for Signature {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Helper {
    type Hint = Signature;

    /// What a function takes, once its `(` is typed.
    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<Signature> {
        let name = complete::open_call(line.get(..pos).filter(|_| pos == line.len())?)?;
        let signature = self.graph.functions().find(name)?.signature();
        let (_, takes) = signature.split_once('(')?;
        Some(Signature(takes.to_owned()))
    }
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, pos: usize) -> Cow<'l, str> {
        if self.color { highlight::paint(line, pos).into() } else { line.into() }
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        self.paint("1", prompt)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        self.paint("2", hint)
    }

    fn highlight_candidate<'c>(&self, candidate: &'c str, _: CompletionType) -> Cow<'c, str> {
        candidate.into()
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.color
    }
}
