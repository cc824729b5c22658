//! Where nothing asks how often a node is reached, nor over what, paths of variable length are not walked one by one:
//! each of their ends is found once.

use std::collections::BTreeSet;

use crate::bound::{Expr, ExprKind};
use crate::functions::AggregateKind;
use crate::plan::{Expand, Operator, Plan, Program};

pub(super) fn rewrite(program: &mut Program) {
    mark(&mut program.plan, false, false);
    // EXISTS asks for one row: between two nodes that is best sought breadth first, else the first path will do
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
        if asked.contains(&id) {
            mark(&mut subplan.plan, true, true);
        }
    }
}

/// `sets` says whether equal rows may as well be one; with `between`, only paths between two known nodes are marked.
fn mark(plan: &mut Plan, mut sets: bool, between: bool) {
    let mut next = Some(plan);
    while let Some(plan) = next {
        match &mut plan.operator {
            Operator::Distinct(_) => sets = true,
            Operator::Aggregation { aggregates, .. } => {
                // the least of values is the same however often they come
                let is_extreme = |kind: &AggregateKind| matches!(kind, AggregateKind::Extreme(_));
                sets = aggregates.iter().all(|(_, call)| call.distinct || is_extreme(&call.aggregate.kind));
            }
            Operator::VarLengthExpand { expand, min, into, ends_only, .. } => {
                *ends_only = sets && (*into || !between) && is_reach(expand, *min);
            }
            Operator::Optional { inner, .. } => mark(inner, sets, between),
            Operator::Union { branches, .. } => branches.iter_mut().for_each(|(branch, _)| mark(branch, sets, between)),
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
