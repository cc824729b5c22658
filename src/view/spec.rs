//! What a view is made of, as `USE` says it.

use crate::attribution::node_name;
use crate::claims::Stance;
use crate::error::{Detail, Error, Result};
use crate::graph::Store;
use crate::temporal::{Date, PartialDate};
use crate::value::{Map, NodeId, Value, quote_string};

/// What a view is made of. The default shows what somebody asserts, and bare facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ViewSpec {
    /// Only claims made by one of these, if there are any.
    pub according_to: Vec<NodeId>,
    /// Only claims carried by one of these documents, outlets and carriers, if there are any.
    pub reported_by: Vec<NodeId>,
    /// Only claims said by the end of that day.
    pub as_of: Option<Date>,
    /// Only claims recorded by the end of that day.
    pub known_on: Option<Date>,
    /// Only claims of what held on one of the days from the first to the second.
    pub valid_at: Option<(Date, Date)>,
    /// Only claims graded at least so reliable, and at least so credible.
    pub graded: Option<(char, u8)>,
    /// Only what one of these claims takes this stance to.
    pub stance: Option<Stance>,
    /// Only what so many independent origins assert.
    pub corroborated: usize,
    /// Only what is disputed, or only what is not.
    pub disputed: Option<bool>,
    /// Also what nobody asserts.
    pub everything: bool,
    /// The claims themselves, as nodes and relationships.
    pub claims: bool,
}

/// The keys of a view's map, as `view()` takes them.
const KEYS: [&str; 11] = [
    "according_to",
    "reported_by",
    "as_of",
    "known_on",
    "valid_at",
    "graded",
    "stance",
    "corroborated",
    "disputed",
    "everything",
    "claims",
];

impl ViewSpec {
    /// Reads a view's map. Sources are nodes or names, which `find` finds.
    pub fn from_map(map: &Map, find: &dyn Fn(&Value) -> Result<NodeId>) -> Result<Self> {
        let mut spec = Self::default();
        for (key, value) in map {
            if value.is_null() {
                continue;
            }
            match &**key {
                "according_to" => spec.according_to = sources(key, value, find)?,
                "reported_by" => spec.reported_by = sources(key, value, find)?,
                "as_of" => spec.as_of = Some(days(key, value)?.1),
                "known_on" => spec.known_on = Some(days(key, value)?.1),
                "valid_at" => spec.valid_at = Some(days(key, value)?),
                "graded" => spec.graded = Some(grade(value)?),
                "stance" => spec.stance = Some(stance(value)?),
                "corroborated" => spec.corroborated = number(key, value)?,
                "disputed" => spec.disputed = Some(truth(key, value)?),
                "everything" => spec.everything = truth(key, value)?,
                "claims" => spec.claims = truth(key, value)?,
                other => {
                    return Err(Error::argument(
                        Detail::InvalidArgumentValue,
                        format!("a view has no part {}", quote_string(other)),
                    )
                    .suggest(other, KEYS));
                }
            }
        }
        Ok(spec)
    }

    /// Whether it is the view of a query without `USE`.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether facts without claims are shown: unless it asks who says so, or how well it is supported.
    pub fn shows_bare_facts(&self) -> bool {
        self.according_to.is_empty()
            && self.reported_by.is_empty()
            && self.graded.is_none()
            && self.stance.is_none()
            && self.corroborated == 0
            && self.disputed != Some(true)
    }

