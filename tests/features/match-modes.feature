# Source: GQL: match modes; Cypher 25: MATCH REPEATABLE ELEMENTS and DIFFERENT RELATIONSHIPS.

Feature: Match modes

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {v: 1})-[:T {w: 1}]->(b:N {v: 2})-[:T {w: 2}]->(c:N {v: 3})
      """

  Scenario Outline: [1] <mode>: relationships of two paths
    When executing query:
      """
      MATCH <mode> ()-[r]->(), ()-[s]->() RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n   |
      | <n> |
    And no side effects

    Examples:
      | mode                            | n |
      | REPEATABLE ELEMENTS             | 4 |
      | REPEATABLE ELEMENT BINDINGS     | 4 |
      | REPEATABLE ELEMENT              | 4 |
      | DIFFERENT RELATIONSHIPS         | 2 |
      | DIFFERENT RELATIONSHIP BINDINGS | 2 |
      | DIFFERENT RELATIONSHIP          | 2 |

  Scenario: [2] Without a mode relationships differ
    When executing query:
      """
      MATCH ()-[r]->(), ()-[s]->() RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And no side effects

  Scenario: [3] There and back
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS ({v: 1})-[r]-()-[s]-(x) RETURN x.v AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 3 |
    And no side effects

  Scenario: [4] There and back, different
    When executing query:
      """
      MATCH DIFFERENT RELATIONSHIPS ({v: 1})-[r]-()-[s]-(x) RETURN x.v AS x
      """
    Then the result should be, in any order:
      | x |
      | 3 |
    And no side effects

  Scenario: [5] Repeated
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS ({v: 1})-[r]-{3}(x) RETURN [e IN r | e.w] AS r, x.v AS x
      """
    Then the result should be, in any order:
      | r         | x |
      | [1, 1, 1] | 2 |
      | [1, 2, 2] | 2 |
    And no side effects

  Scenario: [6] A repeated path
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS ({v: 2}) ((x)--(y)){2} ({v: 2}) RETURN [n IN y | n.v] AS y
      """
    Then the result should be, in any order:
      | y      |
      | [1, 2] |
      | [3, 2] |
    And no side effects

  Scenario: [7] Variable length
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS ({v: 1})-[r*2..2]-(x) RETURN x.v AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 3 |
    And no side effects

  Scenario: [8] Several repetitions of several steps
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS ({v: 1}) (()-[r]->()<-[s]-()){2} (x) RETURN [e IN r | e.w] AS r, x.v AS x
      """
    Then the result should be, in any order:
      | r      | x |
      | [1, 1] | 1 |
    And no side effects

  Scenario: [9] A named path
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS p = ({v: 1})--()--({v: 1}) RETURN length(p) AS l, [n IN nodes(p) | n.v] AS n
      """
    Then the result should be, in any order:
      | l | n         |
      | 2 | [1, 2, 1] |
    And no side effects

  Scenario: [10] Across paths and repetitions
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS ({v: 1})-[r]->{2}(), ({v: 1})-[s]->{1,2}() RETURN [e IN s | e.w] AS s
      """
    Then the result should be, in any order:
      | s      |
      | [1]    |
      | [1, 2] |
    And no side effects

  Scenario: [11] WHERE
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS ()-[r]->(), ()-[s]->() WHERE r = s RETURN r.w AS w
      """
    Then the result should be, in any order:
      | w |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [12] OPTIONAL
    When executing query:
      """
      MATCH (n) OPTIONAL MATCH REPEATABLE ELEMENTS (n)-[r]->(m)<-[s]-(o) RETURN n.v AS n, o.v AS o
      """
    Then the result should be, in any order:
      | n | o    |
      | 1 | 1    |
      | 2 | 2    |
      | 3 | null |
    And no side effects

  Scenario: [13] In EXISTS
    When executing query:
      """
      MATCH (n) WHERE EXISTS { MATCH REPEATABLE ELEMENTS (n)-->()<--(n) } RETURN n.v AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [14] In COUNT, against the default
    When executing query:
      """
      MATCH (n {v: 2}) RETURN COUNT { MATCH REPEATABLE ELEMENTS (n)--()--() } AS again, COUNT { MATCH (n)--()--() } AS once
      """
    Then the result should be, in any order:
      | again | once |
      | 2     | 0    |
    And no side effects

  Scenario: [15] The shortest walk
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS p = ANY SHORTEST ({v: 1})--{2,4}({v: 2}) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 3 |
    And no side effects

  Scenario: [16] No upper bound, and no choice
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS (a)-->+(b) RETURN a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [17] Variable length without upper bound
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS (a)-[*]->(b) RETURN a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [18] A repeated path without upper bound
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS ((a)-->(b))* RETURN a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [19] The mode is for the whole clause
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS (a)-->(b), REPEATABLE ELEMENTS (c)-->(d) RETURN a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [20] Not in CREATE
    When executing query:
      """
      CREATE REPEATABLE ELEMENTS (a)-[:T]->(b)
      """
    Then a SyntaxError should be raised at compile time: *
