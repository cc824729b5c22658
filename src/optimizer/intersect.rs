//! `Expand`, then `ExpandInto` from a known node to the one just reached, becomes `ExpandIntersect`, where nothing
//! asks for the relationships: neighbours of both nodes are found without making a row of each neighbour of one.

use crate::plan::{Expand, Operator, Plan};

pub(super) fn rewrite(plan: &mut Plan) {
    let Operator::ExpandInto(closing) = &plan.operator else { return };
    let Some(Plan { operator: Operator::Expand(expand), input: Some(source), .. }) = plan.input.as_deref() else {
        return;
    };
    let is_free = |expand: &Expand| expand.distinct_from.is_empty() && !expand.keeps(expand.relationship);
    if !is_free(closing) || !is_free(expand) || closing.from == closing.to {
        return;
    }
    let mut closing = closing.clone();
    if closing.from == expand.to {
        (closing.from, closing.to) = (closing.to, closing.from);
        closing.direction = closing.direction.reversed();
    }
    if closing.to != expand.to {
        return;
    }
    let mut expand = expand.clone();
    expand.keeps.clone_from(&closing.keeps);
    let operator = Operator::ExpandIntersect { expand, closing };
    *plan = Plan { operator, input: Some(source.clone()), rows: plan.rows };
}
