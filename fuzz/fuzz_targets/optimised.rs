//! A random query over a small random graph: planned with every choice and with none, it gives the same
//! rows.
//!
//! The queries hold nothing that can fail while it runs, since the order of a plan may decide whether
//! what would fail is reached; and a LIMIT only after an order by all that is visible.

#![no_main]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use arbitrary::Arbitrary;
use claimgraph::{Detail, Graph, Parameters, Result, Rows};
use libfuzzer_sys::fuzz_target;

const NODES: usize = 5;
const RELATIONSHIPS: usize = 8;
const DEADLINE: Duration = Duration::from_millis(500);

#[derive(Arbitrary, Debug)]
struct Input {
    nodes: [Node; NODES],
    relationships: [Relationship; RELATIONSHIPS],
    /// So many of the relationships are left out.
    without: u8,
    end: End,
    clauses: Vec<Clause>,
}

/// Bits for labels; no k where it is over 3.
#[derive(Arbitrary, Debug)]
struct Node {
    labels: u8,
    k: u8,
}

#[derive(Arbitrary, Debug)]
struct Relationship {
    from: u8,
    to: u8,
    kind: u8,
    w: u8,
}

#[derive(Arbitrary, Debug)]
enum Clause {
    Match { optional: bool, first: Path, second: Option<Path>, condition: Option<Condition> },
    Unwind { name: u8 },
    WithAll { condition: Option<Condition>, distinct: bool },
    WithSome { keep: u8, condition: Option<Condition> },
    WithCount { keep: u8 },
    WithFirst { limit: u8, descending: bool },
    Call { path: Path, condition: Option<Condition> },
}

#[derive(Arbitrary, Debug)]
struct Path {
    named: bool,
    shortest: bool,
    start: Place,
    steps: Vec<Step>,
}

/// A node of a pattern: one of four names, or none.
#[derive(Arbitrary, Debug)]
struct Place {
    name: u8,
    what: u8,
    k: u8,
}

#[derive(Arbitrary, Debug)]
struct Step {
    direction: u8,
    kind: u8,
    length: u8,
    named: bool,
    w: u8,
    place: Place,
}

#[derive(Arbitrary, Debug)]
enum Condition {
    Equal(u8, u8),
    Less(u8, u8),
    Label(u8),
    Null(u8),
    Same(u8, u8),
    Exists(u8, Box<Step>),
    Count(u8, Box<Step>, u8),
    Any(u8, u8),
    Not(Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Xor(Box<Condition>, Box<Condition>),
}

#[derive(Arbitrary, Debug)]
enum End {
    Plain,
    Distinct,
    Counted { keep: u8 },
    First { skip: u8, limit: u8, descending: bool },
}

/// What a name stands for.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Node,
    Relationship,
    Relationships,
    Path,
    Value,
}

/// The query as it grows, and what its names stand for.
#[derive(Default)]
struct Writer {
    text: String,
    scope: BTreeMap<String, Kind>,
    fresh: usize,
}

impl Writer {
    fn fresh(&mut self, letter: char) -> String {
        self.fresh += 1;
        format!("{letter}{}", self.fresh)
    }

    /// A name in scope that stands for one of these.
    fn pick(&self, which: u8, kinds: &[Kind]) -> Option<String> {
        let names: Vec<&String> = self.scope.iter().filter(|(_, kind)| kinds.contains(kind)).map(|(n, _)| n).collect();
        names.get(usize::from(which) % names.len().max(1)).map(|name| (*name).clone())
    }

    /// The name as a value that tells all of it.
    fn value(name: &str, kind: Kind) -> String {
        match kind {
            Kind::Node => format!("{name}.i"),
            Kind::Relationship => format!("{name}.j"),
            Kind::Relationships => format!("[e IN {name} | e.j]"),
            Kind::Path => format!("[[e IN nodes({name}) | e.i], [e IN relationships({name}) | e.j]]"),
            Kind::Value => name.to_owned(),
        }
    }

