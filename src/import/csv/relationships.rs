//! Rows of relationships: parsed block by block, their ends looked up, then made relationships.

use indexmap::IndexSet;

use super::cells::{Cells, Id};
use super::columns;
use super::header::Role;
use super::ids::{Ends, Found};
use super::report::{BadRows, Kind};
use super::rows::{Manner, VALUE_HINT, Wrong, each_row};
use super::source::Block;
use super::types::excerpt;
use crate::error::Result;
use crate::graph::Store;
use crate::value::{NodeId, RelationshipId};

/// The relationships of one block.
pub(super) struct RelationshipRows {
    sources: Vec<NodeId>,
    targets: Vec<NodeId>,
    /// What stands in the column of types, and the place of each row's text in it.
    type_texts: IndexSet<Box<[u8]>>,
    types: Vec<u32>,
    pub(super) cells: Vec<Cells>,
    /// Rows with something wrong, ascending: they are in the cells only.
    pub(super) dropped: Vec<u32>,
    pub(super) bad: BadRows,
}

/// Where relationships of a group run, and what they are.
pub(super) struct RelationshipGroup<'a> {
    pub(super) from: Ends<'a>,
    pub(super) to: Ends<'a>,
    /// The type of those whose row does not say one.
    pub(super) relationship_type: Option<&'a str>,
}

/// Parses a block.
pub(super) fn parse(block: &Block, manner: Manner<'_>, group: &RelationshipGroup<'_>) -> RelationshipRows {
    let mut rows = RelationshipRows {
        sources: Vec::new(),
        targets: Vec::new(),
        type_texts: IndexSet::new(),
        types: Vec::new(),
        cells: columns::cells(manner.header),
        dropped: Vec::new(),
        bad: BadRows::default(),
    };
    let mut bad = BadRows::default();
    let mut row = 0;
    each_row(block, manner, &mut bad, |records| {
        let mut wrong: Option<Wrong> = None;
        let mut cells = rows.cells.iter_mut();
        let (mut source, mut target, mut relationship_type) = (None, None, None);
        for (place, (column, field)) in manner.header.columns.iter().zip(records.fields()).enumerate() {
            match &column.role {
                Role::Start(_) => source = end(field, place, &group.from, &mut wrong),
                Role::End(_) => target = end(field, place, &group.to, &mut wrong),
                Role::Type if field.is_empty() && group.relationship_type.is_none() => {
                    let message = "the relationship has no type".to_owned();
                    let hint = "name the type of such rows: --relationships KNOWS=knows.csv";
                    wrong.get_or_insert(Wrong::new(place, Kind::NoType, message, hint));
                }
                Role::Type => {
                    let text = match rows.type_texts.get_index_of(field) {
                        Some(text) => text,
                        None => rows.type_texts.insert_full(field.into()).0,
                    };
                    relationship_type = Some(text as u32);
                }
                Role::Property { .. } => {
                    if let Some(cells) = cells.next()
                        && let Err(why) = cells.push(field, manner.format.array_delimiter)
                    {
                        let message = format!("`{}`: {why}", column.title);
                        wrong.get_or_insert(Wrong::new(place, Kind::Value, message, VALUE_HINT));
                    }
                }
                Role::Id { .. } | Role::Labels | Role::Ignored => {}
            }
        }
        match (source, target, &wrong) {
            (Some(source), Some(target), None) => {
                rows.sources.push(source);
                rows.targets.push(target);
                rows.types.extend(relationship_type);
            }
            _ => rows.dropped.push(row),
        }
        row += 1;
        wrong
    });
    rows.bad = bad;
    rows
}

/// The node that a field means.
#[inline]
fn end(field: &[u8], place: usize, ends: &Ends<'_>, wrong: &mut Option<Wrong>) -> Option<NodeId> {
    let id = Id::of(field);
    if let Found::One(node) = ends.find(id)
        && !field.is_empty()
    {
        return Some(node);
    }
    if wrong.is_none() {
        *wrong = Some(no_end(field, place, ends));
    }
    None
}

#[cold]
fn no_end(field: &[u8], place: usize, ends: &Ends<'_>) -> Wrong {
    let name = excerpt(&String::from_utf8_lossy(field));
    if field.is_empty() {
        let message = "the relationship lacks an end: this field is empty".to_owned();
        return Wrong::new(place, Kind::NoId, message, "--skip-bad-rows leaves such rows out");
    }
    if ends.find(Id::of(field)) == Found::Several {
        let message = format!("the id {name} may be a node of {}", ends.holders(Id::of(field)));
        let hint = "say which labels the ends have: --relationships LIVES_IN:Person:City=lives-in.csv";
        return Wrong::new(place, Kind::Ambiguous, message, hint);
    }
    let message = format!("no node of {} has the id {name}", ends.names());
    let hint = "is the file of its node imported, and are the labels of the ends right? \
                --skip-bad-rows leaves such rows out";
    Wrong::new(place, Kind::Unknown, message, hint)
}

impl RelationshipRows {
    /// Makes the relationships; the number of the first, and how many.
    pub(super) fn make(&self, store: &mut Store, relationship_type: Option<&str>) -> Result<(RelationshipId, u64)> {
        let first = RelationshipId(store.next_relationship());
        if self.types.is_empty() {
            if let Some(name) = relationship_type.filter(|_| !self.sources.is_empty()) {
                let number = store.intern_type(name);
                store.bulk_relationships(number, &self.sources, &self.targets)?;
            }
            return Ok((first, self.sources.len() as u64));
        }
        let mut numbers = Vec::with_capacity(self.type_texts.len());
        for text in &self.type_texts {
            let text = String::from_utf8_lossy(text);
            let name = if text.is_empty() { relationship_type.unwrap_or_default() } else { &text };
            numbers.push(store.intern_type(name));
        }
        let (mut sources, mut targets) = (self.sources.as_slice(), self.targets.as_slice());
        for run in self.types.chunk_by(|a, b| a == b) {
            let number = run.first().and_then(|text| numbers.get(*text as usize)).copied().unwrap_or_default();
            let (Some((run_sources, more_sources)), Some((run_targets, more_targets))) =
                (sources.split_at_checked(run.len()), targets.split_at_checked(run.len()))
            else {
                break;
            };
            store.bulk_relationships(number, run_sources, run_targets)?;
            (sources, targets) = (more_sources, more_targets);
        }
        Ok((first, self.sources.len() as u64))
    }
}
