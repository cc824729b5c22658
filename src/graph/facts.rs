//! What holds of all nodes or relationships of a kind, for the planner: counted at the first question, and
//! kept right by every write since, so that asking again costs nothing.

use std::sync::{PoisonError, RwLock};

use super::{Edge, Store};
use crate::value::NodeId;

/// What was asked for.
#[derive(Debug, Default)]
pub(super) struct Facts(RwLock<Known>);

#[derive(Clone, Debug, Default)]
struct Known {
    /// By type number.
    ends: Vec<Vec<EndsLacking>>,
    /// By label number.
    values: Vec<Vec<NodesLacking>>,
}

/// How many relationships of a type start (or end) at a node without the label.
#[derive(Clone, Debug)]
struct EndsLacking {
    incoming: bool,
    label: u32,
    count: usize,
}

/// How many nodes of a label have no value of the key.
#[derive(Clone, Debug)]
struct NodesLacking {
    key: u32,
    count: usize,
}

/// Something came or went.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Came,
    Went,
}

impl Step {
    /// What it is for the count of what is lacking.
    fn opposite(self) -> Self {
        match self {
            Self::Came => Self::Went,
            Self::Went => Self::Came,
        }
    }

    fn apply(self, count: &mut usize, by: usize) {
        match self {
            Self::Came => *count += by,
            Self::Went => *count -= by,
        }
    }
}

impl Clone for Facts {
    fn clone(&self) -> Self {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Self(RwLock::new(known.clone()))
    }
}

impl Facts {
    fn known(&mut self) -> &mut Known {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what was asked for.
    pub(super) fn forget(&mut self) {
        *self.known() = Known::default();
    }
}

/// The list at a place, made if need be.
fn at<T>(lists: &mut Vec<Vec<T>>, place: u32) -> Option<&mut Vec<T>> {
    if lists.len() <= place as usize {
        lists.resize_with(place as usize + 1, Vec::new);
    }
    lists.get_mut(place as usize)
}

impl Store {
    /// Whether every relationship of the type starts (or ends, if `incoming`) at a node with the label.
    pub fn ends_have_label(&self, relationship_type: u32, incoming: bool, label: u32) -> bool {
        let known = self.facts.0.read().unwrap_or_else(PoisonError::into_inner);
        let of_type = known.ends.get(relationship_type as usize).into_iter().flatten();
        let found = of_type.into_iter().find(|fact| fact.incoming == incoming && fact.label == label);
        if let Some(fact) = found {
            return fact.count == 0;
        }
        drop(known);
        let count = self.count_ends_lacking(relationship_type, incoming, label);
        let mut known = self.facts.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = at(&mut known.ends, relationship_type)
            && !facts.iter().any(|fact| fact.incoming == incoming && fact.label == label)
        {
            facts.push(EndsLacking { incoming, label, count });
        }
        count == 0
    }

    fn count_ends_lacking(&self, relationship_type: u32, incoming: bool, label: u32) -> usize {
        let Some(side) = self.adjacency.side(relationship_type, incoming) else { return 0 };
        // few sets of labels, many nodes
        let lacks: Vec<bool> = self.label_sets.iter().map(|set| set.binary_search(&label).is_err()).collect();
        let set = |node: &u32| self.node_labels.get(*node as usize).copied().unwrap_or(0);
        let lacking = side.nodes().filter(|node| lacks.get(set(node) as usize).copied().unwrap_or(true));
        lacking.map(|node| side.degree(node)).sum()
    }

    /// Whether every node of the label has a value of the property.
    pub fn every_node_has(&self, label: u32, key: u32) -> bool {
        let known = self.facts.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut of_label = known.values.get(label as usize).into_iter().flatten();
        if let Some(fact) = of_label.find(|fact| fact.key == key) {
            return fact.count == 0;
        }
        drop(known);
        let column = self.node_column(key);
        let lacks = |node: &u32| !column.is_some_and(|column| column.has(*node));
        let count = self.nodes_with_label(label).into_iter().flatten().filter(lacks).count();
        let mut known = self.facts.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = at(&mut known.values, label)
            && !facts.iter().any(|fact| fact.key == key)
        {
            facts.push(NodesLacking { key, count });
        }
        count == 0
    }

    /// Notes a relationship that came or goes.
    pub(super) fn note_edge(&mut self, edge: Edge, step: Step) {
        let Some(facts) = self.facts.known().ends.get_mut(edge.relationship_type as usize) else { return };
        for fact in facts {
            let node = edge.seen(fact.incoming).0;
            let set = self.node_labels.get(node.0 as usize).and_then(|set| self.label_sets.get_index(*set as usize));
            if set.is_none_or(|set| set.binary_search(&fact.label).is_err()) {
                step.apply(&mut fact.count, 1);
            }
        }
    }

    /// Notes that a node gets or loses its value of a property.
    pub(super) fn note_value(&mut self, node: NodeId, key: u32, step: Step) {
        let set = self.node_labels.get(node.0 as usize).and_then(|set| self.label_sets.get_index(*set as usize));
        let lacking = step.opposite();
        let known = self.facts.known();
        for label in set.into_iter().flatten() {
            for fact in known.values.get_mut(*label as usize).into_iter().flatten().filter(|fact| fact.key == key) {
                lacking.apply(&mut fact.count, 1);
            }
        }
    }

    /// Notes that a node gets or loses a label.
    pub(super) fn note_label(&mut self, node: NodeId, label: u32, step: Step) {
        let (adjacency, properties) = (&self.adjacency, &self.node_properties);
        let known = self.facts.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        for fact in known.values.get_mut(label as usize).into_iter().flatten() {
            if !properties.has(node.0, fact.key) {
                step.apply(&mut fact.count, 1);
            }
        }
        let lacking = step.opposite();
        for incoming in [false, true] {
            for relationship_type in adjacency.types_at(node, incoming) {
                let facts = known.ends.get_mut(relationship_type as usize).into_iter().flatten();
                for fact in facts.filter(|fact| fact.incoming == incoming && fact.label == label) {
                    lacking.apply(&mut fact.count, adjacency.degree(node, relationship_type, incoming));
                }
            }
        }
    }
}
