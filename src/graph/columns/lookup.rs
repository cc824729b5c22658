//! Values of a column to its entities, for conditions like `{name: $x}` without an index: made when
//! first asked for, and kept right by every write since.

use hashbrown::HashMap;
use roaring::RoaringBitmap;

use super::column::Data;
use crate::graph::index::{Entries, Tail};
use crate::graph::postings::{Entities, Postings};
use crate::value::Value;

/// Every integer up to this one has a float of its own.
const EXACT: i64 = 1 << 53;

/// One value of a column, as a look-up sees it.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Code(u32),
    Integer(i64),
    Float(f64),
    Other(Value),
}

/// Entities by value.
#[derive(Clone, Debug)]
pub(super) enum LookUp {
    /// By code of the text.
    Texts(Vec<Entities>),
    Integers(HashMap<i64, Entities>),
    /// By the bits of the number.
    Floats(HashMap<u64, Entities>),
    /// In the order of ORDER BY; what is found for a value may hold more.
    Others(Entries),
}

impl LookUp {
    pub(super) fn new(data: &Data) -> Self {
        let mut made = match data {
            Data::Strings { texts, .. } => Self::Texts(vec![Entities::None; texts.len()]),
            // room for all is made at once, and what proves too much given back
            Data::Integers(values) => Self::Integers(HashMap::with_capacity(values.filled())),
            Data::Floats(values) => Self::Floats(HashMap::with_capacity(values.filled())),
            Data::Booleans(_) | Data::Mixed(_) => Self::Others(Entries::default()),
        };
        data.each_cell(|id, cell| made.insert(id, cell));
        match &mut made {
            Self::Integers(map) => map.shrink_to_fit(),
            Self::Floats(map) => map.shrink_to_fit(),
            Self::Texts(_) | Self::Others(_) => {}
        }
        made
    }

    /// Notes that an entity has another value.
    pub(super) fn change(&mut self, id: u32, before: Option<Cell>, after: Option<Cell>) {
        if let Some(before) = before {
            self.remove(id, before);
        }
        if let Some(after) = after {
            self.insert(id, after);
        }
    }

    fn insert(&mut self, id: u32, cell: Cell) {
        match (self, cell) {
            (Self::Texts(by_code), Cell::Code(code)) => {
                if by_code.len() <= code as usize {
                    by_code.resize(code as usize + 1, Entities::None);
                }
                if let Some(entities) = by_code.get_mut(code as usize) {
                    entities.insert(id);
                }
            }
            (Self::Integers(map), Cell::Integer(number)) => {
                map.entry(number).or_default().insert(id);
            }
            (Self::Floats(map), Cell::Float(number)) => {
                map.entry(bits(number)).or_default().insert(id);
            }
            (Self::Others(entries), Cell::Other(value)) => entries.insert(vec![value], id),
            _ => debug_assert!(false, "a look-up is of its column's type"),
        }
    }

    fn remove(&mut self, id: u32, cell: Cell) {
        match (self, cell) {
            (Self::Texts(by_code), Cell::Code(code)) => {
                if let Some(entities) = by_code.get_mut(code as usize) {
                    entities.remove(id);
                }
            }
            (Self::Integers(map), Cell::Integer(number)) => remove(map, &number, id),
            (Self::Floats(map), Cell::Float(number)) => remove(map, &bits(number), id),
            (Self::Others(entries), Cell::Other(value)) => entries.remove(vec![value], id),
            _ => debug_assert!(false, "a look-up is of its column's type"),
        }
    }

    /// Gives texts their new codes.
    pub(super) fn renumber(&mut self, codes: &[u32]) {
        if let Self::Texts(by_code) = self {
            let old = std::mem::take(by_code);
            for (entities, code) in old.into_iter().zip(codes).filter(|(_, code)| **code != u32::MAX) {
                // new codes ascend as the old ones did
                by_code.resize(*code as usize, Entities::None);
                by_code.push(entities);
            }
        }
    }

    /// The entities whose value may equal this one; all that do are among them.
    pub(super) fn find(&self, data: &Data, value: &Value) -> Option<Postings<'_>> {
        let found = match (self, data, value) {
            (_, _, Value::Null) => None,
            (Self::Texts(by_code), Data::Strings { texts, .. }, Value::String(text)) => {
                texts.code(text).and_then(|code| by_code.get(code as usize))
            }
            (Self::Integers(map), _, Value::Integer(number)) => map.get(number),
            (Self::Integers(map), _, Value::Float(number)) => match integer(*number) {
                Some(number) => map.get(&number),
                // where one float stands for many integers, comparing each is surer
                None if number.abs() >= EXACT as f64 => return None,
                None => None,
            },
            (Self::Floats(map), _, Value::Float(number)) => map.get(&bits(*number)).filter(|_| !number.is_nan()),
            (Self::Floats(map), _, Value::Integer(number)) if number.unsigned_abs() < EXACT.unsigned_abs() => {
                map.get(&bits(*number as f64))
            }
            (Self::Floats(_), _, Value::Integer(_)) => return None,
            (Self::Others(entries), _, value) => {
                let mut found = RoaringBitmap::new();
                entries.find(std::slice::from_ref(value), &Tail::Any, &mut found);
                return Some(Postings::Found(found));
            }
            // values of other types equal none here
            _ => None,
        };
        Some(found.map_or(Postings::None, Postings::from))
    }

    /// Bytes that it takes, estimated.
    pub(super) fn bytes(&self) -> usize {
        /// What an entry of a B-tree takes with its key.
        const ENTRY: usize = 96;
        let inside = |entities: &Entities| entities.bytes();
        match self {
            Self::Texts(by_code) => {
                by_code.capacity() * size_of::<Entities>() + by_code.iter().map(inside).sum::<usize>()
            }
            Self::Integers(map) => map.allocation_size() + map.values().map(inside).sum::<usize>(),
            Self::Floats(map) => map.allocation_size() + map.values().map(inside).sum::<usize>(),
            Self::Others(entries) => entries.distinct() * ENTRY + entries.len() * size_of::<u32>(),
        }
    }
}

fn remove<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Entities>, key: &K, id: u32) {
    if let Some(entities) = map.get_mut(key) {
        entities.remove(id);
        if entities.is_empty() {
            map.remove(key);
        }
    }
}

/// The bits of a float; those of zero, whatever its sign.
fn bits(number: f64) -> u64 {
    if number == 0.0 { 0 } else { number.to_bits() }
}

/// The integer that a float is, where no other is as near.
fn integer(number: f64) -> Option<i64> {
    (number.abs() < EXACT as f64 && number.fract() == 0.0).then_some(number as i64)
}
