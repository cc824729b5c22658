//! The claim layer: claims as nodes, so that who passes on what from whom is a path.
//!
//! ```text
//! (document)-[:carries]->(:Report)-[:cites]->(:Claim)-[:about]->(:Proposition)-[:subject]->(entity)
//!                          |                   |    \                        \-[:object]->(entity)
//!                      [:made-by]          [:made-by] [:evidenced-by]->(:Evidence)-[:in]->(document)
//!                          v                   v
//!                      (carrier)           (claimer)
//! ```
//!
//! It is a graph of its own, in which the entities that claims name keep their numbers. Invariant: in all
//! layers of one graph as it is at one time, the same claim is the same node.

mod propositions;
mod wording;

use std::sync::Arc;

use roaring::RoaringBitmap;

use super::bits::Shown;
use super::choose::Chooser;
use super::gathered::Gathered;
use super::{GraphView, NAMES, View, ViewSpec};
use crate::attribution::node_name;
use crate::claims::{Claim, Subject};
use crate::error::{Detail, Error, Result};
use crate::graph::{EntityId, Store};
use crate::limits::Budget;
use crate::value::{NodeId, Value};

use propositions::{Proposition, Propositions};

/// The labels of the layer's own nodes, the types of its relationships, and the keys of their properties.
const LABELS: [&str; 7] =
    ["Claim", "Evidence", "NameProposition", "Proposition", "RelationshipProposition", "Report", "ValueProposition"];
const TYPES: [&str; 8] = ["about", "carries", "cites", "evidenced-by", "in", "made-by", "object", "subject"];
const KEYS: [&str; 20] = [
    "alias",
    "contested",
    "grade",
    "kind",
    "language",
    "modality",
    "name",
    "origins",
    "paragraph",
    "paraphrase",
    "property",
    "recorded",
    "said",
    "script",
    "sha256",
    "stance",
    "text",
    "type",
    "valid",
    "value",
];

/// Whether the layer has a label, a relationship type or a property of this name.
pub fn is_name(what: &str, name: &str) -> bool {
    match what {
        "label" => LABELS.contains(&name),
        "relationship type" => TYPES.contains(&name),
        _ => KEYS.contains(&name),
    }
}

/// What a node of the layer takes, without its text, and what a relationship takes.
const NODE_BYTES: usize = 400;
const RELATIONSHIP_BYTES: usize = 200;

/// The claims of a view as a graph.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) store: Store,
    /// The layer's own nodes and relationships have these numbers and higher ones.
    first_node: u32,
    first_relationship: u32,
}

impl Layer {
    /// Whether the number is one that the layer's own entities have.
    pub(super) fn is_own(&self, entity: EntityId) -> bool {
        match entity {
            EntityId::Node(id) => id.0 >= self.first_node,
            EntityId::Relationship(id) => id.0 >= self.first_relationship,
        }
    }
}

impl View {
    /// The view of the claims that its other parts select. Entities look as they do through those.
    pub(super) fn of_claims(spec: ViewSpec, store: &Store, budget: &Budget) -> Result<Self> {
        let tick = || budget.tick();
        let plain = Self::new(ViewSpec { claims: false, ..spec.clone() }, store, &tick)?;
        let graph = GraphView::new(store, Some(&plain));
        let chooser = Chooser::new(&spec, graph.claims());
        let propositions = Propositions::new(&chooser, budget)?;
        let mut builder = Builder::new(graph, budget);
        builder.entities(&propositions)?;
        let first_claim = builder.propositions(&propositions, &chooser)?;
        let shown = builder.claims(&propositions, first_claim)?;
        let layer = builder.finish();
        Ok(Self {
            name: spec.describe(store),
            spec,
            relationships: Shown::new(true),
            nodes: Shown::new(true),
            as_stored: false,
            bare: true,
            values: std::collections::HashMap::new(),
            claimed_keys: RoaringBitmap::new(),
            hidden: store.claims().len() - shown,
            undated: plain.undated,
            gathered: Gathered::default(),
            layer: Some(Arc::new(layer)),
            selected: plain.selected,
            aliases: plain.aliases,
        })
    }
}

