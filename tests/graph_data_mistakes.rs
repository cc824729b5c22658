//! Each kind of mistake in graph data, planted one at a time in a small folder that is right: it is
//! reported once, in the right file and line, with a message that says what is wrong.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "this is a test")]

use std::fs;
use std::path::{Path, PathBuf};

use claimgraph::{Mistake, check};

/// A mistake: in this file, the first occurrence of a text is replaced by another; then, on the line
/// that holds `marks` (of the changed file), a message with these words is expected.
struct Plant {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    marks: &'static str,
    message: &'static str,
    hint: &'static str,
}

const fn plant(
    file: &'static str,
    from: &'static str,
    to: &'static str,
    marks: &'static str,
    message: &'static str,
    hint: &'static str,
) -> Plant {
    Plant { file, from, to, marks, message, hint }
}

const SCHEMA: &str = "schema.toml";
const SCALES: &str = "scales.toml";
const ENTITIES: &str = "entities/all.toml";
const DAILY: &str = "documents/daily.toml";
const WEEKLY: &str = "documents/weekly.toml";

#[rustfmt::skip]
const PLANTS: &[Plant] = &[
    // TOML
    plant(DAILY, "type = \"owned-by\"", "type = owned-by", "type = owned-by", "broken TOML", ""),
    plant(SCHEMA, "[label.Group]", "[label.Group", "[label.Group", "broken TOML", ""),
    plant(ENTITIES, "[ada]", "[daily]", "[daily]\nlabels = [\"Person\"]", "broken TOML", ""),
    // the schema
    plant(SCHEMA, "meaning = \"a publisher\"", "", "[label.Outlet]", "the label has no `meaning`", ""),
    plant(SCHEMA, "[label.Attack]", "[labels.X]\nmeaning = \"x\"\n[label.Attack]", "[labels.X]", "no field `labels`", "`label`"),
    plant(SCHEMA, "from = [\"Outlet\"]", "frm = [\"Outlet\"]", "frm", "no field `frm`", "`from`"),
    plant(SCHEMA, "kind = \"date\"", "kind = \"day\"", "kind = \"day\"", "no kind `day`", "one of: text, integer"),
    plant(SCHEMA, "from = [\"Outlet\"]", "from = [\"Outlt\"]", "\"Outlt\"", "no label `Outlt`", "`Outlet`"),
    plant(SCHEMA, "kind = \"integer\"", "kind = \"integer\"\nmany = \"yes\"", "many = \"yes\"", "`many` must be true or false", ""),
    plant(SCHEMA, "[label.Attack]", "[view.V]\naccording_to = \"ada\"\n[label.Attack]", "[view.V]", "the view has no `meaning`", ""),
    plant(SCHEMA, "[label.Attack]", "[view.V]\nmeaning = \"x\"\n[label.Attack]", "[view.V]", "the view `V` has no parts", "according_to"),
    plant(SCHEMA, "[label.Attack]", "[view.V]\nmeaning = \"x\"\nacording_to = [\"ada\"]\n[label.Attack]", "acording_to", "a view has no part 'acording_to'", "`according_to`"),
    plant(SCHEMA, "[label.Attack]", "[view.V]\nmeaning = \"x\"\naccording_to = [\"Red Vioce\"]\n[label.Attack]", "Red Vioce", "no source 'Red Vioce'", "`Red Voice`"),
    plant(SCHEMA, "[label.Attack]", "[view.V]\nmeaning = \"x\"\nas_of = \"April\"\n[label.Attack]", "April", "is a date with a year", "2022-04"),
    plant(SCHEMA, "[label.Attack]", "[view.V]\nmeaning = \"x\"\ncorroborated = 2.5\n[label.Attack]", "corroborated", "`corroborated` must be text", ""),
    // entities
    plant(ENTITIES, "labels = [\"Person\"]", "labels = [\"Persn\"]", "Persn", "no label `Persn`", "`Person`"),
    plant(ENTITIES, "labels = [\"Person\"]", "labels = []", "labels = []", "at least one label", ""),
    plant(ENTITIES, "labels = [\"Person\"]", "", "[ada]", "the entity has no `labels`", ""),
    plant(ENTITIES, "name = \"Ada\"", "", "[ada]", "the entity has no `name`", ""),
    plant(ENTITIES, "name = \"Ada\"", "name = \"Ada\"\nmotve = \"x\"", "motve", "no property `motve`", "`motive`"),
    plant(ENTITIES, "name = \"Ada\"", "name = \"Ada\"\ncount = \"two\"", "count =", "`count` must be a whole number", ""),
    plant(ENTITIES, "name = \"Ada\"", "name = \"Ada\"\nkey = \"ada\"", "key =", "`key` is not written here", "table's name"),
    plant(ENTITIES, "name = \"Ada\"", "name = \" \"", "name = \" \"", "`name` is empty", ""),
    plant(ENTITIES, "[ada]", "[Bob_1]\nlabels = [\"Person\"]\nname = \"Bob\"\n[ada]", "[Bob_1]", "`Bob_1` cannot be a key", "lower-case"),
    plant(ENTITIES, "[ada]", "[eve]\nlabels = [\"Person\"]\nname = \"Eve\"\n[ada]", "[eve]", "no document speaks of `eve`", "take it out"),
    // the document
    plant(DAILY, "title = \"Attack in the harbour\"", "", "[document]", "the document has no `title`", ""),
    plant(DAILY, "language =", "langauge =", "langauge", "no field `langauge`", "`language`"),
    plant(DAILY, "key = \"daily-1\"", "key = \"ada\"", "key = \"ada\"", "already taken in", ""),
    plant(DAILY, "key = \"daily-1\"", "key = \"Daily 1\"", "key = \"Daily 1\"", "cannot be a key", "lower-case"),
    plant(DAILY, "published = \"2022-04-20\"", "published = \"20 April\"", "20 April", "`20 April` is no date", "2022-04-18"),
    plant(DAILY, "published = \"2022-04-20\"", "published = 2022-04-20", "published =", "a date without quotes", ""),
    plant(DAILY, "recorded = \"2026-01-02\"", "recorded = \"2026\"", "recorded =", "needs year, month and day", ""),
    plant(DAILY, "sha256 = \"0", "sha256 = \"x", "sha256 =", "SHA-256", ""),
    plant(DAILY, "first_line = 3", "first_line = 10", "body =", "cannot run from line 10 to line 9", ""),
    plant(DAILY, "first_line = 3", "first_line = 8", "body =", "cannot hold so many paragraphs", ""),
    plant(DAILY, "paragraphs = 5", "paragraphs = -1", "paragraphs =", "`paragraphs` cannot be -1", ""),
    plant(DAILY, "authors = [\"ada\"]", "authors = [\"ada\", \"aba\"]", "authors", "no entity `aba`", "`ada`"),
    plant(DAILY, "[[alias]]", "[[aliass]]\nx = 1\n[[alias]]", "[[aliass]]", "no field `aliass`", "`alias`"),
    // relations
    plant(DAILY, "subject = \"red-voice\"", "subject = \"red-vioce\"", "red-vioce", "no entity `red-vioce`", "`red-voice`"),
    plant(DAILY, "type = \"owned-by\"", "type = \"OWNED_BY\"", "OWNED_BY", "no relationship type `OWNED_BY`", "`owned-by`"),
    plant(DAILY, "object = \"red-band\"\n\n[[relation.claim]]\nstance = \"asserts\"\nparagraph = 3", "object = \"ada\"\n\n[[relation.claim]]\nstance = \"asserts\"\nparagraph = 3", "object = \"ada\"", "`ada` is Person, which cannot stand at the end of `owned-by`", "the schema allows: Group"),
    plant(DAILY, "subject = \"red-voice\"", "subject = 7", "subject = 7", "`subject` must be text", ""),
    plant(DAILY, "qualifiers = { count = 2 }", "qualifiers = { cuont = 2 }", "cuont", "no property `cuont`", "`count`"),
    plant(DAILY, "qualifiers = { count = 2 }", "qualifiers = { count = 2.5 }", "2.5", "`count` must be a whole number", ""),
    plant(WEEKLY, "count = 2", "count = 3", "count = 3", "`count` is 3 here and 2 in", "`distinct`"),
    plant(DAILY, "[[value.claim]]\nstance = \"asserts\"\nparagraph = 4\nparaphrase = \"Three people died.\"", "", "[[value]]", "nobody claims this", "[[value.claim]]"),
    // claims
    plant(DAILY, "stance = \"denies\"", "stance = \"denis\"", "denis", "no stance `denis`", "`denies`"),
    plant(DAILY, "stance = \"denies\"", "stance = \"whispers\"", "whispers", "no stance `whispers`", "one of: asserts, denies"),
    plant(DAILY, "stance = \"denies\"\n", "", "[[relation.claim]]\nclaimer = \"red-band\"", "the claim has no `stance`", ""),
    plant(DAILY, "paragraph = 2\n", "", "[[relation.claim]]\nstance = \"denies\"", "the claim has no `paragraph`", ""),
    plant(DAILY, "paragraph = 2", "paragraph = 6", "paragraph = 6", "no paragraph 6: the document has 5", "0 is what"),
    plant(DAILY, "modality = \"may\"", "modalty = \"may\"", "modalty", "no field `modalty`", "`modality`"),
    plant(DAILY, "modality = \"may\"", "modality = \"\"", "modality = \"\"", "`modality` is empty", ""),
    plant(DAILY, "grade = \"B2\"", "grade = \"G2\"", "grade", "`G2` is no grade", "admiralty has A B C D E F"),
    plant(DAILY, "grade = \"B2\"", "grade = \"2B\"", "grade", "`2B` is no grade", "one of the two alone"),
    plant(DAILY, "grade = \"B2\"", "grade = { scale = \"houes\", value = \"B2\" }", "houes", "no scale of grades `houes`", "`house`"),
    plant(DAILY, "grade = \"B2\"", "grade = { scale = \"house\", value = \"C2\" }", "C2", "`C2` is no grade", "house has A B"),
    plant(DAILY, "grade = \"B2\"", "grade = { scale = \"house\" }", "grade =", "the grade has no `value`", ""),
    // scales
    plant(SCALES, "A = \"trusted\"", "AA = \"trusted\"", "AA", "`AA` cannot be a mark of reliability", ""),
    plant(SCALES, "1 = \"checked\"", "0x = \"checked\"", "0x", "`0x` cannot be a mark of credibility", ""),
    plant(SCALES, "not_judged = [\"B\"]", "not_judged = [\"C\"]", "not_judged", "`C` is no mark of this scale", ""),
    plant(SCALES, "meaning = \"of this house\"", "", "[grading.house]", "the grading has no `meaning`", ""),
    plant(SCALES, "from = 50", "from = 101", "from = 101", "cannot run from 101 to 100 percent", ""),
    plant(SCALES, "[[\"perhaps\"]]", "[[]]", "words = [[]]", "the band has no word", ""),
    plant(SCALES, "[[\"surely\"]]", "[[\"Perhaps\"]]", "Perhaps", "`Perhaps` stands in this scale twice", ""),
    plant(SCALES, "[[\"surely\"]]", "\"surely\"", "surely", "`words` must be a list of rows of words", ""),
    plant(SCALES, "[likelihood.house]", "[likelyhood.house]", "[likelyhood.house]", "no field `likelyhood`", "`likelihood`"),
    plant(DAILY, "paraphrase = \"Three people died.\"", "paraphrase = \"\"", "paraphrase = \"\"", "`paraphrase` is empty", ""),
    plant(DAILY, "claimer = \"red-band\"", "claimer = \"daily\"", "claimer = \"daily\"", "the document's own outlet", "leave the claimer out"),
    plant(DAILY, "claimer = \"red-band\"", "claimer = \"red-bnad\"", "red-bnad", "no entity `red-bnad`", "`red-band`"),
    plant(DAILY, "via = [\"daily\"]", "via = [\"weekly\"]", "via =", "does not begin with the document's outlet", "via = [\"daily\", …]"),
    plant(DAILY, "via = [\"daily\"]", "via = [\"daily\", \"red-voice\"]", "via =", "cannot carry its own claim", "between"),
    plant(DAILY, "via = [\"daily\"]", "via = [\"daily\", \"ada\", \"ada\"]", "via =", "named twice", ""),
    plant(DAILY, "via = [\"daily\"]", "via = []", "via =", "`via` is empty", "leave it out"),
    plant(DAILY, "via = [\"daily\"]", "via = \"daily\"", "via =", "must be a list of texts", ""),
    plant(DAILY, "paragraph = 3", "via = [\"daily\"]\nparagraph = 3", "via = [\"daily\"]\nparagraph = 3", "`via` is given without a claimer", ""),
    plant(DAILY, "said = \"2022-04-19\"", "said = \"2022-04-31\"", "said", "`2022-04-31` is no date", ""),
    plant(DAILY, "valid = \"2022-04-18\"", "valid = \"18/04/2022\"", "18/04/2022", "is no date", ""),
    plant(DAILY, "to = \"2022-04-19\"", "to = \"2022-04-18\"", "valid = {", "`from` must be before `to`", "not included"),
    plant(DAILY, "to = \"2022-04-19\"", "until = \"2022-04-19\"", "until", "no field `until`", ""),
    plant(DAILY, "[[alias.claim]]", "[alias.claim]", "[alias.claim]", "`claim` must be a list of tables", "[[…]]"),
    // values and aliases
    plant(DAILY, "property = \"killed\"", "property = \"kiled\"", "kiled", "no property `kiled`", "`killed`"),
    plant(DAILY, "value = 3", "value = \"3\"", "value = \"3\"", "`value` must be a whole number", ""),
    plant(DAILY, "value = 3", "value = 99999999999999999999", "value = 999", "`value` is too large a number", ""),
    plant(WEEKLY, "value = \"revenge\"", "value = [\"revenge\"]", "value = [\"revenge\"]", "`value` must be text", ""),
    plant(WEEKLY, "entity = \"harbour-attack\"\nproperty = \"motive\"", "entity = \"red-band\"\nproperty = \"motive\"", "property = \"motive\"", "is written without a source in", "take it out there"),
    plant(DAILY, "kind = \"acronym\"", "kind = \"acronim\"", "acronim", "no kind of name `acronim`", "`acronym`"),
    plant(DAILY, "name = \"RB\"\n", "", "[[alias]]", "the alias has no `name`", ""),
];

