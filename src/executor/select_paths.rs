//! `StatefulShortestPath`: the shortest paths of a pattern. The search goes breadth first over pairs
//! of a node and a place in the pattern, and keeps how each was reached; paths are then read backwards
//! from where they end, shortest first.
//!
//! For one path (or one length) a place is entered only when it is first reached. That is exact
//! unless a path so found walks a relationship twice or fails a condition; then the search is done
//! again, entering places as often as longer walks reach them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::once::{self, Walked};
use super::scan::node_at;
use super::{Input, Operator, Runtime, row_count};
use crate::batch::{BATCH_ROWS, Batch, Column};
use crate::bound::{Selector, Slot};
use crate::error::{Detail, Error, Result};
use crate::eval::{Row, eval, is_true};
use crate::limits::Holding;
use crate::plan::SelectPaths;
use crate::value::{NodeId, RelationshipId, Value};

/// A place of the search: how many segments are done, how many repetitions of the next (those beyond
/// what it asks for are not told apart), and the node.
type Place = (usize, u32, NodeId);

/// From where a place was reached, after how many relationships, and over what; nothing where one segment ended and
/// the next began.
type Ways = Vec<(Place, usize, Option<Arc<Walked>>)>;

/// About what one way takes up.
const WAY_BYTES: usize = 64;

/// The repetitions of a segment from a node.
type Repetitions = Arc<[(NodeId, Arc<Walked>)]>;

pub(super) struct StatefulShortestPath<'p> {
    input: Input<'p>,
    select: &'p SelectPaths,
    current: Option<(Batch, usize)>,
}

/// The search from one row.
struct Search<'s> {
    select: &'s SelectPaths,
    batch: &'s Batch,
    row: u32,
    from: NodeId,
    count: usize,
    /// What the row already knows of the nodes that segments lead to.
    known: Vec<Option<NodeId>>,
    /// Repetitions found already.
    repetitions: HashMap<(usize, NodeId), Repetitions>,
    relationships: HashSet<RelationshipId>,
}

/// A path found: the node at the end of each segment, and its repetitions.
#[derive(Default, Clone)]
struct Path {
    ends: Vec<NodeId>,
    walked: Vec<Vec<Arc<Walked>>>,
}

/// A way that was taken: to which node, and over what.
type Taken = (NodeId, Option<Arc<Walked>>);

impl Path {
    /// The path over ways that were taken from its end backwards.
    fn over(taken: &[Taken]) -> Self {
        let mut path = Self::default();
        let mut walked = Vec::new();
        for (node, way) in taken.iter().rev() {
            if let Some(way) = way {
                walked.push(Arc::clone(way));
            } else {
                path.ends.push(*node);
                path.walked.push(std::mem::take(&mut walked));
            }
        }
        path
    }
}

/// How each place was reached, by the number of relationships.
type Layers = Vec<HashMap<Place, Ways>>;

impl<'p> StatefulShortestPath<'p> {
    pub(super) fn new(input: Input<'p>, select: &'p SelectPaths) -> Self {
        Self { input, select, current: None }
    }
}

impl Operator for StatefulShortestPath<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_>) -> Result<Option<Batch>> {
        let count = row_count(&self.select.count, "SHORTEST", runtime)?;
        if count == 0 {
            return Err(Error::syntax(Detail::NumberOutOfRange, Selector::OF_NONE).at(self.select.count.span));
        }
        loop {
            let Some((batch, mut row)) = super::resume(&mut self.current, &mut self.input, runtime)? else {
                return Ok(None);
            };
            let mut output = Batch::default();
            while row < batch.len() && output.len() < BATCH_ROWS {
                runtime.budget.look()?;
                if let Some(mut search) = Search::new(self.select, &batch, row, count)? {
                    let paths = search.paths(runtime)?;
                    if !paths.is_empty() {
                        output.append(search.rows(&paths));
                    }
                }
                row += 1;
            }
            if row < batch.len() {
                self.current = Some((batch, row));
            }
            if !output.is_empty() {
                return Ok(Some(output));
            }
        }
    }
}

