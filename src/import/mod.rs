//! From files to a graph.

pub mod csv;
pub mod graph_data;
