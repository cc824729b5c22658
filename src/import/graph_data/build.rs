//! From what the files say to a store.

use std::sync::Arc;

use indexmap::IndexSet;

use super::claim::ClaimDraft;
use super::entities::{Entities, EntityIndex};
use super::merge::{Claims, Merged, Property, Relation};
use crate::attribution::{SelectedClaims, asserted_value};
use crate::claims::{Alias, Claim, Scales, Stance, Subject};
use crate::error::{Error, Result};
use crate::graph::{EntityId, Store};
use crate::value::{NodeId, Value};

/// Builds the store. Everything is made in the order of the files, so the same files always give
/// the same graph, to the number.
pub(super) fn build(entities: &Entities, merged: &Merged, scales: Arc<Scales>) -> Result<Store> {
    let mut builder = Builder { store: Store::new(), nodes: Vec::new(), merged };
    builder.add_nodes(entities)?;
    builder.add_documents(entities)?;
    builder.add_relations()?;
    builder.add_properties()?;
    builder.add_aliases()?;
    let mut store = builder.store;
    store.set_scales(scales);
    store.settle();
    store.commit();
    Ok(store)
}

struct Builder<'m> {
    store: Store,
    /// The node of each entity.
    nodes: Vec<NodeId>,
    merged: &'m Merged,
}

impl Builder<'_> {
    fn add_nodes(&mut self, entities: &Entities) -> Result<()> {
        for (key, entity) in entities.iter() {
            let node = self.store.create_node(entity.labels.iter().map(String::as_str))?;
            self.nodes.push(node);
            self.store.set_property(EntityId::Node(node), "key", key.into())?;
            for (name, value) in &entity.properties {
                self.store.set_property(EntityId::Node(node), name, value.clone())?;
            }
        }
        Ok(())
    }

    /// Each document's outlet and authors, as the document itself names them.
    fn add_documents(&mut self, entities: &Entities) -> Result<()> {
        for (number, header) in self.merged.documents.iter().enumerate() {
            let (Some(document), Some(outlet)) = (header.document, header.outlet) else {
                return Err(Error::internal("a document without key or outlet"));
            };
            let document = self.node(document)?;
            let authors = header.authors.iter().map(|author| ("authored-by", *author));
            for (relationship_type, end) in [("published-by", outlet)].into_iter().chain(authors) {
                let node = self.node(end)?;
                let id = self.store.create_relationship(document, relationship_type, node)?;
                let name = entities.get(end).and_then(|(_, entity)| entity.name());
                let name = name.unwrap_or("somebody");
                let paraphrase = match relationship_type {
                    "published-by" => format!("{name} carries the document."),
                    _ => format!("{name} is named as an author."),
                };
                let draft = ClaimDraft {
                    stance: Stance::Asserts,
                    claimer: outlet,
                    via: Vec::new(),
                    said: header.published,
                    valid: None,
                    modality: None,
                    grade: None,
                    paragraph: 0,
                    paraphrase: paraphrase.into(),
                };
                self.add_claim(Subject::Relationship(id), None, number, &draft)?;
            }
        }
        Ok(())
    }

    fn add_relations(&mut self) -> Result<()> {
        for (key, Relation { qualifiers, claims }) in &self.merged.relations {
            let (start, end) = (self.node(key.subject)?, self.node(key.object)?);
            let id = self.store.create_relationship(start, &key.relationship_type, end)?;
            for (name, (value, _)) in qualifiers {
                self.store.set_property(EntityId::Relationship(id), name, value.clone())?;
            }
            self.add_claims(Subject::Relationship(id), None, claims)?;
        }
        Ok(())
    }

    fn add_properties(&mut self) -> Result<()> {
        for ((entity, name), property) in &self.merged.properties {
            let node = self.node(*entity)?;
            let key = self.store.intern_key(name);
            let subject = Subject::Property(node, key);
            for (value, claims) in values_of(property) {
                self.add_claims(subject, Some(value), claims)?;
            }
            let value = asserted_value(SelectedClaims::all(&self.store), node, key, property.many);
            self.store.set_property(EntityId::Node(node), name, value)?;
        }
        Ok(())
    }

    fn add_aliases(&mut self) -> Result<()> {
        let mut names: indexmap::IndexMap<NodeId, IndexSet<Arc<str>>> = indexmap::IndexMap::new();
        for (key, claims) in &self.merged.aliases {
            let node = self.node(key.entity)?;
            let id = self.store.add_alias(Alias {
                node,
                name: Arc::clone(&key.name),
                kind: Arc::clone(&key.kind),
                language: key.language.clone(),
                script: key.script.clone(),
            })?;
            self.add_claims(Subject::Alias(id), None, claims)?;
            if is_asserted(claims) {
                names.entry(node).or_default().insert(Arc::clone(&key.name));
            }
        }
        for (node, names) in names {
            let names = Value::list(names.into_iter().map(Value::from));
            self.store.set_property(EntityId::Node(node), "aliases", names)?;
        }
        Ok(())
    }

    fn add_claims(&mut self, subject: Subject, value: Option<&Value>, claims: &Claims) -> Result<()> {
        claims.iter().try_for_each(|(document, draft)| self.add_claim(subject, value, *document, draft))
    }

    fn add_claim(
        &mut self,
        subject: Subject,
        value: Option<&Value>,
        document: usize,
        draft: &ClaimDraft,
    ) -> Result<()> {
        let header = self.merged.documents.get(document);
        let header = header.ok_or_else(|| Error::internal("a claim without a document"))?;
        let document = header.document.ok_or_else(|| Error::internal("a document without a key"))?;
        let claim = Claim {
            subject,
            value: value.cloned(),
            stance: draft.stance,
            claimer: self.node(draft.claimer)?,
            via: draft.via.iter().map(|carrier| self.node(*carrier)).collect::<Result<_>>()?,
            said: draft.said,
            valid: draft.valid,
            recorded: header.recorded,
            modality: draft.modality.clone(),
            grade: draft.grade.clone(),
            document: Some(self.node(document)?),
            paragraph: draft.paragraph,
            paraphrase: Arc::clone(&draft.paraphrase),
        };
        self.store.add_claim(claim).map(|_| ())
    }

    fn node(&self, entity: EntityIndex) -> Result<NodeId> {
        let node = self.nodes.get(entity.0).copied();
        node.ok_or_else(|| Error::internal("an entity without a node"))
    }
}

fn values_of(property: &Property) -> impl Iterator<Item = (&Value, &Claims)> {
    property.values.iter().filter_map(|(value, claims)| Some((value.0.first()?, claims)))
}

fn is_asserted(claims: &Claims) -> bool {
    claims.iter().any(|(_, claim)| claim.stance.is_assertion())
}
