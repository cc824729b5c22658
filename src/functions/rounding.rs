//! Rounding as people do it: of the number as it is written, not of its float.

use super::arguments::{count, number, text};
use crate::error::{Detail, Error, Result};
use crate::value::{Value, quote_string};

/// What becomes of a number between two others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// The one further from zero.
    Up,
    /// The one nearer to zero.
    Down,
    /// The larger one.
    Ceiling,
    /// The smaller one.
    Floor,
    /// The nearest; in the middle the one further from zero.
    HalfUp,
    /// The nearest; in the middle the one nearer to zero.
    HalfDown,
    /// The nearest; in the middle the even one.
    HalfEven,
}

const MODES: &[(&str, Mode)] = &[
    ("UP", Mode::Up),
    ("DOWN", Mode::Down),
    ("CEILING", Mode::Ceiling),
    ("FLOOR", Mode::Floor),
    ("HALF_UP", Mode::HalfUp),
    ("HALF_DOWN", Mode::HalfDown),
    ("HALF_EVEN", Mode::HalfEven),
];

/// To a whole number, halves upwards; with decimals or a mode asked for, halves away from zero unless
/// the mode says otherwise.
pub(super) fn round(arguments: &[Value]) -> Result<Value> {
    let x = number(arguments, 0)?;
    let precision = if arguments.len() > 1 { count(arguments, 1)? } else { 0 };
    if arguments.len() > 2 {
        return Ok(round_decimals(x, precision, mode(text(arguments, 2)?)?).into());
    }
    if precision > 0 {
        return Ok(round_decimals(x, precision, Mode::HalfUp).into());
    }
    let below = x.floor();
    Ok(if x - below >= 0.5 { below + 1.0 } else { below }.into())
}

fn mode(name: &str) -> Result<Mode> {
    let found = MODES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, mode)| *mode);
    found.ok_or_else(|| {
        let names: Vec<_> = MODES.iter().map(|(name, _)| *name).collect();
        Error::argument(Detail::InvalidArgumentValue, format!("there is no rounding mode {}", quote_string(name)))
            .hint(format!("there is {}", names.join(", ")))
    })
}

/// Rounds the number as it is written: 1.005 to 1.01, though its float lies a little below.
fn round_decimals(x: f64, precision: usize, mode: Mode) -> f64 {
    let written = format!("{:e}", x.abs());
    let Some((mantissa, exponent)) = written.split_once('e') else { return x };
    let fraction = mantissa.split_once('.').map_or("", |(_, fraction)| fraction).len();
    let digits = mantissa.replace('.', "").parse::<u64>();
    let (Ok(digits), Ok(exponent)) = (digits, exponent.parse::<isize>()) else { return x };
    // x is digits / 10^decimals
    let decimals = fraction.saturating_add_signed(exponent.saturating_neg());
    let dropped = decimals.saturating_sub(precision);
    if dropped == 0 {
        return x;
    }
    // no float is written with more than 17 digits, so that a larger power leaves the same rest
    let power = u32::try_from(dropped).ok().and_then(|dropped| 10_u64.checked_pow(dropped)).unwrap_or(u64::MAX);
    let (whole, rest) = (digits / power, digits % power);
    let half = (u128::from(rest) * 2).cmp(&u128::from(power));
    let away = match mode {
        Mode::Up => rest > 0,
        Mode::Down => false,
        Mode::Ceiling => rest > 0 && x > 0.0,
        Mode::Floor => rest > 0 && x < 0.0,
        Mode::HalfUp => half.is_ge(),
        Mode::HalfDown => half.is_gt(),
        Mode::HalfEven => half.is_gt() || (half.is_eq() && whole % 2 == 1),
    };
    let rounded = whole + u64::from(away);
    format!("{rounded}e-{precision}").parse::<f64>().map_or(x, |y| y.copysign(x) + 0.0)
}
