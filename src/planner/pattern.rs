//! The order in which a pattern is found: from the node that is rarest, along the relationships that
//! multiply least, each condition as soon as what it speaks of is there.

use std::collections::HashSet;
use std::sync::Arc;

use super::cost::{CONDITION_KEEPS, Sketch};
use super::index::{Candidate, Way, is_equality};
use super::path::{labels_of, slots_of_relationship};
use super::{Planner, with_paths};
use crate::ast::QuantifierKind;
use crate::bound::{Expr, ExprKind, LabelExpression, Match, Pattern, PatternNode, PatternRelationship, Slot};
use crate::error::Result;
use crate::plan::{Expand, Operator, PathConditions, Plan, Repeat, Uses};

/// Takes only rows whose entities that the pattern is given are in the view.
fn in_view(plan: Plan, pattern: &Pattern) -> Plan {
    let nodes = pattern.nodes.iter().filter(|node| node.bound).map(|node| node.slot);
    let relationships = pattern.relationships.iter().filter(|r| r.bound).map(|r| r.slot);
    let mut given: Vec<Slot> = nodes.chain(relationships).collect();
    given.sort_unstable();
    given.dedup();
    if given.is_empty() {
        return plan;
    }
    let rows = plan.rows;
    plan.then(Operator::InView(given), rows)
}

/// A pattern on its way into a plan.
pub(super) struct Search {
    pub(super) pattern: Pattern,
    /// Conditions not yet applied.
    pub(super) waiting: Vec<Condition>,
    /// Slots that the rows hold by now.
    pub(super) known: HashSet<Slot>,
    /// Relationships not yet found.
    pub(super) open: Vec<usize>,
    /// Relationships found: others of the same MATCH must differ.
    found: Vec<usize>,
    /// Labels of nodes already checked.
    checked: HashSet<usize>,
    /// The slots that something asks for afterwards.
    pub(super) wanted: Uses,
}

/// A condition of a pattern.
pub(super) struct Condition {
    expr: Expr,
    /// The slots of the pattern that it speaks of.
    pub(super) slots: HashSet<Slot>,
    /// What share of rows it keeps.
    pub(super) keeps: f64,
}

/// How a node is found that nothing leads to.
pub(super) struct Start {
    pub(super) operator: Operator,
    /// How many rows one row becomes.
    pub(super) rows: f64,
    /// The label that every node found has.
    label: Option<Arc<str>>,
    /// Where the conditions stand that an index has been asked.
    used: Vec<usize>,
}

