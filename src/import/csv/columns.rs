//! The properties of one group of files, from parsed blocks into the store.

use std::path::PathBuf;

use super::cells::{Cells, Inferred, count};
use super::header::{Header, Role, Rows};
use super::report::ImportedFiles;
use super::types::ColumnType;
use crate::error::Result;
use crate::graph::{BulkValues, Store};
use crate::value::{NodeId, RelationshipId};

/// A column that is kept as a property.
#[derive(Clone, Debug)]
struct Property {
    key: String,
    kind: Option<ColumnType>,
    /// What the fields so far have in common, where the header names no type.
    inferred: Inferred,
}

/// The columns that are kept as properties. Where some have no type, all blocks are waited for: the
/// last row of a file may say that a column of integers is one of texts.
pub(super) struct Columns {
    rows: Rows,
    properties: Vec<Property>,
    waiting: Vec<Waiting>,
    /// How many values were set.
    values: u64,
}

/// Cells of consecutive entities.
struct Waiting {
    first: u32,
    cells: Vec<Cells>,
    dropped: Vec<u32>,
}

/// The key and the type of a column that is kept as a property.
fn property(role: &Role) -> Option<(&str, Option<&ColumnType>)> {
    match role {
        Role::Property { key, kind } | Role::Id { key: Some(key), kind, .. } => Some((key, kind.as_ref())),
        _ => None,
    }
}

/// Empty cells for each column that is kept as a property.
pub(super) fn cells(header: &Header) -> Vec<Cells> {
    header.columns.iter().filter_map(|column| property(&column.role)).map(|(_, kind)| Cells::new(kind)).collect()
}

impl Columns {
    pub(super) fn new(header: &Header, rows: Rows) -> Self {
        let properties = header.columns.iter().filter_map(|column| property(&column.role));
        let properties = properties.map(|(key, kind)| Property {
            key: key.to_owned(),
            kind: kind.cloned(),
            inferred: Inferred::Nothing,
        });
        Self { rows, properties: properties.collect(), waiting: Vec::new(), values: 0 }
    }

    /// Takes the cells of consecutive entities from `first` on; the rows dropped, ascending, are none.
    pub(super) fn add(&mut self, first: u32, cells: Vec<Cells>, dropped: Vec<u32>, store: &mut Store) -> Result<()> {
        let waiting = Waiting { first, cells, dropped };
        if self.properties.iter().all(|property| property.kind.is_some()) {
            return self.write(waiting, store);
        }
        for (property, cells) in self.properties.iter_mut().zip(&waiting.cells) {
            if let Cells::Inferred(guess) = cells {
                property.inferred = property.inferred.with(guess.inferred());
            }
        }
        self.waiting.push(waiting);
        Ok(())
    }

    /// Writes what waited for the types; there are no more rows.
    pub(super) fn finish(&mut self, store: &mut Store, mut look: impl FnMut() -> Result<()>) -> Result<()> {
        for waiting in std::mem::take(&mut self.waiting) {
            look()?;
            self.write(waiting, store)?;
        }
        Ok(())
    }

    fn write(&mut self, waiting: Waiting, store: &mut Store) -> Result<()> {
        for (property, cells) in self.properties.iter().zip(waiting.cells) {
            let values: BulkValues = cells.into_values(property.inferred, &waiting.dropped);
            let there = count(&values);
            if there == 0 {
                continue;
            }
            self.values += there;
            let key = store.intern_key(&property.key);
            match self.rows {
                Rows::Nodes => store.bulk_node_values(NodeId(waiting.first), key, values)?,
                Rows::Relationships => store.bulk_relationship_values(RelationshipId(waiting.first), key, values)?,
            }
        }
        Ok(())
    }

    /// How many values were set.
    pub(super) fn values(&self) -> u64 {
        self.values
    }

    /// What is to be told of the files.
    pub(super) fn report(&self, files: &[PathBuf], rows: u64) -> ImportedFiles {
        let type_name = |property: &Property| match &property.kind {
            Some(kind) => kind.name(),
            None => property.inferred.name().to_owned(),
        };
        ImportedFiles {
            file: files.first().cloned().unwrap_or_default(),
            count: files.len(),
            rows,
            columns: self.properties.iter().map(|property| (property.key.clone(), type_name(property))).collect(),
        }
    }
}
