//! Statements that are prepared once and run many times.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use super::compiled::Compiled;
use super::{Manner, Session};
use crate::error::{Error, ErrorKind, Result};
use crate::eval::Parameters;
use crate::rows::Rows;

/// A statement that is looked at once and run many times, made by [`Session::prepare`]. It may be shared between
/// threads.
///
/// Each run sees the graph as it is then, as [`Session::query`] does, and has the limits and the view that the
/// session had when it was prepared.
pub struct Prepared {
    session: Session,
    text: Arc<str>,
    /// What was last made of it; nothing if that depends on the parameters.
    compiled: RwLock<Option<Arc<Compiled>>>,
}

impl Session {
    /// Prepares a statement, so that running it costs no more than its own work. Tells of every error that does
    /// not depend on parameters or data.
    ///
    /// [`query`](Self::query) also remembers the statements it ran lately; to prepare one saves looking for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use claimgraph::{Graph, Parameters, Value};
    ///
    /// # fn main() -> claimgraph::Result<()> {
    /// let session = Graph::new().session();
    /// let add = session.prepare("CREATE (:Outlet {name: $name})")?;
    /// for name in ["Amaq", "TASS"] {
    ///     add.query(&Parameters::from_iter([("name".to_owned(), Value::from(name))]))?;
    /// }
    /// let rows = session.prepare("MATCH (o:Outlet) RETURN count(o) AS n")?.query(&Parameters::new())?;
    /// assert_eq!(rows.get(0, "n"), Some(&Value::from(2)));
    /// assert!(session.prepare("MATCH (o:Outlet) RETURN p").is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn prepare(&self, text: &str) -> Result<Prepared> {
        let session = Self { view: self.view.clone(), ..self.without_view() };
        let (nothing, budget) = (Parameters::new(), self.budget());
        let compiled = self.with_room_for(text, |room| {
            let parsed = self.parse(text, room)?;
            self.graph.read(|store| self.compile(&parsed, store, &nothing, &budget, Manner::default()))
        });
        let compiled = match compiled {
            Ok(compiled) => Some(Arc::new(compiled)).filter(|compiled| compiled.basis.is_some()),
            // arguments that are parameters by their names: what they are is seen when it is run
            Err(error) if error.kind() == ErrorKind::ParameterMissing => None,
            Err(error) => return Err(error.with_query(&text.into())),
        };
        Ok(Prepared { session, text: text.into(), compiled: RwLock::new(compiled) })
    }
}

impl Prepared {
    /// Runs it.
    pub fn query(&self, parameters: &Parameters) -> Result<Rows> {
        let started = Instant::now();
        let ready = self.compiled.read().unwrap_or_else(PoisonError::into_inner).clone();
        let answer = self.session.answer(&self.text, ready, parameters, Manner::default());
        let (mut rows, made) = answer.map_err(|error: Error| error.with_query(&self.text))?;
        if let Some(made) = made {
            *self.compiled.write().unwrap_or_else(PoisonError::into_inner) = Some(made);
        }
        rows.elapsed = started.elapsed();
        Ok(rows)
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }
}
