//! An embedded knowledge graph of claims, asked in openCypher.

mod attribution;
mod claims;
mod error;
mod functions;
mod graph;
mod import;
mod limits;
mod span;
mod sys;
mod temporal;
mod value;
pub use attribution::{ClaimView, Standing};
pub use error::*;
pub use import::graph_data::{Mistake, check};
pub use value::*;
