//! WITH and RETURN: results, grouping, and what ORDER BY and WHERE after them can see.

use std::sync::Arc;

use super::{Aggregation, Binder, Scope};
use crate::ast::{self, Expression, ExpressionKind, Projection};
use crate::bound::{Expr, ExprKind, Project, Slot, Type};
use crate::error::{Detail, Error, Result};
use crate::functions;
use crate::span::Span;
use crate::value::Value;

impl Binder<'_> {
    /// Binds the projection; the scope after it holds only its results.
    pub(super) fn projection(
        &mut self,
        written: &Projection,
        predicate: Option<&Expression>,
        scope: &Scope,
        span: Span,
        is_with: bool,
    ) -> Result<(Project, Scope)> {
        let items = named_items(written, scope, span, is_with)?;
        let aggregating = items.iter().any(|item| has_aggregate(&item.expression));
        let mut project = Project { aggregating, distinct: written.distinct, ..Project::default() };
        let mut results = Scope::default();
        if aggregating {
            self.grouped_items(&items, scope, &mut project, &mut results)?;
        } else {
            for item in &items {
                let expr = self.plain_expression(&item.expression, scope, "here")?;
                let kind = self.type_of(&expr);
                let slot = self.new_slot(Arc::clone(&item.name), kind);
                results.insert(Arc::clone(&item.name), slot, false);
                project.items.push((slot, expr));
            }
        }
        self.order_and_filter(written, predicate, &items, scope, &results, &mut project)?;
        project.skip = written.skip.as_ref().map(|e| self.row_count(e, "SKIP")).transpose()?;
        project.limit = written.limit.as_ref().map(|e| self.row_count(e, "LIMIT")).transpose()?;
        Ok((project, results))
    }

    /// Items without an aggregate are what rows are grouped by; the others are computed from those
    /// and from aggregates (CIP2021-07-07).
    fn grouped_items(
        &mut self,
        items: &[Item],
        scope: &Scope,
        project: &mut Project,
        results: &mut Scope,
    ) -> Result<()> {
        let mut keys = Vec::new();
        for item in items.iter().filter(|item| !has_aggregate(&item.expression)) {
            let expr = self.plain_expression(&item.expression, scope, "here")?;
            let kind = self.type_of(&expr);
            let slot = self.new_slot(Arc::clone(&item.name), kind);
            keys.push((item.expression.clone(), slot));
            project.grouping.push((slot, expr));
        }
        let substitutions = std::mem::replace(&mut self.substitutions, keys);
        let collected = Aggregation::Collected { calls: Vec::new(), outer: scope.clone(), keys_only: true };
        let outer = std::mem::replace(&mut self.aggregation, collected);
        let bound: Result<Vec<(Arc<str>, Expr)>> =
            items.iter().map(|item| Ok((Arc::clone(&item.name), self.expression(&item.expression, scope)?))).collect();
        if let Aggregation::Collected { calls, .. } = std::mem::replace(&mut self.aggregation, outer) {
            project.aggregates = calls;
        }
        self.substitutions = substitutions;
        for (name, expr) in bound? {
            let slot = match expr.kind {
                // a grouping key stays where it is
                ExprKind::Slot(slot) if project.grouping.iter().any(|(key, _)| *key == slot) => slot,
                _ => self.new_slot(Arc::clone(&name), self.type_of(&expr)),
            };
            results.insert(name, slot, false);
            project.items.push((slot, expr));
        }
        Ok(())
    }

    /// ORDER BY and WHERE see the results by name and by expression; and, unless rows were grouped or
    /// made distinct, what could be seen before.
    fn order_and_filter(
        &mut self,
        written: &Projection,
        predicate: Option<&Expression>,
        items: &[Item],
        scope: &Scope,
        results: &Scope,
        project: &mut Project,
    ) -> Result<()> {
        let mut known: Vec<(Expression, Slot)> = Vec::new();
        for (item, (slot, _)) in items.iter().zip(&project.items) {
            known.push((item.expression.clone(), *slot));
        }
        let mut visible = if project.aggregating || project.distinct { Scope::default() } else { scope.clone() };
        for (name, variable) in results.iter() {
            visible.insert(Arc::clone(name), variable.slot, false);
        }
        // a result's name hides the expression that it shadows
        known.retain(|(expression, slot)| match &expression.kind {
            ExpressionKind::Variable(name) => results.get(name).is_none_or(|v| v.slot == *slot),
            _ => true,
        });
        for item in &written.order {
            let aggregation = if project.aggregating {
                Aggregation::Collected {
                    calls: std::mem::take(&mut project.aggregates),
                    outer: scope.clone(),
                    keys_only: has_aggregate(&item.expression),
                }
            } else {
                Aggregation::Forbidden("in ORDER BY unless the results are aggregated")
            };
            let outer = std::mem::replace(&mut self.aggregation, aggregation);
            let substitutions = std::mem::replace(&mut self.substitutions, known.clone());
            let bound = self.expression(&item.expression, &visible);
            self.substitutions = substitutions;
            if let Aggregation::Collected { calls, .. } = std::mem::replace(&mut self.aggregation, outer) {
                project.aggregates = calls;
            }
            project.order.push((bound?, item.descending));
        }
        if let Some(predicate) = predicate {
            // WHERE after WITH sees names only, and the variables before where they are still there
            project.predicates = self.conditions(predicate, &visible, "in WHERE")?;
        }
        Ok(())
    }

    /// SKIP and LIMIT: a number that no row can change.
    fn row_count(&mut self, written: &Expression, clause: &'static str) -> Result<Expr> {
        let bound = self.plain_expression(written, &Scope::default(), "in SKIP or LIMIT").map_err(|error| {
            if error.detail() == Detail::UndefinedVariable {
                Error::syntax(Detail::NonConstantExpression, format!("{clause} cannot depend on a row"))
                    .at(written.span)
            } else {
                error
            }
        })?;
        match &bound.kind {
            ExprKind::Constant(Value::Integer(n)) if *n < 0 => {
                Err(Error::syntax(Detail::NegativeIntegerArgument, format!("{clause} cannot be negative"))
                    .at(bound.span))
            }
            _ => match self.type_of(&bound) {
                Type::Integer | Type::Any => Ok(bound),
                _ => {
                    Err(Error::syntax(Detail::InvalidArgumentType, format!("{clause} takes an integer")).at(bound.span))
                }
            },
        }
    }
}

