//! The entities that share a value; most values have one.

use roaring::RoaringBitmap;

/// Entities by number.
#[derive(Clone, Debug, Default)]
pub(super) enum Entities {
    #[default]
    None,
    One(u32),
    Many(Box<RoaringBitmap>),
}

impl Entities {
    /// Adds an entity; says whether it is new.
    pub(super) fn insert(&mut self, id: u32) -> bool {
        match self {
            Self::None => *self = Self::One(id),
            Self::One(other) if *other == id => return false,
            Self::One(other) => *self = Self::Many(Box::new(RoaringBitmap::from([*other, id]))),
            Self::Many(ids) => return ids.insert(id),
        }
        true
    }

    /// Takes an entity away; says whether it was there.
    pub(super) fn remove(&mut self, id: u32) -> bool {
        match self {
            Self::One(other) if *other == id => *self = Self::None,
            Self::None | Self::One(_) => return false,
            Self::Many(ids) => {
                let was_there = ids.remove(id);
                match ids.len() {
                    0 => *self = Self::None,
                    1 => *self = ids.min().map_or(Self::None, Self::One),
                    _ => {}
                }
                return was_there;
            }
        }
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::None)
    }

    /// The entities where there are several.
    pub(super) fn several(&self) -> Option<&RoaringBitmap> {
        match self {
            Self::Many(ids) => Some(ids),
            Self::None | Self::One(_) => None,
        }
    }

    pub(super) fn add_to(&self, found: &mut RoaringBitmap) {
        match self {
            Self::None => {}
            Self::One(id) => {
                found.insert(*id);
            }
            Self::Many(ids) => *found |= &**ids,
        }
    }

    /// Bytes that it takes elsewhere.
    pub(super) fn bytes(&self) -> usize {
        self.several().map_or(0, |ids| size_of::<RoaringBitmap>() + 32 + ids.serialized_size())
    }
}

/// The entities that were found for a value.
#[derive(Clone, Debug, Default)]
pub enum Postings<'a> {
    /// None at all.
    #[default]
    None,
    /// One.
    One(u32),
    /// These.
    Many(&'a RoaringBitmap),
    /// These, put together for the asking.
    Found(RoaringBitmap),
}

impl<'a> From<&'a Entities> for Postings<'a> {
    fn from(entities: &'a Entities) -> Self {
        match entities {
            Entities::None => Self::None,
            Entities::One(id) => Self::One(*id),
            Entities::Many(ids) => Self::Many(ids),
        }
    }
}

impl Postings<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::None => 0,
            Self::One(_) => 1,
            Self::Many(ids) => ids.len() as usize,
            Self::Found(ids) => ids.len() as usize,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Their numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let (one, many) = match self {
            Self::None => (None, None),
            Self::One(id) => (Some(*id), None),
            Self::Many(ids) => (None, Some(*ids)),
            Self::Found(ids) => (None, Some(ids)),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }
}
