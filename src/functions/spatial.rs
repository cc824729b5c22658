//! Points.

use super::arguments::{argument, mistyped};
use super::graph::properties_of;
use super::{Function, FunctionContext, Kind};
use crate::error::{Detail, Error, Result};
use crate::value::{Crs, Map, Point, Value, quote_string};

const PLANE: [&str; 3] = ["x", "y", "z"];
const EARTH: [&str; 3] = ["longitude", "latitude", "height"];
/// The place of the third coordinate, which may be left out, and go by either name.
const HEIGHT: usize = 2;

fn invalid(message: impl Into<String>) -> Error {
    Error::argument(Detail::InvalidArgumentValue, message)
        .hint("point({x: 1, y: 2}), point({x: 1, y: 2, z: 3}), point({longitude: 67.3, latitude: 37.2, height: 300})")
}

fn point(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let map = properties_of(arguments, context)?;
    let is_wanted = |key: &str| PLANE.contains(&key) || EARTH.contains(&key) || key == "crs" || key == "srid";
    if map.iter().any(|(key, value)| value.is_null() && is_wanted(key)) {
        return Ok(Value::Null);
    }
    let names_earth = map.contains_key(EARTH[0]) || map.contains_key(EARTH[1]);
    if names_earth && (map.contains_key(PLANE[0]) || map.contains_key(PLANE[1])) {
        return Err(invalid("a point has x and y, or longitude and latitude, not some of each"));
    }
    let names = if names_earth { EARTH } else { PLANE };
    let mut coordinates = Vec::with_capacity(names.len());
    for (place, name) in names.into_iter().enumerate() {
        let other_name = if place == HEIGHT { map.get(PLANE[HEIGHT]).or_else(|| map.get(EARTH[HEIGHT])) } else { None };
        match map.get(name).or(other_name) {
            Some(Value::Integer(i)) => coordinates.push(*i as f64),
            Some(Value::Float(x)) => coordinates.push(*x),
            Some(other) => return Err(mistyped(&format!("a number for {name}"), other)),
            None if place == HEIGHT => {}
            None => {
                let keys = map.keys().map(|key| &**key);
                return Err(match crate::error::nearest(name, keys) {
                    Some(near) => invalid(format!("the point has no `{name}`")).hint(format!("it has `{near}`")),
                    None => invalid(format!("the point has no `{name}`")),
                });
            }
        }
    }
    let crs = match system(&map)? {
        Some(crs) if names_earth && !crs.is_geographic() => {
            return Err(invalid(format!("longitude and latitude are not of {}", crs.name())));
        }
        Some(crs) => crs,
        None => match (names_earth, coordinates.len()) {
            (true, 2) => Crs::Wgs84,
            (true, _) => Crs::Wgs84Height,
            (false, 2) => Crs::Cartesian,
            (false, _) => Crs::CartesianSpace,
        },
    };
    Point::new(crs, &coordinates).map(Value::from)
}

/// The system that the map says by name or number.
fn system(map: &Map) -> Result<Option<Crs>> {
    let mut systems = Crs::ALL.into_iter();
    let (found, said) = match (map.get("crs"), map.get("srid")) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => return Err(invalid("a point has either crs or srid: they say the same")),
        (Some(Value::String(name)), None) => {
            (systems.find(|crs| crs.name().eq_ignore_ascii_case(name)), quote_string(name))
        }
        (None, Some(Value::Integer(number))) => (systems.find(|crs| crs.srid() == *number), number.to_string()),
        (Some(other), None) => return Err(mistyped("a string for crs", other)),
        (None, Some(other)) => return Err(mistyped("an integer for srid", other)),
    };
    found.map(Some).ok_or_else(|| {
        let known = Crs::ALL.map(|crs| format!("{} ({})", crs.name(), crs.srid()));
        Error::argument(Detail::InvalidArgumentValue, format!("there is no coordinate reference system {said}"))
            .hint(format!("there is {}", known.join(", ")))
    })
}

fn point_at(arguments: &[Value], place: usize) -> Result<&Point> {
    match argument(arguments, place) {
        Value::Point(point) => Ok(point),
        other => Err(mistyped("a point", other)),
    }
}

pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "point",
        &[("map", Kind::Map)],
        point,
        "The point with these coordinates: x, y and z; or longitude, latitude and height; crs or srid names another \
         coordinate reference system.",
        &[
            ("point({x: 3, y: 4}).x", "3.0"),
            ("point({longitude: 67.3, latitude: 37.2})", "point({longitude: 67.3, latitude: 37.2})"),
            ("point({x: 67.3, y: 37.2, crs: 'WGS-84'}).latitude", "37.2"),
        ],
    ),
    Function::built_in(
        "point.distance",
        &[("from", Kind::Point), ("to", Kind::Point)],
        |a, _| Ok(point_at(a, 0)?.distance(point_at(a, 1)?).into()),
        "How far two points lie apart: in their unit, or on the earth in metres; null if their systems differ.",
        &[
            ("point.distance(point({x: 0, y: 0}), point({x: 3, y: 4}))", "5.0"),
            (
                "round(point.distance(point({longitude: 67.3, latitude: 37.2}), \
                 point({longitude: 69.2, latitude: 34.5})) / 1000)",
                "346.0",
            ),
        ],
    ),
    Function::built_in(
        "point.withinBBox",
        &[("point", Kind::Point), ("lower_left", Kind::Point), ("upper_right", Kind::Point)],
        |a, _| Ok(point_at(a, 0)?.is_within(point_at(a, 1)?, point_at(a, 2)?).into()),
        "Whether the point lies in the box between two corners, borders included; null if their systems differ.",
        &[("point.withinBBox(point({x: 1, y: 1}), point({x: 0, y: 0}), point({x: 2, y: 1}))", "true")],
    ),
];
