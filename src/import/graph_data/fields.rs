//! Reading TOML tables field by field: every wrong field is reported, with its line, and the others
//! are read all the same.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::{Place, Report};
use crate::value::Value;

/// A table of which fields are asked by name; what nobody asked for is a mistake.
#[derive(Debug)]
pub(super) struct Table<'a> {
    fields: &'a DeTable<'a>,
    /// Where it begins.
    pub(super) place: Place,
    what: &'static str,
    asked: Vec<&'static str>,
}

/// A field's value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    name: &'a str,
    value: &'a DeValue<'a>,
    /// Where the value stands.
    pub(super) place: Place,
}

impl<'a> Table<'a> {
    /// A table that is a `what`: a relation, a claim, ...
    pub(super) fn new(fields: &'a DeTable<'a>, place: Place, what: &'static str) -> Self {
        Self { fields, place, what, asked: Vec::new() }
    }

    /// All fields, in the order in which they are written.
    pub(super) fn all(&self) -> Vec<Field<'a>> {
        let mut all: Vec<_> = self.fields.iter().collect();
        all.sort_by_key(|(key, _)| key.span().start);
        all.into_iter().map(|(key, value)| self.to_field(key.get_ref(), value)).collect()
    }

    /// A field that may be left out.
    pub(super) fn optional(&mut self, name: &'static str) -> Option<Field<'a>> {
        self.asked.push(name);
        let (key, value) = self.fields.get_key_value(name)?;
        Some(self.to_field(key.get_ref(), value))
    }

    /// A field that must be there.
    pub(super) fn required(&mut self, name: &'static str, report: &mut Report<'_>) -> Option<Field<'a>> {
        let field = self.optional(name);
        if field.is_none() {
            report.add(self.place, format!("the {} has no `{name}`", self.what));
        }
        field
    }

    /// Text that must be there and say something.
    pub(super) fn required_text(&mut self, name: &'static str, report: &mut Report<'_>) -> Option<&'a str> {
        self.required(name, report)?.text(report)
    }

    /// Text that says something, if it is there.
    pub(super) fn optional_text(&mut self, name: &'static str, report: &mut Report<'_>) -> Option<&'a str> {
        self.optional(name)?.text(report)
    }

    /// The tables within a section, such as all of `[label.…]`, in the order in which they are written.
    pub(super) fn named(&mut self, section: &'static str, report: &mut Report<'_>) -> Vec<(&'a str, Table<'a>)> {
        let Some(tables) = self.optional(section).and_then(|field| field.table(section, report)) else {
            return Vec::new();
        };
        let named = |field: Field<'a>| Some((field.name(), field.table(section, report)?));
        tables.all().into_iter().filter_map(named).collect()
    }

    /// Reports every field that was not asked for.
    pub(super) fn finish(self, report: &mut Report<'_>) {
        for field in self.all() {
            if !self.asked.contains(&field.name) {
                let message = format!("a {} has no field `{}`", self.what, field.name);
                report.add_unknown(field.place, message, field.name, self.asked.iter().copied());
            }
        }
    }

    fn to_field(&self, name: &'a str, value: &'a Spanned<DeValue<'a>>) -> Field<'a> {
        let place = Place { file: self.place.file, offset: value.span().start };
        Field { name, value: value.get_ref(), place }
    }
}

impl<'a> Field<'a> {
    /// The field's name.
    pub(super) fn name(&self) -> &'a str {
        self.name
    }

    /// Text that says something.
    pub(super) fn text(&self, report: &mut Report<'_>) -> Option<&'a str> {
        let DeValue::String(text) = self.value else { return self.wrong("text in quotes", report) };
        if text.trim().is_empty() {
            report.add(self.place, format!("`{}` is empty", self.name));
            return None;
        }
        Some(text)
    }

    /// A whole number.
    pub(super) fn integer(&self, report: &mut Report<'_>) -> Option<i64> {
        let DeValue::Integer(number) = self.value else {
            return self.wrong("a whole number", report);
        };
        let value = i64::from_str_radix(number.as_str(), number.radix()).ok();
        if value.is_none() {
            report.add(self.place, format!("`{}` is too large a number", self.name));
        }
        value
    }

    /// A whole number that counts something.
    pub(super) fn count(&self, report: &mut Report<'_>) -> Option<u32> {
        let value = self.integer(report)?;
        let count = u32::try_from(value).ok();
        if count.is_none() {
            report.add(self.place, format!("`{}` cannot be {value}", self.name));
        }
        count
    }

    /// A number with or without a fraction.
    pub(super) fn float(&self, report: &mut Report<'_>) -> Option<f64> {
        match self.value {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(_) => self.integer(report).map(|value| value as f64),
            _ => self.wrong("a number", report),
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&self, report: &mut Report<'_>) -> Option<bool> {
        match self.value {
            DeValue::Boolean(value) => Some(*value),
            _ => self.wrong("true or false", report),
        }
    }

    /// Text, a whole number, or a truth.
    pub(super) fn scalar(&self, report: &mut Report<'_>) -> Option<Value> {
        match self.value {
            DeValue::Integer(_) => self.integer(report).map(Value::from),
            DeValue::Boolean(value) => Some((*value).into()),
            _ => self.text(report).map(Value::from),
        }
    }

    /// The elements, if this is an array.
    pub(super) fn elements(&self) -> Option<Vec<Field<'a>>> {
        let DeValue::Array(elements) = self.value else { return None };
        let element = |value: &'a Spanned<DeValue<'a>>| {
            let place = Place { file: self.place.file, offset: value.span().start };
            Field { name: self.name, value: value.get_ref(), place }
        };
        Some(elements.iter().map(element).collect())
    }

    /// An array of texts, each with its place.
    pub(super) fn texts(&self, report: &mut Report<'_>) -> Option<Vec<(&'a str, Place)>> {
        let Some(elements) = self.elements() else {
            return self.wrong("a list of texts: [\"…\"]", report);
        };
        let text = |element: Field<'a>| Some((element.text(report)?, element.place));
        Some(elements.into_iter().filter_map(text).collect())
    }

    /// The table that this is, if it is one.
    pub(super) fn as_table(&self, what: &'static str) -> Option<Table<'a>> {
        match self.value {
            DeValue::Table(fields) => Some(Table::new(fields, self.place, what)),
            _ => None,
        }
    }

    /// A table.
    pub(super) fn table(&self, what: &'static str, report: &mut Report<'_>) -> Option<Table<'a>> {
        let table = self.as_table(what);
        if table.is_none() {
            report.add(self.place, format!("`{}` must be a table: [{0}]", self.name));
        }
        table
    }

    /// An array of tables.
    pub(super) fn tables(&self, what: &'static str, report: &mut Report<'_>) -> Vec<Table<'a>> {
        let tables = self
            .elements()
            .and_then(|elements| elements.iter().map(|element| element.as_table(what)).collect::<Option<Vec<_>>>());
        tables.unwrap_or_else(|| {
            report.add_with_hint(
                self.place,
                format!("`{}` must be a list of tables", self.name),
                "write its header in double brackets: [[…]]",
            );
            Vec::new()
        })
    }

    /// Reports that the value is of the wrong kind.
    pub(super) fn wrong<T>(&self, wanted: &str, report: &mut Report<'_>) -> Option<T> {
        let given = match self.value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date without quotes",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        report.add(self.place, format!("`{}` must be {wanted}, and this is {given}", self.name));
        None
    }
}
