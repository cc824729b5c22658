# Source: openCypher grammar (BNF: label expression); GQL: label expression; Cypher 25: relationship type expressions.

Feature: Relationship type expressions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a {k: 'a'})-[:R {w: 1}]->(b {k: 'b'}), (a)-[:S {w: 2}]->(b),
             (b)-[:T {w: 3}]->(c {k: 'c'}), (b)-[:R {w: 4}]->(c)
      """

  Scenario Outline: [1] In a pattern, <types>
    When executing query:
      """
      MATCH ()-[r:<types>]->() WITH r.w AS w ORDER BY w RETURN collect(w) AS found
      """
    Then the result should be, in any order:
      | found   |
      | <found> |
    And no side effects

    Examples:
      | types      | found        |
      | R          | [1, 4]       |
      | R\|S       | [1, 2, 4]    |
      | R\|:S      | [1, 2, 4]    |
      | R\|S\|T    | [1, 2, 3, 4] |
      | !R         | [2, 3]       |
      | !!T        | [3]          |
      | %          | [1, 2, 3, 4] |
      | !%         | []           |
      | R&S        | []           |
      | R&R        | [1, 4]       |
      | !(R\|S)    | [3]          |
      | !R&!S      | [3]          |
      | (R\|S)&!S  | [1, 4]       |
      | R\|S&T     | [1, 4]       |
      | %&!T       | [1, 2, 4]    |
      | Unknown    | []           |
      | R\|Unknown | [1, 4]       |
      | !Unknown   | [1, 2, 3, 4] |

  Scenario: [2] From the other end
    When executing query:
      """
      MATCH ({k: 'c'})<-[r:!T]-(x) RETURN r.w AS w, x.k AS k
      """
    Then the result should be, in any order:
      | w | k   |
      | 4 | 'b' |
    And no side effects

  Scenario: [3] Undirected
    When executing query:
      """
      MATCH ({k: 'b'})-[r:S|T]-(x) RETURN r.w AS w, x.k AS k
      """
    Then the result should be, in any order:
      | w | k   |
      | 2 | 'a' |
      | 3 | 'c' |
    And no side effects

  Scenario: [4] Without a variable, with properties
    When executing query:
      """
      MATCH (x)-[:R|S {w: 2}]->(y) RETURN x.k AS x, y.k AS y
      """
    Then the result should be, in any order:
      | x   | y   |
      | 'a' | 'b' |
    And no side effects

  Scenario: [5] Variable length: each step of one of the types
    When executing query:
      """
      MATCH ({k: 'a'})-[rs:R|S*1..2]->(x) RETURN [r IN rs | r.w] AS ws, x.k AS k
      """
    Then the result should be, in any order:
      | ws     | k   |
      | [1]    | 'b' |
      | [2]    | 'b' |
      | [1, 4] | 'c' |
      | [2, 4] | 'c' |
    And no side effects

  Scenario: [6] In EXISTS
    When executing query:
      """
      MATCH (x) WHERE EXISTS { (x)-[:!R&!S]->() } RETURN x.k AS k
      """
    Then the result should be, in any order:
      | k   |
      | 'b' |
    And no side effects

  Scenario: [7] In a pattern comprehension
    When executing query:
      """
      MATCH (x {k: 'a'}) RETURN [(x)-[r:!S]->() | r.w] AS ws
      """
    Then the result should be, in any order:
      | ws  |
      | [1] |
    And no side effects

  Scenario: [8] OPTIONAL MATCH of no type
    When executing query:
      """
      MATCH (x {k: 'a'}) OPTIONAL MATCH (x)-[r:!R&!S]->() RETURN x.k AS k, r
      """
    Then the result should be, in any order:
      | k   | r    |
      | 'a' | null |
    And no side effects

  Scenario: [9] As an expression on a relationship
    When executing query:
      """
      MATCH ()-[r]->() RETURN r.w AS w, r:R AS isR
      """
    Then the result should be, in any order:
      | w | isR   |
      | 1 | true  |
      | 2 | false |
      | 3 | false |
      | 4 | true  |
    And no side effects

  Scenario Outline: [10] A relationship is made with one type, not <types>
    When executing query:
      """
      MATCH (x {k: 'a'}), (y {k: 'c'}) <clause> (x)-[:<types>]->(y)
      """
    Then a SyntaxError should be raised at compile time: NoSingleRelationshipType

    Examples:
      | clause | types |
      | CREATE | R\|S  |
      | CREATE | !R    |
      | CREATE | %     |
      | CREATE | R&S   |
      | MERGE  | R\|S  |
      | MERGE  | !R    |
