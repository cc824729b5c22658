//! Groups found by place: where keys are few numbers that lie close together, a table has a cell for each key that could
//! be.

use crate::batch::{Column, NONE, Typed};

/// Keys of more parts are not looked for by place.
pub(super) const AXES: usize = 3;
/// A table may have so many cells anyway, and so many for each row.
const CELLS: usize = 1 << 16;
const CELLS_A_ROW: usize = 8;
/// No group has this number.
const NO_GROUP: u32 = u32::MAX;

/// The numbers of one part of keys: from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    least: i64,
    most: i64,
}

impl Extent {
    const NOTHING: Self = Self { least: i64::MAX, most: i64::MIN };

    /// That of a column; `None` if it does not hold numbers.
    pub(super) fn of(column: &Column) -> Option<Self> {
        fn all<T>(values: impl Iterator<Item = T>, number: impl Fn(T) -> i64) -> Extent {
            values.map(number).fold(Extent::NOTHING, |extent, number| Extent {
                least: extent.least.min(number),
                most: extent.most.max(number),
            })
        }
        fn typed<T: Copy + Default>(values: &Typed<T>, number: impl Fn(T) -> i64) -> Extent {
            match &values.nulls {
                None => all(values.values.iter().copied(), number),
                Some(_) => all(values.iter().flatten(), number),
            }
        }
        Some(match column {
            Column::Nodes(ids) | Column::Relationships(ids) => {
                all(ids.iter().filter(|id| **id != NONE), |id| (*id).into())
            }
            Column::Integers(values) => typed(values, |value| value),
            Column::Booleans(values) => typed(values, i64::from),
            Column::Texts(codes, _) => typed(codes, i64::from),
            Column::Floats(_) | Column::Values(_) => return None,
        })
    }

    pub(super) fn join(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: self.most.max(other.most) }
    }

    fn contains(self, other: Self) -> bool {
        self.least <= other.least && other.most <= self.most
    }

    /// Half as far again to the sides on which this goes beyond another.
    fn beyond(self, before: Self) -> Self {
        let more = self.most.saturating_sub(self.least) / 2;
        Self {
            least: if self.least < before.least { self.least.saturating_sub(more) } else { self.least },
            most: if self.most > before.most { self.most.saturating_add(more) } else { self.most },
        }
    }

    /// How many places there are, that of null included.
    fn places(self) -> Option<usize> {
        if self.least > self.most {
            return Some(1);
        }
        usize::try_from(self.most.checked_sub(self.least)?).ok()?.checked_add(2)
    }
}

/// The groups by place.
pub(super) struct Grid {
    axes: Vec<Axis>,
    cells: Cells,
}

/// What is known of each place.
enum Cells {
    /// Its group.
    Groups(Vec<u32>),
    /// Whether there is one, as bits.
    Seen(Vec<u64>),
}

/// Where one part of a key leads: null to the first place, numbers to those after it.
struct Axis {
    extent: Extent,
    stride: usize,
}

impl Grid {
    /// Whether keys of such numbers, in so many rows, are to be looked for by place; with `bits` if it is only to be known
    /// which there are.
    pub(super) fn suits(extents: &[Extent], rows: usize, bits: bool) -> bool {
        let cells = |cells: usize| if bits { cells / u32::BITS as usize } else { cells };
        (1..=AXES).contains(&extents.len())
            && size(extents).is_some_and(|all| cells(all) <= CELLS.max(rows.saturating_mul(CELLS_A_ROW)))
    }

    /// One for such keys, with these in it, which are groups in this order.
    pub(super) fn new(extents: &[Extent], keys: &[&Column], count: usize, bits: bool) -> Self {
        let mut axes: Vec<Axis> = extents.iter().map(|extent| Axis { extent: *extent, stride: 0 }).collect();
        // what goes furthest comes first, so that it can go further without moving anything
        let mut order: Vec<&mut Axis> = axes.iter_mut().collect();
        order.sort_by_key(|axis| axis.extent.places());
        let mut stride = 1;
        for axis in order {
            axis.stride = stride;
            stride *= axis.extent.places().unwrap_or(1);
        }
        let cells = if bits { Cells::Seen(vec![0; stride / 64 + 1]) } else { Cells::Groups(vec![NO_GROUP; stride]) };
        let mut grid = Self { axes, cells };
        grid.assign(keys, count, 0, |_| ());
        grid
    }

