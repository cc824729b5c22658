//! Nodes, relationships and paths. What has been deleted can still be told apart by its id, but not
//! asked for anything else.

use std::sync::Arc;

use super::arguments::{argument, mistyped};
use super::{Function, FunctionContext, Kind};
use crate::error::{Error, Result};
use crate::graph::EntityId;
use crate::value::{Entries, Map, NodeId, Path, RelationshipId, Value};
use crate::view::GraphView;

/// The node at this place; an error if it has been deleted.
fn node(arguments: &[Value], graph: GraphView<'_>) -> Result<NodeId> {
    match argument(arguments, 0) {
        Value::Node(id) => graph.check(EntityId::Node(*id)).map(|()| *id),
        other => Err(mistyped("a node", other)),
    }
}

/// The relationship at this place; an error if it has been deleted.
fn relationship(arguments: &[Value], graph: GraphView<'_>) -> Result<RelationshipId> {
    match argument(arguments, 0) {
        Value::Relationship(id) => graph.check(EntityId::Relationship(*id)).map(|()| *id),
        other => Err(mistyped("a relationship", other)),
    }
}

fn path(arguments: &[Value]) -> Result<&Path> {
    match argument(arguments, 0) {
        Value::Path(path) => Ok(path),
        other => Err(mistyped("a path", other)),
    }
}

/// Both ends of a relationship.
fn ends(arguments: &[Value], graph: GraphView<'_>) -> Result<(NodeId, NodeId)> {
    let id = relationship(arguments, graph)?;
    graph.endpoints(id).ok_or_else(|| Error::internal("a live relationship has no ends"))
}

fn id(arguments: &[Value]) -> Result<Value> {
    match argument(arguments, 0) {
        Value::Node(NodeId(number)) | Value::Relationship(RelationshipId(number)) => Ok(i64::from(*number).into()),
        other => Err(mistyped("a node or a relationship", other)),
    }
}

/// Unlike `id`, no node shares it with a relationship.
fn element_id(arguments: &[Value]) -> Result<Value> {
    match argument(arguments, 0) {
        Value::Node(id) => Ok(format!("n{}", id.0).into()),
        Value::Relationship(id) => Ok(format!("r{}", id.0).into()),
        other => Err(mistyped("a node or a relationship", other)),
    }
}

fn labels(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let node = node(arguments, context.graph)?;
    Ok(Value::list(context.graph.label_names(node).cloned().map(Value::from)))
}

fn relationship_type(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let graph = context.graph;
    // the type of what this statement has deleted can still be asked (Return2 [14])
    let id = match argument(arguments, 0) {
        Value::Relationship(id) if graph.store().type_name_of_deleted(*id).is_some() => *id,
        _ => relationship(arguments, graph)?,
    };
    Ok(graph.type_name(id).or_else(|| graph.store().type_name_of_deleted(id)).cloned().into())
}

/// The node or relationship; `None` for a map.
fn entity(arguments: &[Value], graph: GraphView<'_>) -> Result<Option<EntityId>> {
    let entity = match argument(arguments, 0) {
        Value::Node(id) => EntityId::Node(*id),
        Value::Relationship(id) => EntityId::Relationship(*id),
        Value::Map(_) => return Ok(None),
        other => return Err(mistyped("a node, a relationship or a map", other)),
    };
    graph.check(entity).map(|()| Some(entity))
}

/// The properties of the node or relationship, or the map.
pub(super) fn properties_of(arguments: &[Value], context: FunctionContext<'_>) -> Result<Arc<Entries>> {
    match (entity(arguments, context.graph)?, argument(arguments, 0)) {
        (None, Value::Map(map)) => Ok(Arc::clone(map)),
        (Some(entity), _) => {
            let properties = context.graph.properties(entity);
            Ok(Arc::new(properties.map(|(key, value)| (Arc::clone(key), value)).collect::<Map>().into()))
        }
        (None, other) => Err(mistyped("a map", other)),
    }
}

fn keys(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    Ok(Value::list(properties_of(arguments, context)?.keys().cloned().map(Value::from)))
}

const NODE: &[(&str, Kind)] = &[("node", Kind::Node)];
const RELATIONSHIP: &[(&str, Kind)] = &[("relationship", Kind::Relationship)];
const ENTITY: &[(&str, Kind)] = &[("entity", Kind::Entity)];
const MAP: &[(&str, Kind)] = &[("map", Kind::Map)];
const PATH: &[(&str, Kind)] = &[("path", Kind::Path)];

pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "degree",
        NODE,
        |a, context| Ok(context.graph.degree(node(a, context.graph)?).into()),
        "How many relationships touch the node.",
        &[("degree(m) > 3", "true")],
    ),
    Function::built_in(
        "elementId",
        ENTITY,
        |a, _| element_id(a),
        "A string that no other node or relationship of the graph has, such as 'n12' or 'r12'.",
        &[("left(elementId(n), 1)", "'n'"), ("left(elementId(r), 1)", "'r'")],
    )
    .also(&["element_id"]),
    Function::built_in(
        "endNode",
        RELATIONSHIP,
        |a, context| Ok(Value::Node(ends(a, context.graph)?.1)),
        "The node that the relationship points to.",
        &[("endNode(r).name", "'Uzbekistan'")],
    ),
    Function::built_in(
        "id",
        ENTITY,
        |a, _| id(a),
        "The number of the node among nodes, or of the relationship among relationships.",
        &[("id(n) = id(startNode(r))", "true")],
    ),
    Function::built_in(
        "keys",
        MAP,
        keys,
        "The names of the properties of a node or relationship, or the keys of a map.",
        &[("keys({a: 1, b: null})", "['a', 'b']"), ("keys(m)", "['key', 'name', 'muslim_majority']")],
    ),
    Function::built_in("labels", NODE, labels, "The labels of the node.", &[("labels(n)", "['Attack']")]),
    Function::built_in(
        "length",
        PATH,
        |a, _| Ok(path(a)?.relationships.len().into()),
        "How many relationships the path has.",
        &[("length(p)", "1")],
    )
    .also(&["path_length"]),
    Function::built_in(
        "nodes",
        PATH,
        |a, _| Ok(Value::list(path(a)?.nodes.iter().copied().map(Value::Node))),
        "The nodes of the path, first to last.",
        &[("[x IN nodes(p) | x.name]", "['Termez rocket attack', 'Uzbekistan']")],
    ),
    Function::built_in(
        "properties",
        MAP,
        |a, context| properties_of(a, context).map(Value::Map),
        "The properties of a node or relationship as a map; a map as it is.",
        &[
            ("properties({a: 1})", "{a: 1}"),
            ("properties(m)", "{key: 'uzbekistan', name: 'Uzbekistan', muslim_majority: true}"),
        ],
    ),
    Function::built_in(
        "relationships",
        PATH,
        |a, _| Ok(Value::list(path(a)?.relationships.iter().copied().map(Value::Relationship))),
        "The relationships of the path, first to last.",
        &[("[x IN relationships(p) | type(x)]", "['fired-at']")],
    ),
    Function::built_in(
        "startNode",
        RELATIONSHIP,
        |a, context| Ok(Value::Node(ends(a, context.graph)?.0)),
        "The node that the relationship comes from.",
        &[("startNode(r).name", "'Termez rocket attack'")],
    ),
    Function::built_in(
        "type",
        RELATIONSHIP,
        relationship_type,
        "The type of the relationship.",
        &[("type(r)", "'fired-at'")],
    ),
];
