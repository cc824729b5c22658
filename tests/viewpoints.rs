//! `docs/viewpoints.md` is true: each of its examples gives what stands there, and every promise has one.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test")]

#[path = "support/page.rs"]
mod page;
#[path = "support/program.rs"]
mod program;

use page::{answered, page, settle};

#[test]
fn the_page_is_true() {
    let (file, text) = page("viewpoints.md");
    let (real, count) = answered(&text);
    assert!(count > 15, "only {count} examples");
    settle(&file, &text, &real);
}

#[test]
fn every_promise_has_an_example() {
    let (_, text) = page("viewpoints.md");
    let sections = text.split("\n## ").skip(1);
    let bare: Vec<&str> =
        sections.filter(|section| !section.contains("```")).filter_map(|s| s.lines().next()).collect();
    assert_eq!(bare, [""; 0]);
}
