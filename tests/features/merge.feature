# Source: openCypher 9: MERGE; Cypher 25: the same. A pattern is found as a whole, or made as a whole.

Feature: MERGE among other constructs

  Scenario: [1] Found, nothing is made
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1, m: 2})
      """
    When executing query:
      """
      MERGE (a:A {n: 1}) RETURN a
      """
    Then the result should be, in any order:
      | a                 |
      | (:A {n: 1, m: 2}) |
    And no side effects

  Scenario: [2] All that match are found
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1, m: 1}), (:A {n: 1, m: 2})
      """
    When executing query:
      """
      MERGE (a:A {n: 1}) RETURN a.m AS m
      """
    Then the result should be, in any order:
      | m |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [3] A path that exists in part is made as a whole
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:R]->(:B {n: 1})
      """
    When executing query:
      """
      MERGE (a:A {n: 1})-[:R]->(b:B {n: 2}) RETURN b.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +properties    | 2 |

  Scenario: [4] From nodes that are bound only the relationship is made
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B) MERGE (a)-[r:R]->(b) MERGE (a)-[s:R]->(b) RETURN r = s AS same
      """
    Then the result should be, in any order:
      | same |
      | true |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: [5] Undirected: either way is found
    Given an empty graph
    And having executed:
      """
      CREATE (:A)<-[:R]-(:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B) MERGE (a)-[r:R]-(b) RETURN startNode(r) = b AS back
      """
    Then the result should be, in any order:
      | back |
      | true |
    And no side effects

  Scenario: [6] Undirected: made from left to right
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B) MERGE (a)-[r:R]-(b) RETURN startNode(r) = a AS forth
      """
    Then the result should be, in any order:
      | forth |
      | true  |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: [7] ON CREATE for what is made, ON MATCH for what is found
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})
      """
    When executing query:
      """
      UNWIND [1, 2] AS n MERGE (a:A {n: n}) ON CREATE SET a.how = 'made' ON MATCH SET a.how = 'found' RETURN a.n AS n, a.how AS how
      """
    Then the result should be, in any order:
      | n | how     |
      | 1 | 'found' |
      | 2 | 'made'  |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 3 |

  Scenario: [8] ON CREATE sets labels and maps
    Given an empty graph
    When executing query:
      """
      MERGE (a:A {n: 1}) ON CREATE SET a:B, a += {x: 1, y: 2} RETURN a
      """
    Then the result should be, in any order:
      | a                         |
      | (:A:B {n: 1, x: 1, y: 2}) |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 2 |
      | +properties | 3 |

  Scenario: [9] ON MATCH sets with a subquery
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:R]->(), (:A {n: 2})
      """
    When executing query:
      """
      UNWIND [1, 2] AS n MERGE (a:A {n: n}) ON MATCH SET a.degree = COUNT { (a)--() } RETURN a.degree AS degree
      """
    Then the result should be, in any order:
      | degree |
      | 1      |
      | 0      |
    And the side effects should be:
      | +properties | 2 |

  Scenario: [10] With properties from a row
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:A {n: 2})
      """
    When executing query:
      """
      MATCH (a:A) MERGE (b:B {of: a.n}) RETURN b.of AS of
      """
    Then the result should be, in any order:
      | of |
      | 1  |
      | 2  |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [11] Equal numbers of different types are found
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})
      """
    When executing query:
      """
      MERGE (a:A {n: 1.0}) RETURN a
      """
    Then the result should be, in any order:
      | a           |
      | (:A {n: 1}) |
    And no side effects

  Scenario: [12] A null property is refused
    Given any graph
    When executing query:
      """
      MERGE (a:A {n: null}) RETURN a
      """
    Then a SemanticError should be raised at runtime: MergeReadOwnWrites

  Scenario: [13] A null property of a row is refused, and the rows before undone
    Given any graph
    When executing query:
      """
      UNWIND [1, null] AS n MERGE (a:A {n: n}) RETURN a
      """
    Then a SemanticError should be raised at runtime: MergeReadOwnWrites

  Scenario: [14] A named path
    Given an empty graph
    When executing query:
      """
      MERGE p = (:A)-[:R]->(:B) RETURN p
      """
    Then the result should be, in any order:
      | p                 |
      | <(:A)-[:R]->(:B)> |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 2 |

  Scenario: [15] A loop
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) MERGE (a)-[:SELF]->(a) MERGE (a)-[:SELF]->(a)
      """
    Then the result should be empty
    And the side effects should be:
      | +relationships | 1 |

  Scenario: [16] No relationship without a type
    Given any graph
    When executing query:
      """
      MERGE (a:A)-[r]->(b:B) RETURN r
      """
    Then a SyntaxError should be raised at compile time: NoSingleRelationshipType

  Scenario: [17] No variable length
    Given any graph
    When executing query:
      """
      MERGE (a:A)-[:R*2]->(b:B) RETURN a
      """
    Then a SyntaxError should be raised at compile time: CreatingVarLength

  Scenario: [18] No variable that is bound already
    Given any graph
    When executing query:
      """
      MATCH (a:A) MERGE (a) RETURN a
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [19] No parameter as the properties
    Given any graph
    And parameters are:
      | props | {n: 1} |
    When executing query:
      """
      MERGE (a:A $props) RETURN a
      """
    Then a SyntaxError should be raised at compile time: InvalidParameterUse

  Scenario: [20] ON CREATE sees no unknown variable
    Given any graph
    When executing query:
      """
      MERGE (a:A) ON CREATE SET a.x = b.x RETURN a
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable
