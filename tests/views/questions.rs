//! Random queries over every operator and every kind of subquery, which return names and values only.

use proptest::prelude::*;
use proptest::sample::select;

/// The indexes and constraints that both graphs have.
pub const SCHEMA: [&str; 6] = [
    "CREATE INDEX FOR (n:A) ON (n.k)",
    "CREATE INDEX FOR (n:B) ON (n.c)",
    "CREATE INDEX FOR (n:A) ON (n.t)",
    "CREATE TEXT INDEX FOR (n:B) ON (n.t)",
    "CREATE INDEX FOR (n:B) ON (n.k, n.c)",
    "CREATE CONSTRAINT FOR (n:A) REQUIRE n.name IS UNIQUE",
];

/// Queries with places for parts: `<a>`, `<b>`, `<c>` are node patterns, `<r>` and `<s>` relationship patterns of that
/// name, `<q>` one without a name; `<t>` a type, `<i>` a number, `<e>` a condition on `a`, `<p>` one on `a` and `b`;
/// `<use>` is where the next part of a UNION, or a subquery, says through which view it looks.
/// Rows come in no order, and what depends on the order in which the graph was made is not asked.
const FORMS: [&str; 83] = [
    "MATCH <a>-[<t>*1..3]->(b) RETURN DISTINCT a.name, b.name",
    "MATCH <a>-[<t>*0..]-(b) RETURN a.name, count(DISTINCT b), max(b.c)",
    "MATCH <a>, <b> MATCH (a)<-[<t>*]-(b) RETURN DISTINCT a.name, b.name",
    "MATCH (a)-[:T]->(b)-[:U]->(c), (a)-[:with-hyphen]->(c) RETURN a.name, count(*)",
    "MATCH (a)-[:T]->(b)-[:U]-(c)-[:with-hyphen]-(a) RETURN count(*), min(c.k)",
    "MATCH <a><q><b><q><c> RETURN count(*)",
    "MATCH ()<q><b><q>() RETURN b.name, count(*)",
    "MATCH (a)-[:T]->(b)-[:T]->(c)-[:T]->(d) WHERE d.c > 1 RETURN count(*)",
    "MATCH (a)-[:T|U]->(b)-[:with-hyphen]->(c) WHERE a.k > 0 RETURN c.c AS c, count(*), sum(c.k)",
    "UNWIND [1, 2, 3] AS i MATCH <a>-[:T]->(b)-[:U]-(c) RETURN c.c AS c, count(*), max(c.k)",
    "UNWIND [1, 2, 3] AS i MATCH <a>-[:T]->(b)-[:U]-(c) RETURN DISTINCT c.k",
    "MATCH <a>, <b> RETURN count(*), sum(a.k)",
    "MATCH <a><q>() WHERE a.c = <i> RETURN count(a), count(a.c)",
    "MATCH <a> RETURN a.name, labels(a), properties(a), keys(a), degree(a), a.l, a.aliases",
    "MATCH <a> WHERE <e> RETURN a {.*, x: a.c}, size(labels(a)), a.published",
    "MATCH (a:A) WHERE a.k = <i> AND <e> RETURN a.name, a.k",
    "MATCH (a:A) WHERE a.name = 'n<i>' RETURN a.name, a.k",
    "UNWIND ['n0', 'n1', 'm0', 's0'] AS x MATCH (a:A {name: x}) RETURN x, a.c",
    "MATCH (a:A) WHERE a.k IN [<i>, 2] RETURN a.name, a.k",
    "MATCH (a:B) WHERE a.c = <i> RETURN a.name, a.c",
    "MATCH (a:B) WHERE a.c IN [<i>, 3] RETURN a.name, a.c",
    "MATCH (a:B) WHERE a.c > 1 AND a.c <= <i> RETURN a.name, a.c",
    "MATCH (a:B) WHERE a.k = <i> AND a.c >= 2 RETURN a.name, a.c",
    "MATCH (a:A) WHERE a.k < <i> RETURN a.name, a.k",
    "MATCH (a:A) WHERE a.t STARTS WITH 'a' RETURN a.name, a.t",
    "MATCH (a:B) WHERE a.t STARTS WITH 'ab' RETURN a.name, a.t",
    "UNWIND [1, 2, null, 3] AS x MATCH (a:A {k: x})<r>(b) RETURN x, a.name, r.j, b.name",
    "MATCH <a><r><b> RETURN a.name, r.j, type(r), properties(r), b.name, startNode(r).name, endNode(r).name",
    "MATCH <a><r><b> WHERE <p> RETURN a.name, r.w, b.name, r {.*}",
    "MATCH <a><r><b><s><c> WHERE <p> RETURN a.name, r.j, b.name, s.j, c.name",
    "MATCH <a><r><b>, (b)<s>(a) RETURN a.name, r.j, b.name, s.j",
    "MATCH <a>, <b> WHERE <p> RETURN a.name, b.name",
    "MATCH <a>, <b> MATCH (a)<r>(b) RETURN a.name, r.j, b.name",
    "MATCH <a><r>(a) RETURN a.name, r.j",
    "MATCH ()<r>() WITH r MATCH (a)-[r]-(b) RETURN a.name, r.j, b.name",
    "MATCH (c)<r>(b) WITH r, b MATCH (a)-[r<t>]->(b) RETURN a.name, r.j, b.name",
    "MATCH p = <a>-[x<t>*1..3]->(b) RETURN [n IN nodes(p) | n.name], [y IN x | y.j], length(p)",
    "MATCH <a>-[x<t>*0..2]-<b> WHERE all(y IN x WHERE y.j > <i>) RETURN a.name, [y IN x | y.j], b.name",
    "MATCH <a>-[<t>* {w: <i>}]->(b) RETURN a.name, b.name",
    "MATCH <a>, <b> MATCH (a)-[x<t>*1..3]-(b) RETURN a.name, [y IN x | y.j], b.name",
    "MATCH <a>, <b> WHERE a.name < b.name MATCH p = shortestPath((a)-[<t>*..4]-(b)) RETURN a.name, b.name, length(p)",
    "MATCH <a>, <b> WHERE a.name <> b.name MATCH p = allShortestPaths((a)-[<t>*..4]->(b)) RETURN [n IN nodes(p) | n.name], [y IN relationships(p) | y.j]",
    "MATCH <a>, <b> WHERE a.name < b.name OPTIONAL MATCH p = shortestPath((a)-[*]-(b)) WHERE all(n IN nodes(p) WHERE n.k IS NULL) RETURN a.name, b.name, length(p)",
    "MATCH p = <a>((x)-[y<t>]->(z) WHERE x.name <> z.name){1,3}<b> RETURN [n IN nodes(p) | n.name], [n IN y | n.j]",
    "MATCH p = (a:A)(()-[y]-(z)<s>(v) WHERE z.c IS NULL OR v.c > 1){0,2}(b) RETURN [n IN nodes(p) | n.name], [n IN y | n.j]",
    "MATCH <a>, <b> MATCH (a)(()-[y<t>]->()){1,3}(b) RETURN a.name, [n IN y | n.j], b.name",
    "MATCH p = SHORTEST 2 (<a>-[<t>]-{1,3}<b>) RETURN a.name, b.name, length(p)",
    "MATCH p = SHORTEST 2 GROUPS (<a>((x)-[y<t>]->(z) WHERE z.k IS NULL)+<b>) RETURN [n IN nodes(p) | n.name], [n IN y | n.j]",
    "MATCH p = ALL SHORTEST (<a>-[x<t>]->+<b>) RETURN [n IN nodes(p) | n.name], [y IN x | y.j]",
    "MATCH <a>, <b> MATCH p = SHORTEST 2 ((a)-[<t>]->{1,3}(b)) RETURN a.name, b.name, length(p)",
    "MATCH <a>, <b> MATCH p = ANY ((a)-[<t>]-{1,4}(b)) RETURN a.name, b.name, length(p) > 0",
    "MATCH <a>, <b> MATCH p = ALL SHORTEST ((a)-[<t>]-*(b)) RETURN a.name, b.name, [n IN nodes(p) | n.name], [n IN relationships(p) | n.j]",
    "MATCH <a> OPTIONAL MATCH (a)<r><b> WHERE <p> RETURN a.name, r.j, b.name",
    "OPTIONAL MATCH <a><r><b> WHERE <p> RETURN a.name, labels(b), r.j",
    "MATCH <a> OPTIONAL MATCH (a)-[x<t>*1..2]->(b) RETURN a.name, count(b), count(DISTINCT b.c), sum(b.k), min(b.name), max(size(x))",
    "MATCH <a><r><b> RETURN b.c AS c, count(*) AS n, count(a.k) AS k, avg(a.c) AS m",
    "MATCH <a><q>() WITH a, count(*) AS n WHERE n > 1 RETURN a.name, n",
    "MATCH <a><r><b> WITH a, r ORDER BY r.j, a.name RETURN collect(r.j), collect(DISTINCT a.c)",
    "MATCH (a) RETURN count(*), count(a.c), count(a:A)",
    "MATCH ()<r>() RETURN type(r) AS t, count(*) AS n",
    "MATCH <a><q><b> RETURN DISTINCT labels(a), b.c",
    "MATCH <a> RETURN a.name ORDER BY a.c DESC, a.name SKIP <i> LIMIT 3",
    "MATCH <a><r><b> WITH a, r, b ORDER BY b.k, r.j, a.name LIMIT 4 RETURN a.name, r.j, b.name, b.k",
    "MATCH <a> WITH a ORDER BY a.t, a.name RETURN collect(a.name), collect(a.t)",
    "MATCH <a> WITH a ORDER BY a.k, a.name SKIP 1 RETURN a.name",
    "MATCH <a> UNWIND labels(a) AS l UNWIND a.l AS x RETURN a.name, l, x",
    "UNWIND [1, 2, 3] AS x OPTIONAL MATCH (a {c: x})<q><b> RETURN x, a.name, b.name",
    "MATCH <a> RETURN a.name AS n, a.c AS c UNION <use> MATCH ()<r>() RETURN r.j AS n, r.w AS c",
    "MATCH <a> RETURN a.name AS n UNION ALL <use> MATCH <b><q>() RETURN b.name AS n",
    "MATCH <a> CALL (a) { MATCH (a)<r><b> RETURN r.j AS j, b.name AS b ORDER BY j, b LIMIT 2 } RETURN a.name, j, b",
    "MATCH <a> CALL (a) { MATCH (a)<q>(b) RETURN b UNION MATCH (a)-[<t>*1..2]->(b) RETURN b } RETURN a.name, b.name, b.c",
    "CALL { MATCH <a> RETURN count(a) AS n } MATCH <b> WHERE b.c = n RETURN b.name, n",
    "MATCH <a> OPTIONAL CALL (a) { MATCH (a)-[<t>]->(b) WHERE b.c > 1 RETURN b } RETURN a.name, b.name",
    "MATCH <a> WHERE EXISTS { MATCH (a)<r><b> WHERE <p> } RETURN a.name, COUNT { (a)<q>() } AS n, COUNT { MATCH (a)--(x) RETURN DISTINCT x.c } AS c",
    "MATCH <a> RETURN a.name, COLLECT { MATCH (a)<r><b> RETURN b.name ORDER BY b.name, r.j } AS l, size([(a)<q>(x) WHERE x.c > 1 | x.name]) AS n",
    "MATCH <a> WHERE (a)-[<t>]->() AND NOT (a)-[:T*2..3]->(:B) RETURN a.name",
    "CALL db.labels() YIELD label RETURN label UNION ALL <use> CALL db.relationshipTypes() YIELD relationshipType AS label RETURN label",
    "CALL db.propertyKeys() YIELD propertyKey MATCH (a) WHERE propertyKey IN keys(a) RETURN propertyKey, a.name, a[propertyKey]",
    "CALL db.schema.visualization() YIELD nodes, relationships UNWIND nodes + relationships AS x RETURN x",
    "MATCH <a> CALL (a) { <use> MATCH (a)<r><b> RETURN r, b } MATCH (a)-[r]-(b) RETURN a.name, r.j, b.name",
    "MATCH <a> WHERE EXISTS { <use> MATCH (a)<q>() } OR COUNT { <use> MATCH (a)-[<t>*0..1]-(x) } > 1 RETURN a.name",
    "MATCH <a> OPTIONAL MATCH (a)<q><b> WITH a, b MATCH (b) RETURN a.name, COLLECT { <use> MATCH (b) RETURN b.c }",
    "MATCH <a> LET n = COUNT { (a)<q>(:B) } FILTER n < <i> RETURN a.name, n",
];

