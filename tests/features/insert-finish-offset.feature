# Source: GQL: INSERT, FINISH, OFFSET; Cypher 25: the clauses of the same names.

Feature: INSERT, FINISH and OFFSET

  Scenario: [1] INSERT of a node
    Given an empty graph
    When executing query:
      """
      INSERT (:A {n: 1})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |
      | +labels     | 1 |

  Scenario: [2] INSERT of a node with several labels
    Given an empty graph
    When executing query:
      """
      INSERT (x:A&B&C) RETURN labels(x) AS labels
      """
    Then the result should be (ignoring element order for lists):
      | labels          |
      | ['A', 'B', 'C'] |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 3 |

  Scenario: [3] INSERT of a node without anything
    Given an empty graph
    When executing query:
      """
      INSERT () RETURN 1 AS one
      """
    Then the result should be, in any order:
      | one |
      | 1   |
    And the side effects should be:
      | +nodes | 1 |

  Scenario: [4] INSERT of a path
    Given an empty graph
    When executing query:
      """
      INSERT p = (:A {n: 1})-[:R {w: 2}]->(:B)<-[:S]-(:C) RETURN p
      """
    Then the result should be, in any order:
      | p                                          |
      | <(:A {n: 1})-[:R {w: 2}]->(:B)<-[:S]-(:C)> |
    And the side effects should be:
      | +nodes         | 3 |
      | +relationships | 2 |
      | +properties    | 2 |
      | +labels        | 3 |

  Scenario: [5] INSERT between nodes that were matched
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B) INSERT (a)-[r:R {since: 1}]->(b) RETURN r
      """
    Then the result should be, in any order:
      | r               |
      | [:R {since: 1}] |
    And the side effects should be:
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: [6] INSERT of several paths, the second from the first
    Given an empty graph
    When executing query:
      """
      INSERT (a:A)-[:R]->(b:B), (b)-[:S]->(a)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 2 |
      | +labels        | 2 |

  Scenario: [7] INSERT once a row
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS i INSERT (n:N {i: i}) RETURN sum(n.i) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 6   |
    And the side effects should be:
      | +nodes      | 3 |
      | +properties | 3 |
      | +labels     | 1 |

  Scenario: [8] INSERT of null is no property
    Given an empty graph
    When executing query:
      """
      INSERT (n:N {i: null}) RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:N) |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |

  Scenario: [9] INSERT of properties from a parameter
    Given an empty graph
    And parameters are:
      | props | {a: 1, b: ['x']} |
    When executing query:
      """
      INSERT (n:N $props) RETURN n
      """
    Then the result should be, in any order:
      | n                     |
      | (:N {a: 1, b: ['x']}) |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [10] INSERT of a variable that is bound
    Given any graph
    When executing query:
      """
      MATCH (n) INSERT (n:A) RETURN n
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [11] INSERT of a relationship without a direction
    Given any graph
    When executing query:
      """
      INSERT (:A)-[:R]-(:B)
      """
    Then a SyntaxError should be raised at compile time: RequiresDirectedRelationship

  Scenario: [12] INSERT of a relationship without a type
    Given any graph
    When executing query:
      """
      INSERT (:A)-->(:B)
      """
    Then a SyntaxError should be raised at compile time: NoSingleRelationshipType

  Scenario: [13] INSERT of a relationship of two types
    Given any graph
    When executing query:
      """
      INSERT (:A)-[:R|S]->(:B)
      """
    Then a SyntaxError should be raised at compile time: NoSingleRelationshipType

  Scenario: [14] INSERT of a variable length
    Given any graph
    When executing query:
      """
      INSERT (:A)-[:R*2]->(:B)
      """
    Then a SyntaxError should be raised at compile time: CreatingVarLength

  Scenario: [15] INSERT of a map as a property
    Given any graph
    When executing query:
      """
      INSERT (:A {m: {x: 1}})
      """
    Then a TypeError should be raised at any time: InvalidPropertyType

  Scenario: [16] FINISH gives nothing
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x FINISH
      """
    Then the result should be empty
    And no side effects

  Scenario: [17] FINISH after MATCH
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      MATCH (a:A) FINISH
      """
    Then the result should be empty
    And no side effects

  Scenario: [18] FINISH after changes, which are made
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS x CREATE (:A {x: x}) FINISH
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [19] FINISH after WITH and LIMIT: changes before it are all made
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x CREATE (:A) WITH x LIMIT 1 FINISH
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes  | 3 |
      | +labels | 1 |

  Scenario: [20] FINISH alone
    Given any graph
    When executing query:
      """
      FINISH
      """
    Then the result should be empty
    And no side effects

  Scenario: [21] FINISH after a call that returns
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      CALL () { MATCH (a:A) SET a.seen = true RETURN a } FINISH
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 1 |

  Scenario: [22] FINISH is last
    Given any graph
    When executing query:
      """
      MATCH (n) FINISH RETURN n
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [23] FINISH after RETURN
    Given any graph
    When executing query:
      """
      RETURN 1 AS x FINISH
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [24] OFFSET in RETURN
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3, 4] AS x RETURN x ORDER BY x OFFSET 2
      """
    Then the result should be, in order:
      | x |
      | 3 |
      | 4 |
    And no side effects

  Scenario: [25] OFFSET and LIMIT
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3, 4] AS x RETURN x ORDER BY x DESC OFFSET 1 LIMIT 2
      """
    Then the result should be, in order:
      | x |
      | 3 |
      | 2 |
    And no side effects

  Scenario: [26] OFFSET in WITH
    Given any graph
    When executing query:
      """
      UNWIND [3, 1, 2] AS x WITH x ORDER BY x OFFSET 1 RETURN collect(x) AS xs
      """
    Then the result should be, in any order:
      | xs     |
      | [2, 3] |
    And no side effects

  Scenario Outline: [27] OFFSET <offset> of three rows
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS x WITH x ORDER BY x OFFSET <offset> RETURN collect(x) AS xs
      """
    Then the result should be, in any order:
      | xs   |
      | <xs> |
    And no side effects

    Examples:
      | offset         | xs        |
      | 0              | [1, 2, 3] |
      | 2              | [3]       |
      | 3              | []        |
      | 100            | []        |
      | 1 + 1          | [3]       |
      | toInteger(1.9) | [2, 3]    |

  Scenario: [28] OFFSET by a parameter
    Given any graph
    And parameters are:
      | n | 1 |
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN x ORDER BY x OFFSET $n
      """
    Then the result should be, in any order:
      | x |
      | 2 |
    And no side effects

  Scenario: [29] OFFSET of a negative parameter
    Given any graph
    And parameters are:
      | n | -1 |
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN x OFFSET $n
      """
    Then a SyntaxError should be raised at runtime: NegativeIntegerArgument

  Scenario: [30] OFFSET of a float parameter
    Given any graph
    And parameters are:
      | n | 1.5 |
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN x OFFSET $n
      """
    Then a SyntaxError should be raised at runtime: InvalidArgumentType

  Scenario: [31] OFFSET of a negative number
    Given any graph
    When executing query:
      """
      RETURN 1 AS x OFFSET -1
      """
    Then a SyntaxError should be raised at compile time: NegativeIntegerArgument

  Scenario: [32] OFFSET of no integer
    Given any graph
    When executing query:
      """
      RETURN 1 AS x OFFSET 'a'
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: [33] OFFSET by a variable
    Given any graph
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN x OFFSET x
      """
    Then a SyntaxError should be raised at compile time: NonConstantExpression
