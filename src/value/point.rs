//! Points in a plane, in space, or on the earth.

use std::fmt;
use std::hash::{Hash, Hasher};

use super::Value;
use crate::error::{Detail, Error, Result};

/// A coordinate reference system: what the coordinates of a point are measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Crs {
    /// Longitude and latitude in degrees (WGS 84).
    Wgs84,
    /// Longitude and latitude in degrees, height in metres (WGS 84).
    Wgs84Height,
    /// `x` and `y` in a plane, in any unit.
    Cartesian,
    /// `x`, `y` and `z` in space, in any unit.
    CartesianSpace,
}

impl Crs {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Wgs84, Self::Wgs84Height, Self::Cartesian, Self::CartesianSpace];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs-84",
            Self::Wgs84Height => "wgs-84-3d",
            Self::Cartesian => "cartesian",
            Self::CartesianSpace => "cartesian-3d",
        }
    }

    /// Its number (SRID).
    pub fn srid(self) -> i64 {
        match self {
            Self::Wgs84 => 4326,
            Self::Wgs84Height => 4979,
            Self::Cartesian => 7203,
            Self::CartesianSpace => 9157,
        }
    }

    /// Whether its points lie on the earth.
    pub fn is_geographic(self) -> bool {
        matches!(self, Self::Wgs84 | Self::Wgs84Height)
    }

    /// How many coordinates its points have: 2 or 3.
    pub fn dimensions(self) -> usize {
        match self {
            Self::Wgs84 | Self::Cartesian => 2,
            Self::Wgs84Height | Self::CartesianSpace => 3,
        }
    }
}

/// A point. Its coordinates are finite; longitude lies above -180 and up to 180 degrees, latitude
/// between -90 and 90.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    crs: Crs,
    /// The third is 0 in a plane.
    coordinates: [f64; 3],
}

impl Eq for Point {}

impl Hash for Point {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // coordinates are neither NaN nor -0.0, so equal ones have equal bits
        (self.crs, self.coordinates.map(f64::to_bits)).hash(state);
    }
}

/// The mean radius of the earth that the language computes with, in metres.
const EARTH_RADIUS: f64 = 6_378_140.0;

impl Point {
    /// The point with these coordinates: `x`, `y` and `z`; or longitude and latitude in degrees, which
    /// come in this order, and height in metres. A longitude goes around the earth as often as it
    /// says. An error if their number is not the system's, one is not finite, or the latitude lies
    /// beyond a pole.
    pub fn new(crs: Crs, coordinates: &[f64]) -> Result<Self> {
        let dimensions = crs.dimensions();
        if coordinates.len() != dimensions {
            let message = format!("a point in {} has {dimensions} coordinates, not {}", crs.name(), coordinates.len());
            return Err(Error::argument(Detail::InvalidArgumentValue, message));
        }
        if let Some(wrong) = coordinates.iter().find(|x| !x.is_finite()) {
            let message = format!("a coordinate is a finite number, not {}", Value::Float(*wrong));
            return Err(Error::argument(Detail::NumberOutOfRange, message));
        }
        let (mut x, y) = (coordinates.first().copied().unwrap_or(0.0), coordinates.get(1).copied().unwrap_or(0.0));
        let z = coordinates.get(2).copied().unwrap_or(0.0);
        if crs.is_geographic() {
            if !(-90.0..=90.0).contains(&y) {
                let message = format!("a latitude lies between -90 and 90 degrees, not at {y}");
                let error = Error::argument(Detail::NumberOutOfRange, message);
                return Err(error.hint("x is the longitude, y the latitude: point({longitude: 67.3, latitude: 37.2})"));
            }
            if !(-180.0..=180.0).contains(&x) {
                x = (x + 180.0).rem_euclid(360.0) - 180.0;
            }
            // one meridian, one number
            if x <= -180.0 {
                x = 180.0;
            }
        }
        // -0.0 + 0.0 is 0.0
        Ok(Self { crs, coordinates: [x, y, z].map(|x| x + 0.0) })
    }

    /// What the coordinates are measured from.
    pub fn crs(&self) -> Crs {
        self.crs
    }

    /// The coordinates, two or three of them.
    pub fn coordinates(&self) -> &[f64] {
        self.coordinates.get(..self.crs.dimensions()).unwrap_or_default()
    }

