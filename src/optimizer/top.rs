//! `Sort, [Skip], Limit` becomes `Top, [Skip]`.

use crate::plan::{Operator, Plan};

pub(super) fn rewrite(plan: &mut Plan) {
    let Operator::Limit(limit) = &plan.operator else { return };
    let Some(below) = plan.input.as_deref() else { return };
    let (skip, sort) = match &below.operator {
        Operator::Skip(skip) => (Some(skip.clone()), below.input.as_deref()),
        _ => (None, Some(below)),
    };
    let Some(Plan { operator: Operator::Sort(order), input: Some(source), .. }) = sort else { return };
    let top = Operator::Top { order: order.clone(), limit: limit.clone(), skip: skip.clone() };
    let top = (**source).clone().then(top, plan.rows);
    *plan = match skip {
        Some(skip) => {
            let rows = top.rows;
            top.then(Operator::Skip(skip), rows)
        }
        None => top,
    };
}
