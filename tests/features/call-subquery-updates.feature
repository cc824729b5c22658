# Source: Cypher 25: subqueries, CALL; unit subqueries. State visibility: CIP2015-10-27.

Feature: CALL subqueries that change the graph

  Scenario: [1] A unit subquery keeps the number of rows
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'Ann'}), (:Person {name: 'Bob'})
      """
    When executing query:
      """
      MATCH (p:Person)
      CALL (p) { UNWIND [1, 2, 3] AS i CREATE (p)-[:HAS]->(:Item {i: i}) }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Bob' |
    And the side effects should be:
      | +nodes         | 6 |
      | +relationships | 6 |
      | +properties    | 6 |
      | +labels        | 1 |

  Scenario: [2] A unit subquery that does nothing for a row keeps the row
    Given an empty graph
    When executing query:
      """
      UNWIND [0, 2] AS n CALL (n) { UNWIND range(1, n) AS i CREATE (:X) } RETURN n
      """
    Then the result should be, in any order:
      | n |
      | 0 |
      | 2 |
    And the side effects should be:
      | +nodes  | 2 |
      | +labels | 1 |

  Scenario: [3] A unit subquery ends a statement
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:A {n: 2})
      """
    When executing query:
      """
      MATCH (a:A) CALL (a) { SET a.n = a.n * 10 }
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |
    When executing control query:
      """
      MATCH (a:A) RETURN a.n AS n
      """
    Then the result should be, in any order:
      | n  |
      | 10 |
      | 20 |

  Scenario: [4] What is created can be returned
    Given an empty graph
    When executing query:
      """
      UNWIND ['a', 'b'] AS key CALL (key) { CREATE (n:Node {key: key}) RETURN n } RETURN key, n
      """
    Then the result should be, in any order:
      | key | n                  |
      | 'a' | (:Node {key: 'a'}) |
      | 'b' | (:Node {key: 'b'}) |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [5] A later call sees what earlier calls have done
    Given an empty graph
    And having executed:
      """
      CREATE (:Counter {n: 0})
      """
    When executing query:
      """
      UNWIND [1, 2, 3] AS i
      CALL (i) { MATCH (c:Counter) SET c.n = c.n + i RETURN c.n AS n }
      RETURN i, n
      """
    Then the result should be, in order:
      | i | n |
      | 1 | 1 |
      | 2 | 3 |
      | 3 | 6 |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: [6] Nodes made in one call are matched in the next
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS i CALL (i) { MATCH (x:X) RETURN count(x) AS before } CALL () { CREATE (:X) } RETURN i, before
      """
    Then the result should be, in any order:
      | i | before |
      | 1 | 0      |
      | 2 | 0      |
      | 3 | 0      |
    And the side effects should be:
      | +nodes  | 3 |
      | +labels | 1 |

  Scenario: [7] Reading and making in one call: each call sees the calls before
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS i CALL () { MATCH (x:X) WITH count(x) AS before CREATE (:X) RETURN before } RETURN i, before
      """
    Then the result should be, in order:
      | i | before |
      | 1 | 0      |
      | 2 | 1      |
      | 3 | 2      |
    And the side effects should be:
      | +nodes  | 3 |
      | +labels | 1 |

  Scenario: [8] MERGE inside: equal keys are made once
    Given an empty graph
    When executing query:
      """
      UNWIND ['a', 'b', 'a'] AS key CALL (key) { MERGE (n:Key {key: key}) RETURN n } RETURN count(DISTINCT n) AS nodes
      """
    Then the result should be, in any order:
      | nodes |
      | 2     |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [9] MERGE with ON CREATE and ON MATCH inside
    Given an empty graph
    When executing query:
      """
      UNWIND ['a', 'a'] AS key
      CALL (key) { MERGE (n:Key {key: key}) ON CREATE SET n.seen = 1 ON MATCH SET n.seen = n.seen + 1 RETURN n.seen AS seen }
      RETURN seen
      """
    Then the result should be, in order:
      | seen |
      | 1    |
      | 2    |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [10] Deletion inside
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:R]->(:B), (:A {n: 2})
      """
    When executing query:
      """
      MATCH (a:A) CALL (a) { MATCH (a)-->(b) DETACH DELETE b } RETURN a.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
      | 2 |
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |
      | -labels        | 1 |

  Scenario: [11] UNION inside, both branches change
    Given an empty graph
    When executing query:
      """
      CALL () { CREATE (x:A) RETURN x UNION CREATE (x:B) RETURN x } RETURN labels(x) AS labels
      """
    Then the result should be, in any order:
      | labels |
      | ['A']  |
      | ['B']  |
    And the side effects should be:
      | +nodes  | 2 |
      | +labels | 2 |

  Scenario: [12] Ending with FINISH inside
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS i CALL (i) { CREATE (:A {i: i}) FINISH } RETURN i
      """
    Then the result should be, in any order:
      | i |
      | 1 |
      | 2 |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [13] A call that only reads and ends with FINISH changes nothing and keeps rows
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      UNWIND [1, 2] AS i CALL (i) { MATCH (a:A) FINISH } RETURN i
      """
    Then the result should be, in any order:
      | i |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [14] OPTIONAL CALL of a changing query that returns nothing for a row
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 0] AS n
      OPTIONAL CALL (n) { UNWIND range(1, n) AS i CREATE (x:X {i: i}) RETURN x }
      RETURN n, x
      """
    Then the result should be, in any order:
      | n | x           |
      | 1 | (:X {i: 1}) |
      | 0 | null        |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |
      | +labels     | 1 |

  Scenario: [15] An outer MATCH does not see what the call makes
    Given an empty graph
    And having executed:
      """
      CREATE (:X {n: 1}), (:X {n: 2})
      """
    When executing query:
      """
      MATCH (x:X) CALL (x) { CREATE (:X {n: x.n + 10}) } RETURN count(x) AS found
      """
    Then the result should be, in any order:
      | found |
      | 2     |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |

  Scenario: [16] A clause after the call sees all of it
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS i CALL (i) { CREATE (:X {n: i}) } WITH count(*) AS calls MATCH (x:X) RETURN calls, count(x) AS found
      """
    Then the result should be, in any order:
      | calls | found |
      | 2     | 2     |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [17] LIMIT outside does not undo what was changed
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2, 3] AS i CALL (i) { CREATE (x:X {n: i}) RETURN x.n AS n } RETURN n ORDER BY n LIMIT 1
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And the side effects should be:
      | +nodes      | 3 |
      | +properties | 3 |
      | +labels     | 1 |

  Scenario: [18] FOREACH inside a call
    Given an empty graph
    When executing query:
      """
      UNWIND [[1, 2], []] AS xs CALL (xs) { FOREACH (x IN xs | CREATE (:N {x: x})) } RETURN size(xs) AS size
      """
    Then the result should be, in any order:
      | size |
      | 2    |
      | 0    |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [19] A failing call undoes what the calls before have done
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})
      """
    When executing query:
      """
      UNWIND [1, 0] AS x CALL (x) { CREATE (:B) WITH 10 / x AS y RETURN y } RETURN y
      """
    Then an ArithmeticError should be raised at runtime: DivisionByZero

  Scenario: [20] A variable of a unit subquery is not seen outside
    Given any graph
    When executing query:
      """
      CALL () { CREATE (x:X) } RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [21] Deleting a connected node inside
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH (a:A) CALL (a) { DELETE a } RETURN 1 AS one
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode
