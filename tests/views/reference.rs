//! What a view shows of a graph of claims, worked out slowly and from the definition alone, and the same
//! as a graph of facts without claims.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::world::{
    About, Claim, DOCUMENTS, NODES, PERIODS, Period, Relationship, SOURCES, STANCES, World, grade, is_document,
    label_text, name,
};

/// A view, as the map that says what it is made of.
#[derive(Clone, Debug, Default)]
pub struct Lens {
    pub according_to: Vec<usize>,
    pub reported_by: Vec<usize>,
    pub as_of: Option<Period>,
    pub known_on: Option<Period>,
    pub valid_at: Option<Period>,
    pub graded: Option<(char, u8)>,
    pub stance: Option<&'static str>,
    pub corroborated: usize,
    pub disputed: Option<bool>,
    pub everything: bool,
}

pub fn lens() -> impl Strategy<Value = Lens> {
    // what a query sees without USE
    prop_oneof![8 => parts(), 1 => Just(Lens::default())]
}

fn parts() -> impl Strategy<Value = Lens> {
    let rarely = |p| prop::option::weighted(p, select(PERIODS.to_vec()));
    let some =
        |p: f64, of: Vec<usize>| prop::option::weighted(p, subsequence(of, 1..3)).prop_map(Option::unwrap_or_default);
    let who = (some(0.35, (0..SOURCES).collect()), some(0.3, (0..SOURCES + DOCUMENTS).collect()));
    let how = (
        prop::option::weighted(0.2, grade()),
        prop::option::weighted(0.2, select(STANCES.to_vec())),
        prop_oneof![4 => Just(0usize), 1 => 1..4usize],
        prop::option::weighted(0.2, any::<bool>()),
        prop::bool::weighted(0.15),
    );
    (who, (rarely(0.3), rarely(0.15), rarely(0.25)), how).prop_map(
        |((according_to, reported_by), (as_of, known_on, valid_at), how)| {
            let (graded, stance, corroborated, disputed, everything) = how;
            Lens {
                according_to,
                reported_by,
                as_of,
                known_on,
                valid_at,
                graded,
                stance,
                corroborated,
                disputed,
                everything,
            }
        },
    )
}

impl Lens {
    /// As a map of the language.
    pub fn map(&self) -> String {
        let mut parts = Vec::new();
        for (key, nodes) in [("according_to", &self.according_to), ("reported_by", &self.reported_by)] {
            let names: Vec<String> = nodes.iter().map(|node| format!("'{}'", name(*node))).collect();
            if !names.is_empty() {
                parts.push(format!("{key}: [{}]", names.join(", ")));
            }
        }
        for (key, date) in [("as_of", self.as_of), ("known_on", self.known_on), ("valid_at", self.valid_at)] {
            parts.extend(date.map(|(date, ..)| format!("{key}: '{date}'")));
        }
        parts.extend(self.graded.map(|(letter, figure)| format!("graded: ['{letter}', {figure}]")));
        parts.extend(self.stance.map(|stance| format!("stance: '{stance}'")));
        if self.corroborated > 0 {
            parts.push(format!("corroborated: {}", self.corroborated));
        }
        parts.extend(self.disputed.map(|disputed| format!("disputed: {disputed}")));
        if self.everything {
            parts.push("everything: true".to_owned());
        }
        format!("{{{}}}", parts.join(", "))
    }

    fn shows_bare_facts(&self) -> bool {
        self.according_to.is_empty()
            && self.reported_by.is_empty()
            && self.graded.is_none()
            && self.stance.is_none()
            && self.corroborated == 0
            && self.disputed != Some(true)
    }

    fn selects(&self, world: &World, claim: &Claim) -> bool {
        let document = claim.document.map(|document| &world.nodes[document]);
        let (outlet, via) = (document.and_then(|document| document.outlet), via(world, claim));
        let carriers = [claim.document, outlet, via, Some(claim.claimer).filter(|_| via.is_none())];
        let published = document.and_then(|document| document.published);
        let said = claim.said.iter().chain(&published).map(|(_, _, last)| *last).min();
        (self.according_to.is_empty() || self.according_to.contains(&claim.claimer))
            && (self.reported_by.is_empty() || carriers.into_iter().flatten().any(|node| self.reported_by.contains(&node)))
            && self.as_of.is_none_or(|(_, _, day)| said.is_some_and(|said| said <= day))
            // what names no day was recorded today
            && self.known_on.is_none_or(|(_, _, day)| claim.recorded.is_some_and(|(_, _, recorded)| recorded <= day))
            && self.valid_at.is_none_or(|(_, first, last)| {
                claim.valid.is_none_or(|(_, from, to)| from <= last && first <= to)
            })
            && self.graded.is_none_or(|(letter, figure)| claim.grade.is_some_and(|(l, f)| l <= letter && f <= figure))
    }
}

