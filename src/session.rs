//! The public door: a graph, sessions on it, queries and their answers.
