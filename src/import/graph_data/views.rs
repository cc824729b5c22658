//! `[view."..."]` of the schema: views that have a name, so that all who use the folder share them.

use std::sync::Arc;

use super::fields::{Field, Table};
use super::mistake::{Place, Report};
use crate::attribution::find_source;
use crate::graph::Store;
use crate::limits::{Budget, Interrupt, Limits};
use crate::value::{Map, Value};
use crate::view::ViewSpec;

/// A view with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedView {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub meaning: String,
    /// What it is made of, as `view({...})` takes it.
    pub parts: Map,
}

/// A view as it is written, which is checked once the graph is there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    view: NamedView,
    /// Where each part stands.
    places: Vec<(Arc<str>, Place)>,
}

impl Draft {
    pub(super) fn read(name: &str, mut table: Table<'_>, report: &mut Report<'_>) -> Self {
        let meaning = table.required_text("meaning", report).unwrap_or_default().to_owned();
        let (mut parts, mut places) = (Map::new(), Vec::new());
        if name.trim().is_empty() {
            report.add(table.place, "a view has a name: [view.\"...\"]");
        }
        let fields: Vec<Field<'_>> = table.all().into_iter().filter(|field| field.name() != "meaning").collect();
        if fields.is_empty() {
            report.add_with_hint(
                table.place,
                format!("the view `{name}` has no parts"),
                "as in according_to = [\"amaq\"]",
            );
        }
        for field in fields {
            if let Some(value) = value(&field, report) {
                let key: Arc<str> = field.name().into();
                places.push((Arc::clone(&key), field.place));
                parts.insert(key, value);
            }
        }
        Self { view: NamedView { name: name.to_owned(), meaning, parts }, places }
    }

    /// The view, if it can be one of this graph; each part that cannot is reported.
    pub(super) fn check(self, store: &Store, report: &mut Report<'_>) -> NamedView {
        let budget = Budget::start(Limits::default(), Interrupt::default());
        let find = |source: &Value| find_source(store, source.as_str().unwrap_or_default(), &budget);
        for (key, place) in self.places {
            let part = self.view.parts.get_key_value(&key).map(|(key, value)| (Arc::clone(key), value.clone()));
            if let Err(error) = ViewSpec::from_map(&part.into_iter().collect(), &find) {
                match error.hints() {
                    [] => report.add(place, error.message()),
                    hints => report.add_with_hint(place, error.message(), hints.join("; ")),
                }
            }
        }
        self.view
    }
}

/// Text, a number, a truth, or a list of these.
fn value(field: &Field<'_>, report: &mut Report<'_>) -> Option<Value> {
    match field.elements() {
        Some(elements) => {
            elements.iter().map(|element| value(element, report)).collect::<Option<Vec<_>>>().map(Value::list)
        }
        None => field.scalar(report),
    }
}
