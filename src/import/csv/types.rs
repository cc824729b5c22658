//! The types that a header can give a column, and how their values are written.

use crate::temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, Zone};
use crate::value::{Crs, Point, Value};

/// The type of a column's values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ColumnType {
    pub(super) base: Base,
    /// Whether a field holds a list of such values.
    pub(super) is_list: bool,
}

/// The type of one value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    /// A whole number between two bounds: `long`, `int`, `short`, `byte`.
    Integer(i64, i64),
    Float,
    Boolean,
    Char,
    String,
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    /// In this zone where the field names none.
    DateTime(Option<Zone>),
    Duration,
    /// In this system where the field names none.
    Point(Option<Crs>),
}

impl ColumnType {
    pub(super) const STRING: Self = Self { base: Base::String, is_list: false };
    pub(super) const INTEGER: Self = Self { base: Base::Integer(i64::MIN, i64::MAX), is_list: false };

    /// The type of this name, such as `int` or `string[]`; `options` gives the text of an option.
    /// `None` if there is no such type; an error in words if an option makes no sense.
    pub(super) fn of_name(name: &str, options: impl Fn(&str) -> Option<String>) -> Option<Result<Self, String>> {
        let (name, is_list) = name.strip_suffix("[]").map_or((name, false), |name| (name, true));
        let base = match name.to_ascii_lowercase().as_str() {
            "long" | "integer" => Base::Integer(i64::MIN, i64::MAX),
            "int" => Base::Integer(i32::MIN.into(), i32::MAX.into()),
            "short" => Base::Integer(i16::MIN.into(), i16::MAX.into()),
            "byte" => Base::Integer(i8::MIN.into(), i8::MAX.into()),
            "float" | "double" => Base::Float,
            "boolean" => Base::Boolean,
            "char" => Base::Char,
            "string" => Base::String,
            "date" => Base::Date,
            "localtime" => Base::LocalTime,
            "time" => Base::Time,
            "localdatetime" => Base::LocalDateTime,
            "datetime" => match options("timezone").map(|zone| (Zone::parse(zone.trim()), zone)) {
                Some((None, zone)) => return Some(Err(format!("there is no time zone `{zone}`"))),
                Some((zone, _)) => Base::DateTime(zone),
                None => Base::DateTime(None),
            },
            "duration" => Base::Duration,
            "point" => match options("crs").map(|crs| (crs_named(&crs), crs)) {
                Some((None, crs)) => return Some(Err(format!("there is no coordinate reference system `{crs}`"))),
                Some((crs, _)) => Base::Point(crs),
                None => Base::Point(None),
            },
            _ => return None,
        };
        Some(Ok(Self { base, is_list }))
    }

    /// The name, as the language says it.
    pub(super) fn name(&self) -> String {
        let name = match self.base {
            Base::Integer(..) => "INTEGER",
            Base::Float => "FLOAT",
            Base::Boolean => "BOOLEAN",
            Base::Char | Base::String => "STRING",
            Base::Date => "DATE",
            Base::LocalTime => "LOCAL TIME",
            Base::Time => "ZONED TIME",
            Base::LocalDateTime => "LOCAL DATETIME",
            Base::DateTime(_) => "ZONED DATETIME",
            Base::Duration => "DURATION",
            Base::Point(_) => "POINT",
        };
        if self.is_list { format!("LIST<{name}>") } else { name.to_owned() }
    }

    /// The value of a field that is not empty, or what it should be, in words.
    pub(super) fn read(&self, text: &str, array_delimiter: char) -> Result<Value, String> {
        if self.is_list {
            let elements = text.split(array_delimiter).map(|element| self.base.read(element));
            return elements.collect::<Result<Vec<_>, _>>().map(Value::list);
        }
        self.base.read(text)
    }
}