impl Planner<'_> {
    /// Adds what finds the pattern to the plan.
    pub(super) fn matching(&mut self, mut plan: Plan, mut written: Match) -> Result<Plan> {
        if self.views_differ {
            plan = in_view(plan, &written.pattern);
        }
        if let Some(selector) = written.selector.take() {
            return self.selecting(plan, written, selector);
        }
        let Match { pattern, predicates, .. } = written;
        let mut new: HashSet<Slot> = HashSet::new();
        new.extend(pattern.nodes.iter().filter(|n| !n.bound).map(|n| n.slot));
        new.extend(pattern.relationships.iter().filter(|r| !r.bound).flat_map(slots_of_relationship));
        new.extend(pattern.paths.iter().map(|p| p.slot));
        let paths = pattern.paths.clone();
        // what is drawn by lot is drawn for each match, and so at the end
        let (predicates, drawn): (Vec<Expr>, Vec<Expr>) = predicates.into_iter().partition(Expr::is_steady);
        let waiting = predicates.into_iter().map(|predicate| {
            let slots = self.slots_of(&predicate).into_iter().filter(|slot| new.contains(slot)).collect();
            Condition { keeps: self.kept_by(&predicate, &pattern.nodes), expr: predicate, slots }
        });
        let mut wanted = self.wanted.clone();
        wanted.extend(paths.iter().flat_map(|path| path.elements.iter().copied()));
        let mut search = Search {
            waiting: waiting.collect(),
            known: pattern.nodes.iter().filter(|n| n.bound).map(|n| n.slot).collect(),
            open: (0..pattern.relationships.len()).collect(),
            found: Vec::new(),
            checked: HashSet::new(),
            wanted,
            pattern,
        };
        plan = search.check_known_nodes(plan);
        plan = search.refuse_nulls(plan);
        if self.statistics.is_some()
            && let Some(at) = self.best_start(&search)
        {
            plan = self.scan(plan, at, &mut search);
        }
        loop {
            // each step looks at all of the pattern
            self.budget.look()?;
            // without statistics, the conditions wait for the whole pattern
            if self.statistics.is_some() {
                plan = search.filter(plan);
            }
            if let Some(at) = self.next_relationship(&search) {
                plan = self.relationship(plan, at, &mut search)?;
            } else if let Some(at) = self.cheapest_of(&search, &search.known) {
                plan = self.scan(plan, at, &mut search);
            } else if let Some(at) = search.open.first().copied() {
                plan = self.relationship(plan, at, &mut search)?;
            } else {
                break;
            }
        }
        plan = with_paths(plan, paths);
        search.known.extend(search.pattern.paths.iter().map(|path| path.slot));
        plan = search.filter(plan);
        Ok(filter_by(plan, drawn))
    }

    /// Takes the conditions on the path that go over a relationship of a shortest path.
    fn path_conditions(&self, relationship: &PatternRelationship, search: &mut Search) -> PathConditions {
        let parts = search.parts_of_path(relationship);
        let waiting = std::mem::take(&mut search.waiting);
        let (taken, waiting): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|it| {
            !it.slots.is_disjoint(&parts)
                && it.slots.iter().all(|slot| parts.contains(slot) || search.known.contains(slot))
        });
        search.waiting = waiting;
        let taken = taken.into_iter().map(|it| it.expr);
        let (steps, whole) = taken.partition(|condition| self.holds_by_steps(condition, &parts));
        let paths = parts.into_iter().filter(|slot| *slot != relationship.slot).collect();
        PathConditions { steps, whole, paths }
    }

    /// Whether the condition is one on each part of a path by itself: `all(r IN relationships(p) WHERE
    /// ...)` and its like.
    fn holds_by_steps(&self, condition: &Expr, path: &HashSet<Slot>) -> bool {
        let ExprKind::Quantifier { kind: QuantifierKind::All | QuantifierKind::None, list, predicate, .. } =
            &condition.kind
        else {
            return false;
        };
        let is_path = |expr: &Expr| matches!(&expr.kind, ExprKind::Slot(slot) if path.contains(slot));
        let of_parts = match &list.kind {
            ExprKind::Call(function, arguments) => {
                matches!(function.name(), "nodes" | "relationships") && arguments.iter().all(is_path)
            }
            _ => is_path(list),
        };
        of_parts && self.slots_of(predicate).is_disjoint(path)
    }

    /// The slots that an expression reads, subqueries included.
    pub(super) fn slots_of(&self, expr: &Expr) -> HashSet<Slot> {
        let mut slots = HashSet::new();
        expr.walk(&mut |part| match &part.kind {
            ExprKind::Slot(slot) => {
                slots.insert(*slot);
            }
            ExprKind::Path(elements) => slots.extend(elements),
            ExprKind::Exists(id) | ExprKind::Count(id) | ExprKind::Collect(id) => {
                slots.extend(self.subqueries.get(id.0).iter().flat_map(|subquery| &subquery.imports));
            }
            _ => {}
        });
        slots
    }

    /// The open relationship with a known end that multiplies rows least; without statistics, the first.
    fn next_relationship(&self, search: &Search) -> Option<usize> {
        if self.statistics.is_some() {
            return Sketch::of(search).cheapest_relationship(self);
        }
        search.open.iter().copied().find(|at| {
            let Some(relationship) = search.pattern.relationships.get(*at) else { return false };
            let Some((from, to)) = search.ends(relationship) else { return false };
            let both = (search.known.contains(&from), search.known.contains(&to));
            match (both, relationship.shortest) {
                _ if relationship.bound => true,
                ((true, true), Some(_)) => !search.is_early(relationship),
                (_, Some(_)) => false,
                ((from_known, to_known), None) => from_known || to_known,
            }
        })
    }

    /// The cheapest way to find a node that nothing leads to.
    pub(super) fn start(&self, node: &PatternNode, conditions: &[Candidate<'_>]) -> Start {
        let (slot, scanned) = (node.slot, self.node_rows(node));
        if let Some(Way { seek, rows, used }) = self.cheapest_way(node, conditions).filter(|way| way.rows <= scanned) {
            let label = seek.label.clone();
            return Start { operator: Operator::NodeIndexSeek(Box::new(seek)), rows: rows.max(1.0), label, used };
        }
        let label = self.rarest_label(node).map(|(label, _)| label);
        let operator = match &label {
            Some(label) => Operator::NodeByLabelScan { slot, label: Arc::clone(label), counted: false },
            None => Operator::AllNodesScan { slot, counted: false },
        };
        Start { operator, rows: scanned.max(1.0), label, used: Vec::new() }
    }

    fn scan(&self, plan: Plan, at: usize, search: &mut Search) -> Plan {
        let Some(node) = search.pattern.nodes.get(at).cloned() else { return plan };
        let Start { mut operator, rows, label, used } = self.start(&node, &search.candidates(node.slot));
        search.known.insert(node.slot);
        // the index has done what these conditions do
        for at in &used {
            if let Some(condition) = search.waiting.get_mut(*at) {
                condition.keeps = 1.0;
            }
        }
        if let Operator::NodeIndexSeek(seek) = &mut operator {
            let mut at = 0..;
            let answered = |it: &mut Condition| at.next().is_some_and(|at| used.contains(&at)) && is_equality(&it.expr);
            seek.checks = search.waiting.extract_if(.., answered).map(|it| it.expr).collect();
        }
        if matches!(node.labels.as_slice(), [LabelExpression::Name(only)] if Some(only) == label.as_ref()) {
            search.checked.insert(at);
        }
        let rows = plan.rows * rows;
        search.check_labels(plan.then(operator, rows), at)
    }

    fn relationship(&mut self, plan: Plan, at: usize, search: &mut Search) -> Result<Plan> {
        search.open.retain(|other| *other != at);
        let Some(relationship) = search.pattern.relationships.get(at).cloned() else { return Ok(plan) };
        let Some((from, to)) = search.ends(&relationship) else { return Ok(plan) };
        let (from_known, to_known) = (search.known.contains(&from), search.known.contains(&to));
        let others =
            search.found.iter().filter(|other| !search.pattern.repeatable && !self.never_same(search, at, **other));
        let distinct_from = others.filter_map(|other| search.pattern.relationships.get(*other)).map(|other| other.slot);
        let mut expand = Expand {
            from,
            relationship: relationship.slot,
            to,
            direction: relationship.direction,
            types: relationship.types.clone(),
            distinct_from: distinct_from.collect(),
            labels: Vec::new(),
            conditions: Vec::new(),
            keeps: None,
        };
        // walked from the end that is known
        let reversed = !from_known && to_known;
        if reversed && !relationship.bound {
            (expand.from, expand.to) = (to, from);
            expand.direction = relationship.direction.reversed();
        }
        let into = from_known && to_known;
        self.walked.push(relationship.slot);
        search.found.push(at);
        search.known.extend([from, to]);
        search.known.extend(slots_of_relationship(&relationship));
        let mut rows = plan.rows * if into { 0.5 } else { self.fan_out(search, &relationship, reversed) };
        if let Some(repeated) = relationship.repeated {
            let groups = repeated.groups.iter().map(|(_, outside)| *outside).collect();
            let (min, max) = relationship.length.unwrap_or((1, Some(1)));
            let repeat = Repeat {
                once: self.once(*repeated, reversed)?,
                from: expand.from,
                to: expand.to,
                relationships: relationship.slot,
                groups,
                min,
                max,
                into,
                reversed,
                repeatable: search.pattern.repeatable,
                distinct_from: expand.distinct_from,
            };
            return Ok(search.check_known_nodes(plan.then(Operator::Repeat(Box::new(repeat)), rows)));
        }
        // the labels of the node that is reached are checked on the way
        let reached = if reversed { relationship.from } else { relationship.to };
        if !into && !relationship.bound && search.checked.insert(reached) {
            expand.labels = search.pattern.nodes.get(reached).map(|node| node.labels.clone()).unwrap_or_default();
        }
        if !into && !relationship.bound && relationship.length.is_none() {
            rows *= self.ask_of_all(reached, rows, &mut expand, search);
        }
        if let Some(shortest) = relationship.shortest {
            let (min, max) = relationship.length.unwrap_or((1, Some(1)));
            let conditions = self.path_conditions(&relationship, search);
            let (zero, cycles) = (min == 0, false);
            let plan = plan.then(Operator::ShortestPath { expand, zero, cycles, max, shortest, conditions }, rows);
            return Ok(search.check_known_nodes(plan));
        }
        let plan = match relationship.length {
            None if relationship.bound => plan.then(Operator::ProjectEndpoints { expand, from_known, to_known }, rows),
            None if into => plan.then(Operator::ExpandInto(expand), rows),
            None => plan.then(Operator::Expand(expand), rows),
            Some((min, max)) => {
                let repeatable = search.pattern.repeatable;
                plan.then(
                    Operator::VarLengthExpand { expand, min, max, into, reversed, repeatable, ends_only: false },
                    rows,
                )
            }
        };
        Ok(search.check_known_nodes(plan))
    }
}

impl Planner<'_> {
    /// Where an expansion reaches nodes many times over, what is asked of each by itself is asked of all nodes, once.
    /// Returns what share of rows that keeps.
    fn ask_of_all(&self, reached: usize, rows: f64, expand: &mut Expand, search: &mut Search) -> f64 {
        let Some(node) = search.pattern.nodes.get(reached) else { return 1.0 };
        if self.statistics.is_none() || rows < self.node_rows(node) {
            return 1.0;
        }
        let end = node.slot;
        let is_of_it = |it: &Condition| it.slots.len() == 1 && it.slots.contains(&end) && is_safe(&it.expr, end);
        let (taken, waiting): (Vec<Condition>, Vec<Condition>) =
            std::mem::take(&mut search.waiting).into_iter().partition(is_of_it);
        search.waiting = waiting;
        let keeps = taken.iter().map(|it| it.keeps).product();
        expand.conditions = taken.into_iter().map(|it| it.expr).collect();
        keeps
    }
}

/// Rows for which these conditions hold as well.
pub(super) fn filter_by(plan: Plan, predicates: Vec<Expr>) -> Plan {
    if predicates.is_empty() {
        return plan;
    }
    let rows = (plan.rows * CONDITION_KEEPS).max(1.0_f64.min(plan.rows));
    plan.then(Operator::Filter(predicates), rows)
}

