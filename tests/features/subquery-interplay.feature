# Source: Cypher 25: subqueries; CIP2015-05-13. The cases where several features meet.

Feature: Subqueries among other constructs

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:P {name: 'Ann', v: 1})-[:R {w: 1}]->(bob:P {name: 'Bob', v: 2})-[:R {w: 2}]->(cid:P {name: 'Cid', v: 3}),
             (ann)-[:R {w: 3}]->(cid), (:Q {v: 2}), (:Q {v: 3}), (:Q {v: 3})
      """

  Scenario: [1] A comprehension's variable inside COUNT
    When executing query:
      """
      RETURN [x IN [1, 2, 3] | COUNT { MATCH (q:Q) WHERE q.v = x }] AS counts
      """
    Then the result should be, in any order:
      | counts    |
      | [0, 1, 2] |
    And no side effects

  Scenario: [2] Two comprehensions' variables inside EXISTS
    When executing query:
      """
      RETURN [x IN [1, 2] | [y IN [0, 1] WHERE EXISTS { MATCH (q:Q) WHERE q.v = x + y } | x + y]] AS sums
      """
    Then the result should be, in any order:
      | sums          |
      | [[2], [2, 3]] |
    And no side effects

  Scenario: [3] A comprehension inside COLLECT inside a comprehension
    When executing query:
      """
      RETURN [x IN [2, 3] | COLLECT { MATCH (q:Q) WHERE q.v = x RETURN [i IN range(1, x) | i * q.v] }] AS lists
      """
    Then the result should be, in any order:
      | lists                              |
      | [[[2, 4]], [[3, 6, 9], [3, 6, 9]]] |
    And no side effects

  Scenario: [4] reduce's variables inside COUNT
    When executing query:
      """
      RETURN reduce(sum = 0, x IN [2, 3] | sum + COUNT { MATCH (q:Q) WHERE q.v >= x }) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 5   |
    And no side effects

  Scenario: [5] A quantifier's variable inside EXISTS, inside EXISTS
    When executing query:
      """
      MATCH (p:P)
      WHERE EXISTS { MATCH (p)-[:R]->(o) WHERE all(x IN [o.v] WHERE EXISTS { MATCH (q:Q) WHERE q.v = x }) }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Bob' |
    And no side effects

  Scenario: [6] COUNT as a property of a new node
    When executing query:
      """
      CREATE (s:Sum {ps: COUNT { MATCH (p:P) }, qs: COUNT { (q:Q) }}) RETURN s
      """
    Then the result should be, in any order:
      | s                     |
      | (:Sum {ps: 3, qs: 3}) |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [7] EXISTS in ON CREATE and ON MATCH
    When executing query:
      """
      UNWIND [1, 1] AS x MERGE (m:M {x: x})
      ON CREATE SET m.made = EXISTS { MATCH (p:P) } ON MATCH SET m.again = NOT EXISTS { MATCH (p:Unknown) }
      RETURN DISTINCT m
      """
    Then the result should be, in any order:
      | m                                    |
      | (:M {x: 1, made: true, again: true}) |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 3 |
      | +labels     | 1 |

  Scenario: [8] COUNT inside MERGE's properties
    When executing query:
      """
      MERGE (m:M {ps: COUNT { MATCH (p:P) }}) RETURN m.ps AS ps
      """
    Then the result should be, in any order:
      | ps |
      | 3  |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |
      | +labels     | 1 |

  Scenario: [9] EXISTS in the WHERE of OPTIONAL MATCH
    When executing query:
      """
      MATCH (p:P) OPTIONAL MATCH (p)-[r:R]->(o) WHERE EXISTS { (o)-[:R]->() } RETURN p.name AS p, o.name AS o
      """
    Then the result should be, in any order:
      | p     | o     |
      | 'Ann' | 'Bob' |
      | 'Bob' | null  |
      | 'Cid' | null  |
    And no side effects

  Scenario: [10] COUNT in WITH, WHERE after it
    When executing query:
      """
      MATCH (p:P) WITH p.name AS name, COUNT { (p)-->() } AS c WHERE c > 0 RETURN name, c
      """
    Then the result should be, in any order:
      | name  | c |
      | 'Ann' | 2 |
      | 'Bob' | 1 |
    And no side effects

  Scenario: [11] COUNT in WHERE after an aggregation
    When executing query:
      """
      MATCH (p:P)-[r]->(o) WITH o, count(r) AS c WHERE c > COUNT { (o)-->() } RETURN o.name AS name, c
      """
    Then the result should be, in any order:
      | name  | c |
      | 'Cid' | 2 |
    And no side effects

  Scenario: [12] COUNT beside an aggregate, of a grouping key
    When executing query:
      """
      MATCH (p:P)-[r]->() RETURN p.name AS name, sum(r.w) AS w, COUNT { MATCH (q:Q) WHERE q.v = 3 } AS threes
      """
    Then the result should be, in any order:
      | name  | w | threes |
      | 'Ann' | 4 | 2      |
      | 'Bob' | 2 | 2      |
    And no side effects

  Scenario: [13] COUNT over the aggregate's key, in one expression with it
    When executing query:
      """
      MATCH (p:P)-[r]->() WITH p, sum(r.w) * COUNT { (p)-->() } AS x RETURN p.name AS name, x
      """
    Then the result should be, in any order:
      | name  | x |
      | 'Ann' | 8 |
      | 'Bob' | 2 |
    And no side effects

  Scenario: [14] A subquery in CASE only for rows that need it
    When executing query:
      """
      UNWIND [0, 1] AS x RETURN CASE WHEN x > 0 THEN COUNT { MATCH (q:Q) WHERE q.v / x > 1 } ELSE -1 END AS c
      """
    Then the result should be, in order:
      | c  |
      | -1 |
      | 3  |
    And no side effects

  Scenario: [15] A subquery of variable length from outside
    When executing query:
      """
      MATCH (p:P) RETURN p.name AS name, COUNT { (p)-[:R*]->() } AS paths
      """
    Then the result should be, in any order:
      | name  | paths |
      | 'Ann' | 3     |
      | 'Bob' | 1     |
      | 'Cid' | 0     |
    And no side effects

  Scenario: [16] The largest neighbour by ORDER BY and LIMIT inside
    When executing query:
      """
      MATCH (p:P) RETURN p.name AS name, COLLECT { MATCH (p)-->(o) RETURN o.name ORDER BY o.v DESC LIMIT 1 }[0] AS top
      """
    Then the result should be, in any order:
      | name  | top   |
      | 'Ann' | 'Cid' |
      | 'Bob' | 'Cid' |
      | 'Cid' | null  |
    And no side effects

  Scenario: [17] ORDER BY and LIMIT by an outer value inside
    When executing query:
      """
      MATCH (p:P) RETURN p.name AS name, COLLECT { MATCH (o:P) RETURN o.name ORDER BY abs(o.v - p.v), o.name } AS near
      """
    Then the result should be, in any order:
      | name  | near                  |
      | 'Ann' | ['Ann', 'Bob', 'Cid'] |
      | 'Bob' | ['Bob', 'Ann', 'Cid'] |
      | 'Cid' | ['Cid', 'Bob', 'Ann'] |
    And no side effects

  Scenario: [18] Grouping inside by an outer value
    When executing query:
      """
      UNWIND [2, 3] AS m RETURN m, COLLECT { MATCH (q:Q) WITH q.v % m AS k, count(*) AS c RETURN [k, c] ORDER BY k } AS groups
      """
    Then the result should be, in any order:
      | m | groups           |
      | 2 | [[0, 1], [1, 2]] |
      | 3 | [[0, 2], [2, 1]] |
    And no side effects

  Scenario: [19] DISTINCT inside beside an outer value
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN COLLECT { MATCH (q:Q) RETURN DISTINCT q.v * x AS y ORDER BY y } AS ys
      """
    Then the result should be, in order:
      | ys     |
      | [2, 3] |
      | [4, 6] |
    And no side effects

  Scenario: [20] CALL inside COLLECT inside CALL
    When executing query:
      """
      MATCH (p:P {name: 'Ann'})
      CALL (p) { RETURN COLLECT { MATCH (p)-->(o) CALL (o) { RETURN o.v * 10 AS x } RETURN x ORDER BY x } AS xs }
      RETURN xs
      """
    Then the result should be, in any order:
      | xs       |
      | [20, 30] |
    And no side effects

  Scenario: [21] UNION inside COUNT inside CALL
    When executing query:
      """
      MATCH (p:P) CALL (p) { RETURN COUNT { MATCH (p)-->(o) RETURN o UNION MATCH (p)<--(o) RETURN o } AS c } RETURN p.name AS name, c
      """
    Then the result should be, in any order:
      | name  | c |
      | 'Ann' | 2 |
      | 'Bob' | 2 |
      | 'Cid' | 2 |
    And no side effects

  Scenario: [22] A pattern comprehension in a map projection in COLLECT
    When executing query:
      """
      MATCH (p:P {name: 'Ann'})
      RETURN COLLECT { MATCH (p)-->(o) RETURN o {.name, next: [(o)-->(x) | x {.v}]} ORDER BY o.name } AS tree
      """
    Then the result should be, in any order:
      | tree                                                     |
      | [{name: 'Bob', next: [{v: 3}]}, {name: 'Cid', next: []}] |
    And no side effects

  Scenario: [23] The same subquery twice in one row
    When executing query:
      """
      MATCH (p:P {name: 'Ann'}) RETURN COUNT { (p)-->() } + COUNT { (p)-->() } AS c, COUNT { (p)-->() } = COUNT { (p)-->() } AS same
      """
    Then the result should be, in any order:
      | c | same |
      | 4 | true |
    And no side effects

  Scenario: [24] In UNWIND and in a list of lists
    When executing query:
      """
      UNWIND [COUNT { (:P) }, COUNT { (:Q)-->() }] AS c RETURN c
      """
    Then the result should be, in order:
      | c |
      | 3 |
      | 0 |
    And no side effects

  Scenario: [25] As an argument of a function and inside a string
    When executing query:
      """
      RETURN 'P: ' + COUNT { (:P) } AS s, range(1, COUNT { (:Q) }) AS r, coalesce(COLLECT { MATCH (p:Unknown) RETURN p }[0], 'none') AS n
      """
    Then the result should be, in any order:
      | s      | r         | n      |
      | 'P: 3' | [1, 2, 3] | 'none' |
    And no side effects

  Scenario: [26] Rows from CALL counted with and without a match, then joined
    When executing query:
      """
      MATCH (q:Q) WITH DISTINCT q.v AS v
      OPTIONAL CALL (v) { MATCH (p:P) WHERE p.v = v MATCH (p)-->(o) RETURN o.name AS o }
      RETURN v, o
      """
    Then the result should be, in any order:
      | v | o     |
      | 2 | 'Cid' |
      | 3 | null  |
    And no side effects

  Scenario: [27] After DISTINCT only what is returned can be asked
    When executing query:
      """
      MATCH (p:P) RETURN DISTINCT p.name AS name ORDER BY COUNT { (p)-->() }
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [28] After grouping only keys can be asked
    When executing query:
      """
      MATCH (p:P)-[r]->() RETURN count(r) AS c ORDER BY COUNT { (p)-->() }
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [29] In WHERE after grouping only keys can be asked
    When executing query:
      """
      MATCH (p:P)-[r]->() WITH p.name AS name, count(r) AS c WHERE EXISTS { (p)-[:R {w: 1}]->() } RETURN name
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [30] What a projection drops is free again in the next clause
    When executing query:
      """
      MATCH (p:P) WITH DISTINCT p.name AS name ORDER BY name LIMIT 1 RETURN name, COUNT { (p:P) } AS all
      """
    Then the result should be, in any order:
      | name  | all |
      | 'Ann' | 3   |
    And no side effects

  Scenario: [31] A subquery beside an aggregate, of what is no key
    When executing query:
      """
      MATCH (p:P)-[r]->() RETURN count(r) + COUNT { (p)-->() } AS c
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: [32] No aggregate of the outer query inside a subquery
    When executing query:
      """
      MATCH (p:P) RETURN p.name AS name, EXISTS { MATCH (q:Q) WHERE q.v = count(p) } AS e
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: [33] A pattern comprehension over a grouping key, beside an aggregate
    When executing query:
      """
      MATCH (p:P)-[r]->() RETURN p, [(p)-->(o) | o.v] + count(r) AS xs
      """
    Then the result should be (ignoring element order for lists):
      | p                        | xs        |
      | (:P {name: 'Ann', v: 1}) | [2, 3, 2] |
      | (:P {name: 'Bob', v: 2}) | [3, 1]    |
    And no side effects

  Scenario: [34] A subquery over a property that is the grouping key, beside an aggregate
    When executing query:
      """
      MATCH (p:P)-[r]->() RETURN p.v AS v, count(r) * 10 + COUNT { MATCH (q:Q) WHERE q.v > p.v } AS x
      """
    Then the result should be, in any order:
      | v | x  |
      | 1 | 23 |
      | 2 | 12 |
    And no side effects

  Scenario: [35] A pattern condition over a grouping key, beside an aggregate
    When executing query:
      """
      MATCH (p:P)-[r]-() WITH p, CASE WHEN (p)-[:R]->() THEN sum(r.w) ELSE -count(r) END AS x RETURN p.name AS name, x
      """
    Then the result should be, in any order:
      | name  | x  |
      | 'Ann' | 4  |
      | 'Bob' | 3  |
      | 'Cid' | -2 |
    And no side effects

  Scenario: [36] A comprehension's variable hides a grouping key of the same name
    When executing query:
      """
      UNWIND [{name: 'a'}, {name: 'a'}] AS p RETURN p.name AS name, [p IN [{name: 'z'}] | p.name] + count(*) AS x
      """
    Then the result should be, in any order:
      | name | x        |
      | 'a'  | ['z', 2] |
    And no side effects

  Scenario: [37] A comprehension's variable hides a grouping key, within a subquery too
    When executing query:
      """
      UNWIND [{v: 1}, {v: 1}] AS p RETURN p.v AS v, [p IN [{v: 3}] | COUNT { MATCH (q:Q) WHERE q.v = p.v }] + count(*) AS x
      """
    Then the result should be, in any order:
      | v | x      |
      | 1 | [2, 2] |
    And no side effects

  Scenario: [38] What is ordered by may be a subquery over a result
    When executing query:
      """
      MATCH (p:P)-[r]->() RETURN p.v AS v, count(r) AS c ORDER BY COUNT { MATCH (q:Q) WHERE q.v = v } DESC
      """
    Then the result should be, in order:
      | v | c |
      | 2 | 1 |
      | 1 | 2 |
    And no side effects
