# Source: GQL: LET statement; Cypher 25: LET. It adds variables to the rows and drops none.

Feature: LET

  Scenario: [1] One variable
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x LET y = x * 10 RETURN x, y
      """
    Then the result should be, in any order:
      | x | y  |
      | 1 | 10 |
      | 2 | 20 |
    And no side effects

  Scenario: [2] Several variables
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x LET y = x + 1, z = x * x RETURN x, y, z
      """
    Then the result should be, in any order:
      | x | y | z |
      | 1 | 2 | 1 |
      | 2 | 3 | 4 |
    And no side effects

  Scenario: [3] One LET after another, the second using the first
    Given any graph
    When executing query:
      """
      LET a = 2 LET b = a * 3 LET c = a + b RETURN a, b, c
      """
    Then the result should be, in any order:
      | a | b | c |
      | 2 | 6 | 8 |
    And no side effects

  Scenario: [4] As the first clause
    Given any graph
    When executing query:
      """
      LET x = 'a' RETURN x
      """
    Then the result should be, in any order:
      | x   |
      | 'a' |
    And no side effects

  Scenario: [5] All variables stay
    Given any graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b LET c = a + b RETURN *
      """
    Then the result should be, in any order:
      | a | b | c |
      | 1 | 2 | 3 |
    And no side effects

  Scenario: [6] A property
    Given an empty graph
    And having executed:
      """
      CREATE (:P {name: 'Ann', age: 41}), (:P {name: 'Bob'})
      """
    When executing query:
      """
      MATCH (p:P) LET age = p.age RETURN p.name AS name, age
      """
    Then the result should be, in any order:
      | name  | age  |
      | 'Ann' | 41   |
      | 'Bob' | null |
    And no side effects

  Scenario: [7] A node under another name is matched from
    Given an empty graph
    And having executed:
      """
      CREATE (:P {name: 'Ann'})-[:R]->(:Q {name: 'Qed'})
      """
    When executing query:
      """
      MATCH (p:P) LET start = p MATCH (start)-[:R]->(q) RETURN q.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Qed' |
    And no side effects

  Scenario: [8] A list that is unwound
    Given any graph
    When executing query:
      """
      LET xs = [3, 4] UNWIND xs AS x RETURN x, size(xs) AS size
      """
    Then the result should be, in any order:
      | x | size |
      | 3 | 2    |
      | 4 | 2    |
    And no side effects

  Scenario: [9] A subquery
    Given an empty graph
    And having executed:
      """
      CREATE (p:P {n: 1})-[:R]->(:Q), (p)-[:R]->(:Q), (:P {n: 2})
      """
    When executing query:
      """
      MATCH (p:P) LET c = COUNT { (p)-->() } FILTER c > 0 RETURN p.n AS n, c
      """
    Then the result should be, in any order:
      | n | c |
      | 1 | 2 |
    And no side effects

  Scenario: [10] A condition, used by FILTER
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x LET isOdd = x % 2 = 1 FILTER isOdd RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 3 |
    And no side effects

  Scenario: [11] CASE
    Given any graph
    When executing query:
      """
      UNWIND [-1, 0, 1] AS x LET sign = CASE WHEN x < 0 THEN '-' WHEN x > 0 THEN '+' ELSE '' END RETURN x, sign
      """
    Then the result should be, in any order:
      | x  | sign |
      | -1 | '-'  |
      | 0  | ''   |
      | 1  | '+'  |
    And no side effects

  Scenario: [12] Then aggregated
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3, 4] AS x LET parity = x % 2 RETURN parity, sum(x) AS sum
      """
    Then the result should be, in any order:
      | parity | sum |
      | 0      | 6   |
      | 1      | 4   |
    And no side effects

  Scenario: [13] Then changed in the graph
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 2}), (:P {n: 3})
      """
    When executing query:
      """
      MATCH (p:P) LET square = p.n * p.n SET p.square = square RETURN p.n AS n, p.square AS square
      """
    Then the result should be, in any order:
      | n | square |
      | 2 | 4      |
      | 3 | 9      |
    And the side effects should be:
      | +properties | 2 |

  Scenario: [14] The value is that of before a later SET
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1})
      """
    When executing query:
      """
      MATCH (p:P) LET old = p.n SET p.n = 5 RETURN old, p.n AS new
      """
    Then the result should be, in any order:
      | old | new |
      | 1   | 5   |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: [15] Without rows
    Given any graph
    When executing query:
      """
      UNWIND [] AS x LET y = 1 RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
    And no side effects

  Scenario: [16] Null
    Given any graph
    When executing query:
      """
      LET x = null RETURN x IS NULL AS isNull, x + 1 AS sum
      """
    Then the result should be, in any order:
      | isNull | sum  |
      | true   | null |
    And no side effects

  Scenario: [17] Inside a CALL subquery
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { LET y = x + 1 RETURN y } RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 2 |
      | 2 | 3 |
    And no side effects

  Scenario: [18] A parameter
    Given any graph
    And parameters are:
      | n | 4 |
    When executing query:
      """
      LET x = $n RETURN x * 2 AS y
      """
    Then the result should be, in any order:
      | y |
      | 8 |
    And no side effects

  Scenario: [19] A comprehension
    Given any graph
    When executing query:
      """
      LET xs = [x IN range(1, 4) WHERE x % 2 = 0 | x * x] RETURN xs
      """
    Then the result should be, in any order:
      | xs      |
      | [4, 16] |
    And no side effects

  Scenario: [20] An undefined variable
    Given any graph
    When executing query:
      """
      LET x = y RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [21] Twice the same name in one LET
    Given any graph
    When executing query:
      """
      LET x = 1, x = 2 RETURN x
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [22] A name that is taken
    Given any graph
    When executing query:
      """
      WITH 1 AS x LET x = 2 RETURN x
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [23] It does not end a query
    Given any graph
    When executing query:
      """
      LET x = 1
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [24] A name is needed
    Given any graph
    When executing query:
      """
      LET 1 + 1 RETURN 1 AS one
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
