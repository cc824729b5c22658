//! What functions of a property's texts give, kept from batch to batch: where the texts are few, none is looked at twice.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::Vector;
use crate::batch::Typed;
use crate::bound::Expr;
use crate::error::Result;
use crate::graph::Texts;
use crate::value::Value;

/// Nothing is kept of more texts than so many times the rows.
const TEXTS_A_ROW: usize = 8;
/// Nothing more is kept once one call takes so many bytes,
const MOST_BYTES: usize = 1 << 18;
/// or for more calls than so many.
const MOST_CALLS: usize = 8;
/// Not worked out yet.
const UNKNOWN: u32 = u32::MAX;

/// What has been worked out while a query runs.
#[derive(Default)]
pub struct Memo(RefCell<HashMap<usize, Known>>);

/// What one call gives.
struct Known {
    texts: Arc<Texts>,
    /// For each text the place of what it gives; of null last.
    places: Vec<u32>,
    values: Vec<Value>,
    /// The places of texts among the values.
    by_text: HashMap<Arc<str>, u32>,
    bytes: usize,
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}

impl Memo {
    /// What a call with these arguments gives for texts by their codes, as `of` says; `None` where it is not kept.
    /// The arguments stand in the query, and all but the text are the same throughout it.
    pub(super) fn few(
        &self,
        arguments: &[Expr],
        codes: &Typed<u32>,
        texts: &Arc<Texts>,
        of: impl Fn(Value) -> Result<Value>,
    ) -> Result<Option<Vector<'static>>> {
        let mut all = self.0.borrow_mut();
        let call = arguments.as_ptr() as usize;
        let is_new = !all.contains_key(&call);
        if texts.len() / TEXTS_A_ROW > codes.values.len() || is_new && all.len() >= MOST_CALLS {
            return Ok(None);
        }
        let known = all.entry(call).or_insert_with(|| Known::new(texts));
        if !Arc::ptr_eq(&known.texts, texts) {
            *known = Known::new(texts);
        }
        // those that occur, so that the answer is no larger than the rows
        let mut own = vec![UNKNOWN; known.values.len()];
        let (mut rows, mut values) = (Vec::with_capacity(codes.values.len()), Vec::new());
        for code in codes.iter() {
            let Some(place) = known.place(code, &of)? else { return Ok(None) };
            if own.len() <= place as usize {
                own.resize(place as usize + 1, UNKNOWN);
            }
            let Some(own) = own.get_mut(place as usize) else { return Ok(None) };
            if *own == UNKNOWN {
                *own = values.len() as u32;
                values.push(known.values.get(place as usize).cloned().unwrap_or_default());
            }
            rows.push(*own);
        }
        Ok(Some(Vector::Few(rows, values)))
    }
}

impl Known {
    fn new(texts: &Arc<Texts>) -> Self {
        let places = vec![UNKNOWN; texts.len() + 1];
        Self { texts: Arc::clone(texts), places, values: Vec::new(), by_text: HashMap::new(), bytes: 0 }
    }

    /// Where what a text gives is; `None` if there is no room for more.
    #[inline]
    fn place(&mut self, code: Option<u32>, of: &impl Fn(Value) -> Result<Value>) -> Result<Option<u32>> {
        let at = code.map_or(self.texts.len(), |code| code as usize);
        match self.places.get(at).copied() {
            Some(UNKNOWN) => self.work_out(at, of),
            place => Ok(place),
        }
    }

    fn work_out(&mut self, at: usize, of: &impl Fn(Value) -> Result<Value>) -> Result<Option<u32>> {
        let text = self.texts.text(at as u32).map_or(Value::Null, Value::from);
        let value = of(text)?;
        let next = self.values.len() as u32;
        let place = match &value {
            Value::String(text) => *self.by_text.entry(Arc::clone(text)).or_insert(next),
            _ => next,
        };
        if place == next {
            self.bytes += value.size();
            if self.bytes > MOST_BYTES {
                return Ok(None);
            }
            self.values.push(value);
        }
        if let Some(known) = self.places.get_mut(at) {
            *known = place;
        }
        Ok(Some(place))
    }
}
