//! Clauses and statements.

use super::pairs::{Pair, Pairs, inner, name, next, only, span, take, unexpected};
use super::{Rule, expression, pattern, schema, types};
use crate::ast::{
    Clause, ClauseKind, Expression, Imports, Mode, Name, ProjectedItem, Projection, PropertyKey, Query, RemoveItem,
    SetItem, SingleQuery, SortItem, Statement, Yield,
};
use crate::error::{Detail, Error, Result};

/// The parts of a `statement` pair.
pub(super) fn statement(mut parts: Pairs<'_>, text: &str) -> Result<Statement> {
    let explain = take(&mut parts, Rule::explain).is_some();
    let profile = take(&mut parts, Rule::profile).is_some();
    let mode = match (explain, profile) {
        (true, _) => Mode::Explain,
        (_, true) => Mode::Profile,
        _ => Mode::Run,
    };
    Ok(Statement { mode, query: query(next(&mut parts)?, text)? })
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
    let mut parts = inner(pair);
    let view = take(&mut parts, Rule::use_part).and_then(|part| part.into_inner().find(|p| !is_keyword(p.as_rule())));
    let view = view.map(|view| expression::expression(view, text)).transpose()?;
    let clauses: Result<Vec<_>> = parts.into_iter().map(|part| clause(part, text)).collect();
    Ok(SingleQuery { view, clauses: clauses? })
}

