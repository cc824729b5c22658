//! What the nodes and relationships in an answer look like, and on what the answer rests.

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};

use super::{Backing, Entities, Node, Relationship};
use crate::attribution::{ClaimView, Document, Origins, Standing, claim_views, node_name, outlet, standing};
use crate::claims::{Claim, Subject};
use crate::error::Result;
use crate::graph::EntityId;
use crate::value::{NodeId, RelationshipId, Value};
use crate::view::GraphView;

/// The label of nodes that can be cited.
const DOCUMENT: &str = "Document";

/// Goes over the values of an answer.
pub(crate) struct Collector<'a> {
    graph: GraphView<'a>,
    tick: &'a dyn Fn() -> Result<()>,
    origins: Origins<'a>,
    entities: Entities,
    documents: HashSet<NodeId>,
    outlets: HashSet<NodeId>,
    /// One node for each origin.
    voices: HashSet<NodeId>,
    /// Who cite each other in a circle.
    circles: IndexSet<Vec<NodeId>>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(graph: GraphView<'a>, tick: &'a dyn Fn() -> Result<()>) -> Self {
        Self {
            graph,
            tick,
            origins: Origins::new(graph.claims()),
            entities: Entities::default(),
            documents: HashSet::new(),
            outlets: HashSet::new(),
            voices: HashSet::new(),
            circles: IndexSet::new(),
        }
    }

    /// Notes how every entity in `value` looks now. What has been deleted is left out.
    pub(crate) fn collect(&mut self, value: &Value) -> Result<()> {
        match value {
            Value::Node(id) => self.node(*id),
            Value::Relationship(id) => return self.relationship(*id),
            Value::Path(path) => {
                path.nodes.iter().for_each(|node| self.node(*node));
                return path.relationships.iter().try_for_each(|relationship| self.relationship(*relationship));
            }
            Value::List(values) => return values.iter().try_for_each(|value| self.collect(value)),
            Value::Map(map) => return map.values().try_for_each(|value| self.collect(value)),
            _ => {}
        }
        Ok(())
    }

    /// What was collected.
    pub(crate) fn entities(self) -> Entities {
        self.entities
    }

    /// On what the relationships that were met rest; `None` if there are no claims about them.
    pub(crate) fn backing(&self) -> Option<Backing> {
        let backing =
            Backing { documents: self.documents.len(), outlets: self.outlets.len(), origins: self.voices.len() };
        (backing.origins > 0).then_some(backing)
    }

    /// What is to be said of those who cite each other.
    pub(crate) fn notices(&self) -> Vec<String> {
        /// So many circles are told in full.
        const TOLD: usize = 5;
        let name = |node: &NodeId| node_name(self.graph.store(), *node);
        let tell = |circle: &Vec<NodeId>| {
            let cited = circle.iter().cycle().skip(1);
            let links: Vec<String> =
                circle.iter().zip(cited).map(|(who, whom)| format!("{} cites {}", name(who), name(whom))).collect();
            format!("circular reporting: {}", links.join(", "))
        };
        let mut notices: Vec<String> = self.circles.iter().take(TOLD).map(tell).collect();
        if self.circles.len() > TOLD {
            notices.push(format!(
                "circular reporting: {} more circles; circular(r) tells them",
                self.circles.len() - TOLD
            ));
        }
        notices
    }

    fn node(&mut self, id: NodeId) {
        let graph = self.graph;
        if self.entities.nodes.contains_key(&id) || !graph.has_node(id) {
            return;
        }
        let labels: Vec<_> = graph.label_names(id).cloned().collect();
        if labels.iter().any(|label| &**label == DOCUMENT) {
            self.document(id);
        }
        let properties = graph.properties(EntityId::Node(id)).map(|(key, value)| (Arc::clone(key), value)).collect();
        let (mut claims, mut standings) = (IndexMap::new(), IndexMap::new());
        for (key, views, standing) in self.claims_of_properties(id) {
            self.documents_of(&views);
            claims.insert(Arc::clone(&key), views);
            standings.insert(key, standing);
        }
        self.entities.nodes.insert(id, Node { id, labels, properties, claims, standing: standings });
    }

    /// The claims about a node's properties and what they come to, each with its key.
    fn claims_of_properties(&self, node: NodeId) -> Vec<(Arc<str>, Vec<ClaimView>, Standing)> {
        let graph = self.graph;
        if graph.store().claims().is_empty() {
            return Vec::new();
        }
        let claimed = |(number, key): (u32, &Arc<str>)| {
            let subject = Subject::Property(node, number);
            let views = claim_views(graph.claims(), subject);
            (!views.is_empty()).then(|| (Arc::clone(key), views, standing(&self.origins, subject)))
        };
        graph.keys().iter().filter_map(claimed).collect()
    }

    /// Notes the documents that claims are taken from.
    fn documents_of(&mut self, claims: &[ClaimView]) {
        for document in claims.iter().filter_map(|claim| claim.document_id) {
            self.document(document);
        }
    }

    fn document(&mut self, id: NodeId) {
        let store = self.graph.store();
        self.entities.documents.entry(id).or_insert_with(|| Document::of(store, id));
    }

    fn relationship(&mut self, id: RelationshipId) -> Result<()> {
        let graph = self.graph;
        if self.entities.relationships.contains_key(&id) {
            return Ok(());
        }
        let (Some((start, end)), Some(relationship_type)) = (graph.endpoints(id), graph.type_name(id)) else {
            return Ok(());
        };
        (self.tick)()?;
        self.node(start);
        self.node(end);
        let properties = graph.properties(EntityId::Relationship(id));
        let subject = Subject::Relationship(id);
        let relationship = Relationship {
            id,
            relationship_type: Arc::clone(relationship_type),
            start,
            end,
            properties: properties.map(|(key, value)| (Arc::clone(key), value)).collect(),
            claims: claim_views(graph.claims(), subject),
            standing: standing(&self.origins, subject),
            is_of_layer: graph.is_of_layer(EntityId::Relationship(id)),
        };
        self.documents_of(&relationship.claims);
        self.entities.relationships.insert(id, relationship);
        self.count(subject)
    }

    /// Counts who is behind it.
    fn count(&mut self, subject: Subject) -> Result<()> {
        let all: Vec<&Claim> = self.graph.claims().about(subject).collect();
        self.documents.extend(all.iter().filter_map(|claim| claim.document));
        self.outlets.extend(all.iter().map(|claim| outlet(claim)));
        self.voices.extend(self.origins.of(&all, &all).iter().map(|origin| origin.voice));
        self.circles.extend(self.origins.circles(subject, self.tick)?);
        Ok(())
    }
}
