//! Where records end in a stretch of a file, so that it can be cut there.

use memchr::{memchr, memchr_iter, memrchr2};

/// How far a stretch of CSV, which begins where a record does, holds whole records.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Boundary {
    /// How many bytes the whole records take.
    pub(super) end: usize,
    /// Where a field in quotes begins that is not closed.
    pub(super) open: Option<usize>,
}

/// Finds the end of the last whole record. A quote opens a field only where a field begins, as the
/// parser has it; within one, two quotes are one.
pub(super) fn last_boundary(bytes: &[u8], delimiter: u8, quote: u8) -> Boundary {
    let newline = |from: usize, to: usize| {
        bytes.get(from..to).and_then(|plain| memrchr2(b'\n', b'\r', plain)).map(|place| from + place + 1)
    };
    let mut end = 0;
    // where the plain text since the last field in quotes begins
    let mut plain = 0;
    let mut skip_to = 0;
    for opening in memchr_iter(quote, bytes) {
        if opening < skip_to {
            continue;
        }
        let before = opening.checked_sub(1).and_then(|place| bytes.get(place));
        if !before.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r')) {
            continue;
        }
        end = newline(plain, opening).unwrap_or(end);
        let Some(after) = closing(bytes, opening + 1, quote) else { return Boundary { end, open: Some(opening) } };
        (plain, skip_to) = (after, after);
    }
    Boundary { end: newline(plain, bytes.len()).unwrap_or(end), open: None }
}

/// The place behind the quote that closes a field.
fn closing(bytes: &[u8], mut from: usize, quote: u8) -> Option<usize> {
    loop {
        let after = from + memchr(quote, bytes.get(from..)?)? + 1;
        if bytes.get(after) != Some(&quote) {
            return Some(after);
        }
        from = after + 1;
    }
}

/// How many lines end in these bytes, be it with `\n`, `\r\n` or `\r`.
pub(super) fn lines(bytes: &[u8]) -> u64 {
    let newlines = memchr_iter(b'\n', bytes).count();
    let returns = if newlines == 0 { memchr_iter(b'\r', bytes).count() } else { 0 };
    newlines.max(returns) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> usize {
        last_boundary(text.as_bytes(), b',', b'"').end
    }

    #[test]
    fn finds_the_last_record() {
        for (whole, rest) in [
            ("", ""),
            ("a,b\n", ""),
            ("a,b\n", "c,d"),
            ("a,b\r\n", "c"),
            ("a,b\r", "c"),
            ("\"x\ny\",b\n", "\"c\nd\",e"),
            ("\"x\"\"\ny\",b\n", "\"c\n"),
            ("a\"b\n", "c\"d"),
            ("\"a\"b\"\n", "\"c\n\""),
            ("\"\"\n", "\"\"\"\n"),
        ] {
            assert_eq!(end(&format!("{whole}{rest}")), whole.len(), "{whole:?} {rest:?}");
        }
        assert_eq!(last_boundary(b"a\nb,\"c\n", b',', b'"'), Boundary { end: 2, open: Some(4) });
        assert_eq!((lines(b"a\r\nb\n"), lines(b"a\rb\r"), lines(b"a")), (2, 2, 0));
    }
}
