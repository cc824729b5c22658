use super::*;
use crate::claims::{Alias, Grade};
use crate::graph::EntityId;
use crate::limits::{Budget, Interrupt, Limits};
use crate::temporal::Interval;
use crate::value::RelationshipId;

/// A graph in which claims are quickly made; every claim comes from one document of one outlet.
struct Sample {
    store: Store,
    outlet: NodeId,
    document: NodeId,
}

impl Sample {
    fn new() -> Self {
        let mut store = Store::new();
        let outlet = named(&mut store, "Outlet");
        let document = store.create_node(["Document"]).unwrap();
        store.set_property(EntityId::Node(document), "title", "Report".into()).unwrap();
        store.set_property(EntityId::Node(document), "key", "report".into()).unwrap();
        Self { store, outlet, document }
    }

    fn node(&mut self, name: &str) -> NodeId {
        named(&mut self.store, name)
    }

    fn relationship(&mut self, from: NodeId, relationship_type: &str, to: NodeId) -> RelationshipId {
        self.store.create_relationship(from, relationship_type, to).unwrap()
    }

    fn claim(&mut self, subject: Subject, stance: Stance, claimer: NodeId) -> Claim {
        Claim {
            subject,
            value: None,
            stance,
            claimer,
            via: if claimer == self.outlet { vec![] } else { vec![self.outlet] },
            said: None,
            valid: None,
            recorded: None,
            modality: None,
            grade: None,
            document: Some(self.document),
            paragraph: 1,
            paraphrase: "…".into(),
        }
    }

    fn say(&mut self, subject: Subject, stance: Stance, claimer: NodeId) {
        let claim = self.claim(subject, stance, claimer);
        self.store.add_claim(claim).unwrap();
    }

    fn say_value(&mut self, subject: Subject, value: Value, stance: Stance, claimer: NodeId) {
        let claim = Claim { value: Some(value), ..self.claim(subject, stance, claimer) };
        self.store.add_claim(claim).unwrap();
    }

    fn say_on(&mut self, subject: Subject, stance: Stance, claimer: NodeId, said: &str) {
        let claim = Claim { said: PartialDate::parse(said), ..self.claim(subject, stance, claimer) };
        self.store.add_claim(claim).unwrap();
    }
}

fn named(store: &mut Store, name: &str) -> NodeId {
    let node = store.create_node(["Source"]).unwrap();
    store.set_property(EntityId::Node(node), "name", name.into()).unwrap();
    node
}

#[test]
fn one_who_denied_and_then_admitted_is_on_both_sides() {
    let mut sample = Sample::new();
    let [taliban, amaq] = ["Taliban", "Amaq"].map(|name| sample.node(name));
    let relationship = sample.relationship(taliban, "opposes", amaq);
    let subject = Subject::Relationship(relationship);
    sample.say_on(subject, Stance::Denies, taliban, "2022-04");
    sample.say(subject, Stance::Admits, taliban);
    sample.say(subject, Stance::Asserts, amaq);
    // another document tells only of the denial
    sample.say(subject, Stance::Denies, taliban);
    let store = SelectedClaims::all(&sample.store);
    assert_eq!(sources(store, subject), [taliban, amaq]);
    assert_eq!(asserted_by(store, subject), [taliban, amaq]);
    assert_eq!(denied_by(store, subject), [taliban]);
    assert_eq!(stance(store, subject, taliban), Some(Stance::Admits));
    assert_eq!(stance(store, subject, sample.outlet), None);
    assert!(contested(store, subject));
    assert_eq!(first_said(store, subject), PartialDate::parse("2022-04"));
}

#[test]
fn a_later_denial_counts_where_dates_settle_it() {
    let mut sample = Sample::new();
    let [a, b] = ["A", "B"].map(|name| sample.node(name));
    let subject = Subject::Relationship(sample.relationship(a, "opposes", b));
    sample.say_on(subject, Stance::Denies, a, "2022-05");
    sample.say_on(subject, Stance::Asserts, a, "2022-04-18");
    assert_eq!(stance(SelectedClaims::all(&sample.store), subject, a), Some(Stance::Denies));
    assert_eq!(last_said(SelectedClaims::all(&sample.store), subject), PartialDate::parse("2022-05"));
}

