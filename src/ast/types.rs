//! Labels and types as they were written.

use std::fmt;

use super::{Expression, Name};

/// `A&!(B|C)`, over labels or relationship types.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelExpression {
    /// This label.
    Name(Name),
    /// The labels that an expression gives: `$(expression)`, `$any(expression)`.
    Dynamic {
        /// A string or a list of strings.
        of: Box<Expression>,
        /// Whether one of them is enough.
        any: bool,
    },
    /// Any label at all: `%`.
    Any,
    /// Not this.
    Not(Box<LabelExpression>),
    /// All of these.
    And(Vec<LabelExpression>),
    /// One of these.
    Or(Vec<LabelExpression>),
}

/// A label that is set or taken away.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// This one.
    Name(Name),
    /// Those that an expression gives: `$(expression)`.
    Dynamic(Expression),
}

impl LabelExpression {
    /// The labels if it is nothing but labels that must all be there: `A:B`, `A&$(expression)`.
    pub fn conjunction(&self) -> Option<Vec<Label>> {
        match self {
            Self::Name(name) => Some(vec![Label::Name(name.clone())]),
            Self::Dynamic { of, any: false } => Some(vec![Label::Dynamic((**of).clone())]),
            Self::And(parts) => {
                let labels: Option<Vec<Vec<Label>>> = parts.iter().map(Self::conjunction).collect();
                labels.map(|labels| labels.into_iter().flatten().collect())
            }
            Self::Dynamic { any: true, .. } | Self::Any | Self::Not(_) | Self::Or(_) => None,
        }
    }
}

/// A type of values: `INTEGER NOT NULL`, `LIST<STRING> | DATE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueType {
    /// Which values.
    pub kind: ValueTypeKind,
    /// Whether null is none of them.
    pub not_null: bool,
}

/// Which values a type has, null left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueTypeKind {
    /// Every value.
    Any,
    /// No value, not even null.
    Nothing,
    /// No value but null.
    Null,
    /// `true` and `false`.
    Boolean,
    /// Texts.
    String,
    /// Whole numbers.
    Integer,
    /// Floats.
    Float,
    /// Days.
    Date,
    /// Times of day without a zone.
    LocalTime,
    /// Times of day at an offset.
    ZonedTime,
    /// Days and times without a zone.
    LocalDateTime,
    /// Days and times in a zone.
    ZonedDateTime,
    /// Amounts of time.
    Duration,
    /// Points.
    Point,
    /// Nodes.
    Node,
    /// Relationships.
    Relationship,
    /// Maps.
    Map,
    /// Paths.
    Path,
    /// Whatever a property can hold.
    PropertyValue,
    /// Lists whose elements are all of the type.
    List(Box<ValueType>),
    /// Values of one of these types.
    Union(Vec<ValueType>),
}

impl ValueTypeKind {
    /// The name of a type that is not made of others.
    pub fn name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Any => "ANY",
            Self::Nothing => "NOTHING",
            Self::Null => "NULL",
            Self::Boolean => "BOOLEAN",
            Self::String => "STRING",
            Self::Integer => "INTEGER",
            Self::Float => "FLOAT",
            Self::Date => "DATE",
            Self::LocalTime => "LOCAL TIME",
            Self::ZonedTime => "ZONED TIME",
            Self::LocalDateTime => "LOCAL DATETIME",
            Self::ZonedDateTime => "ZONED DATETIME",
            Self::Duration => "DURATION",
            Self::Point => "POINT",
            Self::Node => "NODE",
            Self::Relationship => "RELATIONSHIP",
            Self::Map => "MAP",
            Self::Path => "PATH",
            Self::PropertyValue => "PROPERTY VALUE",
            Self::List(_) | Self::Union(_) => return None,
        })
    }
}

/// As the language writes it.
impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ValueTypeKind::List(of) => write!(f, "LIST<{of}>")?,
            ValueTypeKind::Union(types) => {
                let types: Vec<String> = types.iter().map(ToString::to_string).collect();
                write!(f, "ANY<{}>", types.join(" | "))?;
            }
            kind => f.write_str(kind.name().unwrap_or_default())?,
        }
        f.write_str(if self.not_null { " NOT NULL" } else { "" })
    }
}

/// A Unicode normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NormalForm {
    /// Canonical composition.
    Nfc,
    /// Canonical decomposition.
    Nfd,
    /// Compatibility composition.
    Nfkc,
    /// Compatibility decomposition.
    Nfkd,
}
