# Source: CIP2015-05-13 (pattern predicates): true if there is a match, no new variables, only where a
# boolean is expected. CIP2018-10-29 (IS NULL, IS NOT NULL).

Feature: Patterns as conditions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 1})-[:R {w: 1}]->(b:B {n: 2})-[:S]->(c:C {n: 3}), (a)-[:S]->(c), (:D {n: 4})
      """

  Scenario: [1] In WHERE
    When executing query:
      """
      MATCH (x) WHERE (x)-[:R]->() RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And no side effects

  Scenario: [2] With labels and properties
    When executing query:
      """
      MATCH (x) WHERE (x)-[:R {w: 1}]->(:B {n: 2}) RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And no side effects

  Scenario: [3] Negated
    When executing query:
      """
      MATCH (x) WHERE NOT (x)--() RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 4 |
    And no side effects

  Scenario Outline: [4] <condition> keeps <kept>
    When executing query:
      """
      MATCH (x) WHERE <condition> WITH x.n AS n ORDER BY n RETURN collect(n) AS kept
      """
    Then the result should be, in any order:
      | kept   |
      | <kept> |
    And no side effects

    Examples:
      | condition                             | kept   |
      | (x)-[:R]->() AND (x)-[:S]->()         | [1]    |
      | (x)-[:R]->() OR (x)-[:S]->()          | [1, 2] |
      | (x)-[:R]->() XOR (x)-[:S]->()         | [2]    |
      | (x)<--()                              | [2, 3] |
      | (x)--() AND NOT (x)-->()              | [3]    |
      | ()-->(x)-->()                         | [2]    |
      | (x)-[*2]->()                          | [1]    |
      | (x)-[:R\|S]->(:C)                     | [1, 2] |
      | x.n > 1 AND (x)-->()                  | [2]    |
      | x.missing IS NULL AND (x)-[:R]->()    | [1]    |
      | x.missing IS NOT NULL OR (x)-[:R]->() | [1]    |

  Scenario: [5] Between two variables that are bound
    When executing query:
      """
      MATCH (x), (y) WHERE (x)-[:S]->(y) RETURN x.n AS x, y.n AS y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 3 |
      | 2 | 3 |
    And no side effects

  Scenario: [6] Over a relationship that is bound
    When executing query:
      """
      MATCH ()-[r]->() WHERE (:A)-[r]->() RETURN type(r) AS t
      """
    Then the result should be, in any order:
      | t   |
      | 'R' |
      | 'S' |
    And no side effects

  Scenario: [7] In CASE
    When executing query:
      """
      MATCH (x) RETURN x.n AS n, CASE WHEN (x)-->() THEN 'out' WHEN (x)<--() THEN 'in' ELSE 'none' END AS way
      """
    Then the result should be, in any order:
      | n | way    |
      | 1 | 'out'  |
      | 2 | 'out'  |
      | 3 | 'in'   |
      | 4 | 'none' |
    And no side effects

  Scenario: [8] In a list comprehension
    When executing query:
      """
      MATCH (x) WITH x ORDER BY x.n WITH collect(x) AS xs RETURN [x IN xs WHERE (x)-[:S]->() | x.n] AS ns
      """
    Then the result should be, in any order:
      | ns     |
      | [1, 2] |
    And no side effects

  Scenario: [9] In a quantifier
    When executing query:
      """
      MATCH (x) WITH collect(x) AS xs RETURN any(x IN xs WHERE (x)-[:R]->()) AS some, none(x IN xs WHERE (x)-[:T]->()) AS none
      """
    Then the result should be, in any order:
      | some | none |
      | true | true |
    And no side effects

  Scenario: [10] In WITH ... WHERE
    When executing query:
      """
      MATCH (x) WITH x, x.n AS n WHERE (x)-->() RETURN n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [11] exists of a pattern
    When executing query:
      """
      MATCH (x) WHERE exists((x)-[:R]->()) RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And no side effects

  Scenario: [12] IS NULL of a property, an expression and a missing node
    When executing query:
      """
      MATCH (x:A) OPTIONAL MATCH (x)-[:T]->(y) RETURN x.n IS NULL AS a, x.m IS NULL AS b, x.m + 1 IS NULL AS c, y IS NULL AS d, y.n IS NOT NULL AS e
      """
    Then the result should be, in any order:
      | a     | b    | c    | d    | e     |
      | false | true | true | true | false |
    And no side effects

  Scenario: [13] A new variable
    When executing query:
      """
      MATCH (x) WHERE (x)-->(y) RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [14] A new relationship variable
    When executing query:
      """
      MATCH (x) WHERE (x)-[r]->() RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario Outline: [15] Where no boolean is expected: <item>
    When executing query:
      """
      MATCH (x), (y) RETURN <item> AS p
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | item             |
      | (x)-->(y)        |
      | [(x)-->(y)]      |
      | size((x)-->(y))  |
      | {p: (x)-->(y)}   |
      | (x)-->(y) = true |
