# Source: CIP2016-06-14 (comparability and equality, orderability and equivalence).

Feature: Equality, comparison and order

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
      | expression                                  | x     |
      | 1 = 1.0                                     | true  |
      | 1 = '1'                                     | false |
      | true = 1                                    | false |
      | [] = {}                                     | false |
      | null = null                                 | null  |
      | null <> null                                | null  |
      | 1 <> null                                   | null  |
      | [1, 2] = [1]                                | false |
      | [null] = [1]                                | null  |
      | ['x'] = [9]                                 | false |
      | [[7]] = [[7], [null]]                       | false |
      | [1, null] = [2, null]                       | false |
      | [1, null] = [1, null]                       | null  |
      | [1, [2, null]] <> [1, [3, null]]            | true  |
      | {} = {}                                     | true  |
      | {a: 1} = {a: 1.0}                           | true  |
      | {a: null} = {a: null}                       | null  |
      | {a: 1} = {a: 1, b: null}                    | false |
      | {a: 1, b: 2} = {b: 2, a: 1}                 | true  |
      | {a: 1, b: null} = {a: 2, b: null}           | false |
      | 0.0 / 0.0 = 0.0 / 0.0                       | false |
      | 0.0 / 0.0 <> 0.0 / 0.0                      | true  |
      | 1 < 0.0 / 0.0                               | false |
      | 1 >= 0.0 / 0.0                              | false |
      | 1 / 0.0 = 1 / 0.0                           | true  |
      | 1 / 0.0 > 9223372036854775807               | true  |
      | -1 / 0.0 < -9223372036854775808             | true  |
      | 9007199254740993 = 9007199254740992.0       | false |
      | 9007199254740993 > 9007199254740992.0       | true  |
      | 9223372036854775807 < 9223372036854775808.0 | true  |
      | 1 < 2.5                                     | true  |
      | 1 < 'a'                                     | null  |
      | 'a' < 1                                     | null  |
      | true < 1                                    | null  |
      | false < true                                | true  |
      | 'a' < 'aa'                                  | true  |
      | '' < 'a'                                    | true  |
      | 'Z' < 'a'                                   | true  |
      | 'a' <= 'a'                                  | true  |
      | [1] < [1, 0]                                | true  |
      | [1] < [1, null]                             | true  |
      | [] < [1]                                    | true  |
      | [] < []                                     | false |
      | [1] <= [1]                                  | true  |
      | [5, 6] >= [5, null]                         | null  |
      | [5, 6] >= [7, null]                         | false |
      | [1, 'a'] < [1, 2]                           | null  |
      | [1, 'a'] < [2, 2]                           | true  |
      | [1] < 'a'                                   | null  |
      | {a: 1} < 1                                  | null  |
      | 1 < 2 < 3                                   | true  |
      | 1 < 3 < 2                                   | false |
      | 1 < null < 3                                | null  |
      | 3 < 2 < null                                | false |
      | 1 = 1.0 = 1                                 | true  |
      | 1 <> 2 <> 1                                 | true  |

  Scenario: [2] Values of all types in ascending order
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:A)
      """
    When executing query:
      """
      MATCH p = (a:A)-[r:R]->()
      UNWIND [null, 0.0 / 0.0, 1, true, 'a', p, [1], r, a, {k: 1}] AS x
      RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x                 |
      | {k: 1}            |
      | (:A)              |
      | [:R]              |
      | [1]               |
      | <(:A)-[:R]->(:A)> |
      | 'a'               |
      | true              |
      | 1                 |
      | NaN               |
      | null              |
    And no side effects

  Scenario: [3] And in descending order
    Given any graph
    When executing query:
      """
      UNWIND [1, null, 'a', 2.5, [1], true, {k: 1}, 0.0 / 0.0] AS x RETURN x ORDER BY x DESC
      """
    Then the result should be, in order:
      | x      |
      | null   |
      | NaN    |
      | 2.5    |
      | 1      |
      | true   |
      | 'a'    |
      | [1]    |
      | {k: 1} |
    And no side effects

  Scenario: [4] Lists in order, their elements by orderability
    Given any graph
    When executing query:
      """
      UNWIND [[null, 5], [4, 2], [null, 4], [], [4], [4, 2, 't'], [4, 's', 1]] AS x RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x           |
      | []          |
      | [4]         |
      | [4, 's', 1] |
      | [4, 2]      |
      | [4, 2, 't'] |
      | [null, 4]   |
      | [null, 5]   |
    And no side effects

  Scenario: [5] Temporal values before strings
    Given any graph
    When executing query:
      """
      UNWIND ['a', date('2024-01-01'), [1], duration('P1D'), datetime('2024-01-01T00:00Z')] AS x WITH x ORDER BY x RETURN collect(toStringOrNull(x)) AS xs
      """
    Then the result should be, in any order:
      | xs                                              |
      | ['2024-01-01T00:00Z', '2024-01-01', 'P1D', 'a'] |
    And no side effects

  Scenario: [6] DISTINCT goes by equivalence
    Given any graph
    When executing query:
      """
      UNWIND [1, 1.0, null, null, 0.0 / 0.0, 0.0 / 0.0, [null], [null], {a: null}, {a: null}] AS x RETURN DISTINCT x
      """
    Then the result should be, in any order:
      | x         |
      | 1         |
      | null      |
      | NaN       |
      | [null]    |
      | {a: null} |
    And no side effects

  Scenario: [7] Null and NaN are not equivalent
    Given any graph
    When executing query:
      """
      UNWIND [[null], [0.0 / 0.0]] AS x RETURN count(DISTINCT x) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And no side effects

  Scenario: [8] IN goes by equality
    Given any graph
    When executing query:
      """
      RETURN null IN [null] AS a, 0.0 / 0.0 IN [0.0 / 0.0] AS b, [null] IN [[null]] AS c, 1 IN [1.0] AS d
      """
    Then the result should be, in any order:
      | a    | b     | c    | d    |
      | null | false | null | true |
    And no side effects

  Scenario: [9] CASE goes by equality
    Given any graph
    When executing query:
      """
      UNWIND [null, 1, 2] AS x RETURN CASE x WHEN null THEN 'null' WHEN 1.0 THEN 'one' ELSE 'other' END AS which
      """
    Then the result should be, in order:
      | which   |
      | 'other' |
      | 'one'   |
      | 'other' |
    And no side effects

  Scenario: [10] A property that is a string is never less than a number
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 10}), (:P {n: '10'}), (:P {n: 50}), (:P)
      """
    When executing query:
      """
      MATCH (p:P) WHERE p.n < 42 RETURN p.n AS n
      """
    Then the result should be, in any order:
      | n  |
      | 10 |
    And no side effects

  Scenario: [11] Nodes are equal by identity
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:A {n: 1})
      """
    When executing query:
      """
      MATCH (a:A), (b:A) RETURN a = b AS same, count(*) AS c
      """
    Then the result should be, in any order:
      | same  | c |
      | true  | 2 |
      | false | 2 |
    And no side effects

  Scenario: [12] Paths are equal if all their parts are
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH p = (:A)-->(:B) MATCH q = (:A)--(:B) MATCH r = (:B)<--(:A) RETURN p = q AS same, p = r AS turned
      """
    Then the result should be, in any order:
      | same | turned |
      | true | false  |
    And no side effects
