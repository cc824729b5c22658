//! Calendar values: a leaf that knows nothing of graphs or queries.
//!
//! Years run over the whole of openCypher's range (±999,999,999), which no calendar crate covers, so
//! the arithmetic is here; only the rules of named zones are taken from a crate. The rules follow
//! CIP2015-08-06 and, where it is silent, the openCypher TCK.

mod amount;
mod between;
mod calendar;
mod compose;
mod date;
mod date_time;
mod duration;
mod fields;
mod instant;
mod local_time;
mod parse;
mod partial;
mod scan;
#[cfg(test)]
mod tests;
mod truncate;
mod zone;

pub use amount::Decimal;
pub use compose::Parts;
pub use date::Date;
pub use date_time::{DateTime, Time};
pub use duration::Duration;
pub use fields::{DateFields, TimeFields};
pub use instant::{Component, Instant};
pub use local_time::{LocalDateTime, LocalTime};
pub use partial::{Interval, PartialDate};
pub use truncate::Unit;
pub use zone::{NamedZone, Offset, Zone};
