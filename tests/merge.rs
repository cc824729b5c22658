//! Merging nodes and taking merges back, on random graphs with claims, names, parallel relationships
//! and indexes: in between, the graph is the quotient of the original; afterwards it is the original.
//!
//! `CASES=10000 cargo test --release --test merge` runs that many sequences.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail loudly"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use claimgraph::internals::store::{
    Alias, AliasId, Claim, ClaimId, EntityId, IndexDefinition, IndexKind, Merge, MergeId, Stance, Store, Subject, Tail,
    Target,
};
use claimgraph::{Date, NodeId, RelationshipId, Result, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

type Properties = BTreeMap<String, String>;

/// Everything that can be seen of a graph.
#[derive(Clone, Debug, Default, PartialEq)]
struct Picture {
    nodes: BTreeMap<u32, (BTreeSet<String>, Properties)>,
    /// Type, ends, properties.
    relationships: BTreeMap<u32, (String, u32, u32, Properties)>,
    /// Subject, claimer and document and carriers, the rest.
    claims: BTreeMap<u32, (Subject, Vec<NodeId>, String)>,
    /// Node and name.
    aliases: BTreeMap<u32, (u32, String)>,
}

const LABELS: [&str; 3] = ["A", "B", "C"];
const TYPES: [&str; 2] = ["T", "U"];
const KEYS: [&str; 3] = ["k", "l", "name"];
const NODE_INDEXES: [(&str, &str); 3] = [("A", "k"), ("B", "l"), ("C", "k")];

fn properties(store: &Store, entity: EntityId) -> Properties {
    store.properties(entity).map(|(key, value)| (key.to_string(), value.to_string())).collect()
}

/// Looks at the graph, and at every short cut to it.
fn picture(store: &Store) -> Picture {
    let mut seen = Picture::default();
    let relationships: Vec<RelationshipId> = store.relationships().iter().map(RelationshipId).collect();
    for id in &relationships {
        let (source, target) = store.endpoints(*id).expect("live");
        let kind = store.type_name(*id).expect("live").to_string();
        let properties = properties(store, EntityId::Relationship(*id));
        seen.relationships.insert(id.0, (kind, source.0, target.0, properties));
    }
    for id in store.nodes() {
        let node = NodeId(id);
        let labels: BTreeSet<String> = store.label_names(node).map(ToString::to_string).collect();
        seen.nodes.insert(id, (labels, properties(store, EntityId::Node(node))));
        let sorted = |mut ids: Vec<u32>| {
            ids.sort_unstable();
            ids
        };
        let at = |of: fn(&(String, u32, u32, Properties)) -> u32| {
            let all = seen.relationships.iter();
            all.filter(|(_, r)| of(r) == id).map(|(id, _)| *id).collect::<Vec<_>>()
        };
        assert_eq!(sorted(store.outgoing(node, None).map(|n| n.relationship.0).collect()), at(|r| r.1));
        assert_eq!(sorted(store.incoming(node, None).map(|n| n.relationship.0).collect()), at(|r| r.2));
        for neighbour in store.outgoing(node, None) {
            assert_eq!(seen.relationships[&neighbour.relationship.0].2, neighbour.node.0);
        }
        for (alias, it) in store.claims().aliases_of(node) {
            assert_eq!(it.node, node);
            seen.aliases.insert(alias.0, (id, it.name.to_string()));
        }
        for claim in store.claims().citing(node) {
            assert!(store.claims().get(claim).expect("live").cited().any(|cited| cited == node));
        }
    }
    for (id, claim) in store.claims().iter() {
        assert!(store.claims().ids_about(claim.subject).contains(&id));
        assert!(claim.cited().all(|cited| store.has_node(cited) && store.claims().citing(cited).any(|it| it == id)));
        let rest = format!("{:?} {:?} {}", claim.value, claim.stance, claim.paraphrase);
        seen.claims.insert(id.0, (claim.subject, claim.cited().collect(), rest));
    }
    assert_eq!((store.node_count(), store.relationship_count()), (seen.nodes.len(), seen.relationships.len()));
    for (number, name) in store.types().iter() {
        let count = seen.relationships.values().filter(|r| r.0 == **name).count();
        assert_eq!(store.type_count(number), count);
    }
    for (number, name) in store.labels().iter() {
        let with: Vec<u32> = store.nodes_with_label(number).into_iter().flatten().collect();
        let expected = seen.nodes.iter().filter(|(_, (labels, _))| labels.contains(&**name)).map(|(id, _)| *id);
        assert_eq!(with, expected.collect::<Vec<_>>());
    }
    for (number, name) in store.keys().iter() {
        let nodes = seen.nodes.values().filter(|(_, properties)| properties.contains_key(&**name)).count();
        let others = seen.relationships.values().filter(|r| r.3.contains_key(&**name)).count();
        assert_eq!(store.key_count(number), nodes + others);
    }
    for (label, key) in NODE_INDEXES {
        let all = seen.nodes.iter().filter(|(_, (labels, _))| labels.contains(label));
        check_index(store, &format!("{label}{key}"), all.map(|(id, (_, properties))| (*id, properties.get(key))));
    }
    let all = seen.relationships.iter().filter(|(_, r)| r.0 == "T");
    check_index(store, "Tw", all.map(|(id, r)| (*id, r.3.get("w"))));
    seen
}

fn check_index<'a>(store: &Store, name: &str, entities: impl Iterator<Item = (u32, Option<&'a String>)>) {
    let entries = store.schema().index(name).expect("made").entries();
    let expected: BTreeSet<(u32, &String)> = entities.filter_map(|(id, value)| Some((id, value?))).collect();
    assert_eq!(entries.len(), expected.len(), "{name}");
    for value in 0..4i64 {
        let mut found = store.nodes().clone();
        found.clear();
        let range = Tail::Range(Bound::Included(value.into()), Bound::Included(value.into()));
        entries.find(&[], &range, &mut found);
        let found: Vec<u32> = found.iter().collect();
        let wanted = expected.iter().filter(|(_, text)| **text == value.to_string()).map(|(id, _)| *id);
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{name} {value}");
    }
}

