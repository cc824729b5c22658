//! Queries and patterns inside expressions, and what they take from the row outside.

use std::sync::Arc;

use indexmap::IndexSet;

use super::expression::not_grouped;
use super::pattern::Written;
use super::scope::{Scope, Variable};
use super::{Aggregation, Binder, Ending, Frame};
use crate::ast::{self, Expression, ExpressionKind, SubqueryKind};
use crate::bound::{Branch, Clause, ExprKind, Project, Slot, Subquery, SubqueryId, Type};
use crate::error::{Detail, Error, Result};
use crate::span::Span;

impl Binder<'_> {
    /// EXISTS, COUNT and COLLECT over a query.
    pub(super) fn subquery(
        &mut self,
        kind: SubqueryKind,
        query: &ast::Query,
        scope: &Scope,
        span: Span,
    ) -> Result<ExprKind> {
        let ending = if kind == SubqueryKind::Collect { Ending::Column } else { Ending::Rows };
        let outer = self.seen_inside(scope);
        let id = self.framed(scope, span, |binder| binder.query(query, &outer, &outer, ending))?;
        if kind == SubqueryKind::Collect {
            let columns = self.subqueries.get(id.0).and_then(|s| s.branches.first()).map_or(0, |b| b.columns.len());
            if columns != 1 {
                let message = format!("COLLECT {{}} returns one column, not {columns}");
                return Err(Error::syntax(Detail::InvalidClauseComposition, message).at(span));
            }
        }
        Ok(match kind {
            SubqueryKind::Exists => ExprKind::Exists(id),
            SubqueryKind::Count => ExprKind::Count(id),
            SubqueryKind::Collect => ExprKind::Collect(id),
        })
    }

    /// A pattern inside an expression, and what becomes of each match.
    pub(super) fn pattern_subquery(
        &mut self,
        paths: &[ast::PathPattern],
        predicate: Option<&Expression>,
        map: Option<&Expression>,
        scope: &Scope,
        span: Span,
    ) -> Result<SubqueryId> {
        let mut inner = self.seen_inside(scope);
        self.framed(scope, span, |binder| {
            let written = Written { paths, predicate, ..Written::default() };
            let pattern = binder.match_clause(&written, &mut inner)?;
            let mut branch = Branch { view: None, clauses: vec![Clause::Match(pattern)], columns: Vec::new() };
            if let Some(map) = map {
                let map = binder.expression(map, &inner)?;
                let slot = binder.new_slot(" match", Type::Any);
                let project = Project { items: vec![(slot, map)], ..Project::default() };
                branch.clauses.push(Clause::Project(Box::new(project)));
                branch.columns.push((Arc::from("match"), slot));
            }
            Ok((vec![branch], false))
        })
    }

    /// The variables as a query inside an expression sees them: beside an aggregate, grouping keys
    /// stand where they were put for the group.
    fn seen_inside(&self, scope: &Scope) -> Scope {
        let mut inner = scope.as_rows();
        if let Aggregation::Collected { keys_only: true, .. } = &self.aggregation {
            for (key, slot) in &self.substitutions {
                if let ExpressionKind::Variable(name) = &key.kind
                    && scope.get(name).is_some_and(|variable| !variable.local)
                {
                    inner.insert(Arc::clone(name), *slot, false);
                }
            }
        }
        inner
    }

    /// Binds a query inside this one, noting what it takes from the row outside. `scope` is what is
    /// visible there.
    pub(super) fn framed(
        &mut self,
        scope: &Scope,
        span: Span,
        bind: impl FnOnce(&mut Self) -> Result<(Vec<Branch>, bool)>,
    ) -> Result<SubqueryId> {
        // inside, the variable of a comprehension around can no longer be told from others
        let is_local = |part: &Expression| match &part.kind {
            ExpressionKind::Variable(name) => scope.get(name).is_some_and(|variable| variable.local),
            _ => false,
        };
        let inner = self.substitutions.iter().filter(|(written, _)| !written.any(&is_local)).cloned().collect();
        let substitutions = std::mem::replace(&mut self.substitutions, inner);
        let aggregation = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden("inside a pattern"));
        self.frames.push(Frame { first: self.slots.len() as u32, imports: IndexSet::new() });
        let bound = bind(self);
        let imports = self.frames.pop().map(|frame| frame.imports).unwrap_or_default();
        self.aggregation = aggregation;
        self.substitutions = substitutions;
        let (branches, distinct) = bound?;
        self.check_grouped(&imports, span)?;
        self.subqueries.push(Subquery { branches, distinct, imports: imports.into_iter().collect() });
        Ok(SubqueryId(self.subqueries.len() - 1))
    }

    /// An error if a query beside an aggregate takes something that rows are not grouped by.
    fn check_grouped(&self, imports: &IndexSet<Slot>, span: Span) -> Result<()> {
        let Aggregation::Collected { keys_only: true, outer, .. } = &self.aggregation else { return Ok(()) };
        let ungrouped = |variable: &Variable| {
            imports.contains(&variable.slot) && !variable.local && !self.is_outside(variable.slot)
        };
        match outer.iter().find(|(_, variable)| ungrouped(variable)) {
            Some((name, _)) => Err(not_grouped(name, span)),
            None => Ok(()),
        }
    }
}