fn clause(pair: Pair<'_>, text: &str) -> Result<Clause> {
    let span = span(&pair);
    let rule = pair.as_rule();
    if schema::is_schema(rule) {
        return Ok(Clause { kind: schema::command(pair)?, span });
    }
    let mut parts: Pairs<'_> = pair.into_inner().filter(|part| !is_keyword(part.as_rule())).collect();
    let kind = match rule {
        Rule::match_clause => {
            let optional = take(&mut parts, Rule::optional).is_some();
            let repeatable = take(&mut parts, Rule::repeatable).is_some();
            take(&mut parts, Rule::different);
            let pattern = pattern::paths(next(&mut parts)?, text)?;
            let hints = schema::hints(&mut parts)?;
            let predicate = expression::where_part(&mut parts, text)?;
            ClauseKind::Match { optional, repeatable, pattern, hints, predicate }
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
        Rule::show_clause => show(parts, text)?,
        Rule::load_csv => load_csv(parts, text)?,
        // ORDER BY e is WITH * ORDER BY e
        Rule::page_clause => {
            let everything = Projection {
                distinct: false,
                all: Some(span),
                items: Vec::new(),
                order: Vec::new(),
                skip: None,
                limit: None,
            };
            let projection = paged(everything, &mut parts, text)?;
            ClauseKind::With { projection, predicate: None }
        }
        Rule::filter_clause => ClauseKind::Filter(expression::expression(next(&mut parts)?, text)?),
        Rule::let_clause => {
            let items: Result<Vec<_>> = parts.into_iter().map(|item| let_item(item, text)).collect();
            ClauseKind::Let(items?)
        }
        Rule::finish_clause => ClauseKind::Finish,
        Rule::foreach_clause => foreach(parts, text)?,
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

fn let_item(pair: Pair<'_>, text: &str) -> Result<(Name, Expression)> {
    let mut parts = inner(pair);
    let variable = name(&next(&mut parts)?);
    Ok((variable, expression::expression(next(&mut parts)?, text)?))
}

fn foreach(mut parts: Pairs<'_>, text: &str) -> Result<ClauseKind> {
    let variable = name(&next(&mut parts)?);
    let list = expression::expression(next(&mut parts)?, text)?;
    let updates: Result<Vec<_>> = parts.into_iter().map(|part| clause(part, text)).collect();
    Ok(ClauseKind::Foreach { variable, list, updates: updates? })
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
    let (yields, predicate) = yielded(&mut parts, text)?;
    Ok(ClauseKind::CallProcedure { optional, name, arguments, yields, predicate })
}

/// What is taken of results, and what must hold of them.
fn yielded(parts: &mut Pairs<'_>, text: &str) -> Result<(Yield, Option<Expression>)> {
    let Some(yielded) = take(parts, Rule::yield_part) else { return Ok((Yield::Unsaid, None)) };
    let mut parts = inner(yielded);
    take(&mut parts, Rule::kw_yield);
    let mut yields = Yield::Only(Vec::new());
    if let Some(all) = take(&mut parts, Rule::all_variables) {
        yields = Yield::All(span(&all));
    }
    while let Some(item) = take(&mut parts, Rule::yield_item) {
        let mut names = item.into_inner().filter(|part| part.as_rule() == Rule::variable).map(|part| name(&part));
        if let (Yield::Only(items), Some(result)) = (&mut yields, names.next()) {
            let alias = names.next().unwrap_or_else(|| result.clone());
            items.push((result, alias));
        }
    }
    Ok((yields, expression::where_part(&mut parts, text)?))
}

/// SHOW FUNCTIONS is `CALL dbms.functions() YIELD name, category, description`.
fn show(mut parts: Pairs<'_>, text: &str) -> Result<ClauseKind> {
    let what = next(&mut parts)?;
    let at = span(&what);
    let (procedure, usual, more): (_, &[&str], &[&str]) = match what.as_rule() {
        Rule::show_functions => {
            ("dbms.functions", &["name", "category", "description"], &["signature", "isBuiltIn", "aggregating"])
        }
        Rule::show_procedures => ("dbms.procedures", &["name", "description", "mode"], &["signature"]),
        Rule::show_indexes => (
            "db.indexes",
            &["name", "state", "type", "entityType", "labelsOrTypes", "properties", "owningConstraint"],
            &["id", "populationPercent", "createStatement"],
        ),
        _ => (
            "db.constraints",
            &["name", "type", "entityType", "labelsOrTypes", "properties", "propertyType"],
            &["id", "ownedIndex", "createStatement"],
        ),
    };
    let named = |text: &&str| (Name { text: (*text).into(), span: at }, Name { text: (*text).into(), span: at });
    let (yields, predicate) = match yielded(&mut parts, text)? {
        (Yield::Unsaid, _) => {
            (Yield::Only(usual.iter().map(named).collect()), expression::where_part(&mut parts, text)?)
        }
        (Yield::All(_), predicate) => (Yield::Only(usual.iter().chain(more).map(named).collect()), predicate),
        chosen => chosen,
    };
    let name = Name { text: procedure.into(), span: at };
    Ok(ClauseKind::CallProcedure { optional: false, name, arguments: Some(Vec::new()), yields, predicate })
}

fn load_csv(mut parts: Pairs<'_>, text: &str) -> Result<ClauseKind> {
    let headers = take(&mut parts, Rule::csv_headers).is_some();
    let from = expression::expression(next(&mut parts)?, text)?;
    let variable = name(&next(&mut parts)?);
    let terminator = parts.pop_front().map(|written| {
        let at = span(&written);
        let value = expression::string(written)?;
        let mut characters = value.chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) if one.is_ascii() => Ok(one),
            _ => Err(Error::syntax(Detail::InvalidArgumentValue, "a field ends with one ASCII character").at(at)),
        }
    });
    Ok(ClauseKind::LoadCsv { headers, from, variable, terminator: terminator.transpose()? })
}

/// Keywords that only mark where a clause begins or goes on; they carry nothing.
fn is_keyword(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::kw_use
            | Rule::kw_match
            | Rule::kw_unwind
            | Rule::kw_as
            | Rule::kw_with
            | Rule::kw_return
            | Rule::kw_create
            | Rule::kw_merge
            | Rule::kw_set
            | Rule::kw_remove
            | Rule::kw_delete
            | Rule::kw_nodetach
            | Rule::kw_order
            | Rule::kw_by
            | Rule::kw_skip
            | Rule::kw_limit
            | Rule::kw_on
            | Rule::kw_asc
            | Rule::kw_call
            | Rule::kw_filter
            | Rule::kw_finish
            | Rule::kw_foreach
            | Rule::kw_in
            | Rule::kw_insert
            | Rule::kw_let
            | Rule::kw_where
            | Rule::kw_yield
            | Rule::kw_show
            | Rule::kw_all
            | Rule::kw_load
            | Rule::kw_csv
            | Rule::kw_from
            | Rule::kw_fieldterminator
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
    let projection = Projection { distinct, all, items, order: Vec::new(), skip: None, limit: None };
    paged(projection, &mut parts, text)
}

/// A projection with its ORDER BY, SKIP and LIMIT.
fn paged(mut projection: Projection, parts: &mut Pairs<'_>, text: &str) -> Result<Projection> {
    if let Some(order) = take(parts, Rule::order_by) {
        projection.order = sort_items(order, text)?;
    }
    projection.skip = take(parts, Rule::skip).map(|skip| last_expression(skip, text)).transpose()?;
    projection.limit = take(parts, Rule::limit).map(|limit| last_expression(limit, text)).transpose()?;
    Ok(projection)
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
        Rule::set_labels => SetItem::Labels { variable: name(&first), labels: types::labels_to_set(parts, text)? },
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
    Ok(RemoveItem::Labels { variable, labels: types::labels_to_set(parts, text)? })
}

/// `n.key`, `n[expression]` or `(expression).key`, or a longer chain whose last part is the key.
fn property_place(pair: Pair<'_>, text: &str) -> Result<(Expression, PropertyKey)> {
    let mut parts = inner(pair);
    let mut of = expression::primary(next(&mut parts)?, text)?;
    let last = parts.pop_back().ok_or_else(|| Error::internal("a property without a key"))?;
    for part in parts {
        of = expression::postfix(of, part, text)?;
    }
    let key = match last.as_rule() {
        Rule::property => PropertyKey::Name(name(&only(last)?)),
        _ => PropertyKey::Dynamic(expression::expression(only(last)?, text)?),
    };
    Ok((of, key))
}
