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
    cells: Vec<u32>,
}

/// Where one part of a key leads: null to the first place, numbers to those after it.
struct Axis {
    extent: Extent,
    stride: usize,
}

impl Grid {
    /// Whether keys of such numbers, in so many rows, are to be looked for by place.
    pub(super) fn suits(extents: &[Extent], rows: usize) -> bool {
        (1..=AXES).contains(&extents.len())
            && size(extents).is_some_and(|cells| cells <= CELLS.max(rows.saturating_mul(CELLS_A_ROW)))
    }

    /// One for such keys, with these in it, which are groups in this order.
    pub(super) fn new(extents: &[Extent], keys: &[&Column], count: usize) -> Self {
        let mut axes: Vec<Axis> = extents.iter().map(|extent| Axis { extent: *extent, stride: 0 }).collect();
        // what goes furthest comes first, so that it can go further without moving anything
        let mut order: Vec<&mut Axis> = axes.iter_mut().collect();
        order.sort_by_key(|axis| axis.extent.places());
        let mut stride = 1;
        for axis in order {
            axis.stride = stride;
            stride *= axis.extent.places().unwrap_or(1);
        }
        let mut grid = Self { axes, cells: vec![NO_GROUP; stride] };
        for (group, place) in (0u32..).zip(grid.places(keys, count)) {
            if let Some(cell) = grid.cells.get_mut(place as usize) {
                *cell = group;
            }
        }
        grid
    }

    /// The same for keys that go further than those before, in so many rows.
    pub(super) fn widened(&self, extents: &[Extent], rows: usize, keys: &[&Column], count: usize) -> Self {
        let before = self.axes.iter().map(|axis| axis.extent);
        let ample: Vec<Extent> = extents.iter().zip(before).map(|(extent, before)| extent.beyond(before)).collect();
        Self::new(if Self::suits(&ample, rows) { &ample } else { extents }, keys, count)
    }

    /// Whether it has a place for each of such keys.
    pub(super) fn covers(&self, extents: &[Extent]) -> bool {
        self.axes.iter().zip(extents).all(|(axis, extent)| axis.extent.contains(*extent))
    }

    /// How many cells it has.
    pub(super) fn size(&self) -> usize {
        self.cells.len()
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

    /// The group of each row; of a key that was not there before, the next after `count`. Calls `is_new` for its row.
    pub(super) fn assign(
        &mut self,
        parts: &[&Column],
        rows: usize,
        mut count: u32,
        mut is_new: impl FnMut(u32),
    ) -> Vec<u32> {
        let places = self.places(parts, rows);
        let cells = &mut self.cells;
        let group = |(row, place): (u32, u32)| {
            let Some(cell) = cells.get_mut(place as usize) else { return NO_GROUP };
            if *cell == NO_GROUP {
                *cell = count;
                count += 1;
                is_new(row);
            }
            *cell
        };
        (0u32..).zip(places).map(group).collect()
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
