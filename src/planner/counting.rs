//! `count(x)` of what is never null counts rows: then nothing asks for `x`, and it need not be found.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Facts, Planner};
use crate::bound::{AggregateCall, Clause, Expr, ExprKind, LabelExpression, Match, Project, Slot};
use crate::functions::COUNT_STAR;

/// Slots that hold a node or a relationship in every row, and the labels that it has.
type Solid = HashMap<Slot, Vec<Arc<str>>>;

impl Planner<'_> {
    /// Makes `count(*)` of counts of what is never null.
    pub(super) fn count_rows(&self, clauses: &mut [Clause]) {
        if self.statistics.is_none() || self.trace {
            return;
        }
        let mut solid = Solid::new();
        for clause in clauses {
            match clause {
                Clause::Match(found) if !found.optional => add(found, &mut solid),
                Clause::Project(project) => {
                    for (_, call) in &mut project.aggregates {
                        if self.counts_rows(call, &solid) {
                            (call.aggregate, call.arguments) = (&COUNT_STAR, Vec::new());
                        }
                    }
                    rename(project, &mut solid);
                }
                _ => {}
            }
        }
    }

    fn counts_rows(&self, call: &AggregateCall, solid: &Solid) -> bool {
        let [argument] = call.arguments.as_slice() else { return false };
        call.aggregate.name == COUNT_STAR.name && !call.distinct && self.is_never_null(argument, solid)
    }

    fn is_never_null(&self, expr: &Expr, solid: &Solid) -> bool {
        match &expr.kind {
            ExprKind::Slot(slot) => solid.contains_key(slot),
            ExprKind::Property(of, key) => {
                let ExprKind::Slot(slot) = &of.kind else { return false };
                let labels = solid.get(slot).filter(|_| self.facts == Facts::OfValues);
                let has = |label: &&Arc<str>| self.statistics.is_some_and(|it| it.every_node_has(label, key));
                let found = labels.into_iter().flatten().find(has);
                self.complete.borrow_mut().extend(found.map(|label| (Arc::clone(label), Arc::clone(key))));
                found.is_some()
            }
            _ => false,
        }
    }
}

fn add(found: &Match, solid: &mut Solid) {
    for node in &found.pattern.nodes {
        let labels = node.labels.iter().flat_map(LabelExpression::required).cloned();
        solid.entry(node.slot).or_default().extend(labels);
    }
    let relationships = found.pattern.relationships.iter();
    let single = relationships.filter(|r| r.length.is_none() && r.repeated.is_none() && r.shortest.is_none());
    single.for_each(|relationship| solid.entry(relationship.slot).or_default().truncate(0));
}

/// What WITH hands on under another name.
fn rename(project: &Project, solid: &mut Solid) {
    for (to, expr) in project.grouping.iter().chain(&project.items) {
        if let ExprKind::Slot(from) = &expr.kind
            && let Some(labels) = solid.get(from).cloned()
        {
            solid.insert(*to, labels);
        }
    }
}
