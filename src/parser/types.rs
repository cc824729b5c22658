//! Label expressions and the types of values.

use super::pairs::{Pair, Pairs, inner, name, next, only, span, take, unexpected};
use super::{Rule, expression};
use crate::ast::{Expression, Label, LabelExpression, Name, NormalForm, ValueType, ValueTypeKind};
use crate::error::{Detail, Error, Result};

/// The label expression at the end of a pair.
pub(super) fn labels_of(pair: Pair<'_>, text: &str) -> Result<LabelExpression> {
    let last = pair.into_inner().last().ok_or_else(|| Error::internal("labels without a label"))?;
    label_expression(last, text)
}

/// The name and the labels of a `labelled` pair.
pub(super) fn labelled(pair: Pair<'_>, text: &str) -> Result<(Name, LabelExpression)> {
    let mut parts = inner(pair);
    let variable = name(&next(&mut parts)?);
    Ok((variable, label_expression(next(&mut parts)?, text)?))
}

/// A label or type expression.
pub(super) fn label_expression(pair: Pair<'_>, text: &str) -> Result<LabelExpression> {
    Ok(match pair.as_rule() {
        Rule::label_or | Rule::label_choice | Rule::type_or | Rule::labels_in_expression => {
            join(pair, LabelExpression::Or, text)?
        }
        Rule::label_and | Rule::type_and => join(pair, LabelExpression::And, text)?,
        Rule::label_not | Rule::type_not => {
            let mut parts = inner(pair);
            let mut negated = false;
            while take(&mut parts, Rule::negation).is_some() {
                negated = !negated;
            }
            let of = label_expression(next(&mut parts)?, text)?;
            if negated { LabelExpression::Not(Box::new(of)) } else { of }
        }
        Rule::label_name | Rule::type_name => LabelExpression::Name(name(&pair)),
        Rule::wildcard => LabelExpression::Any,
        Rule::dynamic_labels => {
            let (of, any) = dynamic(pair, text)?;
            LabelExpression::Dynamic { of: Box::new(of), any }
        }
        _ => return Err(unexpected(&pair)),
    })
}

