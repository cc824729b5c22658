//! `NodeIndexSeek` and its like: each row with the nodes that an index gives for it, by number.

use std::ops::Bound;

use roaring::RoaringBitmap;

use super::{Input, Operator, Runtime};
use crate::ast::Operator as Comparison;
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::bound::Expr;
use crate::error::{Error, Result};
use crate::eval::{Row, eval, select};
use crate::graph::{Index, Tail};
use crate::plan::{IndexSeek, SeekTail, Wanted};
use crate::value::{NodeId, Value, order, type_rank};

pub(super) struct NodeIndexSeek<'p> {
    input: Input<'p>,
    seek: &'p IndexSeek,
    /// The input batch being worked on, and how far.
    current: Option<Cursor>,
}

struct Cursor {
    batch: Batch,
    row: u32,
    /// The nodes for this row that are not yet given.
    left: Option<Found>,
}

/// Nodes that an index gives.
#[derive(Default)]
struct Found {
    nodes: RoaringBitmap,
    /// Whether they may be others than those that have just the values asked for.
    is_rough: bool,
}

impl Found {
    fn rough(nodes: RoaringBitmap) -> Self {
        Self { nodes, is_rough: true }
    }
}

impl<'p> NodeIndexSeek<'p> {
    pub(super) fn new(input: Input<'p>, seek: &'p IndexSeek) -> Self {
        Self { input, seek, current: None }
    }
}

impl Operator for NodeIndexSeek<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let cursor = match &mut self.current {
                Some(cursor) => cursor,
                None => match self.input.next(runtime)? {
                    Some(batch) => self.current.insert(Cursor { batch, row: 0, left: None }),
                    None => return Ok(None),
                },
            };
            runtime.budget.look()?;
            let (mut rows, mut found, mut is_rough) = (Vec::new(), Vec::new(), false);
            while (cursor.row as usize) < cursor.batch.len() && found.len() < BATCH_ROWS {
                runtime.budget.tick()?;
                let mut left = match cursor.left.take() {
                    Some(left) => left,
                    None => nodes(self.seek, Row::new(&cursor.batch, cursor.row as usize), runtime)?,
                };
                is_rough |= left.is_rough;
                let wanted = BATCH_ROWS - found.len();
                found.extend(left.nodes.iter().take(wanted));
                rows.resize(found.len(), cursor.row);
                if left.nodes.len() > wanted as u64 {
                    left.nodes.remove_smallest(wanted as u64);
                    cursor.left = Some(left);
                } else {
                    cursor.row += 1;
                }
            }
            let done = cursor.row as usize >= cursor.batch.len();
            let mut output = cursor.batch.take(&rows);
            output.set(self.seek.slot, Column::Nodes(found));
            if done {
                self.current = None;
            }
            if is_rough && !self.seek.checks.is_empty() {
                let mut rows: Vec<u32> = (0..output.len() as u32).collect();
                for check in &self.seek.checks {
                    rows = select(check, &output, rows, runtime.context())?;
                }
                output = output.take(&rows);
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}

/// The nodes for a row.
fn nodes(seek: &IndexSeek, row: Row<'_>, runtime: &Runtime<'_>) -> Result<Found> {
    let graph = runtime.graph();
    // what nobody is shown equals nothing, and is in no range
    let asked = seek.keys.iter().take(seek.equal.len() + usize::from(seek.tail.is_some()));
    if asked.filter_map(|key| graph.keys().find(key)).any(|key| graph.hides_property(key)) {
        return Ok(Found::default());
    }
    let all = || Ok(Found::rough(graph.nodes_from(seek.label.as_deref(), 0).map(|node| node.0).collect()));
    // a view may show other values than those that are indexed: each node is looked at
    if !seek.keys.iter().all(|key| graph.is_indexed_as_stored(key)) {
        return all();
    }
    // what one property equals is told fastest by its column, if that knows
    if seek.keys.len() == 1
        && seek.tail.is_none()
        && let Some(found) = look_up(seek, row, runtime)
    {
        return Ok(found);
    }
    let Some(name) = &seek.index else { return all() };
    let index = graph.store().schema().index(name);
    let index = index.ok_or_else(|| Error::internal("a plan over an index that is gone"))?;
    // what cannot be computed is no error unless there is a node to compare with: the checks say so
    let Ok(asked) = Asked::new(seek, index, row, runtime) else { return all() };
    let mut nodes = RoaringBitmap::new();
    let mut is_rough = false;
    if let Some(asked) = asked {
        asked.find(index, &mut Vec::new(), runtime, &mut nodes)?;
        is_rough = asked.equal.len() < seek.equal.len() || !asked.equal.iter().flatten().all(is_one_of_a_kind);
    }
    if graph.view().is_some() {
        nodes = nodes.into_iter().filter(|node| graph.has_node(NodeId(*node))).collect();
    }
    Ok(Found { nodes, is_rough })
}

/// Whether what sorts like the value equals it: not what is no number, lists that hold null, times of other zones, and
/// integers that floats only come near to.
fn is_one_of_a_kind(value: &Value) -> bool {
    const EXACT: i64 = 1 << 53;
    match value {
        Value::Null | Value::Boolean(_) | Value::String(_) => true,
        Value::Integer(value) => (-EXACT..=EXACT).contains(value),
        _ => false,
    }
}