/// A proposition: a relationship's number, a node's key with one value, or a node's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Proposition {
    Relationship(usize),
    Value(String, &'static str, String),
    Name(String),
}

/// A graph of facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plain {
    /// By name: labels, properties as literals.
    nodes: BTreeMap<String, (String, BTreeMap<&'static str, String>)>,
    /// From, text, to.
    relationships: Vec<(String, String, String)>,
}

impl Plain {
    /// The statement that makes it; none if it is empty.
    pub fn statement(&self) -> Option<String> {
        let mut text = String::from("CREATE ");
        for (name, (labels, properties)) in &self.nodes {
            let _ = write!(text, "({name}{labels} {{name: '{name}'");
            properties.iter().for_each(|(key, value)| text += &format!(", {key}: {value}"));
            text += "}), ";
        }
        for (from, relationship, to) in &self.relationships {
            let _ = write!(text, "({from}){relationship}({to}), ");
        }
        (!self.nodes.is_empty()).then(|| text.trim_end_matches(", ").to_owned())
    }
}

/// Through whom a claim came: who is named, else the document's outlet, if that is somebody else.
fn via(world: &World, claim: &Claim) -> Option<usize> {
    let outlet = claim.document.and_then(|document| world.nodes[document].outlet);
    claim.carrier.or(outlet).filter(|carrier| *carrier != claim.claimer)
}

fn is_against(claim: &Claim) -> bool {
    matches!(claim.stance, "denies" | "doubts")
}

fn is_assertion(claim: &Claim) -> bool {
    matches!(claim.stance, "asserts" | "admits")
}

/// Those claims about one proposition that their claimers have not taken back.
fn in_force<'c>(claims: &[&'c Claim]) -> Vec<&'c Claim> {
    let takes_back = |later: &Claim, claim: &Claim| {
        let turned = (is_assertion(claim) && is_against(later)) || (is_against(claim) && is_assertion(later));
        // dates that are written through a view are whole
        let (after, before) = match (later.said, claim.said) {
            (Some((_, _, later)), Some((_, _, said))) => (later > said, later < said),
            _ => (false, false),
        };
        later.claimer == claim.claimer && turned && (after || (later.stance == "admits" && !before))
    };
    claims.iter().copied().filter(|claim| !claims.iter().any(|other| takes_back(other, claim))).collect()
}

/// The graph of facts that a view shows.
pub fn visible(world: &World, lens: &Lens) -> Plain {
    Reference::new(world, lens).plain()
}

