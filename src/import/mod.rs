//! From files to a graph.
