//! Expressions over a row. This file only says which part does what.

mod access;
mod arithmetic;
mod comprehension;
mod labels;
mod logic;
mod matching;
mod rows;
mod temporal;
mod typed;

use std::cmp::Ordering;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::ast::Operator;
use crate::batch::Batch;
use crate::bound::{CaseTest, Expr, ExprKind, Slot, SubqueryId};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::functions::{Function, FunctionContext};
use crate::graph::Store;
use crate::limits::Budget;
use crate::value::{Map, Path, Value};
use crate::view::{GraphView, View, Views};

pub use access::{entity_properties, property};
pub use labels::{Fitting, has_labels, label_names, type_matches};
pub use logic::is_true;
pub use rows::{Memo, Places, Vector, eval_columns, eval_rows, select};

/// Values for `$name`, by name.
pub type Parameters = IndexMap<String, Value>;

/// What evaluation may ask of the world.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The graph, as the view in force has it.
    pub graph: GraphView<'a>,
    /// The graph as it is stored, the view in force, and others: for queries inside expressions.
    pub base: &'a Store,
    /// The view in force.
    pub view: Option<&'a Arc<View>>,
    /// Other views.
    pub views: &'a Views,
    /// What the caller gave.
    pub parameters: &'a Parameters,
    /// The query's limits.
    pub budget: &'a Budget,
    /// Patterns inside expressions.
    pub subqueries: &'a dyn Subqueries,
    /// What has been worked out already.
    pub memo: &'a Memo,
    /// Whether the graph stays as it is until the statement ends.
    pub is_steady: bool,
}

/// Runs patterns that stand inside expressions; the executor does.
pub trait Subqueries {
    /// Whether the subquery finds anything for the row.
    fn exists(&self, id: SubqueryId, row: Row<'_>, context: Context<'_>) -> Result<bool>;
    /// How many rows the subquery has for the row.
    fn count(&self, id: SubqueryId, row: Row<'_>, context: Context<'_>) -> Result<usize>;
    /// How many rows it has for each of these rows of a batch; with `any`, one where it has some. `None` where they are
    /// to be asked for one by one.
    fn count_in(
        &self,
        id: SubqueryId,
        batch: &Batch,
        places: Places<'_>,
        any: bool,
        context: Context<'_>,
    ) -> Result<Option<Vec<i64>>>;
    /// What the subquery's one column holds in each of its rows.
    fn collect(&self, id: SubqueryId, row: Row<'_>, context: Context<'_>) -> Result<Vec<Value>>;
}

/// One row of a batch, and what enclosing comprehensions hold.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The batch.
    pub batch: &'a Batch,
    /// Which row.
    pub index: usize,
    /// The innermost comprehension's variable.
    pub locals: Option<&'a Local<'a>>,
}

/// A comprehension's variable, and those around it.
pub struct Local<'a> {
    /// Its slot.
    pub slot: Slot,
    /// Its value now.
    pub value: &'a Value,
    /// The next one out.
    pub outer: Option<&'a Local<'a>>,
}

impl<'a> Row<'a> {
    /// A row of a batch.
    pub fn new(batch: &'a Batch, index: usize) -> Self {
        Self { batch, index, locals: None }
    }

    /// The value of a slot, be it a comprehension's or the row's.
    pub fn value(&self, slot: Slot) -> Value {
        let mut local = self.locals;
        while let Some(here) = local {
            if here.slot == slot {
                return here.value.clone();
            }
            local = here.outer;
        }
        self.batch.value(slot, self.index)
    }
}

