# Source: GQL: FILTER statement; Cypher 25: FILTER. It keeps the rows for which its condition is true.

Feature: FILTER

  Scenario: [1] After MATCH
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1}), (:P {n: 2}), (:P)
      """
    When executing query:
      """
      MATCH (p:P) FILTER p.n > 1 RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And no side effects

  Scenario: [2] With WHERE written
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1}), (:P {n: 2}), (:P)
      """
    When executing query:
      """
      MATCH (p:P) FILTER WHERE p.n > 1 RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And no side effects

  Scenario Outline: [3] <condition> keeps <kept>
    Given any graph
    When executing query:
      """
      UNWIND [1, null, 3] AS x FILTER <condition> WITH x ORDER BY x RETURN collect(coalesce(x, 'null')) AS kept
      """
    Then the result should be, in any order:
      | kept   |
      | <kept> |
    And no side effects

    Examples:
      | condition          | kept           |
      | x > 1              | [3]            |
      | NOT x > 1          | [1]            |
      | x IS NULL          | ['null']       |
      | x > 1 OR x IS NULL | [3, 'null']    |
      | true               | [1, 3, 'null'] |
      | false              | []             |
      | null               | []             |
      | x IN [1, 2]        | [1]            |
      | x = null           | []             |

  Scenario: [4] All variables stay
    Given any graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b, 3 AS c FILTER b = 2 RETURN *
      """
    Then the result should be, in any order:
      | a | b | c |
      | 1 | 2 | 3 |
    And no side effects

  Scenario: [5] Several after one another
    Given any graph
    When executing query:
      """
      UNWIND range(1, 10) AS x FILTER x > 3 FILTER x < 7 FILTER x % 2 = 0 RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 4 |
      | 6 |
    And no side effects

  Scenario: [6] As the first clause
    Given any graph
    When executing query:
      """
      FILTER true RETURN 1 AS one
      """
    Then the result should be, in any order:
      | one |
      | 1   |
    And no side effects

  Scenario: [7] As the first clause, false
    Given any graph
    When executing query:
      """
      FILTER false RETURN 1 AS one
      """
    Then the result should be, in any order:
      | one |
    And no side effects

  Scenario: [8] Filtering after aggregation, by its result
    Given any graph
    When executing query:
      """
      UNWIND ['a', 'b', 'a'] AS x WITH x, count(*) AS c FILTER c > 1 RETURN x, c
      """
    Then the result should be, in any order:
      | x   | c |
      | 'a' | 2 |
    And no side effects

  Scenario: [9] After OPTIONAL MATCH it drops rows, where WHERE would not
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1})-[:R]->(:Q {m: 1}), (:P {n: 2})
      """
    When executing query:
      """
      MATCH (p:P) OPTIONAL MATCH (p)-[:R]->(q) FILTER q.m = 1 RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And no side effects

  Scenario: [10] WHERE of OPTIONAL MATCH for comparison
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1})-[:R]->(:Q {m: 1}), (:P {n: 2})
      """
    When executing query:
      """
      MATCH (p:P) OPTIONAL MATCH (p)-[:R]->(q) WHERE q.m = 1 RETURN p.n AS n, q.m AS m
      """
    Then the result should be, in any order:
      | n | m    |
      | 1 | 1    |
      | 2 | null |
    And no side effects

  Scenario: [11] With a pattern as a condition
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1})-[:R]->(:Q), (:P {n: 2})
      """
    When executing query:
      """
      MATCH (p:P) FILTER NOT (p)-->() RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And no side effects

  Scenario: [12] With a subquery as a condition
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1})-[:R]->(:Q), (:P {n: 2})
      """
    When executing query:
      """
      MATCH (p:P) FILTER EXISTS { (p)-[:R]->(:Q) } RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And no side effects

  Scenario: [13] Before a clause that changes the graph
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1}), (:P {n: 2})
      """
    When executing query:
      """
      MATCH (p:P) FILTER p.n = 1 SET p.n = 10
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: [14] After a clause that changes the graph: the change is made for all rows
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS x CREATE (n:N {x: x}) FILTER x = 1 RETURN n
      """
    Then the result should be, in any order:
      | n           |
      | (:N {x: 1}) |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [15] Inside a CALL subquery
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { UNWIND [1, 2, 3] AS y FILTER y > x RETURN y } RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 2 |
      | 1 | 3 |
      | 2 | 3 |
    And no side effects

  Scenario: [16] Inside EXISTS
    Given any graph
    When executing query:
      """
      UNWIND [1, 5] AS x RETURN x, EXISTS { UNWIND [2, 3] AS y FILTER y > x RETURN y } AS larger
      """
    Then the result should be, in any order:
      | x | larger |
      | 1 | true   |
      | 5 | false  |
    And no side effects

  Scenario: [17] With a parameter
    Given any graph
    And parameters are:
      | min | 2 |
    When executing query:
      """
      UNWIND [1, 2, 3] AS x FILTER x >= $min RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
      | 3 |
    And no side effects

  Scenario Outline: [18] No condition: <value>
    Given any graph
    When executing query:
      """
      UNWIND [1] AS x FILTER <value> RETURN x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | value     |
      | 1         |
      | 'true'    |
      | 1.5       |
      | {a: true} |

  Scenario: [19] What turns out to be no condition
    Given any graph
    When executing query:
      """
      UNWIND [true, 1] AS x FILTER x RETURN x
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

  Scenario: [20] An aggregate
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x FILTER count(x) > 1 RETURN x
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: [21] An undefined variable
    Given any graph
    When executing query:
      """
      UNWIND [1] AS x FILTER y > 1 RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [22] It does not end a query
    Given any graph
    When executing query:
      """
      MATCH (n) FILTER n.x = 1
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [23] It does not follow RETURN
    Given any graph
    When executing query:
      """
      UNWIND [1] AS x RETURN x FILTER x = 1
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition
