//! Links from nodes to nodes, and where following them ends.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};

use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{Graph, NodeIndex};

use crate::error::Result;
use crate::value::NodeId;

/// A graph of links. Numbers are counted in the order in which nodes were first named.
#[derive(Default)]
pub(super) struct Links {
    graph: Graph<NodeId, ()>,
    numbers: HashMap<NodeId, NodeIndex>,
}

impl Links {
    fn number(&mut self, node: NodeId) -> NodeIndex {
        *self.numbers.entry(node).or_insert_with(|| self.graph.add_node(node))
    }

    /// Adds a link; one from a node to itself says nothing.
    pub(super) fn add(&mut self, from: NodeId, to: NodeId) {
        let (from, to) = (self.number(from), self.number(to));
        if from != to {
            self.graph.add_edge(from, to, ());
        }
    }

    /// The node's number, if it has one.
    pub(super) fn find(&self, node: NodeId) -> Option<NodeIndex> {
        self.numbers.get(&node).copied()
    }

    /// The node of a number.
    pub(super) fn node(&self, number: NodeIndex) -> Option<NodeId> {
        self.graph.node_weight(number).copied()
    }

    /// What a node links to.
    pub(super) fn next(&self, number: NodeIndex) -> impl Iterator<Item = NodeIndex> {
        self.graph.neighbors_directed(number, Direction::Outgoing)
    }

    /// Its knots: nodes that can be got to from each other, most often a node alone.
    pub(super) fn knots(&self) -> Knots {
        let members = kosaraju_scc(&self.graph);
        let mut of = vec![0; self.graph.node_count()];
        for (knot, members) in members.iter().enumerate() {
            for member in members {
                if let Some(place) = of.get_mut(member.index()) {
                    *place = knot;
                }
            }
        }
        Knots { members, of }
    }

    /// Circles of links, each node followed by the one that it links to: for every node that is in one,
    /// a shortest, unless it stands in one that is already there.
    pub(super) fn circles(&self, tick: &dyn Fn() -> Result<()>) -> Result<Vec<Vec<NodeId>>> {
        let knots = self.knots();
        let mut covered = vec![false; self.graph.node_count()];
        let mut circles = Vec::new();
        for start in self.graph.node_indices() {
            let alone = knots.members.get(knots.of(start)).is_none_or(|members| members.len() < 2);
            if alone || covered.get(start.index()) == Some(&true) {
                continue;
            }
            let circle = self.shortest_circle(start, &knots, tick)?;
            for number in &circle {
                if let Some(place) = covered.get_mut(number.index()) {
                    *place = true;
                }
            }
            circles.push(circle.into_iter().filter_map(|number| self.node(number)).collect());
        }
        Ok(circles)
    }

    fn shortest_circle(
        &self,
        start: NodeIndex,
        knots: &Knots,
        tick: &dyn Fn() -> Result<()>,
    ) -> Result<Vec<NodeIndex>> {
        let mut from: HashMap<NodeIndex, NodeIndex> = HashMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(number) = queue.pop_front() {
            for next in self.next(number).filter(|next| knots.of(*next) == knots.of(start)) {
                tick()?;
                if next == start {
                    let mut circle: Vec<NodeIndex> =
                        std::iter::successors(Some(number), |number| from.get(number).copied()).collect();
                    circle.reverse();
                    return Ok(circle);
                }
                if let Entry::Vacant(place) = from.entry(next) {
                    place.insert(number);
                    queue.push_back(next);
                }
            }
        }
        Ok(Vec::new())
    }
}

impl FromIterator<(NodeId, NodeId)> for Links {
    fn from_iter<T: IntoIterator<Item = (NodeId, NodeId)>>(links: T) -> Self {
        let mut all = Self::default();
        links.into_iter().for_each(|(from, to)| all.add(from, to));
        all
    }
}

/// The knots of links, those that can be got to before those that get to them.
pub(super) struct Knots {
    pub(super) members: Vec<Vec<NodeIndex>>,
    /// The knot of each node.
    of: Vec<usize>,
}

impl Knots {
    pub(super) fn of(&self, number: NodeIndex) -> usize {
        self.of.get(number.index()).copied().unwrap_or_default()
    }

    /// For each knot, whether no link leads out of it: following links ends there.
    pub(super) fn ends(&self, links: &Links) -> Vec<bool> {
        let stays = |knot: usize, member: &NodeIndex| links.next(*member).all(|next| self.of(next) == knot);
        let ends = self.members.iter().enumerate();
        ends.map(|(knot, members)| members.iter().all(|member| stays(knot, member))).collect()
    }
}
