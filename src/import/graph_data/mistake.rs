//! Mistakes in graph data: where they are, and what to do about them.

use std::fmt;

use super::SourceFile;
use crate::error::{escape_controls, nearest};
use crate::span::line_and_column;

/// One mistake in a folder of graph data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file, with the folder as it was given.
    pub file: String,
    /// The line, from 1; 0 where the mistake is the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What may help.
    pub hint: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escape_controls(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", escape_controls(&self.message))?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {}", escape_controls(hint)),
            None => Ok(()),
        }
    }
}

/// A place in one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The file, by its position among those loaded.
    pub(super) file: usize,
    /// The byte.
    pub(super) offset: usize,
}

/// Gathers mistakes, so that all of them are reported and not only the first.
#[derive(Debug)]
pub(super) struct Report<'a> {
    files: &'a [SourceFile],
    mistakes: Vec<(Place, Mistake)>,
}

impl<'a> Report<'a> {
    /// Nothing is wrong yet.
    pub(super) fn new(files: &'a [SourceFile]) -> Self {
        Self { files, mistakes: Vec::new() }
    }

    /// Notes a mistake.
    pub(super) fn add(&mut self, place: Place, message: impl Into<String>) {
        self.push(place, message.into(), None);
    }

    /// Notes a mistake and what may help.
    pub(super) fn add_with_hint(&mut self, place: Place, message: impl Into<String>, hint: impl Into<String>) {
        self.push(place, message.into(), Some(hint.into()));
    }

    /// Notes a mistake that is not at one place in its file.
    pub(super) fn add_whole(&mut self, file: usize, message: &str, hint: Option<String>) {
        if let Some(SourceFile { name, .. }) = self.files.get(file) {
            let (file_name, message) = (name.clone(), message.to_owned());
            let mistake = Mistake { file: file_name, line: 0, message, hint };
            self.mistakes.push((Place { file, offset: 0 }, mistake));
        }
    }

    /// Notes that there is no such thing, and which of the known names may be meant.
    pub(super) fn add_unknown<'n>(
        &mut self,
        place: Place,
        message: impl Into<String>,
        wrong: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let hint = nearest(wrong, known).map(|name| format!("did you mean `{name}`?"));
        self.push(place, message.into(), hint);
    }

    /// The place as a person says it: `file:line`.
    pub(super) fn describe(&self, place: Place) -> String {
        self.files
            .get(place.file)
            .map_or_else(String::new, |file| format!("{}:{}", file.name, line_and_column(&file.text, place.offset).0))
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_clean(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// All mistakes, in the order of the files and of the lines in them.
    pub(super) fn into_mistakes(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by_key(|(place, _)| *place);
        self.mistakes.into_iter().map(|(_, mistake)| mistake).collect()
    }

    fn push(&mut self, place: Place, message: String, hint: Option<String>) {
        let Some(file) = self.files.get(place.file) else { return };
        let line = line_and_column(&file.text, place.offset).0;
        self.mistakes.push((place, Mistake { file: file.name.clone(), line, message, hint }));
    }
}
