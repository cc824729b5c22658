//! Expressions.

use super::pairs::{Pair, Pairs, inner, name, next, only, span, take, unexpected};
use super::{Rule, clause, literal, operators, pattern, types};
use crate::ast::{
    CaseBranch, CaseTest, Clause, ClauseKind, Expression, ExpressionKind, Name, PathPattern, ProjectionItem,
    QuantifierKind, Query, SingleQuery, Step, SubqueryKind,
};
use crate::error::{Detail, Error, Result};
use crate::span::Span;
use crate::value::Value;

/// An `expression` pair.
pub(super) fn expression(pair: Pair<'_>, text: &str) -> Result<Expression> {
    operators::climb(inner(pair), text)
}

/// Any primary.
pub(super) fn primary(pair: Pair<'_>, text: &str) -> Result<Expression> {
    let span = span(&pair);
    let kind = match pair.as_rule() {
        Rule::number => ExpressionKind::Literal(literal::number(pair.as_str().trim_end(), false, span)?),
        Rule::string => ExpressionKind::Literal(string(pair)?.into()),
        Rule::true_literal => ExpressionKind::Literal(true.into()),
        Rule::false_literal => ExpressionKind::Literal(false.into()),
        Rule::null_literal => ExpressionKind::Literal(Value::Null),
        Rule::variable => ExpressionKind::Variable(name(&pair).text),
        Rule::parameter => ExpressionKind::Parameter(name(&only(pair)?).text),
        Rule::list => list(pair, text)?,
        Rule::map => return map(pair, text),
        Rule::case => case(pair, text)?,
        Rule::call => call(pair, text)?,
        Rule::subquery => subquery(pair, text)?,
        Rule::parenthesized => return parenthesized(pair, text),
        _ => return Err(unexpected(&pair)),
    };
    Ok(Expression { kind, span })
}

/// The text of a `string` pair.
pub(super) fn string(pair: Pair<'_>) -> Result<String> {
    let raw = only(pair)?;
    literal::string(raw.as_str(), raw.as_span().start())
}

/// `of` followed by one property, index, slice, label test or projection.
pub(super) fn postfix(of: Expression, pair: Pair<'_>, text: &str) -> Result<Expression> {
    let whole = of.span.to(span(&pair));
    let rule = pair.as_rule();
    let mut parts = inner(pair);
    let of = Box::new(of);
    let kind = match rule {
        Rule::property => ExpressionKind::Property(of, name(&next(&mut parts)?)),
        Rule::has_labels => {
            take(&mut parts, Rule::kw_is);
            ExpressionKind::HasLabels(of, types::label_expression(next(&mut parts)?, text)?)
        }
        Rule::projection => ExpressionKind::Projection(of, projection(parts, text)?),
        Rule::dynamic_property => ExpressionKind::Index(of, Box::new(expression(next(&mut parts)?, text)?)),
        Rule::slice_or_index => {
            let first = next(&mut parts)?;
            match first.as_rule() {
                Rule::slice_all => ExpressionKind::Slice(of, None, None),
                Rule::slice_to => {
                    let to = expression(only(first)?, text)?;
                    ExpressionKind::Slice(of, None, Some(Box::new(to)))
                }
                _ => {
                    let first = Box::new(expression(first, text)?);
                    if take(&mut parts, Rule::slice_mark).is_some() {
                        let to = parts.pop_front().map(|to| expression(to, text)).transpose()?;
                        ExpressionKind::Slice(of, Some(first), to.map(Box::new))
                    } else {
                        ExpressionKind::Index(of, first)
                    }
                }
            }
        }
        _ => return Err(Error::internal("a postfix of unknown kind").at(whole)),
    };
    Ok(Expression { kind, span: whole })
}

fn projection(parts: Pairs<'_>, text: &str) -> Result<Vec<ProjectionItem>> {
    let item = |part: Pair<'_>| {
        Ok(match part.as_rule() {
            Rule::all_properties => ProjectionItem::All,
            Rule::own_property => ProjectionItem::Property(name(&only(part)?)),
            Rule::variable => ProjectionItem::Variable(name(&part)),
            _ => {
                let (key, value) = entry(part, text)?;
                ProjectionItem::Entry(key, value)
            }
        })
    };
    parts.into_iter().map(item).collect()
}

/// A `map` pair.
pub(super) fn map(pair: Pair<'_>, text: &str) -> Result<Expression> {
    let span = span(&pair);
    let entries: Result<Vec<_>> = pair.into_inner().map(|part| entry(part, text)).collect();
    Ok(Expression { kind: ExpressionKind::Map(entries?), span })
}

