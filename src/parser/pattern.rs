//! Patterns.

use super::pairs::{Pair, Pairs, inner, name, next, only, span, take};
use super::types::labels_of;
use super::{Rule, expression, path, types};
use crate::ast::{
    Direction, Expression, ExpressionKind, Name, NodePattern, PathPattern, ProjectionItem, Quantifier,
    RelationshipPattern, Selector, Shortest, VariableLength,
};
use crate::error::{Detail, Error, Result};
use crate::span::Span;
use crate::value::Value;

/// A `pattern` pair: paths separated by commas.
pub(super) fn paths(pair: Pair<'_>, text: &str) -> Result<Vec<PathPattern>> {
    pair.into_inner().map(|path| path_pattern(path, text)).collect()
}

/// A `path_pattern` pair.
pub(super) fn path_pattern(pair: Pair<'_>, text: &str) -> Result<PathPattern> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    let variable = take(&mut parts, Rule::variable).map(|variable| name(&variable));
    let shortest = take(&mut parts, Rule::shortest).and_then(|word| Shortest::named(word.as_str().trim()));
    let selector = take(&mut parts, Rule::selector).map(selector).transpose()?.flatten();
    let (start, steps, predicate) = path::chain(next(&mut parts)?, text)?;
    Ok(PathPattern { variable, start, steps, shortest, selector, predicate, span: whole })
}

/// `SHORTEST 2 GROUPS` and its like; nothing for ALL PATHS.
fn selector(pair: Pair<'_>) -> Result<Option<Selector>> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    let any = take(&mut parts, Rule::kw_any).is_some();
    let all = take(&mut parts, Rule::kw_all).is_some();
    let shortest = take(&mut parts, Rule::kw_shortest).is_some();
    let count =
        take(&mut parts, Rule::selector_count).map(|count| expression::primary(only(count)?, "")).transpose()?;
    take(&mut parts, Rule::path_word);
    let groups = take(&mut parts, Rule::group_word).is_some();
    if all && !shortest {
        return Ok(None);
    }
    if shortest && ((any || all) && (count.is_some() || groups) || !any && !all && !groups && count.is_none()) {
        return Err(Error::syntax(Detail::UnexpectedSyntax, "this is no way to choose among paths")
            .at(whole)
            .hint("write ANY SHORTEST, ALL SHORTEST, SHORTEST 3 or SHORTEST 3 GROUPS"));
    }
    let one = Expression { kind: ExpressionKind::Literal(Value::Integer(1)), span: whole };
    Ok(Some(Selector { count: count.unwrap_or(one), groups: groups || all }))
}

/// A relationship and the node it leads to.
pub(super) fn step(pair: Pair<'_>, text: &str) -> Result<(RelationshipPattern, NodePattern)> {
    let mut parts = inner(pair);
    let mut relationship = relationship(next(&mut parts)?, text)?;
    relationship.quantifier = take(&mut parts, Rule::quantifier).map(quantifier).transpose()?;
    if relationship.length.is_some() && relationship.quantifier.is_some() {
        let message = "the length of a relationship is said once: `*1..3` inside or `{1,3}` after it";
        return Err(Error::syntax(Detail::InvalidRelationshipPattern, message).at(relationship.span));
    }
    Ok((relationship, node(next(&mut parts)?, text)?))
}

/// `+`, `*`, `{2}`, `{1,3}`, `{,3}`, `{1,}`
pub(super) fn quantifier(pair: Pair<'_>) -> Result<Quantifier> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    if take(&mut parts, Rule::one_or_more).is_some() {
        return Ok(Quantifier { min: 1, max: None });
    }
    if take(&mut parts, Rule::any_number).is_some() {
        return Ok(Quantifier { min: 0, max: None });
    }
    let from = take(&mut parts, Rule::range_from).map(|pair| bound(&pair)).transpose()?;
    let comma = take(&mut parts, Rule::quantifier_comma).is_some();
    let to = take(&mut parts, Rule::range_to).map(|pair| bound(&pair)).transpose()?;
    let quantifier = Quantifier { min: from.unwrap_or(0), max: if comma { to } else { from } };
    if quantifier.max.is_some_and(|max| max < quantifier.min || max == 0) {
        let message = "a path is repeated at least once, and not fewer times at most than at least";
        return Err(Error::syntax(Detail::InvalidRelationshipPattern, message).at(whole));
    }
    Ok(quantifier)
}

pub(super) fn node(pair: Pair<'_>, text: &str) -> Result<NodePattern> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    let variable = take(&mut parts, Rule::variable).map(|variable| name(&variable));
    let labels = take(&mut parts, Rule::node_labels).map(|labels| labels_of(labels, text)).transpose()?;
    let properties = properties(&mut parts, text)?;
    let predicate = expression::where_part(&mut parts, text)?;
    Ok(NodePattern { variable, labels, properties, predicate, span: whole })
}

