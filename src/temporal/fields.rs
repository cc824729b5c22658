//! Components that make a date or a time, or change one.

use super::{Date, LocalTime};

/// The components of a date that a map gives.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateFields {
    pub year: Option<i64>,
    pub quarter: Option<i64>,
    pub month: Option<i64>,
    pub week: Option<i64>,
    pub ordinal_day: Option<i64>,
    pub day_of_quarter: Option<i64>,
    pub day_of_week: Option<i64>,
    pub day: Option<i64>,
}

/// Which components say the day within its year.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Calendar,
    Week,
    Quarter,
    Ordinal,
}

impl DateFields {
    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        self.year.is_none() && self.named().iter().all(|(_, _, given)| given.is_none())
    }

    fn named(&self) -> [(&'static str, Form, Option<i64>); 7] {
        [
            ("month", Form::Calendar, self.month),
            ("day", Form::Calendar, self.day),
            ("week", Form::Week, self.week),
            ("dayOfWeek", Form::Week, self.day_of_week),
            ("quarter", Form::Quarter, self.quarter),
            ("dayOfQuarter", Form::Quarter, self.day_of_quarter),
            ("ordinalDay", Form::Ordinal, self.ordinal_day),
        ]
    }

    /// The one form of date that the components belong to.
    fn form(&self) -> Result<Form, String> {
        let mut found: Option<(&str, Form)> = None;
        for (name, form, _) in self.named().into_iter().filter(|(_, _, given)| given.is_some()) {
            match found {
                Some((other, earlier)) if earlier != form => {
                    return Err(format!("{other} and {name} do not go together"));
                }
                _ => found = Some((name, form)),
            }
        }
        Ok(found.map_or(Form::Calendar, |(_, form)| form))
    }

    /// Whether all components down to the day are given.
    pub fn is_whole(&self) -> bool {
        self.day.or(self.day_of_week).or(self.day_of_quarter).or(self.ordinal_day).is_some()
    }

    /// The date of these components. What is left out is its lowest value, but nothing larger than
    /// what is given may be left out.
    pub fn build(&self) -> Result<Date, String> {
        let form = self.form()?;
        let year = self.year.ok_or("a date needs a year")?;
        let needs = |small: Option<i64>, large: Option<i64>, message: &str| {
            if small.is_some() && large.is_none() { Err(message.to_owned()) } else { Ok(()) }
        };
        needs(self.day, self.month, "a day needs its month")?;
        needs(self.day_of_week, self.week, "a dayOfWeek needs its week")?;
        needs(self.day_of_quarter, self.quarter, "a dayOfQuarter needs its quarter")?;
        let first = |field: Option<i64>| field.unwrap_or(1);
        let date = match form {
            Form::Calendar => Date::new(year, first(self.month), first(self.day)),
            Form::Week => Date::from_week(year, first(self.week), first(self.day_of_week)),
            Form::Quarter => Date::from_quarter(year, first(self.quarter), first(self.day_of_quarter)),
            Form::Ordinal => Date::from_ordinal(year, first(self.ordinal_day)),
        };
        date.ok_or_else(|| self.missing(year))
    }

    /// The date with these components changed. The day of the month goes along as far as the new month
    /// has it; a quarter keeps the place of the month in it, a week the day of the week.
    pub fn change(&self, date: Date) -> Result<Date, String> {
        let form = self.form()?;
        let year = self.year.unwrap_or(date.year().into());
        let (month, day) = (i64::from(date.month()), i64::from(date.day()));
        let changed = match form {
            Form::Calendar => {
                let month = self.month.unwrap_or(month);
                self.day.map_or_else(|| Date::new_clamped(year, month, day), |day| Date::new(year, month, day))
            }
            Form::Week => {
                let year = self.year.unwrap_or(date.week_year());
                let day = self.day_of_week.unwrap_or(date.week_day());
                Date::from_week(year, self.week.unwrap_or(date.week()), day)
            }
            Form::Quarter => {
                let quarter = self.quarter.unwrap_or(date.quarter().into());
                match self.day_of_quarter {
                    Some(day) => Date::from_quarter(year, quarter, day),
                    None if !(1..=4).contains(&quarter) => None,
                    None => Date::new_clamped(year, (quarter - 1) * 3 + (month - 1) % 3 + 1, day),
                }
            }
            Form::Ordinal => Date::from_ordinal(year, self.ordinal_day.unwrap_or(date.ordinal_day())),
        };
        changed.ok_or_else(|| self.missing(year))
    }

    fn missing(&self, year: i64) -> String {
        let given = self.named().into_iter().filter_map(|(name, _, given)| Some(format!(", {name} {}", given?)));
        format!("the calendar has no year {year}{}", given.collect::<String>())
    }
}

