//! `coll.*`: lists searched, sorted and changed. Places count from 0.

use std::cmp::Ordering;

use indexmap::IndexSet;

use super::arguments::{argument, count, integer, list};
use super::{Function, FunctionContext, Kind};
use crate::error::{Detail, Error, Result};
use crate::limits::Holding;
use crate::value::{GroupKey, Value, equals, order};

fn distinct(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let mut seen = IndexSet::new();
    let mut held = Holding::new(context.budget);
    for value in list(arguments, 0)?.iter() {
        context.budget.tick()?;
        if seen.insert(GroupKey(vec![value.clone()])) {
            held.add(2 * value.size())?;
        }
    }
    Ok(Value::list(seen.into_iter().flat_map(|key| key.0)))
}

/// The elements being put into one list.
struct Flat<'a> {
    values: Vec<Value>,
    held: Holding,
    context: FunctionContext<'a>,
}

impl Flat<'_> {
    fn take_apart(&mut self, values: &[Value], depth: usize) -> Result<()> {
        for value in values {
            self.context.budget.tick()?;
            if let (Value::List(inner), Some(depth)) = (value, depth.checked_sub(1)) {
                self.take_apart(inner, depth)?;
            } else {
                self.held.push(&mut self.values, value.clone(), 0)?;
            }
        }
        // the same list may stand in another many times
        self.context.budget.limits().check_list(self.values.len())
    }
}

fn flatten(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let depth = if arguments.len() > 1 { count(arguments, 1)? } else { 1 };
    let mut flat = Flat { values: Vec::new(), held: Holding::new(context.budget), context };
    flat.take_apart(list(arguments, 0)?, depth)?;
    Ok(Value::list(flat.values))
}

fn index_of(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    for (place, value) in list(arguments, 0)?.iter().enumerate() {
        context.budget.tick()?;
        if equals(value, argument(arguments, 1)) == Some(true) {
            return Ok(place.into());
        }
    }
    Ok((-1).into())
}

/// The place that an index names, which lies before `end`.
fn place(arguments: &[Value], end: usize) -> Result<usize> {
    let index = integer(arguments, 1)?;
    usize::try_from(index).ok().filter(|place| *place < end).ok_or_else(|| {
        let message = match end.checked_sub(1) {
            Some(last) => format!("the index must lie between 0 and {last}, and is {index}"),
            None => format!("the list is empty, so it has no index {index}"),
        };
        Error::argument(Detail::NumberOutOfRange, message)
    })
}

fn insert(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    if argument(arguments, 0).is_null() || argument(arguments, 1).is_null() {
        return Ok(Value::Null);
    }
    let values = list(arguments, 0)?;
    let place = place(arguments, values.len() + 1)?;
    context.budget.check_list(values.len() + 1, size_of::<Value>())?;
    let mut values = values.to_vec();
    values.insert(place, argument(arguments, 2).clone());
    Ok(Value::list(values))
}

fn remove(arguments: &[Value]) -> Result<Value> {
    let values = list(arguments, 0)?;
    let place = place(arguments, values.len())?;
    Ok(Value::list(values.iter().enumerate().filter(|(i, _)| *i != place).map(|(_, value)| value.clone())))
}

/// The element that ORDER BY puts before (or after) all others; nulls do not count.
fn extreme(arguments: &[Value], context: FunctionContext<'_>, wanted: Ordering) -> Result<Value> {
    let mut best: Option<&Value> = None;
    for value in list(arguments, 0)?.iter().filter(|value| !value.is_null()) {
        context.budget.tick()?;
        if best.is_none_or(|best| order(value, best) == wanted) {
            best = Some(value);
        }
    }
    Ok(best.cloned().into())
}

fn sort(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    sorted(list(arguments, 0)?, context).map(Value::list)
}

/// The values in the order of ORDER BY.
pub(super) fn sorted(values: &[Value], context: FunctionContext<'_>) -> Result<Vec<Value>> {
    let mut held = Holding::new(context.budget);
    held.add(values.len() * (size_of::<Value>() + 2 * size_of::<u32>()))?;
    let places =
        context.budget.sorted(values.len(), |a, b| match (values.get(a as usize), values.get(b as usize)) {
            (Some(a), Some(b)) => {
                context.budget.work(a.size().min(b.size()))?;
                Ok(order(a, b))
            }
            _ => Ok(Ordering::Equal),
        })?;
    Ok(places.iter().filter_map(|place| values.get(*place as usize).cloned()).collect())
}

/// What converts an element; one that it does not take becomes null.
type Conversion = fn(&Value) -> Result<Value>;

/// A list of converted elements.
fn converted(arguments: &[Value], context: FunctionContext<'_>, convert: Conversion) -> Result<Value> {
    let mut values = Vec::new();
    for value in list(arguments, 0)?.iter() {
        context.budget.tick()?;
        values.push(convert(value).unwrap_or(Value::Null));
    }
    Ok(Value::list(values))
}

const LIST: &[(&str, Kind)] = &[("list", Kind::List)];

pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "coll.distinct",
        LIST,
        distinct,
        "The list without repeated elements.",
        &[("coll.distinct([1, 1.0, null, 'a', null])", "[1, null, 'a']")],
    ),
    Function::built_in(
        "coll.flatten",
        &[("list", Kind::List), ("depth", Kind::Integer)],
        flatten,
        "The list with the elements of inner lists in place of these, one level deep or as many as asked for.",
        &[("coll.flatten([1, [2, [3]]])", "[1, 2, [3]]"), ("coll.flatten([1, [2, [3]]], 2)", "[1, 2, 3]")],
    )
    .optional(1),
    Function::built_in(
        "coll.indexOf",
        &[("list", Kind::List), ("value", Kind::Any)],
        index_of,
        "The place of the first element that equals the value; -1 if there is none.",
        &[("coll.indexOf(['a', 'b', 'b'], 'b')", "1"), ("coll.indexOf([], 1)", "-1")],
    ),
    Function::built_in(
        "coll.insert",
        &[("list", Kind::List), ("index", Kind::Integer), ("value", Kind::Any)],
        insert,
        "The list with a value put in at a place; what stands there moves on.",
        &[("coll.insert([1, 3], 1, 2)", "[1, 2, 3]"), ("coll.insert([], 0, null)", "[null]")],
    )
    .accepts_null(),
    Function::built_in(
        "coll.max",
        LIST,
        |a, context| extreme(a, context, Ordering::Greater),
        "The element that ORDER BY puts last, nulls left out; null if there is none.",
        &[("coll.max([3, 7.5, null, 1])", "7.5"), ("coll.max([])", "null")],
    ),
    Function::built_in(
        "coll.min",
        LIST,
        |a, context| extreme(a, context, Ordering::Less),
        "The element that ORDER BY puts first, nulls left out; null if there is none.",
        &[("coll.min([3, 7.5, null, 1])", "1"), ("coll.min([])", "null")],
    ),
    Function::built_in(
        "coll.remove",
        &[("list", Kind::List), ("index", Kind::Integer)],
        |a, _| remove(a),
        "The list without the element at a place.",
        &[("coll.remove(['a', 'b', 'c'], 1)", "['a', 'c']")],
    ),
    Function::built_in(
        "coll.sort",
        LIST,
        sort,
        "The list in the order of ORDER BY: null last.",
        &[("coll.sort([3, null, 1, 2.5])", "[1, 2.5, 3, null]")],
    ),
    Function::built_in(
        "toBooleanList",
        LIST,
        |a, context| converted(a, context, super::scalar::to_boolean),
        "The elements as toBoolean converts them; null for those that it does not take.",
        &[("toBooleanList(['true', 0, 'maybe', []])", "[true, false, null, null]")],
    ),
    Function::built_in(
        "toFloatList",
        LIST,
        |a, context| converted(a, context, super::scalar::to_float),
        "The elements as toFloat converts them; null for those that it does not take.",
        &[("toFloatList(['2.5', 3, 'many', []])", "[2.5, 3.0, null, null]")],
    ),
    Function::built_in(
        "toIntegerList",
        LIST,
        |a, context| converted(a, context, super::scalar::to_integer),
        "The elements as toInteger converts them; null for those that it does not take.",
        &[("toIntegerList(['42', 2.9, 'many', []])", "[42, 2, null, null]")],
    ),
    Function::built_in(
        "toStringList",
        LIST,
        |a, context| converted(a, context, super::scalar::to_string),
        "The elements as toString converts them; null for those that it does not take.",
        &[("toStringList([1, true, 'a', []])", "['1', 'true', 'a', null]")],
    ),
];
