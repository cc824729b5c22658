//! Where nothing asks how often a node is reached, nor over what, paths of variable length are not walked one by one:
//! each of their ends is found once; between two known nodes a shortest one is sought, from both.

use std::collections::BTreeSet;

use crate::ast::Shortest;
use crate::bound::{Expr, ExprKind};
use crate::functions::AggregateKind;
use crate::plan::{Expand, Operator, PathConditions, Plan, Program};

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
            Operator::VarLengthExpand { expand, min, max, into: true, repeatable: false, .. }
                if sets && *min <= 1 && is_free(expand) =>
            {
                plan.operator = Operator::ShortestPath {
                    expand: expand.clone(),
                    zero: *min == 0,
                    cycles: *min > 0,
                    max: *max,
                    shortest: Shortest::One,
                    conditions: PathConditions::default(),
                };
            }
            Operator::VarLengthExpand { expand, min, into: false, ends_only, .. } => {
                // not the node itself there and back, where relationships are walked both ways
                let is_reach = *min == 0 || *min == 1 && expand.is_one_way();
                *ends_only = sets && !between && is_reach && is_free(expand);
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

/// Whether an end that can be reached at all is reached by the shortest way, which walks no relationship twice.
fn is_free(expand: &Expand) -> bool {
    !expand.keeps(expand.relationship) && expand.distinct_from.is_empty()
}
