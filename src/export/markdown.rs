//! Answers as a table in Markdown (GitHub's), where nothing in the data is taken for markup.

use std::io::{self, Write};

use super::text;
use crate::error::escape_controls;
use crate::rows::Rows;
use crate::value::Value;

/// Writes a header, a rule and a line a row. Columns of numbers stand to the right.
pub(super) fn write(rows: &Rows, count: usize, out: &mut dyn Write) -> io::Result<()> {
    line(rows.columns.iter().map(|column| escape(&escape_controls(column))), out)?;
    let columns = 0..rows.columns.len();
    let rules = columns.map(|i| if is_numeric(rows, count, i) { "---:".to_owned() } else { "---".to_owned() });
    line(rules, out)?;
    for row in rows.rows.iter().take(count) {
        line(row.iter().map(|cell| escape(&text::cell(rows, cell))), out)?;
    }
    Ok(())
}

fn line(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<_> = cells.collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

/// Whether a column holds numbers and nothing else.
pub(super) fn is_numeric(rows: &Rows, count: usize, column: usize) -> bool {
    let mut cells =
        rows.rows.iter().take(count).filter_map(|row| row.get(column)).filter(|cell| !cell.is_null()).peekable();
    cells.peek().is_some() && cells.all(|cell| matches!(cell, Value::Integer(_) | Value::Float(_)))
}

/// Text in which nothing is markup.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => out.push_str("<br>"),
            '\\' | '|' | '<' | '&' | '`' | '*' | '[' | '~' => out.extend(['\\', c]),
            // inside of a word it stands for itself
            '_' if !(last.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric())) => {
                out.push_str("\\_");
            }
            c => out.push(c),
        }
        last = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::samples;

    fn written(rows: &Rows) -> String {
        let mut out = Vec::new();
        write(rows, usize::MAX, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_line_a_row() {
        let text = written(&samples::plain());
        assert_eq!(text.lines().count(), 6);
        assert!(text.contains(r#"a\|b, "c"<br>d"#), "{text}");
        assert!(text.contains(r"\\u{1b}"), "{text}");
        let text = written(&samples::contested());
        assert!(text.starts_with("| a | r | b | p |\n| --- | --- | --- | --- |\n| (Termez"), "{text}");
    }

    #[test]
    fn markup_in_data_is_not_markup() {
        assert_eq!(escape(r"a\|b <script> [x](y) _z_ a_b"), r"a\\\|b \<script> \[x](y) \_z\_ a_b");
    }

    #[test]
    fn numbers_to_the_right() {
        let rows = Rows {
            columns: vec!["x".into(), "y".into()],
            rows: vec![vec![1.into(), "a".into()], vec![Value::Null, 2.into()]],
            ..Rows::default()
        };
        assert!(written(&rows).contains("| ---: | --- |"));
    }
}
