//! Indexes as ways to the nodes of a pattern.

use std::collections::HashSet;
use std::sync::Arc;

use super::Planner;
use super::cost::RARE;
use crate::ast::Operator as BinaryOperator;
use crate::bound::{Expr, ExprKind, LabelExpression, PatternNode, Slot};
use crate::plan::{IndexSeek, SeekTail, Wanted};
use crate::value::Value;

/// What share of an index a range keeps, and a prefix.
const RANGE_KEEPS: f64 = 0.3;
const PREFIX_KEEPS: f64 = 0.1;
/// A list whose length is not known is taken to be so long.
const USUAL_LIST: f64 = 5.0;

/// An index, with counts.
#[derive(Clone, Debug)]
pub struct IndexCounts {
    /// Its name.
    pub name: Arc<str>,
    /// Its properties.
    pub keys: Vec<Arc<str>>,
    /// Whether it holds text only.
    pub text: bool,
    /// Whether no two nodes have the same values.
    pub unique: bool,
    /// How many nodes it holds.
    pub entries: f64,
    /// How many different values they have.
    pub distinct: f64,
}

/// A condition of a pattern that may be of use.
pub(super) struct Candidate<'a> {
    /// Where it stands.
    pub(super) at: usize,
    pub(super) expr: &'a Expr,
    /// What share of rows it keeps, if that is known.
    pub(super) keeps: Option<f64>,
}

/// A way to a node through an index.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) seek: IndexSeek,
    /// How many nodes it gives.
    pub(super) rows: f64,
    /// Where the conditions stand that it uses.
    pub(super) used: Vec<usize>,
}

/// What a condition says of one property of a node.
struct Fact<'a> {
    key: &'a Arc<str>,
    says: Says<'a>,
    /// Where the condition stands.
    at: usize,
    /// What share of nodes it keeps, if it is an equality and that is known.
    keeps: Option<f64>,
}

