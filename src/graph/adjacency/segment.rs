//! Neighbours along the relationships of one type in one direction, compressed.

use std::ops::Range;

use super::Neighbour;

/// A dense table of places is made while it has at most so many entries an edge, and some.
const DENSE_PER_EDGE: usize = 8;
const DENSE_SPARE: usize = 64;

/// Which nodes are next to which, along one type in one direction: for each node a stretch of two arrays,
/// ordered by neighbour, then relationship.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    nodes: Vec<u32>,
    relationships: Vec<u32>,
    places: Places,
    /// How many nodes have a stretch.
    ends: usize,
}

/// Where each node's stretch is.
#[derive(Clone, Debug)]
enum Places {
    /// By node number from `first` on: its start, and the end of the last.
    Dense { first: u32, offsets: Vec<u32> },
    /// The nodes that have a stretch, ascending, and the starts; for few nodes far apart.
    Sparse { nodes: Vec<u32>, offsets: Vec<u32> },
}

impl Default for Places {
    fn default() -> Self {
        Self::Sparse { nodes: Vec::new(), offsets: vec![0] }
    }
}

/// A relationship as one of its nodes has it: this node, its neighbour, the relationship.
pub(super) type Entry = (u32, u32, u32);

impl Segment {
    /// How many relationships it holds.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// How many nodes have neighbours in it.
    pub fn ends(&self) -> usize {
        self.ends
    }

    /// A node's neighbours, ascending, and the relationships to them.
    #[inline]
    pub fn neighbours(&self, node: u32) -> (&[u32], &[u32]) {
        let range = self.range(node);
        let relationships = self.relationships.get(range.clone()).unwrap_or(&[]);
        (self.nodes.get(range).unwrap_or(&[]), relationships)
    }

    /// How many neighbours a node has, each as often as there are relationships to it.
    #[inline]
    pub fn degree(&self, node: u32) -> usize {
        self.range(node).len()
    }

    /// Adds to each number how many neighbours the node in its place has.
    pub fn add_degrees(&self, nodes: &[u32], degrees: &mut [u64]) {
        let pairs = degrees.iter_mut().zip(nodes);
        match &self.places {
            Places::Dense { first, offsets } => {
                for (degree, node) in pairs {
                    let place = node.wrapping_sub(*first) as usize;
                    if let (Some(start), Some(end)) = (offsets.get(place), offsets.get(place.wrapping_add(1))) {
                        *degree += u64::from(end - start);
                    }
                }
            }
            Places::Sparse { .. } => pairs.for_each(|(degree, node)| *degree += self.degree(*node) as u64),
        }
    }

    /// Of so many nodes from this one on: where each one's neighbours start, and where those of the last end. `None`
    /// where that is not in one piece.
    pub fn offsets(&self, first_node: u32, count: usize) -> Option<&[u32]> {
        let Places::Dense { first, offsets } = &self.places else { return None };
        let place = first_node.checked_sub(*first)? as usize;
        offsets.get(place..=place.checked_add(count)?)
    }

    /// All neighbours of all nodes, one stretch after the other, and the relationships to them.
    pub fn all(&self) -> (&[u32], &[u32]) {
        (&self.nodes, &self.relationships)
    }

    /// Each node that has neighbours, ascending, with its stretch of [`all`](Self::all).
    pub fn stretches(&self) -> impl Iterator<Item = (u32, Range<usize>)> {
        let (first, listed, offsets) = match &self.places {
            Places::Dense { first, offsets } => (*first, None, offsets),
            Places::Sparse { nodes, offsets } => (0, Some(nodes), offsets),
        };
        let all = offsets.iter().zip(offsets.iter().skip(1)).enumerate().filter(|(_, (start, end))| start < end);
        all.filter_map(move |(place, (start, end))| {
            let node = match listed {
                None => first + place as u32,
                Some(nodes) => *nodes.get(place)?,
            };
            Some((node, *start as usize..*end as usize))
        })
    }

    #[inline]
    fn range(&self, node: u32) -> Range<usize> {
        let (place, offsets) = match &self.places {
            Places::Dense { first, offsets } => (node.wrapping_sub(*first) as usize, offsets),
            Places::Sparse { nodes, offsets } => match nodes.binary_search(&node) {
                Ok(place) => (place, offsets),
                Err(_) => return 0..0,
            },
        };
        match offsets.get(place..place + 2) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// Builds it from edges in any order, each seen from the node that `seen` makes the first.
    pub(super) fn build<E>(edges: &[E], seen: impl Fn(&E) -> Entry) -> Self {
        let ends = edges.iter().map(|edge| seen(edge).0);
        let (first, last) = ends.fold((u32::MAX, 0), |(first, last), node| (first.min(node), last.max(node)));
        if first > last || !is_dense(first, last, edges.len()) {
            let mut sorted: Vec<Entry> = edges.iter().map(seen).collect();
            sorted.sort_unstable();
            return Self::from_sorted(sorted.len(), sorted.into_iter());
        }
        // places are counted, then filled; each node's stretch is small to sort
        let mut offsets = vec![0u32; (last - first) as usize + 2];
        for edge in edges {
            if let Some(count) = offsets.get_mut((seen(edge).0 - first) as usize + 1) {
                *count += 1;
            }
        }
        let (mut sum, mut ends) = (0, 0);
        for offset in &mut offsets {
            ends += usize::from(*offset > 0);
            sum += *offset;
            *offset = sum;
        }
        let mut filled = offsets.clone();
        let mut pairs = vec![0u64; edges.len()];
        for edge in edges {
            let (node, neighbour, relationship) = seen(edge);
            let Some(place) = filled.get_mut((node - first) as usize) else { continue };
            if let Some(pair) = pairs.get_mut(*place as usize) {
                *pair = u64::from(neighbour) << 32 | u64::from(relationship);
            }
            *place += 1;
        }
        let mut rest = pairs.as_mut_slice();
        for (start, end) in offsets.iter().zip(offsets.iter().skip(1)) {
            let Some((stretch, others)) = rest.split_at_mut_checked((end - start) as usize) else { break };
            stretch.sort_unstable();
            rest = others;
        }
        let nodes = pairs.iter().map(|pair| (pair >> 32) as u32).collect();
        let relationships = pairs.iter().map(|pair| *pair as u32).collect();
        Self { nodes, relationships, places: Places::Dense { first, offsets }, ends }
    }

    /// Builds it from so many sorted edges.
    pub(super) fn from_sorted(count: usize, edges: impl Iterator<Item = Entry>) -> Self {
        let (mut nodes, mut relationships) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut having, mut offsets): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for (node, neighbour, relationship) in edges {
            if having.last() != Some(&node) {
                having.push(node);
                offsets.push(nodes.len() as u32);
            }
            nodes.push(neighbour);
            relationships.push(relationship);
        }
        offsets.push(nodes.len() as u32);
        let ends = having.len();
        let places = match (having.first(), having.last()) {
            (Some(first), Some(last)) if is_dense(*first, *last, nodes.len()) => {
                dense(*first, *last, &having, &offsets)
            }
            _ => {
                having.shrink_to_fit();
                offsets.shrink_to_fit();
                Places::Sparse { nodes: having, offsets }
            }
        };
        Self { nodes, relationships, places, ends }
    }

    /// Of these nodes, ascending, each with its neighbours in their order.
    pub fn of_nodes<N: Iterator<Item = Neighbour>>(nodes: impl Iterator<Item = (u32, N)>) -> Self {
        let seen = |node: u32| move |it: Neighbour| (node, it.node.0, it.relationship.0);
        Self::from_sorted(0, nodes.flat_map(|(node, neighbours)| neighbours.map(seen(node))))
    }

