# Source: openCypher 9: SET, REMOVE, DELETE; Cypher 25: the same.

Feature: SET, REMOVE and DELETE among other constructs

  Scenario: [1] A map in place of all properties
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1, y: 2})
      """
    When executing query:
      """
      MATCH (a:A) SET a = {y: 3, z: 4} RETURN a
      """
    Then the result should be, in any order:
      | a                 |
      | (:A {y: 3, z: 4}) |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |

  Scenario: [2] A map added to the properties, null takes one away
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1, y: 2})
      """
    When executing query:
      """
      MATCH (a:A) SET a += {y: null, z: 4} RETURN a
      """
    Then the result should be, in any order:
      | a                 |
      | (:A {x: 1, z: 4}) |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: [3] The empty map: with = all go, with += none
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1}), (:B {x: 1})
      """
    When executing query:
      """
      MATCH (a:A), (b:B) SET a = {}, b += {} RETURN a, b
      """
    Then the result should be, in any order:
      | a    | b           |
      | (:A) | (:B {x: 1}) |
    And the side effects should be:
      | -properties | 1 |

  Scenario: [4] The properties of another node
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1, y: 2}), (:B {y: 3, z: 4})
      """
    When executing query:
      """
      MATCH (a:A), (b:B) SET b = a RETURN b
      """
    Then the result should be, in any order:
      | b                 |
      | (:B {x: 1, y: 2}) |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |

  Scenario: [5] The properties of a relationship added to a node
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})-[:R {x: 2, y: 3}]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->() SET a += r RETURN a
      """
    Then the result should be, in any order:
      | a                 |
      | (:A {x: 2, y: 3}) |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 1 |

  Scenario: [6] A parameter's map
    Given an empty graph
    And parameters are:
      | props | {x: 5, tags: ['a']} |
    And having executed:
      """
      CREATE (:A {x: 1})
      """
    When executing query:
      """
      MATCH (a:A) SET a += $props RETURN a
      """
    Then the result should be, in any order:
      | a                        |
      | (:A {x: 5, tags: ['a']}) |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 1 |

  Scenario: [7] A property set to null is removed
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})
      """
    When executing query:
      """
      MATCH (a:A) SET a.x = null RETURN a.x AS x, keys(a) AS keys
      """
    Then the result should be, in any order:
      | x    | keys |
      | null | []   |
    And the side effects should be:
      | -properties | 1 |

  Scenario: [8] A property of an expression's node
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:R]->(:B {n: 2})
      """
    When executing query:
      """
      MATCH ()-[r]->() SET (endNode(r)).n = 5, (CASE WHEN true THEN startNode(r) END).n = 6
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |

  Scenario: [9] Items one after another, the later seeing the earlier
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})
      """
    When executing query:
      """
      MATCH (a:A) SET a.x = a.x + 1, a.y = a.x * 10 RETURN a.x AS x, a.y AS y
      """
    Then the result should be, in any order:
      | x | y  |
      | 2 | 20 |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 1 |

  Scenario: [10] Labels
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})
      """
    When executing query:
      """
      MATCH (a:A) SET a:B:C REMOVE a:A RETURN labels(a) AS labels
      """
    Then the result should be (ignoring element order for lists):
      | labels     |
      | ['B', 'C'] |
    And the side effects should be:
      | +labels | 2 |
      | -labels | 1 |

  Scenario: [11] Removing what is not there
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})
      """
    When executing query:
      """
      MATCH (a:A) REMOVE a.missing, a:Missing RETURN a
      """
    Then the result should be, in any order:
      | a           |
      | (:A {n: 1}) |
    And no side effects

  Scenario: [12] Lists of one type are stored, as are temporal values
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) SET a.d = date('2024-05-01'), a.xs = [1, 2], a.b = true RETURN a.d AS d, a.xs AS xs, a.b AS b
      """
    Then the result should be, in any order:
      | d            | xs     | b    |
      | '2024-05-01' | [1, 2] | true |
    And the side effects should be:
      | +properties | 3 |

  Scenario: [13] A map is no property
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) SET a.x = {y: 1}
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

  Scenario: [14] A list with a map is no property
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) SET a.x = [{y: 1}]
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

  Scenario: [15] A node is no property
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) SET a.x = a
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

  Scenario: [16] DELETE of a path
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B)-[:R]->(:C)
      """
    When executing query:
      """
      MATCH p = (:A)-[*]->(:C) DELETE p
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 3 |
      | -relationships | 2 |
      | -labels        | 3 |

  Scenario: [17] DELETE of what stands in a list and in a map
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:A {n: 2}), (:A {n: 3})
      """
    When executing query:
      """
      MATCH (a:A) WITH a ORDER BY a.n WITH collect(a) AS xs WITH xs, {last: xs[2]} AS m DELETE xs[0], m.last
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes      | 2 |
      | -properties | 2 |

  Scenario: [18] DELETE of a node and its relationships together
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->() DELETE a, r
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |
      | -labels        | 1 |

  Scenario: [19] DELETE of a node whose relationships stay
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH (a:A) DELETE a
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode

  Scenario: [20] DELETE of null
    Given any graph
    When executing query:
      """
      OPTIONAL MATCH (a:None) DELETE a RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | null |
    And no side effects

  Scenario: [21] DELETE of a number
    Given any graph
    When executing query:
      """
      WITH 1 AS x DELETE x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: [22] Deleted by one row, matched again by none
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (a)-[:R]->(:B), (a)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-->(b) DETACH DELETE a RETURN count(b) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 2 |
      | -labels        | 1 |

  Scenario: [23] A deleted node's labels cannot be set
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) DELETE a SET a:B
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: [24] A deleted node cannot be joined
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) DELETE a CREATE (a)-[:R]->(:B)
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: [25] Made and deleted at once
    Given any graph
    When executing query:
      """
      CREATE (a:A {n: 1}) DELETE a
      """
    Then the result should be empty
    And no side effects

  Scenario: [26] SET of an undefined variable
    Given any graph
    When executing query:
      """
      MATCH (a) SET b.x = 1
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [27] SET of a property of a number
    Given any graph
    When executing query:
      """
      WITH 1 AS x SET x.y = 2
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario Outline: [28] SET of all properties to no map
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})
      """
    When executing query:
      """
      UNWIND [<value>] AS v MATCH (a:A) SET a <how> v
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | value | how |
      | 1     | =   |
      | 'x'   | =   |
      | [1]   | =   |
      | 1     | +=  |
      | 'x'   | +=  |
