//! Bound query to plan. It sees the graph's statistics, never its data.

mod cost;
mod counting;
mod index;
mod path;
mod pattern;
mod project;
mod wanted;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ast::Mode;
use crate::bound::{
    Branch, Clause, Expr, ExprKind, LoadCsv, Match, PatternPath, Slot, SlotInfo, Statement, Subquery, Type,
};
use crate::error::{Error, Result};
use crate::limits::Budget;
use crate::plan::{Merge, Operator, Plan, Profile, Program, Subplan, Uses};
use crate::span::Span;

pub use cost::CONDITION_KEEPS;
pub use index::IndexCounts;

/// Counts that guide the planner.
pub trait Statistics {
    /// All nodes.
    fn nodes(&self) -> f64;
    /// Nodes with a label.
    fn nodes_with_label(&self, label: &str) -> f64;
    /// Relationships of a type; of any type without one.
    fn relationships(&self, relationship_type: Option<&str>) -> f64;
    /// Relationships of a type that start (end, if `incoming`) at nodes with a label.
    fn ends(&self, relationship_type: &str, incoming: bool, label: &str) -> f64;
    /// Nodes that relationships of a type start (end, if `incoming`) at.
    fn endpoints(&self, relationship_type: &str, incoming: bool) -> f64;
    /// Whether relationships of a type may lead from a node to itself.
    fn may_loop(&self, relationship_type: &str) -> bool;
    /// Whether all nodes with a label have a value of a property, in the default view.
    fn every_node_has(&self, label: &str, key: &str) -> bool;
    /// How many different values nodes, with a label if one is given, have of a property.
    fn values(&self, label: Option<&str>, key: &str) -> f64;
    /// What share of the nodes, with a label if one is given, meets a condition on the node in this place; `None` if
    /// that cannot be said.
    fn share(&self, label: Option<&str>, node: Slot, condition: &Expr) -> Option<f64>;
    /// The indexes on nodes with a label.
    fn indexes(&self, label: &str) -> Vec<IndexCounts>;
}

/// Plans a statement. Without statistics, patterns are found in the order in which they are written,
/// and conditions wait until all of a pattern is found. With `trace`, each row of the answer also says
/// which relationships it came over.
pub fn plan(
    statement: Statement,
    statistics: Option<&dyn Statistics>,
    trace: bool,
    budget: &Budget,
) -> Result<Program> {
    let Statement { mode, branches, distinct, slots, subqueries, updating, .. } = statement;
    let views_differ = subqueries.iter().flat_map(|subquery| &subquery.branches).any(|branch| branch.view.is_some());
    let parts = subqueries.iter().flat_map(|subquery| &subquery.branches).chain(&branches);
    let views: Vec<&Expr> = parts.filter_map(|branch| branch.view.as_ref()).collect();
    let facts = match statistics {
        Some(_) if !updating && views.iter().all(|view| is_called(view, &["everything"])) => Facts::OfValues,
        Some(_) if !updating && views.iter().all(|view| is_of_graph(view)) => Facts::OfRelationships,
        _ => Facts::None,
    };
    let mut planner = Planner {
        statistics,
        budget,
        slots,
        subqueries,
        views_differ,
        facts,
        trace: false,
        walked: Vec::new(),
        carry: Vec::new(),
        wanted: Uses::Any,
        loopless: RefCell::default(),
        complete: RefCell::default(),
    };
    let subplans: Vec<Subplan> = (0..planner.subqueries.len()).map(|id| planner.subplan(id)).collect::<Result<_>>()?;
    planner.trace = trace;
    planner.carry.clear();
    let (plan, columns, trace) = planner.query(branches, distinct, true)?;
    let profile = (mode == Mode::Profile).then(Profile::default);
    let loopless = planner.loopless.into_inner().into_iter().collect();
    let complete = planner.complete.into_inner().into_iter().collect();
    let slots = planner.slots;
    Ok(Program { plan, columns, subplans, slots, trace, profile, updating, loopless, complete })
}

struct Planner<'a> {
    statistics: Option<&'a dyn Statistics>,
    budget: &'a Budget,
    slots: Vec<SlotInfo>,
    subqueries: Vec<Subquery>,
    /// Whether a subquery has a view of its own, so that what one view shows may come to another.
    views_differ: bool,
    /// What is true of all of the graph and so for the statement.
    facts: Facts,
    trace: bool,
    /// Where the relationships stand that rows have come over so far.
    walked: Vec<Slot>,
    /// In a subquery: what it takes from the row that asks, which no projection may drop.
    carry: Vec<Slot>,
    /// What is asked for after the clause that is being planned.
    wanted: Uses,
    /// Types that it has taken to have no relationship from a node to itself.
    loopless: RefCell<BTreeSet<Arc<str>>>,
    /// Labels and properties of which it has taken every node with the one to have the other.
    complete: RefCell<BTreeSet<(Arc<str>, Arc<str>)>>,
}

