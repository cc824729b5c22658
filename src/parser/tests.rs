use super::*;
use crate::ast::{ClauseKind, Expression, ExpressionKind};

fn first_return(text: &str) -> Expression {
    let statement = parse(text, &Limits::default()).unwrap_or_else(|error| panic!("{error}"));
    match &statement.query.branches[0].clauses.last().unwrap().kind {
        ClauseKind::Return(projection) => projection.items[0].expression.clone(),
        other => panic!("{other:?}"),
    }
}

/// The structure of an expression, fully parenthesised.
fn shape(expression: &Expression) -> String {
    match &expression.kind {
        ExpressionKind::Literal(value) => value.to_string(),
        ExpressionKind::Variable(name) => name.to_string(),
        ExpressionKind::Not(of) => format!("(NOT {})", shape(of)),
        ExpressionKind::Negate(of) => format!("(-{})", shape(of)),
        ExpressionKind::IsNull(of, negated) => {
            format!("({} is{}null)", shape(of), if *negated { " not " } else { " " })
        }
        ExpressionKind::Property(of, key) => format!("{}.{}", shape(of), key.text),
        ExpressionKind::Operators(first, rest) => {
            let mut out = format!("({}", shape(first));
            for (operator, operand) in rest {
                out += &format!(" {} {}", operator.symbol(), shape(operand));
            }
            out + ")"
        }
        ExpressionKind::Pattern(path) => format!("pattern{}", path.steps.len()),
        other => format!("{other:?}").split([' ', '(', '{']).next().unwrap_or_default().to_owned(),
    }
}

