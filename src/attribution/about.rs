//! All that is said of a node, or by one: in the order in which it was said, and counted.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::selected::same_proposition;
use super::{SelectedClaims, holds_many, node_name};
use crate::claims::{Claim, Stance, Subject};
use crate::error::Result;
use crate::graph::Store;
use crate::temporal::PartialDate;
use crate::value::{NodeId, Value, equals};

/// The property of a document that says when it was published.
pub const PUBLISHED: &str = "published";

/// A claim, and how its claimer stood to the same before, where that was otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The claimer's stance until then.
    pub before: Option<Stance>,
}

/// How often somebody takes a stance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// In how many claims.
    pub claims: usize,
    /// In how many documents.
    pub documents: HashSet<NodeId>,
    /// When first, by when it is on record: by when it was said, or else by when its document was published.
    pub first: Option<PartialDate>,
    /// When last.
    pub last: Option<PartialDate>,
}

/// Something that is contested.
#[derive(Clone, Debug)]
pub struct Contest<'a> {
    /// What it is.
    pub subject: Subject,
    /// The claims that it is so; of a property, that it has one of the values.
    pub asserting: Vec<&'a Claim>,
    /// The claims that it is not.
    pub denying: Vec<&'a Claim>,
    /// Since when, as far as dates tell.
    pub since: Option<PartialDate>,
}

/// Everything about a node that is claimed: its relationships, its properties, its names.
pub fn subjects_of(store: &Store, node: NodeId) -> Vec<Subject> {
    let out = store.outgoing(node, None);
    // a loop is one relationship
    let into = store.incoming(node, None).filter(|neighbour| neighbour.node != node);
    let relationships = out.chain(into).map(|neighbour| Subject::Relationship(neighbour.relationship));
    let properties = store.keys().iter().map(|(key, _)| Subject::Property(node, key));
    let names = store.claims().aliases_of(node).map(|(id, _)| Subject::Alias(id));
    let is_claimed = |subject: &Subject| !store.claims().ids_about(*subject).is_empty();
    relationships.chain(properties).chain(names).filter(is_claimed).collect()
}

/// A proposition in words: `Termez rocket attack fired-at Uzbekistan`.
pub fn statement(store: &Store, subject: Subject, value: Option<&Value>) -> String {
    match subject {
        Subject::Relationship(id) => {
            let [start, end] = match store.endpoints(id) {
                Some((start, end)) => [node_name(store, start), node_name(store, end)],
                None => ["?".into(), "?".into()],
            };
            let name = store.type_name(id).map_or("?", AsRef::as_ref);
            format!("{start} {name} {end}")
        }
        Subject::Property(node, key) => {
            let key = store.keys().name(key).map_or("?", AsRef::as_ref);
            match value {
                Some(value) => format!("{key} of {}: {}", node_name(store, node), in_text(value)),
                None => format!("{key} of {}", node_name(store, node)),
            }
        }
        Subject::Alias(id) => match store.claims().alias(id) {
            Some(alias) => format!("{} is called {}", node_name(store, alias.node), alias.name),
            None => format!("name #{}", id.0),
        },
    }
}

/// A value within a sentence: text without quotes.
pub fn in_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// The selected claims about a node in the order in which they were said; those without a year and then those
/// without a date come last, in the order in which their documents were published. Changes of stance are marked
/// where the dates tell, or where it is an admission.
pub fn timeline<'a>(claims: SelectedClaims<'a>, node: NodeId, tick: &dyn Fn() -> Result<()>) -> Result<Vec<Told<'a>>> {
    let mut told: Vec<(&Claim, Option<PartialDate>)> = Vec::new();
    for subject in subjects_of(claims.store, node) {
        tick()?;
        told.extend(claims.about(subject).map(|claim| (claim, published(claims.store, claim))));
    }
    let by_date = |a: Option<PartialDate>, b: Option<PartialDate>| match (a, b) {
        (Some(a), Some(b)) => a.order(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    };
    // of two whose order nothing tells, an admission comes after what it takes back
    let takes_back = |claim: &Claim| claim.stance == Stance::Admits;
    told.sort_by(|(a, a_published), (b, b_published)| {
        let order = by_date(a.said, b.said).then_with(|| by_date(*a_published, *b_published));
        order.then_with(|| takes_back(a).cmp(&takes_back(b)))
    });
    let mut latest: HashMap<(Subject, NodeId), Vec<&Claim>> = HashMap::new();
    let mut timeline = Vec::new();
    for (claim, _) in told {
        tick()?;
        let own = latest.entry((claim.subject, claim.claimer)).or_default();
        let before = if let Some(last) = own.iter_mut().find(|other| same_proposition(claim, other)) {
            let other = std::mem::replace(last, claim);
            Some(other.stance).filter(|stance| *stance != claim.stance && comes_after(claim, other))
        } else {
            own.push(claim);
            None
        };
        timeline.push(Told { claim, before });
    }
    Ok(timeline)
}

