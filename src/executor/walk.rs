//! How to get from a node to its neighbours: direction and types, types as numbers.

use super::degrees::{Degrees, Nodes};
use crate::ast::Direction;
use crate::bound::{LabelExpression, Types};
use crate::error::Result;
use crate::eval::{Fitting, type_matches};
use crate::graph::Neighbour;
use crate::plan::Expand;
use crate::value::{NodeId, RelationshipId};
use crate::view::{GraphView, SegmentRef};

/// Over more types than this a node's relationships are read by node, not type by type.
const FEW_TYPES: usize = 8;

pub(super) struct Walk<'s> {
    graph: GraphView<'s>,
    direction: Direction,
    types: Wanted,
    /// Where neighbours can be read in one piece; none where some would be missed.
    ways: Option<Vec<Way<'s>>>,
    /// What is asked of the node that is reached; none if all that can be reached fit.
    ends: Option<Vec<Fitting<'s>>>,
}

/// One type in one direction.
struct Way<'s> {
    of: u32,
    incoming: bool,
    segment: SegmentRef<'s>,
    /// Whether all relationships are in it; else the nodes are asked.
    is_settled: bool,
    /// Whether a relationship from the node to itself has been seen already, the other way.
    skips_loops: bool,
}

enum Wanted {
    Any,
    OneOf(Vec<u32>),
}

/// Room for neighbours that do not lie in one piece.
#[derive(Default)]
pub(super) struct Scratch {
    nodes: Vec<u32>,
    relationships: Vec<u32>,
}

impl<'s> Walk<'s> {
    pub(super) fn new(expand: &'s Expand, graph: GraphView<'s>) -> Self {
        Self::along(expand, expand.direction, false, graph)
    }

    /// Only for paths of one relationship at least: what all that it leads to has is not asked of each.
    pub(super) fn trusting(expand: &'s Expand, graph: GraphView<'s>) -> Self {
        Self::along(expand, expand.direction, true, graph)
    }

    /// The same relationships, seen from their other ends.
    pub(super) fn backwards(expand: &'s Expand, graph: GraphView<'s>) -> Self {
        Self::along(expand, expand.direction.reversed(), false, graph)
    }

    fn along(expand: &'s Expand, direction: Direction, trusts: bool, graph: GraphView<'s>) -> Self {
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
        let ways = ways(&types, direction, graph);
        let mut walk = Self { graph, direction, types, ways, ends: None };
        if !trusts || !expand.labels.iter().all(|labels| walk.reaches_only(labels)) {
            let ends = expand.labels.iter().map(|labels| Fitting::new(labels, graph)).collect::<Vec<_>>();
            walk.ends = Some(ends).filter(|ends| !ends.is_empty());
        }
        walk
    }

    /// Whether all that these relationships lead to has the labels.
    fn reaches_only(&self, labels: &LabelExpression) -> bool {
        let (LabelExpression::Name(name), Wanted::OneOf(types)) = (labels, &self.types) else { return false };
        let Some(label) = self.graph.labels().find(name) else { return false };
        let sides: &[bool] = match self.direction {
            Direction::Outgoing => &[true],
            Direction::Incoming => &[false],
            Direction::Both => &[true, false],
        };
        types.iter().all(|of| sides.iter().all(|incoming| self.graph.ends_have_label(*of, *incoming, label)))
    }

    /// Calls `visit` with neighbours of a node, in pieces: nodes, and the relationships to them. Relationships to
    /// the nodes of one piece are ordered by node if it is `sorted`.
    #[inline]
    pub(super) fn pieces(
        &self,
        node: u32,
        scratch: &mut Scratch,
        visit: &mut impl FnMut(&[u32], &[u32], bool) -> Result<()>,
    ) -> Result<()> {
        let Some(ways) = self.ways_at(node) else {
            scratch.clear();
            self.one_by_one(NodeId(node), &mut |neighbour| {
                scratch.push(neighbour.node.0, neighbour.relationship.0);
                Ok(())
            })?;
            return visit(&scratch.nodes, &scratch.relationships, false);
        };
        for way in ways {
            let (nodes, relationships) = way.segment.neighbours(node);
            if way.skips_loops && nodes.binary_search(&node).is_ok() {
                scratch.clear();
                let others = nodes.iter().zip(relationships).filter(|(other, _)| **other != node);
                others.for_each(|(other, relationship)| scratch.push(*other, *relationship));
                visit(&scratch.nodes, &scratch.relationships, true)?;
            } else {
                visit(nodes, relationships, true)?;
            }
        }
        Ok(())
    }

    /// The segments in which all wanted relationships of a node are.
    #[inline]
    fn ways_at(&self, node: u32) -> Option<&[Way<'s>]> {
        let ways = self.ways.as_deref()?;
        let is_there = |way: &Way<'_>| way.is_settled || self.graph.is_settled_at(NodeId(node), way.of, way.incoming);
        ways.iter().all(is_there).then_some(ways)
    }

    /// How many neighbours a node has, if that is known without counting; a loop may count twice.
    pub(super) fn degree(&self, node: u32) -> Option<usize> {
        let ways = self.ways_at(node)?;
        Some(ways.iter().map(|way| way.segment.degree(node)).sum())
    }

