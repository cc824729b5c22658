//! Statements on indexes and constraints, and hints at indexes.

use std::sync::Arc;

use super::{Binder, Scope, undefined};
use crate::ast::{
    self, ClauseKind, ConstraintBody, ConstraintRule, Hint, Name, SchemaKey, SchemaTarget, ValueType, ValueTypeKind,
};
use crate::bound::{Dropped, SchemaCommand};
use crate::error::{Detail, Error, Result};
use crate::graph::{ConstraintDefinition, IndexDefinition, IndexKind, PropertyType, Rule, Target};
use crate::span::Span;

/// A statement on indexes or constraints is nothing else as well, and speaks of the graph itself.
pub(super) fn check_alone(query: &ast::Query) -> Result<()> {
    let clauses: Vec<&ast::Clause> = query.branches.iter().flat_map(|branch| &branch.clauses).collect();
    let Some(clause) = clauses.iter().find(|clause| matches!(clause.kind, ClauseKind::Schema(_))) else {
        return Ok(());
    };
    if clauses.len() > 1 {
        return Err(not_alone(clause.span));
    }
    match query.branches.first().and_then(|branch| branch.view.as_ref()) {
        Some(view) => Err(Error::syntax(
            Detail::InvalidClauseComposition,
            "indexes and constraints are those of the graph, not of a view",
        )
        .at(view.span)
        .hint("leave USE out")),
        None => Ok(()),
    }
}

fn not_alone(span: Span) -> Error {
    Error::syntax(Detail::InvalidClauseComposition, "a statement on indexes or constraints stands alone")
        .at(span)
        .hint("end it with `;` and begin another statement")
}

impl Binder<'_> {
    /// A statement on indexes or constraints.
    pub(super) fn schema_command(&self, written: &ast::SchemaCommand, span: Span) -> Result<SchemaCommand> {
        if !self.frames.is_empty() {
            return Err(not_alone(span));
        }
        Ok(match written {
            ast::SchemaCommand::CreateIndex { name, if_not_exists, text, on, keys } => {
                let (on, keys) = (target(on), names(on, keys)?);
                if *text && keys.len() > 1 {
                    let message = "a text index is on one property";
                    return Err(Error::syntax(Detail::NotSupported, message)
                        .at(span)
                        .hint("a range index can be on several"));
                }
                let kind = if *text { IndexKind::Text } else { IndexKind::Range };
                let prefix = if *text { "text_index" } else { "index" };
                let name = given(name.as_ref(), || default_name(prefix, &on, &keys, ""));
                let definition = IndexDefinition { name, on, keys, kind };
                SchemaCommand::CreateIndex { definition, if_not_exists: *if_not_exists, span }
            }
            ast::SchemaCommand::CreateConstraint { name, if_not_exists, body } => {
                let (on, keys, rule) = constraint(body)?;
                let suffix = match rule {
                    Rule::Unique => "_unique",
                    Rule::Key => "_key",
                    Rule::NotNull => "_not_null",
                    Rule::Type(_) => "_type",
                };
                let name = given(name.as_ref(), || default_name("constraint", &on, &keys, suffix));
                let definition = ConstraintDefinition { name, on, keys, rule };
                SchemaCommand::CreateConstraint { definition, if_not_exists: *if_not_exists, span }
            }
            ast::SchemaCommand::DropIndex { name, if_exists } => {
                drop(Dropped::Index(Arc::clone(&name.text)), *if_exists, span)
            }
            ast::SchemaCommand::DropIndexOn { on, keys } => {
                drop(Dropped::IndexOn(target(on), names(on, keys)?), false, span)
            }
            ast::SchemaCommand::DropConstraint { name, if_exists } => {
                drop(Dropped::Constraint(Arc::clone(&name.text)), *if_exists, span)
            }
            ast::SchemaCommand::DropConstraintOn(body) => {
                let (on, keys, rule) = constraint(body)?;
                drop(Dropped::ConstraintOn(on, keys, rule), false, span)
            }
            ast::SchemaCommand::UnsupportedIndex { kind } => {
                return Err(Error::syntax(Detail::NotSupported, format!("there are no {} indexes", kind.text))
                    .at(kind.span)
                    .hint("CREATE INDEX makes a range index, which serves =, IN, <, <=, >, >= and STARTS WITH"));
            }
            ast::SchemaCommand::UnsupportedOptions(at) => {
                return Err(Error::syntax(Detail::NotSupported, "indexes and constraints have no options")
                    .at(at.span)
                    .hint("leave OPTIONS out"));
            }
        })
    }
}

/// Hints name what the pattern before them names. They change nothing: the planner takes what costs
/// least by the graph's counts.
pub(super) fn check_hints(hints: &[Hint], scope: &Scope) -> Result<()> {
    let mut variables = hints.iter().flat_map(|hint| &hint.variables);
    match variables.find(|variable| scope.get(&variable.text).is_none()) {
        Some(variable) => Err(undefined(&variable.text, variable.span, scope)),
        None => Ok(()),
    }
}

