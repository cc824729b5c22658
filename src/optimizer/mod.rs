//! Plan to plan: rewrites that keep the answer and cost less. One rule a file, in this order:
//!
//! 1. `top`: ORDER BY before LIMIT keeps only the first rows, so a sort need not hold them all.
//! 2. `unused`: what nothing asks for is dropped, or only counted.
//! 3. `ends`: ends of paths are found once where that is all that is asked for.
//! 4. `intersect`: neighbours of two nodes are found together.

mod ends;
mod intersect;
mod top;
mod unused;

use crate::plan::{Operator, Plan, Program};

/// Applies every rule.
pub fn optimize(mut program: Program) -> Program {
    rewrite(&mut program.plan, top::rewrite);
    unused::rewrite(&mut program);
    ends::rewrite(&mut program);
    rewrite(&mut program.plan, intersect::rewrite);
    program
}

/// Applies a rule to every operator, the last first.
fn rewrite(plan: &mut Plan, rule: fn(&mut Plan)) {
    let mut next = Some(plan);
    while let Some(plan) = next {
        rule(plan);
        match &mut plan.operator {
            Operator::Optional { inner, .. } => rewrite(inner, rule),
            Operator::Union { branches, .. } => branches.iter_mut().for_each(|(branch, _)| rewrite(branch, rule)),
            _ => {}
        }
        next = plan.input.as_deref_mut();
    }
}