fn join(pair: Pair<'_>, make: fn(Vec<LabelExpression>) -> LabelExpression, text: &str) -> Result<LabelExpression> {
    let parts: Result<Vec<_>> = pair.into_inner().map(|part| label_expression(part, text)).collect();
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

/// The expression of `$(expression)`, and whether any of its labels is enough.
fn dynamic(pair: Pair<'_>, text: &str) -> Result<(Expression, bool)> {
    let mut parts = inner(pair);
    let any = match take(&mut parts, Rule::dynamic_kind) {
        Some(kind) => only(kind)?.as_rule() == Rule::kw_any,
        None => false,
    };
    Ok((expression::expression(next(&mut parts)?, text)?, any))
}

/// The labels of SET and REMOVE.
pub(super) fn labels_to_set(parts: Pairs<'_>, text: &str) -> Result<Vec<Label>> {
    let labels = parts.into_iter().filter(|part| part.as_rule() != Rule::kw_is);
    labels
        .map(|part| match part.as_rule() {
            Rule::dynamic_labels => {
                let place = span(&part);
                match dynamic(part, text)? {
                    (of, false) => Ok(Label::Dynamic(of)),
                    (_, true) => {
                        Err(Error::syntax(Detail::UnexpectedSyntax, "any of some labels can only be looked for")
                            .at(place)
                            .hint("SET and REMOVE take all labels of a list: n:$(labels)"))
                    }
                }
            }
            _ => Ok(Label::Name(name(&part))),
        })
        .collect()
}

/// The types of `IS [NOT] :: types`, and whether NOT stands there.
pub(super) fn is_typed(mut parts: Pairs<'_>) -> Result<(ValueType, bool)> {
    take(&mut parts, Rule::kw_is);
    let negated = take(&mut parts, Rule::kw_not).is_some();
    take(&mut parts, Rule::kw_typed);
    Ok((value_types(next(&mut parts)?)?, negated))
}

/// The form of `IS [NOT] [form] NORMALIZED`, and whether NOT stands there.
pub(super) fn is_normalized(mut parts: Pairs<'_>) -> (NormalForm, bool) {
    take(&mut parts, Rule::kw_is);
    let negated = take(&mut parts, Rule::kw_not).is_some();
    let form = take(&mut parts, Rule::normal_form).map(|form| form.as_str().trim().to_ascii_uppercase());
    let form = match form.as_deref() {
        Some("NFD") => NormalForm::Nfd,
        Some("NFKC") => NormalForm::Nfkc,
        Some("NFKD") => NormalForm::Nfkd,
        _ => NormalForm::Nfc,
    };
    (form, negated)
}

/// Types with `|` between them.
pub(super) fn value_types(pair: Pair<'_>) -> Result<ValueType> {
    let mut types = alternatives(pair)?;
    match types.len() {
        1 => types.pop().ok_or_else(|| Error::internal("a type without a name")),
        _ => Ok(ValueType { kind: ValueTypeKind::Union(types), not_null: false }),
    }
}

/// The types in a pair's brackets.
fn last(pair: Pair<'_>) -> Result<Pair<'_>> {
    pair.into_inner().last().ok_or_else(|| Error::internal("brackets without a type"))
}

fn alternatives(pair: Pair<'_>) -> Result<Vec<ValueType>> {
    pair.into_inner().map(value_type).collect()
}

fn value_type(pair: Pair<'_>) -> Result<ValueType> {
    let mut parts = inner(pair);
    let first = next(&mut parts)?;
    let kind = match first.as_rule() {
        Rule::type_words => named_type(&first)?,
        Rule::list_type => ValueTypeKind::List(Box::new(value_types(last(first)?)?)),
        _ => ValueTypeKind::Union(alternatives(last(first)?)?),
    };
    let mut result = ValueType { kind, not_null: false };
    for part in parts {
        match part.as_rule() {
            Rule::type_not_null => result.not_null = true,
            _ => result = ValueType { kind: ValueTypeKind::List(Box::new(result)), not_null: false },
        }
    }
    Ok(result)
}

/// Types and the other words that the language has for them.
fn named_type(pair: &Pair<'_>) -> Result<ValueTypeKind> {
    let words: Vec<String> = pair.as_str().split_whitespace().map(str::to_ascii_uppercase).collect();
    Ok(match words.concat().as_str() {
        "ANY" | "ANYVALUE" => ValueTypeKind::Any,
        "NOTHING" => ValueTypeKind::Nothing,
        "NULL" => ValueTypeKind::Null,
        "BOOLEAN" | "BOOL" => ValueTypeKind::Boolean,
        "STRING" | "VARCHAR" => ValueTypeKind::String,
        "INTEGER" | "INTEGER64" | "INT" | "INT64" | "SIGNEDINTEGER" => ValueTypeKind::Integer,
        "FLOAT" | "FLOAT64" => ValueTypeKind::Float,
        "DATE" => ValueTypeKind::Date,
        "LOCALTIME" | "TIMEWITHOUTTIMEZONE" => ValueTypeKind::LocalTime,
        "ZONEDTIME" | "TIMEWITHTIMEZONE" => ValueTypeKind::ZonedTime,
        "LOCALDATETIME" | "TIMESTAMPWITHOUTTIMEZONE" => ValueTypeKind::LocalDateTime,
        "ZONEDDATETIME" | "TIMESTAMPWITHTIMEZONE" => ValueTypeKind::ZonedDateTime,
        "DURATION" => ValueTypeKind::Duration,
        "POINT" => ValueTypeKind::Point,
        "NODE" | "ANYNODE" | "VERTEX" | "ANYVERTEX" => ValueTypeKind::Node,
        "RELATIONSHIP" | "ANYRELATIONSHIP" | "EDGE" | "ANYEDGE" => ValueTypeKind::Relationship,
        "MAP" | "ANYMAP" => ValueTypeKind::Map,
        "PATH" => ValueTypeKind::Path,
        "PROPERTYVALUE" | "ANYPROPERTYVALUE" => ValueTypeKind::PropertyValue,
        _ => return Err(Error::internal("a type of unknown name").at(span(pair))),
    })
}