fn entry(pair: Pair<'_>, text: &str) -> Result<(Name, Expression)> {
    let mut parts = inner(pair);
    let key = name(&next(&mut parts)?);
    Ok((key, expression(next(&mut parts)?, text)?))
}

/// The predicate of a `where_part`, if one is next.
pub(super) fn where_part(parts: &mut Pairs<'_>, text: &str) -> Result<Option<Expression>> {
    let Some(part) = take(parts, Rule::where_part) else { return Ok(None) };
    let mut parts = inner(part);
    take(&mut parts, Rule::kw_where);
    expression(next(&mut parts)?, text).map(Some)
}

fn pipe_part(parts: &mut Pairs<'_>, text: &str) -> Result<Option<Expression>> {
    take(parts, Rule::pipe_part).map(|part| expression(only(part)?, text)).transpose()
}

fn case(pair: Pair<'_>, text: &str) -> Result<ExpressionKind> {
    let mut parts = inner(pair);
    take(&mut parts, Rule::kw_case);
    let subject = take(&mut parts, Rule::expression).map(|subject| expression(subject, text)).transpose()?;
    let mut branches = Vec::new();
    while let Some(branch) = take(&mut parts, Rule::case_branch) {
        let mut halves: Pairs<'_> = inner(branch);
        let (mut when, mut then) = (Vec::new(), None);
        while let Some(part) = halves.pop_front() {
            let at = span(&part);
            match part.as_rule() {
                Rule::case_test => {
                    let asked = case_test(part, text)?;
                    if subject.is_none() && !(when.is_empty() && matches!(asked, CaseTest::Value(_))) {
                        let message = "a CASE without a subject has one condition after each WHEN";
                        return Err(Error::syntax(Detail::UnexpectedSyntax, message)
                            .at(at)
                            .hint("write CASE x WHEN > 1, 0 THEN ... to ask it of x"));
                    }
                    when.push(asked);
                }
                Rule::expression => then = Some(expression(part, text)?),
                _ => {}
            }
        }
        let then = then.ok_or_else(|| Error::internal("a WHEN without THEN"))?;
        branches.push(CaseBranch { when, then });
    }
    let otherwise = take(&mut parts, Rule::case_else)
        .map(|part| {
            let mut parts = inner(part);
            take(&mut parts, Rule::kw_else);
            expression(next(&mut parts)?, text)
        })
        .transpose()?;
    Ok(ExpressionKind::Case(subject.map(Box::new), branches, otherwise.map(Box::new)))
}

fn case_test(pair: Pair<'_>, text: &str) -> Result<CaseTest> {
    let mut parts = inner(pair);
    let first = next(&mut parts)?;
    Ok(match first.as_rule() {
        Rule::expression => CaseTest::Value(expression(first, text)?),
        Rule::is_null => CaseTest::IsNull(false),
        Rule::is_not_null => CaseTest::IsNull(true),
        Rule::is_typed => {
            let (kind, negated) = types::is_typed(inner(first))?;
            CaseTest::IsTyped(kind, negated)
        }
        Rule::is_normalized => {
            let (form, negated) = types::is_normalized(inner(first));
            CaseTest::IsNormalized(form, negated)
        }
        _ => CaseTest::Operator(operators::operator(&first)?, expression(next(&mut parts)?, text)?),
    })
}

fn subquery(pair: Pair<'_>, text: &str) -> Result<ExpressionKind> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    let kind = match next(&mut parts)?.as_rule() {
        Rule::kw_count => SubqueryKind::Count,
        Rule::kw_collect => SubqueryKind::Collect,
        _ => SubqueryKind::Exists,
    };
    let body = next(&mut parts)?;
    let query = if body.as_rule() == Rule::query {
        clause::query(body, text)?
    } else {
        // a pattern alone is a MATCH
        let pattern = pattern::paths(body, text)?;
        let predicate = where_part(&mut parts, text)?;
        let kind = ClauseKind::Match { optional: false, repeatable: false, pattern, hints: Vec::new(), predicate };
        let branch = SingleQuery { view: None, clauses: vec![Clause { kind, span: whole }] };
        Query { branches: vec![branch], unions: Vec::new() }
    };
    Ok(ExpressionKind::Subquery(kind, Box::new(query)))
}

