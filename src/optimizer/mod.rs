//! Plan to plan: rewrites that keep the answer and cost less. One rule a file, in this order:
//!
//! 1. `top`: ORDER BY before LIMIT keeps only the first rows, so a sort need not hold them all.
//! 2. `late`: what is computed for the first rows alone is computed after them.
//! 3. `at_once`: subqueries are run for many rows at a time.
//! 4. `unused`: what nothing asks for is dropped, or only counted.
//! 5. `ends`: ends of paths are found once where that is all that is asked for.
//! 6. `condense`: rows that only one node tells apart become one before more is done with them.
//! 7. `intersect`: neighbours of two nodes are found together.

mod at_once;
mod condense;
mod ends;
mod intersect;
mod late;
mod top;
mod unused;

use crate::plan::{Operator, Plan, Program};
use crate::planner::Statistics;

/// Applies every rule.
pub fn optimize(mut program: Program, statistics: &dyn Statistics) -> Program {
    rewrite(&mut program.plan, top::rewrite);
    late::rewrite(&mut program);
    at_once::rewrite(&mut program);
    unused::rewrite(&mut program);
    ends::rewrite(&mut program);
    condense::rewrite(&mut program, statistics);
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
