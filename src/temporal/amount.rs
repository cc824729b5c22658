//! Durations from numbers with fractions, computed exactly: what is left of a month goes on as days of
//! its average length, what is left of a day as hours, and so on (CIP2015-08-06, arithmetic).

use super::Duration;
use super::duration::MONTH;
use super::local_time::{DAY, NANOS};

/// A decimal number: so many of `1 / over`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    count: i128,
    /// A power of ten.
    over: i128,
}

impl Decimal {
    /// A number with digits after the point, as many as count (18). `None` where it is too large.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, text.get(1..)?),
            b'+' => (false, text.get(1..)?),
            _ => (false, text),
        };
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let fraction = fraction.get(..18).unwrap_or(fraction).trim_end_matches('0');
        if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let over = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        let count = format!("0{whole}{fraction}").parse::<i128>().ok()?;
        Some(Self { count: if negative { -count } else { count }, over })
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.count == 0
    }

    /// So many of `1 / over` make this number.
    fn scaled(self, over: i128, times: i128) -> Option<i128> {
        self.count.checked_mul(over / self.over)?.checked_mul(times)
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self { count: number.into(), over: 1 }
    }
}

impl TryFrom<f64> for Decimal {
    type Error = ();

    /// The shortest decimal number that is read as this float: what a person wrote.
    fn try_from(number: f64) -> Result<Self, ()> {
        Self::parse(&number.to_string()).ok_or(())
    }
}

/// Numerators of one denominator.
struct Amounts {
    months: i128,
    days: i128,
    seconds: i128,
    nanoseconds: i128,
    over: i128,
}

impl Amounts {
    /// Whole months, days, seconds and nanoseconds; what is left of each goes on to the next, and what
    /// is left of nanoseconds is dropped.
    fn settle(&self) -> Option<Duration> {
        let over = self.over;
        let (months, rest) = (self.months.checked_div(over)?, self.months.checked_rem(over)?);
        let seconds_of_days = self.days.checked_mul(DAY.into())?.checked_add(rest.checked_mul(MONTH)?)?;
        let day = over.checked_mul(DAY.into())?;
        let (days, rest) = (seconds_of_days.checked_div(day)?, seconds_of_days.checked_rem(day)?);
        let all = self.seconds.checked_add(rest)?;
        let (seconds, rest) = (all.checked_div(over)?, all.checked_rem(over)?);
        let nanoseconds = self.nanoseconds.checked_add(rest.checked_mul(NANOS.into())?)?.checked_div(over)?;
        let seconds = seconds.checked_add(nanoseconds.div_euclid(NANOS.into()))?;
        Duration::new(
            months.try_into().ok()?,
            days.try_into().ok()?,
            seconds.try_into().ok()?,
            nanoseconds.rem_euclid(NANOS.into()).try_into().ok()?,
        )
    }
}

/// A unit of a duration: its name in a map, and what it is made of.
const UNITS: [(&str, Group, i128); 11] = [
    ("years", Group::Months, 12),
    ("quarters", Group::Months, 3),
    ("months", Group::Months, 1),
    ("weeks", Group::Days, 7),
    ("days", Group::Days, 1),
    ("hours", Group::Seconds, 3600),
    ("minutes", Group::Seconds, 60),
    ("seconds", Group::Seconds, 1),
    ("milliseconds", Group::Nanoseconds, 1_000_000),
    ("microseconds", Group::Nanoseconds, 1_000),
    ("nanoseconds", Group::Nanoseconds, 1),
];

#[derive(Clone, Copy)]
enum Group {
    Months,
    Days,
    Seconds,
    Nanoseconds,
}

impl Duration {
    /// The names of units, from the largest.
    pub fn units() -> impl Iterator<Item = &'static str> {
        UNITS.iter().map(|(name, ..)| *name)
    }

    /// So many of each unit. `None` if a unit is not known or the duration does not fit.
    pub fn of_units<'a>(units: impl IntoIterator<Item = (&'a str, Decimal)>) -> Option<Self> {
        let units: Vec<_> = units.into_iter().collect();
        let over = units.iter().map(|(_, number)| number.over).max().unwrap_or(1);
        let mut amounts = Amounts { months: 0, days: 0, seconds: 0, nanoseconds: 0, over };
        for (name, number) in units {
            let (_, group, times) = UNITS.iter().find(|(unit, ..)| unit.eq_ignore_ascii_case(name))?;
            let part = match group {
                Group::Months => &mut amounts.months,
                Group::Days => &mut amounts.days,
                Group::Seconds => &mut amounts.seconds,
                Group::Nanoseconds => &mut amounts.nanoseconds,
            };
            *part = part.checked_add(number.scaled(over, *times)?)?;
        }
        amounts.settle()
    }

    /// So many times this long.
    pub fn times(&self, factor: Decimal) -> Option<Self> {
        self.scaled(factor.count, factor.over)
    }

    /// The part of this length that fits so many times. `None` also for zero times.
    pub fn divided(&self, divisor: Decimal) -> Option<Self> {
        let sign = divisor.count.signum();
        self.scaled(divisor.over * sign, divisor.count.checked_abs()?)
    }

    fn scaled(&self, times: i128, over: i128) -> Option<Self> {
        let scaled = |part: i64| i128::from(part).checked_mul(times);
        // seconds and nanoseconds of one sign, so that both are rounded towards zero
        let (seconds, nanoseconds) = if self.second() < 0 && self.nanosecond() != 0 {
            (self.second() + 1, i64::from(self.nanosecond()) - NANOS)
        } else {
            (self.second(), i64::from(self.nanosecond()))
        };
        Amounts {
            months: scaled(self.months())?,
            days: scaled(self.days())?,
            seconds: scaled(seconds)?,
            nanoseconds: scaled(nanoseconds)?,
            over,
        }
        .settle()
    }

    /// Reads `P14DT16H12M`, each unit at most once and from the largest, with a sign and a fraction if
    /// need be; or a date and a time, `P2012-02-02T14:37:21.545`, whose parts are within their bounds.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let rest = rest.strip_prefix('P')?;
        let found = by_units(rest).or_else(|| by_date_and_time(rest))?;
        if negative { found.negated() } else { Some(found) }
    }
}

