//! What it costs to find a pattern in one order or another, by the graph's counts.

use std::collections::HashSet;

use super::pattern::Search;
use super::{Facts, Planner, Statistics};
use crate::ast::{Direction, Operator as BinaryOperator};
use crate::bound::{Expr, ExprKind, LabelExpression, PatternNode, PatternRelationship, Slot, Types};

/// What share of rows an equality keeps of which nothing is known.
const EQUALITY_KEEPS: f64 = 0.05;
/// What share of rows is thought to stay where a condition is that says nothing of how many meet it.
pub const CONDITION_KEEPS: f64 = 0.3;
/// What so small a share of a sample equals is better told by how many values there are.
pub(super) const RARE: f64 = 0.02;
/// A path of open length is taken to be so long.
pub(super) const USUAL_LENGTH: i32 = 3;
/// Of a pattern of more nodes, the rarest is the first.
const THOUGHT_THROUGH: usize = 16;
/// So many nodes of a pattern are tried as the first.
const STARTS: usize = 8;
/// What a row costs where it is only looked at, against one that is made.
const LOOK: f64 = 0.2;

/// A way through a pattern that is only thought through.
#[derive(Clone)]
pub(super) struct Sketch<'s> {
    search: &'s Search,
    known: HashSet<Slot>,
    open: Vec<usize>,
    /// Where the conditions stand that have not been applied.
    waiting: Vec<usize>,
    rows: f64,
    cost: f64,
}

/// What a step makes of each row, and what it costs for each.
struct Step {
    rows: f64,
    cost: f64,
}

impl<'s> Sketch<'s> {
    /// Where the search stands.
    pub(super) fn of(search: &'s Search) -> Self {
        Self {
            search,
            known: search.known.clone(),
            open: search.open.clone(),
            waiting: (0..search.waiting.len()).collect(),
            rows: 1.0,
            cost: 0.0,
        }
    }

    /// What share of rows the conditions keep that speak of these slots and of nothing else unknown; they are
    /// applied.
    fn keep(&mut self) -> f64 {
        let (ready, waiting) = std::mem::take(&mut self.waiting).into_iter().partition(|at| {
            self.search.waiting.get(*at).is_some_and(|condition| condition.slots.is_subset(&self.known))
        });
        self.waiting = waiting;
        let ready: Vec<usize> = ready;
        ready.iter().filter_map(|at| self.search.waiting.get(*at)).map(|condition| condition.keeps).product()
    }

    /// Whether only the number of ways matters that a relationship leads on to its other end.
    fn is_counted(&self, planner: &Planner<'_>, at: usize, end: Slot) -> bool {
        let Some(relationship) = self.search.pattern.relationships.get(at) else { return false };
        let is_asked = |slot: Slot| self.search.wanted.has(slot);
        let of_it = [end, relationship.slot];
        let touches = |other: &usize| {
            let ends = self.search.pattern.relationships.get(*other).and_then(|other| self.search.ends(other));
            ends.is_some_and(|(from, to)| from == end || to == end)
        };
        let conditions = self.waiting.iter().filter_map(|at| self.search.waiting.get(*at));
        !of_it.into_iter().any(is_asked)
            && !self
                .open
                .iter()
                .filter(|other| **other != at)
                .any(|other| touches(other) || !planner.never_same(self.search, at, *other))
            && !conditions.clone().any(|condition| {
                condition.slots.contains(&relationship.slot)
                    || condition.slots.contains(&end) && condition.slots.iter().any(|slot| *slot != end)
            })
            && relationship.length.is_none()
    }

    fn relationship(&mut self, planner: &Planner<'_>, at: usize) {
        let Some(step) = self.step(planner, at) else { return };
        self.cost += self.rows * step.cost;
        self.rows *= step.rows;
        self.open.retain(|other| *other != at);
        if let Some(relationship) = self.search.pattern.relationships.get(at) {
            self.known.extend(self.search.ends(relationship).into_iter().flat_map(|(from, to)| [from, to]));
            self.known.extend(super::path::slots_of_relationship(relationship));
        }
        // what the step keeps has been counted
        self.keep();
    }

    fn scan(&mut self, planner: &Planner<'_>, at: usize) {
        let Some(node) = self.search.pattern.nodes.get(at) else { return };
        let found = planner.found_rows(node, self.search);
        self.cost += self.rows * found;
        self.known.insert(node.slot);
        let scanned = planner.node_rows(node);
        let kept = self.keep();
        self.rows *= (scanned * kept).min(found).max(f64::MIN_POSITIVE);
    }

