# Source: CIP2021-07-07 (grouping keys and aggregation expressions).

Feature: Grouping keys beside aggregates

  Scenario: [1] A computed key and an aggregate
    Given any graph
    When executing query:
      """
      UNWIND [[1, 4, 2], [1, 5, 3], [2, 6, 4]] AS r WITH r[0] AS a, r[1] AS b, r[2] AS c
      RETURN b - a AS k, sum(b * c) AS s
      """
    Then the result should be, in any order:
      | k | s  |
      | 3 | 8  |
      | 4 | 39 |
    And no side effects

  Scenario: [2] Aggregates as parts of an expression over a key
    Given any graph
    When executing query:
      """
      UNWIND [[1, 4, 2], [1, 5, 3], [2, 6, 4]] AS r WITH r[0] AS a, r[1] AS b, r[2] AS c
      RETURN a, (sum(c) - a) * max(b) AS x
      """
    Then the result should be, in any order:
      | a | x  |
      | 1 | 20 |
      | 2 | 12 |
    And no side effects

  Scenario Outline: [3] Valid: <item> beside its key
    Given an empty graph
    And parameters are:
      | x | 3 |
    And having executed:
      """
      CREATE (:A {x: 1, y: 5}), (:A {x: 1, y: 6}), (:A {x: 2, y: 7})
      """
    When executing query:
      """
      MATCH (a:A) WITH a, a.x AS ax, {a: 1, b: 2} AS map RETURN <key> AS k, <item> AS c
      """
    Then the result should be, in any order:
      | k | c     |
      | 1 | <one> |
      | 2 | <two> |
    And no side effects

    Examples:
      | key | item                                             | one          | two          |
      | a.x | 1 + count(a.x)                                   | 3            | 2            |
      | a.x | a.x + count(a.x)                                 | 3            | 3            |
      | ax  | ax + count(ax)                                   | 3            | 3            |
      | ax  | ax - 1 + count(ax)                               | 2            | 2            |
      | ax  | ax + count(*) + ax                               | 4            | 5            |
      | ax  | $x + count($x) + $x * 2                          | 11           | 10           |
      | ax  | [ax, count(*)]                                   | [1, 2]       | [2, 1]       |
      | ax  | {k: ax, c: count(*)}                             | {k: 1, c: 2} | {k: 2, c: 1} |
      | ax  | CASE WHEN ax > 1 THEN sum(a.y) ELSE max(a.y) END | 6            | 7            |
      | ax  | [x IN collect(a.y) WHERE x > 5 \| x + ax]        | [7]          | [9]          |

  Scenario: [4] An entry of a map as a key
    Given any graph
    When executing query:
      """
      UNWIND [{a: 1, b: 2}, {a: 1, b: null}] AS map RETURN map.a AS k, map.a + count(map.b) AS c
      """
    Then the result should be, in any order:
      | k | c |
      | 1 | 2 |
    And no side effects

  Scenario: [5] Without keys an aggregate may stand beside constants and parameters
    Given any graph
    And parameters are:
      | x | 3 |
    When executing query:
      """
      UNWIND [1, 2] AS v RETURN 1 + count(*) AS a, $x + count($x) AS b, count(v) + sum(v) * 2 + size('abc') AS c
      """
    Then the result should be, in any order:
      | a | b | c  |
      | 3 | 5 | 11 |
    And no side effects

  Scenario: [6] A node as a key: its properties are constant
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {x: 1})-[:R]->({y: 1}), (a)-[:R]->({y: 2}), (:A {x: 2})-[:R]->()
      """
    When executing query:
      """
      MATCH (a:A)-->(b) RETURN a, a.x + count(b.y) AS c, size(keys(a)) + count(b) AS d
      """
    Then the result should be, in any order:
      | a           | c | d |
      | (:A {x: 1}) | 3 | 3 |
      | (:A {x: 2}) | 2 | 2 |
    And no side effects

  Scenario: [7] The wildcard names all keys
    Given any graph
    When executing query:
      """
      UNWIND [[4, 2], [3, 1], [3, 1]] AS r WITH r[0] AS a, r[1] AS b RETURN *, a + sum(b) AS x ORDER BY x
      """
    Then the result should be, in order:
      | a | b | x |
      | 3 | 1 | 5 |
      | 4 | 2 | 6 |
    And no side effects

  Scenario Outline: [8] Not valid, the part outside the aggregate is no key: <items>
    Given any graph
    When executing query:
      """
      UNWIND [1] AS u WITH {x: 1, y: 2} AS a, 1 AS b, 2 AS c RETURN <items>
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

    Examples:
      | items                                          |
      | a AS k, c - max(b) AS x                        |
      | a.x + count(b) AS x                            |
      | a.x AS k, a.y + count(b) AS x                  |
      | b + c AS k, b + c + count(*) AS x              |
      | b + c AS k, (b + c) * count(*) AS x            |
      | b AS k, [b, c, count(*)] AS x                  |
      | size(keys(a)) + count(*) AS x                  |
      | b AS k, CASE WHEN c > 1 THEN count(*) END AS x |

  Scenario: [9] ORDER BY sees keys, aliases and the aggregates that are results
    Given any graph
    When executing query:
      """
      UNWIND ['a', 'b', 'b', 'c', 'c', 'c'] AS x RETURN x AS k, count(*) AS c ORDER BY c DESC, k
      """
    Then the result should be, in order:
      | k   | c |
      | 'c' | 3 |
      | 'b' | 2 |
      | 'a' | 1 |
    And no side effects

  Scenario: [10] ORDER BY an expression of an alias
    Given any graph
    When executing query:
      """
      UNWIND ['a', 'b', 'b'] AS x RETURN x, count(*) AS c ORDER BY -c
      """
    Then the result should be, in order:
      | x   | c |
      | 'b' | 2 |
      | 'a' | 1 |
    And no side effects

  Scenario: [11] ORDER BY what is neither
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x UNWIND [3] AS y RETURN x, count(*) AS c ORDER BY y
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable
