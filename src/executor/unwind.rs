//! `Unwind`: each row with each element of a list. `range(...)` is counted, never built.

use std::sync::Arc;

use super::{Input, Operator, Runtime, resume};
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::bound::{Expr, ExprKind, Slot};
use crate::error::Result;
use crate::eval::{Row, eval, eval_all};
use crate::value::{List, Value};

pub(super) struct Unwind<'p> {
    input: Input<'p>,
    list: &'p Expr,
    slot: Slot,
    current: Option<(Batch, usize)>,
    /// What is left of the present row's list.
    elements: Option<Elements>,
}

enum Elements {
    List { values: Arc<List>, next: usize },
    Range { next: i64, end: i64, step: i64, over: bool },
}

impl Elements {
    fn next(&mut self) -> Option<Value> {
        match self {
            Self::List { values, next } => {
                *next += 1;
                values.get(*next - 1).cloned()
            }
            Self::Range { next, end, step, over } => {
                let beyond = if *step > 0 { *next > *end } else { *next < *end };
                if *over || beyond {
                    return None;
                }
                let value = *next;
                match value.checked_add(*step) {
                    Some(after) => *next = after,
                    None => *over = true,
                }
                Some(value.into())
            }
        }
    }
}

impl<'p> Unwind<'p> {
    pub(super) fn new(input: Input<'p>, list: &'p Expr, slot: Slot) -> Self {
        Self { input, list, slot, current: None, elements: None }
    }

    fn elements(&self, row: Row<'_>, runtime: &Runtime<'_>) -> Result<Elements> {
        if let ExprKind::Call(function, arguments) = &self.list.kind
            && function.name() == "range"
        {
            let bounds = eval_all(arguments, row, runtime.context())?;
            match bounds.as_slice() {
                [Value::Integer(start), Value::Integer(end)] => {
                    return Ok(Elements::Range { next: *start, end: *end, step: 1, over: false });
                }
                [Value::Integer(start), Value::Integer(end), Value::Integer(step)] if *step != 0 => {
                    return Ok(Elements::Range { next: *start, end: *end, step: *step, over: false });
                }
                // anything else is for the function itself to refuse
                _ => {}
            }
        }
        let values = match eval(self.list, row, runtime.context())? {
            Value::Null => Arc::default(),
            Value::List(values) => values,
            // a single value is a list of one (Unwind1)
            other => Arc::new(std::iter::once(other).collect()),
        };
        Ok(Elements::List { values, next: 0 })
    }
}

impl Operator for Unwind<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let Some((batch, mut row)) = resume(&mut self.current, &mut self.input, runtime)? else { return Ok(None) };
            runtime.budget.look()?;
            let (mut rows, mut values) = (Vec::new(), Vec::new());
            while row < batch.len() && values.len() < BATCH_ROWS {
                let mut elements = match self.elements.take() {
                    Some(elements) => elements,
                    None => self.elements(Row::new(&batch, row), runtime)?,
                };
                let mut over = true;
                while let Some(value) = elements.next() {
                    values.push(value);
                    rows.push(row as u32);
                    if values.len() >= BATCH_ROWS {
                        over = false;
                        break;
                    }
                }
                if over {
                    row += 1;
                } else {
                    self.elements = Some(elements);
                }
            }
            let mut output = batch.take(&rows);
            output.set(self.slot, Column::of(values));
            if row < batch.len() {
                self.current = Some((batch, row));
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}
