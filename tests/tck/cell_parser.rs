//! Expected cells and parameters: the TCK's notation of values.
//!
//! `null`, `true`, `false`, integers, floats (`.5`, `1e9`, `NaN`, `Inf`), `'strings'` with `\'` and
//! `\\`, `[lists]`, `{maps: 1}`, `(:Node {k: 1})`, `[:RELATIONSHIP {k: 1}]` and paths
//! `<(:A)-[:T]->(:B)<-[:U]-()>`.

use std::collections::BTreeMap;

use crate::value::{Cell, Direction, Node, Relationship};

/// The value that a cell stands for.
pub fn parse(text: &str) -> Result<Cell, String> {
    let mut parser = Parser { rest: text };
    let cell = parser.value().and_then(|cell| {
        parser.blank();
        if parser.rest.is_empty() { Ok(cell) } else { Err("nothing more".to_owned()) }
    });
    cell.map_err(|expected| format!("the cell `{text}` is no value: expected {expected} before `{}`", parser.rest))
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes `token` if it comes next, after blanks.
    fn take(&mut self, token: &str) -> bool {
        self.blank();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.take(token) { Ok(()) } else { Err(format!("`{token}`")) }
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn value(&mut self) -> Result<Cell, String> {
        self.blank();
        match self.rest.chars().next() {
            Some('\'') => self.string().map(Cell::String),
            Some('{') => self.map().map(Cell::Map),
            Some('(') => self.node().map(Cell::Node),
            Some('<') => self.path(),
            Some('[') => {
                // only a relationship has a colon right after its bracket
                let inner = self.rest.get(1..).unwrap_or_default().trim_start();
                if inner.starts_with(':') { self.relationship().map(Cell::Relationship) } else { self.list() }
            }
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Cell, String> {
        let before = self.rest;
        let word = self.take_while(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '.'));
        let cell = match word {
            "null" => Some(Cell::Null),
            "true" => Some(Cell::Boolean(true)),
            "false" => Some(Cell::Boolean(false)),
            "NaN" => Some(Cell::Float(f64::NAN)),
            "Inf" => Some(Cell::Float(f64::INFINITY)),
            "-Inf" => Some(Cell::Float(f64::NEG_INFINITY)),
            _ if !word.contains(|c: char| c.is_ascii_digit()) => None,
            _ if word.contains(['.', 'e', 'E']) => word.parse().ok().map(Cell::Float),
            _ => word.parse().ok().map(Cell::Integer),
        };
        cell.ok_or_else(|| {
            self.rest = before;
            "a value".to_owned()
        })
    }

    fn string(&mut self) -> Result<String, String> {
        self.expect("'")?;
        let mut text = String::new();
        let mut characters = self.rest.chars();
        while let Some(c) = characters.next() {
            match c {
                '\'' => {
                    self.rest = characters.as_str();
                    return Ok(text);
                }
                '\\' => match characters.next() {
                    Some(escaped @ ('\'' | '\\')) => text.push(escaped),
                    Some(other) => text.extend(['\\', other]),
                    None => break,
                },
                c => text.push(c),
            }
        }
        Err("the end of the string".to_owned())
    }

    fn list(&mut self) -> Result<Cell, String> {
        self.expect("[")?;
        let mut cells = Vec::new();
        if self.take("]") {
            return Ok(Cell::List(cells));
        }
        loop {
            cells.push(self.value()?);
            if !self.take(",") {
                break;
            }
        }
        self.expect("]")?;
        Ok(Cell::List(cells))
    }

    fn map(&mut self) -> Result<BTreeMap<String, Cell>, String> {
        self.expect("{")?;
        let mut map = BTreeMap::new();
        if self.take("}") {
            return Ok(map);
        }
        loop {
            let key = self.name()?;
            self.expect(":")?;
            map.insert(key, self.value()?);
            if !self.take(",") {
                break;
            }
        }
        self.expect("}")?;
        Ok(map)
    }

    fn name(&mut self) -> Result<String, String> {
        if self.take("`") {
            let name = self.take_while(|c| c != '`').to_owned();
            self.expect("`")?;
            return Ok(name);
        }
        self.blank();
        let name = self.take_while(|c| c.is_alphanumeric() || c == '_');
        if name.is_empty() { Err("a name".to_owned()) } else { Ok(name.to_owned()) }
    }

    /// Properties, if there are any.
    fn properties(&mut self) -> Result<BTreeMap<String, Cell>, String> {
        self.blank();
        if self.rest.starts_with('{') { self.map() } else { Ok(BTreeMap::new()) }
    }

    fn node(&mut self) -> Result<Node, String> {
        self.expect("(")?;
        let mut node = Node::default();
        while self.take(":") {
            node.labels.insert(self.name()?);
        }
        node.properties = self.properties()?;
        self.expect(")")?;
        Ok(node)
    }

    fn relationship(&mut self) -> Result<Relationship, String> {
        self.expect("[")?;
        self.expect(":")?;
        let relationship_type = self.name()?;
        let properties = self.properties()?;
        self.expect("]")?;
        Ok(Relationship { relationship_type, properties })
    }

    fn path(&mut self) -> Result<Cell, String> {
        self.expect("<")?;
        let mut nodes = vec![self.node()?];
        let mut steps = Vec::new();
        while !self.take(">") {
            let backwards = self.take("<-");
            if !backwards {
                self.expect("-")?;
            }
            let relationship = self.relationship()?;
            self.expect(if backwards { "-" } else { "->" })?;
            steps.push((relationship, if backwards { Direction::Backwards } else { Direction::Forwards }));
            nodes.push(self.node()?);
        }
        Ok(Cell::Path(nodes, steps))
    }
}
