//! What a graph speaks of, and who speaks in it.

use std::collections::{BTreeMap, BTreeSet};

use super::Graph;
use crate::attribution;
use crate::claims::Stance;
use crate::value::NodeId;

/// The names that a graph uses, the most frequent first.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Labels, with how many nodes carry each.
    pub labels: Vec<SchemaEntry>,
    /// Relationship types, with how many relationships have each.
    pub types: Vec<SchemaEntry>,
    /// Property keys, with how many nodes and relationships have each.
    pub keys: Vec<SchemaEntry>,
}

/// A name of a schema.
#[derive(Clone, Debug)]
pub struct SchemaEntry {
    /// The name.
    pub name: String,
    /// How often it is used.
    pub count: usize,
    /// What it means, if the graph data say so.
    pub meaning: Option<String>,
}

/// Somebody who makes claims.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name.
    pub name: String,
    /// The labels.
    pub labels: Vec<String>,
    /// How many claims.
    pub claims: usize,
    /// How many of them deny.
    pub denials: usize,
    /// In how many documents.
    pub documents: usize,
}

/// How large a graph is. Bytes are estimates of what is in memory, properties and labels included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many nodes there are.
    pub nodes: usize,
    /// What they take.
    pub node_bytes: usize,
    /// How many relationships there are.
    pub relationships: usize,
    /// What they take, found from both of their ends.
    pub relationship_bytes: usize,
    /// How many indexes were declared.
    pub indexes: usize,
    /// What they take, with the look-ups by value that queries have asked for.
    pub index_bytes: usize,
}

impl Graph {
    /// How large it is, and what memory it takes, as an estimate; that of claims is not counted.
    pub fn size(&self) -> Size {
        self.read(|store| {
            let memory = store.memory();
            Size {
                nodes: store.node_count(),
                node_bytes: memory.nodes(),
                relationships: store.relationship_count(),
                relationship_bytes: memory.relationships(),
                indexes: store.schema().indexes().len(),
                index_bytes: memory.indexes,
            }
        })
    }

    /// Its labels, relationship types and property keys.
    pub fn schema(&self) -> Schema {
        let words = &self.0.vocabulary;
        let entry = |name: &str, count, meaning: Option<&str>| SchemaEntry {
            name: name.to_owned(),
            count,
            meaning: meaning.map(ToOwned::to_owned),
        };
        self.read(|store| {
            let labels = store.labels().iter().map(|(id, name)| entry(name, store.label_count(id), words.label(name)));
            let types =
                store.types().iter().map(|(id, name)| entry(name, store.type_count(id), words.relationship_type(name)));
            let keys = store.keys().iter().map(|(id, name)| entry(name, store.key_count(id), words.property(name)));
            let present = |entries: &mut dyn Iterator<Item = SchemaEntry>| {
                let mut entries: Vec<_> = entries.filter(|entry| entry.count > 0).collect();
                entries.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
                entries
            };
            let (mut labels, mut types, mut keys) = (labels, types, keys);
            Schema { labels: present(&mut labels), types: present(&mut types), keys: present(&mut keys) }
        })
    }

    /// Who makes claims, the most frequent first.
    pub fn sources(&self) -> Vec<Source> {
        self.read(|store| {
            let mut sources: BTreeMap<NodeId, Source> = BTreeMap::new();
            let mut documents: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::new();
            for (_, claim) in store.claims().iter() {
                let source = sources.entry(claim.claimer).or_insert_with(|| Source {
                    name: attribution::node_name(store, claim.claimer).to_string(),
                    labels: store.label_names(claim.claimer).map(ToString::to_string).collect(),
                    claims: 0,
                    denials: 0,
                    documents: 0,
                });
                source.claims += 1;
                source.denials += usize::from(claim.stance == Stance::Denies);
                documents.entry(claim.claimer).or_default().extend(claim.document);
            }
            for (node, source) in &mut sources {
                source.documents = documents.get(node).map_or(0, BTreeSet::len);
            }
            let mut sources: Vec<Source> = sources.into_values().collect();
            sources.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.name.cmp(&b.name)));
            sources
        })
    }

    /// The names and aliases of all nodes, for completion.
    pub fn entity_names(&self) -> Vec<String> {
        self.read(|store| {
            let mut names = Vec::new();
            for node in store.nodes().iter().map(NodeId) {
                names.extend(store.node_property(node, "name").and_then(|name| name.as_str().map(ToOwned::to_owned)));
                names.extend(store.node_property(node, "key").and_then(|key| key.as_str().map(ToOwned::to_owned)));
                names.extend(store.claims().aliases_of(node).map(|(_, alias)| alias.name.to_string()));
            }
            names.sort();
            names.dedup();
            names
        })
    }
}
