//! A random small graph of claims as plain data, and the statements that make it.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;

/// A date as a query writes it, with the first and the last day that it can mean as `yyyymmdd`.
pub type Period = (&'static str, u32, u32);

pub const PERIODS: [Period; 9] = [
    ("2021", 2021_01_01, 2021_12_31),
    ("2022-02-28", 2022_02_28, 2022_02_28),
    ("2022-02", 2022_02_01, 2022_02_28),
    ("2022-03-01", 2022_03_01, 2022_03_01),
    ("2022-03-15", 2022_03_15, 2022_03_15),
    ("2022-03", 2022_03_01, 2022_03_31),
    ("2022-04-01", 2022_04_01, 2022_04_01),
    ("2022", 2022_01_01, 2022_12_31),
    ("2023-01", 2023_01_01, 2023_01_31),
];

pub const SOURCES: usize = 4;
pub const DOCUMENTS: usize = 2;
pub const THINGS: usize = 5;
/// So many nodes are there before anything is claimed: sources, documents, things.
pub const NODES: usize = SOURCES + DOCUMENTS + THINGS;

pub const TYPES: [&str; 4] = ["T", "U", "with-hyphen", "owned-by"];
pub const STANCES: [&str; 6] = ["asserts", "denies", "admits", "doubts", "speculates", "reports"];

/// What a node is called.
pub fn name(node: usize) -> String {
    match node {
        n if n < SOURCES => format!("s{n}"),
        n if n < SOURCES + DOCUMENTS => format!("d{}", n - SOURCES),
        n => format!("n{}", n - SOURCES - DOCUMENTS),
    }
}

pub fn is_document(node: usize) -> bool {
    (SOURCES..SOURCES + DOCUMENTS).contains(&node)
}

#[derive(Clone, Debug)]
pub struct Node {
    /// Bits: A, B.
    pub labels: u8,
    /// Facts without a claim, as literals.
    pub k: Option<&'static str>,
    pub t: Option<&'static str>,
    /// Of a document: when it was published; without a year it says nothing.
    pub published: Option<Period>,
    /// Of a document: its outlet.
    pub outlet: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Relationship {
    pub from: usize,
    pub to: usize,
    pub kind: &'static str,
    pub w: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct Claim {
    pub claimer: usize,
    pub stance: &'static str,
    pub said: Option<Period>,
    pub valid: Option<Period>,
    pub recorded: Option<Period>,
    pub grade: Option<(char, u8)>,
    pub carrier: Option<usize>,
    pub document: Option<usize>,
}

/// What one claim is written for.
#[derive(Clone, Debug)]
pub enum About {
    /// A relationship, by its number among those that are claimed.
    Relationship(usize),
    /// A node's property.
    Value(usize, &'static str, &'static str),
    /// A new node, by its number among those, with a name and perhaps a value of `c`.
    New(usize, u8, Option<&'static str>),
}

/// A change after the graph has been looked at.
#[derive(Clone, Debug)]
pub enum Change {
    Claim(About, Claim),
    /// One more fact without a claim.
    Fact(Relationship),
    /// The fact of this number goes.
    DropFact(usize),
    /// What is claimed under this number goes, and its claims.
    DropClaimed(usize),
}

#[derive(Clone, Debug)]
pub struct World {
    pub nodes: Vec<Node>,
    pub facts: Vec<Option<Relationship>>,
    /// What relationships claims speak of; there once somebody claims them.
    pub claimed: Vec<Option<Relationship>>,
    pub claims: Vec<(About, Claim)>,
    pub later: Vec<Change>,
}

const VALUES: [&str; 3] = ["1", "2", "3"];
const TEXTS: [&str; 3] = ["'a'", "'ab'", "'b'"];

fn period() -> impl Strategy<Value = Period> {
    select(PERIODS.to_vec())
}

fn sometimes<S: Strategy>(strategy: S) -> impl Strategy<Value = Option<S::Value>>
where
    S::Value: Clone,
{
    prop::option::weighted(0.4, strategy)
}

fn node(at: usize) -> impl Strategy<Value = Node> {
    let bare = (sometimes(select(VALUES.to_vec())), sometimes(select(TEXTS.to_vec())));
    (0u8..4, bare, prop::option::of(period()), prop::option::of(0..SOURCES)).prop_map(
        move |(labels, (k, t), published, outlet)| Node {
            labels,
            k,
            t,
            published: published.filter(|_| is_document(at)),
            outlet: outlet.filter(|_| is_document(at)),
        },
    )
}

fn relationship() -> impl Strategy<Value = Relationship> {
    let any = (0..NODES, 0..NODES, select(TYPES[..3].to_vec()), sometimes(0..3i64));
    let owned = (0..SOURCES, 0..SOURCES).prop_map(|(from, to)| (from, to, TYPES[3], None));
    prop_oneof![4 => any, 1 => owned].prop_map(|(from, to, kind, w)| Relationship { from, to, kind, w })
}

pub fn grade() -> impl Strategy<Value = (char, u8)> {
    (select(vec!['A', 'B', 'C']), 1u8..4)
}

fn claim() -> impl Strategy<Value = Claim> {
    let stance = prop_oneof![3 => Just("asserts"), 2 => Just("denies"), 3 => select(STANCES.to_vec())];
    let when = (prop::option::of(period()), sometimes(period()), sometimes(period()));
    let through = (sometimes(0..SOURCES), sometimes(SOURCES..SOURCES + DOCUMENTS));
    (0..SOURCES, stance, when, sometimes(grade()), through).prop_map(
        |(claimer, stance, (said, valid, recorded), grade, (carrier, document))| Claim {
            claimer,
            stance,
            said,
            valid,
            recorded,
            grade,
            // who carries what he says himself is the same voice
            carrier: carrier.filter(|carrier| *carrier != claimer),
            document,
        },
    )
}

fn about(relationships: usize) -> impl Strategy<Value = About> {
    prop_oneof![
        6 => (0..relationships).prop_map(About::Relationship),
        3 => (0..NODES, select(vec!["c", "k"]), select(VALUES.to_vec())).prop_map(|(n, key, value)| About::Value(n, key, value)),
        1 => (0..NODES, select(TEXTS.to_vec())).prop_map(|(n, value)| About::Value(n, "t", value)),
        1 => (0..NODES, select(vec!["[1]", "[1, 2]", "[2, 3]"])).prop_map(|(n, value)| About::Value(n, "l", value)),
        1 => (0u8..4, prop::option::of(select(VALUES.to_vec()))).prop_map(|(labels, value)| About::New(0, labels, value)),
    ]
}

pub fn world() -> impl Strategy<Value = World> {
    let nodes: Vec<_> = (0..NODES).map(node).collect();
    let facts = prop::collection::vec(relationship(), 0..6);
    let claimed = prop::collection::vec(relationship(), 1..7);
    (nodes, facts, claimed).prop_flat_map(|(nodes, facts, claimed)| {
        let count = claimed.len();
        let change = prop_oneof![
            4 => (about(count), claim()).prop_map(|(about, claim)| Change::Claim(about, claim)),
            1 => relationship().prop_map(Change::Fact),
            1 => (0..6usize).prop_map(Change::DropFact),
            1 => (0..count).prop_map(Change::DropClaimed),
        ];
        let claims = prop::collection::vec((about(count), claim()), 0..16);
        let later = prop::collection::vec(change, 1..4);
        (Just(nodes), Just(facts), Just(claimed), claims, later).prop_map(|(nodes, facts, claimed, claims, later)| {
            let mut world = World {
                nodes,
                facts: facts.into_iter().map(Some).collect(),
                claimed: claimed.into_iter().map(Some).collect(),
                claims: Vec::new(),
                later,
            };
            for (about, claim) in claims {
                world.claim(about, claim);
            }
            world
        })
    })
}

/// The statement that gives both graphs the same order of labels, types and keys.
pub const FIRST: &str = "CREATE (a:A:B:Source:Document {name: 'x', k: 1, t: 'x', c: 1, l: [1], published: 1, aliases: 'x'}) \
     CREATE (a)-[:T {j: 1, w: 1}]->(a)-[:U]->(a)-[:with-hyphen]->(a)-[:owned-by]->(a)-[:published-by]->(a) DETACH DELETE a";

impl World {
    /// Adds a claim, if it can be written; gives the statement that does it.
    pub fn claim(&mut self, mut about: About, mut claim: Claim) -> Option<String> {
        let view = |claim: &Claim| format!("USE view({})", claim.view());
        let made = self.claims.iter().filter(|(about, _)| matches!(about, About::New(..))).count();
        let text = match &mut about {
            About::Relationship(j) => {
                let r = self.claimed[*j].as_ref()?;
                let (from, to) = (name(r.from), name(r.to));
                format!(
                    "MATCH (a {{name: '{from}'}}), (b {{name: '{to}'}}) CALL (a, b) {{ {} CREATE (a){}(b) }}",
                    view(&claim),
                    r.text(*j)
                )
            }
            About::Value(node, key, value) => {
                let it = &self.nodes[*node];
                // a value without a source is not hidden by one that has a source
                if (*key == "k" && it.k.is_some()) || (*key == "t" && it.t.is_some()) {
                    return None;
                }
                // who denies all values of a list leaves none, and none is no list
                if *key == "l" {
                    claim.stance = "asserts";
                }
                let node = name(*node);
                format!("MATCH (n {{name: '{node}'}}) CALL (n) {{ {} SET n.{key} = {value} }}", view(&claim))
            }
            About::New(number, labels, value) => {
                let value = value.map_or(String::new(), |value| format!(", c: {value}"));
                *number = made;
                format!("{} CREATE ({} {{name: 'm{made}'{value}}})", view(&claim), label_text(*labels))
            }
        };
        self.claims.push((about, claim));
        Some(text)
    }

    /// The statements that make it.
    pub fn statements(&self) -> Vec<String> {
        let mut text = String::from("CREATE ");
        for (i, node) in self.nodes.iter().enumerate() {
            let document = if is_document(i) { ":Document" } else { "" };
            let _ = write!(text, "(x{i}{}{document} {{name: '{}'", label_text(node.labels), name(i));
            let facts = [("k", node.k), ("t", node.t)];
            for (key, value) in facts.into_iter().filter_map(|(key, value)| Some((key, value?))) {
                let _ = write!(text, ", {key}: {value}");
            }
            text += &node.published.map_or(String::new(), |(date, ..)| format!(", published: partial_date('{date}')"));
            text += "}), ";
        }
        for (i, node) in self.nodes.iter().enumerate() {
            text += &node
                .outlet
                .map_or(String::new(), |to| format!("(x{i})-[:published-by {{j: {}}}]->(x{to}), ", 200 + i));
        }
        for (i, r) in self.facts.iter().enumerate() {
            let text_of = |r: &Relationship| format!("(x{}){}(x{}), ", r.from, r.text(100 + i), r.to);
            text += &r.as_ref().map_or(String::new(), text_of);
        }
        let mut statements = vec![text.trim_end_matches(", ").to_owned()];
        let mut written = Self { claims: Vec::new(), ..self.clone() };
        statements.extend(self.claims.iter().filter_map(|(about, claim)| written.claim(about.clone(), claim.clone())));
        statements
    }

    /// Makes a later change; gives its statement.
    pub fn change(&mut self, change: Change) -> Option<String> {
        match change {
            Change::Claim(about, claim) => self.claim(about, claim),
            Change::Fact(r) => {
                let (from, to, j) = (name(r.from), name(r.to), 100 + self.facts.len());
                let text = format!("MATCH (a {{name: '{from}'}}), (b {{name: '{to}'}}) CREATE (a){}(b)", r.text(j));
                self.facts.push(Some(r));
                Some(text)
            }
            Change::DropFact(at) => {
                self.facts.get_mut(at)?.take()?;
                Some(format!("MATCH ()-[r {{j: {}}}]->() DELETE r", 100 + at))
            }
            Change::DropClaimed(at) => {
                self.claimed.get_mut(at)?.take()?;
                self.claims.retain(|(about, _)| !matches!(about, About::Relationship(j) if *j == at));
                // what is only denied is not seen without this
                Some(format!("USE everything() MATCH ()-[r {{j: {at}}}]->() DELETE r"))
            }
        }
    }
}

impl Relationship {
    pub fn text(&self, j: usize) -> String {
        let w = self.w.map_or(String::new(), |w| format!(", w: {w}"));
        format!("-[:{} {{j: {j}{w}}}]->", self.kind)
    }
}

impl Claim {
    /// The view through which it is written.
    pub fn view(&self) -> String {
        let mut parts = vec![format!("according_to: '{}', stance: '{}'", name(self.claimer), self.stance)];
        let carried: Vec<String> =
            self.document.into_iter().chain(self.carrier).map(|node| format!("'{}'", name(node))).collect();
        if !carried.is_empty() {
            parts.push(format!("reported_by: [{}]", carried.join(", ")));
        }
        for (key, date) in [("as_of", self.said), ("valid_at", self.valid), ("known_on", self.recorded)] {
            parts.extend(date.map(|(date, ..)| format!("{key}: '{date}'")));
        }
        parts.extend(self.grade.map(|(letter, figure)| format!("graded: ['{letter}', {figure}]")));
        format!("{{{}}}", parts.join(", "))
    }
}

pub fn label_text(labels: u8) -> &'static str {
    ["", ":A", ":B", ":A:B"][usize::from(labels)]
}
