//! Values as the judge sees them: read from an expected cell, or taken from an answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use claimgraph::{NodeId, RelationshipId, Rows, Value};

/// A value without identity: what can be observed of it.
#[derive(Clone, Debug)]
pub enum Cell {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(String),
    List(Vec<Cell>),
    Map(BTreeMap<String, Cell>),
    Node(Node),
    Relationship(Relationship),
    /// Nodes, and the relationships between them.
    Path(Vec<Node>, Vec<(Relationship, Direction)>),
    /// Only in answers: a date, time or duration, as text; a cell writes it as a string.
    Temporal(String),
    /// Only in answers: what was deleted, which no cell can describe.
    Gone(String),
}

/// A node of a cell: its labels are a set.
#[derive(Clone, Debug, Default)]
pub struct Node {
    pub labels: BTreeSet<String>,
    pub properties: BTreeMap<String, Cell>,
}

/// A relationship of a cell.
#[derive(Clone, Debug, Default)]
pub struct Relationship {
    pub relationship_type: String,
    pub properties: BTreeMap<String, Cell>,
}

/// How a path walks a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Forwards,
    Backwards,
    /// From a node to itself: both at once.
    Loop,
}

impl Cell {
    /// A value of an answer.
    pub fn of(value: &Value, rows: &Rows) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(b) => Self::Boolean(*b),
            Value::Integer(i) => Self::Integer(*i),
            Value::Float(f) => Self::Float(*f),
            Value::String(text) => Self::String(text.to_string()),
            Value::List(values) => Self::List(values.iter().map(|value| Self::of(value, rows)).collect()),
            Value::Map(map) => Self::Map(entries(map, rows)),
            Value::Node(id) => node(*id, rows).map_or_else(|| Self::Gone(value.to_string()), Self::Node),
            Value::Relationship(id) => {
                relationship(*id, rows).map_or_else(|| Self::Gone(value.to_string()), Self::Relationship)
            }
            Value::Path(walked) => path(walked, rows).unwrap_or_else(|| Self::Gone(value.to_string())),
            temporal => Self::Temporal(temporal.to_string()),
        }
    }

    /// The value for a parameter.
    pub fn into_value(self) -> Result<Value, String> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Boolean(b) => b.into(),
            Self::Integer(i) => i.into(),
            Self::Float(f) => f.into(),
            Self::String(text) => text.into(),
            Self::List(cells) => Value::list(cells.into_iter().map(Self::into_value).collect::<Result<Vec<_>, _>>()?),
            Self::Map(map) => {
                let entries = map.into_iter().map(|(key, cell)| Ok((key, cell.into_value()?)));
                Value::map(entries.collect::<Result<Vec<_>, String>>()?)
            }
            other => return Err(format!("{other} cannot be a parameter")),
        })
    }

    /// Whether an answer's value is the expected one. No type is like another, but for temporal
    /// values, which cells write as strings; null is null and NaN is NaN.
    pub fn matches(&self, actual: &Self, list_order: bool) -> bool {
        let same = |a: &Self, b: &Self| a.matches(b, list_order);
        match (self, actual) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            #[expect(clippy::float_cmp, reason = "the exact value is asked for")]
            (Self::Float(a), Self::Float(b)) => a == b || (a.is_nan() && b.is_nan()),
            (Self::String(a), Self::String(b) | Self::Temporal(b)) => a == b,
            (Self::List(a), Self::List(b)) if list_order => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
            }
            (Self::List(a), Self::List(b)) => is_same_bag(a, b, same),
            (Self::Map(a), Self::Map(b)) => same_entries(a, b, list_order),
            (Self::Node(a), Self::Node(b)) => a.matches(b, list_order),
            (Self::Relationship(a), Self::Relationship(b)) => a.matches(b, list_order),
            (Self::Path(nodes, steps), Self::Path(other_nodes, other_steps)) => {
                nodes.len() == other_nodes.len()
                    && steps.len() == other_steps.len()
                    && nodes.iter().zip(other_nodes).all(|(a, b)| a.matches(b, list_order))
                    && steps.iter().zip(other_steps).all(|((a, way), (b, other_way))| {
                        (way == other_way || *other_way == Direction::Loop) && a.matches(b, list_order)
                    })
            }
            _ => false,
        }
    }
}

impl Node {
    fn matches(&self, actual: &Self, list_order: bool) -> bool {
        self.labels == actual.labels && same_entries(&self.properties, &actual.properties, list_order)
    }
}

impl Relationship {
    fn matches(&self, actual: &Self, list_order: bool) -> bool {
        self.relationship_type == actual.relationship_type
            && same_entries(&self.properties, &actual.properties, list_order)
    }
}

fn same_entries(a: &BTreeMap<String, Cell>, b: &BTreeMap<String, Cell>, list_order: bool) -> bool {
    a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| a.matches(b, list_order)))
}