/// Whether a condition compares properties and what is given with each other.
fn is_comparison(condition: &Expr) -> bool {
    let is_plain = |expr: &Expr| match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Parameter(_) | ExprKind::Slot(_) => true,
        ExprKind::Property(of, _) => matches!(of.kind, ExprKind::Slot(_)),
        _ => false,
    };
    matches!(&condition.kind, ExprKind::Compare(first, rest) if is_plain(first) && rest.iter().all(|it| is_plain(&it.1)))
}

/// Whether a condition on a node is an error for no node, so that it may be asked of nodes that nothing leads to.
fn is_safe(condition: &Expr, node: Slot) -> bool {
    let is_node = |expr: &Expr| matches!(expr.kind, ExprKind::Slot(slot) if slot == node);
    let is_plain = |expr: &Expr| match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Parameter(_) => true,
        ExprKind::Property(of, _) => is_node(of),
        _ => false,
    };
    match &condition.kind {
        ExprKind::Compare(first, rest) => is_plain(first) && rest.iter().all(|(_, other)| is_plain(other)),
        ExprKind::IsNull(of, _) => is_plain(of),
        ExprKind::HasLabels(of, _) => is_node(of),
        ExprKind::Not(of) => is_safe(of, node),
        ExprKind::Logic(_, parts) => parts.iter().all(|part| is_safe(part, node)),
        ExprKind::Binary(first, rest) => {
            use crate::ast::Operator::{Contains, EndsWith, StartsWith};
            let is_text_test = |(operator, other): &(crate::ast::Operator, Expr)| {
                matches!(operator, StartsWith | EndsWith | Contains) && is_plain(other)
            };
            rest.len() == 1 && is_plain(first) && rest.iter().all(is_text_test)
        }
        _ => false,
    }
}

impl Search {
    pub(super) fn ends(&self, relationship: &PatternRelationship) -> Option<(Slot, Slot)> {
        Some((self.pattern.nodes.get(relationship.from)?.slot, self.pattern.nodes.get(relationship.to)?.slot))
    }

