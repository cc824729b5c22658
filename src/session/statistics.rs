//! What the planner is told of the graph: its counts, and what a sample of its nodes says.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::compiled;
use crate::ast::Operator as BinaryOperator;
use crate::batch::{Batch, Column};
use crate::bound::{Expr, ExprKind, Slot};
use crate::eval::{Context, Memo, Parameters, select};
use crate::graph::{ColumnView, EntityId, IndexKind, Store, Target};
use crate::limits::Budget;
use crate::plan::{Plan, Program};
use crate::planner::{IndexCounts, Statistics};
use crate::value::{GroupKey, NodeId, Value};
use crate::view::{GraphView, Views};

/// A sample is so many nodes, in stretches that lie evenly among all.
const SAMPLE: u64 = 256;
const STRETCHES: u64 = 32;
/// A value of more bytes is not compared with others of a sample.
const LARGE: usize = 1024;
/// A list that is longer is not looked through for a sample.
const LIST: usize = 64;

type LabelAndKey = (Option<Arc<str>>, Arc<str>);

/// The graph's counts, for the planner.
pub(super) struct Counts<'a> {
    store: &'a Store,
    views: &'a Views,
    budget: &'a Budget,
    parameters: Parameters,
    nothing: Program,
    /// How many values of a property there are, where that has been asked.
    values: RefCell<HashMap<LabelAndKey, f64>>,
}

impl<'a> Counts<'a> {
    pub(super) fn new(store: &'a Store, views: &'a Views, budget: &'a Budget) -> Self {
        let nothing = Program {
            plan: Plan::argument(),
            columns: Vec::new(),
            subplans: Vec::new(),
            slots: Vec::new(),
            trace: None,
            profile: None,
            updating: false,
            loopless: Vec::new(),
            complete: Vec::new(),
        };
        Self { store, views, budget, parameters: Parameters::new(), nothing, values: RefCell::default() }
    }

    /// Some nodes with a label, or of all; all if they are few.
    fn sample(&self, label: Option<&str>) -> Vec<u32> {
        let nodes = match label {
            None => Some(self.store.nodes()),
            Some(label) => self.store.labels().find(label).and_then(|label| self.store.nodes_with_label(label)),
        };
        let Some(nodes) = nodes else { return Vec::new() };
        if nodes.len() <= SAMPLE {
            return nodes.iter().collect();
        }
        let starts = (0..STRETCHES).filter_map(|stretch| nodes.select((nodes.len() / STRETCHES * stretch) as u32));
        starts.flat_map(|start| nodes.range(start..).take((SAMPLE / STRETCHES) as usize)).collect()
    }

    fn count_values(&self, label: Option<&str>, key: &str) -> f64 {
        let Some(key) = self.store.keys().find(key) else { return 1.0 };
        let sample = self.sample(label);
        let mut times: HashMap<GroupKey, u32> = HashMap::new();
        let (mut present, mut large) = (0, 0);
        let value = |node: &u32| self.store.property(EntityId::Node(NodeId(*node)), key);
        for value in sample.iter().filter_map(value) {
            present += 1;
            // to compare large ones would take long, and hardly any are the same
            if value.size() > LARGE {
                large += 1;
            } else {
                *times.entry(GroupKey(vec![value])).or_default() += 1;
            }
        }
        let all = label.map_or_else(|| self.nodes(), |label| self.nodes_with_label(label));
        let having = all * f64::from(present) / (sample.len() as f64).max(1.0);
        let times = times.values().copied().chain(std::iter::repeat_n(1, large));
        let estimate = distinct(times, f64::from(present), having);
        match self.store.node_column(key) {
            Some(ColumnView::Strings { texts, .. }) => estimate.min(texts.len() as f64),
            _ => estimate,
        }
    }
}