/// The value of an expression for a row.
pub fn eval(expr: &Expr, row: Row<'_>, context: Context<'_>) -> Result<Value> {
    let value = match &expr.kind {
        ExprKind::Constant(value) => Ok(value.clone()),
        ExprKind::Slot(slot) => Ok(row.batch.value(*slot, row.index)),
        ExprKind::Local(slot) => Ok(row.value(*slot)),
        ExprKind::Parameter(name) => parameter(name, context),
        ExprKind::List(parts) => eval_all(parts, row, context).map(Value::list),
        ExprKind::Map(entries) => {
            let mut map = Map::with_capacity(entries.len());
            for (key, value) in entries {
                map.insert(key.clone(), eval(value, row, context)?);
            }
            Ok(map.into())
        }
        ExprKind::Property(of, key) => property(&eval(of, row, context)?, key, context.graph),
        ExprKind::Index(of, index) => {
            access::index(&eval(of, row, context)?, &eval(index, row, context)?, context.graph)
        }
        ExprKind::Slice(of, from, to) => {
            let of = eval(of, row, context)?;
            let from = from.as_ref().map(|e| eval(e, row, context)).transpose()?;
            let to = to.as_ref().map(|e| eval(e, row, context)).transpose()?;
            access::slice(&of, from.as_ref(), to.as_ref())
        }
        ExprKind::HasLabels(of, labels) => has_labels(&eval(of, row, context)?, labels, context.graph),
        ExprKind::HasDynamicLabels { of, labels, any } => {
            let (of, labels) = (eval(of, row, context)?, eval(labels, row, context)?);
            labels::has_dynamic_labels(&of, &labels, *any, context.graph)
        }
        ExprKind::IsTyped(of, kind, negated) => {
            Ok((typed::is_typed(&eval(of, row, context)?, kind) != *negated).into())
        }
        ExprKind::IsNormalized(of, form, negated) => {
            Ok(matching::is_normalized(&eval(of, row, context)?, *form, *negated))
        }
        ExprKind::Projection(of, parts) => {
            let of = eval(of, row, context)?;
            access::projection(&of, parts, row, context)
        }
        ExprKind::IsNull(of, negated) => Ok((eval(of, row, context)?.is_null() != *negated).into()),
        ExprKind::Not(of) => logic::not(&eval(of, row, context)?),
        ExprKind::Negate(of) => arithmetic::negate(&eval(of, row, context)?),
        ExprKind::Plus(of) => arithmetic::plus(eval(of, row, context)?),
        ExprKind::Logic(operator, parts) => logic::connect(*operator, parts, row, context),
        ExprKind::Compare(first, rest) => compare_chain(first, rest, row, context),
        ExprKind::Binary(first, rest) => {
            let mut left = eval(first, row, context)?;
            for (operator, operand) in rest {
                let right = eval(operand, row, context)?;
                context.budget.work(left.size().saturating_add(right.size()))?;
                left = arithmetic::binary(*operator, &left, &right, context).map_err(|e| e.at(expr.span))?;
            }
            Ok(left)
        }
        ExprKind::Case(subject, branches, otherwise) => {
            let value = subject.as_ref().map(|(_, e)| eval(e, row, context)).transpose()?.unwrap_or_default();
            let local = subject.as_ref().map(|(slot, _)| Local { slot: *slot, value: &value, outer: row.locals });
            let asked = Row { locals: local.as_ref().or(row.locals), ..row };
            for branch in branches {
                for test in &branch.when {
                    let taken = match test {
                        // null equals nothing
                        CaseTest::Equals(other) => {
                            crate::value::equals(&value, &eval(other, row, context)?) == Some(true)
                        }
                        CaseTest::Holds(condition) => is_true(&eval(condition, asked, context)?)?,
                    };
                    if taken {
                        return eval(&branch.then, row, context);
                    }
                }
            }
            otherwise.as_ref().map_or(Ok(Value::Null), |e| eval(e, row, context))
        }
        ExprKind::Comprehension { slot, list, filter, map } => {
            comprehension::list(*slot, list, filter.as_deref(), map.as_deref(), row, context)
        }
        ExprKind::Quantifier { kind, slot, list, predicate } => {
            comprehension::quantifier(*kind, *slot, list, predicate, row, context)
        }
        ExprKind::Reduce { accumulator, start, slot, list, step } => {
            comprehension::reduce(*accumulator, start, *slot, list, step, row, context)
        }
        ExprKind::Call(function, arguments) => call(function, arguments, row, context),
        ExprKind::Exists(id) => context.subqueries.exists(*id, row, context).map(Value::from),
        ExprKind::Count(id) => context.subqueries.count(*id, row, context).map(Value::from),
        ExprKind::Collect(id) => context.subqueries.collect(*id, row, context).map(Value::list),
        ExprKind::Path(slots) => path(slots, row, context.graph),
    };
    value.and_then(|value| fitting(value, context)).map_err(|error| error.at(expr.span))
}

