//! Clauses and statements.

use super::pairs::{Pair, Pairs, inner, name, next, only, span, take, unexpected};
use super::{Rule, expression, pattern};
use crate::ast::{
    Clause, ClauseKind, Expression, ExpressionKind, Imports, Name, ProjectedItem, Projection, Query, RemoveItem,
    SetItem, SingleQuery, SortItem, Statement, Yield,
};
use crate::error::{Error, Result};

/// The parts of a `statement` pair.
pub(super) fn statement(mut parts: Pairs<'_>, text: &str) -> Result<Statement> {
    let explain = take(&mut parts, Rule::explain).is_some();
    Ok(Statement { explain, query: query(next(&mut parts)?, text)? })
}

/// A `query` pair: single queries and the UNIONs between them.
pub(super) fn query(pair: Pair<'_>, text: &str) -> Result<Query> {
    let mut query = Query { branches: Vec::new(), unions: Vec::new() };
    for part in inner(pair) {
        match part.as_rule() {
            Rule::union => {
                let at = span(&part);
                query.unions.push((part.into_inner().any(|p| p.as_rule() == Rule::union_all), at));
            }
            _ => query.branches.push(single_query(part, text)?),
        }
    }
    Ok(query)
}

fn single_query(pair: Pair<'_>, text: &str) -> Result<SingleQuery> {
    let clauses: Result<Vec<_>> = pair.into_inner().map(|part| clause(part, text)).collect();
    Ok(SingleQuery { clauses: clauses? })
}

fn clause(pair: Pair<'_>, text: &str) -> Result<Clause> {
    let span = span(&pair);
    let rule = pair.as_rule();
    let mut parts: Pairs<'_> = pair.into_inner().filter(|part| !is_keyword(part.as_rule())).collect();
    let kind = match rule {
        Rule::match_clause => {
            let optional = take(&mut parts, Rule::optional).is_some();
            let pattern = pattern::paths(next(&mut parts)?, text)?;
            ClauseKind::Match { optional, pattern, predicate: expression::where_part(&mut parts, text)? }
        }
        Rule::unwind_clause => {
            let list = expression::expression(next(&mut parts)?, text)?;
            ClauseKind::Unwind { list, variable: name(&next(&mut parts)?) }
        }
        Rule::call_subquery => {
            let optional = take(&mut parts, Rule::optional).is_some();
            let imports = match take(&mut parts, Rule::imports) {
                None => Imports::ByWith,
                Some(imports) => match inner(imports) {
                    names if names.iter().any(|name| name.as_rule() == Rule::all_variables) => Imports::All,
                    names => Imports::Only(names.iter().map(name).collect()),
                },
            };
            ClauseKind::CallSubquery { optional, imports, query: query(next(&mut parts)?, text)? }
        }
        Rule::call_procedure => call_procedure(parts, text)?,
        Rule::with_clause => {
            let projection = projection(next(&mut parts)?, text)?;
            ClauseKind::With { projection, predicate: expression::where_part(&mut parts, text)? }
        }
        Rule::return_clause => ClauseKind::Return(projection(next(&mut parts)?, text)?),
        Rule::create_clause => ClauseKind::Create(pattern::paths(next(&mut parts)?, text)?),
        Rule::merge_clause => merge(parts, text)?,
        Rule::set_clause => ClauseKind::Set(set_items(parts, text)?),
        Rule::remove_clause => {
            let items: Result<Vec<_>> = parts.into_iter().map(|item| remove_item(item, text)).collect();
            ClauseKind::Remove(items?)
        }
        Rule::delete_clause => {
            let detach = take(&mut parts, Rule::detach).is_some();
            let expressions: Result<Vec<_>> = parts.into_iter().map(|e| expression::expression(e, text)).collect();
            ClauseKind::Delete { detach, expressions: expressions? }
        }
        _ => return Err(Error::internal("a clause of unknown kind").at(span)),
    };
    Ok(Clause { kind, span })
}

fn call_procedure(mut parts: Pairs<'_>, text: &str) -> Result<ClauseKind> {
    let optional = take(&mut parts, Rule::optional).is_some();
    let procedure = next(&mut parts)?;
    let name = Name { text: expression::dotted(&procedure).into(), span: span(&procedure) };
    let arguments = match take(&mut parts, Rule::arguments) {
        None => None,
        Some(arguments) => {
            Some(arguments.into_inner().map(|e| expression::expression(e, text)).collect::<Result<Vec<_>>>()?)
        }
    };
    let Some(yielded) = take(&mut parts, Rule::yield_part) else {
        return Ok(ClauseKind::CallProcedure { optional, name, arguments, yields: Yield::Unsaid, predicate: None });
    };
    let mut parts: Pairs<'_> = yielded.into_inner().filter(|part| !is_keyword(part.as_rule())).collect();
    let mut yields = Yield::Only(Vec::new());
    if let Some(all) = take(&mut parts, Rule::all_variables) {
        yields = Yield::All(span(&all));
    }
    while let Some(item) = take(&mut parts, Rule::yield_item) {
        let mut names = item.into_inner().filter(|part| part.as_rule() == Rule::variable).map(|part| self::name(&part));
        if let (Yield::Only(items), Some(result)) = (&mut yields, names.next()) {
            let alias = names.next().unwrap_or_else(|| result.clone());
            items.push((result, alias));
        }
    }
    let predicate = expression::where_part(&mut parts, text)?;
    Ok(ClauseKind::CallProcedure { optional, name, arguments, yields, predicate })
}

