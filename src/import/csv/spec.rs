//! What to import: which files hold nodes and which relationships, and how they are written.

use std::path::PathBuf;
use std::str::FromStr;

use crate::error::{Detail, Error, Result};

/// What to import, and how the files are written.
///
/// # Examples
///
/// ```
/// use claimgraph::ImportSpec;
///
/// # fn main() -> claimgraph::Result<()> {
/// let spec = ImportSpec::new()
///     .nodes("Person:Employee=employees.csv")?
///     .nodes("Firm=firms-header.csv,firms-1.csv.gz,firms-2.csv.gz")?
///     .relationships("WORKS_FOR:Person:Firm=works-for.csv")?;
/// assert_eq!(spec.nodes.len(), 2);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportSpec {
    /// The files of nodes, in the order in which they are read.
    pub nodes: Vec<NodeFiles>,
    /// The files of relationships, read after all nodes.
    pub relationships: Vec<RelationshipFiles>,
    /// What stands between fields: one ASCII character.
    pub delimiter: u8,
    /// What stands around fields that hold the delimiter: one ASCII character.
    pub quote: u8,
    /// What stands between the elements of a list, and between labels: one ASCII character.
    pub array_delimiter: u8,
    /// Whether rows that cannot be read are left out and counted; else the first of them is an error.
    pub skip_bad_rows: bool,
    /// How many threads parse; 0 for as many as the machine has.
    pub threads: usize,
    /// Bytes that one row may have.
    pub row_bytes: usize,
    /// Columns that a file may have.
    pub columns: usize,
}

/// Files that hold nodes: one header, and rows in one file or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeFiles {
    /// Labels of all their nodes.
    pub labels: Vec<String>,
    /// The files. The first begins with the header; it may hold nothing else.
    pub files: Vec<PathBuf>,
}

/// Files that hold relationships: one header, and rows in one file or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationshipFiles {
    /// The type of those whose row does not say one.
    pub relationship_type: Option<String>,
    /// The label or id space of the nodes where they start, if the header does not say it.
    pub from: Option<String>,
    /// The label or id space of the nodes where they end, if the header does not say it.
    pub to: Option<String>,
    /// The files. The first begins with the header; it may hold nothing else.
    pub files: Vec<PathBuf>,
}

impl Default for ImportSpec {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            relationships: Vec::new(),
            delimiter: b',',
            quote: b'"',
            array_delimiter: b';',
            skip_bad_rows: false,
            threads: 0,
            row_bytes: 16 << 20,
            columns: 4096,
        }
    }
}

impl ImportSpec {
    /// Nothing yet, with the usual delimiters.
    pub fn new() -> Self {
        Self::default()
    }

    /// With these nodes too, written as `--nodes` takes them: `Person:Employee=header.csv,rows.csv`.
    pub fn nodes(mut self, text: &str) -> Result<Self> {
        self.nodes.push(text.parse()?);
        Ok(self)
    }

    /// With these relationships too, written as `--relationships` takes them: `FOLLOWS:Person:Person=follows.csv`.
    pub fn relationships(mut self, text: &str) -> Result<Self> {
        self.relationships.push(text.parse()?);
        Ok(self)
    }

    /// An error unless the delimiters can be told apart.
    pub(super) fn check(&self) -> Result<()> {
        let given = [("delimiter", self.delimiter), ("quote", self.quote), ("array delimiter", self.array_delimiter)];
        for (i, (name, byte)) in given.iter().enumerate() {
            if !byte.is_ascii() || matches!(byte, b'\n' | b'\r') {
                let message = format!("the {name} is one ASCII character, and no line end");
                return Err(Error::argument(Detail::InvalidArgumentValue, message));
            }
            if let Some((other, _)) = given.iter().take(i).find(|(_, before)| before == byte) {
                let message = format!("{:?} cannot be the {other} and the {name}", char::from(*byte));
                return Err(Error::argument(Detail::InvalidArgumentValue, message));
            }
        }
        if self.nodes.is_empty() && self.relationships.is_empty() {
            return Err(Error::argument(Detail::InvalidArgumentValue, "there is nothing to import")
                .hint("name files: --nodes Person=persons.csv --relationships KNOWS:Person:Person=knows.csv"));
        }
        Ok(())
    }

    /// How many threads parse.
    pub(super) fn parsers(&self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, Into::into),
            threads => threads.min(64),
        }
    }
}

/// What stands before the `=`, and the files after it.
fn head_and_files(text: &str) -> Result<(&str, Vec<PathBuf>)> {
    let (head, files) = text.split_once('=').unwrap_or(("", text));
    let files: Vec<PathBuf> = files.split(',').map(str::trim).filter(|f| !f.is_empty()).map(PathBuf::from).collect();
    if files.is_empty() {
        return Err(unreadable(format!("`{text}` names no file")));
    }
    Ok((head.trim(), files))
}

fn unreadable(message: String) -> Error {
    Error::argument(Detail::InvalidArgumentValue, message)
}

impl FromStr for NodeFiles {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (head, files) = head_and_files(text).map_err(|e| e.hint("write it as Person=persons.csv"))?;
        let labels: Vec<String> = head.split(':').map(|label| label.trim().to_owned()).collect();
        match labels.as_slice() {
            [empty] if empty.is_empty() => Ok(Self { labels: Vec::new(), files }),
            labels if labels.iter().any(String::is_empty) => {
                Err(unreadable(format!("`{head}` has an empty label"))
                    .hint("write it as Person:Employee=employees.csv"))
            }
            _ => Ok(Self { labels, files }),
        }
    }
}

impl FromStr for RelationshipFiles {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        const FORM: &str = "write it as KNOWS=knows.csv, or with the labels that it runs between: \
                            LIVES_IN:Person:City=lives-in.csv";
        let (head, files) = head_and_files(text).map_err(|e| e.hint(FORM))?;
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let parts: Vec<&str> = head.split(':').collect();
        let (relationship_type, from, to) = match parts.as_slice() {
            [relationship_type] => (some(relationship_type), None, None),
            [relationship_type, from, to] => (some(relationship_type), some(from), some(to)),
            _ => return Err(unreadable(format!("`{head}` is no type, nor a type with two labels")).hint(FORM)),
        };
        Ok(Self { relationship_type, from, to, files })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read() {
        let nodes: NodeFiles = "Person:Employee=a.csv,b.csv.gz".parse().unwrap();
        assert_eq!(nodes.labels, ["Person", "Employee"]);
        assert_eq!(nodes.files, [PathBuf::from("a.csv"), PathBuf::from("b.csv.gz")]);
        assert_eq!("a.csv".parse::<NodeFiles>().unwrap().labels, Vec::<String>::new());
        let lives: RelationshipFiles = "LIVES_IN:Person:City=l.csv".parse().unwrap();
        assert_eq!(lives.relationship_type.as_deref(), Some("LIVES_IN"));
        assert_eq!((lives.from.as_deref(), lives.to.as_deref()), (Some("Person"), Some("City")));
        for wrong in ["Person=", "Person::X=a.csv", "="] {
            assert!(wrong.parse::<NodeFiles>().is_err(), "{wrong}");
        }
        for wrong in ["KNOWS=", "KNOWS:Person=a.csv", "A:B:C:D=a.csv"] {
            assert!(wrong.parse::<RelationshipFiles>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn delimiters_differ() {
        let spec = ImportSpec { delimiter: b';', ..ImportSpec::new().nodes("a.csv").unwrap() };
        assert!(spec.check().unwrap_err().message().contains("';' cannot be the delimiter and the array delimiter"));
        assert!(ImportSpec::new().check().is_err());
    }
}