#[test]
fn outlets_of_one_owner_are_one_origin() {
    let mut sample = Sample::new();
    let [amaq, al_naba, group, other] = ["Amaq", "al-Naba", "IS", "Other"].map(|name| sample.node(name));
    let subject = Subject::Relationship(sample.relationship(group, "targeted", other));
    for claimer in [amaq, al_naba, group, other] {
        sample.say(subject, Stance::Asserts, claimer);
    }
    let outlet = sample.outlet;
    sample.say(subject, Stance::Reports, outlet);
    assert_eq!(independent_sources(SelectedClaims::all(&sample.store), subject), 4);
    for owned in [amaq, al_naba] {
        let owned_by = sample.relationship(owned, "owned-by", group);
        sample.say(Subject::Relationship(owned_by), Stance::Asserts, outlet);
    }
    // a denied ownership joins nobody
    let owned_by = sample.relationship(other, "owned-by", group);
    sample.say(Subject::Relationship(owned_by), Stance::Denies, other);
    assert_eq!(independent_sources(SelectedClaims::all(&sample.store), subject), 2);
    let standing = standing(&Origins::new(SelectedClaims::all(&sample.store)), subject);
    assert_eq!((standing.claims, standing.documents, standing.outlets), (5, 1, 1));
    assert_eq!((standing.asserting_origins, standing.denying_origins), (2, 0));
}

#[test]
fn standing_tells_kinds_of_doubt_apart() {
    use Stance::{Asserts, Denies, Doubts, Reports, Speculates};
    let stand = |stances: &[(Stance, bool)]| {
        let mut sample = Sample::new();
        let [a, b] = ["A", "B"].map(|name| sample.node(name));
        let subject = Subject::Relationship(sample.relationship(a, "opposes", b));
        for (stance, hedge) in stances {
            let claim = Claim { modality: hedge.then(|| "may".into()), ..sample.claim(subject, *stance, a) };
            sample.store.add_claim(claim).unwrap();
        }
        let standing = standing(&Origins::new(SelectedClaims::all(&sample.store)), subject);
        [standing.contested, standing.denied_only, standing.hedged, standing.bare]
    };
    assert_eq!(stand(&[]), [false, false, false, true]);
    assert_eq!(stand(&[(Asserts, false)]), [false, false, false, false]);
    assert_eq!(stand(&[(Asserts, true)]), [false, false, true, false]);
    assert_eq!(stand(&[(Asserts, true), (Asserts, false)]), [false, false, false, false]);
    assert_eq!(stand(&[(Speculates, false), (Reports, false)]), [false, false, true, false]);
    assert_eq!(stand(&[(Denies, false)]), [false, true, false, false]);
    assert_eq!(stand(&[(Denies, false), (Doubts, false)]), [false, true, false, false]);
    assert_eq!(stand(&[(Denies, false), (Speculates, false)]), [false, false, true, false]);
    assert_eq!(stand(&[(Denies, false), (Asserts, false)]), [true, false, false, false]);
    assert_eq!(stand(&[(Denies, false), (Asserts, true)]), [true, false, true, false]);
}

#[test]
fn two_values_contest_each_other_unless_both_may_hold() {
    let contest = |stored: Value, values: &[Value]| {
        let mut sample = Sample::new();
        let event = sample.node("Event");
        let outlet = sample.outlet;
        sample.store.set_property(EntityId::Node(event), "killed", stored).unwrap();
        let subject = Subject::Property(event, sample.store.intern_key("killed"));
        for value in values {
            sample.say_value(subject, value.clone(), Stance::Asserts, outlet);
        }
        contested(SelectedClaims::all(&sample.store), subject)
    };
    let date = |text: &str| Value::from(PartialDate::parse(text));
    assert!(contest(1.into(), &[1.into(), 2.into()]));
    assert!(!contest(1.into(), &[1.into(), 1.into()]));
    assert!(!contest(Value::list([1.into(), 2.into()]), &[1.into(), 2.into()]));
    assert!(!contest(date("2022-04"), &[date("2022-04"), date("2022-04-18"), date("XXXX-04-18")]));
    assert!(contest(date("2022-04"), &[date("2022-04"), date("2022-05")]));
}

#[test]
fn another_value_is_no_support_for_the_one_in_force() {
    let mut sample = Sample::new();
    let [event, a, b, c] = ["Event", "A", "B", "C"].map(|name| sample.node(name));
    sample.store.set_property(EntityId::Node(event), "killed", 188.into()).unwrap();
    let subject = Subject::Property(event, sample.store.intern_key("killed"));
    sample.say_value(subject, 188.into(), Stance::Asserts, a);
    sample.say_value(subject, 188.into(), Stance::Denies, b);
    sample.say_value(subject, 170.into(), Stance::Asserts, c);
    assert_eq!(asserted_by(SelectedClaims::all(&sample.store), subject), [a]);
    assert_eq!(denied_by(SelectedClaims::all(&sample.store), subject), [b]);
    assert_eq!(sources(SelectedClaims::all(&sample.store), subject), [a, b, c]);
    let standing = standing(&Origins::new(SelectedClaims::all(&sample.store)), subject);
    assert_eq!((standing.claims, standing.asserting_origins, standing.contested), (3, 1, true));
}