struct Reference<'w> {
    world: &'w World,
    lens: &'w Lens,
    /// All claims by proposition, each with its place in the order in which they came; those that are
    /// selected; in the order in which propositions first came.
    all: Vec<Proposition>,
    selected: Vec<(Proposition, Vec<(usize, &'w Claim)>)>,
    /// For each source, the least of those that speak with one voice.
    voice: [usize; SOURCES],
}

impl<'w> Reference<'w> {
    fn new(world: &'w World, lens: &'w Lens) -> Self {
        let mut it = Self { world, lens, all: Vec::new(), selected: Vec::new(), voice: [0; SOURCES] };
        for (at, (about, claim)) in world.claims.iter().enumerate() {
            for proposition in propositions(about) {
                if lens.selects(world, claim) {
                    match it.selected.iter_mut().find(|(other, _)| *other == proposition) {
                        Some((_, claims)) => claims.push((at, claim)),
                        None => it.selected.push((proposition.clone(), vec![(at, claim)])),
                    }
                }
                it.all.push(proposition);
            }
        }
        it.voice = it.voices();
        it
    }

    fn claims(&self, proposition: &Proposition) -> Vec<&'w Claim> {
        let found = self.selected.iter().find(|(other, _)| other == proposition);
        found.map_or(Vec::new(), |(_, claims)| claims.iter().map(|(_, claim)| *claim).collect())
    }

    /// Who owns whom, spread until nothing changes.
    fn voices(&self) -> [usize; SOURCES] {
        let claimed = self.world.claimed.iter().enumerate().filter(|(j, _)| {
            let claims = self.claims(&Proposition::Relationship(*j));
            in_force(&claims).iter().any(|claim| is_assertion(claim))
        });
        let claimed = claimed.filter_map(|(_, r)| r.as_ref());
        let owned = claimed.chain(self.world.facts.iter().flatten()).filter(|r| r.kind == "owned-by");
        joined(std::array::from_fn(|source| source), &owned.map(|r| (r.from, r.to)).collect::<Vec<_>>())
    }

    /// How many independent origins some of the claims about one proposition have.
    fn origins_of(&self, all: &[&Claim], some: &[&Claim]) -> usize {
        let (mut ends, mut circles) = (BTreeSet::new(), Vec::new());
        for against in [false, true] {
            let all: Vec<&&Claim> = all.iter().filter(|claim| is_against(claim) == against).collect();
            let is_root = |source: usize| all.iter().any(|it| it.claimer == source && via(self.world, it).is_none());
            let links = all.iter().filter_map(|claim| Some((via(self.world, claim)?, claim.claimer)));
            let links: Vec<(usize, usize)> = links.filter(|(from, _)| !is_root(*from)).collect();
            let mut leads: [[bool; SOURCES]; SOURCES] = std::array::from_fn(|i| std::array::from_fn(|j| i == j));
            for _ in 0..SOURCES {
                for (from, to) in &links {
                    for row in &mut leads {
                        row[*to] |= row[*from];
                    }
                }
            }
            let back = |a: usize, b: usize| leads[a][b] && leads[b][a];
            let is_end = |it: usize| (0..SOURCES).all(|other| !leads[it][other] || back(it, other));
            for claim in some.iter().filter(|claim| is_against(claim) == against) {
                for end in (0..SOURCES).filter(|it| leads[claim.claimer][*it] && is_end(*it)) {
                    ends.insert(end);
                    circles.extend((0..SOURCES).filter(|other| back(end, *other)).map(|other| (end, other)));
                }
            }
        }
        let one = joined(self.voice, &circles);
        ends.into_iter().map(|end| one[end]).collect::<BTreeSet<_>>().len()
    }

    /// Whether the view shows the proposition; `contested` is about the whole relationship or property.
    fn shows(&self, proposition: &Proposition) -> bool {
        let claims = self.claims(proposition);
        let backing: Vec<&Claim> = match self.lens.stance {
            Some(stance) => claims.iter().copied().filter(|claim| claim.stance == stance).collect(),
            None if self.lens.everything => claims.clone(),
            None => in_force(&claims).into_iter().filter(|claim| is_assertion(claim)).collect(),
        };
        !backing.is_empty()
            && self.origins_of(&claims, &backing) >= self.lens.corroborated
            && self.lens.disputed.is_none_or(|disputed| disputed == self.contested(proposition))
    }

    fn contested(&self, proposition: &Proposition) -> bool {
        let same = |other: &Proposition| match (proposition, other) {
            (Proposition::Value(n, k, _), Proposition::Value(m, l, _)) => n == m && k == l,
            (one, other) => one == other,
        };
        let of: Vec<_> = self.selected.iter().filter(|(other, _)| same(other)).collect();
        let asserted = |claims: &[(usize, &Claim)]| claims.iter().any(|(_, claim)| is_assertion(claim));
        let denied = |claims: &[(usize, &Claim)]| claims.iter().any(|(_, claim)| claim.stance == "denies");
        let many = matches!(proposition, Proposition::Value(_, "l", _));
        of.iter().any(|(_, claims)| asserted(claims) && denied(claims))
            || (!many && of.iter().filter(|(_, claims)| asserted(claims)).count() > 1)
    }

    /// The value that is shown of a property that is claimed, as a literal.
    fn value(&self, node: &str, key: &'static str) -> Option<String> {
        let of = self.selected.iter().filter_map(|(proposition, claims)| match proposition {
            Proposition::Value(n, k, value) if n == node && *k == key => Some((proposition, value, claims)),
            _ => None,
        });
        let mut shown: Vec<_> = of.filter(|(proposition, ..)| self.shows(proposition)).collect();
        if shown.is_empty() {
            return None;
        }
        if key == "l" {
            let values: Vec<&str> = shown.iter().map(|(_, value, _)| value.as_str()).collect();
            return Some(format!("[{}]", values.join(", ")));
        }
        shown.sort_by_key(|(_, _, claims)| {
            let claims: Vec<&Claim> = claims.iter().map(|(_, claim)| *claim).collect();
            let asserting: Vec<&Claim> = in_force(&claims).into_iter().filter(|claim| is_assertion(claim)).collect();
            let said = asserting.iter().filter_map(|claim| claim.said).map(|(_, _, last)| last).min();
            (std::cmp::Reverse(self.origins_of(&claims, &asserting)), said.is_none(), said)
        });
        shown.first().map(|(_, value, _)| (*value).clone())
    }

    fn plain(&self) -> Plain {
        let (world, bare) = (self.world, self.lens.shows_bare_facts());
        let mut plain = Plain::default();
        let mut touched = BTreeSet::new();
        let mut add = |r: &Relationship, j: usize| {
            touched.extend([name(r.from), name(r.to)]);
            plain.relationships.push((name(r.from), r.text(j), name(r.to)));
        };
        for (j, r) in world.claimed.iter().enumerate().filter_map(|(j, r)| Some((j, r.as_ref()?))) {
            if self.shows(&Proposition::Relationship(j)) {
                add(r, j);
            }
        }
        if bare {
            let facts = world.facts.iter().enumerate().filter_map(|(i, r)| Some((100 + i, r.clone()?)));
            let published = world.nodes.iter().enumerate().filter_map(|(i, node)| {
                Some((200 + i, Relationship { from: i, to: node.outlet?, kind: "published-by", w: None }))
            });
            facts.chain(published).for_each(|(j, r)| add(&r, j));
        }
        let old = (0..NODES).map(|at| (name(at), Some(at), world.nodes[at].labels));
        let new = world.claims.iter().filter_map(|(about, _)| match about {
            About::New(number, labels, _) => Some((format!("m{number}"), None, *labels)),
            _ => None,
        });
        for (name, at, labels) in old.chain(new) {
            let mut properties = BTreeMap::new();
            for key in ["k", "t", "c", "l"] {
                properties.extend(self.value(&name, key).map(|value| (key, value)));
            }
            let named = self.shows(&Proposition::Name(name.clone()));
            let spoken_of = self.all.iter().any(|proposition| self.speaks_of(proposition, &name));
            let selected = self.selected.iter().any(|(proposition, _)| self.speaks_of(proposition, &name));
            let shown =
                touched.contains(&name) || !properties.is_empty() || named || (bare && (!spoken_of || selected));
            if !shown {
                continue;
            }
            let mut labels = label_text(labels).to_owned();
            if let Some(at) = at {
                labels += if is_document(at) { ":Document" } else { "" };
                let node = &world.nodes[at];
                if bare {
                    properties.extend(node.k.map(|k| ("k", k.to_owned())));
                    properties.extend(node.t.map(|t| ("t", t.to_owned())));
                    let published = node.published.map(|(date, ..)| format!("partial_date('{date}')"));
                    properties.extend(published.map(|date| ("published", date)));
                }
            }
            plain.nodes.insert(name, (labels, properties));
        }
        plain
    }

    fn speaks_of(&self, proposition: &Proposition, node: &str) -> bool {
        match proposition {
            Proposition::Relationship(j) => {
                self.world.claimed[*j].as_ref().is_some_and(|r| name(r.from) == node || name(r.to) == node)
            }
            Proposition::Value(of, ..) | Proposition::Name(of) => of == node,
        }
    }
}

/// Of sources that are linked, all get the least number that one of them has.
fn joined(mut of: [usize; SOURCES], links: &[(usize, usize)]) -> [usize; SOURCES] {
    for _ in 0..SOURCES {
        for (one, two) in links {
            let (one, two) = (of[*one], of[*two]);
            of.iter_mut().filter(|it| **it == one || **it == two).for_each(|it| *it = one.min(two));
        }
    }
    of
}

/// What one act of writing claims.
fn propositions(about: &About) -> Vec<Proposition> {
    match about {
        About::Relationship(j) => vec![Proposition::Relationship(*j)],
        About::Value(node, key, value) => {
            let values = value.trim_matches(['[', ']']).split(", ");
            values.map(|value| Proposition::Value(name(*node), key, value.to_owned())).collect()
        }
        About::New(number, _, value) => {
            let name = format!("m{number}");
            let value = value.map(|value| Proposition::Value(name.clone(), "c", value.to_owned()));
            std::iter::once(Proposition::Name(name.clone())).chain(value).collect()
        }
    }
}
