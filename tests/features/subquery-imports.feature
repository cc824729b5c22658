# Source: Cypher 25: subqueries (CALL with a scope clause, EXISTS, COUNT, COLLECT); CIP2015-05-13.
# What a subquery takes from outside is the same throughout it, whatever it groups by or drops.

Feature: What subqueries take from the row outside

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:P {n: 'a', v: 0}), (b:P {n: 'b', v: 1}), (c:P {n: 'c', v: 5}),
             (a)-[:R {w: 1}]->(b), (a)-[:R {w: 2}]->(c), (b)-[:R {w: 3}]->(c)
      """

  Scenario: [1] Beside an aggregate it is constant, also where nothing is found
    When executing query:
      """
      MATCH (p:P) CALL (p) { MATCH (p)-->(x) RETURN p.v * 10 + count(x) AS s } RETURN p.n AS n, s
      """
    Then the result should be, in any order:
      | n   | s  |
      | 'a' | 2  |
      | 'b' | 11 |
      | 'c' | 50 |
    And no side effects

  Scenario: [2] Imported by WITH it is a variable like any other
    When executing query:
      """
      MATCH (p:P) CALL { WITH p MATCH (p)-->(x) RETURN p.v * 10 + count(x) AS s } RETURN p.n AS n, s
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: [3] As a grouping key
    When executing query:
      """
      MATCH (p:P) CALL (p) { MATCH (p)-->(x) RETURN p.n AS name, count(x) AS c } RETURN name, c
      """
    Then the result should be, in any order:
      | name | c |
      | 'a'  | 2 |
      | 'b'  | 1 |
    And no side effects

  Scenario: [4] After an aggregation over nothing, in EXISTS
    When executing query:
      """
      MATCH (p:P) WHERE EXISTS { MATCH (p)-->(x) WITH count(x) AS c WHERE c = p.v RETURN c } RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'b' |
    And no side effects

  Scenario: [5] After an aggregation, two levels deep
    When executing query:
      """
      MATCH (p:P) WHERE EXISTS { MATCH (q:P) WITH max(q.v) AS m WHERE EXISTS { MATCH (x:P) WITH min(x.v) AS l WHERE l + m = p.v RETURN l } RETURN m } RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'c' |
    And no side effects

  Scenario: [6] After DISTINCT
    When executing query:
      """
      MATCH (p:P) WHERE EXISTS { MATCH (q:P)-->() WITH DISTINCT q.v AS v WHERE v = p.v RETURN v } RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'a' |
      | 'b' |
    And no side effects

  Scenario: [7] After ORDER BY and LIMIT
    When executing query:
      """
      MATCH (p:P) RETURN p.n AS n, COLLECT { MATCH (q:P) WITH q ORDER BY q.v DESC LIMIT 1 RETURN q.v + p.v } AS vs
      """
    Then the result should be, in any order:
      | n   | vs   |
      | 'a' | [5]  |
      | 'b' | [6]  |
      | 'c' | [10] |
    And no side effects

  Scenario: [8] After an inner CALL
    When executing query:
      """
      MATCH (p:P) CALL (p) { CALL () { MATCH (q:P) RETURN sum(q.v) AS s } WITH s RETURN s - p.v AS rest } RETURN p.n AS n, rest
      """
    Then the result should be, in any order:
      | n   | rest |
      | 'a' | 6    |
      | 'b' | 5    |
      | 'c' | 1    |
    And no side effects

  Scenario: [9] In both branches of UNION, after an aggregation
    When executing query:
      """
      MATCH (p:P) RETURN p.n AS n, COLLECT { MATCH (p)-->(x) RETURN count(x) + p.v AS k UNION ALL MATCH (p)<--(x) WITH count(x) AS c RETURN c - p.v AS k } AS ks
      """
    Then the result should be, in any order:
      | n   | ks      |
      | 'a' | [2, 0]  |
      | 'b' | [2, 0]  |
      | 'c' | [5, -3] |
    And no side effects

  Scenario: [10] In ORDER BY inside, beside an aggregate
    When executing query:
      """
      MATCH (p:P {n: 'b'}) RETURN COLLECT { MATCH (q:P) WITH q.v AS v, count(*) AS c ORDER BY abs(v - p.v), v RETURN v } AS vs
      """
    Then the result should be, in any order:
      | vs        |
      | [1, 0, 5] |
    And no side effects

  Scenario: [11] A list of relationships
    When executing query:
      """
      MATCH ({n: 'a'})-[rs*]->({n: 'c'}) CALL (rs) { UNWIND rs AS r RETURN sum(r.w) AS w } RETURN size(rs) AS size, w
      """
    Then the result should be, in any order:
      | size | w |
      | 1    | 2 |
      | 2    | 4 |
    And no side effects

  Scenario: [12] A path
    When executing query:
      """
      MATCH p = ({n: 'a'})-[*2]->() CALL (p) { UNWIND nodes(p) AS x WITH x.n AS n ORDER BY n DESC RETURN collect(n) AS ns, length(p) AS l } RETURN ns, l
      """
    Then the result should be, in any order:
      | ns              | l |
      | ['c', 'b', 'a'] | 2 |
    And no side effects

  Scenario: [13] A relationship, matched again
    When executing query:
      """
      MATCH ()-[r {w: 3}]->() CALL (r) { MATCH (x)-[r]->(y) RETURN x.n + y.n AS ends } RETURN ends
      """
    Then the result should be, in any order:
      | ends |
      | 'bc' |
    And no side effects

  Scenario: [14] A map and a list
    When executing query:
      """
      WITH {v: 1} AS m, ['a', 'b'] AS ns CALL (m, ns) { MATCH (p:P) WHERE p.v >= m.v AND p.n IN ns RETURN p.n AS n } RETURN n
      """
    Then the result should be, in any order:
      | n   |
      | 'b' |
    And no side effects

  Scenario: [15] With a label that it must have
    When executing query:
      """
      MATCH (p) CALL (p) { MATCH (p:P&!Q {v: 1}) RETURN true AS found } RETURN p.n AS n, found
      """
    Then the result should be, in any order:
      | n   | found |
      | 'b' | true  |
    And no side effects

  Scenario: [16] In OPTIONAL MATCH and its WHERE
    When executing query:
      """
      MATCH (p:P) CALL (p) { OPTIONAL MATCH (x:P) WHERE x.v > p.v AND x.v < 5 RETURN x.n AS next } RETURN p.n AS n, next
      """
    Then the result should be, in any order:
      | n   | next |
      | 'a' | 'b'  |
      | 'b' | null |
      | 'c' | null |
    And no side effects

  Scenario: [17] In a shortest path after a WITH
    When executing query:
      """
      MATCH (p:P) CALL (p) { MATCH (q:P {n: 'c'}) WITH q OPTIONAL MATCH w = shortestPath((p)-[*]->(q)) RETURN length(w) AS l } RETURN p.n AS n, l
      """
    Then the result should be, in any order:
      | n   | l    |
      | 'a' | 1    |
      | 'b' | 1    |
      | 'c' | null |
    And no side effects

  Scenario: [18] Only in SET of a property
    When executing query:
      """
      MATCH (p:P {n: 'a'}) CALL (p) { SET p.seen = true } RETURN p.seen AS seen
      """
    Then the result should be, in any order:
      | seen |
      | true |
    And the side effects should be:
      | +properties | 1 |

  Scenario: [19] Only in SET of labels
    When executing query:
      """
      MATCH (p:P {n: 'a'}) CALL (p) { SET p:Seen } RETURN labels(p) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l             |
      | ['P', 'Seen'] |
    And the side effects should be:
      | +labels | 1 |

  Scenario: [20] Only in SET of all properties
    When executing query:
      """
      MATCH (p:P {n: 'a'}), (q:P {n: 'b'}) CALL (p, q) { SET p = q } RETURN p.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |

  Scenario: [21] Only in SET of more properties
    When executing query:
      """
      WITH {v: 9} AS m MATCH (p:P {n: 'a'}) CALL (p, m) { SET p += m } RETURN p.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 9 |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: [22] Only in REMOVE
    When executing query:
      """
      MATCH (p:P {n: 'a'}) CALL (p) { REMOVE p.v } RETURN p.v AS v
      """
    Then the result should be, in any order:
      | v    |
      | null |
    And the side effects should be:
      | -properties | 1 |

  Scenario: [23] Only in DELETE
    When executing query:
      """
      MATCH (p:P) CALL (p) { DETACH DELETE p } RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 3 |
    And the side effects should be:
      | -nodes         | 3 |
      | -relationships | 3 |
      | -properties    | 9 |
      | -labels        | 1 |

  Scenario: [24] Only in MERGE of a relationship
    When executing query:
      """
      MATCH (p:P {n: 'a'}), (q:P {n: 'b'}) CALL (p, q) { MERGE (p)-[:S]->(q) MERGE (q)-[:S]->(p) } RETURN COUNT { (p)-[:S]-(q) } AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | +relationships | 2 |

  Scenario: [25] Only at the end of a CREATE
    When executing query:
      """
      MATCH (p:P {n: 'a'}) CALL (p) { CREATE (:Q)-[:S]->(p) } RETURN COUNT { (p)<--(:Q) } AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 1 |
      | +labels        | 1 |

  Scenario: [26] Only in CREATE inside FOREACH inside CALL
    When executing query:
      """
      MATCH (p:P {n: 'a'}) CALL (p) { FOREACH (i IN [1, 2] | CREATE (p)-[:S {i: i}]->(:Q)) } RETURN COUNT { (p)-[:S]->() } AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 2 |
      | +properties    | 2 |
      | +labels        | 1 |

  Scenario: [27] Only in an inner CALL
    When executing query:
      """
      MATCH (p:P {n: 'a'}) CALL (p) { CALL (p) { CREATE (p)-[:S]->(:Q) } } RETURN COUNT { (p)-[:S]->() } AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 1 |
      | +labels        | 1 |

  Scenario: [28] Only in ON MATCH
    When executing query:
      """
      UNWIND [7, 8] AS k CALL (k) { MERGE (p:P {n: 'a'}) ON MATCH SET p.k = coalesce(p.k, 0) + k } WITH count(*) AS calls MATCH (p:P {n: 'a'}) RETURN calls, p.k AS k
      """
    Then the result should be, in any order:
      | calls | k  |
      | 2     | 15 |
    And the side effects should be:
      | +properties | 1 |

  Scenario: [29] Only as the name of a path's start in EXISTS inside CALL
    When executing query:
      """
      MATCH (p:P) CALL (p) { WITH 1 AS one WHERE EXISTS { (p)-->() } RETURN one } RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'a' |
      | 'b' |
    And no side effects

  Scenario: [30] As an argument of a procedure, after an aggregation
    Given there exists a procedure test.twice(n :: INTEGER?) :: (m :: INTEGER?):
      | n | m  |
      | 0 | 0  |
      | 1 | 2  |
      | 5 | 10 |
    When executing query:
      """
      MATCH (p:P) CALL (p) { MATCH (q:P) WITH count(q) AS c CALL test.twice(p.v) YIELD m RETURN c + m AS k } RETURN p.n AS n, k
      """
    Then the result should be, in any order:
      | n   | k  |
      | 'a' | 3  |
      | 'b' | 5  |
      | 'c' | 13 |
    And no side effects

  Scenario: [31] A comprehension's variable and a row's together
    When executing query:
      """
      MATCH (p:P) RETURN p.n AS n, [w IN [1, 2, 3] WHERE EXISTS { (p)-[r]->() WHERE r.w = w }] AS ws
      """
    Then the result should be, in any order:
      | n   | ws     |
      | 'a' | [1, 2] |
      | 'b' | [3]    |
      | 'c' | []     |
    And no side effects

  Scenario: [32] An element of a quantifier, after an aggregation inside
    When executing query:
      """
      RETURN [n IN ['a', 'b', 'c'] | COLLECT { MATCH (p:P {n: n})-->(x) WITH count(x) AS c RETURN n + c }[0]] AS counts
      """
    Then the result should be, in any order:
      | counts             |
      | ['a2', 'b1', 'c0'] |
    And no side effects

  Scenario: [33] LIMIT inside cannot depend on the row outside
    When executing query:
      """
      MATCH (p:P) RETURN COLLECT { MATCH (q:P) RETURN q.n LIMIT p.v } AS ns
      """
    Then a SyntaxError should be raised at compile time: NonConstantExpression

  Scenario Outline: [34] A name from outside cannot be bound by <clause>
    When executing query:
      """
      MATCH (p:P) WHERE EXISTS { MATCH (q:P) <clause> RETURN q } RETURN p
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

    Examples:
      | clause                            |
      | WITH q, 1 AS p                    |
      | UNWIND [1] AS p                   |
      | LET p = 1                         |
      | CALL () { RETURN 1 AS p }         |
      | CALL db.labels() YIELD label AS p |

  Scenario: [35] A name from outside cannot be a path's
    When executing query:
      """
      MATCH (p:P) WHERE EXISTS { MATCH p = (q:P)-->() RETURN q } RETURN p
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound
