//! An embedded knowledge graph of claims, asked in openCypher.
//!
//! Documents say that somebody claims something; somebody else denies it. claimgraph keeps both:
//! every relationship carries who says so, who denies it, when, and where in which document.
//!
//! ```
//! use claimgraph::{Graph, Parameters};
//!
//! # fn main() -> claimgraph::Result<()> {
//! let graph = Graph::embedded()?;
//! let rows = graph.session().query(
//!     "MATCH (:Attack {key: 'termez-rocket-attack'})-[r:claimed-by]->(who)
//!      RETURN who.name AS who, asserted_by(r) AS says, independent_sources(r) AS origins",
//!     &Parameters::new(),
//! )?;
//! assert_eq!(rows.len(), 1);
//! # Ok(())
//! # }
//! ```

mod ast;
mod attribution;
mod batch;
mod binder;
mod bound;
mod claims;
#[doc(hidden)]
pub mod cli;
mod error;
mod eval;
mod executor;
mod export;
mod fold;
mod functions;
mod graph;
mod import;
mod limits;
mod optimizer;
mod parser;
mod plan;
mod planner;
mod procedures;
mod rows;
mod session;
mod span;
mod sys;
mod temporal;
mod value;
mod view;

pub use attribution::{Author, ClaimView, Document, Standing};
pub use claims::{Axis, Band, Estimate, Grade, Grading, Likelihood, Scales, Stance};
pub use error::{Detail, Error, ErrorKind, Phase, Result};
pub use eval::Parameters;
pub use functions::{AGGREGATES_GIVEN, Aggregate, FAMILIES, Family, Function, Functions, Kind, aggregates};
pub use import::csv::{
    ImportProgress, ImportReport, ImportSpec, ImportedFiles, NodeFiles, RelationshipFiles, SkippedRows,
};
pub use import::graph_data::{Mistake, check};
pub use limits::{Interrupt, Limits};
pub use procedures::{Procedure, ProcedureContext, Procedures};
pub use rows::{Backing, Changes, Entities, Node, Relationship, Rows, ViewNote};
pub use session::{Difference, Graph, NamedView, Prepared, Schema, SchemaEntry, Session, SessionView, Size, Source};
pub use span::Span;
pub use temporal::{
    Date, DateTime, Duration, Interval, LocalDateTime, LocalTime, NamedZone, Offset, PartialDate, Time, Zone,
};
pub use value::{Crs, Map, NodeId, Path, Point, RelationshipId, Value};

/// What tests and fuzzing need of the inside: no part of the interface, and free to change.
#[doc(hidden)]
#[allow(missing_docs, reason = "for tests, whatever the names say")]
pub mod internals {
    pub use crate::ast::*;
    pub use crate::claims::{Claim, Subject};
    pub use crate::graph::{EntityId, Store};
    pub use crate::parser::parse;

    /// The store and the claims in it.
    pub mod store {
        pub use crate::claims::{Alias, AliasId, Claim, ClaimId, Stance, Subject};
        pub use crate::graph::{
            BulkTexts, BulkValues, ColumnView, EntityId, IndexDefinition, IndexKind, Memory, Merge, MergeId, Neighbour,
            Postings, Segment, Store, Stretch, Tail, Target, Texts,
        };
    }
}

/// The README's example runs too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
