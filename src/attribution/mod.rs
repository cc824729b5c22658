//! What follows from claims: who stands behind a proposition, who denies it, whether it is
//! contested, and by how many independent origins it is held.
//!
//! STAND-IN: replaced by the real module.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::claims::{Stance, Subject};
use crate::graph::Store;
use crate::value::NodeId;

/// A claim as people and programs read it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "stand-in")]
pub struct ClaimView {
    pub stance: String,
    pub claimer: String,
    pub via: Vec<String>,
    pub said: Option<String>,
    pub valid: Option<String>,
    pub recorded: Option<String>,
    pub modality: Option<String>,
    pub grade: Option<String>,
    pub document: String,
    pub document_key: String,
    pub paragraph: u32,
    pub paraphrase: String,
}

/// What the claims of one proposition come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, clippy::struct_excessive_bools, reason = "stand-in")]
pub struct Standing {
    pub claims: usize,
    pub documents: usize,
    pub outlets: usize,
    pub asserting_origins: usize,
    pub denying_origins: usize,
    pub contested: bool,
    pub denied_only: bool,
    pub hedged: bool,
    pub bare: bool,
}

fn name(store: &Store, node: NodeId) -> String {
    let text = |key: &str| store.node_property(node, key)?.as_str().map(str::to_owned);
    ["name", "title", "key"].iter().find_map(|key| text(key)).unwrap_or_default()
}

/// The claims about one proposition.
pub fn claim_views(store: &Store, subject: Subject) -> Vec<ClaimView> {
    store
        .claims()
        .about(subject)
        .map(|claim| ClaimView {
            stance: claim.stance.to_string(),
            claimer: name(store, claim.claimer),
            via: claim.via.iter().map(|node| name(store, *node)).collect(),
            said: claim.said.map(|date| date.to_string()),
            valid: claim.valid.and_then(|v| v.from).map(|date| date.to_string()),
            recorded: claim.recorded.map(|date| date.to_string()),
            modality: claim.modality.as_deref().map(str::to_owned),
            grade: claim.grade.map(|grade| grade.to_string()),
            document: name(store, claim.document),
            document_key: store
                .node_property(claim.document, "key")
                .and_then(|key| key.as_str().map(str::to_owned))
                .unwrap_or_default(),
            paragraph: claim.paragraph,
            paraphrase: claim.paraphrase.to_string(),
        })
        .collect()
}

/// What they come to.
pub fn standing(store: &Store, subject: Subject) -> Standing {
    let claims: Vec<_> = store.claims().about(subject).collect();
    let of = |ok: fn(Stance) -> bool| {
        claims.iter().filter(|c| ok(c.stance)).map(|c| c.claimer).collect::<BTreeSet<_>>().len()
    };
    let (asserting, denying) = (of(Stance::is_assertion), of(|s| s == Stance::Denies));
    let documents = claims.iter().map(|c| c.document).collect::<BTreeSet<_>>().len();
    Standing {
        claims: claims.len(),
        documents,
        outlets: documents,
        asserting_origins: asserting,
        denying_origins: denying,
        contested: asserting > 0 && denying > 0,
        denied_only: asserting == 0 && denying > 0,
        hedged: claims.iter().any(|c| c.modality.is_some()),
        bare: claims.is_empty(),
    }
}