    /// The same for keys that go further than those before, in so many rows. There is room for more that do, so that all
    /// that is moved in the end is little; `None` if there would be too much.
    pub(super) fn widened(&self, extents: &[Extent], rows: usize, keys: &[&Column], count: usize) -> Option<Self> {
        let before = self.axes.iter().map(|axis| axis.extent);
        let ample: Vec<Extent> = extents.iter().zip(before).map(|(extent, before)| extent.beyond(before)).collect();
        let bits = matches!(self.cells, Cells::Seen(_));
        // what has few cells anyway is moved soon
        let exact = || Some(extents).filter(|extents| Self::suits(extents, 0, bits));
        let extents = Some(ample.as_slice()).filter(|ample| Self::suits(ample, rows, bits)).or_else(exact)?;
        Some(Self::new(extents, keys, count, bits))
    }

    /// Whether it has a place for each of such keys.
    pub(super) fn covers(&self, extents: &[Extent]) -> bool {
        self.axes.iter().zip(extents).all(|(axis, extent)| axis.extent.contains(*extent))
    }

    /// Bytes that it takes.
    pub(super) fn size(&self) -> usize {
        match &self.cells {
            Cells::Groups(cells) => cells.len() * size_of::<u32>(),
            Cells::Seen(words) => words.len() * size_of::<u64>(),
        }
    }

    /// The place of each row's key.
    fn places(&self, parts: &[&Column], rows: usize) -> Vec<u32> {
        let mut places = vec![0u32; rows];
        for (axis, part) in self.axes.iter().zip(parts) {
            let (first, stride) = (axis.extent.least.wrapping_sub(1), axis.stride as u32);
            // places are fewer than 32 bits can tell, so that what is cut off says nothing
            let place = |number: i64| (number.wrapping_sub(first) as u32).wrapping_mul(stride);
            let first = first as u32;
            match part {
                Column::Nodes(ids) | Column::Relationships(ids) => {
                    let place = |id: u32| if id == NONE { 0 } else { id.wrapping_sub(first).wrapping_mul(stride) };
                    places.iter_mut().zip(ids).for_each(|(at, id)| *at = at.wrapping_add(place(*id)));
                }
                Column::Integers(values) => add(&mut places, values, place),
                Column::Booleans(values) => add(&mut places, values, |value| place(value.into())),
                Column::Texts(codes, _) => add(&mut places, codes, |code| place(code.into())),
                Column::Floats(_) | Column::Values(_) => {}
            }
        }
        places
    }

    /// The group of each row, if these are known; of a key that was not there before, the next after `count`. Calls
    /// `is_new` for its row.
    pub(super) fn assign(
        &mut self,
        parts: &[&Column],
        rows: usize,
        mut count: u32,
        mut is_new: impl FnMut(u32),
    ) -> Vec<u32> {
        let places = (0u32..).zip(self.places(parts, rows));
        match &mut self.cells {
            Cells::Groups(cells) => {
                let group = |(row, place): (u32, u32)| {
                    let Some(cell) = cells.get_mut(place as usize) else { return NO_GROUP };
                    if *cell == NO_GROUP {
                        *cell = count;
                        count += 1;
                        is_new(row);
                    }
                    *cell
                };
                places.map(group).collect()
            }
            Cells::Seen(words) => {
                for (row, place) in places {
                    let bit = 1 << (place % u64::BITS);
                    if let Some(word) = words.get_mut((place / u64::BITS) as usize).filter(|word| **word & bit == 0) {
                        *word |= bit;
                        is_new(row);
                    }
                }
                Vec::new()
            }
        }
    }
}

fn size(extents: &[Extent]) -> Option<usize> {
    let product = extents.iter().try_fold(1usize, |cells, extent| cells.checked_mul(extent.places()?));
    product.filter(|cells| *cells < u32::MAX as usize)
}

fn add<T: Copy + Default>(places: &mut [u32], values: &Typed<T>, place: impl Fn(T) -> u32) {
    match &values.nulls {
        None => places.iter_mut().zip(&values.values).for_each(|(at, value)| *at = at.wrapping_add(place(*value))),
        Some(_) => {
            places.iter_mut().zip(values.iter()).for_each(|(at, value)| *at = at.wrapping_add(value.map_or(0, &place)));
        }
    }
}
