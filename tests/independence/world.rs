//! Random worlds of sources who cite, own and copy each other, and the graphs that tell of them.

use claimgraph::internals::{Claim, EntityId, Store, Subject};
use claimgraph::{Graph, NodeId, PartialDate, RelationshipId, Result, Stance};
use proptest::prelude::*;

/// Everything in one world; sources, documents and propositions by number.
#[derive(Clone, Debug)]
pub struct World {
    /// How many sources there are.
    pub sources: usize,
    pub documents: Vec<Document>,
    /// Which source is owned by which.
    pub owners: Vec<Tie>,
    /// Which document was published by which source.
    pub outlets: Vec<Tie>,
    /// Which document has the text of which, and whether as a translation.
    pub copies: Vec<(Tie, bool)>,
    pub claims: Vec<Said>,
}

#[derive(Clone, Debug)]
pub struct Document {
    pub hash: Option<u8>,
    /// The day of May 2022.
    pub published: Option<u8>,
}

/// A relationship between two things, and what is said of it: stance, source, day of May 2022.
#[derive(Clone, Debug)]
pub struct Tie {
    pub from: usize,
    pub to: usize,
    pub said: Vec<(Stance, usize, Option<u8>)>,
}

/// A claim about one of the propositions.
#[derive(Clone, Debug)]
pub struct Said {
    pub about: About,
    pub stance: Stance,
    pub claimer: usize,
    pub via: Vec<usize>,
    pub document: Option<usize>,
    /// The day of May 2022.
    pub day: Option<u8>,
}

/// What a claim is about: one of a few relationships, or one of a few values of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Relationship(usize),
    Value(i64),
}

pub const RELATIONSHIPS: usize = 2;

fn stance() -> impl Strategy<Value = Stance> {
    prop_oneof![
        6 => Just(Stance::Asserts),
        2 => Just(Stance::Denies),
        1 => Just(Stance::Admits),
        1 => Just(Stance::Doubts),
        1 => Just(Stance::Speculates),
        1 => Just(Stance::Reports),
    ]
}

fn day() -> impl Strategy<Value = Option<u8>> {
    prop::option::of(1u8..6)
}

fn tie(from: usize, to: usize, sources: usize) -> impl Strategy<Value = Tie> {
    let said = prop::collection::vec((stance(), 0..sources, day()), 0..3);
    (0..from.max(1), 0..to, said).prop_map(|(from, to, said)| Tie { from, to, said })
}

fn said(sources: usize, documents: usize) -> impl Strategy<Value = Said> {
    let about = prop_oneof![
        2 => (0..RELATIONSHIPS).prop_map(About::Relationship),
        1 => (0i64..2).prop_map(About::Value),
    ];
    let via = prop_oneof![
        2 => Just(vec![]),
        2 => prop::collection::vec(0..sources, 1..3),
        1 => prop::collection::vec(0..sources, 3..7),
    ];
    let document = prop::option::weighted(0.8, 0..documents.max(1)).prop_map(move |d| d.filter(|d| *d < documents));
    (about, stance(), 0..sources, via, document, day()).prop_map(|(about, stance, claimer, via, document, day)| Said {
        about,
        stance,
        claimer,
        via,
        document,
        day,
    })
}

/// Worlds small enough that everything meets.
pub fn world() -> impl Strategy<Value = World> {
    (2usize..9, 0usize..6).prop_flat_map(|(sources, count)| {
        let document = (prop::option::weighted(0.3, 0u8..2), day());
        let document = document.prop_map(|(hash, published)| Document { hash, published });
        let ties = |from, to, most: usize| prop::collection::vec(tie(from, to, sources), 0..most);
        let between_documents = if count == 0 { 1 } else { 5 };
        (
            prop::collection::vec(document, count),
            ties(sources, sources, 4),
            ties(count, sources, if count == 0 { 1 } else { 6 }),
            prop::collection::vec((tie(count, count.max(1), sources), any::<bool>()), 0..between_documents),
            prop::collection::vec(said(sources, count), 0..14),
        )
            .prop_map(move |(documents, owners, outlets, copies, claims)| World {
                sources,
                documents,
                owners,
                outlets,
                copies,
                claims,
            })
    })
}

/// The world as a graph: sources are called `s0`, `s1`, ...; the propositions are relationships `says`
/// with a `number`, and the property `killed` of the only event. A claim's paraphrase is its number.
pub fn graph(world: &World) -> Graph {
    let graph = Graph::new();
    graph.edit(|store| build(world, store)).unwrap_or_else(|error| panic!("{error}"));
    graph
}

