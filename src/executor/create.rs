//! `Create`: nodes and relationships.

use std::sync::Arc;

use super::scan::node_at;
use super::{Input, Operator, Runtime};
use crate::batch::{Batch, Column};
use crate::bound::{CreateItem, Expr, Label};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::eval::{Row, entity_properties, eval, label_names};
use crate::graph::EntityId;
use crate::value::{Map, Value};

/// What the log of changes keeps of one change, beside the value.
pub(super) const LOGGED_BYTES: usize = 64;

/// About what a node or a relationship takes up, properties left out.
const CREATED_BYTES: usize = 160;

pub(super) struct Create<'p> {
    pub(super) input: Input<'p>,
    pub(super) items: &'p [CreateItem],
}

impl Operator for Create<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let Some(mut batch) = self.input.next(runtime)? else { return Ok(None) };
        // row by row, so that a later item sees what an earlier one made in its row
        let mut columns: Vec<Vec<u32>> = vec![Vec::with_capacity(batch.len()); self.items.len()];
        for row in 0..batch.len() {
            runtime.budget.tick()?;
            let made = create_row(self.items, &batch, row, runtime)?;
            columns.iter_mut().zip(made).for_each(|(column, id)| column.push(id));
        }
        set_columns(self.items, columns, &mut batch);
        Ok(Some(batch))
    }
}

/// Puts what was made, by item, into the slots it goes to.
pub(super) fn set_columns(items: &[CreateItem], columns: Vec<Vec<u32>>, batch: &mut Batch) {
    for (item, ids) in items.iter().zip(columns) {
        match item {
            CreateItem::Node(node) => batch.set(node.slot, Column::Nodes(ids)),
            CreateItem::Relationship(relationship) => batch.set(relationship.slot, Column::Relationships(ids)),
        }
    }
}

/// Makes all items for one row; gives their numbers.
pub(super) fn create_row(
    items: &[CreateItem],
    batch: &Batch,
    row: usize,
    runtime: &mut Runtime<'_>,
) -> Result<Vec<u32>> {
    // a row of its own, into which what is made goes at once
    let mut here = batch.take(&[row as u32]);
    // what is made stays in the graph and in the log of changes; the estimate is rough
    runtime.budget.hold(items.len() * CREATED_BYTES)?;
    let mut made = Vec::with_capacity(items.len());
    let claiming = runtime.claiming()?;
    let mut nodes = Vec::new();
    for item in items {
        match item {
            CreateItem::Node(node) => {
                let properties = new_properties(node.properties.as_ref(), &here, runtime)?;
                let labels = names_of(&node.labels, Row::new(&here, 0), runtime)?;
                let store = runtime.store_mut()?;
                let id = store.create_node(labels.iter().map(AsRef::as_ref))?;
                match &claiming {
                    None => set_new(EntityId::Node(id), &properties, node.properties.as_ref(), runtime)?,
                    Some(view) => {
                        runtime.claim_new_node(view, id, &properties)?;
                        nodes.push(id);
                    }
                }
                here.set(node.slot, Column::Nodes(vec![id.0]));
                made.push(id.0);
            }
            CreateItem::Relationship(relationship) => {
                let properties = new_properties(relationship.properties.as_ref(), &here, runtime)?;
                let (Some(start), Some(end)) =
                    (node_at(&here, relationship.start, 0)?, node_at(&here, relationship.end, 0)?)
                else {
                    return Err(Error::new(
                        ErrorKind::SemanticError,
                        Detail::InvalidArgumentValue,
                        "a relationship cannot be made to null",
                    )
                    .at(relationship.span)
                    .hint("an OPTIONAL MATCH before it may have found nothing"));
                };
                let wanted = std::slice::from_ref(&relationship.relationship_type);
                let types = names_of(wanted, Row::new(&here, 0), runtime)?;
                let [relationship_type] = types.as_slice() else {
                    return Err(Error::type_error(format!("a relationship has one type, not {}", types.len()))
                        .at(relationship.span));
                };
                let id = match &claiming {
                    Some(view) => runtime.claim_relationship(view, (start, relationship_type, end), &properties),
                    None => runtime.store_mut()?.create_relationship(start, relationship_type, end),
                };
                let id = id.map_err(|error| error.at(relationship.span))?;
                if claiming.is_none() {
                    set_new(EntityId::Relationship(id), &properties, relationship.properties.as_ref(), runtime)?;
                }
                here.set(relationship.slot, Column::Relationships(vec![id.0]));
                made.push(id.0);
            }
        }
    }
    nodes.into_iter().try_for_each(|node| runtime.check_claimed(node))?;
    Ok(made)
}

/// The labels, those that expressions give included.
pub(super) fn names_of(labels: &[Label], row: Row<'_>, runtime: &Runtime<'_>) -> Result<Vec<Arc<str>>> {
    let mut names = Vec::with_capacity(labels.len());
    for label in labels {
        match label {
            Label::Name(name) => names.push(Arc::clone(name)),
            Label::Dynamic(of) => {
                let given = eval(of, row, runtime.context())?;
                names.extend(label_names(&given).map_err(|error| error.at(of.span))?);
            }
        }
    }
    Ok(names)
}

/// The properties of something new, from a map (or a parameter that is one).
fn new_properties(expr: Option<&Expr>, here: &Batch, runtime: &Runtime<'_>) -> Result<Map> {
    let Some(expr) = expr else { return Ok(Map::new()) };
    properties_of(&eval(expr, Row::new(here, 0), runtime.context())?, runtime).map_err(|error| error.at(expr.span))
}

/// A map, or the properties of an entity.
pub(super) fn properties_of(value: &Value, runtime: &Runtime<'_>) -> Result<Map> {
    match value {
        Value::Map(map) => Ok(Map::clone(&**map)),
        Value::Node(id) => entity_properties(EntityId::Node(*id), runtime.graph()),
        Value::Relationship(id) => entity_properties(EntityId::Relationship(*id), runtime.graph()),
        other => Err(Error::type_error(format!("properties come from a map, not from {}", other.type_name()))),
    }
}

fn set_new(entity: EntityId, properties: &Map, written: Option<&Expr>, runtime: &mut Runtime<'_>) -> Result<()> {
    let there = properties.iter().filter(|(_, value)| !value.is_null());
    let bytes = there.clone().map(|(_, value)| value.size() + LOGGED_BYTES).sum();
    runtime.budget.hold(bytes)?;
    let there = there.map(|(key, value)| (key.as_ref(), value.clone()));
    runtime.store_mut()?.set_properties(entity, there).map_err(|error| match written {
        Some(expr) => error.at(expr.span),
        None => error,
    })
}
