//! Paths that repeat a path, and choices among paths.

use std::collections::HashSet;
use std::sync::Arc;

use super::cost::USUAL_LENGTH;
use super::index::Candidate;
use super::pattern::filter_by;
use super::{Planner, Statistics, with_paths};
use crate::ast::{Direction, Shortest};
use crate::bound::{Expr, ExprKind, Match, PatternNode, PatternRelationship, Quantified, Selector, Slot, Types};
use crate::error::Result;
use crate::plan::{Expand, Once, Operator, PathConditions, Plan, Segment, SelectPaths};
use crate::span::Span;
use crate::value::Value;

/// So many ends are looked for one by one rather than one node is reached that is thought to be none.
const ENDS_A_NODE: f64 = 16.0;

impl Planner<'_> {
    /// What finds one repetition, walked from its first node, or from its last.
    pub(super) fn once(&mut self, repeated: Quantified, reversed: bool) -> Result<Once> {
        let Quantified { mut inner, elements, groups } = repeated;
        let first = elements.first().copied().unwrap_or(Slot(0));
        let last = elements.last().copied().unwrap_or(first);
        let (start, end) = if reversed { (last, first) } else { (first, last) };
        for node in inner.pattern.nodes.iter_mut().filter(|node| node.slot == start) {
            node.bound = true;
        }
        // what one repetition walks is traced by the list of them all
        let walked = std::mem::take(&mut self.walked);
        let plan = self.matching(Plan::argument(), inner)?;
        self.walked = walked;
        let relationships = elements.iter().skip(1).step_by(2).copied().collect();
        let kept = groups.iter().map(|(inside, _)| *inside).collect();
        Ok(Once { plan, start, end, relationships, kept, row: self.new_slot(" row") })
    }

    /// A single relationship as a path of one repetition; `conditions` are what is asked of it alone.
    fn one_relationship(&mut self, relationship: &PatternRelationship, conditions: Vec<Expr>) -> Once {
        let (start, end) = (self.new_slot(" node"), self.new_slot(" node"));
        let slot = match relationship.length {
            None => relationship.slot,
            Some(_) => self.new_slot(" relationship"),
        };
        let mut plan = Plan::argument().then(Operator::Expand(expand(start, relationship, slot, end)), 1.0);
        if !conditions.is_empty() {
            plan = plan.then(Operator::Filter(conditions), 1.0);
        }
        Once { plan, start, end, relationships: vec![slot], kept: Vec::new(), row: self.new_slot(" row") }
    }

    /// A step of a pattern; `conditions` are what is asked of the node that it leads to.
    fn segment(
        &mut self,
        relationship: PatternRelationship,
        node: Slot,
        conditions: Vec<Expr>,
        waiting: &mut Waiting,
    ) -> Result<Segment> {
        let (relationships, list) = (relationship.slot, relationship.length.is_some());
        let (min, max) = relationship.length.unwrap_or((1, Some(1)));
        self.walked.push(relationships);
        let (once, groups) = if let Some(repeated) = relationship.repeated {
            let groups = repeated.groups.iter().map(|(_, outside)| *outside).collect();
            (self.once(*repeated, false)?, groups)
        } else {
            let is_about = |slots: &HashSet<Slot>| slots.iter().all(|slot| *slot == relationships);
            let alone = if list { Vec::new() } else { waiting.take(is_about) };
            (self.one_relationship(&relationship, alone), Vec::new())
        };
        Ok(Segment { once, min, max, relationships, list, groups, node, conditions })
    }

    /// The relationship of a path, and which are chosen, where these are shortest paths over relationships of which
    /// nothing else is asked, and it is better to look for each end than for all.
    fn simple_shortest(
        &self,
        count: &Expr,
        groups: bool,
        relationships: &[PatternRelationship],
        waiting: &Waiting,
        first: &PatternNode,
        last: &PatternNode,
    ) -> Option<(Shortest, PatternRelationship)> {
        let (statistics, [relationship]) = (self.statistics?, relationships) else { return None };
        let (min, _) = relationship.length?;
        let is_one = matches!(count.kind, ExprKind::Constant(Value::Integer(1)));
        let ends = HashSet::from([first.slot, last.slot]);
        let is_of_ends = waiting.conditions.iter().all(|(_, slots)| slots.is_subset(&ends));
        if min > 1 || !is_one || !is_of_ends || relationship.bound || relationship.repeated.is_some() {
            return None;
        }
        let incoming = relationship.direction == Direction::Incoming;
        let one = match &relationship.types {
            Types::OneOf(names) => {
                let one = |name: &Arc<str>| {
                    statistics.relationships(Some(name)) / statistics.endpoints(name, incoming).max(1.0)
                };
                names.iter().map(one).sum()
            }
            _ => statistics.relationships(None) / statistics.nodes().max(1.0),
        };
        let reached = f64::max(one, 1.0).powi(USUAL_LENGTH) * ENDS_A_NODE;
        let ends = self.start(last, &waiting.about(last.slot)).rows;
        let shortest = if groups { Shortest::All } else { Shortest::One };
        (last.bound || last.slot == first.slot || ends <= reached).then(|| (shortest, relationship.clone()))
    }

    /// Adds what finds the chosen paths of the only path of a pattern.
    pub(super) fn selecting(&mut self, mut plan: Plan, written: Match, selector: Selector) -> Result<Plan> {
        let Match { pattern, predicates, .. } = written;
        let (nodes, relationships) = (pattern.nodes, pattern.relationships);
        let node = |at: usize| nodes.get(at).cloned();
        let path = pattern.paths.first();
        let path = path.map(|path| (path.slot, Expr::new(ExprKind::Path(path.elements.clone()), path.span)));
        let mut own: HashSet<Slot> = nodes.iter().map(|node| node.slot).collect();
        own.extend(relationships.iter().flat_map(slots_of_relationship));
        own.extend(path.iter().map(|(slot, _)| *slot));
        let mut waiting = Waiting::new(self, selector.predicates, &own);
        let first = relationships.first().and_then(|relationship| node(relationship.from));
        let last = relationships.last().and_then(|relationship| node(relationship.to));
        let (Some(first), Some(last)) = (first, last) else { return Ok(plan) };
        let simple = self.simple_shortest(&selector.count, selector.groups, &relationships, &waiting, &first, &last);
        let seeks_last = !last.bound && last.slot != first.slot && simple.is_some();
        let into = last.bound || last.slot == first.slot || seeks_last;
        let known = if into { HashSet::from([first.slot, last.slot]) } else { HashSet::from([first.slot]) };
        if !first.bound {
            let start = self.start(&first, &waiting.about(first.slot));
            let rows = plan.rows * start.rows;
            plan = plan.then(start.operator, rows);
        }
        if seeks_last {
            let start = self.start(&last, &waiting.about(last.slot));
            let rows = plan.rows * start.rows;
            plan = plan.then(start.operator, rows);
        }
        let mut ready = labels_of(&first);
        if into && last.slot != first.slot {
            ready.extend(labels_of(&last));
        }
        ready.extend(waiting.take(|slots| slots.is_subset(&known)));
        if !ready.is_empty() {
            let rows = plan.rows;
            plan = plan.then(Operator::Filter(ready), rows);
        }
        if let Some((shortest, relationship)) = simple {
            let (min, max) = relationship.length.unwrap_or((1, Some(1)));
            let expand = expand(first.slot, &relationship, relationship.slot, last.slot);
            self.walked.push(relationship.slot);
            let (zero, cycles, conditions) = (min == 0, min > 0, PathConditions::default());
            let rows = plan.rows;
            plan = plan.then(Operator::ShortestPath { expand, zero, cycles, max, shortest, conditions }, rows);
            return Ok(filter_by(with_paths(plan, pattern.paths), predicates));
        }
        let mut segments = Vec::new();
        for relationship in relationships {
            let Some(end) = node(relationship.to) else { continue };
            // what speaks of this node and the first alone is tested as soon as it is reached
            let ends = HashSet::from([first.slot, end.slot]);
            let mut conditions = waiting.take(|slots| slots.is_subset(&ends));
            if !known.contains(&end.slot) {
                conditions.extend(labels_of(&end));
            }
            segments.push(self.segment(relationship, end.slot, conditions, &mut waiting)?);
        }
        let select = SelectPaths {
            from: first.slot,
            into,
            count: selector.count,
            groups: selector.groups,
            repeatable: pattern.repeatable,
            segments,
            predicates: waiting.take(|_| true),
            path,
        };
        let rows = plan.rows * if into { 1.0 } else { self.statistics.map_or(1.0, Statistics::nodes).max(1.0) };
        plan = plan.then(Operator::StatefulShortestPath(Box::new(select)), rows);
        Ok(filter_by(with_paths(plan, pattern.paths), predicates))
    }
}

