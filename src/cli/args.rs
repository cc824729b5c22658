//! The command line.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::export::{Cluster, Detail, Format};

const AFTER: &str = "\
Without a command: the REPL when standard input and output are a terminal; else a script is read
from standard input.

Exit codes: 0 fine, 1 a query failed, 2 wrong usage, 3 a script stopped at an error or could not be
read, 5 invalid graph data or files to import, 130 interrupted.

A picture:  claimgraph export --query \"MATCH (a)-[r]->(b) RETURN a, r, b\" | dot -Tsvg > graph.svg";

/// An embedded knowledge graph of claims, asked in openCypher: who says what, who denies it, when,
/// and in which document.
#[derive(Debug, Parser)]
#[command(name = "claimgraph", version, after_help = AFTER, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) settings: Settings,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Ask questions one after the other (the default)
    Repl,
    /// Run script files: statements that end in `;`, and commands such as `:param`
    Run {
        /// Script files, in order; `-` for standard input, which is also the default
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Ask one question
    Query {
        /// One or more statements
        text: String,
    },
    /// Write an answer, or the whole graph, as a picture (DOT) or in another format
    ///
    /// For an image: claimgraph export | dot -Tsvg > graph.svg
    Export {
        /// What to write; left out: the whole graph
        #[arg(long, short, value_name = "TEXT")]
        query: Option<String>,
        /// Where to write; left out: standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Read CSV files, and report what they hold and what is wrong with them
    ///
    /// Headers follow neo4j-admin (`id:ID`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE`, `born:date`) or are
    /// plain names. The graph is not kept; `--import` before other commands reads into memory.
    Import {
        /// A folder of CSV files, or a TOML file that names them
        #[arg(value_name = "SPEC")]
        spec: Option<PathBuf>,
        #[command(flatten)]
        files: ImportFiles,
    },
    /// Check a folder of graph data, and report every mistake with file, line and a hint
    Check {
        /// The folder; left out: the one that --graph names, else `graph-data`
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

/// What `import` reads, and how the files are written.
#[derive(Args, Debug)]
pub(super) struct ImportFiles {
    /// Files of nodes with these labels, such as `Person:Employee=header.csv,rows.csv.gz`; can be given again
    #[arg(long, value_name = "[LABELS=]FILES")]
    pub(super) nodes: Vec<String>,
    /// Files of relationships of this type, such as `KNOWS=knows.csv`, or with the labels of the nodes that
    /// they run between, `LIVES_IN:Person:City=lives-in.csv`; can be given again
    #[arg(long, value_name = "[TYPE=]FILES")]
    pub(super) relationships: Vec<String>,
    /// What stands between fields; left out: a comma
    #[arg(long, value_name = "CHARACTER", value_parser = character)]
    pub(super) delimiter: Option<u8>,
    /// What stands around fields that hold the delimiter; left out: `"`
    #[arg(long, value_name = "CHARACTER", value_parser = character)]
    pub(super) quote: Option<u8>,
    /// What stands between the elements of a list; left out: a semicolon
    #[arg(long, value_name = "CHARACTER", value_parser = character)]
    pub(super) array_delimiter: Option<u8>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Args, Debug)]
pub(super) struct Settings {
    /// Folder of graph data to load instead of the graph that comes with the program
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) graph: Option<PathBuf>,
    /// Start with a graph of nothing, for scripts that make their own
    #[arg(long, global = true, conflicts_with = "graph")]
    pub(super) empty: bool,
    /// CSV files to read into memory first: a folder of them, or a TOML file that names them (see `import`);
    /// into nothing else, unless --graph names a folder
    #[arg(long, global = true, value_name = "SPEC")]
    pub(super) import: Option<PathBuf>,
    /// In an import: leave out rows that cannot be read; they are counted, and the first of each kind is named
    #[arg(long, global = true)]
    pub(super) skip_bad_rows: bool,
    /// Tell how far an import is, also where standard error is no terminal
    #[arg(long, global = true)]
    pub(super) progress: bool,
    /// The folder that LOAD CSV may read from; left out: it may read nothing
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) csv_folder: Option<PathBuf>,
    /// A parameter for `$name` in queries; the value is a literal (42, 'text', [1, 2], {a: 1}, null), and
    /// plain text else. Can be given again
    #[arg(short = 'P', long = "param", global = true, value_name = "NAME=VALUE", value_parser = parameter)]
    pub(super) parameters: Vec<(String, String)>,
    /// The view through which questions are asked, as USE takes it, such as `disputed()`
    #[arg(long, global = true, value_name = "EXPRESSION")]
    pub(super) view: Option<String>,
    /// How answers are written; left out: a table on a terminal, JSON lines to a file or pipe
    #[arg(long, short, global = true, value_name = "FORMAT", value_parser = formats())]
    pub(super) format: Option<Format>,
    /// Stop a script at the first statement that fails (the default)
    #[arg(long, global = true, conflicts_with = "fail_at_end")]
    fail_fast: bool,
    /// Run a script to its end, also when statements fail
    #[arg(long, global = true)]
    pub(super) fail_at_end: bool,
    /// Seconds that a query may take; 0 for no limit
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 60.0, value_parser = seconds, allow_negative_numbers = true)]
    pub(super) timeout: f64,
    /// Memory that a query may take; left out: 1024
    #[arg(long, global = true, value_name = "MIB", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) memory: Option<u32>,
    /// Threads that work on a query, or parse what is imported; left out: as many as the machine has
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) threads: Option<u32>,
    /// Rows to write at most, 0 for all; left out: 1000 in a table on a terminal, else all
    #[arg(long, global = true, value_name = "N")]
    pub(super) max_rows: Option<usize>,
    /// Whether to colour errors and what is typed
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
    /// In pictures: explain lines and shapes
    #[arg(long, global = true)]
    pub(super) legend: bool,
    /// In pictures: how much to tell of claims: nothing, how each relationship stands, or from whom it came
    #[arg(long, global = true, value_name = "HOW", default_value = "claims", value_parser = details())]
    pub(super) detail: Detail,
    /// In pictures: draw boxes around what belongs together
    #[arg(long, global = true, value_name = "BY", default_value = "none", value_parser = clusters())]
    pub(super) cluster: Cluster,
}

