//! Patterns.

use super::pairs::{Pair, Pairs, inner, name, next, only, span, take, unexpected};
use super::{Rule, expression};
use crate::ast::{
    Direction, Expression, ExpressionKind, LabelExpression, Name, NodePattern, PathPattern, ProjectionItem,
    RelationshipPattern, Shortest, VariableLength,
};
use crate::error::{Detail, Error, Result};
use crate::span::Span;

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
    let mut chain = inner(next(&mut parts)?);
    let start = node(next(&mut chain)?, text)?;
    let steps: Result<Vec<_>> = chain.into_iter().map(|pair| step(pair, text)).collect();
    Ok(PathPattern { variable, start, steps: steps?, shortest, span: whole })
}

/// A relationship and the node it leads to.
pub(super) fn step(pair: Pair<'_>, text: &str) -> Result<(RelationshipPattern, NodePattern)> {
    let mut parts = inner(pair);
    let relationship = relationship(next(&mut parts)?, text)?;
    Ok((relationship, node(next(&mut parts)?, text)?))
}

fn node(pair: Pair<'_>, text: &str) -> Result<NodePattern> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    let variable = take(&mut parts, Rule::variable).map(|variable| name(&variable));
    let labels = take(&mut parts, Rule::node_labels).map(|labels| label_expression(only(labels)?)).transpose()?;
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
    if let Some(labels) = take(&mut parts, Rule::node_labels) {
        node.labels = Some(label_expression(only(labels)?)?);
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
        ExpressionKind::HasLabels(of, labels) => {
            node.labels = Some(labels);
            return absorb(*of, node);
        }
        ExpressionKind::Projection(of, items) => {
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
        ExpressionKind::Map(_) => node.properties = Some(Expression { kind, span }),
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
        properties: None,
        predicate: None,
        span: whole,
    };
    let Some(detail) = detail else { return Ok(relationship) };
    let mut parts = inner(detail);
    relationship.variable = take(&mut parts, Rule::variable).map(|variable| name(&variable));
    relationship.types =
        take(&mut parts, Rule::relationship_types).map(|types| label_expression(only(types)?)).transpose()?;
    relationship.length = take(&mut parts, Rule::range).map(range).transpose()?;
    relationship.properties = properties(&mut parts, text)?;
    relationship.predicate = expression::where_part(&mut parts, text)?;
    Ok(relationship)
}

fn range(pair: Pair<'_>) -> Result<VariableLength> {
    let mut parts = inner(pair);
    let bound = |pair: Pair<'_>| {
        pair.as_str().trim().parse::<u32>().map_err(|_| {
            Error::syntax(Detail::InvalidRelationshipPattern, "a path cannot be that long").at(span(&pair))
        })
    };
    let from = take(&mut parts, Rule::range_from).map(bound).transpose()?;
    let dots = take(&mut parts, Rule::range_dots).is_some();
    let to = take(&mut parts, Rule::range_to).map(bound).transpose()?;
    Ok(VariableLength { min: from, max: if dots { to } else { from } })
}

/// A label or type expression.
fn label_expression(pair: Pair<'_>) -> Result<LabelExpression> {
    Ok(match pair.as_rule() {
        Rule::label_or | Rule::type_or => join(pair, LabelExpression::Or)?,
        Rule::label_and | Rule::type_and => join(pair, LabelExpression::And)?,
        Rule::label_not | Rule::type_not => {
            let mut parts = inner(pair);
            let mut negated = false;
            while take(&mut parts, Rule::negation).is_some() {
                negated = !negated;
            }
            let of = label_expression(next(&mut parts)?)?;
            if negated { LabelExpression::Not(Box::new(of)) } else { of }
        }
        Rule::label_name | Rule::type_name => LabelExpression::Name(name(&pair)),
        Rule::wildcard => LabelExpression::Any,
        _ => return Err(unexpected(&pair)),
    })
}

fn join(pair: Pair<'_>, make: fn(Vec<LabelExpression>) -> LabelExpression) -> Result<LabelExpression> {
    let parts: Result<Vec<_>> = pair.into_inner().map(label_expression).collect();
    let mut parts = parts?;
    Ok(match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            make(parts)
        }
        None => make(parts),
    })
}