/// A node's labels and properties, and below them those of the nodes merged into it.
fn gather(whole: &Picture, merges: &[(u32, u32)], node: u32, into: &mut (BTreeSet<String>, Properties)) {
    let (labels, properties) = &whole.nodes[&node];
    into.0.extend(labels.iter().cloned());
    for (key, value) in properties {
        into.1.entry(key.clone()).or_insert_with(|| value.clone());
    }
    for (_, absorbed) in merges.iter().filter(|(survivor, _)| *survivor == node) {
        gather(whole, merges, *absorbed, into);
    }
}

/// The picture with these merges (survivor, absorbed), in their order, worked out from nothing else.
fn quotient(whole: &Picture, merges: &[(u32, u32)]) -> Picture {
    let parent: BTreeMap<u32, u32> = merges.iter().map(|(survivor, absorbed)| (*absorbed, *survivor)).collect();
    let find = |node: u32| {
        let mut node = node;
        while let Some(next) = parent.get(&node) {
            node = *next;
        }
        node
    };
    let mut seen = Picture::default();
    for root in whole.nodes.keys().filter(|node| !parent.contains_key(node)) {
        let mut all = (BTreeSet::new(), Properties::new());
        gather(whole, merges, *root, &mut all);
        seen.nodes.insert(*root, all);
    }
    let mut same: BTreeMap<(String, u32, u32, Properties), Vec<u32>> = BTreeMap::new();
    for (id, (kind, source, target, properties)) in &whole.relationships {
        same.entry((kind.clone(), find(*source), find(*target), properties.clone())).or_default().push(*id);
    }
    let mut shown_as: BTreeMap<u32, u32> = BTreeMap::new();
    for (what, ids) in same {
        let made: BTreeSet<(u32, u32)> =
            ids.iter().map(|id| (whole.relationships[id].1, whole.relationships[id].2)).collect();
        for id in &ids {
            shown_as.insert(*id, if made.len() > 1 { ids[0] } else { *id });
            seen.relationships.insert(shown_as[id], what.clone());
        }
    }
    for (id, (subject, cited, rest)) in &whole.claims {
        let subject = match subject {
            Subject::Relationship(id) => Subject::Relationship(RelationshipId(shown_as[&id.0])),
            Subject::Property(node, key) => Subject::Property(NodeId(find(node.0)), *key),
            Subject::Alias(id) => Subject::Alias(*id),
        };
        seen.claims.insert(*id, (subject, cited.iter().map(|node| NodeId(find(node.0))).collect(), rest.clone()));
    }
    for (id, (node, name)) in &whole.aliases {
        seen.aliases.insert(*id, (find(*node), name.clone()));
    }
    seen
}

#[derive(Clone, Debug)]
struct Sample {
    /// Labels as bits, and values of the keys; -1 stands for none.
    nodes: Vec<(u8, [i64; 3])>,
    relationships: Vec<(usize, usize, usize, i64)>,
    /// What it is about, who says it, in which document, through whom.
    claims: Vec<(u8, usize, usize, usize, Option<usize>)>,
    aliases: Vec<usize>,
    settled: bool,
}

