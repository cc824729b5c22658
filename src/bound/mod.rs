//! The bound query: names have become slots, functions are found, every compile-time error has been
//! raised. What the binder makes, and the planner and the executor read.

mod expression;
mod labels;
mod pattern;
mod schema;

use std::sync::Arc;

pub use expression::{AggregateCall, Branch as CaseBranch, CaseTest, Expr, ExprKind, ProjectionPart, SubqueryId};
pub use labels::{Label, LabelExpression, Types};
pub use pattern::{
    CreateItem, CreateNode, CreateRelationship, Pattern, PatternNode, PatternPath, PatternRelationship, Quantified,
    Selector,
};

pub use schema::{Dropped, SchemaCommand};

use crate::ast::Mode;
use crate::procedures::Procedure;
use crate::span::Span;

/// A place in a row. Every variable of a query has its own, over all scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(pub u32);

/// What is known of a slot before anything runs.
#[derive(Clone, Debug)]
pub struct SlotInfo {
    /// The variable's name; made-up names begin with a blank.
    pub name: Arc<str>,
    /// The type of its values.
    pub kind: Type,
}

/// What is known of a value before anything runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Any,
    Null,
    Boolean,
    Integer,
    Float,
    String,
    /// A date, a time or a duration.
    Temporal,
    List,
    Map,
    Node,
    Relationship,
    /// The relationships of a path of variable length.
    Relationships,
    Path,
}

/// A whole statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Whether the plan is asked for, or the answer.
    pub mode: Mode,
    /// The single queries that UNION joins; never empty.
    pub branches: Vec<Branch>,
    /// Whether UNION drops equal rows.
    pub distinct: bool,
    /// All slots.
    pub slots: Vec<SlotInfo>,
    /// Patterns inside expressions.
    pub subqueries: Vec<Subquery>,
    /// Whether it changes the graph.
    pub updating: bool,
    /// Names that the graph does not know.
    pub unknown: Vec<UnknownName>,
    /// Whether a procedure takes arguments from parameters of the same names, so that other parameters make
    /// another statement.
    pub takes_parameters: bool,
}

/// A name in the query that the graph does not know: no error, but worth saying.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownName {
    /// A label, a relationship type or a property key.
    pub what: &'static str,
    /// The name.
    pub name: crate::ast::Name,
}

/// A single query.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The view through which it sees the graph.
    pub view: Option<Expr>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// What it returns; empty without RETURN.
    pub columns: Vec<(Arc<str>, Slot)>,
}

/// A query inside another: run for each row, with what it takes from the row.
#[derive(Clone, Debug)]
pub struct Subquery {
    /// The single queries that UNION joins; never empty.
    pub branches: Vec<Branch>,
    /// Whether UNION drops equal rows.
    pub distinct: bool,
    /// The slots that it takes from the row.
    pub imports: Vec<Slot>,
}

/// MATCH: a pattern, and what must hold besides.
#[derive(Clone, Debug)]
pub struct Match {
    /// Whether rows without a match stay, with nulls.
    pub optional: bool,
    /// What to find.
    pub pattern: Pattern,
    /// Conditions that must all be true.
    pub predicates: Vec<Expr>,
    /// Which of the paths between two nodes are meant; all without it.
    pub selector: Option<Selector>,
}

/// A clause.
#[derive(Clone, Debug)]
pub enum Clause {
    /// MATCH.
    Match(Match),
    /// UNWIND.
    Unwind {
        /// The list.
        list: Expr,
        /// Where its elements go.
        slot: Slot,
    },
    /// LET: values that are added to each row.
    Let(Vec<(Slot, Expr)>),
    /// FILTER: conditions that must all be true.
    Filter(Vec<Expr>),
    /// LOAD CSV.
    LoadCsv(LoadCsv),
    /// CALL of a subquery.
    CallSubquery {
        /// Which.
        id: SubqueryId,
        /// Where its columns go.
        outputs: Vec<Slot>,
        /// Whether rows without a result stay, with nulls.
        optional: bool,
        /// Whether it changes the graph.
        updating: bool,
    },
    /// CALL of a procedure.
    CallProcedure(CallProcedure),
    /// WITH and RETURN.
    Project(Box<Project>),
    /// CREATE.
    Create {
        /// What to make, in this order.
        items: Vec<CreateItem>,
        /// Named paths over it.
        paths: Vec<PatternPath>,
    },
    /// MERGE.
    Merge(Box<Merge>),
    /// SET and REMOVE.
    Set(Vec<SetItem>),
    /// DELETE.
    Delete {
        /// Whether a node's relationships go with it.
        detach: bool,
        /// What to delete.
        expressions: Vec<Expr>,
    },
    /// A statement on indexes or constraints.
    Schema(SchemaCommand),
}

/// LOAD CSV.
#[derive(Clone, Debug)]
pub struct LoadCsv {
    /// The file.
    pub from: Expr,
    /// Whether the first line names the fields, and rows are maps.
    pub headers: bool,
    /// What stands between fields.
    pub terminator: u8,
    /// Where the row goes.
    pub slot: Slot,
}

/// CALL of a procedure.
#[derive(Clone, Debug)]
pub struct CallProcedure {
    /// Which.
    pub procedure: Arc<Procedure>,
    /// The arguments.
    pub arguments: Vec<Expr>,
    /// Which of its results go where.
    pub outputs: Vec<(usize, Slot)>,
    /// Whether rows without a result stay, with nulls.
    pub optional: bool,
    /// What must hold.
    pub predicates: Vec<Expr>,
    /// Where it was written.
    pub span: Span,
}

/// WITH and RETURN: first grouping and aggregates, if there are any; then the items; then DISTINCT,
/// ORDER BY, SKIP, LIMIT and WHERE.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Whether rows are grouped.
    pub aggregating: bool,
    /// What they are grouped by.
    pub grouping: Vec<(Slot, Expr)>,
    /// What is computed for each group.
    pub aggregates: Vec<(Slot, AggregateCall)>,
    /// The results.
    pub items: Vec<(Slot, Expr)>,
    /// Whether equal results are one.
    pub distinct: bool,
    /// Sort expressions, and whether the largest comes first.
    pub order: Vec<(Expr, bool)>,
    /// How many to leave out.
    pub skip: Option<Expr>,
    /// How many to keep.
    pub limit: Option<Expr>,
    /// What must hold.
    pub predicates: Vec<Expr>,
}

/// MERGE: find the pattern, or make it.
#[derive(Clone, Debug)]
pub struct Merge {
    /// How to find it.
    pub pattern: Match,
    /// How to make it.
    pub create: Vec<CreateItem>,
    /// A named path over it.
    pub paths: Vec<PatternPath>,
    /// What to set when it was made.
    pub on_create: Vec<SetItem>,
    /// What to set when it was found.
    pub on_match: Vec<SetItem>,
}

/// One change of SET or REMOVE.
#[derive(Clone, Debug)]
pub enum SetItem {
    /// A property; null takes it away.
    Property {
        /// Whose.
        of: Expr,
        /// Which.
        key: PropertyKey,
        /// The new value.
        value: Expr,
    },
    /// All properties.
    Properties {
        /// Whose.
        of: Expr,
        /// The map, node or relationship they come from.
        value: Expr,
        /// Whether others stay.
        add: bool,
    },
    /// Labels.
    Labels {
        /// Which node.
        of: Expr,
        /// The labels.
        labels: Vec<Label>,
        /// Whether they are taken away.
        remove: bool,
    },
}

/// Which property is set or taken away.
#[derive(Clone, Debug)]
pub enum PropertyKey {
    /// This one.
    Name(Arc<str>),
    /// The one that an expression names.
    Dynamic(Expr),
}
