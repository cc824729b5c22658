//! In preparation.

use std::io::{self, Write};

/// What a picture's nodes are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cluster {
    /// Nothing.
    #[default]
    None,
    /// Their first label.
    Label,
    /// The document that speaks of them.
    Document,
}

pub(super) fn write(_: &crate::rows::Rows, _: &super::Options, _: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
