//! Graph data: folders of TOML files that a person can read, edit and diff. The format is described
//! in `graph-data/README.md`.
//!
//! A folder is read in steps: files, TOML tables with the place of every value, drafts whose names
//! are resolved, what all documents say together, and only then, if nothing is wrong, a store.

mod build;
mod claim;
mod document;
mod embedded;
mod entities;
mod fields;
mod files;
mod header;
mod merge;
mod mistake;
mod scales;
mod schema;
mod views;

use std::path::Path;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use document::Reader;
use entities::Entities;
use fields::Table;
use files::Unreadable;
use merge::Merged;
use mistake::{Place, Report};

use crate::claims::Scales;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::graph::Store;
use crate::span::line_and_column;

pub use files::{Role, SourceFile};
pub use mistake::Mistake;
pub use scales::shipped as shipped_scales;
pub use schema::Vocabulary;
pub use views::NamedView;

/// A loaded graph.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The graph.
    pub store: Store,
    /// What its words mean.
    pub vocabulary: Vocabulary,
    /// The views that have names.
    pub views: Vec<NamedView>,
}

/// Every mistake in a folder of graph data; none if it can be loaded.
pub fn check(folder: &Path) -> Vec<Mistake> {
    load(&files::read_folder(folder)).err().unwrap_or_default()
}

/// The graph of a folder.
pub fn load_folder(folder: &Path) -> Result<Loaded> {
    load(&files::read_folder(folder)).map_err(|mistakes| to_error(&mistakes, &folder.display().to_string()))
}

/// The graph that comes with the program.
pub fn load_embedded() -> Result<Loaded> {
    load(&embedded::files()).map_err(|mistakes| to_error(&mistakes, "graph-data"))
}

/// The graph of these files: the schema, then entities, then documents. The same files always give
/// the same graph; or all that is wrong with them.
pub fn load(files: &[SourceFile]) -> Result<Loaded, Vec<Mistake>> {
    let mut report = Report::new(files);
    let parsed: Vec<Option<Spanned<DeTable<'_>>>> =
        files.iter().enumerate().map(|(i, file)| parse(i, file, &mut report)).collect();
    let tables = |role: Role| {
        let of_role = files.iter().zip(&parsed).enumerate().filter(move |(_, (f, _))| f.role == role);
        of_role.map(|(file, (_, table))| Some(Table::new(table.as_ref()?.get_ref(), Place { file, offset: 0 }, "file")))
    };
    let schema = tables(Role::Schema).flatten().next();
    let vocabulary = schema.map(|file| Vocabulary::read(file, &mut report));
    let mut scales = shipped_scales();
    for file in tables(Role::Scales).flatten() {
        scales::read(file, Arc::make_mut(&mut scales), &mut report);
    }
    let mut entities = Entities::new();
    for file in tables(Role::Entities) {
        match file {
            Some(file) => entities.read(&file, vocabulary.as_ref(), &mut report),
            None => entities.complete = false,
        }
    }
    let documents = tables(Role::Document);
    let (entities, merged) = read_documents(documents, vocabulary.as_ref(), &scales, entities, &mut report);
    let (Some(mut vocabulary), true) = (vocabulary, report.is_clean()) else {
        return Err(report.into_mistakes());
    };
    match build::build(&entities, &merged, scales) {
        Ok(store) => {
            let drafts = std::mem::take(&mut vocabulary.views);
            let views = drafts.into_iter().map(|draft| draft.check(&store, &mut report)).collect();
            if report.is_clean() { Ok(Loaded { store, vocabulary, views }) } else { Err(report.into_mistakes()) }
        }
        Err(error) => {
            report.add_whole(0, error.message(), None);
            Err(report.into_mistakes())
        }
    }
}

/// Reads all documents: first what each is, so that they can name each other, then what each says.
fn read_documents<'a>(
    files: impl Iterator<Item = Option<Table<'a>>>,
    vocabulary: Option<&Vocabulary>,
    scales: &Scales,
    mut entities: Entities,
    report: &mut Report<'_>,
) -> (Entities, Merged) {
    let files: Vec<Option<Table<'a>>> = files.collect();
    let all_read = files.iter().all(Option::is_some);
    entities.complete &= all_read;
    let mut merged = Merged::default();
    let mut reader = Reader { vocabulary, scales, entities: &mut entities, report };
    let with_header = |mut file| (reader.header(&mut file), file);
    let files: Vec<_> = files.into_iter().flatten().map(with_header).collect();
    for (header, file) in files {
        let document = reader.body(file, header);
        merged.add(document, reader.report);
    }
    if entities.complete {
        entities.report_unused(report);
    }
    (entities, merged)
}

/// The tables of a file; `None`, and its mistakes are reported, if it is no TOML.
fn parse<'a>(number: usize, file: &'a SourceFile, report: &mut Report<'_>) -> Option<Spanned<DeTable<'a>>> {
    match &file.unreadable {
        Some(Unreadable::Missing { message, hint }) => {
            report.add_whole(number, message, hint.clone());
            return None;
        }
        Some(Unreadable::NotText(offset)) => {
            let place = Place { file: number, offset: *offset };
            report.add(place, format!("byte {} is no part of UTF-8 text", offset + 1));
            return None;
        }
        None => {}
    }
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let mut last_line = None;
    for error in &errors {
        let offset = error.span().map_or(0, |span| span.start);
        let (line, _) = line_and_column(&file.text, offset);
        // what follows on the heels of an error is mostly its consequence
        if last_line.is_none_or(|last| line > last + 1) {
            let message = format!("broken TOML: {}", error.message());
            report.add(Place { file: number, offset }, message);
        }
        last_line = Some(line);
    }
    errors.is_empty().then_some(table)
}

fn to_error(mistakes: &[Mistake], folder: &str) -> Error {
    let count = match mistakes.len() {
        1 => "1 mistake".to_owned(),
        count => format!("{count} mistakes"),
    };
    let first = mistakes.first().map(|first| format!("; first: {first}")).unwrap_or_default();
    let message = format!("{count} in {folder}{first}");
    Error::new(ErrorKind::GraphDataError, Detail::InvalidFile, message)
        .hint(format!("run `claimgraph check {folder}` to see all"))
}

#[cfg(test)]
mod tests;
