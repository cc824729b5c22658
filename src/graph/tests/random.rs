//! Random writes, deletes, undoing and merges against what a slow look at everything says.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::Edge;
use super::*;
use crate::temporal::Date;
use crate::value::equals;

const NODES: u32 = 12;
const TYPES: u32 = 70;
const LABELS: [&str; 3] = ["A", "B", "C"];
const KEYS: [&str; 2] = ["k", "name"];

#[derive(Clone, Debug)]
enum Step {
    Node(Vec<bool>),
    Relate(usize, u32, usize),
    DeleteRelationship(usize),
    DeleteNode(usize),
    Label(usize, usize, bool),
    Set(usize, usize, Value),
    SetOnRelationship(usize, Value),
    Merge(usize, usize),
    Unmerge(usize),
    Commit,
    /// Does these and takes them back.
    Undo(Vec<Step>),
    Settle,
    /// Asks for facts and look-ups, so that there are some to be kept right.
    Ask,
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        (0i64..3).prop_map(Value::from),
        prop::sample::select(vec!["x", "y"]).prop_map(Value::from),
        Just(Value::Null)
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let at = 0usize..64;
    // some types are common, and some share a bit of 64
    let of_type = prop_oneof![5 => 0u32..3, 1 => Just(TYPES - 1), 1 => Just(TYPES - 65), 1 => 0..TYPES];
    let simple = prop_oneof![
        2 => prop::collection::vec(any::<bool>(), 3).prop_map(Step::Node),
        12 => (at.clone(), of_type, at.clone()).prop_map(|(from, t, to)| Step::Relate(from, t, to)),
        5 => at.clone().prop_map(Step::DeleteRelationship),
        2 => at.clone().prop_map(Step::DeleteNode),
        3 => (at.clone(), 0..3usize, any::<bool>()).prop_map(|(node, label, on)| Step::Label(node, label, on)),
        4 => (at.clone(), 0..2usize, value()).prop_map(|(node, key, value)| Step::Set(node, key, value)),
        1 => (at.clone(), value()).prop_map(|(id, value)| Step::SetOnRelationship(id, value)),
        2 => (at.clone(), at.clone()).prop_map(|(a, b)| Step::Merge(a, b)),
        1 => at.prop_map(Step::Unmerge),
        2 => Just(Step::Commit),
        1 => Just(Step::Settle),
        1 => Just(Step::Ask),
    ];
    simple.prop_recursive(2, 12, 6, |inner| prop::collection::vec(inner, 1..6).prop_map(Step::Undo))
}

fn pick(all: &RoaringBitmap, place: usize) -> Option<u32> {
    let count = all.len() as usize;
    if count == 0 { None } else { all.iter().nth(place % count) }
}

fn node(graph: &Store, place: usize) -> Option<NodeId> {
    pick(graph.nodes(), place).map(NodeId)
}

fn relationship(graph: &Store, place: usize) -> Option<RelationshipId> {
    pick(graph.relationships(), place).map(RelationshipId)
}

