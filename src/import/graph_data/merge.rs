//! What all documents say together: the same relation, value or name in two documents is one, with
//! the claims of both.

use indexmap::IndexMap;

use super::claim::ClaimDraft;
use super::document::{AliasKey, Document, RelationKey};
use super::entities::EntityIndex;
use super::header::Header;
use super::mistake::{Place, Report};
use crate::value::{GroupKey, Value, equivalent};

/// The claims about one thing, each with the document that holds it.
pub(super) type Claims = Vec<(usize, ClaimDraft)>;

/// Everything that the documents say.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// The documents.
    pub(super) documents: Vec<Header>,
    /// Relationships with their properties and claims.
    pub(super) relations: IndexMap<RelationKey, Relation>,
    /// Properties with the values claimed for them.
    pub(super) properties: IndexMap<(EntityIndex, String), Property>,
    /// Other names.
    pub(super) aliases: IndexMap<AliasKey, Claims>,
}

/// A relationship.
#[derive(Debug, Default)]
pub(super) struct Relation {
    /// Its properties, each with the place that gave it first.
    pub(super) qualifiers: IndexMap<String, (Value, Place)>,
    /// What is claimed of it.
    pub(super) claims: Claims,
}

/// A property.
#[derive(Debug, Default)]
pub(super) struct Property {
    /// Whether several values stand side by side.
    pub(super) many: bool,
    /// The values, each with what is claimed of it.
    pub(super) values: IndexMap<GroupKey, Claims>,
}

impl Merged {
    /// Adds what one more document says.
    pub(super) fn add(&mut self, document: Document, report: &mut Report<'_>) {
        let number = self.documents.len();
        let tag = |claims: Vec<ClaimDraft>| claims.into_iter().map(move |claim| (number, claim));
        for draft in document.relations {
            let relation = self.relations.entry(draft.key).or_default();
            for (name, value, place) in draft.qualifiers {
                relation.add_qualifier(name, value, place, report);
            }
            relation.claims.extend(tag(draft.claims));
        }
        for draft in document.values {
            let property = self.properties.entry((draft.entity, draft.property)).or_default();
            property.many = draft.many;
            let claims = property.values.entry(GroupKey(vec![draft.value])).or_default();
            claims.extend(tag(draft.claims));
        }
        for draft in document.aliases {
            self.aliases.entry(draft.key).or_default().extend(tag(draft.claims));
        }
        self.documents.push(document.header);
    }
}

impl Relation {
    fn add_qualifier(&mut self, name: String, value: Value, place: Place, report: &mut Report<'_>) {
        match self.qualifiers.get(&name) {
            Some((other, first)) if !equivalent(other, &value) => {
                let first = report.describe(*first);
                report.add_with_hint(
                    place,
                    format!("`{name}` is {value} here and {other} in {first}"),
                    "two relations need `distinct`; one whose value is disputed, a [[value]]",
                );
            }
            Some(_) => {}
            None => {
                self.qualifiers.insert(name, (value, place));
            }
        }
    }
}
