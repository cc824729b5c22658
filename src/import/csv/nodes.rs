//! Rows of nodes: parsed block by block, then made nodes.

use indexmap::IndexSet;

use super::cells::{Cells, Guess, Id, kept};
use super::columns;
use super::header::Role;
use super::ids::Spaces;
use super::report::{BadRow, BadRows, Kind, Place};
use super::rows::{Manner, VALUE_HINT, Wrong, each_row};
use super::source::Block;
use super::types::excerpt;
use crate::error::Result;
use crate::graph::Store;
use crate::value::NodeId;

/// The nodes of one block.
pub(super) struct NodeRows {
    /// How many rows there are, those dropped among them.
    rows: u32,
    ids: Guess,
    /// The line and the column of each id, to say where one is given again.
    places: Vec<(u32, u32)>,
    file: usize,
    line: u64,
    /// What stands in the column of labels, and the place of each row's text in it.
    label_texts: IndexSet<Box<[u8]>>,
    labels: Vec<u32>,
    pub(super) cells: Vec<Cells>,
    /// Rows with something wrong, ascending.
    pub(super) dropped: Vec<u32>,
    pub(super) bad: BadRows,
}

/// Parses a block.
pub(super) fn parse(block: &Block, manner: Manner<'_>) -> NodeRows {
    let mut rows = NodeRows {
        rows: 0,
        ids: Guess::default(),
        places: Vec::new(),
        file: block.file,
        line: block.line,
        label_texts: IndexSet::new(),
        labels: Vec::new(),
        cells: columns::cells(manner.header),
        dropped: Vec::new(),
        bad: BadRows::default(),
    };
    let mut bad = BadRows::default();
    let id_column = manner.header.columns.iter().position(|column| matches!(column.role, Role::Id { .. }));
    // lines are counted on from the row before
    let (mut line, mut counted) = (0, 0);
    each_row(block, manner, &mut bad, |records| {
        let mut wrong: Option<Wrong> = None;
        let mut cells = rows.cells.iter_mut();
        for (place, (column, field)) in manner.header.columns.iter().zip(records.fields()).enumerate() {
            match &column.role {
                Role::Id { key, .. } => {
                    if field.is_empty() {
                        let message = format!("`{}` is empty: the node has no id", column.title);
                        wrong.get_or_insert(Wrong::new(
                            place,
                            Kind::NoId,
                            message,
                            "give it one that no other node has",
                        ));
                    }
                    rows.ids.push(field);
                    if key.is_none() {
                        continue;
                    }
                }
                Role::Labels => {
                    let text = match rows.label_texts.get_index_of(field) {
                        Some(text) => text,
                        None => rows.label_texts.insert_full(field.into()).0,
                    };
                    rows.labels.push(text as u32);
                    continue;
                }
                Role::Property { .. } => {}
                Role::Start(_) | Role::End(_) | Role::Type | Role::Ignored => continue,
            }
            if let Some(cells) = cells.next()
                && let Err(why) = cells.push(field, manner.format.array_delimiter)
            {
                let message = format!("`{}`: {why}", column.title);
                wrong.get_or_insert(Wrong::new(place, Kind::Value, message, VALUE_HINT));
            }
        }
        if let Some(id_column) = id_column {
            let start = records.start_of(id_column);
            line += block.lines_between(counted, start);
            counted = start;
            rows.places.push((line as u32, if id_column == 0 { 1 } else { block.column(start) as u32 }));
        }
        if wrong.is_some() {
            rows.dropped.push(rows.rows);
        }
        rows.rows += 1;
        wrong
    });
    rows.bad = bad;
    rows
}

/// What nodes of a group have in common.
pub(super) struct NodeGroup<'a> {
    /// Their id space.
    pub(super) space: usize,
    /// Labels that all have, as the graph numbers them.
    pub(super) labels: &'a [u32],
    /// What stands between labels in a row.
    pub(super) array_delimiter: char,
    pub(super) skip_bad_rows: bool,
}

impl NodeRows {
    /// Makes the nodes, and gives their ids to them; the number of the first. A row whose id another
    /// node has is a bad one.
    pub(super) fn make(
        &mut self,
        store: &mut Store,
        spaces: &mut Spaces,
        group: &NodeGroup<'_>,
    ) -> Result<(NodeId, u32)> {
        let first = NodeId(store.next_node());
        if !self.places.is_empty() {
            self.take_ids(first, spaces, group);
        }
        let mut made = 0;
        if self.labels.is_empty() {
            made = self.rows - self.dropped.len() as u32;
            store.bulk_nodes(group.labels, made)?;
        } else {
            let sets: Vec<Vec<u32>> = self.label_texts.iter().map(|text| label_set(text, store, group)).collect();
            let texts: Vec<u32> = kept(self.labels.iter().copied(), &self.dropped).collect();
            for run in texts.chunk_by(|a, b| a == b) {
                let set = run.first().and_then(|text| sets.get(*text as usize)).map_or(group.labels, Vec::as_slice);
                store.bulk_nodes(set, run.len() as u32)?;
                made += run.len() as u32;
            }
        }
        Ok((first, made))
    }

    fn take_ids(&mut self, first: NodeId, spaces: &mut Spaces, group: &NodeGroup<'_>) {
        let (mut row, mut next) = (0, first.0);
        let mut dropped = self.dropped.iter().copied().peekable();
        let mut still_dropped = Vec::new();
        let (bad, places, file, first_line) = (&mut self.bad, &self.places, self.file, self.line);
        self.ids.for_each_id(|id| {
            let is_dropped = dropped.next_if_eq(&row).is_some();
            let stop = !group.skip_bad_rows && !bad.is_empty();
            match id {
                Some(id) if !is_dropped && !stop => {
                    if spaces.insert(group.space, id, NodeId(next)) {
                        next += 1;
                    } else {
                        still_dropped.push(row);
                        bad.add(Kind::Duplicate, || {
                            let place = places.get(row as usize);
                            duplicate(
                                id,
                                place.map(|(line, column)| Place {
                                    file,
                                    line: first_line + u64::from(*line),
                                    column: u64::from(*column),
                                }),
                            )
                        });
                    }
                }
                _ => still_dropped.push(row),
            }
            row += 1;
        });
        self.dropped = still_dropped;
    }
}

fn duplicate(id: Id<'_>, place: Option<Place>) -> BadRow {
    let text = match id {
        Id::Number(number) => number.to_string(),
        Id::Text(text) => String::from_utf8_lossy(text).into_owned(),
    };
    BadRow {
        kind: Kind::Duplicate,
        place,
        message: format!("the id {} was given to a node before", excerpt(&text)),
        hint: "ids are unique among nodes of one label (plain headers) or id space (:ID(Space)); \
               --skip-bad-rows keeps the first"
            .to_owned(),
    }
}

/// The labels of a row as the graph numbers them, with those that all nodes have.
fn label_set(text: &[u8], store: &mut Store, group: &NodeGroup<'_>) -> Vec<u32> {
    let mut set = group.labels.to_vec();
    let text = String::from_utf8_lossy(text);
    let names = text.split(group.array_delimiter).map(str::trim).filter(|name| !name.is_empty());
    set.extend(names.map(|name| store.intern_label(name)));
    set.sort_unstable();
    set.dedup();
    set
}
