//! Parts of a key that have few texts or truths: numbers stand for them, so that keys are of numbers.

use super::{Groups, Table};
use crate::batch::{Column, Typed};
use crate::error::Result;
use crate::eval::Vector;
use crate::limits::{Budget, Holding};
use crate::value::Value;

impl Groups {
    /// Puts the values back for which numbers stand in the keys.
    pub(super) fn write_out(&mut self) {
        for (key, words) in self.keys.iter_mut().zip(std::mem::take(&mut self.words)) {
            if let (Column::Integers(numbers), Some(words)) = (&*key, words) {
                let places: Vec<u32> = numbers.values.iter().map(|number| *number as u32).collect();
                *key = words.into_keys().pop().map_or(Column::nulls(places.len()), |values| values.take(&places));
            }
        }
    }

    /// The parts, numbers in place of values of which there are few; nothing where they are taken as they are.
    pub(super) fn numbered<'a>(
        &mut self,
        parts: &[Vector<'a>],
        rows: usize,
        budget: &Budget,
        held: &mut Holding,
    ) -> Result<Option<Vec<Vector<'a>>>> {
        if matches!(self.table, Table::New) {
            let words = |part: &Vector<'_>| (matches!(part, Vector::Few(..)) && is_of_words(part)).then(Self::new);
            self.words = parts.iter().map(words).collect();
        }
        let are_words = |(part, words): (&Vector<'_>, &Option<Self>)| words.is_none() || is_of_words(part);
        if !parts.iter().zip(&self.words).all(are_words) {
            self.write_out();
            self.table = Table::Whole(self.whole_keys());
        }
        if self.words.iter().all(Option::is_none) {
            return Ok(None);
        }
        let pairs = parts.iter().zip(&mut self.words);
        let numbered = pairs.map(|(part, words)| match words {
            Some(words) => {
                let numbers = words.assign(std::slice::from_ref(part), rows, budget, held)?.groups;
                Ok(Column::Integers(Typed::full(numbers.into_iter().map(i64::from).collect())).into())
            }
            None => Ok(part.clone()),
        });
        numbered.collect::<Result<_>>().map(Some)
    }
}

/// Whether all values are such as are equal only to the same, not numbers: a number stands for one of them.
fn is_of_words(part: &Vector<'_>) -> bool {
    let is_word = |value: &Value| matches!(value, Value::String(_) | Value::Boolean(_) | Value::Null);
    match part {
        Vector::Constant(value) => is_word(value),
        Vector::Few(_, values) => values.iter().all(is_word),
        Vector::Column(column) => match &**column {
            Column::Texts(..) | Column::Booleans(_) => true,
            Column::Values(values) => values.iter().all(is_word),
            _ => false,
        },
    }
}
