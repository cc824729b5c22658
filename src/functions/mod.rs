//! Functions: families in files, each ending with its table. One row of a table is all there is to
//! know of a function: what it takes, what it does with null, what it is for, and examples that a
//! test runs.

mod claims;

use crate::error::Result;
use crate::graph::Store;
use crate::limits::Budget;
use crate::value::Value;

/// A type that a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
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

/// STAND-IN: all functions.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    [].iter()
}

impl Function {
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