/// When the document of a claim was published.
fn published(store: &Store, claim: &Claim) -> Option<PartialDate> {
    match store.node_property(claim.document?, PUBLISHED) {
        Some(Value::PartialDate(date)) => Some(date),
        Some(Value::Date(date)) => Some(date.into()),
        _ => None,
    }
}

/// The date from which a claim is on record: when it was said, or where that is not known or has no year, when its
/// document was published.
fn on_record(store: &Store, claim: &Claim) -> Option<PartialDate> {
    let has_year = |date: &PartialDate| date.year().is_some();
    claim.said.filter(has_year).or_else(|| published(store, claim)).filter(has_year)
}

fn comes_after(claim: &Claim, other: &Claim) -> bool {
    match claim.said.zip(other.said).and_then(|(claim, other)| claim.compare(other)) {
        Some(order) => order.is_gt(),
        None => claim.stance == Stance::Admits && other.stance == Stance::Denies,
    }
}

/// How often each claimer takes each stance in these claims, the claimers in the order of their numbers.
pub fn tally<'a>(
    store: &Store,
    claims: impl IntoIterator<Item = &'a Claim>,
    tick: &dyn Fn() -> Result<()>,
) -> Result<BTreeMap<(NodeId, Stance), Tally>> {
    let mut tallies: BTreeMap<(NodeId, Stance), Tally> = BTreeMap::new();
    for claim in claims {
        tick()?;
        let tally = tallies.entry((claim.claimer, claim.stance)).or_default();
        tally.claims += 1;
        tally.documents.extend(claim.document);
        if let Some(said) = on_record(store, claim) {
            tally.first = Some(tally.first.map_or(said, |first| if said.order(first).is_lt() { said } else { first }));
            tally.last = Some(tally.last.map_or(said, |last| if said.order(last).is_gt() { said } else { last }));
        }
    }
    Ok(tallies)
}

/// What the selected claims contest, of these subjects.
pub fn contests<'a>(
    claims: SelectedClaims<'a>,
    subjects: impl IntoIterator<Item = Subject>,
    tick: &dyn Fn() -> Result<()>,
) -> Result<Vec<Contest<'a>>> {
    let mut contests = Vec::new();
    for subject in subjects {
        tick()?;
        if super::contested(claims, subject) {
            let of = |wanted: fn(Stance) -> bool| claims.about(subject).filter(move |claim| wanted(claim.stance));
            contests.push(Contest {
                subject,
                asserting: of(Stance::is_assertion).collect(),
                denying: of(|stance| stance == Stance::Denies).collect(),
                since: contested_since(claims, subject),
            });
        }
    }
    Ok(contests)
}

/// Since when it is contested: since the later of the first two claims that cannot both hold is on record, by when
/// it was said, or where that is not known, by when its document was published. `None` if it is not contested, or
/// dates do not tell.
pub fn contested_since(claims: SelectedClaims<'_>, subject: Subject) -> Option<PartialDate> {
    let is_single = matches!(subject, Subject::Property(node, key) if !holds_many(claims, node, key));
    let mut dated: Vec<(PartialDate, &Claim)> =
        claims.about(subject).filter_map(|claim| Some((on_record(claims.store, claim)?, claim))).collect();
    dated.sort_by(|(a, _), (b, _)| a.order(*b));
    // for each proposition whether it has been asserted, and whether denied
    let mut spoken_of: Vec<(&Claim, bool, bool)> = Vec::new();
    for (date, claim) in dated {
        let (is_for, is_against) = (claim.stance.is_assertion(), claim.stance == Stance::Denies);
        let clashes = |(other, asserted, denied): &(&Claim, bool, bool)| {
            let same = same_proposition(claim, other);
            (same && (is_for && *denied || is_against && *asserted))
                || (is_single && is_for && *asserted && !same && cannot_both_hold(claim, other))
        };
        if spoken_of.iter().any(clashes) {
            return Some(date);
        }
        match spoken_of.iter_mut().find(|(other, ..)| same_proposition(claim, other)) {
            Some((_, asserted, denied)) => (*asserted, *denied) = (*asserted || is_for, *denied || is_against),
            None => spoken_of.push((claim, is_for, is_against)),
        }
    }
    None
}

fn cannot_both_hold(a: &Claim, b: &Claim) -> bool {
    a.value.as_ref().zip(b.value.as_ref()).and_then(|(a, b)| equals(a, b)) == Some(false)
}