struct Builder<'a> {
    /// The graph as the view's other parts have it.
    graph: GraphView<'a>,
    budget: &'a Budget,
    layer: Layer,
    bytes: usize,
}

impl<'a> Builder<'a> {
    fn new(graph: GraphView<'a>, budget: &'a Budget) -> Self {
        let base = graph.store();
        let (first_node, first_relationship) = (base.next_node(), base.next_relationship());
        let layer = Layer { store: base.derived(), first_node, first_relationship };
        let bytes = first_node as usize * 24 + first_relationship as usize * 4;
        Self { graph, budget, layer, bytes }
    }

    fn finish(mut self) -> Layer {
        self.layer.store.settle();
        self.layer
    }

    /// The entities of which something is claimed, who claims it, who passes it on, and the documents.
    fn entities(&mut self, propositions: &Propositions<'_>) -> Result<()> {
        let base = self.graph.store();
        let mut found = RoaringBitmap::new();
        for proposition in propositions.shown() {
            self.budget.tick()?;
            found.extend(proposition.ends(base).into_iter().flatten().map(|node| node.0));
            let cited = proposition.claims.iter().filter(|(id, _)| propositions.shows(*id));
            found.extend(cited.flat_map(|(_, claim)| claim.cited()).map(|node| node.0));
        }
        for id in found.iter().map(NodeId) {
            let labels: Vec<&str> = base.label_names(id).map(AsRef::as_ref).collect();
            let entity = EntityId::Node(id);
            // what is only spoken of may be hidden, and is still called something
            let properties: Vec<(&str, Value)> = if self.graph.has_node(id) {
                self.graph.properties(entity).map(|(key, value)| (&**key, value)).collect()
            } else {
                NAMES.iter().filter_map(|key| Some((*key, base.node_property(id, key)?))).collect()
            };
            self.layer.store.skip_nodes_to(id.0);
            self.node(&labels, properties)?;
        }
        Ok(())
    }

    /// The propositions that are shown, with their ends. Gives the number of the first claim.
    fn propositions(&mut self, propositions: &Propositions<'_>, chooser: &Chooser<'_>) -> Result<u32> {
        let (mut node, mut relationship) = (self.layer.first_node, self.layer.first_relationship);
        for proposition in propositions.all() {
            if let Some(about) = &proposition.shown {
                self.skip_to(node, relationship);
                let properties = proposition.properties(about, chooser);
                let id = self.node(&["Proposition", proposition.label()], properties)?;
                for (end, role) in proposition.ends(self.graph.store()).into_iter().zip(["subject", "object"]) {
                    end.map_or(Ok(()), |end| self.relate(id, role, end))?;
                }
            }
            (node, relationship) = (next(node, 1)?, next(relationship, 2)?);
        }
        self.skip_to(node, relationship);
        Ok(node)
    }

    /// The claims that are shown, each with its chain and where it can be read. Gives how many they are.
    fn claims(&mut self, propositions: &Propositions<'_>, first: u32) -> Result<usize> {
        let (mut node, mut relationship) = (first, self.layer.store.next_relationship());
        relationship = relationship.max(self.layer.first_relationship);
        let mut shown = 0;
        for (id, claim) in self.graph.store().claims().iter() {
            self.budget.tick()?;
            if propositions.shows(id)
                && let Some((place, proposition)) = propositions.of(claim)
            {
                self.skip_to(node, relationship);
                let about = NodeId(next(self.layer.first_node, place)?);
                self.claim(claim, about, &proposition.text(self.graph.store()))?;
                shown += 1;
            }
            // as many as a claim can have: itself, its evidence and a report of each carrier
            node = next(node, claim.via.len() + 2)?;
            relationship = next(relationship, 2 * claim.via.len() + 5)?;
        }
        Ok(shown)
    }