    /// What following a relationship does; `None` if it cannot be followed yet.
    fn step(&self, planner: &Planner<'_>, at: usize) -> Option<Step> {
        let relationship = self.search.pattern.relationships.get(at)?;
        let (from, to) = self.search.ends(relationship)?;
        match (self.known.contains(&from), self.known.contains(&to)) {
            _ if relationship.bound => return Some(Step { rows: 1.0, cost: 0.0 }),
            // a shortest path is sought between two nodes that are known, once all is known that says which paths
            // count
            (true, true) if relationship.shortest.is_some() && self.search.is_early(relationship) => return None,
            (true, true) => return Some(Step { rows: 0.5, cost: 1.0 }),
            _ if relationship.shortest.is_some() => return None,
            (false, false) => return None,
            _ => {}
        }
        let reversed = self.known.contains(&to);
        let (end, end_at) = if reversed { (from, relationship.from) } else { (to, relationship.to) };
        let fan_out = planner.fan_out(self.search, relationship, reversed);
        let of_it: Vec<Slot> = super::path::slots_of_relationship(relationship).into_iter().chain([end]).collect();
        let is_known = |slot: &Slot| self.known.contains(slot) || of_it.contains(slot);
        let waiting = self.waiting.iter().filter_map(|at| self.search.waiting.get(*at));
        let ready = waiting.filter(|condition| condition.slots.iter().all(is_known));
        let kept: f64 = ready.map(|condition| condition.keeps).product();
        let rows = fan_out * kept;
        if self.is_counted(planner, at, end) {
            let is_free =
                kept >= 1.0 && self.search.pattern.nodes.get(end_at).is_none_or(|node| node.labels.len() <= 1);
            // a row goes on if there is any way at all
            let cost = if is_free { LOOK } else { LOOK * (1.0 + fan_out) };
            return Some(Step { rows: 1.0 - (-rows).exp(), cost });
        }
        Some(Step { rows, cost: LOOK + fan_out })
    }

    /// The relationship with a known end that multiplies rows least.
    pub(super) fn cheapest_relationship(&self, planner: &Planner<'_>) -> Option<usize> {
        let steps = self.open.iter().filter_map(|at| Some((self.step(planner, *at)?.rows, *at)));
        steps.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, at)| at)
    }

    fn complete(mut self, planner: &Planner<'_>) -> f64 {
        loop {
            if let Some(at) = self.cheapest_relationship(planner) {
                self.relationship(planner, at);
            } else if let Some(at) = planner.cheapest_of(self.search, &self.known) {
                self.scan(planner, at);
            } else {
                return self.cost;
            }
        }
    }
}

