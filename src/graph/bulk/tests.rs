use proptest::prelude::*;

use super::*;
use crate::error::Detail;
use crate::graph::{ConstraintDefinition, IndexDefinition, IndexKind, Neighbour, Rule, Tail, Target};
use crate::value::Value;

/// Everything that can be read of a graph.
fn picture(graph: &Store) -> String {
    let mut seen = Vec::new();
    for node in graph.nodes().iter().map(NodeId) {
        let properties: Vec<_> = graph.properties(EntityId::Node(node)).collect();
        let neighbours: [Vec<Neighbour>; 2] =
            [graph.outgoing(node, None).collect(), graph.incoming(node, None).collect()];
        seen.push(format!("{node:?} {:?} {properties:?} {neighbours:?}", graph.labels_of(node)));
    }
    for id in graph.relationships().iter().map(RelationshipId) {
        let properties: Vec<_> = graph.properties(EntityId::Relationship(id)).collect();
        seen.push(format!("{id:?} {:?} {:?} {properties:?}", graph.endpoints(id), graph.type_name(id)));
    }
    for (label, _) in graph.labels().iter() {
        seen.push(format!("{:?}", graph.nodes_with_label(label)));
    }
    for (number, _) in graph.types().iter() {
        let ends = [false, true].map(|incoming| graph.endpoint_count(number, incoming));
        seen.push(format!("{} {} {ends:?}", graph.type_count(number), graph.loops(number)));
    }
    seen.join("\n")
}

proptest! {
    #[test]
    fn the_same_as_one_by_one(
        before in 0u32..5,
        kinds in prop::collection::vec((prop::collection::vec(0usize..3, 0..3), 0u32..20), 1..4),
        edges in prop::collection::vec((0u32..3, prop::collection::vec((0u32..100, 0u32..100), 0..30)), 0..5),
        texts in prop::collection::vec(prop::option::of("[a-c]{0,3}"), 0..30),
        numbers in prop::collection::vec(prop::option::of(0i64..9), 0..30),
    ) {
        let names = ["A", "B", "C"];
        let mut one = Store::new();
        for graph_node in 0..before {
            one.create_node([names[graph_node as usize % 3]]).unwrap();
        }
        for id in 1..before {
            one.create_relationship(NodeId(0), "t1", NodeId(id)).unwrap();
        }
        one.commit();
        let mut bulk = one.clone();
        for (labels, count) in &kinds {
            let labels: Vec<&str> = labels.iter().map(|label| names[*label]).collect();
            for label in &labels {
                one.intern_label(label);
            }
            for _ in 0..*count {
                one.create_node(labels.iter().copied()).unwrap();
            }
            let labels: Vec<u32> = labels.iter().map(|label| bulk.intern_label(label)).collect();
            let first = bulk.next_node();
            prop_assert_eq!(bulk.bulk_nodes(&labels, *count).unwrap(), NodeId(first));
        }
        let count = one.next_node();
        for (number, ends) in edges.iter().filter(|_| count > 0) {
            let ends: Vec<(NodeId, NodeId)> = ends.iter().map(|(a, b)| (NodeId(a % count), NodeId(b % count))).collect();
            let name = format!("t{number}");
            let number = bulk.intern_type(&name);
            one.intern_type(&name);
            for (source, target) in &ends {
                one.create_relationship(*source, &name, *target).unwrap();
            }
            let (sources, targets): (Vec<NodeId>, Vec<NodeId>) = ends.into_iter().unzip();
            bulk.bulk_relationships(number, &sources, &targets).unwrap();
        }
        let (text_key, number_key) = (bulk.intern_key("text"), bulk.intern_key("number"));
        one.intern_key("text");
        one.intern_key("number");
        let of = |count: u32, all: usize| all.min(count as usize);
        let texts = &texts[..of(count, texts.len())];
        for (id, text) in texts.iter().enumerate() {
            one.set_property(EntityId::Node(NodeId(id as u32)), "text", text.as_deref().into()).unwrap();
        }
        let values: BulkTexts = texts.iter().map(Option::as_deref).collect();
        bulk.bulk_node_values(NodeId(0), text_key, BulkValues::Strings(values)).unwrap();
        let numbers = &numbers[..of(one.next_relationship(), numbers.len())];
        for (id, number) in numbers.iter().enumerate() {
            one.set_property(EntityId::Relationship(RelationshipId(id as u32)), "number", (*number).into()).unwrap();
        }
        bulk.bulk_relationship_values(RelationshipId(0), number_key, BulkValues::Integers(numbers.to_vec())).unwrap();
        bulk.bulk_finish().unwrap();
        prop_assert_eq!(picture(&bulk), picture(&one));
        one.settle();
        prop_assert_eq!(picture(&bulk), picture(&one));
    }
}

#[test]
fn indexes_and_constraints_follow() {
    let mut graph = Store::new();
    let on = Target::Label("A".into());
    let name = |name: &str| -> std::sync::Arc<str> { name.into() };
    let index = IndexDefinition { name: name("i"), on: on.clone(), keys: vec![name("k")], kind: IndexKind::Range };
    graph.create_index(index, &|| Ok(())).unwrap();
    let unique = ConstraintDefinition { name: name("u"), on, keys: vec![name("u")], rule: Rule::Unique };
    graph.create_constraint(unique, &|| Ok(())).unwrap();
    graph.commit();
    let (label, k, u) = (graph.intern_label("A"), graph.intern_key("k"), graph.intern_key("u"));
    let before = graph.version();
    let first = graph.bulk_nodes(&[label], 3).unwrap();
    graph.bulk_node_values(first, k, BulkValues::Integers(vec![Some(1), None, Some(1)])).unwrap();
    graph.bulk_finish().unwrap();
    assert_ne!(graph.version(), before);
    let mut found = RoaringBitmap::new();
    graph.schema().index("i").unwrap().entries().find(&[Value::from(1)], &Tail::Any, &mut found);
    assert_eq!(found.iter().collect::<Vec<_>>(), [0, 2]);
    let same = Value::from("same");
    graph.bulk_node_values(first, u, BulkValues::Values(vec![same.clone(), Value::Null, same])).unwrap();
    assert_eq!(graph.bulk_finish().unwrap_err().detail(), Detail::NotUnique);
}

#[test]
fn what_cannot_be_is_an_error() {
    let mut graph = Store::new();
    let key = graph.intern_key("k");
    let number = graph.intern_type("t");
    let first = graph.bulk_nodes(&[], 2).unwrap();
    assert!(graph.bulk_relationships(number, &[first], &[NodeId(2)]).is_err());
    assert!(graph.bulk_relationships(number, &[first], &[]).is_err());
    assert!(graph.bulk_node_values(first, key, BulkValues::Integers(vec![None; 3])).is_err());
    assert!(graph.bulk_node_values(NodeId(u32::MAX), key, BulkValues::Integers(vec![None; 3])).is_err());
    assert!(graph.bulk_relationship_values(RelationshipId(0), key, BulkValues::Booleans(vec![None])).is_err());
    let map = Value::map([("a", Value::from(1))]);
    let error = graph.bulk_node_values(first, key, BulkValues::Values(vec![map])).unwrap_err();
    assert_eq!(error.detail(), Detail::InvalidPropertyType);
    assert!(graph.bulk_nodes(&[], u32::MAX).is_err());
}
