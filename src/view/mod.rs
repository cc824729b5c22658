//! Views: the graph as one source sees it, as of a day, or as far as it is corroborated.
//!
//! A view is a graph: [`GraphView`] reads the store through it, and everything that a query reads, it
//! reads from there. What a view shows is worked out once and kept until claims change.

mod bits;
mod build;
mod cache;
mod choose;
mod gathered;
mod layer;
mod select;
mod short;
mod spec;

use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::attribution::SelectedClaims;
use crate::claims::{Alias, AliasId};
use crate::error::Result;
use crate::graph::{ColumnView, EntityId, Names, Neighbour, Segment, Store, ValueColumn};
use crate::value::{NodeId, RelationshipId, Value};

use bits::Shown;
pub use cache::{Named, Views};
use gathered::Gathered;
pub use gathered::SegmentRef;
use layer::Layer;
pub use layer::is_name as is_layer_name;
pub use spec::ViewSpec;

/// The property in which a node's other names are listed; a view lists those that it shows.
const ALIASES: &str = "aliases";

/// The properties that show with the node in every view: what a thing is called is no claim.
pub const NAMES: [&str; 3] = ["key", "name", "title"];

/// What a view shows of a graph.
#[derive(Clone, Debug)]
pub struct View {
    spec: ViewSpec,
    /// As a query would write it.
    name: String,
    /// The claims that it selects; all without it.
    selected: Option<RoaringBitmap>,
    relationships: Shown,
    nodes: Shown,
    /// Whether it shows what is stored, save for a few values: the default view, for which they are stored.
    as_stored: bool,
    /// Whether facts without claims are shown.
    bare: bool,
    /// The values of claimed properties, null where none is shown; in the default view only those that are
    /// not what is stored.
    values: HashMap<(NodeId, u32), Value>,
    /// The keys of claimed properties, so that others need no look-up.
    claimed_keys: RoaringBitmap,
    /// The names that it shows.
    aliases: RoaringBitmap,
    /// How many claims it does not show.
    hidden: usize,
    /// The claims as nodes, if that is what it shows. It then shows all of that graph.
    layer: Option<Arc<Layer>>,
    /// How many of those nothing dates, which no view of what was said by some day shows.
    undated: usize,
    gathered: Gathered,
}

impl View {
    /// What it is made of.
    pub fn spec(&self) -> &ViewSpec {
        &self.spec
    }

    /// As a query would write it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many claims it does not show.
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// Whether it shows claims as nodes, which are there only inside of it.
    pub fn is_layer(&self) -> bool {
        self.layer.is_some()
    }

    /// Whether the entity is one of the claim layer's own.
    pub fn is_own(&self, entity: EntityId) -> bool {
        self.layer.as_ref().is_some_and(|layer| layer.is_own(entity))
    }

    /// How many of the claims it does not show are in no view of what was said by some day, because nothing
    /// dates them; 0 if it is none of these views.
    pub fn undated(&self) -> usize {
        self.undated
    }

    /// Whether it shows just what is stored.
    pub fn is_whole(&self) -> bool {
        self.as_stored && self.values.is_empty() && self.relationships.is_all() && self.nodes.is_all()
    }
}

/// All nodes, or those with a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Asked {
    All,
    With(u32),
}

/// A graph seen through a view, or as it is stored.
#[derive(Clone, Copy)]
pub struct GraphView<'a> {
    /// The graph as it is stored.
    base: &'a Store,
    /// What is read: that graph, or the view's claim layer.
    read: &'a Store,
    view: Option<&'a View>,
    /// Whether nothing changes while it is looked at, so that what is shown is worth gathering.
    is_steady: bool,
}

impl<'a> GraphView<'a> {
    /// The graph through a view.
    pub fn new(store: &'a Store, view: Option<&'a View>) -> Self {
        let layer = view.and_then(|view| view.layer.as_deref());
        Self { base: store, read: layer.map_or(store, |layer| &layer.store), view, is_steady: false }
    }