    /// All edges, sorted.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        self.stretches().flat_map(|(node, range)| {
            let neighbours = self.nodes.get(range.clone()).unwrap_or(&[]);
            let relationships = self.relationships.get(range).unwrap_or(&[]);
            neighbours.iter().zip(relationships).map(move |(neighbour, relationship)| (node, *neighbour, *relationship))
        })
    }

    /// The relationships between a node and a neighbour, ascending.
    pub fn between(&self, node: u32, neighbour: u32) -> &[u32] {
        let (nodes, relationships) = self.neighbours(node);
        let from = nodes.partition_point(|it| *it < neighbour);
        let count = nodes.get(from..).map_or(0, |rest| rest.partition_point(|it| *it == neighbour));
        relationships.get(from..from + count).unwrap_or(&[])
    }

    /// Whether it holds this edge.
    pub(super) fn has(&self, (node, neighbour, relationship): Entry) -> bool {
        self.between(node, neighbour).binary_search(&relationship).is_ok()
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        let places = match &self.places {
            Places::Dense { offsets, .. } => offsets.capacity(),
            Places::Sparse { nodes, offsets } => nodes.capacity() + offsets.capacity(),
        };
        (self.nodes.capacity() + self.relationships.capacity() + places) * size_of::<u32>()
    }
}

fn is_dense(first: u32, last: u32, edges: usize) -> bool {
    (last - first) as usize <= DENSE_PER_EDGE * edges + DENSE_SPARE
}

/// A table of all places from a list of those that are there.
fn dense(first: u32, last: u32, having: &[u32], starts: &[u32]) -> Places {
    let mut offsets = Vec::with_capacity((last - first) as usize + 2);
    for (node, start) in having.iter().zip(starts) {
        offsets.resize((node - first) as usize + 1, *start);
    }
    offsets.extend(starts.last());
    Places::Dense { first, offsets }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn holds_what_it_was_built_from(
            edges in prop::collection::vec((0u32..40, 0u32..5), 0..60),
            far in prop::collection::vec((0u32..1 << 20, 0u32..5), 0..3),
            start in 0u32..1_000,
        ) {
            let edges = edges.iter().chain(&far).enumerate();
            let edges: Vec<Entry> = edges.map(|(id, (node, to))| (node + start, *to, id as u32)).collect();
            let backwards: Vec<Entry> = edges.iter().rev().copied().collect();
            let built = Segment::build(&backwards, |entry| *entry);
            let mut sorted = edges.clone();
            sorted.sort_unstable();
            for segment in [&built, &Segment::from_sorted(edges.len(), sorted.iter().copied())] {
                prop_assert_eq!(segment.entries().collect::<Vec<_>>(), sorted.clone());
                prop_assert_eq!(segment.len(), edges.len());
                let mut nodes: Vec<u32> = sorted.iter().map(|it| it.0).collect();
                nodes.dedup();
                prop_assert_eq!(segment.ends(), nodes.len());
                prop_assert_eq!(segment.stretches().map(|it| it.0).collect::<Vec<_>>(), nodes);
                for node in (0..1_100).chain(sorted.iter().map(|it| it.0)) {
                    let expected = sorted.iter().filter(|it| it.0 == node);
                    let expected: (Vec<u32>, Vec<u32>) = expected.map(|it| (it.1, it.2)).unzip();
                    let (neighbours, relationships) = segment.neighbours(node);
                    prop_assert_eq!((neighbours, relationships), (&expected.0[..], &expected.1[..]));
                    prop_assert_eq!(segment.degree(node), expected.0.len());
                }
                prop_assert!(sorted.iter().all(|it| segment.has(*it)));
                prop_assert!(!sorted.iter().any(|it| segment.has((it.0, it.1, it.2 + 100)) || segment.has((it.0, 9, it.2))));
            }
        }
    }

    #[test]
    fn few_nodes_far_apart_take_little() {
        let edges = [(0, 1, 0), (4_000_000_000, 1, 1)];
        let segment = Segment::build(&edges, |entry| *entry);
        assert!(segment.bytes() < 100);
        assert_eq!(segment.neighbours(4_000_000_000), (&[1][..], &[1][..]));
    }
}
