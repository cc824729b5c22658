//! An embedded knowledge graph of claims, asked in openCypher.

mod attribution;
mod claims;
pub mod cli;
mod error;
pub mod export;
mod functions;
mod graph;
mod import;
mod limits;
mod parser;
mod rows;
mod session;
mod span;
mod sys;
mod temporal;
mod value;
pub use attribution::{ClaimView, Standing};
pub use error::*;
pub use limits::{Interrupt, Limits};
pub use rows::*;
pub use session::*;
pub use temporal::{Date, PartialDate};
pub use value::*;
