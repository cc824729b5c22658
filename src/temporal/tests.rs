use proptest::prelude::*;

use super::*;

const ZONES: [&str; 6] = ["Z", "+01:00", "-02:05:07", "Europe/Stockholm", "America/New_York", "Australia/Lord_Howe"];

fn dates() -> impl Strategy<Value = Date> {
    prop_oneof![
        (-719_528_i64..2_932_896).prop_map(Date::from_days),
        (-365_243_219_162_i64..=365_241_780_471).prop_map(Date::from_days),
    ]
}

fn times() -> impl Strategy<Value = LocalTime> {
    (0_i64..24, 0_i64..60, 0_i64..60, prop_oneof![Just(0_i64), 0_i64..1_000_000_000])
        .prop_map(|(hour, minute, second, nano)| LocalTime::new(hour, minute, second, nano).unwrap())
}

fn date_times() -> impl Strategy<Value = DateTime> {
    (dates(), times(), 0..ZONES.len()).prop_filter_map("the calendar ends", |(date, time, zone)| {
        DateTime::resolve(LocalDateTime { date, time }, Zone::parse(ZONES[zone])?, None)
    })
}

fn instants() -> impl Strategy<Value = Instant> {
    prop_oneof![
        dates().prop_map(Instant::Date),
        times().prop_map(Instant::LocalTime),
        date_times().prop_map(|at| Instant::Time(at.time())),
        (dates(), times()).prop_map(|(date, time)| Instant::LocalDateTime(LocalDateTime { date, time })),
        date_times().prop_map(Instant::DateTime),
    ]
}

fn durations() -> impl Strategy<Value = Duration> {
    let amount = || prop_oneof![-100_i64..100, -1_000_000_000_000_i64..1_000_000_000_000, any::<i64>()];
    (amount(), amount(), amount(), -999_999_999_i64..1_000_000_000)
        .prop_filter_map("too long", |(months, days, seconds, nanos)| Duration::new(months, days, seconds, nanos))
}

fn fields() -> impl Strategy<Value = [Option<i64>; 6]> {
    let number = || proptest::option::of(prop_oneof![-3_i64..70, -1_000_i64..3_000, any::<i64>()]);
    [number(), number(), number(), number(), number(), number()]
}

proptest! {
    #[test]
    fn what_is_written_is_read(date in dates(), time in times(), at in date_times(), duration in durations()) {
        prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
        prop_assert_eq!(LocalTime::parse(&time.to_string()), Some(time));
        let local = LocalDateTime { date, time };
        prop_assert_eq!(LocalDateTime::parse(&local.to_string()), Some(local));
        prop_assert_eq!(Time::parse(&at.time().to_string()), Some(at.time()));
        prop_assert_eq!(DateTime::parse(&at.to_string()), Some(at));
        // the smallest number of seconds has no digits of its own sign to be written with
        if duration.second() > i64::MIN / 2 {
            prop_assert_eq!(Duration::parse(&duration.to_string()), Some(duration));
        }
    }

    #[test]
    fn no_text_is_too_strange(text in "[-+]?P?[0-9YMWDTHSQZ:.,+\\-\\[\\]é/]{0,24}", any in ".{0,20}") {
        for text in [text, any] {
            let _ = (Date::parse(&text), LocalTime::parse(&text), Time::parse(&text), LocalDateTime::parse(&text));
            let _ = (DateTime::parse(&text), Duration::parse(&text), Zone::parse(&text), PartialDate::parse(&text));
        }
    }

    #[test]
    fn from_one_to_the_other_is_between(from in instants(), to in instants()) {
        if let (Some(first), Some(last), Some(between)) = (from.date(), to.date(), Duration::between(&from, &to)) {
            // within one zone, what lies between leads from the one to the other
            if from.zone() == to.zone() && from.time().is_some() == to.time().is_some() && first <= last {
                let reached = from.plus(&between).unwrap();
                prop_assert_eq!(&reached, &to, "{} from {:?}", between, from);
            }
        }
        let _ = (Duration::in_months(&from, &to), Duration::in_days(&from, &to));
        let there = Duration::in_seconds(&from, &to).unwrap_or_default();
        let back = Duration::in_seconds(&to, &from).unwrap_or_default();
        if from.zone().is_some() == to.zone().is_some() {
            prop_assert_eq!(there.negated(), Some(back));
        }
    }

    #[test]
    fn arithmetic_never_panics(instant in instants(), a in durations(), b in durations(), x in any::<f64>(), i in any::<i64>()) {
        let _ = instant.plus(&a);
        let _ = (a.plus(&b), a.minus(&b), a.negated(), a.order(&b), a.to_string(), a.times(i.into()), a.divided(i.into()));
        if let Ok(x) = Decimal::try_from(x) {
            let _ = (a.times(x), a.divided(x));
        }
        for unit in Unit::names().filter_map(Unit::parse) {
            let _ = (unit.date_of(&instant), unit.time_of(&instant));
        }
        for name in Duration::units() {
            let _ = (a.component(name), Duration::of_units([(name, i.into())]));
        }
    }

    #[test]
    fn composing_never_panics(base in instants(), other in instants(), d in fields(), t in fields(), zone in 0..ZONES.len(), choice in 0..8_u8) {
        let [year, month, day, week, quarter, ordinal_day] = d;
        let date_fields = match choice % 4 {
            0 => DateFields { year, month, day, ..DateFields::default() },
            1 => DateFields { year, week, day_of_week: day, ..DateFields::default() },
            2 => DateFields { year, quarter, day_of_quarter: day, ..DateFields::default() },
            _ => DateFields { year, week, ordinal_day, ..DateFields::default() },
        };
        let [hour, minute, second, millisecond, microsecond, nanosecond] = t;
        let time_fields = TimeFields { hour, minute, second, millisecond, microsecond, nanosecond };
        let zone = Zone::parse(ZONES[zone]);
        let epoch = (choice > 6).then_some((year.unwrap_or(0), 7));
        let parts = Parts { date: None, time: (choice > 3).then_some(other), datetime: Some(base), epoch, date_fields, time_fields, zone };
        let _ = (parts.to_date(), parts.to_local_time(), parts.to_time(0), parts.to_local_date_time(), parts.to_date_time());
        let bare = Parts { datetime: None, time: None, ..parts };
        let _ = (bare.to_date(), bare.to_local_time(), bare.to_time(0), bare.to_local_date_time(), bare.to_date_time());
    }
}
