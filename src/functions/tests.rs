use super::*;
use crate::error::{Detail, ErrorKind};
use crate::graph::EntityId;
use crate::graph::Store;
use crate::limits::{Interrupt, Limits};
use crate::value::{NodeId, Path, RelationshipId};

/// Calls a function as a query does: kinds and nulls are looked at first.
fn call_on(store: &Store, limits: Limits, name: &str, arguments: &[Value]) -> Result<Value> {
    let functions = Functions::default();
    let function = functions.find(name).unwrap_or_else(|| panic!("{name}"));
    let budget = Budget::start(limits, Interrupt::default());
    function.call(arguments.to_vec(), FunctionContext { graph: GraphView::new(store, None), budget: &budget })
}

fn run(name: &str, arguments: impl IntoIterator<Item = Value>) -> Result<Value> {
    let arguments: Vec<_> = arguments.into_iter().collect();
    call_on(&Store::new(), Limits::default(), name, &arguments)
}

/// What a call with one argument displays as, or the error's code.
fn shown(name: &str, argument: impl Into<Value>) -> String {
    run(name, [argument.into()]).map_or_else(|error| error.code(), |value| value.to_string())
}

fn small() -> Limits {
    Limits { string_bytes: 20, list_elements: 5, ..Limits::default() }
}

fn node_and_relationship() -> (Store, NodeId, RelationshipId) {
    let mut store = Store::new();
    let a = store.create_node(["Group", "Armed"]).unwrap();
    let b = store.create_node([]).unwrap();
    let r = store.create_relationship(a, "targeted", b).unwrap();
    store.create_relationship(a, "targeted", a).unwrap();
    store.set_property(EntityId::Node(a), "name", "A".into()).unwrap();
    store.set_property(EntityId::Relationship(r), "count", 2.into()).unwrap();
    (store, a, r)
}

#[test]
fn tables_are_complete() {
    let functions = Functions::default();
    let mut names: Vec<_> = functions.names().map(str::to_lowercase).collect();
    names.sort();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    for function in functions.iter() {
        assert!((1..=3).contains(&function.examples.len()), "{}", function.name);
        assert!(function.optional <= function.parameters().count(), "{}", function.name);
    }
    assert_eq!(functions.find("SUBSTRING").unwrap().signature(), "substring(text, start, [length])");
}

#[test]
fn conversions_to_numbers() {
    for (text, expected) in [
        ("42", "42"),
        (" -7 ", "-7"),
        ("2.9", "2"),
        (".5", "0"),
        ("1e3", "1000"),
        ("abc", "null"),
        ("", "null"),
        ("inf", "null"),
        ("NaN", "null"),
        ("1.x", "null"),
        ("9007199254740993.5", "9007199254740993"),
        ("9223372036854775807", "9223372036854775807"),
        ("9223372036854775808", "ArgumentError.NumberOutOfRange"),
        ("-9223372036854775809", "ArgumentError.NumberOutOfRange"),
        ("1e300", "ArgumentError.NumberOutOfRange"),
    ] {
        assert_eq!(shown("toInteger", text), expected, "{text}");
    }
    assert_eq!(shown("toInteger", true), "1");
    assert_eq!(shown("toInteger", -9_223_372_036_854_775_808.0), "-9223372036854775808");
    assert_eq!(shown("toInteger", 9_223_372_036_854_775_808.0), "ArgumentError.NumberOutOfRange");
    assert_eq!(shown("toInteger", f64::NAN), "ArgumentError.NumberOutOfRange");
    assert_eq!(shown("toIntegerOrNull", f64::NAN), "null");
    for (text, expected) in [("foo", "null"), ("", "null"), ("5", "5.0"), ("-Infinity", "-Infinity"), ("inf", "null")] {
        assert_eq!(shown("toFloat", text), expected, "{text}");
    }
    assert_eq!(shown("toFloat", "1e400"), "ArgumentError.NumberOutOfRange");
    assert_eq!(shown("toFloat", true), "TypeError.InvalidArgumentValue");
}

#[test]
fn conversions_refuse_other_types() {
    let path = Value::Path(Path::default().into());
    let others = [Value::list([]), Value::map([("a", 1.into())]), Value::Node(NodeId(0)), path];
    for name in ["toBoolean", "toInteger", "toFloat", "toString"] {
        for value in others.iter().chain([&Value::Relationship(RelationshipId(0))]) {
            assert_eq!(shown(name, value.clone()), "TypeError.InvalidArgumentValue", "{name} {value}");
            assert_eq!(shown(&format!("{name}OrNull"), value.clone()), "null");
        }
        assert_eq!(shown(name, Value::Null), "null");
    }
    assert_eq!(shown("toBoolean", 1.0), "TypeError.InvalidArgumentValue");
    assert_eq!(shown("toBoolean", " TRUE "), "true");
    assert_eq!(shown("toBoolean", " tru "), "null");
    assert_eq!(shown("toString", 1e21), "'1.0E21'");
    assert_eq!(shown("isEmpty", 1), "TypeError.InvalidArgumentValue");
}

#[test]
fn null_is_seen_only_where_it_must_be() {
    assert_eq!(run("coalesce", [Value::Null, 1.into()]), Ok(1.into()));
    assert_eq!(run("nullIf", [1.into(), Value::Null]), Ok(1.into()));
    assert_eq!(run("nullIf", [1.into(), 1.0.into()]), Ok(Value::Null));
    assert_eq!(run("exists", [Value::Null]), Ok(false.into()));
    assert_eq!(run("split", ["a".into(), Value::Null]), Ok(Value::Null));
}

#[test]
fn uuids_differ() {
    let (a, b) = (run("randomUUID", []).unwrap(), run("randomUUID", []).unwrap());
    assert_ne!(a, b);
    let text = a.as_str().unwrap();
    let parts: Vec<_> = text.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12]);
    assert_eq!(text.chars().nth(14), Some('4'));
    assert!(text.chars().nth(19).is_some_and(|c| "89ab".contains(c)), "{text}");
}

#[test]
fn random_numbers_spread() {
    let sum: f64 = (0..1000)
        .map(|_| match run("rand", []) {
            Ok(Value::Float(x)) if (0.0..1.0).contains(&x) => x,
            other => panic!("{other:?}"),
        })
        .sum();
    assert!((400.0..600.0).contains(&sum), "{sum}");
}

#[test]
fn strings_count_characters() {
    assert_eq!(run("substring", ["Zoë!".into(), 2.into()]), Ok("ë!".into()));
    assert_eq!(run("substring", ["abc".into(), 5.into(), 1.into()]), Ok("".into()));
    assert_eq!(run("substring", ["abc".into(), 1.into(), i64::MAX.into()]), Ok("bc".into()));
    for arguments in [vec!["abc".into(), (-1).into()], vec!["abc".into(), 0.into(), (-1).into()]] {
        assert_eq!(run("substring", arguments).unwrap_err().detail(), Detail::NegativeIntegerArgument);
    }
    assert_eq!(run("left", ["ab".into(), 9.into()]), Ok("ab".into()));
    assert_eq!(run("right", ["Zoë".into(), 9.into()]), Ok("Zoë".into()));
    assert_eq!(run("right", ["Zoë".into(), i64::MIN.into()]).unwrap_err().kind(), ErrorKind::ArgumentError);
    assert_eq!(run("split", ["".into(), ",".into()]), Ok(Value::list(["".into()])));
    assert_eq!(run("split", ["".into(), "".into()]), Ok(Value::list(["".into()])));
    assert_eq!(run("replace", ["ab".into(), "".into(), "-".into()]), Ok("-a-b-".into()));
}

#[test]
fn sizes_are_limited_before_memory_is_taken() {
    let limited = |name: &str, arguments: &[Value]| call_on(&Store::new(), small(), name, arguments);
    let code = |result: Result<Value>| result.map_or_else(|error| error.code(), |value| value.to_string());
    let text = "aaaaaa";
    let replaced = limited("replace", &[text.into(), "a".into(), "bbbb".into()]);
    assert_eq!(code(replaced), "LimitExceeded.ValueSize");
    assert_eq!(code(limited("replace", &[text.into(), "a".into(), "b".into()])), "'bbbbbb'");
    assert_eq!(code(limited("split", &[text.into(), "".into()])), "LimitExceeded.ValueSize");
    assert_eq!(code(limited("split", &[text.into(), "a".into()])), "LimitExceeded.ValueSize");
    assert_eq!(code(limited("toUpper", &["ΐΐΐΐ".into()])), "LimitExceeded.ValueSize");
    assert_eq!(code(limited("range", &[0.into(), 5.into()])), "LimitExceeded.ValueSize");
    assert_eq!(code(limited("range", &[i64::MIN.into(), i64::MAX.into()])), "LimitExceeded.ValueSize");
}

