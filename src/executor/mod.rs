//! Runs a plan: operators pull batches from each other, one operator a file.

mod aggregation;
mod apply;
mod build;
mod create;
mod delete;
mod distinct;
mod eager;
mod expand;
mod filter;
mod index_seek;
mod limit;
mod load_csv;
mod merge;
mod once;
mod optional;
mod procedure_call;
mod project_endpoints;
mod projection;
mod repeat;
mod scan;
mod schema;
mod select_paths;
mod set;
mod shortest_path;
mod sort;
mod subqueries;
mod union;
mod unwind;
mod var_length_expand;

use crate::batch::Batch;
use crate::error::{Error, Result};
use crate::eval::{Context, Parameters, Row, eval};
use crate::graph::Store;
use crate::limits::{Budget, Holding};
use crate::plan::Program;
use crate::value::Value;

/// The graph as a query may use it.
pub enum Access<'a> {
    /// To read.
    Read(&'a Store),
    /// To read and change.
    Write(&'a mut Store),
}

/// What a running query works with.
pub struct Runtime<'a> {
    access: Access<'a>,
    program: &'a Program,
    parameters: &'a Parameters,
    budget: &'a Budget,
}

impl<'a> Runtime<'a> {
    /// What a program needs to run.
    pub fn new(access: Access<'a>, program: &'a Program, parameters: &'a Parameters, budget: &'a Budget) -> Self {
        Self { access, program, parameters, budget }
    }

    /// The graph.
    pub fn store(&self) -> &Store {
        match &self.access {
            Access::Read(store) => store,
            Access::Write(store) => store,
        }
    }

    /// Whether the query may change the graph.
    fn is_writing(&self) -> bool {
        matches!(self.access, Access::Write(_))
    }

    /// The graph, to change it.
    fn store_mut(&mut self) -> Result<&mut Store> {
        match &mut self.access {
            Access::Read(_) => Err(Error::internal("a reading query tried to change the graph")),
            Access::Write(store) => Ok(store),
        }
    }

    /// What evaluation needs.
    fn context(&self) -> Context<'_> {
        Context { store: self.store(), parameters: self.parameters, budget: self.budget, subqueries: self.program }
    }

    /// The rows of the answer, in the order of the program's columns; a trace comes last.
    pub fn run(&mut self) -> Result<Vec<Vec<Value>>> {
        let program = self.program;
        let mut operator = build::build(&program.plan, Batch::unit(), program);
        let slots = program.columns.iter().map(|(_, slot)| *slot).chain(program.trace);
        let mut rows: Vec<Vec<Value>> = Vec::new();
        let mut held = Holding::new(self.budget);
        while let Some(batch) = operator.next(self)? {
            self.budget.look()?;
            for index in 0..batch.len() {
                let row: Vec<Value> = slots.clone().map(|slot| batch.value(slot, index)).collect();
                let last: Option<&Vec<Value>> = rows.last();
                let before = |at: usize| last.and_then(|last| last.get(at));
                let bytes: usize = row.iter().enumerate().map(|(at, value)| value.size_after(before(at))).sum();
                held.push(&mut rows, row, bytes)?;
            }
        }
        Ok(rows)
    }
}

/// An operator on its way through its rows.
trait Operator {
    /// The next rows; `None` when there are no more.
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>>;
}

/// An operator with its input.
type Input<'p> = Box<dyn Operator + 'p>;

/// The batch that an operator works on and its next row: the one it stopped in, or its input's next.
fn resume(
    current: &mut Option<(Batch, usize)>,
    input: &mut Input<'_>,
    runtime: &mut Runtime<'_>,
) -> Result<Option<(Batch, usize)>> {
    match current.take() {
        Some(current) => Ok(Some(current)),
        None => Ok(input.next(runtime)?.map(|batch| (batch, 0))),
    }
}

/// All rows of an operator as one batch, and the memory that is counted for them.
fn drain(input: &mut Input<'_>, runtime: &mut Runtime<'_>) -> Result<(Batch, Holding)> {
    let mut all = Batch::default();
    let mut held = Holding::new(runtime.budget);
    while let Some(batch) = input.next(runtime)? {
        runtime.budget.look()?;
        held.add(batch.size())?;
        // a column that grows is for a while there twice
        runtime.budget.check_memory(held.bytes())?;
        all.append(batch);
    }
    Ok((all, held))
}

/// The value of SKIP or LIMIT, which no row changes.
fn row_count(expr: &crate::bound::Expr, clause: &str, runtime: &Runtime<'_>) -> Result<usize> {
    use crate::error::Detail;
    let nothing = Batch::unit();
    let value = eval(expr, Row::new(&nothing, 0), runtime.context())?;
    match value {
        Value::Integer(n) => usize::try_from(n).map_err(|_| {
            Error::syntax(Detail::NegativeIntegerArgument, format!("{clause} cannot be negative")).at(expr.span)
        }),
        other => Err(Error::syntax(
            Detail::InvalidArgumentType,
            format!("{clause} takes an integer, not {}", other.type_name()),
        )
        .at(expr.span)),
    }
}
