//! Bound query to plan. It sees the graph's statistics, never its data.

mod pattern;
mod project;

use std::sync::Arc;

use crate::bound::{Clause, Expr, ExprKind, Match, PatternPath, Slot, SlotInfo, Statement, Subquery, Type};
use crate::error::{Error, Result};
use crate::plan::{Merge, Operator, Plan, Program, Subplan};

/// Counts that guide the planner.
pub trait Statistics {
    /// All nodes.
    fn nodes(&self) -> f64;
    /// Nodes with a label.
    fn nodes_with_label(&self, label: &str) -> f64;
    /// Relationships of a type; of any type without one.
    fn relationships(&self, relationship_type: Option<&str>) -> f64;
}

/// Plans a statement.
pub fn plan(statement: Statement, statistics: &dyn Statistics) -> Result<Program> {
    let Statement { branches, distinct, slots, subqueries, updating, .. } = statement;
    let mut planner = Planner { statistics, slots, subqueries };
    let subplans: Vec<Subplan> = (0..planner.subqueries.len()).map(|id| planner.subplan(id)).collect::<Result<_>>()?;
    let mut plans = Vec::new();
    for branch in branches {
        let mut plan = planner.clauses(branch.clauses)?;
        if branch.columns.is_empty() {
            plan = plan.then(Operator::EmptyResult, 0.0);
        }
        plans.push((plan, branch.columns));
    }
    let (plan, columns) = planner.union(plans, distinct)?;
    Ok(Program { plan, columns, subplans, slots: planner.slots, updating })
}

struct Planner<'a> {
    statistics: &'a dyn Statistics,
    slots: Vec<SlotInfo>,
    subqueries: Vec<Subquery>,
}

/// A plan for one branch, and its columns.
type Planned = (Plan, Vec<(Arc<str>, Slot)>);

impl Planner<'_> {
    fn new_slot(&mut self, name: &str) -> Slot {
        let slot = Slot(self.slots.len() as u32);
        self.slots.push(SlotInfo { name: name.into(), kind: Type::Any });
        slot
    }

    fn union(&mut self, mut plans: Vec<Planned>, distinct: bool) -> Result<Planned> {
        if plans.len() == 1 {
            return plans.pop().ok_or_else(|| Error::internal("a query without clauses"));
        }
        let names: Vec<Arc<str>> =
            plans.first().map(|(_, c)| c.iter().map(|(name, _)| Arc::clone(name)).collect()).unwrap_or_default();
        let output: Vec<Slot> = names.iter().map(|name| self.new_slot(name)).collect();
        let rows = plans.iter().map(|(plan, _)| plan.rows).sum();
        let branches =
            plans.into_iter().map(|(plan, columns)| (plan, columns.into_iter().map(|(_, slot)| slot).collect()));
        let operator = Operator::Union { branches: branches.collect(), output: output.clone() };
        let mut plan = Plan { operator, input: None, rows };
        if distinct {
            plan = plan.then(Operator::Distinct(output.clone()), rows);
        }
        Ok((plan, names.into_iter().zip(output).collect()))
    }

    fn subplan(&mut self, id: usize) -> Result<Subplan> {
        let subquery =
            self.subqueries.get(id).cloned().ok_or_else(|| Error::internal("a subquery without a number"))?;
        let plan = self.matching(Plan::argument(), subquery.pattern)?;
        Ok(Subplan { plan, imports: subquery.imports, map: subquery.map })
    }

    /// The clauses in order. Reading and changing are kept apart by Eager: what a clause changes is
    /// seen by all of the next clause and by nothing of the clause before (CIP2015-10-27).
    fn clauses(&mut self, clauses: Vec<Clause>) -> Result<Plan> {
        let mut plan = Plan::argument();
        let mut reads = false;
        let mut changed = false;
        for clause in clauses {
            let updates = !matches!(clause, Clause::Match(_) | Clause::Unwind { .. } | Clause::Project(_));
            if changed || (updates && reads) {
                let rows = plan.rows;
                plan = plan.then(Operator::Eager, rows);
                reads = false;
            }
            changed = updates;
            reads |= !updates && !matches!(&clause, Clause::Unwind { list, .. } if is_constant(list));
            plan = self.clause(plan, clause)?;
        }
        Ok(plan)
    }

    fn clause(&mut self, plan: Plan, clause: Clause) -> Result<Plan> {
        let rows = plan.rows;
        Ok(match clause {
            Clause::Match(pattern) if pattern.optional => self.optional(plan, pattern)?,
            Clause::Match(pattern) => self.matching(plan, pattern)?,
            Clause::Unwind { list, slot } => plan.then(Operator::Unwind { list, slot }, rows * 10.0),
            Clause::Project(project) => self.project(plan, *project),
            Clause::Create { items, paths } => with_paths(plan.then(Operator::Create(items), rows), paths),
            Clause::Merge(merge) => {
                let find = self.matching(Plan::argument(), merge.pattern)?;
                let crate::bound::Merge { create, paths, on_create, on_match, .. } = *merge;
                let operator = Operator::Merge(Box::new(Merge { find, create, on_create, on_match }));
                with_paths(plan.then(operator, rows), paths)
            }
            Clause::Set(items) => plan.then(Operator::Set(items), rows),
            Clause::Delete { detach, expressions } => plan.then(Operator::Delete { detach, expressions }, rows),
        })
    }

    fn optional(&mut self, plan: Plan, pattern: Match) -> Result<Plan> {
        let new_nodes = pattern.pattern.nodes.iter().filter(|node| !node.bound).map(|node| node.slot);
        let new_relationships = pattern.pattern.relationships.iter().filter(|r| !r.bound).map(|r| r.slot);
        let paths = pattern.pattern.paths.iter().map(|path| path.slot);
        let nulls = new_nodes.chain(new_relationships).chain(paths).collect();
        let inner = Box::new(self.matching(Plan::argument(), pattern)?);
        let rows = plan.rows * inner.rows.max(1.0);
        let row = self.new_slot(" row");
        Ok(plan.then(Operator::Optional { inner, nulls, row }, rows))
    }
}

/// Adds named paths.
fn with_paths(plan: Plan, paths: Vec<PatternPath>) -> Plan {
    if paths.is_empty() {
        return plan;
    }
    let rows = plan.rows;
    let items = paths.into_iter().map(|path| (path.slot, Expr::new(ExprKind::Path(path.elements), path.span)));
    plan.then(Operator::Projection { items: items.collect(), only: false }, rows)
}

/// Whether the expression looks at neither rows nor the graph.
fn is_constant(expr: &Expr) -> bool {
    let mut constant = true;
    expr.walk(&mut |part| {
        let looks = matches!(
            part.kind,
            ExprKind::Slot(_) | ExprKind::Exists(_) | ExprKind::Collect(_) | ExprKind::Property(..)
        );
        constant &= !looks;
    });
    constant
}
