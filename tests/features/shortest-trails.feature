# Source: GQL: DIFFERENT EDGES (trails) under a path search prefix; Cypher 25: no relationship twice in a path. Here the
# shortest walk that fits is no path.

Feature: Shortest paths that are not the shortest walks

  Scenario: [1] There and back is no path
    Given any graph
    And having executed:
      """
      CREATE (a:A), (b:B), (c), (d), (e), (a)-[:T]->(b), (a)-[:T]->(c), (c)-[:T]->(d), (d)-[:T]->(e), (e)-[:T]->(b)
      """
    When executing query:
      """
      MATCH p = ANY SHORTEST (:A)--{2,}(:B) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 4 |
    And no side effects

  Scenario: [2] Nor for all shortest
    Given any graph
    And having executed:
      """
      CREATE (a:A), (b:B), (c), (d), (e), (a)-[:T]->(b), (a)-[:T]->(c), (c)-[:T]->(d), (d)-[:T]->(e), (e)-[:T]->(b), (a)-[:U]->(c)
      """
    When executing query:
      """
      MATCH p = ALL SHORTEST (:A)--{2,}(:B) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 3 |
      | 3 |
    And no side effects

  Scenario: [3] Around a circle once, not twice
    Given any graph
    And having executed:
      """
      CREATE (a:A), (b), (c:C), (a)-[:T]->(b), (b)-[:T]->(a), (b)-[:T]->(c)
      """
    When executing query:
      """
      MATCH p = ANY SHORTEST (:A)-->{4,}(:C) RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects
    When executing query:
      """
      MATCH p = ANY SHORTEST (:A)-->{2,}(:C) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 2 |
    And no side effects

  Scenario: [4] Around a circle as often as there are relationships
    Given any graph
    And having executed:
      """
      CREATE (a:A), (b:B), (a)-[:T]->(b), (b)-[:T]->(a), (a)-[:T]->(b)
      """
    When executing query:
      """
      MATCH p = SHORTEST 9 (:A)-->+(:B) WITH length(p) AS l ORDER BY l RETURN collect(l) AS lengths
      """
    Then the result should be, in any order:
      | lengths      |
      | [1, 1, 3, 3] |
    And no side effects

  Scenario: [5] Past a node twice, no relationship twice
    Given any graph
    And having executed:
      """
      CREATE (a:A), (m:M), (x), (y), (b:B), (a)-[:T]->(m), (m)-[:T]->(x), (x)-[:T]->(y), (y)-[:T]->(m), (m)-[:T]->(b)
      """
    When executing query:
      """
      MATCH p = SHORTEST 2 (:A)-->+(:B) RETURN length(p) AS l ORDER BY l
      """
    Then the result should be, in order:
      | l |
      | 2 |
      | 5 |
    And no side effects

  Scenario: [6] The parts of a pattern share no relationship
    Given any graph
    And having executed:
      """
      CREATE (a:A), (m:M), (b:B), (a)-[:T]->(m), (m)-[:T]->(b), (b)-[:T]->(a), (m)-[:U]->(a)
      """
    When executing query:
      """
      MATCH p = ANY SHORTEST (:A)-->+(:B)-->+(:M) RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects

  Scenario: [7] The parts of a pattern find another way
    Given any graph
    And having executed:
      """
      CREATE (a:A), (m:M), (b:B), (a)-[:T]->(m), (m)-[:T]->(b), (b)-[:T]->(a), (a)-[:U]->(m)
      """
    When executing query:
      """
      MATCH p = ALL SHORTEST (:A)-->+(:B)-->+(:M) RETURN [r IN relationships(p) | type(r)] AS types
      """
    Then the result should be, in any order:
      | types                |
      | ['T', 'T', 'T', 'U'] |
      | ['U', 'T', 'T', 'T'] |
    And no side effects

  Scenario: [8] A condition that only a detour meets
    Given any graph
    And having executed:
      """
      CREATE (a:A), (b:B), (x:X {v: 1}), (y:X {v: 2}), (a)-[:T]->(b), (a)-[:T]->(x), (x)-[:T]->(y), (y)-[:T]->(b)
      """
    When executing query:
      """
      MATCH p = ANY SHORTEST ((:A)-->+(:B) WHERE any(n IN nodes(p) WHERE n.v = 2)) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 3 |
    And no side effects

  Scenario: [9] A condition on all relationships together
    Given any graph
    And having executed:
      """
      CREATE (a:A), (b:B), (x), (y), (a)-[:T {w: 9}]->(b), (a)-[:T {w: 2}]->(x), (x)-[:T {w: 2}]->(b), (x)-[:T {w: 1}]->(y), (y)-[:T {w: 0}]->(b)
      """
    When executing query:
      """
      MATCH p = ALL SHORTEST ((:A)-[r]->+(:B) WHERE reduce(s = 0, e IN r | s + e.w) < 4) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r         |
      | [2, 1, 0] |
    And no side effects

  Scenario: [10] A condition that a circle meets
    Given any graph
    And having executed:
      """
      CREATE (a:A), (m), (b:B), (x:X), (a)-[:T]->(m), (m)-[:T]->(b), (m)-[:T]->(x), (x)-[:T]->(m)
      """
    When executing query:
      """
      MATCH p = ANY SHORTEST ((:A)-->+(:B) WHERE any(n IN nodes(p) WHERE n:X)) RETURN [n IN nodes(p) | labels(n)] AS n
      """
    Then the result should be, in any order:
      | n                             |
      | [['A'], [], ['X'], [], ['B']] |
    And no side effects

  Scenario: [11] The relationships of an earlier clause may be used
    Given any graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (:A)-[r]->() MATCH p = ANY SHORTEST (:A)-[s]->+(:B) RETURN s[0] = r AS same
      """
    Then the result should be, in any order:
      | same |
      | true |
    And no side effects

  Scenario: [12] Groups that are not neighbours in length
    Given any graph
    And having executed:
      """
      CREATE (a:A), (b:B), (x), (y), (a)-[:T]->(b), (a)-[:T]->(x), (x)-[:T]->(y), (y)-[:T]->(b)
      """
    When executing query:
      """
      MATCH p = SHORTEST 2 GROUPS (:A)-->+(:B) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 1 |
      | 3 |
    And no side effects

  Scenario: [13] Any k of few, through a fixed step
    Given any graph
    And having executed:
      """
      CREATE (a:A), (b:B), (c:C), (a)-[:T]->(b), (a)-[:U]->(b), (b)-[:T]->(c), (b)-[:U]->(c)
      """
    When executing query:
      """
      MATCH p = ANY 9 (:A)-[r]->(m)-[s]->+(:C) RETURN type(r) AS r, [e IN s | type(e)] AS s
      """
    Then the result should be, in any order:
      | r   | s     |
      | 'T' | ['T'] |
      | 'T' | ['U'] |
      | 'U' | ['T'] |
      | 'U' | ['U'] |
    And no side effects
