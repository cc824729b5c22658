//! Values of the language, and the four ways to compare them.

mod compare;
mod display;
mod grouping;
mod list;
mod point;
mod temporal;

use std::sync::Arc;

use indexmap::IndexMap;

use crate::temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, PartialDate, Time};

pub(crate) use compare::is_nan_comparison;
pub use compare::{compare, equals, order, type_rank};
pub use display::{in_backticks, quote_name, quote_parameter, quote_string, quote_type};
pub use grouping::{GroupKey, equivalent};
pub use list::{Entries, List};
pub use point::{Crs, Point};

/// Three-valued truth: `None` is openCypher's unknown (null).
pub type Ternary = Option<bool>;

/// A node's number in its graph. Counted up, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// A relationship's number in its graph. Counted up, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelationshipId(pub u32);

/// A map keeps its keys in the order they were written.
pub type Map = IndexMap<Arc<str>, Value>;

/// A path: one node more than relationships, in the order they were walked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Path {
    /// The nodes, first to last.
    pub nodes: Vec<NodeId>,
    /// The relationships between them.
    pub relationships: Vec<RelationshipId>,
}

/// Any value a query can hold. Cloning is cheap: what is large is shared.
///
/// Nodes and relationships are ids; what they look like is asked of the graph, or of the
/// [`Rows`](crate::Rows) that they came with.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Unknown or absent.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A 64-bit integer.
    Integer(i64),
    /// A 64-bit float.
    Float(f64),
    /// Text.
    String(Arc<str>),
    /// A day.
    Date(Date),
    /// A date of which a part is unknown.
    PartialDate(PartialDate),
    /// A time of day without a zone.
    LocalTime(LocalTime),
    /// A time of day at an offset from UTC.
    Time(Time),
    /// A day and a time without a zone.
    LocalDateTime(LocalDateTime),
    /// A day and a time in a zone.
    DateTime(Arc<DateTime>),
    /// An amount of time.
    Duration(Arc<Duration>),
    /// A place.
    Point(Arc<Point>),
    /// Values in order.
    List(Arc<List>),
    /// Values by key.
    Map(Arc<Entries>),
    /// A node of the graph.
    Node(NodeId),
    /// A relationship of the graph.
    Relationship(RelationshipId),
    /// A path through the graph.
    Path(Arc<Path>),
}

impl Value {
    /// The name of the value's type, as error messages say it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "NULL",
            Self::Boolean(_) => "BOOLEAN",
            Self::Integer(_) => "INTEGER",
            Self::Float(_) => "FLOAT",
            Self::String(_) => "STRING",
            Self::Date(_) => "DATE",
            Self::PartialDate(_) => "PARTIAL DATE",
            Self::LocalTime(_) => "LOCAL TIME",
            Self::Time(_) => "ZONED TIME",
            Self::LocalDateTime(_) => "LOCAL DATETIME",
            Self::DateTime(_) => "ZONED DATETIME",
            Self::Duration(_) => "DURATION",
            Self::Point(_) => "POINT",
            Self::List(_) => "LIST",
            Self::Map(_) => "MAP",
            Self::Node(_) => "NODE",
            Self::Relationship(_) => "RELATIONSHIP",
            Self::Path(_) => "PATH",
        }
    }

    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A list of these values.
    pub fn list(values: impl IntoIterator<Item = Value>) -> Self {
        Self::List(Arc::new(values.into_iter().collect()))
    }

    /// A map of these entries.
    pub fn map<K: Into<Arc<str>>>(entries: impl IntoIterator<Item = (K, Value)>) -> Self {
        entries.into_iter().map(|(key, value)| (key.into(), value)).collect::<Map>().into()
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// An estimate of the bytes that this value holds, itself included; what stands in it several
    /// times counts as often, up to the largest number there is.
    pub fn size(&self) -> usize {
        let inner = match self {
            Self::String(text) => text.len() + 32,
            Self::List(values) => values.bytes(),
            Self::Map(map) => map.bytes(),
            Self::DateTime(_) => 16 + size_of::<DateTime>(),
            Self::Duration(_) => 16 + size_of::<Duration>(),
            Self::Point(_) => 16 + size_of::<Point>(),
            Self::Path(path) => 96 + 4 * (path.nodes.len() + path.relationships.len()),
            _ => 0,
        };
        inner.saturating_add(size_of::<Self>())
    }

    /// Like [`size`](Self::size), but what is shared with the value before is not counted again.
    pub fn size_after(&self, before: Option<&Self>) -> usize {
        let shared = match (self, before) {
            (Self::String(a), Some(Self::String(b))) => Arc::ptr_eq(a, b),
            (Self::List(a), Some(Self::List(b))) => Arc::ptr_eq(a, b),
            (Self::Map(a), Some(Self::Map(b))) => Arc::ptr_eq(a, b),
            (Self::Path(a), Some(Self::Path(b))) => Arc::ptr_eq(a, b),
            _ => false,
        };
        if shared { size_of::<Self>() } else { self.size() }
    }

    /// Whether a property can hold this value: everything but nodes, relationships, paths and maps,
    /// and lists of the rest.
    pub fn is_storable(&self) -> bool {
        match self {
            Self::Map(_) | Self::Node(_) | Self::Relationship(_) | Self::Path(_) => false,
            Self::List(values) => values.iter().all(|v| !matches!(v, Self::Null | Self::List(_)) && v.is_storable()),
            _ => true,
        }
    }
}

/// Bit-for-bit sameness, as tests and undo need it: NaN is NaN, 1 is not 1.0.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
            (Self::String(a), Self::String(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::PartialDate(a), Self::PartialDate(b)) => a == b,
            (Self::LocalTime(a), Self::LocalTime(b)) => a == b,
            (Self::Time(a), Self::Time(b)) => a == b,
            (Self::LocalDateTime(a), Self::LocalDateTime(b)) => a == b,
            (Self::DateTime(a), Self::DateTime(b)) => a == b,
            (Self::Duration(a), Self::Duration(b)) => a == b,
            (Self::Point(a), Self::Point(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => a == b,
            (Self::Node(a), Self::Node(b)) => a == b,
            (Self::Relationship(a), Self::Relationship(b)) => a == b,
            (Self::Path(a), Self::Path(b)) => a == b,
            _ => false,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Self::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::String(value.into())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::String(value.into())
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Self::Map(Arc::new(map.into()))
    }
}

impl From<Arc<str>> for Value {
    fn from(value: Arc<str>) -> Self {
        Self::String(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::list(values.into_iter().map(Into::into))
    }
}