#[test]
fn views_are_readable() {
    let mut sample = Sample::new();
    let amaq = sample.node("Amaq");
    let subject = Subject::Property(amaq, sample.store.intern_key("killed"));
    let claim = Claim {
        value: Some(PartialDate::parse("2022-04").into()),
        said: PartialDate::parse("2022-04-19"),
        valid: PartialDate::parse("2022-04-18").map(Interval::at),
        modality: Some("may".into()),
        ..sample.claim(subject, Stance::Asserts, amaq)
    };
    sample.store.add_claim(claim).unwrap();
    let views = claim_views(SelectedClaims::all(&sample.store), subject);
    assert_eq!(
        serde_json::to_string(&views).unwrap(),
        r#"[{"stance":"asserts","claimer":"Amaq","via":["Outlet"],"said":"2022-04-19","valid":"2022-04-18","#
            .to_owned()
            + r#""modality":"may","document":"Report","document_key":"report","paragraph":1,"paraphrase":"…","value":"2022-04"}]"#
    );
    let map = Value::from(views[0].to_map()).to_string();
    assert!(
        map.starts_with("{stance: 'asserts', claimer: 'Amaq', via: ['Outlet'], said: 2022-04-19, valid: "),
        "{map}"
    );
    assert!(map.ends_with("value: 2022-04}"), "{map}");
}

#[test]
fn sources_are_found_by_any_name() {
    let mut sample = Sample::new();
    let [amaq, taliban, twin] = ["Amaq", "Taliban", "Taliban"].map(|name| sample.node(name));
    let alias =
        Alias { node: amaq, name: "A'maq News Agency".into(), kind: "full".into(), language: None, script: None };
    sample.store.add_alias(alias).unwrap();
    let subject = Subject::Relationship(sample.relationship(amaq, "opposes", taliban));
    sample.say(subject, Stance::Asserts, amaq);
    sample.say(subject, Stance::Denies, twin);
    let store = &sample.store;
    let budget = Budget::start(Limits::default(), Interrupt::default());
    let find = |name| find_source(store, name, &budget);
    assert_eq!(find("A'maq News Agency"), Ok(amaq));
    // of two that are called so, the one who speaks
    assert_eq!(find("Taliban"), Ok(twin));
    assert!(budget.notices().is_empty());
    for name in ["AMAQ", "āmaq", "ʿAmaq", "AMAQ"] {
        assert_eq!(find(name), Ok(amaq));
    }
    let notices = ["AMAQ", "āmaq", "ʿAmaq"].map(|name| format!("`{name}` was read as `Amaq`"));
    assert_eq!(budget.notices(), notices);
    let error = find("Amak").unwrap_err();
    assert_eq!(error.message(), "no source 'Amak'");
    assert_eq!(error.hints(), ["did you mean `Amaq`?"]);
}

