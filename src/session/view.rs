//! The view of a session, and what two views show differently.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Graph, Session};
use crate::bound::{self, Expr};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::eval::Parameters;
use crate::limits::{Budget, Interrupt, Limits};
use crate::rows::{Rows, ViewNote};
use crate::value::{GroupKey, Map, Value, quote_string};
use crate::view::Named;

/// The view through which a session sees the graph.
#[derive(Clone, Debug)]
pub struct SessionView {
    value: Value,
    spec: String,
    short: String,
}

impl SessionView {
    /// What stands behind `USE` where a query is to see the same.
    pub fn name(&self) -> String {
        match &self.value {
            Value::String(name) => quote_string(name),
            _ => self.spec.clone(),
        }
    }

    /// The view as it was given: a map, or a name.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// What it is made of, as a query would write it.
    pub fn parts(&self) -> &str {
        &self.spec
    }

    /// In a few words, for a prompt.
    pub fn short(&self) -> &str {
        &self.short
    }
}

/// What two views show differently: the rows that an answer has through one of them alone.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The first view, as a query would write it, and the rows that only it has.
    pub first: (String, Rows),
    /// The second view, and the rows that only that has.
    pub second: (String, Rows),
}

/// All that a view shows beside the names of things: relationships, and the values of properties.
const ALL_SHOWN: &str = "MATCH (a)-[r]->(b) RETURN a AS node, r AS has, b AS value \
     UNION ALL MATCH (n) UNWIND keys(n) AS key WITH n, key WHERE NOT key IN ['key', 'name', 'title'] \
     UNWIND [] + n[key] AS value RETURN n AS node, key AS has, value";

/// A view that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedView {
    /// Its name, for `USE 'name'`.
    pub name: String,
    /// What it is for, where the graph data say so.
    pub meaning: Option<String>,
    /// What it is made of, as a query would write it.
    pub is: String,
}

impl Graph {
    /// Gives a view a name, so that `USE 'name'` means it; in place of one of the same name. The view is a
    /// map as `view({...})` takes it.
    ///
    /// # Examples
    ///
    /// ```
    /// use claimgraph::{Graph, Parameters, Value};
    ///
    /// # fn main() -> claimgraph::Result<()> {
    /// let graph = Graph::embedded()?;
    /// graph.name_view("IS media", &Value::map([("according_to", Value::from("Amaq"))]))?;
    /// let rows = graph.session().query("USE 'IS media' MATCH ()-[r]->() RETURN count(r) AS n", &Parameters::new())?;
    /// assert_eq!(rows.get(0, "n"), Some(&Value::from(6)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn name_view(&self, name: &str, view: &Value) -> Result<()> {
        let Value::Map(parts) = view else {
            return Err(Error::type_error(format!("a view is a map, not {}", view.type_name())));
        };
        let budget = Budget::start(Limits::default(), Interrupt::default());
        self.read(|store| self.0.views.of_parts(parts, store, &budget))?;
        self.0.views.name(name, None, Map::clone(parts));
        Ok(())
    }

    /// The views that have names, in the order in which they got them.
    pub fn named_views(&self) -> Vec<NamedView> {
        let budget = Budget::start(Limits::default(), Interrupt::default());
        self.read(|store| {
            let view = |(name, named): (String, Named)| {
                // what it is made of may have been deleted since
                let is = self.0.views.of_parts(&named.parts, store, &budget);
                let is = is.map_or_else(|error| error.message().to_owned(), |spec| spec.describe(store));
                NamedView { name, meaning: named.meaning.map(|meaning| meaning.to_string()), is }
            };
            self.0.views.all_named().into_iter().map(view).collect()
        })
    }
}