fn node(name: &'static str) -> impl Strategy<Value = String> {
    let inside = select(vec![
        "",
        "",
        "",
        ":A",
        ":B",
        ":A|B",
        ":!A",
        ":%",
        " {k: 1}",
        " {c: 2}",
        ":B {c: 1}",
        ":A WHERE <>.k >= 2",
        " WHERE <>.t STARTS WITH 'a'",
        " WHERE <>.c IS NOT NULL",
        ":A WHERE <>.name < 'n3'",
        ":Document",
    ]);
    inside.prop_map(move |inside| format!("({name}{})", inside.replace("<>", name)))
}

fn relationship(name: &'static str) -> impl Strategy<Value = String> {
    let inside =
        select(vec!["", "", ":T", ":T|U", ":!T", ":with-hyphen", " {w: 1}", ":T {w: 0}", ":owned-by|published-by"]);
    (inside, 0..3u8).prop_map(move |(inside, direction)| match direction {
        0 => format!("-[{name}{inside}]->"),
        1 => format!("<-[{name}{inside}]-"),
        _ => format!("-[{name}{inside}]-"),
    })
}

fn about_one() -> impl Strategy<Value = &'static str> {
    select(vec![
        "a.k = <i>",
        "a.c IS NULL",
        "a.c > 1",
        "a:A",
        "a.t STARTS WITH 'a'",
        "a.name IN ['n0', 's1', 'd0', 'm0']",
        "2 IN a.l",
        "a.l = [1, 2]",
        "properties(a).c = 2",
        "'c' IN keys(a)",
        "any(x IN labels(a) WHERE x = 'B')",
        "degree(a) > 1",
        "(a)-[<t>]->(:A)",
        "NOT (a)--()",
        "EXISTS { (a)-->(:B) }",
        "EXISTS { MATCH (a)-[<t>]-(x) WHERE x.c > 1 }",
        "COUNT { (a)--() } > 1",
        "COLLECT { MATCH (a)-[<t>]-(x) RETURN x.name ORDER BY x.name } <> []",
        "size([(a)--(x) WHERE x.k = 1 | x.name]) > 0",
        "a.published >= date('2022-03-01')",
    ])
}

