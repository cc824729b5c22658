mod random;

use super::*;
use crate::claims::{Claim, Subject};

/// Everything that can be seen of a graph, to compare two states.
fn picture(graph: &Store) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for id in graph.nodes() {
        let node = NodeId(id);
        let properties: Vec<_> = graph.properties(EntityId::Node(node)).collect();
        let mut outgoing: Vec<_> = graph.outgoing(node, None).collect();
        let mut incoming: Vec<_> = graph.incoming(node, None).collect();
        outgoing.sort();
        incoming.sort();
        let labels: Vec<_> = graph.label_names(node).collect();
        writeln!(out, "{id} {labels:?} {properties:?} {outgoing:?} {incoming:?}").unwrap();
    }
    for (label, name) in graph.labels().iter() {
        writeln!(out, "{name} {:?}", graph.nodes_with_label(label)).unwrap();
    }
    for id in graph.relationships() {
        let id = RelationshipId(id);
        let properties: Vec<_> = graph.properties(EntityId::Relationship(id)).collect();
        writeln!(out, "{id:?} {:?} {:?} {properties:?}", graph.endpoints(id), graph.type_name(id)).unwrap();
    }
    for (id, claim) in graph.claims().iter() {
        writeln!(out, "{id:?} {claim:?}").unwrap();
    }
    writeln!(out, "{:?}", graph.type_counts).unwrap();
    out
}

fn sample() -> (Store, [NodeId; 3]) {
    let mut graph = Store::new();
    let a = graph.create_node(["Group", "Armed"]).unwrap();
    let b = graph.create_node(["Country"]).unwrap();
    let c = graph.create_node([]).unwrap();
    graph.set_property(EntityId::Node(a), "name", "A".into()).unwrap();
    graph.create_relationship(a, "targeted", b).unwrap();
    graph.create_relationship(a, "opposes", b).unwrap();
    graph.create_relationship(a, "opposes", a).unwrap();
    graph.settle();
    graph.commit();
    (graph, [a, b, c])
}

#[test]
#[expect(clippy::many_single_char_names, reason = "nodes of a graph")]
fn rollback_leaves_no_trace() {
    let (mut graph, [a, b, c]) = sample();
    let before = picture(&graph);
    let mark = graph.mark();
    let d = graph.create_node(["Group", "New"]).unwrap();
    let r = graph.create_relationship(d, "targeted", a).unwrap();
    graph.set_property(EntityId::Relationship(r), "count", 10.into()).unwrap();
    graph.set_property(EntityId::Node(a), "name", Value::Null).unwrap();
    graph.add_label(b, "Armed").unwrap();
    graph.remove_label(a, "Group").unwrap();
    graph.delete_node(c).unwrap();
    let all: Vec<_> = graph.outgoing(a, None).map(|n| n.relationship).collect();
    for id in all {
        graph.delete_relationship(id).unwrap();
    }
    graph.delete_relationship(r).unwrap();
    graph.delete_node(a).unwrap();
    assert!(graph.check(EntityId::Node(a)).is_err());
    graph.rollback(mark);
    // names once seen stay known, empty
    let without_new = |text: String| text.lines().filter(|l| !l.starts_with("New")).collect::<Vec<_>>().join("\n");
    assert_eq!(without_new(picture(&graph)), without_new(before));
}

#[test]
fn numbers_are_never_reused() {
    let (mut graph, [_, _, c]) = sample();
    graph.delete_node(c).unwrap();
    let d = graph.create_node([]).unwrap();
    assert!(d > c);
    assert_eq!(graph.check(EntityId::Node(c)).unwrap_err().detail(), Detail::DeletedEntityAccess);
}

#[test]
fn adjacency_is_right_before_and_after_settling() {
    let (mut graph, [a, b, c]) = sample();
    let opposes = graph.types().find("opposes").unwrap();
    graph.create_relationship(a, "opposes", c).unwrap();
    let first = graph.outgoing(a, Some(opposes)).next().unwrap();
    graph.delete_relationship(first.relationship).unwrap();
    let see = |graph: &Store| {
        let mut nodes: Vec<_> = graph.outgoing(a, Some(opposes)).map(|n| n.node).collect();
        nodes.sort();
        nodes
    };
    assert_eq!((first.node, see(&graph)), (a, vec![b, c]));
    graph.settle();
    assert_eq!(see(&graph), [b, c]);
    assert_eq!(graph.incoming(b, None).count(), 2);
}