    fn values(&self) -> Vec<String> {
        self.scope.iter().map(|(name, kind)| Self::value(name, *kind)).collect()
    }

    fn place(&mut self, place: &Place) -> String {
        let name = ["", "a", "b", "c", "d"][usize::from(place.name) % 5];
        // a name that stands for something else cannot be a node
        if !name.is_empty() {
            self.scope.insert(name.to_owned(), Kind::Node);
        }
        let k = place.k % 4;
        let inside = match place.what % 8 {
            1 => ":A".to_owned(),
            2 => ":A&!B".to_owned(),
            3 => ":A|B".to_owned(),
            4 => format!(" {{k: {k}}}"),
            5 if !name.is_empty() => format!(" WHERE {name}.k <= {k}"),
            _ => String::new(),
        };
        format!("({name}{inside})")
    }

    fn step(&mut self, step: &Step) -> String {
        let kind = ["", ":T", ":U", ":T|U", ":!T", ":with-hyphen"][usize::from(step.kind) % 6];
        let length = ["", "*1..2", "*0..2", "", "*2", ""][usize::from(step.length) % 6];
        let w = if step.w % 8 == 3 { " {w: 0}" } else { "" };
        let name = if step.named {
            let name = self.fresh('r');
            self.scope.insert(name.clone(), if length.is_empty() { Kind::Relationship } else { Kind::Relationships });
            name
        } else {
            String::new()
        };
        let detail = format!("[{name}{kind}{length}{w}]");
        let place = self.place(&step.place);
        match step.direction % 3 {
            0 => format!("-{detail}->{place}"),
            1 => format!("<-{detail}-{place}"),
            _ => format!("-{detail}-{place}"),
        }
    }

    fn path(&mut self, path: &Path) -> String {
        let mut text = self.place(&path.start);
        if path.shortest && path.steps.len() == 1 {
            let to = self.place(&path.steps[0].place);
            let kind = ["", ":T", ":T|U"][usize::from(path.steps[0].kind) % 3];
            let arrow = if path.steps[0].direction.is_multiple_of(2) { "->" } else { "-" };
            text = format!("allShortestPaths({text}-[{kind}*..3]{arrow}{to})");
        } else {
            for step in path.steps.iter().take(2) {
                text += &self.step(step);
            }
        }
        if path.named {
            let name = self.fresh('p');
            text = format!("{name} = {text}");
            self.scope.insert(name, Kind::Path);
        }
        text
    }

    /// A condition on what is in scope; `None` where nothing fits.
    fn condition(&mut self, condition: &Condition, depth: usize) -> Option<String> {
        if depth == 0 {
            return None;
        }
        let node = |writer: &Self, which: u8| writer.pick(which, &[Kind::Node]);
        let both = |writer: &mut Self, a: &Condition, b: &Condition, word: &str| {
            let (a, b) = (writer.condition(a, depth - 1)?, writer.condition(b, depth - 1)?);
            Some(format!("({a} {word} {b})"))
        };
        // what a subquery names is not seen outside
        let inside = |writer: &mut Self, which: u8, step: &Step| {
            let from = node(writer, which)?;
            let outside = writer.scope.clone();
            let step = writer.step(step);
            writer.scope = outside;
            Some(format!("({from}){step}"))
        };
        Some(match condition {
            Condition::Equal(a, b) => format!("{}.k = {}.k", node(self, *a)?, node(self, *b)?),
            Condition::Less(a, k) => format!("{}.k < {}", node(self, *a)?, k % 4),
            Condition::Label(a) => format!("{}:B", node(self, *a)?),
            Condition::Null(a) => format!("{}.k IS NULL", node(self, *a)?),
            Condition::Same(a, b) => format!("{} = {}", node(self, *a)?, node(self, *b)?),
            Condition::Exists(a, step) => format!("EXISTS {{ {} }}", inside(self, *a, step)?),
            Condition::Count(a, step, n) => format!("COUNT {{ {} }} > {}", inside(self, *a, step)?, n % 3),
            Condition::Any(a, k) => format!("any(x IN [{}.k, 1] WHERE x = {})", node(self, *a)?, k % 4),
            Condition::Not(a) => format!("NOT ({})", self.condition(a, depth - 1)?),
            Condition::And(a, b) => both(self, a, b, "AND")?,
            Condition::Or(a, b) => both(self, a, b, "OR")?,
            Condition::Xor(a, b) => both(self, a, b, "XOR")?,
        })
    }

