# Source: openCypher 9 and Cypher 25: FOREACH. State visibility: CIP2015-10-27.

Feature: FOREACH

  Scenario: [1] Once for each element
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [1, 2, 3] | CREATE (:N {x: x}))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +properties | 3 |
      | +labels     | 1 |

  Scenario: [2] For each row and each element
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:A {n: 2})
      """
    When executing query:
      """
      MATCH (a:A) FOREACH (x IN range(1, a.n) | CREATE (a)-[:HAS]->(:X {x: x}))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 3 |
      | +relationships | 3 |
      | +properties    | 3 |
      | +labels        | 1 |

  Scenario: [3] Rows are kept as they were, also those with an empty list
    Given an empty graph
    When executing query:
      """
      UNWIND [[], [1], [1, 2]] AS xs FOREACH (x IN xs | CREATE (:N)) RETURN size(xs) AS size
      """
    Then the result should be, in any order:
      | size |
      | 0    |
      | 1    |
      | 2    |
    And the side effects should be:
      | +nodes  | 3 |
      | +labels | 1 |

  Scenario: [4] A null list does nothing
    Given any graph
    When executing query:
      """
      WITH null AS xs FOREACH (x IN xs | CREATE (:N)) RETURN 1 AS one
      """
    Then the result should be, in any order:
      | one |
      | 1   |
    And no side effects

  Scenario: [5] A null element is an element
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [1, null] | CREATE (:N {x: x}))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 1 |
      | +labels     | 1 |

  Scenario: [6] Without rows nothing happens
    Given any graph
    When executing query:
      """
      MATCH (a:A) FOREACH (x IN [1] | CREATE (:N)) RETURN a
      """
    Then the result should be, in any order:
      | a |
    And no side effects

  Scenario: [7] SET on the nodes of a path
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:R]->(:A {n: 2})-[:R]->(:A {n: 3})
      """
    When executing query:
      """
      MATCH p = ({n: 1})-[:R*2]->() FOREACH (x IN nodes(p) | SET x.seen = true)
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 3 |

  Scenario: [8] SET on the relationships of a path
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:R]->(:A {n: 2})-[:S]->(:A {n: 3})
      """
    When executing query:
      """
      MATCH p = ({n: 1})-[*2]->() FOREACH (r IN relationships(p) | SET r.t = type(r))
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 2 |

  Scenario: [9] Labels set and removed
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A) WITH collect(a) AS nodes FOREACH (x IN nodes | SET x:B:C REMOVE x:A)
      """
    Then the result should be empty
    And the side effects should be:
      | +labels | 1 |
      | -labels | 1 |

  Scenario: [10] DELETE
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B), (:A)
      """
    When executing query:
      """
      MATCH (a:A) WITH collect(a) AS nodes FOREACH (x IN nodes | DETACH DELETE x) RETURN size(nodes) AS size
      """
    Then the result should be, in any order:
      | size |
      | 2    |
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |
      | -labels        | 1 |

  Scenario: [11] MERGE makes what is missing once
    Given an empty graph
    And having executed:
      """
      CREATE (:Tag {name: 'a'})
      """
    When executing query:
      """
      FOREACH (name IN ['a', 'b', 'b', 'c'] | MERGE (:Tag {name: name}))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |

  Scenario: [12] MERGE with ON CREATE and ON MATCH
    Given an empty graph
    When executing query:
      """
      FOREACH (name IN ['a', 'b', 'a'] | MERGE (t:Tag {name: name}) ON CREATE SET t.n = 1 ON MATCH SET t.n = t.n + 1)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 4 |
      | +labels     | 1 |
    When executing control query:
      """
      MATCH (t:Tag) RETURN t.name AS name, t.n AS n
      """
    Then the result should be, in any order:
      | name | n |
      | 'a'  | 2 |
      | 'b'  | 1 |

  Scenario: [13] MERGE of a relationship from an outer node
    Given an empty graph
    And having executed:
      """
      CREATE (:Doc)
      """
    When executing query:
      """
      MATCH (d:Doc) FOREACH (name IN ['x', 'y', 'x'] | MERGE (t:Tag {name: name}) MERGE (d)-[:TAGGED]->(t))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 2 |
      | +properties    | 2 |
      | +labels        | 1 |

  Scenario: [14] Several clauses, each element through all of them
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [1, 2] | CREATE (a:A {x: x}) CREATE (b:B {x: x}) CREATE (a)-[:R]->(b) SET a.done = true)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 4 |
      | +relationships | 2 |
      | +properties    | 6 |
      | +labels        | 2 |

  Scenario: [15] Nested, the inner list from the outer element
    Given an empty graph
    When executing query:
      """
      FOREACH (row IN [{k: 'a', xs: [1, 2]}, {k: 'b', xs: []}] | CREATE (p:P {k: row.k}) FOREACH (x IN row.xs | CREATE (p)-[:HAS]->(:X {x: x})))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 4 |
      | +relationships | 2 |
      | +properties    | 4 |
      | +labels        | 2 |
    When executing control query:
      """
      MATCH (p:P) RETURN p.k AS k, COUNT { (p)-[:HAS]->() } AS xs
      """
    Then the result should be, in any order:
      | k   | xs |
      | 'a' | 2  |
      | 'b' | 0  |

  Scenario: [16] The outer variable may be used again beside it
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [1, 2] | CREATE (:A {x: x})) FOREACH (x IN [3] | CREATE (:B {x: x}))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +properties | 3 |
      | +labels     | 2 |

  Scenario: [17] As a condition: a list of one or none
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:A {n: 2})
      """
    When executing query:
      """
      MATCH (a:A) FOREACH (_ IN CASE WHEN a.n > 1 THEN [1] ELSE [] END | SET a.large = true)
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 1 |

  Scenario: [18] What one element does is seen by the next
    Given an empty graph
    And having executed:
      """
      CREATE (:Counter {n: 0})
      """
    When executing query:
      """
      MATCH (c:Counter) FOREACH (x IN [1, 2, 3] | SET c.n = c.n * 10 + x) RETURN c.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 123 |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: [19] What is made is seen by the next clause
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [1, 2] | CREATE (:N {x: x})) WITH 1 AS one MATCH (n:N) RETURN sum(n.x) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 3   |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [20] A MATCH before it does not see what is made
    Given an empty graph
    And having executed:
      """
      CREATE (:N), (:N)
      """
    When executing query:
      """
      MATCH (n:N) FOREACH (x IN [1] | CREATE (:N)) RETURN count(n) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | +nodes | 2 |

  Scenario: [21] A list from a subquery
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:A {n: 2})
      """
    When executing query:
      """
      FOREACH (a IN COLLECT { MATCH (a:A) RETURN a } | SET a.seen = true)
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 2 |

  Scenario: [22] A list from a parameter
    Given an empty graph
    And parameters are:
      | rows | [{k: 'a', v: 1}, {k: 'b', v: 2}] |
    When executing query:
      """
      FOREACH (row IN $rows | CREATE (n:N {k: row.k}) SET n.v = row.v)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 4 |
      | +labels     | 1 |

  Scenario: [23] What is made inside is not seen after it
    Given any graph
    When executing query:
      """
      FOREACH (x IN [1] | CREATE (a:A)) RETURN a
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [24] The element is not seen after it
    Given any graph
    When executing query:
      """
      FOREACH (x IN [1] | CREATE (:A)) RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [25] The element is not seen in the list
    Given any graph
    When executing query:
      """
      FOREACH (x IN [x] | CREATE (:A))
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [26] The element's name hides another, as in a comprehension
    Given an empty graph
    When executing query:
      """
      WITH 7 AS x FOREACH (x IN [1, 2] | CREATE (:A {v: x})) RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 7 |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 2 |

  Scenario: [27] The inner element's name hides the outer
    Given an empty graph
    When executing query:
      """
      FOREACH (x IN [[1], [2, 3]] | FOREACH (x IN x | CREATE (:A {v: x})))
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario Outline: [28] Only clauses that change the graph: <clause>
    Given any graph
    When executing query:
      """
      FOREACH (x IN [1] | <clause>)
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | clause                |
      | MATCH (a)             |
      | RETURN x              |
      | WITH x                |
      | UNWIND [1] AS y       |
      | CALL () { CREATE () } |

  Scenario: [29] At least one clause
    Given any graph
    When executing query:
      """
      FOREACH (x IN [1, 2] | )
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: [30] A property of a number cannot be set
    Given any graph
    When executing query:
      """
      FOREACH (x IN [1] | SET x.y = 1)
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

  Scenario: [31] An error undoes the elements before
    Given any graph
    When executing query:
      """
      FOREACH (x IN [1, 0] | CREATE (:N {x: 1 / x}))
      """
    Then an ArithmeticError should be raised at runtime: DivisionByZero
