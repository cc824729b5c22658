//! Values of a stretch of entity numbers, without a gap in memory: which of them are there is told by
//! a bitmap beside them.

/// Entity numbers in one word of the bitmap.
const WORD: u32 = 64;

/// Values of entity numbers from `first` on; entities made together share keys, so the stretch is
/// mostly full.
#[derive(Clone, Debug, Default)]
pub(super) struct Run<T> {
    /// A multiple of [`WORD`].
    first: u32,
    values: Vec<T>,
    /// Bit n tells whether there is a value at place n.
    present: Vec<u64>,
    filled: usize,
}

impl<T: Clone + Default> Run<T> {
    /// How many values there are.
    pub(super) fn filled(&self) -> usize {
        self.filled
    }

    /// The values to read.
    #[inline]
    pub(super) fn stretch(&self) -> Stretch<'_, T> {
        Stretch { first: self.first, values: &self.values, present: &self.present, filled: self.filled }
    }

    /// Puts a value; gives what was there.
    pub(super) fn set(&mut self, id: u32, value: T) -> Option<T> {
        self.cover(id);
        let place = (id - self.first) as usize;
        let (word, bit) = split(place);
        let slot = self.values.get_mut(place)?;
        let before = std::mem::replace(slot, value);
        let word = self.present.get_mut(word)?;
        let was_there = *word & bit != 0;
        *word |= bit;
        self.filled += usize::from(!was_there);
        was_there.then_some(before)
    }

    /// Makes the stretch reach to this number.
    fn cover(&mut self, id: u32) {
        if self.values.is_empty() {
            self.first = id / WORD * WORD;
        } else if id < self.first {
            // room for as many again, so that descending numbers do not shift everything each time
            let first = id.min(self.first.saturating_sub(self.values.len() as u32)) / WORD * WORD;
            let missing = (self.first - first) as usize;
            self.values.splice(0..0, std::iter::repeat_n(T::default(), missing));
            self.present.splice(0..0, std::iter::repeat_n(0, missing / WORD as usize));
            self.first = first;
        }
        let place = (id - self.first) as usize;
        if place >= self.values.len() {
            self.values.resize(place + 1, T::default());
        }
        if place / WORD as usize >= self.present.len() {
            self.present.resize(place / WORD as usize + 1, 0);
        }
    }

    /// Takes a value away; gives it.
    pub(super) fn clear(&mut self, id: u32) -> Option<T> {
        let place = id.checked_sub(self.first)? as usize;
        let (word, bit) = split(place);
        let slot = self.values.get_mut(place)?;
        let word = self.present.get_mut(word)?;
        if *word & bit == 0 {
            return None;
        }
        *word &= !bit;
        self.filled -= 1;
        Some(std::mem::take(slot))
    }

    /// Changes each value that is there.
    pub(super) fn update(&mut self, mut change: impl FnMut(&mut T)) {
        for (place, value) in self.values.iter_mut().enumerate() {
            let (word, bit) = split(place);
            if self.present.get(word).is_some_and(|word| word & bit != 0) {
                change(value);
            }
        }
    }

    /// Gives back what growing has reserved and nothing fills.
    pub(super) fn shrink(&mut self) {
        self.values.shrink_to_fit();
        self.present.shrink_to_fit();
    }

    /// Bytes that it takes, without what its values hold elsewhere.
    pub(super) fn bytes(&self) -> usize {
        self.values.capacity() * size_of::<T>() + self.present.capacity() * size_of::<u64>()
    }
}

/// The word of a place in the bitmap, and its bit there.
#[inline]
fn split(place: usize) -> (usize, u64) {
    (place / WORD as usize, 1 << (place % WORD as usize))
}

/// The values of a run, to be read.
#[derive(Debug)]
pub struct Stretch<'a, T> {
    first: u32,
    values: &'a [T],
    present: &'a [u64],
    filled: usize,
}

impl<T> Clone for Stretch<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stretch<'_, T> {}

