//! What nothing asks for after an expansion or a scan is dropped there. Where that is all that it finds, it
//! finds how many: a row then stands for so many rows.

use crate::bound::{Expr, Slot};
use crate::plan::{Operator, Plan, Program, Uses};

/// A statement with more slots than this is left as it is: the rule looks at all of them at each step.
const SLOTS: usize = 256;

pub(super) fn rewrite(program: &mut Program) {
    if program.updating || program.slots.len() > SLOTS || !is_steady(program) {
        return;
    }
    let mut answer = Uses::nothing();
    answer.extend(program.columns.iter().map(|(_, slot)| *slot).chain(program.trace));
    // subplans are looked at while their imports are asked for
    let mut subplans = std::mem::take(&mut program.subplans);
    let known = subplans.clone();
    mark(&mut program.plan, answer, &known);
    for subplan in &mut subplans {
        let mut columns = Uses::nothing();
        columns.extend(subplan.columns.iter().copied().chain(subplan.at_once.map(|it| it.row)));
        mark(&mut subplan.plan, columns, &known);
    }
    program.subplans = subplans;
}

/// Marks what `uses` does not ask for; returns what the plan asks of the rows that it starts from.
fn mark(plan: &mut Plan, mut uses: Uses, subplans: &[crate::plan::Subplan]) -> Uses {
    let mut next = Some(plan);
    while let Some(plan) = next {
        match &mut plan.operator {
            Operator::AllNodesScan { slot, counted } | Operator::NodeByLabelScan { slot, counted, .. } => {
                *counted = !uses.has(*slot);
            }
            Operator::Expand(expand) | Operator::ExpandInto(expand) | Operator::VarLengthExpand { expand, .. } => {
                expand.keeps = slots(&uses);
            }
            Operator::Optional { inner, row, .. } => {
                let mut asked = uses.clone();
                asked.extend([*row]);
                uses.join(mark(inner, asked, subplans));
            }
            Operator::Union { branches, .. } => {
                for (branch, columns) in branches {
                    let mut asked = Uses::nothing();
                    asked.extend(columns.iter().copied());
                    mark(branch, asked, subplans);
                }
            }
            _ => {}
        }
        uses.remove(made_by(&plan.operator));
        uses.operator(&plan.operator, subplans);
        next = plan.input.as_deref_mut();
    }
    uses
}

/// The slots that hold nothing before this operator.
fn made_by(operator: &Operator) -> Vec<Slot> {
    match operator {
        Operator::AllNodesScan { slot, .. }
        | Operator::NodeByLabelScan { slot, .. }
        | Operator::Unwind { slot, .. } => vec![*slot],
        Operator::NodeIndexSeek(seek) => vec![seek.slot],
        Operator::Optional { nulls, .. } => nulls.clone(),
        Operator::Expand(expand) | Operator::VarLengthExpand { expand, into: false, .. } => {
            vec![expand.relationship, expand.to]
        }
        Operator::Projection { items, .. } => items.iter().map(|(slot, _)| *slot).collect(),
        Operator::Aggregation { grouping, aggregates, .. } => {
            grouping.iter().map(|(slot, _)| *slot).chain(aggregates.iter().map(|(slot, _)| *slot)).collect()
        }
        _ => Vec::new(),
    }
}

fn slots(uses: &Uses) -> Option<Vec<Slot>> {
    match uses {
        Uses::These(slots) => {
            let mut slots: Vec<Slot> = slots.iter().copied().collect();
            slots.sort_unstable();
            Some(slots)
        }
        Uses::Any => None,
    }
}

/// Whether every expression gives the same for rows that are the same: not where one is drawn by lot.
fn is_steady(program: &Program) -> bool {
    let mut steady = true;
    let mut look = |expr: &Expr| steady &= expr.is_steady();
    program.plan.each_expr(&mut look);
    program.subplans.iter().for_each(|subplan| subplan.plan.each_expr(&mut look));
    steady
}
