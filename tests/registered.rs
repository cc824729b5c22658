//! Functions registered from Rust work in queries as the built-in ones do.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use claimgraph::{
    Detail, Error, ErrorKind, Function, Graph, Kind, NodeId, Parameters, Phase, RelationshipId, Result, Session, Value,
};

/// `my.Repeat(text, [times])`, `my.firstOf(x, ...)`, `half(number)`.
fn graph() -> Graph {
    let graph = Graph::new();
    let repeat = Function::new(
        "my.Repeat",
        &[("text", Kind::String), ("times", Kind::Integer)],
        "A text several times over, twice unless said otherwise.",
        |arguments| match arguments {
            [Value::String(text)] => Ok(text.repeat(2).into()),
            [Value::String(text), Value::Integer(times @ 0..=9)] => Ok(text.repeat(*times as usize).into()),
            _ => Err(Error::type_error("times lies between 0 and 9")),
        },
    );
    let first = Function::new("my.firstOf", &[("x", Kind::Integer)], "The first that is not null.", |arguments| {
        Ok(arguments.iter().find(|value| !value.is_null()).cloned().into())
    });
    let half = Function::new("half", &[("number", Kind::Float)], "Half of a number.", |arguments| match arguments {
        [Value::Float(x)] => Ok((x / 2.0).into()),
        other => panic!("{other:?}"),
    });
    for function in [repeat.optional(1), first.variadic().accepts_null(), half] {
        graph.register_function(function).expect("the name is free");
    }
    graph
}

fn ask(session: &Session, expression: &str) -> Result<String> {
    let rows = session.query(&format!("RETURN {expression} AS x"), &Parameters::new())?;
    Ok(rows.get(0, "x").expect("one row").to_string())
}

fn error(session: &Session, expression: &str) -> Error {
    ask(session, expression).expect_err(expression)
}

#[test]
fn they_are_called_in_any_case() {
    let session = graph().session();
    for (expression, expected) in [
        ("my.Repeat('ab')", "'abab'"),
        ("MY.repeat('ab', 3)", "'ababab'"),
        ("[x IN ['a', 'b'] WHERE half(1) < 1 | my.repeat(x)]", "['aa', 'bb']"),
        ("half(3)", "1.5"),
        ("half(-0.5)", "-0.25"),
    ] {
        assert_eq!(ask(&session, expression).expect(expression), expected, "{expression}");
    }
    let rows = session.query("UNWIND [1, 2] AS x RETURN sum(half(x)) AS s", &Parameters::new()).expect("it runs");
    assert_eq!(rows.get(0, "s"), Some(&1.5.into()));
}

#[test]
fn null_comes_only_where_it_is_asked_for() {
    let session = graph().session();
    assert_eq!(ask(&session, "my.repeat(null)"), Ok("null".to_owned()));
    assert_eq!(ask(&session, "half(null)"), Ok("null".to_owned()));
    assert_eq!(ask(&session, "my.firstOf(null, 2, 3)"), Ok("2".to_owned()));
}

#[test]
fn wrong_calls_are_found_before_anything_runs() {
    let session = graph().session();
    for (expression, code, hint) in [
        ("my.repeat()", "SyntaxError.InvalidNumberOfArguments", "my.Repeat(text, [times])"),
        ("my.repeat('a', 1, 2)", "SyntaxError.InvalidNumberOfArguments", "my.Repeat(text, [times])"),
        ("my.firstOf()", "SyntaxError.InvalidNumberOfArguments", "my.firstOf(x, ...)"),
        ("my.repaet('a')", "SyntaxError.UnknownFunction", "my.Repeat"),
    ] {
        let error = error(&session, expression);
        assert_eq!((error.code().as_str(), error.phase()), (code, Phase::CompileTime), "{expression}");
        assert!(error.hints()[0].contains(hint), "{error}");
    }
    for expression in ["my.repeat(1)", "half('x')", "my.firstOf(1, 2, 'x')"] {
        let error = error(&session, expression);
        assert_eq!((error.code().as_str(), error.phase()), ("SyntaxError.InvalidArgumentType", Phase::CompileTime));
        assert!(error.span().is_some());
    }
    assert_eq!(error(&session, "half(DISTINCT 1)").code(), "SyntaxError.UnexpectedSyntax");
}

#[test]
fn wrong_values_are_found_when_they_come() {
    let session = graph().session();
    for expression in ["my.repeat(head([1]))", "half(head(['x']))", "my.firstOf(1, 2, head(['x']))"] {
        let error = error(&session, expression);
        assert_eq!((error.code().as_str(), error.phase()), ("TypeError.InvalidArgumentValue", Phase::Runtime));
        assert!(error.hints()[0].starts_with("it is called as"), "{error}");
    }
    let own = error(&session, "1 + my.repeat('a', 10)");
    assert_eq!(own.message(), "times lies between 0 and 9");
    assert_eq!(own.span().map(|span| span.start), Some("RETURN 1 + ".len() as u32));
}

