//! Values as people read them in a table: a node by its name and labels, a relationship by its type
//! and what its claims come to, a path from name to name. Nothing here can move a terminal's cursor.

use std::fmt::Write;

use crate::attribution::ClaimView;
use crate::error::escape_controls;
use crate::rows::{Node, Relationship, Rows};
use crate::value::{NodeId, Path, RelationshipId, Value, quote_name, quote_type};

/// A value that stands alone in a cell. Text stands without quotes, unless it could be taken for
/// something else: `'42'`, `'null'`, `''`.
pub(crate) fn cell(rows: &Rows, value: &Value) -> String {
    match value {
        Value::String(text) if !is_mistakable(text) => escape_controls(text).replace('\t', "    "),
        value => inner(rows, value),
    }
}

/// A value inside of another.
pub(crate) fn inner(rows: &Rows, value: &Value) -> String {
    match value {
        Value::List(values) => {
            let parts: Vec<_> = values.iter().map(|value| inner(rows, value)).collect();
            format!("[{}]", parts.join(", "))
        }
        Value::Map(map) => {
            let parts: Vec<_> = map
                .iter()
                .map(|(key, value)| format!("{}: {}", one_line(&quote_name(key)), inner(rows, value)))
                .collect();
            format!("{{{}}}", parts.join(", "))
        }
        Value::Node(id) => node(rows, *id),
        Value::Relationship(id) => relationship(rows, *id),
        Value::Path(value) => path(rows, value),
        scalar => escape_controls(&scalar.to_string()),
    }
}

/// Text on one line, without characters that act on a terminal.
pub(crate) fn one_line(text: &str) -> String {
    escape_controls(text).replace('\n', "\\n").replace('\t', "\\t")
}

/// A node's name, or its number.
pub(crate) fn node_name(rows: &Rows, id: NodeId) -> String {
    let name = rows.node(id).and_then(Node::name).filter(|name| !name.trim().is_empty());
    name.map_or_else(|| format!("#{}", id.0), one_line)
}

fn node(rows: &Rows, id: NodeId) -> String {
    let labels: String =
        rows.node(id).into_iter().flat_map(|node| &node.labels).fold(String::new(), |mut all, label| {
            let _ = write!(all, ":{}", one_line(label));
            all
        });
    let between = if labels.is_empty() { "" } else { " " };
    format!("({}{between}{labels})", node_name(rows, id))
}

fn relationship(rows: &Rows, id: RelationshipId) -> String {
    match rows.relationship(id) {
        Some(relationship) if relationship.is_of_layer => format!("[:{}]", type_name(relationship)),
        Some(relationship) => format!("[:{} {}]", type_name(relationship), summary(relationship)),
        None => format!("[#{}]", id.0),
    }
}

/// The type, as it may stand in a pattern; a hyphen needs no quotes there.
pub(crate) fn type_name(relationship: &Relationship) -> String {
    one_line(&quote_type(&relationship.relationship_type))
}

/// What the claims about a relationship come to: `2 claims, contested`.
pub(crate) fn summary(relationship: &Relationship) -> String {
    let standing = &relationship.standing;
    let mut out = match standing.claims {
        0 => "no claim".to_owned(),
        1 => "1 claim".to_owned(),
        n => format!("{n} claims"),
    };
    let remarks = [(standing.contested, "contested"), (standing.denied_only, "denied"), (standing.hedged, "hedged")];
    for (_, remark) in remarks.into_iter().filter(|(holds, _)| *holds) {
        out.push_str(", ");
        out.push_str(remark);
    }
    out
}

/// Who says it, and how: `Taliban admits, through its representative and Eurasianet, said 2022-04`.
pub(crate) fn attribution(claim: &ClaimView) -> String {
    let mut out = format!("{} {}", claim.claimer, claim.stance);
    let _ = claim.value.as_ref().map(|value| write!(out, " {}", inner(&Rows::default(), value)));
    // from the claimer outward to us
    let chain: Vec<_> = claim.via.iter().rev().map(String::as_str).collect();
    if !chain.is_empty() {
        let _ = write!(out, ", through {}", chain.join(" and then "));
    }
    let grade = claim.grade.as_ref().map(ToString::to_string);
    for (name, value) in [("said", &claim.said), ("valid", &claim.valid), ("grade", &grade)] {
        let _ = value.as_ref().map(|value| write!(out, ", {name} {value}"));
    }
    let _ = claim.modality.as_ref().map(|hedge| write!(out, ", hedged: \"{hedge}\""));
    one_line(&out)
}

