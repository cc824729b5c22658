# Source: GQL: path search prefixes, partition by the ends; Cypher 25: SHORTEST, ALL SHORTEST, ANY, SHORTEST k GROUPS.
# From s to t there are two paths of two steps and one of three.

Feature: SHORTEST and ANY

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (s:P {n: 's'}), (a:P {n: 'a'}), (b:P {n: 'b'}), (c:P:Q {n: 'c'}), (d:P {n: 'd'}), (t:P {n: 't'}), (z:P {n: 'z'}), (:P {n: 'alone'}),
             (s)-[:E {w: 1}]->(a), (a)-[:E {w: 2}]->(t), (s)-[:E {w: 3}]->(b), (b)-[:E {w: 4}]->(t),
             (s)-[:F {w: 5}]->(c), (c)-[:F {w: 6}]->(d), (d)-[:F {w: 7}]->(t), (t)-[:E {w: 8}]->(z)
      """

  Scenario Outline: [1] <selector> between two ends
    When executing query:
      """
      MATCH p = <selector> (:P {n: 's'})-->+(:P {n: 't'}) WITH length(p) AS l ORDER BY l RETURN collect(l) AS lengths
      """
    Then the result should be, in any order:
      | lengths   |
      | <lengths> |
    And no side effects

    Examples:
      | selector                | lengths   |
      | SHORTEST 1              | [2]       |
      | SHORTEST 2              | [2, 2]    |
      | SHORTEST 3              | [2, 2, 3] |
      | SHORTEST 10             | [2, 2, 3] |
      | SHORTEST 1 PATH         | [2]       |
      | SHORTEST 2 PATHS        | [2, 2]    |
      | ANY SHORTEST            | [2]       |
      | ANY SHORTEST PATH       | [2]       |
      | ALL SHORTEST            | [2, 2]    |
      | ALL SHORTEST PATHS      | [2, 2]    |
      | SHORTEST GROUP          | [2, 2]    |
      | SHORTEST 1 GROUP        | [2, 2]    |
      | SHORTEST 2 GROUPS       | [2, 2, 3] |
      | SHORTEST 2 PATH GROUPS  | [2, 2, 3] |
      | SHORTEST 3 PATHS GROUPS | [2, 2, 3] |
      | ALL                     | [2, 2, 3] |
      | ALL PATHS               | [2, 2, 3] |

  Scenario Outline: [2] <selector>: how many paths
    When executing query:
      """
      MATCH p = <selector> (:P {n: 's'})-->+(:P {n: 't'}) RETURN count(p) AS n
      """
    Then the result should be, in any order:
      | n   |
      | <n> |
    And no side effects

    Examples:
      | selector    | n |
      | ANY         | 1 |
      | ANY PATH    | 1 |
      | ANY 1       | 1 |
      | ANY 2 PATHS | 2 |
      | ANY 3       | 3 |
      | ANY 7       | 3 |

  Scenario: [3] ALL SHORTEST finds every path that is as short
    When executing query:
      """
      MATCH ALL SHORTEST (:P {n: 's'})-->(m)-->+(:P {n: 't'}) RETURN m.n AS m
      """
    Then the result should be, in any order:
      | m   |
      | 'a' |
      | 'b' |
    And no side effects

  Scenario: [4] A path for each pair of ends: from one node
    When executing query:
      """
      MATCH p = SHORTEST 1 (:P {n: 's'})-->+(x) RETURN x.n AS x, length(p) AS l
      """
    Then the result should be, in any order:
      | x   | l |
      | 'a' | 1 |
      | 'b' | 1 |
      | 'c' | 1 |
      | 'd' | 2 |
      | 't' | 2 |
      | 'z' | 3 |
    And no side effects

  Scenario: [5] A path for each pair of ends: to one node
    When executing query:
      """
      MATCH p = SHORTEST 1 (x)-->+(:P {n: 't'}) RETURN x.n AS x, length(p) AS l
      """
    Then the result should be, in any order:
      | x   | l |
      | 's' | 2 |
      | 'a' | 1 |
      | 'b' | 1 |
      | 'c' | 2 |
      | 'd' | 1 |
    And no side effects

  Scenario: [6] A path for each pair of ends: all pairs
    When executing query:
      """
      MATCH p = ANY SHORTEST (x)-->+(y) RETURN count(*) AS pairs, sum(length(p)) AS steps
      """
    Then the result should be, in any order:
      | pairs | steps |
      | 16    | 26    |
    And no side effects

  Scenario: [7] All shortest for each pair of ends
    When executing query:
      """
      MATCH p = ALL SHORTEST (:P {n: 's'})-->+(x) RETURN x.n AS x, count(*) AS n
      """
    Then the result should be, in any order:
      | x   | n |
      | 'a' | 1 |
      | 'b' | 1 |
      | 'c' | 1 |
      | 'd' | 1 |
      | 't' | 2 |
      | 'z' | 2 |
    And no side effects

  Scenario: [8] Two groups for each pair of ends
    When executing query:
      """
      MATCH p = SHORTEST 2 GROUPS (:P {n: 's'})-->+(x) WITH x, length(p) AS l ORDER BY l RETURN x.n AS x, collect(l) AS lengths
      """
    Then the result should be, in any order:
      | x   | lengths   |
      | 'a' | [1]       |
      | 'b' | [1]       |
      | 'c' | [1]       |
      | 'd' | [2]       |
      | 't' | [2, 2, 3] |
      | 'z' | [3, 3, 4] |
    And no side effects

  Scenario: [9] A condition inside is asked before paths are chosen
    When executing query:
      """
      MATCH p = ANY SHORTEST ((:P {n: 's'})-[r]->+(:P {n: 't'}) WHERE none(e IN r WHERE e.w IN [1, 3])) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 3 |
    And no side effects

  Scenario: [10] A condition behind is asked of what was chosen
    When executing query:
      """
      MATCH p = ALL SHORTEST (:P {n: 's'})-[r]->+(:P {n: 't'}) WHERE none(e IN r WHERE e.w = 1) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r      |
      | [3, 4] |
    And no side effects

  Scenario: [11] A condition behind may leave nothing
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 's'})-->+(:P {n: 't'}) WHERE length(p) = 3 RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects

  Scenario: [12] A condition on the path itself, inside
    When executing query:
      """
      MATCH ANY SHORTEST (p = (:P {n: 's'})-->+(:P {n: 't'}) WHERE length(p) = 3) RETURN length(p) AS l
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [13] Both conditions
    When executing query:
      """
      MATCH p = SHORTEST 1 ((s:P {n: 's'})-[r]->+(x) WHERE none(e IN r WHERE e.w = 1)) WHERE x.n IN ['a', 't', 'z'] RETURN x.n AS x, [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | x   | r         |
      | 't' | [3, 4]    |
      | 'z' | [3, 4, 8] |
    And no side effects

  Scenario: [14] A condition on the end, behind, is one on the end
    When executing query:
      """
      MATCH p = SHORTEST 1 (s:P)-->+(x) WHERE s.n = 's' AND x.n = 'd' RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 2 |
    And no side effects

  Scenario: [15] A condition in a node between is asked before
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 's'})-->(:Q)-->+(:P {n: 't'}) RETURN [e IN nodes(p) | e.n] AS n
      """
    Then the result should be, in any order:
      | n                    |
      | ['s', 'c', 'd', 't'] |
    And no side effects

  Scenario: [16] A condition in each relationship is asked before
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 's'})-[r:F]->+(:P {n: 't'}) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r         |
      | [5, 6, 7] |
    And no side effects

  Scenario: [17] A condition in each repetition is asked before
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 's'}) ((x)-[r]->(y) WHERE NOT y.n IN ['a', 'b'])+ (:P {n: 't'}) RETURN [e IN y | e.n] AS y
      """
    Then the result should be, in any order:
      | y               |
      | ['c', 'd', 't'] |
    And no side effects

  Scenario: [18] Repetitions of two steps
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 's'}) ((x)-->()-->(y))+ (e) RETURN [n IN x | n.n] AS x, e.n AS e
      """
    Then the result should be, in any order:
      | x          | e   |
      | ['s']      | 't' |
      | ['s']      | 'd' |
      | ['s', 'd'] | 'z' |
    And no side effects

  Scenario: [19] Steps and repetitions
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 's'})-->(x)-->{1,2}(y)-->(:P {n: 'z'}) RETURN length(p) AS l, y.n AS y
      """
    Then the result should be, in any order:
      | l | y   |
      | 3 | 't' |
    And no side effects

  Scenario: [20] Steps alone
    When executing query:
      """
      MATCH p = SHORTEST 1 (:P {n: 's'})-->()-->(y) RETURN y.n AS y, length(p) AS l
      """
    Then the result should be, in any order:
      | y   | l |
      | 't' | 2 |
      | 'd' | 2 |
    And no side effects

  Scenario: [21] Two repeated parts, each split counts
    When executing query:
      """
      MATCH ALL SHORTEST (:P {n: 's'})-[:F]->*(m)-[:F]->*(:P {n: 'd'}) RETURN m.n AS m
      """
    Then the result should be, in any order:
      | m   |
      | 's' |
      | 'c' |
      | 'd' |
    And no side effects

  Scenario: [22] Leftwards
    When executing query:
      """
      MATCH p = ALL SHORTEST (:P {n: 't'})<-[r]-+(:P {n: 's'}) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r      |
      | [2, 1] |
      | [4, 3] |
    And no side effects

  Scenario: [23] Without direction
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 'z'})--+(:P {n: 'c'}) RETURN [e IN nodes(p) | e.n] AS n
      """
    Then the result should be, in any order:
      | n                    |
      | ['z', 't', 'd', 'c'] |
    And no side effects

  Scenario: [24] Against the direction there is none
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 't'})-->+(:P {n: 's'}) RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects

  Scenario: [25] A node that nothing reaches
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 's'})--*(:P {n: 'alone'}) RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects

  Scenario: [26] No step at all
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 's'})-->*(:P {n: 's'}) RETURN p
      """
    Then the result should be, in any order:
      | p               |
      | <(:P {n: 's'})> |
    And no side effects

  Scenario: [27] From a node to itself without a circle
    When executing query:
      """
      MATCH p = ANY SHORTEST (x:P {n: 's'})-->+(x) RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects

  Scenario: [28] From a node to itself around a circle
    Given having executed:
      """
      MATCH (t {n: 't'}), (s {n: 's'}) CREATE (t)-[:G]->(s)
      """
    When executing query:
      """
      MATCH p = ALL SHORTEST (x:P)-->+(x) RETURN x.n AS x, length(p) AS l
      """
    Then the result should be, in any order:
      | x   | l |
      | 's' | 3 |
      | 's' | 3 |
      | 'a' | 3 |
      | 'b' | 3 |
      | 'c' | 4 |
      | 'd' | 4 |
      | 't' | 3 |
      | 't' | 3 |
    And no side effects

  Scenario: [29] Two nodes that may be the same
    When executing query:
      """
      MATCH p = ANY SHORTEST (x:P {n: 's'})-->*(y:P) RETURN y.n AS y, length(p) AS l
      """
    Then the result should be, in any order:
      | y   | l |
      | 's' | 0 |
      | 'a' | 1 |
      | 'b' | 1 |
      | 'c' | 1 |
      | 'd' | 2 |
      | 't' | 2 |
      | 'z' | 3 |
    And no side effects

  Scenario: [30] Both ends known
    When executing query:
      """
      MATCH (x {n: 's'}), (y {n: 't'}) MATCH p = SHORTEST 3 (x)-->+(y) RETURN length(p) AS l ORDER BY l
      """
    Then the result should be, in order:
      | l |
      | 2 |
      | 2 |
      | 3 |
    And no side effects

  Scenario: [31] The end known
    When executing query:
      """
      MATCH (y {n: 'z'}) MATCH p = ANY SHORTEST (x)-->+(y) RETURN x.n AS x, length(p) AS l
      """
    Then the result should be, in any order:
      | x   | l |
      | 's' | 3 |
      | 'a' | 2 |
      | 'b' | 2 |
      | 'c' | 3 |
      | 'd' | 2 |
      | 't' | 1 |
    And no side effects

  Scenario: [32] For each row anew
    When executing query:
      """
      UNWIND ['s', 'a', 'alone'] AS n MATCH p = ANY SHORTEST (:P {n: n})-->+(:P {n: 't'}) RETURN n, length(p) AS l
      """
    Then the result should be, in any order:
      | n   | l |
      | 's' | 2 |
      | 'a' | 1 |
    And no side effects

  Scenario: [33] The same row twice
    When executing query:
      """
      UNWIND [1, 1] AS i MATCH p = ANY SHORTEST (:P {n: 's'})-->+(:P {n: 't'}) RETURN i, length(p) AS l
      """
    Then the result should be, in any order:
      | i | l |
      | 1 | 2 |
      | 1 | 2 |
    And no side effects

  Scenario: [34] The number by a parameter
    Given parameters are:
      | k | 2 |
    When executing query:
      """
      MATCH p = SHORTEST $k (:P {n: 's'})-->+(:P {n: 't'}) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 2 |
      | 2 |
    And no side effects

  Scenario: [35] The number of groups by a parameter
    Given parameters are:
      | k | 2 |
    When executing query:
      """
      MATCH p = SHORTEST $k GROUPS (:P {n: 's'})-->+(:P {n: 't'}) RETURN count(p) AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |
    And no side effects

  Scenario: [36] The number of any by a parameter
    Given parameters are:
      | k | 3 |
    When executing query:
      """
      MATCH p = ANY $k (:P {n: 's'})-->+(:P {n: 't'}) RETURN count(p) AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |
    And no side effects

  Scenario: [37] No number by a parameter
    Given parameters are:
      | k | 'a' |
    When executing query:
      """
      MATCH p = SHORTEST $k (:P {n: 's'})-->+(:P {n: 't'}) RETURN p
      """
    Then a SyntaxError should be raised at runtime: InvalidArgumentType

  Scenario: [38] A negative number by a parameter
    Given parameters are:
      | k | -1 |
    When executing query:
      """
      MATCH p = SHORTEST $k (:P {n: 's'})-->+(:P {n: 't'}) RETURN p
      """
    Then a SyntaxError should be raised at runtime: *

  Scenario: [39] Zero by a parameter
    Given parameters are:
      | k | 0 |
    When executing query:
      """
      MATCH p = SHORTEST $k (:P {n: 's'})-->+(:P {n: 't'}) RETURN p
      """
    Then a SyntaxError should be raised at runtime: *

  Scenario: [40] Zero paths
    When executing query:
      """
      MATCH p = SHORTEST 0 (:P {n: 's'})-->+(:P {n: 't'}) RETURN p
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [41] Zero groups
    When executing query:
      """
      MATCH p = SHORTEST 0 GROUPS (:P {n: 's'})-->+(:P {n: 't'}) RETURN p
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [42] Any zero
    When executing query:
      """
      MATCH p = ANY 0 (:P {n: 's'})-->+(:P {n: 't'}) RETURN p
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [43] A broken number
    When executing query:
      """
      MATCH p = SHORTEST 1.5 (:P {n: 's'})-->+(:P {n: 't'}) RETURN p
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [44] OPTIONAL
    When executing query:
      """
      MATCH (x:P) WHERE x.n < 'd' OPTIONAL MATCH p = ANY SHORTEST (x)-->+(:P {n: 'd'}) RETURN x.n AS x, length(p) AS l
      """
    Then the result should be, in any order:
      | x       | l    |
      | 'a'     | null |
      | 'b'     | null |
      | 'c'     | 1    |
      | 'alone' | null |
    And no side effects

  Scenario: [45] OPTIONAL from null
    When executing query:
      """
      OPTIONAL MATCH (x:None) OPTIONAL MATCH p = ANY SHORTEST (x)-->*(y) RETURN x, y, p
      """
    Then the result should be, in any order:
      | x    | y    | p    |
      | null | null | null |
    And no side effects

  Scenario: [46] In EXISTS
    When executing query:
      """
      MATCH (x:P) WHERE NOT EXISTS { MATCH ANY SHORTEST (x)-->*(:P {n: 'z'}) } RETURN x.n AS x
      """
    Then the result should be, in any order:
      | x       |
      | 'alone' |
    And no side effects

  Scenario: [47] In COUNT
    When executing query:
      """
      MATCH (x:P {n: 's'}), (y:P) RETURN y.n AS y, COUNT { MATCH ALL SHORTEST (x)-->+(y) } AS n
      """
    Then the result should be, in any order:
      | y       | n |
      | 's'     | 0 |
      | 'a'     | 1 |
      | 'b'     | 1 |
      | 'c'     | 1 |
      | 'd'     | 1 |
      | 't'     | 2 |
      | 'z'     | 2 |
      | 'alone' | 0 |
    And no side effects

  Scenario: [48] In COLLECT
    When executing query:
      """
      MATCH (x:P {n: 's'}) RETURN COLLECT { MATCH p = SHORTEST 2 GROUPS (x)-->+(:P {n: 't'}) RETURN length(p) } AS l
      """
    Then the result should be, in any order:
      | l         |
      | [2, 2, 3] |
    And no side effects

  Scenario: [49] In CALL
    When executing query:
      """
      MATCH (x:P) CALL (x) { MATCH p = ANY SHORTEST (x)-->+(:P {n: 't'}) RETURN length(p) AS l } RETURN x.n AS x, l
      """
    Then the result should be, in any order:
      | x   | l |
      | 's' | 2 |
      | 'a' | 1 |
      | 'b' | 1 |
      | 'c' | 2 |
      | 'd' | 1 |
    And no side effects

  Scenario: [50] Relationships side by side are paths of their own
    Given having executed:
      """
      MATCH (s {n: 's'}), (a {n: 'a'}) CREATE (s)-[:E {w: 100}]->(a)
      """
    When executing query:
      """
      MATCH p = ALL SHORTEST (:P {n: 's'})-[r]->+(:P {n: 'a'}) RETURN r[0].w AS w
      """
    Then the result should be, in any order:
      | w   |
      | 1   |
      | 100 |
    And no side effects

  Scenario: [51] Nothing beside it: another path
    When executing query:
      """
      MATCH ANY SHORTEST (x)-->+(y), (z) RETURN x
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [52] Nothing beside it: another choice
    When executing query:
      """
      MATCH ANY SHORTEST (x)-->+(y), ANY SHORTEST (y)-->+(z) RETURN x
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [53] In clauses of their own
    When executing query:
      """
      MATCH p = ANY SHORTEST (:P {n: 's'})-->+(t:P {n: 't'}) MATCH q = ANY SHORTEST (t)-->+(:P {n: 'z'}) RETURN length(p) AS p, length(q) AS q
      """
    Then the result should be, in any order:
      | p | q |
      | 2 | 1 |
    And no side effects

  Scenario: [54] Not with shortestPath
    When executing query:
      """
      MATCH p = SHORTEST 1 shortestPath((x)-[*]->(y)) RETURN p
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [55] Not in CREATE
    When executing query:
      """
      CREATE ANY SHORTEST (x)-[:T]->(y)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [56] Not in MERGE
    When executing query:
      """
      MERGE ANY SHORTEST (x)-[:T]->(y)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [57] The number is no expression
    When executing query:
      """
      MATCH p = SHORTEST 1 + 1 (x)-->+(y) RETURN p
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [58] A condition inside sees what an earlier clause knows
    When executing query:
      """
      MATCH (n:Q) MATCH p = ANY SHORTEST ((:P {n: 's'})-->+(:P {n: 't'}) WHERE n IN nodes(p)) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 3 |
    And no side effects

  Scenario: [59] A variable named as a word of the syntax
    When executing query:
      """
      MATCH (shortest:P {n: 's'})-->(any:P)-->(groups {n: 't'}) RETURN any.n AS any
      """
    Then the result should be, in any order:
      | any |
      | 'a' |
      | 'b' |
    And no side effects
