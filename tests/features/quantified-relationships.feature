# Source: GQL: quantified edge patterns, abbreviated edges; Cypher 25: quantified relationships, and variable length
# beside them.

Feature: Quantified relationships

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {v: 1}), (b:N {v: 2}), (c:N:M {v: 3}), (d:N {v: 4}),
             (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (c)-[:R {w: 3}]->(d), (a)-[:S {w: 10}]->(c)
      """

  Scenario Outline: [1] <pattern> from the first node
    When executing query:
      """
      MATCH ({v: 1})<pattern>(z) WITH z.v AS z ORDER BY z RETURN collect(z) AS ends
      """
    Then the result should be, in any order:
      | ends   |
      | <ends> |
    And no side effects

    Examples:
      | pattern                      | ends            |
      | -[:R]->+                     | [2, 3, 4]       |
      | -[:R]->*                     | [1, 2, 3, 4]    |
      | -[:R]->{2}                   | [3]             |
      | -[:R]->{1,2}                 | [2, 3]          |
      | -[:R]->{,1}                  | [1, 2]          |
      | -[:R]->{2,}                  | [3, 4]          |
      | -->{2}                       | [3, 4]          |
      | -->+                         | [2, 3, 3, 4, 4] |
      | --{1}                        | [2, 3]          |
      | -[:R]-+                      | [2, 3, 4]       |
      | <--+                         | []              |
      | <-[:R]-*                     | [1]             |
      | -[:!R]->+                    | [3]             |
      | -[:R\|S]->{2}                | [3, 4]          |
      | -[{w: 10}]->+                | [3]             |
      | -[x:R WHERE x.w < 3]->+      | [2, 3]          |
      | -[x WHERE x.w IN [10, 3]]->* | [1, 3, 4]       |

  Scenario: [2] The variable is a list of all
    When executing query:
      """
      MATCH ({v: 1})-[r:R]->{2}(z) RETURN [e IN r | e.w] AS r, size(r) AS n
      """
    Then the result should be, in any order:
      | r      | n |
      | [1, 2] | 2 |
    And no side effects

  Scenario: [3] The variable with a condition is a list of all, outside
    When executing query:
      """
      MATCH ({v: 1})-[r WHERE r.w < 5]->{1,2}(z) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r      |
      | [1]    |
      | [1, 2] |
    And no side effects

  Scenario: [4] The variable of one repetition is a list too
    When executing query:
      """
      MATCH ({v: 1})-[r:R]->{1}(z) RETURN r, r[0].w AS w
      """
    Then the result should be, in any order:
      | r             | w |
      | [[:R {w: 1}]] | 1 |
    And no side effects

  Scenario: [5] Leftwards the list is in the order of the pattern
    When executing query:
      """
      MATCH ({v: 4})<-[r:R]-+(z) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r         |
      | [3]       |
      | [3, 2]    |
      | [3, 2, 1] |
    And no side effects

  Scenario: [6] With a condition, from the end that is bound
    When executing query:
      """
      MATCH (d {v: 4}) MATCH (z)-[r WHERE r.w <> 10]->+(d) RETURN z.v AS z, [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | z | r         |
      | 3 | [3]       |
      | 2 | [2, 3]    |
      | 1 | [1, 2, 3] |
    And no side effects

  Scenario: [7] Between steps
    When executing query:
      """
      MATCH ({v: 1})-[:R]->(x)-[r]->+(y)-[:R]->(z) RETURN [e IN r | e.w] AS r, z.v AS z
      """
    Then the result should be, in any order:
      | r   | z |
      | [2] | 4 |
    And no side effects

  Scenario: [8] Variable length and repetition side by side
    When executing query:
      """
      MATCH ({v: 1})-[r*1..2]->(x)-[s]->+(y) RETURN [e IN r | e.w] AS r, [e IN s | e.w] AS s
      """
    Then the result should be, in any order:
      | r      | s      |
      | [1]    | [2]    |
      | [1]    | [2, 3] |
      | [1, 2] | [3]    |
      | [10]   | [3]    |
    And no side effects

  Scenario: [9] The same as variable length, path for path
    When executing query:
      """
      MATCH p = (a)-[*1..3]->(b) WITH collect(p) AS long MATCH q = (a)-->{1,3}(b) WITH long, collect(q) AS short
      RETURN size(long) AS n, all(p IN long WHERE p IN short) AND all(q IN short WHERE q IN long) AS same
      """
    Then the result should be, in any order:
      | n | same |
      | 8 | true |
    And no side effects

  Scenario: [10] A named path
    When executing query:
      """
      MATCH p = ({v: 1})-[:R]->{2}() RETURN p
      """
    Then the result should be, in any order:
      | p                                                                 |
      | <(:N {v: 1})-[:R {w: 1}]->(:N {v: 2})-[:R {w: 2}]->(:N:M {v: 3})> |
    And no side effects

  Scenario: [11] In EXISTS
    When executing query:
      """
      MATCH (n) WHERE NOT EXISTS { (n)-->{2}() } RETURN n.v AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |
      | 4 |
    And no side effects

  Scenario: [12] OPTIONAL
    When executing query:
      """
      MATCH (n) OPTIONAL MATCH (n)-[r:S]->+(m) RETURN n.v AS n, size(r) AS r, m.v AS m
      """
    Then the result should be, in any order:
      | n | r    | m    |
      | 1 | 1    | 3    |
      | 2 | null | null |
      | 3 | null | null |
      | 4 | null | null |
    And no side effects

  Scenario: [13] A repeated relationship is not one that is known
    When executing query:
      """
      MATCH ()-[r]->() MATCH ()-[r]->+() RETURN r
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [14] Variable length and a quantifier together
    When executing query:
      """
      MATCH ()-[r*2]->+() RETURN r
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [15] As a condition it needs EXISTS
    When executing query:
      """
      MATCH (n) WHERE (n)-[:R]->+() RETURN n
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [16] CREATE does not repeat
    When executing query:
      """
      CREATE (a)-[:R]->{2}(b)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [17] MERGE does not repeat
    When executing query:
      """
      MERGE (a)-[:R]->+(b)
      """
    Then a SyntaxError should be raised at compile time: *
