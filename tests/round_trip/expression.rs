//! Expressions.

use claimgraph::Value;
use claimgraph::internals::{
    CaseBranch, CaseTest, Expression, ExpressionKind, Name, NormalForm, Operator, ProjectionItem, QuantifierKind,
    SubqueryKind, ValueType, ValueTypeKind,
};

use super::{NAMES, Source, at, named};

/// One of each level twice, so that chains are mixed.
const OPERATORS: &[&[Operator]] = &[
    &[Operator::Or],
    &[Operator::Xor],
    &[Operator::And],
    &[
        Operator::Equal,
        Operator::NotEqual,
        Operator::Less,
        Operator::LessEqual,
        Operator::Greater,
        Operator::GreaterEqual,
    ],
    &[Operator::In, Operator::StartsWith, Operator::EndsWith, Operator::Contains, Operator::Matches],
    &[Operator::Add, Operator::Subtract, Operator::Concatenate],
    &[Operator::Multiply, Operator::Divide, Operator::Modulo],
    &[Operator::Power],
];

const INTEGERS: &[i64] = &[0, 1, 7, -1, -42, i64::MAX, i64::MIN];
const FLOATS: &[f64] = &[0.5, -0.0, 1.0, -2.5, 1e21, 1e-7, f64::MAX, f64::MIN_POSITIVE, 5e-324, 0.1];
const STRINGS: &[&str] = &["", "a", "it's", "\"", "\\", "\n\r\t", "ü 日本", "// no", "/* no", "\u{1b}\u{0}", "`", "{}"];

