//! Properties, elements, labels.

use std::sync::Arc;

use super::{Context, Row, eval};
use crate::bound::ProjectionPart;
use crate::error::{Detail, Error, Result};
use crate::graph::EntityId;
use crate::temporal::PartialDate;
use crate::value::{Map, Value};
use crate::view::GraphView;

/// A property of a node or relationship, a map's value, or a component of a temporal value or a point; null where there is
/// none.
pub fn property(of: &Value, key: &str, graph: GraphView<'_>) -> Result<Value> {
    let entity = match of {
        Value::Null => return Ok(Value::Null),
        Value::Map(map) => return Ok(map.get(key).cloned().unwrap_or(Value::Null)),
        Value::Node(id) => EntityId::Node(*id),
        Value::Relationship(id) => EntityId::Relationship(*id),
        Value::PartialDate(date) => return Ok(date_part(*date, key)),
        Value::Duration(duration) => return Ok(duration.component(key).into()),
        Value::Point(point) => return Ok(point.component(key)),
        other => {
            if let Some(instant) = other.instant() {
                return Ok(instant.component(key).into());
            }
            return Err(Error::type_error(format!("{} has no properties, so no `{key}`", other.type_name())));
        }
    };
    graph.check(entity)?;
    Ok(graph.keys().find(key).and_then(|key| graph.property(entity, key)).unwrap_or(Value::Null))
}

fn date_part(date: PartialDate, key: &str) -> Value {
    match key {
        "year" => date.year().into(),
        "month" => date.month().map(i64::from).into(),
        "day" => date.day().map(i64::from).into(),
        "quarter" => date.month().map(|month| i64::from(month.div_ceil(3))).into(),
        _ => Value::Null,
    }
}

/// All properties of an entity as a map.
pub fn entity_properties(entity: EntityId, graph: GraphView<'_>) -> Result<Map> {
    graph.check(entity)?;
    Ok(graph.properties(entity).map(|(key, value)| (Arc::clone(key), value)).collect())
}

pub(super) fn index(of: &Value, index: &Value, graph: GraphView<'_>) -> Result<Value> {
    match (of, index) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::List(values), Value::Integer(i)) => {
            let at = if *i < 0 { i.checked_add_unsigned(values.len() as u64) } else { Some(*i) };
            let at = at.and_then(|at| usize::try_from(at).ok());
            Ok(at.and_then(|at| values.get(at)).cloned().unwrap_or(Value::Null))
        }
        (Value::List(_), other) => Err(Error::new(
            crate::error::ErrorKind::TypeError,
            Detail::ListElementAccessByNonInteger,
            format!("a list's element is found by an integer, not by {}", other.type_name()),
        )),
        (_, Value::String(key)) => property(of, key, graph),
        (Value::Map(_), other) => Err(Error::new(
            crate::error::ErrorKind::TypeError,
            Detail::MapElementAccessByNonString,
            format!("a map's value is found by a string, not by {}", other.type_name()),
        )),
        (other, _) => Err(Error::type_error(format!("{} has no elements", other.type_name()))),
    }
}

pub(super) fn slice(of: &Value, from: Option<&Value>, to: Option<&Value>) -> Result<Value> {
    let values = match of {
        Value::Null => return Ok(Value::Null),
        Value::List(values) => values,
        other => return Err(Error::type_error(format!("only a list has a slice, not {}", other.type_name()))),
    };
    let length = values.len();
    // negative bounds count from the end; bounds outside the list are its ends
    let bound = |value: Option<&Value>, absent: usize| match value {
        None => Ok(Some(absent)),
        Some(Value::Null) => Ok(None),
        Some(Value::Integer(i)) if *i < 0 => {
            Ok(Some(length.saturating_sub(usize::try_from(i.unsigned_abs()).unwrap_or(usize::MAX))))
        }
        Some(Value::Integer(i)) => Ok(Some(usize::try_from(*i).unwrap_or(usize::MAX).min(length))),
        Some(other) => Err(Error::type_error(format!("a slice runs between integers, not {}", other.type_name()))),
    };
    match (bound(from, 0)?, bound(to, length)?) {
        (Some(from), Some(to)) => Ok(Value::list(values.get(from..to).unwrap_or(&[]).to_vec())),
        _ => Ok(Value::Null),
    }
}

/// A map made of parts of an entity or a map.
pub(super) fn projection(of: &Value, parts: &[ProjectionPart], row: Row<'_>, context: Context<'_>) -> Result<Value> {
    let no_properties = || Error::type_error(format!("{} has no properties", of.type_name()));
    match of {
        Value::Null => return Ok(Value::Null),
        Value::Boolean(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::String(_)
        | Value::List(_)
        | Value::Path(_) => return Err(no_properties()),
        _ => {}
    }
    let mut map = Map::new();
    for part in parts {
        match part {
            ProjectionPart::All => match of {
                Value::Map(all) => map.extend(all.iter().map(|(key, value)| (Arc::clone(key), value.clone()))),
                Value::Node(id) => map.extend(entity_properties(EntityId::Node(*id), context.graph)?),
                Value::Relationship(id) => map.extend(entity_properties(EntityId::Relationship(*id), context.graph)?),
                _ => return Err(no_properties()),
            },
            ProjectionPart::Property(key) => {
                map.insert(Arc::clone(key), property(of, key, context.graph)?);
            }
            ProjectionPart::Entry(key, value) => {
                map.insert(Arc::clone(key), eval(value, row, context)?);
            }
        }
    }
    Ok(map.into())
}
