//! Statements made from a string of bytes: each choice takes a byte, and when none is left the first
//! choice is taken, which never goes deeper. So every string gives a statement, and a shorter string a
//! simpler one.
//!
//! Only what the parser can give is made: its AST has forms that no text means, such as a path that is
//! repeated both by `*2` and by `{2}`.

use claimgraph::internals::{
    CaseBranch, CaseTest, Clause, ClauseKind, ConstraintBody, ConstraintRule, Direction, Expression, ExpressionKind,
    Hint, HintKind, Imports, Label, LabelExpression, Mode, Name, NodePattern, NormalForm, Operator, PathPattern,
    ProjectedItem, Projection, ProjectionItem, PropertyKey, QuantifiedPath, Quantifier, QuantifierKind, Query,
    RelationshipPattern, RemoveItem, SchemaCommand, SchemaKey, SchemaTarget, Selector, SetItem, Shortest, SingleQuery,
    SortItem, Statement, Step, SubqueryKind, ValueType, ValueTypeKind, VariableLength, Yield,
};
use claimgraph::{Span, Value};

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
    "is",
    "contains",
    "both",
    "from",
    "any",
    "date",
    "shortest",
    "profile",
    "let",
    "filter",
    "list",
];

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

    fn boxed(&mut self) -> Box<Expression> {
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

    fn expression(&mut self) -> Expression {
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

    fn value_type(&mut self) -> ValueType {
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

    fn entries(&mut self) -> Vec<(Name, Expression)> {
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

    fn labels(&mut self) -> LabelExpression {
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

    fn path(&mut self) -> PathPattern {
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
    fn path_in_expression(&mut self) -> PathPattern {
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

    fn query(&mut self) -> Query {
        let branches = self.some(1, 2, |source| SingleQuery {
            view: source.maybe(Self::expression),
            clauses: source.some(1, 4, Self::clause),
        });
        let unions = branches.iter().skip(1).map(|_| (self.once_in(2), Span::default())).collect();
        Query { branches, unions }
    }

    fn clause(&mut self) -> Clause {
        let kind = if self.depth == 0 { ClauseKind::Finish } else { self.clause_kind() };
        Clause { kind, span: Span::default() }
    }

    fn clause_kind(&mut self) -> ClauseKind {
        self.depth -= 1;
        let kind = match self.pick(19) {
            1 | 2 => ClauseKind::Match {
                optional: self.once_in(3),
                repeatable: self.once_in(5),
                pattern: self.some(1, 2, Self::path),
                hints: self.maybe(|source| vec![source.hint()]).unwrap_or_default(),
                predicate: self.maybe(Self::expression),
            },
            3 => ClauseKind::Unwind { list: self.expression(), variable: self.name() },
            4 => {
                let imports = match self.pick(3) {
                    0 => Imports::ByWith,
                    1 => Imports::All,
                    _ => Imports::Only(self.some(0, 2, Self::name)),
                };
                ClauseKind::CallSubquery { optional: self.once_in(3), imports, query: self.query() }
            }
            5 => self.call_procedure(),
            14 => ClauseKind::Let(self.some(1, 2, |source| (source.name(), source.expression()))),
            15 => ClauseKind::Filter(self.expression()),
            16 => ClauseKind::Foreach {
                variable: self.name(),
                list: self.expression(),
                updates: self.some(1, 2, |source| {
                    let kind = ClauseKind::Set(source.some(1, 2, Self::set_item));
                    Clause { kind, span: Span::default() }
                }),
            },
            18 => ClauseKind::Schema(self.schema_command()),
            17 => ClauseKind::LoadCsv {
                headers: self.once_in(2),
                from: self.expression(),
                variable: self.name(),
                terminator: self.maybe(|source| source.of(&[';', '\'', '\t', '\\'])),
            },
            6 | 7 => ClauseKind::With { projection: self.projection(), predicate: self.maybe(Self::expression) },
            8 | 9 => ClauseKind::Return(self.projection()),
            10 => ClauseKind::Create(self.some(1, 2, Self::path)),
            11 => ClauseKind::Merge {
                pattern: self.path(),
                on_create: self.some(0, 2, Self::set_item),
                on_match: self.some(0, 2, Self::set_item),
            },
            12 => ClauseKind::Set(self.some(1, 2, Self::set_item)),
            13 => {
                if self.once_in(2) {
                    ClauseKind::Remove(self.some(1, 2, Self::remove_item))
                } else {
                    ClauseKind::Delete { detach: self.once_in(2), expressions: self.some(1, 2, Self::expression) }
                }
            }
            _ => ClauseKind::Finish,
        };
        self.depth += 1;
        kind
    }

    fn hint(&mut self) -> Hint {
        let kind = match self.pick(3) {
            0 => HintKind::Index { label: self.name(), keys: self.some(1, 2, Self::name) },
            1 => HintKind::Scan { label: self.name() },
            _ => HintKind::Join,
        };
        let most = if kind == HintKind::Join { 2 } else { 1 };
        Hint { kind, variables: self.some(1, most, Self::name) }
    }

    fn schema_command(&mut self) -> SchemaCommand {
        let if_not_exists = self.once_in(2);
        match self.pick(6) {
            0 => {
                let (on, keys) = self.index_on();
                SchemaCommand::CreateIndex {
                    name: self.maybe(Self::name),
                    if_not_exists,
                    text: self.once_in(3),
                    on,
                    keys,
                }
            }
            1 => {
                let body = self.constraint_body();
                SchemaCommand::CreateConstraint { name: self.maybe(Self::name), if_not_exists, body }
            }
            2 => SchemaCommand::DropIndex { name: self.name(), if_exists: if_not_exists },
            3 => {
                let on = SchemaTarget { variable: None, name: self.name(), is_relationship: false };
                SchemaCommand::DropIndexOn { on, keys: vec![SchemaKey { of: None, key: self.name() }] }
            }
            4 => SchemaCommand::DropConstraint { name: self.name(), if_exists: if_not_exists },
            _ => SchemaCommand::DropConstraintOn(self.constraint_body()),
        }
    }

    fn index_on(&mut self) -> (SchemaTarget, Vec<SchemaKey>) {
        if self.once_in(3) {
            let on = SchemaTarget { variable: None, name: self.name(), is_relationship: false };
            return (on, self.some(1, 2, |source| SchemaKey { of: None, key: source.name() }));
        }
        (self.target(), self.some(1, 2, Self::schema_key))
    }

    fn target(&mut self) -> SchemaTarget {
        SchemaTarget { variable: Some(self.name()), name: self.name(), is_relationship: self.once_in(2) }
    }

    fn schema_key(&mut self) -> SchemaKey {
        SchemaKey { of: Some(self.name()), key: self.name() }
    }

    fn constraint_body(&mut self) -> ConstraintBody {
        let rule = match self.pick(4) {
            0 => ConstraintRule::Unique,
            1 => ConstraintRule::Key,
            2 => ConstraintRule::NotNull,
            _ => ConstraintRule::Type(self.value_type()),
        };
        ConstraintBody { on: self.target(), keys: self.some(1, 2, Self::schema_key), rule, span: Span::default() }
    }

    fn call_procedure(&mut self) -> ClauseKind {
        let name = named(&self.some(1, 2, |source| source.of(NAMES)).join("."));
        let optional = self.once_in(3);
        let arguments = self.maybe(|source| source.some(0, 2, Self::expression));
        let yields = match self.pick(3) {
            0 => Yield::Unsaid,
            1 => Yield::All(Span::default()),
            _ => Yield::Only(self.some(1, 2, |source| {
                let result = source.name();
                (result.clone(), source.maybe(Self::name).unwrap_or(result))
            })),
        };
        let predicate = if yields == Yield::Unsaid { None } else { self.maybe(Self::expression) };
        ClauseKind::CallProcedure { optional, name, arguments, yields, predicate }
    }

    fn projection(&mut self) -> Projection {
        let all = self.once_in(4).then(Span::default);
        Projection {
            distinct: self.once_in(3),
            all,
            items: self.some(usize::from(all.is_none()), 2, |source| {
                let expression = source.expression();
                let text = expression.to_string().into();
                ProjectedItem { expression, alias: source.maybe(Self::name), text }
            }),
            order: self
                .some(0, 2, |source| SortItem { expression: source.expression(), descending: source.once_in(2) }),
            skip: self.maybe(Self::expression),
            limit: self.maybe(Self::expression),
        }
    }

    fn set_item(&mut self) -> SetItem {
        match self.pick(3) {
            0 => SetItem::Labels { variable: self.name(), labels: self.some(1, 2, Self::label) },
            1 => SetItem::Property { of: self.expression(), key: self.property_key(), value: self.expression() },
            _ => SetItem::Properties { variable: self.name(), value: self.expression(), add: self.once_in(2) },
        }
    }

    fn label(&mut self) -> Label {
        if self.once_in(3) { Label::Dynamic(self.expression()) } else { Label::Name(self.name()) }
    }

    fn property_key(&mut self) -> PropertyKey {
        if self.once_in(3) { PropertyKey::Dynamic(self.expression()) } else { PropertyKey::Name(self.name()) }
    }

    fn remove_item(&mut self) -> RemoveItem {
        match self.pick(2) {
            0 => RemoveItem::Labels { variable: self.name(), labels: self.some(1, 2, Self::label) },
            _ => RemoveItem::Property { of: self.expression(), key: self.property_key() },
        }
    }
}
