# Source: openCypher 9: UNION; Cypher 25: UNION and UNION DISTINCT, in statements and subqueries.

Feature: UNION among other constructs

  Scenario: [1] UNION DISTINCT is UNION
    Given any graph
    When executing query:
      """
      RETURN 1 AS x UNION DISTINCT RETURN 1 AS x UNION DISTINCT RETURN 2 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [2] Rows are equal by equivalence, null and NaN too
    Given any graph
    When executing query:
      """
      RETURN null AS x UNION RETURN null AS x UNION RETURN 0.0 / 0.0 AS x UNION RETURN 0.0 / 0.0 AS x UNION RETURN 1 AS x UNION RETURN 1.0 AS x
      """
    Then the result should be, in any order:
      | x    |
      | null |
      | NaN  |
      | 1    |
    And no side effects

  Scenario: [3] UNION also drops equal rows of one branch
    Given any graph
    When executing query:
      """
      UNWIND [1, 1, 2] AS x RETURN x UNION RETURN 2 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [4] UNION ALL keeps order of branches and all rows
    Given any graph
    When executing query:
      """
      UNWIND [2, 1] AS x RETURN x ORDER BY x UNION ALL RETURN 0 AS x
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |
      | 0 |
    And no side effects

  Scenario: [5] ORDER BY and LIMIT belong to their branch
    Given any graph
    When executing query:
      """
      UNWIND [3, 1, 2] AS x RETURN x ORDER BY x LIMIT 1 UNION ALL UNWIND [7, 9] AS x RETURN x ORDER BY x DESC LIMIT 1
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 9 |
    And no side effects

  Scenario: [6] Aggregates in branches
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN sum(x) AS n UNION ALL UNWIND [5, 6] AS x RETURN max(x) AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |
      | 6 |
    And no side effects

  Scenario: [7] Variables of one branch are not seen in the other
    Given any graph
    When executing query:
      """
      MATCH (n) RETURN n.x AS x UNION RETURN n.x AS x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [8] Nodes are the same in both branches
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:B {n: 2})
      """
    When executing query:
      """
      MATCH (x:A) RETURN x UNION MATCH (x) RETURN x
      """
    Then the result should be, in any order:
      | x           |
      | (:A {n: 1}) |
      | (:B {n: 2}) |
    And no side effects

  Scenario: [9] A branch that finds nothing
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})
      """
    When executing query:
      """
      MATCH (x:A) RETURN x.n AS n UNION MATCH (x:None) RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And no side effects

  Scenario: [10] Changing branches
    Given an empty graph
    When executing query:
      """
      CREATE (a:A) RETURN labels(a) AS l UNION ALL MATCH (a:A) SET a:B RETURN labels(a) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l          |
      | ['A']      |
      | ['A', 'B'] |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 2 |

  Scenario: [11] Two branches that return nothing
    Given an empty graph
    When executing query:
      """
      CREATE (:A) UNION CREATE (:B)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes  | 2 |
      | +labels | 2 |

  Scenario: [12] One branch returns and the other does not
    Given any graph
    When executing query:
      """
      RETURN 1 AS x UNION CREATE (:B)
      """
    Then a SyntaxError should be raised at compile time: DifferentColumnsInUnion

  Scenario: [13] UNION and UNION ALL are not mixed
    Given any graph
    When executing query:
      """
      RETURN 1 AS x UNION RETURN 2 AS x UNION ALL RETURN 3 AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [14] A different number of columns
    Given any graph
    When executing query:
      """
      RETURN 1 AS x UNION RETURN 1 AS x, 2 AS y
      """
    Then a SyntaxError should be raised at compile time: DifferentColumnsInUnion

  Scenario: [15] Parameters in both branches
    Given any graph
    And parameters are:
      | a | 1 |
    When executing query:
      """
      RETURN $a AS x UNION ALL RETURN $a + 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
    And no side effects
