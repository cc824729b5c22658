//! Importing CSV into a graph.

use std::sync::PoisonError;

use super::Graph;
use crate::error::Result;
use crate::import::csv;
use crate::limits::Interrupt;
use crate::{ImportProgress, ImportReport, ImportSpec};

impl Graph {
    /// Imports CSV files: all that they hold, or nothing where there is an error.
    ///
    /// # Examples
    ///
    /// ```
    /// use claimgraph::{Graph, ImportSpec, Parameters, Value};
    ///
    /// # fn main() -> claimgraph::Result<()> {
    /// let graph = Graph::new();
    /// let spec = ImportSpec::new()
    ///     .nodes("Person=tests/cli/import/persons.csv")?
    ///     .relationships("FOLLOWS=tests/cli/import/follows.csv")?;
    /// let report = graph.import(&spec)?;
    /// assert_eq!((report.nodes, report.relationships), (3, 2));
    /// let rows = graph.session().query(
    ///     "MATCH (:Person {name: 'Ann'})-[f:FOLLOWS]->(whom) WHERE f.since < 2020 RETURN whom.id AS id",
    ///     &Parameters::new(),
    /// )?;
    /// assert_eq!(rows.get(0, "id"), Some(&Value::from(2)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn import(&self, spec: &ImportSpec) -> Result<ImportReport> {
        self.import_with(spec, &Interrupt::default(), &mut |_| ())
    }

    /// The same; another thread can stop it, and it tells how far it is some times a second.
    pub fn import_with(
        &self,
        spec: &ImportSpec,
        interrupt: &Interrupt,
        progress: &mut dyn FnMut(&ImportProgress),
    ) -> Result<ImportReport> {
        let mut store = self.0.store.write().unwrap_or_else(PoisonError::into_inner);
        // what is imported is not logged: an import that fails is dropped with the copy
        let mut copy = store.clone();
        let report = csv::import(&mut copy, spec, interrupt, progress)?;
        copy.commit();
        *store = copy;
        Ok(report)
    }
}