    /// The same, for a statement that changes nothing.
    #[must_use]
    pub fn steady(self) -> Self {
        Self { is_steady: true, ..self }
    }

    /// The graph as it is stored: for names, indexes, and what no view can hide.
    pub fn store(self) -> &'a Store {
        self.base
    }

    /// Whether the entity is one of the claim layer, of which nobody claims anything.
    pub fn is_of_layer(self, entity: EntityId) -> bool {
        self.view.is_some_and(|view| view.is_own(entity))
    }

    /// The view.
    pub fn view(self) -> Option<&'a View> {
        self.view
    }

    /// The claims that the view selects.
    pub fn claims(self) -> SelectedClaims<'a> {
        SelectedClaims { store: self.base, selected: self.view.and_then(|view| view.selected.as_ref()) }
    }

    /// The table of labels.
    pub fn labels(self) -> &'a Names {
        self.read.labels()
    }

    /// The table of relationship types.
    pub fn types(self) -> &'a Names {
        self.read.types()
    }

    /// The table of property keys.
    pub fn keys(self) -> &'a Names {
        self.read.keys()
    }

    /// An error if the entity has been deleted, or is one of a claim layer that is not in force here. What is
    /// only hidden is no error: it has no properties, no labels and no neighbours here.
    pub fn check(self, entity: EntityId) -> Result<()> {
        if self.is_of_layer(entity) { Ok(()) } else { self.base.check(entity) }
    }

    /// Whether the node is there and shown.
    #[inline]
    pub fn has_node(self, id: NodeId) -> bool {
        self.shows_node(id) && self.read.has_node(id)
    }

    /// Whether the relationship is there and shown.
    #[inline]
    pub fn has_relationship(self, id: RelationshipId) -> bool {
        self.shows_relationship(id) && self.read.has_relationship(id)
    }

    #[inline]
    fn shows_node(self, id: NodeId) -> bool {
        self.view.is_none_or(|view| view.nodes.has(id.0))
    }

    #[inline]
    fn shows_relationship(self, id: RelationshipId) -> bool {
        self.view.is_none_or(|view| view.relationships.has(id.0))
    }

    /// The nodes of a label, or all, by number from this one on.
    pub fn nodes_from(self, label: Option<&str>, from: u32) -> impl Iterator<Item = NodeId> + 'a {
        self.asked(label).into_iter().flat_map(move |label| self.nodes_of(label, from))
    }

    fn nodes_of(self, asked: Asked, from: u32) -> impl Iterator<Item = NodeId> + 'a {
        let found = self.stored(asked).into_iter().flat_map(move |all| all.range(from..));
        found.map(NodeId).filter(move |id| self.shows_node(*id))
    }

    /// Appends so many nodes of a label, or of all, by number from this one on.
    pub fn scan(self, label: Option<&str>, from: u32, wanted: usize, nodes: &mut Vec<u32>) {
        let Some(asked) = self.asked(label) else { return };
        match self.view {
            None => extend_from(self.stored(asked), from, wanted, nodes),
            Some(view) if self.is_steady => extend_from(Some(&*self.gathered_nodes(view, asked)), from, wanted, nodes),
            Some(_) => nodes.extend(self.nodes_of(asked, from).take(wanted).map(|node| node.0)),
        }
    }

    /// How many nodes of a label there are, or in all.
    pub fn count_nodes(self, label: Option<&str>) -> usize {
        let Some(asked) = self.asked(label) else { return 0 };
        match self.view {
            None => self.stored(asked).map_or(0, |nodes| nodes.len() as usize),
            Some(view) if self.is_steady => self.gathered_nodes(view, asked).len() as usize,
            Some(_) => self.nodes_of(asked, 0).count(),
        }
    }

    /// Which nodes are asked for; `None` if there is no such label.
    fn asked(self, label: Option<&str>) -> Option<Asked> {
        label.map_or(Some(Asked::All), |name| self.labels().find(name).map(Asked::With))
    }

    /// The nodes that are asked for, shown or not.
    fn stored(self, asked: Asked) -> Option<&'a RoaringBitmap> {
        match asked {
            Asked::All => Some(self.read.nodes()),
            Asked::With(label) => self.read.nodes_with_label(label),
        }
    }

    fn gathered_nodes(self, view: &View, asked: Asked) -> Arc<RoaringBitmap> {
        let shown = || self.nodes_of(asked, 0).map(|node| node.0).collect();
        view.gathered.nodes(asked, self.base.version(), shown)
    }

    /// The numbers of all nodes are below this.
    pub fn node_numbers(self) -> usize {
        self.read.next_node() as usize
    }

    /// The number of a relationship's type.
    pub fn type_of(self, id: RelationshipId) -> Option<u32> {
        self.read.type_of(id)
    }

    /// All nodes, by number.
    pub fn nodes(self) -> impl Iterator<Item = NodeId> + 'a {
        self.nodes_from(None, 0)
    }

    /// All relationships, by number.
    pub fn relationships(self) -> impl Iterator<Item = RelationshipId> + 'a {
        self.read.relationships().iter().map(RelationshipId).filter(move |id| self.shows_relationship(*id))
    }

    /// The neighbours along outgoing relationships, of one type or of all.
    pub fn outgoing(self, node: NodeId, relationship_type: Option<u32>) -> impl Iterator<Item = Neighbour> + 'a {
        self.read.outgoing(node, relationship_type).filter(move |n| self.shows_relationship(n.relationship))
    }

    /// The neighbours along incoming relationships, of one type or of all.
    pub fn incoming(self, node: NodeId, relationship_type: Option<u32>) -> impl Iterator<Item = Neighbour> + 'a {
        self.read.incoming(node, relationship_type).filter(move |n| self.shows_relationship(n.relationship))
    }

    /// Whether relationships of a type can be read from [`segment`](Self::segment), that way: save for those of nodes
    /// that are not [`is_settled_at`](Self::is_settled_at).
    pub fn has_segments(self) -> bool {
        self.is_steady || self.view.is_none()
    }

    /// Whether all relationships of the type are in its segment.
    pub fn is_settled(self, relationship_type: u32, incoming: bool) -> bool {
        self.gathers() || self.read.is_settled(relationship_type, incoming)
    }

    /// Whether all those of a node are.
    #[inline]
    pub fn is_settled_at(self, node: NodeId, relationship_type: u32, incoming: bool) -> bool {
        self.gathers() || self.read.is_settled_at(node, relationship_type, incoming)
    }

    /// Makes what the type's [`segment`](Self::segment) says of these nodes' degrees what they are.
    pub fn correct_degrees(self, relationship_type: u32, incoming: bool, nodes: &[u32], degrees: &mut [u64]) {
        if !self.gathers() {
            self.read.correct_degrees(relationship_type, incoming, nodes, degrees);
        }
    }

    /// Of so many nodes from this one on those whose degree is not what the type's [`segment`](Self::segment) says, and
    /// their degrees.
    pub fn other_degrees(
        self,
        relationship_type: u32,
        incoming: bool,
        first: u32,
        count: usize,
    ) -> impl Iterator<Item = (u32, usize)> + 'a {
        let stored = (!self.gathers()).then_some(self.read).into_iter();
        stored.flat_map(move |read| read.other_degrees(relationship_type, incoming, first, count))
    }

    /// Whether what is shown is not what is stored.
    fn gathers(self) -> bool {
        self.view.is_some_and(|view| !view.gathered.shows_all(|| view.relationships.is_all()))
    }

    /// The relationships of a type, one way; none without it.
    pub fn segment(self, relationship_type: u32, incoming: bool) -> Option<SegmentRef<'a>> {
        let Some(view) = self.view.filter(|_| self.gathers()) else {
            return self.read.segment(relationship_type, incoming).map(SegmentRef::Stored);
        };
        let version = self.read.type_version(relationship_type);
        let of = Some(relationship_type);
        let shown = || {
            Segment::of_nodes(self.read.nodes().iter().map(|node| {
                let (outgoing, reached) = (self.outgoing(NodeId(node), of), self.incoming(NodeId(node), of));
                let neighbours = outgoing.take_while(move |_| !incoming).chain(reached.take_while(move |_| incoming));
                (node, neighbours)
            }))
        };
        Some(SegmentRef::Gathered(view.gathered.segment((relationship_type, incoming), version, shown)))
    }

    /// Whether a relationship of the type may lead from a node to itself.
    pub fn may_loop(self, relationship_type: u32) -> bool {
        self.read.loops(relationship_type) > 0
    }

    /// Whether all relationships of the type that are stored start (end, where incoming) at nodes with the label.
    pub fn ends_have_label(self, relationship_type: u32, incoming: bool, label: u32) -> bool {
        self.read.ends_have_label(relationship_type, incoming, label)
    }

    /// How many relationships touch the node (a loop counts once).
    pub fn degree(self, node: NodeId) -> usize {
        let incoming = self.incoming(node, None).filter(|n| n.node != node);
        self.outgoing(node, None).count() + incoming.count()
    }

    /// The start and end of a relationship, shown or not.
    pub fn endpoints(self, id: RelationshipId) -> Option<(NodeId, NodeId)> {
        self.read.endpoints(id).or_else(|| self.base.endpoints(id))
    }

    /// The name of a relationship's type, shown or not.
    pub fn type_name(self, id: RelationshipId) -> Option<&'a Arc<str>> {
        self.read.type_name(id).or_else(|| self.base.type_name(id))
    }

    /// The label numbers of a node, ascending; none where it is hidden.
    pub fn labels_of(self, node: NodeId) -> &'a [u32] {
        if self.shows_node(node) { self.read.labels_of(node) } else { &[] }
    }

    /// Whether the node carries the label.
    pub fn has_label(self, node: NodeId, label: u32) -> bool {
        self.shows_node(node) && self.read.has_label(node, label)
    }

    /// The names of a node's labels, in the order the graph first saw them.
    pub fn label_names(self, node: NodeId) -> impl Iterator<Item = &'a Arc<str>> {
        self.labels_of(node).iter().filter_map(move |label| self.labels().name(*label))
    }

    /// A property's value; `None` where there is none.
    pub fn property(self, entity: EntityId, key: u32) -> Option<Value> {
        let Some(view) = self.view else { return self.read.property(entity, key) };
        match entity {
            EntityId::Relationship(id) if !view.relationships.has(id.0) => None,
            EntityId::Node(id) if !view.nodes.has(id.0) => None,
            EntityId::Node(id) => {
                if view.claimed_keys.contains(key)
                    && let Some(value) = view.values.get(&(id, key))
                {
                    return Some(value.clone()).filter(|value| !value.is_null());
                }
                self.read.property(entity, key).filter(|_| view.bare || self.is_name(key))
            }
            EntityId::Relationship(_) => self.read.property(entity, key),
        }
    }

    /// Whether the view shows the property of no node.
    pub fn hides_property(self, key: u32) -> bool {
        self.view.is_some_and(|view| !view.bare && !view.claimed_keys.contains(key) && !self.is_name(key))
    }

    /// Reads the values of a property of nodes, or of relationships, many at a time: those of what the view
    /// [`shows`](Self::shows). `None` where they are to be asked for one by one.
    pub fn read_column<T>(self, of_nodes: bool, key: u32, read: impl FnOnce(ColumnView<'_>) -> T) -> Option<T> {
        if !of_nodes {
            return self.read.relationship_column(key).map(read);
        }
        let Some(view) = self.view.filter(|view| view.claimed_keys.contains(key)) else {
            return self.read.node_column(key).filter(|_| !self.hides_property(key)).map(read);
        };
        if !self.is_steady {
            return None;
        }
        let value = |node: NodeId| Some((node.0, self.property(EntityId::Node(node), key)?));
        let values = || ValueColumn::of(self.nodes().filter_map(value));
        Some(read(view.gathered.column(key, self.read.key_version(key), values).view()))
    }

    /// Whether the view shows the entity, if it is there.
    #[inline]
    pub fn shows(self, entity: EntityId) -> bool {
        match entity {
            EntityId::Node(id) => self.shows_node(id),
            EntityId::Relationship(id) => self.shows_relationship(id),
        }
    }

    /// Whether the number is that of a node, or of a relationship, that the graph as it is stored has or had.
    pub fn is_numbered(self, node: bool, number: u32) -> bool {
        number < if node { self.base.next_node() } else { self.base.next_relationship() }
    }

    /// The number of the set of labels that a node carries.
    pub fn label_set_of(self, node: NodeId) -> Option<u32> {
        self.read.label_set_of(node)
    }

    /// The sets of labels that nodes carry, by number.
    pub fn label_sets(self) -> impl Iterator<Item = &'a [u32]> {
        self.read.label_sets()
    }

    /// Whether the property is one that shows in every view.
    fn is_name(self, key: u32) -> bool {
        self.keys().name(key).is_some_and(|name| NAMES.contains(&&**name))
    }

    /// All properties, in the order in which the graph first saw their keys.
    pub fn properties(self, entity: EntityId) -> impl Iterator<Item = (&'a Arc<str>, Value)> {
        self.keys().iter().filter_map(move |(key, name)| Some((name, self.property(entity, key)?)))
    }

    /// Whether an index finds all nodes that have a value for this property here: not where the view shows
    /// other values than those that are stored, or other nodes.
    pub fn is_indexed_as_stored(self, key: &str) -> bool {
        let Some(view) = self.view else { return true };
        if view.layer.is_some() {
            return false;
        }
        self.keys().find(key).is_none_or(|key| !view.claimed_keys.contains(key))
    }

    /// The other names that the view shows of a node, in the order they came.
    pub fn aliases_of(self, node: NodeId) -> impl Iterator<Item = (AliasId, &'a Alias)> {
        let shown = move |id: AliasId| self.view.is_none_or(|view| view.aliases.contains(id.0));
        self.base.claims().aliases_of(node).filter(move |(id, alias)| !alias.is_own_name() && shown(*id))
    }

    /// How many nodes carry the label.
    pub fn label_count(self, label: u32) -> usize {
        match (self.view, self.read.nodes_with_label(label)) {
            (None, _) => self.read.label_count(label),
            (_, nodes) => nodes.into_iter().flatten().filter(|node| self.shows_node(NodeId(*node))).count(),
        }
    }

    /// How many relationships have the type.
    pub fn type_count(self, relationship_type: u32) -> usize {
        match self.view {
            None => self.read.type_count(relationship_type),
            Some(_) => self.relationships().filter(|id| self.read.type_of(*id) == Some(relationship_type)).count(),
        }
    }

    /// How many nodes and relationships have the property.
    pub fn key_count(self, key: u32) -> usize {
        if self.view.is_none() {
            return self.read.key_count(key);
        }
        let entities = self.nodes().map(EntityId::Node).chain(self.relationships().map(EntityId::Relationship));
        entities.filter(|entity| self.property(*entity, key).is_some()).count()
    }
}

/// Appends so many of a set's numbers, from this one on.
fn extend_from(all: Option<&RoaringBitmap>, from: u32, mut wanted: usize, numbers: &mut Vec<u32>) {
    let Some(all) = all else { return };
    let mut left = all.range(from..);
    while wanted > 0
        && let Some(range) = left.next_range()
    {
        let before = numbers.len();
        numbers.extend(range.take(wanted));
        wanted -= numbers.len() - before;
    }
}
