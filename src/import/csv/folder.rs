//! What to import, told by the names and the headers of the files in a folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::document;
use super::header::{has_labels, has_types, is_of_relationships};
use super::source::{Format, Source};
use super::spec::{ImportSpec, NodeFiles, RelationshipFiles};
use crate::error::{Error, Result};
use crate::sys;

/// The file that says what to import where a folder has one.
const DOCUMENT: &str = "import.toml";

/// What stands between a type and the labels of its ends in a file's name.
const BETWEEN: &str = "__";

impl ImportSpec {
    /// What a path says is to be imported: a TOML file, or a folder.
    ///
    /// A folder may hold an `import.toml`. Else its `.csv` and `.csv.gz` files are imported, each by its
    /// header and its name: `Person.csv` holds nodes with that label, `KNOWS.csv` relationships of that
    /// type if its header names two ends, `LIVES_IN__Person__City.csv` such between these labels. Columns
    /// `:LABEL` and `:TYPE` stand before the name of the file. `movies-header.csv` is the header of
    /// `movies.csv` and `movies-1.csv`.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        if !path.is_dir() {
            return document::read(path);
        }
        let document = path.join(DOCUMENT);
        if document.is_file() { document::read(&document) } else { of_folder(path) }
    }
}

/// A file's name without what says how it is written.
fn stem(path: &Path) -> &str {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.strip_suffix(".csv").unwrap_or(name)
}

/// Whose header a file holds, if nothing else.
fn header_of(path: &Path) -> Option<&str> {
    stem(path).strip_suffix("header").and_then(|name| name.strip_suffix(['-', '_']))
}

/// Whether a file holds rows of what the header's file is called after.
fn is_part(path: &Path, name: &str) -> bool {
    stem(path).strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_', '.']))
}

fn of_folder(folder: &Path) -> Result<ImportSpec> {
    let mut files = sys::list_folder(folder, "csv")?;
    files.extend(sys::list_folder(folder, "gz")?.into_iter().filter(|path| {
        path.file_stem().is_some_and(|stem| Path::new(stem).extension().is_some_and(|extension| extension == "csv"))
    }));
    files.sort();
    let mut spec = ImportSpec::new();
    let mut taken = BTreeSet::new();
    let mut groups: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for header in &files {
        let Some(name) = header_of(header) else { continue };
        let parts: Vec<PathBuf> =
            files.iter().filter(|file| header_of(file).is_none() && is_part(file, name)).cloned().collect();
        taken.insert(header.clone());
        taken.extend(parts.iter().cloned());
        groups.push((name.to_owned(), [vec![header.clone()], parts].concat()));
    }
    let single = files.into_iter().filter(|file| !taken.contains(file));
    groups.extend(single.map(|file| (stem(&file).to_owned(), vec![file])));
    groups.sort();
    if groups.is_empty() {
        return Err(Error::io(format!("there are no .csv files in {}", folder.display()))
            .hint("name the files: --nodes Person=persons.txt"));
    }
    for (name, files) in groups {
        add(&mut spec, &name, files)?;
    }
    Ok(spec)
}

/// Adds a group of files by its header and its name.
fn add(spec: &mut ImportSpec, name: &str, files: Vec<PathBuf>) -> Result<()> {
    let header = files.first().map(std::slice::from_ref).unwrap_or_default();
    let source = Source::open(header, Format::of(spec), Arc::new(AtomicU64::new(0)))?;
    let titles = || source.titles().iter().map(String::as_str);
    let parts: Vec<&str> = name.split(BETWEEN).collect();
    match parts.as_slice() {
        [relationship_type, from, to] => spec.relationships.push(RelationshipFiles {
            relationship_type: Some((*relationship_type).to_owned()),
            from: Some((*from).to_owned()),
            to: Some((*to).to_owned()),
            files,
        }),
        _ if is_of_relationships(titles()) => {
            let relationship_type = (!has_types(titles())).then(|| name.to_owned());
            spec.relationships.push(RelationshipFiles { relationship_type, from: None, to: None, files });
        }
        _ => {
            let labels = if has_labels(titles()) { Vec::new() } else { vec![name.to_owned()] };
            spec.nodes.push(NodeFiles { labels, files });
        }
    }
    Ok(())
}