impl<'s> Search<'s> {
    /// Nothing if a node that the row should know is null.
    fn new(select: &'s SelectPaths, batch: &'s Batch, row: usize, count: usize) -> Result<Option<Self>> {
        let Some(from) = node_at(batch, select.from, row)? else { return Ok(None) };
        let mut known = Vec::new();
        for segment in &select.segments {
            known.push(match batch.column(segment.node) {
                None => None,
                Some(_) => match node_at(batch, segment.node, row)? {
                    None => return Ok(None),
                    node => node,
                },
            });
        }
        let (repetitions, relationships) = (HashMap::new(), HashSet::new());
        Ok(Some(Self { select, batch, row: row as u32, from, count, known, repetitions, relationships }))
    }

    fn paths(&mut self, runtime: &mut Runtime<'_>) -> Result<Vec<Path>> {
        let mut found: HashMap<NodeId, Vec<Path>> = HashMap::new();
        let mut order = Vec::new();
        let first_only = self.count == 1;
        let complete = self.walk(first_only, &mut found, &mut order, runtime)?;
        if first_only && !complete {
            self.walk(false, &mut found, &mut order, runtime)?;
        }
        Ok(order.iter().filter_map(|end| found.remove(end)).flatten().collect())
    }

    /// Searches breadth first. Says whether each end that was reached has as many paths as were asked
    /// for; ends that have some already are left alone.
    fn walk(
        &mut self,
        first_only: bool,
        found: &mut HashMap<NodeId, Vec<Path>>,
        order: &mut Vec<NodeId>,
        runtime: &mut Runtime<'_>,
    ) -> Result<bool> {
        let mut holding = Holding::new(runtime.budget);
        let done: HashSet<NodeId> = found.keys().copied().collect();
        let longest = self.select.segments.iter().map(|s| s.once.relationships.len()).max().unwrap_or(1);
        let segments = self.select.segments.len();
        let start: Place = (0, 0, self.from);
        let mut layers: Layers = vec![HashMap::from([(start, Vec::new())])];
        // with how many relationships each place was first reached
        let mut first: HashMap<Place, usize> = HashMap::from([(start, 0)]);
        // how many paths, or lengths, each end has
        let mut counts: HashMap<NodeId, usize> = HashMap::new();
        let count = self.count;
        let each_has_enough =
            |counts: &HashMap<NodeId, usize>| counts.iter().all(|(end, has)| *has >= count || done.contains(end));
        let mut fresh = 0;
        let mut length = 0;
        while length < layers.len() {
            runtime.budget.look()?;
            let mut places: Vec<Place> = layers.get(length).into_iter().flat_map(HashMap::keys).copied().collect();
            places.sort_unstable();
            // a segment that may end ends without a step
            let mut at = 0;
            while let Some(place) = places.get(at).copied() {
                at += 1;
                let Some(next) = self.ending(place, runtime)? else { continue };
                if first_only && *first.entry(next).or_insert(length) < length {
                    continue;
                }
                if enter(&mut layers, length, next, (place, 0, None)) {
                    places.push(next);
                }
                holding.add(WAY_BYTES)?;
            }
            for place in &places {
                if *first.entry(*place).or_insert(length) == length {
                    fresh = length;
                }
            }
            for end in places.iter().filter(|place| place.0 == segments).map(|place| place.2) {
                let has = counts.entry(end).or_default();
                if *has >= count || done.contains(&end) {
                    continue;
                }
                let wanted = if self.select.groups { usize::MAX } else { count - *has };
                let paths = self.read(&layers, (segments, 0, end), length, wanted, &mut holding, runtime)?;
                if paths.is_empty() {
                    continue;
                }
                *has += if self.select.groups { 1 } else { paths.len() };
                found.entry(end).or_insert_with(|| {
                    order.push(end);
                    Vec::new()
                });
                if let Some(kept) = found.get_mut(&end) {
                    kept.extend(paths);
                }
            }
            let complete = each_has_enough(&counts);
            let all_ends_known = self.select.into && !counts.is_empty();
            // nothing new can be reached any more
            let closed = length >= fresh + longest;
            if complete && (all_ends_known || closed) {
                return Ok(true);
            }
            if closed && !self.select.repeatable && length >= self.relationships.len() {
                break;
            }
            self.find_repetitions(&places, &mut holding, runtime)?;
            for place in places {
                for (next, steps, walked) in self.steps(place) {
                    runtime.budget.tick()?;
                    if first_only && *first.entry(next).or_insert(length + steps) < length + steps {
                        continue;
                    }
                    enter(&mut layers, length + steps, next, (place, steps, Some(walked)));
                    holding.add(WAY_BYTES)?;
                }
            }
            length += 1;
        }
        Ok(each_has_enough(&counts))
    }

