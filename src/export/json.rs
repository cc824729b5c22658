//! Answers as JSON: an array of objects, or one object a line.
//!
//! A node is `{"id","labels","properties"}`, a relationship
//! `{"id","type","start","end","properties","claims"}`, a path `{"nodes","relationships"}`. Dates,
//! times and durations are text; a point is what `point()` takes: its coordinates and its `crs`. `NaN`
//! and the infinities, which JSON has no numbers for, are the strings `"NaN"`, `"Infinity"` and
//! `"-Infinity"`. Of an entity that the query deleted only the number is left.

use std::io::{self, Write};

use serde_json::{Map, Number, Value as Json, json};

use crate::rows::{Node, Relationship, Rows};
use crate::value::{NodeId, RelationshipId, Value};

/// A row as an object with a field a column.
pub(crate) fn row(rows: &Rows, row: &[Value]) -> Json {
    Json::Object(rows.columns.iter().zip(row).map(|(column, cell)| (column.to_string(), value(rows, cell))).collect())
}

/// A value, with its nodes and relationships written out.
pub(crate) fn value(rows: &Rows, cell: &Value) -> Json {
    match cell {
        Value::Null => Json::Null,
        Value::Boolean(b) => Json::Bool(*b),
        Value::Integer(i) => Json::from(*i),
        Value::Float(x) => Number::from_f64(*x).map_or_else(|| Json::String(cell.to_string()), Json::Number),
        Value::String(text) => Json::String(text.to_string()),
        Value::Date(_)
        | Value::PartialDate(_)
        | Value::LocalTime(_)
        | Value::Time(_)
        | Value::LocalDateTime(_)
        | Value::DateTime(_)
        | Value::Duration(_) => Json::String(cell.to_string()),
        Value::Point(point) => {
            let coordinates = point.entries().map(|(name, x)| (name.to_owned(), Json::from(x)));
            Json::Object(coordinates.chain([("crs".to_owned(), Json::from(point.crs().name()))]).collect())
        }
        Value::List(values) => values.iter().map(|cell| value(rows, cell)).collect(),
        Value::Map(map) => properties(rows, map),
        Value::Node(id) => node(rows, *id),
        Value::Relationship(id) => relationship(rows, *id),
        Value::Path(path) => json!({
            "nodes": path.nodes.iter().map(|id| node(rows, *id)).collect::<Json>(),
            "relationships": path.relationships.iter().map(|id| relationship(rows, *id)).collect::<Json>(),
        }),
    }
}

fn properties(rows: &Rows, map: &crate::value::Map) -> Json {
    Json::Object(map.iter().map(|(key, cell)| (key.to_string(), value(rows, cell))).collect::<Map<_, _>>())
}

fn node(rows: &Rows, id: NodeId) -> Json {
    match rows.node(id) {
        Some(Node { labels, properties: map, .. }) => json!({
            "id": id.0,
            "labels": labels.iter().map(|label| Json::from(&**label)).collect::<Json>(),
            "properties": properties(rows, map),
        }),
        None => json!({ "id": id.0, "labels": [], "properties": {} }),
    }
}

fn relationship(rows: &Rows, id: RelationshipId) -> Json {
    match rows.relationship(id) {
        Some(Relationship { relationship_type, start, end, properties: map, claims, .. }) => json!({
            "id": id.0,
            "type": &**relationship_type,
            "start": start.0,
            "end": end.0,
            "properties": properties(rows, map),
            "claims": claims,
        }),
        None => json!({ "id": id.0, "type": null, "start": null, "end": null, "properties": {}, "claims": [] }),
    }
}

/// One array, a row a line.
pub(super) fn write_array(rows: &Rows, count: usize, out: &mut dyn Write) -> io::Result<()> {
    if count == 0 {
        return out.write_all(b"[]\n");
    }
    for (i, cells) in rows.rows.iter().take(count).enumerate() {
        out.write_all(if i == 0 { b"[" } else { b",\n " })?;
        serde_json::to_writer(&mut *out, &row(rows, cells))?;
    }
    out.write_all(b"]\n")
}

/// A row a line, each an object.
pub(super) fn write_lines(rows: &Rows, count: usize, out: &mut dyn Write) -> io::Result<()> {
    for cells in rows.rows.iter().take(count) {
        serde_json::to_writer(&mut *out, &row(rows, cells))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::samples;

    #[test]
    fn values_without_entities() {
        let rows = Rows::default();
        let map = Value::map([("b", Value::list([Value::Null, true.into(), 1.5.into()])), ("a", f64::NAN.into())]);
        assert_eq!(value(&rows, &map).to_string(), r#"{"b":[null,true,1.5],"a":"NaN"}"#);
        assert_eq!(value(&rows, &f64::NEG_INFINITY.into()).to_string(), r#""-Infinity""#);
        assert_eq!(value(&rows, &1.0.into()).to_string(), "1.0");
        let point = crate::value::Point::new(crate::value::Crs::Wgs84, &[67.3, 37.2]).unwrap();
        assert_eq!(value(&rows, &point.into()).to_string(), r#"{"longitude":67.3,"latitude":37.2,"crs":"wgs-84"}"#);
        assert_eq!(value(&rows, &i64::MAX.into()).to_string(), "9223372036854775807");
    }

    #[test]
    fn shapes_of_entities() {
        let rows = samples::contested();
        let row = row(&rows, &rows.rows[0]);
        assert_eq!(row["a"]["labels"], json!(["Attack"]));
        assert_eq!(row["a"]["properties"]["key"], "termez");
        assert_eq!(row["r"]["type"], "perpetrated-by");
        assert_eq!(row["r"]["start"], row["a"]["id"]);
        assert_eq!(row["r"]["claims"].as_array().map(Vec::len), Some(3));
        assert_eq!(row["r"]["claims"][1]["stance"], "denies");
        assert_eq!(row["p"]["nodes"].as_array().map(Vec::len), Some(2));
        let keys: Vec<_> = row["r"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["id", "type", "start", "end", "properties", "claims"]);
    }

    #[test]
    fn what_was_deleted_keeps_its_number_and_shape() {
        let rows = Rows::default();
        assert_eq!(value(&rows, &Value::Node(NodeId(4))).to_string(), r#"{"id":4,"labels":[],"properties":{}}"#);
        assert!(value(&rows, &Value::Relationship(RelationshipId(4)))["type"].is_null());
    }

    #[test]
    fn arrays_and_lines() {
        let rows = samples::plain();
        let mut out = Vec::new();
        write_array(&rows, 2, &mut out).unwrap();
        let parsed: Json = serde_json::from_slice(&out).unwrap();
        assert_eq!(parsed.as_array().map(Vec::len), Some(2));
        let mut out = Vec::new();
        write_lines(&rows, rows.len(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), rows.len());
        assert!(text.lines().all(|line| serde_json::from_str::<Json>(line).is_ok()));
        let mut out = Vec::new();
        write_array(&rows, 0, &mut out).unwrap();
        assert_eq!(out, b"[]\n");
    }
}
