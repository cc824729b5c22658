//! The plan: what will be done, in which order. One plan type: how data is reached is said by the
//! operator itself. Plain data, printed by EXPLAIN.

mod display;
mod index;
mod path;
mod profile;
mod uses;

use std::sync::Arc;

use crate::ast::{Direction, Shortest};
use crate::bound::{
    AggregateCall, CallProcedure, CreateItem, Expr, LabelExpression, LoadCsv, SchemaCommand, SetItem, Slot, SlotInfo,
    SubqueryId, Types,
};

pub use display::{Line, explain};
pub use index::{IndexSeek, SeekTail, Wanted};
pub use path::{Once, Repeat, Segment, SelectPaths};
pub use profile::{Measured, Profile, key};
pub use uses::Uses;

/// A whole statement, ready to run.
#[derive(Debug)]
pub struct Program {
    /// What gives the rows.
    pub plan: Plan,
    /// The columns of the answer; none without RETURN.
    pub columns: Vec<(Arc<str>, Slot)>,
    /// Queries inside the query, by their number.
    pub subplans: Vec<Subplan>,
    /// All slots.
    pub slots: Vec<SlotInfo>,
    /// Where the list of relationships stands that a row came over, if rows are traced.
    pub trace: Option<Slot>,
    /// What its operators gave and took, if that is asked for.
    pub profile: Option<Profile>,
    /// Whether it changes the graph.
    pub updating: bool,
    /// Types of which the plan holds only as long as no relationship leads from a node to itself.
    pub loopless: Vec<Arc<str>>,
    /// Labels and properties: the plan holds only as long as every node with the one has the other.
    pub complete: Vec<(Arc<str>, Arc<str>)>,
}

/// A query inside another.
#[derive(Clone, Debug)]
pub struct Subplan {
    /// What gives the rows; it starts from the row that asks.
    pub plan: Plan,
    /// The slots that it takes from that row.
    pub imports: Vec<Slot>,
    /// Where its columns stand.
    pub columns: Vec<Slot>,
    /// Whether it can be run for many rows at a time.
    pub at_once: Option<AtOnce>,
}

/// How a subquery is run for many rows at a time.
#[derive(Clone, Copy, Debug)]
pub struct AtOnce {
    /// Where the number of the row stands that it is run for.
    pub row: Slot,
    /// Whether to find all costs little more than to find the first.
    pub may_stop_late: bool,
}

/// An operator over the rows of its input.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is done with each row.
    pub operator: Operator,
    /// Where the rows come from; only [`Operator::Argument`] and [`Operator::Union`] have none.
    pub input: Option<Box<Plan>>,
    /// How many rows are expected.
    pub rows: f64,
}

