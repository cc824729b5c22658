//! The judge: whether what happened is what a step says should have happened.

use std::collections::{BTreeMap, BTreeSet};

use claimgraph::{Error, Graph, Parameters, Phase, Rows, Value};

use crate::cell_parser;
use crate::value::{Cell, is_same_bag};

/// A sentence that says what is wrong.
pub type Verdict = Result<(), String>;

/// How two answers are compared.
#[derive(Clone, Copy)]
pub struct Order {
    /// Whether the order of rows counts.
    pub rows: bool,
    /// Whether the order of the elements of lists counts.
    pub lists: bool,
}

/// Whether the answer has these columns, verbatim and in this order, and these rows.
pub fn rows(table: &[Vec<String>], order: Order, answer: &Rows) -> Verdict {
    let (header, body) = table.split_first().ok_or("the expected result has no header")?;
    let columns: Vec<&str> = answer.columns.iter().map(|column| &**column).collect();
    if *header != columns {
        return Err(format!("columns: expected {header:?}, got {columns:?}"));
    }
    let parse_row = |row: &Vec<String>| {
        if row.len() != header.len() {
            return Err(format!("an expected row has {} cells under {} columns", row.len(), header.len()));
        }
        row.iter().map(|cell| cell_parser::parse(cell)).collect()
    };
    let expected: Vec<Vec<Cell>> = body.iter().map(parse_row).collect::<Result<_, _>>()?;
    let actual: Vec<Vec<Cell>> =
        answer.rows.iter().map(|row| row.iter().map(|value| Cell::of(value, answer)).collect()).collect();
    let same_row =
        |a: &Vec<Cell>, b: &Vec<Cell>| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.matches(b, order.lists));
    let same = if order.rows {
        expected.len() == actual.len() && expected.iter().zip(&actual).all(|(a, b)| same_row(a, b))
    } else {
        is_same_bag(&expected, &actual, same_row)
    };
    if same { Ok(()) } else { Err(format!("rows: expected {}, got {}", show(&expected), show(&actual))) }
}

/// Rows for a message, the first of them.
fn show(rows: &[Vec<Cell>]) -> String {
    const SHOWN: usize = 8;
    let show_row = |row: &Vec<Cell>| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ");
    let mut lines: Vec<String> = rows.iter().take(SHOWN).map(show_row).collect();
    if rows.len() > SHOWN {
        lines.push("...".to_owned());
    }
    format!("{} [{}]", rows.len(), lines.join(" // "))
}

/// Whether the answer has neither columns nor rows.
pub fn empty(answer: &Rows) -> Verdict {
    if answer.columns.is_empty() && answer.rows.is_empty() {
        return Ok(());
    }
    Err(format!("expected no columns and no rows, got {:?} and {} rows", answer.columns, answer.rows.len()))
}

/// Whether the error has this type, phase and detail. `expectation` is what follows `a ` in the step:
/// `SyntaxError should be raised at compile time: UndefinedVariable`.
pub fn error(expectation: &str, error: &Error) -> Verdict {
    let parts = expectation.split_once(" should be raised at ").and_then(|(kind, rest)| {
        let (phase, detail) = rest.split_once(": ")?;
        Some((kind, phase, detail.trim()))
    });
    let (kind, phase, detail) = parts.ok_or_else(|| format!("cannot read the step `a {expectation}`"))?;
    let right_phase = match phase {
        "compile time" => error.phase() == Phase::CompileTime,
        "runtime" => error.phase() == Phase::Runtime,
        "any time" => true,
        _ => return Err(format!("there is no phase `{phase}`")),
    };
    let mut wrong = Vec::new();
    if format!("{:?}", error.kind()) != kind {
        wrong.push("type");
    }
    if !right_phase {
        wrong.push("phase");
    }
    if detail != "*" && format!("{:?}", error.detail()) != detail {
        wrong.push("detail");
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!(
        "error, wrong {}: expected {kind} at {phase}: {detail}, got {}",
        wrong.join(" and "),
        show_error(error)
    ))
}

/// An error in one line.
pub fn show_error(error: &Error) -> String {
    format!("{:?} {}: {}", error.phase(), error.code(), error.message())
}

/// A graph at one moment, as two plain queries tell it: what is there, not what was counted.
#[derive(Debug, Default, PartialEq)]
pub struct Snapshot {
    nodes: BTreeSet<u32>,
    relationships: BTreeSet<u32>,
    labels: BTreeSet<String>,
    /// Entity, key and value.
    properties: BTreeSet<(String, String, String)>,
}