/// A copy of the folder that is right, which goes away when it is dropped.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let target = std::env::temp_dir().join(format!("claimgraph-{}-{name}", std::process::id()));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph-data/valid");
        for file in [SCHEMA, SCALES, ENTITIES, DAILY, WEEKLY] {
            let path = target.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::copy(source.join(file), path).unwrap();
        }
        Self(target)
    }

    fn check(&self) -> Vec<Mistake> {
        check(&self.0)
    }

    /// The only mistake, with the path of its file in the folder.
    fn only_mistake(&self) -> (String, Mistake) {
        let mistakes = self.check();
        assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
        let mistake = mistakes.into_iter().next().unwrap();
        let path = Path::new(&mistake.file).strip_prefix(&self.0).unwrap();
        (path.to_str().unwrap().to_owned(), mistake)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_folder_is_right_before_mistakes_are_planted() {
    assert_eq!(Copy::new("right").check(), []);
}

#[test]
fn each_mistake_is_reported_where_it_is() {
    let wrong: Vec<String> = PLANTS.iter().enumerate().filter_map(|(i, plant)| plant.try_out(i)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

impl Plant {
    /// What is wrong with the report of this mistake, if anything is.
    fn try_out(&self, number: usize) -> Option<String> {
        let copy = Copy::new(&format!("plant-{number}"));
        let path = copy.0.join(self.file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(self.from), "{} is not in {}", self.from, self.file);
        let text = text.replacen(self.from, self.to, 1);
        fs::write(&path, &text).unwrap();
        let at = text.find(self.marks).unwrap_or_else(|| panic!("{} is not there", self.marks));
        let line = text[..at].matches('\n').count() + 1;
        let mistakes = copy.check();
        let right = matches!(&mistakes[..], [mistake] if mistake.file.ends_with(self.file)
            && mistake.line == line
            && mistake.message.contains(self.message)
            && mistake.hint.as_deref().unwrap_or_default().contains(self.hint));
        let said = || mistakes.iter().map(Mistake::to_string).collect::<Vec<_>>().join("\n");
        let expected = || format!("line {line}: {}\n  hint: {}", self.message, self.hint);
        (!right).then(|| format!("{} -> {}\nexpected {}\nbut: {}", self.from, self.to, expected(), said()))
    }
}

#[test]
fn every_mistake_of_a_folder_is_reported() {
    let copy = Copy::new("many");
    let change = |file: &str, from: &str, to: &str| {
        let path = copy.0.join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    };
    change(SCHEMA, "kind = \"date\"", "kind = \"day\"");
    change(ENTITIES, "labels = [\"Person\"]", "labels = [\"Persn\"]");
    change(DAILY, "subject = \"red-voice\"", "subjct = \"red-voice\"");
    change(DAILY, "stance = \"denies\"", "stance = \"denys\"");
    change(WEEKLY, "paragraph = 1\nparaphrase", "paragraph = 9\nparaphrse");
    let said: Vec<String> = copy
        .check()
        .iter()
        .map(|mistake| {
            let file = Path::new(&mistake.file).file_name().unwrap().to_str().unwrap();
            format!("{file}:{} {}", mistake.line, mistake.message)
        })
        .collect();
    assert_eq!(
        said,
        [
            "schema.toml:31 there is no kind `day`",
            "all.toml:23 the schema has no label `Persn`",
            "daily.toml:30 there is no stance `denys`",
            "daily.toml:36 the relation has no `subject`",
            "daily.toml:37 a relation has no field `subjct`",
            "weekly.toml:14 the claim has no `paraphrase`",
            "weekly.toml:17 there is no paragraph 9: the document has 3",
            "weekly.toml:18 a claim has no field `paraphrse`",
        ]
    );
}

#[test]
fn a_broken_file_does_not_make_others_look_wrong() {
    for file in [SCHEMA, ENTITIES, DAILY] {
        let copy = Copy::new(&format!("broken-{}", file.len()));
        fs::write(copy.0.join(file), "x = = 1").unwrap();
        let (found, mistake) = copy.only_mistake();
        assert_eq!((&*found, mistake.line), (file, 1));
        assert!(mistake.message.contains("broken TOML"), "{mistake}");
    }
}

#[test]
fn bytes_that_are_no_text_are_found() {
    let copy = Copy::new("bytes");
    let path = copy.0.join(DAILY);
    let mut bytes = fs::read(&path).unwrap();
    bytes.splice(20..20, [0xff]);
    fs::write(&path, bytes).unwrap();
    let (file, mistake) = copy.only_mistake();
    assert_eq!((&*file, mistake.line), (DAILY, 2));
    assert!(mistake.message.contains("UTF-8"), "{mistake}");
}

#[test]
fn a_key_taken_in_another_file_is_found() {
    let copy = Copy::new("twice");
    let more = "[red-band]\nlabels = [\"Group\"]\nname = \"Red Band\"\n";
    fs::write(copy.0.join("entities/more.toml"), more).unwrap();
    let (file, mistake) = copy.only_mistake();
    assert_eq!((&*file, mistake.line), ("entities/more.toml", 1));
    assert!(mistake.message.ends_with("all.toml:5"), "{mistake}");
}

#[test]
fn what_is_not_there_is_said() {
    let copy = Copy::new("missing");
    fs::remove_file(copy.0.join(SCHEMA)).unwrap();
    let (file, mistake) = copy.only_mistake();
    assert_eq!((&*file, mistake.line), (SCHEMA, 0));
    assert!(mistake.hint.is_some_and(|hint| hint.contains("schema.toml")));

    let copy = Copy::new("no-documents");
    fs::remove_dir_all(copy.0.join("documents")).unwrap();
    let (file, mistake) = copy.only_mistake();
    assert_eq!((&*file, mistake.line), ("documents", 0));

    let copy = Copy::new("empty");
    for folder in ["documents", "entities"] {
        fs::remove_dir_all(copy.0.join(folder)).unwrap();
    }
    fs::remove_file(copy.0.join(SCHEMA)).unwrap();
    assert_eq!(copy.check().len(), 3);

    let nowhere = copy.0.join("nowhere");
    let mistakes = check(&nowhere);
    let [mistake] = &mistakes[..] else { panic!("{mistakes:?}") };
    assert!(mistake.to_string().contains("cannot read the folder"), "{mistake}");
}

#[test]
fn a_mistake_cannot_trick_the_terminal() {
    let copy = Copy::new("terminal");
    let path = copy.0.join(ENTITIES);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"Person\"", "\"\\u001b[31m\"")).unwrap();
    let (_, mistake) = copy.only_mistake();
    assert!(!mistake.to_string().contains('\u{1b}'));
}
