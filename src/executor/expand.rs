//! `Expand`: from a node over its relationships. Where nothing asks for what is found, it only says how often.

use super::degrees::{Degrees, Nodes, multiplied};
use super::node_set::NodeSet;
use super::scan::node_at;
use super::walk::{Scratch, Walk};
use super::{Input, Operator, Runtime, resume};
use crate::batch::{BATCH_ROWS, Batch, Column, NONE};
use crate::bound::Slot;
use crate::error::Result;
use crate::plan::Expand;
use crate::value::{RelationshipId, Value};

pub(super) struct ExpandRows<'p> {
    input: Input<'p>,
    expand: &'p Expand,
    /// Others from the same node whose matches are counted too, before.
    counted: Vec<&'p Expand>,
    current: Option<(Batch, usize)>,
    /// The nodes that may be reached, where conditions say which.
    ends: Option<NodeSet>,
    scratch: Scratch,
}

impl<'p> ExpandRows<'p> {
    pub(super) fn new(input: Input<'p>, expand: &'p Expand, counted: Vec<&'p Expand>) -> Self {
        Self { input, expand, counted, current: None, ends: None, scratch: Scratch::default() }
    }

    /// How often each row matches.
    fn count(&mut self, batch: Batch, runtime: &Runtime<'_>) -> Result<Batch> {
        runtime.budget.steps(batch.len() / 4)?;
        let nodes = match batch.column(self.expand.from) {
            Some(Column::Nodes(nodes)) => Some(Nodes::of(nodes)),
            _ => None,
        };
        let expands: Vec<&Expand> = self.counted.iter().copied().chain([self.expand]).collect();
        let walks: Vec<Walk<'_>> = expands.iter().map(|expand| Walk::trusting(expand, runtime.graph())).collect();
        let mut factors = Vec::with_capacity(walks.len() + 1);
        for (expand, walk) in expands.into_iter().zip(&walks) {
            let degrees = nodes.filter(|_| is_looked_up(expand) && walk.takes_any_end());
            factors.push(match degrees.and_then(|nodes| walk.degrees(nodes)) {
                Some(degrees) => degrees,
                None => Degrees::Counts(self.counts(&batch, expand, walk, runtime)?),
            });
        }
        multiplied(batch, factors, self.expand.keeps.as_deref())
    }

    /// How often each row matches an expansion, by looking at its neighbours.
    fn counts(&mut self, batch: &Batch, expand: &Expand, walk: &Walk<'_>, runtime: &Runtime<'_>) -> Result<Vec<u64>> {
        let ends = self.ends.as_ref().filter(|_| !expand.conditions.is_empty());
        let takes_any = ends.is_none() && walk.takes_any_end();
        let mut counts: Vec<u64> = Vec::with_capacity(batch.len());
        for row in 0..batch.len() {
            let Some(from) = node_at(batch, expand.from, row)? else {
                counts.push(0);
                continue;
            };
            let used = Used::of(batch, row, &expand.distinct_from);
            let mut count = 0;
            walk.pieces(from.0, &mut self.scratch, &mut |nodes, relationships, _| {
                runtime.budget.steps(nodes.len() / 16 + 1)?;
                count += if takes_any {
                    nodes.len()
                } else if used.is_empty() {
                    match ends {
                        None => nodes.iter().filter(|node| walk.end_fits(**node)).count(),
                        Some(set) => set.count(nodes),
                    }
                } else {
                    let fits = |node: u32| ends.map_or_else(|| walk.end_fits(node), |set| set.has(node));
                    let each = nodes.iter().zip(relationships);
                    each.filter(|(node, relationship)| !used.contains(RelationshipId(**relationship)) && fits(**node))
                        .count()
                } as u64;
                Ok(())
            })?;
            // those that are used already are among the others
            let less = if takes_any { used.iter().filter(|id| walk.leads_from(from.0, *id)).count() } else { 0 };
            counts.push(count.saturating_sub(less as u64));
        }
        Ok(counts)
    }

