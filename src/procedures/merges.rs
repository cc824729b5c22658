//! The procedures that merge nodes and take merges back.

use std::sync::Arc;

use super::Procedure;
use crate::attribution::{check_may_be_same, node_name};
use crate::error::{Detail, Error, Result};
use crate::functions::Kind;
use crate::graph::{Merge, MergeId, Store};
use crate::limits::Budget;
use crate::sys;
use crate::temporal::Date;
use crate::value::{NodeId, Value};

pub(super) fn procedures() -> Vec<Procedure> {
    let merges = [
        ("merge", Kind::Integer),
        ("node", Kind::Node),
        ("kept", Kind::String),
        ("other", Kind::String),
        ("by", Kind::String),
        ("why", Kind::String),
        ("when", Kind::Any),
    ];
    vec![
        Procedure::updating(
            "claims.merge",
            &[("keep", Kind::Node), ("other", Kind::Node), ("by", Kind::String), ("why", Kind::String)],
            &[("merge", Kind::Integer)],
            "Shows a node as part of another, with all that is said of it; gives the number of the merge.",
            merge,
        ),
        Procedure::updating(
            "claims.unmerge",
            &[("merge", Kind::Integer)],
            &[("node", Kind::Node)],
            "Takes a merge back, in any order; gives the node that stands alone again.",
            unmerge,
        ),
        Procedure::new(
            "claims.merges",
            &[],
            &merges,
            "What was merged: by whom, why and when, and the node that stands for both now.",
            |_, context| {
                let store = context.graph.store();
                let row = |(MergeId(number), merge): (MergeId, &Merge)| {
                    context.tick()?;
                    Ok(vec![
                        i64::from(number).into(),
                        Value::Node(store.representative(merge.survivor)),
                        node_name(store, merge.survivor).into(),
                        node_name(store, merge.absorbed).into(),
                        Arc::clone(&merge.by).into(),
                        Arc::clone(&merge.why).into(),
                        merge.when.into(),
                    ])
                };
                let shown =
                    |(_, merge): &(MergeId, &Merge)| context.graph.has_node(store.representative(merge.survivor));
                store.merges().filter(shown).map(row).collect()
            },
        ),
    ]
}

fn merge(arguments: &[Value], store: &mut Store, budget: &Budget) -> Result<Vec<Vec<Value>>> {
    let [Value::Node(keep), Value::Node(other), Value::String(by), Value::String(why)] = arguments else {
        let place = arguments.iter().position(Value::is_null).unwrap_or_default();
        let what = ["the node to keep", "the other node", "who merges them", "why they are the same"].get(place);
        let message = format!("{} is missing", what.copied().unwrap_or("an argument"));
        return Err(Error::argument(Detail::InvalidArgumentValue, message).hint("null names nothing"));
    };
    for (text, what) in [(by, "who merges them"), (why, "why they are the same")] {
        if text.trim().is_empty() {
            return Err(Error::argument(Detail::InvalidArgumentValue, format!("{what} is missing"))
                .hint("a merge is kept with its reasons, as a claim is"));
        }
    }
    check_may_be_same(store, *keep, *other)?;
    let (by, why, when) = (Arc::clone(by), Arc::clone(why), today(budget));
    let merge = Merge { survivor: *keep, absorbed: *other, by, why, when };
    let MergeId(number) = store.merge(merge, &|| budget.tick())?;
    Ok(vec![vec![i64::from(number).into()]])
}

fn unmerge(arguments: &[Value], store: &mut Store, budget: &Budget) -> Result<Vec<Vec<Value>>> {
    let [Value::Integer(number)] = arguments else {
        return Err(Error::argument(Detail::InvalidArgumentValue, "the number of the merge is missing")
            .hint("CALL claims.merges() lists them"));
    };
    // a number that is out of range is one of no merge
    let id = MergeId(u32::try_from(*number).unwrap_or(u32::MAX));
    let node: NodeId = store.unmerge(id, &|| budget.tick())?;
    Ok(vec![vec![Value::Node(node)]])
}

/// The statement's day, in UTC.
fn today(budget: &Budget) -> Date {
    const DAY: i64 = 24 * 60 * 60;
    Date::from_days(budget.moment(sys::now).0.div_euclid(DAY))
}
