//! Time zones: fixed offsets, and names with the rules of the IANA database.
//!
//! The database's crate counts years from -9999 to 9999; openCypher counts to ±999,999,999. Outside,
//! a zone keeps its rules: before, the first offset it ever had; after, its last rule, which repeats
//! every 400 years as the calendar does.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::local_time::DAY;
use super::scan::Scan;
use super::{Date, LocalDateTime};

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// Seconds east of UTC, at most 18 hours either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Offset(i32);

impl Offset {
    /// UTC itself.
    pub const UTC: Self = Self(0);

    /// An offset of so many seconds, if it is not too large.
    pub fn new(seconds: i64) -> Option<Self> {
        (-64_800..=64_800).contains(&seconds).then_some(Self(seconds as i32))
    }

    /// Seconds east of UTC.
    pub fn seconds(self) -> i64 {
        self.0.into()
    }
}

/// `Z`, `+01:00` or, where there are seconds, `+00:53:28`.
impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.unsigned_abs();
        if all == 0 {
            return f.write_str("Z");
        }
        let sign = if self.0 < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", all / 3600, all / 60 % 60)?;
        if all.is_multiple_of(60) { Ok(()) } else { write!(f, ":{:02}", all % 60) }
    }
}

/// A zone of the IANA database.
#[derive(Clone, Debug)]
pub struct NamedZone {
    name: Arc<str>,
    rules: TimeZone,
}

impl PartialEq for NamedZone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for NamedZone {}

impl Hash for NamedZone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// Where a clock stands: at a fixed offset from UTC, or in a named zone whose offset changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// At a fixed offset.
    Fixed(Offset),
    /// By the rules of a place.
    Named(NamedZone),
}

/// How a local time lies to the rules of a zone.
pub(super) enum Fit {
    /// It happens once, at this offset.
    Once(Offset),
    /// It never happens: clocks, which were at this offset, were put forward over it.
    Gap(Offset),
    /// It happens twice: clocks were put back from the first offset to the second.
    Twice(Offset, Offset),
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self::Fixed(Offset::UTC);

    /// Reads `Z`, `+01:00`, `+0100`, `+01`, `+00:53:28` or a name such as `Europe/Stockholm`, in any
    /// case and with blanks for underscores (openCypher writes `America/Los Angeles`).
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        if let Some(offset) = scan.offset().filter(|_| scan.at_end()) {
            return Some(Self::Fixed(offset));
        }
        Self::named(text)
    }

    /// The zone of this name.
    pub fn named(name: &str) -> Option<Self> {
        let rules = DATABASE.get(&name.replace(' ', "_")).ok()?;
        let name = rules.iana_name()?.into();
        Some(Self::Named(NamedZone { name, rules }))
    }

    /// The name, if it is no fixed offset.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Fixed(_) => None,
            Self::Named(zone) => Some(&zone.name),
        }
    }

    /// The offset at a moment, given in seconds after 1970 UTC.
    pub fn offset_at(&self, seconds: i64) -> Offset {
        let zone = match self {
            Self::Fixed(offset) => return *offset,
            Self::Named(zone) => zone,
        };
        let moment = Date::from_days_checked(seconds.div_euclid(DAY))
            .and_then(stand_in)
            .map(|date| date.days() * DAY + seconds.rem_euclid(DAY))
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
        moment.map_or(Offset::UTC, |moment| Offset(zone.rules.to_offset(moment).seconds()))
    }

    /// How a local time lies to the zone's rules.
    pub(super) fn fit(&self, local: LocalDateTime) -> Fit {
        let zone = match self {
            Self::Fixed(offset) => return Fit::Once(*offset),
            Self::Named(zone) => zone,
        };
        let Some(local) = jiff_local(local) else { return Fit::Once(Offset::UTC) };
        let offset = |offset: jiff::tz::Offset| Offset(offset.seconds());
        match zone.rules.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset: one } => Fit::Once(offset(one)),
            AmbiguousOffset::Gap { before, .. } => Fit::Gap(offset(before)),
            AmbiguousOffset::Fold { before, after } => Fit::Twice(offset(before), offset(after)),
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(offset) => write!(f, "{offset}"),
            Self::Named(zone) => f.write_str(&zone.name),
        }
    }
}

/// A day within the database's years at which the same rules hold.
fn stand_in(date: Date) -> Option<Date> {
    let year = match i64::from(date.year()) {
        // no zone had left its first offset by then; a leap year, so that each day is there
        ..-9000 => -8800,
        year @ 9600.. => 9200 + (year - 9200).rem_euclid(400),
        year => year,
    };
    Date::new(year, date.month().into(), date.day().into())
}

fn jiff_local(local: LocalDateTime) -> Option<jiff::civil::DateTime> {
    let date = stand_in(local.date)?;
    let time = local.time;
    jiff::civil::DateTime::new(
        i16::try_from(date.year()).ok()?,
        i8::try_from(date.month()).ok()?,
        i8::try_from(date.day()).ok()?,
        i8::try_from(time.hour()).ok()?,
        i8::try_from(time.minute()).ok()?,
        i8::try_from(time.second()).ok()?,
        i32::try_from(time.nanosecond()).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_and_written() {
        for text in ["Z", "+01:00", "-02:05:07", "+18:00", "Europe/Stockholm", "UTC"] {
            assert_eq!(Zone::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Zone::parse("-00:00").unwrap().to_string(), "Z");
        assert_eq!(Zone::parse("+0130").unwrap().to_string(), "+01:30");
        assert_eq!(Zone::parse("america/los angeles").unwrap().to_string(), "America/Los_Angeles");
        for text in ["", "Nowhere", "+19:00", "+1", "+01:60", "+01:00x", "01:00"] {
            assert_eq!(Zone::parse(text), None, "{text}");
        }
    }

    #[test]
    fn rules_hold_outside_the_years_of_the_database() {
        let zone = Zone::parse("Europe/Stockholm").unwrap();
        let offset = |year, month| {
            let date = Date::new(year, month, 15).unwrap();
            zone.offset_at(LocalDateTime::midnight(date).epoch_seconds()).to_string()
        };
        assert_eq!(offset(999_999_999, 7), "+02:00");
        assert_eq!(offset(999_999_999, 1), "+01:00");
        assert_eq!(offset(9999, 12), "+01:00");
        assert_eq!(offset(-999_999_999, 7), "+00:53:28");
    }
}