#[test]
fn ranges() {
    let range = |start: i64, end: i64, step: i64| run("range", [start.into(), end.into(), step.into()]);
    let numbers = |numbers: &[i64]| Ok(Value::list(numbers.iter().copied().map(Value::from)));
    assert_eq!(range(1381, -3412, -1298), numbers(&[1381, 83, -1215, -2513]));
    assert_eq!(range(0, 1, -123), numbers(&[]));
    assert_eq!(range(0, -1, 123), numbers(&[]));
    assert_eq!(range(0, 1, 2), numbers(&[0]));
    assert_eq!(range(0, 0, -1), numbers(&[0]));
    assert_eq!(range(i64::MIN, i64::MAX, i64::MAX), numbers(&[i64::MIN, -1, i64::MAX - 1]));
    assert_eq!(range(i64::MAX, i64::MIN, i64::MIN), numbers(&[i64::MAX, -1]));
    assert_eq!(range(i64::MAX - 1, i64::MAX, 1), numbers(&[i64::MAX - 1, i64::MAX]));
    assert_eq!(range(2, 8, 0).unwrap_err().code(), "ArgumentError.NumberOutOfRange");
}

#[test]
fn numbers() {
    assert_eq!(shown("abs", i64::MIN), "ArithmeticError.IntegerOverflow");
    assert_eq!(shown("abs", -0.5), "0.5");
    assert_eq!(shown("sign", f64::NAN), "0");
    assert_eq!(shown("sign", -0.1), "-1");
    assert_eq!(shown("sqrt", -1), "NaN");
    assert_eq!(shown("log", 0), "-Infinity");
    assert_eq!(shown("floor", 3), "3.0");
    for (x, expected) in [(-1.5, "-1.0"), (1.5, "2.0"), (0.499_999_999_999_999_94, "0.0"), (1e300, "1.0E300")] {
        assert_eq!(shown("round", x), expected);
    }
    assert_eq!(shown("round", f64::INFINITY), "Infinity");
    let round = |x: f64, precision: i64| run("round", [x.into(), precision.into()]);
    for (x, precision, expected) in [
        (1.005, 2, 1.01),
        (-1.55, 1, -1.6),
        (2.345_678, 3, 2.346),
        (123.456, 10, 123.456),
        (0.000_1, 2, 0.0),
        (9.99, 1, 10.0),
        (1e300, 2, 1e300),
        (1e-300, 2, 0.0),
        (5e-324, 400, 5e-324),
        (-1.5, 0, -1.0),
    ] {
        assert_eq!(round(x, precision), Ok(expected.into()), "{x} {precision}");
    }
    assert_eq!(round(f64::NEG_INFINITY, 2), Ok(f64::NEG_INFINITY.into()));
    assert_eq!(round(1.5, -1).unwrap_err().detail(), Detail::NegativeIntegerArgument);
}

#[test]
fn graphs() {
    let (store, a, r) = node_and_relationship();
    let b = store.endpoints(r).unwrap().1;
    let run = |name: &str, value: Value| call_on(&store, Limits::default(), name, &[value]).unwrap().to_string();
    assert_eq!(run("labels", Value::Node(a)), "['Group', 'Armed']");
    assert_eq!(run("labels", Value::Node(b)), "[]");
    assert_eq!(run("type", Value::Relationship(r)), "'targeted'");
    assert_eq!(run("properties", Value::Node(a)), "{name: 'A'}");
    assert_eq!(run("properties", Value::Relationship(r)), "{count: 2}");
    assert_eq!(run("keys", Value::Relationship(r)), "['count']");
    assert_eq!(run("degree", Value::Node(a)), "2");
    assert_eq!(run("startNode", Value::Relationship(r)), Value::Node(a).to_string());
    assert_eq!(run("endNode", Value::Relationship(r)), Value::Node(b).to_string());
    assert_eq!(run("id", Value::Node(b)), "1");
    assert_eq!(
        (run("elementId", Value::Node(a)), run("elementId", Value::Relationship(r))),
        ("'n0'".into(), "'r0'".into())
    );
    let path = Value::Path(Path { nodes: vec![a, b], relationships: vec![r] }.into());
    assert_eq!(run("length", path.clone()), "1");
    assert_eq!(run("nodes", path.clone()), format!("[{}, {}]", Value::Node(a), Value::Node(b)));
    assert_eq!(run("relationships", path), format!("[{}]", Value::Relationship(r)));
}