/// Whether each of `expected` can be given one of `actual` of its own (`matches` is not transitive
/// where paths hold loops, so the first match need not be the right one: augmenting paths).
pub fn is_same_bag<E, A>(expected: &[E], actual: &[A], matches: impl Fn(&E, &A) -> bool) -> bool {
    fn place(i: usize, edges: &[Vec<usize>], tried: &mut [bool], taken: &mut [Option<usize>]) -> bool {
        edges.get(i).into_iter().flatten().any(|&j| {
            if tried.get(j).copied().unwrap_or(true) {
                return false;
            }
            tried.iter_mut().skip(j).take(1).for_each(|tried| *tried = true);
            let free = taken.get(j).copied().flatten().is_none_or(|other| place(other, edges, tried, taken));
            if free {
                taken.iter_mut().skip(j).take(1).for_each(|taken| *taken = Some(i));
            }
            free
        })
    }
    if expected.len() != actual.len() {
        return false;
    }
    let fits = |e: &E| actual.iter().enumerate().filter(|(_, a)| matches(e, a)).map(|(j, _)| j).collect();
    let edges: Vec<Vec<usize>> = expected.iter().map(fits).collect();
    let mut taken = vec![None; actual.len()];
    (0..expected.len()).all(|i| place(i, &edges, &mut vec![false; actual.len()], &mut taken))
}

fn entries(map: &claimgraph::Map, rows: &Rows) -> BTreeMap<String, Cell> {
    map.iter().map(|(key, value)| (key.to_string(), Cell::of(value, rows))).collect()
}

fn node(id: NodeId, rows: &Rows) -> Option<Node> {
    let node = rows.node(id)?;
    let labels = node.labels.iter().map(ToString::to_string).collect();
    Some(Node { labels, properties: entries(&node.properties, rows) })
}

fn relationship(id: RelationshipId, rows: &Rows) -> Option<Relationship> {
    let relationship = rows.relationship(id)?;
    let relationship_type = relationship.relationship_type.to_string();
    Some(Relationship { relationship_type, properties: entries(&relationship.properties, rows) })
}

/// A path; nothing if a part of it is gone, or if its relationships do not join its nodes.
fn path(path: &claimgraph::Path, rows: &Rows) -> Option<Cell> {
    let nodes = path.nodes.iter().map(|id| node(*id, rows)).collect::<Option<Vec<_>>>()?;
    let pairs = path.nodes.iter().zip(path.nodes.iter().skip(1));
    let steps = path.relationships.iter().zip(pairs).map(|(id, (from, to))| {
        let ends = rows.relationship(*id).map(|relationship| (relationship.start, relationship.end))?;
        let direction = match (ends == (*from, *to), ends == (*to, *from)) {
            (true, true) => Direction::Loop,
            (true, false) => Direction::Forwards,
            (false, true) => Direction::Backwards,
            (false, false) => return None,
        };
        Some((relationship(*id, rows)?, direction))
    });
    let steps = steps.collect::<Option<Vec<_>>>()?;
    (nodes.len() == path.relationships.len() + 1).then_some(Cell::Path(nodes, steps))
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(b) => write!(f, "{b}"),
            Self::Integer(i) => write!(f, "{i}"),
            Self::Float(x) => write!(f, "{x:?}"),
            Self::String(text) => write!(f, "'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
            Self::Temporal(text) => write!(f, "'{text}'"),
            Self::Gone(text) => write!(f, "{text} (deleted)"),
            Self::List(cells) => {
                let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", cells.join(", "))
            }
            Self::Map(map) => f.write_str(&show_map(map)),
            Self::Node(node) => write!(f, "{node}"),
            Self::Relationship(relationship) => write!(f, "{relationship}"),
            Self::Path(nodes, steps) => {
                f.write_str("<")?;
                for (i, node) in nodes.iter().enumerate() {
                    match i.checked_sub(1).and_then(|i| steps.get(i)) {
                        Some((relationship, Direction::Backwards)) => write!(f, "<-{relationship}-{node}")?,
                        Some((relationship, _)) => write!(f, "-{relationship}->{node}")?,
                        None => write!(f, "{node}")?,
                    }
                }
                f.write_str(">")
            }
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: String = self.labels.iter().flat_map(|label| [":", label]).collect();
        let properties = if self.properties.is_empty() { String::new() } else { show_map(&self.properties) };
        let blank = if labels.is_empty() || properties.is_empty() { "" } else { " " };
        write!(f, "({labels}{blank}{properties})")
    }
}

impl fmt::Display for Relationship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blank = if self.properties.is_empty() { "" } else { " " };
        let properties = if self.properties.is_empty() { String::new() } else { show_map(&self.properties) };
        write!(f, "[:{}{blank}{properties}]", self.relationship_type)
    }
}

fn show_map(map: &BTreeMap<String, Cell>) -> String {
    let entries: Vec<String> = map.iter().map(|(key, cell)| format!("{key}: {cell}")).collect();
    format!("{{{}}}", entries.join(", "))
}
