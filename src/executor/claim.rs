//! Writing through a view: what a query writes while it sees the graph as a source does, that source
//! says. Each write adds the claim that makes it visible in that very view, or is an error.

use std::sync::Arc;

use super::create::LOGGED_BYTES;
use super::{Access, Runtime};
use crate::attribution::{SelectedClaims, asserted_value};
use crate::claims::{Alias, Claim, Grade, Stance, Subject};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::graph::{EntityId, Store};
use crate::sys;
use crate::temporal::{Date, Interval, PartialDate};
use crate::value::{Map, NodeId, RelationshipId, Value, equivalent, quote_name};
use crate::view::{NAMES, ViewSpec};

/// The label of what claims are read in.
const DOCUMENT: &str = "Document";

/// The relationship type that leads from a document to its outlet.
const PUBLISHED_BY: &str = "published-by";

/// The error for what cannot be written through a view.
pub(super) fn refused(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::SemanticError, Detail::WriteThroughView, message)
}

impl Runtime<'_> {
    /// What the view is made of through which the query writes, if what it writes is a source's claim. Without a view, or
    /// through one that hides nothing, it writes facts without claims.
    pub(super) fn claiming(&self) -> Result<Option<ViewSpec>> {
        let Some(view) = &self.view else { return Ok(None) };
        let spec = view.spec();
        if spec.is_default() || *spec == (ViewSpec { everything: true, ..ViewSpec::default() }) {
            return Ok(None);
        }
        let claims = "USE according_to('...') writes what that source says";
        if spec.claims || spec.everything || spec.corroborated > 0 || spec.disputed.is_some() {
            return Err(refused(format!("nothing can be written through {}", view.name())).hint(claims));
        }
        match spec.according_to.as_slice() {
            [_] => Ok(Some(spec.clone())),
            [] => {
                Err(refused(format!("{} names no source: who says what is to be written?", view.name())).hint(claims))
            }
            _ => Err(refused("what is written is one source's claim, and the view names several").hint(claims)),
        }
    }

    /// The relationship that says this, with the claim that it does.
    pub(super) fn claim_relationship(
        &mut self,
        view: &ViewSpec,
        (start, relationship_type, end): (NodeId, &str, NodeId),
        properties: &Map,
    ) -> Result<RelationshipId> {
        let id = if let Some(id) = same_relationship(self.base(), start, relationship_type, end, properties) {
            let bare = self.base().claims().ids_about(Subject::Relationship(id)).is_empty();
            if bare && !view.stance.is_none_or(Stance::is_assertion) {
                return Err(refused(format!(
                    "{} is there without a source, and a claim that does not assert it would hide it",
                    quote_name(relationship_type)
                ))
                .hint("USE according_to('...') ... MERGE says first who asserts it"));
            }
            id
        } else {
            let store = self.store_mut()?;
            let id = store.create_relationship(start, relationship_type, end)?;
            let given = properties.iter().filter(|(_, value)| !value.is_null());
            let given = given.map(|(key, value)| (key.as_ref(), value.clone()));
            store.set_properties(EntityId::Relationship(id), given)?;
            id
        };
        self.claim(view, Subject::Relationship(id), None)?;
        Ok(id)
    }

    /// What a node is called is stored with it, and that it is called so is claimed; its other properties
    /// are claimed.
    pub(super) fn claim_new_node(&mut self, view: &ViewSpec, node: NodeId, properties: &Map) -> Result<()> {
        let (names, others): (Vec<_>, Vec<_>) =
            properties.iter().filter(|(_, value)| !value.is_null()).partition(|(key, _)| NAMES.contains(&&***key));
        let stored = names.iter().map(|(key, value)| (key.as_ref(), (*value).clone()));
        self.store_mut()?.set_properties(EntityId::Node(node), stored)?;
        for (key, name) in names {
            if let (true, Value::String(name)) = (&**key == "name", name) {
                let alias =
                    Alias { node, name: Arc::clone(name), kind: Alias::OWN_NAME.into(), language: None, script: None };
                let id = self.store_mut()?.add_alias(alias)?;
                self.claim(view, Subject::Alias(id), None)?;
            }
        }
        others.into_iter().try_for_each(|(key, value)| self.claim_value(view, EntityId::Node(node), key, value.clone()))
    }

    /// An error unless the view shows the node, as it does what something is claimed of.
    pub(super) fn check_claimed(&self, node: NodeId) -> Result<()> {
        if self.graph().has_node(node) {
            return Ok(());
        }
        Err(refused("a source says nothing of this new node, so that it would be nobody's claim")
            .hint("give it a name, a property, or a relationship in the same pattern"))
    }

    /// That the property has the value; the view's source says so.
    pub(super) fn claim_value(&mut self, view: &ViewSpec, entity: EntityId, key: &str, value: Value) -> Result<()> {
        let EntityId::Node(node) = entity else {
            return Err(refused(format!("`{key}` is part of what the relationship says, and cannot be claimed apart"))
                .hint("a relationship with other properties is another proposition: CREATE or MERGE it"));
        };
        if value.is_null() {
            return Err(refused(format!("a source cannot take `{key}` away; it can deny the value"))
                .hint("USE denials_of('...') ... SET n.property = value records that it denies the value"));
        }
        if NAMES.contains(&key) {
            return Err(refused(format!("`{key}` says which thing this is, and is nobody's claim")));
        }
        if !value.is_storable() {
            // for its error
            return self.store_mut()?.set_property(entity, key, value);
        }
        let store = self.store_mut()?;
        let number = store.intern_key(key);
        let subject = Subject::Property(node, number);
        let stored = store.property(entity, number);
        if stored.is_some() && store.claims().ids_about(subject).is_empty() {
            return Err(refused(format!("{} has a value without a source, which a claim would hide", quote_name(key)))
                .hint("REMOVE it without USE first, then write it again as what its source says"));
        }
        if matches!(&value, Value::List(values) if values.is_empty()) {
            return Err(refused(format!("an empty list says nothing of {} that could be claimed", quote_name(key))));
        }
        let many = matches!(stored, Some(Value::List(_))) || matches!(value, Value::List(_));
        let values = if let Value::List(values) = &value { values.iter().cloned().collect() } else { vec![value] };
        values.into_iter().try_for_each(|value| self.claim(view, subject, Some(value)))?;
        let shown = asserted_value(SelectedClaims::all(self.base()), node, number, many);
        self.store_mut()?.set_property(entity, key, shown)
    }

    /// Adds the view's claim, and shows what it is about.
    fn claim(&mut self, view: &ViewSpec, subject: Subject, value: Option<Value>) -> Result<()> {
        let today = Date::from_days(self.budget.moment(sys::now).0.div_euclid(86_400));
        let claim = claim(view, self.base(), subject, value, today)?;
        self.budget.hold(size_of::<Claim>() + claim.value.as_ref().map_or(0, Value::size) + LOGGED_BYTES)?;
        let id = self.store_mut()?.add_claim(claim)?;
        if let (Some(view), Access::Write(store)) = (&mut self.view, &self.access) {
            Arc::make_mut(view).add(id, subject, store);
        }
        Ok(())
    }

    /// An error if sources give values for one of these properties: no bare value may take their place.
    pub(super) fn refuse_claimed(
        &self,
        entity: EntityId,
        keys: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<()> {
        let EntityId::Node(node) = entity else { return Ok(()) };
        let store = self.base();
        if store.claims().is_empty() {
            return Ok(());
        }
        for key in keys {
            let key = key.as_ref();
            let number = store.keys().find(key);
            if number.is_some_and(|number| !store.claims().ids_about(Subject::Property(node, number)).is_empty()) {
                return Err(refused(format!(
                    "sources give values for {}, which no other value may replace",
                    quote_name(key)
                ))
                .hint("USE according_to('...') ... SET records what a source says; claims(n, 'key') shows all"));
            }
        }
        Ok(())
    }
}

