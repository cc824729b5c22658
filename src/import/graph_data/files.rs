//! The files of a folder of graph data.

use std::path::Path;

use crate::error::Error;
use crate::sys;

/// One file of graph data.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// How mistakes name it.
    pub name: String,
    /// What it holds.
    pub role: Role,
    /// Its text.
    pub text: String,
    /// Why it cannot be read, if it cannot.
    pub(super) unreadable: Option<Unreadable>,
}

/// What a file of graph data holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The vocabulary.
    Schema,
    /// Scales of grades and of likelihood.
    Scales,
    /// Entities.
    Entities,
    /// What a document says.
    Document,
}

/// Why a file cannot be read.
#[derive(Clone, Debug)]
pub(super) enum Unreadable {
    /// It is not there, or may not be read.
    Missing {
        /// What happened.
        message: String,
        /// What may help.
        hint: Option<String>,
    },
    /// It is no text from this byte on.
    NotText(usize),
}

impl SourceFile {
    /// A file with its text.
    pub fn new(name: impl Into<String>, role: Role, text: impl Into<String>) -> Self {
        Self { name: name.into(), role, text: text.into(), unreadable: None }
    }

    fn missing(name: String, role: Role, message: String, hint: Option<String>) -> Self {
        let unreadable = Some(Unreadable::Missing { message, hint });
        Self { name, role, text: String::new(), unreadable }
    }

    fn read(path: &Path, role: Role) -> Self {
        let name = path.display().to_string();
        match sys::read_bytes(path) {
            Err(error) => Self::missing(name, role, error.message().to_owned(), None),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Self::new(name, role, text),
                Err(error) => Self {
                    name,
                    role,
                    text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
                    unreadable: Some(Unreadable::NotText(error.utf8_error().valid_up_to())),
                },
            },
        }
    }
}

/// The files of a folder: the schema, the scales if it has its own, the entity files and the document
/// files, each sorted by name. What is not there is among them, as unreadable.
pub(super) fn read_folder(folder: &Path) -> Vec<SourceFile> {
    let own = match sys::list_folder(folder, "toml") {
        Ok(own) => own,
        Err(error) => {
            let message = error.message().to_owned();
            let name = folder.display().to_string();
            return vec![SourceFile::missing(name, Role::Schema, message, None)];
        }
    };
    let mut files = vec![read_schema(&folder.join("schema.toml"))];
    let scales = folder.join("scales.toml");
    files.extend(own.contains(&scales).then(|| SourceFile::read(&scales, Role::Scales)));
    for (name, role) in [("entities", Role::Entities), ("documents", Role::Document)] {
        files.extend(read_all(&folder.join(name), role));
    }
    files
}

fn read_schema(path: &Path) -> SourceFile {
    let mut file = SourceFile::read(path, Role::Schema);
    if let Some(Unreadable::Missing { hint, .. }) = &mut file.unreadable {
        *hint = Some("a folder of graph data has the vocabulary in schema.toml".to_owned());
    }
    file
}

fn read_all(folder: &Path, role: Role) -> Vec<SourceFile> {
    let missing = |message: String| {
        let hint = "a folder of graph data has entities/*.toml and documents/*.toml".to_owned();
        vec![SourceFile::missing(folder.display().to_string(), role, message, Some(hint))]
    };
    match sys::list_folder(folder, "toml") {
        Ok(paths) if paths.is_empty() => missing("there are no .toml files in it".to_owned()),
        Ok(paths) => paths.iter().map(|path| SourceFile::read(path, role)).collect(),
        Err(error) => missing(Error::message(&error).to_owned()),
    }
}