    fn claim(&mut self, claim: &Claim, proposition: NodeId, says: &str) -> Result<()> {
        let base = self.graph.store();
        let name = format!("{} {}", node_name(base, claim.claimer), claim.stance);
        let hedge = claim.modality.as_ref().map_or_else(String::new, |hedge| format!(" (\"{hedge}\")"));
        let mut text = format!("{name}{hedge} that {says}");
        let paraphrase =
            || if claim.paraphrase.is_empty() { Value::Null } else { Arc::clone(&claim.paraphrase).into() };
        let properties = vec![
            ("name", Value::from(name)),
            ("text", text.as_str().into()),
            ("stance", claim.stance.name().into()),
            ("said", claim.said.into()),
            ("valid", claim.valid.map(|valid| valid.to_string()).into()),
            ("recorded", claim.recorded.into()),
            ("modality", claim.modality.clone().into()),
            ("grade", claim.grade.as_ref().map(ToString::to_string).into()),
            ("paraphrase", paraphrase()),
        ];
        let mut last = self.node(&["Claim"], properties)?;
        self.relate(last, "about", proposition)?;
        self.relate(last, "made-by", claim.claimer)?;
        if let Some(document) = claim.document {
            let name =
                if claim.paragraph == 0 { "the head".to_owned() } else { format!("paragraph {}", claim.paragraph) };
            let properties = vec![
                ("name", Value::from(name)),
                ("paragraph", i64::from(claim.paragraph).into()),
                ("paraphrase", paraphrase()),
                ("sha256", base.node_property(document, "sha256").into()),
            ];
            let evidence = self.node(&["Evidence"], properties)?;
            self.relate(last, "evidenced-by", evidence)?;
            self.relate(evidence, "in", document)?;
        }
        // from the claimer outward to us
        for carrier in claim.via.iter().rev() {
            let name = format!("{} reports", node_name(base, *carrier));
            text = format!("{name} that {text}");
            let properties = vec![("name", Value::from(name)), ("text", text.as_str().into())];
            let report = self.node(&["Report"], properties)?;
            self.relate(report, "cites", last)?;
            self.relate(report, "made-by", *carrier)?;
            last = report;
        }
        claim.document.map_or(Ok(()), |document| self.relate(document, "carries", last))
    }

    fn skip_to(&mut self, node: u32, relationship: u32) {
        self.layer.store.skip_nodes_to(node);
        self.layer.store.skip_relationships_to(relationship);
    }

    fn node(&mut self, labels: &[&str], properties: Vec<(&str, Value)>) -> Result<NodeId> {
        let store = &mut self.layer.store;
        let id = store.create_node(labels.iter().copied())?;
        let bytes: usize = properties.iter().map(|(_, value)| value.size()).sum();
        store.set_properties(EntityId::Node(id), properties)?;
        // nothing here is undone
        store.commit();
        self.take(NODE_BYTES + bytes)?;
        Ok(id)
    }

    fn relate(&mut self, from: NodeId, relationship_type: &str, to: NodeId) -> Result<()> {
        self.layer.store.create_relationship(from, relationship_type, to)?;
        self.take(RELATIONSHIP_BYTES)
    }

    fn take(&mut self, bytes: usize) -> Result<()> {
        self.budget.work(bytes)?;
        self.bytes += bytes;
        self.budget.check_memory(self.bytes)
    }
}

/// A number so much higher.
fn next(number: u32, more: usize) -> Result<u32> {
    let next = u32::try_from(more).ok().and_then(|more| number.checked_add(more)).filter(|next| *next < u32::MAX);
    next.ok_or_else(|| Error::limit(Detail::ValueSize, "the claims are more than a graph can hold as nodes"))
}

/// What a subject is about: the nodes at its ends.
fn ends(subject: Subject, store: &Store) -> [Option<NodeId>; 2] {
    match subject {
        Subject::Relationship(id) => store.endpoints(id).map_or([None; 2], |(from, to)| [Some(from), Some(to)]),
        Subject::Property(node, _) => [Some(node), None],
        Subject::Alias(id) => [store.claims().alias(id).map(|alias| alias.node), None],
    }
}

impl Proposition<'_> {
    fn ends(&self, store: &Store) -> [Option<NodeId>; 2] {
        ends(self.subject, store)
    }
}
