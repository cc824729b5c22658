//! The AST as query text, laid out to be read: one clause a line, keywords in capitals, as few
//! parentheses and backticks as can be. The parser reads the text as an equal AST.
//!
//! No match here has an arm for "anything else": whoever adds a node is told that it has to be
//! printed.

mod clause;
mod expression;
mod pattern;
mod schema;

use std::fmt;

use super::{Expression, Mode, Name, Query, Statement};
use crate::value::{in_backticks, quote_name};

/// Words that are read as something else where an operand could be a name: `not` begins a negation,
/// `distinct` may belong to RETURN, `both` to trim, `in` to a WHEN.
const NO_OPERANDS: &[&str] = &[
    "as", "both", "case", "contains", "distinct", "false", "in", "leading", "not", "null", "trailing", "true", "when",
];

/// As query text, one clause a line. The parser reads it as an equal statement; comments are lost.
///
/// A column without AS is named by its text, so its expression is printed as it was written.
impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mode, query } = self;
        let mut printer = Printer::default();
        match mode {
            Mode::Run => {}
            Mode::Explain => printer.put("EXPLAIN "),
            Mode::Profile => printer.put("PROFILE "),
        }
        printer.query(query);
        f.write_str(&printer.out)
    }
}

/// As query text on one line.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printer = Printer { inline: true, ..Printer::default() };
        printer.expression(self);
        f.write_str(&printer.out)
    }
}

#[derive(Default)]
struct Printer {
    out: String,
    /// In how many CALL { } this stands.
    depth: usize,
    /// Whether clauses stand on one line, as in EXISTS { }.
    inline: bool,
}

impl Printer {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Begins a line for the next clause.
    fn line(&mut self) {
        if self.inline {
            self.out.push(' ');
        } else {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", self.depth));
        }
    }

    /// Puts each item, with `between` between them.
    fn list<T>(&mut self, items: &[T], between: &str, mut put: impl FnMut(&mut Self, &T)) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.put(between);
            }
            put(self, item);
        }
    }

    /// A name where only a name can stand.
    fn name(&mut self, name: &Name) {
        self.out.push_str(&quote_name(&name.text));
    }

    /// A name where an expression can stand.
    fn operand_name(&mut self, name: &str) {
        let misread = NO_OPERANDS.iter().any(|word| word.eq_ignore_ascii_case(name));
        self.out.push_str(&if misread { in_backticks(name) } else { quote_name(name) });
    }

    /// The name of a node or relationship in a pattern.
    fn element_name(&mut self, name: &Name) {
        if ["is", "where"].iter().any(|word| name.text.eq_ignore_ascii_case(word)) {
            self.out.push_str(&in_backticks(&name.text));
        } else {
            self.operand_name(&name.text);
        }
    }

    /// A function or procedure: its parts stand between dots.
    fn dotted(&mut self, name: &Name) {
        for (i, part) in name.text.split('.').enumerate() {
            if i == 0 {
                self.operand_name(part);
            } else {
                self.out.push('.');
                self.out.push_str(&quote_name(part));
            }
        }
    }

    fn query(&mut self, query: &Query) {
        let Query { branches, unions } = query;
        let mut unions = unions.iter();
        for (i, branch) in branches.iter().enumerate() {
            if i > 0 {
                self.line();
                let all = unions.next().is_some_and(|(all, _)| *all);
                self.put(if all { "UNION ALL" } else { "UNION" });
                self.line();
            }
            if let Some(view) = &branch.view {
                self.put("USE ");
                self.expression(view);
                self.line();
            }
            for (i, clause) in branch.clauses.iter().enumerate() {
                if i > 0 {
                    self.line();
                }
                self.clause(&clause.kind);
            }
        }
    }
}

#[cfg(test)]
mod tests;