/// Where it can be read: `Title, paragraph 4`.
pub(crate) fn evidence(claim: &ClaimView) -> String {
    if claim.document.is_empty() {
        return "no document: a query recorded it".to_owned();
    }
    let paragraph = match claim.paragraph {
        0 => "the head".to_owned(),
        n => format!("paragraph {n}"),
    };
    one_line(&format!("{}, {paragraph}", claim.document))
}

/// A path from name to name; arrows point as the relationships do.
pub(crate) fn path(rows: &Rows, path: &Path) -> String {
    let mut out = String::new();
    for (i, id) in path.nodes.iter().enumerate() {
        if let Some(step) = i.checked_sub(1).and_then(|i| path.relationships.get(i)) {
            let (text, forward) = rows.relationship(*step).map_or((format!("#{}", step.0), true), |relationship| {
                let mark = if relationship.standing.contested { " contested" } else { "" };
                (format!(":{}{mark}", type_name(relationship)), relationship.end == *id)
            });
            let _ = if forward { write!(out, "-[{text}]->") } else { write!(out, "<-[{text}]-") };
        }
        let _ = write!(out, "({})", node_name(rows, *id));
    }
    out
}

/// Whether text without quotes would look like another value, or like nothing.
fn is_mistakable(text: &str) -> bool {
    text.is_empty()
        || text.trim().len() != text.len()
        || matches!(text, "null" | "true" | "false" | "NaN" | "Infinity" | "-Infinity")
        || text.starts_with(['[', '{', '(', '\''])
        || (text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::samples;

    #[test]
    fn entities_by_name() {
        let rows = samples::contested();
        let cells: Vec<_> = rows.rows[0].iter().map(|value| cell(&rows, value)).collect();
        assert_eq!(
            cells,
            [
                "(Termez rocket attack :Attack)",
                "[:perpetrated-by 3 claims, contested]",
                "(ISKP :Group)",
                "(Termez rocket attack)-[:perpetrated-by contested]->(ISKP)"
            ]
        );
    }

    #[test]
    fn a_path_may_run_against_the_arrow() {
        let rows = samples::contested();
        let Value::Path(there) = &rows.rows[0][3] else { panic!() };
        let back = Path { nodes: there.nodes.iter().rev().copied().collect(), ..(**there).clone() };
        assert_eq!(path(&rows, &back), "(ISKP)<-[:perpetrated-by contested]-(Termez rocket attack)");
    }

    #[test]
    fn quotes_only_against_mistakes() {
        let rows = Rows::default();
        for (text, shown) in [("a b", "a b"), ("42", "'42'"), ("", "''"), ("null", "'null'"), ("4 men", "4 men")] {
            assert_eq!(cell(&rows, &text.into()), shown);
        }
        assert_eq!(cell(&rows, &Value::list(["a".into(), Value::Null])), "['a', null]");
    }

    #[test]
    fn nothing_acts_on_a_terminal() {
        let mut sketch = samples::Sketch::default();
        let evil = sketch.node("La\u{1b}[2Jbel", "k", "a\u{1b}]0;x\u{7}\nb\u{202e}");
        let relationship = sketch.relate(evil, "t\u{9b}", evil);
        let rows = sketch.rows(&["n", "r"], vec![vec![Value::Node(evil), Value::Relationship(relationship)]]);
        for value in &rows.rows[0] {
            let shown = cell(&rows, value);
            assert!(!shown.chars().any(crate::error::is_unsafe_to_print), "{shown:?}");
        }
        let map = Value::map([("k\u{1b}", "v\u{1b}")].map(|(k, v)| (k, v.into())));
        assert!(!cell(&rows, &map).contains('\u{1b}'));
    }
}
