use super::*;
use crate::limits::Limits;
use crate::parser::parse;

fn read(text: &str) -> Statement {
    parse(text, &Limits::default()).unwrap_or_else(|error| panic!("{text}\n{error}"))
}

fn printed(text: &str) -> String {
    let statement = read(text);
    let printed = statement.to_string();
    assert_eq!(read(&printed), statement, "{text}\n{printed}");
    printed
}

#[test]
fn only_the_parentheses_that_are_needed() {
    for (text, expected) in [
        ("((1) + (2 * 3))", "1 + 2 * 3"),
        ("(1 + 2) * 3", "(1 + 2) * 3"),
        ("(1 - 2) - 3", "(1 - 2) - 3"),
        ("1 - (2 - 3)", "1 - (2 - 3)"),
        ("1 - 2 + 3", "1 - 2 + 3"),
        ("(a = b) = c", "(a = b) = c"),
        ("a<b<=c", "a < b <= c"),
        ("NOT (a = b)", "NOT a = b"),
        ("(NOT a) = b", "(NOT a) = b"),
        ("NOT (NOT a)", "NOT NOT a"),
        ("NOT (a AND b)", "NOT (a AND b)"),
        ("a = (b IS NULL)", "a = b IS NULL"),
        ("(a = b) IS NOT NULL", "(a = b) IS NOT NULL"),
        ("(a IN b) IS NULL", "a IN b IS NULL"),
        ("a IN (b IS NULL)", "a IN (b IS NULL)"),
        ("(a IS NULL) IN b", "a IS NULL IN b"),
        ("-(2) ^ 2", "-(2) ^ 2"),
        ("(-2)^2", "-2 ^ 2"),
        ("-(2 ^ 2)", "-(2 ^ 2)"),
        ("-(-2)", "- -2"),
        ("-(-a)", "- -a"),
        ("+(-a)", "+-a"),
        ("+5", "+5"),
        ("1 - (-1)", "1 - -1"),
        ("-(5).x", "-(5.x)"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("-0.0", "-0.0"),
        ("1e300", "1.0E300"),
        ("(n:A).x", "n:A.x"),
        ("(n:A):B", "(n:A):B"),
        ("n:A:B", "n:A&B"),
        ("(a + b).x", "(a + b).x"),
        ("5 - ([x {.a}])", "5 - ([x {.a}])"),
        ("(a OR b) - ([x]) - (c)", "(a OR b) - ([x]) - c"),
        ("a < (-([x {.a}]))", "a < -([x {.a}])"),
        ("[(x IN xs)]", "[(x IN xs)]"),
        ("[((x IN xs) AND y)]", "[(x IN xs AND y)]"),
        ("[((x IN xs) IS NULL)]", "[(x IN xs IS NULL)]"),
        ("[(x IN xs), y]", "[x IN xs, y]"),
        ("all((x IN xs))", "all((x IN xs))"),
        ("all(x IN (a AND b) WHERE x)", "all(x IN a AND b WHERE x)"),
        (r#"'it\'s "\\"'"#, r#"'it\'s "\\"'"#),
        ("xs[..]", "xs[..]"),
        ("xs[1..]", "xs[1..]"),
        ("xs[..-1]", "xs[..-1]"),
        ("n{.*,.a,b:1,c}", "n {.*, .a, b: 1, c}"),
        ("`count`{.a}", "`count` {.a}"),
        ("`not`", "`not`"),
        ("`count`", "count"),
        ("`true`(1)", "`true`(1)"),
        ("`a``b`.`c d`.match", "`a``b`.`c d`.match"),
        ("COUNT(DISTINCT x)", "COUNT(DISTINCT x)"),
        ("case a when 1 then 2 else 3 end", "CASE a WHEN 1 THEN 2 ELSE 3 END"),
        ("Exists { (a)-->(b) where a.x }", "EXISTS { MATCH (a)-->(b) WHERE a.x }"),
        ("(a:A)-[:x-y*2]-({k:1})", "(a:A)-[:x-y*2]-({k: 1})"),
        ("NOT (a)-->(b) AND c", "NOT (a)-->(b) AND c"),
        ("[ p=(a)--(b) | p ]", "[p = (a)--(b) | p]"),
        ("reduce(a=0,x IN xs|a+x)", "reduce(a = 0, x IN xs | a + x)"),
        ("$`a b` + $1", "$`a b` + $1"),
    ] {
        assert_eq!(printed(&format!("RETURN {text} AS x")), format!("RETURN {expected} AS x"), "{text}");
    }
}

#[test]
fn clauses_stand_on_lines() {
    for (text, expected) in [
        ("match (n) return n", "MATCH (n)\nRETURN n"),
        (
            "explain optional match p=(a:A:B|!(C|D)&%{k:$p})<-[r:x-y|`a b`*..3 $p]-(b where b.x) where a.x return distinct *, a.x+1, a as b order by a, b desc skip 1 limit 2",
            "EXPLAIN OPTIONAL MATCH p = (a:A&B|!(C|D)&% {k: $p})<-[r:x-y|`a b`*..3 $p]-(b WHERE b.x)\nWHERE a.x\nRETURN DISTINCT *, a.x+1, a AS b\nORDER BY a, b DESC\nSKIP 1\nLIMIT 2",
        ),
        ("match (`where`), (`not`) return 1", "MATCH (`where`), (`not`)\nRETURN 1"),
        ("return 1 union all return 2 union return 3", "RETURN 1\nUNION ALL\nRETURN 2\nUNION\nRETURN 3"),
        (
            "call (x) { match (n) call {return 1 as y} return n } finish",
            "CALL (x) {\n  MATCH (n)\n  CALL {\n    RETURN 1 AS y\n  }\n  RETURN n\n}\nFINISH",
        ),
        ("FOREACH (x IN [1]|CREATE (:A))", "FOREACH (x IN [1] | CREATE (:A))"),
        ("FILTER a LET x = 1 FINISH", "FILTER a\nLET x = 1\nFINISH"),
        (
            "merge (a)-[:t]->(b) on match set a.x=1 on create set a += {y:1}, b:C:D set (a).z.k = 2, (a.z).k = 3, (f(a)).k = 4 remove a.x, b:C:D detach delete a, b",
            "MERGE (a)-[:t]->(b)\n  ON CREATE SET a += {y: 1}, b:C:D\n  ON MATCH SET a.x = 1\nSET a.z.k = 2, a.z.k = 3, (f(a)).k = 4\nREMOVE a.x, b:C:D\nDETACH DELETE a, b",
        ),
        ("call db.labels yield label as l where l", "CALL db.labels YIELD label AS l\nWHERE l"),
        ("optional call a.b(1, x) yield * return 1", "OPTIONAL CALL a.b(1, x) YIELD *\nRETURN 1"),
        ("match allShortestPaths((a)-[*]-(b)) return 1", "MATCH allShortestPaths((a)-[*]-(b))\nRETURN 1"),
    ] {
        assert_eq!(printed(text), expected, "{text}");
    }
}
