# Source: openCypher 9: shortest path functions; Cypher 25: shortestPath(), allShortestPaths().

Feature: shortestPath and allShortestPaths

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a {n: 'a'})-[:T {w: 1}]->(b {n: 'b'})-[:T {w: 2}]->(c {n: 'c'})-[:T {w: 3}]->(d {n: 'd'}),
             (a)-[:U {w: 9}]->(x {n: 'x'})-[:T {w: 9}]->(d), (d)-[:T {w: 4}]->(a), ({n: 'z'})
      """

  Scenario: [1] Any type, along the arrows
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = shortestPath((a)-[*]->(d)) RETURN [v IN nodes(p) | v.n] AS way
      """
    Then the result should be, in any order:
      | way             |
      | ['a', 'x', 'd'] |
    And no side effects

  Scenario: [2] One type
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = shortestPath((a)-[:T*]->(d)) RETURN [v IN nodes(p) | v.n] AS way
      """
    Then the result should be, in any order:
      | way                  |
      | ['a', 'b', 'c', 'd'] |
    And no side effects

  Scenario: [3] Against the arrows
    When executing query:
      """
      MATCH (a {n: 'a'}), (c {n: 'c'}) MATCH p = shortestPath((c)<-[:T*]-(a)) RETURN [v IN nodes(p) | v.n] AS way
      """
    Then the result should be, in any order:
      | way             |
      | ['c', 'b', 'a'] |
    And no side effects

  Scenario: [4] In any direction
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = shortestPath((a)-[*]-(d)) RETURN p
      """
    Then the result should be, in any order:
      | p                                    |
      | <({n: 'a'})<-[:T {w: 4}]-({n: 'd'})> |
    And no side effects

  Scenario: [5] Ends in the pattern itself
    When executing query:
      """
      MATCH p = shortestPath(({n: 'b'})-[:T*]->({n: 'a'})) RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 3      |
    And no side effects

  Scenario: [6] In the same clause as its ends
    When executing query:
      """
      MATCH (a {n: 'a'}), (c {n: 'c'}), p = shortestPath((a)-[*]-(c)) RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 2      |
    And no side effects

  Scenario: [7] To every other node
    When executing query:
      """
      MATCH (a {n: 'a'}), (y) WHERE y.n <> 'a' MATCH p = shortestPath((a)-[:T*]->(y)) RETURN y.n AS n, length(p) AS length
      """
    Then the result should be, in any order:
      | n   | length |
      | 'b' | 1      |
      | 'c' | 2      |
      | 'd' | 3      |
    And no side effects

  Scenario: [8] Several types
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = shortestPath((a)-[:T|U*]->(d)) RETURN [r IN relationships(p) | type(r)] AS types
      """
    Then the result should be, in any order:
      | types      |
      | ['U', 'T'] |
    And no side effects

  Scenario: [9] No path
    When executing query:
      """
      MATCH (a {n: 'a'}), (z {n: 'z'}) MATCH p = shortestPath((a)-[*]-(z)) RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects

  Scenario: [10] No path, optional
    When executing query:
      """
      MATCH (a {n: 'a'}), (z {n: 'z'}) OPTIONAL MATCH p = shortestPath((a)-[*]-(z)) RETURN a.n AS a, p
      """
    Then the result should be, in any order:
      | a   | p    |
      | 'a' | null |
    And no side effects

  Scenario Outline: [11] At most <max> steps
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) OPTIONAL MATCH p = shortestPath((a)-[:T*..<max>]->(d)) RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length   |
      | <length> |
    And no side effects

    Examples:
      | max | length |
      | 1   | null   |
      | 2   | null   |
      | 3   | 3      |
      | 9   | 3      |

  Scenario: [12] One step
    When executing query:
      """
      MATCH (a {n: 'a'}), (b {n: 'b'}), (c {n: 'c'}) OPTIONAL MATCH p = shortestPath((a)-[:T]->(b)) OPTIONAL MATCH q = shortestPath((a)-[:T]->(c)) RETURN length(p) AS p, q
      """
    Then the result should be, in any order:
      | p | q    |
      | 1 | null |
    And no side effects

  Scenario: [13] All shortest, of which there are two
    When executing query:
      """
      MATCH (b {n: 'b'}), (d {n: 'd'}) MATCH p = allShortestPaths((b)-[:T*]-(d)) RETURN [v IN nodes(p) | v.n] AS way
      """
    Then the result should be, in any order:
      | way             |
      | ['b', 'c', 'd'] |
      | ['b', 'a', 'd'] |
    And no side effects

  Scenario: [14] All shortest, of which there is one
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = allShortestPaths((a)-[*]->(d)) RETURN length(p) AS length, count(*) AS c
      """
    Then the result should be, in any order:
      | length | c |
      | 2      | 1 |
    And no side effects

  Scenario: [15] All shortest, of which there is none
    When executing query:
      """
      MATCH (a {n: 'a'}), (z {n: 'z'}) MATCH p = allShortestPaths((a)-[*]-(z)) RETURN count(p) AS c
      """
    Then the result should be, in any order:
      | c |
      | 0 |
    And no side effects

  Scenario: [16] Parallel relationships are different paths
    Given having executed:
      """
      MATCH (a {n: 'a'}), (b {n: 'b'}) CREATE (a)-[:T {w: 5}]->(b)
      """
    When executing query:
      """
      MATCH (a {n: 'a'}), (c {n: 'c'}) MATCH p = allShortestPaths((a)-[:T*]->(c)) RETURN [r IN relationships(p) | r.w] AS ws
      """
    Then the result should be, in any order:
      | ws     |
      | [1, 2] |
      | [5, 2] |
    And no side effects

  Scenario: [17] As an expression
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}), (z {n: 'z'})
      RETURN length(shortestPath((a)-[*]->(d))) AS length, shortestPath((a)-[*]->(z)) AS none, size(allShortestPaths((a)-[*]->(d))) AS all
      """
    Then the result should be, in any order:
      | length | none | all |
      | 2      | null | 1   |
    And no side effects

  Scenario: [18] As an expression in a condition
    When executing query:
      """
      MATCH (a {n: 'a'}), (y) WHERE y <> a AND length(shortestPath((a)-[:T*]->(y))) < 3 RETURN y.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'b' |
      | 'c' |
    And no side effects

  Scenario: [19] The relationships under a name
    When executing query:
      """
      MATCH (a {n: 'a'}), (c {n: 'c'}) MATCH shortestPath((a)-[rs:T*]->(c)) RETURN [r IN rs | r.w] AS ws
      """
    Then the result should be, in any order:
      | ws     |
      | [1, 2] |
    And no side effects

  Scenario: [20] The shortest of the paths with the property map
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) OPTIONAL MATCH p = shortestPath((a)-[* {w: 9}]->(d)) RETURN [v IN nodes(p) | v.n] AS way
      """
    Then the result should be, in any order:
      | way             |
      | ['a', 'x', 'd'] |
    And no side effects

  Scenario: [21] The property map decides which paths count, not which of the shortest
    Given having executed:
      """
      MATCH (a {n: 'a'}), (x {n: 'x'}), (d {n: 'd'}) CREATE (a)-[:V {w: 0}]->(d)
      """
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = shortestPath((a)-[* {w: 9}]->(d)) RETURN [v IN nodes(p) | v.n] AS way
      """
    Then the result should be, in any order:
      | way             |
      | ['a', 'x', 'd'] |
    And no side effects

  Scenario: [22] WHERE over all relationships decides which paths count
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = shortestPath((a)-[*]->(d)) WHERE all(r IN relationships(p) WHERE r.w < 9) RETURN [v IN nodes(p) | v.n] AS way
      """
    Then the result should be, in any order:
      | way                  |
      | ['a', 'b', 'c', 'd'] |
    And no side effects

  Scenario: [23] WHERE over all nodes decides which paths count
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = shortestPath((a)-[*]->(d)) WHERE none(v IN nodes(p) WHERE v.n = 'x') RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 3      |
    And no side effects

  Scenario: [24] WHERE over the length decides which paths count
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = shortestPath((a)-[*]->(d)) WHERE length(p) > 2 RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 3      |
    And no side effects

  Scenario: [25] WHERE over all shortest
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) MATCH p = allShortestPaths((a)-[*]->(d)) WHERE all(r IN relationships(p) WHERE type(r) = 'T') RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 3      |
    And no side effects

  Scenario: [26] WHERE that no path meets
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) OPTIONAL MATCH p = shortestPath((a)-[*]->(d)) WHERE all(v IN nodes(p) WHERE v.n < 'c') RETURN p
      """
    Then the result should be, in any order:
      | p    |
      | null |
    And no side effects

  Scenario: [27] WHERE over the ends
    When executing query:
      """
      MATCH p = shortestPath((s)-[:T*]->(t)) WHERE s.n = 'a' AND t.n = 'c' RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 2      |
    And no side effects

  Scenario: [28] A start that is null
    When executing query:
      """
      MATCH (d {n: 'd'}) OPTIONAL MATCH (y:Unknown) OPTIONAL MATCH p = shortestPath((y)-[*]-(d)) RETURN p
      """
    Then the result should be, in any order:
      | p    |
      | null |
    And no side effects

  Scenario: [29] Zero steps are allowed where asked for
    When executing query:
      """
      MATCH (a {n: 'a'}) MATCH p = shortestPath((a)-[*0..]->(a)) RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 0      |
    And no side effects

  Scenario: [30] In a grid all shortest paths are counted
    Given having executed:
      """
      UNWIND range(0, 4) AS x UNWIND range(0, 4) AS y CREATE (:G {x: x, y: y})
      WITH count(*) AS c
      MATCH (p:G), (q:G) WHERE q.x = p.x + 1 AND q.y = p.y OR q.x = p.x AND q.y = p.y + 1
      CREATE (p)-[:E]->(q)
      """
    When executing query:
      """
      MATCH (s:G {x: 0, y: 0}), (t:G {x: 4, y: 4}) MATCH p = allShortestPaths((s)-[:E*]-(t)) RETURN length(p) AS length, count(*) AS c
      """
    Then the result should be, in any order:
      | length | c  |
      | 8      | 70 |
    And no side effects

  Scenario: [31] A path of two parts
    When executing query:
      """
      MATCH p = shortestPath((a)-[:T*]->(b)-[:T*]->(c)) RETURN p
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: [32] A path of one node
    When executing query:
      """
      MATCH p = shortestPath((a)) RETURN p
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: [33] At least two steps
    When executing query:
      """
      MATCH p = shortestPath((a)-[*2..]->(b)) RETURN p
      """
    Then a SyntaxError should be raised at compile time: InvalidRelationshipPattern

  Scenario: [34] Not made by CREATE
    When executing query:
      """
      CREATE p = shortestPath((a)-[:T*]->(b))
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [35] WHERE that only one of two shortest meets
    When executing query:
      """
      MATCH (b {n: 'b'}), (d {n: 'd'}) MATCH p = shortestPath((b)-[:T*]-(d)) WHERE 'a' IN [v IN nodes(p) | v.n] RETURN [v IN nodes(p) | v.n] AS way
      """
    Then the result should be, in any order:
      | way             |
      | ['b', 'a', 'd'] |
    And no side effects

  Scenario: [36] WHERE over the path and a node of the same clause
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}), (y), p = shortestPath((a)-[*]->(d)) WHERE y IN nodes(p) AND y.n = 'c' RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 3      |
    And no side effects

  Scenario: [37] WHERE over each step and over the whole
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) OPTIONAL MATCH p = shortestPath((a)-[*]-(d)) WHERE all(r IN relationships(p) WHERE r.w <> 4) AND length(p) <> 2 RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 3      |
    And no side effects

  Scenario: [38] WHERE that uses the row outside
    When executing query:
      """
      UNWIND [4, 8, 10] AS max
      MATCH (a {n: 'a'}), (d {n: 'd'}) OPTIONAL MATCH p = shortestPath((a)-[*]->(d)) WHERE all(r IN relationships(p) WHERE r.w < max) RETURN max, length(p) AS length
      """
    Then the result should be, in any order:
      | max | length |
      | 4   | 3      |
      | 8   | 3      |
      | 10  | 2      |
    And no side effects

  Scenario: [39] WHERE within a bound of steps
    When executing query:
      """
      MATCH (a {n: 'a'}), (d {n: 'd'}) OPTIONAL MATCH p = shortestPath((a)-[*..2]->(d)) WHERE length(p) > 2 RETURN p
      """
    Then the result should be, in any order:
      | p    |
      | null |
    And no side effects

  Scenario: [40] WHERE of zero steps
    When executing query:
      """
      MATCH (a {n: 'a'}) OPTIONAL MATCH p = shortestPath((a)-[*0..]->(a)) WHERE all(v IN nodes(p) WHERE v.n = 'b') RETURN p
      """
    Then the result should be, in any order:
      | p    |
      | null |
    And no side effects

  Scenario: [41] In a subquery, from the row outside
    When executing query:
      """
      MATCH (a {n: 'a'}), (y) WHERE y.n IN ['c', 'd', 'z'] RETURN y.n AS n, EXISTS { MATCH p = shortestPath((a)-[*]-(y)) WHERE length(p) = 1 } AS near
      """
    Then the result should be, in any order:
      | n   | near  |
      | 'c' | false |
      | 'd' | true  |
      | 'z' | false |
    And no side effects
