//! Functions: families in files, each ending with its table, and those registered from Rust. One row
//! of a table is all there is to know of a function: what it takes, what it does with null, what it
//! is for, and examples that a test runs.

mod aggregate;
mod arguments;
mod claims;
mod coll;
mod grades;
mod graph;
mod kind;
mod list;
mod number;
mod registry;
mod rounding;
mod scalar;
mod spatial;
mod string;
mod temporal;
#[cfg(test)]
mod tests;
mod value_type;
mod views;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::limits::Budget;
use crate::value::Value;
use crate::view::GraphView;

pub use aggregate::{Accumulator, Aggregate, GIVEN as AGGREGATES_GIVEN};
pub(crate) use aggregate::{AggregateKind, Extreme, Sum};
pub use kind::{Kind, accepts, may_accept};
pub use registry::{FAMILIES, Family, Functions};

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
    pub graph: GraphView<'a>,
    /// The query's limits.
    pub budget: &'a Budget,
}

/// A function of the language: built in, or registered from Rust.
#[derive(Clone)]
pub struct Function {
    name: Cow<'static, str>,
    aliases: &'static [&'static str],
    parameters: Parameters,
    optional: usize,
    variadic: bool,
    nulls: Nulls,
    body: Body,
    doc: Cow<'static, str>,
    examples: &'static [(&'static str, &'static str)],
}

#[derive(Clone)]
enum Parameters {
    Table(&'static [(&'static str, Kind)]),
    Registered(Vec<(String, Kind)>),
}

type Closure = dyn Fn(&[Value]) -> Result<Value> + Send + Sync;

/// Computes the result. Called with as many arguments as were given, already checked by kind.
#[derive(Clone)]
enum Body {
    Table(fn(&[Value], FunctionContext<'_>) -> Result<Value>),
    Registered(Arc<Closure>),
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.signature())
    }
}

impl Function {
    /// A function of this (perhaps dotted) name, for [`Graph::register_function`](crate::Graph::register_function).
    ///
    /// Every parameter is needed and null makes the result null, unless [`optional`](Self::optional)
    /// and [`accepts_null`](Self::accepts_null) say otherwise. `body` gets as many arguments as
    /// stand in the query, each of its parameter's kind; a whole number given where a float is taken
    /// comes as a float.
    pub fn new(
        name: &str,
        parameters: &[(&str, Kind)],
        doc: &str,
        body: impl Fn(&[Value]) -> Result<Value> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: Cow::Owned(name.to_owned()),
            aliases: &[],
            parameters: Parameters::Registered(
                parameters.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect(),
            ),
            optional: 0,
            variadic: false,
            nulls: Nulls::Propagate,
            body: Body::Registered(Arc::new(body)),
            doc: Cow::Owned(doc.to_owned()),
            examples: &[],
        }
    }

    /// A row of a table: every parameter is needed, and null makes the result null.
    const fn built_in(
        name: &'static str,
        parameters: &'static [(&'static str, Kind)],
        call: fn(&[Value], FunctionContext<'_>) -> Result<Value>,
        doc: &'static str,
        examples: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            name: Cow::Borrowed(name),
            aliases: &[],
            parameters: Parameters::Table(parameters),
            optional: 0,
            variadic: false,
            nulls: Nulls::Propagate,
            body: Body::Table(call),
            doc: Cow::Borrowed(doc),
            examples,
        }
    }

    /// The same, where the last `count` parameters may be left out.
    #[must_use]
    pub const fn optional(mut self, count: usize) -> Self {
        self.optional = count;
        self
    }

    /// The same, where the last parameter may come any number of times.
    #[must_use]
    pub const fn variadic(mut self) -> Self {
        self.variadic = true;
        self
    }

    /// The same, called also where an argument is null.
    #[must_use]
    pub const fn accepts_null(mut self) -> Self {
        self.nulls = Nulls::Accept;
        self
    }

    /// The same, with other names that mean it as well.
    const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// Its name, as documentation writes it; queries may write it in any case.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Other names for it.
    pub fn aliases(&self) -> &'static [&'static str] {
        self.aliases
    }

    /// What it takes.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, Kind)> {
        let (mut table, mut registered) = (&[][..], &[][..]);
        match &self.parameters {
            Parameters::Table(parameters) => table = parameters,
            Parameters::Registered(parameters) => registered = parameters,
        }
        table.iter().copied().chain(registered.iter().map(|(name, kind): &(String, Kind)| (name.as_str(), *kind)))
    }

    /// What it takes at each place; without end if the last parameter may come again.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&str, Kind)> {
        let again = if self.variadic { self.parameters().last() } else { None };
        self.parameters().chain(again.into_iter().cycle())
    }

    /// Whether it gives the same for the same arguments as long as a query runs; of a closure that is
    /// not known.
    pub(crate) fn is_steady(&self) -> bool {
        matches!(self.body, Body::Table(_)) && !["rand", "randomUUID"].contains(&self.name())
    }

    /// What it is for, in one line.
    pub fn doc(&self) -> &str {
        &self.doc
    }

    /// Expressions and the literals that they give.
    pub fn examples(&self) -> &'static [(&'static str, &'static str)] {
        self.examples
    }

    /// How many parameters cannot be left out.
    fn required(&self) -> usize {
        self.parameters().count().saturating_sub(self.optional)
    }

    /// Whether it can be called with so many arguments.
    pub(crate) fn takes(&self, arguments: usize) -> bool {
        arguments >= self.required() && (self.variadic || arguments <= self.parameters().count())
    }

    /// How it is called: `substring(original, start, [length])`.
    pub fn signature(&self) -> String {
        let required = self.required();
        let part =
            |(i, (name, _)): (usize, (&str, _))| if i < required { name.to_owned() } else { format!("[{name}]") };
        let mut parts: Vec<_> = self.parameters().enumerate().map(part).collect();
        if self.variadic {
            parts.push("...".to_owned());
        }
        format!("{}({})", self.name, parts.join(", "))
    }

    /// The result for these arguments.
    pub(crate) fn call(&self, mut arguments: Vec<Value>, context: FunctionContext<'_>) -> Result<Value> {
        if self.nulls == Nulls::Propagate && arguments.iter().any(Value::is_null) {
            return Ok(Value::Null);
        }
        for ((name, kind), value) in self.places().zip(&mut arguments) {
            if let (Kind::Float, Value::Integer(i)) = (kind, &*value) {
                *value = Value::Float(*i as f64);
            }
            if !value.is_null() && !accepts(kind, value) {
                let message = format!("{} does not take {} as `{name}`", self.name, value.type_name());
                return Err(Error::new(ErrorKind::TypeError, Detail::InvalidArgumentValue, message)
                    .hint(format!("it is called as {}", self.signature())));
            }
        }
        match &self.body {
            Body::Table(call) => call(&arguments, context),
            Body::Registered(call) => call(&arguments),
        }
    }
}

/// `count(*)`.
pub static COUNT_STAR: Aggregate = Aggregate { arguments: 0, ..aggregate::COUNT };

/// The aggregate of this name, written in any case.
pub fn find_aggregate(name: &str) -> Option<&'static Aggregate> {
    aggregates().find(|aggregate| aggregate.names().any(|own| own.eq_ignore_ascii_case(name)))
}

/// All aggregates.
pub fn aggregates() -> impl Iterator<Item = &'static Aggregate> {
    aggregate::AGGREGATES.iter()
}
