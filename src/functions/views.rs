//! Views, for `USE`: each function gives the map that says what its view is made of.

use super::{Function, FunctionContext, Kind};
use crate::error::Result;
use crate::value::Value;
use crate::view::ViewSpec;

/// A view of one part.
fn of(part: &'static str, value: Value, context: FunctionContext<'_>) -> Result<Value> {
    checked(Value::map([(part, value)]), context)
}

/// The map, if a view can be made of it.
fn checked(map: Value, context: FunctionContext<'_>) -> Result<Value> {
    if let Value::Map(parts) = &map {
        ViewSpec::from_map(parts, context.graph.store(), context.budget)?;
    }
    Ok(map)
}

fn first(arguments: &[Value]) -> Value {
    arguments.first().cloned().unwrap_or_default()
}

fn denials_of(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let map = [("according_to", Value::list(arguments.to_vec())), ("stance", "denies".into())];
    checked(Value::map(map), context)
}

/// The claim layer, as `claims()` without arguments gives it.
pub(super) fn claims(context: FunctionContext<'_>) -> Result<Value> {
    of("claims", true.into(), context)
}

/// The functions of this family.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "according_to",
        &[("source", Kind::Any)],
        |a, context| of("according_to", Value::list(a.to_vec()), context),
        "The view of what these sources say in their own voice, whoever carries it.",
        &[("according_to('Amaq')", "{according_to: ['Amaq']}")],
    )
    .variadic(),
    Function::built_in(
        "denials_of",
        &[("source", Kind::Any)],
        denials_of,
        "The view of what these sources deny.",
        &[("denials_of('Taliban')", "{according_to: ['Taliban'], stance: 'denies'}")],
    )
    .variadic(),
    Function::built_in(
        "reported_by",
        &[("carrier", Kind::Any)],
        |a, context| of("reported_by", Value::list(a.to_vec()), context),
        "The view of all that these documents, outlets and carriers report, whoever says it.",
        &[("reported_by('Eurasianet')", "{reported_by: ['Eurasianet']}")],
    )
    .variadic(),
    Function::built_in(
        "as_of",
        &[("date", Kind::Any)],
        |a, context| of("as_of", first(a), context),
        "The view of what had certainly been said by the end of a day, month or year.",
        &[("as_of('2022-04-20')", "{as_of: '2022-04-20'}")],
    ),
    Function::built_in(
        "known_on",
        &[("date", Kind::Any)],
        |a, context| of("known_on", first(a), context),
        "The view of what had been recorded in the graph by the end of a day, month or year.",
        &[("known_on('2026-11')", "{known_on: '2026-11'}")],
    ),
    Function::built_in(
        "valid_at",
        &[("date", Kind::Any)],
        |a, context| of("valid_at", first(a), context),
        "The view of what is said to have held on a day, or on some day of a month or year.",
        &[("valid_at('2022-04')", "{valid_at: '2022-04'}")],
    ),
    Function::built_in(
        "graded",
        &[("reliability", Kind::String), ("credibility", Kind::Integer)],
        |a, context| of("graded", Value::list(a.to_vec()), context),
        "The view of what is graded at least so reliable (A to E) and at least so credible (1 to 5).",
        &[("graded('B', 2)", "{graded: ['B', 2]}")],
    ),
    Function::built_in(
        "corroborated",
        &[("origins", Kind::Integer)],
        |a, context| of("corroborated", first(a), context),
        "The view of what at least so many independent origins assert.",
        &[("corroborated(2)", "{corroborated: 2}")],
    ),
    Function::built_in(
        "disputed",
        &[],
        |_, context| of("disputed", true.into(), context),
        "The view of what is contested.",
        &[("disputed()", "{disputed: true}")],
    ),
    Function::built_in(
        "undisputed",
        &[],
        |_, context| of("disputed", false.into(), context),
        "The view of what nobody contests.",
        &[("undisputed()", "{disputed: false}")],
    ),
    Function::built_in(
        "everything",
        &[],
        |_, context| of("everything", true.into(), context),
        "The view of all that anybody says, also of what is only denied, doubted or passed on.",
        &[("everything()", "{everything: true}")],
    ),
    Function::built_in(
        "view",
        &[("parts", Kind::Map)],
        |a, context| checked(first(a), context),
        "A view of several parts at once, whose keys are the names of the other functions, or stance.",
        &[("view({according_to: 'Taliban', as_of: '2022-05'})", "{according_to: 'Taliban', as_of: '2022-05'}")],
    ),
];
