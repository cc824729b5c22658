//! What a node shows that has absorbed others: its own labels and properties, and theirs where it
//! has none itself.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Change, EntityId, NodeId, Store, Tick};
use crate::error::Result;
use crate::value::{Value, equivalent};

/// A label or a property, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::graph) enum Trait {
    Label(u32),
    Property(u32),
}

/// Which labels and properties of a node that has absorbed others are not its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Those of the nodes that it has absorbed.
    borrowed: BTreeSet<Trait>,
    /// Those that were taken from it since: absorbed nodes do not give them back.
    withheld: BTreeSet<Trait>,
}

/// What a node showed before a change.
#[derive(Clone, Debug)]
pub struct Before {
    labels: Vec<u32>,
    properties: Vec<(u32, Value)>,
    shown: Shown,
}

impl Store {
    /// Makes a node show what is its own and, if asked, what it has absorbed.
    pub(super) fn show(&mut self, node: NodeId, with_absorbed: bool, tick: Tick<'_>) -> Result<()> {
        let mut shown = self.merges.shown.get(&node).cloned().unwrap_or_default();
        if !self.merges.into.contains_key(&node) {
            shown.withheld.clear();
        }
        let given = if with_absorbed { self.inherited(node, &shown.withheld, tick)? } else { BTreeMap::new() };
        let borrowed = std::mem::take(&mut shown.borrowed);
        let before = self.labels_of(node).to_vec();
        let mut labels = before.clone();
        labels.retain(|label| !borrowed.contains(&Trait::Label(*label)));
        let mut properties: BTreeMap<u32, Value> = BTreeMap::new();
        for it in &borrowed {
            if let Trait::Property(key) = it {
                properties.insert(*key, Value::Null);
            }
        }
        for (it, value) in given {
            match it {
                Trait::Label(label) => {
                    let Err(place) = labels.binary_search(&label) else { continue };
                    labels.insert(place, label);
                }
                Trait::Property(key) => {
                    if !borrowed.contains(&it) && self.node_properties.get(node.0, key).is_some() {
                        continue;
                    }
                    properties.insert(key, value);
                }
            }
            shown.borrowed.insert(it);
        }
        let differs = |(key, value): &(u32, Value)| {
            !equivalent(&self.node_properties.get(node.0, *key).unwrap_or_default(), value)
        };
        let properties: Vec<(u32, Value)> = properties.into_iter().filter(differs).collect();
        self.set_label_set(node, labels);
        let put = |(key, value)| (key, self.put_property(EntityId::Node(node), key, value));
        let properties = properties.into_iter().map(put).collect();
        let shown = self.put_shown(node, shown);
        self.log.push(Change::Show { node, before: Box::new(Before { labels: before, properties, shown }) });
        Ok(())
    }

    /// Undoes [`show`](Self::show).
    pub(in crate::graph) fn show_again(&mut self, node: NodeId, before: Before) {
        self.set_label_set(node, before.labels);
        for (key, value) in before.properties {
            self.put_property(EntityId::Node(node), key, value);
        }
        self.put_shown(node, before.shown);
    }

    pub(in crate::graph) fn put_shown(&mut self, node: NodeId, shown: Shown) -> Shown {
        let before = if shown == Shown::default() {
            self.merges.shown.remove(&node)
        } else {
            self.merges.shown.insert(node, shown)
        };
        before.unwrap_or_default()
    }

    /// What the nodes give that this one has absorbed, directly or with others: of several values,
    /// that of the node absorbed first, whose own comes before what it has absorbed itself.
    fn inherited(&self, node: NodeId, withheld: &BTreeSet<Trait>, tick: Tick<'_>) -> Result<BTreeMap<Trait, Value>> {
        let mut given = BTreeMap::new();
        let withheld = Rc::new(withheld.clone());
        let below = |node, withheld: &Rc<BTreeSet<Trait>>| {
            let absorbed = self.directly_absorbed_by(node).into_iter();
            absorbed.map(|node| (node, Rc::clone(withheld))).collect::<Vec<_>>()
        };
        let mut open = below(node, &withheld);
        while let Some((node, withheld)) = open.pop() {
            tick()?;
            let Some(absorbed) = self.merges.absorbed.get(&node) else { continue };
            let labels = absorbed.labels.iter().map(|label| (Trait::Label(*label), Value::Null));
            let properties = absorbed.properties.iter().map(|(key, value)| (Trait::Property(*key), value.clone()));
            for (it, value) in labels.chain(properties).filter(|(it, _)| !withheld.contains(it)) {
                given.entry(it).or_insert(value);
            }
            open.extend(match self.merges.shown.get(&node).filter(|shown| !shown.withheld.is_empty()) {
                None => below(node, &withheld),
                Some(shown) => below(node, &Rc::new(withheld.union(&shown.withheld).copied().collect())),
            });
        }
        Ok(given)
    }

    /// Notes that a node's label or property is now its own, or was taken from it.
    pub(in crate::graph) fn note_own(&mut self, node: NodeId, it: Trait, is_there: bool) {
        if !self.merges.into.contains_key(&node) {
            return;
        }
        let before = self.merges.shown.get(&node).cloned().unwrap_or_default();
        let mut shown = before.clone();
        shown.borrowed.remove(&it);
        if is_there {
            shown.withheld.remove(&it);
        } else {
            shown.withheld.insert(it);
        }
        if shown != before {
            self.put_shown(node, shown);
            self.log.push(Change::NoteOwn { node, before: Box::new(before) });
        }
    }
}