enum Says<'a> {
    Equals(&'a Expr),
    IsIn(&'a Expr),
    Compares(BinaryOperator, &'a Expr),
    StartsWith(&'a Expr),
}

impl Planner<'_> {
    /// The way through an index that gives fewest nodes, by conditions whose other side is known.
    pub(super) fn cheapest_way(&self, node: &PatternNode, conditions: &[Candidate<'_>]) -> Option<Way> {
        let labels: HashSet<&Arc<str>> = node.labels.iter().flat_map(LabelExpression::required).collect();
        let mut facts = Vec::new();
        for condition in conditions {
            self.facts(condition, node.slot, &mut facts);
        }
        if facts.is_empty() {
            return None;
        }
        let mut labels: Vec<_> = labels.into_iter().collect();
        labels.sort();
        let ways = labels.into_iter().flat_map(|label| {
            let indexes = self.statistics.map(|statistics| statistics.indexes(label)).unwrap_or_default();
            let way = |index| way(node.slot, label, index, &facts);
            indexes.into_iter().filter_map(way).collect::<Vec<_>>()
        });
        let declared = ways.min_by(|a, b| a.rows.total_cmp(&b.rows).then_with(|| b.used.len().cmp(&a.used.len())));
        // what was declared is meant to be used
        match (declared, self.look_up(node, &facts)) {
            (Some(declared), Some(found)) if declared.rows > 2.0 * found.rows => Some(found),
            (declared, found) => declared.or(found),
        }
    }

    /// The way by the value of one property, for which no index was declared.
    fn look_up(&self, node: &PatternNode, facts: &[Fact<'_>]) -> Option<Way> {
        let nodes = self.node_rows(node);
        let label = self.rarest_label(node).map(|(label, _)| label);
        let ways = facts.iter().filter_map(|fact| {
            let (wanted, values) = match fact.says {
                Says::Equals(value) => (Wanted::One(value.clone()), 1.0),
                Says::IsIn(list) => (Wanted::AnyOf(list.clone()), length(list)),
                Says::Compares(..) | Says::StartsWith(_) => return None,
            };
            let values = || Some(values / self.statistics?.values(label.as_deref(), fact.key).max(1.0));
            let share = fact.keeps.or_else(values)?;
            let (keys, equal) = (vec![Arc::clone(fact.key)], vec![wanted]);
            let label = label.clone();
            let seek = IndexSeek {
                slot: node.slot,
                index: None,
                label,
                keys,
                unique: false,
                equal,
                tail: None,
                checks: Vec::new(),
            };
            Some(Way { seek, rows: (nodes * share).max(1.0).min(nodes), used: vec![fact.at] })
        });
        ways.min_by(|a, b| a.rows.total_cmp(&b.rows))
    }

    /// What a condition says of properties of the node in a slot.
    fn facts<'a>(&self, candidate: &Candidate<'a>, slot: Slot, facts: &mut Vec<Fact<'a>>) {
        let Candidate { at, expr: condition, keeps } = *candidate;
        let keeps = keeps.filter(|_| is_equality(condition));
        let property = |expr: &'a Expr| match &expr.kind {
            ExprKind::Property(of, key) if matches!(of.kind, ExprKind::Slot(of) if of == slot) => Some(key),
            _ => None,
        };
        let is_given = |expr: &Expr| is_steady(expr) && !self.slots_of(expr).contains(&slot);
        let mut add = |key: Option<&'a Arc<str>>, given: &'a Expr, says: Says<'a>| {
            if let Some(key) = key
                && is_given(given)
            {
                facts.push(Fact { key, says, at, keeps });
            }
        };
        match &condition.kind {
            ExprKind::Compare(first, rest) => {
                let mut left: &Expr = first;
                for (operator, right) in rest {
                    if *operator == BinaryOperator::Equal {
                        add(property(left), right, Says::Equals(right));
                        add(property(right), left, Says::Equals(left));
                    } else if let Some(turned) = turned(*operator) {
                        add(property(left), right, Says::Compares(*operator, right));
                        add(property(right), left, Says::Compares(turned, left));
                    }
                    left = right;
                }
            }
            ExprKind::Binary(left, rest) => match rest.as_slice() {
                [(BinaryOperator::In, list)] => add(property(left), list, Says::IsIn(list)),
                [(BinaryOperator::StartsWith, prefix)] => add(property(left), prefix, Says::StartsWith(prefix)),
                _ => {}
            },
            _ => {}
        }
    }
}

/// The way that facts open through an index: equality for as many properties as there is, then
/// something else for one more.
fn way(slot: Slot, label: &Arc<str>, index: IndexCounts, facts: &[Fact<'_>]) -> Option<Way> {
    let (mut equal, mut used, mut share) = (Vec::new(), Vec::new(), 1.0);
    let mut tail = None;
    let each = index.distinct.max(1.0).powf(1.0 / index.keys.len().max(1) as f64);
    for key in &index.keys {
        let about = |fact: &&Fact<'_>| fact.key == key && (!index.text || is_text(&fact.says));
        let facts: Vec<&Fact<'_>> = facts.iter().filter(about).collect();
        // one value is better than several
        let one = facts.iter().find_map(|fact| match fact.says {
            Says::Equals(value) => {
                // the index knows how many there are, but not which are the many
                let values = fact.keeps.filter(|keeps| *keeps > RARE).map_or(1.0, |keeps| keeps * each);
                Some((fact.at, Wanted::One(value.clone()), values))
            }
            _ => None,
        });
        let wanted = one.or_else(|| {
            facts.iter().find_map(|fact| match fact.says {
                Says::IsIn(list) => Some((fact.at, Wanted::AnyOf(list.clone()), length(list))),
                _ => None,
            })
        });
        if let Some((at, wanted, values)) = wanted {
            used.push(at);
            share *= (values / each).min(1.0);
            equal.push(wanted);
            continue;
        }
        let prefix = facts.iter().find_map(|fact| match fact.says {
            Says::StartsWith(prefix) => Some((fact.at, SeekTail::Prefix(prefix.clone()))),
            _ => None,
        });
        if let Some((at, prefix)) = prefix {
            used.push(at);
            share *= PREFIX_KEEPS;
            tail = Some(prefix);
            break;
        }
        let mut bounds = Vec::new();
        for fact in facts {
            if let Says::Compares(operator, value) = fact.says {
                used.push(fact.at);
                share *= RANGE_KEEPS;
                bounds.push((operator, value.clone()));
            }
        }
        tail = (!bounds.is_empty()).then_some(SeekTail::Range(bounds));
        break;
    }
    if equal.is_empty() && tail.is_none() {
        return None;
    }
    let IndexCounts { name, keys, unique, entries, .. } = index;
    let seek = IndexSeek {
        slot,
        index: Some(name),
        label: Some(Arc::clone(label)),
        keys,
        unique,
        equal,
        tail,
        checks: Vec::new(),
    };
    Some(Way { seek, rows: entries * share, used })
}

/// The same comparison with its sides exchanged; `None` for what is no comparison.
fn turned(operator: BinaryOperator) -> Option<BinaryOperator> {
    Some(match operator {
        BinaryOperator::Less => BinaryOperator::Greater,
        BinaryOperator::LessEqual => BinaryOperator::GreaterEqual,
        BinaryOperator::Greater => BinaryOperator::Less,
        BinaryOperator::GreaterEqual => BinaryOperator::LessEqual,
        _ => return None,
    })
}

/// Whether only text can be meant, so that an index of text holds all that is asked for.
fn is_text(says: &Says<'_>) -> bool {
    match says {
        Says::StartsWith(_) => true,
        Says::Equals(value) | Says::Compares(_, value) => matches!(value.kind, ExprKind::Constant(Value::String(_))),
        Says::IsIn(_) => false,
    }
}

/// How many elements a list has, as far as one can tell.
fn length(list: &Expr) -> f64 {
    match &list.kind {
        ExprKind::List(parts) => parts.len() as f64,
        ExprKind::Constant(Value::List(values)) => values.len() as f64,
        _ => USUAL_LIST,
    }
}

/// Whether the condition is that a property of a node equals something.
pub(super) fn is_equality(condition: &Expr) -> bool {
    matches!(&condition.kind, ExprKind::Compare(_, rest) if matches!(rest.as_slice(), [(BinaryOperator::Equal, _)]))
}

/// Whether an expression has the same value for a row however often it is computed, and costs little.
fn is_steady(expr: &Expr) -> bool {
    let mut steady = true;
    expr.walk(&mut |part| {
        steady &= match &part.kind {
            ExprKind::Constant(_)
            | ExprKind::Slot(_)
            | ExprKind::Parameter(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Property(..)
            | ExprKind::Index(..)
            | ExprKind::Slice(..)
            | ExprKind::Negate(_)
            | ExprKind::Plus(_)
            | ExprKind::Binary(..)
            | ExprKind::Case(..) => true,
            ExprKind::Call(function, _) => function.is_steady(),
            _ => false,
        };
    });
    steady
}
