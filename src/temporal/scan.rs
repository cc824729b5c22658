//! A scanner over the texts of dates, times and zones. What it does not find it leaves where it is.

use super::{Date, LocalTime, Offset, Zone};

pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest().is_empty()
    }

    /// Goes over the text, if it comes next.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// The digits that come next, perhaps none.
    pub(super) fn digits(&mut self) -> &'a str {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += length;
        rest.get(..length).unwrap_or("")
    }

    /// A number of exactly so many digits, with no further digit after it.
    fn number(&mut self, length: usize) -> Option<i64> {
        let start = self.at;
        let digits = self.digits();
        if digits.len() == length {
            return digits.parse().ok();
        }
        self.at = start;
        None
    }

    /// The mark and a number of so many digits, or nothing of both.
    fn marked(&mut self, mark: &str, length: usize) -> Option<i64> {
        let start = self.at;
        let number = if self.take(mark) { self.number(length) } else { None };
        if number.is_none() {
            self.at = start;
        }
        number
    }

    /// A date in any form of the CIP: calendar, week, quarter and ordinal dates, basic (`2015W302`)
    /// and extended (`2015-W30-2`). What is left out from the end is its lowest value. A year with a
    /// sign has up to nine digits and is set apart from what follows.
    pub(super) fn date(&mut self) -> Option<Date> {
        let signed = match self.rest().as_bytes().first()? {
            b'-' => Some(-1),
            b'+' => Some(1),
            _ => None,
        };
        self.at += usize::from(signed.is_some());
        let digits = self.digits();
        let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i64>().ok());
        let year = match (signed, digits.len()) {
            (Some(sign), 1..=9) => sign * digits.parse::<i64>().ok()?,
            (None, 4) => part(0, 4)?,
            (None, 6) => return Date::new(part(0, 4)?, part(4, 6)?, 1),
            (None, 7) => return Date::from_ordinal(part(0, 4)?, part(4, 7)?),
            (None, 8) => return Date::new(part(0, 4)?, part(4, 6)?, part(6, 8)?),
            _ => return None,
        };
        if let Some(week) = self.marked("-W", 2) {
            return Date::from_week(year, week, self.marked("-", 1).unwrap_or(1));
        }
        if let Some(week) = self.marked("W", 2) {
            return Date::from_week(year, week, 1);
        }
        if let Some(week) = self.marked("W", 3) {
            return Date::from_week(year, week / 10, week % 10);
        }
        if let Some(quarter) = self.marked("-Q", 1) {
            return Date::from_quarter(year, quarter, self.marked("-", 2).unwrap_or(1));
        }
        if let Some(quarter) = self.marked("Q", 1) {
            return Date::from_quarter(year, quarter, 1);
        }
        if let Some(quarter) = self.marked("Q", 3) {
            return Date::from_quarter(year, quarter / 100, quarter % 100);
        }
        if let Some(day) = self.marked("-", 3) {
            return Date::from_ordinal(year, day);
        }
        let Some(month) = self.marked("-", 2) else { return Date::new(year, 1, 1) };
        Date::new(year, month, self.marked("-", 2).unwrap_or(1))
    }

    /// A time of day: `21:40:32.142`, `214032,142`, `21:40`, `2140` or `21`.
    pub(super) fn time(&mut self) -> Option<LocalTime> {
        let digits = self.digits();
        let part = |from: usize| digits.get(from..from + 2).and_then(|part| part.parse::<i64>().ok());
        let (hour, minute, second) = match digits.len() {
            2 => {
                let minute = self.marked(":", 2);
                let second = if minute.is_some() { self.marked(":", 2) } else { None };
                (part(0)?, minute, second)
            }
            4 => (part(0)?, part(2), None),
            6 => (part(0)?, part(2), part(4)),
            _ => return None,
        };
        let nanosecond = if second.is_some() { self.fraction()? } else { 0 };
        LocalTime::new(hour, minute.unwrap_or(0), second.unwrap_or(0), nanosecond)
    }

    /// What follows the point, in billionths; 0 without a point, and an error for no or too many digits.
    pub(super) fn fraction(&mut self) -> Option<i64> {
        if !self.take(".") && !self.take(",") {
            return Some(0);
        }
        let digits = self.digits();
        if !(1..=9).contains(&digits.len()) {
            return None;
        }
        format!("{digits:0<9}").parse().ok()
    }

    /// An offset from UTC: `Z`, `+01`, `+0100`, `+01:00`, `+01:00:30`.
    pub(super) fn offset(&mut self) -> Option<Offset> {
        let start = self.at;
        let found = self.read_offset();
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn read_offset(&mut self) -> Option<Offset> {
        if self.take("Z") {
            return Some(Offset::UTC);
        }
        let sign = if self.take("+") {
            1
        } else if self.take("-") {
            -1
        } else {
            return None;
        };
        let digits = self.digits();
        let part = |from: usize| digits.get(from..from + 2).and_then(|part| part.parse::<i64>().ok());
        let (hours, minutes, seconds) = match digits.len() {
            2 => {
                let minutes = self.marked(":", 2);
                let seconds = if minutes.is_some() { self.marked(":", 2) } else { None };
                (part(0)?, minutes.unwrap_or(0), seconds.unwrap_or(0))
            }
            4 => (part(0)?, part(2)?, 0),
            6 => (part(0)?, part(2)?, part(4)?),
            _ => return None,
        };
        if minutes >= 60 || seconds >= 60 {
            return None;
        }
        Offset::new(sign * (hours * 3600 + minutes * 60 + seconds))
    }

    /// A zone's name in square brackets.
    pub(super) fn bracketed(&mut self) -> Option<Zone> {
        let start = self.at;
        let found = self.take("[").then(|| self.rest().split_once(']')).flatten();
        let zone = found.and_then(|(name, _)| Some((name, Zone::named(name)?)));
        let Some((name, zone)) = zone else {
            self.at = start;
            return None;
        };
        self.at += name.len() + 1;
        Some(zone)
    }
}