/// A relationship that says the same, shown or not.
fn same_relationship(
    store: &Store,
    start: NodeId,
    relationship_type: &str,
    end: NodeId,
    properties: &Map,
) -> Option<RelationshipId> {
    let number = store.types().find(relationship_type)?;
    let given = || properties.iter().filter(|(_, value)| !value.is_null());
    let same = |id: RelationshipId| {
        let entity = EntityId::Relationship(id);
        let has = |key: &str, value: &Value| {
            let stored = store.keys().find(key).and_then(|key| store.property(entity, key));
            stored.is_some_and(|stored| equivalent(&stored, value))
        };
        store.properties(entity).count() == given().count() && given().all(|(key, value)| has(key, value))
    };
    let mut all = store.outgoing(start, Some(number)).filter(|n| n.node == end).map(|n| n.relationship);
    let mut first = None;
    // one that is claimed rather than a bare fact beside it
    all.find(|id| {
        same(*id) && {
            first.get_or_insert(*id);
            !store.claims().ids_about(Subject::Relationship(*id)).is_empty()
        }
    })
    .or(first)
}

/// The claim that the view would select.
fn claim(spec: &ViewSpec, store: &Store, subject: Subject, value: Option<Value>, today: Date) -> Result<Claim> {
    let claimer = spec.according_to.first().copied().ok_or_else(|| Error::internal("a claim without a claimer"))?;
    let is_document = |node: &NodeId| store.labels().find(DOCUMENT).is_some_and(|label| store.has_label(*node, label));
    let (documents, carriers): (Vec<NodeId>, Vec<NodeId>) = spec.reported_by.iter().copied().partition(is_document);
    if documents.len() > 1 || carriers.len() > 1 {
        return Err(refused("a claim is read in one document and written through one carrier; the view names several"));
    }
    let document = documents.first().copied();
    let outlet = || {
        let published_by = store.types().find(PUBLISHED_BY)?;
        store.outgoing(document?, Some(published_by)).next().map(|neighbour| neighbour.node)
    };
    let carrier = carriers.first().copied().or_else(outlet).filter(|carrier| *carrier != claimer);
    Ok(Claim {
        subject,
        value,
        stance: spec.stance.unwrap_or(Stance::Asserts),
        claimer,
        via: carrier.into_iter().collect(),
        said: spec.as_of.map(PartialDate::from),
        valid: spec.valid_at.map(|(first, last)| Interval {
            from: Some(first.into()),
            to: Some(Date::from_days(last.days() + 1).into()),
        }),
        recorded: Some(spec.known_on.unwrap_or(today)),
        modality: None,
        grade: spec.graded.map(|(reliability, credibility)| Grade {
            reliability: Some(reliability),
            credibility: Some(credibility),
            scale: None,
        }),
        document,
        paragraph: 0,
        paraphrase: "".into(),
    })
}
