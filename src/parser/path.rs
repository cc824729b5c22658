//! Chains of nodes, relationships and repeated paths.

use super::pairs::{Pair, inner, next, span, take};
use super::{Rule, expression, pattern};
use crate::ast::{Expression, NodePattern, QuantifiedPath, Step};
use crate::error::{Detail, Error, Result};
use crate::span::Span;

/// A chain: its first node, its steps, and what must hold of all of it.
type Chain = (NodePattern, Vec<(Step, NodePattern)>, Option<Expression>);

/// A `chain` pair. A chain that is nothing but a path in parentheses is that path.
pub(super) fn chain(pair: Pair<'_>, text: &str) -> Result<Chain> {
    let mut parts = inner(pair);
    if let [only] = parts.make_contiguous()
        && only.as_rule() == Rule::sub_path
        && !only.clone().into_inner().any(|part| part.as_rule() == Rule::quantifier)
    {
        let mut inside = inner(next(&mut parts)?);
        let (start, steps, predicate) = chain(next(&mut inside)?, text)?;
        if let Some(predicate) = predicate {
            let message = "one pair of parentheses around a path is enough";
            return Err(Error::syntax(Detail::UnexpectedSyntax, message).at(predicate.span));
        }
        return Ok((start, steps, expression::where_part(&mut inside, text)?));
    }
    let mut nodes: Vec<NodePattern> = Vec::new();
    let mut joints: Vec<Step> = Vec::new();
    for part in parts {
        let whole = span(&part);
        // whether the chain so far ends in a step, which needs a node
        let open = nodes.len() == joints.len();
        match part.as_rule() {
            Rule::node if open => nodes.push(pattern::node(part, text)?),
            Rule::node => {
                return Err(Error::syntax(Detail::UnexpectedSyntax, "two nodes stand side by side")
                    .at(whole)
                    .hint("join them by a relationship such as -->, or separate paths with a comma"));
            }
            Rule::step => {
                if open {
                    nodes.push(anything(whole));
                }
                let (relationship, node) = pattern::step(part, text)?;
                joints.push(Step::Relationship(relationship));
                nodes.push(node);
            }
            _ => {
                if open {
                    nodes.push(anything(whole));
                }
                joints.push(Step::Quantified(Box::new(quantified(part, text)?)));
            }
        }
    }
    if nodes.len() == joints.len() {
        let end = joints.last().map_or(Span::default(), |step| match step {
            Step::Relationship(relationship) => relationship.span,
            Step::Quantified(path) => path.span,
        });
        nodes.push(anything(end));
    }
    let mut nodes = nodes.into_iter();
    let start = nodes.next().ok_or_else(|| Error::internal("a path without a node"))?;
    Ok((start, joints.into_iter().zip(nodes).collect(), None))
}

/// The node that is meant where a repeated path stands without one beside it.
fn anything(span: Span) -> NodePattern {
    NodePattern { variable: None, labels: None, properties: None, predicate: None, span }
}

/// A `sub_path` pair with a quantifier.
fn quantified(pair: Pair<'_>, text: &str) -> Result<QuantifiedPath> {
    let whole = span(&pair);
    let mut parts = inner(pair);
    let (start, steps, inside) = chain(next(&mut parts)?, text)?;
    let predicate = expression::where_part(&mut parts, text)?;
    let wrong = |message: &str, hint: &str| {
        Err(Error::syntax(Detail::UnexpectedSyntax, message).at(whole).hint(hint.to_owned()))
    };
    let Some(quantifier) = take(&mut parts, Rule::quantifier) else {
        return wrong("a path in parentheses stands alone or is repeated", "say how often: ((a)-->(b)){1,3}");
    };
    if inside.is_some() {
        return wrong("one pair of parentheses around a path is enough", "write ((a)-->(b) WHERE ...){1,3}");
    }
    let mut plain = Vec::new();
    for (step, node) in steps {
        match step {
            Step::Relationship(relationship) if relationship.quantifier.is_none() && relationship.length.is_none() => {
                plain.push((relationship, node));
            }
            _ => return wrong("what is repeated cannot be repeated inside", "one quantifier is enough"),
        }
    }
    if plain.is_empty() {
        return wrong("a repeated path has at least one relationship", "for example ((a)-->(b))+");
    }
    Ok(QuantifiedPath { start, steps: plain, predicate, quantifier: pattern::quantifier(quantifier)?, span: whole })
}
