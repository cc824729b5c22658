//! Where nothing asks how often a node is reached, nor over what, paths of variable length are not walked one by one:
//! each of their ends is found once.

use std::collections::BTreeSet;

use crate::bound::{Expr, ExprKind};
use crate::functions::AggregateKind;
use crate::plan::{Expand, Operator, Plan, Program};

pub(super) fn rewrite(program: &mut Program) {
    mark(&mut program.plan, false);
    // whether there is a row is asked by EXISTS alone: another question has a subquery of its own
    let mut asked = BTreeSet::new();
    let mut look = |expr: &Expr| {
        expr.walk(&mut |part| {
            if let ExprKind::Exists(id) = part.kind {
                asked.insert(id.0);
            }
        });
    };
    program.plan.each_expr(&mut look);
    program.subplans.iter().for_each(|subplan| subplan.plan.each_expr(&mut look));
    for (id, subplan) in program.subplans.iter_mut().enumerate() {
        mark(&mut subplan.plan, asked.contains(&id));
    }
}

/// `sets` says whether equal rows may as well be one.
fn mark(plan: &mut Plan, mut sets: bool) {
    let mut next = Some(plan);
    while let Some(plan) = next {
        match &mut plan.operator {
            Operator::Distinct(_) => sets = true,
            Operator::Aggregation { aggregates, .. } => {
                // the least of values is the same however often they come
                let is_extreme = |kind: &AggregateKind| matches!(kind, AggregateKind::Extreme(_));
                sets = aggregates.iter().all(|(_, call)| call.distinct || is_extreme(&call.aggregate.kind));
            }
            Operator::VarLengthExpand { expand, min, ends_only, .. } => {
                *ends_only = sets && is_reach(expand, *min);
            }
            Operator::Optional { inner, .. } => mark(inner, sets),
            Operator::Union { branches, .. } => branches.iter_mut().for_each(|(branch, _)| mark(branch, sets)),
            Operator::Argument
            | Operator::InView(_)
            | Operator::AllNodesScan { .. }
            | Operator::NodeByLabelScan { .. }
            | Operator::NodeIndexSeek(_)
            | Operator::Expand(_)
            | Operator::ExpandInto(_)
            | Operator::ExpandIntersect { .. }
            | Operator::Filter(_)
            | Operator::Projection { .. }
            | Operator::Sort(_)
            | Operator::Unwind { .. }
            | Operator::UseView { .. } => {}
            _ => sets = false,
        }
        next = plan.input.as_deref_mut();
    }
}

/// Whether an end that can be reached at all is reached by the shortest way, which walks no relationship twice: not the
/// node itself there and back, where relationships are walked both ways.
fn is_reach(expand: &Expand, min: u32) -> bool {
    !expand.keeps(expand.relationship)
        && expand.distinct_from.is_empty()
        && (min == 0 || min == 1 && expand.is_one_way())
}