    /// The names of the coordinates, and the coordinates: what `point()` takes.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let names = if self.crs.is_geographic() { ["longitude", "latitude", "height"] } else { ["x", "y", "z"] };
        names.into_iter().zip(self.coordinates().iter().copied())
    }

    /// The component of this name; null if the point has none of it.
    pub fn component(&self, name: &str) -> Value {
        let place = match name {
            "crs" => return self.crs.name().into(),
            "srid" => return self.crs.srid().into(),
            "x" => 0,
            "y" => 1,
            "z" => 2,
            "longitude" if self.crs.is_geographic() => 0,
            "latitude" if self.crs.is_geographic() => 1,
            "height" if self.crs.is_geographic() => 2,
            _ => return Value::Null,
        };
        self.coordinates().get(place).copied().into()
    }

    /// How far it is to another point: in a straight line, in the coordinates' unit; or over the
    /// earth's surface in metres, where heights are taken into account as on a slope at their mean
    /// height. `None` between different systems.
    pub fn distance(&self, other: &Self) -> Option<f64> {
        if self.crs != other.crs {
            return None;
        }
        let ([x, y, z], [other_x, other_y, other_z]) = (self.coordinates, other.coordinates);
        if !self.crs.is_geographic() {
            return Some((x - other_x).hypot(y - other_y).hypot(z - other_z));
        }
        let half_sine = |degrees: f64| (degrees.to_radians() / 2.0).sin();
        let across = half_sine(y - other_y).powi(2)
            + y.to_radians().cos() * other_y.to_radians().cos() * half_sine(x - other_x).powi(2);
        let angle = 2.0 * across.sqrt().min(1.0).asin();
        let along = angle * (EARTH_RADIUS + z.midpoint(other_z));
        Some(along.hypot(z - other_z))
    }

    /// Whether it lies in the box between two corners, its borders included. On the earth the first
    /// corner is the south-western one, so that a box can lie across the 180th meridian. `None` if
    /// not all are of one system.
    pub fn is_within(&self, lower: &Self, upper: &Self) -> Option<bool> {
        if self.crs != lower.crs || self.crs != upper.crs {
            return None;
        }
        let ([west, south, bottom], [east, north, top]) = (lower.coordinates, upper.coordinates);
        let [x, y, z] = self.coordinates;
        let within =
            if self.crs.is_geographic() && west > east { x >= west || x <= east } else { (west..=east).contains(&x) };
        Some(within && (south..=north).contains(&y) && (bottom..=top).contains(&z))
    }

    /// The order of `ORDER BY`: by system, then by coordinates.
    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        let coordinates = self.coordinates.iter().zip(&other.coordinates).map(|(a, b)| a.total_cmp(b));
        self.crs
            .cmp(&other.crs)
            .then_with(|| coordinates.into_iter().find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal))
    }
}

/// As a call of `point()` that makes it.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries: Vec<_> = self.entries().map(|(name, x)| format!("{name}: {}", Value::Float(x))).collect();
        write!(f, "point({{{}}})", entries.join(", "))
    }
}

impl From<Point> for Value {
    fn from(value: Point) -> Self {
        Self::Point(std::sync::Arc::new(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn earth(longitude: f64, latitude: f64) -> Point {
        Point::new(Crs::Wgs84, &[longitude, latitude]).unwrap()
    }

    #[test]
    fn longitudes_go_around() {
        for (given, kept) in [
            (181.0_f64, -179.0_f64),
            (-181.0, 179.0),
            (180.0, 180.0),
            (-180.0, 180.0),
            (540.0, 180.0),
            (360.0, 0.0),
            (-0.0, 0.0),
        ] {
            assert_eq!(earth(given, 0.0).coordinates().first().map(|x| x.to_bits()), Some(kept.to_bits()), "{given}");
        }
        // the nearest float below a whole turn must not come out as -180
        let almost = earth(f64::from_bits((-180.0_f64).to_bits() + 1), 0.0);
        assert!(almost.coordinates().iter().all(|x| *x > -180.0), "{almost}");
    }

    #[test]
    fn distances_on_the_earth() {
        let quarter = std::f64::consts::FRAC_PI_2 * EARTH_RADIUS;
        for (a, b, expected) in [
            (earth(0.0, 0.0), earth(90.0, 0.0), quarter),
            (earth(17.0, 90.0), earth(-40.0, 0.0), quarter),
            (earth(0.0, 0.0), earth(180.0, 0.0), 2.0 * quarter),
            (earth(-179.0, 0.0), earth(179.0, 0.0), quarter / 45.0),
            (earth(10.0, 50.0), earth(10.0, 50.0), 0.0),
        ] {
            let (there, back) = (a.distance(&b).unwrap(), b.distance(&a).unwrap());
            assert!((there - expected).abs() < 1e-6, "{a} {b} {there}");
            assert!((there - back).abs() < 1e-9);
        }
        let up = |height: f64| Point::new(Crs::Wgs84Height, &[67.0, 37.0, height]).unwrap();
        assert_eq!(up(100.0).distance(&up(350.0)), Some(250.0));
        assert_eq!(up(0.0).distance(&earth(67.0, 37.0)), None);
    }

    #[test]
    fn boxes_cross_the_last_meridian() {
        let within = |x, y| earth(x, y).is_within(&earth(170.0, -10.0), &earth(-170.0, 10.0));
        assert_eq!(within(180.0, 0.0), Some(true));
        assert_eq!(within(-175.0, 10.0), Some(true));
        assert_eq!(within(0.0, 0.0), Some(false));
        assert_eq!(within(175.0, 11.0), Some(false));
    }
}
