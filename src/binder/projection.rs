//! WITH and RETURN: results, grouping, and what ORDER BY and WHERE after them can see.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Aggregation, Binder, Scope};
use crate::ast::{Expression, ExpressionKind, Projection};
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
        let mut nameless = None;
        let items = named_items(written, scope, span, is_with, &mut nameless)?;
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
        if let Some(error) = nameless {
            return Err(error);
        }
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
        let mut key_slots: Vec<Option<Slot>> = Vec::new();
        let mut recognized = Vec::new();
        for item in items {
            if has_aggregate(&item.expression) {
                key_slots.push(None);
                continue;
            }
            let expr = self.plain_expression(&item.expression, scope, "here")?;
            let kind = self.type_of(&expr);
            let slot = self.new_slot(Arc::clone(&item.name), kind);
            if is_recognized_key(&item.expression) {
                recognized.push((item.expression.clone(), slot));
            }
            key_slots.push(Some(slot));
            project.grouping.push((slot, expr));
        }
        let substitutions = std::mem::replace(&mut self.substitutions, recognized);
        let ambiguous = scope.iter().map(|(name, _)| Arc::clone(name)).collect();
        let collected = Aggregation::Collected { calls: Vec::new(), outer: scope.clone(), keys_only: true, ambiguous };
        let outer = std::mem::replace(&mut self.aggregation, collected);
        let bound = items.iter().zip(key_slots).map(|(item, key)| match key {
            Some(slot) => Ok((Arc::clone(&item.name), Expr::slot(slot, item.expression.span))),
            None => Ok((Arc::clone(&item.name), self.expression(&item.expression, scope)?)),
        });
        let bound: Result<Vec<(Arc<str>, Expr)>> = bound.collect();
        if let Aggregation::Collected { calls, .. } = std::mem::replace(&mut self.aggregation, outer) {
            project.aggregates = calls;
        }
        self.substitutions = substitutions;
        for (name, expr) in bound? {
            self.budget.tick()?;
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
        // what a subquery takes from outside stays, whatever it groups by
        for (name, variable) in scope.iter().filter(|(_, variable)| self.is_outside(variable.slot)) {
            if visible.get(name).is_none() {
                visible.insert(Arc::clone(name), variable.slot, false);
            }
        }
        let dropped = scope.iter().map(|(name, _)| name).filter(|name| visible.get(name).is_none());
        let dropped = dropped.chain(&self.dropped).cloned().collect();
        let outer_dropped = std::mem::replace(&mut self.dropped, dropped);
        // a result's name hides the expression that it shadows
        known.retain(|(expression, slot)| match &expression.kind {
            ExpressionKind::Variable(name) => results.get(name).is_none_or(|v| v.slot == *slot),
            _ => true,
        });
        for item in &written.order {
            // each looks at all results
            self.budget.look()?;
            let aggregation = if project.aggregating {
                // an aggregate that is no result itself sees results only (WithOrderBy4 [13])
                Aggregation::Collected {
                    calls: std::mem::take(&mut project.aggregates),
                    outer: results.clone(),
                    keys_only: false,
                    ambiguous: keys_mention(items, scope),
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
            let substitutions = std::mem::replace(&mut self.substitutions, known);
            let bound = self.conditions(predicate, &visible, "in WHERE");
            self.substitutions = substitutions;
            project.predicates = bound?;
        }
        self.dropped = outer_dropped;
        Ok(())
    }

    /// SKIP, LIMIT and SHORTEST: a number that no row can change.
    pub(super) fn row_count(&mut self, written: &Expression, clause: &'static str) -> Result<Expr> {
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

/// The variables that grouping keys are computed from: in ORDER BY they are not unknown, but
/// ambiguous.
fn keys_mention(items: &[Item], scope: &Scope) -> Vec<Arc<str>> {
    let keys: Vec<&Item> = items.iter().filter(|item| !has_aggregate(&item.expression)).collect();
    let is_mentioned = |name: &&Arc<str>| {
        let same = |part: &Expression| matches!(&part.kind, ExpressionKind::Variable(other) if other == *name);
        keys.iter().any(|item| item.expression.any(&same))
    };
    scope.iter().map(|(name, _)| name).filter(is_mentioned).cloned().collect()
}

/// Whether a grouping key may stand in an expression beside an aggregate: a variable, or a property
/// of one (CIP2021-07-07, "Syntax restriction").
fn is_recognized_key(key: &Expression) -> bool {
    match &key.kind {
        ExpressionKind::Variable(_) => true,
        ExpressionKind::Property(of, _) => matches!(of.kind, ExpressionKind::Variable(_)),
        _ => false,
    }
}

/// One result with its name.
struct Item {
    name: Arc<str>,
    expression: Expression,
}

/// The results in order: `*` first, then the written items.
///
/// An expression that WITH leaves without a name is an error, but the last to be told: it is put into
/// `nameless`.
fn named_items(
    written: &Projection,
    scope: &Scope,
    span: Span,
    is_with: bool,
    nameless: &mut Option<Error>,
) -> Result<Vec<Item>> {
    let mut items: Vec<Item> = Vec::new();
    if let Some(star) = written.all {
        if scope.is_empty() && !is_with {
            return Err(Error::syntax(Detail::NoVariablesInScope, "RETURN * needs a variable to return").at(span));
        }
        // made-up names begin with a blank and are not the user's
        let mut names: Vec<&Arc<str>> =
            scope.iter().map(|(name, _)| name).filter(|name| !name.starts_with(' ')).collect();
        // the TCK has `*` in the order of names
        names.sort();
        for name in names {
            let expression = Expression { kind: ExpressionKind::Variable(Arc::clone(name)), span: star };
            items.push(Item { name: Arc::clone(name), expression });
        }
    }
    let mut taken: HashSet<Arc<str>> = items.iter().map(|item| Arc::clone(&item.name)).collect();
    for item in &written.items {
        let name = match (&item.alias, &item.expression.kind) {
            (Some(alias), _) => Arc::clone(&alias.text),
            (None, ExpressionKind::Variable(name)) => Arc::clone(name),
            (None, _) => {
                if is_with {
                    let error = Error::syntax(Detail::NoExpressionAlias, "an expression in WITH needs a name");
                    let hint = format!("{} AS name", item.text);
                    nameless.get_or_insert(error.at(item.expression.span).hint(hint));
                }
                Arc::clone(&item.text)
            }
        };
        if !taken.insert(Arc::clone(&name)) {
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
    expression.any(&|part| match &part.kind {
        ExpressionKind::CountStar => true,
        ExpressionKind::Call { name, .. } => functions::find_aggregate(&name.text).is_some(),
        _ => false,
    })
}