#[test]
fn a_timeline_keeps_partial_dates_and_marks_only_certain_changes() {
    let mut sample = Sample::new();
    let [taliban, amaq] = ["Taliban", "Amaq"].map(|name| sample.node(name));
    let subject = Subject::Relationship(sample.relationship(taliban, "opposes", amaq));
    sample.say(subject, Stance::Admits, taliban);
    sample.say(subject, Stance::Denies, taliban);
    sample.say_on(subject, Stance::Asserts, taliban, "XXXX-04-18");
    sample.say_on(subject, Stance::Asserts, amaq, "2022-05-02");
    sample.say_on(subject, Stance::Denies, amaq, "2022-05");
    sample.say_on(subject, Stance::Doubts, amaq, "2022-06");
    let told = timeline(SelectedClaims::all(&sample.store), amaq, &|| Ok(())).unwrap();
    let lines: Vec<String> = told
        .iter()
        .map(|told| {
            let said = told.claim.said.map_or("-".to_owned(), |said| said.to_string());
            format!("{said} {} {}", told.claim.stance, told.before.map_or("-", Stance::name))
        })
        .collect();
    let expected = [
        "2022-05 denies -",
        // on which day of May the denial was made is not known
        "2022-05-02 asserts -",
        "2022-06 doubts asserts",
        "XXXX-04-18 asserts -",
        "- denies -",
        "- admits denies",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn contested_since_the_second_of_two_that_clash() {
    let mut sample = Sample::new();
    let [taliban, amaq] = ["Taliban", "Amaq"].map(|name| sample.node(name));
    let relationship = Subject::Relationship(sample.relationship(taliban, "opposes", amaq));
    let since = |sample: &Sample, subject| {
        contested_since(SelectedClaims::all(&sample.store), subject).map(|date| date.to_string())
    };
    sample.say_on(relationship, Stance::Denies, amaq, "2022-06");
    sample.say_on(relationship, Stance::Denies, amaq, "2022-07");
    assert_eq!(since(&sample, relationship), None);
    sample.say(relationship, Stance::Asserts, taliban);
    assert_eq!(since(&sample, relationship), None);
    let document = EntityId::Node(sample.document);
    let published = PartialDate::parse("2022-08").unwrap();
    sample.store.set_property(document, PUBLISHED, published.into()).unwrap();
    assert_eq!(since(&sample, relationship).as_deref(), Some("2022-08"));
    sample.say_on(relationship, Stance::Asserts, taliban, "2022-01");
    assert_eq!(since(&sample, relationship).as_deref(), Some("2022-06"));
}

#[test]
fn the_grade_is_one_of_those_who_assert() {
    let mut sample = Sample::new();
    let scales = crate::import::graph_data::shipped_scales();
    sample.store.set_scales(scales);
    let [a, b] = ["A", "B"].map(|name| sample.node(name));
    let subject = Subject::Relationship(sample.relationship(a, "opposes", b));
    let grade =
        |sample: &Sample| best_grade(SelectedClaims::all(&sample.store), subject).map(|grade| grade.to_string());
    for (stance, given, best) in [
        (Stance::Denies, "A1", None),
        (Stance::Asserts, "F6", Some("F6")),
        (Stance::Reports, "A1", Some("F6")),
        (Stance::Asserts, "C1", Some("C1")),
        (Stance::Admits, "B5", Some("B5")),
    ] {
        let claim = Claim { grade: Grade::parse(given), ..sample.claim(subject, stance, a) };
        sample.store.add_claim(claim).unwrap();
        assert_eq!(grade(&sample).as_deref(), best, "{given}");
    }
}

impl Sample {
    /// A claim with its carriers, outermost first.
    fn pass_on(&mut self, subject: Subject, stance: Stance, via: &[NodeId], claimer: NodeId) {
        let claim = Claim { via: via.to_vec(), document: None, ..self.claim(subject, stance, claimer) };
        self.store.add_claim(claim).unwrap();
    }

    /// A claim that an outlet makes in its own voice, in a document of its own.
    fn write(&mut self, subject: Subject, outlet: NodeId) -> NodeId {
        let document = self.store.create_node(["Document"]).unwrap();
        self.relationship(document, "published-by", outlet);
        let claim = Claim { via: vec![], document: Some(document), ..self.claim(subject, Stance::Asserts, outlet) };
        self.store.add_claim(claim).unwrap();
        document
    }

    fn origins(&self, subject: Subject) -> Vec<String> {
        let claims = SelectedClaims::all(&self.store);
        origins(claims, subject).into_iter().map(|node| node_name(&self.store, node).to_string()).collect()
    }

    fn independent(&self, subject: Subject) -> usize {
        independent_sources(SelectedClaims::all(&self.store), subject)
    }

    fn circles(&self, subject: Subject) -> Vec<Vec<NodeId>> {
        Origins::new(SelectedClaims::all(&self.store)).circles(subject, &|| Ok(())).unwrap()
    }

    /// Five sources and something that they may say.
    fn with_sources() -> (Self, [NodeId; 5], Subject) {
        let mut sample = Self::new();
        let nodes = ["One", "Two", "Three", "Four", "Five"].map(|name| sample.node(name));
        let subject = Subject::Relationship(sample.relationship(nodes[0], "opposes", nodes[1]));
        (sample, nodes, subject)
    }
}

#[test]
fn who_passes_a_claim_on_is_no_origin() {
    let (mut sample, [one, two, three, four, five], subject) = Sample::with_sources();
    // One has it from Two, who has it from Three; so has Four
    sample.pass_on(subject, Stance::Asserts, &[one, two], three);
    sample.pass_on(subject, Stance::Asserts, &[four], two);
    sample.pass_on(subject, Stance::Asserts, &[five], one);
    assert_eq!((sample.origins(subject), sample.independent(subject)), (vec!["Three".to_owned()], 1));
    // what Two says in its own voice is its own
    sample.pass_on(subject, Stance::Asserts, &[], two);
    assert_eq!((sample.origins(subject), sample.independent(subject)), (vec!["Three".to_owned(), "Two".to_owned()], 2));
    assert!(sample.circles(subject).is_empty());
}

#[test]
fn who_passes_a_denial_on_may_assert_of_their_own() {
    let (mut sample, [one, two, three, four, _], subject) = Sample::with_sources();
    for carrier in [one, two] {
        sample.pass_on(subject, Stance::Denies, &[carrier], three);
        sample.pass_on(subject, Stance::Asserts, &[four], carrier);
    }
    assert_eq!(sample.independent(subject), 2);
}

#[test]
fn those_who_only_cite_each_other_are_one_origin() {
    let (mut sample, [one, two, three, four, five], subject) = Sample::with_sources();
    sample.pass_on(subject, Stance::Asserts, &[one], two);
    sample.pass_on(subject, Stance::Asserts, &[two], one);
    assert_eq!(sample.independent(subject), 1);
    assert_eq!(sample.circles(subject), [[one, two]]);
    // a circle that Four and Five close by way of their owner One is the same origin
    sample.relationship(four, "owned-by", one);
    sample.pass_on(subject, Stance::Asserts, &[four], five);
    sample.pass_on(subject, Stance::Asserts, &[five], four);
    assert_eq!(sample.independent(subject), 1);
    assert_eq!(sample.circles(subject), [[one, two], [four, five]]);
    // with a way out, the origin is where it leads
    sample.pass_on(subject, Stance::Asserts, &[two], three);
    sample.pass_on(subject, Stance::Asserts, &[five], three);
    assert_eq!((sample.origins(subject), sample.independent(subject)), (vec!["Three".to_owned()], 1));
}

#[test]
fn copies_and_translations_add_nothing() {
    let (mut sample, [one, two, three, four, five], subject) = Sample::with_sources();
    let documents = [one, two, three, four].map(|outlet| sample.write(subject, outlet));
    assert_eq!(sample.independent(subject), 4);
    // Two translates One, Three copies Two
    sample.relationship(documents[1], "translation-of", documents[0]);
    let copy = sample.relationship(documents[2], "copy-of", documents[1]);
    assert_eq!((sample.origins(subject), sample.independent(subject)), (vec!["One".to_owned(), "Four".to_owned()], 2));
    // that Four has the text of Three is told by the hash
    for document in [documents[2], documents[3]] {
        sample.store.set_property(EntityId::Node(document), "sha256", "00".into()).unwrap();
    }
    assert_eq!(sample.independent(subject), 1);
    // whom Three copies is denied: Three and Four have one text, One and Two another
    sample.say(Subject::Relationship(copy), Stance::Denies, five);
    assert_eq!((sample.origins(subject), sample.independent(subject)), (vec!["One".to_owned(), "Three".to_owned()], 2));
    // of one text, what was published first is the original
    let published = PartialDate::parse("2022-04-19").into();
    sample.store.set_property(EntityId::Node(documents[3]), "published", published).unwrap();
    assert_eq!(sample.origins(subject), ["One", "Four"]);
    // without the hash, Three and Four have texts of their own
    sample.store.set_property(EntityId::Node(documents[2]), "sha256", Value::Null).unwrap();
    assert_eq!(sample.independent(subject), 3);
    // who translates themselves adds nothing to what they said first
    let again = sample.write(subject, one);
    sample.relationship(again, "translation-of", documents[0]);
    assert_eq!(sample.origins(subject), ["One", "Three", "Four"]);
}

#[test]
fn a_long_chain_is_followed() {
    let mut sample = Sample::new();
    let nodes: Vec<NodeId> = (0..50_000).map(|i| sample.node(&i.to_string())).collect();
    let subject = Subject::Relationship(sample.relationship(nodes[0], "opposes", nodes[1]));
    for pair in nodes.windows(2) {
        sample.pass_on(subject, Stance::Reports, &pair[..1], pair[1]);
    }
    let last = nodes.len() - 1;
    sample.pass_on(subject, Stance::Asserts, &[nodes[last]], nodes[0]);
    let claims: Vec<Claim> = SelectedClaims::all(&sample.store).about(subject).cloned().collect();
    let claims: Vec<&Claim> = claims.iter().collect();
    assert_eq!(Origins::new(SelectedClaims::all(&sample.store)).of(&claims, &claims).len(), 1);
    assert_eq!(sample.circles(subject)[0].len(), nodes.len());
}
