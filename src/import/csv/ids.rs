//! Which node an id means, by id space.

use std::collections::{BTreeSet, HashMap};

use super::cells::Id;
use crate::error::{Detail, Error, Result};
use crate::value::NodeId;

/// What makes ids unique: files whose ids share a space may not give one twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// That of headers with `:ID`.
    Shared,
    /// That of headers with `:ID(Name)`.
    Named(String),
    /// That of plain headers: the nodes with these labels.
    Labels(Vec<String>),
}

/// The ids of one space.
#[derive(Debug)]
struct Table {
    space: Space,
    /// Labels whose nodes are in it.
    labels: BTreeSet<String>,
    numbers: Numbers,
    texts: HashMap<Box<[u8]>, NodeId>,
}

/// No node: the last number is never given.
const NOBODY: NodeId = NodeId(u32::MAX);

/// Ids that are integers.
#[derive(Debug)]
enum Numbers {
    /// In a row from `first` on, while that wastes little.
    Dense {
        first: i64,
        nodes: Vec<NodeId>,
        count: usize,
    },
    Sparse(HashMap<i64, NodeId>),
}

/// A row may be this much longer than the ids in it are many.
const SPREAD: usize = 8;
/// A row of this length is always fine.
const SMALL: usize = 1 << 16;

impl Numbers {
    #[inline]
    fn get(&self, id: i64) -> Option<NodeId> {
        match self {
            Self::Dense { first, nodes, .. } => {
                let place = usize::try_from(id.checked_sub(*first)?).ok()?;
                nodes.get(place).copied().filter(|node| *node != NOBODY)
            }
            Self::Sparse(nodes) => nodes.get(&id).copied(),
        }
    }

    fn insert(&mut self, id: i64, node: NodeId) {
        if let Self::Dense { first, nodes, count } = self {
            if nodes.is_empty() {
                *first = id;
            }
            let offset = id.checked_sub(*first).and_then(|offset| isize::try_from(offset).ok());
            let longest = SMALL.max((*count + 1) * SPREAD);
            let fits = |length: usize| length <= longest;
            match offset {
                Some(offset @ 0..) if fits(offset as usize + 1) => {
                    let place = offset as usize;
                    if place >= nodes.len() {
                        nodes.resize(place + 1, NOBODY);
                    }
                    nodes.get_mut(place).into_iter().for_each(|slot| *slot = node);
                    *count += 1;
                    return;
                }
                Some(offset @ ..0) if fits(nodes.len().saturating_add(offset.unsigned_abs())) => {
                    // room for as many again, so that descending ids do not shift everything each time
                    let room = offset.unsigned_abs().max(nodes.len().min(longest.saturating_sub(nodes.len())));
                    if let Some(lower) = first.checked_sub_unsigned(room as u64) {
                        nodes.splice(0..0, std::iter::repeat_n(NOBODY, room));
                        *first = lower;
                        return self.insert(id, node);
                    }
                }
                _ => {}
            }
            let known = nodes.iter().enumerate().filter(|(_, node)| **node != NOBODY);
            *self =
                Self::Sparse(known.map(|(place, node)| (first.wrapping_add_unsigned(place as u64), *node)).collect());
        }
        if let Self::Sparse(nodes) = self {
            nodes.insert(id, node);
        }
    }
}

impl Table {
    /// What the space is called in messages.
    fn name(&self) -> String {
        match &self.space {
            Space::Labels(labels) if !labels.is_empty() => format!("`{}`", labels.join(":")),
            Space::Named(name) => format!("`{name}`"),
            Space::Shared | Space::Labels(_) => "the id space without a name".to_owned(),
        }
    }

    #[inline]
    fn get(&self, id: Id<'_>) -> Option<NodeId> {
        match id {
            Id::Number(number) => self.numbers.get(number),
            Id::Text(text) => self.texts.get(text).copied(),
        }
    }
}

/// All id spaces.
#[derive(Debug, Default)]
pub(super) struct Spaces(Vec<Table>);

/// What an id means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    One(NodeId),
    Nothing,
    /// Nodes in several spaces have it.
    Several,
}

impl Spaces {
    /// The number of a space for the nodes of some files.
    pub(super) fn enter(&mut self, space: Space, labels: &[String]) -> usize {
        let place = self.0.iter().position(|table| table.space == space).unwrap_or_else(|| {
            let numbers = Numbers::Dense { first: 0, nodes: Vec::new(), count: 0 };
            self.0.push(Table { space, labels: BTreeSet::new(), numbers, texts: HashMap::new() });
            self.0.len() - 1
        });
        if let Some(table) = self.0.get_mut(place) {
            table.labels.extend(labels.iter().cloned());
        }
        place
    }

    /// Gives an id to a node, unless the space has it already.
    pub(super) fn insert(&mut self, space: usize, id: Id<'_>, node: NodeId) -> bool {
        let Some(table) = self.0.get_mut(space) else { return false };
        if table.get(id).is_some() {
            return false;
        }
        match id {
            Id::Number(number) => table.numbers.insert(number, node),
            Id::Text(text) => {
                table.texts.insert(text.into(), node);
            }
        }
        true
    }

