//! Texts of a property, looked at where they lie.

use memchr::memmem::Finder;

use super::Vector;
use crate::ast::Operator;
use crate::batch::{Column, Typed};
use crate::error::Result;
use crate::eval::Context;
use crate::value::Value;

/// STARTS WITH, ENDS WITH and CONTAINS.
pub(super) fn test(
    operator: Operator,
    left: &Vector<'_>,
    right: &Vector<'_>,
    context: Context<'_>,
) -> Result<Option<Typed<bool>>> {
    let (Some(Column::Texts(codes, texts)), Vector::Constant(Value::String(wanted))) = (left.column(), right) else {
        return Ok(None);
    };
    let finder = Finder::new(wanted.as_bytes());
    let mut truths = Vec::with_capacity(codes.values.len());
    for code in codes.iter() {
        let text = code.and_then(|code| texts.bytes_of(code));
        context.budget.work(text.map_or(0, <[u8]>::len))?;
        truths.push(text.map(|text| match operator {
            Operator::StartsWith => text.starts_with(wanted.as_bytes()),
            Operator::EndsWith => text.ends_with(wanted.as_bytes()),
            _ => finder.find(text).is_some(),
        }));
    }
    Ok(Some(Typed::of(truths.into_iter())))
}