    /// Each row with each match, from `row` on; and the first row that is left.
    fn rows(&mut self, batch: &Batch, mut row: usize, runtime: &Runtime<'_>) -> Result<(Batch, usize)> {
        let walk = Walk::trusting(self.expand, runtime.graph());
        let ends = self.ends.as_ref();
        let keeps_relationship = self.expand.keeps(self.expand.relationship);
        let carries = batch.has_any(self.expand.keeps.as_deref());
        let (mut rows, mut found, mut reached) = (Vec::new(), Vec::new(), Vec::with_capacity(2 * BATCH_ROWS));
        let mut looked_up = row;
        while row < batch.len() && reached.len() < BATCH_ROWS {
            if row == looked_up {
                // many places that are far apart are read faster together than one after the other
                looked_up += AHEAD;
                if let Some(Column::Nodes(nodes)) = batch.column(self.expand.from) {
                    let ahead = nodes.get(row..looked_up.min(nodes.len())).unwrap_or_default();
                    reached.reserve(walk.degree_of_all(ahead).min(BATCH_ROWS));
                }
            }
            if let Some(from) = node_at(batch, self.expand.from, row)? {
                let used = Used::of(batch, row, &self.expand.distinct_from);
                let takes_all = used.is_empty() && ends.is_none() && walk.takes_any_end();
                walk.pieces(from.0, &mut self.scratch, &mut |nodes, relationships, _| {
                    runtime.budget.steps(nodes.len())?;
                    if takes_all {
                        reached.extend_from_slice(nodes);
                        if keeps_relationship {
                            found.extend_from_slice(relationships);
                        }
                    } else {
                        let fits = |node: u32| ends.map_or_else(|| walk.end_fits(node), |set| set.has(node));
                        for (node, relationship) in nodes.iter().zip(relationships) {
                            if fits(*node) && !used.contains(RelationshipId(*relationship)) {
                                reached.push(*node);
                                if keeps_relationship {
                                    found.push(*relationship);
                                }
                            }
                        }
                    }
                    if carries {
                        rows.resize(reached.len(), row as u32);
                    }
                    Ok(())
                })?;
            }
            row += 1;
        }
        let mut output =
            if carries { batch.take_only(&rows, self.expand.keeps.as_deref()) } else { Batch::of_rows(reached.len()) };
        if keeps_relationship {
            output.set(self.expand.relationship, Column::Relationships(found));
        }
        if self.expand.keeps(self.expand.to) {
            output.set(self.expand.to, Column::Nodes(reached));
        }
        Ok((output, row))
    }
}

impl Operator for ExpandRows<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let Some((batch, row)) = resume(&mut self.current, &mut self.input, runtime)? else { return Ok(None) };
            if self.ends.is_none() && !self.expand.conditions.is_empty() {
                self.ends = Some(NodeSet::of(self.expand, runtime)?);
            }
            let output = if self.expand.is_counted() {
                self.count(batch, runtime)?
            } else {
                let (output, row) = self.rows(&batch, row, runtime)?;
                if row < batch.len() {
                    self.current = Some((batch, row));
                }
                output
            };
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}

/// The degrees of so many nodes are looked up before their neighbours are.
const AHEAD: usize = 64;

/// Whether all that is asked is how many neighbours a node has.
pub(super) fn is_looked_up(expand: &Expand) -> bool {
    expand.is_counted() && expand.conditions.is_empty() && expand.distinct_from.is_empty()
}

/// Relationships of the same MATCH that a row uses already: the first few, and others.
pub(super) struct Used {
    few: [u32; FEW_USED],
    /// How many of the few there are.
    count: usize,
    others: Vec<RelationshipId>,
}

/// So many relationships that a row uses take no room elsewhere.
const FEW_USED: usize = 4;

impl Used {
    #[inline]
    pub(super) fn of(batch: &Batch, row: usize, slots: &[Slot]) -> Self {
        let mut used = Self { few: [NONE; FEW_USED], count: 0, others: Vec::new() };
        for slot in slots {
            match batch.column(*slot) {
                Some(Column::Relationships(ids)) => {
                    let Some(id) = ids.get(row).filter(|id| **id != NONE) else { continue };
                    match used.few.get_mut(used.count) {
                        Some(place) => {
                            *place = *id;
                            used.count += 1;
                        }
                        None => used.others.push(RelationshipId(*id)),
                    }
                }
                Some(column) => match column.value(row) {
                    Value::Relationship(id) => used.others.push(id),
                    Value::List(values) => used.others.extend(values.iter().filter_map(|value| match value {
                        Value::Relationship(id) => Some(*id),
                        _ => None,
                    })),
                    _ => {}
                },
                None => {}
            }
        }
        used
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0 && self.others.is_empty()
    }

    fn iter(&self) -> impl Iterator<Item = RelationshipId> + '_ {
        self.few.iter().take(self.count).map(|id| RelationshipId(*id)).chain(self.others.iter().copied())
    }

    /// Whether a list of relationships has one of these.
    pub(super) fn shares(&self, list: &Value) -> bool {
        let Value::List(values) = list else { return false };
        values.iter().any(|value| matches!(value, Value::Relationship(id) if self.contains(*id)))
    }

    #[inline]
    pub(super) fn contains(&self, id: RelationshipId) -> bool {
        self.few.iter().take(self.count).any(|used| *used == id.0) || self.others.contains(&id)
    }
}
