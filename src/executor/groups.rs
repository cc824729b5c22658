//! Rows told apart by some of their values, equal as DISTINCT and grouping have it: for `Aggregation`,
//! `Distinct` and aggregates of DISTINCT values.

mod words;

use std::hash::{BuildHasher, Hash, Hasher};

use hashbrown::{DefaultHashBuilder, HashTable};
use indexmap::IndexSet;

use super::grid::{AXES, Extent, Grid};
use crate::batch::{Column, NONE};
use crate::error::Result;
use crate::eval::Vector;
use crate::limits::{Budget, Holding};
use crate::value::{GroupKey, Value};

/// A key, its vector, and its share of a table that is at times half empty.
const KEY_BYTES: usize = 96;
/// A packed part of a key, its column, and its share of the table.
const PART_BYTES: usize = 32;
/// No group has this number.
const NO_GROUP: u32 = u32::MAX;

/// The groups so far, numbered in the order of their first rows.
pub(super) struct Groups {
    /// The key of each group, one column for each part.
    keys: Vec<Column>,
    count: usize,
    table: Table,
    /// How far the numbers of each part go; nothing if a part is not of numbers.
    extents: Vec<Extent>,
    /// Whether nothing asks for the group of a row, but only whether it is the first of its.
    only_first: bool,
    /// Of the parts that are one of few values: their values, for which their numbers stand in the keys.
    words: Vec<Option<Groups>>,
}

/// How a key is found.
enum Table {
    /// Nothing has been seen.
    New,
    /// There is no key: one group.
    One,
    /// By numbers that lie close together.
    Grid(Grid),
    /// By one number that holds the whole key.
    Short { places: HashTable<(u64, u32)>, hasher: DefaultHashBuilder },
    /// By numbers, one for each part, after the bits of those that are null.
    Packed { width: usize, parts: Vec<u64>, places: HashTable<u32>, hasher: DefaultHashBuilder },
    /// By any values.
    Whole(IndexSet<GroupKey>),
}

/// The groups of a batch's rows.
pub(super) struct Assigned {
    /// Of each row.
    pub(super) groups: Vec<u32>,
    /// The rows that are the first of theirs.
    pub(super) first: Vec<u32>,
}

impl Groups {
    pub(super) fn new() -> Self {
        Self {
            keys: Vec::new(),
            count: 0,
            table: Table::New,
            extents: Vec::new(),
            only_first: false,
            words: Vec::new(),
        }
    }

