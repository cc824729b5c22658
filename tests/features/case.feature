# Source: GQL: case expression, WHEN operand lists; Cypher 25: extended simple CASE.

Feature: CASE with tests

  Scenario Outline: [1] <x>: several values
    Given any graph
    When executing query:
      """
      RETURN CASE <x> WHEN 1, 2 THEN 'few' WHEN 3 THEN 'three' ELSE 'many' END AS result
      """
    Then the result should be, in any order:
      | result   |
      | <result> |
    And no side effects

    Examples:
      | x    | result  |
      | 1    | 'few'   |
      | 2    | 'few'   |
      | 2.0  | 'few'   |
      | 3    | 'three' |
      | 4    | 'many'  |
      | '1'  | 'many'  |
      | null | 'many'  |

  Scenario Outline: [2] <x>: tests of many kinds
    Given any graph
    When executing query:
      """
      RETURN CASE <x>
        WHEN IS NULL THEN 'null'
        WHEN IS :: STRING THEN 'text'
        WHEN IS TYPED BOOLEAN THEN 'truth'
        WHEN < 0 THEN 'negative'
        WHEN 0 THEN 'zero'
        WHEN > 100, = 50 THEN 'large'
        WHEN <> 7 THEN 'number'
        ELSE 'seven' END AS result
      """
    Then the result should be, in any order:
      | result   |
      | <result> |
    And no side effects

    Examples:
      | x         | result     |
      | null      | 'null'     |
      | ''        | 'text'     |
      | false     | 'truth'    |
      | -1        | 'negative' |
      | 0         | 'zero'     |
      | 101       | 'large'    |
      | 50        | 'large'    |
      | 6         | 'number'   |
      | 7         | 'seven'    |
      | [1]       | 'number'   |
      | 0.0 / 0.0 | 'number'   |

  Scenario Outline: [3] <x>: tests of text
    Given any graph
    When executing query:
      """
      RETURN CASE <x> WHEN STARTS WITH 'a' THEN 1 WHEN ENDS WITH 'z' THEN 2 WHEN CONTAINS 'm' THEN 3 WHEN =~ '[0-9]+' THEN 4 WHEN IS NOT :: STRING THEN 5 ELSE 6 END AS result
      """
    Then the result should be, in any order:
      | result   |
      | <result> |
    And no side effects

    Examples:
      | x     | result |
      | 'az'  | 1      |
      | 'bz'  | 2      |
      | 'bmb' | 3      |
      | '42'  | 4      |
      | 42    | 5      |
      | '42b' | 6      |
      | null  | 6      |

  Scenario: [4] The first that fits counts
    Given any graph
    When executing query:
      """
      UNWIND [5, 15, 25] AS x RETURN CASE x WHEN > 20 THEN 'c' WHEN > 10 THEN 'b' WHEN > 0 THEN 'a' END AS c
      """
    Then the result should be, in order:
      | c   |
      | 'a' |
      | 'b' |
      | 'c' |
    And no side effects

  Scenario: [5] None fits, and there is no ELSE
    Given any graph
    When executing query:
      """
      RETURN CASE 5 WHEN > 10 THEN 1 END AS x
      """
    Then the result should be, in any order:
      | x    |
      | null |
    And no side effects

  Scenario: [6] A test that is unknown does not fit
    Given any graph
    When executing query:
      """
      RETURN CASE 5 WHEN > null THEN 1 WHEN <> null THEN 2 WHEN = null THEN 3 WHEN null THEN 4 ELSE 5 END AS x
      """
    Then the result should be, in any order:
      | x |
      | 5 |
    And no side effects

  Scenario: [7] IS NOT NULL
    Given any graph
    When executing query:
      """
      UNWIND [1, null] AS v RETURN CASE v WHEN IS NOT NULL THEN 'there' ELSE 'missing' END AS x
      """
    Then the result should be, in order:
      | x         |
      | 'there'   |
      | 'missing' |
    And no side effects

  Scenario: [8] The value is worked out once
    Given any graph
    When executing query:
      """
      RETURN CASE rand() WHEN < 0 THEN 'low' WHEN >= 1 THEN 'high' ELSE 'between' END AS x
      """
    Then the result should be, in any order:
      | x         |
      | 'between' |
    And no side effects

  Scenario: [9] Tests speak of variables
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x WITH x, 2 AS y RETURN CASE x WHEN < y THEN 'less' WHEN y THEN 'same' WHEN > y THEN 'more' END AS c
      """
    Then the result should be, in order:
      | c      |
      | 'less' |
      | 'same' |
      | 'more' |
    And no side effects

  Scenario: [10] Tests that are expressions
    Given any graph
    When executing query:
      """
      RETURN CASE 5 WHEN > 2 + 2 THEN 'a' ELSE 'b' END AS x, CASE 5 WHEN > 2 * 3 THEN 'a' ELSE 'b' END AS y
      """
    Then the result should be, in any order:
      | x   | y   |
      | 'a' | 'b' |
    And no side effects

  Scenario: [11] A negative value is a value
    Given any graph
    When executing query:
      """
      RETURN CASE -1 WHEN -1 THEN 'a' ELSE 'b' END AS x
      """
    Then the result should be, in any order:
      | x   |
      | 'a' |
    And no side effects

  Scenario: [12] A list is a value, IN among its likes
    Given any graph
    When executing query:
      """
      RETURN CASE 2 WHEN IN [1, 2] THEN 'in' ELSE 'out' END AS x, CASE [1] WHEN [1] THEN 'same' END AS y
      """
    Then the result should be, in any order:
      | x    | y      |
      | 'in' | 'same' |
    And no side effects

  Scenario: [13] One CASE in another
    Given any graph
    When executing query:
      """
      UNWIND [1, 11] AS x RETURN CASE x WHEN > 10 THEN CASE x WHEN 11, 12 THEN 'a' ELSE 'b' END ELSE CASE WHEN x = 1 THEN 'c' END END AS r
      """
    Then the result should be, in order:
      | r   |
      | 'c' |
      | 'a' |
    And no side effects

  Scenario: [14] Beside aggregates
    Given any graph
    When executing query:
      """
      UNWIND [1, 5, 20, 30] AS x RETURN CASE x WHEN > 10 THEN 'large' ELSE 'small' END AS size, sum(x) AS sum
      """
    Then the result should be, in any order:
      | size    | sum |
      | 'small' | 6   |
      | 'large' | 50  |
    And no side effects

  Scenario: [15] Of a node's property
    Given any graph
    And having executed:
      """
      CREATE ({age: 5}), ({age: 50}), ()
      """
    When executing query:
      """
      MATCH (n) RETURN CASE n.age WHEN < 18 THEN 'minor' WHEN >= 18 THEN 'adult' WHEN IS NULL THEN 'unknown' END AS a, count(*) AS n
      """
    Then the result should be, in any order:
      | a         | n |
      | 'minor'   | 1 |
      | 'adult'   | 1 |
      | 'unknown' | 1 |
    And no side effects

  Scenario: [16] IS NORMALIZED
    Given any graph
    When executing query:
      """
      UNWIND ['a', 'e\u0301'] AS t RETURN CASE t WHEN IS NORMALIZED THEN 'yes' WHEN IS NOT NORMALIZED THEN 'no' END AS x
      """
    Then the result should be, in order:
      | x     |
      | 'yes' |
      | 'no'  |
    And no side effects

  Scenario: [17] A union of types
    Given any graph
    When executing query:
      """
      UNWIND [1, 'a', true] AS t RETURN CASE t WHEN IS :: INTEGER | STRING THEN 'yes' ELSE 'no' END AS x
      """
    Then the result should be, in order:
      | x     |
      | 'yes' |
      | 'yes' |
      | 'no'  |
    And no side effects

  Scenario: [18] In SET
    Given any graph
    And having executed:
      """
      CREATE ({v: 1}), ({v: 9})
      """
    When executing query:
      """
      MATCH (n) SET n.v = CASE n.v WHEN > 5 THEN null ELSE 2 END
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 1 |
      | -properties | 2 |

  Scenario: [19] Without a value there is no test by operator
    Given any graph
    When executing query:
      """
      RETURN CASE WHEN > 1 THEN 1 END AS x
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [20] Without a value there are no several conditions
    Given any graph
    When executing query:
      """
      RETURN CASE WHEN true, false THEN 1 END AS x
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [21] WHEN of nothing
    Given any graph
    When executing query:
      """
      RETURN CASE 1 WHEN THEN 1 END AS x
      """
    Then a SyntaxError should be raised at compile time: *
