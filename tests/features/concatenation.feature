# Source: GQL: string and list concatenation; Cypher 25: `||` on strings and on lists.

Feature: Concatenation with ||

  Scenario Outline: [1] <left> || <right>
    Given any graph
    When executing query:
      """
      RETURN <left> || <right> AS x
      """
    Then the result should be, in any order:
      | x   |
      | <x> |
    And no side effects

    Examples:
      | left   | right  | x          |
      | 'a'    | 'b'    | 'ab'       |
      | ''     | 'b'    | 'b'        |
      | ''     | ''     | ''         |
      | 'Zoë'  | '🦀'    | 'Zoë🦀'     |
      | [1]    | [2, 3] | [1, 2, 3]  |
      | []     | [1]    | [1]        |
      | []     | []     | []         |
      | [1]    | ['a']  | [1, 'a']   |
      | [[1]]  | [[2]]  | [[1], [2]] |
      | [null] | [1]    | [null, 1]  |
      | 'a'    | null   | null       |
      | null   | 'a'    | null       |
      | [1]    | null   | null       |
      | null   | [1]    | null       |
      | null   | null   | null       |

  Scenario: [2] Several in a row
    Given any graph
    When executing query:
      """
      RETURN 'a' || 'b' || 'c' AS s, [1] || [2] || [3] AS l
      """
    Then the result should be, in any order:
      | s     | l         |
      | 'abc' | [1, 2, 3] |
    And no side effects

  Scenario: [3] Properties
    Given an empty graph
    And having executed:
      """
      CREATE (:P {first: 'Ann', last: 'Lee', tags: ['x']}), (:P {first: 'Bob'})
      """
    When executing query:
      """
      MATCH (p:P) RETURN p.first || ' ' || p.last AS name, p.tags || ['y'] AS tags
      """
    Then the result should be, in any order:
      | name      | tags       |
      | 'Ann Lee' | ['x', 'y'] |
      | null      | null       |
    And no side effects

  Scenario: [4] Parameters
    Given any graph
    And parameters are:
      | a | 'x' |
      | b | [1] |
    When executing query:
      """
      RETURN $a || 'y' AS s, $b || [2] AS l
      """
    Then the result should be, in any order:
      | s    | l      |
      | 'xy' | [1, 2] |
    And no side effects

  Scenario: [5] The result of a function
    Given any graph
    When executing query:
      """
      RETURN toUpper('a') || toString(1) AS s, range(1, 2) || tail([0, 3]) AS l
      """
    Then the result should be, in any order:
      | s    | l         |
      | 'A1' | [1, 2, 3] |
    And no side effects

  Scenario: [6] In a condition
    Given any graph
    When executing query:
      """
      UNWIND ['ab', 'ba'] AS x WITH x WHERE x = 'a' || 'b' RETURN x
      """
    Then the result should be, in any order:
      | x    |
      | 'ab' |
    And no side effects

  Scenario: [7] In SET
    Given an empty graph
    And having executed:
      """
      CREATE (:P {name: 'Ann', tags: ['x']})
      """
    When executing query:
      """
      MATCH (p:P) SET p.name = p.name || '!', p.tags = p.tags || ['y'] RETURN p
      """
    Then the result should be, in any order:
      | p                                     |
      | (:P {name: 'Ann!', tags: ['x', 'y']}) |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |

  Scenario: [8] Mixed with +
    Given any graph
    When executing query:
      """
      RETURN 'a' + 'b' || 'c' AS s, [1] + 2 || [3] AS l
      """
    Then the result should be, in any order:
      | s     | l         |
      | 'abc' | [1, 2, 3] |
    And no side effects

  Scenario Outline: [9] <left> || <right> is not defined
    Given any graph
    When executing query:
      """
      UNWIND [<left>] AS left RETURN left || <right> AS x
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | left   | right  |
      | 'a'    | 1      |
      | 1      | 2      |
      | true   | 'a'    |
      | {a: 1} | {b: 2} |
      | 1.5    | 'a'    |
