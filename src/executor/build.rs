//! Plan to operators: the only place that knows all of them.

use std::time::Instant;

use super::divided::{Divided, Gather, Keeping};
use super::{
    Input, Operator, Runtime, aggregation, apply, create, delete, distinct, eager, expand, expand_intersect,
    expand_into, filter, flatten, in_view, index_seek, limit, load_csv, merge, optional, procedure_call,
    project_endpoints, projection, reach, repeat, scan, schema, select_paths, set, shortest_path, sort, union, unwind,
    use_view, var_length_expand,
};
use crate::batch::Batch;
use crate::error::Result;
use crate::plan::{self, Plan, Profile, Program};

/// What a plan is built with.
#[derive(Clone)]
pub(super) struct Start<'p> {
    /// The rows that [`plan::Operator::Argument`] gives.
    argument: Batch,
    /// Work on so many rows or more is divided; without it none is.
    pub(super) divided_from: Option<f64>,
    /// A plan in whose place other rows are given.
    below: Option<&'p Plan>,
    /// Whether perhaps not all rows are asked for.
    is_lazy: bool,
}

impl Start<'_> {
    fn new(argument: Batch) -> Self {
        Self { argument, divided_from: None, below: None, is_lazy: false }
    }

    /// For what the operator reads.
    fn under(mut self, operator: &plan::Operator) -> Self {
        match operator {
            plan::Operator::Limit(_) => self.is_lazy = true,
            plan::Operator::Sort(_)
            | plan::Operator::Top { .. }
            | plan::Operator::Aggregation { .. }
            | plan::Operator::Condense(_)
            | plan::Operator::Eager => self.is_lazy = false,
            _ => {}
        }
        self
    }
}

/// The operators of a plan whose [`plan::Operator::Argument`] gives these rows.
pub(super) fn build<'p>(plan: &'p Plan, argument: Batch, program: &'p Program) -> Input<'p> {
    build_from(plan, Start::new(argument), program)
}

/// The operators of a statement that is run once: work on so many rows or more is divided among threads.
pub(super) fn build_divided<'p>(plan: &'p Plan, program: &'p Program, divided_from: usize) -> Input<'p> {
    let divided_from = (!program.updating).then_some(divided_from as f64);
    let start = Start { divided_from, ..Start::new(Batch::unit()) };
    match Divided::of(plan, false, &start, program) {
        Some(divided) => Box::new(Gather::new(divided, Keeping::All)),
        None => build_from(plan, start, program),
    }
}

/// The operators of a plan above one in whose place these rows are given.
pub(super) fn build_above<'p>(plan: &'p Plan, below: &'p Plan, rows: Input<'p>, program: &'p Program) -> Input<'p> {
    build_with(plan, Start { below: Some(below), ..Start::new(Batch::unit()) }, &mut Some(rows), program)
}

pub(super) fn build_from<'p>(plan: &'p Plan, start: Start<'p>, program: &'p Program) -> Input<'p> {
    build_with(plan, start, &mut None, program)
}

fn build_with<'p>(plan: &'p Plan, start: Start<'p>, rows: &mut Option<Input<'p>>, program: &'p Program) -> Input<'p> {
    if start.below.is_some_and(|below| std::ptr::eq(below, plan))
        && let Some(rows) = rows.take()
    {
        return rows;
    }
    let operator = operator(plan, start, rows, program);
    match &program.profile {
        None => operator,
        Some(profile) => Box::new(Profiled { operator, profile, key: plan::key(plan) }),
    }
}

/// What an operator that reads all rows before it gives any reads, where that is to be divided.
fn divided<'p>(plan: &'p Plan, start: &Start<'p>, program: &'p Program) -> Option<Input<'p>> {
    let input = plan.input.as_deref()?;
    let under = start.clone().under(&plan.operator);
    let of = |is_heavy| Divided::of(input, is_heavy, &under, program);
    let gathered = |divided: Divided<'p>, keeping| -> Input<'p> { Box::new(Gather::new(divided, keeping)) };
    Some(match &plan.operator {
        // a part is worked off before its first row is given
        plan::Operator::Distinct(slots) if !start.is_lazy => {
            Box::new(distinct::Distinct::new(gathered(of(true)?, Keeping::Distinct(slots)), slots))
        }
        plan::Operator::Sort(order) => Box::new(sort::Sort::new(gathered(of(false)?, Keeping::All), order, None)),
        plan::Operator::Top { order, limit, skip } => {
            let rows = gathered(of(true)?, Keeping::Top(order, limit, skip.as_ref()));
            Box::new(sort::Sort::new(rows, order, Some((limit, skip.as_ref()))))
        }
        plan::Operator::Aggregation { carry, .. } if !carry.is_empty() => return None,
        plan::Operator::Aggregation { .. } | plan::Operator::Condense(_) => {
            let grouping = aggregation::Grouping::of(&plan.operator);
            Box::new(aggregation::Aggregation::of_divided(of(grouping.is_heavy())?, grouping))
        }
        _ => return None,
    })
}