#[test]
fn a_source_of_claims_cannot_vanish() {
    let (mut graph, [a, b, c]) = sample();
    let r = graph.outgoing(a, None).next().unwrap().relationship;
    let claim = Claim {
        subject: Subject::Relationship(r),
        value: None,
        stance: crate::claims::Stance::Asserts,
        claimer: c,
        via: vec![],
        said: None,
        valid: None,
        recorded: None,
        modality: None,
        grade: None,
        document: Some(c),
        paragraph: 1,
        paraphrase: "…".into(),
    };
    graph.add_claim(claim).unwrap();
    graph.commit();
    let before = picture(&graph);
    assert_eq!(graph.delete_node(c).unwrap_err().detail(), Detail::CitedByClaims);
    graph.rollback(Mark(0));
    graph.delete_relationship(r).unwrap();
    assert!(graph.claims().is_empty());
    graph.delete_node(c).unwrap();
    graph.rollback(Mark(0));
    assert_eq!(picture(&graph), before);
    assert!(graph.has_node(b));
}

fn unique(name: &str) -> ConstraintDefinition {
    let on = Target::Label("Group".into());
    ConstraintDefinition { name: name.into(), on, keys: vec!["name".into()], rule: Rule::Unique }
}

/// The nodes that an index gives for a value.
fn indexed(graph: &Store, index: &str, value: &Value) -> Vec<u32> {
    let mut found = RoaringBitmap::new();
    graph.schema().index(index).unwrap().entries().find(std::slice::from_ref(value), &Tail::Any, &mut found);
    found.iter().collect()
}

#[test]
fn rollback_brings_indexes_and_constraints_back() {
    let (mut graph, [a, b, _]) = sample();
    graph.create_constraint(unique("u"), &|| Ok(())).unwrap();
    graph.commit();
    let mark = graph.mark();
    graph.set_property(EntityId::Node(a), "name", "other".into()).unwrap();
    graph.drop_constraint("u").unwrap();
    graph.set_property(EntityId::Node(b), "name", "A".into()).unwrap();
    graph.add_label(b, "Group").unwrap();
    graph.create_constraint(unique("v"), &|| Ok(())).unwrap();
    assert_eq!(indexed(&graph, "v", &"A".into()), [b.0]);
    graph.rollback(mark);
    assert!(graph.schema().constraint("v").is_none() && graph.schema().index("v").is_none());
    assert_eq!(indexed(&graph, "u", &"A".into()), [a.0]);
    assert!(indexed(&graph, "u", &"other".into()).is_empty());
    graph.set_property(EntityId::Node(b), "name", "A".into()).unwrap();
    assert_eq!(graph.add_label(b, "Group").unwrap_err().detail(), Detail::NotUnique);
}

#[test]
fn a_constraint_that_cannot_be_made_leaves_no_index() {
    let (mut graph, [a, b, _]) = sample();
    for node in [a, b] {
        graph.set_property(EntityId::Node(node), "name", "same".into()).unwrap();
        graph.add_label(node, "Group").unwrap();
    }
    graph.commit();
    let mark = graph.mark();
    assert_eq!(graph.create_constraint(unique("u"), &|| Ok(())).unwrap_err().detail(), Detail::NotUnique);
    graph.rollback(mark);
    assert!(graph.schema().indexes().is_empty());
    let stopped = || Err(Error::internal("stopped"));
    let index = IndexDefinition {
        name: "i".into(),
        on: Target::Label("Group".into()),
        keys: vec!["name".into()],
        kind: IndexKind::Range,
    };
    assert!(graph.create_index(index, &stopped).is_err());
    assert!(graph.schema().indexes().is_empty());
}
