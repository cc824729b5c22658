//! The public door: a graph, sessions on it, queries and their answers. The only module that sees
//! every stage.

mod contents;
mod import;
mod view;

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use crate::ast::Mode;
use crate::claims::Scales;
use crate::error::{Error, Phase, Result, nearest};
use crate::eval::Parameters;
use crate::executor::{Access, Runtime};
use crate::functions::{Function, Functions};
use crate::graph::{Change, ColumnView, EntityId, IndexKind, Mark, Store, Target};
use crate::import::graph_data::{self, Loaded, Vocabulary};
use crate::limits::{Budget, Interrupt, Limits};
use crate::plan::Program;
use crate::planner::{IndexCounts, Statistics};
use crate::procedures::{Procedure, Procedures};
use crate::rows::{Changes, Collector, Rows, ViewNote};
use crate::value::Value;
use crate::view::{GraphView, Views, is_layer_name};
use crate::{binder, bound, optimizer, parser, plan, planner};

pub use contents::{Schema, SchemaEntry, Source};
pub use view::{Difference, NamedView, SessionView};

/// A graph. A handle: clones share one graph, also between threads; many read at once, or one
/// writes.
#[derive(Clone)]
pub struct Graph(Arc<Shared>);

#[derive(Default)]
struct Shared {
    store: RwLock<Store>,
    vocabulary: Vocabulary,
    procedures: RwLock<Procedures>,
    functions: RwLock<Functions>,
    views: Views,
}

/// An empty graph.
impl Default for Graph {
    fn default() -> Self {
        let mut store = Store::new();
        store.set_scales(graph_data::shipped_scales());
        Self::of(Loaded { store, vocabulary: Vocabulary::default(), views: Vec::new() })
    }
}

impl Graph {
    /// An empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// The graph that is shipped: what two articles say about a rocket attack of April 2022.
    pub fn embedded() -> Result<Self> {
        graph_data::load_embedded().map(Self::of)
    }

