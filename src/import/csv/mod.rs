//! Bulk import of CSV: nodes first, then relationships between them.
//!
//! The files of one flag are read one after the other in blocks of whole records, which several
//! threads parse; what comes of them is taken in the order of the files, so that the graph does not
//! depend on the number of threads.

mod boundary;
mod cells;
mod columns;
mod document;
mod folder;
mod header;
mod ids;
mod nodes;
mod parallel;
mod records;
mod relationships;
mod report;
mod rows;
mod source;
mod spec;
mod types;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use columns::Columns;
use header::{Header, Rows};
use ids::Spaces;
use nodes::NodeGroup;
use parallel::{each_block, stopped};
use relationships::RelationshipGroup;
use report::BadRows;
use rows::Manner;
use source::{Format, Source};

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::graph::Store;
use crate::limits::Interrupt;

pub use report::{ImportProgress, ImportReport, ImportedFiles, SkippedRows};
pub use spec::{ImportSpec, NodeFiles, RelationshipFiles};

/// Progress is told so often.
const TOLD: Duration = Duration::from_millis(50);

/// Imports files into a store. After an error the store holds a part of them, and is to be dropped.
pub fn import(
    store: &mut Store,
    spec: &ImportSpec,
    interrupt: &Interrupt,
    tell: &mut dyn FnMut(&ImportProgress),
) -> Result<ImportReport> {
    spec.check()?;
    let started = Instant::now();
    let mut progress = ImportProgress { total_bytes: size(spec)?, ..ImportProgress::default() };
    tell(&progress);
    let read = Arc::new(AtomicU64::new(0));
    let mut import =
        Import { spec, interrupt, tell, told: started, progress: &mut progress, read, report: ImportReport::default() };
    let mut spaces = Spaces::default();
    for group in &spec.nodes {
        import.nodes(store, &mut spaces, &group.labels, &group.files)?;
    }
    for group in &spec.relationships {
        import.relationships(store, &spaces, group)?;
    }
    drop(spaces);
    import.say(Path::new(""), true);
    store.bulk_finish()?;
    if interrupt.is_stopped() {
        return Err(stopped());
    }
    let mut report = import.report;
    report.bytes = import.read.load(Ordering::Relaxed);
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

/// The bytes of all files; an error if one is not there, before anything is read.
fn size(spec: &ImportSpec) -> Result<u64> {
    let nodes = spec.nodes.iter().flat_map(|group| &group.files);
    let relationships = spec.relationships.iter().flat_map(|group| &group.files);
    let mut total = 0;
    for file in nodes.chain(relationships) {
        let metadata =
            std::fs::metadata(file).map_err(|error| Error::io(format!("cannot read {}: {error}", file.display())))?;
        total += metadata.len();
    }
    Ok(total)
}

/// An import that runs.
struct Import<'a> {
    spec: &'a ImportSpec,
    interrupt: &'a Interrupt,
    tell: &'a mut dyn FnMut(&ImportProgress),
    told: Instant,
    progress: &'a mut ImportProgress,
    /// Bytes read.
    read: Arc<AtomicU64>,
    report: ImportReport,
}