impl Statistics for Counts<'_> {
    fn nodes(&self) -> f64 {
        self.store.node_count() as f64
    }

    fn nodes_with_label(&self, label: &str) -> f64 {
        self.store.labels().find(label).map_or(0.0, |label| self.store.label_count(label) as f64)
    }

    fn relationships(&self, relationship_type: Option<&str>) -> f64 {
        match relationship_type {
            None => self.store.relationship_count() as f64,
            Some(name) => self.store.types().find(name).map_or(0.0, |number| self.store.type_count(number) as f64),
        }
    }

    fn ends(&self, relationship_type: &str, incoming: bool, label: &str) -> f64 {
        let (Some(of), Some(label)) = (self.store.types().find(relationship_type), self.store.labels().find(label))
        else {
            return 0.0;
        };
        (self.store.type_count(of) - self.store.ends_lacking(of, incoming, label)) as f64
    }

    fn endpoints(&self, relationship_type: &str, incoming: bool) -> f64 {
        self.store.types().find(relationship_type).map_or(0.0, |of| self.store.endpoint_count(of, incoming) as f64)
    }

    fn may_loop(&self, relationship_type: &str) -> bool {
        self.store.types().find(relationship_type).is_some_and(|of| self.store.loops(of) > 0)
    }

    fn every_node_has(&self, label: &str, key: &str) -> bool {
        compiled::every_node_has(self.store, label, key)
    }

    fn values(&self, label: Option<&str>, key: &str) -> f64 {
        let asked = (label.map(Arc::from), Arc::from(key));
        if let Some(known) = self.values.borrow().get(&asked) {
            return *known;
        }
        let values = self.count_values(label, key);
        self.values.borrow_mut().insert(asked, values);
        values
    }

    fn share(&self, label: Option<&str>, node: Slot, condition: &Expr) -> Option<f64> {
        if !may_be_sampled(condition, node) {
            return None;
        }
        let sample = self.sample(label);
        let count = sample.len();
        let mut batch = Batch::of_rows(count);
        batch.set(node, Column::Nodes(sample));
        let context = Context {
            graph: GraphView::new(self.store, None),
            base: self.store,
            view: None,
            views: self.views,
            parameters: &self.parameters,
            budget: self.budget,
            subqueries: &self.nothing,
            memo: &Memo::default(),
            is_steady: true,
        };
        let kept = select(condition, &batch, (0..count as u32).collect(), context).ok()?;
        // what none of the sample is may still be some of all
        (count > 0).then(|| (kept.len() as f64).max(0.5) / count as f64)
    }

    fn indexes(&self, label: &str) -> Vec<IndexCounts> {
        let indexes = self.store.schema().indexes().iter();
        let on = indexes.filter(|index| matches!(&index.definition.on, Target::Label(on) if **on == *label));
        on.map(|index| IndexCounts {
            name: Arc::clone(&index.definition.name),
            keys: index.definition.keys.clone(),
            text: index.definition.kind == IndexKind::Text,
            unique: index.owned,
            entries: index.entries().len() as f64,
            distinct: index.entries().distinct() as f64,
        })
        .collect()
    }
}

/// How many different values there are, by how often each came in a sample of so many: those that came once stand for
/// many more (the estimator GEE, Charikar et al. 2000), and for as many as there are if hardly any came again.
fn distinct(times: impl Iterator<Item = u32>, sample: f64, all: f64) -> f64 {
    let (mut once, mut several) = (0.0, 0.0);
    times.for_each(|times| *if times == 1 { &mut once } else { &mut several } += 1.0);
    if sample == 0.0 || all <= sample {
        return f64::max(1.0, once + several);
    }
    let each = if once > 0.9 * sample { all / sample } else { (all / sample).sqrt() };
    f64::max(1.0, once * each + several)
}

/// Whether a condition speaks of the node's properties and constants alone, and costs little.
fn may_be_sampled(condition: &Expr, node: Slot) -> bool {
    let mut may = true;
    condition.walk(&mut |part| {
        may &= match &part.kind {
            ExprKind::Slot(slot) => *slot == node,
            ExprKind::Constant(Value::List(list)) => list.len() <= LIST,
            ExprKind::List(parts) => parts.len() <= LIST,
            ExprKind::Binary(_, rest) => rest.iter().all(|(operator, _)| *operator != BinaryOperator::Matches),
            ExprKind::Call(function, _) => matches!(function.name(), "toLower" | "toUpper" | "size" | "coalesce"),
            ExprKind::Constant(_)
            | ExprKind::Property(..)
            | ExprKind::Compare(..)
            | ExprKind::Logic(..)
            | ExprKind::Not(_)
            | ExprKind::IsNull(..)
            | ExprKind::HasLabels(..) => true,
            _ => false,
        };
    });
    may
}

#[cfg(test)]
mod tests {
    use super::distinct;

    #[test]
    fn few_values_are_counted_and_many_are_guessed() {
        let repeated = std::iter::repeat_n(5, 50);
        assert!((distinct(repeated, 256.0, 1e6) - 50.0).abs() < 1e-9, "all came again: there are no others");
        let unique = std::iter::repeat_n(1, 256);
        assert!((distinct(unique, 256.0, 1e6) - 1e6).abs() < 1e-6, "none came again: all differ");
        let mixed = std::iter::repeat_n(1, 100).chain(std::iter::repeat_n(3, 52));
        let guessed = distinct(mixed, 256.0, 25_600.0);
        assert!((152.0..25_600.0).contains(&guessed), "{guessed}");
        assert!((distinct(std::iter::repeat_n(1, 7), 7.0, 7.0) - 7.0).abs() < 1e-9, "all were looked at");
    }
}
