# Source: openCypher 9: aggregating functions; Cypher 25: the same; CIP2016-06-14 (what is the same, and what is less);
# CIP2021-07-07 (grouping keys). Nulls do not count.

Feature: Aggregating functions

  Scenario Outline: [1] <call> over <values>
    Given any graph
    When executing query:
      """
      UNWIND <values> AS x RETURN <call> AS result
      """
    Then the result should be, in any order:
      | result   |
      | <result> |
    And no side effects

    Examples:
      | call                    | values                         | result              |
      | count(x)                | [1, null, 2, 2]                | 3                   |
      | count(*)                | [1, null, 2, 2]                | 4                   |
      | count(DISTINCT x)       | [1, null, 2, 2]                | 2                   |
      | count(DISTINCT x)       | [1, 1.0, '1', true]            | 3                   |
      | count(x)                | []                             | 0                   |
      | count(*)                | []                             | 0                   |
      | sum(x)                  | [1, 2, 3]                      | 6                   |
      | sum(x)                  | [1, 2.5]                       | 3.5                 |
      | sum(x)                  | [1, null]                      | 1                   |
      | sum(DISTINCT x)         | [1, 1, 2]                      | 3                   |
      | sum(x)                  | []                             | 0                   |
      | sum(x)                  | [null]                         | 0                   |
      | avg(x)                  | [1, 2]                         | 1.5                 |
      | avg(x)                  | [1, 3]                         | 2.0                 |
      | avg(x)                  | [1, null, 3]                   | 2.0                 |
      | avg(DISTINCT x)         | [1, 1, 4]                      | 2.5                 |
      | avg(x)                  | []                             | null                |
      | avg(x)                  | [null]                         | null                |
      | min(x)                  | [3, 1, 2]                      | 1                   |
      | max(x)                  | [3, 1, 2]                      | 3                   |
      | min(x)                  | ['b', 'a', 'B']                | 'B'                 |
      | max(x)                  | ['b', 'a', 'B']                | 'b'                 |
      | min(x)                  | [1, null]                      | 1                   |
      | max(x)                  | [1, null]                      | 1                   |
      | min(x)                  | []                             | null                |
      | max(x)                  | [null]                         | null                |
      | min(x)                  | [7, 'p', null, 0.5, '12', 'P'] | '12'                |
      | max(x)                  | [7, 'p', null, 0.5, '12', 'P'] | 7                   |
      | min(x)                  | ['k', [9], ['z', 4]]           | ['z', 4]            |
      | max(x)                  | ['k', [9], ['z', 4]]           | 'k'                 |
      | min(x)                  | [true, false, 5]               | false               |
      | max(x)                  | [true, 'z', -1]                | -1                  |
      | max(x)                  | [1, 2.5, 2]                    | 2.5                 |
      | max(x)                  | [1.0, 0.0 / 0.0, 5]            | NaN                 |
      | collect(x)              | [2, 1, 2]                      | [2, 1, 2]           |
      | collect(x)              | [1, null, 2]                   | [1, 2]              |
      | collect(DISTINCT x)     | [2, 1, 2, 1.0]                 | [2, 1]              |
      | collect(x)              | []                             | []                  |
      | collect(x)              | [null]                         | []                  |
      | collect(x)              | [[null], {a: null}]            | [[null], {a: null}] |
      | collect(DISTINCT x)     | [[null], [null], [1]]          | [[null], [1]]       |
      | stDevP(x)               | [1, 1, 5, 5]                   | 2.0                 |
      | round(stDev(x), 6)      | [1, 1, 5, 5]                   | 2.309401            |
      | stDev(x)                | [1, 3, null]                   | 1.4142135623730951  |
      | stDev(x)                | [5, 5, 5]                      | 0.0                 |
      | stDevP(x)               | [1, 3]                         | 1.0                 |
      | stDev(x)                | [7]                            | 0.0                 |
      | stDevP(x)               | [7]                            | 0.0                 |
      | stDev(x)                | []                             | 0.0                 |
      | stDevP(x)               | []                             | 0.0                 |
      | stDevP(DISTINCT x)      | [1, 1, 1, 3]                   | 1.0                 |
      | percentileCont(x, 0.5)  | [1, 2, 3, 4]                   | 2.5                 |
      | percentileCont(x, 0.25) | [1, 2, 3, 4]                   | 1.75                |
      | percentileCont(x, 0)    | [4, 1, 3]                      | 1.0                 |
      | percentileCont(x, 1)    | [4, 1, 3]                      | 4.0                 |
      | percentileCont(x, 0.5)  | [3, null, 1]                   | 2.0                 |
      | percentileCont(x, 0.9)  | [7]                            | 7.0                 |
      | percentileCont(x, 0.5)  | []                             | null                |
      | percentileDisc(x, 0.5)  | [10, 20, 30]                   | 20                  |
      | percentileDisc(x, 0.5)  | [10, 20, 30, 40]               | 20                  |
      | percentileDisc(x, 0.33) | [10, 20, 30]                   | 10                  |
      | percentileDisc(x, 0.34) | [10, 20, 30]                   | 20                  |
      | percentileDisc(x, 0.0)  | [20, 10, 30]                   | 10                  |
      | percentileDisc(x, 1.0)  | [20, 10, 30]                   | 30                  |
      | percentileDisc(x, 0.5)  | [1.5, 2.5]                     | 1.5                 |
      | percentileDisc(x, 0.5)  | [null]                         | null                |

  Scenario: [2] Without rows and without keys there is one row
    Given any graph
    When executing query:
      """
      MATCH (n:None) RETURN count(n) AS c, sum(n.x) AS s, avg(n.x) AS a, collect(n) AS l, min(n.x) AS m
      """
    Then the result should be, in any order:
      | c | s | a    | l  | m    |
      | 0 | 0 | null | [] | null |
    And no side effects

  Scenario: [3] Without rows and with a key there is none
    Given any graph
    When executing query:
      """
      MATCH (n:None) RETURN n.k AS k, count(n) AS c
      """
    Then the result should be, in any order:
      | k | c |
    And no side effects

  Scenario: [4] Groups, null one of them
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 'x', v: 1}), (:A {k: 'x', v: 2}), (:A {k: 'y', v: 3}), (:A {v: 4})
      """
    When executing query:
      """
      MATCH (a:A) RETURN a.k AS k, sum(a.v) AS sum, percentileDisc(a.v, 0.5) AS median
      """
    Then the result should be, in any order:
      | k    | sum | median |
      | 'x'  | 3   | 1      |
      | 'y'  | 3   | 3      |
      | null | 4   | 4      |
    And no side effects

  Scenario: [5] Equivalent keys are one group
    Given any graph
    When executing query:
      """
      UNWIND [1, 1.0, null, null, 0.0 / 0.0, 0.0 / 0.0] AS x RETURN count(*) AS c, x IS NULL AS isNull, coalesce(x > 0, false) AS positive
      """
    Then the result should be, in any order:
      | c | isNull | positive |
      | 2 | false  | true     |
      | 2 | true   | false    |
      | 2 | false  | false    |
    And no side effects

  Scenario: [6] Several aggregates in one expression
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x RETURN max(x) - min(x) AS spread, sum(x) * 1.0 / count(x) AS mean, size(collect(x)) AS size
      """
    Then the result should be, in any order:
      | spread | mean | size |
      | 2      | 2.0  | 3    |
    And no side effects

  Scenario: [7] An expression of the grouping key beside an aggregate
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3, 4] AS x WITH x % 2 AS odd, x RETURN odd, odd * 10 + count(*) AS c
      """
    Then the result should be, in any order:
      | odd | c  |
      | 0   | 2  |
      | 1   | 12 |
    And no side effects

  Scenario: [8] What is not grouped by cannot stand beside an aggregate
    Given any graph
    When executing query:
      """
      UNWIND [{a: 1, b: 2}] AS m RETURN m.a + count(*) AS x
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: [9] The percentile may differ by group if it is a key
    Given any graph
    When executing query:
      """
      UNWIND [[0.0, 1], [0.0, 2], [1.0, 1], [1.0, 2]] AS p WITH p[0] AS f, p[1] AS v RETURN f, percentileDisc(v, f) AS x
      """
    Then the result should be, in any order:
      | f   | x |
      | 0.0 | 1 |
      | 1.0 | 2 |
    And no side effects

  Scenario: [10] Ordered by an aggregate
    Given any graph
    When executing query:
      """
      UNWIND ['a', 'b', 'a', 'c', 'c', 'c'] AS x RETURN x, count(*) AS c ORDER BY count(*) DESC LIMIT 2
      """
    Then the result should be, in order:
      | x   | c |
      | 'c' | 3 |
      | 'a' | 2 |
    And no side effects

  Scenario: [11] Filtered by an aggregate, through WITH
    Given any graph
    When executing query:
      """
      UNWIND ['a', 'b', 'a'] AS x WITH x, count(*) AS c WHERE c > 1 RETURN x
      """
    Then the result should be, in any order:
      | x   |
      | 'a' |
    And no side effects

  Scenario: [12] Collected in the order of the rows
    Given any graph
    When executing query:
      """
      UNWIND [3, 1, 2] AS x WITH x ORDER BY x DESC RETURN collect(x) AS xs
      """
    Then the result should be, in any order:
      | xs        |
      | [3, 2, 1] |
    And no side effects

  Scenario: [13] Over entities: distinct by identity, not by content
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1}), (:A {k: 1})
      """
    When executing query:
      """
      MATCH (a:A), (b:A) RETURN count(a) AS all, count(DISTINCT a) AS nodes, count(DISTINCT a.k) AS keys
      """
    Then the result should be, in any order:
      | all | nodes | keys |
      | 4   | 2     | 1    |
    And no side effects

  Scenario: [14] Over durations
    Given any graph
    When executing query:
      """
      UNWIND [duration('P1D'), duration('PT12H')] AS d RETURN toString(sum(d)) AS sum
      """
    Then the result should be, in any order:
      | sum       |
      | 'P1DT12H' |
    And no side effects

  Scenario Outline: [15] A percentile out of range: <name> at <fraction>
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN <name>(x, <fraction>) AS p
      """
    Then an ArgumentError should be raised at runtime: NumberOutOfRange

    Examples:
      | name           | fraction  |
      | percentileCont | 1.1       |
      | percentileCont | -0.1      |
      | percentileDisc | 10        |
      | percentileDisc | 0.0 / 0.0 |

  Scenario Outline: [16] Not over <value>: <call>
    Given any graph
    When executing query:
      """
      UNWIND [<value>] AS x RETURN <call> AS y
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | call                   | value |
      | sum(x)                 | 'a'   |
      | avg(x)                 | true  |
      | stDev(x)               | 'a'   |
      | stDevP(x)              | [1]   |
      | percentileCont(x, 0.5) | 'a'   |
      | percentileDisc(x, 0.5) | true  |

  Scenario: [17] The sum does not fit
    Given any graph
    When executing query:
      """
      UNWIND [9223372036854775807, 1] AS x RETURN sum(x) AS s
      """
    Then an ArithmeticError should be raised at runtime: IntegerOverflow

  Scenario: [18] One inside another
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN sum(count(x)) AS y
      """
    Then a SyntaxError should be raised at compile time: NestedAggregation

  Scenario: [19] In WHERE
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x WITH x WHERE count(x) > 1 RETURN x
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: [20] In UNWIND
    Given any graph
    When executing query:
      """
      UNWIND [1] AS x UNWIND collect(x) AS y RETURN y
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: [21] In SET
    Given any graph
    When executing query:
      """
      MATCH (n) SET n.x = count(n)
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario Outline: [22] Too few arguments: <call>
    Given any graph
    When executing query:
      """
      UNWIND [1] AS x RETURN <call> AS y
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

    Examples:
      | call              |
      | percentileCont(x) |
      | percentileDisc(x) |
      | stDev(x, 1)       |
      | sum()             |
      | max(x, 2)         |
