//! `Merge`: each row with every match of a pattern, which is made where there is none.

use super::build::build;
use super::create::{create_row, set_columns};
use super::set::apply;
use super::{Input, Operator, Runtime, drain};
use crate::batch::Batch;
use crate::bound::{CreateItem, Expr, ExprKind};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::eval::{Row, eval};
use crate::plan;

pub(super) struct Merge<'p> {
    pub(super) input: Input<'p>,
    pub(super) merge: &'p plan::Merge,
}

impl Operator for Merge<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let Some(batch) = self.input.next(runtime)? else { return Ok(None) };
        let mut output = Batch::default();
        // row by row: a row finds what the row before it made
        for row in 0..batch.len() {
            runtime.budget.look()?;
            let here = batch.take(&[row as u32]);
            self.refuse_nulls(&here, runtime)?;
            let (mut found, _held) = drain(&mut build(&self.merge.find, here.clone(), runtime.program), runtime)?;
            let items = if found.is_empty() {
                let made = create_row(&self.merge.create, &here, 0, runtime)?;
                found = here;
                set_columns(&self.merge.create, made.into_iter().map(|id| vec![id]).collect(), &mut found);
                &self.merge.on_create
            } else {
                &self.merge.on_match
            };
            for place in 0..found.len() {
                apply(items, &found, place, runtime)?;
            }
            output.append(found);
        }
        Ok(Some(output))
    }
}

impl Merge<'_> {
    /// A property that is null can never be found again, so MERGE would make one more each time.
    fn refuse_nulls(&self, here: &Batch, runtime: &Runtime<'_>) -> Result<()> {
        let properties = self.merge.create.iter().filter_map(|item| match item {
            CreateItem::Node(node) => node.properties.as_ref(),
            CreateItem::Relationship(relationship) => relationship.properties.as_ref(),
        });
        for written in properties {
            let ExprKind::Map(entries) = &written.kind else { continue };
            for (key, value) in entries {
                if eval(value, Row::new(here, 0), runtime.context())?.is_null() {
                    return Err(null_property(key, value));
                }
            }
        }
        Ok(())
    }
}

fn null_property(key: &str, value: &Expr) -> Error {
    let message = format!("MERGE cannot find or make something whose `{key}` is null");
    Error::new(ErrorKind::SemanticError, Detail::MergeReadOwnWrites, message).at(value.span)
}