impl Settings {
    /// Whether the command line names `--fail-fast`; it is the default all the same.
    #[cfg(test)]
    fn says_fail_fast(&self) -> bool {
        self.fail_fast
    }
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.meaning()));
    PossibleValuesParser::new(values).try_map(|text| text.parse::<Format>())
}

fn details() -> impl TypedValueParser<Value = Detail> {
    PossibleValuesParser::new(Detail::ALL.map(Detail::name)).try_map(|text| text.parse::<Detail>())
}

fn clusters() -> impl TypedValueParser<Value = Cluster> {
    PossibleValuesParser::new(Cluster::ALL.map(Cluster::name)).try_map(|text| text.parse::<Cluster>())
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    let name = name.trim().trim_start_matches('$');
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty();
    if !is_name {
        return Err(format!("`{name}` is no name of a parameter: letters, digits and `_` are"));
    }
    Ok((name.to_owned(), value.to_owned()))
}

/// One character that can stand between fields.
fn character(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"\\t" => Ok(b'\t'),
        name if name.eq_ignore_ascii_case(b"tab") => Ok(b'\t'),
        [byte] if byte.is_ascii() => Ok(*byte),
        _ => Err("one ASCII character is needed, such as `;`, or `tab`".to_owned()),
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is needed".to_owned())?;
    if (0.0..=1e9).contains(&seconds) { Ok(seconds) } else { Err("from 0 to 1000000000 seconds".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_may_stand_behind_the_command() {
        let line =
            ["claimgraph", "query", "RETURN $x", "-P", "x=1", "--format", "csv", "--fail-fast", "--timeout", "2.5"];
        let arguments = Arguments::try_parse_from(line).unwrap();
        assert_eq!(arguments.settings.parameters, [("x".to_owned(), "1".to_owned())]);
        assert_eq!(arguments.settings.format, Some(Format::Csv));
        assert!(arguments.settings.says_fail_fast());
    }

    #[test]
    fn mistakes_are_named() {
        let message = |line: &[&str]| Arguments::try_parse_from(line).unwrap_err().to_string();
        assert!(message(&["claimgraph", "--format", "svg"]).contains("dot"));
        assert!(message(&["claimgraph", "-P", "x"]).contains("NAME=VALUE"));
        assert!(message(&["claimgraph", "--timeout", "-1"]).contains("from 0 to"));
        assert!(message(&["claimgraph", "--fail-fast", "--fail-at-end"]).contains("cannot be used"));
    }
}
