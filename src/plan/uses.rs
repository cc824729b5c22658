//! Which slots an operator reads.

use std::collections::HashSet;

use super::{IndexSeek, Operator, SeekTail, Subplan, Wanted};
use crate::bound::{Expr, ExprKind, Slot};

/// Slots that something reads: these, or perhaps any.
#[derive(Clone, Debug)]
pub enum Uses {
    /// These.
    These(HashSet<Slot>),
    /// It is not said which.
    Any,
}

impl Uses {
    /// Nothing.
    pub fn nothing() -> Self {
        Self::These(HashSet::new())
    }

    /// Whether the slot is read.
    pub fn has(&self, slot: Slot) -> bool {
        match self {
            Self::These(slots) => slots.contains(&slot),
            Self::Any => true,
        }
    }

    /// Adds slots.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Slot>) {
        if let Self::These(slots) = self {
            slots.extend(more);
        }
    }

    /// Takes slots out.
    pub fn remove(&mut self, slots: impl IntoIterator<Item = Slot>) {
        if let Self::These(uses) = self {
            slots.into_iter().for_each(|slot| {
                uses.remove(&slot);
            });
        }
    }

    /// Adds what others read.
    pub fn join(&mut self, other: Self) {
        match other {
            Self::These(slots) => self.extend(slots),
            Self::Any => *self = Self::Any,
        }
    }

    /// Adds what an expression reads, its subqueries included.
    pub fn expr(&mut self, expr: &Expr, subplans: &[Subplan]) {
        expr.walk(&mut |part| match &part.kind {
            ExprKind::Slot(slot) => self.extend([*slot]),
            ExprKind::Path(slots) => self.extend(slots.iter().copied()),
            ExprKind::Exists(id) | ExprKind::Count(id) | ExprKind::Collect(id) => {
                self.extend(subplans.get(id.0).iter().flat_map(|subplan| subplan.imports.iter().copied()));
            }
            _ => {}
        });
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>, subplans: &[Subplan]) {
        exprs.into_iter().for_each(|expr| self.expr(expr, subplans));
    }

    /// Adds what an operator reads of the rows of its input; plans inside it are looked at by themselves.
    pub fn operator(&mut self, operator: &Operator, subplans: &[Subplan]) {
        match operator {
            Operator::Argument
            | Operator::AllNodesScan { .. }
            | Operator::NodeByLabelScan { .. }
            | Operator::Union { .. }
            | Operator::Optional { .. }
            | Operator::Eager
            | Operator::EmptyResult => {}
            Operator::InView(slots) | Operator::Distinct(slots) => self.extend(slots.iter().copied()),
            Operator::NodeIndexSeek(seek) => self.seek(seek, subplans),
            Operator::Expand(expand) | Operator::VarLengthExpand { expand, into: false, .. } => {
                self.extend([expand.from]);
                self.extend(expand.distinct_from.iter().copied());
            }
            Operator::ExpandInto(expand) | Operator::VarLengthExpand { expand, .. } => {
                self.extend([expand.from, expand.to]);
                self.extend(expand.distinct_from.iter().copied());
            }
            Operator::ExpandIntersect { expand, closing } => self.extend([expand.from, closing.from]),
            Operator::Filter(predicates) => self.exprs(predicates, subplans),
            Operator::Projection { items, .. } => self.exprs(items.iter().map(|(_, expr)| expr), subplans),
            Operator::Aggregation { grouping, aggregates, carry } => {
                self.exprs(grouping.iter().map(|(_, expr)| expr), subplans);
                self.exprs(aggregates.iter().flat_map(|(_, call)| &call.arguments), subplans);
                self.extend(carry.iter().copied());
            }
            Operator::Condense(node) => self.expr(&node.1, subplans),
            Operator::Sort(order) => self.exprs(order.iter().map(|(expr, _)| expr), subplans),
            Operator::Top { order, limit, skip } => {
                self.exprs(order.iter().map(|(expr, _)| expr).chain([limit]).chain(skip), subplans);
            }
            Operator::Skip(expr) | Operator::Limit(expr) | Operator::Unwind { list: expr, .. } => {
                self.expr(expr, subplans);
            }
            Operator::Apply { id, .. } => {
                self.extend(subplans.get(id.0).iter().flat_map(|subplan| subplan.imports.iter().copied()));
            }
            Operator::ProcedureCall(call) => self.exprs(&call.arguments, subplans),
            Operator::UseView { view, columns, .. } => {
                self.expr(view, subplans);
                self.extend(columns.iter().copied());
            }
            Operator::ShortestPath { .. }
            | Operator::Repeat(_)
            | Operator::StatefulShortestPath(_)
            | Operator::ProjectEndpoints { .. }
            | Operator::LoadCsv(_)
            | Operator::Create(_)
            | Operator::Merge(_)
            | Operator::Set(_)
            | Operator::Delete { .. }
            | Operator::Schema(_) => *self = Self::Any,
        }
    }

    fn seek(&mut self, seek: &IndexSeek, subplans: &[Subplan]) {
        for wanted in &seek.equal {
            let (Wanted::One(expr) | Wanted::AnyOf(expr)) = wanted;
            self.expr(expr, subplans);
        }
        match &seek.tail {
            Some(SeekTail::Range(bounds)) => self.exprs(bounds.iter().map(|(_, expr)| expr), subplans),
            Some(SeekTail::Prefix(prefix)) => self.expr(prefix, subplans),
            None => {}
        }
    }
}

impl super::Plan {
    /// Calls `visit` for the expressions of the operators that are not read as a whole (see [`Uses`]).
    pub fn each_expr(&self, visit: &mut impl FnMut(&Expr)) {
        let mut next = Some(self);
        while let Some(plan) = next {
            match &plan.operator {
                Operator::Filter(exprs) => exprs.iter().for_each(&mut *visit),
                Operator::Projection { items, .. } => items.iter().for_each(|(_, expr)| visit(expr)),
                Operator::Aggregation { grouping, aggregates, .. } => {
                    for (_, expr) in grouping {
                        visit(expr);
                    }
                    aggregates.iter().flat_map(|(_, call)| &call.arguments).for_each(&mut *visit);
                }
                Operator::Sort(order) | Operator::Top { order, .. } => order.iter().for_each(|(expr, _)| visit(expr)),
                Operator::Unwind { list, .. } => visit(list),
                Operator::ProcedureCall(call) => call.arguments.iter().for_each(&mut *visit),
                Operator::Optional { inner, .. } => inner.each_expr(visit),
                Operator::Union { branches, .. } => branches.iter().for_each(|(branch, _)| branch.each_expr(visit)),
                _ => {}
            }
            next = plan.input.as_deref();
        }
    }
}