/// From a node over relationships to a node.
fn expand(from: Slot, over: &PatternRelationship, relationship: Slot, to: Slot) -> Expand {
    Expand {
        from,
        relationship,
        to,
        direction: over.direction,
        types: over.types.clone(),
        distinct_from: Vec::new(),
        labels: Vec::new(),
        conditions: Vec::new(),
        keeps: None,
    }
}

/// The conditions of a pattern, each with the slots of the pattern that it speaks of.
struct Waiting {
    conditions: Vec<(Expr, HashSet<Slot>)>,
}

impl Waiting {
    fn new(planner: &Planner<'_>, conditions: Vec<Expr>, own: &HashSet<Slot>) -> Self {
        let conditions = conditions.into_iter().map(|condition| {
            let slots = planner.slots_of(&condition).into_iter().filter(|slot| own.contains(slot)).collect();
            (condition, slots)
        });
        Self { conditions: conditions.collect() }
    }

    /// The conditions that speak of one slot of the pattern alone.
    fn about(&self, slot: Slot) -> Vec<Candidate<'_>> {
        let alone =
            self.conditions.iter().enumerate().filter(|(_, (_, slots))| slots.len() == 1 && slots.contains(&slot));
        alone.map(|(at, (expr, _))| Candidate { at, expr, keeps: None }).collect()
    }

    /// The conditions whose slots pass the test.
    fn take(&mut self, test: impl Fn(&HashSet<Slot>) -> bool) -> Vec<Expr> {
        let (taken, left): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.conditions).into_iter().partition(|(_, slots)| test(slots));
        self.conditions = left;
        taken.into_iter().map(|(condition, _)| condition).collect()
    }
}

/// What a relationship of a pattern puts into a row: itself, and the lists of what it repeats.
pub(super) fn slots_of_relationship(relationship: &PatternRelationship) -> Vec<Slot> {
    let groups = relationship.repeated.iter().flat_map(|repeated| &repeated.groups);
    std::iter::once(relationship.slot).chain(groups.map(|(_, outside)| *outside)).collect()
}

/// The tests of the labels that a node must have.
pub(super) fn labels_of(node: &PatternNode) -> Vec<Expr> {
    let test = |labels: &crate::bound::LabelExpression| {
        let of = Box::new(Expr::slot(node.slot, Span::default()));
        Expr::new(ExprKind::HasLabels(of, labels.clone()), Span::default())
    };
    node.labels.iter().map(test).collect()
}
