# Source: GQL: quantified path patterns, group variables, different-edges matching; Cypher 25: the same, and what it
# leaves out of them. All paths are counted by hand on five relationships.

Feature: Quantified paths

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {v: 1}), (b:N {v: 2}), (c:N:M {v: 3}), (d:N {v: 4}),
             (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (c)-[:R {w: 3}]->(d),
             (a)-[:S {w: 10}]->(c), (c)-[:S {w: 11}]->(a)
      """

  Scenario Outline: [1] <quantifier> says how often
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[r:R]->(y))<quantifier> (z)
      RETURN z.v AS z, [n IN x | n.v] AS x, [e IN r | e.w] AS r, [n IN y | n.v] AS y ORDER BY z LIMIT 1
      """
    Then the result should be, in any order:
      | z   | x   | r   | y   |
      | <z> | <x> | <r> | <y> |
    And no side effects

    Examples:
      | quantifier | z | x         | r         | y         |
      | +          | 2 | [1]       | [1]       | [2]       |
      | *          | 1 | []        | []        | []        |
      | {1}        | 2 | [1]       | [1]       | [2]       |
      | {2}        | 3 | [1, 2]    | [1, 2]    | [2, 3]    |
      | {3}        | 4 | [1, 2, 3] | [1, 2, 3] | [2, 3, 4] |
      | {2,}       | 3 | [1, 2]    | [1, 2]    | [2, 3]    |
      | {2,2}      | 3 | [1, 2]    | [1, 2]    | [2, 3]    |
      | {3,9}      | 4 | [1, 2, 3] | [1, 2, 3] | [2, 3, 4] |
      | {,2}       | 1 | []        | []        | []        |
      | {,}        | 1 | []        | []        | []        |
      | {0,1}      | 1 | []        | []        | []        |

  Scenario Outline: [2] Where <quantifier> leads
    When executing query:
      """
      MATCH ({v: 1}) (()-[:R]->())<quantifier> (z) WITH z.v AS z ORDER BY z RETURN collect(z) AS ends
      """
    Then the result should be, in any order:
      | ends   |
      | <ends> |
    And no side effects

    Examples:
      | quantifier | ends         |
      | +          | [2, 3, 4]    |
      | *          | [1, 2, 3, 4] |
      | {2}        | [3]          |
      | {4}        | []           |
      | {1,2}      | [2, 3]       |
      | {,2}       | [1, 2, 3]    |
      | {2,}       | [3, 4]       |
      | {0,1}      | [1, 2]       |

  Scenario: [3] WHERE is asked of each repetition
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[r]->(y) WHERE x.v < y.v)+ (z) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r         |
      | [1]       |
      | [1, 2]    |
      | [1, 2, 3] |
      | [10]      |
      | [10, 3]   |
    And no side effects

  Scenario: [4] WHERE on a node inside, speaking of another node inside
    When executing query:
      """
      MATCH ({v: 1}) ((x)-->(y WHERE y.v = x.v + 2))+ (z) RETURN z.v AS z
      """
    Then the result should be, in any order:
      | z |
      | 3 |
    And no side effects

  Scenario: [5] WHERE on a relationship inside
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[r WHERE r.w > 2]->(y))+ (z) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r        |
      | [10]     |
      | [10, 11] |
      | [10, 3]  |
    And no side effects

  Scenario: [6] Leftwards, lists are in the order of the pattern
    When executing query:
      """
      MATCH ({v: 4}) ((x)<-[r:R]-(y))+ (z) RETURN [n IN x | n.v] AS x, [e IN r | e.w] AS r, z.v AS z
      """
    Then the result should be, in any order:
      | x         | r         | z |
      | [4]       | [3]       | 3 |
      | [4, 3]    | [3, 2]    | 2 |
      | [4, 3, 2] | [3, 2, 1] | 1 |
    And no side effects

  Scenario: [7] Undirected, a relationship is not walked back
    When executing query:
      """
      MATCH ({v: 4}) (()-[r:R]-()){1,2} (z) RETURN [e IN r | e.w] AS r, z.v AS z
      """
    Then the result should be, in any order:
      | r      | z |
      | [3]    | 3 |
      | [3, 2] | 2 |
    And no side effects

  Scenario: [8] Undirected and bound at the far end only, lists are still in the order of the pattern
    When executing query:
      """
      MATCH (e {v: 4}) MATCH (x) ((p)-[r:R]-(q)){2} (e) RETURN x.v AS x, [n IN p | n.v] AS p, [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | x | p      | r      |
      | 2 | [2, 3] | [2, 3] |
    And no side effects

  Scenario: [9] Several relationships in one repetition
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[r]->()-[s]->(y)){2} (z)
      RETURN [n IN x | n.v] AS x, [e IN r | e.w] AS r, [e IN s | e.w] AS s, [n IN y | n.v] AS y
      """
    Then the result should be, in any order:
      | x      | r       | s       | y      |
      | [1, 3] | [1, 11] | [2, 10] | [3, 3] |
      | [1, 1] | [10, 1] | [11, 2] | [1, 3] |
    And no side effects

  Scenario: [10] Several relationships in different directions
    When executing query:
      """
      MATCH ({v: 4}) ((x)<-[:R]-(m)-[:S]->(y)){1} (z) RETURN [n IN m | n.v] AS m, z.v AS z
      """
    Then the result should be, in any order:
      | m   | z |
      | [3] | 1 |
    And no side effects

  Scenario: [11] Half a repetition is none
    When executing query:
      """
      MATCH ({v: 1}) (()-[:R]->()-[:R]->())* (z) RETURN z.v AS z
      """
    Then the result should be, in any order:
      | z |
      | 1 |
      | 3 |
    And no side effects

  Scenario: [12] Back where it began, no relationship twice
    When executing query:
      """
      MATCH (a {v: 1}) (()-[r]->())+ (a) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r          |
      | [10, 11]   |
      | [1, 2, 11] |
    And no side effects

  Scenario: [13] Back where it began, in no step at all
    When executing query:
      """
      MATCH (a {v: 4}) (()-[r]->())* (a) RETURN r
      """
    Then the result should be, in any order:
      | r  |
      | [] |
    And no side effects

  Scenario: [14] No relationship twice in two repeated parts
    When executing query:
      """
      MATCH ({v: 1}) (()-[r]->())+ ({v: 3}) (()-[s]->())+ ({v: 3}) RETURN [e IN r | e.w] AS r, [e IN s | e.w] AS s
      """
    Then the result should be, in any order:
      | r      | s          |
      | [10]   | [11, 1, 2] |
      | [1, 2] | [11, 10]   |
    And no side effects

  Scenario: [15] No relationship twice in a repeated part and a step
    When executing query:
      """
      MATCH ({v: 3})-[s:S]->(a) (()-[r]->())+ ({v: 3}) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r      |
      | [10]   |
      | [1, 2] |
    And no side effects

  Scenario: [16] No relationship twice across the paths of a MATCH
    When executing query:
      """
      MATCH ({v: 1}) (()-[r]->())+ ({v: 3}), ()-[s {w: 10}]->() RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r      |
      | [1, 2] |
    And no side effects

  Scenario: [17] No relationship twice across two repeated paths
    When executing query:
      """
      MATCH ({v: 1}) (()-[r]->())+ ({v: 3}), ({v: 1}) (()-[s]->())+ ({v: 3}) RETURN [e IN r | e.w] AS r, [e IN s | e.w] AS s
      """
    Then the result should be, in any order:
      | r      | s      |
      | [10]   | [1, 2] |
      | [1, 2] | [10]   |
    And no side effects

  Scenario: [18] Two MATCH clauses may use the same relationship
    When executing query:
      """
      MATCH ()-[s {w: 10}]->() MATCH ({v: 1}) (()-[r]->())+ ({v: 3}) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r              |
      | [10]           |
      | [1, 2]         |
      | [10, 11, 1, 2] |
      | [1, 2, 11, 10] |
    And no side effects

  Scenario: [19] A relationship that the MATCH has bound before may be walked
    When executing query:
      """
      MATCH ()-[s {w: 10}]->() MATCH ({v: 1})-[s]->(x) (()-[r]->()){1} (z) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r    |
      | [3]  |
      | [11] |
    And no side effects

  Scenario: [20] Both ends bound
    When executing query:
      """
      MATCH (a {v: 1}), (d {v: 4}) MATCH (a) (()-[r]->())+ (d) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r                 |
      | [10, 3]           |
      | [1, 2, 3]         |
      | [10, 11, 1, 2, 3] |
      | [1, 2, 11, 10, 3] |
    And no side effects

  Scenario: [21] The end bound
    When executing query:
      """
      MATCH (d {v: 4}) MATCH (x) ((p)-[r:R]->(q))+ (d) RETURN x.v AS x, [n IN p | n.v] AS p, [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | x | p         | r         |
      | 3 | [3]       | [3]       |
      | 2 | [2, 3]    | [2, 3]    |
      | 1 | [1, 2, 3] | [1, 2, 3] |
    And no side effects

  Scenario: [22] An end bound to null
    When executing query:
      """
      OPTIONAL MATCH (n:Nothing) OPTIONAL MATCH (n) (()-[r]->())* (m) RETURN n, r, m
      """
    Then the result should be, in any order:
      | n    | r    | m    |
      | null | null | null |
    And no side effects

  Scenario: [23] OPTIONAL MATCH
    When executing query:
      """
      MATCH (n) OPTIONAL MATCH (n) ((x)-[:R]->(y)){2} (z) RETURN n.v AS n, [e IN x | e.v] AS x, z.v AS z
      """
    Then the result should be, in any order:
      | n | x      | z    |
      | 1 | [1, 2] | 3    |
      | 2 | [2, 3] | 4    |
      | 3 | null   | null |
      | 4 | null   | null |
    And no side effects

  Scenario: [24] The condition inside takes a variable of an earlier MATCH
    When executing query:
      """
      MATCH (l {v: 3}) MATCH ({v: 1}) ((x)-->(y) WHERE y <> l)+ (z) RETURN l.v AS l, z.v AS z
      """
    Then the result should be, in any order:
      | l | z |
      | 3 | 2 |
    And no side effects

  Scenario: [25] The condition inside takes a variable of each row
    When executing query:
      """
      UNWIND [1, 2, 3] AS m MATCH ({v: 1}) (()-[r:R]->() WHERE r.w <= m)+ (z) RETURN m, count(z) AS n
      """
    Then the result should be, in any order:
      | m | n |
      | 1 | 1 |
      | 2 | 2 |
      | 3 | 3 |
    And no side effects

  Scenario: [26] A parameter inside
    Given parameters are:
      | most | 2 |
    When executing query:
      """
      MATCH ({v: 1}) (()-[r]->() WHERE r.w <= $most)+ (z) RETURN z.v AS z
      """
    Then the result should be, in any order:
      | z |
      | 2 |
      | 3 |
    And no side effects

  Scenario: [27] EXISTS inside
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[:R]->(y) WHERE EXISTS { (y)-->() })+ (z) RETURN z.v AS z
      """
    Then the result should be, in any order:
      | z |
      | 2 |
      | 3 |
    And no side effects

  Scenario: [28] COUNT inside
    When executing query:
      """
      MATCH ({v: 2}) ((x)-->(y) WHERE COUNT { (x)-->() } = 1)+ (z) RETURN z.v AS z
      """
    Then the result should be, in any order:
      | z |
      | 3 |
    And no side effects

  Scenario: [29] A pattern as a condition inside
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[:R]->(y) WHERE NOT (y)-[:S]->())+ (z) RETURN z.v AS z
      """
    Then the result should be, in any order:
      | z |
      | 2 |
    And no side effects

  Scenario: [30] Property maps inside
    When executing query:
      """
      MATCH ({v: 1}) (({v: 1})-[{w: 10}]->(y {v: 3}))+ (z) RETURN [n IN y | n.v] AS y
      """
    Then the result should be, in any order:
      | y   |
      | [3] |
    And no side effects

  Scenario: [31] A property map inside takes a variable of a row
    When executing query:
      """
      UNWIND [1, 10] AS w MATCH (a) (()-[{w: w}]->())+ (z) RETURN w, a.v AS a, z.v AS z
      """
    Then the result should be, in any order:
      | w  | a | z |
      | 1  | 1 | 2 |
      | 10 | 1 | 3 |
    And no side effects

  Scenario: [32] Label expressions inside
    When executing query:
      """
      MATCH ({v: 1}) ((x:N)-[:!S]->(y:N&!M))+ (z) RETURN z.v AS z
      """
    Then the result should be, in any order:
      | z |
      | 2 |
    And no side effects

  Scenario: [33] Labels at both of its ends are asked at every seam
    When executing query:
      """
      MATCH ((x:!M)-->(y))+ (z:M) RETURN [n IN x | n.v] AS x
      """
    Then the result should be, in any order:
      | x      |
      | [2]    |
      | [1, 2] |
      | [1]    |
    And no side effects

  Scenario: [34] A named path
    When executing query:
      """
      MATCH p = ({v: 1}) ((x)-[:R]->(y)){2} () RETURN length(p) AS l, [n IN nodes(p) | n.v] AS n, [e IN relationships(p) | e.w] AS r
      """
    Then the result should be, in any order:
      | l | n         | r      |
      | 2 | [1, 2, 3] | [1, 2] |
    And no side effects

  Scenario: [35] A named path of no step
    When executing query:
      """
      MATCH p = (:M) (()-[:R]->()){,} (:M) RETURN p
      """
    Then the result should be, in any order:
      | p               |
      | <(:N:M {v: 3})> |
    And no side effects

  Scenario: [36] A named path through steps and repetitions, leftwards
    When executing query:
      """
      MATCH p = ({v: 4})<-[:R]-() ((x)<-[:R]-(y))+ () RETURN [n IN nodes(p) | n.v] AS n
      """
    Then the result should be, in any order:
      | n            |
      | [4, 3, 2]    |
      | [4, 3, 2, 1] |
    And no side effects

  Scenario: [37] A named path that leads back and forth
    When executing query:
      """
      MATCH p = ({v: 4}) (()<-[:R]-()-[:S]->()){1} () RETURN p
      """
    Then the result should be, in any order:
      | p                                                                  |
      | <(:N {v: 4})<-[:R {w: 3}]-(:N:M {v: 3})-[:S {w: 11}]->(:N {v: 1})> |
    And no side effects

  Scenario: [38] A named path found from its end
    When executing query:
      """
      MATCH (e {v: 4}) MATCH p = ()-[:R]->() (()-[:R]->()){2} (e) RETURN [n IN nodes(p) | n.v] AS n
      """
    Then the result should be, in any order:
      | n            |
      | [1, 2, 3, 4] |
    And no side effects

  Scenario: [39] Repeated parts side by side
    When executing query:
      """
      MATCH ({v: 1}) (()-[r:R]->())+ (()-[s:S]->())+ (z) RETURN [e IN r | e.w] AS r, [e IN s | e.w] AS s, z.v AS z
      """
    Then the result should be, in any order:
      | r      | s        | z |
      | [1, 2] | [11]     | 1 |
      | [1, 2] | [11, 10] | 3 |
    And no side effects

  Scenario: [40] Repeated parts side by side, none of either
    When executing query:
      """
      MATCH ({v: 4}) ((x)-[r]->())* ((y)-[s]->())* (z) RETURN x, r, y, s, z.v AS z
      """
    Then the result should be, in any order:
      | x  | r  | y  | s  | z |
      | [] | [] | [] | [] | 4 |
    And no side effects

  Scenario: [41] Three repeated parts
    When executing query:
      """
      MATCH ({v: 1}) (()-[r:R]->()){2} (()-[s:S]->()){0,1} (()-[t:R]->())* (z)
      RETURN [e IN s | e.w] AS s, [e IN t | e.w] AS t, z.v AS z
      """
    Then the result should be, in any order:
      | s    | t   | z |
      | []   | []  | 3 |
      | []   | [3] | 4 |
      | [11] | []  | 1 |
    And no side effects

  Scenario: [42] A path may begin with a repeated part
    When executing query:
      """
      MATCH (()-[r:R]->())+ ({v: 4}) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r         |
      | [3]       |
      | [2, 3]    |
      | [1, 2, 3] |
    And no side effects

  Scenario: [43] A repeated part may be all there is
    When executing query:
      """
      MATCH ((x)-[:R]->(y)){2} RETURN [n IN x | n.v] AS x, [n IN y | n.v] AS y
      """
    Then the result should be, in any order:
      | x      | y      |
      | [1, 2] | [2, 3] |
      | [2, 3] | [3, 4] |
    And no side effects

  Scenario: [44] A path in parentheses that is not repeated
    When executing query:
      """
      MATCH ((x)-[r:R]->(y) WHERE r.w > 1) RETURN x.v AS x, y.v AS y
      """
    Then the result should be, in any order:
      | x | y |
      | 2 | 3 |
      | 3 | 4 |
    And no side effects

  Scenario: [45] The list of a variable in WHERE
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[r]->(y))+ (z) WHERE size(r) = 2 AND none(n IN y WHERE n.v = 2) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r        |
      | [10, 11] |
      | [10, 3]  |
    And no side effects

  Scenario: [46] The list of a variable by place and by slice
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[r:R]->(y)){3} () RETURN r[0].w AS first, r[-1].w AS last, [n IN y[..2] | n.v] AS two, head(x).v AS h
      """
    Then the result should be, in any order:
      | first | last | two    | h |
      | 1     | 3    | [2, 3] | 1 |
    And no side effects

  Scenario: [47] A sum over the list of a variable
    When executing query:
      """
      MATCH ({v: 1}) (()-[r:R]->())* (z) RETURN z.v AS z, reduce(sum = 0, e IN r | sum + e.w) AS sum
      """
    Then the result should be, in any order:
      | z | sum |
      | 1 | 0   |
      | 2 | 1   |
      | 3 | 3   |
      | 4 | 6   |
    And no side effects

  Scenario: [48] The list of a variable unwound
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[:R]->())+ (z) UNWIND x AS n RETURN n.v AS n, count(*) AS times
      """
    Then the result should be, in any order:
      | n | times |
      | 1 | 3     |
      | 2 | 2     |
      | 3 | 1     |
    And no side effects

  Scenario: [49] Lists of variables as keys of groups
    When executing query:
      """
      MATCH (a) ((x)-->(y)){2} (b) WHERE a.v = 1 RETURN size(x) AS n, count(*) AS paths, collect(b.v)[0] IS NULL AS none
      """
    Then the result should be, in any order:
      | n | paths | none  |
      | 2 | 3     | false |
    And no side effects

  Scenario: [50] The same variable twice in a repetition
    Given having executed:
      """
      MATCH (n {v: 2}) CREATE (n)-[:L {w: 20}]->(n)
      """
    When executing query:
      """
      MATCH ({v: 1})-[:R]->() ((x)-[r]->(x))+ (z) RETURN [e IN r | e.w] AS r, z.v AS z
      """
    Then the result should be, in any order:
      | r    | z |
      | [20] | 2 |
    And no side effects

  Scenario: [51] Self-loops are walked once
    Given having executed:
      """
      MATCH (n {v: 4}) CREATE (n)-[:L {w: 20}]->(n), (n)-[:L {w: 21}]->(n)
      """
    When executing query:
      """
      MATCH ({v: 4}) (()-[r:L]->())+ (z) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r        |
      | [20]     |
      | [21]     |
      | [20, 21] |
      | [21, 20] |
    And no side effects

  Scenario: [52] A self-loop without direction is found once
    Given having executed:
      """
      MATCH (n {v: 4}) CREATE (n)-[:L {w: 20}]->(n)
      """
    When executing query:
      """
      MATCH ({v: 4}) (()-[r:L]-())+ (z) RETURN [e IN r | e.w] AS r
      """
    Then the result should be, in any order:
      | r    |
      | [20] |
    And no side effects

  Scenario: [53] In EXISTS
    When executing query:
      """
      MATCH (n) WHERE EXISTS { (n) (()-[:R]->()){2} () } RETURN n.v AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [54] In COUNT
    When executing query:
      """
      MATCH (n) RETURN n.v AS n, COUNT { (n) (()-->())+ () } AS paths
      """
    Then the result should be, in any order:
      | n | paths |
      | 1 | 12    |
      | 2 | 6     |
      | 3 | 7     |
      | 4 | 0     |
    And no side effects

  Scenario: [55] In COLLECT, with what it takes from outside inside the repetition
    When executing query:
      """
      MATCH (n {v: 1}) RETURN COLLECT { MATCH (n) (()-[:R]->(y) WHERE y <> n)+ (z) RETURN z.v ORDER BY z.v } AS ends
      """
    Then the result should be, in any order:
      | ends      |
      | [2, 3, 4] |
    And no side effects

  Scenario: [56] In CALL
    When executing query:
      """
      MATCH (n) CALL (n) { MATCH (n) (()-[:R]->())* () RETURN count(*) AS paths } RETURN n.v AS n, paths
      """
    Then the result should be, in any order:
      | n | paths |
      | 1 | 4     |
      | 2 | 3     |
      | 3 | 2     |
      | 4 | 1     |
    And no side effects

  Scenario: [57] What is found is changed
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[r:R]->(y))+ ({v: 4}) FOREACH (n IN y | SET n.seen = true) FOREACH (e IN r | SET e.w = e.w * 100)
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 6 |
      | -properties | 3 |

  Scenario: [58] What is found is deleted
    When executing query:
      """
      MATCH ({v: 1}) (()-[r:R]->())+ ({v: 4}) FOREACH (e IN r | DELETE e)
      """
    Then the result should be empty
    And the side effects should be:
      | -relationships | 3 |
      | -properties    | 3 |

  Scenario: [59] After WITH the lists go on
    When executing query:
      """
      MATCH ({v: 1}) ((x)-[:R]->())+ ({v: 3}) WITH x UNWIND x AS n MATCH (n)-[:S]->(m) RETURN m.v AS m
      """
    Then the result should be, in any order:
      | m |
      | 3 |
    And no side effects

  Scenario: [60] A name inside that stands outside too
    When executing query:
      """
      MATCH (x) ((x)-[r]->(y))+ (z) RETURN z
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [61] A name inside that an earlier clause has
    When executing query:
      """
      MATCH (x) MATCH () ((x)-[r]->(y))+ (z) RETURN z
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [62] A name in two repeated parts
    When executing query:
      """
      MATCH () ((x)-->(y))+ (z) ((x)-->(w))+ () RETURN z
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [63] The condition inside cannot speak of the rest of its path
    When executing query:
      """
      MATCH (a) ((x)-->(y) WHERE x.v > a.v)+ (b) RETURN b
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [64] Nor a node inside of the node outside
    When executing query:
      """
      MATCH (a) ((x)-->(y WHERE y = a))+ (b) RETURN b
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [65] A repeated part in a repeated part
    When executing query:
      """
      MATCH (((a)-->(b))+ (c)-->(d)){2} RETURN c
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [66] Variable length in a repeated part
    When executing query:
      """
      MATCH ((a)-[*]->(b)){2} RETURN a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [67] A node alone is not repeated
    When executing query:
      """
      MATCH ((a)){2} RETURN a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [68] Bounds in the wrong order
    When executing query:
      """
      MATCH ((a)-->(b)){3,2} RETURN a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [69] A negative bound
    When executing query:
      """
      MATCH ((a)-->(b)){-1} RETURN a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [70] A path cannot be named inside
    When executing query:
      """
      MATCH (p = (a)-->(b))+ RETURN p
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [71] CREATE does not repeat
    When executing query:
      """
      CREATE ((a)-[:T]->(b)){2}
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [72] MERGE does not repeat
    When executing query:
      """
      MERGE (x) ((a)-[:T]->(b)){2} (y)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [73] A node does not stand beside a node
    When executing query:
      """
      MATCH (a) (b) RETURN a
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: [74] An aggregate inside
    When executing query:
      """
      MATCH ((a)-->(b) WHERE count(a) > 1)+ RETURN a
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation
