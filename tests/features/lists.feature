# Source: openCypher 9: lists, list functions; Cypher 25: list operators and functions.

Feature: Lists: indexing, slicing and functions

  Scenario Outline: [1] <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x   |
      | <x> |
    And no side effects

    Examples:
      | expression                                | x                    |
      | [1, 2, 3][0]                              | 1                    |
      | [1, 2, 3][2]                              | 3                    |
      | [1, 2, 3][3]                              | null                 |
      | [1, 2, 3][-1]                             | 3                    |
      | [1, 2, 3][-3]                             | 1                    |
      | [1, 2, 3][-4]                             | null                 |
      | [1, 2, 3][null]                           | null                 |
      | null[0]                                   | null                 |
      | [][0]                                     | null                 |
      | [[1, 2], [3]][0][1]                       | 2                    |
      | [1, 2, 3][0..2]                           | [1, 2]               |
      | [1, 2, 3][1..]                            | [2, 3]               |
      | [1, 2, 3][..2]                            | [1, 2]               |
      | [1, 2, 3][..]                             | [1, 2, 3]            |
      | [1, 2, 3][-2..]                           | [2, 3]               |
      | [1, 2, 3][..-1]                           | [1, 2]               |
      | [1, 2, 3][-3..-1]                         | [1, 2]               |
      | [1, 2, 3][2..1]                           | []                   |
      | [1, 2, 3][1..1]                           | []                   |
      | [1, 2, 3][10..20]                         | []                   |
      | [1, 2, 3][-10..2]                         | [1, 2]               |
      | [1, 2, 3][1..10]                          | [2, 3]               |
      | [1, 2, 3][null..2]                        | null                 |
      | [1, 2, 3][1..null]                        | null                 |
      | null[1..2]                                | null                 |
      | [][0..1]                                  | []                   |
      | size([])                                  | 0                    |
      | size([1, null, 2])                        | 3                    |
      | size([[1, 2], [3]])                       | 2                    |
      | size(null)                                | null                 |
      | head([1, 2])                              | 1                    |
      | head([null, 2])                           | null                 |
      | head([])                                  | null                 |
      | head(null)                                | null                 |
      | last([1, 2])                              | 2                    |
      | last([])                                  | null                 |
      | last(null)                                | null                 |
      | tail([1, 2, 3])                           | [2, 3]               |
      | tail([1])                                 | []                   |
      | tail([])                                  | []                   |
      | tail(null)                                | null                 |
      | reverse([1, 'a', null])                   | [null, 'a', 1]       |
      | reverse([])                               | []                   |
      | reverse([[1, 2], [3]])                    | [[3], [1, 2]]        |
      | range(1, 3)                               | [1, 2, 3]            |
      | range(3, 1)                               | []                   |
      | range(3, 1, -1)                           | [3, 2, 1]            |
      | range(0, 10, 4)                           | [0, 4, 8]            |
      | range(2, 2)                               | [2]                  |
      | range(-1, 1)                              | [-1, 0, 1]           |
      | range(1, 3, -1)                           | []                   |
      | [1, 2] + 3                                | [1, 2, 3]            |
      | 0 + [1, 2]                                | [0, 1, 2]            |
      | [1] + [2]                                 | [1, 2]               |
      | [1] + [[2]]                               | [1, [2]]             |
      | [1] + null                                | null                 |
      | 2 IN [1, 2]                               | true                 |
      | 3 IN [1, 2]                               | false                |
      | 3 IN [1, null]                            | null                 |
      | 1 IN [1, null]                            | true                 |
      | null IN [1]                               | null                 |
      | null IN []                                | false                |
      | [1] IN [[1], 2]                           | true                 |
      | [1] IN [1]                                | false                |
      | 1.0 IN [1]                                | true                 |
      | [x IN [1, 2, 3] WHERE x > 1 \| x * x]     | [4, 9]               |
      | [x IN [1, null, 3] WHERE x > 1]           | [3]                  |
      | [x IN [] \| x]                            | []                   |
      | [x IN null \| x]                          | null                 |
      | [x IN [1, 2] \| [y IN [10, 20] \| x + y]] | [[11, 21], [12, 22]] |
      | isEmpty([])                               | true                 |
      | isEmpty([null])                           | false                |

  Scenario: [2] Bounds by variables and parameters
    Given any graph
    And parameters are:
      | from | 1 |
    When executing query:
      """
      WITH [1, 2, 3, 4] AS xs, 3 AS to RETURN xs[$from..to] AS some, xs[to] AS one
      """
    Then the result should be, in any order:
      | some   | one |
      | [2, 3] | 4   |
    And no side effects

  Scenario: [3] Comprehension variables hide others, within only
    Given any graph
    When executing query:
      """
      WITH 9 AS x RETURN [x IN [1, 2] | x + 1] AS xs, x
      """
    Then the result should be, in any order:
      | xs     | x |
      | [2, 3] | 9 |
    And no side effects

  Scenario: [4] A list property
    Given an empty graph
    And having executed:
      """
      CREATE (:A {xs: [3, 1, 2]}), (:A {xs: []}), (:A)
      """
    When executing query:
      """
      MATCH (a:A) RETURN a.xs[0] AS first, size(a.xs) AS size, a.xs[1..] AS rest
      """
    Then the result should be, in any order:
      | first | size | rest   |
      | 3     | 3    | [1, 2] |
      | null  | 0    | []     |
      | null  | null | null   |
    And no side effects

  Scenario: [5] The parts of a path
    Given an empty graph
    And having executed:
      """
      CREATE ({n: 1})-[:R {w: 5}]->({n: 2})
      """
    When executing query:
      """
      MATCH p = ()-[:R]->() RETURN nodes(p)[0].n AS first, nodes(p)[-1].n AS last, relationships(p)[0].w AS w, size(nodes(p)) AS size
      """
    Then the result should be, in any order:
      | first | last | w | size |
      | 1     | 2    | 5 | 2    |
    And no side effects

  Scenario Outline: [6] Indexed by no integer: <index>
    Given any graph
    When executing query:
      """
      WITH [1, 2] AS xs RETURN xs[<index>] AS x
      """
    Then a TypeError should be raised at any time: *

    Examples:
      | index |
      | 'a'   |
      | 1.5   |
      | true  |
      | [0]   |

  Scenario Outline: [7] Sliced by no integer: <bounds>
    Given any graph
    When executing query:
      """
      WITH [1, 2] AS xs RETURN xs[<bounds>] AS x
      """
    Then a TypeError should be raised at any time: *

    Examples:
      | bounds |
      | 'a'..1 |
      | 0..1.5 |
      | true.. |

  Scenario: [8] A number is not indexed
    Given any graph
    When executing query:
      """
      WITH 1 AS n RETURN n[0] AS x
      """
    Then a TypeError should be raised at any time: *

  Scenario: [9] A step of zero
    Given any graph
    When executing query:
      """
      RETURN range(1, 2, 0) AS x
      """
    Then an ArgumentError should be raised at runtime: NumberOutOfRange

  Scenario Outline: [10] No list: <call>
    Given any graph
    When executing query:
      """
      RETURN <call> AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | call          |
      | head(1)       |
      | tail('abc')   |
      | last(true)    |
      | size(1)       |
      | reverse(1)    |
      | range('a', 2) |
      | 1 IN 2        |

  Scenario Outline: [11] What turns out to be no list: <call>
    Given any graph
    When executing query:
      """
      UNWIND [1] AS v RETURN <call> AS x
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

    Examples:
      | call       |
      | head(v)    |
      | tail(v)    |
      | last(v)    |
      | size(v)    |
      | reverse(v) |
