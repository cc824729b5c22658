# Source: openCypher 9: WITH, RETURN, ORDER BY; Cypher 25: the same. What ORDER BY and WHERE see, and what hides what.

Feature: Names and order in WITH and RETURN

  Scenario: [1] A name taken over by another value
    Given any graph
    When executing query:
      """
      WITH 1 AS x WITH x + 1 AS x WITH x * 10 AS x RETURN x
      """
    Then the result should be, in any order:
      | x  |
      | 20 |
    And no side effects

  Scenario: [2] Two names exchanged
    Given any graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b WITH b AS a, a AS b RETURN a, b
      """
    Then the result should be, in any order:
      | a | b |
      | 2 | 1 |
    And no side effects

  Scenario: [3] What WITH does not name is gone
    Given any graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b WITH a RETURN b
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [4] WHERE after WITH sees what was before and what is new
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x WITH x * 2 AS y WHERE x > 1 AND y < 6 RETURN y
      """
    Then the result should be, in any order:
      | y |
      | 4 |
    And no side effects

  Scenario: [5] WHERE after WITH prefers the new meaning
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x WITH x * 2 AS x WHERE x > 4 RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 6 |
    And no side effects

  Scenario: [6] ORDER BY sees what was before
    Given any graph
    When executing query:
      """
      UNWIND [{k: 1, v: 'b'}, {k: 2, v: 'a'}] AS m RETURN m.k AS k ORDER BY m.v
      """
    Then the result should be, in order:
      | k |
      | 2 |
      | 1 |
    And no side effects

  Scenario: [7] ORDER BY prefers the new meaning
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x RETURN -x AS x ORDER BY x
      """
    Then the result should be, in order:
      | x  |
      | -3 |
      | -2 |
      | -1 |
    And no side effects

  Scenario: [8] ORDER BY several, in both directions
    Given any graph
    When executing query:
      """
      UNWIND [[1, 'b'], [2, 'a'], [1, 'a']] AS p RETURN p[0] AS n, p[1] AS s ORDER BY n DESC, s ASC
      """
    Then the result should be, in order:
      | n | s   |
      | 2 | 'a' |
      | 1 | 'a' |
      | 1 | 'b' |
    And no side effects

  Scenario: [9] Nulls come last, and first in descending order
    Given any graph
    When executing query:
      """
      UNWIND [2, null, 1] AS x WITH x ORDER BY x WITH collect(coalesce(x, 'null')) AS up UNWIND [2, null, 1] AS x WITH up, x ORDER BY x DESC RETURN up, collect(coalesce(x, 'null')) AS down
      """
    Then the result should be, in any order:
      | up             | down           |
      | [1, 2, 'null'] | ['null', 2, 1] |
    And no side effects

  Scenario: [10] SKIP beyond the rows and LIMIT of none
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x WITH x SKIP 5 RETURN count(x) AS c UNION ALL UNWIND [1, 2] AS x WITH x LIMIT 0 RETURN count(x) AS c
      """
    Then the result should be, in any order:
      | c |
      | 0 |
      | 0 |
    And no side effects

  Scenario: [11] LIMIT before an aggregation
    Given any graph
    When executing query:
      """
      UNWIND [5, 1, 3] AS x WITH x ORDER BY x LIMIT 2 RETURN sum(x) AS s
      """
    Then the result should be, in any order:
      | s |
      | 4 |
    And no side effects

  Scenario: [12] DISTINCT before LIMIT
    Given any graph
    When executing query:
      """
      UNWIND [1, 1, 2, 2, 3] AS x RETURN DISTINCT x ORDER BY x DESC LIMIT 2
      """
    Then the result should be, in order:
      | x |
      | 3 |
      | 2 |
    And no side effects

  Scenario: [13] DISTINCT over several columns
    Given any graph
    When executing query:
      """
      UNWIND [[1, null], [1, null], [1, 2]] AS p RETURN DISTINCT p[0] AS a, p[1] AS b
      """
    Then the result should be, in any order:
      | a | b    |
      | 1 | null |
      | 1 | 2    |
    And no side effects

  Scenario: [14] WITH * and something more
    Given any graph
    When executing query:
      """
      WITH 1 AS a WITH *, a + 1 AS b RETURN *
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 2 |
    And no side effects

  Scenario: [15] RETURN * orders the names
    Given any graph
    When executing query:
      """
      WITH 1 AS b, 2 AS a RETURN *
      """
    Then the result should be, in any order:
      | a | b |
      | 2 | 1 |
    And no side effects

  Scenario: [16] A column is named by its text
    Given any graph
    When executing query:
      """
      WITH {a: 1} AS m RETURN m.a, m.a + 1, size( [1, 2] )
      """
    Then the result should be, in any order:
      | m.a | m.a + 1 | size( [1, 2] ) |
      | 1   | 2       | 2              |
    And no side effects

  Scenario: [17] Quoted names
    Given any graph
    When executing query:
      """
      WITH 1 AS `a b` RETURN `a b` + 1 AS `x-y`
      """
    Then the result should be, in any order:
      | x-y |
      | 2   |
    And no side effects

  Scenario: [18] The same name twice
    Given any graph
    When executing query:
      """
      RETURN 1 AS x, 2 AS x
      """
    Then a SyntaxError should be raised at compile time: ColumnNameConflict

  Scenario: [19] WITH needs names
    Given any graph
    When executing query:
      """
      WITH 1 + 1 RETURN 1 AS x
      """
    Then a SyntaxError should be raised at compile time: NoExpressionAlias

  Scenario: [20] RETURN * of nothing
    Given any graph
    When executing query:
      """
      MATCH () RETURN *
      """
    Then a SyntaxError should be raised at compile time: NoVariablesInScope

  Scenario: [21] ORDER BY after DISTINCT sees results only
    Given any graph
    When executing query:
      """
      UNWIND [{k: 1, v: 2}] AS m RETURN DISTINCT m.k AS k ORDER BY m.v
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [22] LIMIT of a negative number
    Given any graph
    When executing query:
      """
      RETURN 1 AS x LIMIT -1
      """
    Then a SyntaxError should be raised at compile time: NegativeIntegerArgument

  Scenario: [23] LIMIT of a float
    Given any graph
    When executing query:
      """
      RETURN 1 AS x LIMIT 1.5
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: [24] RETURN is last
    Given any graph
    When executing query:
      """
      RETURN 1 AS x WITH 2 AS y RETURN y
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition
