//! Claims as they are shown: nodes by name, dates as text.

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::{SelectedClaims, node_name};
use crate::claims::{Claim, Grade, Subject};
use crate::graph::Store;
use crate::temporal::{Date, PartialDate};
use crate::value::{Map, NodeId, Value};

/// One claim, ready to be shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimView {
    /// How the claimer stands to it: `asserts`, `denies`, `admits`, `doubts`, `speculates` or `reports`.
    pub stance: String,
    /// Who says it.
    pub claimer: String,
    /// Through whom it reached us, outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    /// When the claimer said it; may be partial.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// When it held: `2022-04-18`, or `2022-04/2022-06` without the second, or `2022-04/..`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<String>,
    /// When it was entered into the graph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<String>,
    /// The hedge, in the words used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<String>,
    /// The grade that somebody gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// The title of the document it is taken from; empty for a claim that a query recorded without one.
    pub document: String,
    /// The key of that document; empty if it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub document_key: String,
    /// The paragraph, from 1; 0 is what stands before the first.
    pub paragraph: u32,
    /// What is said, in our own words.
    pub paraphrase: String,
    /// For a property: the value that is claimed.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_value")]
    pub value: Option<Value>,
    /// The claimer's node.
    #[serde(skip)]
    pub claimer_id: NodeId,
    /// The carriers' nodes.
    #[serde(skip)]
    pub via_ids: Vec<NodeId>,
    /// The document's node.
    #[serde(skip)]
    pub document_id: Option<NodeId>,
}

impl ClaimView {
    fn new(store: &Store, claim: &Claim) -> Self {
        let name = |node: NodeId| node_name(store, node).to_string();
        let key = claim.document.and_then(|document| store.node_property(document, "key"));
        Self {
            stance: claim.stance.to_string(),
            claimer: name(claim.claimer),
            via: claim.via.iter().copied().map(name).collect(),
            said: claim.said.map(|said| said.to_string()),
            valid: claim.valid.map(|valid| valid.to_string()),
            recorded: claim.recorded.map(|recorded| recorded.to_string()),
            modality: claim.modality.as_deref().map(str::to_owned),
            grade: claim.grade.clone(),
            document: claim.document.map(name).unwrap_or_default(),
            document_key: key.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned(),
            paragraph: claim.paragraph,
            paraphrase: claim.paraphrase.to_string(),
            value: claim.value.clone(),
            claimer_id: claim.claimer,
            via_ids: claim.via.clone(),
            document_id: claim.document,
        }
    }

    /// The claim as a map of the language; what is absent is left out, and the two dates `said` and
    /// `recorded` are dates.
    pub fn to_map(&self) -> Map {
        let text = |text: &Option<String>| Value::from(text.clone());
        let said = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
        let entries = [
            ("stance", self.stance.as_str().into()),
            ("claimer", self.claimer.as_str().into()),
            ("via", Value::from(self.via.clone())),
            ("said", self.said.as_deref().and_then(PartialDate::parse).into()),
            ("valid", text(&self.valid)),
            ("recorded", self.recorded.as_deref().and_then(Date::parse).into()),
            ("modality", text(&self.modality)),
            ("grade", self.grade.as_ref().map(Grade::to_map).into()),
            ("document", said(&self.document)),
            ("document_key", said(&self.document_key)),
            ("paragraph", i64::from(self.paragraph).into()),
            ("paraphrase", said(&self.paraphrase)),
            ("value", self.value.clone().into()),
        ];
        entries.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.into(), value)).collect()
    }
}

/// The claims about a relationship, a property or a name, in the order they came.
pub fn claim_views(claims: SelectedClaims<'_>, subject: Subject) -> Vec<ClaimView> {
    claims.about(subject).map(|claim| ClaimView::new(claims.store, claim)).collect()
}

#[expect(clippy::ref_option, reason = "serde calls it so")]
fn optional_value<S: Serializer>(value: &Option<Value>, serializer: S) -> Result<S::Ok, S::Error> {
    Storable(value.as_ref().unwrap_or(&Value::Null)).serialize(serializer)
}

/// A value that a property can hold; dates become text.
struct Storable<'a>(&'a Value);

impl Serialize for Storable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_none(),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::Integer(value) => serializer.serialize_i64(*value),
            Value::Float(value) => serializer.serialize_f64(*value),
            Value::String(text) => serializer.serialize_str(text),
            Value::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values.iter() {
                    list.serialize_element(&Storable(value))?;
                }
                list.end()
            }
            // dates; nothing else can be claimed of a property
            other => serializer.collect_str(other),
        }
    }
}