fn build(world: &World, store: &mut Store) -> Result<()> {
    let sources = (0..world.sources).map(|i| named(store, "Source", &format!("s{i}"))).collect::<Result<Vec<_>>>()?;
    let documents =
        (0..world.documents.len()).map(|i| named(store, "Document", &format!("d{i}"))).collect::<Result<Vec<_>>>()?;
    for (node, document) in documents.iter().zip(&world.documents) {
        if let Some(hash) = document.hash {
            store.set_property(EntityId::Node(*node), "sha256", format!("hash {hash}").into())?;
        }
        store.set_property(EntityId::Node(*node), "published", date(document.published).into())?;
    }
    let event = named(store, "Event", "event")?;
    let mut ties = Ties { store, sources: &sources };
    for tie in &world.owners {
        ties.add(sources[tie.from], "owned-by", sources[tie.to], tie)?;
    }
    for tie in &world.outlets {
        ties.add(documents[tie.from], "published-by", sources[tie.to], tie)?;
    }
    for (tie, is_translation) in &world.copies {
        let kind = if *is_translation { "translation-of" } else { "copy-of" };
        ties.add(documents[tie.from], kind, documents[tie.to], tie)?;
    }
    let mut relationships = Vec::new();
    for number in 0..RELATIONSHIPS {
        let relationship = store.create_relationship(event, "says", sources[number % sources.len()])?;
        store.set_property(EntityId::Relationship(relationship), "number", Into::into(number))?;
        relationships.push(relationship);
    }
    let killed = store.intern_key("killed");
    for (number, said) in world.claims.iter().enumerate() {
        let (subject, value) = match said.about {
            About::Relationship(number) => (Subject::Relationship(relationships[number]), None),
            About::Value(value) => (Subject::Property(event, killed), Some(value.into())),
        };
        store.add_claim(Claim {
            value,
            via: said.via.iter().map(|source| sources[*source]).collect(),
            document: said.document.map(|document| documents[document]),
            paraphrase: number.to_string().into(),
            ..claim(subject, said.stance, sources[said.claimer], said.day)
        })?;
    }
    Ok(())
}

fn named(store: &mut Store, label: &str, name: &str) -> Result<NodeId> {
    let node = store.create_node([label])?;
    store.set_property(EntityId::Node(node), "name", name.into())?;
    Ok(node)
}

struct Ties<'a> {
    store: &'a mut Store,
    sources: &'a [NodeId],
}

impl Ties<'_> {
    fn add(&mut self, from: NodeId, kind: &str, to: NodeId, tie: &Tie) -> Result<()> {
        let relationship: RelationshipId = self.store.create_relationship(from, kind, to)?;
        for (stance, source, day) in &tie.said {
            let subject = Subject::Relationship(relationship);
            self.store.add_claim(claim(subject, *stance, self.sources[*source], *day))?;
        }
        Ok(())
    }
}

fn claim(subject: Subject, stance: Stance, claimer: NodeId, day: Option<u8>) -> Claim {
    Claim {
        subject,
        value: None,
        stance,
        claimer,
        via: vec![],
        said: date(day),
        valid: None,
        recorded: None,
        modality: None,
        grade: None,
        document: None,
        paragraph: 1,
        paraphrase: "tie".into(),
    }
}

fn date(day: Option<u8>) -> Option<PartialDate> {
    day.and_then(|day| PartialDate::parse(&format!("2022-05-{day:02}")))
}

/// Many propositions with a few claims each; one in twenty claims comes over a chain of carriers.
pub fn large(graph: &Graph, propositions: usize, claims: usize) {
    let build = |store: &mut Store| {
        let sources = (0..1000).map(|i| named(store, "Source", &format!("s{i}"))).collect::<Result<Vec<_>>>()?;
        let documents = (0..5000).map(|i| named(store, "Document", &format!("d{i}"))).collect::<Result<Vec<_>>>()?;
        for (i, document) in documents.iter().enumerate() {
            store.create_relationship(*document, "published-by", sources[i % 1000])?;
            store.set_property(EntityId::Node(*document), "sha256", format!("{}", i % 4990).into())?;
            if i % 50 == 0 {
                store.create_relationship(*document, "translation-of", documents[i * 7 % 5000])?;
            }
        }
        for i in 0..100 {
            store.create_relationship(sources[i], "owned-by", sources[i / 10])?;
        }
        let mut relationships = Vec::new();
        for i in 0..propositions {
            relationships.push(store.create_relationship(sources[i % 1000], "says", sources[i % 999])?);
        }
        for i in 0..claims {
            let scattered = i.wrapping_mul(2_654_435_761) >> 7;
            let source = |step: usize| sources[(scattered + 7 * step) % 1000];
            let via = if i % 20 == 0 {
                (1..4).map(source).collect()
            } else if i % 2 == 0 {
                vec![source(9)]
            } else {
                vec![]
            };
            let subject = Subject::Relationship(relationships[i % propositions]);
            let document = Some(documents[scattered % 5000]);
            store.add_claim(Claim { via, document, ..claim(subject, Stance::Asserts, source(0), None) })?;
        }
        store.settle();
        Ok(())
    };
    graph.edit(build).unwrap_or_else(|error| panic!("{error}"));
}
