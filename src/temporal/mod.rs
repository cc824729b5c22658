//! Calendar values: a leaf that knows nothing of graphs or queries.
//!
//! Years run over the whole of openCypher's range (±999,999,999), which no calendar crate covers,
//! so the day arithmetic is here.

mod date;
mod partial;

pub use date::Date;
pub use partial::{Interval, PartialDate};
