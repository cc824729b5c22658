//! Bound expressions.

use std::sync::Arc;

use super::{LabelExpression, Slot};
use crate::ast::{NormalForm, Operator, QuantifierKind, ValueType};
use crate::functions::{Aggregate, Function};
use crate::span::Span;
use crate::value::Value;

/// Which of the statement's subqueries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubqueryId(pub usize);

/// An expression and where it was written.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it computes.
    pub kind: ExprKind,
    /// Where it was written.
    pub span: Span,
}

/// What an expression computes.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// This value.
    Constant(Value),
    /// What the row holds.
    Slot(Slot),
    /// What an enclosing comprehension, quantifier or reduce holds.
    Local(Slot),
    /// What the caller gave.
    Parameter(Arc<str>),
    /// A list.
    List(Vec<Expr>),
    /// A map.
    Map(Vec<(Arc<str>, Expr)>),
    /// A property of an entity, a map's value, a part of a date.
    Property(Box<Expr>, Arc<str>),
    /// An element by index or key.
    Index(Box<Expr>, Box<Expr>),
    /// A part of a list.
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// Whether a node has labels, or a relationship a type.
    HasLabels(Box<Expr>, LabelExpression),
    /// Whether a node has all, or any, of the labels that an expression gives.
    HasDynamicLabels {
        /// A node or a relationship.
        of: Box<Expr>,
        /// A string or a list of strings.
        labels: Box<Expr>,
        /// Whether one is enough.
        any: bool,
    },
    /// Whether it is of a type; or is not, when true.
    IsTyped(Box<Expr>, ValueType, bool),
    /// Whether it is text in a normal form; or is not, when true.
    IsNormalized(Box<Expr>, NormalForm, bool),
    /// A map made of an entity's or a map's parts.
    Projection(Box<Expr>, Vec<ProjectionPart>),
    /// Whether it is null; whether it is not, if true.
    IsNull(Box<Expr>, bool),
    /// NOT.
    Not(Box<Expr>),
    /// Minus.
    Negate(Box<Expr>),
    /// Plus: the number itself.
    Plus(Box<Expr>),
    /// AND, OR, XOR over all parts.
    Logic(Operator, Vec<Expr>),
    /// `a < b <= c`: each neighbouring pair must compare so.
    Compare(Box<Expr>, Vec<(Operator, Expr)>),
    /// Other operators, from the left.
    Binary(Box<Expr>, Vec<(Operator, Expr)>),
    /// CASE.
    /// The subject and the local slot under which conditions know it.
    Case(Option<(Slot, Box<Expr>)>, Vec<Branch>, Option<Box<Expr>>),
    /// A list comprehension.
    Comprehension {
        /// Where the element stands.
        slot: Slot,
        /// The list.
        list: Box<Expr>,
        /// Which elements.
        filter: Option<Box<Expr>>,
        /// What becomes of each.
        map: Option<Box<Expr>>,
    },
    /// A quantifier.
    Quantifier {
        /// Which.
        kind: QuantifierKind,
        /// Where the element stands.
        slot: Slot,
        /// The list.
        list: Box<Expr>,
        /// What must hold.
        predicate: Box<Expr>,
    },
    /// reduce.
    Reduce {
        /// Where the accumulator stands.
        accumulator: Slot,
        /// What it starts as.
        start: Box<Expr>,
        /// Where the element stands.
        slot: Slot,
        /// The list.
        list: Box<Expr>,
        /// What the accumulator becomes.
        step: Box<Expr>,
    },
    /// A function.
    Call(Arc<Function>, Vec<Expr>),
    /// Whether the subquery finds anything.
    Exists(SubqueryId),
    /// How many rows the subquery has.
    Count(SubqueryId),
    /// The list of what the subquery finds.
    Collect(SubqueryId),
    /// The path over these slots: node, relationship (or list of them), node, ...
    Path(Vec<Slot>),
}

/// One `WHEN ... THEN ...`.
#[derive(Clone, Debug)]
pub struct Branch {
    /// After WHEN: one of these.
    pub when: Vec<CaseTest>,
    /// After THEN.
    pub then: Expr,
}

/// What WHEN asks.
#[derive(Clone, Debug)]
pub enum CaseTest {
    /// Whether the subject equals it.
    Equals(Expr),
    /// Whether it is true.
    Holds(Expr),
}

impl CaseTest {
    /// What is computed.
    pub fn expr(&self) -> &Expr {
        match self {
            Self::Equals(expr) | Self::Holds(expr) => expr,
        }
    }
}

/// One part of a map projection.
#[derive(Clone, Debug)]
pub enum ProjectionPart {
    /// All properties.
    All,
    /// This property under its own key.
    Property(Arc<str>),
    /// This value under this key.
    Entry(Arc<str>, Expr),
}

/// An aggregate over a group.
#[derive(Clone, Debug)]
pub struct AggregateCall {
    /// Which.
    pub aggregate: &'static Aggregate,
    /// Whether equal arguments count once.
    pub distinct: bool,
    /// The arguments; none for `count(*)`.
    pub arguments: Vec<Expr>,
    /// Where it was written.
    pub span: Span,
}

impl Expr {
    /// An expression that was written here.
    pub fn new(kind: ExprKind, span: Span) -> Self {
        Self { kind, span }
    }

    /// A value that stands nowhere in the query's text.
    pub fn constant(value: Value) -> Self {
        Self::new(ExprKind::Constant(value), Span::default())
    }

    /// The row's value in a slot.
    pub fn slot(slot: Slot, span: Span) -> Self {
        Self { kind: ExprKind::Slot(slot), span }
    }

    /// Whether it has the same value for the same row however often it is computed: nothing in it is drawn by lot.
    pub fn is_steady(&self) -> bool {
        let mut steady = true;
        self.walk(&mut |part| {
            if let ExprKind::Call(function, _) = &part.kind {
                steady &= function.is_steady();
            }
        });
        steady
    }

    /// Calls `visit` on this expression and on everything inside it.
    pub fn walk(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        match &self.kind {
            ExprKind::Constant(_)
            | ExprKind::Slot(_)
            | ExprKind::Local(_)
            | ExprKind::Parameter(_)
            | ExprKind::Exists(_)
            | ExprKind::Count(_)
            | ExprKind::Collect(_)
            | ExprKind::Path(_) => {}
            ExprKind::List(parts) | ExprKind::Logic(_, parts) | ExprKind::Call(_, parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            ExprKind::Map(entries) => entries.iter().for_each(|(_, value)| value.walk(visit)),
            ExprKind::Property(of, _)
            | ExprKind::HasLabels(of, _)
            | ExprKind::IsNull(of, _)
            | ExprKind::IsTyped(of, ..)
            | ExprKind::IsNormalized(of, ..)
            | ExprKind::Not(of)
            | ExprKind::Negate(of)
            | ExprKind::Plus(of) => of.walk(visit),
            ExprKind::Index(of, other) | ExprKind::HasDynamicLabels { of, labels: other, .. } => {
                of.walk(visit);
                other.walk(visit);
            }
            ExprKind::Slice(of, from, to) => {
                of.walk(visit);
                from.iter().chain(to).for_each(|bound| bound.walk(visit));
            }
            ExprKind::Projection(of, parts) => {
                of.walk(visit);
                for part in parts {
                    if let ProjectionPart::Entry(_, value) = part {
                        value.walk(visit);
                    }
                }
            }
            ExprKind::Compare(first, rest) | ExprKind::Binary(first, rest) => {
                first.walk(visit);
                for (_, operand) in rest {
                    operand.walk(visit);
                }
            }
            ExprKind::Case(subject, branches, otherwise) => {
                subject.iter().map(|(_, subject)| subject).chain(otherwise).for_each(|part| part.walk(visit));
                for branch in branches {
                    branch.when.iter().for_each(|when| when.expr().walk(visit));
                    branch.then.walk(visit);
                }
            }
            ExprKind::Comprehension { list, filter, map, .. } => {
                list.walk(visit);
                filter.iter().chain(map).for_each(|part| part.walk(visit));
            }
            ExprKind::Quantifier { list, predicate, .. } => {
                list.walk(visit);
                predicate.walk(visit);
            }
            ExprKind::Reduce { start, list, step, .. } => {
                start.walk(visit);
                list.walk(visit);
                step.walk(visit);
            }
        }
    }
}
