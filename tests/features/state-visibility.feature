# Source: CIP2015-10-27 (state visibility between clauses). A clause sees what the clauses before it have
# done to all rows, and nothing of what comes after.

Feature: What a clause sees of other clauses' changes

  Scenario: [1] MATCH does not find what the next clause makes
    Given an empty graph
    And having executed:
      """
      CREATE (), ()
      """
    When executing query:
      """
      MATCH (a) CREATE ()
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 2 |

  Scenario: [2] Two rounds: each MATCH sees all that came before
    Given an empty graph
    And having executed:
      """
      CREATE (), (), ()
      """
    When executing query:
      """
      MATCH (x) CREATE () WITH x MATCH (y) CREATE () RETURN count(*) AS rows
      """
    Then the result should be, in any order:
      | rows |
      | 18   |
    And the side effects should be:
      | +nodes | 21 |

  Scenario: [3] A branch of UNION sees the branch before it
    Given an empty graph
    When executing query:
      """
      CREATE (n:New {x: 1}) RETURN n UNION MATCH (n:New) CREATE (:Other) RETURN n
      """
    Then the result should be, in any order:
      | n             |
      | (:New {x: 1}) |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 2 |
      | +properties | 1 |

  Scenario: [4] Not the other way round
    Given an empty graph
    When executing query:
      """
      MATCH (x:X) RETURN count(x) AS c UNION ALL CREATE (x:X) RETURN 10 AS c
      """
    Then the result should be, in any order:
      | c  |
      | 0  |
      | 10 |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |

  Scenario: [5] A label scan is not fed by what is made
    Given an empty graph
    And having executed:
      """
      CREATE (:N {x: 1}), (:N {x: 2})
      """
    When executing query:
      """
      MATCH (n:N) CREATE (m:N {x: n.x * 10}) RETURN n.x AS n, m.x AS m
      """
    Then the result should be, in any order:
      | n | m  |
      | 1 | 10 |
      | 2 | 20 |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |

  Scenario: [6] A scan is not fed by labels that are set
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1}), (:B {x: 2})
      """
    When executing query:
      """
      MATCH (a:A) MATCH (b:B) SET b:A RETURN a.x AS a, b.x AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 2 |
    And no side effects

  Scenario: [7] A condition is asked before anything is changed
    Given an empty graph
    And having executed:
      """
      CREATE (:N {x: 1}), (:N {x: 2}), (:N {x: 3})
      """
    When executing query:
      """
      MATCH (n:N) WHERE n.x < 3 SET n.x = n.x + 1 RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |
    When executing control query:
      """
      MATCH (n:N) RETURN n.x AS x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
      | 3 |
      | 3 |

  Scenario: [8] Expanding is not fed by relationships that are made
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH (a)-[:R]->(b) CREATE (b)-[:R]->(a)
      """
    Then the result should be empty
    And the side effects should be:
      | +relationships | 1 |

  Scenario: [9] Paths of two are not fed by the shortcuts that are made
    Given an empty graph
    And having executed:
      """
      CREATE ({k: 1})-[:R]->({k: 2})-[:R]->({k: 3})-[:R]->({k: 4})
      """
    When executing query:
      """
      MATCH (x)-[:R]->()-[:R]->(z) CREATE (x)-[:R]->(z)
      """
    Then the result should be empty
    And the side effects should be:
      | +relationships | 2 |

  Scenario: [10] Variable length is not fed either
    Given an empty graph
    And having executed:
      """
      CREATE ({k: 1})-[:R]->({k: 2})-[:R]->({k: 3})
      """
    When executing query:
      """
      MATCH (x)-[:R*1..3]->(z) CREATE (z)-[:R]->(x) RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 3 |
    And the side effects should be:
      | +relationships | 3 |

  Scenario: [11] What is deleted is not matched by the next clause
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B), (:C)
      """
    When executing query:
      """
      MATCH (a:A) DETACH DELETE a WITH count(*) AS deleted MATCH (n) RETURN deleted, count(n) AS rest
      """
    Then the result should be, in any order:
      | deleted | rest |
      | 1       | 2    |
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |
      | -labels        | 1 |

  Scenario: [12] A deleted relationship is not walked by the next clause
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r:R]->(b) DELETE r WITH a OPTIONAL MATCH (a)-->(x) RETURN x
      """
    Then the result should be, in any order:
      | x    |
      | null |
    And the side effects should be:
      | -relationships | 1 |

  Scenario: [13] All rows are deleted before the next clause, and deleting twice is no error
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (a)-[:R]->(:B), (a)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r:R]->(b) DELETE r, a, b
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 3 |
      | -relationships | 2 |
      | -labels        | 2 |

  Scenario: [14] A removed label is not matched by the next clause
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A:B)
      """
    When executing query:
      """
      MATCH (x:B) REMOVE x:A WITH count(*) AS c MATCH (a:A) RETURN c, count(a) AS rest
      """
    Then the result should be, in any order:
      | c | rest |
      | 1 | 1    |
    And no side effects

  Scenario: [15] A property that is set is seen by the next clause, on each row
    Given an empty graph
    And having executed:
      """
      CREATE (:Sum {n: 0})
      """
    When executing query:
      """
      UNWIND [1, 2, 3] AS x MATCH (s:Sum) SET s.n = s.n + x RETURN s.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 6 |
      | 6 |
      | 6 |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: [16] MERGE finds what an earlier row of its own has made
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 1, 2] AS x MERGE (n:N {x: x}) RETURN count(DISTINCT n) AS nodes, count(*) AS rows
      """
    Then the result should be, in any order:
      | nodes | rows |
      | 2     | 3    |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |
      | +labels     | 1 |

  Scenario: [17] MATCH before MERGE is not fed by it
    Given an empty graph
    And having executed:
      """
      CREATE (:N {x: 1})
      """
    When executing query:
      """
      MATCH (n:N) MERGE (m:N {x: n.x + 1}) RETURN m.x AS x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |

  Scenario: [18] An aggregate before a change
    Given an empty graph
    And having executed:
      """
      CREATE (:N {x: 1}), (:N {x: 2})
      """
    When executing query:
      """
      MATCH (n:N) WITH sum(n.x) AS sum CREATE (t:Total {x: sum}) WITH t MATCH (n) RETURN t.x AS total, count(n) AS c
      """
    Then the result should be, in any order:
      | total | c |
      | 3     | 3 |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |
      | +labels     | 1 |

  Scenario: [19] A pattern condition sees what was made before
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B) CREATE (a)-[:R]->(b) WITH a WHERE (a)-[:R]->() RETURN labels(a) AS labels
      """
    Then the result should be, in any order:
      | labels |
      | ['A']  |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: [20] A collected node is seen as it is at the end
    Given an empty graph
    And having executed:
      """
      CREATE (:N {x: 1})
      """
    When executing query:
      """
      MATCH (n:N) WITH n, n.x AS before, collect(n) AS nodes SET n.x = 2 RETURN before, nodes[0].x AS after
      """
    Then the result should be, in any order:
      | before | after |
      | 1      | 2     |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: [21] What was deleted cannot be asked for a property
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})
      """
    When executing query:
      """
      MATCH (a:A) DELETE a RETURN a.x AS x
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: [22] What fails late undoes what was done early
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})
      """
    When executing query:
      """
      MATCH (a:A) SET a.x = 2 CREATE (:B) WITH a UNWIND [1, 0] AS d RETURN 1 / d AS y
      """
    Then an ArithmeticError should be raised at runtime: DivisionByZero

  Scenario: [23] LIMIT after a change does not stop the change
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 5) AS x CREATE (n:N {x: x}) RETURN n.x AS x ORDER BY x LIMIT 2
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |
    And the side effects should be:
      | +nodes      | 5 |
      | +properties | 5 |
      | +labels     | 1 |