fn properties(parts: &mut Pairs<'_>, text: &str) -> Result<Option<Expression>> {
    let Some(pair) = take(parts, Rule::properties) else { return Ok(None) };
    expression::primary(only(pair)?, text).map(Some)
}

/// A node whose inside was read by the rule that also reads parenthesised expressions.
pub(super) fn node_from_superset(parts: Vec<Pair<'_>>, whole: Span, text: &str) -> Result<NodePattern> {
    let mut node = NodePattern { variable: None, labels: None, properties: None, predicate: None, span: whole };
    let mut parts: Pairs<'_> = parts.into();
    if let Some(labels) = take(&mut parts, Rule::colon_labels) {
        node.labels = Some(labels_of(labels, text)?);
    } else if let Some(labelled) = take(&mut parts, Rule::labelled) {
        let (variable, labels) = types::labelled(labelled, text)?;
        (node.variable, node.labels) = (Some(variable), Some(labels));
    } else if let Some(inside) = take(&mut parts, Rule::expression) {
        let inside = expression::expression(inside, text)?;
        absorb(inside, &mut node)?;
    }
    if let Some(map) = take(&mut parts, Rule::map) {
        node.properties = Some(expression::map(map, text)?);
    }
    node.predicate = expression::where_part(&mut parts, text)?;
    Ok(node)
}

/// Reads `n`, `n:Label`, `n {key: value}` and `{key: value}` as the inside of a node.
fn absorb(inside: Expression, node: &mut NodePattern) -> Result<()> {
    let Expression { kind, span } = inside;
    match kind {
        ExpressionKind::Variable(text) => node.variable = Some(Name { text, span }),
        ExpressionKind::HasLabels(of, labels) if node.labels.is_none() => {
            node.labels = Some(labels);
            return absorb(*of, node);
        }
        ExpressionKind::Projection(of, items) if node.properties.is_none() && node.labels.is_none() => {
            let entries: Option<Vec<_>> = items
                .into_iter()
                .map(|item| match item {
                    ProjectionItem::Entry(key, value) => Some((key, value)),
                    _ => None,
                })
                .collect();
            let Some(entries) = entries else { return Err(not_a_node(span)) };
            node.properties = Some(Expression { kind: ExpressionKind::Map(entries), span });
            return absorb(*of, node);
        }
        ExpressionKind::Map(_) if node.properties.is_none() && node.labels.is_none() => {
            node.properties = Some(Expression { kind, span });
        }
        _ => return Err(not_a_node(span)),
    }
    Ok(())
}

fn not_a_node(span: Span) -> Error {
    Error::syntax(Detail::UnexpectedSyntax, "a relationship joins nodes, and this is not one")
        .at(span)
        .hint("a node is written (variable:Label {key: value})")
}

fn relationship(pair: Pair<'_>, text: &str) -> Result<RelationshipPattern> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    if let Some(dashes) = take(&mut parts, Rule::plain_dashes) {
        parts = inner(dashes);
    }
    let left = take(&mut parts, Rule::left_arrow).is_some();
    let detail = take(&mut parts, Rule::relationship_detail);
    let right = take(&mut parts, Rule::right_arrow).is_some();
    let direction = match (left, right) {
        (true, false) => Direction::Incoming,
        (false, true) => Direction::Outgoing,
        _ => Direction::Both,
    };
    let mut relationship = RelationshipPattern {
        variable: None,
        types: None,
        direction,
        length: None,
        quantifier: None,
        properties: None,
        predicate: None,
        span: whole,
    };
    let Some(detail) = detail else { return Ok(relationship) };
    let mut parts = inner(detail);
    relationship.variable = take(&mut parts, Rule::variable).map(|variable| name(&variable));
    relationship.types = take(&mut parts, Rule::relationship_types).map(|types| labels_of(types, text)).transpose()?;
    relationship.length = take(&mut parts, Rule::range).map(range).transpose()?;
    relationship.properties = properties(&mut parts, text)?;
    relationship.predicate = expression::where_part(&mut parts, text)?;
    Ok(relationship)
}

fn range(pair: Pair<'_>) -> Result<VariableLength> {
    let mut parts = inner(pair);
    let from = take(&mut parts, Rule::range_from).map(|pair| bound(&pair)).transpose()?;
    let dots = take(&mut parts, Rule::range_dots).is_some();
    let to = take(&mut parts, Rule::range_to).map(|pair| bound(&pair)).transpose()?;
    Ok(VariableLength { min: from, max: if dots { to } else { from } })
}

fn bound(pair: &Pair<'_>) -> Result<u32> {
    pair.as_str()
        .trim()
        .parse::<u32>()
        .map_err(|_| Error::syntax(Detail::InvalidRelationshipPattern, "a path cannot be that long").at(span(pair)))
}