impl Planner<'_> {
    /// The node to begin with where none is known: that of the cheapest way through all of the pattern.
    pub(super) fn best_start(&self, search: &Search) -> Option<usize> {
        let nodes = &search.pattern.nodes;
        if nodes.iter().any(|node| search.known.contains(&node.slot)) || !(2..=THOUGHT_THROUGH).contains(&nodes.len()) {
            return None;
        }
        let mut starts: Vec<(f64, usize)> =
            nodes.iter().enumerate().map(|(at, node)| (self.found_rows(node, search), at)).collect();
        starts.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        starts.truncate(STARTS);
        let costed = starts.into_iter().map(|(_, at)| {
            let mut sketch = Sketch::of(search);
            sketch.scan(self, at);
            (sketch.complete(self), at)
        });
        costed.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, at)| at)
    }

    /// How many rows one row becomes when a relationship is followed, from its right end if `reversed`.
    pub(super) fn fan_out(&self, search: &Search, relationship: &PatternRelationship, reversed: bool) -> f64 {
        let Some(statistics) = self.statistics else { return 1.0 };
        let (near, far) =
            if reversed { (relationship.to, relationship.from) } else { (relationship.from, relationship.to) };
        let label = |at: usize| search.pattern.nodes.get(at).and_then(|node| self.rarest_label(node));
        let (near, far) = (label(near), label(far));
        let direction = if reversed { relationship.direction.reversed() } else { relationship.direction };
        let sides: &[bool] = match direction {
            Direction::Outgoing => &[false],
            Direction::Incoming => &[true],
            Direction::Both => &[false, true],
        };
        let one_of = |name: &str| -> f64 {
            let all = statistics.relationships(Some(name));
            let each = |incoming: &bool| {
                let leaving = match &near {
                    Some((label, nodes)) => statistics.ends(name, *incoming, label) / nodes.max(1.0),
                    None => all / statistics.endpoints(name, *incoming).max(1.0),
                };
                let fitting =
                    far.as_ref().map_or(1.0, |(label, _)| statistics.ends(name, !incoming, label) / all.max(1.0));
                leaving * fitting
            };
            sides.iter().map(each).sum()
        };
        let one: f64 = match &relationship.types {
            Types::OneOf(names) => names.iter().map(|name| one_of(name)).sum(),
            Types::Any | Types::Expression(_) => {
                statistics.relationships(None) * sides.len() as f64 / statistics.nodes().max(1.0)
            }
        };
        match relationship.length {
            None => one,
            Some((_, max)) => {
                let steps =
                    max.map_or(USUAL_LENGTH, |max| i32::try_from(max).unwrap_or(USUAL_LENGTH).min(USUAL_LENGTH));
                one.max(1.0).powi(steps)
            }
        }
    }

    /// The node not yet known that is rarest; without statistics, the first.
    pub(super) fn cheapest_of(&self, search: &Search, known: &HashSet<Slot>) -> Option<usize> {
        let mut unknown = search.pattern.nodes.iter().enumerate().filter(|(_, node)| !known.contains(&node.slot));
        if self.statistics.is_none() {
            return unknown.next().map(|(at, _)| at);
        }
        unknown
            .map(|(at, node)| (self.found_rows(node, search), at))
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, at)| at)
    }

    /// How many nodes are found by a scan and its conditions, or through an index.
    fn found_rows(&self, node: &PatternNode, search: &Search) -> f64 {
        let scanned = self.node_rows(node) * search.kept_of(node.slot);
        let sought = self.cheapest_way(node, &search.candidates(node.slot)).map(|way| way.rows);
        sought.map_or(scanned, |rows| rows.min(scanned))
    }

    pub(super) fn node_rows(&self, node: &PatternNode) -> f64 {
        let all = || self.statistics.map_or(1.0, Statistics::nodes);
        self.rarest_label(node).map_or_else(all, |(_, rows)| rows)
    }

    /// What share of rows a condition keeps that speaks of these nodes: what share of a sample meets it, if that can be
    /// said, or how many values there are that a property could equal.
    pub(super) fn kept_by(&self, condition: &Expr, nodes: &[PatternNode]) -> f64 {
        let Some(statistics) = self.statistics else { return CONDITION_KEEPS };
        let label_of = |slot: Slot| {
            let node = nodes.iter().find(|node| node.slot == slot)?;
            Some(self.rarest_label(node).map(|(label, _)| label))
        };
        let alone = nodes.iter().find(|node| self.slots_of(condition).iter().all(|slot| *slot == node.slot));
        let share = alone.and_then(|node| {
            let label = label_of(node.slot)?;
            statistics.share(label.as_deref(), node.slot, condition)
        });
        let ExprKind::Compare(first, rest) = &condition.kind else { return share.unwrap_or(CONDITION_KEEPS) };
        let [(BinaryOperator::Equal, second)] = rest.as_slice() else { return share.unwrap_or(CONDITION_KEEPS) };
        if let Some(share) = share.filter(|share| *share > RARE) {
            return share;
        }
        let one_of = |expr: &Expr| match &expr.kind {
            ExprKind::Property(of, key) => match of.kind {
                ExprKind::Slot(slot) => Some(1.0 / statistics.values(label_of(slot)?.as_deref(), key).max(1.0)),
                _ => None,
            },
            _ => None,
        };
        one_of(first).or_else(|| one_of(second)).unwrap_or(EQUALITY_KEEPS)
    }

    /// Whether two relationships of a pattern are never the same one: by their types, or because two nodes that
    /// would be one are joined by a relationship of a type that never leads from a node to itself.
    pub(super) fn never_same(&self, search: &Search, a: usize, b: usize) -> bool {
        let relationships = &search.pattern.relationships;
        let (Some(a), Some(b)) = (relationships.get(a), relationships.get(b)) else { return false };
        if !may_overlap(&a.types, &b.types) {
            return true;
        }
        if self.facts == Facts::None || a.length.is_some() || b.length.is_some() || a.bound || b.bound {
            return false;
        }
        let (Some(a_ends), Some(b_ends)) = (search.stored_ends(a), search.stored_ends(b)) else { return false };
        let apart = |x: Slot, y: Slot| self.are_apart(search, x, y);
        let same_way = apart(a_ends.0, b_ends.0) || apart(a_ends.1, b_ends.1);
        let other_way = a.direction != Direction::Both && b.direction != Direction::Both
            || apart(a_ends.0, b_ends.1)
            || apart(a_ends.1, b_ends.0);
        same_way && other_way
    }

    /// Whether two nodes of a pattern are never the same one.
    fn are_apart(&self, search: &Search, a: Slot, b: Slot) -> bool {
        search.pattern.relationships.iter().any(|relationship| {
            let Types::OneOf(names) = &relationship.types else { return false };
            let apart = relationship.length.is_none()
                && search.ends(relationship).is_some_and(|ends| ends == (a, b) || ends == (b, a))
                && names.iter().all(|name| self.statistics.is_some_and(|statistics| !statistics.may_loop(name)));
            if apart {
                self.loopless.borrow_mut().extend(names.iter().cloned());
            }
            apart
        })
    }

    /// The label that the node must have and that fewest nodes have; none without statistics.
    pub(super) fn rarest_label(&self, node: &PatternNode) -> Option<(std::sync::Arc<str>, f64)> {
        let statistics = self.statistics?;
        let names = node.labels.iter().flat_map(LabelExpression::required);
        let counted = names.map(|name| (std::sync::Arc::clone(name), statistics.nodes_with_label(name)));
        counted.min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Whether one relationship could be of both.
fn may_overlap(a: &Types, b: &Types) -> bool {
    match (a, b) {
        (Types::OneOf(a), Types::OneOf(b)) => a.iter().any(|name| b.contains(name)),
        _ => true,
    }
}