impl Source<'_> {
    pub(super) fn boxed(&mut self) -> Box<Expression> {
        Box::new(self.expression())
    }

    fn literal(&mut self) -> Value {
        match self.pick(6) {
            0 => Value::Integer(self.of(INTEGERS)),
            1 => Value::Float(self.of(FLOATS)),
            2 => Value::from(self.of(STRINGS)),
            3 => Value::from(true),
            4 => Value::from(false),
            _ => Value::Null,
        }
    }

    pub(super) fn expression(&mut self) -> Expression {
        if self.depth == 0 {
            return self.leaf();
        }
        self.depth -= 1;
        let kind = match self.pick(30) {
            1 => ExpressionKind::List(self.some(0, 3, Self::expression)),
            2 => ExpressionKind::Map(self.entries()),
            3 | 4 => ExpressionKind::Property(self.boxed(), self.name()),
            5 => ExpressionKind::Index(self.boxed(), self.boxed()),
            6 => ExpressionKind::Slice(self.boxed(), self.maybe(Self::boxed), self.maybe(Self::boxed)),
            7 => ExpressionKind::HasLabels(self.boxed(), self.labels()),
            28 => ExpressionKind::IsTyped(self.boxed(), self.value_type(), self.once_in(2)),
            29 => ExpressionKind::IsNormalized(
                self.boxed(),
                self.of(&[NormalForm::Nfc, NormalForm::Nfkd]),
                self.once_in(2),
            ),
            8 => ExpressionKind::Projection(self.boxed(), self.some(0, 3, Self::projection_item)),
            9 | 10 => ExpressionKind::IsNull(self.boxed(), self.once_in(2)),
            11 | 12 => ExpressionKind::Not(self.boxed()),
            13 | 14 => ExpressionKind::Negate(self.boxed()),
            15 => ExpressionKind::Plus(self.boxed()),
            16..=19 => {
                let operators = self.of(OPERATORS);
                let first = self.boxed();
                ExpressionKind::Operators(first, self.some(1, 3, |source| (source.of(operators), source.expression())))
            }
            20 => {
                let subject = self.maybe(Self::boxed);
                let plain = subject.is_none();
                let branch = |source: &mut Self| {
                    let when = if plain {
                        vec![CaseTest::Value(source.expression())]
                    } else {
                        source.some(1, 2, Self::case_test)
                    };
                    CaseBranch { when, then: source.expression() }
                };
                ExpressionKind::Case(subject, self.some(1, 2, branch), self.maybe(Self::boxed))
            }
            21 => ExpressionKind::ListComprehension {
                variable: self.name(),
                list: self.boxed(),
                filter: self.maybe(Self::boxed),
                map: self.maybe(Self::boxed),
            },
            22 => {
                let mut pattern = self.path_in_expression();
                pattern.variable = self.maybe(Self::name);
                let filter = self.maybe(Self::boxed);
                ExpressionKind::PatternComprehension { pattern: Box::new(pattern), filter, map: self.boxed() }
            }
            23 => ExpressionKind::Quantifier {
                kind: self.of(&[
                    QuantifierKind::All,
                    QuantifierKind::Any,
                    QuantifierKind::None,
                    QuantifierKind::Single,
                ]),
                variable: self.name(),
                list: self.boxed(),
                predicate: self.boxed(),
            },
            24 => ExpressionKind::Reduce {
                accumulator: self.name(),
                start: self.boxed(),
                variable: self.name(),
                list: self.boxed(),
                step: self.boxed(),
            },
            25 => {
                let mut name = self.some(1, 2, |source| source.of(NAMES)).join(".");
                if self.once_in(3) {
                    name.insert_str(0, "f.");
                }
                ExpressionKind::Call {
                    name: named(&name),
                    distinct: self.once_in(3),
                    arguments: self.some(0, 2, Self::expression),
                }
            }
            26 => ExpressionKind::Pattern(Box::new(self.path_in_expression())),
            27 => {
                let kind = self.of(&[SubqueryKind::Exists, SubqueryKind::Count, SubqueryKind::Collect]);
                ExpressionKind::Subquery(kind, Box::new(self.query()))
            }
            _ => self.leaf().kind,
        };
        self.depth += 1;
        at(kind)
    }

    fn case_test(&mut self) -> CaseTest {
        match self.pick(6) {
            1 => CaseTest::Operator(self.of(OPERATORS[3]), self.expression()),
            2 => CaseTest::Operator(self.of(OPERATORS[4]), self.expression()),
            3 => CaseTest::IsNull(self.once_in(2)),
            4 => CaseTest::IsTyped(self.value_type(), self.once_in(2)),
            5 => CaseTest::IsNormalized(NormalForm::Nfd, self.once_in(2)),
            _ => CaseTest::Value(self.expression()),
        }
    }

    pub(super) fn value_type(&mut self) -> ValueType {
        let kind = if self.depth == 0 { ValueTypeKind::Any } else { self.value_type_kind() };
        ValueType { kind, not_null: self.once_in(3) }
    }

    fn value_type_kind(&mut self) -> ValueTypeKind {
        self.depth -= 1;
        let kind = match self.pick(8) {
            1 => ValueTypeKind::List(Box::new(self.value_type())),
            2 => ValueTypeKind::Union(self.some(1, 3, Self::value_type)),
            3 => ValueTypeKind::LocalDateTime,
            4 => ValueTypeKind::PropertyValue,
            5 => ValueTypeKind::Null,
            6 => ValueTypeKind::ZonedTime,
            7 => ValueTypeKind::Any,
            _ => ValueTypeKind::Integer,
        };
        self.depth += 1;
        kind
    }

    fn leaf(&mut self) -> Expression {
        at(match self.pick(5) {
            0 | 1 => ExpressionKind::Variable(self.name().text),
            2 => ExpressionKind::Parameter(self.name().text),
            3 => ExpressionKind::CountStar,
            _ => ExpressionKind::Literal(self.literal()),
        })
    }

    pub(super) fn entries(&mut self) -> Vec<(Name, Expression)> {
        self.some(0, 2, |source| (source.name(), source.expression()))
    }

    fn projection_item(&mut self) -> ProjectionItem {
        match self.pick(4) {
            0 => ProjectionItem::All,
            1 => ProjectionItem::Property(self.name()),
            2 => ProjectionItem::Entry(self.name(), self.expression()),
            _ => ProjectionItem::Variable(self.name()),
        }
    }
}
