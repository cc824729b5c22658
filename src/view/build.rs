//! Works out what a view shows.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use indexmap::IndexSet;

use super::bits::Shown;
use super::choose::Chooser;
use super::gathered::Gathered;
use super::select::{Selected, select};
use super::{ALIASES, View, ViewSpec};
use crate::attribution::{SelectedClaims, best_value, claimed_values, holds_many};
use crate::claims::{Claim, ClaimId, Subject};
use crate::error::Result;
use crate::graph::{EntityId, Store};
use crate::value::{NodeId, RelationshipId, Value, equivalent};

impl View {
    /// The view of this graph as it is now.
    pub fn new(spec: ViewSpec, store: &Store, tick: &dyn Fn() -> Result<()>) -> Result<Self> {
        let Selected { claims: selected, undated } = select(&spec, store, tick)?;
        let claims = SelectedClaims { store, selected: selected.as_ref() };
        let bare = spec.shows_bare_facts();
        let mut builder = Builder::new(&spec, claims, Shown::new(bare));
        for subject in store.claims().subjects() {
            tick()?;
            builder.subject(subject);
        }
        let Builder { relationships, spoken_of, mut values, aliases: names, seen, .. } = builder;
        let aliases = names.values().flatten().map(|(id, _)| *id).collect();
        if let Some(key) = store.keys().find(ALIASES) {
            values.extend(names.into_iter().map(|(node, names)| ((node, key), list_of(names))));
        }
        let as_stored = spec.is_default();
        if as_stored {
            // the best value is stored, but who owns whom may have changed since then
            values.retain(|(node, key), value| {
                let stored = store.property(EntityId::Node(*node), *key).unwrap_or_default();
                !equivalent(value, &stored)
            });
        }
        let claimed_keys = values.keys().map(|(_, key)| *key).collect();
        let nodes = spoken_of.shown(&spec, store, &relationships, tick)?;
        let name = spec.describe(store);
        let hidden = store.claims().len() - seen;
        let layer = None;
        Ok(Self {
            spec,
            name,
            selected,
            relationships,
            nodes,
            as_stored,
            bare,
            values,
            claimed_keys,
            aliases,
            hidden,
            layer,
            undated,
            gathered: Gathered::default(),
        })
    }
}

impl View {
    /// Takes in a claim that was written through this view.
    pub fn add(&mut self, claim: ClaimId, subject: Subject, store: &Store) {
        if let Some(selected) = &mut self.selected {
            selected.insert(claim.0);
        }
        let claims = SelectedClaims { store, selected: self.selected.as_ref() };
        let relationships = std::mem::replace(&mut self.relationships, Shown::new(false));
        let mut builder = Builder::new(&self.spec, claims, relationships);
        builder.subject(subject);
        let Builder { relationships, spoken_of, values, aliases, .. } = builder;
        self.relationships = relationships;
        spoken_of.shown.into_iter().for_each(|node| self.nodes.set(node.0, true));
        self.aliases.extend(aliases.values().flatten().map(|(id, _)| *id));
        self.claimed_keys.extend(values.keys().map(|(_, key)| *key));
        self.values.extend(values);
    }
}

/// Names as a list without repetitions; null for none.
fn list_of(names: Vec<(u32, Arc<str>)>) -> Value {
    let names: IndexSet<Arc<str>> = names.into_iter().map(|(_, name)| name).collect();
    if names.is_empty() { Value::Null } else { Value::list(names.into_iter().map(Value::from)) }
}

/// Nodes that claims speak of.
#[derive(Default)]
struct Nodes {
    /// Of which something is shown that is claimed.
    shown: HashSet<NodeId>,
    /// Of which a selected claim speaks.
    selected: HashSet<NodeId>,
    /// Of which any claim speaks.
    all: HashSet<NodeId>,
}

