//! Unit tests of import.