    fn condition_after(&mut self, condition: Option<&Condition>) -> String {
        let condition = condition.and_then(|condition| self.condition(condition, 4));
        condition.map_or(String::new(), |condition| format!(" WHERE {condition}"))
    }

    /// Keeps the names whose bits are set, the first at least, as the projection of a WITH.
    fn keep(&mut self, bits: u8) -> Vec<String> {
        let mut at = 0u32;
        let mut kept = false;
        self.scope.retain(|_, _| {
            at += 1;
            let keep = !kept || bits >> (at % 8) & 1 == 1;
            kept = true;
            keep
        });
        self.scope.keys().cloned().collect()
    }

    fn clause(&mut self, clause: &Clause) {
        let line = match clause {
            Clause::Match { optional, first, second, condition } => {
                let mut paths = self.path(first);
                if let Some(second) = second {
                    paths = format!("{paths}, {}", self.path(second));
                }
                let condition = self.condition_after(condition.as_ref());
                format!("{}MATCH {paths}{condition}", if *optional { "OPTIONAL " } else { "" })
            }
            Clause::Unwind { name } => {
                let list = match self.pick(*name, &[Kind::Node]) {
                    Some(name) => format!("[{name}.k, 1]"),
                    None => "[1, null, 1]".to_owned(),
                };
                let name = self.fresh('v');
                self.scope.insert(name.clone(), Kind::Value);
                format!("UNWIND {list} AS {name}")
            }
            _ if self.scope.is_empty() => return,
            Clause::WithAll { condition, distinct } => {
                let condition = self.condition_after(condition.as_ref());
                format!("WITH {}*{condition}", if *distinct { "DISTINCT " } else { "" })
            }
            Clause::WithSome { keep, condition } => {
                let kept = self.keep(*keep).join(", ");
                format!("WITH {kept}{}", self.condition_after(condition.as_ref()))
            }
            Clause::WithCount { keep } => {
                let kept = self.keep(*keep).join(", ");
                let name = self.fresh('v');
                self.scope.insert(name.clone(), Kind::Value);
                format!("WITH {kept}, count(*) AS {name}")
            }
            Clause::WithFirst { limit, descending } => {
                let order = self.values().join(", ");
                format!("WITH * ORDER BY {order}{} LIMIT {}", if *descending { " DESC" } else { "" }, limit % 9)
            }
            Clause::Call { path, condition } => {
                let imports: Vec<String> = self.scope.keys().cloned().collect();
                let outside = self.scope.clone();
                let path = self.path(path);
                let condition = self.condition_after(condition.as_ref());
                self.scope = outside;
                let name = self.fresh('v');
                self.scope.insert(name.clone(), Kind::Value);
                format!("CALL ({}) {{ MATCH {path}{condition} RETURN count(*) AS {name} }}", imports.join(", "))
            }
        };
        writeln!(self.text, "{line}").unwrap_or_default();
    }

