//! How much a picture tells of the claims behind it.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::export::unknown;

/// How much a picture tells of claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Nothing: nodes and relationships alone.
    Simple,
    /// How each relationship stands: corroborated, hedged, contested, denied.
    #[default]
    Claims,
    /// And from whom it came: document, carriers, claimer, relationship.
    Chain,
}

impl Detail {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Simple, Self::Claims, Self::Chain];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Claims => "claims",
            Self::Chain => "chain",
        }
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Detail {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let detail = Self::ALL.into_iter().find(|detail| detail.name() == text);
        detail.ok_or_else(|| unknown(text, "detail", Self::ALL.map(Self::name).as_slice()))
    }
}