#[test]
fn deleted_entities_have_only_an_id_and_a_type() {
    let (mut store, a, r) = node_and_relationship();
    let b = store.endpoints(r).unwrap().1;
    store.delete_relationship(r).unwrap();
    store.delete_node(b).unwrap();
    let detail = |name: &str, value: Value| call_on(&store, Limits::default(), name, &[value]).map_err(|e| e.detail());
    for name in ["labels", "degree", "properties", "keys"] {
        assert_eq!(detail(name, Value::Node(b)), Err(Detail::DeletedEntityAccess), "{name}");
        assert!(detail(name, Value::Node(a)).is_ok(), "{name}");
    }
    assert_eq!(detail("type", Value::Relationship(r)), Ok("targeted".into()));
    for name in ["startNode", "endNode", "properties", "keys"] {
        assert_eq!(detail(name, Value::Relationship(r)), Err(Detail::DeletedEntityAccess), "{name}");
    }
    assert_eq!(detail("id", Value::Node(b)), Ok(1.into()));
}

#[test]
fn dates() {
    let parts = |parts: &[(&str, Value)]| shown("date", Value::map(parts.iter().cloned()));
    assert_eq!(shown("date", "20220418"), "2022-04-18");
    assert_eq!(shown("date", run("date", ["2022".into()]).unwrap()), "2022-01-01");
    assert_eq!(shown("date", 2022), "TypeError.InvalidArgumentValue");
    assert_eq!(shown("date", run("partial_date", ["2022".into()]).unwrap()), "ArgumentError.InvalidArgumentValue");
    assert_eq!(parts(&[("year", 2022.into()), ("month", 4.into()), ("day", 18.into())]), "2022-04-18");
    assert_eq!(parts(&[("year", 2022.into()), ("month", Value::Null)]), "null");
    assert_eq!(parts(&[("year", "2022".into())]), "TypeError.InvalidArgumentValue");
    for wrong in [
        vec![],
        vec![("month", 4.into())],
        vec![("year", 2022.into()), ("day", 4.into())],
        vec![("year", 2022.into()), ("month", 2.into()), ("day", 30.into())],
        vec![("year", i64::MIN.into())],
        vec![("year", 2022.into()), ("moth", 2.into())],
    ] {
        assert_eq!(parts(&wrong), "ArgumentError.InvalidArgumentValue", "{wrong:?}");
    }
    for name in ["date", "partial_date"] {
        let error = run(name, ["April".into()]).unwrap_err();
        assert_eq!(error.code(), "ArgumentError.InvalidArgumentValue");
        assert!(error.hints()[0].contains("'2022-04'"), "{error}");
    }
    assert!(matches!(run("partial_date", ["2022-04-18".into()]), Ok(Value::Date(_))));
    assert!(matches!(run("date", []), Ok(Value::Date(_))));
}

