//! Dates of which a part is unknown.

use super::super::arguments::{argument, text};
use super::super::{Function, Kind};
use super::arguments::invalid;
use crate::error::Result;
use crate::temporal::PartialDate;
use crate::value::Value;

fn partial_date(arguments: &[Value]) -> Result<Value> {
    PartialDate::parse(text(arguments, 0)?).map(Value::from).ok_or_else(|| {
        invalid(format!("{} is no date", argument(arguments, 0)))
            .hint("known parts are written '2022-04-18', '2022-04', '2022', 'XXXX-04-18' or 'XXXX-04'")
    })
}

pub(in crate::functions) static FUNCTIONS: &[Function] = &[Function::built_in(
    "partial_date",
    &[("text", Kind::String)],
    |a, _| partial_date(a),
    "A date of which the day, the month or the year may be unknown.",
    &[("partial_date('2022-04')", "2022-04"), ("partial_date('XXXX-04-18')", "XXXX-04-18")],
)];
