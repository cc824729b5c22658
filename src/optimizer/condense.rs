//! Rows that only one node still tells apart become one row for each node before more is done with them (eager
//! aggregation, Yan and Larson 1995): where only the set of rows matters, the first of each; where their number does,
//! one that stands for all.

use crate::ast::Direction;
use crate::bound::{AggregateCall, Expr, ExprKind, LabelExpression, Slot, Types};
use crate::functions::AggregateKind;
use crate::plan::{Expand, Operator, Plan, Program};
use crate::planner::{CONDITION_KEEPS, Statistics};
use crate::span::Span;

/// So many rows for each node are worth condensing.
const ROWS_A_NODE: f64 = 1.5;

pub(super) fn rewrite(program: &mut Program, statistics: &dyn Statistics) {
    // what an expansion keeps is only known for these
    if !program.updating {
        mark(&mut program.plan, Above::nothing(), statistics);
    }
}

/// What is done with rows further up.
#[derive(Clone, Copy)]
struct Above {
    matters: Matters,
    /// Whether all rows are read before the first is given on.
    reads_all: bool,
    work: Work,
}

/// What of its rows a plan's answer depends on.
#[derive(Clone, Copy, PartialEq)]
enum Matters {
    /// Each, and their order.
    Rows,
    /// Which there are, and how often.
    Times,
    /// Which there are.
    Set,
}

/// What a row costs from here on.
#[derive(Clone, Copy)]
enum Work {
    /// As little as condensing it.
    Little,
    /// It is looked for among others by this slot, which is condensing it.
    ByNode(Slot),
    /// More.
    Much,
}

impl Above {
    fn nothing() -> Self {
        Self { matters: Matters::Rows, reads_all: false, work: Work::Little }
    }
}

fn mark(plan: &mut Plan, mut above: Above, statistics: &dyn Statistics) {
    let mut next = Some(plan);
    while let Some(plan) = next {
        if let Operator::Expand(expand) = &plan.operator
            && is_worth_while(expand, plan.rows, above, statistics)
        {
            let key = expand.to;
            let condensed = match above.matters {
                Matters::Set => Operator::Distinct(vec![key]),
                _ => Operator::Condense(Box::new((key, Expr::slot(key, Span::default())))),
            };
            let rows = plan.rows.min(nodes_reached(expand, statistics));
            let expansion = std::mem::replace(plan, Plan::argument());
            *plan = expansion.then(condensed, rows);
            above.work = Work::Much;
            next = plan.input.as_deref_mut().and_then(|expansion| expansion.input.as_deref_mut());
            continue;
        }
        if let Operator::Union { branches, .. } = &mut plan.operator {
            for (branch, _) in branches {
                mark(branch, above, statistics);
            }
        }
        above = above.under(&plan.operator);
        next = plan.input.as_deref_mut();
    }
}

impl Above {
    /// What is done with the rows that this operator reads.
    fn under(self, operator: &Operator) -> Self {
        match operator {
            Operator::Distinct(slots) => {
                let work = if let [slot] = slots.as_slice() { Work::ByNode(*slot) } else { Work::Much };
                Self { matters: Matters::Set, work, ..self }
            }
            Operator::Aggregation { grouping, aggregates, .. } => {
                let may_be_one =
                    |call: &AggregateCall| call.distinct || matches!(call.aggregate.kind, AggregateKind::Extreme(_));
                let is_sum = |call: &AggregateCall| {
                    matches!(call.aggregate.kind, AggregateKind::Count | AggregateKind::Sum { .. })
                };
                let matters = if aggregates.iter().all(|(_, call)| may_be_one(call)) {
                    Matters::Set
                } else if aggregates.iter().all(|(_, call)| may_be_one(call) || is_sum(call)) {
                    Matters::Times
                } else {
                    Matters::Rows
                };
                let distinct = aggregates.iter().filter(|(_, call)| call.distinct);
                let distinct = distinct.flat_map(|(_, call)| &call.arguments);
                let keys: Vec<&Expr> = grouping.iter().map(|(_, expr)| expr).chain(distinct).collect();
                let work = match keys.as_slice() {
                    [] => Work::Little,
                    [Expr { kind: ExprKind::Slot(slot), .. }] => Work::ByNode(*slot),
                    _ => Work::Much,
                };
                Self { matters, reads_all: true, work }
            }
            Operator::Expand(expand) if expand.is_counted() => self,
            Operator::Filter(predicates) if !predicates.iter().any(has_subquery) => self,
            Operator::Projection { .. } | Operator::UseView { .. } | Operator::InView(_) => self,
            Operator::Filter(_)
            | Operator::AllNodesScan { .. }
            | Operator::NodeByLabelScan { .. }
            | Operator::NodeIndexSeek(_)
            | Operator::Expand(_)
            | Operator::ExpandInto(_)
            | Operator::ExpandIntersect { .. }
            | Operator::VarLengthExpand { .. }
            | Operator::Optional { .. }
            | Operator::Unwind { .. } => Self { work: Work::Much, ..self },
            Operator::Sort(_) => Self { reads_all: true, work: Work::Much, ..self },
            _ => Self::nothing(),
        }
    }
}

fn has_subquery(expr: &Expr) -> bool {
    let mut has = false;
    expr.walk(&mut |part| has |= matches!(part.kind, ExprKind::Exists(_) | ExprKind::Count(_) | ExprKind::Collect(_)));
    has
}

fn is_worth_while(expand: &Expand, rows: f64, above: Above, statistics: &dyn Statistics) -> bool {
    let is_alone = expand.keeps.as_deref() == Some(&[expand.to]);
    let may_be = match above.matters {
        Matters::Rows => false,
        Matters::Times => above.reads_all,
        Matters::Set => true,
    };
    let is_work = match above.work {
        Work::Little => false,
        Work::ByNode(slot) => slot != expand.to,
        Work::Much => true,
    };
    is_alone && may_be && is_work && rows >= ROWS_A_NODE * nodes_reached(expand, statistics)
}

/// How many nodes can be reached at most.
fn nodes_reached(expand: &Expand, statistics: &dyn Statistics) -> f64 {
    let labels = expand.labels.iter().flat_map(LabelExpression::required);
    let labelled = labels.map(|label| statistics.nodes_with_label(label));
    let sides: &[bool] = match expand.direction {
        Direction::Outgoing => &[true],
        Direction::Incoming => &[false],
        Direction::Both => &[true, false],
    };
    let ends: f64 = match &expand.types {
        Types::OneOf(names) => {
            names.iter().flat_map(|name| sides.iter().map(|incoming| statistics.endpoints(name, *incoming))).sum()
        }
        Types::Any | Types::Expression(_) => statistics.nodes(),
    };
    let nodes = labelled.fold(statistics.nodes().min(ends), f64::min);
    let label = expand.labels.iter().flat_map(LabelExpression::required).next();
    let kept = |condition| statistics.share(label.map(AsRef::as_ref), expand.to, condition).unwrap_or(CONDITION_KEEPS);
    nodes * expand.conditions.iter().map(kept).product::<f64>()
}
