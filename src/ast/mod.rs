//! The query as it was written: plain data with spans, names not yet resolved.

mod expression;
mod pattern;
mod print;
mod schema;
mod types;

use std::sync::Arc;

use crate::span::Span;

pub use expression::{
    CaseBranch, CaseTest, Expression, ExpressionKind, Operator, ProjectionItem, QuantifierKind, SubqueryKind,
};
pub use pattern::{
    Direction, NodePattern, PathPattern, QuantifiedPath, Quantifier, RelationshipPattern, Selector, Shortest, Step,
    VariableLength,
};
pub use schema::{ConstraintBody, ConstraintRule, Hint, HintKind, SchemaCommand, SchemaKey, SchemaTarget};
pub use types::{Label, LabelExpression, NormalForm, ValueType, ValueTypeKind};

/// A name and where it stands.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name, without backticks.
    pub text: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

/// Names are equal if they say the same, wherever they stand.
impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What is asked for.
    pub mode: Mode,
    /// The query.
    pub query: Query,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The answer.
    Run,
    /// The plan; nothing runs: EXPLAIN.
    Explain,
    /// The plan with what each step gave and took; the query runs: PROFILE.
    Profile,
}

/// Single queries joined by UNION.
#[derive(Clone, Debug)]
pub struct Query {
    /// The single queries; never empty.
    pub branches: Vec<SingleQuery>,
    /// The joints between them: whether UNION ALL, and where.
    pub unions: Vec<(bool, Span)>,
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        let alls = |query: &Self| query.unions.iter().map(|(all, _)| *all).collect::<Vec<_>>();
        self.branches == other.branches && alls(self) == alls(other)
    }
}

impl Query {
    /// Whether it changes the graph, itself or in a subquery that it calls. `procedure` says whether
    /// the procedure of a name does.
    pub fn is_updating(&self, procedure: &dyn Fn(&str) -> bool) -> bool {
        self.branches.iter().flat_map(|branch| &branch.clauses).any(|clause| clause.kind.is_updating(procedure))
    }
}

impl ClauseKind {
    /// Whether it changes the graph. `procedure` says whether the procedure of a name does.
    pub fn is_updating(&self, procedure: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Create(_)
            | Self::Merge { .. }
            | Self::Set(_)
            | Self::Remove(_)
            | Self::Delete { .. }
            | Self::Foreach { .. }
            | Self::Schema(_) => true,
            Self::CallSubquery { query, .. } => query.is_updating(procedure),
            Self::CallProcedure { name, .. } => procedure(&name.text),
            Self::Match { .. }
            | Self::Unwind { .. }
            | Self::LoadCsv { .. }
            | Self::Let(_)
            | Self::Filter(_)
            | Self::With { .. }
            | Self::Return(_)
            | Self::Finish => false,
        }
    }
}

/// Clauses in order, and what they look at.
#[derive(Clone, Debug, PartialEq)]
pub struct SingleQuery {
    /// The view through which it sees the graph: USE.
    pub view: Option<Expression>,
    /// The clauses; never empty.
    pub clauses: Vec<Clause>,
}

/// A clause and where it stands.
#[derive(Clone, Debug)]
pub struct Clause {
    /// What it does.
    pub kind: ClauseKind,
    /// Where it stands.
    pub span: Span,
}