/// The components of a time of day that a map gives.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeFields {
    pub hour: Option<i64>,
    pub minute: Option<i64>,
    pub second: Option<i64>,
    pub millisecond: Option<i64>,
    pub microsecond: Option<i64>,
    pub nanosecond: Option<i64>,
}

impl TimeFields {
    fn fraction(&self) -> Option<i64> {
        self.millisecond.or(self.microsecond).or(self.nanosecond)
    }

    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        self.hour.or(self.minute).or(self.second).or(self.fraction()).is_none()
    }

    /// The time of these components; nothing larger than what is given may be left out.
    pub fn build(&self) -> Result<LocalTime, String> {
        let chain = [("hour", self.hour), ("minute", self.minute), ("second", self.second), ("", self.fraction())];
        let mut left_out = None;
        for (name, given) in chain {
            match (given, left_out) {
                (Some(_), Some(larger)) => return Err(format!("a time needs its {larger} before what is smaller")),
                (None, None) => left_out = Some(name),
                _ => {}
            }
        }
        self.change(LocalTime::default())
    }

    /// The time with these components changed. Parts of a second are given together: all others of them
    /// are zero then.
    pub fn change(&self, time: LocalTime) -> Result<LocalTime, String> {
        let nanosecond = match self.fraction() {
            None => time.nanosecond().into(),
            Some(_) => self.nanoseconds()?,
        };
        let hour = self.hour.unwrap_or(time.hour());
        let minute = self.minute.unwrap_or(time.minute());
        let second = self.second.unwrap_or(time.second());
        LocalTime::new(hour, minute, second, nanosecond)
            .ok_or_else(|| format!("a day has no hour {hour}, minute {minute}, second {second}"))
    }

    /// Parts of a second: each below the next larger one that is given, so that 123 ms, 456 µs and
    /// 789 ns are 0.123456789 s, and 645876123 ns alone are as much as they say.
    fn nanoseconds(&self) -> Result<i64, String> {
        let below = |name: &str, value: Option<i64>, limit: i64| match value.unwrap_or(0) {
            value if (0..limit).contains(&value) => Ok(value),
            value => Err(format!("{name} must be from 0 to {} here, not {value}", limit - 1)),
        };
        let milli = below("millisecond", self.millisecond, 1_000)?;
        let micro = below("microsecond", self.microsecond, if self.millisecond.is_some() { 1_000 } else { 1_000_000 })?;
        let limit = match (self.millisecond, self.microsecond) {
            (_, Some(_)) => 1_000,
            (Some(_), None) => 1_000_000,
            (None, None) => 1_000_000_000,
        };
        Ok(milli * 1_000_000 + micro * 1_000 + below("nanosecond", self.nanosecond, limit)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_built_and_changed() {
        let week = DateFields { week: Some(2), ..DateFields::default() };
        let date = |text: &str| Date::parse(text).unwrap();
        assert_eq!(week.change(date("1816-12-31")), Ok(date("1817-01-07")));
        let quarter = DateFields { quarter: Some(3), ..DateFields::default() };
        assert_eq!(quarter.change(date("1984-11-11")), Ok(date("1984-08-11")));
        assert_eq!(quarter.change(date("1984-05-31")), Ok(date("1984-08-31")));
        let month = DateFields { month: Some(2), ..DateFields::default() };
        assert_eq!(month.change(date("1984-01-31")), Ok(date("1984-02-29")));
        assert!(month.build().is_err());
        let mixed = DateFields { week: Some(2), ..month };
        assert!(mixed.change(date("1984-01-31")).is_err());
        let day = DateFields { year: Some(1984), day: Some(1), ..DateFields::default() };
        assert!(day.build().is_err());
        let far = DateFields { year: Some(i64::MAX), quarter: Some(i64::MIN), ..DateFields::default() };
        assert!(far.build().is_err() && far.change(date("2000-01-01")).is_err());
    }

    #[test]
    fn parts_of_a_second_go_together() {
        let time = |milli, micro, nano| {
            let fields =
                TimeFields { millisecond: milli, microsecond: micro, nanosecond: nano, ..TimeFields::default() };
            fields.change(LocalTime::default()).map(LocalTime::nanosecond)
        };
        assert_eq!(time(Some(123), Some(456), Some(789)), Ok(123_456_789));
        assert_eq!(time(Some(123), None, Some(456_789)), Ok(123_456_789));
        assert_eq!(time(None, None, Some(999_999_999)), Ok(999_999_999));
        assert!(time(Some(123), Some(1_000), None).is_err());
        assert!(time(None, Some(1), Some(1_000)).is_err());
        assert!(time(Some(-1), None, None).is_err());
        assert!(TimeFields { minute: Some(1), ..TimeFields::default() }.build().is_err());
    }
}