    /// The graph of a folder of graph data (see `graph-data/README.md` for its form).
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        graph_data::load_folder(folder.as_ref()).map(Self::of)
    }

    fn of(Loaded { store, vocabulary, views: named }: Loaded) -> Self {
        let views = Views::default();
        for view in named {
            views.name(&view.name, Some(view.meaning.into()), view.parts);
        }
        Self(Arc::new(Shared { store: RwLock::new(store), vocabulary, views, ..Shared::default() }))
    }

    /// A session with the default limits.
    pub fn session(&self) -> Session {
        Session {
            graph: self.clone(),
            limits: Limits::default(),
            interrupt: Interrupt::default(),
            view: None,
            only_reads: false,
        }
    }

    /// Makes a procedure callable by `CALL`, in place of one of the same name.
    ///
    /// # Examples
    ///
    /// ```
    /// use claimgraph::{Graph, Kind, Parameters, Procedure, Value};
    ///
    /// # fn main() -> claimgraph::Result<()> {
    /// let graph = Graph::new();
    /// graph.register(Procedure::new(
    ///     "my.double", &[("x", Kind::Integer)], &[("twice", Kind::Integer)], "Twice x.",
    ///     |arguments, _| match arguments {
    ///         [Value::Integer(x)] => Ok(vec![vec![Value::from(x * 2)]]),
    ///         _ => Ok(vec![]),
    ///     },
    /// ));
    /// let rows = graph.session().query("CALL my.double(21)", &Parameters::new())?;
    /// assert_eq!(rows.get(0, "twice"), Some(&Value::from(42)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn register(&self, procedure: Procedure) {
        self.0.procedures.write().unwrap_or_else(PoisonError::into_inner).add(procedure);
    }

    /// The procedures that can be called now.
    pub fn procedures(&self) -> Procedures {
        self.0.procedures.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes a function callable in expressions, as the built-in ones are. An error if a function has
    /// the name already.
    ///
    /// # Examples
    ///
    /// ```
    /// use claimgraph::{Function, Graph, Kind, Parameters, Value};
    ///
    /// # fn main() -> claimgraph::Result<()> {
    /// let graph = Graph::new();
    /// graph.register_function(
    ///     Function::new(
    ///         "my.initials",
    ///         &[("name", Kind::String), ("separator", Kind::String)],
    ///         "The first letters of a name's words.",
    ///         |arguments| {
    ///             let text = |place: usize| arguments.get(place).and_then(Value::as_str).unwrap_or_default();
    ///             let letters = text(0).split_whitespace().filter_map(|word| word.chars().next());
    ///             let letters: Vec<String> = letters.map(String::from).collect();
    ///             Ok(Value::from(letters.join(text(1))))
    ///         },
    ///     )
    ///     .optional(1),
    /// )?;
    /// let rows = graph.session().query("RETURN my.initials('Amu Darya', '.') AS i", &Parameters::new())?;
    /// assert_eq!(rows.get(0, "i"), Some(&Value::from("A.D")));
    /// # Ok(())
    /// # }
    /// ```
    pub fn register_function(&self, function: Function) -> Result<()> {
        self.0.functions.write().unwrap_or_else(PoisonError::into_inner).add(function)
    }

    /// The functions that can be called now.
    pub fn functions(&self) -> Functions {
        self.0.functions.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn read<T>(&self, ask: impl FnOnce(&Store) -> T) -> T {
        // a statement that fails is undone before the lock is let go, so a poisoned lock is whole
        ask(&self.0.store.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The scales that its grades and words of likelihood are on.
    pub fn scales(&self) -> Arc<Scales> {
        self.read(|store| Arc::clone(store.claims().scales()))
    }

    /// Changes the graph from beneath: for tests, which need claims that no query can make.
    #[doc(hidden)]
    pub fn edit<T>(&self, change: impl FnOnce(&mut Store) -> Result<T>) -> Result<T> {
        let mut store = self.0.store.write().unwrap_or_else(PoisonError::into_inner);
        let changed = change(&mut store)?;
        store.commit();
        Ok(changed)
    }
}

/// How a statement is run.
#[derive(Clone, Copy, Default)]
struct Manner {
    /// Whether each row also says over which relationships it came.
    trace: bool,
    /// Whether the planner and the optimizer choose nothing.
    unoptimized: bool,
}

/// A series of queries with the same limits.
pub struct Session {
    graph: Graph,
    limits: Limits,
    interrupt: Interrupt,
    view: Option<SessionView>,
    /// Whether it refuses to change the graph.
    only_reads: bool,
}

impl Session {
    /// Runs one statement, with or without a `;` at its end.
    ///
    /// A statement that fails leaves the graph as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use claimgraph::{Graph, Parameters, Value};
    ///
    /// # fn main() -> claimgraph::Result<()> {
    /// let session = Graph::new().session();
    /// let mut parameters = Parameters::new();
    /// parameters.insert("name".to_owned(), Value::from("Amaq"));
    /// session.query("CREATE (:Outlet {name: $name})", &parameters)?;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Outlet { name: String }
    /// let rows = session.query("MATCH (o:Outlet) RETURN o.name AS name", &parameters)?;
    /// let outlets: Vec<Outlet> = rows.deserialize()?;
    /// assert_eq!(outlets[0].name, "Amaq");
    /// # Ok(())
    /// # }
    /// ```
    pub fn query(&self, text: &str, parameters: &Parameters) -> Result<Rows> {
        self.timed(text, parameters, Manner::default())
    }

    /// Like [`query`](Self::query), and each row also says over which relationships it came: so that
    /// an answer of plain values can still say why it is there.
    pub fn query_traced(&self, text: &str, parameters: &Parameters) -> Result<Rows> {
        self.timed(text, parameters, Manner { trace: true, ..Manner::default() })
    }

    /// Like [`query`](Self::query), planned without choice: patterns in the order in which they are
    /// written, no statistics, no rule of the optimizer. The answer must be the same; for tests.
    #[doc(hidden)]
    pub fn query_unoptimized(&self, text: &str, parameters: &Parameters) -> Result<Rows> {
        self.timed(text, parameters, Manner { unoptimized: true, ..Manner::default() })
    }

    fn timed(&self, text: &str, parameters: &Parameters, manner: Manner) -> Result<Rows> {
        let started = Instant::now();
        let query: Arc<str> = text.into();
        // a long plan needs stack as a nested one does: its steps call each other
        let long = (text.len() / 256).min(512);
        let result = parser::scan::check_limits(text, &self.limits)
            .map_err(|error| error.in_phase(Phase::CompileTime))
            .and_then(|depth| {
                let budget = Budget::start(self.limits.clone(), self.interrupt.clone());
                with_stack_for(depth + long, || self.run(text, parameters, &budget, manner))
            });
        let mut rows = result.map_err(|error| error.with_query(&query))?;
        rows.elapsed = started.elapsed();
        Ok(rows)
    }

    /// Text to AST, AST to bound query, bound query to plan, plan to rows.
    fn run(&self, text: &str, parameters: &Parameters, budget: &Budget, manner: Manner) -> Result<Rows> {
        for value in parameters.values() {
            value.check_depth()?;
        }
        let compile_time = |error: Error| error.in_phase(Phase::CompileTime);
        let statement = parser::parse(text, budget.limits()).map_err(compile_time)?;
        let (procedures, functions) = (self.graph.procedures(), self.graph.functions());
        let is_updating = statement.query.is_updating(&|name| procedures.is_updating(name));
        if is_updating && self.only_reads {
            return Err(compile_time(view::read_only()));
        }
        if statement.mode == Mode::Explain || !is_updating {
            return self.graph.read(|store| {
                let mut bound = binder::bind(&statement, store, &procedures, &functions, parameters, budget)
                    .map_err(compile_time)?;
                self.look_through_view(&mut bound);
                execute(bound, Access::Read(store), parameters, budget, &self.graph.0.views, manner)
            });
        }
        let mut store = self.graph.0.store.write().unwrap_or_else(PoisonError::into_inner);
        let mut bound =
            binder::bind(&statement, &store, &procedures, &functions, parameters, budget).map_err(compile_time)?;
        self.look_through_view(&mut bound);
        let mark = store.mark();
        let done = execute(bound, Access::Write(&mut store), parameters, budget, &self.graph.0.views, manner);
        match done.and_then(|rows| store.check_changed(mark, &|| budget.tick()).map(|()| rows)) {
            Ok(rows) => {
                store.commit();
                store.settle_if_due();
                Ok(rows)
            }
            Err(error) => {
                store.rollback(mark);
                Err(error)
            }
        }
    }

    /// The limits of each query.
    pub fn limits_mut(&mut self) -> &mut Limits {
        &mut self.limits
    }

    /// A handle that stops the running query from another thread or a signal handler.
    pub fn interrupt(&self) -> Interrupt {
        self.interrupt.clone()
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }
}

/// Runs where there is stack enough for so many levels of nesting.
fn with_stack_for<T>(levels: usize, run: impl FnOnce() -> T) -> T {
    /// More than a level of subqueries takes in a build without optimization, measured.
    const LEVEL: usize = 128 << 10;
    const BESIDE: usize = 512 << 10;
    let needed = BESIDE + levels * LEVEL;
    stacker::maybe_grow(needed, 2 * needed, run)
}

fn execute(
    statement: bound::Statement,
    mut access: Access<'_>,
    parameters: &Parameters,
    budget: &Budget,
    views: &Views,
    manner: Manner,
) -> Result<Rows> {
    let store: &Store = match &access {
        Access::Read(store) => store,
        Access::Write(store) => store,
    };
    let mut notices = notices(&statement, store);
    let explain = statement.mode == Mode::Explain;
    let mark = store.mark();
    let counts = Counts(store);
    let program = if manner.unoptimized {
        planner::plan(statement, None, manner.trace, budget)?
    } else {
        optimizer::optimize(planner::plan(statement, Some(&counts), manner.trace, budget)?)
    };
    if explain {
        return Ok(Rows { notices, ..explained(&program) });
    }
    let reborrowed = match &mut access {
        Access::Read(store) => Access::Read(store),
        Access::Write(store) => Access::Write(store),
    };
    let mut runtime = Runtime::new(reborrowed, &program, parameters, budget, views)?;
    let mut rows = runtime.run()?;
    notices.extend(budget.notices());
    let seen = runtime.seen_through()?;
    let named: Vec<ViewNote> = runtime.answered_through().iter().map(|view| ViewNote::new(view)).collect();
    let has_views = runtime.has_views();
    let store: &Store = match &access {
        Access::Read(store) => store,
        Access::Write(store) => store,
    };
    let is_plain = program.profile.is_none() && !program.columns.is_empty();
    if let (true, Access::Read(store)) = (rows.is_empty() && has_views && is_plain, &access) {
        let again = Runtime::new(Access::Read(store), &program, parameters, budget, views)?;
        notices.push(view::nothing_seen(&named, again.count_without_views())?);
    }
    let trace: Vec<Value> = match program.trace {
        Some(_) => rows.iter_mut().filter_map(Vec::pop).collect(),
        None => Vec::new(),
    };
    let graph = GraphView::new(store, seen.as_deref());
    let tick = || budget.tick();
    let mut collector = Collector::new(graph, &tick);
    for value in rows.iter().flatten().chain(&trace) {
        tick()?;
        collector.collect(value)?;
    }
    notices.extend(collector.notices());
    let backing = collector.backing();
    let entities = collector.entities();
    if program.profile.is_some() {
        return Ok(Rows { notices, changes: changes(store, mark), ..explained(&program) });
    }
    let shown_through = seen.filter(|view| !view.spec().is_default()).map(|view| view.name().to_owned());
    let columns = program.columns.into_iter().map(|(name, _)| name).collect();
    let (changes, views) = (changes(store, mark), named);
    Ok(Rows { columns, rows, trace, entities, changes, notices, backing, views, shown_through, ..Rows::default() })
}

/// The plan as rows; after a run with what each operator gave and took.
fn explained(program: &Program) -> Rows {
    let row = |line: plan::Line| {
        // a fraction of a row tells nobody anything
        let mut row = vec![line.operator.into(), line.details.into(), Value::Integer(line.rows.round() as i64)];
        if let Some(measured) = line.measured {
            let milliseconds = (measured.time.as_secs_f64() * 1e6).round() / 1e3;
            row.extend([Value::Integer(i64::try_from(measured.rows).unwrap_or(i64::MAX)), Value::Float(milliseconds)]);
        }
        row
    };
    let columns: &[&str] = match program.profile {
        None => &["operator", "details", "rows"],
        Some(_) => &["operator", "details", "estimated rows", "rows", "time (ms)"],
    };
    let rows = plan::explain(program).into_iter().map(row).collect();
    Rows { columns: columns.iter().copied().map(Arc::from).collect(), rows, ..Rows::default() }
}

/// Net counts of what was changed since the mark.
fn changes(store: &Store, mark: Mark) -> Changes {
    let mut changes = Changes::default();
    for change in store.changes_since(mark) {
        match change {
            Change::CreateNode { .. } => changes.nodes_created += 1,
            Change::DeleteNode { .. } => changes.nodes_deleted += 1,
            Change::CreateRelationship { .. } => changes.relationships_created += 1,
            Change::DeleteRelationship { .. } => changes.relationships_deleted += 1,
            Change::SetProperty { entity, .. } => {
                let there = match entity {
                    EntityId::Node(id) => store.has_node(*id),
                    EntityId::Relationship(id) => store.has_relationship(*id),
                };
                changes.properties_set += usize::from(there);
            }
            Change::SetLabels { .. } => changes.labels_changed += 1,
            Change::CreateIndex { owned, .. } => changes.indexes_added += usize::from(!owned),
            Change::DropIndex { index, .. } => changes.indexes_removed += usize::from(!index.owned),
            Change::CreateConstraint { .. } => changes.constraints_added += 1,
            Change::DropConstraint { .. } => changes.constraints_removed += 1,
            Change::AddClaim { id } => changes.claims_recorded += usize::from(store.claims().get(*id).is_some()),
            Change::Merge { .. } => changes.nodes_merged += 1,
            Change::Unmerge { .. } => changes.merges_undone += 1,
            Change::RemoveClaim { .. }
            | Change::AddAlias { .. }
            | Change::RemoveAlias { .. }
            | Change::Relink { .. }
            | Change::Fold { .. }
            | Change::Unfold { .. }
            | Change::MoveClaim { .. }
            | Change::MoveAlias { .. }
            | Change::Show { .. }
            | Change::NoteOwn { .. } => {}
        }
    }
    changes
}

/// Names in the query that the graph does not know, each with the nearest that it does.
fn notices(statement: &bound::Statement, store: &Store) -> Vec<String> {
    if let Some(bound::Clause::Schema(command)) = statement.branches.iter().flat_map(|b| &b.clauses).next() {
        return command.is_moot(store.schema()).into_iter().collect();
    }
    if statement.updating {
        return Vec::new();
    }
    let notice = |unknown: &bound::UnknownName| {
        let names = match unknown.what {
            "label" => store.labels(),
            "property" => store.keys(),
            _ => store.types(),
        };
        let name = &unknown.name.text;
        let near = nearest(name, names.iter().map(|(_, name)| &**name));
        let hint = match near {
            Some(near) => format!("; did you mean `{near}`?"),
            None if unknown.what == "label" && is_layer_name("label", name) => {
                "; the claim layer has one: USE claims()".to_owned()
            }
            None => String::new(),
        };
        format!("the graph has no {} `{name}`{hint}", unknown.what)
    };
    statement.unknown.iter().map(notice).collect()
}

/// The graph's counts, for the planner.
struct Counts<'a>(&'a Store);

impl Statistics for Counts<'_> {
    fn nodes(&self) -> f64 {
        self.0.node_count() as f64
    }

    fn nodes_with_label(&self, label: &str) -> f64 {
        self.0.labels().find(label).map_or(0.0, |label| self.0.label_count(label) as f64)
    }

    fn relationships(&self, relationship_type: Option<&str>) -> f64 {
        match relationship_type {
            None => self.0.relationship_count() as f64,
            Some(name) => self.0.types().find(name).map_or(0.0, |number| self.0.type_count(number) as f64),
        }
    }

    fn ends(&self, relationship_type: &str, incoming: bool, label: &str) -> f64 {
        let (Some(of), Some(label)) = (self.0.types().find(relationship_type), self.0.labels().find(label)) else {
            return 0.0;
        };
        (self.0.type_count(of) - self.0.ends_lacking(of, incoming, label)) as f64
    }

    fn endpoints(&self, relationship_type: &str, incoming: bool) -> f64 {
        self.0.types().find(relationship_type).map_or(0.0, |of| self.0.endpoint_count(of, incoming) as f64)
    }

    fn may_loop(&self, relationship_type: &str) -> bool {
        self.0.types().find(relationship_type).is_some_and(|of| self.0.loops(of) > 0)
    }

    fn values(&self, key: &str) -> Option<f64> {
        match self.0.node_column(self.0.keys().find(key)?)? {
            ColumnView::Strings { texts, .. } => Some(texts.len() as f64),
            ColumnView::Booleans(_) => Some(2.0),
            _ => None,
        }
    }

    fn indexes(&self, label: &str) -> Vec<IndexCounts> {
        let indexes = self.0.schema().indexes().iter();
        let on = indexes.filter(|index| matches!(&index.definition.on, Target::Label(on) if **on == *label));
        on.map(|index| IndexCounts {
            name: Arc::clone(&index.definition.name),
            keys: index.definition.keys.clone(),
            text: index.definition.kind == IndexKind::Text,
            unique: index.owned,
            entries: index.entries().len() as f64,
            distinct: index.entries().distinct() as f64,
        })
        .collect()
    }
}