/// The name and the rest of a flat `name operator rest`, such as `x IN xs` or `total = 0`.
fn binding<'i>(pair: &Pair<'i>, operator: Rule) -> Option<(Name, Pairs<'i>)> {
    let mut parts = inner(pair.clone());
    let variable = take(&mut parts, Rule::variable)?;
    take(&mut parts, operator)?;
    Some((name(&variable), parts))
}

fn list(pair: Pair<'_>, text: &str) -> Result<ExpressionKind> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    let mut elements: Pairs<'_> = Pairs::new();
    while let Some(element) = take(&mut parts, Rule::expression) {
        elements.push_back(element);
    }
    let filter = where_part(&mut parts, text)?.map(Box::new);
    let map = pipe_part(&mut parts, text)?.map(Box::new);
    if filter.is_none() && map.is_none() {
        // `[x IN xs]` is a comprehension too
        if elements.len() == 1
            && let Some((variable, list)) = elements.front().and_then(|e| binding(e, Rule::kw_in))
        {
            let list = Box::new(operators::climb(list, text)?);
            return Ok(ExpressionKind::ListComprehension { variable, list, filter, map });
        }
        let elements: Result<Vec<_>> = elements.into_iter().map(|element| expression(element, text)).collect();
        return Ok(ExpressionKind::List(elements?));
    }
    let head = next(&mut elements)?;
    if let Some(extra) = elements.pop_front() {
        return Err(Error::syntax(Detail::UnexpectedSyntax, "a list comprehension has one part before WHERE and `|`")
            .at(span(&extra)));
    }
    if let Some((variable, list)) = binding(&head, Rule::kw_in) {
        let list = Box::new(operators::climb(list, text)?);
        return Ok(ExpressionKind::ListComprehension { variable, list, filter, map });
    }
    let (variable, path) = match binding(&head, Rule::equal) {
        Some((variable, path)) => (Some(variable), operators::climb(path, text)?),
        None => (None, expression(head, text)?),
    };
    match (path.kind, map) {
        (ExpressionKind::Pattern(mut pattern), Some(map)) => {
            pattern.variable = variable;
            Ok(ExpressionKind::PatternComprehension { pattern, filter, map })
        }
        (ExpressionKind::Pattern(_), None) => Err(Error::syntax(
            Detail::UnexpectedSyntax,
            "a pattern comprehension says after `|` what becomes of each match",
        )
        .at(whole)
        .hint("for example [(a)-->(b) | b.name]")),
        _ => Err(Error::syntax(Detail::UnexpectedSyntax, "expected `x IN list` or a pattern before WHERE or `|`")
            .at(path.span)),
    }
}

fn call(pair: Pair<'_>, text: &str) -> Result<ExpressionKind> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    let function = next(&mut parts)?;
    let function = Name { text: dotted(&function).into(), span: span(&function) };
    let lower = function.text.to_ascii_lowercase();
    if take(&mut parts, Rule::star).is_some() {
        if lower != "count" {
            return Err(Error::syntax(
                Detail::UnexpectedSyntax,
                format!("`*` stands only in count(*), not in {}", function.text),
            )
            .at(whole));
        }
        return Ok(ExpressionKind::CountStar);
    }
    let distinct = take(&mut parts, Rule::distinct).is_some();
    let side = take(&mut parts, Rule::trim_side);
    let mut arguments: Pairs<'_> = Pairs::new();
    while let Some(argument) = take(&mut parts, Rule::expression) {
        arguments.push_back(argument);
    }
    let from = take(&mut parts, Rule::from_part);
    if side.is_some() || from.is_some() {
        return trim(&function, side, arguments, from, whole, text);
    }
    let predicate = where_part(&mut parts, text)?;
    let step = pipe_part(&mut parts, text)?;
    let quantifier = match &*lower {
        "all" => Some(QuantifierKind::All),
        "any" => Some(QuantifierKind::Any),
        "none" => Some(QuantifierKind::None),
        "single" => Some(QuantifierKind::Single),
        _ => None,
    };
    if let Some(kind) = quantifier
        && arguments.len() == 1
        && let Some((variable, list)) = arguments.front().and_then(|a| binding(a, Rule::kw_in))
    {
        let list = Box::new(operators::climb(list, text)?);
        let Some(predicate) = predicate else {
            return Err(Error::syntax(Detail::UnexpectedSyntax, format!("{lower}(x IN list) needs a WHERE")).at(whole));
        };
        return Ok(ExpressionKind::Quantifier { kind, variable, list, predicate: Box::new(predicate) });
    }
    if lower == "reduce" {
        return reduce(&arguments, step, whole, text);
    }
    if predicate.is_some() || step.is_some() {
        let message = format!("{} takes no WHERE and no `|`", function.text);
        return Err(Error::syntax(Detail::UnexpectedSyntax, message).at(whole));
    }
    let arguments: Result<Vec<_>> = arguments.into_iter().map(|argument| expression(argument, text)).collect();
    Ok(ExpressionKind::Call { name: function, distinct, arguments: arguments? })
}

