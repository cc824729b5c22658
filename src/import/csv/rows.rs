//! What parsing rows of nodes and of relationships has in common.

use super::header::Header;
use super::records::Records;
use super::report::{BadRow, BadRows, Kind};
use super::source::{Block, Format};

/// What is wrong with a row: the column, from 0, and what.
pub(super) struct Wrong {
    pub(super) column: usize,
    pub(super) kind: Kind,
    pub(super) message: String,
    pub(super) hint: String,
}

impl Wrong {
    pub(super) fn new(column: usize, kind: Kind, message: String, hint: &str) -> Self {
        Self { column, kind, message, hint: hint.to_owned() }
    }
}

/// What is said of a value that cannot be read.
pub(super) const VALUE_HINT: &str = "correct the field, or give the column another type in the header; \
                                     --skip-bad-rows leaves such rows out";

/// How rows are parsed.
#[derive(Clone, Copy)]
pub(super) struct Manner<'a> {
    pub(super) header: &'a Header,
    pub(super) format: Format,
    pub(super) skip_bad_rows: bool,
}

/// Goes through the rows of a block. Rows that are no text, or have too few or too many fields, are
/// counted among the bad ones; so is what `read` says of the others. Where bad rows are not skipped,
/// the first is the last.
pub(super) fn each_row(
    block: &Block,
    manner: Manner<'_>,
    bad: &mut BadRows,
    mut read: impl FnMut(&mut Records<'_>) -> Option<Wrong>,
) {
    let columns = manner.header.columns.len();
    let is_text = std::str::from_utf8(block.rows()).is_ok();
    let mut records = Records::new(block, manner.format);
    while records.advance() {
        let wrong = if records.len() != columns {
            Some(number_of_fields(&records, columns))
        } else if let Some(wrong) = (!is_text).then(|| not_text(&records)).flatten() {
            Some(wrong)
        } else {
            read(&mut records)
        };
        if let Some(wrong) = wrong {
            bad.add(wrong.kind, || BadRow {
                kind: wrong.kind,
                place: Some(block.place(records.start_of(wrong.column))),
                message: wrong.message,
                hint: wrong.hint,
            });
            if !manner.skip_bad_rows {
                return;
            }
        }
    }
}

fn number_of_fields(records: &Records<'_>, columns: usize) -> Wrong {
    let (found, fields) = (records.len(), if columns == 1 { "field" } else { "fields" });
    let message =
        format!("{found} {} where the header has {columns} {fields}", if found == 1 { "field" } else { "fields" });
    let hint = if found > columns {
        "a field that holds the delimiter stands in quotes; --skip-bad-rows leaves such rows out"
    } else {
        "fields without a value are left empty, but their delimiters are written; --skip-bad-rows leaves such rows out"
    };
    // the first field too many, or the last there is
    Wrong::new(columns.min(found.saturating_sub(1)), Kind::Fields, message, hint)
}

fn not_text(records: &Records<'_>) -> Option<Wrong> {
    let column = records.fields().position(|field| std::str::from_utf8(field).is_err())?;
    let hint = "convert the file: iconv -f LATIN1 -t UTF-8; --skip-bad-rows leaves such rows out";
    Some(Wrong::new(column, Kind::NotText, "this field is not UTF-8 text".to_owned(), hint))
}
