# Source: GQL: labeled predicate, IS; Cypher 25: label expressions as predicates, IS for a colon.

Feature: Label expressions as predicates, and IS

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 'a'}), (b:B {n: 'b'}), (ab:A:B {n: 'ab'}), (o {n: 'o'}), (a)-[:X]->(b), (b)-[:Y]->(ab)
      """

  Scenario Outline: [1] Nodes for which <predicate>
    When executing query:
      """
      MATCH (n) WHERE <predicate> WITH n.n AS n ORDER BY n RETURN collect(n) AS nodes
      """
    Then the result should be, in any order:
      | nodes   |
      | <nodes> |
    And no side effects

    Examples:
      | predicate                | nodes                 |
      | n:A                      | ['a', 'ab']           |
      | n IS A                   | ['a', 'ab']           |
      | n:A:B                    | ['ab']                |
      | n:A&B                    | ['ab']                |
      | n IS A&B                 | ['ab']                |
      | n:A\|B                   | ['a', 'ab', 'b']      |
      | n IS A\|B                | ['a', 'ab', 'b']      |
      | n:!A                     | ['b', 'o']            |
      | n IS !A                  | ['b', 'o']            |
      | n:!!A                    | ['a', 'ab']           |
      | n:%                      | ['a', 'ab', 'b']      |
      | n:!%                     | ['o']                 |
      | n IS !%                  | ['o']                 |
      | n:!(A\|B)                | ['o']                 |
      | n:!(A&B)                 | ['a', 'b', 'o']       |
      | n:!A&!B                  | ['o']                 |
      | n:!A\|!B                 | ['a', 'b', 'o']       |
      | n:A&!B                   | ['a']                 |
      | n:A\|B&A                 | ['a', 'ab']           |
      | n:(A\|B)&!(A&B)          | ['a', 'b']            |
      | n:%&!A                   | ['b']                 |
      | n:None                   | []                    |
      | n:!None                  | ['a', 'ab', 'b', 'o'] |
      | NOT n:A                  | ['b', 'o']            |
      | NOT n:A\|B               | ['o']                 |
      | NOT n IS A               | ['b', 'o']            |
      | n:A AND n:B              | ['ab']                |
      | n:A OR n:B               | ['a', 'ab', 'b']      |
      | n:A XOR n:B              | ['a', 'b']            |
      | n:A = n:B                | ['ab', 'o']           |
      | n:A AND NOT n:B          | ['a']                 |
      | (n:A) = true             | ['a', 'ab']           |
      | n:A IS NOT NULL          | ['a', 'ab', 'b', 'o'] |
      | n IS NOT NULL AND n IS A | ['a', 'ab']           |
      | (n IS A) = false         | ['b', 'o']            |
      | 'A' IN labels(n)         | ['a', 'ab']           |

  Scenario Outline: [2] Nodes like <node>
    When executing query:
      """
      MATCH <node> WITH n.n AS n ORDER BY n RETURN collect(n) AS nodes
      """
    Then the result should be, in any order:
      | nodes   |
      | <nodes> |
    And no side effects

    Examples:
      | node                          | nodes            |
      | (n IS A)                      | ['a', 'ab']      |
      | (n IS A&!B)                   | ['a']            |
      | (n IS A\|B {n: 'b'})          | ['b']            |
      | (n IS % WHERE n.n <> 'a')     | ['ab', 'b']      |
      | (n IS !%)                     | ['o']            |
      | (n:A WHERE n:B)               | ['ab']           |
      | (n WHERE n IS A OR n.n = 'o') | ['a', 'ab', 'o'] |

  Scenario: [3] IS without a variable
    When executing query:
      """
      MATCH (IS A)-[IS X]->(m IS B) RETURN m.n AS m
      """
    Then the result should be, in any order:
      | m   |
      | 'b' |
    And no side effects

  Scenario: [4] IS a type
    When executing query:
      """
      MATCH (x)-[r IS X|Y]->(y) RETURN x.n AS x, y.n AS y
      """
    Then the result should be, in any order:
      | x   | y    |
      | 'a' | 'b'  |
      | 'b' | 'ab' |
    And no side effects

  Scenario: [5] IS not a type
    When executing query:
      """
      MATCH (x)-[r IS !X]->(y) RETURN x.n AS x
      """
    Then the result should be, in any order:
      | x   |
      | 'b' |
    And no side effects

  Scenario: [6] A type as a predicate
    When executing query:
      """
      MATCH ()-[r]->() RETURN type(r) AS t, r:X AS x, r IS X|Y AS xy, r:!X AS nx, r:% AS any, r:X&Y AS both
      """
    Then the result should be, in any order:
      | t   | x     | xy   | nx    | any  | both  |
      | 'X' | true  | true | false | true | false |
      | 'Y' | false | true | true  | true | false |
    And no side effects

  Scenario: [7] IS in CREATE
    When executing query:
      """
      CREATE (n IS New)-[r IS T]->() RETURN labels(n) AS labels, type(r) AS type
      """
    Then the result should be, in any order:
      | labels  | type |
      | ['New'] | 'T'  |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 1 |

  Scenario: [8] IS in MERGE
    When executing query:
      """
      MERGE (n IS A {n: 'a'}) RETURN n.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'a' |
    And no side effects

  Scenario: [9] IS in SET and REMOVE
    When executing query:
      """
      MATCH (n {n: 'a'}) SET n IS New REMOVE n IS A RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels  |
      | ['New'] |
    And the side effects should be:
      | +labels | 1 |

  Scenario: [10] In RETURN, named by what was written
    When executing query:
      """
      MATCH (n {n: 'a'}) RETURN n:A, n:A|B, n:!A
      """
    Then the result should be, in any order:
      | n:A  | n:A\|B | n:!A  |
      | true | true   | false |
    And no side effects

  Scenario: [11] In CASE
    When executing query:
      """
      MATCH (n) RETURN n.n AS n, CASE WHEN n:A&B THEN 'both' WHEN n:A|B THEN 'one' ELSE 'none' END AS is
      """
    Then the result should be, in any order:
      | n    | is     |
      | 'a'  | 'one'  |
      | 'b'  | 'one'  |
      | 'ab' | 'both' |
      | 'o'  | 'none' |
    And no side effects

  Scenario: [12] In a comprehension's condition
    When executing query:
      """
      MATCH (n) WITH n ORDER BY n.n WITH collect(n) AS ns RETURN [x IN ns WHERE x:A&!B] AS a, [x IN ns WHERE x:B | x.n] AS b
      """
    Then the result should be, in any order:
      | a               | b           |
      | [(:A {n: 'a'})] | ['ab', 'b'] |
    And no side effects

  Scenario: [13] In a comprehension's expression
    When executing query:
      """
      MATCH (n) WITH n ORDER BY n.n WITH collect(n) AS ns RETURN [x IN ns | x:A] AS a, [x IN ns | (x:A|B)] AS ab
      """
    Then the result should be, in any order:
      | a                          | ab                        |
      | [true, true, false, false] | [true, true, true, false] |
    And no side effects

  Scenario Outline: [14] A comprehension's expression may begin as a label is named: <expression>
    When executing query:
      """
      MATCH (n:A&!B) WITH [n] AS ns, {a: 6} AS C, 7 AS D, 'st' AS E RETURN [x IN ns WHERE x:A | <expression>] AS xs
      """
    Then the result should be, in any order:
      | xs   |
      | <xs> |
    And no side effects

    Examples:
      | expression        | xs       |
      | C.a               | [6]      |
      | D                 | [7]      |
      | D + 1             | [8]      |
      | D % 4             | [3]      |
      | E \|\| 'op'       | ['stop'] |
      | E STARTS WITH 's' | [true]   |
      | E ENDS WITH 's'   | [false]  |
      | E CONTAINS 't'    | [true]   |
      | D IN [7]          | [true]   |
      | D IS NULL         | [false]  |
      | D :: INTEGER      | [true]   |

  Scenario: [15] In quantifiers
    When executing query:
      """
      MATCH (n) WITH collect(n) AS ns RETURN all(x IN ns WHERE x:A|B) AS all, any(x IN ns WHERE x:!%) AS any, single(x IN ns WHERE x:A&B) AS single
      """
    Then the result should be, in any order:
      | all   | any  | single |
      | false | true | true   |
    And no side effects

  Scenario: [16] In ORDER BY
    When executing query:
      """
      MATCH (n) RETURN n.n AS name ORDER BY n:A DESC, n:B DESC
      """
    Then the result should be, in order:
      | name |
      | 'ab' |
      | 'a'  |
      | 'b'  |
      | 'o'  |
    And no side effects

  Scenario: [17] As a key of groups
    When executing query:
      """
      MATCH (n) RETURN n:A AS a, count(*) AS c
      """
    Then the result should be, in any order:
      | a     | c |
      | true  | 2 |
      | false | 2 |
    And no side effects

  Scenario: [18] Of null
    When executing query:
      """
      OPTIONAL MATCH (n:None) RETURN n:A AS a, n:!A AS b, n:% AS c, n IS A AS d
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    |
      | null | null | null | null |
    And no side effects

  Scenario: [19] In EXISTS
    When executing query:
      """
      MATCH (n) WHERE EXISTS { (n)-->(m WHERE m:A&B) } RETURN n.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'b' |
    And no side effects

  Scenario: [20] Of what is no node
    When executing query:
      """
      WITH 1 AS n RETURN n:A
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [21] IS and a colon together
    When executing query:
      """
      MATCH (n IS :A) RETURN n
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [22] SET takes no choice of labels
    When executing query:
      """
      MATCH (n) SET n:A|B
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [23] CREATE takes no choice of labels
    When executing query:
      """
      CREATE (n:A|B)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [24] CREATE takes no label denied
    When executing query:
      """
      CREATE (n:!A)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [25] CREATE takes no any
    When executing query:
      """
      CREATE (n:%)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [26] CREATE takes labels joined by &
    When executing query:
      """
      CREATE (n:New&Newer) RETURN size(labels(n)) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 2 |
