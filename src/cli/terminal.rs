//! What the program is connected to: terminals or not, how wide, with or without colour.

use std::io::{self, IsTerminal, Write};

use super::args::Color;
use crate::error::{Error, escape_controls};
use crate::sys;

/// What standard input, output and error are.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Terminal {
    pub(super) stdin: bool,
    pub(super) stdout: bool,
    pub(super) stderr: bool,
    /// Whether standard error takes colour.
    pub(super) color: bool,
}

impl Terminal {
    /// Looks around.
    pub(super) fn look(color: Color) -> Self {
        let stderr = io::stderr().is_terminal();
        let is_plain = || {
            sys::variable("NO_COLOR").is_some_and(|value| !value.is_empty())
                || sys::variable("TERM").is_some_and(|value| value == "dumb")
        };
        let color = match color {
            Color::Auto => stderr && !is_plain(),
            Color::Always => true,
            Color::Never => false,
        };
        Self { stdin: io::stdin().is_terminal(), stdout: io::stdout().is_terminal(), stderr, color }
    }

    /// Whether somebody types and reads.
    pub(super) fn is_interactive(&self) -> bool {
        self.stdin && self.stdout
    }

    /// How wide standard output is, if it is a terminal. `COLUMNS` has the last word.
    pub(super) fn width(&self) -> Option<usize> {
        if !self.stdout {
            return None;
        }
        let said = sys::variable("COLUMNS").and_then(|columns| columns.parse().ok());
        let width = said.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0.into()));
        Some(width.filter(|width| *width > 0).unwrap_or(80).max(20))
    }

    /// Text in a colour (an SGR code), where colour is wanted.
    pub(super) fn paint(&self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// Writes an error for people: where it is, what it is, the line with a caret, and hints.
    pub(super) fn report(&self, error: &Error, place: Option<&str>, out: &mut dyn Write) {
        let mut text = String::new();
        if let Some(place) = place {
            text.push_str(&self.paint("1", &format!("{}: ", escape_controls(place))));
        }
        for (i, line) in error.render(self.width().unwrap_or(100)).lines().enumerate() {
            if i > 0 {
                text.push('\n');
            }
            text.push_str(&self.paint_line(i, line));
        }
        text.push('\n');
        // there is nobody to tell when standard error is gone
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    fn paint_line(&self, number: usize, line: &str) -> String {
        let is_caret = line.starts_with("  |") && line.trim_end().ends_with('^') && {
            line.trim_start_matches("  |").chars().all(|c| c == ' ' || c == '^')
        };
        if is_caret {
            let carets = line.find('^').unwrap_or(line.len());
            let (before, carets) = line.split_at_checked(carets).unwrap_or((line, ""));
            return format!("{before}{}", self.paint("1;31", carets));
        }
        let head =
            if number == 0 { line.find("]:").map(|end| end + 2) } else { line.starts_with("  hint:").then_some(7) };
        match head.and_then(|end| line.split_at_checked(end)) {
            Some((head, rest)) => format!("{}{rest}", self.paint(if number == 0 { "1;31" } else { "36" }, head)),
            None => line.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::error::Detail;
    use crate::span::Span;

    #[test]
    fn colour_touches_nothing_but_colour() {
        let query: Arc<str> = "RETURN foo".into();
        let error = Error::syntax(Detail::UndefinedVariable, "variable `foo` is not defined")
            .at(Span::new(7, 10))
            .hint("did you mean \u{1b}?")
            .with_query(&query);
        let text = |color| {
            let mut out = Vec::new();
            Terminal { color, ..Terminal::default() }.report(&error, Some("a.cypher:1:8"), &mut out);
            String::from_utf8(out).unwrap()
        };
        let (plain, colored) = (text(false), text(true));
        assert!(plain.starts_with("a.cypher:1:8: error[SyntaxError.UndefinedVariable]:"), "{plain}");
        assert!(!plain.contains('\x1b'));
        assert!(colored.contains("\x1b[1;31m^^^\x1b[0m"), "{colored:?}");
        let stripped =
            ["\x1b[1m", "\x1b[1;31m", "\x1b[36m", "\x1b[0m"].iter().fold(colored, |t, code| t.replace(code, ""));
        assert_eq!(stripped, plain);
    }
}
