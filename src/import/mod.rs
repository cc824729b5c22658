//! From files to a graph.

pub mod graph_data;