/// What an operator does. Names are Neo4j's.
#[derive(Clone, Debug)]
pub enum Operator {
    /// Starts from the given rows.
    Argument,
    /// Rows whose entities in these places the view shows: another view may have given them.
    InView(Vec<Slot>),
    /// Each row with each node.
    AllNodesScan {
        /// Where the node goes.
        slot: Slot,
        /// Whether nothing asks for the node, but only how many there are.
        counted: bool,
    },
    /// Each row with each node of a label.
    NodeByLabelScan {
        /// Where the node goes.
        slot: Slot,
        /// The label.
        label: Arc<str>,
        /// Whether nothing asks for the node, but only how many there are.
        counted: bool,
    },
    /// Each row with the nodes that an index gives.
    NodeIndexSeek(Box<IndexSeek>),
    /// Each row with each neighbour of one of its nodes.
    Expand(Expand),
    /// Each row with each relationship between two of its nodes.
    ExpandInto(Expand),
    /// Each row with each node that relationships lead to from two of its nodes.
    ExpandIntersect {
        /// From one node to the neighbours.
        expand: Expand,
        /// From the other to the same.
        closing: Expand,
    },
    /// Each row with each path of relationships from one of its nodes.
    VarLengthExpand {
        /// From where, over what, to where; `relationship` takes the list.
        expand: Expand,
        /// At least so many relationships.
        min: u32,
        /// At most so many.
        max: Option<u32>,
        /// Whether the end is known already.
        into: bool,
        /// Whether the pattern was written the other way round, so that the list is turned.
        reversed: bool,
        /// Whether a relationship may be walked twice.
        repeatable: bool,
        /// Whether only the ends are asked for, and not how often they are reached.
        ends_only: bool,
    },
    /// Each row with the shortest paths between two of its nodes.
    ShortestPath {
        /// From where, over what, to where; `relationship` takes the list.
        expand: Expand,
        /// Whether a path of no relationship counts.
        zero: bool,
        /// Whether a path of several from a node back to it counts.
        cycles: bool,
        /// At most so many relationships.
        max: Option<u32>,
        /// Which of them.
        shortest: Shortest,
        /// Which paths count at all.
        conditions: PathConditions,
    },
    /// Each row with each path that repeats a path from one of its nodes.
    Repeat(Box<Repeat>),
    /// Each row with the shortest paths of a pattern from one of its nodes.
    StatefulShortestPath(Box<SelectPaths>),
    /// The ends of a relationship that the row knows already.
    ProjectEndpoints {
        /// Over what.
        expand: Expand,
        /// Whether the row knows the start of the pattern.
        from_known: bool,
        /// Whether the row knows its end.
        to_known: bool,
    },
    /// Rows for which all are true.
    Filter(Vec<Expr>),
    /// Adds computed values.
    Projection {
        /// Where they go, and what they are.
        items: Vec<(Slot, Expr)>,
        /// Whether all other values are dropped.
        only: bool,
    },
    /// Groups rows.
    Aggregation {
        /// What by.
        grouping: Vec<(Slot, Expr)>,
        /// What is computed for each group.
        aggregates: Vec<(Slot, AggregateCall)>,
        /// In a subquery, what stays as it is: values of the row that asks.
        carry: Vec<Slot>,
    },
    /// The first of each set of rows that are the same in these slots.
    Distinct(Vec<Slot>),
    /// One row for all that have the same node here, standing for as many as they are. All else is dropped.
    Condense(Box<(Slot, Expr)>),
    /// All rows in order.
    Sort(Vec<(Expr, bool)>),
    /// The first rows in order.
    Top {
        /// What by, and whether the largest comes first.
        order: Vec<(Expr, bool)>,
        /// How many.
        limit: Expr,
        /// How many more, to be skipped afterwards.
        skip: Option<Expr>,
    },
    /// All but the first rows.
    Skip(Expr),
    /// The first rows.
    Limit(Expr),
    /// Each row with each element of a list.
    Unwind {
        /// The list.
        list: Expr,
        /// Where the element goes.
        slot: Slot,
    },
    /// Each row with each row of a file.
    LoadCsv(LoadCsv),
    /// The rows of one plan after the other.
    Union {
        /// The plans, and where their columns stand.
        branches: Vec<(Plan, Vec<Slot>)>,
        /// Where the columns go.
        output: Vec<Slot>,
    },
    /// Each row with its matches, or once with nulls.
    Optional {
        /// What gives the matches.
        inner: Box<Plan>,
        /// What is null without a match.
        nulls: Vec<Slot>,
        /// Where the row's number is kept meanwhile.
        row: Slot,
    },
    /// Each row with each row of a subquery that is run for it.
    Apply {
        /// Which subquery.
        id: SubqueryId,
        /// Where its columns go.
        outputs: Vec<Slot>,
        /// Whether rows without a result stay, with nulls.
        optional: bool,
    },
    /// Each row with each row that a procedure gives for it.
    ProcedureCall(CallProcedure),
    /// Its input sees the graph through a view.
    UseView {
        /// The view: a map, or the name of one.
        view: Expr,
        /// Whether its rows are rows of the answer, whose entities are then shown as the view has them.
        answers: bool,
        /// What leaves it.
        columns: Vec<Slot>,
    },
    /// All rows are read before the first goes on, so that reading and changing do not mix.
    Eager,
    /// Makes nodes and relationships.
    Create(Vec<CreateItem>),
    /// Finds a pattern or makes it.
    Merge(Box<Merge>),
    /// Sets properties and labels.
    Set(Vec<SetItem>),
    /// Deletes.
    Delete {
        /// Whether a node's relationships go with it.
        detach: bool,
        /// What.
        expressions: Vec<Expr>,
    },
    /// Makes or drops an index or a constraint.
    Schema(SchemaCommand),
    /// Runs to the end and gives no rows.
    EmptyResult,
}

/// What a path must be, for the shortest that is to be found.
#[derive(Clone, Debug, Default)]
pub struct PathConditions {
    /// True of each step of the path, taken as a path of its own.
    pub steps: Vec<Expr>,
    /// True of the path.
    pub whole: Vec<Expr>,
    /// Where the path stands for the conditions.
    pub paths: Vec<Slot>,
}

/// From a node over a relationship to a node.
#[derive(Clone, Debug)]
pub struct Expand {
    /// The node it starts at.
    pub from: Slot,
    /// Where the relationship goes.
    pub relationship: Slot,
    /// Where the other node goes, or stands.
    pub to: Slot,
    /// Which way.
    pub direction: Direction,
    /// Over which types.
    pub types: Types,
    /// Relationships that it must differ from.
    pub distinct_from: Vec<Slot>,
    /// Labels that the other node must have, checked on the way.
    pub labels: Vec<LabelExpression>,
    /// What must hold of the other node by itself: worked out for all nodes before.
    pub conditions: Vec<Expr>,
    /// The slots that something asks for afterwards; all without it.
    pub keeps: Option<Vec<Slot>>,
}

impl Expand {
    /// Whether something asks for the slot afterwards.
    pub fn keeps(&self, slot: Slot) -> bool {
        self.keeps.as_ref().is_none_or(|keeps| keeps.binary_search(&slot).is_ok())
    }

    /// Whether relationships are only walked one way.
    pub fn is_one_way(&self) -> bool {
        self.direction != Direction::Both
    }

    /// Whether nothing asks for what it finds, but only how often.
    pub fn is_counted(&self) -> bool {
        !self.keeps(self.relationship) && !self.keeps(self.to)
    }
}

/// MERGE.
#[derive(Clone, Debug)]
pub struct Merge {
    /// What finds the pattern.
    pub find: Plan,
    /// What is made otherwise.
    pub create: Vec<CreateItem>,
    /// What to set when it was made.
    pub on_create: Vec<SetItem>,
    /// What to set when it was found.
    pub on_match: Vec<SetItem>,
}

impl Plan {
    /// The start of every plan.
    pub fn argument() -> Self {
        Self { operator: Operator::Argument, input: None, rows: 1.0 }
    }

    /// This plan with one more operator on top.
    #[must_use]
    pub fn then(self, operator: Operator, rows: f64) -> Self {
        Self { operator, input: Some(Box::new(self)), rows }
    }
}
