//! Statements on indexes and constraints, and hints at indexes.

use super::pairs::{Pair, Pairs, inner, name, next, only, span, take, unexpected};
use super::{Rule, types};
use crate::ast::{
    ClauseKind, ConstraintBody, ConstraintRule, Hint, HintKind, Name, SchemaCommand, SchemaKey, SchemaTarget,
};
use crate::error::Result;

/// Whether a clause is one of these statements.
pub(super) fn is_schema(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::unsupported_index
            | Rule::create_index
            | Rule::create_constraint
            | Rule::drop_index
            | Rule::drop_constraint
    )
}

pub(super) fn command(pair: Pair<'_>) -> Result<ClauseKind> {
    let rule = pair.as_rule();
    let mut parts = telling(pair);
    if let Some(options) = parts.back().filter(|part| part.as_rule() == Rule::schema_options) {
        let word = Name { text: "OPTIONS".into(), span: span(options) };
        return Ok(ClauseKind::Schema(SchemaCommand::UnsupportedOptions(word)));
    }
    Ok(ClauseKind::Schema(match rule {
        Rule::unsupported_index => {
            let kind = next(&mut parts)?;
            let text = kind.as_str().trim_end().to_uppercase();
            SchemaCommand::UnsupportedIndex { kind: Name { text: text.into(), span: span(&kind) } }
        }
        Rule::create_index => {
            let text = take(&mut parts, Rule::text_index).is_some();
            let (name, if_not_exists) = named(&mut parts)?;
            let (on, keys) = target_and_keys(parts)?;
            SchemaCommand::CreateIndex { name, if_not_exists, text, on, keys }
        }
        Rule::create_constraint => {
            let (name, if_not_exists) = named(&mut parts)?;
            SchemaCommand::CreateConstraint { name, if_not_exists, body: constraint_body(parts)? }
        }
        _ => match (rule, take(&mut parts, Rule::variable)) {
            (Rule::drop_index, Some(it)) => {
                let if_exists = take(&mut parts, Rule::if_exists).is_some();
                SchemaCommand::DropIndex { name: name(&it), if_exists }
            }
            (Rule::drop_index, None) => {
                let (on, keys) = target_and_keys(parts)?;
                SchemaCommand::DropIndexOn { on, keys }
            }
            (_, Some(it)) => {
                let if_exists = take(&mut parts, Rule::if_exists).is_some();
                SchemaCommand::DropConstraint { name: name(&it), if_exists }
            }
            (_, None) => SchemaCommand::DropConstraintOn(constraint_body(parts)?),
        },
    }))
}

