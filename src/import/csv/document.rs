//! What to import, written down in a TOML file.

use std::path::Path;

use serde::Deserialize;

use super::spec::{ImportSpec, NodeFiles, RelationshipFiles};
use crate::error::{Detail, Error, Result};
use crate::sys;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    delimiter: Option<char>,
    quote: Option<char>,
    #[serde(alias = "array-delimiter")]
    array_delimiter: Option<char>,
    #[serde(default)]
    nodes: Vec<Nodes>,
    #[serde(default)]
    relationships: Vec<Relationships>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nodes {
    #[serde(default)]
    labels: Vec<String>,
    files: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relationships {
    r#type: Option<String>,
    from: Option<String>,
    to: Option<String>,
    files: Vec<String>,
}

/// Reads what to import; files are found in the folder that the document is in.
pub(super) fn read(path: &Path) -> Result<ImportSpec> {
    let text = sys::read_file(path)?;
    let wrong = |message: String| Error::argument(Detail::InvalidFile, format!("{}: {message}", path.display()));
    let document: Document = toml::from_str(&text).map_err(|error| {
        wrong(error.to_string().trim_end().to_owned()).hint(
            "it holds tables such as [[nodes]] with labels = [\"Person\"] and files = [\"persons.csv\"], and \
             [[relationships]] with type, from, to and files",
        )
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let files = |names: Vec<String>| {
        if names.is_empty() {
            return Err(wrong("a table names no files".to_owned()));
        }
        Ok(names.into_iter().map(|name| folder.join(name)).collect())
    };
    let mut spec = ImportSpec::new();
    for nodes in document.nodes {
        spec.nodes.push(NodeFiles { labels: nodes.labels, files: files(nodes.files)? });
    }
    for relationships in document.relationships {
        let Relationships { r#type: relationship_type, from, to, files: names } = relationships;
        spec.relationships.push(RelationshipFiles { relationship_type, from, to, files: files(names)? });
    }
    let given = [
        (document.delimiter, &mut spec.delimiter),
        (document.quote, &mut spec.quote),
        (document.array_delimiter, &mut spec.array_delimiter),
    ];
    for (character, byte) in given {
        if let Some(character) = character {
            *byte = u8::try_from(character)
                .ok()
                .filter(u8::is_ascii)
                .ok_or_else(|| wrong(format!("`{character}` is no ASCII character, as delimiters and quotes are")))?;
        }
    }
    Ok(spec)
}