impl Snapshot {
    /// The graph as it is now.
    pub fn of(graph: &Graph) -> Result<Self, String> {
        let ask = |query: &str| {
            let rows = graph.session().query(query, &Parameters::new());
            rows.map_err(|error| format!("the snapshot `{query}` failed: {}", show_error(&error)))
        };
        let mut snapshot = Self::default();
        let answer = ask("MATCH (n) RETURN n")?;
        for value in answer.rows.iter().flatten() {
            let Value::Node(id) = value else { return Err(format!("{value} among the nodes")) };
            let node = answer.node(*id).ok_or_else(|| format!("{value} was matched but is not there"))?;
            if !snapshot.nodes.insert(id.0) {
                return Err(format!("{value} twice among the nodes"));
            }
            snapshot.labels.extend(node.labels.iter().map(ToString::to_string));
            snapshot.note_properties(&format!("node {}", id.0), &node.properties);
        }
        let answer = ask("MATCH ()-[r]->() RETURN r")?;
        for value in answer.rows.iter().flatten() {
            let Value::Relationship(id) = value else { return Err(format!("{value} among the relationships")) };
            let relationship = answer.relationship(*id);
            let relationship = relationship.ok_or_else(|| format!("{value} was matched but is not there"))?;
            if !snapshot.relationships.insert(id.0) {
                return Err(format!("{value} twice among the relationships"));
            }
            snapshot.note_properties(&format!("relationship {}", id.0), &relationship.properties);
        }
        snapshot.agrees_with(graph)?;
        Ok(snapshot)
    }

    /// What the queries saw against what the graph's own books say: a query that overlooks something
    /// would hide a change.
    fn agrees_with(&self, graph: &Graph) -> Verdict {
        let schema = graph.schema();
        let labels: BTreeSet<String> = schema.labels.iter().map(|entry| entry.name.clone()).collect();
        let relationships: usize = schema.types.iter().map(|entry| entry.count).sum();
        let properties: usize = schema.keys.iter().map(|entry| entry.count).sum();
        if (labels.clone(), relationships, properties)
            == (self.labels.clone(), self.relationships.len(), self.properties.len())
        {
            return Ok(());
        }
        Err(format!(
            "the snapshot has labels {:?}, {} relationships and {} properties; the schema {labels:?}, {relationships} and {properties}",
            self.labels,
            self.relationships.len(),
            self.properties.len(),
        ))
    }

    fn note_properties(&mut self, entity: &str, properties: &claimgraph::Map) {
        for (key, value) in properties {
            // in the debug form, values of different types are different texts
            self.properties.insert((entity.to_owned(), key.to_string(), format!("{value:?}")));
        }
    }

    /// What is here and not in `before`, and the other way round, by the names of the TCK.
    fn changes_since(&self, before: &Self) -> BTreeMap<String, usize> {
        fn count<T: Ord>(of: &str, before: &BTreeSet<T>, after: &BTreeSet<T>) -> [(String, usize); 2] {
            [(format!("+{of}"), after.difference(before).count()), (format!("-{of}"), before.difference(after).count())]
        }
        let counts = [
            count("nodes", &before.nodes, &self.nodes),
            count("relationships", &before.relationships, &self.relationships),
            count("labels", &before.labels, &self.labels),
            count("properties", &before.properties, &self.properties),
        ];
        counts.into_iter().flatten().filter(|(_, count)| *count > 0).collect()
    }
}

/// Whether the net changes are the ones of the table; what the table does not name is not changed.
pub fn side_effects(table: &[Vec<String>], before: &Snapshot, after: &Snapshot) -> Verdict {
    const NAMES: [&str; 4] = ["nodes", "relationships", "labels", "properties"];
    let mut expected = BTreeMap::new();
    for row in table {
        let (name, count) = match row.as_slice() {
            [name, count] if name.strip_prefix(['+', '-']).is_some_and(|name| NAMES.contains(&name)) => (name, count),
            other => return Err(format!("{other:?} is no side effect")),
        };
        let count: usize = count.parse().map_err(|_| format!("`{count}` is not a count of side effects"))?;
        if count > 0 && expected.insert(name.clone(), count).is_some() {
            return Err(format!("the side effect {name} is expected twice"));
        }
    }
    let actual = after.changes_since(before);
    if expected == actual { Ok(()) } else { Err(format!("side effects: expected {expected:?}, got {actual:?}")) }
}