/// The parts that say something; words that only mark a place are left out.
fn telling(pair: Pair<'_>) -> Pairs<'_> {
    let says = |rule| {
        matches!(
            rule,
            Rule::unsupported_kind
                | Rule::text_index
                | Rule::schema_name
                | Rule::if_not_exists
                | Rule::if_exists
                | Rule::schema_target
                | Rule::label_keys
                | Rule::schema_key
                | Rule::schema_options
                | Rule::node_target
                | Rule::relationship_target
                | Rule::exists_rule
                | Rule::unique_rule
                | Rule::key_rule
                | Rule::not_null_rule
                | Rule::type_rule
                | Rule::value_types
                | Rule::variable
                | Rule::label_name
                | Rule::type_name
                | Rule::hint_name
                | Rule::property_key
        )
    };
    pair.into_inner().filter(|part| says(part.as_rule())).collect()
}

/// The name, and whether IF NOT EXISTS follows.
fn named(parts: &mut Pairs<'_>) -> Result<(Option<Name>, bool)> {
    let given = take(parts, Rule::schema_name).map(|it| only(it).map(|it| name(&it))).transpose()?;
    Ok((given, take(parts, Rule::if_not_exists).is_some()))
}

fn target_and_keys(mut parts: Pairs<'_>) -> Result<(SchemaTarget, Vec<SchemaKey>)> {
    if let Some(old) = take(&mut parts, Rule::label_keys) {
        let mut old = telling(old);
        let label = name(&next(&mut old)?);
        let keys = old.iter().map(|key| SchemaKey { of: None, key: name(key) }).collect();
        return Ok((SchemaTarget { variable: None, name: label, is_relationship: false }, keys));
    }
    let target = target(next(&mut parts)?)?;
    let keys: Result<Vec<_>> = parts.into_iter().map(key).collect();
    Ok((target, keys?))
}

fn target(pair: Pair<'_>) -> Result<SchemaTarget> {
    let written = next(&mut telling(pair))?;
    let is_relationship = written.as_rule() == Rule::relationship_target;
    let mut parts = telling(written);
    let variable = Some(name(&next(&mut parts)?));
    Ok(SchemaTarget { variable, name: name(&next(&mut parts)?), is_relationship })
}

fn key(pair: Pair<'_>) -> Result<SchemaKey> {
    let mut parts = telling(pair);
    let of = Some(name(&next(&mut parts)?));
    Ok(SchemaKey { of, key: name(&next(&mut parts)?) })
}

fn constraint_body(mut parts: Pairs<'_>) -> Result<ConstraintBody> {
    let on = target(next(&mut parts)?)?;
    let mut keys = Vec::new();
    while let Some(written) = take(&mut parts, Rule::schema_key) {
        keys.push(key(written)?);
    }
    let written = next(&mut parts)?;
    let at = span(&written);
    let rule = match written.as_rule() {
        Rule::exists_rule => {
            keys.push(key(next(&mut telling(written))?)?);
            ConstraintRule::NotNull
        }
        Rule::unique_rule => ConstraintRule::Unique,
        Rule::key_rule => ConstraintRule::Key,
        Rule::not_null_rule => ConstraintRule::NotNull,
        Rule::type_rule => ConstraintRule::Type(types::value_types(next(&mut telling(written))?)?),
        _ => return Err(unexpected(&written)),
    };
    Ok(ConstraintBody { on, keys, rule, span: at })
}

/// The hints that stand next.
pub(super) fn hints(parts: &mut Pairs<'_>) -> Result<Vec<Hint>> {
    let mut hints = Vec::new();
    while let Some(written) = take(parts, Rule::hint) {
        let Some(what) = inner(written).pop_back() else { continue };
        let rule = what.as_rule();
        let mut variables = Vec::new();
        let mut names = Vec::new();
        for part in telling(what) {
            let place = if part.as_rule() == Rule::variable { &mut variables } else { &mut names };
            place.push(name(&if part.as_rule() == Rule::hint_name { only(part)? } else { part }));
        }
        let mut names = names.into_iter();
        let kind = match (rule, names.next()) {
            (Rule::index_hint, Some(label)) => HintKind::Index { label, keys: names.collect() },
            (Rule::scan_hint, Some(label)) => HintKind::Scan { label },
            _ => HintKind::Join,
        };
        hints.push(Hint { kind, variables });
    }
    Ok(hints)
}

/// How a rule of these statements is called in a message; `None` for what would only confuse.
pub(super) fn word(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::show_indexes | Rule::kw_indexes => "INDEXES",
        Rule::show_constraints | Rule::kw_constraints => "CONSTRAINTS",
        Rule::kw_index | Rule::index_hint => "INDEX",
        Rule::kw_constraint => "CONSTRAINT",
        Rule::drop_index | Rule::drop_constraint | Rule::kw_drop => "DROP",
        Rule::create_index | Rule::create_constraint | Rule::unsupported_index => "CREATE",
        Rule::kw_for => "FOR",
        Rule::kw_require | Rule::kw_assert => "REQUIRE",
        Rule::rule_begin | Rule::unique_rule | Rule::key_rule | Rule::not_null_rule | Rule::type_rule => {
            "a rule such as IS UNIQUE"
        }
        Rule::kw_unique => "UNIQUE",
        Rule::kw_key => "KEY",
        Rule::not_mark => "NOT NULL",
        Rule::schema_key => "a property such as n.key",
        Rule::schema_target | Rule::node_target | Rule::relationship_target => {
            "a pattern such as (n:Label) or ()-[r:TYPE]-()"
        }
        Rule::schema_name => "a name",
        Rule::label_mark_here => "`:` and a label",
        Rule::key_mark => "`.` and a property key",
        Rule::if_exists | Rule::if_not_exists | Rule::kw_if => "IF",
        Rule::hint | Rule::kw_using => "USING",
        Rule::scan_hint | Rule::kw_scan => "SCAN",
        Rule::join_hint | Rule::kw_join => "JOIN",
        _ => return None,
    })
}
