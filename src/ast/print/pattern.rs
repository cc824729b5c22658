//! Patterns and label expressions.

use super::Printer;
use crate::ast::{
    Direction, Expression, LabelExpression, Name, NodePattern, PathPattern, QuantifiedPath, Quantifier,
    RelationshipPattern, Selector, Shortest, Step, VariableLength,
};
use crate::value::{quote_name, quote_type};

/// How a label or a relationship type is written.
type Quote = fn(&str) -> String;

impl Printer {
    pub(super) fn patterns(&mut self, paths: &[PathPattern]) {
        self.list(paths, ", ", Self::path);
    }

    pub(super) fn path(&mut self, path: &PathPattern) {
        let PathPattern { variable, start, steps, shortest, selector, predicate, span: _ } = path;
        if let Some(variable) = variable {
            self.operand_name(&variable.text);
            self.put(" = ");
        }
        if let Some(Selector { count, groups }) = selector {
            self.put("SHORTEST ");
            self.expression(count);
            self.put(if *groups { " GROUPS " } else { " " });
        }
        match shortest {
            None if predicate.is_some() => self.put("("),
            None => {}
            Some(Shortest::One) => self.put("shortestPath("),
            Some(Shortest::All) => self.put("allShortestPaths("),
        }
        self.node(start);
        for (step, node) in steps {
            match step {
                Step::Relationship(relationship) => self.relationship(relationship),
                Step::Quantified(path) => self.quantified(path),
            }
            self.node(node);
        }
        if let Some(predicate) = predicate {
            self.put(" WHERE ");
            self.expression(predicate);
        }
        if shortest.is_some() || predicate.is_some() {
            self.put(")");
        }
    }

    fn quantified(&mut self, path: &QuantifiedPath) {
        let QuantifiedPath { start, steps, predicate, quantifier, span: _ } = path;
        self.put("(");
        self.node(start);
        for (relationship, node) in steps {
            self.relationship(relationship);
            self.node(node);
        }
        if let Some(predicate) = predicate {
            self.put(" WHERE ");
            self.expression(predicate);
        }
        self.put(")");
        self.quantifier_of_path(*quantifier);
    }

    fn quantifier_of_path(&mut self, Quantifier { min, max }: Quantifier) {
        let text = match (min, max) {
            (0, None) => "*".to_owned(),
            (1, None) => "+".to_owned(),
            (min, None) => format!("{{{min},}}"),
            (min, Some(max)) if min == max => format!("{{{min}}}"),
            (min, Some(max)) => format!("{{{min},{max}}}"),
        };
        self.put(&text);
    }

    fn node(&mut self, node: &NodePattern) {
        let NodePattern { variable, labels, properties, predicate, span: _ } = node;
        self.put("(");
        let start = self.out.len();
        self.named(variable.as_ref(), labels.as_ref(), quote_name);
        self.restrictions(start, properties.as_ref(), predicate.as_ref());
        self.put(")");
    }

    fn relationship(&mut self, relationship: &RelationshipPattern) {
        let RelationshipPattern { variable, types, direction, length, quantifier, properties, predicate, span: _ } =
            relationship;
        let (left, right) = match direction {
            Direction::Outgoing => ("-", "->"),
            Direction::Incoming => ("<-", "-"),
            Direction::Both => ("-", "-"),
        };
        self.put(left);
        let before = self.out.len();
        self.put("[");
        let start = self.out.len();
        self.named(variable.as_ref(), types.as_ref(), quote_type);
        if let Some(length) = length {
            self.length(*length);
        }
        self.restrictions(start, properties.as_ref(), predicate.as_ref());
        if self.out.len() == start {
            // nothing is said of it: no brackets
            self.out.truncate(before);
        } else {
            self.put("]");
        }
        self.put(right);
        if let Some(quantifier) = quantifier {
            self.quantifier_of_path(*quantifier);
        }
    }

    fn length(&mut self, VariableLength { min, max }: VariableLength) {
        let bound = |bound: Option<u32>| bound.map_or(String::new(), |bound| bound.to_string());
        self.put("*");
        match (min, max) {
            (None, None) => {}
            (Some(min), Some(max)) if min == max => self.put(&min.to_string()),
            (min, max) => self.put(&format!("{}..{}", bound(min), bound(max))),
        }
    }

    fn named(&mut self, variable: Option<&Name>, labels: Option<&LabelExpression>, quote: Quote) {
        if let Some(variable) = variable {
            self.element_name(variable);
        }
        if let Some(labels) = labels {
            self.put(":");
            // in an expression, what follows could go on a choice with labels that an expression gives
            let choice = matches!(labels, LabelExpression::Or(_)) && has_dynamic(labels);
            self.put(if choice { "(" } else { "" });
            self.labels(labels, quote);
            self.put(if choice { ")" } else { "" });
        }
    }

    /// The properties and the condition; `start` is where the inside of the brackets began.
    fn restrictions(&mut self, start: usize, properties: Option<&Expression>, predicate: Option<&Expression>) {
        if let Some(properties) = properties {
            self.blank_after(start);
            self.expression(properties);
        }
        if let Some(predicate) = predicate {
            self.blank_after(start);
            self.put("WHERE ");
            self.expression(predicate);
        }
    }

    fn blank_after(&mut self, start: usize) {
        if self.out.len() > start {
            self.put(" ");
        }
    }

    /// A label expression: `!` binds tightest, then `&`, then `|`.
    pub(super) fn labels(&mut self, labels: &LabelExpression, quote: Quote) {
        match labels {
            LabelExpression::Name(name) => self.put(&quote(&name.text)),
            LabelExpression::Dynamic { of, any } => self.dynamic_labels(of, *any),
            LabelExpression::Any => self.put("%"),
            LabelExpression::Not(of) => {
                self.put("!");
                self.label_part(of, quote, |part| {
                    !matches!(part, LabelExpression::And(_) | LabelExpression::Or(_) | LabelExpression::Not(_))
                });
            }
            LabelExpression::And(parts) => self.list(parts, "&", |printer, part| {
                printer
                    .label_part(part, quote, |part| !matches!(part, LabelExpression::And(_) | LabelExpression::Or(_)));
            }),
            LabelExpression::Or(parts) => self.list(parts, "|", |printer, part| {
                printer.label_part(part, quote, |part| !matches!(part, LabelExpression::Or(_)));
            }),
        }
    }

    pub(super) fn dynamic_labels(&mut self, of: &Expression, any: bool) {
        self.put(if any { "$any(" } else { "$(" });
        self.expression(of);
        self.put(")");
    }

    fn label_part(&mut self, part: &LabelExpression, quote: Quote, bare: fn(&LabelExpression) -> bool) {
        if bare(part) {
            self.labels(part, quote);
        } else {
            self.put("(");
            self.labels(part, quote);
            self.put(")");
        }
    }
}

/// Whether an expression gives some of the labels.
fn has_dynamic(labels: &LabelExpression) -> bool {
    match labels {
        LabelExpression::Dynamic { .. } => true,
        LabelExpression::Name(_) | LabelExpression::Any => false,
        LabelExpression::Not(of) => has_dynamic(of),
        LabelExpression::And(parts) | LabelExpression::Or(parts) => parts.iter().any(has_dynamic),
    }
}
