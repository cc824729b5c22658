//! Views, for `USE`: each function gives the map that says what its view is made of.

use super::{Function, FunctionContext, Kind};
use crate::error::Result;
use crate::value::{NodeId, Value};
use crate::view::ViewSpec;

/// A view of one part.
fn of(part: &'static str, value: Value) -> Result<Value> {
    checked(Value::map([(part, value)]))
}

/// The map, if it has the form of a view's. Whether there are such sources is for USE to say.
fn checked(map: Value) -> Result<Value> {
    if let Value::Map(parts) = &map {
        ViewSpec::from_map(parts, &|_| Ok(NodeId(0)))?;
    }
    Ok(map)
}

fn first(arguments: &[Value]) -> Value {
    arguments.first().cloned().unwrap_or_default()
}

fn denials_of(arguments: &[Value], _: FunctionContext<'_>) -> Result<Value> {
    let map = [("according_to", Value::list(arguments.to_vec())), ("stance", "denies".into())];
    checked(Value::map(map))
}

/// The claim layer, as `claims()` without arguments gives it.
pub(super) fn claims() -> Result<Value> {
    of("claims", true.into())
}

/// The functions of this family.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "according_to",
        &[("source", Kind::Any)],
        |a, _| of("according_to", Value::list(a.to_vec())),
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
        |a, _| of("reported_by", Value::list(a.to_vec())),
        "The view of all that these documents, outlets and carriers report, whoever says it.",
        &[("reported_by('Eurasianet')", "{reported_by: ['Eurasianet']}")],
    )
    .variadic(),
    Function::built_in(
        "as_of",
        &[("date", Kind::Any)],
        |a, _| of("as_of", first(a)),
        "The view of what had certainly been said by the end of a day, month or year.",
        &[("as_of('2022-04-20')", "{as_of: '2022-04-20'}")],
    ),
    Function::built_in(
        "known_on",
        &[("date", Kind::Any)],
        |a, _| of("known_on", first(a)),
        "The view of what had been recorded in the graph by the end of a day, month or year.",
        &[("known_on('2026-11')", "{known_on: '2026-11'}")],
    ),
    Function::built_in(
        "valid_at",
        &[("date", Kind::Any)],
        |a, _| of("valid_at", first(a)),
        "The view of what is said to have held on a day, or on some day of a month or year.",
        &[("valid_at('2022-04')", "{valid_at: '2022-04'}")],
    ),
    Function::built_in(
        "graded",
        &[("reliability", Kind::String), ("credibility", Kind::Integer)],
        |a, _| of("graded", Value::list(a.to_vec())),
        "The view of what is graded at least so reliable (A to E) and at least so credible (1 to 5).",
        &[("graded('B', 2)", "{graded: ['B', 2]}")],
    ),
    Function::built_in(
        "corroborated",
        &[("origins", Kind::Integer)],
        |a, _| of("corroborated", first(a)),
        "The view of what at least so many independent origins assert.",
        &[("corroborated(2)", "{corroborated: 2}")],
    ),
    Function::built_in(
        "disputed",
        &[],
        |_, _| of("disputed", true.into()),
        "The view of what is contested.",
        &[("disputed()", "{disputed: true}")],
    ),
    Function::built_in(
        "undisputed",
        &[],
        |_, _| of("disputed", false.into()),
        "The view of what nobody contests.",
        &[("undisputed()", "{disputed: false}")],
    ),
    Function::built_in(
        "everything",
        &[],
        |_, _| of("everything", true.into()),
        "The view of all that anybody says, also of what is only denied, doubted or passed on.",
        &[("everything()", "{everything: true}")],
    ),
    Function::built_in(
        "view",
        &[("parts", Kind::Map)],
        |a, _| checked(first(a)),
        "A view of several parts at once, whose keys are the names of the other functions, or stance.",
        &[("view({according_to: 'Taliban', as_of: '2022-05'})", "{according_to: 'Taliban', as_of: '2022-05'}")],
    ),
];
