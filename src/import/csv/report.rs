//! What an import did, and what is wrong with rows.

use std::fmt;
use std::path::PathBuf;

use crate::error::{Detail, Error, ErrorKind};

/// What an import made of its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportReport {
    /// How many nodes it made.
    pub nodes: u64,
    /// How many relationships it made.
    pub relationships: u64,
    /// How many values of properties it set.
    pub properties: u64,
    /// How many bytes it read, as they lie on the disk.
    pub bytes: u64,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// The files, with the types of their columns.
    pub files: Vec<ImportedFiles>,
    /// What rows were left out, by what is wrong with them.
    pub skipped: Vec<SkippedRows>,
}

/// What was read from the files under one header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedFiles {
    /// The first of them.
    pub file: PathBuf,
    /// How many there are.
    pub count: usize,
    /// How many rows became nodes or relationships.
    pub rows: u64,
    /// Properties and their types, as the language calls them; a type is empty if no row has a value.
    pub columns: Vec<(String, String)>,
}

/// Rows that were left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedRows {
    /// The reason, such as `duplicate id`.
    pub reason: &'static str,
    /// How many there are.
    pub count: u64,
    /// The first of them: file, line, column, and what is wrong.
    pub first: String,
}

/// How far an import is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportProgress {
    /// How many bytes have been read.
    pub bytes: u64,
    /// How many bytes there are, or more if files are pipes.
    pub total_bytes: u64,
    /// How many nodes there are so far.
    pub nodes: u64,
    /// How many relationships there are so far.
    pub relationships: u64,
    /// The file that is being read; empty when all are read and the graph is put in order.
    pub file: PathBuf,
}

/// What is wrong with a row, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Quotes,
    NotText,
    Fields,
    Value,
    NoId,
    NoType,
    Duplicate,
    Unknown,
    Ambiguous,
}

impl Kind {
    fn reason(self) -> &'static str {
        match self {
            Self::Quotes => "unclosed quote",
            Self::NotText => "not UTF-8 text",
            Self::Fields => "wrong number of fields",
            Self::Value => "bad value",
            Self::NoId => "no id",
            Self::NoType => "no type",
            Self::Duplicate => "duplicate id",
            Self::Unknown => "unknown id",
            Self::Ambiguous => "ambiguous id",
        }
    }

    fn detail(self) -> Detail {
        match self {
            Self::Duplicate => Detail::NotUnique,
            Self::Unknown => Detail::NotFound,
            Self::Ambiguous => Detail::AmbiguousName,
            _ => Detail::InvalidFile,
        }
    }
}

/// A place in a group of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The file's place in the group.
    pub(super) file: usize,
    pub(super) line: u64,
    /// In characters, from 1.
    pub(super) column: u64,
}

/// A row that cannot be read.
#[derive(Clone, Debug)]
pub(super) struct BadRow {
    pub(super) kind: Kind,
    /// Where; `None` if it could not be found again.
    pub(super) place: Option<Place>,
    pub(super) message: String,
    pub(super) hint: String,
}

impl BadRow {
    /// Place and cause in words.
    fn words(&self, files: &[PathBuf]) -> String {
        let file = self.place.map_or(0, |place| place.file);
        let name = files.get(file).map(|file| file.display().to_string()).unwrap_or_default();
        match self.place {
            Some(Place { line, column, .. }) => format!("{name}:{line}:{column}: {}", self.message),
            None => format!("{name}: {}", self.message),
        }
    }

    /// The error that it is where bad rows are not skipped.
    pub(super) fn to_error(&self, files: &[PathBuf]) -> Error {
        let error = Error::new(ErrorKind::GraphDataError, self.kind.detail(), self.words(files));
        if self.hint.is_empty() { error } else { error.hint(self.hint.clone()) }
    }
}

/// The bad rows of a stretch of rows: how many of each kind, and the first.
#[derive(Clone, Debug, Default)]
pub(super) struct BadRows(Vec<(BadRow, u64)>);

impl BadRows {
    /// Counts a row; what is wrong with it is asked only of the first of its kind.
    pub(super) fn add(&mut self, kind: Kind, row: impl FnOnce() -> BadRow) {
        match self.0.iter_mut().find(|(first, _)| first.kind == kind) {
            Some((_, count)) => *count += 1,
            None => self.0.push((row(), 1)),
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first of all, in the order in which they were found.
    pub(super) fn first(&self) -> Option<&BadRow> {
        self.0.first().map(|(row, _)| row)
    }

    /// Adds them to a report, files named.
    pub(super) fn report(self, files: &[PathBuf], skipped: &mut Vec<SkippedRows>) {
        for (row, count) in self.0 {
            match skipped.iter_mut().find(|known| known.reason == row.kind.reason()) {
                Some(known) => known.count += count,
                None => skipped.push(SkippedRows { reason: row.kind.reason(), count, first: row.words(files) }),
            }
        }
    }
}

impl fmt::Display for SkippedRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = if self.count == 1 { "row" } else { "rows" };
        write!(f, "{} {rows} skipped, {}; first: {}", self.count, self.reason, self.first)
    }
}

impl fmt::Display for ImportedFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if self.count > 1 {
            write!(f, " and {} more", self.count - 1)?;
        }
        write!(f, ": {} {}", self.rows, if self.rows == 1 { "row" } else { "rows" })?;
        for (i, (key, type_name)) in self.columns.iter().enumerate() {
            let type_name = if type_name.is_empty() { "without values" } else { type_name };
            write!(f, "{} {key} {type_name}", if i == 0 { ";" } else { "," })?;
        }
        Ok(())
    }
}