impl<'a, T> Stretch<'a, T> {
    /// The value of an entity, if it has one.
    #[inline]
    pub fn get_ref(&self, id: u32) -> Option<&'a T> {
        let place = id.wrapping_sub(self.first) as usize;
        let (word, bit) = split(place);
        if self.present.get(word)? & bit == 0 {
            return None;
        }
        self.values.get(place)
    }

    /// Whether an entity has a value.
    #[inline]
    pub fn has(&self, id: u32) -> bool {
        let (word, bit) = split(id.wrapping_sub(self.first) as usize);
        self.present.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The number of the entity whose value stands first, and the values; where there is none, a value
    /// without meaning stands in its place.
    pub fn values(&self) -> (u32, &'a [T]) {
        (self.first, self.values)
    }

    /// The values without a gap, and the number of the entity that has the first of them; `None` if there are gaps.
    pub fn whole(&self) -> Option<(u32, &'a [T])> {
        // it begins where a word does
        let before = self.present.first()?.trailing_zeros();
        let values = self.values.get(before as usize..)?;
        (values.len() == self.filled).then_some((self.first + before, values))
    }

    /// Whether every entity from `first` to `last` has a value.
    pub fn is_full(&self, first: u32, last: u32) -> bool {
        if first > last {
            return true;
        }
        let Some(from) = first.checked_sub(self.first) else { return false };
        let (from, to) = (from as usize, (last - self.first) as usize);
        let (from_word, to_word) = (from / WORD as usize, to / WORD as usize);
        let Some(words) = self.present.get(from_word..=to_word) else { return false };
        words.iter().zip(from_word..).all(|(word, at)| {
            let low = if at == from_word { u64::MAX << (from % WORD as usize) } else { u64::MAX };
            let high = if at == to_word { u64::MAX >> (WORD as usize - 1 - to % WORD as usize) } else { u64::MAX };
            word & low & high == low & high
        })
    }

    /// The entities that have a value, each with it, ascending.
    pub fn entries(&self) -> impl Iterator<Item = (u32, &'a T)> {
        let (first, present) = (self.first, self.present);
        self.values.iter().enumerate().filter_map(move |(place, value)| {
            let (word, bit) = split(place);
            (present.get(word)? & bit != 0).then_some((first + place as u32, value))
        })
    }
}

impl<T: Copy> Stretch<'_, T> {
    /// The value of an entity, if it has one.
    #[inline]
    pub fn get(&self, id: u32) -> Option<T> {
        self.get_ref(id).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn is_a_map_of_numbers(steps in prop::collection::vec((0u32..500, prop::option::of(any::<i64>())), 0..200)) {
            let mut model = BTreeMap::new();
            let mut run = Run::default();
            for (id, value) in steps {
                let (got, expected) = match value {
                    Some(value) => (run.set(id + 100, value), model.insert(id + 100, value)),
                    None => (run.clear(id + 100), model.remove(&(id + 100))),
                };
                prop_assert_eq!(got, expected);
            }
            let all: Vec<(u32, i64)> = run.stretch().entries().map(|(id, value)| (id, *value)).collect();
            prop_assert_eq!(all, model.clone().into_iter().collect::<Vec<_>>());
            prop_assert_eq!(run.filled(), model.len());
            for id in 0..700 {
                prop_assert_eq!(run.stretch().get(id), model.get(&id).copied());
                prop_assert_eq!(run.stretch().has(id), model.contains_key(&id));
            }
            for (first, last) in [(0, 699), (100, 164), (127, 128), (128, 191), (300, 310), (599, 600), (20, 10)] {
                let full = (first..=last).all(|id| model.contains_key(&id));
                prop_assert_eq!(run.stretch().is_full(first, last), full);
            }
        }
    }

    #[test]
    fn full_stretches_of_any_place() {
        let mut run = Run::default();
        for id in 70..400 {
            run.set(id, id);
        }
        for first in [63, 64, 70, 127, 128, 129] {
            for last in [70, 127, 128, 255, 256, 399, 400, 1_000] {
                let full = first > last || (first >= 70 && last < 400);
                assert_eq!(run.stretch().is_full(first, last), full, "{first}..={last}");
            }
        }
    }
}