fn about_two() -> impl Strategy<Value = &'static str> {
    let two = select(vec![
        "a.k = b.k",
        "a.c < b.c",
        "a.name < b.name",
        "(a)-[<t>]->(b)",
        "EXISTS { (b)-[:T]-(a) }",
        "EXISTS { MATCH (a)--(x)--(b) WHERE x.k > 0 }",
        "COUNT { (a)-->(b) } = 1",
        "labels(a) = labels(b)",
        "a.c = 2 XOR b:A",
        "true",
    ]);
    prop_oneof![3 => two, 1 => about_one()]
}

/// A query; [`through`] says through which view.
pub fn question() -> impl Strategy<Value = String> {
    let nodes = (node("a"), node("b"), node("c"));
    let relationships = (relationship("r"), relationship("s"), relationship(""));
    let kind = select(vec!["", "", ":T", ":T|U", ":!T"]);
    (select(FORMS.to_vec()), nodes, relationships, kind, 1..4i64, about_one(), about_two()).prop_map(
        |(form, (a, b, c), (r, s, q), kind, i, one, two)| {
            let conditions = form.replace("<e>", one).replace("<p>", two);
            let nodes = conditions.replace("<a>", &a).replace("<b>", &b).replace("<c>", &c);
            let relationships = nodes.replace("<r>", &r).replace("<s>", &s).replace("<q>", &q);
            relationships.replace("<t>", kind).replace("<i>", &i.to_string())
        },
    )
}

/// The query through a view; without one, as it is.
pub fn through(view: Option<&str>, query: &str) -> String {
    let clause = view.map_or(String::new(), |view| format!("USE {view}"));
    format!("{clause} {}", query.replace("<use>", &clause))
}
