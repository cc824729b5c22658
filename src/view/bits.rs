//! Which entities a view shows, asked for every hop.

/// Numbers, as bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, number: u32) {
        let word = number as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (number % 64);
        }
    }

    fn remove(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word &= !(1 << (number % 64));
        }
    }

    #[inline]
    fn contains(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

/// Those entities that are shown: the listed ones, or all but the listed ones, so that what is made
/// later is shown where bare facts are, and hidden elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    listed: Bits,
    others: bool,
}

impl Shown {
    /// Shows what is not listed, or does not.
    pub(super) fn new(others: bool) -> Self {
        Self { listed: Bits::default(), others }
    }

    #[inline]
    pub(super) fn has(&self, number: u32) -> bool {
        self.listed.contains(number) != self.others
    }

    pub(super) fn set(&mut self, number: u32, shown: bool) {
        if shown == self.others {
            self.listed.remove(number);
        } else {
            self.listed.insert(number);
        }
    }

    /// Whether everything is shown.
    pub(super) fn is_all(&self) -> bool {
        self.others && self.listed.0.iter().all(|word| *word == 0)
    }
}