/// Keywords that only mark where a clause begins or goes on; they carry nothing.
fn is_keyword(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::kw_match
            | Rule::kw_unwind
            | Rule::kw_as
            | Rule::kw_with
            | Rule::kw_return
            | Rule::kw_create
            | Rule::kw_merge
            | Rule::kw_set
            | Rule::kw_remove
            | Rule::kw_delete
            | Rule::kw_order
            | Rule::kw_by
            | Rule::kw_skip
            | Rule::kw_limit
            | Rule::kw_on
            | Rule::kw_asc
            | Rule::kw_call
            | Rule::kw_yield
    )
}

fn projection(pair: Pair<'_>, text: &str) -> Result<Projection> {
    let mut parts = inner(pair);
    let distinct = take(&mut parts, Rule::distinct_results).is_some();
    let mut all = None;
    let mut items = Vec::new();
    for part in inner(next(&mut parts)?) {
        if part.as_rule() == Rule::all_variables {
            all = Some(span(&part));
            continue;
        }
        let mut halves: Pairs<'_> = part.into_inner().filter(|half| !is_keyword(half.as_rule())).collect();
        let written = next(&mut halves)?;
        let column = span(&written).of(text).into();
        let expression = expression::expression(written, text)?;
        let alias = halves.pop_front().map(|alias| name(&alias));
        items.push(ProjectedItem { expression, alias, text: column });
    }
    let order = match take(&mut parts, Rule::order_by) {
        Some(order) => sort_items(order, text)?,
        None => Vec::new(),
    };
    let skip = take(&mut parts, Rule::skip).map(|skip| last_expression(skip, text)).transpose()?;
    let limit = take(&mut parts, Rule::limit).map(|limit| last_expression(limit, text)).transpose()?;
    Ok(Projection { distinct, all, items, order, skip, limit })
}

fn sort_items(pair: Pair<'_>, text: &str) -> Result<Vec<SortItem>> {
    let items = pair.into_inner().filter(|part| part.as_rule() == Rule::sort_item);
    items
        .map(|item| {
            let mut parts = inner(item);
            let expression = expression::expression(next(&mut parts)?, text)?;
            Ok(SortItem { expression, descending: take(&mut parts, Rule::descending).is_some() })
        })
        .collect()
}

fn last_expression(pair: Pair<'_>, text: &str) -> Result<Expression> {
    let mut parts: Pairs<'_> = pair.into_inner().filter(|part| part.as_rule() == Rule::expression).collect();
    expression::expression(next(&mut parts)?, text)
}

fn merge(mut parts: Pairs<'_>, text: &str) -> Result<ClauseKind> {
    let pattern = pattern::path_pattern(next(&mut parts)?, text)?;
    let (mut on_create, mut on_match) = (Vec::new(), Vec::new());
    for part in parts {
        let place = if part.as_rule() == Rule::on_create { &mut on_create } else { &mut on_match };
        let sets = part.into_inner().filter(|p| p.as_rule() == Rule::set_clause);
        for set in sets {
            let items: Pairs<'_> = set.into_inner().filter(|item| !is_keyword(item.as_rule())).collect();
            place.extend(set_items(items, text)?);
        }
    }
    Ok(ClauseKind::Merge { pattern, on_create, on_match })
}

fn set_items(parts: Pairs<'_>, text: &str) -> Result<Vec<SetItem>> {
    parts.into_iter().map(|item| set_item(item, text)).collect()
}

fn set_item(pair: Pair<'_>, text: &str) -> Result<SetItem> {
    let rule = pair.as_rule();
    let mut parts = inner(pair);
    let first = next(&mut parts)?;
    Ok(match rule {
        Rule::set_property => {
            let (of, key) = property_place(first, text)?;
            SetItem::Property { of, key, value: expression::expression(next(&mut parts)?, text)? }
        }
        Rule::set_labels => SetItem::Labels { variable: name(&first), labels: parts.iter().map(name).collect() },
        Rule::add_properties | Rule::set_properties => SetItem::Properties {
            variable: name(&first),
            value: expression::expression(next(&mut parts)?, text)?,
            add: rule == Rule::add_properties,
        },
        _ => return Err(unexpected(&first)),
    })
}

fn remove_item(pair: Pair<'_>, text: &str) -> Result<RemoveItem> {
    if pair.as_rule() == Rule::property_place {
        let (of, key) = property_place(pair, text)?;
        return Ok(RemoveItem::Property { of, key });
    }
    let mut parts = inner(pair);
    let variable = name(&next(&mut parts)?);
    Ok(RemoveItem::Labels { variable, labels: parts.iter().map(name).collect() })
}

/// `n.key`, or `(expression).key`, or a longer chain whose last part is the key.
fn property_place(pair: Pair<'_>, text: &str) -> Result<(Expression, Name)> {
    let mut parts = inner(pair);
    let mut of = expression::primary(next(&mut parts)?, text)?;
    let mut keys: Vec<Name> = Vec::new();
    for part in parts {
        keys.push(name(&only(part)?));
    }
    let last = keys.pop().ok_or_else(|| Error::internal("a property without a key"))?;
    for key in keys {
        let span = of.span.to(key.span);
        of = Expression { kind: ExpressionKind::Property(Box::new(of), key), span };
    }
    Ok((of, last))
}
