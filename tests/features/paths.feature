# Source: openCypher 9: patterns; Cypher 25: variable-length relationships, path functions.

Feature: Paths and variable length among other constructs

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a {n: 1})-[:R {w: 1}]->(b {n: 2})-[:R {w: 2}]->(c {n: 3})-[:R {w: 3}]->(a), (c)-[:S {w: 4}]->(d {n: 4})
      """

  Scenario Outline: [1] Length <range> from 1 along R
    When executing query:
      """
      MATCH p = ({n: 1})-[:R*<range>]->(x) WITH x.n AS n, length(p) AS l ORDER BY l RETURN collect([l, n]) AS found
      """
    Then the result should be, in any order:
      | found   |
      | <found> |
    And no side effects

    Examples:
      | range | found                    |
      | 1     | [[1, 2]]                 |
      | 2     | [[2, 3]]                 |
      | 0     | [[0, 1]]                 |
      | 0..1  | [[0, 1], [1, 2]]         |
      | 2..   | [[2, 3], [3, 1]]         |
      | ..2   | [[1, 2], [2, 3]]         |
      | 1..3  | [[1, 2], [2, 3], [3, 1]] |
      | 4..   | []                       |
      | 3..2  | []                       |
      | ..    | [[1, 2], [2, 3], [3, 1]] |

  Scenario: [2] A relationship is walked once a path, a node more often
    When executing query:
      """
      MATCH p = ({n: 1})-[*]->({n: 4}) RETURN [v IN nodes(p) | v.n] AS way
      """
    Then the result should be, in any order:
      | way          |
      | [1, 2, 3, 4] |
    And no side effects

  Scenario: [3] Around and back, undirected
    When executing query:
      """
      MATCH p = ({n: 4})-[:S]-()-[:R*3]-(x) RETURN x.n AS x, count(*) AS ways
      """
    Then the result should be, in any order:
      | x | ways |
      | 3 | 2    |
    And no side effects

  Scenario: [4] Two parts of one MATCH share no relationship
    When executing query:
      """
      MATCH ({n: 1})-[r]->()<-[s]-({n: 1}) RETURN r, s
      """
    Then the result should be, in any order:
      | r | s |
    And no side effects

  Scenario: [5] Two MATCHes may
    When executing query:
      """
      MATCH ({n: 1})-[r]->(b) MATCH (b)<-[s]-({n: 1}) RETURN r = s AS same
      """
    Then the result should be, in any order:
      | same |
      | true |
    And no side effects

  Scenario: [6] The functions of a path
    When executing query:
      """
      MATCH p = ({n: 1})-[:R*2]->() RETURN length(p) AS l, [v IN nodes(p) | v.n] AS ns, [r IN relationships(p) | r.w] AS ws, startNode(relationships(p)[0]).n AS s
      """
    Then the result should be, in any order:
      | l | ns        | ws     | s |
      | 2 | [1, 2, 3] | [1, 2] | 1 |
    And no side effects

  Scenario: [7] A path against the arrows
    When executing query:
      """
      MATCH p = ({n: 3})<-[:R*2]-(x) RETURN p
      """
    Then the result should be, in any order:
      | p                                                      |
      | <({n: 3})<-[:R {w: 2}]-({n: 2})<-[:R {w: 1}]-({n: 1})> |
    And no side effects

  Scenario: [8] A path of one node
    When executing query:
      """
      MATCH p = ({n: 4}) RETURN p, length(p) AS l, nodes(p) AS ns, relationships(p) AS rs
      """
    Then the result should be, in any order:
      | p          | l | ns         | rs |
      | <({n: 4})> | 0 | [({n: 4})] | [] |
    And no side effects

  Scenario: [9] The property map holds for each relationship
    When executing query:
      """
      MATCH ({n: 2})-[rs:R* {w: 2}]->(x) RETURN x.n AS x, size(rs) AS size
      """
    Then the result should be, in any order:
      | x | size |
      | 3 | 1    |
    And no side effects

  Scenario: [10] A condition on all relationships
    When executing query:
      """
      MATCH p = ({n: 1})-[rs*]->(x) WHERE all(r IN rs WHERE r.w < 3) RETURN x.n AS x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
      | 3 |
    And no side effects

  Scenario: [11] Relationships collected into a list
    When executing query:
      """
      MATCH ()-[r:R]->() WITH r ORDER BY r.w WITH collect(r) AS rs RETURN [r IN rs | r.w] AS ws, size(rs) AS size
      """
    Then the result should be, in any order:
      | ws        | size |
      | [1, 2, 3] | 3    |
    And no side effects

  Scenario: [12] Paths collected and compared
    When executing query:
      """
      MATCH p = ({n: 1})-[:R]->() WITH collect(p) AS ps MATCH q = ({n: 1})-->({n: 2}) RETURN q IN ps AS known
      """
    Then the result should be, in any order:
      | known |
      | true  |
    And no side effects

  Scenario: [13] A path as a pattern comprehension's value
    When executing query:
      """
      MATCH (a {n: 1}) RETURN [p = (a)-[:R*..2]->() | length(p)] AS ls
      """
    Then the result should be (ignoring element order for lists):
      | ls     |
      | [1, 2] |
    And no side effects

  Scenario: [14] A pattern comprehension without a match
    When executing query:
      """
      MATCH (d {n: 4}) RETURN [(d)-->(x) | x.n] AS xs
      """
    Then the result should be, in any order:
      | xs |
      | [] |
    And no side effects

  Scenario: [15] A pattern comprehension with a condition on outer values
    When executing query:
      """
      UNWIND [1, 3] AS w MATCH (a {n: 1}) RETURN w, [()-[r]->() WHERE r.w > w | r.w] AS ws
      """
    Then the result should be (ignoring element order for lists):
      | w | ws        |
      | 1 | [2, 3, 4] |
      | 3 | [4]       |
    And no side effects

  Scenario: [16] No length of a list
    When executing query:
      """
      RETURN length([1, 2]) AS l
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: [17] No nodes of a node
    When executing query:
      """
      MATCH (n) RETURN nodes(n) AS ns
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: [18] A relationship twice in one pattern
    When executing query:
      """
      MATCH (a)-[r]->(b)-[r]->(c) RETURN r
      """
    Then a SyntaxError should be raised at compile time: RelationshipUniquenessViolation

  Scenario: [19] A path's name is taken
    When executing query:
      """
      MATCH (p), p = (a)-->(b) RETURN p
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [20] A list of relationships is no relationship
    When executing query:
      """
      MATCH ()-[rs*]->() RETURN type(rs) AS t
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