/// What a step asks for; a step that cannot be done changes nothing.
fn run(graph: &mut Store, step: &Step) -> Option<()> {
    let never = || Ok(());
    match step {
        Step::Node(labels) => {
            let labels = LABELS.iter().zip(labels).filter(|(_, on)| **on).map(|(label, _)| *label);
            graph.create_node(labels).unwrap();
        }
        Step::Relate(from, number, to) => {
            let (from, to) = (node(graph, *from)?, node(graph, *to)?);
            graph.create_relationship(from, &format!("t{number}"), to).unwrap();
        }
        Step::DeleteRelationship(place) => {
            let id = relationship(graph, *place)?;
            graph.delete_relationship(id).unwrap();
        }
        Step::DeleteNode(place) => {
            let id = node(graph, *place)?;
            let has_any = graph.outgoing(id, None).chain(graph.incoming(id, None)).next().is_some();
            assert_eq!(graph.delete_node(id).is_err(), has_any);
        }
        Step::Label(place, label, on) => {
            let id = node(graph, *place)?;
            let label = LABELS[*label];
            if *on { graph.add_label(id, label) } else { graph.remove_label(id, label) }.unwrap();
        }
        Step::Set(place, key, value) => {
            let id = node(graph, *place)?;
            graph.set_property(EntityId::Node(id), KEYS[*key], value.clone()).unwrap();
        }
        Step::SetOnRelationship(place, value) => {
            let id = relationship(graph, *place)?;
            graph.set_property(EntityId::Relationship(id), KEYS[0], value.clone()).unwrap();
        }
        Step::Merge(a, b) => {
            let (survivor, absorbed) = (node(graph, *a)?, node(graph, *b)?);
            let when = Date::new(2024, 1, 1).unwrap();
            let _ = graph.merge(Merge { survivor, absorbed, by: "x".into(), why: "y".into(), when }, &never);
        }
        Step::Unmerge(place) => {
            let merges: Vec<MergeId> = graph.merges().map(|(id, _)| id).collect();
            let id = merges.get(place % merges.len().max(1))?;
            graph.unmerge(*id, &never).unwrap();
        }
        Step::Commit => {
            graph.commit();
            graph.settle_if_due();
        }
        Step::Undo(steps) => {
            let (mark, before, at) = (graph.mark(), picture(graph), graph.version());
            for step in steps.iter().filter(|step| !matches!(step, Step::Commit)) {
                run(graph, step);
            }
            graph.rollback(mark);
            let known = |text: &str| text.lines().filter(|line| !line.ends_with("{}")).map(str::to_owned).collect();
            let (after, before): (Vec<String>, Vec<String>) = (known(&picture(graph)), known(&before));
            assert_eq!(after[..after.len() - 1], before[..before.len() - 1]);
            assert!(graph.version() >= at);
        }
        Step::Settle => graph.settle(),
        Step::Ask => ask(graph),
    }
    Some(())
}

/// All that can be asked, against a look at everything.
fn ask(graph: &Store) {
    let edges: Vec<Edge> =
        graph.relationships().iter().map(|id| graph.topology.edge(RelationshipId(id)).unwrap()).collect();
    for number in (0..TYPES).filter(|number| *number < 4 || graph.type_count(*number) > 0) {
        let of_type: Vec<&Edge> = edges.iter().filter(|edge| edge.relationship_type == number).collect();
        assert_eq!(graph.type_count(number), of_type.len());
        assert_eq!(graph.loops(number), of_type.iter().filter(|edge| edge.source == edge.target).count());
        for incoming in [false, true] {
            let ends: BTreeSet<NodeId> = of_type.iter().map(|edge| edge.seen(incoming).0).collect();
            assert_eq!(graph.endpoint_count(number, incoming), ends.len());
            let degree = |node: &u32| graph.degree_of(NodeId(*node), number, incoming) as u64;
            let nodes: Vec<u32> = (0..graph.next_node()).collect();
            let mut degrees = vec![0; nodes.len()];
            graph.segment(number, incoming).iter().for_each(|all| all.add_degrees(&nodes, &mut degrees));
            graph.correct_degrees(number, incoming, &nodes, &mut degrees);
            let right: Vec<u64> = nodes.iter().map(degree).collect();
            assert_eq!(degrees, right);
            // those that follow each other are read in another way
            for (first, count) in nodes.into_iter().flat_map(|first| [(first, 1), (first, 3), (first, 70)]) {
                let run = right.iter().skip(first as usize).take(count).copied().collect::<Vec<_>>();
                if let Some(offsets) = graph.segment(number, incoming).and_then(|all| all.offsets(first, run.len())) {
                    let mut degrees: Vec<u64> = offsets.windows(2).map(|it| u64::from(it[1] - it[0])).collect();
                    for (node, degree) in graph.other_degrees(number, incoming, first, run.len()) {
                        degrees[(node - first) as usize] = degree as u64;
                    }
                    assert_eq!(degrees, run);
                }
            }
            for (label, _) in graph.labels().iter() {
                let all = ends.iter().all(|node| graph.has_label(*node, label));
                assert_eq!(graph.ends_have_label(number, incoming, label), all);
            }
        }
    }
    for (key, _) in graph.keys().iter() {
        for (label, _) in graph.labels().iter() {
            let mut nodes = graph.nodes_with_label(label).unwrap().iter();
            let all = nodes.all(|node| graph.property(EntityId::Node(NodeId(node)), key).is_some());
            assert_eq!(graph.every_node_has(label, key), all);
        }
        for wanted in [Value::from(1), 1.0.into(), "x".into(), "z".into(), true.into()] {
            let Some(found) = graph.nodes_with_value(key, &wanted) else { continue };
            let value = |node: &u32| graph.property(EntityId::Node(NodeId(*node)), key);
            let fits = |node: &u32| value(node).is_some_and(|value| equals(&value, &wanted) == Some(true));
            let expected: Vec<u32> = graph.nodes().iter().filter(fits).collect();
            assert_eq!(found.iter().filter(fits).collect::<Vec<_>>(), expected);
            assert!(found.iter().all(|node| graph.has_node(NodeId(node))));
        }
    }
}