fn sample() -> impl Strategy<Value = Sample> {
    (2usize..8).prop_flat_map(|count| {
        let node = (0u8..8, [-1i64..3, -1i64..3, -1i64..3]);
        let relationship = (0..count, 0..count, 0usize..2, -1i64..2);
        let claim = (0u8..3, 0usize..20, 0..count, 0..count, prop::option::of(0..count));
        (
            prop::collection::vec(node, count),
            prop::collection::vec(relationship, 0..14),
            prop::collection::vec(claim, 0..10),
            prop::collection::vec(0..count, 0..4),
            any::<bool>(),
        )
            .prop_map(|(nodes, relationships, claims, aliases, settled)| Sample {
                nodes,
                relationships,
                claims,
                aliases,
                settled,
            })
    })
}

#[expect(clippy::unnecessary_wraps, reason = "it stands for a limit")]
fn no_limit() -> Result<()> {
    Ok(())
}

fn id(at: usize) -> NodeId {
    NodeId(u32::try_from(at).expect("small"))
}

impl Sample {
    fn store(&self) -> Store {
        let mut store = Store::new();
        for (labels, values) in &self.nodes {
            let labels = LABELS.iter().enumerate().filter(|(bit, _)| labels >> bit & 1 == 1).map(|(_, label)| *label);
            let node = store.create_node(labels).expect("made");
            for (key, value) in KEYS.iter().zip(values).filter(|(_, value)| **value >= 0) {
                store.set_property(EntityId::Node(node), key, (*value).into()).expect("set");
            }
        }
        for (source, target, kind, w) in &self.relationships {
            let made = store.create_relationship(id(*source), TYPES[*kind], id(*target)).expect("made");
            if *w >= 0 {
                store.set_property(EntityId::Relationship(made), "w", (*w).into()).expect("set");
            }
        }
        for node in &self.aliases {
            let name = format!("name of {node}").into();
            let alias = Alias { node: id(*node), name, kind: "acronym".into(), language: None, script: None };
            store.add_alias(alias).expect("added");
        }
        for claim in &self.claims {
            claim_of(&mut store, claim);
        }
        for (label, key) in NODE_INDEXES {
            index(&mut store, Target::Label(label.into()), label, key);
        }
        index(&mut store, Target::Type("T".into()), "T", "w");
        if self.settled {
            store.settle();
        }
        store.commit();
        store
    }
}

/// Claims something of what there is.
fn claim_of(store: &mut Store, (what, which, claimer, document, via): &(u8, usize, usize, usize, Option<usize>)) {
    let here = |at: usize| store.representative(id(at));
    let (claimer, document, via) = (here(*claimer), here(*document), via.map(here));
    let relationship = store.relationships().iter().cycle().nth(*which).map(RelationshipId);
    let (subject, value) = match (what, relationship) {
        (0, Some(id)) => (Subject::Relationship(id), None),
        (1, _) => {
            let node = store.nodes().iter().cycle().nth(*which).map(NodeId).expect("there are nodes");
            (Subject::Property(node, store.intern_key("k")), Some(Value::from(1)))
        }
        _ => (Subject::Alias(AliasId(0)), None),
    };
    let claim = Claim {
        subject,
        value,
        stance: Stance::Asserts,
        claimer,
        via: via.into_iter().collect(),
        said: None,
        valid: None,
        recorded: None,
        modality: None,
        grade: None,
        document: Some(document),
        paragraph: 1,
        paraphrase: format!("claim {which}").into(),
    };
    store.add_claim(claim).expect("added");
}

fn index(store: &mut Store, on: Target, what: &str, key: &str) {
    let name = format!("{what}{key}").into();
    let definition = IndexDefinition { name, on, keys: vec![key.into()], kind: IndexKind::Range };
    store.create_index(definition, &no_limit).expect("made");
}

/// A step: what to do, and with which two of what there is.
type Step = (u8, usize, usize);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0u8..10, 0usize..100, 0usize..100), 1..24)
}

/// The merges that were made, as the test itself keeps them: number, survivor, absorbed.
type Made = Vec<(MergeId, u32, u32)>;

fn merge(store: &mut Store, made: &mut Made, survivor: usize, absorbed: usize) {
    let count = store.nodes().len() as usize;
    let gone = made.len();
    // any node may be named as the survivor, also one that is part of another; the absorbed is there
    let survivor = id(survivor % (count + gone));
    let absorbed = store.nodes().iter().nth(absorbed % count).map(NodeId).expect("there are nodes");
    let root = store.representative(survivor);
    let date = Date::parse("2026-01-01").expect("a date");
    let (by, why) = ("somebody".into(), "to see".into());
    let merged = store.merge(Merge { survivor, absorbed, by, why, when: date }, &no_limit);
    assert_eq!(merged.is_err(), root == absorbed);
    if let Ok(id) = merged {
        made.push((id, root.0, absorbed.0));
    }
}

