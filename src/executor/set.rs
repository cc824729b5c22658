//! `Set`: properties and labels, set or taken away.

use std::sync::Arc;

use super::claim::refused;
use super::create::{LOGGED_BYTES, names_of, properties_of};
use super::{Input, Operator, Runtime};
use crate::batch::Batch;
use crate::bound::{Expr, PropertyKey, SetItem};
use crate::error::{Error, Result};
use crate::eval::{Row, eval};
use crate::graph::EntityId;
use crate::value::Value;

pub(super) struct Set<'p> {
    pub(super) input: Input<'p>,
    pub(super) items: &'p [SetItem],
}

impl Operator for Set<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let Some(batch) = self.input.next(runtime)? else { return Ok(None) };
        for row in 0..batch.len() {
            runtime.budget.tick()?;
            apply(self.items, &batch, row, runtime)?;
        }
        Ok(Some(batch))
    }
}

/// Makes the changes for one row, in the order written.
pub(super) fn apply(items: &[SetItem], batch: &Batch, row: usize, runtime: &mut Runtime<'_>) -> Result<()> {
    let row = Row::new(batch, row);
    let claiming = runtime.claiming()?;
    for item in items {
        match item {
            SetItem::Property { of, key, value } => {
                let Some(entity) = entity(of, row, runtime)? else { continue };
                let new = eval(value, row, runtime.context())?;
                runtime.budget.hold(new.size() + LOGGED_BYTES)?;
                let key = match key {
                    PropertyKey::Name(name) => Arc::clone(name),
                    PropertyKey::Dynamic(of) => dynamic_key(of, row, runtime)?,
                };
                let set = if let Some(view) = &claiming {
                    runtime.claim_value(view, entity, &key, new)
                } else {
                    let refused = runtime.refuse_claimed(entity, [&key]);
                    refused.and_then(|()| runtime.store_mut()?.set_property(entity, &key, new))
                };
                set.map_err(|error| error.at(value.span))?;
            }
            SetItem::Properties { of, value, add } => {
                let Some(entity) = entity(of, row, runtime)? else { continue };
                let new = eval(value, row, runtime.context())?;
                if new.is_null() {
                    continue;
                }
                let new = properties_of(&new, runtime).map_err(|error| error.at(value.span))?;
                if let Some(view) = &claiming {
                    if !add {
                        return Err(refused("a source cannot take all other properties away").at(value.span));
                    }
                    for (key, new) in new {
                        runtime.claim_value(view, entity, &key, new).map_err(|error| error.at(value.span))?;
                    }
                    continue;
                }
                let budget = runtime.budget;
                let store = runtime.base();
                let mut gone: Vec<Arc<str>> = Vec::new();
                if !add {
                    let old = store.properties(entity).map(|(key, _)| Arc::clone(key));
                    gone.extend(old.filter(|key| !new.contains_key(key)));
                }
                let bytes = new.values().map(Value::size).sum::<usize>() + (new.len() + gone.len()) * LOGGED_BYTES;
                budget.hold(bytes)?;
                runtime.refuse_claimed(entity, gone.iter().chain(new.keys())).map_err(|error| error.at(value.span))?;
                let store = runtime.store_mut()?;
                let gone = gone.iter().map(|key| (key.as_ref(), Value::Null));
                let new = new.iter().map(|(key, value)| (key.as_ref(), value.clone()));
                store.set_properties(entity, gone.chain(new)).map_err(|error| error.at(value.span))?;
            }
            SetItem::Labels { of, labels, remove } => {
                let node = match entity(of, row, runtime)? {
                    None => continue,
                    Some(EntityId::Node(node)) => node,
                    Some(EntityId::Relationship(_)) => {
                        return Err(Error::type_error("a relationship has no labels").at(of.span));
                    }
                };
                if claiming.is_some() {
                    return Err(refused(
                        "what kind of thing a node is, is nobody's claim: labels are written without USE",
                    )
                    .at(of.span));
                }
                let labels = names_of(labels, row, runtime)?;
                runtime.budget.hold(labels.len() * LOGGED_BYTES)?;
                let store = runtime.store_mut()?;
                for label in labels {
                    if *remove {
                        store.remove_label(node, &label)?
                    } else {
                        store.add_label(node, &label).map_err(|error| error.at(of.span))?
                    };
                }
            }
        }
    }
    Ok(())
}

/// The key that an expression names.
fn dynamic_key(of: &Expr, row: Row<'_>, runtime: &Runtime<'_>) -> Result<Arc<str>> {
    match eval(of, row, runtime.context())? {
        Value::String(key) => Ok(key),
        other => Err(Error::type_error(format!("a property key is a string, not {}", other.type_name())).at(of.span)),
    }
}

/// The node or relationship to change; `None` for null, which is left alone.
fn entity(of: &Expr, row: Row<'_>, runtime: &Runtime<'_>) -> Result<Option<EntityId>> {
    let entity = match eval(of, row, runtime.context())? {
        Value::Null => return Ok(None),
        Value::Node(id) => EntityId::Node(id),
        Value::Relationship(id) => EntityId::Relationship(id),
        other => {
            let message = format!("only nodes and relationships can be changed, not {}", other.type_name());
            return Err(Error::type_error(message).at(of.span));
        }
    };
    runtime.graph().check(entity).map_err(|error| error.at(of.span))?;
    Ok(Some(entity))
}