#[test]
fn names_are_taken_once() {
    let graph = graph();
    let nothing = |name: &str| Function::new(name, &[], "Nothing.", |_| Ok(Value::Null));
    for name in ["toupper", "MY.REPEAT", "Sum", "reduce", "any", "duration.between"] {
        let error = graph.register_function(nothing(name)).expect_err(name);
        assert!(error.message().contains("already") && error.hints()[0].contains("choose another"), "{error}");
    }
    for name in ["", ".a", "a..b", "a."] {
        let error = graph.register_function(nothing(name)).expect_err(name);
        assert!(error.message().contains("no name"), "{error}");
    }
    for function in [nothing("a").optional(1), nothing("a").variadic()] {
        assert!(graph.register_function(function).expect_err("too few parameters").message().contains("fewer"));
    }
    graph.register_function(nothing("a")).expect("nothing of the failed ones is left");
    assert_eq!(graph.functions().find("A").map(|function| function.doc().to_owned()), Some("Nothing.".to_owned()));
}

#[test]
fn graphs_have_their_own() {
    let session = Graph::new().session();
    assert_eq!(error(&session, "half(1)").code(), "SyntaxError.UnknownFunction");
    assert_eq!(Graph::new().functions().iter().count() + 3, graph().functions().iter().count());
}

#[test]
fn a_result_nested_too_deep_is_an_error() {
    let graph = Graph::new();
    let deep = Function::new("deep", &[], "A list in many lists.", |_| {
        Ok((0..300).fold(Value::Null, |inner, _| Value::list([inner])))
    });
    graph.register_function(deep).expect("the name is free");
    assert_eq!(error(&graph.session(), "deep()").code(), "LimitExceeded.Nesting");
}

#[test]
fn aliases_are_the_same_function() {
    let graph = graph();
    let session = graph.session();
    let functions = graph.functions();
    let mut count = 0;
    for function in functions.iter() {
        for alias in function.aliases() {
            let found = functions.find(&alias.to_uppercase()).map(|found| found.name());
            assert_eq!(found, Some(function.name()), "{alias}");
            count += 1;
        }
    }
    assert!(count > 10, "only {count} aliases");
    assert_eq!(ask(&session, "ceiling(0.5)"), Ok("1.0".to_owned()));
    assert_eq!(ask(&session, "collect_list(1)"), Ok("[1]".to_owned()));
    assert_eq!(error(&session, "ln('x')").message(), "log does not take a string");
    for name in ["LN", "collect_list"] {
        let taken = graph.register_function(Function::new(name, &[], "Nothing.", |_| Ok(Value::Null)));
        assert!(taken.expect_err(name).message().contains("already"));
    }
}

/// A closure can return anything, also what the graph does not have.
#[test]
fn entities_that_are_not_there_are_no_panic() {
    let graph = Graph::new();
    let ghost = Function::new("ghost", &[], "A node of nowhere.", |_| Ok(Value::Node(NodeId(9_999_999))));
    let haunt = Function::new("haunt", &[], "A relationship of nowhere.", |_| {
        Ok(Value::Relationship(RelationshipId(9_999_999)))
    });
    for function in [ghost, haunt] {
        graph.register_function(function).expect("the name is free");
    }
    let session = graph.session();
    session.query("CREATE (:A)-[:T]->(:B)", &Parameters::new()).expect("it runs");
    for expression in ["ghost().name", "labels(ghost())", "ghost():A", "properties(ghost())", "type(haunt())"] {
        assert_eq!(error(&session, expression).detail(), Detail::NotFound, "{expression}");
    }
    for expression in ["ghost()", "haunt()", "[ghost(), haunt()]", "id(ghost())", "degree(null)"] {
        assert!(ask(&session, expression).is_ok(), "{expression}");
    }
    for query in [
        "WITH ghost() AS n MATCH (n)-->(m) RETURN count(m) AS x",
        "WITH ghost() AS n MATCH (n)-[*0..3]-(m) RETURN count(m) AS x",
        "WITH ghost() AS n MATCH (n:A) RETURN count(n) AS x",
        "WITH haunt() AS r MATCH ()-[r]->() RETURN count(r) AS x",
        "WITH ghost() AS n SET n.x = 1",
        "WITH ghost() AS n SET n:A",
        "WITH ghost() AS n CREATE (n)-[:T]->()",
        "WITH ghost() AS n MERGE (n)-[:T]->()",
        "WITH ghost() AS n DELETE n",
        "WITH ghost() AS n DETACH DELETE n",
        "WITH haunt() AS r SET r.x = 1",
        "WITH haunt() AS r DELETE r",
        "WITH ghost() AS n MATCH p = shortestPath((n)-[*]-(m:A)) RETURN p",
    ] {
        // found or refused, but answered
        if let Err(error) = session.query(query, &Parameters::new()) {
            assert_ne!(error.kind(), ErrorKind::Internal, "{query}: {error}");
        }
    }
    let rows = session.query("MATCH (n) RETURN count(n) AS x", &Parameters::new()).expect("it runs");
    assert_eq!(rows.get(0, "x"), Some(&2.into()));
}
