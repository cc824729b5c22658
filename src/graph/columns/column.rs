//! The values of one property key.

use std::sync::{Arc, OnceLock};

use super::lookup::{Cell, LookUp};
use super::run::{Run, Stretch};
use super::texts::Texts;
use crate::graph::bulk::BulkValues;
use crate::graph::postings::Postings;
use crate::value::Value;

/// Values by entity number, and where asked for, entities by value.
#[derive(Clone, Debug)]
pub(super) struct Column {
    data: Data,
    lookup: OnceLock<Box<LookUp>>,
}

/// Values typed as long as all are of one type.
#[derive(Clone, Debug)]
pub(super) enum Data {
    Integers(Run<i64>),
    Floats(Run<f64>),
    Booleans(Run<bool>),
    Strings { texts: Texts, codes: Run<u32> },
    Mixed(Run<Value>),
}

/// A column to read.
#[derive(Clone, Copy, Debug)]
pub enum ColumnView<'a> {
    /// Integers.
    Integers(Stretch<'a, i64>),
    /// Floats.
    Floats(Stretch<'a, f64>),
    /// Booleans.
    Booleans(Stretch<'a, bool>),
    /// Texts, by code.
    Strings {
        /// The code of each entity's text.
        codes: Stretch<'a, u32>,
        /// The texts of the codes.
        texts: &'a Texts,
    },
    /// Values of several types, or of a type without a column of its own.
    Mixed(Stretch<'a, Value>),
}

impl ColumnView<'_> {
    /// The value of an entity, if it has one.
    pub fn get(&self, id: u32) -> Option<Value> {
        match self {
            Self::Integers(run) => run.get(id).map(Value::Integer),
            Self::Floats(run) => run.get(id).map(Value::Float),
            Self::Booleans(run) => run.get(id).map(Value::Boolean),
            Self::Strings { codes, texts } => texts.text(codes.get(id)?).map(|text| Value::String(Arc::from(text))),
            Self::Mixed(run) => run.get_ref(id).cloned(),
        }
    }

    /// Whether an entity has a value.
    #[inline]
    pub fn has(&self, id: u32) -> bool {
        match self {
            Self::Integers(run) => run.has(id),
            Self::Floats(run) => run.has(id),
            Self::Booleans(run) => run.has(id),
            Self::Strings { codes, .. } => codes.has(id),
            Self::Mixed(run) => run.has(id),
        }
    }
}

impl Data {
    fn of_type(value: &Value) -> Self {
        match value {
            Value::Integer(_) => Self::Integers(Run::default()),
            Value::Float(_) => Self::Floats(Run::default()),
            Value::Boolean(_) => Self::Booleans(Run::default()),
            Value::String(_) => Self::Strings { texts: Texts::default(), codes: Run::default() },
            _ => Self::Mixed(Run::default()),
        }
    }

    #[inline]
    fn view(&self) -> ColumnView<'_> {
        match self {
            Self::Integers(run) => ColumnView::Integers(run.stretch()),
            Self::Floats(run) => ColumnView::Floats(run.stretch()),
            Self::Booleans(run) => ColumnView::Booleans(run.stretch()),
            Self::Strings { texts, codes } => ColumnView::Strings { codes: codes.stretch(), texts },
            Self::Mixed(run) => ColumnView::Mixed(run.stretch()),
        }
    }

    /// A value as a look-up sees it.
    fn cell(&self, id: u32) -> Option<Cell> {
        match self.view() {
            ColumnView::Integers(run) => run.get(id).map(Cell::Integer),
            ColumnView::Floats(run) => run.get(id).map(Cell::Float),
            ColumnView::Strings { codes, .. } => codes.get(id).map(Cell::Code),
            other => other.get(id).map(Cell::Other),
        }
    }

    pub(super) fn each_cell(&self, mut visit: impl FnMut(u32, Cell)) {
        match self {
            Self::Integers(run) => run.stretch().entries().for_each(|(id, v)| visit(id, Cell::Integer(*v))),
            Self::Floats(run) => run.stretch().entries().for_each(|(id, v)| visit(id, Cell::Float(*v))),
            Self::Booleans(run) => run.stretch().entries().for_each(|(id, v)| visit(id, Cell::Other((*v).into()))),
            Self::Strings { codes, .. } => codes.stretch().entries().for_each(|(id, v)| visit(id, Cell::Code(*v))),
            Self::Mixed(run) => run.stretch().entries().for_each(|(id, v)| visit(id, Cell::Other(v.clone()))),
        }
    }

    /// Puts a value of the column's type, and `Err` gives back one of another.
    fn put(&mut self, id: u32, value: Value) -> Result<(), Value> {
        match (self, value) {
            (Self::Integers(run), Value::Integer(v)) => drop(run.set(id, v)),
            (Self::Floats(run), Value::Float(v)) => drop(run.set(id, v)),
            (Self::Booleans(run), Value::Boolean(v)) => drop(run.set(id, v)),
            (Self::Strings { texts, codes }, Value::String(text)) => put_text(texts, codes, id, &text),
            (Self::Mixed(run), value) => drop(run.set(id, value)),
            (_, value) => return Err(value),
        }
        Ok(())
    }

    fn clear(&mut self, id: u32) {
        match self {
            Self::Integers(run) => drop(run.clear(id)),
            Self::Floats(run) => drop(run.clear(id)),
            Self::Booleans(run) => drop(run.clear(id)),
            Self::Strings { texts, codes } => {
                if let Some(code) = codes.clear(id) {
                    texts.release(code);
                }
            }
            Self::Mixed(run) => drop(run.clear(id)),
        }
    }

    fn filled(&self) -> usize {
        match self {
            Self::Integers(run) => run.filled(),
            Self::Floats(run) => run.filled(),
            Self::Booleans(run) => run.filled(),
            Self::Strings { codes, .. } => codes.filled(),
            Self::Mixed(run) => run.filled(),
        }
    }
}

fn put_text(texts: &mut Texts, codes: &mut Run<u32>, id: u32, text: &str) {
    let code = texts.take(text);
    if let Some(before) = codes.set(id, code) {
        texts.release(before);
    }
}

impl Column {
    pub(super) fn of_type(value: &Value) -> Self {
        Self { data: Data::of_type(value), lookup: OnceLock::new() }
    }

    #[inline]
    pub(super) fn view(&self) -> ColumnView<'_> {
        self.data.view()
    }

    pub(super) fn filled(&self) -> usize {
        self.data.filled()
    }

    pub(super) fn set(&mut self, id: u32, value: Value) {
        let before = self.lookup.get().and_then(|_| self.data.cell(id));
        if let Err(value) = self.data.put(id, value) {
            // a value of another type has come: the column gives up its own
            self.make_mixed();
            let is_put = self.data.put(id, value);
            debug_assert!(is_put.is_ok(), "a mixed column takes any value");
            return;
        }
        self.note(id, before);
    }

    pub(super) fn clear(&mut self, id: u32) {
        let before = self.lookup.get().and_then(|_| self.data.cell(id));
        self.data.clear(id);
        self.note(id, before);
    }

    /// Keeps the look-up right after a change, and the texts few.
    fn note(&mut self, id: u32, before: Option<Cell>) {
        if let Some(lookup) = self.lookup.get_mut() {
            lookup.change(id, before, self.data.cell(id));
        }
        if let Data::Strings { texts, codes } = &mut self.data
            && texts.is_wasteful(codes.filled())
        {
            let new = texts.compact();
            codes.update(|code| *code = new.get(*code as usize).copied().unwrap_or(*code));
            if let Some(lookup) = self.lookup.get_mut() {
                lookup.renumber(&new);
            }
        }
    }

    fn make_mixed(&mut self) {
        let mut mixed = Run::default();
        match &self.data {
            // a text that many have stays one
            Data::Strings { texts, codes } => {
                let shared: Vec<Option<Arc<str>>> =
                    (0..texts.len() as u32).map(|code| texts.text(code).map(Arc::from)).collect();
                for (id, code) in codes.stretch().entries() {
                    if let Some(Some(text)) = shared.get(*code as usize) {
                        mixed.set(id, Value::String(Arc::clone(text)));
                    }
                }
            }
            data => {
                let view = data.view();
                data.each_cell(|id, _| drop(view.get(id).map(|value| mixed.set(id, value))));
            }
        }
        *self = Self { data: Data::Mixed(mixed), lookup: OnceLock::new() };
    }

    /// Values for consecutive entities; to be called where the look-up may be dropped.
    pub(super) fn fill(&mut self, first: u32, values: BulkValues) {
        self.lookup = OnceLock::new();
        let last = first.saturating_add(values.len() as u32);
        let ids = first..last;
        match (&mut self.data, values) {
            (Data::Integers(run), BulkValues::Integers(values)) => fill(run, ids, values),
            (Data::Floats(run), BulkValues::Floats(values)) => fill(run, ids, values),
            (Data::Booleans(run), BulkValues::Booleans(values)) => fill(run, ids, values),
            (Data::Strings { texts, codes }, BulkValues::Strings(values)) => {
                for (id, text) in ids.zip(values.iter()) {
                    if let Some(text) = text {
                        put_text(texts, codes, id, text);
                    }
                }
            }
            (_, values) => {
                let values = values.into_values();
                for (id, value) in ids.zip(values).filter(|(_, value)| !value.is_null()) {
                    self.set(id, value);
                }
            }
        }
    }

    /// The entities whose value may equal this one. `None` where looking at each is better.
    pub(super) fn find(&self, value: &Value) -> Option<Postings<'_>> {
        if matches!(self.data, Data::Booleans(_)) {
            return None;
        }
        self.lookup.get_or_init(|| Box::new(LookUp::new(&self.data))).find(&self.data, value)
    }

    pub(super) fn shrink(&mut self) {
        match &mut self.data {
            Data::Integers(run) => run.shrink(),
            Data::Floats(run) => run.shrink(),
            Data::Booleans(run) => run.shrink(),
            Data::Strings { texts, codes } => {
                texts.shrink();
                codes.shrink();
            }
            Data::Mixed(run) => run.shrink(),
        }
    }

    /// Bytes of the values, and of the look-up.
    pub(super) fn bytes(&self) -> (usize, usize) {
        let values = match &self.data {
            Data::Integers(run) => run.bytes(),
            Data::Floats(run) => run.bytes(),
            Data::Booleans(run) => run.bytes(),
            Data::Strings { texts, codes } => texts.bytes() + codes.bytes(),
            Data::Mixed(run) => {
                let inside = |value: &Value| value.size() - size_of::<Value>();
                run.bytes() + run.stretch().entries().map(|(_, value)| inside(value)).sum::<usize>()
            }
        };
        (values, self.lookup.get().map_or(0, |lookup| lookup.bytes()))
    }
}

fn fill<T: Clone + Default>(run: &mut Run<T>, ids: std::ops::Range<u32>, values: Vec<Option<T>>) {
    for (id, value) in ids.zip(values) {
        if let Some(value) = value {
            run.set(id, value);
        }
    }
}
