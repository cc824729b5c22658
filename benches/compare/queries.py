"""What is asked of the made-up graph: openCypher, its variants for peers, and SQL for those that speak it.

A query is (text, parameters). Every answer has one order, so that answers can be compared."""

import json
import os

CYPHER = {
    # counted
    "two hops": "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person) RETURN count(*) AS n",
    "two hops, filtered": "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person) "
        "WHERE b.age < $young AND c.age > $old RETURN count(*) AS n",
    "triangles": "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person), (a)-[:KNOWS]->(c) RETURN count(*) AS n",
    "ends, counted": "MATCH (a:Person)-[:KNOWS]->(:Person)-[:KNOWS]->(c:Person) WHERE a.age = $age "
        "RETURN count(DISTINCT c.id) AS n",
    "without": "MATCH (p:Person) WHERE NOT EXISTS { MATCH (p)-[:ATTENDED]->(:Event) } RETURN count(*) AS n",
    "text": "MATCH (e:Event) WHERE e.name CONTAINS $part AND e.year >= $year RETURN count(*) AS n",
    # enumerated: no count, degree or bound gives these answers
    "two hops, largest": "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person) WHERE c.age > $old "
        "RETURN a.id AS x, b.id AS y, c.id AS z, a.score + 2 * b.score + 3 * c.score AS s "
        "ORDER BY s DESC, x, y, z LIMIT 100",
    "ends": "MATCH (a:Person)-[:KNOWS]->(:Person)-[:KNOWS]->(c:Person) WHERE a.age = $age "
        "RETURN DISTINCT c.id AS id ORDER BY id",
    "pairs": "MATCH (a:Person)-[:KNOWS]->(b:Person) WHERE a.age = b.age AND a.score < b.score "
        "RETURN a.id AS x, b.id AS y ORDER BY x, y",
    # grouped and joined
    "by country": "MATCH (p:Person)-[:LIVES_IN]->(l:Place) "
        "RETURN l.country AS country, count(*) AS n, avg(p.age) AS age ORDER BY n DESC, country LIMIT 10",
    "best known": "MATCH (:Person)-[:KNOWS]->(p:Person) RETURN p.id AS id, count(*) AS n ORDER BY n DESC, id LIMIT 10",
    "colleagues apart": "MATCH (x:Place)<-[:LIVES_IN]-(a:Person)-[:WORKS_FOR]->(f:Firm)<-[:WORKS_FOR]-(b:Person)"
        "-[:LIVES_IN]->(y:Place) WHERE x.country = $here AND y.country = $there "
        "RETURN f.id AS id, count(*) AS n ORDER BY n DESC, id LIMIT 10",
    "attendance": "MATCH (p:Person) OPTIONAL MATCH (p)-[:ATTENDED]->(e:Event) WHERE e.year > $year "
        "RETURN p.age AS age, count(e.id) AS n ORDER BY age",
    "top": "MATCH (p:Person) RETURN p.id AS id, p.name AS name ORDER BY p.score DESC, id LIMIT 10",
    # from one node
    "three hops from one": "MATCH (a:Person {id: $id})-[:KNOWS*1..3]->(c:Person) RETURN count(DISTINCT c.id) AS n",
    "owners": "MATCH (f:Firm)-[:OWNS*1..4]->(g:Firm {id: $firm}) RETURN DISTINCT f.id AS id ORDER BY id",
    "shortest": "MATCH p = shortestPath((a:Person {id: $id})-[:KNOWS*1..8]->(b:Person {id: $to})) RETURN length(p) AS n",
    "C1k": "MATCH (p:Person {id: $id})-[:KNOWS]->(n:Person) RETURN n.id AS id, n.name AS name ORDER BY id",
}
KUZU = {
    "shortest": "MATCH p = (a:Person {id: $id})-[:KNOWS* SHORTEST 1..8]->(b:Person {id: $to}) RETURN length(p) AS n",
}
VARIANTS = {"kuzu": KUZU, "ladybug": KUZU}

PARAMETERS = {
    "two hops, filtered": dict(young=30, old=60),
    "ends, counted": dict(age=40),
    "text": dict(part="fair of Ba", year=2010),
    "two hops, largest": dict(old=80),
    "ends": dict(age=40),
    "colleagues apart": dict(here="Country 03", there="Country 07"),
    "attendance": dict(year=2015),
    "three hops from one": dict(id=17),
    "owners": dict(firm=None),
    "shortest": dict(id=17, to=501),
    "C1k": dict(id=17),
}