/// Clauses are equal if they say the same, wherever they stand.
impl PartialEq for Clause {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What a clause does.
#[expect(clippy::large_enum_variant, reason = "a query has few clauses, and they are short-lived")]
#[derive(Clone, Debug, PartialEq)]
pub enum ClauseKind {
    /// MATCH and OPTIONAL MATCH.
    Match {
        /// Whether rows without a match stay, with nulls.
        optional: bool,
        /// Whether a relationship may be found twice: REPEATABLE ELEMENTS.
        repeatable: bool,
        /// What to find.
        pattern: Vec<PathPattern>,
        /// What the planner is asked to use.
        hints: Vec<Hint>,
        /// What must hold.
        predicate: Option<Expression>,
    },
    /// UNWIND.
    Unwind {
        /// The list.
        list: Expression,
        /// The name of its element.
        variable: Name,
    },
    /// LET: names for values.
    Let(Vec<(Name, Expression)>),
    /// FILTER.
    Filter(Expression),
    /// FOREACH.
    Foreach {
        /// The element's name.
        variable: Name,
        /// The list.
        list: Expression,
        /// What is changed for each element.
        updates: Vec<Clause>,
    },
    /// LOAD CSV.
    LoadCsv {
        /// Whether the first line names the fields, and rows are maps.
        headers: bool,
        /// The file.
        from: Expression,
        /// The name of the row.
        variable: Name,
        /// What stands between fields, if not a comma.
        terminator: Option<char>,
    },
    /// CALL of a subquery.
    CallSubquery {
        /// Whether rows without a result stay, with nulls.
        optional: bool,
        /// What it sees of the row.
        imports: Imports,
        /// The query.
        query: Query,
    },
    /// CALL of a procedure.
    CallProcedure {
        /// Whether rows without a result stay, with nulls.
        optional: bool,
        /// Its name, dots included.
        name: Name,
        /// The arguments; `None` where parameters of the same names are meant.
        arguments: Option<Vec<Expression>>,
        /// What is taken of its results.
        yields: Yield,
        /// What must hold.
        predicate: Option<Expression>,
    },
    /// WITH.
    With {
        /// What goes on.
        projection: Projection,
        /// What must hold.
        predicate: Option<Expression>,
    },
    /// RETURN.
    Return(Projection),
    /// FINISH: ends a query that gives nothing.
    Finish,
    /// CREATE.
    Create(Vec<PathPattern>),
    /// MERGE.
    Merge {
        /// What to find or make.
        pattern: PathPattern,
        /// What to set when it was made.
        on_create: Vec<SetItem>,
        /// What to set when it was found.
        on_match: Vec<SetItem>,
    },
    /// SET.
    Set(Vec<SetItem>),
    /// REMOVE.
    Remove(Vec<RemoveItem>),
    /// DELETE and DETACH DELETE.
    Delete {
        /// Whether a node's relationships go with it.
        detach: bool,
        /// What to delete.
        expressions: Vec<Expression>,
    },
    /// A statement on indexes or constraints.
    Schema(SchemaCommand),
}

/// What a subquery sees of the row that it is called for.
#[derive(Clone, Debug, PartialEq)]
pub enum Imports {
    /// Whatever its own first WITH names.
    ByWith,
    /// Everything: `CALL (*) {}`.
    All,
    /// These.
    Only(Vec<Name>),
}

/// What is taken of a procedure's results.
#[derive(Clone, Debug)]
pub enum Yield {
    /// YIELD was not written.
    Unsaid,
    /// `YIELD *`
    All(Span),
    /// These results, under these names.
    Only(Vec<(Name, Name)>),
}

impl PartialEq for Yield {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unsaid, Self::Unsaid) | (Self::All(_), Self::All(_)) => true,
            (Self::Only(items), Self::Only(others)) => items == others,
            (Self::Unsaid | Self::All(_) | Self::Only(_), _) => false,
        }
    }
}

/// What follows WITH or RETURN.
#[derive(Clone, Debug)]
pub struct Projection {
    /// Whether equal rows are one.
    pub distinct: bool,
    /// Whether `*` stands first.
    pub all: Option<Span>,
    /// The expressions.
    pub items: Vec<ProjectedItem>,
    /// ORDER BY.
    pub order: Vec<SortItem>,
    /// SKIP.
    pub skip: Option<Expression>,
    /// LIMIT.
    pub limit: Option<Expression>,
}

impl PartialEq for Projection {
    fn eq(&self, other: &Self) -> bool {
        (self.distinct, self.all.is_some(), &self.items, &self.order, &self.skip, &self.limit)
            == (other.distinct, other.all.is_some(), &other.items, &other.order, &other.skip, &other.limit)
    }
}

/// An expression of a projection.
#[derive(Clone, Debug)]
pub struct ProjectedItem {
    /// The expression.
    pub expression: Expression,
    /// Its name after AS.
    pub alias: Option<Name>,
    /// The expression as it was written: the column's name without AS.
    pub text: Arc<str>,
}

/// The text is compared only where it is the column's name: a part of the answer.
impl PartialEq for ProjectedItem {
    fn eq(&self, other: &Self) -> bool {
        (&self.expression, &self.alias) == (&other.expression, &other.alias)
            && (self.alias.is_some() || self.text == other.text)
    }
}

/// An expression of ORDER BY.
#[derive(Clone, Debug, PartialEq)]
pub struct SortItem {
    /// The expression.
    pub expression: Expression,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// Which property is set or taken away.
#[derive(Clone, Debug, PartialEq)]
pub enum PropertyKey {
    /// `n.key`
    Name(Name),
    /// `n[expression]`
    Dynamic(Expression),
}

/// One assignment of SET.
#[derive(Clone, Debug, PartialEq)]
pub enum SetItem {
    /// `n.key = value`
    Property {
        /// Whose property.
        of: Expression,
        /// Which.
        key: PropertyKey,
        /// The new value.
        value: Expression,
    },
    /// `n = map` and `n += map`
    Properties {
        /// Whose properties.
        variable: Name,
        /// The map, node or relationship whose properties they become.
        value: Expression,
        /// Whether others stay.
        add: bool,
    },
    /// `n:Label`
    Labels {
        /// Which node.
        variable: Name,
        /// The labels.
        labels: Vec<Label>,
    },
}

/// One removal of REMOVE.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoveItem {
    /// `n.key`
    Property {
        /// Whose property.
        of: Expression,
        /// Which.
        key: PropertyKey,
    },
    /// `n:Label`
    Labels {
        /// Which node.
        variable: Name,
        /// The labels.
        labels: Vec<Label>,
    },
}