    /// How many neighbours each of these nodes has, where that is known without looking at them.
    pub(super) fn degrees(&self, nodes: Nodes<'_>) -> Option<Degrees<'_>> {
        let ways = self.ways.as_ref()?;
        if ways.iter().any(|way| way.skips_loops) {
            return None;
        }
        let count = nodes.numbers.len();
        if let ([way], Some(first)) = (ways.as_slice(), nodes.run_from)
            && let Some(offsets) = way.segment.offsets(first, count)
        {
            let mut others = Vec::new();
            if !way.is_settled {
                let found = self.graph.other_degrees(way.of, way.incoming, first, count);
                others.extend(found.map(|(node, degree)| ((node - first) as usize, degree as u64)));
            }
            return Some(Degrees::Offsets(offsets, others));
        }
        let mut degrees = vec![0; count];
        for way in ways {
            way.segment.add_degrees(nodes.numbers, &mut degrees);
            if !way.is_settled {
                self.graph.correct_degrees(way.of, way.incoming, nodes.numbers, &mut degrees);
            }
        }
        Some(Degrees::Counts(degrees))
    }

    /// About how many neighbours all of these nodes have.
    pub(super) fn degree_of_all(&self, nodes: &[u32]) -> usize {
        let ways = self.ways.iter().flatten();
        ways.map(|way| nodes.iter().map(|node| way.segment.degree(*node)).sum::<usize>()).sum()
    }

    /// The neighbours of a node, one by one.
    pub(super) fn iter(&self, node: u32) -> impl Iterator<Item = Neighbour> {
        let types: Vec<Option<u32>> = match &self.types {
            Wanted::Any => vec![None],
            // a node may have very many of other types
            Wanted::OneOf(types) => types.iter().copied().map(Some).collect(),
        };
        types.into_iter().flat_map(move |of| {
            let outgoing = self.graph.outgoing(NodeId(node), of).take_while(|_| self.direction != Direction::Incoming);
            let incoming = self.graph.incoming(NodeId(node), of).take_while(|_| self.direction != Direction::Outgoing);
            outgoing.chain(incoming)
        })
    }

    /// Calls `visit` for each neighbour of a node.
    pub(super) fn each(&self, node: NodeId, visit: &mut impl FnMut(Neighbour) -> Result<()>) -> Result<()> {
        let Some(ways) = self.ways_at(node.0) else { return self.one_by_one(node, visit) };
        for way in ways {
            let (nodes, relationships) = way.segment.neighbours(node.0);
            for (other, relationship) in nodes.iter().zip(relationships) {
                if !way.skips_loops || *other != node.0 {
                    visit(Neighbour {
                        relationship_type: way.of,
                        relationship: RelationshipId(*relationship),
                        node: NodeId(*other),
                    })?;
                }
            }
        }
        Ok(())
    }

    fn one_by_one(&self, node: NodeId, visit: &mut impl FnMut(Neighbour) -> Result<()>) -> Result<()> {
        match &self.types {
            Wanted::Any => self.of_type(node, None, visit),
            Wanted::OneOf(types) => types.iter().try_for_each(|t| self.of_type(node, Some(*t), visit)),
        }
    }

    fn of_type(
        &self,
        node: NodeId,
        relationship_type: Option<u32>,
        visit: &mut impl FnMut(Neighbour) -> Result<()>,
    ) -> Result<()> {
        if self.direction != Direction::Incoming {
            for neighbour in self.graph.outgoing(node, relationship_type) {
                visit(neighbour)?;
            }
        }
        if self.direction != Direction::Outgoing {
            for neighbour in self.graph.incoming(node, relationship_type) {
                // a loop has been seen as outgoing already
                if self.direction == Direction::Incoming || neighbour.node != node {
                    visit(neighbour)?;
                }
            }
        }
        Ok(())
    }

    /// Whether nothing is asked of the node that is reached.
    pub(super) fn takes_any_end(&self) -> bool {
        self.ends.is_none()
    }

    /// Whether the node that is reached has the labels it must have.
    #[inline]
    pub(super) fn end_fits(&self, node: u32) -> bool {
        self.ends.as_ref().is_none_or(|ends| ends.iter().all(|fitting| fitting.node(NodeId(node))))
    }

    /// Whether the relationship is one of those that lead away from the node.
    pub(super) fn leads_from(&self, node: u32, relationship: RelationshipId) -> bool {
        // one that another view has given may be hidden here, and is then among nobody's neighbours
        if !self.graph.has_relationship(relationship) {
            return false;
        }
        let Some((source, target)) = self.graph.endpoints(relationship) else { return false };
        let is_wanted = match &self.types {
            Wanted::Any => true,
            Wanted::OneOf(types) => self.graph.type_of(relationship).is_some_and(|of| types.contains(&of)),
        };
        is_wanted
            && match self.direction {
                Direction::Outgoing => source.0 == node,
                Direction::Incoming => target.0 == node,
                Direction::Both => source.0 == node || target.0 == node,
            }
    }
}

/// The segments in which all wanted relationships are, save for those that came or went lately.
fn ways<'s>(types: &Wanted, direction: Direction, graph: GraphView<'s>) -> Option<Vec<Way<'s>>> {
    if !graph.has_segments() {
        return None;
    }
    let types: Vec<u32> = match types {
        Wanted::Any => graph.types().iter().map(|(number, _)| number).take(FEW_TYPES + 1).collect(),
        Wanted::OneOf(types) => types.clone(),
    };
    if types.len() > FEW_TYPES {
        return None;
    }
    let mut ways = Vec::with_capacity(types.len() * 2);
    for of in types {
        for (incoming, other) in [(false, Direction::Incoming), (true, Direction::Outgoing)] {
            if direction == other {
                continue;
            }
            let is_settled = graph.is_settled(of, incoming);
            let Some(segment) = graph.segment(of, incoming) else {
                if is_settled {
                    continue;
                }
                return None;
            };
            let skips_loops = incoming && direction == Direction::Both && graph.may_loop(of);
            ways.push(Way { of, incoming, segment, is_settled, skips_loops });
        }
    }
    Some(ways)
}

impl Scratch {
    fn clear(&mut self) {
        self.nodes.clear();
        self.relationships.clear();
    }

    fn push(&mut self, node: u32, relationship: u32) {
        self.nodes.push(node);
        self.relationships.push(relationship);
    }
}
