//! Grades: how reliable a source is, and how credible what it says. Two judgements that are given,
//! kept and compared apart; neither is ever derived from the other.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::value::{Map, Value};

/// A grade that somebody gave a claim, on one or both axes of a grading scale.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Grade {
    /// How reliable the source is: a letter of the scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reliability: Option<char>,
    /// How credible the information is: a figure of the scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credibility: Option<u8>,
    /// The scale's name; `None` for the standard one, `admiralty`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Arc<str>>,
}

impl Grade {
    /// Reads `B2`, `B` or `2`, a grade on the standard scale. Whether the scale has such marks is for
    /// the scale to say.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.chars().peekable();
        let reliability = rest.next_if(char::is_ascii_uppercase);
        let credibility = rest.next_if(char::is_ascii_digit).and_then(|c| c.to_digit(10)).map(|figure| figure as u8);
        let is_grade = rest.next().is_none() && (reliability.is_some() || credibility.is_some());
        is_grade.then_some(Self { reliability, credibility, scale: None })
    }

    /// The grade as a map of the language; what is absent is left out.
    pub fn to_map(&self) -> Map {
        let entries = [
            ("reliability", Value::from(self.reliability.map(String::from))),
            ("credibility", self.credibility.map(i64::from).into()),
            ("scale", self.scale.clone().into()),
        ];
        entries.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.into(), value)).collect()
    }
}

/// `B2`, `B` or `2`; on another scale than the standard one, `B2 (uk-5x5x5)`.
impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reliability.map_or(Ok(()), |letter| write!(f, "{letter}"))?;
        self.credibility.map_or(Ok(()), |figure| write!(f, "{figure}"))?;
        self.scale.as_ref().map_or(Ok(()), |scale| write!(f, " ({scale})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_stand_together_or_alone() {
        for text in ["B2", "F6", "A", "3"] {
            assert_eq!(Grade::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "2B", "b2", "B22", "BB", "B 2", "²"] {
            assert_eq!(Grade::parse(text), None, "{text}");
        }
    }
}
