//! Dates, times and durations: made, truncated, measured.

mod arguments;
pub(super) mod clock;
pub(super) mod duration;
pub(super) mod instant;
pub(super) mod partial;
pub(super) mod truncate;