impl Import<'_> {
    /// Tells how far it is, if that was not told just now.
    fn say(&mut self, file: &Path, at_once: bool) {
        if !at_once && self.told.elapsed() < TOLD {
            return;
        }
        self.told = Instant::now();
        self.progress.bytes = self.read.load(Ordering::Relaxed);
        self.progress.nodes = self.report.nodes;
        self.progress.relationships = self.report.relationships;
        if self.progress.file != file {
            file.clone_into(&mut self.progress.file);
        }
        (self.tell)(self.progress);
    }

    /// Opens a group of files and reads their header.
    fn open(&mut self, files: &[PathBuf], rows: Rows) -> Result<(Source, Header)> {
        let source = Source::open(files, Format::of(self.spec), Arc::clone(&self.read))?;
        let name = source.file(0).display().to_string();
        let titles: Vec<&str> = source.titles().iter().map(String::as_str).collect();
        if titles.is_empty() {
            return Err(Error::io(format!("{name} has no header")).hint("the first line names the columns"));
        }
        let header = Header::read(&titles, rows).map_err(|mistake| {
            let message = format!("{name}:1: column {}: {}", mistake.column + 1, mistake.message);
            Error::new(ErrorKind::GraphDataError, Detail::InvalidFile, message).hint(mistake.hint)
        })?;
        Ok((source, header))
    }

    /// Takes the bad rows of a block: the first is an error, unless they are skipped.
    fn bad(&mut self, bad: BadRows, files: &[PathBuf]) -> Result<()> {
        match bad.first() {
            Some(first) if !self.spec.skip_bad_rows => Err(first.to_error(files)),
            _ => {
                bad.report(files, &mut self.report.skipped);
                Ok(())
            }
        }
    }

    /// Writes the columns that waited, and reports the files.
    fn finish(&mut self, mut columns: Columns, store: &mut Store, files: &[PathBuf], rows: u64) -> Result<()> {
        let interrupt = self.interrupt;
        columns.finish(store, || if interrupt.is_stopped() { Err(stopped()) } else { Ok(()) })?;
        self.report.properties += columns.values();
        self.report.files.push(columns.report(files, rows));
        Ok(())
    }

    fn nodes(&mut self, store: &mut Store, spaces: &mut Spaces, labels: &[String], files: &[PathBuf]) -> Result<()> {
        let (source, header) = self.open(files, Rows::Nodes)?;
        let mut numbers: Vec<u32> = labels.iter().map(|label| store.intern_label(label)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let group = NodeGroup {
            space: spaces.enter(header.space(labels), labels),
            labels: &numbers,
            array_delimiter: self.spec.array_delimiter.into(),
            skip_bad_rows: self.spec.skip_bad_rows,
        };
        let manner = Manner { header: &header, format: Format::of(self.spec), skip_bad_rows: self.spec.skip_bad_rows };
        let mut columns = Columns::new(&header, Rows::Nodes);
        let first_file = files.first().cloned().unwrap_or_default();
        let mut rows = 0;
        let (threads, interrupt) = (self.spec.parsers(), self.interrupt);
        each_block(
            source,
            threads,
            interrupt,
            |block| nodes::parse(block, manner),
            |parsed| {
                if let Some(mut parsed) = parsed {
                    let (first, made) = parsed.make(store, spaces, &group)?;
                    self.bad(parsed.bad, files)?;
                    rows += u64::from(made);
                    self.report.nodes += u64::from(made);
                    columns.add(first.0, parsed.cells, parsed.dropped, store)?;
                }
                self.say(&first_file, false);
                Ok(())
            },
        )?;
        self.finish(columns, store, files, rows)
    }

    fn relationships(&mut self, store: &mut Store, spaces: &Spaces, group: &RelationshipFiles) -> Result<()> {
        let files = &group.files;
        let (source, header) = self.open(files, Rows::Relationships)?;
        let first_file = files.first().cloned().unwrap_or_default();
        let (mut from, mut to, mut has_type) = (group.from.as_deref(), group.to.as_deref(), false);
        for column in &header.columns {
            match &column.role {
                header::Role::Start(space) => from = space.as_deref().or(from),
                header::Role::End(space) => to = space.as_deref().or(to),
                header::Role::Type => has_type = true,
                _ => {}
            }
        }
        let relationship_type = group.relationship_type.as_deref();
        if relationship_type.is_none() && !has_type {
            let message = format!("the relationships of {} have no type", first_file.display());
            return Err(Error::argument(Detail::InvalidArgumentValue, message)
                .hint("name it, --relationships KNOWS=knows.csv, or give the file a column `:TYPE`"));
        }
        let named = |error: Error| error.hint(format!("that is for the ends in {}", first_file.display()));
        let ends = RelationshipGroup {
            from: spaces.ends(from).map_err(named)?,
            to: spaces.ends(to).map_err(named)?,
            relationship_type,
        };
        let manner = Manner { header: &header, format: Format::of(self.spec), skip_bad_rows: self.spec.skip_bad_rows };
        let mut columns = Columns::new(&header, Rows::Relationships);
        let mut rows = 0;
        let (threads, interrupt) = (self.spec.parsers(), self.interrupt);
        each_block(
            source,
            threads,
            interrupt,
            |block| relationships::parse(block, manner, &ends),
            |parsed| {
                if let Some(parsed) = parsed {
                    let (first, made) = parsed.make(store, relationship_type)?;
                    self.bad(parsed.bad, files)?;
                    rows += made;
                    self.report.relationships += made;
                    columns.add(first.0, parsed.cells, parsed.dropped, store)?;
                }
                self.say(&first_file, false);
                Ok(())
            },
        )?;
        self.finish(columns, store, files, rows)
    }
}

#[cfg(test)]
mod tests;
