//! An attribution as a sentence that says who passed it on to whom.

use std::fmt::Write as _;

use super::ClaimView;

impl ClaimView {
    /// How it reached us: `Eurasianet reports that Tawhid News claims: ...`. What is said stands in the
    /// claim's paraphrase, or where it has none in `statement`.
    ///
    /// # Examples
    ///
    /// ```
    /// use claimgraph::{Graph, Parameters};
    ///
    /// # fn main() -> claimgraph::Result<()> {
    /// let query = "MATCH (:Attack {key: 'termez-rocket-attack'})-[r:targeted]->({key: 'termez-military-post'}) RETURN r";
    /// let rows = Graph::embedded()?.session().query(query, &Parameters::new())?;
    /// let relationship = &rows.entities.relationships[0];
    /// assert_eq!(
    ///     relationship.claims[0].chain(""),
    ///     "Caspian Policy Center reports that Amaq claims: \
    ///      Amaq says the rockets were meant for a post of the military near Termez."
    /// );
    /// # Ok(())
    /// # }
    /// ```
    pub fn chain(&self, statement: &str) -> String {
        let mut chain: String = self.via.iter().map(|carrier| format!("{carrier} reports that ")).collect();
        let verb = match self.stance.as_str() {
            "asserts" => "claims",
            "reports" => "passes on",
            stance => stance,
        };
        let _ = write!(chain, "{} {verb}", self.claimer);
        let _ = self.modality.as_ref().map(|hedge| write!(chain, " (hedged: \"{hedge}\")"));
        let _ = self.said.as_ref().map(|said| write!(chain, " ({said})"));
        let said = if self.paraphrase.is_empty() { statement } else { &self.paraphrase };
        let _ = write!(chain, ": {said}");
        chain
    }
}