impl Session {
    /// Makes what is asked from now on see the graph through a view, as if each part of a statement that has
    /// no `USE` had this one; `None` ends it. The view is what `USE` takes: a map as `view({...})` has it, or
    /// the name of a view. Indexes, constraints and what is said to be unique are the same through every view.
    ///
    /// # Examples
    ///
    /// ```
    /// use claimgraph::{Graph, Parameters, Value};
    ///
    /// # fn main() -> claimgraph::Result<()> {
    /// let mut session = Graph::embedded()?.session();
    /// session.set_view(Some(Value::map([("according_to", Value::from("Amaq"))])))?;
    /// let rows = session.query("MATCH ()-[r]->() RETURN count(r) AS n", &Parameters::new())?;
    /// assert_eq!(rows.get(0, "n"), Some(&Value::from(6)));
    /// assert_eq!(rows.views[0].name, "according_to('Amaq')");
    /// session.set_view(None)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_view(&mut self, view: Option<Value>) -> Result<()> {
        self.view = view.map(|value| self.session_view(value)).transpose()?;
        Ok(())
    }

    /// The view through which it sees the graph, if one has been set.
    pub fn view(&self) -> Option<&SessionView> {
        self.view.as_ref()
    }

    /// A session with the same limits, which is stopped with this one, and without a view.
    #[must_use]
    pub fn without_view(&self) -> Self {
        let (graph, limits, interrupt) = (self.graph.clone(), Arc::clone(&self.limits), self.interrupt.clone());
        Self { graph, limits, interrupt, view: None, only_reads: self.only_reads }
    }

    fn session_view(&self, value: Value) -> Result<SessionView> {
        let budget = self.budget();
        self.graph.read(|store| {
            let spec = self.graph.0.views.spec(&value, store, &budget)?;
            let short = match &value {
                Value::String(name) => name.to_string(),
                _ => spec.in_short(store),
            };
            Ok(SessionView { value, spec: spec.describe(store), short })
        })
    }

    /// The view as it was given.
    pub(super) fn view_value(&self) -> Option<&Value> {
        self.view.as_ref().map(|view| &view.value)
    }

    /// Gives the session's view to each part of the statement that has none of its own.
    pub(super) fn look_through_view(&self, statement: &mut bound::Statement) {
        let Some(view) = &self.view else { return };
        let is_schema = |branch: &bound::Branch| matches!(branch.clauses.first(), Some(bound::Clause::Schema(_)));
        for branch in statement.branches.iter_mut().filter(|branch| !is_schema(branch)) {
            branch.view.get_or_insert_with(|| Expr::constant(view.value.clone()));
        }
    }

    /// The rows that a query gives through one of two views alone. Without a query: the relationships, and the
    /// values of properties, that only one of them shows. Nodes and relationships are the same if they are the
    /// same ones, whatever else is shown of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use claimgraph::{Graph, Parameters, Value};
    ///
    /// # fn main() -> claimgraph::Result<()> {
    /// let session = Graph::embedded()?.session();
    /// let view = |who: &str| Value::map([("according_to", Value::from(who))]);
    /// let difference = session.difference(&view("Amaq"), &view("Taliban"), None, &Parameters::new())?;
    /// assert_eq!((difference.first.1.len(), difference.second.1.len()), (7, 7));
    /// # Ok(())
    /// # }
    /// ```
    pub fn difference(
        &self,
        first: &Value,
        second: &Value,
        query: Option<&str>,
        parameters: &Parameters,
    ) -> Result<Difference> {
        let answer = |view: &Value| {
            let view = self.session_view(view.clone())?;
            let name = view.name();
            let session = Self { view: Some(view), only_reads: true, ..self.without_view() };
            let mut rows = session.query(query.unwrap_or(ALL_SHOWN), parameters)?;
            // what the other view shows is told anyway
            rows.notices.clear();
            Ok::<_, Error>((name, rows))
        };
        let (mut first, mut second) = (answer(first)?, answer(second)?);
        take_common(&mut first.1, &mut second.1);
        Ok(Difference { first, second })
    }
}

/// The error for a query that is to be compared and would change the graph.
pub(super) fn read_only() -> Error {
    Error::new(ErrorKind::SemanticError, Detail::WriteThroughView, "two views are compared by reading")
        .hint("give a query that changes nothing")
}

/// Takes away the rows that both have, each as often as both have it.
fn take_common(first: &mut Rows, second: &mut Rows) {
    let key = |row: &Vec<Value>| GroupKey(row.clone());
    let mut counts: HashMap<GroupKey, usize> = HashMap::new();
    for row in &second.rows {
        *counts.entry(key(row)).or_default() += 1;
    }
    let mut take = |row: &Vec<Value>| match counts.get_mut(&key(row)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    first.rows.retain(|row| !take(row));
    // what is left of the counts is what only the second has
    second.rows.retain(take);
}

/// What is to be said of an answer without rows, with how many there are without its views.
pub(super) fn nothing_seen(views: &[ViewNote], without: Result<usize>) -> Result<String> {
    let (through, them) = match views {
        [first, rest @ ..] if rest.iter().all(|view| view.name == first.name) => (first.name.as_str(), "it"),
        _ => ("its views", "them"),
    };
    match without {
        Ok(0) => Ok(format!("no rows through {through}, and none without {them}")),
        Ok(count) => Ok(format!("no rows through {through}; without {them}, {count}")),
        Err(error) if error.kind() == ErrorKind::Interrupted => Err(error),
        // the answer itself is whole
        Err(error) => Ok(format!("no rows through {through}; without {them}: {}", error.message())),
    }
}