#[test]
fn instants_of_other_instants() {
    let at = |name: &str, text: &str| run(name, [text.into()]).unwrap();
    let stockholm = at("datetime", "1984-10-11T12:00[Europe/Stockholm]");
    assert_eq!(shown("time", stockholm.clone()), "12:00+01:00");
    assert_eq!(shown("localtime", stockholm.clone()), "12:00");
    assert_eq!(shown("localdatetime", at("date", "1984-10-11")), "1984-10-11T00:00");
    assert_eq!(shown("localtime", at("date", "1984-10-11")), "ArgumentError.InvalidArgumentValue");
    assert_eq!(shown("date", at("localtime", "12")), "ArgumentError.InvalidArgumentValue");
    assert_eq!(shown("date", at("duration", "P1D")), "TypeError.InvalidArgumentValue");
    let parts = |name: &str, parts: &[(&str, Value)]| shown(name, Value::map(parts.iter().cloned()));
    let time = at("time", "12:31:14+01:00");
    let day = at("date", "1984-10-11");
    let both = [("date", day.clone()), ("time", time.clone())];
    assert_eq!(parts("datetime", &both), "1984-10-11T12:31:14+01:00");
    let moved = [("date", day), ("time", time), ("timezone", "Pacific/Honolulu".into())];
    assert_eq!(parts("datetime", &moved), "1984-10-11T01:31:14-10:00[Pacific/Honolulu]");
    for (name, wrong) in [
        ("localtime", ("timezone", "Nowhere".into())),
        ("localtime", ("hour", 24.into())),
        ("localtime", ("minute", 1.into())),
        ("time", ("epochMillis", 1.into())),
        ("datetime", ("epochSeconds", i64::MAX.into())),
        ("datetime", ("time", at("date", "1984"))),
        ("duration", ("fortnights", 1.into())),
    ] {
        assert_eq!(parts(name, std::slice::from_ref(&wrong)), "ArgumentError.InvalidArgumentValue", "{name} {wrong:?}");
    }
    assert_eq!(
        parts("localtime", &[("hour", 1.into()), ("timezone", "Z".into())]),
        "ArgumentError.InvalidArgumentValue"
    );
    assert_eq!(parts("duration", &[("hours", i64::MAX.into())]), "ArithmeticError.NumberOutOfRange");
    assert_eq!(parts("duration", &[("days", f64::NAN.into())]), "ArithmeticError.NumberOutOfRange");
    assert_eq!(parts("duration", &[("days", Value::Null)]), "null");
}

#[test]
fn truncation_takes_what_the_type_has() {
    let at = |name: &str, text: &str| run(name, [text.into()]).unwrap();
    let truncated = |name: &str, unit: &str, of: Value, parts: &[(&str, Value)]| {
        let parts = Value::map(parts.iter().cloned());
        run(name, [unit.into(), of, parts]).map_or_else(|error| error.code(), |value| value.to_string())
    };
    let zoned = at("datetime", "1984-10-11T12:31:14.645876123+01:00");
    let named = ("timezone", "Europe/Stockholm".into());
    for (name, unit, of, part, expected) in [
        ("datetime.truncate", "hour", zoned.clone(), named.clone(), "1984-10-11T12:00+01:00[Europe/Stockholm]"),
        ("datetime.truncate", "millennium", zoned.clone(), named, "1000-01-01T00:00+00:53:28[Europe/Stockholm]"),
        (
            "datetime.truncate",
            "week",
            at("date", "1984-10-11"),
            ("time", at("time", "10:00-01:00")),
            "1984-10-08T10:00-01:00",
        ),
        (
            "localdatetime.truncate",
            "millisecond",
            zoned.clone(),
            ("microsecond", 7.into()),
            "1984-10-11T12:31:14.645007",
        ),
        ("localdatetime.truncate", "second", zoned.clone(), ("nanosecond", 2.into()), "1984-10-11T12:31:14.000000002"),
        ("time.truncate", "hour", zoned.clone(), ("timezone", "+02:00".into()), "12:00+02:00"),
    ] {
        assert_eq!(truncated(name, unit, of, &[part]), expected, "{name} {unit}");
    }
    for (name, unit, of) in [
        ("date.truncate", "hour", zoned.clone()),
        ("date.truncate", "fortnight", zoned.clone()),
        ("date.truncate", "day", at("localtime", "12")),
        ("time.truncate", "month", zoned),
        ("localdatetime.truncate", "hour", at("date", "1984")),
        ("localtime.truncate", "day", at("date", "1984")),
        ("datetime.truncate", "decade", at("date", "-999999999-01-01")),
    ] {
        assert_eq!(truncated(name, unit, of, &[]), "ArgumentError.InvalidArgumentValue", "{name} {unit}");
    }
}