    /// The place after the segment, if it may end here.
    fn ending(&self, (at, count, node): Place, runtime: &Runtime<'_>) -> Result<Option<Place>> {
        let Some(segment) = self.select.segments.get(at) else { return Ok(None) };
        let known = self.known.get(at).copied().flatten();
        if count < segment.min || known.is_some_and(|known| known != node) {
            return Ok(None);
        }
        if !segment.conditions.is_empty() {
            let mut here = self.batch.take(&[self.row]);
            here.set(segment.node, Column::Nodes(vec![node.0]));
            for condition in &segment.conditions {
                if !is_true(&eval(condition, Row::new(&here, 0), runtime.context())?)? {
                    return Ok(None);
                }
            }
        }
        Ok(Some((at + 1, 0, node)))
    }

    /// The places that one more repetition leads to, of those that have been found.
    fn steps(&self, (at, count, node): Place) -> Vec<(Place, usize, Arc<Walked>)> {
        let Some(segment) = self.select.segments.get(at) else { return Vec::new() };
        let count = match segment.max {
            Some(max) if count >= max => return Vec::new(),
            Some(_) => count + 1,
            // more repetitions than are asked for are not told apart
            None => (count + 1).min(segment.min.max(1)),
        };
        let steps = segment.once.relationships.len();
        let found = self.repetitions.get(&(at, node)).map(|found| &**found).unwrap_or_default();
        found.iter().map(|(end, walked)| ((at, count, *end), steps, Arc::clone(walked))).collect()
    }

    /// Finds the repetitions from these places that are not known yet.
    fn find_repetitions(&mut self, places: &[Place], holding: &mut Holding, runtime: &mut Runtime<'_>) -> Result<()> {
        for (at, segment) in self.select.segments.iter().enumerate() {
            let mut nodes: Vec<NodeId> = Vec::new();
            for (_, count, node) in places.iter().filter(|place| place.0 == at) {
                let more = segment.max.is_none_or(|max| *count < max);
                if more && !self.repetitions.contains_key(&(at, *node)) {
                    nodes.push(*node);
                }
            }
            nodes.sort_unstable();
            nodes.dedup();
            for nodes in nodes.chunks(BATCH_ROWS) {
                let rows = vec![self.row; nodes.len()];
                let numbers = nodes.iter().map(|node| node.0).collect();
                let mut by_node: Vec<Vec<(NodeId, Arc<Walked>)>> = vec![Vec::new(); nodes.len()];
                for found in once::walk(&segment.once, self.batch, &rows, numbers, runtime)? {
                    holding.add(found.walked.size())?;
                    self.relationships.extend(&found.walked.relationships);
                    if let Some(list) = by_node.get_mut(found.from) {
                        list.push((found.end, Arc::new(found.walked)));
                    }
                }
                for (node, list) in nodes.iter().zip(by_node) {
                    self.repetitions.insert((at, *node), list.into());
                }
            }
        }
        Ok(())
    }

    /// Up to `wanted` paths of this length that end in a place, read backwards.
    fn read(
        &self,
        layers: &Layers,
        end: Place,
        length: usize,
        wanted: usize,
        holding: &mut Holding,
        runtime: &Runtime<'_>,
    ) -> Result<Vec<Path>> {
        let mut paths = Vec::new();
        let ways = |place: Place, length: usize| layers.get(length).and_then(|layer| layer.get(&place));
        // ways still to try, by depth; and the ways taken
        let mut open: Vec<(Place, usize, usize)> = vec![(end, length, 0)];
        let mut taken: Vec<Taken> = Vec::new();
        let mut used: HashSet<RelationshipId> = HashSet::new();
        while let Some((place, length, next)) = open.last_mut() {
            runtime.budget.tick()?;
            let (place, length) = (*place, *length);
            let at_start = length == 0 && place == (0, 0, self.from);
            if at_start && *next == 0 {
                let path = Path::over(&taken);
                if self.fits(&path, runtime)? {
                    holding.add(WAY_BYTES * (taken.len() + 1))?;
                    paths.push(path);
                    if paths.len() >= wanted {
                        return Ok(paths);
                    }
                }
            }
            let Some((before, steps, walked)) = ways(place, length).and_then(|ways| ways.get(*next)) else {
                open.pop();
                if let Some((_, Some(walked))) = taken.pop() {
                    walked.relationships.iter().for_each(|id| {
                        used.remove(id);
                    });
                }
                continue;
            };
            *next += 1;
            if let Some(walked) = walked {
                let again = walked.relationships.iter().any(|id| used.contains(id));
                if again && !self.select.repeatable {
                    continue;
                }
                used.extend(&walked.relationships);
            }
            taken.push((place.2, walked.clone()));
            open.push((*before, length - steps, 0));
        }
        Ok(paths)
    }

    /// Whether nodes that are named twice are the same, and all conditions hold.
    fn fits(&self, path: &Path, runtime: &Runtime<'_>) -> Result<bool> {
        let named = self.select.segments.iter().zip(&path.ends);
        let mut nodes: HashMap<Slot, NodeId> = HashMap::from([(self.select.from, self.from)]);
        for (segment, end) in named {
            if *nodes.entry(segment.node).or_insert(*end) != *end {
                return Ok(false);
            }
        }
        if self.select.predicates.is_empty() {
            return Ok(true);
        }
        let mut row = self.rows(std::slice::from_ref(path));
        if let Some((slot, expr)) = &self.select.path {
            let value = eval(expr, Row::new(&row, 0), runtime.context())?;
            row.set(*slot, Column::Values(vec![value]));
        }
        for predicate in &self.select.predicates {
            if !is_true(&eval(predicate, Row::new(&row, 0), runtime.context())?)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The row once for each path.
    fn rows(&self, paths: &[Path]) -> Batch {
        let mut output = self.batch.take(&vec![self.row; paths.len()]);
        for (at, segment) in self.select.segments.iter().enumerate() {
            let ends = paths.iter().filter_map(|path| path.ends.get(at)).map(|node| node.0).collect();
            output.set(segment.node, Column::Nodes(ends));
            let walked = || paths.iter().filter_map(|path| path.walked.get(at));
            let relationships = |walked: &Vec<Arc<Walked>>| {
                let all = walked.iter().flat_map(|once| &once.relationships).copied().map(Value::Relationship);
                if segment.list { Value::list(all) } else { all.into_iter().next().unwrap_or(Value::Null) }
            };
            output.set(segment.relationships, Column::of(walked().map(relationships).collect()));
            for (group, slot) in segment.groups.iter().enumerate() {
                let list = |walked: &Vec<Arc<Walked>>| {
                    Value::list(walked.iter().filter_map(|once| once.kept.get(group).cloned()))
                };
                output.set(*slot, Column::Values(walked().map(list).collect()));
            }
        }
        output
    }
}

/// Notes a way to a place; says whether the place was not reached with this length before.
fn enter(layers: &mut Layers, length: usize, place: Place, way: (Place, usize, Option<Arc<Walked>>)) -> bool {
    while layers.len() <= length {
        layers.push(HashMap::new());
    }
    let Some(layer) = layers.get_mut(length) else { return false };
    let ways = layer.entry(place).or_default();
    ways.push(way);
    ways.len() == 1
}