/// `trim(BOTH x FROM y)` is `btrim(y, x)`; LEADING is `ltrim`, TRAILING `rtrim`.
fn trim(
    function: &Name,
    side: Option<Pair<'_>>,
    characters: Pairs<'_>,
    from: Option<Pair<'_>>,
    whole: Span,
    text: &str,
) -> Result<ExpressionKind> {
    let (true, true, Some(from)) = (function.text.eq_ignore_ascii_case("trim"), characters.len() < 2, from) else {
        return Err(Error::syntax(Detail::UnexpectedSyntax, "BOTH, LEADING, TRAILING and FROM stand only in trim")
            .at(whole)
            .hint("write trim(BOTH 'x' FROM text)"));
    };
    let side = side.map(only).transpose()?.map(|side| side.as_rule());
    let name = match side {
        Some(Rule::kw_leading) => "ltrim",
        Some(Rule::kw_trailing) => "rtrim",
        _ => "btrim",
    };
    let mut from = inner(from);
    take(&mut from, Rule::kw_from);
    let mut arguments = vec![expression(next(&mut from)?, text)?];
    for part in characters {
        arguments.push(expression(part, text)?);
    }
    Ok(ExpressionKind::Call { name: Name { text: name.into(), span: function.span }, distinct: false, arguments })
}

/// A dotted name, each part without its backticks.
pub(super) fn dotted(pair: &Pair<'_>) -> String {
    let parts: Vec<String> = pair.clone().into_inner().map(|part| name(&part).text.to_string()).collect();
    parts.join(".")
}

fn reduce(arguments: &Pairs<'_>, step: Option<Expression>, whole: Span, text: &str) -> Result<ExpressionKind> {
    let start = arguments.front().and_then(|a| binding(a, Rule::equal));
    let element = arguments.get(1).and_then(|a| binding(a, Rule::kw_in));
    match (start, element, step, arguments.len()) {
        (Some((accumulator, start)), Some((variable, list)), Some(step), 2) => Ok(ExpressionKind::Reduce {
            accumulator,
            start: Box::new(operators::climb(start, text)?),
            variable,
            list: Box::new(operators::climb(list, text)?),
            step: Box::new(step),
        }),
        _ => Err(Error::syntax(Detail::UnexpectedSyntax, "reduce is written reduce(total = start, x IN list | step)")
            .at(whole)),
    }
}

/// A parenthesised expression, or a pattern if relationships follow or what is inside can only be a
/// node.
fn parenthesized(pair: Pair<'_>, text: &str) -> Result<Expression> {
    let whole = span(&pair);
    let mut parts: Vec<Pair<'_>> = pair.into_inner().collect();
    let first_step = parts.iter().position(|part| part.as_rule() == Rule::step_in_expression).unwrap_or(parts.len());
    let steps = parts.split_off(first_step);
    let is_expression = matches!(parts.as_slice(), [only] if only.as_rule() == Rule::expression);
    if steps.is_empty() {
        return match parts.pop() {
            Some(part) if part.as_rule() == Rule::labelled => {
                let (variable, labels) = types::labelled(part, text)?;
                let kind = ExpressionKind::Variable(variable.text);
                let of = Box::new(Expression { kind, span: variable.span });
                Ok(Expression { kind: ExpressionKind::HasLabels(of, labels), span: whole })
            }
            Some(part) if is_expression => {
                let inside = expression(part, text)?;
                Ok(Expression { span: whole, ..inside })
            }
            _ => Err(Error::syntax(Detail::UnexpectedSyntax, "a node alone is not an expression")
                .at(whole)
                .hint("write EXISTS { MATCH (n:Label) } to ask whether there is one")),
        };
    }
    let start = pattern::node_from_superset(parts, whole, text)?;
    let joined = |(relationship, node)| (Step::Relationship(relationship), node);
    let steps: Result<Vec<_>> = steps.into_iter().map(|step| pattern::step(step, text).map(joined)).collect();
    let steps = steps?;
    let path =
        PathPattern { variable: None, start, steps, shortest: None, selector: None, predicate: None, span: whole };
    Ok(Expression { kind: ExpressionKind::Pattern(Box::new(path)), span: whole })
}
