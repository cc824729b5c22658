# Source: openCypher 9: OPTIONAL MATCH; Cypher 25: the same.

Feature: OPTIONAL MATCH among other constructs

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:P {n: 1})-[:R {w: 1}]->(b:P {n: 2}), (a)-[:R {w: 2}]->(c:P {n: 3}), (d:P {n: 4})
      """

  Scenario: [1] All variables of the pattern are null together
    When executing query:
      """
      MATCH (p:P {n: 4}) OPTIONAL MATCH way = (p)-[r:R]->(x) RETURN p.n AS n, way, r, x
      """
    Then the result should be, in any order:
      | n | way  | r    | x    |
      | 4 | null | null | null |
    And no side effects

  Scenario: [2] Its WHERE is part of the match
    When executing query:
      """
      MATCH (p:P) OPTIONAL MATCH (p)-[r:R]->(x) WHERE r.w > 1 RETURN p.n AS p, x.n AS x
      """
    Then the result should be, in any order:
      | p | x    |
      | 1 | 3    |
      | 2 | null |
      | 3 | null |
      | 4 | null |
    And no side effects

  Scenario: [3] Several parts match together or not at all
    When executing query:
      """
      MATCH (p:P {n: 1}) OPTIONAL MATCH (p)-[:R]->(x), (x)-[:R]->(y) RETURN x, y
      """
    Then the result should be, in any order:
      | x    | y    |
      | null | null |
    And no side effects

  Scenario: [4] One after another, each by itself
    When executing query:
      """
      MATCH (p:P {n: 1}) OPTIONAL MATCH (p)-[:R {w: 1}]->(x) OPTIONAL MATCH (x)-[:R]->(y) RETURN x.n AS x, y
      """
    Then the result should be, in any order:
      | x | y    |
      | 2 | null |
    And no side effects

  Scenario: [5] From null nothing is found
    When executing query:
      """
      OPTIONAL MATCH (q:None) OPTIONAL MATCH (q)-[r]-(x) RETURN q, r, x
      """
    Then the result should be, in any order:
      | q    | r    | x    |
      | null | null | null |
    And no side effects

  Scenario: [6] A node that is null is not any node
    When executing query:
      """
      OPTIONAL MATCH (q:None) OPTIONAL MATCH (q), (x:P {n: 4}) RETURN q, x
      """
    Then the result should be, in any order:
      | q    | x    |
      | null | null |
    And no side effects

  Scenario: [7] MATCH from null drops the row
    When executing query:
      """
      OPTIONAL MATCH (q:None) MATCH (q)-->(x) RETURN x
      """
    Then the result should be, in any order:
      | x |
    And no side effects

  Scenario: [8] Counting what was found
    When executing query:
      """
      MATCH (p:P) OPTIONAL MATCH (p)-[r]->() RETURN p.n AS n, count(r) AS edges, count(*) AS rows
      """
    Then the result should be, in any order:
      | n | edges | rows |
      | 1 | 2     | 2    |
      | 2 | 0     | 1    |
      | 3 | 0     | 1    |
      | 4 | 0     | 1    |
    And no side effects

  Scenario: [9] As the first clause on nothing
    When executing query:
      """
      OPTIONAL MATCH (q:None) RETURN q
      """
    Then the result should be, in any order:
      | q    |
      | null |
    And no side effects

  Scenario: [10] Collecting gives an empty list
    When executing query:
      """
      MATCH (p:P {n: 4}) OPTIONAL MATCH (p)-->(x) RETURN collect(x) AS xs, collect(x.n) AS ns, size(collect(x)) AS size
      """
    Then the result should be, in any order:
      | xs | ns | size |
      | [] | [] | 0    |
    And no side effects

  Scenario: [11] Functions of what was not found
    When executing query:
      """
      OPTIONAL MATCH (q:None)-[r]->() RETURN labels(q) AS l, type(r) AS t, keys(q) AS k, properties(r) AS p, q.n AS n, q {.n} AS m, startNode(r) AS s, elementId(q) AS e
      """
    Then the result should be, in any order:
      | l    | t    | k    | p    | n    | m    | s    | e    |
      | null | null | null | null | null | null | null | null |
    And no side effects

  Scenario: [12] Setting a property of null does nothing
    When executing query:
      """
      OPTIONAL MATCH (q:None) SET q.x = 1, q:L SET q += {y: 2} RETURN q
      """
    Then the result should be, in any order:
      | q    |
      | null |
    And no side effects

  Scenario: [13] Removing from and deleting null does nothing
    When executing query:
      """
      OPTIONAL MATCH (q:None) REMOVE q.x, q:L DETACH DELETE q RETURN q
      """
    Then the result should be, in any order:
      | q    |
      | null |
    And no side effects

  Scenario: [14] Creating from null is an error
    When executing query:
      """
      OPTIONAL MATCH (q:None) CREATE (q)-[:R]->(:X)
      """
    Then a SemanticError should be raised at runtime: *

  Scenario: [15] With a list of rows, each by itself
    When executing query:
      """
      UNWIND [1, 4, 9] AS i OPTIONAL MATCH (p:P {n: i})-[r]->(x) RETURN i, count(x) AS c
      """
    Then the result should be, in any order:
      | i | c |
      | 1 | 2 |
      | 4 | 0 |
      | 9 | 0 |
    And no side effects

  Scenario: [16] An inner condition on an outer value only
    When executing query:
      """
      UNWIND [true, false] AS wanted OPTIONAL MATCH (p:P {n: 4}) WHERE wanted RETURN wanted, p.n AS n
      """
    Then the result should be, in any order:
      | wanted | n    |
      | true   | 4    |
      | false  | null |
    And no side effects

  Scenario: [17] DISTINCT after it
    When executing query:
      """
      MATCH (p:P) OPTIONAL MATCH (p)-->(x) RETURN DISTINCT x IS NULL AS missing
      """
    Then the result should be, in any order:
      | missing |
      | false   |
      | true    |
    And no side effects

  Scenario: [18] coalesce in place of what was not found
    When executing query:
      """
      MATCH (p:P) OPTIONAL MATCH (p)-[:R {w: 2}]->(x) RETURN p.n AS p, coalesce(x.n, 'none') AS x
      """
    Then the result should be, in any order:
      | p | x      |
      | 1 | 3      |
      | 2 | 'none' |
      | 3 | 'none' |
      | 4 | 'none' |
    And no side effects

  Scenario: [19] A relationship bound before
    When executing query:
      """
      MATCH (a)-[r:R {w: 1}]->(b) OPTIONAL MATCH (b)-[r]->(a) RETURN type(r) AS t, a.n AS a
      """
    Then the result should be, in any order:
      | t   | a |
      | 'R' | 1 |
    And no side effects

  Scenario: [20] Variable length of zero finds the node itself
    When executing query:
      """
      MATCH (p:P {n: 4}) OPTIONAL MATCH (p)-[:R*0..]->(x) RETURN x.n AS x
      """
    Then the result should be, in any order:
      | x |
      | 4 |
    And no side effects