/// The nodes of a label that may have one of the values of a property. `None` where all are to be looked at.
fn look_up(seek: &IndexSeek, row: Row<'_>, runtime: &Runtime<'_>) -> Option<Found> {
    let graph = runtime.graph();
    // what cannot be computed is no error unless there is a node to compare with: the checks say so
    let value = |expr: &Expr| eval(expr, row, runtime.context()).ok();
    let values = match seek.equal.first()? {
        Wanted::One(expr) => vec![value(expr)?],
        Wanted::AnyOf(expr) => match value(expr)? {
            Value::List(values) => values.iter().cloned().collect(),
            Value::Null => Vec::new(),
            _ => return None,
        },
    };
    let mut found = Found::default();
    let Some(key) = graph.keys().find(seek.keys.first()?) else { return Some(found) };
    let label = match &seek.label {
        None => None,
        Some(name) => match graph.labels().find(name) {
            Some(label) => Some(label),
            None => return Some(found),
        },
    };
    for value in values.iter().filter(|value| !value.is_null()) {
        let nodes = graph.store().nodes_with_value(key, value)?;
        let fits = |node: &u32| label.is_none_or(|label| graph.has_label(NodeId(*node), label));
        found.nodes.extend(nodes.iter().filter(|node| graph.has_node(NodeId(*node)) && fits(node)));
        found.is_rough |= !is_one_of_a_kind(value);
    }
    Some(found)
}

/// So many lookups for a row are always made, however small the index is.
const LOOKUPS: usize = 1000;

/// What is asked of an index, computed.
struct Asked {
    /// For each of the first properties, the values it may have.
    equal: Vec<Vec<Value>>,
    tail: Tail,
}

impl Asked {
    /// `None` if nothing can be found.
    fn new(seek: &IndexSeek, index: &Index, row: Row<'_>, runtime: &Runtime<'_>) -> Result<Option<Self>> {
        let value = |expr: &Expr| eval(expr, row, runtime.context());
        let mut equal = Vec::with_capacity(seek.equal.len());
        for wanted in &seek.equal {
            equal.push(match wanted {
                Wanted::One(expr) => vec![value(expr)?],
                Wanted::AnyOf(expr) => match value(expr)? {
                    Value::List(values) => values.iter().cloned().collect(),
                    Value::Null => return Ok(None),
                    other => return Err(Error::type_error(format!("IN takes a list, not {}", other.type_name()))),
                },
            });
        }
        let tail = match &seek.tail {
            None => Some(Tail::Any),
            Some(SeekTail::Prefix(expr)) => match value(expr)? {
                Value::String(prefix) => Some(Tail::Prefix(prefix.to_string())),
                _ => None,
            },
            Some(SeekTail::Range(bounds)) => {
                let bounds = bounds.iter().map(|(operator, expr)| Ok((*operator, value(expr)?)));
                range(bounds.collect::<Result<Vec<_>>>()?)
            }
        };
        Ok(tail.map(|tail| Self { equal, tail }.within(index.entries().len().max(LOOKUPS))))
    }

    /// Asks for less precise values where their combinations are more than this.
    fn within(mut self, most: usize) -> Self {
        let mut combinations: usize = 1;
        let few = self.equal.iter().take_while(|values| {
            combinations = combinations.saturating_mul(values.len());
            combinations <= most
        });
        let kept = few.count().max(1);
        if kept < self.equal.len() {
            self.equal.truncate(kept);
            self.tail = Tail::Any;
        }
        self
    }

    /// Looks up each combination of values.
    fn find(
        &self,
        index: &Index,
        values: &mut Vec<Value>,
        runtime: &Runtime<'_>,
        found: &mut RoaringBitmap,
    ) -> Result<()> {
        runtime.budget.tick()?;
        let Some(next) = self.equal.get(values.len()) else {
            index.entries().find(values, &self.tail, found);
            return Ok(());
        };
        for value in next.iter().filter(|value| !value.is_null()) {
            values.push(value.clone());
            self.find(index, values, runtime, found)?;
            values.pop();
        }
        Ok(())
    }
}

/// What lies between all bounds; `None` for nothing.
fn range(bounds: Vec<(Comparison, Value)>) -> Option<Tail> {
    let rank = bounds.first().map(|(_, value)| type_rank(value))?;
    if bounds.iter().any(|(_, value)| type_rank(value) != rank) {
        return None;
    }
    let (mut lower, mut upper): (Bound<Value>, Bound<Value>) = (Bound::Unbounded, Bound::Unbounded);
    for (operator, value) in bounds {
        let (place, is_tighter, excluded) = match operator {
            Comparison::Greater | Comparison::GreaterEqual => {
                (&mut lower, std::cmp::Ordering::Greater, operator == Comparison::Greater)
            }
            _ => (&mut upper, std::cmp::Ordering::Less, operator == Comparison::Less),
        };
        let replaces = match &*place {
            Bound::Unbounded => true,
            Bound::Included(other) | Bound::Excluded(other) => {
                let compared = order(&value, other);
                compared == is_tighter || compared.is_eq() && excluded
            }
        };
        if replaces {
            *place = if excluded { Bound::Excluded(value) } else { Bound::Included(value) };
        }
    }
    Some(Tail::Range(lower, upper))
}
