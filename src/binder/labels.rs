//! Labels and relationship types, fixed ones and those that an expression gives.

use std::sync::Arc;

use super::types::describe;
use super::{Binder, Scope};
use crate::ast::{self, Operator};
use crate::bound::{Expr, ExprKind, Label, LabelExpression, Type, Types};
use crate::error::{Detail, Error, Result};
use crate::span::Span;

impl Binder<'_> {
    /// The test whether `of` has such labels.
    pub(super) fn has_labels(
        &mut self,
        of: &Expr,
        labels: &ast::LabelExpression,
        span: Span,
        scope: &Scope,
    ) -> Result<Expr> {
        match self.type_of(of) {
            Type::Any | Type::Null | Type::Node | Type::Relationship => {}
            other => {
                let message = format!("only nodes have labels, not {}", describe(other));
                return Err(Error::syntax(Detail::InvalidArgumentType, message).at(span));
            }
        }
        let boxed = Box::new(of.clone());
        let kind = match (fixed(labels), labels) {
            (Some(labels), _) => ExprKind::HasLabels(boxed, labels),
            (None, ast::LabelExpression::Dynamic { of: given, any }) => {
                let labels = Box::new(self.plain_expression(given, scope, "in a label")?);
                ExprKind::HasDynamicLabels { of: boxed, labels, any: *any }
            }
            (None, ast::LabelExpression::Not(inner)) => {
                ExprKind::Not(Box::new(self.has_labels(of, inner, span, scope)?))
            }
            (None, ast::LabelExpression::And(parts)) => {
                ExprKind::Logic(Operator::And, self.have_labels(of, parts, span, scope)?)
            }
            (None, ast::LabelExpression::Or(parts)) => {
                ExprKind::Logic(Operator::Or, self.have_labels(of, parts, span, scope)?)
            }
            (None, ast::LabelExpression::Name(_) | ast::LabelExpression::Any) => {
                return Err(Error::internal("a fixed label was taken for another").at(span));
            }
        };
        Ok(Expr::new(kind, span))
    }

    fn have_labels(
        &mut self,
        of: &Expr,
        parts: &[ast::LabelExpression],
        span: Span,
        scope: &Scope,
    ) -> Result<Vec<Expr>> {
        parts.iter().map(|part| self.has_labels(of, part, span, scope)).collect()
    }

    /// Notes the labels that the graph does not know.
    pub(super) fn note_labels(&mut self, labels: &ast::LabelExpression) {
        for_each_name(labels, &mut |name| {
            let known = self.store.labels().find(&name.text).is_some();
            self.note_unknown("label", name, known);
        });
    }

    /// The types that a relationship may have, as far as they are fixed; and what is asked besides.
    pub(super) fn types(&mut self, types: Option<&ast::LabelExpression>) -> (Types, Option<ast::LabelExpression>) {
        let Some(types) = types else { return (Types::Any, None) };
        for_each_name(types, &mut |name| {
            let known = self.store.types().find(&name.text).is_some();
            self.note_unknown("relationship type", name, known);
        });
        let Some(fixed) = fixed(types) else { return (Types::Any, Some(types.clone())) };
        let types = match &fixed {
            LabelExpression::Any => Types::Any,
            LabelExpression::Name(name) => Types::OneOf(vec![Arc::clone(name)]),
            LabelExpression::Or(parts) => {
                let names: Option<Vec<_>> = parts
                    .iter()
                    .map(|part| match part {
                        LabelExpression::Name(name) => Some(Arc::clone(name)),
                        _ => None,
                    })
                    .collect();
                names.map_or(Types::Expression(fixed), Types::OneOf)
            }
            _ => Types::Expression(fixed),
        };
        (types, None)
    }

    /// Labels of something that is made or changed.
    pub(super) fn labels(&mut self, labels: &[ast::Label], scope: &Scope) -> Result<Vec<Label>> {
        let label = |label: &ast::Label| match label {
            ast::Label::Name(name) => Ok(Label::Name(Arc::clone(&name.text))),
            ast::Label::Dynamic(of) => self.plain_expression(of, scope, "in a label").map(Label::Dynamic),
        };
        labels.iter().map(label).collect()
    }
}

/// The labels, if no expression gives any of them.
pub(super) fn fixed(labels: &ast::LabelExpression) -> Option<LabelExpression> {
    let all = |parts: &[ast::LabelExpression]| parts.iter().map(fixed).collect::<Option<Vec<_>>>();
    Some(match labels {
        ast::LabelExpression::Name(name) => LabelExpression::Name(Arc::clone(&name.text)),
        ast::LabelExpression::Any => LabelExpression::Any,
        ast::LabelExpression::Not(of) => LabelExpression::Not(Box::new(fixed(of)?)),
        ast::LabelExpression::And(parts) => LabelExpression::And(all(parts)?),
        ast::LabelExpression::Or(parts) => LabelExpression::Or(all(parts)?),
        ast::LabelExpression::Dynamic { .. } => return None,
    })
}

fn for_each_name(labels: &ast::LabelExpression, visit: &mut impl FnMut(&ast::Name)) {
    match labels {
        ast::LabelExpression::Name(name) => visit(name),
        ast::LabelExpression::Any | ast::LabelExpression::Dynamic { .. } => {}
        ast::LabelExpression::Not(of) => for_each_name(of, visit),
        ast::LabelExpression::And(parts) | ast::LabelExpression::Or(parts) => {
            for part in parts {
                for_each_name(part, visit);
            }
        }
    }
}
