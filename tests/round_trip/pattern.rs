//! Patterns, and the labels in them.

use claimgraph::internals::{
    Direction, Expression, ExpressionKind, LabelExpression, NodePattern, PathPattern, QuantifiedPath, Quantifier,
    RelationshipPattern, Selector, Shortest, Step, VariableLength,
};
use claimgraph::{Span, Value};

use super::{Source, at};

impl Source<'_> {
    pub(super) fn labels(&mut self) -> LabelExpression {
        if self.depth == 0 {
            return LabelExpression::Name(self.name());
        }
        self.depth -= 1;
        let labels = match self.pick(9) {
            8 => LabelExpression::Dynamic { of: self.boxed(), any: self.once_in(2) },
            4 => LabelExpression::Any,
            5 => match self.labels() {
                // two are none
                LabelExpression::Not(of) => *of,
                of => LabelExpression::Not(Box::new(of)),
            },
            6 => LabelExpression::And(self.some(2, 3, Self::labels)),
            7 => LabelExpression::Or(self.some(2, 3, Self::labels)),
            _ => LabelExpression::Name(self.name()),
        };
        self.depth += 1;
        labels
    }

    fn properties(&mut self) -> Expression {
        at(if self.once_in(3) {
            ExpressionKind::Parameter(self.name().text)
        } else {
            ExpressionKind::Map(self.entries())
        })
    }

    fn node(&mut self) -> NodePattern {
        NodePattern {
            variable: self.maybe(Self::name),
            labels: self.maybe(Self::labels),
            properties: self.maybe(Self::properties),
            predicate: self.maybe(Self::expression),
            span: Span::default(),
        }
    }

    fn quantifier(&mut self) -> Quantifier {
        self.of(&[
            Quantifier { min: 0, max: None },
            Quantifier { min: 1, max: None },
            Quantifier { min: 7, max: None },
            Quantifier { min: 0, max: Some(2) },
            Quantifier { min: 3, max: Some(3) },
            Quantifier { min: 1, max: Some(u32::MAX) },
        ])
    }

    /// A relationship that may be repeated.
    fn step(&mut self) -> RelationshipPattern {
        let relationship = self.relationship();
        let quantifier = if relationship.length.is_none() { self.maybe(Self::quantifier) } else { None };
        RelationshipPattern { quantifier, ..relationship }
    }

    fn quantified(&mut self) -> QuantifiedPath {
        QuantifiedPath {
            start: self.node(),
            steps: self
                .some(1, 2, |source| (RelationshipPattern { length: None, ..source.relationship() }, source.node())),
            predicate: self.maybe(Self::expression),
            quantifier: self.quantifier(),
            span: Span::default(),
        }
    }

    fn relationship(&mut self) -> RelationshipPattern {
        let bound = |source: &mut Self| source.of(&[0, 1, 3, u32::MAX]);
        RelationshipPattern {
            quantifier: None,
            variable: self.maybe(Self::name),
            types: self.maybe(Self::labels),
            direction: self.of(&[Direction::Outgoing, Direction::Incoming, Direction::Both]),
            length: self.maybe(|source| VariableLength { min: source.maybe(bound), max: source.maybe(bound) }),
            properties: self.maybe(Self::properties),
            predicate: self.maybe(Self::expression),
            span: Span::default(),
        }
    }

    pub(super) fn path(&mut self) -> PathPattern {
        let shortest = self.maybe(|source| source.of(&[Shortest::One, Shortest::All]));
        let steps = self.some(0, 2, |source| {
            let step = if source.once_in(4) {
                Step::Quantified(Box::new(source.quantified()))
            } else {
                Step::Relationship(source.step())
            };
            (step, source.node())
        });
        let count = |source: &mut Self| {
            at(if source.once_in(2) {
                ExpressionKind::Parameter(source.name().text)
            } else {
                ExpressionKind::Literal(Value::Integer(source.of(&[1, 2, 30])))
            })
        };
        let selector =
            |source: &mut Self| source.maybe(|source| Selector { count: count(source), groups: source.once_in(2) });
        PathPattern {
            variable: self.maybe(Self::name),
            start: self.node(),
            selector: if shortest.is_none() { selector(self) } else { None },
            predicate: if shortest.is_none() { self.maybe(Self::expression) } else { None },
            steps,
            shortest,
            span: Span::default(),
        }
    }

    /// A path whose first node can also be read as an expression in parentheses.
    pub(super) fn path_in_expression(&mut self) -> PathPattern {
        let mut start = NodePattern {
            variable: self.maybe(Self::name),
            labels: None,
            properties: self.maybe(|source| at(ExpressionKind::Map(source.entries()))),
            predicate: None,
            span: Span::default(),
        };
        start.labels = self.maybe(Self::labels);
        if start.variable.is_some() || start.labels.is_some() || start.properties.is_some() {
            start.predicate = self.maybe(Self::expression);
        }
        let steps = self.some(1, 2, |source| (Step::Relationship(source.relationship()), source.node()));
        let (shortest, selector, predicate) = (None, None, None);
        PathPattern { variable: None, start, steps, shortest, selector, predicate, span: Span::default() }
    }
}
