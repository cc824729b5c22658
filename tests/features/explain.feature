# Source: openCypher 9 and Cypher 25: EXPLAIN. The query is planned, not run; how the plan is shown is
# up to the implementation, so only what is not done is judged.

Feature: EXPLAIN

  Scenario Outline: [1] Nothing is changed by <update>
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:R]->(:B)
      """
    When executing query:
      """
      EXPLAIN <update>
      """
    Then no side effects
    When executing control query:
      """
      MATCH (a:A)-[:R]->(b) RETURN a, b
      """
    Then the result should be, in any order:
      | a           | b    |
      | (:A {n: 1}) | (:B) |

    Examples:
      | update                                                    |
      | CREATE (:C)                                               |
      | MATCH (a:A) SET a.n = 2                                   |
      | MATCH (a:A) DETACH DELETE a                               |
      | MATCH (a:A) REMOVE a.n                                    |
      | MERGE (:C {n: 3})                                         |
      | MATCH (a:A) CALL (a) { CREATE (:C) } RETURN a             |
      | FOREACH (i IN [1, 2] \| CREATE (:C))                      |
      | INSERT (:C) FINISH                                        |

  Scenario: [2] What would fail while it runs does not
    Given any graph
    When executing query:
      """
      EXPLAIN RETURN 1 / 0 AS x
      """
    Then no side effects

  Scenario: [3] A parameter need not be given
    Given any graph
    When executing query:
      """
      EXPLAIN MATCH (n) WHERE n.x = $x RETURN n
      """
    Then no side effects

  Scenario: [4] A mistake is found
    Given any graph
    When executing query:
      """
      EXPLAIN RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [5] A mistake in a subquery is found
    Given any graph
    When executing query:
      """
      EXPLAIN RETURN COUNT { MATCH (n) SET n.x = 1 } AS c
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [6] Text that is no query
    Given any graph
    When executing query:
      """
      EXPLAIN RETUR 1
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
