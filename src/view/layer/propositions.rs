//! What claims are about: each relationship and each name is one proposition, and so is each value of a
//! property.

use std::sync::Arc;

use indexmap::IndexMap;
use roaring::RoaringBitmap;

use super::wording::{sentence, short_sentence};
use crate::attribution::{contested, holds_many};
use crate::claims::{Claim, ClaimId, Stance, Subject};
use crate::error::Result;
use crate::graph::{EntityId, Store};
use crate::limits::Budget;
use crate::value::{Value, equals, equivalent};
use crate::view::choose::Chooser;

/// One proposition.
pub(super) struct Proposition<'a> {
    pub(super) subject: Subject,
    /// For a property: the value.
    value: Option<&'a Value>,
    /// All claims about it, in the order they came.
    pub(super) claims: Vec<(ClaimId, &'a Claim)>,
    /// The claims about it that the view selects, if it shows the proposition.
    pub(super) shown: Option<Vec<&'a Claim>>,
}

/// All propositions of a graph, in the order of their first claims.
pub(super) struct Propositions<'a> {
    all: Vec<Proposition<'a>>,
    /// Where those of one subject stand.
    by_subject: IndexMap<Subject, Vec<usize>>,
    /// The claims that are shown.
    claims: RoaringBitmap,
}

impl<'a> Propositions<'a> {
    pub(super) fn new(chooser: &Chooser<'a>, budget: &Budget) -> Result<Self> {
        let mut found = Self { all: Vec::new(), by_subject: IndexMap::new(), claims: RoaringBitmap::new() };
        for (id, claim) in chooser.claims.store.claims().iter() {
            budget.tick()?;
            if let Some((place, _)) = found.of(claim) {
                if let Some(proposition) = found.all.get_mut(place) {
                    proposition.claims.push((id, claim));
                }
                continue;
            }
            let places = found.by_subject.entry(claim.subject).or_default();
            // a look at each value that was claimed before
            budget.work(places.len() * size_of::<Value>())?;
            places.push(found.all.len());
            let value = claim.value.as_ref();
            found.all.push(Proposition { subject: claim.subject, value, claims: vec![(id, claim)], shown: None });
        }
        let wanted = |claim: &Claim| chooser.spec.stance.is_none_or(|stance| claim.stance == stance);
        for proposition in &mut found.all {
            budget.work(proposition.claims.len() * size_of::<Claim>())?;
            let selected = proposition.claims.iter().filter(|(id, _)| chooser.claims.has(*id));
            let about: Vec<&Claim> = selected.clone().map(|(_, claim)| *claim).collect();
            if chooser.shows(proposition.subject, &about) {
                found.claims.extend(selected.filter(|(_, claim)| wanted(claim)).map(|(id, _)| id.0));
                proposition.shown = Some(about);
            }
        }
        Ok(found)
    }

    /// All, shown or not: their places are the same in every view.
    pub(super) fn all(&self) -> impl Iterator<Item = &Proposition<'a>> {
        self.all.iter()
    }

    pub(super) fn shown(&self) -> impl Iterator<Item = &Proposition<'a>> {
        self.all.iter().filter(|proposition| proposition.shown.is_some())
    }

    /// Whether the claim is shown.
    pub(super) fn shows(&self, claim: ClaimId) -> bool {
        self.claims.contains(claim.0)
    }

    /// What a claim is about, and its place.
    pub(super) fn of(&self, claim: &Claim) -> Option<(usize, &Proposition<'a>)> {
        let places = self.by_subject.get(&claim.subject)?;
        let mut found = places.iter().filter_map(|place| Some((*place, self.all.get(*place)?)));
        found.find(|(_, proposition)| match (proposition.value, &claim.value) {
            (Some(value), Some(claimed)) => equivalent(value, claimed),
            _ => true,
        })
    }
}

impl Proposition<'_> {
    /// The label that says what kind it is.
    pub(super) fn label(&self) -> &'static str {
        match self.subject {
            Subject::Relationship(_) => "RelationshipProposition",
            Subject::Property(..) => "ValueProposition",
            Subject::Alias(_) => "NameProposition",
        }
    }

    /// What it says.
    pub(super) fn text(&self, store: &Store) -> String {
        sentence(self.subject, self.value, store)
    }

    /// The properties of its node, where these are the claims about it.
    pub(super) fn properties<'n>(&self, about: &[&Claim], chooser: &Chooser<'n>) -> Vec<(&'n str, Value)> {
        let store = chooser.claims.store;
        let mut properties: Vec<(&str, Value)> = Vec::new();
        match self.subject {
            Subject::Relationship(id) => {
                properties.extend(store.properties(EntityId::Relationship(id)).map(|(key, value)| (&**key, value)));
                properties.push(("type", store.type_name(id).cloned().into()));
            }
            Subject::Property(_, key) => {
                properties.push(("property", store.keys().name(key).cloned().into()));
                properties.push(("value", self.value.cloned().into()));
            }
            Subject::Alias(id) => {
                if let Some(alias) = store.claims().alias(id) {
                    properties.push(("alias", Arc::clone(&alias.name).into()));
                    properties.push(("kind", Arc::clone(&alias.kind).into()));
                    properties.push(("language", alias.language.clone().into()));
                    properties.push(("script", alias.script.clone().into()));
                }
            }
        }
        properties.extend([
            ("name", short_sentence(self.subject, self.value, store).into()),
            ("text", self.text(store).into()),
            ("contested", self.is_contested(about, chooser).into()),
            ("origins", chooser.asserting_origins(about).into()),
        ]);
        properties
    }

    /// Whether it is both asserted and denied, or asserted beside another value that cannot be right if
    /// this one is.
    fn is_contested(&self, about: &[&Claim], chooser: &Chooser<'_>) -> bool {
        let (Subject::Property(node, key), Some(value)) = (self.subject, self.value) else {
            return contested(chooser.claims, self.subject);
        };
        let asserted = about.iter().any(|claim| claim.stance.is_assertion());
        let denied = about.iter().any(|claim| claim.stance == Stance::Denies);
        let rivals = || {
            let asserting = chooser.claims.about(self.subject).filter(|claim| claim.stance.is_assertion());
            asserting.filter_map(|claim| claim.value.as_ref()).any(|other| equals(value, other) == Some(false))
        };
        asserted && (denied || (!holds_many(chooser.claims, node, key) && rivals()))
    }
}
