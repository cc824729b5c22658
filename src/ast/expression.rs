//! Expressions as they were written.

use std::sync::Arc;

use super::{LabelExpression, Name, NormalForm, PathPattern, Query, ValueType};
use crate::span::Span;
use crate::value::Value;

/// An expression and where it stands.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub span: Span,
}

/// Expressions are equal if they say the same, wherever they stand.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Expression {
    /// Whether `test` holds for this expression or for one inside it; patterns are not entered.
    pub fn any(&self, test: &dyn Fn(&Self) -> bool) -> bool {
        let all = |parts: &[Self]| parts.iter().any(|part| part.any(test));
        let some = |part: &Option<Box<Self>>| part.as_deref().is_some_and(|part| part.any(test));
        test(self)
            || match &self.kind {
                ExpressionKind::Literal(_)
                | ExpressionKind::Variable(_)
                | ExpressionKind::Parameter(_)
                | ExpressionKind::CountStar
                | ExpressionKind::Pattern(_)
                | ExpressionKind::Subquery(..)
                | ExpressionKind::PatternComprehension { .. } => false,
                ExpressionKind::List(parts) | ExpressionKind::Call { arguments: parts, .. } => all(parts),
                ExpressionKind::Map(entries) => entries.iter().any(|(_, value)| value.any(test)),
                ExpressionKind::Property(of, _)
                | ExpressionKind::HasLabels(of, _)
                | ExpressionKind::IsNull(of, _)
                | ExpressionKind::IsTyped(of, ..)
                | ExpressionKind::IsNormalized(of, ..)
                | ExpressionKind::Not(of)
                | ExpressionKind::Negate(of)
                | ExpressionKind::Plus(of) => of.any(test),
                ExpressionKind::Index(of, index) => of.any(test) || index.any(test),
                ExpressionKind::Slice(of, from, to) => of.any(test) || some(from) || some(to),
                ExpressionKind::Projection(of, items) => {
                    let entry =
                        |item: &ProjectionItem| matches!(item, ProjectionItem::Entry(_, value) if value.any(test));
                    of.any(test) || items.iter().any(entry)
                }
                ExpressionKind::Operators(first, rest) => first.any(test) || rest.iter().any(|(_, e)| e.any(test)),
                ExpressionKind::Case(subject, branches, otherwise) => {
                    let when = |when: &CaseTest| match when {
                        CaseTest::Value(value) | CaseTest::Operator(_, value) => value.any(test),
                        CaseTest::IsNull(_) | CaseTest::IsTyped(..) | CaseTest::IsNormalized(..) => false,
                    };
                    let branch = |branch: &CaseBranch| branch.when.iter().any(when) || branch.then.any(test);
                    some(subject) || some(otherwise) || branches.iter().any(branch)
                }
                ExpressionKind::ListComprehension { list, filter, map, .. } => {
                    list.any(test) || some(filter) || some(map)
                }
                ExpressionKind::Quantifier { list, predicate, .. } => list.any(test) || predicate.any(test),
                ExpressionKind::Reduce { start, list, step, .. } => start.any(test) || list.any(test) || step.any(test),
            }
    }
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// A literal number, string, boolean or null.
    Literal(Value),
    /// A variable.
    Variable(Arc<str>),
    /// `$name`
    Parameter(Arc<str>),
    /// `[a, b]`
    List(Vec<Expression>),
    /// `{key: a}`
    Map(Vec<(Name, Expression)>),
    /// `of.key`
    Property(Box<Expression>, Name),
    /// `of[index]`
    Index(Box<Expression>, Box<Expression>),
    /// `of[from..to]`
    Slice(Box<Expression>, Option<Box<Expression>>, Option<Box<Expression>>),
    /// `of:Label`
    HasLabels(Box<Expression>, LabelExpression),
    /// `of {.key, .*, other: a}`
    Projection(Box<Expression>, Vec<ProjectionItem>),
    /// `of IS NULL`, `of IS NOT NULL` (when true)
    IsNull(Box<Expression>, bool),
    /// `of IS :: TYPE`, `of IS NOT :: TYPE` (when true)
    IsTyped(Box<Expression>, ValueType, bool),
    /// `of IS NFC NORMALIZED`, `of IS NOT NFC NORMALIZED` (when true)
    IsNormalized(Box<Expression>, NormalForm, bool),
    /// `NOT of`
    Not(Box<Expression>),
    /// `-of`
    Negate(Box<Expression>),
    /// `+of`
    Plus(Box<Expression>),
    /// Operators of one precedence, applied from the left: `a + b - c`. A flat list, so that a long
    /// chain is not a deep tree.
    Operators(Box<Expression>, Vec<(Operator, Expression)>),
    /// CASE, with or without a subject.
    Case(Option<Box<Expression>>, Vec<CaseBranch>, Option<Box<Expression>>),
    /// `[x IN list WHERE filter | map]`
    ListComprehension {
        /// The element's name.
        variable: Name,
        /// The list.
        list: Box<Expression>,
        /// Which elements.
        filter: Option<Box<Expression>>,
        /// What becomes of each.
        map: Option<Box<Expression>>,
    },
    /// `[p = (a)-->(b) WHERE filter | map]`
    PatternComprehension {
        /// What to find.
        pattern: Box<PathPattern>,
        /// What must hold.
        filter: Option<Box<Expression>>,
        /// What becomes of each match.
        map: Box<Expression>,
    },
    /// `all(x IN list WHERE predicate)` and its kin.
    Quantifier {
        /// Which.
        kind: QuantifierKind,
        /// The element's name.
        variable: Name,
        /// The list.
        list: Box<Expression>,
        /// What must hold.
        predicate: Box<Expression>,
    },
    /// `reduce(sum = start, x IN list | step)`
    Reduce {
        /// The accumulator's name.
        accumulator: Name,
        /// What it starts as.
        start: Box<Expression>,
        /// The element's name.
        variable: Name,
        /// The list.
        list: Box<Expression>,
        /// What it becomes with each element.
        step: Box<Expression>,
    },
    /// A function or an aggregate.
    Call {
        /// Its name, dots included.
        name: Name,
        /// Whether DISTINCT stands first.
        distinct: bool,
        /// The arguments.
        arguments: Vec<Expression>,
    },
    /// `count(*)`
    CountStar,
    /// A pattern as a predicate: there is a match.
    Pattern(Box<PathPattern>),
    /// `EXISTS { query }` and its kin.
    Subquery(SubqueryKind, Box<Query>),
}

/// One `WHEN ... THEN ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseBranch {
    /// After WHEN: one of these; without a subject one condition.
    pub when: Vec<CaseTest>,
    /// After THEN.
    pub then: Expression,
}

/// What WHEN asks of the subject of CASE.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseTest {
    /// `WHEN value`
    Value(Expression),
    /// `WHEN > value`
    Operator(Operator, Expression),
    /// `WHEN IS NULL`, `WHEN IS NOT NULL` (when true)
    IsNull(bool),
    /// `WHEN IS :: TYPE`, or NOT (when true)
    IsTyped(ValueType, bool),
    /// `WHEN IS NORMALIZED`, or NOT (when true)
    IsNormalized(NormalForm, bool),
}

/// One item of a map projection.
#[derive(Clone, Debug, PartialEq)]
pub enum ProjectionItem {
    /// `.*`
    All,
    /// `.key`
    Property(Name),
    /// `key: value`
    Entry(Name, Expression),
    /// `variable`
    Variable(Name),
}

/// What is asked of a subquery in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubqueryKind {
    /// Whether there is a row.
    Exists,
    /// How many rows there are.
    Count,
    /// The list of its one column.
    Collect,
}

/// Which quantifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantifierKind {
    /// `all(x IN xs WHERE p)`: of every element.
    All,
    /// `any(x IN xs WHERE p)`: of one element at least.
    Any,
    /// `none(x IN xs WHERE p)`: of no element.
    None,
    /// `single(x IN xs WHERE p)`: of exactly one element.
    Single,
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `OR`
    Or,
    /// `XOR`
    Xor,
    /// `AND`
    And,
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `IN`
    In,
    /// `STARTS WITH`
    StartsWith,
    /// `ENDS WITH`
    EndsWith,
    /// `CONTAINS`
    Contains,
    /// `=~`
    Matches,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `||`
    Concatenate,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `^`
    Power,
}

impl Operator {
    /// How tightly it binds: a higher number binds tighter (CIP2021-08-10).
    pub fn level(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::Xor => 2,
            Self::And => 3,
            // 4 is NOT
            Self::Equal | Self::NotEqual | Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => 5,
            Self::In | Self::StartsWith | Self::EndsWith | Self::Contains | Self::Matches => 6,
            Self::Add | Self::Subtract | Self::Concatenate => 7,
            Self::Multiply | Self::Divide | Self::Modulo => 8,
            Self::Power => 9,
        }
    }

    /// How it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Or => "OR",
            Self::Xor => "XOR",
            Self::And => "AND",
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "IN",
            Self::StartsWith => "STARTS WITH",
            Self::EndsWith => "ENDS WITH",
            Self::Contains => "CONTAINS",
            Self::Matches => "=~",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Concatenate => "||",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
            Self::Power => "^",
        }
    }
}