    /// The ends as the relationship is stored: its start first.
    pub(super) fn stored_ends(&self, relationship: &PatternRelationship) -> Option<(Slot, Slot)> {
        let (from, to) = self.ends(relationship)?;
        Some(if relationship.direction == crate::ast::Direction::Incoming { (to, from) } else { (from, to) })
    }

    /// The slots that the path of a shortest relationship fills: its list, and its name.
    fn parts_of_path(&self, relationship: &PatternRelationship) -> HashSet<Slot> {
        let over = self.pattern.paths.iter().filter(|path| path.elements.contains(&relationship.slot));
        over.map(|path| path.slot).chain([relationship.slot]).collect()
    }

    /// Whether a condition on the shortest path speaks of something else that is not known yet.
    pub(super) fn is_early(&self, relationship: &PatternRelationship) -> bool {
        let parts = self.parts_of_path(relationship);
        self.waiting.iter().any(|it| {
            !it.slots.is_disjoint(&parts)
                && it.slots.iter().any(|slot| !parts.contains(slot) && !self.known.contains(slot))
        })
    }

    /// What share of nodes the conditions on this node alone keep.
    pub(super) fn kept_of(&self, slot: Slot) -> f64 {
        let alone = self.waiting.iter().filter(|it| it.slots.len() == 1 && it.slots.contains(&slot));
        alone.map(|it| it.keeps).product()
    }

    /// The conditions that could be tested if this node were known.
    pub(super) fn candidates(&self, slot: Slot) -> Vec<Candidate<'_>> {
        let ready = |it: &Condition| {
            it.slots.contains(&slot) && it.slots.iter().all(|other| *other == slot || self.known.contains(other))
        };
        let waiting = self.waiting.iter().enumerate();
        waiting
            .filter(|(_, it)| ready(it))
            .map(|(at, it)| Candidate { at, expr: &it.expr, keeps: Some(it.keeps) })
            .collect()
    }

    /// Applies the conditions that wait for nothing any more.
    fn filter(&mut self, plan: Plan) -> Plan {
        let (mut ready, waiting): (Vec<Condition>, Vec<Condition>) =
            std::mem::take(&mut self.waiting).into_iter().partition(|it| it.slots.is_subset(&self.known));
        self.waiting = waiting;
        if ready.is_empty() {
            return plan;
        }
        // comparisons of properties cost least and are never an error
        ready.sort_by_key(|it| !is_comparison(&it.expr));
        let kept: f64 = ready.iter().map(|it| it.keeps).product();
        let rows = (plan.rows * kept).max(1.0_f64.min(plan.rows));
        plan.then(Operator::Filter(ready.into_iter().map(|it| it.expr).collect()), rows)
    }

    /// Checks the labels of nodes that the rows hold already.
    fn check_known_nodes(&mut self, mut plan: Plan) -> Plan {
        for at in 0..self.pattern.nodes.len() {
            if self.pattern.nodes.get(at).is_some_and(|node| self.known.contains(&node.slot)) {
                plan = self.check_labels(plan, at);
            }
        }
        plan
    }

    /// A known node that stands alone must be one: null is none. In a relationship that is seen anyway.
    fn refuse_nulls(&self, plan: Plan) -> Plan {
        let joined = |at: usize| self.pattern.relationships.iter().any(|r| r.from == at || r.to == at);
        let alone = self.pattern.nodes.iter().enumerate().filter(|(at, node)| node.bound && !joined(*at));
        let tests: Vec<Expr> = alone
            .map(|(_, node)| {
                let of = Box::new(Expr::slot(node.slot, crate::span::Span::default()));
                Expr::new(ExprKind::IsNull(of, true), crate::span::Span::default())
            })
            .collect();
        if tests.is_empty() {
            return plan;
        }
        let rows = plan.rows;
        plan.then(Operator::Filter(tests), rows)
    }

    fn check_labels(&mut self, plan: Plan, at: usize) -> Plan {
        let Some(node) = self.pattern.nodes.get(at) else { return plan };
        if !self.checked.insert(at) || node.labels.is_empty() {
            return plan;
        }
        let rows = plan.rows;
        plan.then(Operator::Filter(labels_of(node)), rows * CONDITION_KEEPS)
    }
}