/// The value, if it is neither nested too deep nor by itself larger than the query's memory: what
/// goes through values is neither deep nor long then.
fn fitting(value: Value, context: Context<'_>) -> Result<Value> {
    if let Value::List(_) | Value::Map(_) | Value::String(_) = value {
        value.check_depth()?;
        context.budget.check_memory(value.size())?;
    }
    Ok(value)
}

/// The values of several expressions.
pub fn eval_all(exprs: &[Expr], row: Row<'_>, context: Context<'_>) -> Result<Vec<Value>> {
    exprs.iter().map(|expr| eval(expr, row, context)).collect()
}

fn parameter(name: &str, context: Context<'_>) -> Result<Value> {
    context.parameters.get(name).cloned().ok_or_else(|| {
        Error::new(ErrorKind::ParameterMissing, Detail::MissingParameter, format!("parameter ${name} was not given"))
            .hint(format!("give it with `-P {name}=value`, or with `:param {name} => value`"))
            .suggest(name, context.parameters.keys().map(String::as_str))
    })
}

fn call(function: &Function, arguments: &[Expr], row: Row<'_>, context: Context<'_>) -> Result<Value> {
    let values = eval_all(arguments, row, context)?;
    context.budget.work(values.iter().map(Value::size).fold(0, usize::saturating_add))?;
    function.call(values, FunctionContext { graph: context.graph, budget: context.budget })
}

/// `a < b <= c` is `a < b AND b <= c`, with each part evaluated once.
fn compare_chain(first: &Expr, rest: &[(Operator, Expr)], row: Row<'_>, context: Context<'_>) -> Result<Value> {
    let mut left = eval(first, row, context)?;
    let mut result = Some(true);
    for (operator, operand) in rest {
        let right = eval(operand, row, context)?;
        context.budget.work(left.size().min(right.size()))?;
        match compare(*operator, &left, &right) {
            Some(false) => return Ok(false.into()),
            None => result = None,
            Some(true) => {}
        }
        left = right;
    }
    Ok(result.into())
}

fn compare(operator: Operator, left: &Value, right: &Value) -> Option<bool> {
    use crate::value::{compare, equals, is_nan_comparison};
    match operator {
        Operator::Equal => return equals(left, right),
        Operator::NotEqual => return equals(left, right).map(|equal| !equal),
        _ => {}
    }
    if is_nan_comparison(left, right) {
        return Some(false);
    }
    let order = compare(left, right)?;
    Some(match operator {
        Operator::Less => order == Ordering::Less,
        Operator::LessEqual => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })
}

/// The path over slots that hold a node, a relationship or a list of them, a node, ...; null if one
/// of them is.
fn path(slots: &[Slot], row: Row<'_>, graph: GraphView<'_>) -> Result<Value> {
    let mut path = Path::default();
    for slot in slots {
        match row.value(*slot) {
            Value::Node(node) => {
                // a list of relationships has walked to this node already
                if path.nodes.len() == path.relationships.len() {
                    path.nodes.push(node);
                }
            }
            Value::Relationship(relationship) => path.relationships.push(relationship),
            Value::List(relationships) => {
                for relationship in relationships.iter() {
                    let Value::Relationship(id) = relationship else { return Ok(Value::Null) };
                    let Some(here) = path.nodes.last() else { return Ok(Value::Null) };
                    let (start, end) = graph.endpoints(*id).ok_or_else(|| Error::internal("a path over nothing"))?;
                    let next = if start == *here { end } else { start };
                    path.relationships.push(*id);
                    path.nodes.push(next);
                }
            }
            _ => return Ok(Value::Null),
        }
    }
    Ok(Value::Path(path.into()))
}
