//! `LoadCsv`: each row with each row of a file.

use std::io::Read;
use std::sync::Arc;

use super::{Input, Operator, Runtime, resume};
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::bound::LoadCsv;
use crate::error::{Detail, Error, Result};
use crate::eval::{Row, eval};
use crate::limits::Holding;
use crate::sys;
use crate::value::Value;

pub(super) struct LoadCsvRows<'p> {
    input: Input<'p>,
    load: &'p LoadCsv,
    current: Option<(Batch, usize)>,
    file: Option<CsvFile>,
    /// What the rows given last hold.
    held: Option<Holding>,
}

/// What a name of a column takes up beside its text.
const NAME_BYTES: usize = 48;

/// What a field takes up as a value beside its text.
const FIELD_BYTES: usize = 72;

/// A file that is being read.
struct CsvFile {
    name: String,
    reader: csv::Reader<Metered<std::fs::File>>,
    headers: Option<Vec<Arc<str>>>,
    /// What the names hold.
    held: Holding,
}

/// Reads on while the present row is not too long: a file without line ends is not held whole.
struct Metered<R> {
    inner: R,
    /// How many bytes the present row may still take.
    left: usize,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read).ok_or_else(|| std::io::Error::other("a row is too long"))?;
        Ok(read)
    }
}

impl<'p> LoadCsvRows<'p> {
    pub(super) fn new(input: Input<'p>, load: &'p LoadCsv) -> Self {
        Self { input, load, current: None, file: None, held: None }
    }
}

/// Opens the file that a row names; nothing where it names none.
fn open(load: &LoadCsv, batch: &Batch, row: usize, runtime: &Runtime<'_>) -> Result<Option<CsvFile>> {
    let span = load.from.span;
    let limits = runtime.budget.limits();
    let name = match eval(&load.from, Row::new(batch, row), runtime.context())? {
        Value::Null => return Ok(None),
        Value::String(name) => name,
        other => {
            let message = format!("LOAD CSV takes the name of a file, not {}", other.type_name());
            return Err(Error::type_error(message).at(span));
        }
    };
    let Some(folder) = &limits.csv_folder else {
        return Err(Error::argument(Detail::InvalidFile, "no folder was named that LOAD CSV may read from")
            .at(span)
            .hint("start with --csv-folder FOLDER; files are found in it and nowhere else"));
    };
    let file = sys::open_within(folder, &name).map_err(|error| error.at(span))?;
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(load.terminator)
        .from_reader(Metered { inner: file, left: limits.string_bytes });
    let mut file = CsvFile { name: name.to_string(), reader, headers: None, held: Holding::new(runtime.budget) };
    if load.headers {
        let names = file.read(runtime)?.unwrap_or_default();
        runtime.budget.check_memory(names.len() * NAME_BYTES)?;
        file.held.add(names.iter().map(|name| name.len() + NAME_BYTES).sum())?;
        file.headers = Some(names.iter().map(Arc::from).collect());
    }
    Ok(Some(file))
}

impl CsvFile {
    fn read(&mut self, runtime: &Runtime<'_>) -> Result<Option<csv::StringRecord>> {
        // a byte of separators takes many of memory, so a row is bounded by that too
        let limits = runtime.budget.limits();
        self.reader.get_mut().left = limits.string_bytes.min(limits.memory_bytes / 16);
        let mut record = csv::StringRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(true) => Ok(Some(record)),
            Ok(false) => Ok(None),
            Err(error) => Err(Error::argument(Detail::InvalidFile, format!("cannot read {}: {error}", self.name))
                .hint("the file must be UTF-8 text, its rows no longer than a string may be and a sixteenth of the memory")),
        }
    }

    /// The next row: a list, or a map by the names of the first line. A field without text is null.
    fn next(&mut self, runtime: &Runtime<'_>) -> Result<Option<Value>> {
        let Some(record) = self.read(runtime)? else { return Ok(None) };
        // a short field takes much more as a value than as text: asked before it is made
        let each = if self.headers.is_some() { FIELD_BYTES + NAME_BYTES } else { FIELD_BYTES };
        runtime.budget.check_memory(record.as_slice().len() + record.len() * each)?;
        let field = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
        let Some(headers) = &self.headers else { return Ok(Some(Value::list(record.iter().map(field)))) };
        if record.len() > headers.len() {
            let line = record.position().map_or(0, csv::Position::line);
            let message = format!("{}, line {line}: {} fields, but {} names", self.name, record.len(), headers.len());
            return Err(Error::argument(Detail::InvalidFile, message)
                .hint("a field that holds the separator stands in double quotes"));
        }
        let fields = record.iter().map(field).chain(std::iter::repeat(Value::Null));
        Ok(Some(Value::map(headers.iter().cloned().zip(fields))))
    }
}

impl Operator for LoadCsvRows<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        loop {
            let Some((batch, mut row)) = resume(&mut self.current, &mut self.input, runtime)? else { return Ok(None) };
            let (mut rows, mut values) = (Vec::new(), Vec::new());
            let mut bytes = 0;
            let held = self.held.insert(Holding::new(runtime.budget));
            while row < batch.len() && rows.len() < BATCH_ROWS && bytes < runtime.budget.limits().string_bytes {
                runtime.budget.tick()?;
                if self.file.is_none() {
                    self.file = open(self.load, &batch, row, runtime)?;
                }
                let value = match &mut self.file {
                    Some(file) => file.next(runtime).map_err(|error| error.at(self.load.from.span))?,
                    None => None,
                };
                if let Some(value) = value {
                    bytes += value.size();
                    held.add(value.size())?;
                    rows.push(row as u32);
                    values.push(value);
                } else {
                    self.file = None;
                    row += 1;
                }
            }
            let mut output = batch.take(&rows);
            output.set(self.load.slot, Column::Values(values));
            if row < batch.len() {
                self.current = Some((batch, row));
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}