    fn end(&mut self, end: &End) {
        let columns = |writer: &Self| {
            let columns = writer.scope.iter().map(|(name, kind)| format!("{} AS {name}_", Self::value(name, *kind)));
            columns.collect::<Vec<_>>().join(", ")
        };
        if self.scope.is_empty() {
            self.text += "RETURN count(*) AS n";
            return;
        }
        let line = match end {
            End::Plain => format!("RETURN {}", columns(self)),
            End::Distinct => format!("RETURN DISTINCT {}", columns(self)),
            End::Counted { keep } => {
                self.keep(*keep);
                format!("RETURN {}, count(*) AS n", columns(self))
            }
            End::First { skip, limit, descending } => format!(
                "RETURN {} ORDER BY {}{} SKIP {} LIMIT {}",
                columns(self),
                self.values().join(", "),
                if *descending { " DESC" } else { "" },
                skip % 3,
                limit % 9
            ),
        };
        self.text += &line;
    }
}

fn graph(input: &Input) -> Graph {
    let mut parts: Vec<String> = Vec::new();
    for (i, node) in input.nodes.iter().enumerate() {
        let labels = [":A", "", ":B", ":A:B"][usize::from(node.labels) % 4];
        let k = if node.k % 5 > 3 { String::new() } else { format!(", k: {}", node.k % 5) };
        parts.push(format!("(n{i}{labels} {{i: {i}{k}}})"));
    }
    let count = RELATIONSHIPS - usize::from(input.without) % RELATIONSHIPS;
    for (j, relationship) in input.relationships.iter().take(count).enumerate() {
        // where the bytes say nothing, the ends still differ
        let from = (usize::from(relationship.from) + j) % NODES;
        let to = (usize::from(relationship.to) + 2 * j + 1) % NODES;
        let kind = ["T", "U", "with-hyphen"][usize::from(relationship.kind) % 3];
        let w = if relationship.w % 3 == 2 { String::new() } else { format!(", w: {}", relationship.w % 3) };
        parts.push(format!("(n{from})-[:{kind} {{j: {j}{w}}}]->(n{to})"));
    }
    let graph = Graph::new();
    let text = format!("CREATE {}", parts.join(", "));
    graph.session().query(&text, &Parameters::new()).unwrap_or_else(|error| panic!("{error}"));
    graph
}

/// The rows as text, sorted: a bag.
fn bag(rows: &Rows) -> Vec<String> {
    let row = |row: &Vec<_>| row.iter().map(|value| rows.literal(value)).collect::<Vec<_>>().join(" | ");
    let mut lines: Vec<String> = rows.rows.iter().map(row).collect();
    lines.sort();
    lines
}

fn is_limit(answer: &Result<Rows>) -> bool {
    answer.as_ref().is_err_and(|error| matches!(error.detail(), Detail::Deadline | Detail::Memory))
}

fuzz_target!(|input: Input| {
    let mut writer = Writer::default();
    for clause in input.clauses.iter().take(4) {
        writer.clause(clause);
    }
    writer.end(&input.end);
    let query = writer.text;
    let graph = graph(&input);
    let mut session = graph.session();
    session.limits_mut().deadline = Some(DEADLINE);
    session.limits_mut().memory_bytes = 256 << 20;
    // in parts that are put together, which says more than a second thread would
    session.limits_mut().threads = 1;
    session.limits_mut().rows_to_divide = usize::from(input.without.is_multiple_of(2)) * 30_000;
    let chosen = session.query(&query, &Parameters::new());
    let plain = session.query_unoptimized(&query, &Parameters::new());
    if is_limit(&chosen) || is_limit(&plain) {
        return;
    }
    match (chosen, plain) {
        (Ok(chosen), Ok(plain)) => assert_eq!(bag(&chosen), bag(&plain), "{query}"),
        (Err(chosen), Err(plain)) => {
            assert_eq!(chosen.kind(), plain.kind(), "{query}");
            // nothing of these can fail, so the query is one that this target should not write
            panic!("{chosen}");
        }
        (Ok(_), Err(error)) => panic!("only without choice: {error}"),
        (Err(error), Ok(_)) => panic!("only with choice: {error}"),
    }
});
