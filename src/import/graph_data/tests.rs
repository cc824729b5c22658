use super::*;
use crate::attribution::{SelectedClaims, asserted_by, contested, denied_by, independent_sources, node_name};
use crate::claims::{Stance, Subject};
use crate::graph::EntityId;
use crate::value::{NodeId, RelationshipId, Value};

fn fixture() -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph-data/valid");
    files::read_folder(&folder)
}

fn loaded() -> Loaded {
    load(&fixture()).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
}

fn node(store: &Store, key: &str) -> NodeId {
    let is_it = |node: &NodeId| store.node_property(*node, "key") == Some(key.into());
    store.nodes().iter().map(NodeId).find(is_it).unwrap()
}

fn relationship(store: &Store, relationship_type: &str) -> RelationshipId {
    let is_it = |id: &RelationshipId| store.type_name(*id).is_some_and(|t| &**t == relationship_type);
    store.relationships().iter().map(RelationshipId).find(is_it).unwrap()
}

fn names(store: &Store, nodes: &[NodeId]) -> Vec<String> {
    nodes.iter().map(|node| node_name(store, *node).to_string()).collect()
}

#[test]
fn documents_are_nodes_with_relationships_of_their_own() {
    let store = loaded().store;
    let daily = node(&store, "daily-1");
    assert_eq!(store.label_names(daily).map(|label| &**label).collect::<Vec<_>>(), ["Document"]);
    let property = |key| store.node_property(daily, key).unwrap_or_default().to_string();
    assert_eq!(property("name"), "'Attack in the harbour'");
    assert_eq!((property("published"), property("paragraphs")), ("2022-04-20".into(), "5".into()));
    let mut ends: Vec<String> = store
        .outgoing(daily, None)
        .map(|n| format!("{} {}", store.type_name(n.relationship).unwrap(), node_name(&store, n.node)))
        .collect();
    ends.sort();
    assert_eq!(ends, ["authored-by Ada", "published-by The Daily"]);
    let published_by = Subject::Relationship(relationship(&store, "published-by"));
    assert_eq!(names(&store, &asserted_by(SelectedClaims::all(&store), published_by)), ["The Daily"]);
}

#[test]
fn one_relation_in_two_documents_is_one_relationship() {
    let store = loaded().store;
    let id = relationship(&store, "claimed-by");
    assert_eq!(store.type_count(store.types().find("claimed-by").unwrap()), 1);
    let count = store.keys().find("count").unwrap();
    assert_eq!(store.property(EntityId::Relationship(id), count), Some(2.into()));
    let subject = Subject::Relationship(id);
    let claims: Vec<_> = SelectedClaims::all(&store).about(subject).collect();
    let stances: Vec<Stance> = claims.iter().map(|claim| claim.stance).collect();
    assert_eq!(stances, [Stance::Asserts, Stance::Denies, Stance::Admits]);
    assert_eq!(names(&store, &asserted_by(SelectedClaims::all(&store), subject)), ["Red Voice", "Red Band"]);
    assert_eq!(names(&store, &denied_by(SelectedClaims::all(&store), subject)), ["Red Band"]);
    assert!(contested(SelectedClaims::all(&store), subject));
    // the newsletter belongs to the group
    assert_eq!(independent_sources(SelectedClaims::all(&store), subject), 1);
}

#[test]
fn what_a_claim_leaves_out_is_filled_in() {
    let store = loaded().store;
    let claims: Vec<_> =
        SelectedClaims::all(&store).about(Subject::Relationship(relationship(&store, "claimed-by"))).collect();
    // named claimer, no carrier given: the outlet carried it, and when it was said is not known
    assert_eq!(names(&store, &claims[1].via), ["The Daily"]);
    assert_eq!(claims[1].said, None);
    assert_eq!(claims[1].recorded.unwrap().to_string(), "2026-01-02");
    assert_eq!(claims[0].valid.unwrap(), claims[1].valid.unwrap());
    // own voice: the outlet says it, on the day of the document
    let owned =
        SelectedClaims::all(&store).about(Subject::Relationship(relationship(&store, "owned-by"))).next().unwrap();
    assert_eq!(names(&store, &[owned.claimer]), ["The Daily"]);
    assert!(owned.via.is_empty());
    assert_eq!(owned.said.unwrap().to_string(), "2022-04-20");
}

