//! The only door to files, clock, randomness and environment.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::error::{Error, Result};

/// Seconds since 1970-01-01 UTC, and nanoseconds.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn now() -> (i64, u32) {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (i64::try_from(since.as_secs()).unwrap_or(0), since.subsec_nanos())
}

/// A seed that differs from run to run.
pub fn seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}

/// The most memory, in bytes, that this process has taken so far; known on Linux.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kibibytes| kibibytes << 10)
}

/// The value of an environment variable, if it is set and is text.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A whole text file; says which file is not there or is not UTF-8.
pub fn read_file(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).map_err(|error| not_text(&path.display().to_string(), &error.utf8_error()))
}

/// The error for bytes that are not text.
pub fn not_text(name: &str, error: &std::str::Utf8Error) -> Error {
    Error::io(format!("{name} is not UTF-8 text: byte {} is no part of a character", error.valid_up_to() + 1))
        .hint("only text files are read here; was a binary file named by mistake?")
}

/// A file of a folder, to read, named as it stands there or as a `file:` URL. What lies outside the
/// folder, also by `..` or a link, is refused.
pub fn open_within(folder: &Path, name: &str) -> Result<std::fs::File> {
    let path = match name.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("file") => percent_decoded(rest),
        Some((scheme, rest)) if rest.starts_with("//") => {
            return Err(Error::io(format!("{name}: only files are read, nothing is fetched over {scheme}"))
                .hint("fetch it first, then name the file"));
        }
        _ => name.to_owned(),
    };
    let failed = |error: std::io::Error| Error::io(format!("cannot read {name}: {error}"));
    let folder = folder
        .canonicalize()
        .map_err(|error| Error::io(format!("cannot read the folder for CSV files, {}: {error}", folder.display())))?;
    let wanted = folder.join(path.trim_start_matches('/')).canonicalize().map_err(failed)?;
    if !wanted.starts_with(&folder) || !wanted.is_file() {
        return Err(Error::io(format!("{name} is no file in the folder for CSV files")));
    }
    std::fs::File::open(&wanted).map_err(failed)
}

/// `%20` and its like as the bytes that they stand for.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A file of more bytes is not read: it may be a device without end.
const FILE_BYTES: u64 = 256 << 20;

/// A whole file, whatever it holds.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        return Err(Error::io(format!("{} is a folder, not a file", path.display())));
    }
    let failed = |error: std::io::Error| Error::io(format!("cannot read {}: {error}", path.display()));
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(failed)?;
    file.take(FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > FILE_BYTES {
        let message = format!("{} has more than {} MiB", path.display(), FILE_BYTES >> 20);
        return Err(Error::io(message).hint("split it, or pass large data as parameters"));
    }
    Ok(bytes)
}

/// Writes a file whole: to a neighbour first, then renamed, so that nothing is left half written.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| Error::io(format!("cannot write {}: {error}", path.display()));
    if path.exists() && !path.is_file() {
        // a pipe or a device cannot be replaced, only written to
        return std::fs::write(path, content).map_err(failed);
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let neighbour = path.with_file_name(name);
    let written = std::fs::write(&neighbour, content).and_then(|()| std::fs::rename(&neighbour, path));
    if written.is_err() {
        // best effort: the first error is the one to report
        let _ = std::fs::remove_file(&neighbour);
    }
    written.map_err(failed)
}

/// The folder for what this program remembers from run to run, if the environment names one: made if
/// it is not there yet, and readable by nobody else.
pub fn state_folder() -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_STATE_HOME")
        .or_else(|| Some(set("HOME")?.join(".local/state")))
        .or_else(|| set("LOCALAPPDATA"))
        .filter(|folder| folder.is_absolute())?
        .join("claimgraph");
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(&folder).ok()?;
    Some(folder)
}

/// What a folder holds under names that end in `.extension`, sorted by name; what cannot be read of
/// it is for the reader to find out.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn list_folder(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let failed = |error: std::io::Error| Error::io(format!("cannot read the folder {}: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|e| e == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
