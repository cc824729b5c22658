//! Precedence, applied to the flat list of operands and operators that the grammar gives.

use super::pairs::{Pair, Pairs, inner, next, span, unexpected};
use super::{Rule, expression, literal, types};
use crate::ast::{Expression, ExpressionKind, Operator};
use crate::error::{Detail, Error, Result};
use crate::span::Span;

/// NOT binds looser than comparisons, tighter than AND.
const NOT_LEVEL: u8 = 5;
/// Unary minus binds tighter than every binary operator.
const UNARY_LEVEL: u8 = 10;
/// IS NULL and its like stand with IN and STARTS WITH.
const IS_LEVEL: u8 = 6;
/// So many `.key`, `[index]`, `IS NULL` in a row; each is one level of the tree.
const POSTFIX_LIMIT: usize = 128;

/// All of `pairs` as one expression.
pub(super) fn climb(mut pairs: Pairs<'_>, text: &str) -> Result<Expression> {
    let result = level(&mut pairs, 0, text)?;
    match pairs.front() {
        Some(pair) => Err(unexpected(pair)),
        None => Ok(result),
    }
}

/// An expression of operators that bind at least as tightly as `least`.
fn level(pairs: &mut Pairs<'_>, least: u8, text: &str) -> Result<Expression> {
    let mut left = operand(pairs, text)?;
    // the level of the chain that `left` is, if it was made right here and not in parentheses
    let mut chain: Option<u8> = None;
    let mut tests = 0;
    loop {
        let Some(pair) = pairs.front() else { return Ok(left) };
        if let Rule::is_null | Rule::is_not_null | Rule::is_typed | Rule::is_normalized = pair.as_rule() {
            if least > IS_LEVEL {
                return Ok(left);
            }
            let pair = next(pairs)?;
            tests += 1;
            limit_chain(tests, &pair)?;
            let whole = left.span.to(span(&pair));
            let of = Box::new(left);
            let kind = match pair.as_rule() {
                Rule::is_typed => {
                    let (kind, negated) = types::is_typed(inner(pair))?;
                    ExpressionKind::IsTyped(of, kind, negated)
                }
                Rule::is_normalized => {
                    let (form, negated) = types::is_normalized(inner(pair));
                    ExpressionKind::IsNormalized(of, form, negated)
                }
                rule => ExpressionKind::IsNull(of, rule == Rule::is_not_null),
            };
            left = Expression { kind, span: whole };
            chain = None;
            continue;
        }
        if is_postfix(pair) {
            return Err(Error::syntax(Detail::UnexpectedSyntax, "nothing of this kind can follow IS")
                .at(span(pair))
                .hint("put what it belongs to in parentheses"));
        }
        let operator = operator(pair)?;
        let binds = operator.level();
        if binds < least {
            return Ok(left);
        }
        next(pairs)?;
        let right = level(pairs, binds + 1, text)?;
        let whole = left.span.to(right.span);
        left = match left.kind {
            ExpressionKind::Operators(first, mut rest) if chain == Some(binds) => {
                rest.push((operator, right));
                Expression { kind: ExpressionKind::Operators(first, rest), span: whole }
            }
            kind => {
                let first = Box::new(Expression { kind, span: left.span });
                Expression { kind: ExpressionKind::Operators(first, vec![(operator, right)]), span: whole }
            }
        };
        chain = Some(binds);
    }
}

/// Prefix operators, a primary, and what directly follows it.
fn operand(pairs: &mut Pairs<'_>, text: &str) -> Result<Expression> {
    let pair = next(pairs)?;
    let start = span(&pair);
    let prefixed = |kind: ExpressionKind, end: Span| Expression { kind, span: start.to(end) };
    match pair.as_rule() {
        Rule::kw_not => {
            let of = level(pairs, NOT_LEVEL, text)?;
            let end = of.span;
            Ok(prefixed(ExpressionKind::Not(Box::new(of)), end))
        }
        Rule::unary_plus => {
            let of = level(pairs, UNARY_LEVEL, text)?;
            let end = of.span;
            Ok(prefixed(ExpressionKind::Plus(Box::new(of)), end))
        }
        Rule::unary_minus => {
            // a minus right before a number is part of it
            if let Some(number) = pairs.front().filter(|pair| pair.as_rule() == Rule::number) {
                let end = span(number);
                let value = literal::number(number.as_str(), true, start.to(end))?;
                next(pairs)?;
                return postfix(prefixed(ExpressionKind::Literal(value), end), pairs, text);
            }
            let of = level(pairs, UNARY_LEVEL, text)?;
            let end = of.span;
            Ok(prefixed(ExpressionKind::Negate(Box::new(of)), end))
        }
        _ => {
            let primary = expression::primary(pair, text)?;
            postfix(primary, pairs, text)
        }
    }
}

fn is_postfix(pair: &Pair<'_>) -> bool {
    matches!(pair.as_rule(), Rule::property | Rule::slice_or_index | Rule::has_labels | Rule::projection)
}

fn postfix(mut of: Expression, pairs: &mut Pairs<'_>, text: &str) -> Result<Expression> {
    let mut steps = 0;
    while pairs.front().is_some_and(is_postfix) {
        let pair = next(pairs)?;
        steps += 1;
        limit_chain(steps, &pair)?;
        of = expression::postfix(of, pair, text)?;
    }
    Ok(of)
}

/// An error if so many follow what they are about that it would be nested too deep.
fn limit_chain(steps: usize, pair: &Pair<'_>) -> Result<()> {
    if steps > POSTFIX_LIMIT {
        let message = format!("more than {POSTFIX_LIMIT} accesses or tests in a row");
        return Err(Error::limit(Detail::Nesting, message).at(span(pair)));
    }
    Ok(())
}

/// The operator that a rule stands for.
pub(super) fn operator(pair: &Pair<'_>) -> Result<Operator> {
    Ok(match pair.as_rule() {
        Rule::or => Operator::Or,
        Rule::kw_xor => Operator::Xor,
        Rule::kw_and => Operator::And,
        Rule::equal => Operator::Equal,
        Rule::not_equal => Operator::NotEqual,
        Rule::less => Operator::Less,
        Rule::less_equal => Operator::LessEqual,
        Rule::greater => Operator::Greater,
        Rule::greater_equal => Operator::GreaterEqual,
        Rule::kw_in => Operator::In,
        Rule::starts_with => Operator::StartsWith,
        Rule::ends_with => Operator::EndsWith,
        Rule::kw_contains => Operator::Contains,
        Rule::regex_match => Operator::Matches,
        Rule::plus => Operator::Add,
        Rule::minus => Operator::Subtract,
        Rule::concatenate => Operator::Concatenate,
        Rule::times => Operator::Multiply,
        Rule::divide => Operator::Divide,
        Rule::modulo => Operator::Modulo,
        Rule::power => Operator::Power,
        _ => return Err(unexpected(pair)),
    })
}