fn unmerge(store: &mut Store, made: &mut Made, which: usize) {
    if !made.is_empty() {
        let (id, ..) = made.remove(which % made.len());
        store.unmerge(id, &no_limit).unwrap_or_else(|error| panic!("{error}"));
        assert!(store.unmerge(id, &no_limit).is_err());
    }
}

fn pairs(made: &Made) -> Vec<(u32, u32)> {
    made.iter().map(|(_, survivor, absorbed)| (*survivor, *absorbed)).collect()
}

fn check<S: Strategy>(strategy: &S, test: impl Fn(S::Value) -> std::result::Result<(), TestCaseError>) {
    let cases = std::env::var("CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(300);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(strategy, test).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn merges_make_the_quotient_and_taking_them_back_the_original() {
    check(&(sample(), steps()), |(sample, steps)| {
        let mut store = sample.store();
        let whole = picture(&store);
        let mut made = Made::new();
        for (what, a, b) in &steps {
            match what {
                0..6 => merge(&mut store, &mut made, *a, *b),
                6..9 => unmerge(&mut store, &mut made, *a),
                _ => store.settle(),
            }
            store.commit();
            prop_assert_eq!(picture(&store), quotient(&whole, &pairs(&made)), "{:?}", made);
            let known: Vec<_> = store.merges().map(|(id, it)| (id, it.survivor.0, it.absorbed.0)).collect();
            prop_assert_eq!(known, made.clone());
        }
        // in an order of the steps' own
        for (_, a, b) in steps.iter().cycle().take(made.len()) {
            unmerge(&mut store, &mut made, a + b);
            prop_assert_eq!(picture(&store), quotient(&whole, &pairs(&made)), "{:?}", made);
        }
        prop_assert_eq!(picture(&store), whole);
        Ok(())
    });
}

/// Changes what is there, and the original in the same way where the change is at.
fn edit(store: &mut Store, whole: &mut Picture, (what, a, b): Step) {
    let node = |at: usize| NodeId(store.nodes().iter().cycle().nth(at).expect("there are nodes"));
    let (node, other) = (node(a), node(b));
    let own = whole.nodes.get_mut(&node.0).expect("there");
    match what {
        0 => {
            store.set_property(EntityId::Node(node), "k", 3.into()).expect("set");
            own.1.insert("k".to_owned(), "3".to_owned());
        }
        1 => {
            store.set_property(EntityId::Node(node), "l", Value::Null).expect("set");
            own.1.remove("l");
        }
        2 => {
            store.add_label(node, "C").expect("added");
            own.0.insert("C".to_owned());
        }
        3 => {
            store.remove_label(node, "A").expect("removed");
            own.0.remove("A");
        }
        4 => {
            let made = store.create_relationship(node, "T", other).expect("made");
            whole.relationships.insert(made.0, ("T".to_owned(), node.0, other.0, Properties::new()));
        }
        5 => {
            if let Some(id) = store.relationships().iter().cycle().nth(a) {
                store.set_property(EntityId::Relationship(RelationshipId(id)), "w", 2.into()).expect("set");
                whole.relationships.get_mut(&id).expect("there").3.insert("w".to_owned(), "2".to_owned());
            }
        }
        _ => {
            claim_of(store, &(1, a, a % 2, b % 2, None));
            let (id, claim) = store.claims().iter().last().expect("just made");
            let rest = format!("{:?} {:?} {}", claim.value, claim.stance, claim.paraphrase);
            whole.claims.insert(id.0, (claim.subject, claim.cited().collect(), rest));
        }
    }
}

#[test]
fn what_is_changed_in_between_stays_where_it_was_changed() {
    let edits = prop::collection::vec((0u8..7, 0usize..100, 0usize..100), 24);
    check(&(sample(), steps(), edits), |(sample, steps, edits)| {
        let mut store = sample.store();
        let mut whole = picture(&store);
        let mut made = Made::new();
        for ((what, a, b), change) in steps.iter().zip(&edits) {
            match what {
                0..4 => merge(&mut store, &mut made, *a, *b),
                4..6 => unmerge(&mut store, &mut made, *a),
                _ => edit(&mut store, &mut whole, *change),
            }
            store.commit();
            picture(&store);
        }
        for (_, a, b) in steps.iter().cycle().take(made.len()) {
            unmerge(&mut store, &mut made, a + b);
        }
        prop_assert_eq!(picture(&store), whole);
        Ok(())
    });
}

#[test]
fn a_merge_that_is_rolled_back_leaves_no_trace() {
    let edits = prop::collection::vec((0u8..7, 0usize..100, 0usize..100), 24);
    check(&(sample(), steps(), steps(), edits), |(sample, before, steps, edits)| {
        let mut store = sample.store();
        let mut made = Made::new();
        for (what, a, b) in &before {
            if *what < 7 { merge(&mut store, &mut made, *a, *b) } else { unmerge(&mut store, &mut made, *a) }
        }
        store.commit();
        let (earlier, known) = (picture(&store), made.clone());
        let mut ignored = Picture::default();
        for node in 0..8 {
            ignored.nodes.insert(node, (BTreeSet::new(), Properties::new()));
        }
        for relationship in 0..40 {
            ignored.relationships.insert(relationship, (String::new(), 0, 0, Properties::new()));
        }
        let mark = store.mark();
        for ((what, a, b), change) in steps.iter().zip(&edits) {
            match what {
                0..4 => merge(&mut store, &mut made, *a, *b),
                4..6 => unmerge(&mut store, &mut made, *a),
                6 => {
                    if let Some(id) = store.relationships().iter().cycle().nth(*a) {
                        store.delete_relationship(RelationshipId(id)).expect("deleted");
                    }
                }
                _ => edit(&mut store, &mut ignored, *change),
            }
        }
        store.rollback(mark);
        prop_assert_eq!(picture(&store), earlier.clone());
        // a node that stands for others goes with them, unless claims cite it, and comes back
        let node = NodeId(store.nodes().iter().cycle().nth(steps[0].1).expect("there are nodes"));
        let relationships: BTreeSet<RelationshipId> =
            store.outgoing(node, None).chain(store.incoming(node, None)).map(|n| n.relationship).collect();
        for relationship in relationships {
            store.delete_relationship(relationship).expect("deleted");
        }
        if store.delete_node(node).is_ok() {
            prop_assert!(store.merges().all(|(_, merge)| store.representative(merge.survivor) != node));
        }
        store.rollback(mark);
        prop_assert_eq!(picture(&store), earlier);
        // and all that was merged before can still be taken back
        made = known;
        for (_, a, b) in steps.iter().cycle().take(made.len()) {
            unmerge(&mut store, &mut made, a + b);
        }
        prop_assert_eq!(picture(&store), picture(&sample.store()));
        Ok(())
    });
}

#[test]
fn an_error_changes_nothing() {
    let sample = Sample {
        nodes: vec![(1, [0, 0, -1]), (1, [1, 1, -1]), (2, [1, 2, 2])],
        relationships: vec![(0, 2, 0, 1), (1, 2, 0, 1), (0, 1, 0, 0)],
        claims: vec![(0, 0, 0, 1, Some(2)), (1, 1, 1, 1, None)],
        aliases: vec![1],
        settled: true,
    };
    let mut store = sample.store();
    let before = picture(&store);
    let steps = std::cell::Cell::new(0);
    let date = Date::parse("2026-01-01").expect("a date");
    let merge = Merge { survivor: NodeId(0), absorbed: NodeId(1), by: "a".into(), why: "b".into(), when: date };
    // stopped at every step that it takes
    let mut stopped = 0;
    let id = loop {
        steps.set(0);
        let stop_after = stopped;
        let tick = || {
            steps.set(steps.get() + 1);
            if steps.get() > stop_after { Err(claimgraph::Error::internal("stopped")) } else { Ok(()) }
        };
        match store.merge(merge.clone(), &tick) {
            Ok(id) => break id,
            Err(_) => assert_eq!(picture(&store), before),
        }
        stopped += 1;
    };
    assert!(stopped > 5, "{stopped}");
    let merged = picture(&store);
    assert_eq!(merged.relationships.len(), 2, "two say the same");
    assert_eq!(store.claims().get(ClaimId(0)).expect("there").cited().count(), 3);
    for stop_after in 0..3 {
        steps.set(0);
        let tick = || {
            steps.set(steps.get() + 1);
            if steps.get() > stop_after { Err(claimgraph::Error::internal("stopped")) } else { Ok(()) }
        };
        assert!(store.unmerge(id, &tick).is_err());
        assert_eq!(picture(&store), merged);
    }
    store.unmerge(id, &no_limit).expect("undone");
    assert_eq!(picture(&store), before);
}