    /// Where to look for the ends of relationships: a space of this name, or nodes with this label;
    /// without a name, all spaces that have none.
    pub(super) fn ends(&self, name: Option<&str>) -> Result<Ends<'_>> {
        let fits = |table: &&Table| match name {
            Some(name) => matches!(&table.space, Space::Named(space) if space == name) || table.labels.contains(name),
            None => !matches!(table.space, Space::Named(_)),
        };
        let tables: Vec<&Table> = self.0.iter().filter(fits).collect();
        if !tables.is_empty() {
            return Ok(Ends(tables));
        }
        let named = self.0.iter().filter_map(|table| match &table.space {
            Space::Named(space) => Some(space.as_str()),
            _ => None,
        });
        let known: BTreeSet<&str> =
            named.chain(self.0.iter().flat_map(|t| t.labels.iter().map(String::as_str))).collect();
        let error = |message: String| Error::argument(Detail::UnknownName, message);
        Err(match name {
            Some(name) => {
                let known: Vec<&str> = known.into_iter().collect();
                let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                error(format!("there are no nodes of the label or id space `{name}`")).suggest(name, known).hint(
                    if list.is_empty() { "no nodes are imported".to_owned() } else { format!("there are {list}") },
                )
            }
            None if known.is_empty() => error("relationships need nodes: none were imported that have ids".to_owned())
                .hint("name their files too: --nodes Person=persons.csv"),
            None => error("the ends of relationships name no id space, but all nodes have one".to_owned())
                .hint("write :START_ID(Space) and :END_ID(Space)"),
        })
    }
}

/// Where to look for the ends of relationships.
#[derive(Clone, Debug)]
pub(super) struct Ends<'a>(Vec<&'a Table>);

impl Ends<'_> {
    /// The node that an id means.
    #[inline]
    pub(super) fn find(&self, id: Id<'_>) -> Found {
        if let [table] = self.0.as_slice() {
            return table.get(id).map_or(Found::Nothing, Found::One);
        }
        let mut found = Found::Nothing;
        for table in &self.0 {
            match (table.get(id), found) {
                (Some(_), Found::One(_)) => return Found::Several,
                (Some(node), _) => found = Found::One(node),
                (None, _) => {}
            }
        }
        found
    }

    /// The labels of those who have an id, for messages.
    pub(super) fn holders(&self, id: Id<'_>) -> String {
        self.0
            .iter()
            .filter(|table| table.get(id).is_some())
            .map(|table| table.name())
            .collect::<Vec<_>>()
            .join(" and ")
    }

    /// The labels or names of all spaces, for messages.
    pub(super) fn names(&self) -> String {
        self.0.iter().map(|table| table.name()).collect::<Vec<_>>().join(" or ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_any_order() {
        for ids in [
            &[5, 4, 3, 9, 0, -2][..],
            &[i64::MAX, i64::MIN, 0, 7],
            &[1_000_000_000, 5, 1_000_000_001],
            &[-1, 0, 100_000, 1],
            &[0, -60_000, 60_000, -120_000],
        ] {
            let mut spaces = Spaces::default();
            let space = spaces.enter(Space::Shared, &[]);
            for (i, id) in ids.iter().enumerate() {
                assert!(spaces.insert(space, Id::Number(*id), NodeId(i as u32)), "{id}");
                assert!(!spaces.insert(space, Id::Number(*id), NodeId(99)), "{id} twice");
            }
            let ends = spaces.ends(None).unwrap();
            for (i, id) in ids.iter().enumerate() {
                assert_eq!(ends.find(Id::Number(*id)), Found::One(NodeId(i as u32)), "{id} of {ids:?}");
            }
            assert_eq!(ends.find(Id::Number(77)), Found::Nothing);
        }
    }

    #[test]
    fn spaces_are_found_by_name_and_label() {
        let mut spaces = Spaces::default();
        let person = |labels: &[&str]| labels.iter().map(ToString::to_string).collect::<Vec<_>>();
        let people = person(&["Person"]);
        let a = spaces.enter(Space::Labels(people.clone()), &people);
        let cities = person(&["City"]);
        let b = spaces.enter(Space::Labels(cities.clone()), &cities);
        let c = spaces.enter(Space::Named("Codes".to_owned()), &cities);
        assert!(spaces.insert(a, Id::Number(1), NodeId(0)));
        assert!(spaces.insert(b, Id::Number(1), NodeId(1)));
        assert!(spaces.insert(c, Id::of(b"x"), NodeId(2)));
        let find = |name, id| spaces.ends(name).unwrap().find(id);
        assert_eq!(find(Some("Person"), Id::Number(1)), Found::One(NodeId(0)));
        assert_eq!(find(Some("Codes"), Id::of(b"x")), Found::One(NodeId(2)));
        assert_eq!(find(Some("City"), Id::of(b"x")), Found::One(NodeId(2)));
        assert_eq!(find(None, Id::Number(1)), Found::Several);
        assert_eq!(spaces.ends(None).unwrap().holders(Id::Number(1)), "`Person` and `City`");
        assert!(spaces.ends(Some("Persn")).unwrap_err().to_string().contains("did you mean `Person`?"));
    }
}
