# Source: Cypher 25 and GQL: ORDER BY, SKIP (OFFSET) and LIMIT as clauses of their own; NODETACH DELETE; IN
# TRANSACTIONS; SHOW; PROFILE and EXPLAIN.

Feature: Clauses of their own

  Scenario: [1] ORDER BY
    Given any graph
    When executing query:
      """
      UNWIND [3, 1, 2] AS x ORDER BY x RETURN collect(x) AS xs
      """
    Then the result should be, in any order:
      | xs        |
      | [1, 2, 3] |
    And no side effects

  Scenario: [2] ORDER BY, descending, with null first
    Given any graph
    When executing query:
      """
      UNWIND [3, null, 1] AS x ORDER BY x DESC RETURN collect(coalesce(x, 'null')) AS xs
      """
    Then the result should be, in any order:
      | xs             |
      | ['null', 3, 1] |
    And no side effects

  Scenario: [3] ORDER BY several keys
    Given any graph
    When executing query:
      """
      UNWIND [[1, 2], [0, 9], [1, 1]] AS x ORDER BY x[0] DESC, x[1] RETURN collect(x) AS xs
      """
    Then the result should be, in any order:
      | xs                       |
      | [[1, 1], [1, 2], [0, 9]] |
    And no side effects

  Scenario: [4] LIMIT
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x LIMIT 2 RETURN x
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [5] SKIP
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x SKIP 2 RETURN x
      """
    Then the result should be, in order:
      | x |
      | 3 |
    And no side effects

  Scenario: [6] OFFSET
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x OFFSET 1 LIMIT 1 RETURN x
      """
    Then the result should be, in order:
      | x |
      | 2 |
    And no side effects

  Scenario: [7] ORDER BY, SKIP and LIMIT together
    Given any graph
    When executing query:
      """
      UNWIND [5, 3, 4, 1, 2] AS x ORDER BY x SKIP 1 LIMIT 3 RETURN collect(x) AS xs
      """
    Then the result should be, in any order:
      | xs        |
      | [2, 3, 4] |
    And no side effects

  Scenario: [8] LIMIT and then SKIP are two clauses
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3, 4] AS x LIMIT 3 SKIP 1 RETURN collect(x) AS xs
      """
    Then the result should be, in any order:
      | xs     |
      | [2, 3] |
    And no side effects

  Scenario: [9] LIMIT before and behind what follows
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x LIMIT 2 UNWIND [x, x * 10] AS y LIMIT 3 RETURN collect(y) AS ys
      """
    Then the result should be, in any order:
      | ys         |
      | [1, 10, 2] |
    And no side effects

  Scenario: [10] All variables go on
    Given any graph
    When executing query:
      """
      UNWIND [2, 1] AS x WITH x, x * 10 AS y ORDER BY y LIMIT 1 RETURN x, y
      """
    Then the result should be, in any order:
      | x | y  |
      | 1 | 10 |
    And no side effects

  Scenario: [11] ORDER BY what is not returned
    Given any graph
    And having executed:
      """
      CREATE ({n: 'a', v: 2}), ({n: 'b', v: 1})
      """
    When executing query:
      """
      MATCH (n) ORDER BY n.v RETURN collect(n.n) AS ns
      """
    Then the result should be, in any order:
      | ns         |
      | ['b', 'a'] |
    And no side effects

  Scenario: [12] LIMIT before a change
    Given any graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2}), (:A {v: 3})
      """
    When executing query:
      """
      MATCH (n:A) ORDER BY n.v DESC LIMIT 2 DELETE n
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes      | 2 |
      | -properties | 2 |
    When executing control query:
      """
      MATCH (n) RETURN n.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
    And no side effects

  Scenario: [13] LIMIT 0 before a change
    Given any graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      MATCH (n:A) LIMIT 0 DELETE n
      """
    Then the result should be empty
    And no side effects

  Scenario: [14] LIMIT by a parameter
    Given any graph
    And parameters are:
      | n | 2 |
    When executing query:
      """
      UNWIND [1, 2, 3] AS x LIMIT $n RETURN x
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [15] LIMIT in a subquery is for each row
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { UNWIND [x, x + 10, x + 20] AS y ORDER BY y DESC LIMIT 1 RETURN y } RETURN x, y
      """
    Then the result should be, in any order:
      | x | y  |
      | 1 | 21 |
      | 2 | 22 |
    And no side effects

  Scenario: [16] LIMIT by a variable
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x LIMIT x RETURN x
      """
    Then a SyntaxError should be raised at compile time: NonConstantExpression

  Scenario: [17] LIMIT negative
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x LIMIT -1 RETURN x
      """
    Then a SyntaxError should be raised at compile time: NegativeIntegerArgument

  Scenario: [18] ORDER BY what is not there
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x ORDER BY y RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [19] ORDER BY an aggregate
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x ORDER BY count(x) RETURN x
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: [20] LIMIT at the end answers nothing
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x LIMIT 1
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [21] NODETACH DELETE of a node alone
    Given any graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (n:A) NODETACH DELETE n
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes  | 1 |
      | -labels | 1 |

  Scenario: [22] NODETACH DELETE of a node with a relationship
    Given any graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (n:A) NODETACH DELETE n
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode

  Scenario: [23] NODETACH DELETE of a node and its relationship
    Given any graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (n:A)-[r]->() NODETACH DELETE n, r
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |
      | -labels        | 1 |

  Scenario: [24] NODETACH DELETE of null
    Given any graph
    When executing query:
      """
      OPTIONAL MATCH (n:A) NODETACH DELETE n
      """
    Then the result should be empty
    And no side effects

  Scenario: [25] IN TRANSACTIONS
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x CALL (x) { CREATE (:A {x: x}) } IN TRANSACTIONS OF 2 ROWS
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: [26] IN TRANSACTIONS without a number
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x CALL (x) { CREATE (n:A {x: x}) RETURN n.x AS y } IN TRANSACTIONS RETURN sum(y) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 6   |
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: [27] IN TRANSACTIONS by a parameter
    Given any graph
    And parameters are:
      | n | 1 |
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { CREATE (:A) } IN TRANSACTIONS OF $n ROWS
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes  | 2 |
      | +labels | 1 |

  Scenario: [28] IN TRANSACTIONS, what fails later takes all back
    Given any graph
    When executing query:
      """
      UNWIND [2, 1, 0] AS x CALL (x) { CREATE (:A {x: 10 / x}) } IN TRANSACTIONS OF 1 ROWS
      """
    Then an ArithmeticError should be raised at runtime: DivisionByZero

  Scenario: [29] SHOW FUNCTIONS
    Given any graph
    When executing query:
      """
      SHOW FUNCTIONS YIELD name WHERE name IN ['size', 'coll.sort', 'count'] RETURN name ORDER BY name
      """
    Then the result should be, in order:
      | name        |
      | 'coll.sort' |
      | 'count'     |
      | 'size'      |
    And no side effects

  Scenario: [30] SHOW ALL FUNCTIONS, which are many
    Given any graph
    When executing query:
      """
      SHOW ALL FUNCTIONS YIELD * RETURN count(*) > 100 AS many, count(DISTINCT name) = count(name) AS distinct
      """
    Then the result should be, in any order:
      | many | distinct |
      | true | true     |
    And no side effects

  Scenario: [31] SHOW FUNCTIONS, renamed
    Given any graph
    When executing query:
      """
      SHOW FUNCTIONS YIELD name AS function WHERE function = 'abs' RETURN function
      """
    Then the result should be, in any order:
      | function |
      | 'abs'    |
    And no side effects

  Scenario: [32] SHOW PROCEDURES
    Given any graph
    When executing query:
      """
      SHOW PROCEDURES YIELD name WHERE name = 'db.labels' RETURN name
      """
    Then the result should be, in any order:
      | name        |
      | 'db.labels' |
    And no side effects

  Scenario: [33] SHOW PROCEDURES, what is not there
    Given any graph
    When executing query:
      """
      SHOW PROCEDURES YIELD nothing RETURN nothing
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [34] PROFILE runs what it shows
    Given any graph
    When executing query:
      """
      PROFILE CREATE (:A {v: 1})
      """
    Then the side effects should be:
      | +nodes      | 1 |
      | +labels     | 1 |
      | +properties | 1 |

  Scenario: [35] EXPLAIN runs nothing
    Given any graph
    When executing query:
      """
      EXPLAIN CREATE (:A {v: 1})
      """
    Then the side effects should be:
      | +nodes | 0 |
    When executing control query:
      """
      MATCH (n) RETURN count(n) AS n
      """
    Then the result should be, in any order:
      | n |
      | 0 |
    And no side effects

  Scenario: [36] PROFILE of a statement that fails
    Given any graph
    When executing query:
      """
      PROFILE CREATE (:A {v: 1 / 0})
      """
    Then an ArithmeticError should be raised at any time: DivisionByZero

  Scenario: [37] PROFILE deletes
    Given any graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      PROFILE MATCH (n) DETACH DELETE n
      """
    Then the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |
      | -labels        | 2 |
    When executing control query:
      """
      MATCH (n) RETURN count(n) AS n
      """
    Then the result should be, in any order:
      | n |
      | 0 |
    And no side effects

  Scenario: [38] EXPLAIN of what would delete
    Given any graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      EXPLAIN MATCH (n) DETACH DELETE n
      """
    Then the side effects should be:
      | +nodes | 0 |

  Scenario: [39] EXPLAIN finds mistakes of names
    Given any graph
    When executing query:
      """
      EXPLAIN MATCH (n) RETURN m
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable
