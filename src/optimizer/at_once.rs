//! What `EXISTS {}` and `COUNT {}` ask is found for many rows at a time, where nothing in the subquery depends on how many
//! rows it starts from: the rows are numbered, and what is found says for which row.

use crate::bound::{SlotInfo, Type};
use crate::plan::{AtOnce, Operator, Plan, Program};

/// For whether there is anything, one row's neighbours are looked at in any case, but not theirs in turn.
const HOPS: usize = 2;

pub(super) fn rewrite(program: &mut Program) {
    if program.updating {
        return;
    }
    for subplan in &mut program.subplans {
        if subplan.imports.is_empty() {
            continue;
        }
        if let Some(may_stop_late) = look(&subplan.plan) {
            let row = crate::bound::Slot(program.slots.len() as u32);
            program.slots.push(SlotInfo { name: " row".into(), kind: Type::Integer });
            subplan.at_once = Some(AtOnce { row, may_stop_late });
        }
    }
}

/// Whether little is lost if the search does not stop at the first row that it finds; `None` if rows are to be run
/// one by one.
fn look(plan: &Plan) -> Option<bool> {
    let (mut hops, mut is_short) = (0, true);
    let mut next = Some(plan);
    while let Some(plan) = next {
        match &plan.operator {
            Operator::Argument
            | Operator::Filter(_)
            | Operator::NodeIndexSeek(_)
            | Operator::ExpandInto(_)
            | Operator::Projection { only: false, .. } => {}
            Operator::Expand(_) => hops += 1,
            Operator::ExpandIntersect { .. }
            | Operator::VarLengthExpand { .. }
            | Operator::AllNodesScan { .. }
            | Operator::NodeByLabelScan { .. }
            | Operator::Unwind { .. } => is_short = false,
            _ => return None,
        }
        next = plan.input.as_deref();
    }
    Some(is_short && hops <= HOPS)
}
