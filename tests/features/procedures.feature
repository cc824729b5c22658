# Source: CIP2015-06-24 (calling procedures); Cypher 25: CALL, YIELD, OPTIONAL CALL.

Feature: Calling procedures

  Scenario: [1] Standing alone, all results are columns
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B:A)
      """
    When executing query:
      """
      CALL db.labels()
      """
    Then the result should be, in any order:
      | label |
      | 'A'   |
      | 'B'   |
    And no side effects

  Scenario: [2] Without parentheses
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:R]->()-[:S]->()
      """
    When executing query:
      """
      CALL db.relationshipTypes
      """
    Then the result should be, in any order:
      | relationshipType |
      | 'R'              |
      | 'S'              |
    And no side effects

  Scenario: [3] Results chosen and renamed
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1, y: 2})
      """
    When executing query:
      """
      CALL db.propertyKeys() YIELD propertyKey AS key RETURN key ORDER BY key DESC
      """
    Then the result should be, in order:
      | key |
      | 'y' |
      | 'x' |
    And no side effects

  Scenario: [4] YIELD with WHERE
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B), (:C)
      """
    When executing query:
      """
      CALL db.labels() YIELD label WHERE label > 'A' RETURN label
      """
    Then the result should be, in any order:
      | label |
      | 'B'   |
      | 'C'   |
    And no side effects

  Scenario: [5] YIELD with WHERE on a new name
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      CALL db.labels() YIELD label AS l WHERE l = 'B' RETURN l
      """
    Then the result should be, in any order:
      | l   |
      | 'B' |
    And no side effects

  Scenario: [6] Standing alone with YIELD
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      CALL db.labels() YIELD label
      """
    Then the result should be, in any order:
      | label |
      | 'A'   |
    And no side effects

  Scenario: [7] Once for each row
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      UNWIND [1, 2] AS i CALL db.labels() YIELD label RETURN i, collect(label) AS labels
      """
    Then the result should be, in any order:
      | i | labels     |
      | 1 | ['A', 'B'] |
      | 2 | ['A', 'B'] |
    And no side effects

  Scenario: [8] What a query has made is seen
    Given an empty graph
    When executing query:
      """
      CREATE (:New) WITH 1 AS one CALL db.labels() YIELD label RETURN label
      """
    Then the result should be, in any order:
      | label |
      | 'New' |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |

  Scenario: [9] An empty graph has no labels
    Given any graph
    When executing query:
      """
      CALL db.labels() YIELD label RETURN count(label) AS c
      """
    Then the result should be, in any order:
      | c |
      | 0 |
    And no side effects

  Scenario: [10] With arguments from the row
    Given any graph
    And there exists a procedure test.next(n :: INTEGER?) :: (m :: INTEGER?):
      | n | m |
      | 1 | 2 |
      | 2 | 3 |
    When executing query:
      """
      UNWIND [1, 2, 9] AS n CALL test.next(n) YIELD m RETURN n, m
      """
    Then the result should be, in any order:
      | n | m |
      | 1 | 2 |
      | 2 | 3 |
    And no side effects

  Scenario: [11] OPTIONAL CALL keeps the row
    Given any graph
    And there exists a procedure test.next(n :: INTEGER?) :: (m :: INTEGER?):
      | n | m |
      | 1 | 2 |
    When executing query:
      """
      UNWIND [1, 9] AS n OPTIONAL CALL test.next(n) YIELD m RETURN n, m
      """
    Then the result should be, in any order:
      | n | m    |
      | 1 | 2    |
      | 9 | null |
    And no side effects

  Scenario: [12] Several results for a row, filtered
    Given any graph
    And there exists a procedure test.pairs(k :: STRING?) :: (a :: INTEGER?, b :: STRING?):
      | k   | a | b   |
      | 'x' | 1 | 'p' |
      | 'x' | 2 | 'q' |
      | 'y' | 3 | 'r' |
    When executing query:
      """
      UNWIND ['x', 'y'] AS k CALL test.pairs(k) YIELD a, b WHERE a <> 1 RETURN k, a, b
      """
    Then the result should be, in any order:
      | k   | a | b   |
      | 'x' | 2 | 'q' |
      | 'y' | 3 | 'r' |
    And no side effects

  Scenario: [13] Inside a subquery
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      CALL () { CALL db.labels() YIELD label RETURN count(label) AS c } RETURN c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And no side effects

  Scenario: [14] Inside EXISTS and COUNT
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      RETURN EXISTS { CALL db.labels() YIELD label WHERE label = 'A' RETURN label } AS a, COUNT { CALL db.labels() YIELD label RETURN label } AS c
      """
    Then the result should be, in any order:
      | a    | c |
      | true | 2 |
    And no side effects

  Scenario: [15] A node labelled by what a procedure gives
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:B {n: 2})
      """
    When executing query:
      """
      CALL db.labels() YIELD label MATCH (x) WHERE label IN labels(x) RETURN label, x.n AS n
      """
    Then the result should be, in any order:
      | label | n |
      | 'A'   | 1 |
      | 'B'   | 2 |
    And no side effects

  Scenario: [16] There is no such procedure
    Given any graph
    When executing query:
      """
      CALL db.nothing()
      """
    Then a ProcedureError should be raised at compile time: ProcedureNotFound

  Scenario: [17] Too many arguments
    Given any graph
    When executing query:
      """
      CALL db.labels(1)
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

  Scenario: [18] A result that the procedure does not give
    Given any graph
    When executing query:
      """
      CALL db.labels() YIELD name RETURN name
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [19] A name that is taken
    Given any graph
    When executing query:
      """
      WITH 1 AS label CALL db.labels() YIELD label RETURN label
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [20] The same name twice
    Given any graph
    And there exists a procedure test.two() :: (a :: INTEGER?, b :: INTEGER?):
      | a | b |
      | 1 | 2 |
    When executing query:
      """
      CALL test.two() YIELD a AS x, b AS x RETURN x
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [21] YIELD * within a query
    Given any graph
    When executing query:
      """
      CALL db.labels() YIELD * RETURN label
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: [22] An argument of another type
    Given any graph
    And there exists a procedure test.next(n :: INTEGER?) :: (m :: INTEGER?):
      | n | m |
      | 1 | 2 |
    When executing query:
      """
      CALL test.next('a') YIELD m RETURN m
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: [23] An aggregate as an argument
    Given any graph
    And there exists a procedure test.next(n :: INTEGER?) :: (m :: INTEGER?):
      | n | m |
      | 1 | 2 |
    When executing query:
      """
      UNWIND [1] AS n CALL test.next(count(n)) YIELD m RETURN m
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: [24] No condition after WHERE
    Given any graph
    When executing query:
      """
      CALL db.labels() YIELD label WHERE 1 RETURN label
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