struct Builder<'a> {
    chooser: Chooser<'a>,
    claims: SelectedClaims<'a>,
    relationships: Shown,
    spoken_of: Nodes,
    /// The values of all claimed properties; null where none is shown.
    values: HashMap<(NodeId, u32), Value>,
    /// The names that are shown, in the order they came.
    aliases: HashMap<NodeId, Vec<(u32, Arc<str>)>>,
    /// How many claims are selected and about something that is shown.
    seen: usize,
}

impl<'a> Builder<'a> {
    fn new(spec: &'a ViewSpec, claims: SelectedClaims<'a>, relationships: Shown) -> Self {
        let chooser = Chooser::new(spec, claims);
        let (spoken_of, values, aliases) = (Nodes::default(), HashMap::new(), HashMap::new());
        Self { chooser, claims, relationships, spoken_of, values, aliases, seen: 0 }
    }

    fn subject(&mut self, subject: Subject) {
        match subject {
            Subject::Relationship(id) => self.relationship(id),
            Subject::Property(node, key) => self.property(node, key),
            Subject::Alias(_) => self.alias(subject),
        }
    }

    fn relationship(&mut self, id: RelationshipId) {
        let subject = Subject::Relationship(id);
        let about: Vec<&Claim> = self.claims.about(subject).collect();
        let shown = self.chooser.shows(subject, &about);
        self.relationships.set(id.0, shown);
        if let Some((start, end)) = self.claims.store.endpoints(id) {
            for node in [start, end] {
                self.spoken_of.note(node, shown, !about.is_empty());
            }
        }
        self.seen += if shown { about.len() } else { 0 };
    }

    fn property(&mut self, node: NodeId, key: u32) {
        let subject = Subject::Property(node, key);
        let mut values = claimed_values(self.claims, node, key);
        let selected = !values.is_empty();
        values.retain(|(_, about)| self.chooser.shows(subject, about));
        self.seen += values.iter().map(|(_, about)| about.len()).sum::<usize>();
        let value = match best_value(&values, &self.chooser.origins) {
            Some(_) if holds_many(self.claims, node, key) => {
                Value::list(values.into_iter().map(|(value, _)| value.clone()))
            }
            best => best.cloned().unwrap_or_default(),
        };
        self.spoken_of.note(node, !value.is_null(), selected);
        self.values.insert((node, key), value);
    }

    fn alias(&mut self, subject: Subject) {
        let Subject::Alias(id) = subject else { return };
        let Some(alias) = self.claims.store.claims().alias(id) else { return };
        let about: Vec<&Claim> = self.claims.about(subject).collect();
        let shown = self.chooser.shows(subject, &about);
        if !alias.is_own_name() {
            let names = self.aliases.entry(alias.node).or_default();
            if shown {
                let place = names.partition_point(|(other, _)| *other < id.0);
                names.insert(place, (id.0, Arc::clone(&alias.name)));
            }
        }
        self.spoken_of.note(alias.node, shown, !about.is_empty());
        self.seen += if shown { about.len() } else { 0 };
    }
}

impl Nodes {
    fn note(&mut self, node: NodeId, shown: bool, selected: bool) {
        self.all.insert(node);
        if selected {
            self.selected.insert(node);
        }
        if shown {
            self.shown.insert(node);
        }
    }

    /// A node is shown if something shown is claimed of it; where bare facts are shown, also if no claim
    /// speaks of it, if a selected one does, or if a bare relationship touches it.
    fn shown(
        self,
        spec: &ViewSpec,
        store: &Store,
        relationships: &Shown,
        tick: &dyn Fn() -> Result<()>,
    ) -> Result<Shown> {
        let bare = spec.shows_bare_facts();
        let mut nodes = Shown::new(bare);
        if !bare {
            self.shown.into_iter().for_each(|node| nodes.set(node.0, true));
            return Ok(nodes);
        }
        for node in self.all.difference(&self.selected) {
            tick()?;
            let mut touching = store.outgoing(*node, None).chain(store.incoming(*node, None));
            if !touching.any(|neighbour| relationships.has(neighbour.relationship.0)) {
                nodes.set(node.0, false);
            }
        }
        Ok(nodes)
    }
}