/// The same rows, each standing for itself.
pub(super) fn flat(input: Input<'_>) -> Input<'_> {
    Box::new(flatten::Flatten::new(input))
}

fn operator<'p>(plan: &'p Plan, start: Start<'p>, rows: &mut Option<Input<'p>>, program: &'p Program) -> Input<'p> {
    let Some(input) = &plan.input else {
        return match &plan.operator {
            plan::Operator::Union { branches, output } => Box::new(union::Union::new(branches, output, start, program)),
            _ => Box::new(Argument(Some(start.argument))),
        };
    };
    if let Some(divided) = divided(plan, &start, program) {
        return divided;
    }
    let argument = &start.argument;
    // a subquery starts from one row, whose values outlive a grouping
    let carried = match &plan.operator {
        plan::Operator::Aggregation { carry, .. } => {
            carry.iter().map(|slot| (*slot, argument.value(*slot, 0))).collect()
        }
        _ => Vec::new(),
    };
    // a view may depend on the row that a subquery is run for
    let row = match &plan.operator {
        plan::Operator::UseView { .. } => argument.clone(),
        _ => Batch::default(),
    };
    let (counted, input) = counted_before(plan, input, &start, program);
    let mut input = build_with(input, start.under(&plan.operator), rows, program);
    if !takes_multiplicity(&plan.operator) {
        input = flat(input);
    }
    match &plan.operator {
        plan::Operator::Argument | plan::Operator::Union { .. } => input,
        plan::Operator::UseView { view, answers, columns } => {
            Box::new(use_view::UseView::new(input, view, *answers, columns, row))
        }
        plan::Operator::InView(slots) => Box::new(in_view::InView { input, slots }),
        plan::Operator::AllNodesScan { slot, counted } => Box::new(scan::Scan::new(input, *slot, None, *counted)),
        plan::Operator::NodeByLabelScan { slot, label, counted } => {
            Box::new(scan::Scan::new(input, *slot, Some(label), *counted))
        }
        plan::Operator::NodeIndexSeek(seek) => Box::new(index_seek::NodeIndexSeek::new(input, seek)),
        plan::Operator::Expand(expand) => Box::new(expand::ExpandRows::new(input, expand, counted)),
        plan::Operator::ExpandInto(expand) => Box::new(expand_into::ExpandInto::new(input, expand)),
        plan::Operator::ExpandIntersect { expand, closing } => {
            Box::new(expand_intersect::ExpandIntersect::new(input, expand, closing))
        }
        plan::Operator::VarLengthExpand { expand, min, max, into, reversed, repeatable, ends_only } => {
            let (min, max, into, reversed, repeatable) = (*min, *max, *into, *reversed, *repeatable);
            let bounds = var_length_expand::Bounds { min, max, into, reversed, repeatable };
            if *ends_only {
                return Box::new(reach::Reach::new(input, expand, bounds));
            }
            Box::new(var_length_expand::VarLengthExpand::new(input, expand, bounds))
        }
        plan::Operator::ShortestPath { expand, zero, cycles, max, shortest, conditions } => {
            let lengths = shortest_path::Lengths { zero: *zero, cycles: *cycles, max: *max };
            Box::new(shortest_path::ShortestPath::new(input, expand, lengths, *shortest, conditions))
        }
        plan::Operator::Repeat(repeat) => Box::new(repeat::Repeat::new(input, repeat)),
        plan::Operator::StatefulShortestPath(select) => {
            Box::new(select_paths::StatefulShortestPath::new(input, select))
        }
        plan::Operator::LoadCsv(load) => Box::new(load_csv::LoadCsvRows::new(input, load)),
        plan::Operator::ProjectEndpoints { expand, from_known, to_known } => {
            Box::new(project_endpoints::ProjectEndpoints {
                input,
                expand,
                from_known: *from_known,
                to_known: *to_known,
            })
        }
        plan::Operator::Filter(predicates) => Box::new(filter::Filter { input, predicates }),
        plan::Operator::Projection { items, only } => Box::new(projection::Projection::new(input, items, *only)),
        plan::Operator::Aggregation { .. } | plan::Operator::Condense(_) => {
            let grouping = aggregation::Grouping::of(&plan.operator);
            Box::new(aggregation::Aggregation::new(input, grouping, carried))
        }
        plan::Operator::Distinct(slots) => Box::new(distinct::Distinct::new(input, slots)),
        plan::Operator::Sort(order) => Box::new(sort::Sort::new(input, order, None)),
        plan::Operator::Top { order, limit, skip } => {
            Box::new(sort::Sort::new(input, order, Some((limit, skip.as_ref()))))
        }
        plan::Operator::Skip(count) => Box::new(limit::Skip::new(input, count)),
        plan::Operator::Limit(count) => Box::new(limit::Limit::new(input, count)),
        plan::Operator::Unwind { list, slot } => Box::new(unwind::Unwind::new(input, list, *slot)),
        plan::Operator::Optional { inner, nulls, row } => Box::new(optional::Optional::new(input, inner, nulls, *row)),
        plan::Operator::Apply { id, outputs, optional } => {
            Box::new(apply::Apply { input, id: *id, outputs, optional: *optional, current: None })
        }
        plan::Operator::ProcedureCall(call) => Box::new(procedure_call::ProcedureCall { input, call }),
        plan::Operator::Eager => Box::new(eager::Eager::new(input)),
        plan::Operator::Create(items) => Box::new(create::Create { input, items }),
        plan::Operator::Merge(merge) => Box::new(merge::Merge { input, merge }),
        plan::Operator::Set(items) => Box::new(set::Set { input, items }),
        plan::Operator::Delete { detach, expressions } => {
            Box::new(delete::Delete { input, detach: *detach, expressions })
        }
        plan::Operator::Schema(command) => Box::new(schema::ChangeSchema { input, command }),
        plan::Operator::EmptyResult => Box::new(EmptyResult(input)),
    }
}

/// Where an expansion only counts: others before it that count from the same node, which is done at once, and what
/// gives the rows. One by one where each is to be timed.
fn counted_before<'p>(
    plan: &'p Plan,
    mut input: &'p Plan,
    start: &Start<'p>,
    program: &Program,
) -> (Vec<&'p plan::Expand>, &'p Plan) {
    let mut counted = Vec::new();
    if let plan::Operator::Expand(last) = &plan.operator
        && expand::is_looked_up(last)
        && program.profile.is_none()
    {
        while let plan::Operator::Expand(expand) = &input.operator
            && expand.from == last.from
            && expand::is_looked_up(expand)
            && start.below.is_none_or(|below| !std::ptr::eq(below, input))
            && let Some(before) = &input.input
        {
            counted.push(expand);
            input = before;
        }
    }
    (counted, input)
}