fn drop(what: Dropped, if_exists: bool, span: Span) -> SchemaCommand {
    SchemaCommand::Drop { what, if_exists, span }
}

fn target(written: &SchemaTarget) -> Target {
    let name = Arc::clone(&written.name.text);
    if written.is_relationship { Target::Type(name) } else { Target::Label(name) }
}

/// So many properties an index or a constraint may be on.
const PROPERTIES: usize = 32;

/// The property keys, each once and of the variable of the pattern.
fn names(on: &SchemaTarget, keys: &[SchemaKey]) -> Result<Vec<Arc<str>>> {
    if let Some(one_more) = keys.get(PROPERTIES) {
        let message = format!("an index or a constraint is on at most {PROPERTIES} properties");
        return Err(Error::syntax(Detail::NotSupported, message).at(one_more.key.span));
    }
    let mut names: Vec<Arc<str>> = Vec::new();
    for SchemaKey { of, key } in keys {
        if let (Some(variable), Some(of)) = (&on.variable, of)
            && variable != of
        {
            let message = format!("variable `{}` is not defined", of.text);
            return Err(Error::syntax(Detail::UndefinedVariable, message)
                .at(of.span)
                .hint(format!("the pattern names `{}`", variable.text)));
        }
        if names.contains(&key.text) {
            let message = format!("property `{}` stands twice", key.text);
            return Err(Error::syntax(Detail::InvalidArgumentValue, message).at(key.span));
        }
        names.push(Arc::clone(&key.text));
    }
    Ok(names)
}

fn constraint(body: &ConstraintBody) -> Result<(Target, Vec<Arc<str>>, Rule)> {
    let (on, keys) = (target(&body.on), names(&body.on, &body.keys)?);
    let rule = match &body.rule {
        ConstraintRule::Unique => Rule::Unique,
        ConstraintRule::Key => Rule::Key,
        ConstraintRule::NotNull => Rule::NotNull,
        ConstraintRule::Type(of) => Rule::Type(property_type(of).map_err(|error| error.at(body.span))?),
    };
    if keys.len() > 1 && !rule.has_index() {
        let message = format!("a constraint that asks {rule} is on one property");
        return Err(Error::syntax(Detail::NotSupported, message)
            .at(body.span)
            .hint("make one for each property; IS KEY and IS UNIQUE can be on several"));
    }
    Ok((on, keys, rule))
}

/// The name that was given, or one made of what it is for.
fn given(name: Option<&Name>, default: impl FnOnce() -> String) -> Arc<str> {
    name.map_or_else(|| default().into(), |name| Arc::clone(&name.text))
}

fn default_name(prefix: &str, on: &Target, keys: &[Arc<str>], suffix: &str) -> String {
    let of = if matches!(on, Target::Type(_)) { "relationship_" } else { "" };
    format!("{of}{prefix}_{}_{}{suffix}", on.name(), keys.join("_"))
}

/// What a property may be held to: types of single values, and lists of them.
fn property_type(written: &ValueType) -> Result<PropertyType> {
    if written.not_null {
        return Err(unfit(written).hint("NOT NULL is a constraint of its own: REQUIRE n.key IS NOT NULL"));
    }
    let mut types = PropertyType { scalars: Vec::new(), lists: Vec::new() };
    match &written.kind {
        ValueTypeKind::Union(alternatives) => {
            for alternative in alternatives {
                let PropertyType { scalars, lists } = property_type(alternative)?;
                types.scalars.extend(scalars);
                types.lists.extend(lists);
            }
        }
        // a list in a property never has null in it
        ValueTypeKind::List(of) => {
            let of = property_type(&ValueType { not_null: false, ..(**of).clone() })?;
            if !of.lists.is_empty() {
                return Err(unfit(written));
            }
            types.lists.push(of.scalars);
        }
        _ => types.scalars.push(scalar(written)?),
    }
    Ok(types)
}

fn scalar(written: &ValueType) -> Result<&'static str> {
    let fits = matches!(
        written.kind,
        ValueTypeKind::Boolean
            | ValueTypeKind::String
            | ValueTypeKind::Integer
            | ValueTypeKind::Float
            | ValueTypeKind::Date
            | ValueTypeKind::LocalTime
            | ValueTypeKind::ZonedTime
            | ValueTypeKind::LocalDateTime
            | ValueTypeKind::ZonedDateTime
            | ValueTypeKind::Duration
            | ValueTypeKind::Point
    );
    written.kind.name().filter(|_| fits).ok_or_else(|| unfit(written))
}

fn unfit(written: &ValueType) -> Error {
    Error::syntax(Detail::NotSupported, format!("a property cannot be held to {written}"))
        .hint("types are BOOLEAN, STRING, INTEGER, FLOAT, dates and times, DURATION, POINT, LIST of these, joined by |")
}
