//! Rows sorted by numbers: each column's values become numbers that are ordered as they are, several columns one number
//! where they have room in it, and numbers are sorted by their digits.

use std::hash::Hash;

use hashbrown::HashMap;

use super::order::compare;
use crate::batch::{Column, NONE, Typed};
use crate::error::Result;
use crate::graph::head;
use crate::limits::Budget;

/// So many bits are sorted by at a time,
const DIGIT: u32 = 11;
/// and so many numbers between looks at the clock.
const STRETCH: usize = 1 << 14;

/// Numbers from zero on that are ordered as the values are and equal where they are.
struct Ranks {
    numbers: Vec<u64>,
    /// No number is larger.
    most: u64,
}

/// The places of all rows in the order of the columns, the largest first where a column says so; equal ones keep theirs.
pub(super) fn sorted(columns: &[(Column, bool)], rows: usize, budget: &Budget) -> Result<Vec<u32>> {
    let mut places: Vec<u32> = (0..rows as u32).collect();
    // from the last on, since what is sorted later keeps the order there is
    let mut word: Option<Ranks> = None;
    for (column, descending) in columns.iter().rev() {
        let ranks = Ranks::of(column, budget)?.turned(*descending);
        let both = word.as_ref().and_then(|word| word.below(&ranks));
        if let (Some(full), None) = (&word, &both) {
            places = by_digits(&places, full, budget)?;
        }
        word = Some(both.unwrap_or(ranks));
    }
    if let Some(word) = word {
        places = by_digits(&places, &word, budget)?;
    }
    Ok(places)
}

impl Ranks {
    fn of(column: &Column, budget: &Budget) -> Result<Self> {
        const SIGN: u64 = 1 << 63;
        budget.steps(column.len())?;
        Ok(match column {
            Column::Integers(integers) => {
                let there = || integers.iter().flatten();
                let (least, largest) = (there().min().unwrap_or(0), there().max().unwrap_or(0));
                let most = largest.wrapping_sub(least).cast_unsigned();
                let number = |value: i64| value.wrapping_sub(least).cast_unsigned();
                match (&integers.nulls, most.checked_add(1)) {
                    (None, _) => Self { numbers: integers.values.iter().map(|value| number(*value)).collect(), most },
                    // null is the largest
                    (Some(_), Some(null)) => {
                        let numbers = integers.iter().map(|value| value.map_or(null, number)).collect();
                        Self { numbers, most: null }
                    }
                    (Some(_), None) => Self::by_comparing(column, budget)?,
                }
            }
            Column::Floats(floats) => {
                // NaN is the largest number
                let number = |value: f64| match (value.is_nan(), (value + 0.0).to_bits()) {
                    (true, _) => u64::MAX - 1,
                    (_, bits) if bits & SIGN == 0 => bits | SIGN,
                    (_, bits) => !bits,
                };
                let numbers: Vec<u64> = floats.iter().map(|value| value.map_or(u64::MAX, number)).collect();
                let least = numbers.iter().copied().min().unwrap_or(0);
                let most = numbers.iter().copied().max().unwrap_or(0) - least;
                Self { numbers: numbers.into_iter().map(|number| number - least).collect(), most }
            }
            Column::Booleans(booleans) => {
                Self { numbers: booleans.iter().map(|value| value.map_or(2, u64::from)).collect(), most: 2 }
            }
            Column::Nodes(ids) | Column::Relationships(ids) => {
                Self { numbers: ids.iter().map(|id| u64::from(*id)).collect(), most: NONE.into() }
            }
            Column::Texts(codes, texts) => {
                let (places, different) = different(codes);
                let text = |place: u32| different.get(place as usize).and_then(|code| texts.text(*code));
                let heads: Vec<u64> = (0..different.len() as u32).map(|at| text(at).map_or(0, head)).collect();
                let order = budget.sorted(different.len(), |a, b| {
                    let heads = (heads.get(a as usize), heads.get(b as usize));
                    if heads.0 != heads.1 {
                        return Ok(heads.0.cmp(&heads.1));
                    }
                    let (a, b) = (text(a), text(b));
                    budget.work(a.map_or(0, str::len).min(b.map_or(0, str::len)))?;
                    Ok(a.cmp(&b))
                })?;
                let null = different.len() as u64;
                let mut ranks = vec![0; different.len()];
                for (rank, place) in (0..).zip(order) {
                    if let Some(at) = ranks.get_mut(place as usize) {
                        *at = rank;
                    }
                }
                let rank = |place: u32| ranks.get(place as usize).copied().unwrap_or(null);
                Self { numbers: places.into_iter().map(rank).collect(), most: null }
            }
            Column::Values(_) => Self::by_comparing(column, budget)?,
        })
    }

