//! Answers in the forms people and programs take them in: one file a format.

mod bibliography;
pub(crate) mod cited;
mod csv;
mod dot;
pub(crate) mod json;
mod markdown;
mod report;
#[cfg(test)]
pub(crate) mod samples;
mod table;
pub(crate) mod text;
pub(crate) mod wrap;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;
use std::sync::Arc;

use crate::claims::Scales;
use crate::error::{Error, Result};
use crate::rows::Rows;

pub use dot::{Cluster, Detail};

/// What an answer is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Columns for people to read.
    Table,
    /// One array of objects.
    Json,
    /// An object a line.
    Jsonl,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// The same, separated by tabs.
    Tsv,
    /// A table in Markdown.
    Markdown,
    /// A picture: the nodes, relationships and paths of the answer as a Graphviz digraph.
    Dot,
    /// A report in Markdown: the answer, what is disputed, notes on every claim, and sources.
    Report,
    /// The documents that the answer rests on, as BibTeX.
    Bibtex,
    /// The same, as CSL-JSON.
    CslJson,
}

impl Format {
    /// All formats, as help lists them.
    pub const ALL: [Self; 10] = [
        Self::Table,
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        Self::Tsv,
        Self::Markdown,
        Self::Dot,
        Self::Report,
        Self::Bibtex,
        Self::CslJson,
    ];

    /// Whether it tells of the claims behind an answer, so that plain values need their trace.
    pub fn is_of_claims(self) -> bool {
        matches!(self, Self::Report | Self::Bibtex | Self::CslJson)
    }

    /// Whether it holds the whole answer, however many rows that are.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Dot | Self::Bibtex | Self::CslJson)
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Markdown => "markdown",
            Self::Dot => "dot",
            Self::Report => "report",
            Self::Bibtex => "bibtex",
            Self::CslJson => "csl-json",
        }
    }

    /// What it is, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Table => "columns, for people to read",
            Self::Json => "one array of objects",
            Self::Jsonl => "an object a line",
            Self::Csv => "comma-separated values (RFC 4180)",
            Self::Tsv => "tab-separated values",
            Self::Markdown => "a table in Markdown",
            Self::Dot => "a Graphviz digraph; for a picture: | dot -Tsvg > graph.svg",
            Self::Report => "Markdown: the answer, what is disputed, a note a claim, sources",
            Self::Bibtex => "the documents behind the answer, for LaTeX",
            Self::CslJson => "the documents behind the answer, for Zotero, pandoc and their like",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let format = match text.to_ascii_lowercase().as_str() {
            "md" => Some(Self::Markdown),
            "ndjson" => Some(Self::Jsonl),
            "gv" => Some(Self::Dot),
            "bib" => Some(Self::Bibtex),
            "csl" => Some(Self::CslJson),
            name => Self::ALL.into_iter().find(|format| format.name() == name),
        };
        format.ok_or_else(|| unknown(text, "format", Self::ALL.map(Self::name).as_slice()))
    }
}

/// The error for a word that is not among the choices.
pub(crate) fn unknown(wrong: &str, what: &str, choices: &[&str]) -> Error {
    let message = format!("no {what} `{wrong}`; there is {}", choices.join(", "));
    Error::argument(crate::error::Detail::InvalidArgumentValue, message).suggest(wrong, choices.iter().copied())
}

/// How an answer is written, where a format leaves a choice.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Columns of the terminal, for tables; `None` for as many as it takes.
    pub width: Option<usize>,
    /// Rows to write at most; `None` for all. A picture always has all.
    pub max_rows: Option<usize>,
    /// What the picture is called.
    pub title: Option<String>,
    /// What the picture's nodes are grouped by.
    pub cluster: Cluster,
    /// How much the picture tells of claims.
    pub detail: Detail,
    /// Whether the picture explains its lines.
    pub legend: bool,
    /// The scales that say what a report's grades and words of likelihood mean.
    pub scales: Arc<Scales>,
}

/// Writes an answer. What holds no columns (a query that only changes the graph) leaves tables,
/// CSV, TSV and Markdown empty.
pub fn write(format: Format, rows: &Rows, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let count = options.max_rows.unwrap_or(usize::MAX).min(rows.len());
    match format {
        Format::Json => json::write_array(rows, count, out),
        Format::Jsonl if rows.columns.is_empty() => Ok(()),
        Format::Jsonl => json::write_lines(rows, count, out),
        Format::Dot => dot::write(rows, options, out),
        Format::Report => report::write(rows, count, options, out),
        Format::Bibtex => bibliography::write_bibtex(rows, out),
        Format::CslJson => bibliography::write_csl_json(rows, out),
        _ if rows.columns.is_empty() => Ok(()),
        Format::Table => table::write(rows, count, options.width, out),
        Format::Csv => csv::write(rows, count, b',', out),
        Format::Tsv => csv::write(rows, count, b'\t', out),
        Format::Markdown => markdown::write(rows, count, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_name() {
        for format in Format::ALL {
            assert_eq!(format.name().parse::<Format>(), Ok(format));
        }
        assert_eq!("MD".parse::<Format>(), Ok(Format::Markdown));
        let error = "jsn".parse::<Format>().unwrap_err();
        assert!(error.message().contains("table, json, jsonl"), "{error}");
        assert!(error.hints()[0].contains("json"), "{error}");
    }

    #[test]
    fn no_columns_no_output() {
        for format in [Format::Table, Format::Jsonl, Format::Csv, Format::Tsv, Format::Markdown] {
            let mut out = Vec::new();
            write(format, &Rows { rows: vec![vec![]], ..Rows::default() }, &Options::default(), &mut out).unwrap();
            assert!(out.is_empty(), "{format}");
        }
    }
}
