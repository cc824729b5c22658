//! Texts of ISO 8601 as instants.

use super::scan::Scan;
use super::{Date, DateTime, LocalDateTime, LocalTime, Offset, Time, Zone};

impl Date {
    /// Reads a date in any form of ISO 8601, and quarter dates: `2022-04-18`, `20220418`,
    /// `2022-W16-1`, `2022W161`, `2022-Q2-18`, `2022-108`, `2022108`. What is missing from the end has
    /// its lowest value: `2022-04` is 1 April.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        scan.date().filter(|_| scan.at_end())
    }
}

impl LocalTime {
    /// Reads `21:40:32.142`, `214032.142`, `21:40`, `2140` or `21`, also after a `T`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        scan.take("T");
        scan.time().filter(|_| scan.at_end())
    }
}

impl Time {
    /// Reads a time of day and an offset; without one, UTC is meant.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        scan.take("T");
        let local = scan.time()?;
        let offset = scan.offset();
        scan.at_end().then_some(Self { local, offset: offset.unwrap_or_default() })
    }
}

impl LocalDateTime {
    /// Reads a date, `T`, and a time; without a time, midnight is meant.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        local(&mut scan).filter(|_| scan.at_end())
    }
}

impl DateTime {
    /// Reads a date, `T`, a time, an offset and a zone's name in brackets; without either of the last,
    /// UTC is meant. If both are given, they must agree.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        let local = local(&mut scan)?;
        let offset: Option<Offset> = scan.offset();
        let zone = scan.bracketed();
        if !scan.at_end() {
            return None;
        }
        let Some(zone) = zone else { return Self::resolve(local, Zone::Fixed(offset.unwrap_or_default()), None) };
        Self::resolve(local, zone, offset).filter(|found| offset.is_none_or(|offset| offset == found.offset()))
    }
}

fn local(scan: &mut Scan<'_>) -> Option<LocalDateTime> {
    let date = scan.date()?;
    let time = if scan.take("T") { scan.time()? } else { LocalTime::default() };
    Some(LocalDateTime { date, time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_all_forms() {
        for (text, date) in [
            ("2015-07-21", "2015-07-21"),
            ("20150721", "2015-07-21"),
            ("2015-07", "2015-07-01"),
            ("201507", "2015-07-01"),
            ("2015-W30-2", "2015-07-21"),
            ("2015W302", "2015-07-21"),
            ("2015-W30", "2015-07-20"),
            ("2015W30", "2015-07-20"),
            ("2015-Q2-60", "2015-05-30"),
            ("2015Q260", "2015-05-30"),
            ("2015-Q2", "2015-04-01"),
            ("2015Q2", "2015-04-01"),
            ("2015-202", "2015-07-21"),
            ("2015202", "2015-07-21"),
            ("2015", "2015-01-01"),
            ("+2015-W13-4", "2015-03-26"),
            ("+12345W01", "+12345-01-01"),
            ("-1", "-0001-01-01"),
        ] {
            assert_eq!(Date::parse(text).map(|d| d.to_string()).as_deref(), Some(date), "{text}");
        }
        for text in [
            "15",
            "20151",
            "2015-7-1",
            "2015-W3",
            "2015-W302",
            "2015-13",
            "2015-Q5",
            "2015-366",
            "+",
            "1234567890-01-01",
            "-1234567890",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_and_date_times() {
        let time = |text| Time::parse(text).map(|t| t.to_string());
        assert_eq!(time("T214032,1-0100").as_deref(), Some("21:40:32.100-01:00"));
        assert_eq!(time("2140-00:00").as_deref(), Some("21:40Z"));
        assert_eq!(time("22+18:00").as_deref(), Some("22:00+18:00"));
        for text in ["", "24", "21:60", "21:4", "214", "21:40:32.", "21:40:32.1234567890", "21+18:01", "21Z[UTC]"] {
            assert_eq!(time(text), None, "{text}");
        }
        let date_time = |text| DateTime::parse(text).map(|t| t.to_string());
        assert_eq!(date_time("2015-07-21").as_deref(), Some("2015-07-21T00:00Z"));
        assert_eq!(
            date_time("2015-07-21T21:40:32.142-04[America/New_York]").as_deref(),
            Some("2015-07-21T21:40:32.142-04:00[America/New_York]")
        );
        assert_eq!(
            date_time("1818-07-21T21:40[Europe/Stockholm]").as_deref(),
            Some("1818-07-21T21:40+00:53:28[Europe/Stockholm]")
        );
        for text in
            ["2015-07-21T21:40+03:00[Europe/Stockholm]", "2015-07-21T", "2015-07-21T21[Nowhere]", "2015-07-21T21[UTC"]
        {
            assert_eq!(date_time(text), None, "{text}");
        }
    }
}
