//! `Expand` and `ExpandInto`: from a node over its relationships.

use super::scan::node_at;
use super::{Input, Operator, Runtime, resume};
use crate::ast::Direction;
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::bound::{Slot, Types};
use crate::error::Result;
use crate::eval::{has_labels, is_true, type_matches};
use crate::graph::Neighbour;
use crate::plan::Expand;
use crate::value::{NodeId, RelationshipId, Value};
use crate::view::GraphView;

pub(super) struct ExpandRows<'p> {
    input: Input<'p>,
    expand: &'p Expand,
    /// Whether the other node is known already.
    into: bool,
    current: Option<(Batch, usize)>,
}

impl<'p> ExpandRows<'p> {
    pub(super) fn new(input: Input<'p>, expand: &'p Expand, into: bool) -> Self {
        Self { input, expand, into, current: None }
    }
}

impl Operator for ExpandRows<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let Some((batch, mut row)) = resume(&mut self.current, &mut self.input, runtime)? else { return Ok(None) };
            let walk = Walk::new(self.expand, runtime.graph());
            let (mut rows, mut relationships, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
            while row < batch.len() && rows.len() < BATCH_ROWS {
                let target = if self.into { node_at(&batch, self.expand.to, row)? } else { None };
                if let Some(from) = node_at(&batch, self.expand.from, row)?
                    && (target.is_some() || !self.into)
                {
                    let used = Used::of(&batch, row, &self.expand.distinct_from);
                    // the shorter of two lists is walked
                    walk.between(from, target, &mut |neighbour| {
                        runtime.budget.tick()?;
                        let fits = target.is_none_or(|target| target == neighbour.node)
                            && !used.contains(neighbour.relationship)
                            && (self.into || walk.end_fits(neighbour.node)?);
                        if fits {
                            rows.push(row as u32);
                            relationships.push(neighbour.relationship.0);
                            nodes.push(neighbour.node.0);
                        }
                        Ok(())
                    })?;
                }
                row += 1;
            }
            let mut output = batch.take(&rows);
            output.set(self.expand.relationship, Column::Relationships(relationships));
            if !self.into {
                output.set(self.expand.to, Column::Nodes(nodes));
            }
            if row < batch.len() {
                self.current = Some((batch, row));
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}

/// How to get from a node to its neighbours: direction and types, types as numbers.
pub(super) struct Walk<'s> {
    graph: GraphView<'s>,
    expand: &'s Expand,
    types: Wanted,
}

enum Wanted {
    Any,
    OneOf(Vec<u32>),
}

impl<'s> Walk<'s> {
    pub(super) fn new(expand: &'s Expand, graph: GraphView<'s>) -> Self {
        let types = match &expand.types {
            Types::Any => Wanted::Any,
            Types::OneOf(names) => {
                let mut types: Vec<u32> = names.iter().filter_map(|name| graph.types().find(name)).collect();
                types.sort_unstable();
                types.dedup();
                Wanted::OneOf(types)
            }
            Types::Expression(expression) => {
                let matching = graph.types().iter().filter(|(_, name)| type_matches(expression, name));
                Wanted::OneOf(matching.map(|(number, _)| number).collect())
            }
        };
        Self { graph, expand, types }
    }

    /// Calls `visit` for each neighbour of a node.
    pub(super) fn each(&self, node: NodeId, visit: &mut impl FnMut(Neighbour) -> Result<()>) -> Result<()> {
        self.directed(node, self.expand.direction, visit)
    }

    fn directed(
        &self,
        node: NodeId,
        direction: Direction,
        visit: &mut impl FnMut(Neighbour) -> Result<()>,
    ) -> Result<()> {
        match &self.types {
            Wanted::Any => self.of_type(node, direction, None, visit),
            Wanted::OneOf(types) => types.iter().try_for_each(|t| self.of_type(node, direction, Some(*t), visit)),
        }
    }

    fn of_type(
        &self,
        node: NodeId,
        direction: Direction,
        relationship_type: Option<u32>,
        visit: &mut impl FnMut(Neighbour) -> Result<()>,
    ) -> Result<()> {
        if direction != Direction::Incoming {
            for neighbour in self.graph.outgoing(node, relationship_type) {
                visit(neighbour)?;
            }
        }
        if direction != Direction::Outgoing {
            for neighbour in self.graph.incoming(node, relationship_type) {
                // a loop has been seen as outgoing already
                if direction == Direction::Incoming || neighbour.node != node {
                    visit(neighbour)?;
                }
            }
        }
        Ok(())
    }

    /// Calls `visit` for each neighbour of `from`; where only `target` is of interest and has fewer
    /// relationships, for each relationship of `target` that leads to `from`, as seen from there.
    fn between(
        &self,
        from: NodeId,
        target: Option<NodeId>,
        visit: &mut impl FnMut(Neighbour) -> Result<()>,
    ) -> Result<()> {
        let Some(target) = target else { return self.each(from, visit) };
        let back = self.expand.direction.reversed();
        if self.shorter(target, back, from, self.expand.direction) {
            return self.directed(target, back, &mut |neighbour| {
                if neighbour.node == from { visit(Neighbour { node: target, ..neighbour }) } else { Ok(()) }
            });
        }
        self.each(from, visit)
    }

    /// Whether `a` has fewer relationships that way than `b`, found in the time of the fewer.
    fn shorter(&self, a: NodeId, a_way: Direction, b: NodeId, b_way: Direction) -> bool {
        let all = |node: NodeId, way: Direction| {
            let outgoing = self.graph.outgoing(node, None).take_while(move |_| way != Direction::Incoming);
            outgoing.chain(self.graph.incoming(node, None).take_while(move |_| way != Direction::Outgoing))
        };
        let (mut a, mut b) = (all(a, a_way), all(b, b_way));
        loop {
            match (a.next(), b.next()) {
                (None, Some(_)) => return true,
                (_, None) => return false,
                _ => {}
            }
        }
    }

    /// Whether the node that is reached has the labels it must have.
    pub(super) fn end_fits(&self, node: NodeId) -> Result<bool> {
        for labels in &self.expand.labels {
            if !is_true(&has_labels(&Value::Node(node), labels, self.graph)?)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Relationships of the same MATCH that a row uses already.
pub(super) struct Used(Vec<RelationshipId>);

impl Used {
    pub(super) fn of(batch: &Batch, row: usize, slots: &[Slot]) -> Self {
        let mut used = Vec::new();
        for slot in slots {
            match batch.value(*slot, row) {
                Value::Relationship(id) => used.push(id),
                Value::List(values) => used.extend(values.iter().filter_map(|value| match value {
                    Value::Relationship(id) => Some(*id),
                    _ => None,
                })),
                _ => {}
            }
        }
        Self(used)
    }

    /// Whether a list of relationships has one of these.
    pub(super) fn shares(&self, list: &Value) -> bool {
        let Value::List(values) = list else { return false };
        values.iter().any(|value| matches!(value, Value::Relationship(id) if self.contains(*id)))
    }

    pub(super) fn contains(&self, id: RelationshipId) -> bool {
        self.0.contains(&id)
    }
}
