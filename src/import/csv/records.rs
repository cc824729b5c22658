//! The records of a block, one after the other.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::source::{Block, Format};

/// Walks through the records of a block. Blank lines are none.
pub(super) struct Records<'a> {
    block: &'a Block,
    reader: Reader,
    /// For going through a record again: clones of a reader do not work.
    again: Reader,
    /// Where the present record begins, and where it ends.
    start: usize,
    at: usize,
    /// The fields of the present record, quotes taken off, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
}

impl<'a> Records<'a> {
    /// Before the first record.
    pub(super) fn new(block: &'a Block, format: Format) -> Self {
        let reader = || ReaderBuilder::new().delimiter(format.delimiter).quote(format.quote).build();
        Self {
            block,
            reader: reader(),
            again: reader(),
            start: block.start,
            at: block.start,
            text: vec![0; 1024],
            ends: vec![0; 64],
            count: 0,
        }
    }

    /// Goes to the next record, if there is one.
    pub(super) fn advance(&mut self) -> bool {
        while self.block.bytes.get(self.at).is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            self.at += 1;
        }
        self.start = self.at;
        self.count = 0;
        let mut written = 0;
        loop {
            let input = self.block.bytes.get(self.at..).unwrap_or_default();
            let output = self.text.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(self.count..).unwrap_or_default();
            let (result, read, wrote, ended) = self.reader.read_record(input, output, ends);
            self.at += read;
            written += wrote;
            self.count += ended;
            match result {
                ReadRecordResult::Record => return true,
                ReadRecordResult::End => return false,
                // at the end of the block: asked again with nothing, the reader gives what it has
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            }
        }
    }

    /// How many fields the present record has.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The fields of the present record.
    pub(super) fn fields(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().take(self.count).map(move |end| {
            let field = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            field
        })
    }

    /// The byte of the block behind the present record.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The byte of the block where a field of the present record begins.
    pub(super) fn start_of(&mut self, field: usize) -> usize {
        if field == 0 {
            return self.start;
        }
        // read again, with room for the ends of the fields before
        let input = self.block.bytes.get(self.start..self.at).unwrap_or_default();
        let (mut text, mut ends) = (vec![0; input.len()], vec![0; field]);
        self.again.reset();
        let (_, read, ..) = self.again.read_record(input, &mut text, &mut ends);
        self.start + read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_their_places() {
        let text = "\n\"a\nb\",\"c\"\"d\",é,f\r\n\r\nlast,,";
        let block = Block { file: 0, bytes: text.as_bytes().to_vec(), start: 0, line: 5 };
        let format = Format { delimiter: b',', quote: b'"', array_delimiter: ';', row_bytes: 99, columns: 99 };
        let mut records = Records::new(&block, format);
        assert!(records.advance());
        let fields: Vec<String> = records.fields().map(|f| String::from_utf8_lossy(f).into_owned()).collect();
        assert_eq!(fields, ["a\nb", "c\"d", "é", "f"]);
        let place = block.place(records.start_of(3));
        assert_eq!((place.line, place.column), (7, 13));
        assert!(records.advance());
        assert_eq!((records.len(), block.place(records.start_of(0)).line), (3, 9));
        assert!(!records.advance());
    }
}