/// Which facts about all of the graph hold for what a statement sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Facts {
    /// None: it changes the graph, or may see its claims as another.
    None,
    /// What no relationship does: its views show parts of the graph.
    OfRelationships,
    /// And which values all nodes have that nobody claims.
    OfValues,
}

/// A plan for one branch, its columns, and where its trace stands.
type Planned = (Plan, Vec<(Arc<str>, Slot)>, Option<Slot>);

impl Planner<'_> {
    fn new_slot(&mut self, name: &str) -> Slot {
        let slot = Slot(self.slots.len() as u32);
        self.slots.push(SlotInfo { name: name.into(), kind: Type::Any });
        slot
    }

    /// Branches joined by UNION. A statement without RETURN gives no rows; a subquery still does.
    fn query(&mut self, branches: Vec<Branch>, distinct: bool, is_statement: bool) -> Result<Planned> {
        let mut plans = Vec::new();
        for branch in branches {
            self.walked.clear();
            let columns = branch.columns.iter().map(|(_, slot)| *slot).collect();
            let mut plan = self.clauses(branch.clauses, columns)?;
            if branch.columns.is_empty() && is_statement {
                plan = plan.then(Operator::EmptyResult, 0.0);
            }
            let trace = self.traced(&mut plan);
            if let Some(view) = branch.view {
                let rows = plan.rows;
                let columns = branch.columns.iter().map(|(_, slot)| *slot).collect();
                plan = plan.then(Operator::UseView { view, answers: is_statement, columns }, rows);
            }
            plans.push((plan, branch.columns, trace));
        }
        self.union(plans, distinct)
    }

    /// Adds the list of the relationships that each row came over, if rows are to be traced.
    fn traced(&mut self, plan: &mut Plan) -> Option<Slot> {
        if !self.trace {
            return None;
        }
        let slot = self.new_slot(" trace");
        let span = Span::default();
        let walked = self.walked.iter().map(|slot| Expr::slot(*slot, span)).collect();
        let items = vec![(slot, Expr::new(ExprKind::List(walked), span))];
        let below = std::mem::replace(plan, Plan::argument());
        let rows = below.rows;
        *plan = below.then(Operator::Projection { items, only: false }, rows);
        Some(slot)
    }

    fn union(&mut self, mut plans: Vec<Planned>, distinct: bool) -> Result<Planned> {
        if plans.len() == 1 {
            return plans.pop().ok_or_else(|| Error::internal("a query without clauses"));
        }
        let first = plans.first().map(|(_, columns, _)| columns.as_slice()).unwrap_or_default();
        let names: Vec<Arc<str>> = first.iter().map(|(name, _)| Arc::clone(name)).collect();
        let visible: Vec<Slot> = names.iter().map(|name| self.new_slot(name)).collect();
        let trace = self.trace.then(|| self.new_slot(" trace"));
        let output: Vec<Slot> = visible.iter().copied().chain(trace).collect();
        let rows = plans.iter().map(|(plan, ..)| plan.rows).sum();
        let branches = plans
            .into_iter()
            .map(|(plan, columns, trace)| (plan, columns.into_iter().map(|(_, slot)| slot).chain(trace).collect()));
        let operator = Operator::Union { branches: branches.collect(), output };
        let mut plan = Plan { operator, input: None, rows };
        if distinct {
            plan = plan.then(Operator::Distinct(visible.clone()), rows);
        }
        Ok((plan, names.into_iter().zip(visible).collect(), trace))
    }

    fn subplan(&mut self, id: usize) -> Result<Subplan> {
        let subquery =
            self.subqueries.get(id).cloned().ok_or_else(|| Error::internal("a subquery without a number"))?;
        self.carry.clone_from(&subquery.imports);
        let (plan, columns, _) = self.query(subquery.branches, subquery.distinct, false)?;
        let columns = columns.into_iter().map(|(_, slot)| slot).collect();
        Ok(Subplan { plan, imports: subquery.imports, columns, at_once: None })
    }

    /// The clauses in order. Reading and changing are kept apart by Eager: what a clause changes is
    /// seen by all of the next clause and by nothing of the clause before (CIP2015-10-27).
    fn clauses(&mut self, mut clauses: Vec<Clause>, columns: Vec<Slot>) -> Result<Plan> {
        self.count_rows(&mut clauses);
        let mut plan = Plan::argument();
        let mut wanted = self.wanted_after(&clauses, columns);
        let mut reads = false;
        let mut changed = false;
        for clause in clauses {
            let updates = is_updating(&clause);
            if changed || (updates && reads) {
                let rows = plan.rows;
                plan = plan.then(Operator::Eager, rows);
                reads = false;
            }
            changed = updates;
            let reads_no_graph = match &clause {
                Clause::Unwind { list: given, .. } | Clause::LoadCsv(LoadCsv { from: given, .. }) => is_constant(given),
                _ => false,
            };
            reads |= !updates && !reads_no_graph;
            self.wanted = wanted.pop().unwrap_or(Uses::Any);
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
            Clause::Let(items) => plan.then(Operator::Projection { items, only: false }, rows),
            Clause::Filter(conditions) => {
                plan.then(Operator::Filter(conditions), (rows * CONDITION_KEEPS).max(1.0_f64.min(rows)))
            }
            Clause::LoadCsv(load) => plan.then(Operator::LoadCsv(load), rows * 1000.0),
            Clause::Project(project) => self.project(plan, *project),
            Clause::CallSubquery { id, outputs, optional, .. } => {
                plan.then(Operator::Apply { id, outputs, optional }, rows * 10.0)
            }
            Clause::CallProcedure(mut call) => {
                let predicates = std::mem::take(&mut call.predicates);
                let plan = plan.then(Operator::ProcedureCall(call), rows * 10.0);
                if predicates.is_empty() { plan } else { plan.then(Operator::Filter(predicates), rows * 5.0) }
            }
            Clause::Create { items, paths } => with_paths(plan.then(Operator::Create(items), rows), paths),
            Clause::Merge(merge) => {
                self.wanted = Uses::Any;
                let find = self.matching(Plan::argument(), merge.pattern)?;
                let crate::bound::Merge { create, paths, on_create, on_match, .. } = *merge;
                let operator = Operator::Merge(Box::new(Merge { find, create, on_create, on_match }));
                with_paths(plan.then(operator, rows), paths)
            }
            Clause::Set(items) => plan.then(Operator::Set(items), rows),
            Clause::Schema(command) => plan.then(Operator::Schema(command), rows),
            Clause::Delete { detach, expressions } => plan.then(Operator::Delete { detach, expressions }, rows),
        })
    }

    fn optional(&mut self, plan: Plan, pattern: Match) -> Result<Plan> {
        let new_nodes = pattern.pattern.nodes.iter().filter(|node| !node.bound).map(|node| node.slot);
        let new_relationships = pattern.pattern.relationships.iter().filter(|r| !r.bound);
        let new_relationships = new_relationships.flat_map(path::slots_of_relationship);
        let paths = pattern.pattern.paths.iter().map(|path| path.slot);
        let nulls = new_nodes.chain(new_relationships).chain(paths).collect();
        let inner = Box::new(self.matching(Plan::argument(), pattern)?);
        let rows = plan.rows * inner.rows.max(1.0);
        let row = self.new_slot(" row");
        Ok(plan.then(Operator::Optional { inner, nulls, row }, rows))
    }
}

