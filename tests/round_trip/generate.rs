//! Statements made from a string of bytes: each choice takes a byte, and when none is left the first
//! choice is taken, which never goes deeper. So every string gives a statement, and a shorter string a
//! simpler one.
//!
//! Only what the parser can give is made: its AST has forms that no text means, such as a path that is
//! repeated both by `*2` and by `{2}`.

mod clause;
mod expression;
mod pattern;
mod schema;

use claimgraph::Span;
use claimgraph::internals::{Expression, ExpressionKind, Mode, Name, Statement};

/// Names that are read easily, and names that are not.
const NAMES: &[&str] = &[
    "n",
    "x",
    "a_b",
    "größe",
    "日本",
    "with space",
    "a-b",
    "a--b",
    "-",
    "`",
    "a`b``",
    "",
    "1st",
    "ⓐ",
    "price$",
    "€",
    "a.b",
    ".",
    "'",
    "\"",
    "//",
    "/*",
    "\n",
    "\\",
    "_",
    "‿x",
    "match",
    "WHERE",
    "not",
    "null",
    "True",
    "false",
    "case",
    "when",
    "then",
    "else",
    "end",
    "distinct",
    "as",
    "count",
    "exists",
    "collect",
    "all",
    "any",
    "none",
    "single",
    "in",
    "is",
    "and",
    "or",
    "xor",
    "starts",
    "contains",
    "with",
    "return",
    "union",
    "order",
    "by",
    "desc",
    "skip",
    "finish",
    "call",
    "yield",
    "on",
    "shortestPath",
    "unwind",
    "explain",
    "both",
    "from",
    "date",
    "shortest",
    "profile",
    "let",
    "filter",
    "list",
];

/// The statement that these bytes stand for.
pub fn statement(bytes: &[u8]) -> Statement {
    let mut source = Source { bytes: bytes.iter(), depth: 6 };
    let mode = [Mode::Run, Mode::Explain, Mode::Run, Mode::Profile][source.pick(4)];
    Statement { mode, query: source.query() }
}

struct Source<'a> {
    bytes: std::slice::Iter<'a, u8>,
    /// How much deeper it may still go.
    depth: u32,
}

fn at(kind: ExpressionKind) -> Expression {
    Expression { kind, span: Span::default() }
}

fn named(text: &str) -> Name {
    Name { text: text.into(), span: Span::default() }
}

impl Source<'_> {
    /// A number below `count`.
    fn pick(&mut self, count: usize) -> usize {
        self.bytes.next().map_or(0, |byte| usize::from(*byte) % count)
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.pick(items.len())]
    }

    /// True once in `chances`.
    fn once_in(&mut self, chances: usize) -> bool {
        self.pick(chances) == 1
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.once_in(3) { Some(make(self)) } else { None }
    }

    fn some<T>(&mut self, least: usize, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = least + self.pick(most - least + 1);
        (0..count).map(|_| make(self)).collect()
    }

    fn name(&mut self) -> Name {
        named(self.of(NAMES))
    }
}