#[test]
fn precedence() {
    for (text, expected) in [
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("1 - 2 - 3", "(1 - 2 - 3)"),
        ("(1 - 2) - 3", "((1 - 2) - 3)"),
        ("NOT a = b AND c", "((NOT (a = b)) AND c)"),
        ("a OR b XOR c AND d", "(a OR (b XOR (c AND d)))"),
        ("-2 ^ 2", "(-2 ^ 2)"),
        ("-a ^ 2", "((-a) ^ 2)"),
        ("2 ^ 3 ^ 2", "(2 ^ 3 ^ 2)"),
        ("a = b IN c", "(a = (b IN c))"),
        ("a + b IS NULL", "((a + b) is null)"),
        ("a.b.c < 3 <= d", "(a.b.c < 3 <= d)"),
        ("NOT NOT a", "(NOT (NOT a))"),
        ("a STARTS WITH 'x' OR b", "((a STARTS WITH 'x') OR b)"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("1 - -1", "(1 - -1)"),
        ("(a)-[:x]->(b)", "pattern1"),
        ("(a)-->()<-[r {k: 1}]-(c:L {k: 2})", "pattern2"),
        ("(a)-(b)", "(a - b)"),
        ("5 - [1][0]", "(5 - Index)"),
        ("[x IN xs WHERE x > 1 | x]", "ListComprehension"),
        ("[x IN xs]", "ListComprehension"),
        ("[1 IN xs]", "List"),
        ("[p = (a)-->(b) | p]", "PatternComprehension"),
        ("all(x IN xs WHERE x)", "Quantifier"),
        ("reduce(a = 0, x IN xs | a + x)", "Reduce"),
        ("count(*)", "CountStar"),
        ("case", "case"),
        ("CASE WHEN a THEN 1 END", "Case"),
        ("n {.a, b: 1}", "Projection"),
        ("{a: 1}", "Map"),
        ("EXISTS { (a)-->() }", "Subquery"),
        ("COUNT { MATCH (a) RETURN a UNION MATCH (b) RETURN b AS a }", "Subquery"),
        ("count {.a}", "Projection"),
        ("xs[1..]", "Slice"),
        ("xs[..]", "Slice"),
        ("not_a", "not_a"),
        ("andy", "andy"),
    ] {
        assert_eq!(shape(&first_return(&format!("RETURN {text}"))), expected, "{text}");
    }
}

#[test]
fn whole_clauses() {
    for text in [
        "MATCH (n) RETURN n",
        "match (match:Match {match: 1})-[:MATCH]->(return) where return.where = 1 return match as order",
        "MATCH p = (a:A|B&!C)-[r:claimed-by|denied-by*1..3 {k: $k}]-(b WHERE b.x > 1), (c) RETURN *, a.x AS y ORDER BY y DESC, b SKIP 1 LIMIT $l",
        "OPTIONAL MATCH (a)<-[:`odd type`]-() WITH DISTINCT a, count(*) AS c WHERE c > 1 RETURN a",
        "UNWIND [1,2] AS x CREATE (:A {x: x})-[:t]->(b) SET b.y = 1, b += {z: 2}, b:New:Other REMOVE b.y, b:New DETACH DELETE b",
        "MERGE (a:A {k: 1}) ON CREATE SET a.new = true ON MATCH SET a.new = false RETURN a",
        "RETURN 1 AS x UNION ALL RETURN 2 AS x;",
        "EXPLAIN MATCH (n) RETURN n",
        "RETURN $1, $`a b`, 0x1F, .5, 1e3, \"a\\u0041\", 1..2".trim_end_matches(", 1..2"),
        "MATCH (a) -- (b) <-- (c) --> (d) RETURN a /* x */ // y",
        "RETURN distinct.x",
        "RETURN DISTINCT (a)",
    ] {
        if let Err(error) = parse(text, &Limits::default()) {
            panic!("{error}");
        }
    }
}

#[test]
fn messages_say_what_was_expected() {
    for (text, message, hint) in [
        ("MTCH (n) RETURN n", "expected", Some("did you mean `MATCH`?")),
        ("MATCH (n) RETUN n", "expected", Some("did you mean `RETURN`?")),
        ("RETURN 1 +", "expected an expression, found the end of the query", None),
        ("RETURN 'abc", "this string is not closed", None),
        ("RETURN 12abc", "`12abc` is not a number", None),
        ("RETURN 9223372036854775808", "9223372036854775808 does not fit 64 bits", None),
        ("RETURN '\\u00zz'", "\\u needs 4 hexadecimal digits that name a character", None),
        ("MATCH (n RETURN n", "expected", None),
        ("CREATE INDX i FOR (n:A) ON (n.a)", "expected CONSTRAINT, INDEX or a pattern", Some("did you mean `INDEX`?")),
        ("CREATE INDEX i FOR (n) ON (n.a)", "expected `:` and a label, found `)`", None),
        ("CREATE CONSTRAINT FOR (n:A) REQUIRE n.a", "expected a rule such as IS UNIQUE, found the end", None),
        ("CREATE CONSTRAINT FOR (n:A) REQUIRE n.a IS", "expected KEY, UNIQUE or NOT NULL, found the end", None),
        ("DROP THE INDEX i", "expected CONSTRAINT or INDEX, found `THE`", None),
        ("", "expected a clause such as MATCH or RETURN, found the end of the query", None),
    ] {
        let error = parse(text, &Limits::default()).unwrap_err();
        assert!(error.message().starts_with(message), "{text}: {error}");
        if let Some(hint) = hint {
            assert_eq!(error.hints(), [hint], "{text}: {error}");
        }
    }
}

/// Each shape of nesting costs linear time: twice the depth, about twice the steps. Counted in
/// pest's own terms by wall time, so only a gross (exponential) growth fails.
#[test]
fn nesting_is_linear() {
    for (open, middle, close) in [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{k: ", "1", "}"),
        ("(a)-->(b {k: ", "1", "})"),
        ("[x IN ", "xs", " | x]"),
        ("[(a)-->(b {k: ", "1", "}) | 1]"),
        ("CASE WHEN ", "1", " THEN 1 END"),
        ("f(", "1", ")"),
        ("({k: (", "1", ")} + 1)"),
        ("(", "1", ""),
        ("[", "1", ""),
        ("(a)-[r {k: ", "1", ""),
        ("(a) - [ r {k: ", "1", ""),
        ("(a)--({k: ", "1", ""),
        ("CASE ", "1", ""),
        ("x[", "1", ""),
        ("EXISTS { MATCH (a) WHERE ", "1", "}"),
        ("EXISTS { MATCH (a) WHERE ", "1", ""),
        ("COUNT { (a {k: ", "1", ""),
        ("COLLECT { RETURN ", "1", ""),
        ("shortestPath((a {k: ", "1", ""),
        ("(a {k: ", "1", ""),
        ("(a:L {k: ", "1", ""),
        ("(:L {k: ", "1", ""),
        ("({k: ", "1", ""),
        ("f((a {k: ", "1", ""),
        ("n {a: ", "1", ""),
        ("all(x IN ", "1", ""),
        ("reduce(a = ", "1", ""),
        ("CASE x WHEN IN (", "1", ""),
        ("CASE x WHEN > (", "1", ""),
        ("CASE WHEN IN (", "1", ""),
        ("(n:A|B {k: ", "1", ""),
        ("(n:A|B {k: ", "1", "})-->()"),
        ("(n:$((", "1", ")) = 1)"),
        ("trim(BOTH FROM ", "1", ""),
        ("trim(BOTH ", "1", " FROM x)"),
        ("[x IN xs WHERE x:A | ", "1", ""),
        ("x:$(", "1", ")"),
        ("x:$(", "1", ""),
        ("x:A:$(", "1", ""),
        ("f(x:A&B:$(y + ", "1", ""),
        ("(n:A&$(", "1", ""),
        ("x IS :: ANY<", "1", ""),
        ("EXISTS { (a)-[r WHERE ", "1", ""),
        ("EXISTS { ((a)-[r WHERE ", "1", ""),
        ("EXISTS { (", "a", ""),
        ("EXISTS { SHORTEST 1 ((a)-->{1,2}(b) WHERE ", "1", ") }"),
        ("EXISTS { MATCH (a) SET a[", "1", ""),
        ("EXISTS { MATCH (a) ORDER BY ", "1", ""),
        ("EXISTS { MATCH (a) USING SCAN a:A WHERE ", "1", "}"),
        ("EXISTS { MATCH (a) USING INDEX a:A(k) USING JOIN ON a WHERE ", "1", ""),
    ] {
        let started = std::time::Instant::now();
        let text = format!("RETURN {}{middle}{}", open.repeat(40), close.repeat(40));
        let parse = move || parse(&text, &Limits { nesting: 10_000, ..Limits::default() }).is_ok();
        let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(parse).unwrap();
        let _ = thread.join().unwrap();
        assert!(started.elapsed().as_secs() < 2, "{open}");
    }
}
