//! Propositions as sentences: `Termez rocket attack targeted Military post near Termez`.

use crate::attribution::node_name;
use crate::claims::Subject;
use crate::graph::{EntityId, Store};
use crate::value::Value;

/// What the proposition says, with its qualifiers.
pub(super) fn sentence(subject: Subject, value: Option<&Value>, store: &Store) -> String {
    let text = short_sentence(subject, value, store);
    let Subject::Relationship(id) = subject else { return text };
    let properties = store.properties(EntityId::Relationship(id));
    let qualifiers: Vec<String> = properties.map(|(key, value)| format!("{} {value}", words(key))).collect();
    if qualifiers.is_empty() { text } else { format!("{text} ({})", qualifiers.join(", ")) }
}

/// What the proposition says.
pub(super) fn short_sentence(subject: Subject, value: Option<&Value>, store: &Store) -> String {
    match subject {
        Subject::Relationship(id) => {
            let [from, to] = super::ends(subject, store).map(|end| end.map(|end| node_name(store, end)));
            let verb = store.type_name(id).map(|name| words(name));
            [from.as_deref(), verb.as_deref(), to.as_deref()].map(Option::unwrap_or_default).join(" ")
        }
        Subject::Property(node, key) => {
            let key = store.keys().name(key).map(|key| words(key)).unwrap_or_default();
            format!("{} has {key} {}", node_name(store, node), value.unwrap_or(&Value::Null))
        }
        Subject::Alias(id) => store
            .claims()
            .alias(id)
            .map_or_else(String::new, |alias| format!("{} is called {}", node_name(store, alias.node), alias.name)),
    }
}

/// A name as words: `perpetrated-by` as `perpetrated by`, `LANDED_IN` as `landed in`.
fn words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    if words.chars().any(char::is_lowercase) { words } else { words.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_are_read_as_words() {
        let names = ["perpetrated-by", "LANDED_IN", "fundedBy", "in"];
        assert_eq!(names.map(words), ["perpetrated by", "landed in", "fundedBy", "in"]);
    }
}