SQL = {
    "two hops": "SELECT count(*) FROM KNOWS x JOIN KNOWS y ON y.src = x.dst",
    "two hops, filtered": "SELECT count(*) FROM KNOWS x JOIN Person b ON b.id = x.dst JOIN KNOWS y ON y.src = b.id "
        "JOIN Person c ON c.id = y.dst WHERE b.age < $young AND c.age > $old",
    "triangles": "SELECT count(*) FROM KNOWS x JOIN KNOWS y ON y.src = x.dst JOIN KNOWS z ON z.src = x.src AND z.dst = y.dst",
    "ends, counted": "SELECT count(DISTINCT y.dst) FROM Person a JOIN KNOWS x ON x.src = a.id JOIN KNOWS y ON y.src = x.dst "
        "WHERE a.age = $age",
    "without": "SELECT count(*) FROM Person p WHERE NOT EXISTS (SELECT 1 FROM ATTENDED t WHERE t.src = p.id)",
    "text": "SELECT count(*) FROM Event WHERE name LIKE '%' || $part || '%' AND year >= $year",
    "two hops, largest": "SELECT a.id AS x, b.id AS y, c.id AS z, a.score + 2 * b.score + 3 * c.score AS s FROM Person a "
        "JOIN KNOWS x ON x.src = a.id JOIN Person b ON b.id = x.dst JOIN KNOWS y ON y.src = b.id "
        "JOIN Person c ON c.id = y.dst WHERE c.age > $old ORDER BY s DESC, a.id, b.id, c.id LIMIT 100",
    "ends": "SELECT DISTINCT y.dst AS id FROM Person a JOIN KNOWS x ON x.src = a.id JOIN KNOWS y ON y.src = x.dst "
        "WHERE a.age = $age ORDER BY id",
    "pairs": "SELECT a.id, b.id FROM Person a JOIN KNOWS x ON x.src = a.id JOIN Person b ON b.id = x.dst "
        "WHERE a.age = b.age AND a.score < b.score ORDER BY a.id, b.id",
    "by country": "SELECT l.country, count(*) AS n, avg(p.age) FROM Person p JOIN LIVES_IN x ON x.src = p.id "
        "JOIN Place l ON l.id = x.dst GROUP BY l.country ORDER BY n DESC, l.country LIMIT 10",
    "best known": "SELECT x.dst AS id, count(*) AS n FROM KNOWS x GROUP BY x.dst ORDER BY n DESC, id LIMIT 10",
    "colleagues apart": "SELECT v.dst AS id, count(*) AS n FROM Place x JOIN LIVES_IN u ON u.dst = x.id "
        "JOIN WORKS_FOR v ON v.src = u.src JOIN WORKS_FOR w ON w.dst = v.dst AND w.src <> v.src "
        "JOIN LIVES_IN t ON t.src = w.src JOIN Place y ON y.id = t.dst "
        "WHERE x.country = $here AND y.country = $there GROUP BY v.dst ORDER BY n DESC, id LIMIT 10",
    "attendance": "SELECT p.age, count(e.id) FROM Person p LEFT JOIN (SELECT t.src, e.id FROM ATTENDED t "
        "JOIN Event e ON e.id = t.dst WHERE e.year > $year) e ON e.src = p.id GROUP BY p.age ORDER BY p.age",
    "top": "SELECT id, name FROM Person ORDER BY score DESC, id LIMIT 10",
    "three hops from one": "WITH RECURSIVE w(id, d) AS (SELECT $id, 0 UNION SELECT k.dst, w.d + 1 FROM w "
        "JOIN KNOWS k ON k.src = w.id WHERE w.d < 3) SELECT count(DISTINCT id) FROM w WHERE d > 0",
    "owners": "WITH RECURSIVE w(id, d) AS (SELECT $firm, 0 UNION SELECT o.src, w.d + 1 FROM w "
        "JOIN OWNS o ON o.dst = w.id WHERE w.d < 4) SELECT DISTINCT id FROM w WHERE d > 0 ORDER BY id",
    "C1k": "SELECT n.id, n.name FROM KNOWS x JOIN Person n ON n.id = x.dst WHERE x.src = $id ORDER BY n.id",
}


def parameters(data):
    """The parameters of each query, for the data in a folder."""
    with open(os.path.join(data, "params.json"), encoding="utf-8") as file:
        firm = json.load(file)["firm"]
    return {name: {**PARAMETERS.get(name, {}), **({"firm": firm} if name == "owners" else {})} for name in CYPHER}


def queries(engine, data):
    """The texts and parameters for an engine, by name."""
    variants, given = VARIANTS.get(engine, {}), parameters(data)
    return {name: (variants.get(name, text), given[name]) for name, text in CYPHER.items()}
