//! The public door: a graph, sessions on it, queries and their answers. The only module that sees
//! every stage.

mod answer;
mod compiled;
mod contents;
mod import;
mod prepared;
mod statistics;
mod view;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use crate::ast::{self, Mode};
use crate::claims::Scales;
use crate::error::{Error, Phase, Result, nearest};
use crate::eval::Parameters;
use crate::executor::Access;
use crate::functions::{Function, Functions};
use crate::graph::Store;
use crate::import::graph_data::{self, Loaded, Vocabulary};
use crate::limits::{Budget, Interrupt, Limits};
use crate::procedures::{Procedure, Procedures};
use crate::rows::Rows;
use crate::value::Value;
use crate::view::{Views, is_layer_name};
use crate::{binder, bound, optimizer, parser, planner};

use answer::execute;
use compiled::{Basis, Compiled, Growth, Statements, known_names};
pub use contents::{Schema, SchemaEntry, Size, Source};
pub use prepared::Prepared;
use statistics::Counts;
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
    /// How often a procedure or a function has been registered.
    registered: AtomicU64,
    views: Views,
    statements: Statements,
    growth: Growth,
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
            limits: Arc::default(),
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
        self.0.registered.fetch_add(1, Ordering::Release);
    }

    /// The procedures that can be called now.
    pub fn procedures(&self) -> Procedures {
        self.0.procedures.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes a function callable in expressions, as the built-in ones are. An error if a function has
    /// the name already. Several threads may call it at a time, also for one query.
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
        self.0.functions.write().unwrap_or_else(PoisonError::into_inner).add(function)?;
        self.0.registered.fetch_add(1, Ordering::Release);
        Ok(())
    }

    /// The functions that can be called now.
    pub fn functions(&self) -> Functions {
        self.0.functions.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn registered(&self) -> u64 {
        self.0.registered.load(Ordering::Acquire)
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

impl Manner {
    /// Whether it is that of [`Session::query`].
    fn is_usual(self) -> bool {
        !self.trace && !self.unoptimized
    }
}

/// What a text takes up.
#[derive(Clone, Copy)]
struct Room {
    /// How many bytes it has, and how deeply it is nested.
    extent: (usize, usize),
    /// For how many levels of nesting it needs stack.
    levels: usize,
}

/// A statement that has been read, and what its names are to be looked up in.
struct Parsed {
    statement: ast::Statement,
    room: Room,
    procedures: Procedures,
    functions: Functions,
    registered: u64,
    is_updating: bool,
}

/// A series of queries with the same limits.
pub struct Session {
    graph: Graph,
    limits: Arc<Limits>,
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
        let statements = &self.graph.0.statements;
        let ready = if manner.is_usual() { statements.find(text) } else { None };
        let answer = self.answer(text, ready, parameters, manner);
        let (mut rows, made) = answer.map_err(|error| error.with_query(&text.into()))?;
        if let Some(made) = made {
            statements.keep(text, &made);
        }
        rows.elapsed = started.elapsed();
        Ok(rows)
    }

    /// The answer to a statement that may be ready to run; and what was made of its text, if that had to be made and
    /// may be used again.
    fn answer(
        &self,
        text: &str,
        ready: Option<Arc<Compiled>>,
        parameters: &Parameters,
        manner: Manner,
    ) -> Result<(Rows, Option<Arc<Compiled>>)> {
        let budget = self.budget();
        let suits = |ready: &Arc<Compiled>| {
            // a session that only reads says so as it reads the text
            let is_allowed = !(self.only_reads && ready.program.updating);
            is_allowed && ready.suits(self.graph.registered(), &self.limits, self.view_value())
        };
        if let Some(ready) = ready.filter(suits)
            && let Some(rows) = with_stack_for(ready.levels, || self.run_ready(&ready, parameters, &budget))
        {
            return Ok((rows?, None));
        }
        self.with_room_for(text, |room| self.run(text, room, parameters, &budget, manner))
    }

    /// Runs a statement that is ready; nothing is done if the graph is not any more what it was made for.
    fn run_ready(&self, ready: &Compiled, parameters: &Parameters, budget: &Budget) -> Option<Result<Rows>> {
        let growth = &self.graph.0.growth;
        let check = || parameters.values().try_for_each(Value::check_depth);
        if ready.program.updating {
            let mut store = self.graph.0.store.write().unwrap_or_else(PoisonError::into_inner);
            let fits = ready.fits(&store, growth);
            return fits.then(|| check().and_then(|()| self.change(ready, &mut store, parameters, budget)));
        }
        self.graph.read(|store| {
            let run = || execute(ready, Access::Read(store), parameters, budget, &self.graph.0.views);
            ready.fits(store, growth).then(|| check().and_then(|()| run()))
        })
    }

    /// Text to AST, AST to bound query, bound query to plan, plan to rows.
    fn run(
        &self,
        text: &str,
        room: Room,
        parameters: &Parameters,
        budget: &Budget,
        manner: Manner,
    ) -> Result<(Rows, Option<Arc<Compiled>>)> {
        parameters.values().try_for_each(Value::check_depth)?;
        let parsed = self.parse(text, room)?;
        if parsed.is_updating && self.only_reads {
            return Err(compile_time(view::read_only()));
        }
        let kept = |compiled: Compiled| Some(Arc::new(compiled)).filter(|compiled| compiled.basis.is_some());
        if parsed.statement.mode == Mode::Explain || !parsed.is_updating {
            return self.graph.read(|store| {
                let compiled = self.compile(&parsed, store, parameters, budget, manner)?;
                let rows = execute(&compiled, Access::Read(store), parameters, budget, &self.graph.0.views)?;
                Ok((rows, kept(compiled)))
            });
        }
        let mut store = self.graph.0.store.write().unwrap_or_else(PoisonError::into_inner);
        let compiled = self.compile(&parsed, &store, parameters, budget, manner)?;
        let rows = self.change(&compiled, &mut store, parameters, budget)?;
        Ok((rows, kept(compiled)))
    }

    fn parse(&self, text: &str, room: Room) -> Result<Parsed> {
        let statement = parser::parse(text, &self.limits).map_err(compile_time)?;
        // what is registered from here on makes it another statement
        let registered = self.graph.registered();
        let (procedures, functions) = (self.graph.procedures(), self.graph.functions());
        let is_updating = statement.query.is_updating(&|name| procedures.is_updating(name));
        Ok(Parsed { statement, room, procedures, functions, registered, is_updating })
    }

    fn compile(
        &self,
        parsed: &Parsed,
        store: &Store,
        parameters: &Parameters,
        budget: &Budget,
        manner: Manner,
    ) -> Result<Compiled> {
        let Parsed { statement, room, procedures, functions, registered, .. } = parsed;
        let mut bound =
            binder::bind(statement, store, procedures, functions, parameters, budget).map_err(compile_time)?;
        self.look_through_view(&mut bound);
        let notices = notices(&bound, store);
        let is_schema = |branch: &bound::Branch| matches!(branch.clauses.first(), Some(bound::Clause::Schema(_)));
        let may_be_kept = manner.is_usual()
            && bound.mode == Mode::Run
            && !bound.takes_parameters
            && !bound.branches.iter().any(is_schema);
        let basis = may_be_kept.then(|| Basis {
            registered: *registered,
            schema: store.schema().version(),
            names: (!bound.unknown.is_empty()).then(|| known_names(store)),
            age: self.graph.0.growth.age(store),
            view: self.view_value().cloned(),
            extent: room.extent,
        });
        let explain = bound.mode == Mode::Explain;
        let program = if manner.unoptimized {
            planner::plan(bound, None, manner.trace, budget)?
        } else {
            let counts = Counts::new(store, &self.graph.0.views, budget);
            optimizer::optimize(planner::plan(bound, Some(&counts), manner.trace, budget)?, &counts)
        };
        Ok(Compiled { program, explain, notices, levels: room.levels, basis })
    }

    /// Runs a statement that changes the graph: it happens or it does not.
    fn change(&self, compiled: &Compiled, store: &mut Store, parameters: &Parameters, budget: &Budget) -> Result<Rows> {
        let mark = store.mark();
        let done = execute(compiled, Access::Write(store), parameters, budget, &self.graph.0.views);
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

    fn budget(&self) -> Budget {
        Budget::start(Arc::clone(&self.limits), self.interrupt.clone())
    }

    /// Works on a text where there is stack enough for it, if it is within the limits.
    fn with_room_for<T>(&self, text: &str, work: impl FnOnce(Room) -> Result<T>) -> Result<T> {
        let nesting = parser::scan::check_limits(text, &self.limits).map_err(compile_time)?;
        // a long plan needs stack as a nested one does: its steps call each other
        let levels = nesting + (text.len() / 256).min(512);
        with_stack_for(levels, || work(Room { extent: (text.len(), nesting), levels }))
    }

    /// The limits of each query.
    pub fn limits_mut(&mut self) -> &mut Limits {
        Arc::make_mut(&mut self.limits)
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

fn compile_time(error: Error) -> Error {
    error.in_phase(Phase::CompileTime)
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
