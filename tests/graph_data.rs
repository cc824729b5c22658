//! The shipped graph: that it can be loaded, how much there is in it, and that it says everything in
//! its own words.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// So many words in a row would be a quotation.
const RUN: usize = 7;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("graph-data")
}

fn toml_files(folder: &Path) -> Vec<(PathBuf, Table)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let table = fs::read_to_string(&path).unwrap().parse().unwrap();
        (path, table)
    };
    paths.into_iter().map(read).collect()
}

/// All claims of all documents.
fn claims() -> Vec<Table> {
    let documents = toml_files(&folder().join("documents"));
    let all = documents.iter().flat_map(|(_, document)| {
        ["relation", "value", "alias"].into_iter().flat_map(|kind| tables(document.get(kind)))
    });
    all.flat_map(|said| tables(said.get("claim"))).cloned().collect()
}

fn tables(value: Option<&Value>) -> impl Iterator<Item = &Table> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

#[test]
fn there_is_no_mistake_in_it() {
    let mistakes = claimgraph::check(&folder());
    let said: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn there_is_enough_in_it() {
    let entities: usize = toml_files(&folder().join("entities")).iter().map(|(_, file)| file.len()).sum();
    let claims = claims();
    let of_stance = |stance: &str| {
        claims.iter().filter(|claim| claim.get("stance").and_then(Value::as_str) == Some(stance)).count()
    };
    let hedged = claims.iter().filter(|claim| claim.contains_key("modality")).count();
    assert!(entities >= 80, "{entities} entities");
    assert!(claims.len() >= 120, "{} claims", claims.len());
    assert!(of_stance("denies") >= 5, "{} denials", of_stance("denies"));
    assert!(of_stance("admits") >= 2, "{} admissions", of_stance("admits"));
    assert!(hedged >= 10, "{hedged} hedged claims");
}

#[test]
fn no_sentence_is_copied_from_the_documents() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(entries) = fs::read_dir(&seeds) else {
        assert!(std::env::var("CI").is_err(), "the documents are not in {}", seeds.display());
        eprintln!("SKIPPED: the documents are not in {}", seeds.display());
        return;
    };
    let mut runs: HashMap<Vec<String>, String> = HashMap::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        let words = words(&fs::read_to_string(&path).unwrap());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        runs.extend(words.windows(RUN).map(|run| (run.to_vec(), name.clone())));
    }
    assert!(!runs.is_empty(), "no documents in {}", seeds.display());
    let mut copied = Vec::new();
    for (path, text) in texts() {
        for run in words(&text).windows(RUN) {
            if let Some(document) = runs.get(run) {
                copied.push(format!("{}: `{}` is in {document}", path.display(), run.join(" ")));
            }
        }
    }
    assert!(copied.is_empty(), "{}", copied.join("\n"));
}

/// Every text of the graph data except titles and names, which are kept as they are.
fn texts() -> Vec<(PathBuf, String)> {
    let mut texts = Vec::new();
    let folders = [folder(), folder().join("entities"), folder().join("documents")];
    for (path, file) in folders.iter().flat_map(|folder| toml_files(folder)) {
        let mut found = Vec::new();
        gather(&Value::Table(file), &mut found);
        texts.extend(found.into_iter().map(|text| (path.clone(), text)));
    }
    texts
}

fn gather(value: &Value, found: &mut Vec<String>) {
    let kept: HashSet<&str> = ["title", "name"].into();
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| gather(value, found)),
        Value::Table(table) => {
            let others = table.iter().filter(|(key, _)| !kept.contains(key.as_str()));
            others.for_each(|(_, value)| gather(value, found));
        }
        _ => {}
    }
}

/// The words in lower case, without punctuation.
fn words(text: &str) -> Vec<String> {
    let apart = text.split(|c: char| !c.is_alphanumeric());
    apart.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
