//! Answers as a table on a terminal: never wider than it, with unbroken borders. When there is no
//! room for the columns side by side, each row becomes a block of `column  value` lines.

use std::io::{self, Write};

use comfy_table::{Cell, CellAlignment, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle};

use super::markdown::is_numeric;
use super::text;
use super::wrap::{columns, shorten, wrap};
use crate::rows::Rows;

const STYLE: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('╭', '─', '┬', '╮'))
    .header_lines(ContentLineStyle::new('│', '│', '│'))
    .header_separator(LineStyle::new('├', '─', '┼', '┤'))
    .content_lines(ContentLineStyle::new('│', '│', '│'))
    .bottom_border(LineStyle::new('╰', '─', '┴', '╯'));

/// Characters of one cell that a table shows.
const CELL: usize = 2_000;
/// A column is not made narrower than this to fit a terminal.
const NARROWEST: usize = 10;

/// Writes the first `count` rows. Without a width the table is as wide as it takes.
pub(super) fn write(rows: &Rows, count: usize, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let header: Vec<_> = rows.columns.iter().map(|column| text::one_line(column)).collect();
    let shown = |row: &Vec<_>| row.iter().map(|value| shorten(&text::cell(rows, value), CELL).into_owned()).collect();
    let cells: Vec<Vec<String>> = rows.rows.iter().take(count).map(shown).collect();
    match width {
        Some(width) if needed(&header, &cells) > width => write_blocks(&header, &cells, width, out),
        _ => {
            let right: Vec<_> = (0..header.len()).map(|i| is_numeric(rows, count, i)).collect();
            write_table(&header, cells, &right, width, out)
        }
    }
}

/// The columns of screen that a table needs at the least.
fn needed(header: &[String], cells: &[Vec<String>]) -> usize {
    (0..header.len()).map(|i| widest(header, cells, i).min(NARROWEST) + 3).sum::<usize>() + 1
}

/// The columns of screen that a table takes when nothing is broken into lines.
fn natural(header: &[String], cells: &[Vec<String>]) -> usize {
    (0..header.len()).map(|i| widest(header, cells, i) + 3).sum::<usize>() + 1
}

fn widest(header: &[String], cells: &[Vec<String>], column: usize) -> usize {
    let cells = cells.iter().filter_map(|row| row.get(column)).flat_map(|cell| cell.split('\n'));
    cells.chain(header.get(column).map(String::as_str)).map(columns).max().unwrap_or(0)
}

fn write_table(
    header: &[String],
    cells: Vec<Vec<String>>,
    right: &[bool],
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = Table::new();
    // rows of several lines need a line between them
    let is_tall = cells.iter().flatten().any(|cell| cell.contains('\n'))
        || width.is_some_and(|width| natural(header, &cells) > width);
    table.load_style(if is_tall { STYLE.row_separator(LineStyle::new('├', '╌', '┼', '┤')) } else { STYLE });
    match width.and_then(|width| u16::try_from(width).ok()) {
        Some(width) => table.set_width(width).set_content_arrangement(ContentArrangement::Dynamic),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    table.set_header(header);
    for row in cells {
        table.add_row(row.into_iter().zip(right).map(|(cell, right)| {
            let alignment = if *right { CellAlignment::Right } else { CellAlignment::Left };
            Cell::new(cell).set_alignment(alignment)
        }));
    }
    for line in table.lines() {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn write_blocks(header: &[String], cells: &[Vec<String>], width: usize, out: &mut dyn Write) -> io::Result<()> {
    let names = header.iter().map(|name| columns(name)).max().unwrap_or(0).clamp(1, width.max(9) / 3);
    let room = width.saturating_sub(names + 2).max(2);
    for (i, row) in cells.iter().enumerate() {
        let title = format!("── row {} ", i + 1);
        let rule = "─".repeat(width.saturating_sub(columns(&title)));
        writeln!(out, "{title}{rule}")?;
        for (name, cell) in header.iter().zip(row) {
            let (mut left, mut right) = (wrap(name, names).into_iter(), wrap(cell, room).into_iter());
            loop {
                let (name, line) = (left.next(), right.next());
                if name.is_none() && line.is_none() {
                    break;
                }
                let (name, line) = (name.unwrap_or_default(), line.unwrap_or_default());
                let pad = " ".repeat(names.saturating_sub(columns(&name)) + 2);
                writeln!(out, "{}", format!("{name}{pad}{line}").trim_end())?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::samples;
    use crate::value::Value;

    fn lines(rows: &Rows, width: Option<usize>) -> Vec<String> {
        let mut out = Vec::new();
        write(rows, usize::MAX, width, &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn never_wider_than_the_terminal() {
        for rows in [samples::plain(), samples::contested()] {
            for width in 12..140 {
                for line in lines(&rows, Some(width)) {
                    assert!(columns(&line) <= width, "{width}: {line}");
                }
            }
        }
    }

    #[test]
    fn borders_line_up_by_display_width() {
        for width in [None, Some(60), Some(80)] {
            let lines = lines(&samples::plain(), width);
            assert!(lines[0].starts_with('╭'), "{}", lines.join("\n"));
            let wide = columns(&lines[0]);
            assert!(lines.iter().all(|line| columns(line) == wide), "{}", lines.join("\n"));
        }
    }

    #[test]
    fn narrow_windows_get_blocks() {
        let lines = lines(&samples::contested(), Some(40));
        assert!(lines[0].starts_with("── row 1 ──"), "{}", lines.join("\n"));
        assert!(lines[1].starts_with("a  (Termez rocket attack :Attack)"), "{}", lines.join("\n"));
        let many = Rows {
            columns: (0..40).map(|i| format!("column {i}").into()).collect(),
            rows: vec![(0..40).map(Value::from).collect()],
            ..Rows::default()
        };
        let mut out = Vec::new();
        write(&many, 1, Some(30), &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().lines().all(|line| columns(line) <= 30));
    }

    #[test]
    fn control_characters_are_shown_not_sent() {
        let text = lines(&samples::plain(), None).join("\n");
        assert!(text.contains(r"\u{1b}[31m") && !text.contains('\u{1b}'), "{text}");
    }
}
