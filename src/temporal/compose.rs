//! Instants made of components and of other instants (CIP2015-08-06, converting and composing).

use super::{Date, DateFields, DateTime, Instant, LocalDateTime, LocalTime, Time, TimeFields, Zone};

/// What an instant is to be made of.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Whose day to take.
    pub date: Option<Instant>,
    /// Whose time of day to take, with its zone.
    pub time: Option<Instant>,
    /// Whose day, time and zone to take, as far as `date` and `time` do not say otherwise.
    pub datetime: Option<Instant>,
    /// A moment: seconds after 1970 UTC, and nanoseconds.
    pub epoch: Option<(i64, u32)>,
    /// Components of the day.
    pub date_fields: DateFields,
    /// Components of the time.
    pub time_fields: TimeFields,
    /// The zone. Where a zone comes with the time, the moment stays and the clock changes; else the
    /// clock stays.
    pub zone: Option<Zone>,
}

impl Parts {
    /// Whether only a zone is said, or nothing: the present moment is meant then.
    pub fn is_now(&self) -> bool {
        self.date.is_none()
            && self.time.is_none()
            && self.datetime.is_none()
            && self.epoch.is_none()
            && self.date_fields.is_empty()
            && self.time_fields.is_empty()
    }

    /// The day.
    pub fn to_date(&self) -> Result<Date, String> {
        match self.date.as_ref().or(self.datetime.as_ref()) {
            Some(source) => self.date_fields.change(source.date().ok_or("a time has no day")?),
            None => self.date_fields.build(),
        }
    }

    /// The time of day.
    pub fn to_local_time(&self) -> Result<LocalTime, String> {
        match self.time.as_ref().or(self.datetime.as_ref()) {
            Some(source @ Instant::Date(_)) if self.time.is_some() => Err(no_time(source)),
            Some(source) => self.time_fields.change(source.time().unwrap_or_default()),
            None if self.date.is_some() => self.time_fields.change(LocalTime::default()),
            None => self.time_fields.build(),
        }
    }

    /// The time of day at an offset. A named zone is at the offset that it has now.
    pub fn to_time(&self, now: i64) -> Result<Time, String> {
        let local = self.to_local_time()?;
        let source = self.time.as_ref().or(self.datetime.as_ref()).and_then(Instant::offset);
        let wanted = self.zone.as_ref().map(|zone| zone.offset_at(now));
        Ok(match (source, wanted) {
            (Some(source), Some(wanted)) => Time { local, offset: source }.at_offset(wanted),
            (source, wanted) => Time { local, offset: wanted.or(source).unwrap_or_default() },
        })
    }

    /// The day and the time.
    pub fn to_local_date_time(&self) -> Result<LocalDateTime, String> {
        if let Some((seconds, nanosecond)) = self.epoch {
            let zone = self.zone.clone().unwrap_or(Zone::UTC);
            let base = DateTime::at(seconds, nanosecond, zone).ok_or_else(outside)?.local();
            let date = self.date_fields.change(base.date)?;
            return Ok(LocalDateTime { date, time: self.time_fields.change(base.time)? });
        }
        let has_base = self.date.is_some() || self.datetime.is_some();
        if !has_base && !self.time_fields.is_empty() && self.time.is_none() && !self.date_fields.is_whole() {
            return Err("a time needs its day before it".to_owned());
        }
        Ok(LocalDateTime { date: self.to_date()?, time: self.to_local_time()? })
    }

    /// The day and the time in a zone; UTC if none is said.
    pub fn to_date_time(&self) -> Result<DateTime, String> {
        let local = self.to_local_date_time()?;
        let source = match (&self.time, &self.datetime, self.epoch) {
            (_, _, Some(_)) => None,
            (Some(time), ..) => Some(time),
            (None, datetime, None) => datetime.as_ref(),
        };
        let resolved = match (source.and_then(|source| Some((source, source.zone()?))), &self.zone) {
            (Some((source, zone)), Some(wanted)) => {
                DateTime::resolve(local, zone, source.offset()).and_then(|it| it.in_zone(wanted.clone()))
            }
            (Some((source, zone)), None) => DateTime::resolve(local, zone, source.offset()),
            (None, wanted) => DateTime::resolve(local, wanted.clone().unwrap_or(Zone::UTC), None),
        };
        resolved.ok_or_else(outside)
    }
}

fn no_time(source: &Instant) -> String {
    let date = source.date().map(|date| date.to_string()).unwrap_or_default();
    format!("{date} is a day without a time")
}

fn outside() -> String {
    "this lies outside the years from -999999999 to 999999999".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date_time(text: &str) -> Instant {
        Instant::DateTime(DateTime::parse(text).unwrap())
    }

    #[test]
    fn a_zone_that_comes_with_the_time_keeps_the_moment() {
        let zoned = date_time("1984-10-11T12:00+01:00[Europe/Stockholm]");
        let wanted = Zone::parse("+05:00");
        let parts = Parts { datetime: Some(zoned.clone()), zone: wanted.clone(), ..Parts::default() };
        assert_eq!(parts.to_date_time().unwrap().to_string(), "1984-10-11T16:00+05:00");
        assert_eq!(parts.to_time(0).unwrap().to_string(), "16:00+05:00");
        let local = Instant::LocalDateTime(LocalDateTime::parse("1984-10-11T12:00").unwrap());
        let parts = Parts { datetime: Some(local), zone: wanted.clone(), ..Parts::default() };
        assert_eq!(parts.to_date_time().unwrap().to_string(), "1984-10-11T12:00+05:00");
        // a day brings no zone
        let fields = TimeFields { hour: Some(10), ..TimeFields::default() };
        let parts = Parts { date: Some(zoned), time_fields: fields, ..Parts::default() };
        assert_eq!(parts.to_date_time().unwrap().to_string(), "1984-10-11T10:00Z");
    }

    #[test]
    fn a_moment_since_1970() {
        let parts = Parts { epoch: Some((0, 5)), zone: Zone::parse("+01:00"), ..Parts::default() };
        assert_eq!(parts.to_date_time().unwrap().to_string(), "1970-01-01T01:00:00.000000005+01:00");
        assert!(Parts { epoch: Some((i64::MAX, 0)), ..Parts::default() }.to_date_time().is_err());
    }

    #[test]
    fn nothing_larger_is_left_out() {
        let fields = TimeFields { hour: Some(10), ..TimeFields::default() };
        let year = DateFields { year: Some(1984), ..DateFields::default() };
        let parts = Parts { date_fields: year, time_fields: fields, ..Parts::default() };
        assert!(parts.to_local_date_time().is_err());
        assert!(Parts { date_fields: year, ..Parts::default() }.to_local_date_time().is_ok());
        let only_date = Instant::Date(Date::from_days(0));
        assert!(Parts { time: Some(only_date), ..Parts::default() }.to_local_time().is_err());
    }
}