    /// As a query would write it: `according_to('Amaq')`, or `view({...})` for several parts at once.
    pub fn describe(&self, store: &Store) -> String {
        let names = |nodes: &[NodeId]| {
            let names: Vec<String> = nodes.iter().map(|node| quote_string(&node_name(store, *node))).collect();
            names.join(", ")
        };
        let day = |date: Date| format!("date('{date}')");
        let mut parts: Vec<(&str, String)> = Vec::new();
        if !self.according_to.is_empty() {
            parts.push(("according_to", names(&self.according_to)));
        }
        if !self.reported_by.is_empty() {
            parts.push(("reported_by", names(&self.reported_by)));
        }
        parts.extend(self.as_of.map(|date| ("as_of", day(date))));
        parts.extend(self.known_on.map(|date| ("known_on", day(date))));
        parts.extend(self.valid_at.map(|(from, to)| {
            ("valid_at", if from == to { day(from) } else { quote_string(&month_or_year(from, to)) })
        }));
        parts.extend(self.graded.map(|(r, c)| ("graded", format!("'{r}', {c}"))));
        parts.extend(self.stance.map(|stance| ("stance", format!("'{stance}'"))));
        if self.corroborated > 0 {
            parts.push(("corroborated", self.corroborated.to_string()));
        }
        parts.extend(self.disputed.map(|disputed| ("disputed", disputed.to_string())));
        if self.everything {
            parts.push(("everything", true.to_string()));
        }
        if self.claims {
            parts.push(("claims", true.to_string()));
        }
        match parts.as_slice() {
            [] => "view({})".to_owned(),
            [("according_to", who), ("stance", stance)] if stance == "'denies'" => format!("denials_of({who})"),
            [("disputed", disputed)] => (if disputed == "true" { "disputed()" } else { "undisputed()" }).to_owned(),
            [(flag @ ("everything" | "claims"), _)] => format!("{flag}()"),
            [(name, arguments)] if *name != "stance" => format!("{name}({arguments})"),
            several => {
                let entry = |(name, of): &(&str, String)| match *name {
                    "according_to" | "reported_by" | "graded" => format!("{name}: [{of}]"),
                    _ => format!("{name}: {of}"),
                };
                format!("view({{{}}})", several.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// How a whole month or year is written.
fn month_or_year(from: Date, to: Date) -> String {
    if from.month() == to.month() {
        format!("{:04}-{:02}", from.year(), from.month())
    } else {
        format!("{:04}", from.year())
    }
}

fn wrong(key: &str, wanted: &str, value: &Value) -> Error {
    Error::type_error(format!("the view's `{key}` is {wanted}, not {}", value.type_name()))
}

fn sources(key: &str, value: &Value, find: &dyn Fn(&Value) -> Result<NodeId>) -> Result<Vec<NodeId>> {
    let source = |value: &Value| match value {
        Value::Node(_) | Value::String(_) => find(value),
        other => Err(wrong(key, "made of names or nodes", other)),
    };
    let mut nodes: Vec<NodeId> = match value {
        Value::List(values) if values.is_empty() => {
            return Err(Error::argument(Detail::InvalidArgumentValue, format!("the view's `{key}` names nobody")));
        }
        Value::List(values) => values.iter().map(source).collect::<Result<_>>()?,
        one => vec![source(one)?],
    };
    nodes.sort_unstable();
    nodes.dedup();
    Ok(nodes)
}

/// The first and the last day that a date, whole or partial, can mean.
fn days(key: &str, value: &Value) -> Result<(Date, Date)> {
    let date = match value {
        Value::PartialDate(date) => Some(*date),
        Value::String(text) => PartialDate::parse(text),
        Value::Date(date) => Some((*date).into()),
        other => return Err(wrong(key, "a date, whole or partial", other)),
    };
    date.and_then(PartialDate::bounds).ok_or_else(|| {
        Error::argument(Detail::InvalidArgumentValue, format!("the view's `{key}` is a date with a year, not {value}"))
            .hint("write it as '2022-04-20', '2022-04' or '2022'")
    })
}

fn number(key: &str, value: &Value) -> Result<usize> {
    match value {
        Value::Integer(n) => usize::try_from(*n)
            .map_err(|_| Error::argument(Detail::InvalidArgumentValue, format!("the view's `{key}` is not negative"))),
        other => Err(wrong(key, "a whole number", other)),
    }
}

fn truth(key: &str, value: &Value) -> Result<bool> {
    match value {
        Value::Boolean(truth) => Ok(*truth),
        other => Err(wrong(key, "true or false", other)),
    }
}

fn stance(value: &Value) -> Result<Stance> {
    let Value::String(name) = value else { return Err(wrong("stance", "a word", value)) };
    Stance::parse(name).ok_or_else(|| {
        Error::argument(Detail::InvalidArgumentValue, format!("no stance {}", quote_string(name)))
            .suggest(name, Stance::ALL.iter().map(|stance| stance.name()))
    })
}

fn grade(value: &Value) -> Result<(char, u8)> {
    let parts: Option<(char, u8)> = match value {
        Value::List(parts) => match parts.iter().collect::<Vec<_>>().as_slice() {
            [Value::String(letter), Value::Integer(figure)] => {
                let mut letters = letter.chars();
                letters.next().filter(|_| letters.next().is_none()).zip(u8::try_from(*figure).ok())
            }
            _ => None,
        },
        _ => None,
    };
    let parts = parts.filter(|(letter, figure)| ('A'..='E').contains(letter) && (1..=5).contains(figure));
    parts.ok_or_else(|| {
        Error::argument(Detail::InvalidArgumentValue, "the view's `graded` is a letter from A to E and a figure from 1 to 5")
            .hint("graded('B', 2) shows what sources graded A or B say with credibility 1 or 2; F and 6 mean that it cannot be judged")
    })
}
