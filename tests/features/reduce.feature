# Source: openCypher 9: reduce; Cypher 25: list functions, reduce.

Feature: reduce

  Scenario Outline: [1] <list> added up
    Given any graph
    When executing query:
      """
      RETURN reduce(sum = <start>, x IN <list> | sum + x) AS sum
      """
    Then the result should be, in any order:
      | sum   |
      | <sum> |
    And no side effects

    Examples:
      | start | list            | sum         |
      | 0     | [1, 2, 3]       | 6           |
      | 10    | [1, 2, 3]       | 16          |
      | 0     | []              | 0           |
      | 7     | []              | 7           |
      | 0.0   | [1, 2]          | 3.0         |
      | 0     | [1, 2.5]        | 3.5         |
      | 0     | [1, null, 2]    | null        |
      | 0     | null            | null        |
      | null  | [1]             | null        |
      | null  | []              | null        |
      | ''    | ['a', 'b']      | 'ab'        |
      | []    | [1, [2], [[3]]] | [1, 2, [3]] |
      | 0     | range(1, 100)   | 5050        |

  Scenario: [2] From left to right
    Given any graph
    When executing query:
      """
      RETURN reduce(s = '', x IN ['a', 'b', 'c'] | s + x) AS s, reduce(n = 100, x IN [1, 2, 3] | n - x) AS n
      """
    Then the result should be, in any order:
      | s     | n  |
      | 'abc' | 94 |
    And no side effects

  Scenario: [3] Nulls left out on purpose
    Given any graph
    When executing query:
      """
      RETURN reduce(sum = 0, x IN [1, null, 3] | sum + coalesce(x, 0)) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 4   |
    And no side effects

  Scenario: [4] The largest, with CASE
    Given any graph
    When executing query:
      """
      RETURN reduce(most = null, x IN [3, 9, 4] | CASE WHEN most IS NULL OR x > most THEN x ELSE most END) AS most
      """
    Then the result should be, in any order:
      | most |
      | 9    |
    And no side effects

  Scenario: [5] A list turned around
    Given any graph
    When executing query:
      """
      RETURN reduce(back = [], x IN [1, 2, 3] | [x] + back) AS back
      """
    Then the result should be, in any order:
      | back      |
      | [3, 2, 1] |
    And no side effects

  Scenario: [6] A map as the accumulator
    Given any graph
    When executing query:
      """
      RETURN reduce(m = {n: 0, sum: 0}, x IN [4, 6] | {n: m.n + 1, sum: m.sum + x}) AS m
      """
    Then the result should be, in any order:
      | m               |
      | {n: 2, sum: 10} |
    And no side effects

  Scenario: [7] Nested, the inner over the outer's element
    Given any graph
    When executing query:
      """
      RETURN reduce(all = 0, xs IN [[1, 2], [], [3]] | all + reduce(one = 0, x IN xs | one + x * 10)) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 60  |
    And no side effects

  Scenario: [8] The accumulator hides a variable of the same name, within only
    Given any graph
    When executing query:
      """
      WITH 5 AS x, 1 AS sum RETURN reduce(sum = 0, x IN [1, 2] | sum + x) AS inner, x, sum
      """
    Then the result should be, in any order:
      | inner | x | sum |
      | 3     | 5 | 1   |
    And no side effects

  Scenario: [9] The start and the list see the variable outside
    Given any graph
    When executing query:
      """
      WITH [1, 2] AS x RETURN reduce(x = x[0], y IN x | x + y) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 4   |
    And no side effects

  Scenario: [10] Over the nodes of a path
    Given an empty graph
    And having executed:
      """
      CREATE ({n: 1})-[:R]->({n: 2})-[:R]->({n: 3})
      """
    When executing query:
      """
      MATCH p = ({n: 1})-[:R*2]->() RETURN reduce(sum = 0, x IN nodes(p) | sum + x.n) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 6   |
    And no side effects

  Scenario: [11] Over the relationships of a path, in a condition
    Given an empty graph
    And having executed:
      """
      CREATE (a {k: 'a'})-[:R {w: 1}]->(b {k: 'b'})-[:R {w: 5}]->({k: 'c'}), (a)-[:R {w: 2}]->({k: 'd'})
      """
    When executing query:
      """
      MATCH p = ({k: 'a'})-[:R*1..2]->(x) WHERE reduce(w = 0, r IN relationships(p) | w + r.w) > 1 RETURN x.k AS k
      """
    Then the result should be, in any order:
      | k   |
      | 'c' |
      | 'd' |
    And no side effects

  Scenario: [12] Over what was collected
    Given any graph
    When executing query:
      """
      UNWIND [3, 1, 2] AS x WITH x ORDER BY x RETURN reduce(s = '', y IN collect(x) | s + y) AS s
      """
    Then the result should be, in any order:
      | s     |
      | '123' |
    And no side effects

  Scenario: [13] Over a list of lists by a comprehension
    Given any graph
    When executing query:
      """
      RETURN [xs IN [[1, 2], [3]] | reduce(sum = 0, x IN xs | sum + x)] AS sums
      """
    Then the result should be, in any order:
      | sums   |
      | [3, 3] |
    And no side effects

  Scenario: [14] In ORDER BY
    Given any graph
    When executing query:
      """
      UNWIND [[1, 5], [4], [0]] AS xs RETURN xs ORDER BY reduce(sum = 0, x IN xs | sum + x) DESC
      """
    Then the result should be, in order:
      | xs     |
      | [1, 5] |
      | [4]    |
      | [0]    |
    And no side effects

  Scenario: [15] A boolean as the accumulator
    Given any graph
    When executing query:
      """
      RETURN reduce(all = true, x IN [1, 2, 3] | all AND x < 3) AS below, reduce(some = false, x IN [1, 2, 3] | some OR x = 2) AS two
      """
    Then the result should be, in any order:
      | below | two  |
      | false | true |
    And no side effects

  Scenario: [16] In SET
    Given an empty graph
    And having executed:
      """
      CREATE (:A {xs: [1, 2, 3]})
      """
    When executing query:
      """
      MATCH (a:A) SET a.product = reduce(p = 1, x IN a.xs | p * x) RETURN a.product AS product
      """
    Then the result should be, in any order:
      | product |
      | 6       |
    And the side effects should be:
      | +properties | 1 |

  Scenario Outline: [17] Over no list
    Given any graph
    When executing query:
      """
      RETURN reduce(sum = 0, x IN <value> | sum + x) AS sum
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | value  |
      | 1      |
      | 'abc'  |
      | true   |
      | {a: 1} |

  Scenario: [18] Over what turns out to be no list
    Given any graph
    When executing query:
      """
      UNWIND [[1], 2] AS xs RETURN reduce(sum = 0, x IN xs | sum + x) AS sum
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

  Scenario: [19] The element is not seen outside
    Given any graph
    When executing query:
      """
      RETURN reduce(sum = 0, x IN [1] | sum + x) + x AS y
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [20] The accumulator is not seen in the list
    Given any graph
    When executing query:
      """
      RETURN reduce(sum = 0, x IN [sum] | sum + x) AS y
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [21] An aggregate cannot stand in the step
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS y RETURN reduce(sum = 0, x IN [1] | sum + count(y)) AS z
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: [22] A step is needed
    Given any graph
    When executing query:
      """
      RETURN reduce(sum = 0, x IN [1, 2]) AS y
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: [23] Overflow is an error, not a wrong sum
    Given any graph
    When executing query:
      """
      RETURN reduce(sum = 9223372036854775807, x IN [1] | sum + x) AS y
      """
    Then an ArithmeticError should be raised at runtime: IntegerOverflow