/// One result with its name.
struct Item {
    name: Arc<str>,
    expression: Expression,
}

/// The results in order: `*` first, then the written items.
fn named_items(written: &Projection, scope: &Scope, span: Span, is_with: bool) -> Result<Vec<Item>> {
    let mut items: Vec<Item> = Vec::new();
    if let Some(star) = written.all {
        if scope.is_empty() && !is_with {
            return Err(Error::syntax(Detail::NoVariablesInScope, "RETURN * needs a variable to return").at(span));
        }
        // made-up names begin with a blank and are not the user's
        for (name, _) in scope.iter().filter(|(name, _)| !name.starts_with(' ')) {
            let expression = Expression { kind: ExpressionKind::Variable(Arc::clone(name)), span: star };
            items.push(Item { name: Arc::clone(name), expression });
        }
    }
    for item in &written.items {
        let name = match (&item.alias, &item.expression.kind) {
            (Some(alias), _) => Arc::clone(&alias.text),
            (None, ExpressionKind::Variable(name)) => Arc::clone(name),
            (None, _) if is_with => {
                return Err(Error::syntax(Detail::NoExpressionAlias, "an expression in WITH needs a name")
                    .at(item.expression.span)
                    .hint(format!("{} AS name", item.text)));
            }
            (None, _) => Arc::clone(&item.text),
        };
        if items.iter().any(|other| other.name == name) {
            let place = item.alias.as_ref().map_or(item.expression.span, |alias| alias.span);
            return Err(Error::syntax(Detail::ColumnNameConflict, format!("there are two results named `{name}`"))
                .at(place)
                .hint("give one another name with AS"));
        }
        items.push(Item { name, expression: item.expression.clone() });
    }
    Ok(items)
}

/// Whether an aggregate stands anywhere in the expression.
fn has_aggregate(expression: &Expression) -> bool {
    let any = |parts: &[Expression]| parts.iter().any(has_aggregate);
    let some = |part: &Option<Box<Expression>>| part.as_deref().is_some_and(has_aggregate);
    match &expression.kind {
        ExpressionKind::CountStar => true,
        ExpressionKind::Call { name, arguments, .. } => {
            functions::find_aggregate(&name.text).is_some() || any(arguments)
        }
        ExpressionKind::Literal(_)
        | ExpressionKind::Variable(_)
        | ExpressionKind::Parameter(_)
        | ExpressionKind::Pattern(_)
        | ExpressionKind::Exists(..)
        | ExpressionKind::PatternComprehension { .. } => false,
        ExpressionKind::List(parts) => any(parts),
        ExpressionKind::Map(entries) => entries.iter().any(|(_, value)| has_aggregate(value)),
        ExpressionKind::Property(of, _)
        | ExpressionKind::HasLabels(of, _)
        | ExpressionKind::IsNull(of, _)
        | ExpressionKind::Not(of)
        | ExpressionKind::Negate(of)
        | ExpressionKind::Plus(of) => has_aggregate(of),
        ExpressionKind::Index(of, index) => has_aggregate(of) || has_aggregate(index),
        ExpressionKind::Slice(of, from, to) => has_aggregate(of) || some(from) || some(to),
        ExpressionKind::Projection(of, items) => {
            has_aggregate(of)
                || items.iter().any(|item| matches!(item, ast::ProjectionItem::Entry(_, value) if has_aggregate(value)))
        }
        ExpressionKind::Operators(first, rest) => has_aggregate(first) || rest.iter().any(|(_, e)| has_aggregate(e)),
        ExpressionKind::Case(subject, branches, otherwise) => {
            some(subject)
                || some(otherwise)
                || branches.iter().any(|b| has_aggregate(&b.when) || has_aggregate(&b.then))
        }
        ExpressionKind::ListComprehension { list, filter, map, .. } => has_aggregate(list) || some(filter) || some(map),
        ExpressionKind::Quantifier { list, predicate, .. } => has_aggregate(list) || has_aggregate(predicate),
        ExpressionKind::Reduce { start, list, step, .. } => {
            has_aggregate(start) || has_aggregate(list) || has_aggregate(step)
        }
    }
}
