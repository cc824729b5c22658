//! `Projection, Top` becomes `Top, Projection`: what is computed for the answer is computed for its rows alone. Only
//! what is never an error waits; what comes first in the order is computed for each row, as before.

use std::collections::HashMap;

use crate::bound::{Expr, ExprKind, Slot, SlotInfo, Type};
use crate::plan::{Operator, Plan, Program};

pub(super) fn rewrite(program: &mut Program) {
    if !program.updating {
        along(&mut program.plan, &program.slots);
    }
}

fn along(plan: &mut Plan, slots: &[SlotInfo]) {
    let mut next = Some(plan);
    while let Some(plan) = next {
        if let Operator::Union { branches, .. } = &mut plan.operator {
            for (branch, _) in branches {
                along(branch, slots);
            }
        }
        exchange(plan, slots);
        next = plan.input.as_deref_mut();
    }
}

fn exchange(plan: &mut Plan, slots: &[SlotInfo]) {
    let Operator::Top { order, .. } = &plan.operator else { return };
    let Some(Plan { operator: Operator::Projection { items, only: false }, .. }) = plan.input.as_deref() else {
        return;
    };
    let Some(order) = order_before(order, items, slots) else { return };
    let Some(mut projection) = plan.input.take() else { return };
    let source = projection.input.take();
    let (rows, operator) = (plan.rows, std::mem::replace(&mut plan.operator, Operator::Argument));
    if let Operator::Top { limit, skip, .. } = operator {
        let top = Plan { operator: Operator::Top { order, limit, skip }, input: source, rows };
        *plan = Plan { input: Some(Box::new(top)), rows, ..*projection };
    }
}

/// The same order by what the items are computed from. `None` if that is not worth while, or not the same.
fn order_before(order: &[(Expr, bool)], items: &[(Slot, Expr)], slots: &[SlotInfo]) -> Option<Vec<(Expr, bool)>> {
    let computed: HashMap<Slot, &Expr> = items.iter().map(|(slot, expr)| (*slot, expr)).collect();
    let mut by = Vec::with_capacity(order.len());
    for (expr, descending) in order {
        let before = if let ExprKind::Slot(slot) = &expr.kind {
            computed.get(slot).copied().unwrap_or(expr)
        } else {
            let mut reads = false;
            expr.walk(&mut |part| {
                reads |= matches!(&part.kind, ExprKind::Slot(slot) if computed.contains_key(slot));
            });
            Some(expr).filter(|expr| !reads && is_simple(expr, slots))?
        };
        by.push((before.clone(), *descending));
    }
    let (first, _) = order.first()?;
    let is_first = |slot: &Slot| matches!(first.kind, ExprKind::Slot(of) if of == *slot);
    // what comes first is computed once more for the answer
    let may_wait = |(slot, expr): &(Slot, Expr)| is_first(slot) && expr.is_steady() || is_simple(expr, slots);
    let waits = items.iter().any(|(slot, _)| !is_first(slot));
    (waits && items.iter().all(may_wait)).then_some(by)
}

/// Whether it costs little and is never an error.
fn is_simple(expr: &Expr, slots: &[SlotInfo]) -> bool {
    let is_entity = |expr: &Expr| {
        let ExprKind::Slot(slot) = &expr.kind else { return false };
        slots.get(slot.0 as usize).is_some_and(|slot| matches!(slot.kind, Type::Node | Type::Relationship))
    };
    match &expr.kind {
        ExprKind::Slot(_) | ExprKind::Constant(_) => true,
        ExprKind::Property(of, _) => is_entity(of),
        _ => false,
    }
}
