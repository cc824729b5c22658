//! Query text to AST.

pub mod scan;
