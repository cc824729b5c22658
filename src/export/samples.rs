//! Answers made by hand, for tests.

use std::sync::Arc;

use crate::claims::{Claim, Stance, Subject};
use crate::graph::{EntityId, Store};
use crate::rows::{Collector, Rows};
use crate::value::{NodeId, Path, RelationshipId, Value};
use crate::view::GraphView;

/// Values of every simple type, some of them awkward.
pub(crate) fn plain() -> Rows {
    let columns = ["n", "text", "list"].map(Arc::from).to_vec();
    let rows = vec![
        vec![1.into(), "plain".into(), Value::list([1.into(), "a".into()])],
        vec![Value::Null, "a|b, \"c\"\nd".into(), Value::map([("k", Value::Null)])],
        vec![2.5.into(), "日本 🚀 \u{1b}[31m".into(), Value::Null],
        vec![true.into(), "42".into(), Value::list([])],
    ];
    Rows { columns, rows, ..Rows::default() }
}

/// A graph in the making.
#[derive(Default)]
pub(crate) struct Sketch(pub(crate) Store);

impl Sketch {
    /// A node with a key and a name.
    pub(crate) fn node(&mut self, label: &str, key: &str, name: &str) -> NodeId {
        let labels = Some(label).filter(|label| !label.is_empty());
        let node = self.0.create_node(labels).unwrap();
        for (property, text) in [("key", key), ("name", name)] {
            if !text.is_empty() {
                self.0.set_property(EntityId::Node(node), property, text.into()).unwrap();
            }
        }
        node
    }

    /// A relationship without claims.
    pub(crate) fn relate(&mut self, start: NodeId, relationship_type: &str, end: NodeId) -> RelationshipId {
        self.0.create_relationship(start, relationship_type, end).unwrap()
    }

    /// A claim about a relationship: stance, claimer, hedge.
    pub(crate) fn claim(
        &mut self,
        about: RelationshipId,
        stance: Stance,
        claimer: NodeId,
        document: NodeId,
        modality: Option<&str>,
    ) {
        self.say(about, (stance, claimer, document), modality, "In \"our\" own words.");
    }

    /// The same, in these words of ours.
    pub(crate) fn say(
        &mut self,
        about: RelationshipId,
        (stance, claimer, document): (Stance, NodeId, NodeId),
        modality: Option<&str>,
        paraphrase: &str,
    ) {
        self.0
            .add_claim(Claim {
                subject: Subject::Relationship(about),
                value: None,
                stance,
                claimer,
                via: vec![document],
                said: None,
                valid: None,
                recorded: None,
                modality: modality.map(Into::into),
                grade: None,
                document: Some(document),
                paragraph: 4,
                paraphrase: paraphrase.into(),
            })
            .unwrap();
    }

    /// An answer with these columns and rows.
    pub(crate) fn rows(&self, columns: &[&str], rows: Vec<Vec<Value>>) -> Rows {
        let mut collector = Collector::new(GraphView::new(&self.0, None), &|| Ok(()));
        rows.iter().flatten().for_each(|value| collector.collect(value).unwrap());
        let columns = columns.iter().map(|column| Arc::from(*column)).collect();
        let backing = collector.backing();
        Rows { columns, rows, backing, entities: collector.entities(), ..Rows::default() }
    }

    /// All relationships, and the nodes at their ends.
    pub(crate) fn all(&self) -> Rows {
        let nodes = self.0.nodes().iter().map(|id| Value::Node(NodeId(id)));
        let relationships = self.0.relationships().iter().map(|id| Value::Relationship(RelationshipId(id)));
        self.rows(&["x"], nodes.chain(relationships).map(|value| vec![value]).collect())
    }
}

/// One contested relationship: columns `a`, `r`, `b`, `p`.
pub(crate) fn contested() -> Rows {
    let mut sketch = Sketch::default();
    let attack = sketch.node("Attack", "termez", "Termez rocket attack");
    let iskp = sketch.node("Group", "iskp", "ISKP");
    let taliban = sketch.node("Group", "taliban", "Taliban");
    let amaq = sketch.node("Outlet", "amaq", "Amaq");
    let article = sketch.node("Document", "article-1", "An article");
    let relationship = sketch.relate(attack, "perpetrated-by", iskp);
    sketch.claim(relationship, Stance::Asserts, amaq, article, None);
    sketch.claim(relationship, Stance::Denies, taliban, article, None);
    sketch.claim(relationship, Stance::Admits, taliban, article, Some("may"));
    let path = Path { nodes: vec![attack, iskp], relationships: vec![relationship] };
    let row =
        vec![Value::Node(attack), Value::Relationship(relationship), Value::Node(iskp), Value::Path(Arc::new(path))];
    sketch.rows(&["a", "r", "b", "p"], vec![row])
}
