//! Procedures: what CALL can call, built in or registered from Rust.

mod builtin;
pub mod catalog;
mod claims;
mod merges;
mod names;
mod schema;

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::functions::{Kind, accepts};
use crate::graph::Store;
use crate::limits::Budget;
use crate::value::Value;
use crate::view::GraphView;

/// What a procedure may ask of the world around it.
#[derive(Clone, Copy)]
pub struct ProcedureContext<'a> {
    pub(crate) graph: GraphView<'a>,
    pub(crate) budget: &'a Budget,
}

impl ProcedureContext<'_> {
    /// One step of a loop: an error when the query was stopped or its time is up.
    pub fn tick(&self) -> Result<()> {
        self.budget.tick()
    }
}

/// The rows that a procedure gives for its arguments; each has one value a result.
type Reading = dyn Fn(&[Value], ProcedureContext<'_>) -> Result<Vec<Vec<Value>>> + Send + Sync;

/// The same of a procedure that changes the graph.
type Updating = fn(&[Value], &mut Store, &Budget) -> Result<Vec<Vec<Value>>>;

/// What a procedure does.
#[derive(Clone)]
enum Body {
    Reading(Arc<Reading>),
    Updating(Updating),
}

/// A procedure. Null is taken for any argument.
#[derive(Clone)]
pub struct Procedure {
    name: Arc<str>,
    inputs: Vec<(Arc<str>, Kind)>,
    outputs: Vec<(Arc<str>, Kind)>,
    doc: String,
    body: Body,
}

impl fmt::Debug for Procedure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.signature())
    }
}

impl Procedure {
    /// A procedure of this (perhaps dotted) name.
    pub fn new(
        name: &str,
        inputs: &[(&str, Kind)],
        outputs: &[(&str, Kind)],
        doc: &str,
        body: impl Fn(&[Value], ProcedureContext<'_>) -> Result<Vec<Vec<Value>>> + Send + Sync + 'static,
    ) -> Self {
        Self::with_body(name, inputs, outputs, doc, Body::Reading(Arc::new(body)))
    }

    /// A procedure that changes the graph.
    fn updating(name: &str, inputs: &[(&str, Kind)], outputs: &[(&str, Kind)], doc: &str, body: Updating) -> Self {
        Self::with_body(name, inputs, outputs, doc, Body::Updating(body))
    }

    fn with_body(name: &str, inputs: &[(&str, Kind)], outputs: &[(&str, Kind)], doc: &str, body: Body) -> Self {
        let fields = |fields: &[(&str, Kind)]| fields.iter().map(|(name, kind)| (Arc::from(*name), *kind)).collect();
        Self { name: name.into(), inputs: fields(inputs), outputs: fields(outputs), doc: doc.to_owned(), body }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it takes.
    pub fn inputs(&self) -> &[(Arc<str>, Kind)] {
        &self.inputs
    }

    /// What it gives.
    pub fn outputs(&self) -> &[(Arc<str>, Kind)] {
        &self.outputs
    }

    /// What it is for.
    pub fn doc(&self) -> &str {
        &self.doc
    }

    /// How it is called, and what it gives.
    pub fn signature(&self) -> String {
        let names = |fields: &[(Arc<str>, Kind)]| fields.iter().map(|(name, _)| &**name).collect::<Vec<_>>().join(", ");
        format!("{}({}) :: ({})", self.name, names(&self.inputs), names(&self.outputs))
    }

    /// Whether it changes the graph.
    pub fn is_updating(&self) -> bool {
        matches!(self.body, Body::Updating(_))
    }

    /// The rows for these arguments.
    pub(crate) fn call(&self, arguments: &[Value], context: ProcedureContext<'_>) -> Result<Vec<Vec<Value>>> {
        self.check_arguments(arguments)?;
        match &self.body {
            Body::Reading(body) => self.check_rows(body(arguments, context)?),
            Body::Updating(_) => Err(Error::internal("a procedure that changes the graph was only let read it")),
        }
    }

    /// The rows for these arguments; the graph may be changed.
    pub(crate) fn call_updating(
        &self,
        arguments: &[Value],
        store: &mut Store,
        budget: &Budget,
    ) -> Result<Vec<Vec<Value>>> {
        match &self.body {
            Body::Reading(_) => Err(Error::internal("a procedure that reads the graph was to change it")),
            Body::Updating(body) => {
                self.check_arguments(arguments)?;
                self.check_rows(body(arguments, store, budget)?)
            }
        }
    }

    fn check_arguments(&self, arguments: &[Value]) -> Result<()> {
        for ((name, kind), value) in self.inputs.iter().zip(arguments) {
            let whole = *kind == Kind::Float && matches!(value, Value::Integer(_));
            if !value.is_null() && !whole && !accepts(*kind, value) {
                let message = format!("{} does not take {} as `{name}`", self.name, value.type_name());
                return Err(Error::type_error(message).hint(format!("it is called as {}", self.signature())));
            }
        }
        Ok(())
    }

    fn check_rows(&self, rows: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>> {
        match rows.iter().find(|row| row.len() != self.outputs.len()) {
            None => Ok(rows),
            Some(row) => Err(Error::new(
                ErrorKind::ProcedureError,
                Detail::InvalidNumberOfArguments,
                format!("{} gave a row of {} values; it declares {}", self.name, row.len(), self.outputs.len()),
            )),
        }
    }
}

/// All procedures of a graph, by name. Clones share what they hold until one of them is added to.
#[derive(Clone, Debug)]
pub struct Procedures(Arc<IndexMap<String, Arc<Procedure>>>);

impl Default for Procedures {
    fn default() -> Self {
        let mut procedures = Self(Arc::default());
        for procedure in builtin::procedures()
            .into_iter()
            .chain(schema::procedures())
            .chain(claims::procedures())
            .chain(merges::procedures())
            .chain(names::procedures())
        {
            procedures.add(procedure);
        }
        procedures
    }
}

impl Procedures {
    /// Adds a procedure, in place of one of the same name.
    pub fn add(&mut self, procedure: Procedure) {
        Arc::make_mut(&mut self.0).insert(procedure.name.to_lowercase(), Arc::new(procedure));
    }

    /// The procedure of this name, written in any case.
    pub fn find(&self, name: &str) -> Option<&Arc<Procedure>> {
        self.0.get(&name.to_lowercase())
    }

    /// Whether the procedure of this name changes the graph.
    pub fn is_updating(&self, name: &str) -> bool {
        self.find(name).is_some_and(|procedure| procedure.is_updating())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Procedure>> {
        self.0.values()
    }
}