impl Base {
    /// A value of this type, or what the text should be, in words.
    fn read(&self, text: &str) -> Result<Value, String> {
        let trimmed = text.trim();
        let wrong = |what: &str| format!("{} is not {what}", excerpt(text));
        let need = |value: Option<Value>, what: &str| value.ok_or_else(|| wrong(what));
        match self {
            Self::Integer(..) => self.integer(text).map(Value::from),
            Self::Float => self.float(text).map(Value::from),
            Self::Boolean => self.boolean(text).map(Value::from),
            Self::Char => {
                let mut chars = text.chars();
                let one = chars.next().is_some() && chars.next().is_none();
                need(one.then(|| text.into()), "one character")
            }
            Self::String => Ok(text.into()),
            Self::Date => need(Date::parse(trimmed).map(Into::into), "a date such as 2022-04-18"),
            Self::LocalTime => need(LocalTime::parse(trimmed).map(Into::into), "a local time such as 21:40:32"),
            Self::Time => need(Time::parse(trimmed).map(Into::into), "a time such as 21:40:32+01:00"),
            Self::LocalDateTime => {
                need(LocalDateTime::parse(trimmed).map(Into::into), "a local datetime such as 2022-04-18T21:40:32")
            }
            Self::DateTime(zone) => {
                // a field without a zone is one of local time
                let local = zone.clone().and_then(|zone| Some((LocalDateTime::parse(trimmed)?, zone)));
                let value = match local {
                    Some((local, zone)) => DateTime::resolve(local, zone, None),
                    None => DateTime::parse(trimmed),
                };
                need(value.map(Into::into), "a datetime such as 2022-04-18T21:40+02:00")
            }
            Self::Duration => need(Duration::parse(trimmed).map(Into::into), "a duration such as P14DT16H"),
            Self::Point(crs) => point(trimmed, *crs).map_err(|why| wrong(&why)),
        }
    }

    /// Whether an integer lies within this type's bounds.
    pub(super) fn holds(&self, number: i64) -> bool {
        !matches!(self, Self::Integer(least, most) if !(*least..=*most).contains(&number))
    }

    /// An integer within this type's bounds.
    pub(super) fn integer(&self, text: &str) -> Result<i64, String> {
        let (least, most) = if let Self::Integer(least, most) = self { (*least, *most) } else { (i64::MIN, i64::MAX) };
        let number: i64 = text.trim().parse().map_err(|_| format!("{} is not an integer", excerpt(text)))?;
        if (least..=most).contains(&number) {
            return Ok(number);
        }
        Err(format!("{number} does not lie between {least} and {most}"))
    }

    /// A float.
    #[expect(clippy::unused_self, reason = "as for the other types")]
    pub(super) fn float(&self, text: &str) -> Result<f64, String> {
        text.trim().parse().map_err(|_| format!("{} is not a number", excerpt(text)))
    }

    /// A boolean.
    #[expect(clippy::unused_self, reason = "as for the other types")]
    pub(super) fn boolean(&self, text: &str) -> Result<bool, String> {
        match text.trim() {
            t if t.eq_ignore_ascii_case("true") => Ok(true),
            f if f.eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(format!("{} is neither true nor false", excerpt(text))),
        }
    }
}

/// A text in quotes, cut where it is long.
pub(super) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

fn crs_named(name: &str) -> Option<Crs> {
    let name = name.trim();
    Crs::ALL.into_iter().find(|crs| crs.name().eq_ignore_ascii_case(name))
}

