//! A process that benchmarks drive: requests on standard input, answers on standard output, one JSON object a line.
//!
//! | request | what is done | answer |
//! |---|---|---|
//! | `{"op": "load", "folder": F, "nodes": [...], "relationships": [...], "statements": [...]}` | a new graph: imports files of the folder, named as `claimgraph import` names them, then runs the statements | `s` seconds, `rss`, `peak` |
//! | `{"op": "q", "text": T, "params": {...}}` | one run of a prepared statement | `s`, `rows`, `peak` |
//! | `{"op": "point", "text": T, "by": P, "keys": [...], "n": N, "max_s": S}` | up to N runs, each with the next key | `n`, `s`, `qps`, `p50`, `p99`, `rows` |
//! | `{"op": "write", "text": T, "n": N, "max_s": S}` | up to N runs, each with another `$id` and `$name` | `n`, `s`, `per_s`, `p50`, `p99` |
//! | `{"op": "mem"}` | nothing | `rss`, `peak` |
//! | `{"op": "quit"}` | the end | |
//!
//! Times are seconds, except `p50` and `p99`, milliseconds; memory is MiB. The time of a statement is that of the call
//! and of going through all rows. Errors are answers with `ok` false and `err`.

#![allow(clippy::print_stdout, reason = "answers go to standard output")]
#![allow(clippy::indexing_slicing, reason = "JSON that lacks a key gives null")]
#![allow(clippy::disallowed_methods, reason = "it asks the kernel how large it is")]

use std::collections::HashMap;
use std::hint::black_box;
use std::io::BufRead;
use std::path::Path;
use std::time::{Duration, Instant};

use claimgraph::{Graph, ImportSpec, Parameters, Prepared, Rows, Session, Value};
use serde_json::{Value as Json, json};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut worker = Worker { session: Graph::new().session(), prepared: HashMap::new() };
    println!("{}", json!({"ready": true, "engine": "claimgraph", "version": env!("CARGO_PKG_VERSION")}));
    for line in std::io::stdin().lock().lines() {
        let request: Json = serde_json::from_str(&line?)?;
        if request["op"] == "quit" {
            break;
        }
        let mut answer = worker
            .answer(&request)
            .unwrap_or_else(|error| json!({"ok": false, "err": error.to_string().lines().next().unwrap_or_default()}));
        answer["rss"] = memory("VmRSS").into();
        answer["peak"] = memory("VmHWM").into();
        println!("{answer}");
    }
    Ok(())
}

struct Worker {
    session: Session,
    prepared: HashMap<String, Prepared>,
}

impl Worker {
    fn answer(&mut self, request: &Json) -> Result<Json, Failure> {
        let text = || request["text"].as_str().ok_or("no text");
        match request["op"].as_str().unwrap_or_default() {
            "load" => self.load(request),
            "q" => {
                let parameters = parameters(&request["params"])?;
                let prepared = self.prepare(text()?)?;
                let started = Instant::now();
                let rows = prepared.query(&parameters)?;
                fetch(&rows);
                let seconds = started.elapsed().as_secs_f64();
                let rows: Vec<Json> = rows.rows.iter().map(|row| row.iter().map(to_json).collect()).collect();
                Ok(json!({"ok": true, "s": seconds, "rows": rows}))
            }
            "point" => {
                let keys = request["keys"].as_array().ok_or("no keys")?;
                let by = request["by"].as_str().ok_or("no parameter")?.to_owned();
                let given = keys.iter().map(|key| Ok(Parameters::from_iter([(by.clone(), from_json(key)?)])));
                let given: Vec<Parameters> = given.collect::<Result<_, Failure>>()?;
                let prepared = self.prepare(text()?)?;
                repeat(request, |run| Ok(fetch(&prepared.query(given.get(run % given.len()).ok_or("no keys")?)?)))
            }
            "write" => {
                let prepared = self.prepare(text()?)?;
                repeat(request, |run| {
                    let id = i64::try_from(20_000_000 + run)?;
                    let name = Value::from(format!("w{id}"));
                    let given = [("id".to_owned(), Value::from(id)), ("name".to_owned(), name)];
                    Ok(fetch(&prepared.query(&Parameters::from_iter(given))?))
                })
            }
            "mem" => Ok(json!({"ok": true})),
            other => Err(format!("no such request: {other}").into()),
        }
    }

    fn load(&mut self, request: &Json) -> Result<Json, Failure> {
        self.prepared.clear();
        let started = Instant::now();
        let graph = Graph::new();
        let list = |name: &str| request[name].as_array().into_iter().flatten().filter_map(Json::as_str);
        let folder = Path::new(request["folder"].as_str().unwrap_or_default());
        let placed = |text: &str| match text.split_once('=') {
            Some((what, file)) => format!("{what}={}", folder.join(file).display()),
            None => text.to_owned(),
        };
        let mut spec = ImportSpec::new();
        for text in list("nodes") {
            spec = spec.nodes(&placed(text))?;
        }
        for text in list("relationships") {
            spec = spec.relationships(&placed(text))?;
        }
        if !spec.nodes.is_empty() {
            graph.import(&spec)?;
        }
        self.session = graph.session();
        // as much as the machine has: peers have no limit either
        self.session.limits_mut().memory_bytes = usize::MAX;
        for statement in list("statements") {
            self.session.query(statement, &Parameters::new())?;
        }
        Ok(json!({"ok": true, "s": started.elapsed().as_secs_f64()}))
    }

    fn prepare(&mut self, text: &str) -> Result<&Prepared, Failure> {
        if !self.prepared.contains_key(text) {
            self.prepared.insert(text.to_owned(), self.session.prepare(text)?);
        }
        Ok(self.prepared.get(text).ok_or("just prepared")?)
    }
}

/// Runs until there are as many runs as asked for, or the time is up; the first few are not counted.
fn repeat(request: &Json, mut run: impl FnMut(usize) -> Result<usize, Failure>) -> Result<Json, Failure> {
    const WARM_UP: usize = 20;
    let wanted = request["n"].as_u64().unwrap_or(1000) as usize;
    let until = Duration::from_secs_f64(request["max_s"].as_f64().unwrap_or(5.0));
    for number in 0..WARM_UP {
        run(number)?;
    }
    let (mut latencies, mut total) = (Vec::with_capacity(wanted), 0);
    let started = Instant::now();
    let mut before = started.elapsed();
    while latencies.len() < wanted && before < until {
        total += run(WARM_UP + latencies.len())?;
        let now = started.elapsed();
        latencies.push(now.saturating_sub(before));
        before = now;
    }
    latencies.sort_unstable();
    let (count, seconds) = (latencies.len(), before.as_secs_f64());
    let at = |share: usize| latencies.get(count * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let rate = count as f64 / seconds;
    Ok(
        json!({"ok": true, "n": count, "s": seconds, "qps": rate, "per_s": rate, "p50": at(50), "p99": at(99), "rows": total}),
    )
}

/// Goes through all values, as whoever asked would; how many rows there are.
fn fetch(rows: &Rows) -> usize {
    for value in rows.rows.iter().flatten() {
        black_box(value.is_null());
    }
    rows.len()
}

fn parameters(given: &Json) -> Result<Parameters, Failure> {
    given.as_object().into_iter().flatten().map(|(name, value)| Ok((name.clone(), from_json(value)?))).collect()
}

fn from_json(value: &Json) -> Result<Value, Failure> {
    Ok(match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::from(*value),
        Json::Number(value) => value.as_i64().map(Value::from).or(value.as_f64().map(Value::from)).ok_or("a number")?,
        Json::String(value) => Value::from(value.as_str()),
        Json::Array(values) => values.iter().map(from_json).collect::<Result<Vec<Value>, _>>()?.into(),
        Json::Object(_) => return Err("a map as a parameter".into()),
    })
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(value) => (*value).into(),
        Value::Integer(value) => (*value).into(),
        Value::Float(value) => (*value).into(),
        Value::String(value) => (**value).into(),
        Value::List(values) => values.iter().map(to_json).collect(),
        other => other.to_string().into(),
    }
}

/// What the kernel says of this process, in MiB; 0 where it says nothing.
fn memory(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':'));
    let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
    (kib.unwrap_or(0.0) / 1024.0 * 10.0).round() / 10.0
}
