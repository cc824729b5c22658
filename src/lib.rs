//! An embedded knowledge graph of claims, asked in openCypher.

mod claims;
mod error;
mod graph;
mod limits;
mod span;
mod sys;
mod temporal;
mod value;
pub use error::*;
pub use value::*;
