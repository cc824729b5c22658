//! Which claims a view selects.

use std::collections::{HashMap, HashSet};

use roaring::RoaringBitmap;

use super::ViewSpec;
use crate::attribution::PUBLISHED;
use crate::claims::{Claim, Grade};
use crate::error::Result;
use crate::graph::Store;
use crate::temporal::{Date, Interval, PartialDate};
use crate::value::{NodeId, Value};

/// The relationship type that leads from a document to the outlet that carries it.
const PUBLISHED_BY: &str = "published-by";

/// What a choice of claims comes to.
#[derive(Default)]
pub(super) struct Selected {
    /// The numbers of the claims; `None` if it is all.
    pub(super) claims: Option<RoaringBitmap>,
    /// How many claims a view of what was said by some day leaves out because nothing dates them.
    pub(super) undated: usize,
}

/// The claims that a view selects.
pub(super) fn select(spec: &ViewSpec, store: &Store, tick: &dyn Fn() -> Result<()>) -> Result<Selected> {
    let chooses = !spec.according_to.is_empty()
        || !spec.reported_by.is_empty()
        || spec.as_of.is_some()
        || spec.known_on.is_some()
        || spec.valid_at.is_some()
        || spec.graded.is_some();
    if !chooses {
        return Ok(Selected::default());
    }
    let mut choice =
        Choice { spec, store, documents: documents_of(&spec.reported_by, store), published: HashMap::new() };
    let (mut selected, mut undated) = (RoaringBitmap::new(), 0);
    for (id, claim) in store.claims().iter() {
        tick()?;
        if choice.takes(claim) {
            selected.insert(id.0);
        } else if spec.as_of.is_some() && choice.said_by(claim).is_none() {
            undated += 1;
        }
    }
    Ok(Selected { claims: Some(selected), undated })
}

/// The documents that these outlets carry.
fn documents_of(outlets: &[NodeId], store: &Store) -> HashSet<NodeId> {
    let Some(published_by) = store.types().find(PUBLISHED_BY) else { return HashSet::new() };
    outlets.iter().flat_map(|outlet| store.incoming(*outlet, Some(published_by))).map(|n| n.node).collect()
}

struct Choice<'a> {
    spec: &'a ViewSpec,
    store: &'a Store,
    /// The documents of the outlets that are asked for.
    documents: HashSet<NodeId>,
    /// By when a document was published, where that is known.
    published: HashMap<NodeId, Option<Date>>,
}

impl Choice<'_> {
    fn takes(&mut self, claim: &Claim) -> bool {
        let spec = self.spec;
        (spec.according_to.is_empty() || spec.according_to.contains(&claim.claimer))
            && (spec.reported_by.is_empty() || self.is_carried(claim))
            && spec.as_of.is_none_or(|day| self.said_by(claim).is_some_and(|said| said <= day))
            && spec.known_on.is_none_or(|day| claim.recorded.is_some_and(|recorded| recorded <= day))
            && spec.valid_at.is_none_or(|days| claim.valid.is_none_or(|valid| covers(valid, days)))
            && spec.graded.is_none_or(|(reliability, credibility)| {
                let least =
                    Grade { reliability: Some(reliability), credibility: Some(credibility), ..Grade::default() };
                let scales = self.store.claims().scales();
                claim.grade.as_ref().is_some_and(|grade| scales.meets(grade, &least))
            })
    }

    /// Whether one of those that are asked for carries the claim: as its document, as the outlet of its
    /// document, as a carrier, or in its own voice.
    fn is_carried(&self, claim: &Claim) -> bool {
        let asked = |node: NodeId| self.spec.reported_by.contains(&node);
        claim.document.is_some_and(|document| asked(document) || self.documents.contains(&document))
            || claim.via.iter().any(|carrier| asked(*carrier))
            || (claim.via.is_empty() && asked(claim.claimer))
    }

    /// The day by which the claim had certainly been said: the last that its date can mean, and no later
    /// than its document was published.
    fn said_by(&mut self, claim: &Claim) -> Option<Date> {
        let said = claim.said.and_then(last_day);
        let published = claim.document.and_then(|document| {
            *self.published.entry(document).or_insert_with(|| match self.store.node_property(document, PUBLISHED) {
                Some(Value::PartialDate(date)) => last_day(date),
                Some(Value::Date(date)) => Some(date),
                _ => None,
            })
        });
        match (said, published) {
            (Some(said), Some(published)) => Some(said.min(published)),
            (said, published) => said.or(published),
        }
    }
}

fn last_day(date: PartialDate) -> Option<Date> {
    date.bounds().map(|(_, last)| last)
}

/// Whether the interval has one of the days: from the first day that its start can mean to before the
/// first that its end can mean. An end without a year is as good as open.
fn covers(interval: Interval, (first, last): (Date, Date)) -> bool {
    let first_day = |date: Option<PartialDate>| date.and_then(PartialDate::bounds).map(|(first, _)| first);
    first_day(interval.from).is_none_or(|from| from <= last) && first_day(interval.to).is_none_or(|to| first < to)
}
