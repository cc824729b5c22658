//! The texts of a column, each kept once, in one string: a value is a number of a text.

use std::cmp::Ordering;
use std::hash::BuildHasher;
use std::sync::OnceLock;

use hashbrown::{DefaultHashBuilder, HashTable};

/// As many unused texts, or bytes of them, are kept however few the others are.
const SPARE_TEXTS: usize = 4_096;
const SPARE_BYTES: usize = 1 << 20;

/// Different texts, by code: numbers from 0 on.
#[derive(Clone, Debug)]
pub struct Texts {
    bytes: String,
    /// Where each text begins, and where the last ends.
    offsets: Vec<usize>,
    /// How many values are this text.
    uses: Vec<u32>,
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
    unused: usize,
    unused_bytes: usize,
    /// The first bytes of each text as a number, in the order of texts; once they have been asked for.
    heads: OnceLock<Vec<u64>>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            bytes: String::new(),
            offsets: vec![0],
            uses: Vec::new(),
            codes: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            unused: 0,
            unused_bytes: 0,
            heads: OnceLock::new(),
        }
    }
}

impl Texts {
    /// The text of a code.
    #[inline]
    pub fn text(&self, code: u32) -> Option<&str> {
        text(&self.bytes, &self.offsets, code)
    }

    /// The bytes of the text of a code: where it ends is not looked at, which may be far from where it begins.
    #[inline]
    pub fn bytes_of(&self, code: u32) -> Option<&[u8]> {
        let (start, end) = (*self.offsets.get(code as usize)?, *self.offsets.get(code as usize + 1)?);
        self.bytes.as_bytes().get(start..end)
    }

    /// The code of a text, if a value is or was this text.
    pub fn code(&self, wanted: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(wanted.as_bytes());
        self.codes.find(hash, |code| self.text(*code) == Some(wanted)).copied()
    }

    /// How a text stands to another, of which the head is given: most are told apart by their heads.
    #[inline]
    pub fn order(&self, code: u32, (other_head, other): (u64, &str)) -> Option<Ordering> {
        let heads =
            self.heads.get_or_init(|| (0..self.len() as u32).map(|code| head(self.text(code).unwrap_or(""))).collect());
        match heads.get(code as usize)?.cmp(&other_head) {
            Ordering::Equal => Some(self.text(code)?.cmp(other)),
            ordering => Some(ordering),
        }
    }

    /// How many codes there are; some may be of texts that no value is any more.
    pub fn len(&self) -> usize {
        self.uses.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.uses.is_empty()
    }

    /// Makes room for so many more bytes, and not more.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.bytes.reserve_exact(bytes);
    }

    /// The code of a text, which is given one if it is new, for one value more.
    pub(crate) fn take(&mut self, wanted: &str) -> u32 {
        let hash = self.hasher.hash_one(wanted.as_bytes());
        let (bytes, offsets, hasher) = (&self.bytes, &self.offsets, &self.hasher);
        let hash_of = |code: &u32| hasher.hash_one(text(bytes, offsets, *code).unwrap_or("").as_bytes());
        let is_it = |code: &u32| text(bytes, offsets, *code) == Some(wanted);
        let new = self.uses.len() as u32;
        let code = *self.codes.entry(hash, is_it, hash_of).or_insert(new).get();
        if code == new {
            self.bytes.push_str(wanted);
            self.offsets.push(self.bytes.len());
            if let Some(heads) = self.heads.get_mut() {
                heads.push(head(wanted));
            }
            self.uses.push(0);
            self.unused += 1;
            self.unused_bytes += wanted.len();
        }
        if let Some(uses) = self.uses.get_mut(code as usize) {
            if *uses == 0 {
                self.unused -= 1;
                self.unused_bytes -= wanted.len();
            }
            *uses += 1;
        }
        code
    }

    /// Notes that one value less is this text.
    pub(super) fn release(&mut self, code: u32) {
        let bytes = self.text(code).map_or(0, str::len);
        if let Some(uses) = self.uses.get_mut(code as usize) {
            *uses -= 1;
            if *uses == 0 {
                self.unused += 1;
                self.unused_bytes += bytes;
            }
        }
    }

    /// Whether most of it is of no use, in a column of so many values.
    pub(super) fn is_wasteful(&self, values: usize) -> bool {
        // giving new codes costs a look at every value
        self.unused > SPARE_TEXTS + values.max(self.len()) / 2
            || self.unused_bytes > SPARE_BYTES + values.max(self.bytes.len() / 2)
    }

    /// Drops the texts that no value is. Gives the new code of each old one.
    pub(super) fn compact(&mut self) -> Vec<u32> {
        let mut kept = Self { hasher: self.hasher.clone(), ..Self::default() };
        kept.reserve(self.bytes.len() - self.unused_bytes);
        let mut codes = Vec::with_capacity(self.len());
        for (code, uses) in self.uses.iter().enumerate() {
            let text = self.text(code as u32).filter(|_| *uses > 0);
            let new = text.map_or(u32::MAX, |text| kept.take(text));
            if let Some(place) = kept.uses.get_mut(new as usize) {
                *place = *uses;
            }
            codes.push(new);
        }
        *self = kept;
        codes
    }

    /// Gives back what growing has reserved and nothing fills.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.offsets.shrink_to_fit();
        self.uses.shrink_to_fit();
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        let heads = self.heads.get().map_or(0, |heads| heads.capacity() * size_of::<u64>());
        let texts = self.bytes.capacity() + self.offsets.capacity() * size_of::<usize>() + heads;
        texts + self.uses.capacity() * size_of::<u32>() + self.codes.allocation_size()
    }
}

/// The first eight bytes of a text as a number: where two differ, the texts stand to each other as they do.
pub fn head(text: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
    u64::from_be_bytes(bytes)
}

#[inline]
fn text<'a>(bytes: &'a str, offsets: &[usize], code: u32) -> Option<&'a str> {
    let start = *offsets.get(code as usize)?;
    let end = *offsets.get(code as usize + 1)?;
    bytes.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_once() {
        let mut texts = Texts::default();
        let codes = ["a", "", "b", "a", ""].map(|text| texts.take(text));
        assert_eq!(codes, [0, 1, 2, 0, 1]);
        assert_eq!((texts.text(1), texts.text(2), texts.text(3)), (Some(""), Some("b"), None));
        assert_eq!((texts.code("b"), texts.code("c"), texts.len()), (Some(2), None, 3));
    }

    #[test]
    fn heads_order_as_texts_do() {
        let all = ["", "\0", "a", "a\0", "2018-03-01", "2018-03-02", "2018-03", "12345678", "123456789", "é", "z"];
        let mut texts = Texts::default();
        for text in all {
            texts.take(text);
            for other in all {
                for (code, text) in (0..texts.len() as u32).zip(all) {
                    assert_eq!(texts.order(code, (head(other), other)), Some(text.cmp(other)), "{text:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_used_is_dropped() {
        let mut texts = Texts::default();
        let codes: Vec<u32> = (0..100).map(|n| texts.take(&n.to_string())).collect();
        codes.iter().filter(|code| *code % 3 != 0).for_each(|code| texts.release(*code));
        let new = texts.compact();
        assert_eq!(texts.len(), 34);
        for (old, new) in codes.into_iter().zip(new) {
            let text = old.to_string();
            assert_eq!(texts.code(&text), (old % 3 == 0).then_some(new));
            assert_eq!(texts.text(new).unwrap_or(&text), text);
        }
    }

    #[test]
    fn waste_has_a_bound() {
        let mut texts = Texts::default();
        let mut held = texts.take("first");
        let mut most = 0;
        for n in 0..100_000 {
            let code = texts.take(&format!("text {n}"));
            texts.release(held);
            held = code;
            if texts.is_wasteful(1) {
                held = texts.compact()[held as usize];
            }
            most = most.max(texts.len());
        }
        assert_eq!(texts.text(held), Some("text 99999"));
        assert!(most < 3 * SPARE_TEXTS, "{most}");
    }
}
