//! Documents as they are cited.

use super::node_name;
use crate::graph::Store;
use crate::temporal::{Date, PartialDate};
use crate::value::{NodeId, Value};

/// What is known of a document: enough to cite it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its key: the stable name that graph-data files give it.
    pub key: Option<String>,
    /// Its title, else what people call it.
    pub title: String,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Who wrote it, in the order in which it names them.
    pub authors: Vec<Author>,
    /// When it came out; may be partial.
    pub published: Option<PartialDate>,
    /// When it was entered into the graph.
    pub recorded: Option<Date>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The hash of its text.
    pub sha256: Option<String>,
    /// Where it can be found on the web.
    pub url: Option<String>,
}

/// Who wrote a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The whole name.
    pub name: String,
    /// The family name, where the graph says which part that is.
    pub family: Option<String>,
    /// The given names, where the graph says which part that is.
    pub given: Option<String>,
}

impl Document {
    /// What is known of the document of that number.
    pub fn of(store: &Store, node: NodeId) -> Self {
        let text = |key| text_of(store, node, key);
        let date = |key| match store.node_property(node, key) {
            Some(Value::PartialDate(date)) => Some(date),
            Some(Value::Date(date)) => Some(date.into()),
            _ => None,
        };
        Self {
            key: text("key"),
            title: text("title").unwrap_or_else(|| node_name(store, node).to_string()),
            outlet: linked(store, node, "published-by").next().map(|outlet| node_name(store, outlet).to_string()),
            authors: linked(store, node, "authored-by").map(|author| Author::of(store, author)).collect(),
            published: date("published"),
            recorded: date("recorded").and_then(PartialDate::full),
            language: text("language"),
            sha256: text("sha256"),
            url: text("url"),
        }
    }

    /// The key, or the title of a document that has none.
    pub fn label(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.title)
    }
}

impl Author {
    fn of(store: &Store, node: NodeId) -> Self {
        Self {
            name: node_name(store, node).to_string(),
            family: text_of(store, node, "family_name"),
            given: text_of(store, node, "given_name"),
        }
    }
}

fn text_of(store: &Store, node: NodeId, key: &str) -> Option<String> {
    store.node_property(node, key)?.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// The ends of the document's relationships of this type, in the order in which they were made.
fn linked<'s>(store: &'s Store, document: NodeId, relationship_type: &str) -> impl Iterator<Item = NodeId> + use<'s> {
    let number = store.types().find(relationship_type);
    let mut links: Vec<_> = number.into_iter().flat_map(|number| store.outgoing(document, Some(number))).collect();
    links.sort_by_key(|link| link.relationship);
    links.into_iter().map(|link| link.node)
}
