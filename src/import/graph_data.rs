//! Graph data files. STAND-IN: reads well-formed files without checking them.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use toml::{Table, Value as Toml};

use crate::claims::{Claim, Stance, Subject};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::graph::{EntityId, Store};
use crate::sys;
use crate::temporal::PartialDate;
use crate::value::{NodeId, RelationshipId, Value};

/// A mistake in graph data files.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "stand-in")]
pub struct Mistake {
    pub file: String,
    pub line: usize,
    pub message: String,
    pub hint: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)?;
        self.hint.iter().try_for_each(|hint| write!(f, "\n  hint: {hint}"))
    }
}

/// All mistakes in a folder.
pub fn check(folder: &Path) -> Vec<Mistake> {
    let mistake = |error: &Error| Mistake {
        file: folder.display().to_string(),
        line: 1,
        message: error.message().to_owned(),
        hint: None,
    };
    load(folder).err().iter().map(mistake).collect()
}

fn table(path: &Path) -> Result<Table> {
    toml::from_str(&sys::read_file(path)?).map_err(|error| {
        Error::new(ErrorKind::GraphDataError, Detail::InvalidFile, format!("{}: {}", path.display(), error.message()))
    })
}

fn value(toml: &Toml) -> Value {
    match toml {
        Toml::String(text) => text.as_str().into(),
        Toml::Integer(i) => (*i).into(),
        Toml::Float(x) => (*x).into(),
        Toml::Boolean(b) => (*b).into(),
        Toml::Array(values) => Value::list(values.iter().map(value)),
        other => other.to_string().into(),
    }
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Toml::as_str).unwrap_or("")
}

fn tables<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    table.get(key).and_then(Toml::as_array).into_iter().flatten().filter_map(Toml::as_table)
}

/// The store that a folder describes.
pub fn load(folder: &Path) -> Result<Store> {
    let mut store = Store::new();
    let mut keys: HashMap<String, NodeId> = HashMap::new();
    for file in sys::list_folder(&folder.join("entities"), "toml")? {
        for (key, entity) in &table(&file)? {
            let Some(entity) = entity.as_table() else { continue };
            let labels = entity.get("labels").and_then(Toml::as_array).into_iter().flatten().filter_map(Toml::as_str);
            let node = store.create_node(labels)?;
            keys.insert(key.clone(), node);
            store.set_property(EntityId::Node(node), "key", key.as_str().into())?;
            for (name, property) in entity.iter().filter(|(name, _)| *name != "labels") {
                store.set_property(EntityId::Node(node), name, value(property))?;
            }
        }
    }
    let mut relationships: HashMap<String, RelationshipId> = HashMap::new();
    for file in sys::list_folder(&folder.join("documents"), "toml")? {
        let file = table(&file)?;
        let Some(about) = file.get("document").and_then(Toml::as_table) else { continue };
        let document = store.create_node(["Document"])?;
        for name in ["key", "title", "published"] {
            if !text(about, name).is_empty() {
                store.set_property(EntityId::Node(document), name, text(about, name).into())?;
            }
        }
        let outlet = text(about, "outlet");
        let find = |key: &str| {
            keys.get(key).copied().ok_or_else(|| {
                Error::new(ErrorKind::GraphDataError, Detail::InvalidFile, format!("no entity `{key}`"))
            })
        };
        for relation in tables(&file, "relation") {
            let (subject, kind, object) = (text(relation, "subject"), text(relation, "type"), text(relation, "object"));
            let key = format!("{subject} {kind} {object} {}", text(relation, "distinct"));
            let id = match relationships.get(&key) {
                Some(id) => *id,
                None => store.create_relationship(find(subject)?, kind, find(object)?)?,
            };
            relationships.insert(key, id);
            for (name, property) in relation.get("qualifiers").and_then(Toml::as_table).into_iter().flatten() {
                store.set_property(EntityId::Relationship(id), name, value(property))?;
            }
            add_claims(&mut store, relation, Subject::Relationship(id), None, document, outlet, &find)?;
        }
        for entry in tables(&file, "value") {
            let (node, property) = (find(text(entry, "entity"))?, text(entry, "property"));
            let said = entry.get("value").map(value);
            let subject = Subject::Property(node, store.intern_key(property));
            store.set_property(EntityId::Node(node), property, said.clone().unwrap_or_default())?;
            add_claims(&mut store, entry, subject, said.as_ref(), document, outlet, &find)?;
        }
    }
    Ok(store)
}

fn add_claims(
    store: &mut Store,
    entry: &Table,
    subject: Subject,
    value: Option<&Value>,
    document: NodeId,
    outlet: &str,
    find: &impl Fn(&str) -> Result<NodeId>,
) -> Result<()> {
    for claim in tables(entry, "claim") {
        let claimer = Some(text(claim, "claimer")).filter(|key| !key.is_empty()).unwrap_or(outlet);
        let via = claim.get("via").and_then(Toml::as_array).into_iter().flatten().filter_map(Toml::as_str);
        store.add_claim(Claim {
            subject,
            value: value.cloned(),
            stance: Stance::parse(text(claim, "stance")).unwrap_or(Stance::Reports),
            claimer: find(claimer)?,
            via: via.map(find).collect::<Result<_>>()?,
            said: PartialDate::parse(text(claim, "said")),
            valid: None,
            recorded: None,
            modality: Some(text(claim, "modality")).filter(|m| !m.is_empty()).map(Into::into),
            grade: None,
            document,
            paragraph: claim.get("paragraph").and_then(Toml::as_integer).unwrap_or(0) as u32,
            paraphrase: text(claim, "paraphrase").into(),
        })?;
    }
    Ok(())
}