fn by_units(text: &str) -> Option<Duration> {
    const DATE: [(char, &str); 5] = [('Y', "years"), ('Q', "quarters"), ('M', "months"), ('W', "weeks"), ('D', "days")];
    const TIME: [(char, &str); 3] = [('H', "hours"), ('M', "minutes"), ('S', "seconds")];
    let (date, time) = match text.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None if text.is_empty() => return None,
        None => (text, ""),
    };
    let mut units = Vec::new();
    for (mut rest, letters) in [(date, &DATE[..]), (time, &TIME[..])] {
        let mut letters = letters.iter();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let number = rest.get(..end)?;
            let whole = number.trim_start_matches(['+', '-']);
            if !whole.starts_with(|c: char| c.is_ascii_digit())
                || number.len() > whole.len() + 1
                || whole.ends_with(['.', ','])
            {
                return None;
            }
            let letter = rest.get(end..)?.chars().next()?;
            let (_, unit) = letters.find(|(known, _)| *known == letter)?;
            units.push((*unit, Decimal::parse(number)?));
            rest = rest.get(end + 1..)?;
        }
    }
    Duration::of_units(units)
}

fn by_date_and_time(text: &str) -> Option<Duration> {
    let (date, time) = text.split_once('T')?;
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<i64>().ok()).flatten();
    let (years, months, days) = match date.len() {
        10 => {
            let mut parts = date.split('-');
            let found = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() || found.0.len() != 4 || found.1.len() != 2 {
                return None;
            }
            found
        }
        8 => (date.get(..4)?, date.get(4..6)?, date.get(6..)?),
        _ => return None,
    };
    let (years, months, days) = (number(years)?, number(months)?, number(days)?);
    let time = super::LocalTime::parse(time).filter(|_| !time.starts_with('T') && months <= 12 && days <= 31)?;
    Duration::new(years * 12 + months, days, time.second_of_day(), time.nanosecond().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duration(text: &str) -> Duration {
        Duration::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn texts_of_both_forms() {
        for (text, written) in [
            ("P14DT16H12M", "P14DT16H12M"),
            ("P5M1.5D", "P5M1DT12H"),
            ("P0.75M", "P22DT19H51M49.5S"),
            ("PT0.75M", "PT45S"),
            ("P2.5W", "P17DT12H"),
            ("P1Q", "P3M"),
            ("P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S"),
            ("P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S"),
            ("P20120202T143721.545", "P2012Y2M2DT14H37M21.545S"),
            ("P-1Y", "P-1Y"),
            ("-P1YT1S", "P-1YT-1S"),
            ("PT-0.5S", "PT-0.5S"),
            ("P-1.5D", "P-1DT-12H"),
            ("PT0,1S", "PT0.1S"),
        ] {
            assert_eq!(duration(text).to_string(), written, "{text}");
        }
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "P1DT",
            "1D",
            "P1H",
            "P1D1Y",
            "P1D1D",
            "PT1.S",
            "P--1D",
            "P2012-13-02T14:37",
            "P99999999999999999999Y",
            "PéD",
        ] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn products_and_parts() {
        let d = duration("P12Y5M14DT16H13M10.000000001S");
        let half = Decimal::parse("0.5").unwrap();
        assert_eq!(d.times(2.into()).unwrap().to_string(), "P24Y10M28DT32H26M20.000000002S");
        assert_eq!(d.divided(2.into()).unwrap().to_string(), "P6Y2M22DT13H21M8S");
        assert_eq!(d.times(half), d.divided(2.into()));
        assert_eq!(d.divided(half), d.times(2.into()));
        assert_eq!(duration("P1D").divided(3.into()).unwrap().to_string(), "PT8H");
        assert_eq!(duration("PT1S").times(0.1.try_into().unwrap()).unwrap().to_string(), "PT0.1S");
        assert_eq!(duration("PT-0.5S").times((-1).into()), Some(duration("PT0.5S")));
        assert_eq!(duration("PT1S").divided((-4).into()), Some(duration("PT-0.25S")));
        assert_eq!(d.divided(0.into()), None);
        assert_eq!(d.times(i64::MAX.into()), None);
        assert_eq!(Decimal::try_from(f64::NAN), Err(()));
        assert!(Decimal::try_from(1e300).is_err());
        assert_eq!(d.divided(Decimal::try_from(1e30).unwrap()).unwrap().to_string(), "PT0S");
    }

    #[test]
    fn fractions_go_on_to_smaller_units() {
        let units = [("years", "12.5"), ("months", "5.5"), ("days", "14.5"), ("hours", "16.5"), ("seconds", "70.5")];
        let d = Duration::of_units(units.map(|(unit, number)| (unit, Decimal::parse(number).unwrap())));
        assert_eq!(d.unwrap().to_string(), "P12Y11M29DT33H45M43.5S");
        assert_eq!(Duration::of_units([("days", i64::MAX.into()), ("weeks", i64::MAX.into())]), None);
    }
}
