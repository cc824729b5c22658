//! What comes in. STAND-IN: replaced by the real module.

pub mod graph_data;
