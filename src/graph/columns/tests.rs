use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::graph::bulk::{BulkTexts, BulkValues};
use crate::value::equals;

#[test]
fn keeps_values_of_any_type() {
    let mut columns = Columns::default();
    columns.set(5, 0, 1.into());
    columns.set(3, 0, 2.into());
    columns.set(9, 0, "three".into());
    assert_eq!([3, 4, 5, 9].map(|id| columns.get(id, 0)), [Some(2.into()), None, Some(1.into()), Some("three".into())]);
    assert_eq!(columns.set(5, 0, Value::Null), 1.into());
    assert_eq!(columns.get(5, 0), None);
    assert_eq!(columns.count(0), 2);
    assert_eq!(columns.keys(9).collect::<Vec<_>>(), [0]);
}

/// A value of the few that meet often, of one type more often than not.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        20 => (0i64..5).prop_map(Value::from),
        3 => (0i64..8).prop_map(|n| Value::from(n as f64 / 2.0)),
        3 => prop::sample::select(vec!["a", "b", "", "long enough"]).prop_map(Value::from),
        1 => prop::sample::select(vec![f64::NAN, -0.0, 1e300, (1i64 << 53) as f64]).prop_map(Value::from),
        1 => prop::sample::select(vec![1i64 << 53, (1 << 53) + 1, i64::MAX]).prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::list([Value::from(1)])),
        4 => Just(Value::Null),
    ]
}

/// Values all of one type, or of any.
fn values(len: usize) -> impl Strategy<Value = BulkValues> {
    let texts = prop::collection::vec(prop::option::of("[a-c]{0,2}"), 0..len);
    prop_oneof![
        prop::collection::vec(prop::option::of(0i64..5), 0..len).prop_map(BulkValues::Integers),
        prop::collection::vec(prop::option::of((0i64..5).prop_map(|n| n as f64)), 0..len).prop_map(BulkValues::Floats),
        prop::collection::vec(prop::option::of(any::<bool>()), 0..len).prop_map(BulkValues::Booleans),
        texts.prop_map(|texts| BulkValues::Strings(texts.iter().map(Option::as_deref).collect::<BulkTexts>())),
        prop::collection::vec(value(), 0..len).prop_map(BulkValues::Values),
    ]
}

#[derive(Clone, Debug)]
enum Step {
    Set(u32, Value),
    Fill(u32, BulkValues),
    /// Looks up, so that there is a look-up to be kept right.
    Find(Value),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0u32..40, value()).prop_map(|(id, value)| Step::Set(id, value)),
        1 => (0u32..40, values(20)).prop_map(|(first, values)| Step::Fill(first, values)),
        2 => value().prop_map(Step::Find),
    ]
}

fn check_find(columns: &Columns, model: &BTreeMap<u32, Value>, wanted: &Value) -> Result<(), TestCaseError> {
    let Some(found) = columns.find(0, wanted) else { return Ok(()) };
    let found: Vec<u32> = found.iter().collect();
    prop_assert!(found.is_sorted());
    let is_wanted = |id: &u32| model.get(id).is_some_and(|value| equals(value, wanted) == Some(true));
    let expected: Vec<u32> = model.keys().copied().filter(is_wanted).collect();
    prop_assert_eq!(found.into_iter().filter(is_wanted).collect::<Vec<_>>(), expected);
    Ok(())
}

proptest! {
    #[test]
    fn a_column_is_a_map_and_finds_what_is_in_it(steps in prop::collection::vec(step(), 0..80), last in value()) {
        let mut model: BTreeMap<u32, Value> = BTreeMap::new();
        let mut columns = Columns::default();
        for step in steps {
            match step {
                Step::Set(id, value) => {
                    let before = if value.is_null() { model.remove(&id) } else { model.insert(id, value.clone()) };
                    prop_assert_eq!(columns.set(id, 0, value), before.unwrap_or_default());
                }
                Step::Fill(first, values) => {
                    for (id, value) in (first..).zip(values.clone().into_values()) {
                        if !value.is_null() {
                            model.insert(id, value);
                        }
                    }
                    columns.fill(first, 0, values);
                }
                Step::Find(value) => check_find(&columns, &model, &value)?,
            }
        }
        for id in 0..70 {
            prop_assert_eq!(columns.get(id, 0), model.get(&id).cloned());
            prop_assert_eq!(columns.has(id, 0), model.contains_key(&id));
        }
        prop_assert_eq!(columns.count(0), model.len());
        check_find(&columns, &model, &last)?;
        columns.shrink();
        check_find(&columns, &model, &last)?;
    }
}

#[test]
fn texts_set_again_and_again_leave_no_waste() {
    let mut columns = Columns::default();
    columns.set(0, 0, "stays".into());
    columns.set(1, 0, "goes".into());
    assert_eq!(columns.find(0, &"stays".into()).unwrap().len(), 1);
    for n in 0..30_000 {
        columns.set(1, 0, format!("text {n}").into());
    }
    let Some(ColumnView::Strings { texts, .. }) = columns.view(0) else { panic!("a column of texts") };
    assert!(texts.len() < 15_000);
    let found = |text: &str| columns.find(0, &text.into()).unwrap().iter().collect::<Vec<_>>();
    assert_eq!((found("stays"), found("text 29999"), found("text 29998")), (vec![0], vec![1], vec![]));
    assert_eq!(columns.get(1, 0), Some("text 29999".into()));
}
