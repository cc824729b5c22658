//! Query text to AST.
//!
//! pest reads the text by the grammar in `grammar/`; the builders here turn its pairs into the AST.
//! Nesting is limited before pest runs (see [`scan::check_limits`]), so recursion here is bounded.

mod clause;
mod expression;
mod literal;
mod message;
mod operators;
mod pairs;
mod path;
mod pattern;
pub mod scan;
mod schema;
mod types;

use pest::Parser;

use crate::ast::Statement;
use crate::error::Result;
use crate::limits::Limits;

mod grammar {
    /// The parser that pest derives.
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/lexical.pest"]
    #[grammar = "grammar/expression.pest"]
    #[grammar = "grammar/pattern.pest"]
    #[grammar = "grammar/clause.pest"]
    #[grammar = "grammar/schema.pest"]
    pub(super) struct Grammar;
}
use grammar::{Grammar, Rule};

/// One statement, with or without a `;` at its end.
pub fn parse(text: &str, limits: &Limits) -> Result<Statement> {
    scan::check_limits(text, limits)?;
    let mut pairs = Grammar::parse(Rule::statement, text).map_err(|error| message::explain(text, &error))?;
    let statement = pairs.next().map(pairs::inner).unwrap_or_default();
    clause::statement(statement, text)
}

#[cfg(test)]
mod tests;
