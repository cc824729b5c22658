//! WITH and RETURN.

use super::Planner;
use crate::bound::{AggregateCall, Expr, ExprKind, Project, Slot};
use crate::functions;
use crate::plan::{Operator, Plan};
use crate::span::Span;

impl Planner<'_> {
    /// Group, compute, make distinct, filter, sort, skip, limit: in the order that the language
    /// gives them. WHERE stands last: it sees what SKIP and LIMIT left.
    pub(super) fn project(&mut self, mut plan: Plan, project: Project) -> Plan {
        let Project { aggregating, grouping, mut aggregates, items, distinct, order, skip, limit, predicates } =
            project;
        let mut rows = plan.rows;
        if aggregating {
            self.trace_groups(&mut aggregates);
            rows = if grouping.is_empty() { 1.0 } else { rows.sqrt().max(1.0) };
            plan = plan.then(Operator::Aggregation { grouping, aggregates, carry: self.carry.clone() }, rows);
        }
        // a grouping key stands in its slot already
        let computed: Vec<_> = items
            .iter()
            .filter(|(slot, expr)| !matches!(expr.kind, ExprKind::Slot(s) if s == *slot))
            .cloned()
            .collect();
        let results: Vec<Slot> = items.iter().map(|(slot, _)| *slot).collect();
        if distinct {
            plan = plan.then(Operator::Projection { items: computed, only: false }, rows);
            plan = plan.then(Operator::Distinct(results), rows);
        } else {
            // what was there before goes as soon as nothing asks for it
            let only =
                !aggregating && order.is_empty() && predicates.is_empty() && !self.trace && self.carry.is_empty();
            if only || !computed.is_empty() {
                plan = plan.then(Operator::Projection { items: computed, only }, rows);
            }
        }
        if !order.is_empty() {
            plan = plan.then(Operator::Sort(order), rows);
        }
        if let Some(count) = skip {
            plan = plan.then(Operator::Skip(count), rows);
        }
        if let Some(count) = limit {
            if let ExprKind::Constant(crate::value::Value::Integer(n)) = count.kind {
                rows = rows.min(n as f64);
            }
            plan = plan.then(Operator::Limit(count), rows);
        }
        if !predicates.is_empty() {
            rows *= 0.5;
            plan = plan.then(Operator::Filter(predicates), rows);
        }
        plan
    }

    /// A group has come over the relationships of all its rows.
    fn trace_groups(&mut self, aggregates: &mut Vec<(Slot, AggregateCall)>) {
        let Some(collect) = functions::find_aggregate("collect").filter(|_| self.trace) else { return };
        for walked in std::mem::take(&mut self.walked) {
            let slot = self.new_slot(" walked");
            let span = Span::default();
            let arguments = vec![Expr::slot(walked, span)];
            aggregates.push((slot, AggregateCall { aggregate: collect, distinct: true, arguments, span }));
            self.walked.push(slot);
        }
    }
}