/// Whether the operator takes rows that stand for several; others are given each as often.
fn takes_multiplicity(operator: &plan::Operator) -> bool {
    matches!(
        operator,
        plan::Operator::Argument
            | plan::Operator::InView(_)
            | plan::Operator::AllNodesScan { .. }
            | plan::Operator::NodeByLabelScan { .. }
            | plan::Operator::NodeIndexSeek(_)
            | plan::Operator::Expand(_)
            | plan::Operator::ExpandInto(_)
            | plan::Operator::ExpandIntersect { .. }
            | plan::Operator::VarLengthExpand { .. }
            | plan::Operator::ShortestPath { .. }
            | plan::Operator::Filter(_)
            | plan::Operator::Projection { .. }
            | plan::Operator::Aggregation { .. }
            | plan::Operator::Distinct(_)
            | plan::Operator::Condense(_)
            | plan::Operator::Sort(_)
            | plan::Operator::Top { .. }
            | plan::Operator::Unwind { .. }
            | plan::Operator::Optional { .. }
            | plan::Operator::UseView { .. }
            | plan::Operator::EmptyResult
    )
}

/// Gives the rows that the plan starts from.
struct Argument(Option<Batch>);

impl Operator for Argument {
    fn next(&mut self, _: &mut Runtime<'_>) -> Result<Option<Batch>> {
        Ok(self.0.take().filter(|batch| !batch.is_empty()))
    }
}

/// Counts what an operator gives and takes.
struct Profiled<'p> {
    operator: Input<'p>,
    profile: &'p Profile,
    key: usize,
}

impl Operator for Profiled<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let started = Instant::now();
        let batch = self.operator.next(runtime)?;
        self.profile.add(self.key, batch.as_ref().map_or(Ok(0), Batch::count)? as usize, started.elapsed());
        Ok(batch)
    }
}

/// Runs its input to the end.
struct EmptyResult<'p>(Input<'p>);

impl Operator for EmptyResult<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        while self.0.next(runtime)?.is_some() {
            runtime.budget.look()?;
        }
        Ok(None)
    }
}
