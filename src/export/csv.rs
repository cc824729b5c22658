//! Answers as CSV and TSV, faithful to RFC 4180: what is read back is what was there. Text stands
//! as it is, null is an empty field, and points, lists, maps, nodes, relationships and paths are JSON.
//!
//! A spreadsheet takes a field that begins with `=`, `+`, `-` or `@` for a formula. Such fields are
//! not altered here, so open files from untrusted documents as text.

use std::borrow::Cow;
use std::io::{self, Write};

use super::json;
use crate::rows::Rows;
use crate::value::Value;

/// Writes a header and a record a row.
pub(super) fn write(rows: &Rows, count: usize, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    writer.write_record(rows.columns.iter().map(|column| column.as_bytes())).map_err(failed)?;
    for row in rows.rows.iter().take(count) {
        for cell in row {
            writer.write_field(field(rows, cell).as_bytes()).map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)?;
    }
    writer.flush()
}

/// What the output said; a closed pipe stays one.
fn failed(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn field<'a>(rows: &Rows, cell: &'a Value) -> Cow<'a, str> {
    match cell {
        Value::Null => "".into(),
        Value::String(text) => Cow::Borrowed(text),
        Value::Point(_) | Value::List(_) | Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) => {
            json::value(rows, cell).to_string().into()
        }
        scalar => scalar.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::samples;

    fn text(rows: &Rows, delimiter: u8) -> String {
        let mut out = Vec::new();
        write(rows, usize::MAX, delimiter, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn quotes_what_needs_it() {
        let text = text(&samples::plain(), b',');
        assert!(text.starts_with("n,text,list\n1,plain,\"[1,\"\"a\"\"]\"\n"), "{text}");
        assert!(text.contains(",\"a|b, \"\"c\"\"\nd\",\"{\"\"k\"\":null}\"\n"), "{text}");
    }

    #[test]
    fn reads_back_as_it_was() {
        let rows = samples::plain();
        for delimiter in [b',', b'\t'] {
            let text = text(&rows, delimiter);
            let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
            let records: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert_eq!(records.len(), rows.len());
            for (record, row) in records.iter().zip(&rows.rows) {
                assert_eq!(&record[1], row[1].as_str().unwrap());
            }
        }
    }

    #[test]
    fn points_are_json() {
        let point = crate::value::Point::new(crate::value::Crs::Cartesian, &[1.0, 2.5]).unwrap();
        let rows = Rows { columns: vec!["p".into()], rows: vec![vec![point.into()]], ..Rows::default() };
        assert_eq!(text(&rows, b','), "p\n\"{\"\"x\"\":1.0,\"\"y\"\":2.5,\"\"crs\"\":\"\"cartesian\"\"}\"\n");
    }

    #[test]
    fn a_lone_null_is_not_a_missing_record() {
        let rows = Rows { columns: vec!["x".into()], rows: vec![vec![Value::Null]], ..Rows::default() };
        assert_eq!(text(&rows, b','), "x\n\"\"\n");
    }

    #[test]
    fn entities_are_json() {
        let text = text(&samples::contested(), b'\t');
        assert!(text.lines().nth(1).unwrap().contains(r#"""type"":""perpetrated-by"""#), "{text}");
    }
}
