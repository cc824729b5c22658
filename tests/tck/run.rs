//! Runs one scenario: a fresh graph, its steps in order, each judged.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use claimgraph::{Error, Graph, Parameters, Rows};

use crate::cell_parser;
use crate::gherkin::{Argument, Scenario, Step};
use crate::judge::{self, Order, Snapshot, Verdict};
use crate::procedure;

/// What one query of a scenario may take.
pub const DEADLINE: Duration = Duration::from_secs(10);

thread_local! {
    /// Where the last panic of this thread happened.
    static PANIC_PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Makes panics silent: the scenario in which one happens says so. Once a process.
pub fn note_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, ToString::to_string);
        PANIC_PLACE.with(|noted| *noted.borrow_mut() = place);
    }));
}

/// How a query of a scenario is run: by [`ask`], or by an engine that the self-test has broken.
pub type Ask = fn(&Graph, &str, &Parameters) -> Result<Rows, Error>;

/// Runs a query on the graph.
pub fn ask(graph: &Graph, query: &str, parameters: &Parameters) -> Result<Rows, Error> {
    let mut session = graph.session();
    session.limits_mut().deadline = Some(DEADLINE);
    session.query(query, parameters)
}

/// Runs a scenario. `graphs` is the folder of the named graphs.
pub fn scenario(scenario: &Scenario, graphs: &Path, ask: Ask) -> Verdict {
    let result = catch_unwind(AssertUnwindSafe(|| {
        let mut run = Run { graphs, ask, graph: Graph::new(), parameters: Parameters::new(), executed: None };
        scenario.steps.iter().try_for_each(|step| run.step(step))?;
        run.end()
    }));
    result.unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
        let place = PANIC_PLACE.with(|noted| noted.borrow().clone());
        Err(format!("panic at {place}: {text}"))
    })
}

/// Whether a scenario expects an error.
pub fn is_negative(scenario: &Scenario) -> bool {
    scenario.steps.iter().any(|step| step.text.contains(" should be raised at "))
}

/// A query under test that was run, and what is still to be said about it.
struct Executed {
    outcome: Result<Rows, Error>,
    before: Snapshot,
    after: Snapshot,
    /// Whether a step has judged the outcome.
    judged: bool,
}

struct Run<'a> {
    graphs: &'a Path,
    ask: Ask,
    graph: Graph,
    parameters: Parameters,
    executed: Option<Executed>,
}

impl Run<'_> {
    fn step(&mut self, step: &Step) -> Verdict {
        let text = step.text.as_str();
        match (text, &step.argument) {
            ("any graph" | "an empty graph", Argument::None) => Ok(()),
            ("the binary-tree-1 graph", Argument::None) => self.load("binary-tree-1"),
            ("the binary-tree-2 graph", Argument::None) => self.load("binary-tree-2"),
            ("having executed:", Argument::Text(query)) => self.set_up(query),
            ("parameters are:", Argument::Table(rows)) => self.set_parameters(rows),
            ("executing query:" | "executing control query:", Argument::Text(query)) => self.execute(query),
            ("the result should be, in any order:", Argument::Table(table)) => {
                self.rows(table, Order { rows: false, lists: true })
            }
            ("the result should be, in order:", Argument::Table(table)) => {
                self.rows(table, Order { rows: true, lists: true })
            }
            ("the result should be (ignoring element order for lists):", Argument::Table(table)) => {
                self.rows(table, Order { rows: false, lists: false })
            }
            ("the result should be, in order (ignoring element order for lists):", Argument::Table(table)) => {
                self.rows(table, Order { rows: true, lists: false })
            }
            ("the result should be empty", Argument::None) => judge::empty(self.answer()?),
            ("no side effects", Argument::None) => self.side_effects(&[]),
            ("the side effects should be:", Argument::Table(table)) => self.side_effects(table),
            (text, Argument::Table(table)) if text.starts_with("there exists a procedure ") => {
                self.graph.register(procedure::parse(text, table)?);
                Ok(())
            }
            (text, Argument::None) if text.contains(" should be raised at ") => self.error(text),
            _ => Err(format!("unknown step: {text}")),
        }
    }

    fn set_up(&self, query: &str) -> Verdict {
        let rows = ask(&self.graph, query, &self.parameters);
        rows.map(|_| ()).map_err(|error| format!("setup failed: {}", judge::show_error(&error)))
    }

    /// Loads a named graph: statements that end in `;` at the end of a line.
    fn load(&self, name: &str) -> Verdict {
        let file = self.graphs.join(name).join(format!("{name}.cypher"));
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let text = format!("{}\n", text.trim_end());
        let statements = text.split(";\n").map(str::trim).filter(|statement| !statement.is_empty());
        statements.into_iter().try_for_each(|statement| self.set_up(statement))
    }

    fn set_parameters(&mut self, rows: &[Vec<String>]) -> Verdict {
        for row in rows {
            let [name, value] = row.as_slice() else {
                return Err(format!("{row:?} is no parameter"));
            };
            self.parameters.insert(name.clone(), cell_parser::parse(value)?.into_value()?);
        }
        Ok(())
    }

    fn execute(&mut self, query: &str) -> Verdict {
        self.end_query()?;
        let before = Snapshot::of(&self.graph)?;
        let outcome = (self.ask)(&self.graph, query, &self.parameters);
        let after = Snapshot::of(&self.graph)?;
        self.executed = Some(Executed { outcome, before, after, judged: false });
        Ok(())
    }

    /// The last query's answer, about to be judged.
    fn answer(&mut self) -> Result<&Rows, String> {
        let executed = self.executed.as_mut().ok_or("an expectation before any query")?;
        executed.judged = true;
        executed.outcome.as_ref().map_err(|error| format!("unexpected error: {}", judge::show_error(error)))
    }

    fn rows(&mut self, table: &[Vec<String>], order: Order) -> Verdict {
        judge::rows(table, order, self.answer()?)
    }

    fn side_effects(&mut self, table: &[Vec<String>]) -> Verdict {
        self.answer()?;
        let executed = self.executed.as_ref().ok_or("side effects before any query")?;
        judge::side_effects(table, &executed.before, &executed.after)
    }

    /// An error is also judged by what it left: the graph must be as it was.
    fn error(&mut self, step: &str) -> Verdict {
        let expectation = step.strip_prefix("a ").or_else(|| step.strip_prefix("an "));
        let expectation = expectation.ok_or_else(|| format!("unknown step: {step}"))?;
        let executed = self.executed.as_mut().ok_or("an expectation before any query")?;
        executed.judged = true;
        match &executed.outcome {
            Err(error) => judge::error(expectation, error)?,
            Ok(rows) => return Err(format!("no error: expected {expectation}, got {} rows", rows.len())),
        }
        judge::side_effects(&[], &executed.before, &executed.after).map_err(|wrong| format!("after the error: {wrong}"))
    }

    /// No query may go unjudged.
    fn end_query(&self) -> Verdict {
        match &self.executed {
            Some(Executed { judged: false, .. }) => Err("nothing is expected of a query".to_owned()),
            _ => Ok(()),
        }
    }

    fn end(&self) -> Verdict {
        if self.executed.is_none() {
            return Err("the scenario has no query".to_owned());
        }
        self.end_query()
    }
}
