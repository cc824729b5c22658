# Source: openCypher 9: patterns, relationship uniqueness within one MATCH; Cypher 25: graph patterns.

Feature: Patterns: cycles, joins and conditions among parts

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 1})-[:R {w: 1}]->(b:B {n: 2})-[:R {w: 2}]->(c:C {n: 3})-[:R {w: 3}]->(a),
             (c)-[:S {w: 4}]->(d:D {n: 4}), (d)-[:S {w: 5}]->(a), (b)-[:S {w: 6}]->(d), (d)-[:T {w: 7}]->(d)
      """

  Scenario: [1] A triangle along the arrows
    When executing query:
      """
      MATCH (x)-[:R]->(y)-[:R]->(z)-[:R]->(x) RETURN x.n AS x, y.n AS y, z.n AS z
      """
    Then the result should be, in any order:
      | x | y | z |
      | 1 | 2 | 3 |
      | 2 | 3 | 1 |
      | 3 | 1 | 2 |
    And no side effects

  Scenario: [2] A triangle in parts
    When executing query:
      """
      MATCH (x)-[:R]->(y), (z)-[:R]->(x), (y)-[:R]->(z) RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 3 |
    And no side effects

  Scenario: [3] Triangles in any direction, each counted from each corner and both ways
    When executing query:
      """
      MATCH (x)-[:R]-(y)-[:R]-(z)-[:R]-(x) RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 6 |
    And no side effects

  Scenario: [4] A triangle of different types
    When executing query:
      """
      MATCH (x)-[:R]->(y)-[:S]->(z)-[:S]->(x) RETURN x.n AS x, y.n AS y, z.n AS z
      """
    Then the result should be, in any order:
      | x | y | z |
      | 1 | 2 | 4 |
    And no side effects

  Scenario: [5] Closed walks of four relationships, in two parts
    When executing query:
      """
      MATCH (x)-[r1]->(y)-[r2]->(z), (x)<-[r3]-(u)<-[r4]-(z) RETURN x.n AS x, y.n AS y, z.n AS z, u.n AS u
      """
    Then the result should be, in any order:
      | x | y | z | u |
      | 1 | 2 | 3 | 4 |
      | 2 | 3 | 4 | 1 |
      | 3 | 4 | 1 | 2 |
      | 4 | 1 | 2 | 3 |
      | 1 | 2 | 4 | 4 |
      | 2 | 4 | 4 | 1 |
      | 4 | 4 | 1 | 2 |
      | 4 | 1 | 2 | 4 |
    And no side effects

  Scenario: [6] A cycle of four nodes
    When executing query:
      """
      MATCH (a:A)-->(b:B)-->(c:C)-->(d:D)-->(a) RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: [7] A loop
    When executing query:
      """
      MATCH (x)-[r]->(x) RETURN x.n AS n, type(r) AS t
      """
    Then the result should be, in any order:
      | n | t   |
      | 4 | 'T' |
    And no side effects

  Scenario: [8] A loop, undirected: once
    When executing query:
      """
      MATCH (x)-[r]-(x) RETURN x.n AS n, type(r) AS t
      """
    Then the result should be, in any order:
      | n | t   |
      | 4 | 'T' |
    And no side effects

  Scenario: [9] A loop among undirected matches: once, others twice
    When executing query:
      """
      MATCH (x:D)-[r]-(y) RETURN type(r) AS t, count(*) AS c
      """
    Then the result should be, in any order:
      | t   | c |
      | 'S' | 3 |
      | 'T' | 1 |
    And no side effects

  Scenario: [10] Parts without a join multiply
    When executing query:
      """
      MATCH (x:A), (y) WHERE x <> y RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 3 |
    And no side effects

  Scenario: [11] Two parts that could be the same relationship never are
    When executing query:
      """
      MATCH (a:A)-[r]->(), (:A)-[s]->() RETURN r, s
      """
    Then the result should be, in any order:
      | r | s |
    And no side effects

  Scenario: [12] In two clauses they are
    When executing query:
      """
      MATCH (a:A)-[r]->() MATCH (:A)-[s]->() RETURN r.w AS r, s.w AS s
      """
    Then the result should be, in any order:
      | r | s |
      | 1 | 1 |
    And no side effects

  Scenario: [13] A property of one part from another
    When executing query:
      """
      MATCH (x {n: 1}), (y {n: x.n + 1}) RETURN y.n AS y
      """
    Then the result should be, in any order:
      | y |
      | 2 |
    And no side effects

  Scenario: [14] A relationship's property from a node's
    When executing query:
      """
      MATCH (x)-[r {w: x.n}]->() RETURN x.n AS x, type(r) AS t
      """
    Then the result should be, in any order:
      | x | t   |
      | 1 | 'R' |
      | 2 | 'R' |
      | 3 | 'R' |
    And no side effects

  Scenario: [15] A join by equal properties
    When executing query:
      """
      MATCH (x)-[r]->(), (y)-[s]->() WHERE r.w = s.w + 1 AND type(r) <> type(s) RETURN r.w AS r, s.w AS s
      """
    Then the result should be, in any order:
      | r | s |
      | 4 | 3 |
      | 7 | 6 |
    And no side effects

  Scenario: [16] Common neighbours
    When executing query:
      """
      MATCH (x:A)--(m)--(y:B) RETURN m.n AS m, count(*) AS c
      """
    Then the result should be, in any order:
      | m | c |
      | 3 | 1 |
      | 4 | 1 |
    And no side effects

  Scenario: [17] Nodes without a path between them
    When executing query:
      """
      MATCH (x), (y) WHERE x.n < y.n AND NOT (x)--(y) RETURN x.n AS x, y.n AS y
      """
    Then the result should be, in any order:
      | x | y |
    And no side effects

  Scenario: [18] A relationship bound before, from both ends
    When executing query:
      """
      MATCH (x:A)-[r:R]->(y) MATCH (u)-[r]-(v) RETURN u.n AS u, v.n AS v
      """
    Then the result should be, in any order:
      | u | v |
      | 1 | 2 |
      | 2 | 1 |
    And no side effects

  Scenario: [19] A relationship bound before, the wrong way round
    When executing query:
      """
      MATCH (x:A)-[r:R]->(y) MATCH (y)-[r]->(z) RETURN z
      """
    Then the result should be, in any order:
      | z |
    And no side effects

  Scenario: [20] A node bound before, with another label
    When executing query:
      """
      MATCH (x) MATCH (x:A) RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And no side effects

  Scenario: [21] Variable length in a cycle, then a step
    When executing query:
      """
      MATCH (a:A)-[rs:R*2]->(c)-[:S]->(d) RETURN [r IN rs | r.w] AS ws, d.n AS d
      """
    Then the result should be, in any order:
      | ws     | d |
      | [1, 2] | 4 |
    And no side effects

  Scenario: [22] Variable length shares no relationship with its own MATCH
    When executing query:
      """
      MATCH (a:A)-[r:R]->(b), (b)-[rs:R*]->(x) WITH x.n AS x, size(rs) AS s ORDER BY s RETURN collect(x) AS xs
      """
    Then the result should be, in any order:
      | xs     |
      | [3, 1] |
    And no side effects

  Scenario: [23] Two variable lengths share none
    When executing query:
      """
      MATCH (a:A)-[p:R*1..2]->(x)-[q:R*1..3]->(a) RETURN size(p) AS p, size(q) AS q
      """
    Then the result should be, in any order:
      | p | q |
      | 1 | 2 |
      | 2 | 1 |
    And no side effects

  Scenario: [24] A pattern over many labels and maps
    When executing query:
      """
      MATCH (:A {n: 1})-[:R {w: 1}]->(:B {n: 2})-[:S {w: 6}]->(d:D) RETURN d.n AS d
      """
    Then the result should be, in any order:
      | d |
      | 4 |
    And no side effects

  Scenario: [25] A parameter as the map of a node
    Given parameters are:
      | props | {n: 3} |
    When executing query:
      """
      MATCH (x $props) RETURN labels(x) AS l
      """
    Then a SyntaxError should be raised at compile time: InvalidParameterUse

  Scenario: [26] A condition on everything at once
    When executing query:
      """
      MATCH (x)-[r]->(y) WHERE x.n + r.w + y.n = 7 RETURN x.n AS x, r.w AS w, y.n AS y
      """
    Then the result should be, in any order:
      | x | w | y |
      | 2 | 2 | 3 |
      | 3 | 3 | 1 |
    And no side effects

  Scenario: [27] A condition that is null for some
    When executing query:
      """
      MATCH (x)-[r]->(y) WHERE r.missing = 1 OR r.w > 6 RETURN r.w AS w
      """
    Then the result should be, in any order:
      | w |
      | 7 |
    And no side effects

  Scenario: [28] Ordered by a relationship's property, limited
    When executing query:
      """
      MATCH ()-[r]->() RETURN r.w AS w ORDER BY r.w DESC SKIP 1 LIMIT 2
      """
    Then the result should be, in order:
      | w |
      | 6 |
      | 5 |
    And no side effects

  Scenario: [29] By elementId of nodes bound before
    When executing query:
      """
      MATCH (x:A) WITH elementId(x) AS id MATCH (y)-[r:R]->() WHERE elementId(y) = id RETURN r.w AS w
      """
    Then the result should be, in any order:
      | w |
      | 1 |
    And no side effects

  Scenario: [30] A node variable as a relationship's
    When executing query:
      """
      MATCH (x)-[x]->() RETURN x
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: [31] An undefined variable in a map
    When executing query:
      """
      MATCH (x {n: y}) RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable
