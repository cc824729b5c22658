//! The files of one group, read in blocks of whole records.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::boundary::{Boundary, last_boundary, lines};
use super::records::Records;
use super::report::{BadRow, Kind, Place};
use super::spec::ImportSpec;
use crate::error::{Error, Result};

/// A block's bytes, mostly: small enough to share among threads, large enough to pay for that.
const BLOCK_BYTES: usize = 1 << 20;

/// How records are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format {
    pub(super) delimiter: u8,
    pub(super) quote: u8,
    pub(super) array_delimiter: char,
    pub(super) row_bytes: usize,
    pub(super) columns: usize,
}

impl Format {
    pub(super) fn of(spec: &ImportSpec) -> Self {
        Self {
            delimiter: spec.delimiter,
            quote: spec.quote,
            array_delimiter: spec.array_delimiter.into(),
            row_bytes: spec.row_bytes,
            columns: spec.columns,
        }
    }
}

/// Whole records of one file.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The file's place in its group.
    pub(super) file: usize,
    /// The bytes; records begin at `start`.
    pub(super) bytes: Vec<u8>,
    pub(super) start: usize,
    /// The line of the file, from 1, that the bytes begin in.
    pub(super) line: u64,
}

impl Block {
    /// The bytes of records.
    pub(super) fn rows(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    /// The line of the file, and the column in it, of a byte.
    pub(super) fn place(&self, byte: usize) -> Place {
        Place { file: self.file, line: self.line + self.lines_between(0, byte), column: self.column(byte) }
    }

    /// How many lines end between two bytes.
    pub(super) fn lines_between(&self, from: usize, to: usize) -> u64 {
        lines(self.bytes.get(from..to).unwrap_or_default())
    }

    /// The column of a byte in its line, in characters from 1.
    pub(super) fn column(&self, byte: usize) -> u64 {
        let before = self.bytes.get(..byte).unwrap_or(&self.bytes);
        let line_start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
        let in_line = before.get(line_start..).unwrap_or_default();
        String::from_utf8_lossy(in_line).chars().count() as u64 + 1
    }
}

/// Reads the files of a group one after the other.
pub(super) struct Source {
    files: Vec<PathBuf>,
    format: Format,
    /// Bytes read of all files, as they lie on the disk.
    read: Arc<AtomicU64>,
    current: Option<Open>,
    /// The file's place that is read next.
    next: usize,
    titles: Vec<String>,
    /// What stands behind the header in the block that it came with.
    first: Option<Block>,
}

/// A file that is being read.
struct Open {
    reader: Box<dyn Read + Send>,
    /// The file's place in its group.
    file: usize,
    /// What was read of the record that comes next.
    rest: Vec<u8>,
    line: u64,
    is_at_end: bool,
    is_first: bool,
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Opens a file, whether it is compressed or not.
fn open(path: &Path, read: Arc<AtomicU64>) -> Result<Box<dyn Read + Send>> {
    if path.is_dir() {
        return Err(Error::io(format!("{} is a folder, not a file", path.display())));
    }
    let failed = |error| Error::io(format!("cannot read {}: {error}", path.display()));
    let file = File::open(path).map_err(failed)?;
    let mut reader = BufReader::with_capacity(128 << 10, Counted { inner: file, read });
    let head = std::io::BufRead::fill_buf(&mut reader).map_err(failed)?;
    let is_compressed = head.starts_with(&[0x1f, 0x8b]);
    Ok(if is_compressed { Box::new(MultiGzDecoder::new(reader)) } else { Box::new(reader) })
}

impl Source {
    /// Opens the first of the files and reads its header.
    pub(super) fn open(files: &[PathBuf], format: Format, read: Arc<AtomicU64>) -> Result<Self> {
        let mut source =
            Self { files: files.to_vec(), format, read, current: None, next: 0, titles: Vec::new(), first: None };
        let first = source.files.first().cloned().unwrap_or_default();
        let Some(mut block) = source.block(Vec::new())? else {
            return Err(Error::io(format!("{} is empty: it has no header", first.display()))
                .hint("the first line names the columns"));
        };
        if block.file > 0 {
            return Err(Error::io(format!("{} is empty: it has no header", first.display()))
                .hint("the first line names the columns"));
        }
        let (titles, end) = source.first_record(&block)?;
        source.titles = titles;
        block.start = end;
        source.first = Some(block);
        Ok(source)
    }

    /// The fields of the header.
    pub(super) fn titles(&self) -> &[String] {
        &self.titles
    }

    /// Makes an error of what is wrong at a place.
    pub(super) fn file(&self, file: usize) -> &Path {
        self.files.get(file).map_or(Path::new("?"), PathBuf::as_path)
    }

    /// The next block, in a buffer that is no longer needed.
    pub(super) fn next(&mut self, buffer: Vec<u8>) -> Result<Option<Block>> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        let Some(mut block) = self.block(buffer)? else { return Ok(None) };
        let begins_file = self.current.as_ref().is_some_and(|open| open.is_first && open.file == block.file);
        if begins_file && block.file > 0 {
            // files that were cut from one, or written by one program, may repeat the header
            let (fields, end) = self.first_record(&block)?;
            if fields == self.titles {
                block.start = end;
            }
        }
        Ok(Some(block))
    }

    /// The first record of a block that begins a file, and where it ends.
    fn first_record(&self, block: &Block) -> Result<(Vec<String>, usize)> {
        let mut records = Records::new(block, self.format);
        if !records.advance() {
            return Ok((Vec::new(), block.bytes.len()));
        }
        let name = self.file(block.file).display();
        if records.len() > self.format.columns {
            let message = format!("{name} has more than {} columns", self.format.columns);
            return Err(Error::io(message).hint("is the delimiter right (--delimiter)?"));
        }
        let fields = records.fields().map(|field| std::str::from_utf8(field).map(str::to_owned));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(|_| {
            Error::io(format!("{name} is not UTF-8 text")).hint("convert it: iconv -f UTF-16 -t UTF-8, or -f LATIN1")
        })?;
        Ok((fields, records.at()))
    }

    /// The next block of whatever file comes next.
    fn block(&mut self, mut buffer: Vec<u8>) -> Result<Option<Block>> {
        loop {
            if self.current.is_none() {
                let Some(path) = self.files.get(self.next) else { return Ok(None) };
                let reader = open(path, Arc::clone(&self.read))?;
                let file = self.next;
                self.next += 1;
                self.current = Some(Open { reader, file, rest: Vec::new(), line: 1, is_at_end: false, is_first: true });
            }
            let Some(open) = &mut self.current else { return Ok(None) };
            let is_new = open.line == 1 && open.rest.is_empty();
            open.is_first = is_new;
            if let Some(block) = open.fill(buffer, self.format, &self.files)? {
                return Ok(Some(block));
            }
            self.current = None;
            buffer = Vec::new();
        }
    }
}

impl Open {
    /// The next records of the file, or nothing at its end.
    fn fill(&mut self, mut bytes: Vec<u8>, format: Format, files: &[PathBuf]) -> Result<Option<Block>> {
        bytes.clear();
        bytes.append(&mut self.rest);
        let mut wanted = BLOCK_BYTES;
        loop {
            if !self.is_at_end {
                let missing = wanted.saturating_sub(bytes.len());
                let read = self.reader.by_ref().take(missing as u64).read_to_end(&mut bytes);
                let read = read.map_err(|error| {
                    let name = files.get(self.file).map(|f| f.display().to_string()).unwrap_or_default();
                    Error::io(format!("cannot read {name}: {error}")).hint("was the file cut off or changed?")
                })?;
                self.is_at_end = read < missing;
            }
            if self.line == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            if bytes.is_empty() {
                return Ok(None);
            }
            let Boundary { end, open } = last_boundary(&bytes, format.delimiter, format.quote);
            if self.is_at_end && open.is_none() {
                return Ok(Some(self.cut(bytes, None)));
            }
            if end > 0 {
                return Ok(Some(self.cut(bytes, Some(end))));
            }
            if self.is_at_end || bytes.len() > format.row_bytes {
                return Err(self.endless(bytes, open, format, files));
            }
            wanted = bytes.len() * 2;
        }
    }

    /// The records up to a place; the rest is kept for the next block.
    fn cut(&mut self, mut bytes: Vec<u8>, end: Option<usize>) -> Block {
        if let Some(end) = end {
            self.rest.extend_from_slice(bytes.get(end..).unwrap_or_default());
            bytes.truncate(end);
        }
        let line = self.line;
        self.line += lines(&bytes);
        Block { file: self.file, bytes, start: 0, line }
    }

    /// A row that does not end.
    fn endless(&self, bytes: Vec<u8>, open: Option<usize>, format: Format, files: &[PathBuf]) -> Error {
        let block = Block { file: self.file, bytes, start: 0, line: self.line };
        let place = block.place(open.unwrap_or(0));
        let (message, hint) = match open {
            Some(_) => ("a field in quotes that is not closed", "a quote within quotes is written twice"),
            None => ("a row is too long", "is this a CSV file, with line ends?"),
        };
        let message =
            if self.is_at_end { message.to_owned() } else { format!("{message} within {} bytes", format.row_bytes) };
        BadRow { kind: Kind::Quotes, place: Some(place), message, hint: hint.to_owned() }.to_error(files)
    }
}