/// The adjacency says what petgraph does.
fn check(graph: &Store) {
    let mut expected: BTreeMap<(bool, NodeId), Vec<Neighbour>> = BTreeMap::new();
    for id in graph.relationships() {
        let edge = graph.topology.edge(RelationshipId(id)).unwrap();
        for incoming in [false, true] {
            let (from, node) = edge.seen(incoming);
            let Edge { relationship_type, relationship, .. } = edge;
            expected.entry((incoming, from)).or_default().push(Neighbour { relationship_type, relationship, node });
        }
    }
    for node in (0..graph.next_node()).map(NodeId) {
        for incoming in [false, true] {
            let mut all = expected.remove(&(incoming, node)).unwrap_or_default();
            all.sort_by_key(|it| (it.relationship_type, it.node, it.relationship));
            let seen = |of| {
                if incoming { graph.incoming(node, of).collect() } else { graph.outgoing(node, of).collect::<Vec<_>>() }
            };
            assert_eq!(seen(None), all);
            // every type that is there, and some that are not
            for number in (0..TYPES).filter(|number| *number < 4 || graph.type_count(*number) > 0) {
                let of_type: Vec<Neighbour> = all.iter().filter(|it| it.relationship_type == number).copied().collect();
                assert_eq!(seen(Some(number)), of_type);
                assert_eq!(graph.degree_of(node, number, incoming), of_type.len());
                for other in graph.nodes().iter().map(NodeId).filter(|_| !incoming) {
                    let to_it = of_type.iter().filter(|it| it.node == other).map(|it| it.relationship);
                    let mut between: Vec<RelationshipId> = graph.between(node, other, number).collect();
                    between.sort();
                    assert!(between.into_iter().eq(to_it));
                }
                if graph.is_settled_at(node, number, incoming)
                    && let Some(segment) = graph.segment(number, incoming)
                {
                    let (nodes, relationships) = segment.neighbours(node.0);
                    assert!(nodes.iter().eq(of_type.iter().map(|it| &it.node.0)));
                    assert!(relationships.iter().eq(of_type.iter().map(|it| &it.relationship.0)));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4_000, ..ProptestConfig::default() })]
    #[test]
    fn the_store_says_what_a_slow_look_says(steps in prop::collection::vec(step(), 0..60)) {
        let mut graph = Store::new();
        for number in 0..TYPES {
            graph.intern_type(&format!("t{number}"));
        }
        for place in 0..NODES as usize {
            graph.create_node([LABELS[place % 3]]).unwrap();
        }
        for step in steps {
            run(&mut graph, &step);
            check(&graph);
        }
        ask(&graph);
        graph.settle();
        graph.topology.compact();
        check(&graph);
        ask(&graph);
        prop_assert!((0..TYPES).all(|number| graph.is_settled(number, false) && graph.is_settled(number, true)));
    }
}
