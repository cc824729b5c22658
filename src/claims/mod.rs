//! Claims: who says what of a relationship, of a property's value, or of a name; and the store that
//! keeps them; grades, and the scales that they are on. Plain data: what follows from claims (contested, independent, ...) is asked in
//! [`attribution`](crate::attribution).

mod grade;
mod scale;
mod store;

use std::fmt;
use std::sync::Arc;

use crate::temporal::{Date, Interval, PartialDate};
use crate::value::{NodeId, RelationshipId, Value};

pub use grade::Grade;
pub use scale::{Axis, Band, Estimate, Grading, Likelihood, STANDARD_GRADING, STANDARD_LIKELIHOOD, Scales};
pub use store::ClaimStore;

/// A claim's number in its graph. Counted up, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimId(pub u32);

/// An alias's number in its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AliasId(pub u32);

/// What a claim is about: one proposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// That the relationship holds.
    Relationship(RelationshipId),
    /// That the node's property (by interned key) has the claim's value.
    Property(NodeId, u32),
    /// That the node is called so.
    Alias(AliasId),
}

/// How a claimer stands to one proposition. A closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// Says that it is so.
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Says that it is so, against an own earlier denial or own interest.
    Admits,
    /// Is not convinced.
    Doubts,
    /// Thinks it possible.
    Speculates,
    /// Passes it on without endorsing it.
    Reports,
}

impl Stance {
    /// All stances.
    pub const ALL: [Self; 6] =
        [Self::Asserts, Self::Denies, Self::Admits, Self::Doubts, Self::Speculates, Self::Reports];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserts => "asserts",
            Self::Denies => "denies",
            Self::Admits => "admits",
            Self::Doubts => "doubts",
            Self::Speculates => "speculates",
            Self::Reports => "reports",
        }
    }

    /// The stance of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.name() == name)
    }

    /// Whether the claimer stands behind the proposition.
    pub fn is_assertion(self) -> bool {
        matches!(self, Self::Asserts | Self::Admits)
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One source's stance to one proposition, and where that can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What it is about.
    pub subject: Subject,
    /// For a property: the value that is claimed.
    pub value: Option<Value>,
    /// How the claimer stands to it.
    pub stance: Stance,
    /// Who says it.
    pub claimer: NodeId,
    /// Through whom it reached us, outermost first; empty when the document speaks for itself.
    pub via: Vec<NodeId>,
    /// When the claimer said it.
    pub said: Option<PartialDate>,
    /// When it held.
    pub valid: Option<Interval>,
    /// When it was entered into the graph.
    pub recorded: Option<Date>,
    /// The hedge, in the words used.
    pub modality: Option<Arc<str>>,
    /// The grade that somebody gave it.
    pub grade: Option<Grade>,
    /// The document it is taken from; a query may record a claim without one.
    pub document: Option<NodeId>,
    /// The paragraph of the document, from 1; 0 is what stands before the first.
    pub paragraph: u32,
    /// What is said, in our own words.
    pub paraphrase: Arc<str>,
}

impl Claim {
    /// The nodes that it names: who makes it, who carries it, and in which document.
    pub fn cited(&self) -> impl Iterator<Item = NodeId> {
        std::iter::once(self.claimer).chain(self.document).chain(self.via.iter().copied())
    }

    /// Whether it cites the node or is about one of its properties.
    pub fn names(&self, node: NodeId) -> bool {
        matches!(self.subject, Subject::Property(of, _) if of == node) || self.cited().any(|cited| cited == node)
    }

    /// Whether it has the same subject as the other, and cites the same nodes.
    pub fn names_as(&self, other: &Self) -> bool {
        self.subject == other.subject && self.cited().eq(other.cited())
    }
}

/// Another name of a node. That it is one is itself claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// Whose name.
    pub node: NodeId,
    /// The name.
    pub name: Arc<str>,
    /// What kind of name: acronym, translation, transliteration, self-name, hedged, ...
    pub kind: Arc<str>,
    /// The language, as a BCP 47 tag.
    pub language: Option<Arc<str>>,
    /// The script, as an ISO 15924 code.
    pub script: Option<Arc<str>>,
}

impl Alias {
    /// The kind of the name that a node has anyway.
    pub const OWN_NAME: &'static str = "name";

    /// Whether it says that the node is called as it is called: no other name.
    pub fn is_own_name(&self) -> bool {
        &*self.kind == Self::OWN_NAME
    }
}
