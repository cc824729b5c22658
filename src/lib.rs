//! An embedded knowledge graph of claims, asked in openCypher.
#![allow(missing_docs, dead_code, unused)]

mod ast;
mod attribution;
mod bound;
mod claims;
mod error;
mod functions;
mod graph;
mod limits;
mod parser;
mod span;
mod sys;
mod temporal;
mod value;
pub use error::*;
pub use value::*;