#[test]
fn the_best_supported_value_is_shown_and_the_others_stay_claimed() {
    let store = loaded().store;
    let attack = node(&store, "harbour-attack");
    assert_eq!(store.node_property(attack, "killed"), Some(4.into()));
    let subject = Subject::Property(attack, store.keys().find("killed").unwrap());
    assert_eq!(SelectedClaims::all(&store).about(subject).count(), 3);
    assert_eq!(names(&store, &asserted_by(SelectedClaims::all(&store), subject)), ["Red Voice", "The Weekly"]);
    assert!(contested(SelectedClaims::all(&store), subject));
    // several motives may stand side by side, but a guess is not shown as a fact
    let motive = Subject::Property(attack, store.keys().find("motive").unwrap());
    assert_eq!(store.node_property(attack, "motive"), Some(Value::list(["fear".into()])));
    assert_eq!(SelectedClaims::all(&store).about(motive).count(), 2);
    assert!(!contested(SelectedClaims::all(&store), motive));
}

#[test]
fn other_names_are_kept_with_their_claims() {
    let store = loaded().store;
    let band = node(&store, "red-band");
    assert_eq!(store.node_property(band, "aliases"), Some(Value::list(["RB".into()])));
    let (id, alias) = store.claims().aliases_of(band).next().unwrap();
    assert_eq!((&*alias.kind, alias.script.as_deref()), ("acronym", Some("Latn")));
    assert_eq!(SelectedClaims::all(&store).about(Subject::Alias(id)).count(), 1);
}

#[test]
fn the_vocabulary_explains_words() {
    let vocabulary = loaded().vocabulary;
    assert_eq!(vocabulary.label("Attack"), Some("an act of violence"));
    assert_eq!(vocabulary.relationship_type("owned-by"), Some("an outlet that belongs to a group"));
    assert_eq!(vocabulary.property("killed"), Some("people killed"));
    // words that the loader adds itself
    assert!(vocabulary.label("Document").is_some() && vocabulary.property("aliases").is_some());
    assert_eq!(vocabulary.label("Atack"), None);
}

#[test]
fn loading_twice_gives_the_same_graph() {
    let [a, b] = [loaded().store, loaded().store];
    let claims =
        |store: &Store| store.claims().iter().map(|(id, claim)| format!("{id:?} {claim:?}")).collect::<Vec<_>>();
    assert_eq!(claims(&a), claims(&b));
    assert_eq!(a.node_count(), b.node_count());
}

#[test]
fn the_shipped_graph_loads() {
    let loaded = load_embedded().unwrap();
    assert!(loaded.store.claims().len() > 100);
    assert!(loaded.vocabulary.relationship_type("claimed-by").is_some());
}

#[test]
fn an_error_names_the_first_mistake() {
    let mut files = fixture();
    let entities = files.iter_mut().find(|file| file.role == Role::Entities).unwrap();
    entities.text = entities.text.replace("labels = [\"Group\"]", "labels = [\"Grup\"]\nnmae = \"x\"");
    let mistakes = load(&files).unwrap_err();
    assert_eq!(mistakes.len(), 2);
    let error = to_error(&mistakes, "DIR");
    assert_eq!(error.code(), "GraphDataError.InvalidFile");
    assert!(error.message().starts_with("2 mistakes in DIR; first: "), "{error}");
    assert!(error.message().contains("all.toml:6: the schema has no label `Grup`"), "{error}");
    assert_eq!(error.hints(), ["run `claimgraph check DIR` to see all"]);
}