/// A point written as `{latitude: 37.2, longitude: 67.3}` or `{x: 1, y: 2, z: 3, crs: 'cartesian-3d'}`.
fn point(text: &str, given: Option<Crs>) -> Result<Value, String> {
    let form = || "a point such as {latitude: 37.2, longitude: 67.3} or {x: 1, y: 2}".to_owned();
    let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).ok_or_else(form)?;
    let (mut crs, mut places, mut is_geographic) = (given, [None; 3], false);
    for entry in inner.split(',') {
        let (name, value) = entry.split_once(':').ok_or_else(form)?;
        let value = value.trim().trim_matches(['\'', '"']);
        let name = name.trim().trim_matches(['\'', '"']).to_ascii_lowercase();
        let place = match name.as_str() {
            "x" | "longitude" => 0,
            "y" | "latitude" => 1,
            "z" | "height" => 2,
            "crs" => {
                crs = Some(crs_named(value).ok_or_else(|| format!("a point: there is no system `{value}`"))?);
                continue;
            }
            "srid" => {
                let number = value.parse().ok();
                let found = Crs::ALL.into_iter().find(|crs| Some(crs.srid()) == number);
                crs = Some(found.ok_or_else(|| format!("a point: there is no system {value}"))?);
                continue;
            }
            _ => return Err(form()),
        };
        is_geographic |= name.len() > 1;
        if let Some(slot) = places.get_mut(place) {
            *slot = Some(value.parse::<f64>().map_err(|_| form())?);
        }
    }
    let (coordinates, crs) = match (places, crs, is_geographic) {
        ([Some(x), Some(y), Some(z)], crs, true) => (vec![x, y, z], crs.unwrap_or(Crs::Wgs84Height)),
        ([Some(x), Some(y), Some(z)], crs, false) => (vec![x, y, z], crs.unwrap_or(Crs::CartesianSpace)),
        ([Some(x), Some(y), None], crs, true) => (vec![x, y], crs.unwrap_or(Crs::Wgs84)),
        ([Some(x), Some(y), None], crs, false) => (vec![x, y], crs.unwrap_or(Crs::Cartesian)),
        _ => return Err(form()),
    };
    Point::new(crs, &coordinates).map(Value::from).map_err(|error| format!("a point: {}", error.message()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(type_name: &str, text: &str) -> Result<String, String> {
        let column = ColumnType::of_name(type_name, |_| None).unwrap().unwrap();
        column.read(text, ';').map(|value| value.to_string())
    }

    #[test]
    fn values_of_each_type() {
        for (type_name, text, value) in [
            ("int", " 42 ", "42"),
            ("long", "-9223372036854775808", "-9223372036854775808"),
            ("double", "1e3", "1000.0"),
            ("Boolean", "TRUE", "true"),
            ("string[]", "a;b", "['a', 'b']"),
            ("int[]", "1;2", "[1, 2]"),
            ("char", "é", "'é'"),
            ("date", "2022-04-18", "2022-04-18"),
            ("datetime", "2022-04-18T21:40+02:00", "2022-04-18T21:40+02:00"),
            ("duration", "P1D", "P1D"),
            ("point", "{x: 1, y: 2}", "point({x: 1.0, y: 2.0})"),
        ] {
            assert_eq!(read(type_name, text).as_deref(), Ok(value), "{type_name} {text}");
        }
        for (type_name, text) in [
            ("int", "x"),
            ("int", "2147483648"),
            ("byte", "128"),
            ("float", "1,5"),
            ("boolean", "1"),
            ("char", "ab"),
            ("date", "18.4.2022"),
            ("int[]", "1;;2"),
            ("point", "{x: 1}"),
            ("point", "{latitude: 91, longitude: 0}"),
        ] {
            assert!(read(type_name, text).is_err(), "{type_name} {text}");
        }
        assert!(ColumnType::of_name("colour", |_| None).is_none());
    }

    #[test]
    fn options_of_types() {
        let zone = |name: &str| (name == "timezone").then(|| "Europe/Stockholm".to_owned());
        let column = ColumnType::of_name("datetime", zone).unwrap().unwrap();
        assert_eq!(
            column.read("2022-04-18T21:40", ';').unwrap().to_string(),
            "2022-04-18T21:40+02:00[Europe/Stockholm]"
        );
        assert!(ColumnType::of_name("datetime", |_| Some("Nowhere/Land".to_owned())).unwrap().is_err());
    }
}
