//! Runs a plan: operators pull batches from each other, one operator a file.

mod aggregates;
mod aggregation;
mod apply;
mod breadth;
mod build;
mod claim;
mod create;
mod degrees;
mod delete;
mod distinct;
mod divided;
mod eager;
mod expand;
mod expand_intersect;
mod expand_into;
mod filter;
mod flatten;
mod grid;
mod groups;
mod in_view;
mod index_seek;
mod limit;
mod load_csv;
mod merge;
mod node_set;
mod once;
mod optional;
mod order;
mod procedure_call;
mod project_endpoints;
mod projection;
mod ranks;
mod reach;
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
mod use_view;
mod var_length_expand;
mod walk;

use std::sync::Arc;

use crate::batch::Batch;
use crate::error::{Error, Result};
use crate::eval::{Context, Memo, Parameters, Row, eval};
use crate::graph::Store;
use crate::limits::{Budget, Holding};
use crate::plan::{self, Plan, Program};
use crate::value::Value;
use crate::view::{GraphView, View, ViewSpec, Views};

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
    views: &'a Views,
    /// The view in force; without one, the graph is seen as it is stored.
    view: Option<Arc<View>>,
    /// The views that the parts of the statement chose for their rows.
    answered_through: Vec<Arc<View>>,
    /// Whether the query has looked through a view of its own.
    has_views: bool,
    /// Whether it is to see the graph as if it had none.
    without_views: bool,
    /// What has been worked out of the texts of properties.
    memo: Memo,
}

impl<'a> Runtime<'a> {
    /// What a program needs to run. It sees the graph as the default view has it.
    pub fn new(
        access: Access<'a>,
        program: &'a Program,
        parameters: &'a Parameters,
        budget: &'a Budget,
        views: &'a Views,
    ) -> Result<Self> {
        let mut runtime = Self {
            access,
            program,
            parameters,
            budget,
            views,
            view: None,
            answered_through: Vec::new(),
            has_views: false,
            without_views: false,
            memo: Memo::default(),
        };
        if !runtime.base().claims().is_empty() {
            runtime.view = Some(runtime.view_of(&ViewSpec::default())?).filter(|view| !view.is_whole());
        }
        Ok(runtime)
    }

    /// The graph as the view in force has it.
    fn graph(&self) -> GraphView<'_> {
        let graph = GraphView::new(self.base(), self.view.as_deref());
        if self.program.updating { graph } else { graph.steady() }
    }

    /// The graph as it is stored.
    fn base(&self) -> &Store {
        match &self.access {
            Access::Read(store) => store,
            Access::Write(store) => store,
        }
    }

    /// What a view shows of the graph as it is now.
    fn view_of(&self, spec: &ViewSpec) -> Result<Arc<View>> {
        self.views.get(spec, self.base(), self.budget)
    }

    /// Looks again if what the view in force depends on has changed.
    fn refresh_view(&mut self) -> Result<()> {
        if self.is_writing() && !self.base().claims().is_empty() {
            let spec = self.view.as_ref().map_or_else(ViewSpec::default, |view| view.spec().clone());
            self.view = Some(self.view_of(&spec)?).filter(|view| !view.is_whole());
        }
        Ok(())
    }

    /// The views that the parts of the statement chose for their rows, one for each that has USE.
    pub fn answered_through(&self) -> &[Arc<View>] {
        &self.answered_through
    }

    /// Whether the query has looked through a view, in any of its parts.
    pub fn has_views(&self) -> bool {
        self.has_views
    }

    /// How many rows the query gives without its views.
    pub fn count_without_views(mut self) -> Result<usize> {
        self.without_views = true;
        let divided_from = self.budget.limits().rows_to_divide;
        let mut operator = build::build_divided(&self.program.plan, self.program, divided_from);
        let mut count = 0;
        while let Some(batch) = operator.next(&mut self)? {
            self.budget.look()?;
            count += batch.count()? as usize;
        }
        Ok(count)
    }

    /// The view through which the answer's entities are to be shown: the one that all parts of the statement
    /// chose, else the default view.
    pub fn seen_through(&self) -> Result<Option<Arc<View>>> {
        let parts = parts(&self.program.plan);
        match self.answered_through.split_first() {
            Some((first, rest)) if rest.len() + 1 == parts && rest.iter().all(|view| view.spec() == first.spec()) => {
                // as it is now, after what the statement has changed
                let now = if self.is_writing() { self.view_of(first.spec())? } else { Arc::clone(first) };
                Ok(Some(now))
            }
            // the same claim is the same node in all claim layers
            Some((_, rest)) if rest.len() + 1 == parts && self.answered_through.iter().all(|view| view.is_layer()) => {
                self.view_of(&ViewSpec { claims: true, ..ViewSpec::default() }).map(Some)
            }
            _ if self.base().claims().is_empty() => Ok(None),
            _ => self.view_of(&ViewSpec::default()).map(Some),
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
        Context {
            graph: self.graph(),
            base: self.base(),
            view: self.view.as_ref(),
            views: self.views,
            parameters: self.parameters,
            budget: self.budget,
            subqueries: self.program,
            memo: &self.memo,
            is_steady: !self.program.updating,
        }
    }

    /// The rows of the answer, in the order of the program's columns; a trace comes last.
    pub fn run(&mut self) -> Result<Vec<Vec<Value>>> {
        let program = self.program;
        let divided_from = self.budget.limits().rows_to_divide;
        let mut operator = flatten::Flatten::new(build::build_divided(&program.plan, program, divided_from));
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

/// How many single queries give rows of the answer.
fn parts(plan: &Plan) -> usize {
    match (&plan.operator, &plan.input) {
        (plan::Operator::Union { branches, .. }, _) => branches.len(),
        (plan::Operator::Distinct(_), Some(input)) => parts(input),
        _ => 1,
    }
}

/// An operator on its way through its rows.
trait Operator: Send {
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
