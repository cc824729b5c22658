//! What later clauses ask for: whether a pattern must find things, or only count them, decides how it is best found.

use super::Planner;
use crate::bound::{Clause, Expr, ExprKind, Project, Slot};
use crate::plan::Uses;

impl Planner<'_> {
    /// What is asked for after each clause, the last clause's first. It guides the choice of plans and nothing else.
    pub(super) fn wanted_after(&self, clauses: &[Clause], columns: Vec<Slot>) -> Vec<Uses> {
        let mut wanted = Uses::nothing();
        wanted.extend(columns.into_iter().chain(self.carry.iter().copied()));
        if self.trace || clauses.len() > 100 {
            wanted = Uses::Any;
        }
        let mut after = Vec::with_capacity(clauses.len());
        for clause in clauses.iter().rev() {
            after.push(wanted.clone());
            self.add_clause(clause, &mut wanted);
        }
        after
    }

    fn add_clause(&self, clause: &Clause, wanted: &mut Uses) {
        match clause {
            Clause::Match(found) => {
                let nodes = found.pattern.nodes.iter().filter(|node| node.bound).map(|node| node.slot);
                let relationships = found.pattern.relationships.iter().filter(|r| r.bound).map(|r| r.slot);
                wanted.extend(nodes.chain(relationships));
                found.predicates.iter().for_each(|predicate| self.add(predicate, wanted));
                let inner = |relationship: &crate::bound::PatternRelationship| relationship.repeated.is_some();
                if found.selector.is_some() || found.pattern.relationships.iter().any(inner) {
                    *wanted = Uses::Any;
                }
            }
            Clause::Unwind { list, .. } => self.add(list, wanted),
            Clause::Let(items) => items.iter().for_each(|(_, expr)| self.add(expr, wanted)),
            Clause::Filter(conditions) => conditions.iter().for_each(|condition| self.add(condition, wanted)),
            Clause::Project(project) => self.add_project(project, wanted),
            Clause::CallSubquery { id, .. } => {
                wanted.extend(self.subqueries.get(id.0).iter().flat_map(|subquery| subquery.imports.iter().copied()));
            }
            _ => *wanted = Uses::Any,
        }
    }

    fn add_project(&self, project: &Project, wanted: &mut Uses) {
        let Project { grouping, aggregates, items, order, skip, limit, predicates, .. } = project;
        let items = grouping.iter().chain(items).map(|(_, expr)| expr);
        let arguments = aggregates.iter().flat_map(|(_, call)| &call.arguments);
        let order = order.iter().map(|(expr, _)| expr);
        let all = items.chain(arguments).chain(order).chain(skip).chain(limit).chain(predicates);
        all.for_each(|expr| self.add(expr, wanted));
    }

    fn add(&self, expr: &Expr, wanted: &mut Uses) {
        expr.walk(&mut |part| match &part.kind {
            ExprKind::Slot(slot) => wanted.extend([*slot]),
            ExprKind::Path(elements) => wanted.extend(elements.iter().copied()),
            ExprKind::Exists(id) | ExprKind::Count(id) | ExprKind::Collect(id) => {
                wanted.extend(self.subqueries.get(id.0).iter().flat_map(|subquery| subquery.imports.iter().copied()));
            }
            _ => {}
        });
    }
}