fn is_updating(clause: &Clause) -> bool {
    match clause {
        Clause::Match(_)
        | Clause::Unwind { .. }
        | Clause::LoadCsv(_)
        | Clause::Let(_)
        | Clause::Filter(_)
        | Clause::Project(_) => false,
        Clause::CallProcedure(call) => call.procedure.is_updating(),
        Clause::CallSubquery { updating, .. } => *updating,
        Clause::Create { .. } | Clause::Merge(_) | Clause::Set(_) | Clause::Delete { .. } | Clause::Schema(_) => true,
    }
}

/// Whether a view certainly shows a part of the graph, and not its claims as another.
fn is_of_graph(view: &Expr) -> bool {
    const PARTS: [&str; 10] = [
        "everything",
        "according_to",
        "reported_by",
        "as_of",
        "known_on",
        "valid_at",
        "corroborated",
        "disputed",
        "undisputed",
        "graded",
    ];
    match &view.kind {
        ExprKind::Constant(crate::value::Value::Map(parts)) => !parts.contains_key("claims"),
        _ => is_called(view, &PARTS),
    }
}

fn is_called(expr: &Expr, names: &[&str]) -> bool {
    matches!(&expr.kind, ExprKind::Call(function, _) if function.is_steady() && names.contains(&function.name()))
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
            ExprKind::Slot(_)
                | ExprKind::Exists(_)
                | ExprKind::Count(_)
                | ExprKind::Collect(_)
                | ExprKind::Property(..)
        );
        constant &= !looks;
    });
    constant
}
