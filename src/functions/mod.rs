//! Functions: families in files, each ending with its table. One row of a table is all there is to
//! know of a function: what it takes, what it does with null, what it is for, and examples that a
//! test runs.

mod aggregate;
mod arguments;
mod claims;
mod graph;
mod list;
mod number;
mod scalar;
mod string;
mod temporal;
#[cfg(test)]
mod tests;

use crate::bound::Type;
use crate::error::Result;
use crate::graph::Store;
use crate::limits::Budget;
use crate::value::Value;

pub use aggregate::{Accumulator, Aggregate};

/// A type that a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A float.
    Float,
    /// A whole number or a float.
    Number,
    /// Text.
    String,
    /// A list.
    List,
    /// A map.
    Map,
    /// A node.
    Node,
    /// A relationship.
    Relationship,
    /// A path.
    Path,
    /// A node or a relationship.
    Entity,
    /// A list or a string.
    Sequence,
}

/// What a function does when an argument is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// It is not called: the result is null.
    Propagate,
    /// It sees the null.
    Accept,
}

/// What a function may ask of the world around it.
#[derive(Clone, Copy)]
pub struct FunctionContext<'a> {
    /// The graph.
    pub store: &'a Store,
    /// The query's limits.
    pub budget: &'a Budget,
}

/// A function as the language knows it.
#[derive(Debug)]
pub struct Function {
    /// Its name, as documentation writes it; queries may write it in any case.
    pub name: &'static str,
    /// What it takes, as `(name, kind)`.
    pub parameters: &'static [(&'static str, Kind)],
    /// How many of the parameters may be left out, from the last.
    pub optional: usize,
    /// Whether the last parameter may come any number of times.
    pub variadic: bool,
    /// What it does with null.
    pub nulls: Nulls,
    /// Computes it. Called with as many arguments as were given, already checked by kind.
    pub call: fn(&[Value], FunctionContext<'_>) -> Result<Value>,
    /// One line on what it is for.
    pub doc: &'static str,
    /// Expressions and the literals that they give.
    pub examples: &'static [(&'static str, &'static str)],
}

impl Function {
    /// A row of a table: every parameter is needed, and null makes the result null.
    const fn new(
        name: &'static str,
        parameters: &'static [(&'static str, Kind)],
        call: fn(&[Value], FunctionContext<'_>) -> Result<Value>,
        doc: &'static str,
        examples: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { name, parameters, optional: 0, variadic: false, nulls: Nulls::Propagate, call, doc, examples }
    }

    /// The same, where the last `count` parameters may be left out.
    const fn optional(mut self, count: usize) -> Self {
        self.optional = count;
        self
    }

    /// The same, where the last parameter may come any number of times.
    const fn variadic(mut self) -> Self {
        self.variadic = true;
        self
    }

    /// The same, called also where an argument is null.
    const fn accepts_null(mut self) -> Self {
        self.nulls = Nulls::Accept;
        self
    }

    /// How it is called: `substring(original, start, [length])`.
    pub fn signature(&self) -> String {
        let required = self.parameters.len() - self.optional;
        let mut parts = Vec::new();
        for (i, (name, _)) in self.parameters.iter().enumerate() {
            parts.push(if i < required { (*name).to_owned() } else { format!("[{name}]") });
        }
        if self.variadic {
            parts.push("...".to_owned());
        }
        format!("{}({})", self.name, parts.join(", "))
    }
}

/// `count(*)`.
pub static COUNT_STAR: Aggregate = Aggregate { arguments: 0, ..aggregate::COUNT };

/// The function of this name, written in any case.
pub fn find(name: &str) -> Option<&'static Function> {
    all().find(|function| function.name.eq_ignore_ascii_case(name))
}

/// The aggregate of this name, written in any case.
pub fn find_aggregate(name: &str) -> Option<&'static Aggregate> {
    aggregate::AGGREGATES.iter().find(|aggregate| aggregate.name.eq_ignore_ascii_case(name))
}

/// All functions.
pub fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.iter().copied().flatten()
}

/// All aggregates.
pub fn aggregates() -> impl Iterator<Item = &'static Aggregate> {
    aggregate::AGGREGATES.iter()
}

/// The names of all functions and aggregates.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().map(|function| function.name).chain(aggregates().map(|aggregate| aggregate.name))
}

/// The tables, one a family.
static FAMILIES: &[&[Function]] = &[
    claims::FUNCTIONS,
    graph::FUNCTIONS,
    list::FUNCTIONS,
    number::FUNCTIONS,
    scalar::FUNCTIONS,
    string::FUNCTIONS,
    temporal::clock::FUNCTIONS,
    temporal::duration::FUNCTIONS,
    temporal::instant::FUNCTIONS,
    temporal::partial::FUNCTIONS,
    temporal::truncate::FUNCTIONS,
];

/// Whether a parameter of this kind can ever take a value of this type.
pub fn may_accept(kind: Kind, found: Type) -> bool {
    match kind {
        Kind::Any => true,
        _ if matches!(found, Type::Any | Type::Null) => true,
        Kind::Boolean => found == Type::Boolean,
        Kind::Integer => found == Type::Integer,
        Kind::Float | Kind::Number => matches!(found, Type::Integer | Type::Float),
        Kind::String => found == Type::String,
        Kind::List => matches!(found, Type::List | Type::Relationships),
        Kind::Map => matches!(found, Type::Map | Type::Node | Type::Relationship),
        Kind::Node => found == Type::Node,
        Kind::Relationship => found == Type::Relationship,
        Kind::Path => found == Type::Path,
        Kind::Entity => matches!(found, Type::Node | Type::Relationship),
        Kind::Sequence => matches!(found, Type::List | Type::Relationships | Type::String),
    }
}

/// Whether a parameter of this kind takes the value; null is not asked.
pub fn accepts(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Boolean => matches!(value, Value::Boolean(_)),
        Kind::Integer => matches!(value, Value::Integer(_)),
        Kind::Float => matches!(value, Value::Float(_)),
        Kind::Number => matches!(value, Value::Integer(_) | Value::Float(_)),
        Kind::String => matches!(value, Value::String(_)),
        Kind::List => matches!(value, Value::List(_)),
        Kind::Map => matches!(value, Value::Map(_) | Value::Node(_) | Value::Relationship(_)),
        Kind::Node => matches!(value, Value::Node(_)),
        Kind::Relationship => matches!(value, Value::Relationship(_)),
        Kind::Path => matches!(value, Value::Path(_)),
        Kind::Entity => matches!(value, Value::Node(_) | Value::Relationship(_)),
        Kind::Sequence => matches!(value, Value::List(_) | Value::String(_)),
    }
}
