//! How many rows come of rows by expansions that only count: products of the degrees of their nodes, worked out in
//! blocks that stay in the cache.

use crate::batch::{Batch, multiply, sum, too_many};
use crate::bound::Slot;
use crate::error::Result;

/// So many products are worked out at a time.
const BLOCK: usize = 256;

/// Nodes whose neighbours are to be counted.
#[derive(Clone, Copy)]
pub(super) struct Nodes<'a> {
    pub(super) numbers: &'a [u32],
    /// The first, if each is followed by the next.
    pub(super) run_from: Option<u32>,
}

impl<'a> Nodes<'a> {
    pub(super) fn of(numbers: &'a [u32]) -> Self {
        // looked at to the end, which is faster than to stop at the first that does not follow
        let pairs = numbers.iter().zip(numbers.get(1..).unwrap_or_default());
        let gaps = pairs.fold(0, |gaps, (a, b)| gaps | (b.wrapping_sub(*a) ^ 1));
        Self { numbers, run_from: numbers.first().copied().filter(|_| gaps == 0) }
    }
}

/// How often each row matches: how many neighbours its node has, or what has been counted.
pub(super) enum Degrees<'a> {
    /// From each of these to the next, save for rows, ascending, that have others.
    Offsets(&'a [u32], Vec<(usize, u64)>),
    Counts(Vec<u64>),
}

impl Degrees<'_> {
    /// Those of the rows from this one on.
    fn read(&self, from: usize, block: &mut [u64]) {
        match self {
            Self::Offsets(offsets, _) => {
                block.iter_mut().zip(differences(offsets, from)).for_each(|(degree, it)| *degree = it.into());
                for (row, other) in self.others(from) {
                    let Some(degree) = block.get_mut(row - from) else { break };
                    *degree = *other;
                }
            }
            Self::Counts(counts) => {
                let counts = counts.iter().skip(from);
                block.iter_mut().zip(counts).for_each(|(degree, count)| *degree = *count);
            }
        }
    }

    /// That of one row.
    fn at(&self, row: usize) -> u64 {
        match self {
            Self::Counts(counts) => counts.get(row).copied().unwrap_or(0),
            Self::Offsets(offsets, others) => match others.binary_search_by_key(&row, |(row, _)| *row) {
                Ok(place) => others.get(place).map_or(0, |(_, degree)| *degree),
                Err(_) => differences(offsets, row).next().unwrap_or(0).into(),
            },
        }
    }

    /// The rows from this one on that have others than offsets say.
    fn others(&self, from: usize) -> &[(usize, u64)] {
        let Self::Offsets(_, others) = self else { return &[] };
        others.get(others.partition_point(|(row, _)| *row < from)..).unwrap_or_default()
    }
}

/// From each number to the next, from a place on.
#[inline]
fn differences(numbers: &[u32], from: usize) -> impl Iterator<Item = u32> {
    let starts = numbers.get(from..).unwrap_or_default();
    let ends = starts.get(1..).unwrap_or_default();
    starts.iter().zip(ends).map(|(start, end)| end.wrapping_sub(*start))
}

/// Calls `take` with the products of what the factors say of so many rows, block by block.
fn products(factors: &[Degrees<'_>], rows: usize, mut take: impl FnMut(&[u64]) -> Result<()>) -> Result<()> {
    let (mut block, mut times) = ([0; BLOCK], [0; BLOCK]);
    for from in (0..rows).step_by(BLOCK) {
        let count = BLOCK.min(rows - from);
        if let (Some(block), Some(times)) = (block.get_mut(..count), times.get_mut(..count)) {
            fill(block, factors, from, times)?;
            take(block)?;
        }
    }
    Ok(())
}

/// Makes a block the products of what the factors say of rows, from this one on.
fn fill(block: &mut [u64], factors: &[Degrees<'_>], from: usize, times: &mut [u64]) -> Result<()> {
    let others = match factors {
        [one @ Degrees::Offsets(first, _), other @ Degrees::Offsets(second, _), others @ ..] => {
            let pairs = differences(first, from).zip(differences(second, from));
            let both = block.iter_mut().zip(pairs);
            both.for_each(|(product, (first, second))| *product = u64::from(first) * u64::from(second));
            for factor in [one, other] {
                for (row, _) in factor.others(from) {
                    let Some(product) = block.get_mut(row - from) else { break };
                    *product = one.at(*row).checked_mul(other.at(*row)).ok_or_else(too_many)?;
                }
            }
            others
        }
        [first, others @ ..] => {
            first.read(from, block);
            others
        }
        [] => &[],
    };
    others.iter().try_for_each(|factor| {
        factor.read(from, times);
        multiply(block, times)
    })
}

/// The rows of a batch, each as often as it matches: as all of the factors say, of which there is one at least. Only
/// the slots in `keeps` are asked for, if it is given.
pub(super) fn multiplied(mut batch: Batch, mut factors: Vec<Degrees<'_>>, keeps: Option<&[Slot]>) -> Result<Batch> {
    let times = batch.take_multiplicity();
    factors.extend(times.map(Degrees::Counts));
    let rows = batch.len();
    if keeps == Some(&[]) {
        // rows of which nothing is asked are all alike
        let mut all = 0u64;
        products(&factors, rows, |block| {
            all = sum(block).and_then(|more| all.checked_add(more)).ok_or_else(too_many)?;
            Ok(())
        })?;
        let mut output = Batch::of_rows(usize::from(all > 0));
        output.multiply(vec![all; output.len()])?;
        return Ok(output);
    }
    let mut counts = Vec::with_capacity(rows);
    products(&factors, rows, |block| {
        counts.extend_from_slice(block);
        Ok(())
    })?;
    // looked at to the end, which is faster than to stop at the first
    let has_none = counts.iter().filter(|count| **count == 0).count() > 0;
    let mut output = if has_none {
        let rows: Vec<u32> = (0u32..).zip(&counts).filter(|(_, count)| **count > 0).map(|(row, _)| row).collect();
        counts.retain(|count| *count > 0);
        batch.take_only(&rows, keeps)
    } else {
        batch
    };
    output.multiply(counts)?;
    Ok(output)
}