    /// Of values of any types.
    fn by_comparing(column: &Column, budget: &Budget) -> Result<Self> {
        let order = |a: u32, b: u32| compare((column, a as usize), (column, b as usize), budget);
        let mut numbers = vec![0; column.len()];
        let (mut rank, mut before) = (0, None);
        for place in budget.sorted(column.len(), order)? {
            if let Some(before) = before
                && order(before, place)?.is_ne()
            {
                rank += 1;
            }
            if let Some(at) = numbers.get_mut(place as usize) {
                *at = rank;
            }
            before = Some(place);
        }
        Ok(Self { numbers, most: rank })
    }

    /// The same, or the largest first.
    fn turned(mut self, descending: bool) -> Self {
        if descending {
            self.numbers.iter_mut().for_each(|number| *number = self.most - *number);
        }
        self
    }

    /// Numbers ordered by others first, if there is room for both.
    fn below(&self, first: &Self) -> Option<Self> {
        let bits = u64::BITS - self.most.leading_zeros();
        if bits > first.most.leading_zeros() {
            return None;
        }
        // of 64 bits there is room for nothing else
        let shifted = |number: u64| number.checked_shl(bits).unwrap_or(0);
        let pairs = first.numbers.iter().zip(&self.numbers);
        Some(Self {
            numbers: pairs.map(|(first, own)| shifted(*first) | own).collect(),
            most: shifted(first.most) | self.most,
        })
    }
}

/// The different values, and for each row the place of its own; null has the place after the last.
fn different<T: Copy + Default + Eq + Hash>(values: &Typed<T>) -> (Vec<u32>, Vec<T>) {
    let (mut known, mut different) = (HashMap::new(), Vec::new());
    let place = |value: Option<T>| {
        value.map_or(u32::MAX, |value| {
            *known.entry(value).or_insert_with(|| {
                different.push(value);
                different.len() as u32 - 1
            })
        })
    };
    let places = values.iter().map(place).collect();
    (places, different)
}

/// Sorts places by their numbers, digit by digit from the last.
fn by_digits(places: &[u32], ranks: &Ranks, budget: &Budget) -> Result<Vec<u32>> {
    let number = |place: &u32| ranks.numbers.get(*place as usize).copied().unwrap_or(0);
    let mut pairs: Vec<(u64, u32)> = places.iter().map(|place| (number(place), *place)).collect();
    let mut sorted = vec![(0, 0); pairs.len()];
    let bits = u64::BITS - ranks.most.leading_zeros();
    let digits = bits.div_ceil(DIGIT).max(1);
    let width = bits.div_ceil(digits);
    for digit in 0..digits {
        let mask = (1u64 << width) - 1;
        let of = |pair: &(u64, u32)| (pair.0 >> (digit * width) & mask) as usize;
        let mut starts = vec![0u32; 1 << width];
        for stretch in pairs.chunks(STRETCH) {
            budget.steps(stretch.len())?;
            for pair in stretch {
                if let Some(count) = starts.get_mut(of(pair)) {
                    *count += 1;
                }
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for stretch in pairs.chunks(STRETCH) {
            budget.steps(stretch.len())?;
            for pair in stretch {
                let Some(start) = starts.get_mut(of(pair)) else { continue };
                if let Some(place) = sorted.get_mut(*start as usize) {
                    *place = *pair;
                }
                *start += 1;
            }
        }
        std::mem::swap(&mut pairs, &mut sorted);
    }
    Ok(pairs.into_iter().map(|(_, place)| place).collect())
}