    /// Of which only the first rows are asked for: [`Assigned::groups`] may be empty.
    pub(super) fn of_rows() -> Self {
        Self { only_first: true, ..Self::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The key of each group, one column for each part.
    pub(super) fn into_keys(mut self) -> Vec<Column> {
        self.write_out();
        self.keys
    }

    /// The group of each row, by the parts of its key.
    pub(super) fn assign(
        &mut self,
        parts: &[Vector<'_>],
        rows: usize,
        budget: &Budget,
        held: &mut Holding,
    ) -> Result<Assigned> {
        budget.steps(rows)?;
        if let [Vector::Few(places, values)] = parts {
            return self.assign_few(places, values, held);
        }
        let numbered = self.numbered(parts, rows, budget, held)?;
        let parts = numbered.as_deref().unwrap_or(parts);
        let columns: Vec<Column>;
        let parts: Vec<&Column> = if parts.iter().all(|part| part.column().is_some()) {
            parts.iter().filter_map(Vector::column).collect()
        } else {
            columns = parts.iter().map(|part| part.clone().into_column(rows)).collect();
            columns.iter().collect()
        };
        let mut assigned = Assigned { groups: Vec::with_capacity(rows), first: Vec::new() };
        let is_first = matches!(self.table, Table::New) && rows > 0;
        if is_first {
            self.table = Table::of(&parts);
            self.keys = parts.iter().map(|part| part.take(&[])).collect();
        }
        let same_kind = self.keys.iter().zip(&parts).all(|(key, part)| is_same_kind(key, part));
        if !same_kind && !matches!(self.table, Table::Whole(_)) {
            self.table = Table::Whole(self.whole_keys());
        }
        self.reach(&parts, rows, is_first, held)?;
        match &mut self.table {
            Table::New => return Ok(assigned),
            Table::One => {
                if self.count == 0 {
                    assigned.first.push(0);
                }
                assigned.groups.resize(rows, 0);
            }
            Table::Grid(grid) => {
                assigned.groups = grid.assign(&parts, rows, self.count as u32, |row| assigned.first.push(row));
            }
            Table::Short { places, hasher } => {
                let Some(keys) = short_keys(&parts, rows) else {
                    self.table = self.packed();
                    return self.assign_packed(&parts, rows, held, assigned);
                };
                let mut count = self.count as u32;
                for (row, key) in (0u32..).zip(keys) {
                    let hash = hasher.hash_one(key);
                    let entry = places.entry(hash, |place| place.0 == key, |place| hasher.hash_one(place.0));
                    let group = entry.or_insert((key, count)).get().1;
                    if group == count {
                        count += 1;
                        assigned.first.push(row);
                    }
                    assigned.groups.push(group);
                }
                held.add(assigned.first.len() * PART_BYTES)?;
            }
            Table::Packed { .. } => return self.assign_packed(&parts, rows, held, assigned),
            Table::Whole(keys) => {
                for row in 0..rows {
                    budget.tick()?;
                    let key = GroupKey(parts.iter().map(|part| part.value(row)).collect());
                    let bytes = key.size();
                    budget.work(bytes)?;
                    let group = if let Some(group) = keys.get_index_of(&key) {
                        group
                    } else {
                        held.add(bytes.saturating_add(KEY_BYTES))?;
                        assigned.first.push(row as u32);
                        keys.insert_full(key).0
                    };
                    assigned.groups.push(group as u32);
                }
            }
        }
        self.keep(&parts, &assigned.first, held)?;
        Ok(assigned)
    }

    /// Takes in how far these keys go, and changes to a table of places or from it if that is better now.
    fn reach(&mut self, parts: &[&Column], rows: usize, is_first: bool, held: &mut Holding) -> Result<()> {
        let may_be = match self.table {
            Table::New | Table::One | Table::Whole(_) => false,
            Table::Grid(_) => true,
            Table::Short { .. } | Table::Packed { .. } => is_first || !self.extents.is_empty(),
        };
        if !may_be || parts.len() > AXES {
            return Ok(());
        }
        let Some(extents) = parts.iter().map(|part| Extent::of(part)).collect::<Option<Vec<_>>>() else {
            return Ok(());
        };
        if is_first {
            self.extents = extents;
        } else {
            self.extents.iter_mut().zip(extents).for_each(|(before, more)| *before = before.join(more));
        }
        let seen = self.count + rows;
        let keys: Vec<&Column> = self.keys.iter().collect();
        let grid = match &self.table {
            Table::Grid(grid) if grid.covers(&self.extents) => return Ok(()),
            Table::Grid(grid) => {
                let Some(grid) = grid.widened(&self.extents, seen, &keys, self.count) else {
                    self.table = self.hashed();
                    return Ok(());
                };
                grid
            }
            // what has given way comes back when there are twice as many, so that it is not moved to and fro
            _ if Grid::suits(&self.extents, seen / 2, self.only_first) => {
                Grid::new(&self.extents, &keys, self.count, self.only_first)
            }
            _ => return Ok(()),
        };
        held.add(grid.size())?;
        self.table = Table::Grid(grid);
        Ok(())
    }

    fn assign_packed(
        &mut self,
        columns: &[&Column],
        rows: usize,
        held: &mut Holding,
        mut assigned: Assigned,
    ) -> Result<Assigned> {
        let Table::Packed { width, parts, places, hasher } = &mut self.table else { return Ok(assigned) };
        let packed = pack(columns, rows);
        let mut count = self.count as u32;
        for (row, key) in (0u32..).zip(packed.chunks_exact(*width)) {
            let hash = hash(hasher, key);
            let found = places.find(hash, |group| stored(parts, *group, *width) == Some(key));
            let group = if let Some(group) = found {
                *group
            } else {
                let group = count;
                count += 1;
                parts.extend_from_slice(key);
                places.insert_unique(hash, group, |group| {
                    stored(parts, *group, *width).map_or(0, |key| self::hash(hasher, key))
                });
                assigned.first.push(row);
                group
            };
            assigned.groups.push(group);
        }
        held.add(assigned.first.len() * *width * PART_BYTES)?;
        self.keep(columns, &assigned.first, held)?;
        Ok(assigned)
    }

    /// By values of which there are few: each is looked up once.
    fn assign_few(&mut self, places: &[u32], values: &[Value], held: &mut Holding) -> Result<Assigned> {
        let mut assigned = Assigned { groups: Vec::with_capacity(places.len()), first: Vec::new() };
        if !matches!(self.table, Table::Whole(_)) && !places.is_empty() {
            self.table = Table::Whole(self.whole_keys());
            if self.keys.is_empty() {
                self.keys.push(Column::Values(Vec::new()));
            }
        }
        let Table::Whole(keys) = &mut self.table else { return Ok(assigned) };
        let mut groups = vec![NO_GROUP; values.len()];
        let mut new = Vec::new();
        for (row, place) in (0u32..).zip(places) {
            let Some((group, value)) = groups.get_mut(*place as usize).zip(values.get(*place as usize)) else {
                continue;
            };
            if *group == NO_GROUP {
                let (found, is_new) = keys.insert_full(GroupKey(vec![value.clone()]));
                *group = found as u32;
                if is_new {
                    held.add(value.size().saturating_add(KEY_BYTES))?;
                    assigned.first.push(row);
                    new.push(value.clone());
                }
            }
            assigned.groups.push(*group);
        }
        if let Some(key) = self.keys.first_mut() {
            key.append(Column::Values(new), self.count);
        }
        self.count += assigned.first.len();
        Ok(assigned)
    }

    /// Keeps the keys of new groups.
    fn keep(&mut self, parts: &[&Column], first: &[u32], held: &mut Holding) -> Result<()> {
        if !first.is_empty() {
            let before = self.count;
            for (key, part) in self.keys.iter_mut().zip(parts) {
                let new = part.take(first);
                // a column that grows is for a while there twice
                held.add(2 * new.size())?;
                key.append(new, before);
            }
            self.count += first.len();
        }
        Ok(())
    }

    /// A table of numbers in place of one of places.
    fn hashed(&self) -> Table {
        let columns: Vec<&Column> = self.keys.iter().collect();
        let Some(keys) = short_keys(&columns, self.count) else { return self.packed() };
        let hasher = DefaultHashBuilder::default();
        let mut places = HashTable::with_capacity(self.count);
        for (key, group) in keys.into_iter().zip(0u32..) {
            places.insert_unique(hasher.hash_one(key), (key, group), |place| hasher.hash_one(place.0));
        }
        Table::Short { places, hasher }
    }

    /// A table of several numbers a key in place of another.
    fn packed(&self) -> Table {
        let columns: Vec<&Column> = self.keys.iter().collect();
        let parts = pack(&columns, self.count);
        let width = self.keys.len() + 1;
        let hasher = DefaultHashBuilder::default();
        let mut places = HashTable::with_capacity(self.count);
        for (group, key) in (0u32..).zip(parts.chunks_exact(width)) {
            places.insert_unique(hash(&hasher, key), group, |group| {
                stored(&parts, *group, width).map_or(0, |key| hash(&hasher, key))
            });
        }
        Table::Packed { width, parts, places, hasher }
    }

    fn whole_keys(&self) -> IndexSet<GroupKey> {
        let key = |group: usize| GroupKey(self.keys.iter().map(|key| key.value(group)).collect::<Vec<Value>>());
        (0..self.count).map(key).collect()
    }
}

impl Table {
    /// The narrowest that serves keys like these.
    fn of(parts: &[&Column]) -> Self {
        match parts {
            [] => Self::One,
            parts if short_keys(parts, parts.first().map_or(0, |part| part.len())).is_some() => {
                Self::Short { places: HashTable::new(), hasher: DefaultHashBuilder::default() }
            }
            // the bits of what is null are one number
            parts if parts.len() < 64 && !parts.iter().any(|part| matches!(part, Column::Values(_))) => Self::Packed {
                width: parts.len() + 1,
                parts: Vec::new(),
                places: HashTable::new(),
                hasher: DefaultHashBuilder::default(),
            },
            _ => Self::Whole(IndexSet::new()),
        }
    }
}

/// Whether values in both are one exactly if their numbers are.
fn is_same_kind(a: &Column, b: &Column) -> bool {
    match (a, b) {
        (Column::Nodes(_), Column::Nodes(_))
        | (Column::Relationships(_), Column::Relationships(_))
        | (Column::Integers(_), Column::Integers(_))
        | (Column::Floats(_), Column::Floats(_))
        | (Column::Booleans(_), Column::Booleans(_)) => true,
        (Column::Texts(_, a), Column::Texts(_, b)) => std::sync::Arc::ptr_eq(a, b),
        _ => false,
    }
}

/// Keys that fit a number each: one integer, or one or two parts of 32 bits. `None` where one does not fit.
fn short_keys(parts: &[&Column], rows: usize) -> Option<Vec<u64>> {
    match parts {
        [Column::Integers(values)] if values.nulls.is_none() => {
            Some(values.values.iter().map(|value| value.cast_unsigned()).collect())
        }
        [_] | [_, _] => {
            let mut keys = vec![0; rows];
            parts.iter().all(|part| add_short(&mut keys, part)).then_some(keys)
        }
        _ => None,
    }
}

/// Moves the keys up by 32 bits and adds a column's; whether they fit.
fn add_short(keys: &mut [u64], column: &Column) -> bool {
    let add = |(key, part): (&mut u64, u32)| *key = *key << 32 | u64::from(part);
    match column {
        // null has the largest number
        Column::Nodes(ids) | Column::Relationships(ids) => keys.iter_mut().zip(ids.iter().copied()).for_each(add),
        Column::Texts(codes, _) if codes.nulls.is_none() => {
            keys.iter_mut().zip(codes.values.iter().copied()).for_each(add);
        }
        Column::Integers(values) if values.nulls.is_none() => {
            if values.values.iter().any(|value| i32::try_from(*value).is_err()) {
                return false;
            }
            keys.iter_mut().zip(values.values.iter().map(|value| *value as i32 as u32)).for_each(add);
        }
        _ => return false,
    }
    true
}

/// For each row the bits of the parts that are null, and each part as a number.
fn pack(columns: &[&Column], rows: usize) -> Vec<u64> {
    let width = columns.len() + 1;
    let mut packed = vec![0u64; rows * width];
    let mut put = |part: usize, row: usize, number: Option<u64>| {
        let at = row * width;
        match number {
            Some(number) => {
                if let Some(place) = packed.get_mut(at + part + 1) {
                    *place = number;
                }
            }
            None => {
                if let Some(nulls) = packed.get_mut(at) {
                    *nulls |= 1 << part;
                }
            }
        }
    };
    for (part, column) in columns.iter().enumerate() {
        match column {
            Column::Nodes(ids) | Column::Relationships(ids) => {
                ids.iter().enumerate().for_each(|(row, id)| put(part, row, (*id != NONE).then_some(u64::from(*id))));
            }
            Column::Integers(values) => {
                values.iter().enumerate().for_each(|(row, value)| put(part, row, value.map(i64::cast_unsigned)));
            }
            Column::Floats(values) => {
                values.iter().enumerate().for_each(|(row, value)| put(part, row, value.map(float_bits)));
            }
            Column::Booleans(values) => {
                values.iter().enumerate().for_each(|(row, value)| put(part, row, value.map(u64::from)));
            }
            Column::Texts(codes, _) => {
                codes.iter().enumerate().for_each(|(row, code)| put(part, row, code.map(u64::from)));
            }
            Column::Values(_) => {}
        }
    }
    packed
}

/// Bits that are the same for floats that are one to DISTINCT: all NaN, and both zeros.
fn float_bits(x: f64) -> u64 {
    if x.is_nan() { f64::NAN.to_bits() } else { (x + 0.0).to_bits() }
}

fn stored(parts: &[u64], group: u32, width: usize) -> Option<&[u64]> {
    let at = group as usize * width;
    parts.get(at..at + width)
}

fn hash(hasher: &DefaultHashBuilder, key: &[u64]) -> u64 {
    let mut state = hasher.build_hasher();
    for part in key {
        part.hash(&mut state);
    }
    state.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Typed;
    use crate::limits::{Interrupt, Limits};

    fn assign(groups: &mut Groups, columns: Vec<Column>) -> Vec<u32> {
        let budget = Budget::start(Limits::default(), Interrupt::default());
        let rows = columns.first().map_or(1, Column::len);
        let parts: Vec<Vector<'_>> = columns.into_iter().map(Vector::from).collect();
        groups.assign(&parts, rows, &budget, &mut Holding::new(&budget)).unwrap().groups
    }

    #[test]
    fn numbers_meet_whatever_columns_they_come_in() {
        let mut groups = Groups::new();
        assert_eq!(assign(&mut groups, vec![Column::of(vec![1.into(), 2.into(), 1.into()])]), [0, 1, 0]);
        let nulls = Column::Integers(Typed::of([None, Some(2), None].into_iter()));
        assert_eq!(assign(&mut groups, vec![nulls]), [2, 1, 2]);
        assert_eq!(assign(&mut groups, vec![Column::of(vec![1.0.into(), 2.5.into()])]), [0, 3]);
        assert_eq!(assign(&mut groups, vec![Column::of(vec!["1".into(), Value::Null])]), [4, 2]);
        assert_eq!(groups.len(), 5);
    }

    #[test]
    fn short_keys_give_way_to_long_ones() {
        let mut groups = Groups::new();
        let years = |years: [i64; 3]| Column::Integers(Typed::full(years.to_vec()));
        assert_eq!(assign(&mut groups, vec![years([2001, 2002, 2001]), Column::Nodes(vec![1, NONE, 1])]), [0, 1, 0]);
        assert!(matches!(groups.table, Table::Grid(_)));
        assert_eq!(assign(&mut groups, vec![years([2001, -1, 1 << 24]), Column::Nodes(vec![1, 2, NONE])]), [0, 2, 3]);
        assert!(matches!(groups.table, Table::Short { .. }));
        assert_eq!(assign(&mut groups, vec![years([2001, -1, 1 << 40]), Column::Nodes(vec![1, 1, NONE])]), [0, 4, 5]);
        assert_eq!(assign(&mut groups, vec![years([2002, -1, 1 << 40]), Column::Nodes(vec![NONE, 1, 1])]), [1, 4, 6]);
        assert_eq!(groups.len(), 7);
    }

    #[test]
    fn few_values_are_looked_up_once() {
        let budget = Budget::start(Limits::default(), Interrupt::default());
        let mut groups = Groups::new();
        let mut few = |places: Vec<u32>, values: Vec<Value>| {
            let part = [Vector::Few(places, values)];
            groups.assign(&part, 3, &budget, &mut Holding::new(&budget)).unwrap().groups
        };
        assert_eq!(few(vec![1, 0, 1], vec!["a".into(), "b".into()]), [0, 1, 0]);
        assert_eq!(few(vec![0, 1, 2], vec!["b".into(), Value::Null, 1.into()]), [0, 2, 3]);
        assert_eq!(assign(&mut groups, vec![Column::of(vec![1.0.into(), "a".into()])]), [3, 1]);
    }

    #[test]
    fn few_values_beside_others_are_numbered() {
        let budget = Budget::start(Limits::default(), Interrupt::default());
        let mut groups = Groups::new();
        let mut held = Holding::new(&budget);
        let years = || Vector::from(Column::Integers(Typed::full(vec![1, 2, 1, 2])));
        let mut assign = |kind| groups.assign(&[kind, years()], 4, &budget, &mut held).unwrap().groups;
        assert_eq!(assign(Vector::Few(vec![0, 0, 1, 0], vec!["a".into(), Value::Null])), [0, 1, 2, 1]);
        assert_eq!(assign(Vector::Constant("b".into())), [3, 4, 3, 4]);
        // numbers that are equal need not be the same
        assert_eq!(assign(Column::of(vec!["b".into(), 2.into(), Value::Null, 2.0.into()]).into()), [3, 5, 2, 5]);
        assert_eq!(assign(Vector::Few(vec![0, 1, 0, 0], vec![7.0.into(), "a".into()])), [6, 1, 6, 7]);
        let keys = groups.into_keys();
        let kinds: Vec<String> = (0..8).map(|group| keys[0].value(group).to_string()).collect();
        assert_eq!(kinds, ["'a'", "'a'", "null", "'b'", "'b'", "2", "7.0", "7.0"]);
    }

    #[test]
    fn places_give_way_to_numbers_where_they_are_far_apart() {
        let mut groups = Groups::new();
        assert_eq!(assign(&mut groups, vec![Column::Nodes(vec![7, NONE, 7, 9])]), [0, 1, 0, 2]);
        assert_eq!(assign(&mut groups, vec![Column::Nodes(vec![NONE, 5, 9, 0])]), [1, 3, 2, 4]);
        assert!(matches!(groups.table, Table::Grid(_)));
        let mut groups = Groups::new();
        assert_eq!(assign(&mut groups, vec![Column::Nodes(vec![7, NONE, 7, 0])]), [0, 1, 0, 2]);
        assert_eq!(assign(&mut groups, vec![Column::Nodes(vec![4_000_000_000, 7, NONE])]), [3, 0, 1]);
        assert!(matches!(groups.table, Table::Short { .. }));
    }

    #[test]
    fn numbers_give_way_to_places_once_they_are_many() {
        let mut groups = Groups::new();
        let far: Vec<u32> = (0..100).map(|at| at * 2000).collect();
        assert_eq!(assign(&mut groups, vec![Column::Nodes(far)]), (0..100).collect::<Vec<u32>>());
        assert!(matches!(groups.table, Table::Short { .. }));
        let close: Vec<u32> = (0..60_000).collect();
        let found = assign(&mut groups, vec![Column::Nodes(close)]);
        assert!(matches!(groups.table, Table::Grid(_)));
        let before: Vec<u32> = found.iter().step_by(2000).copied().collect();
        assert_eq!(before, (0..30).collect::<Vec<u32>>(), "what was seen before is the same group");
        assert_eq!(groups.len(), 100 + 60_000 - 30);
    }

    #[test]
    fn keys_that_go_ever_further_are_not_moved_each_time() {
        for step in 1..12 {
            let (mut groups, mut moved, mut before) = (Groups::new(), 0, None);
            for batch in 0..200u32 {
                assign(&mut groups, vec![Column::Nodes((0..1000).map(|at| (batch * 1000 + at) * step).collect())]);
                let size = if let Table::Grid(grid) = &groups.table { Some(grid.size()) } else { None };
                moved += usize::from(size != before);
                before = size;
            }
            assert!(moved < 30, "{moved} times of 200 with a step of {step}");
            assert_eq!(groups.len(), 200_000);
        }
    }

    #[test]
    fn places_are_those_of_all_parts() {
        let texts = std::sync::Arc::new(crate::graph::Texts::default());
        let mut groups = Groups::new();
        let mut keys = |years: &[Option<i64>], codes: &[Option<u32>], truths: &[Option<bool>]| {
            let years = Column::Integers(Typed::of(years.iter().copied()));
            let codes = Column::Texts(Typed::of(codes.iter().copied()), texts.clone());
            let found = assign(&mut groups, vec![years, codes, Column::Booleans(Typed::of(truths.iter().copied()))]);
            assert!(matches!(groups.table, Table::Grid(_)));
            found
        };
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(keys(&[Some(1990), None, Some(1990)], &[Some(4), Some(4), None], &[yes, no, yes]), [0, 1, 2]);
        assert_eq!(keys(&[Some(-3), None, Some(1990)], &[Some(0), Some(4), Some(4)], &[None, no, yes]), [3, 1, 0]);
        assert_eq!(keys(&[Some(1990), Some(1990), Some(-3)], &[None, Some(4), Some(0)], &[yes, no, None]), [2, 4, 3]);
    }

    #[test]
    fn texts_without_null_give_way_to_those_with_it() {
        use crate::graph::Texts;
        let texts = std::sync::Arc::new(Texts::default());
        let column = |codes: &[Option<u32>]| Column::Texts(Typed::of(codes.iter().copied()), texts.clone());
        let mut groups = Groups::new();
        assert_eq!(assign(&mut groups, vec![column(&[Some(3), Some(5)])]), [0, 1]);
        assert_eq!(assign(&mut groups, vec![column(&[None, Some(5), None])]), [2, 1, 2]);
    }

    #[test]
    fn zeros_are_one_and_not_a_number_is_itself() {
        let mut groups = Groups::new();
        let floats = Column::Floats(Typed::full(vec![0.0, -0.0, f64::NAN, -f64::NAN, 1.0]));
        assert_eq!(assign(&mut groups, vec![floats]), [0, 0, 1, 1, 2]);
    }
}
