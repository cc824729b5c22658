//! Scripts: statements that end in `;`, and commands, which begin with `:` and end with their line.

use crate::parser::scan::{self, TokenKind};
use crate::span::{Span, line_and_column};

/// What to do when a statement of a script fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Failures {
    /// Stop.
    #[default]
    Stop,
    /// Go on, and say so at the end.
    GoOn,
}

/// A part of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// Its text: a statement without its `;`, a command without its `:`.
    pub(super) text: &'a str,
    /// The byte at which the text begins.
    pub(super) offset: usize,
    /// Whether it is a command.
    pub(super) is_command: bool,
    /// Whether it is ended: a statement by `;`, a command always is.
    is_ended: bool,
    /// The byte behind it.
    end: usize,
}

impl Part<'_> {
    /// Line and column of a byte of this part.
    pub(super) fn place(&self, script: &str, at: usize) -> (usize, usize) {
        line_and_column(script, self.offset + at)
    }
}

/// The parts of a script. A byte order mark and a `#!` line at its beginning are left out.
pub(super) fn parts(script: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = if script.starts_with('\u{feff}') { 3 } else { 0 };
    if script.get(at..).is_some_and(|rest| rest.starts_with("#!")) {
        at = line_end(script, at);
    }
    while let Some(part) = next_part(script, at) {
        at = part.end;
        parts.push(part);
    }
    parts
}

/// The first part from byte `at` on.
fn next_part(script: &str, at: usize) -> Option<Part<'_>> {
    let rest = script.get(at..)?;
    let mut open: Option<Span> = None;
    for token in scan::tokens(rest) {
        let (start, end) = (at + token.span.start as usize, at + token.span.end as usize);
        match token.kind {
            TokenKind::Comment => {}
            TokenKind::Punctuation(':') if open.is_none() => {
                let line = script.get(end..line_end(script, end)).unwrap_or("");
                let text = line.trim().trim_end_matches(';').trim_end();
                let offset = end + (line.len() - line.trim_start().len());
                return Some(Part { text, offset, is_command: true, is_ended: true, end: end + line.len() });
            }
            TokenKind::Punctuation(';') => {
                if let Some(span) = open {
                    return Some(statement(script, span, true, end));
                }
            }
            _ => open = Some(open.unwrap_or(Span::new(start, end)).to(Span::new(start, end))),
        }
    }
    open.map(|span| statement(script, span, false, script.len()))
}

fn statement(script: &str, span: Span, is_ended: bool, end: usize) -> Part<'_> {
    Part { text: span.of(script), offset: span.start as usize, is_command: false, is_ended, end }
}

fn line_end(script: &str, at: usize) -> usize {
    script.get(at..).and_then(|rest| rest.find('\n')).map_or(script.len(), |length| at + length)
}

/// Whether what has been typed so far can be run: every statement is ended, and no comment is open.
pub(super) fn is_complete(text: &str) -> bool {
    let mut at = 0;
    while let Some(part) = next_part(text, at) {
        if !part.is_ended {
            return false;
        }
        at = part.end;
    }
    text.get(at..).is_none_or(scan::is_complete)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_and_commands() {
        let script = "\u{feff}#!/usr/bin/env claimgraph\n// a\nRETURN ':x;';\n:param x => 1;\n  RETURN\n  2 ; :schema // all\nRETURN 3";
        let parts: Vec<_> = parts(script).into_iter().map(|part| (part.text, part.is_command)).collect();
        assert_eq!(
            parts,
            [
                ("RETURN ':x;'", false),
                ("param x => 1", true),
                ("RETURN\n  2", false),
                ("schema // all", true),
                ("RETURN 3", false)
            ]
        );
    }

    #[test]
    fn places_are_places_of_the_script() {
        let script = "// a\n RETURN 1;\n:x y";
        let parts = parts(script);
        assert_eq!(parts[0].place(script, 7), (2, 9));
        assert_eq!(parts[1].place(script, 2), (3, 4));
    }

    #[test]
    fn knows_when_it_can_run() {
        for text in ["", "RETURN 1;", ":schema", "RETURN 1;\n:schema", ":x\nRETURN ':';", "// a", " :why 'it"] {
            assert!(is_complete(text), "{text}");
        }
        for text in ["RETURN 1", ":schema\nRETURN 1", "RETURN ';", "RETURN 1; /* open", "MATCH (n\n:Label)"] {
            assert!(!is_complete(text), "{text}");
        }
    }
}
