//! Numbers. Where the result need not be whole it is a float, also for integers.

use std::f64::consts::{E, PI};

use super::arguments::{argument, mistyped, number};
use super::rounding::round;
use super::{Function, Kind};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::sys;
use crate::value::Value;

/// A function from float to float.
fn unary(arguments: &[Value], function: fn(f64) -> f64) -> Result<Value> {
    Ok(function(number(arguments, 0)?).into())
}

fn abs(value: &Value) -> Result<Value> {
    match value {
        Value::Integer(i) => i.checked_abs().map(Value::from).ok_or_else(|| {
            Error::new(ErrorKind::ArithmeticError, Detail::IntegerOverflow, format!("abs({i}) does not fit 64 bits"))
                .hint("abs(toFloat(x)) gives a float")
        }),
        Value::Float(x) => Ok(x.abs().into()),
        other => Err(mistyped("a number", other)),
    }
}

fn sign(value: &Value) -> Result<Value> {
    match value {
        Value::Integer(i) => Ok(i.signum().into()),
        Value::Float(x) => Ok((i64::from(*x > 0.0) - i64::from(*x < 0.0)).into()),
        other => Err(mistyped("a number", other)),
    }
}

/// At least 0 and less than 1.
fn random() -> f64 {
    const STEPS: f64 = (1_u64 << 53) as f64;
    (sys::seed() >> 11) as f64 / STEPS
}

const NUMBER: &[(&str, Kind)] = &[("number", Kind::Number)];
const ANGLE: &[(&str, Kind)] = &[("radians", Kind::Number)];

pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "abs",
        NUMBER,
        |a, _| abs(argument(a, 0)),
        "The number without its sign.",
        &[("abs(-5)", "5"), ("abs(-5.5)", "5.5")],
    ),
    Function::built_in(
        "acos",
        NUMBER,
        |a, _| unary(a, f64::acos),
        "The angle in radians that has this cosine.",
        &[("acos(1)", "0.0")],
    ),
    Function::built_in(
        "asin",
        NUMBER,
        |a, _| unary(a, f64::asin),
        "The angle in radians that has this sine.",
        &[("asin(0)", "0.0")],
    ),
    Function::built_in(
        "atan",
        NUMBER,
        |a, _| unary(a, f64::atan),
        "The angle in radians that has this tangent.",
        &[("atan(0)", "0.0")],
    ),
    Function::built_in(
        "atan2",
        &[("y", Kind::Number), ("x", Kind::Number)],
        |a, _| Ok(number(a, 0)?.atan2(number(a, 1)?).into()),
        "The angle in radians of the point (x, y).",
        &[("atan2(0, 1)", "0.0"), ("round(degrees(atan2(1, 1)))", "45.0")],
    ),
    Function::built_in(
        "ceil",
        NUMBER,
        |a, _| unary(a, f64::ceil),
        "The smallest whole number that is not less, as a float.",
        &[("ceil(0.1)", "1.0"), ("ceil(2)", "2.0")],
    )
    .also(&["ceiling"]),
    Function::built_in("cos", ANGLE, |a, _| unary(a, f64::cos), "The cosine of an angle.", &[("cos(0)", "1.0")]),
    Function::built_in(
        "cot",
        ANGLE,
        |a, _| unary(a, |x| x.tan().recip()),
        "The cotangent of an angle.",
        &[("round(cot(1), 4)", "0.6421"), ("cot(0)", "Infinity")],
    ),
    Function::built_in("cosh", NUMBER, |a, _| unary(a, f64::cosh), "The hyperbolic cosine.", &[("cosh(0)", "1.0")]),
    Function::built_in(
        "coth",
        NUMBER,
        |a, _| unary(a, |x| if x == 0.0 { f64::NAN } else { x.tanh().recip() }),
        "The hyperbolic cotangent; NaN of 0.",
        &[("round(coth(1), 4)", "1.313"), ("coth(0)", "NaN")],
    ),
    Function::built_in(
        "degrees",
        ANGLE,
        |a, _| unary(a, f64::to_degrees),
        "An angle in degrees.",
        &[("degrees(pi())", "180.0")],
    ),
    Function::built_in(
        "e",
        &[],
        |_, _| Ok(E.into()),
        "The base of natural logarithms.",
        &[("e()", "2.718281828459045")],
    ),
    Function::built_in("exp", NUMBER, |a, _| unary(a, f64::exp), "e to the power of the number.", &[("exp(0)", "1.0")]),
    Function::built_in(
        "floor",
        NUMBER,
        |a, _| unary(a, f64::floor),
        "The largest whole number that is not greater, as a float.",
        &[("floor(0.9)", "0.0"), ("floor(-0.1)", "-1.0")],
    ),
    Function::built_in(
        "haversin",
        ANGLE,
        |a, _| unary(a, |x| (x / 2.0).sin().powi(2)),
        "Half the versine of an angle, for distances on a sphere.",
        &[("haversin(0)", "0.0"), ("haversin(pi())", "1.0")],
    ),
    Function::built_in(
        "isNaN",
        NUMBER,
        |a, _| Ok(number(a, 0)?.is_nan().into()),
        "Whether the number is NaN.",
        &[("isNaN(sqrt(-1))", "true"), ("isNaN(1)", "false")],
    ),
    Function::built_in("log", NUMBER, |a, _| unary(a, f64::ln), "The natural logarithm.", &[("log(1)", "0.0")])
        .also(&["ln"]),
    Function::built_in(
        "log10",
        NUMBER,
        |a, _| unary(a, f64::log10),
        "The logarithm to the base 10.",
        &[("log10(100)", "2.0")],
    ),
    Function::built_in("pi", &[], |_, _| Ok(PI.into()), "The number pi.", &[("pi()", "3.141592653589793")]),
    Function::built_in(
        "radians",
        &[("degrees", Kind::Number)],
        |a, _| unary(a, f64::to_radians),
        "An angle in radians.",
        &[("radians(180)", "3.141592653589793")],
    ),
    Function::built_in(
        "rand",
        &[],
        |_, _| Ok(random().into()),
        "A random float, at least 0 and less than 1.",
        &[("rand() < 1", "true"), ("rand() >= 0", "true")],
    ),
    Function::built_in(
        "round",
        &[("number", Kind::Number), ("precision", Kind::Integer), ("mode", Kind::String)],
        |a, _| round(a),
        "The nearest whole number as a float, or the nearest with so many decimals; the mode is one of UP, DOWN, \
         CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN.",
        &[("round(2.5)", "3.0"), ("round(3.14159, 2)", "3.14"), ("round(2.5, 0, 'HALF_EVEN')", "2.0")],
    )
    .optional(2),
    Function::built_in(
        "sign",
        NUMBER,
        |a, _| sign(argument(a, 0)),
        "-1, 0 or 1, as the number is negative, zero or positive.",
        &[("sign(-12)", "-1"), ("sign(0.5)", "1")],
    ),
    Function::built_in("sin", ANGLE, |a, _| unary(a, f64::sin), "The sine of an angle.", &[("sin(0)", "0.0")]),
    Function::built_in("sinh", NUMBER, |a, _| unary(a, f64::sinh), "The hyperbolic sine.", &[("sinh(0)", "0.0")]),
    Function::built_in(
        "sqrt",
        NUMBER,
        |a, _| unary(a, f64::sqrt),
        "The square root; NaN of a negative number.",
        &[("sqrt(12.96)", "3.6"), ("sqrt(16)", "4.0")],
    ),
    Function::built_in("tan", ANGLE, |a, _| unary(a, f64::tan), "The tangent of an angle.", &[("tan(0)", "0.0")]),
    Function::built_in("tanh", NUMBER, |a, _| unary(a, f64::tanh), "The hyperbolic tangent.", &[("tanh(0)", "0.0")]),
];
