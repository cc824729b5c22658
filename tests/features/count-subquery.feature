# Source: Cypher 25: subqueries, COUNT. The result is the number of rows of the query inside.

Feature: COUNT subqueries

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:Person {name: 'Ann', age: 41}), (bob:Person {name: 'Bob', age: 25}),
             (cid:Person {name: 'Cid'}),
             (rex:Dog {name: 'Rex'}), (ace:Dog {name: 'Ace'}), (tom:Cat {name: 'Tom'}),
             (ann)-[:OWNS]->(rex), (ann)-[:OWNS]->(ace), (bob)-[:OWNS]->(tom),
             (ann)-[:KNOWS]->(bob), (bob)-[:KNOWS]->(cid), (rex)-[:CHASES]->(tom), (ace)-[:CHASES]->(tom)
      """

  Scenario: [1] Pattern form as a result
    When executing query:
      """
      MATCH (p:Person) RETURN p.name AS name, COUNT { (p)-[:OWNS]->() } AS pets
      """
    Then the result should be, in any order:
      | name  | pets |
      | 'Ann' | 2    |
      | 'Bob' | 1    |
      | 'Cid' | 0    |
    And no side effects

  Scenario: [2] Compared in a condition
    When executing query:
      """
      MATCH (p:Person) WHERE COUNT { (p)-[:OWNS]->(:Dog) } > 1 RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [3] Pattern form with WHERE
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name, COUNT { (p)-->(x) WHERE x.name < 'S' } AS c
      """
    Then the result should be, in any order:
      | name  | c |
      | 'Ann' | 3 |
      | 'Bob' | 1 |
      | 'Cid' | 0 |
    And no side effects

  Scenario: [4] MATCH without RETURN
    When executing query:
      """
      MATCH (p:Person) RETURN sum(COUNT { MATCH (p)-->() }) AS edges
      """
    Then the result should be, in any order:
      | edges |
      | 5     |
    And no side effects

  Scenario: [5] Matches are counted, not distinct ends
    When executing query:
      """
      MATCH (a:Person {name: 'Ann'}) RETURN COUNT { (a)-[:OWNS]->()-[:CHASES]->(c) } AS ways
      """
    Then the result should be, in any order:
      | ways |
      | 2    |
    And no side effects

  Scenario: [6] DISTINCT inside counts distinct rows
    When executing query:
      """
      MATCH (a:Person {name: 'Ann'})
      RETURN COUNT { MATCH (a)-[:OWNS]->()-[:CHASES]->(c) RETURN DISTINCT c } AS ends
      """
    Then the result should be, in any order:
      | ends |
      | 1    |
    And no side effects

  Scenario: [7] Rows with null count as well
    When executing query:
      """
      RETURN COUNT { MATCH (p:Person) RETURN p.age AS age } AS rows
      """
    Then the result should be, in any order:
      | rows |
      | 3    |
    And no side effects

  Scenario: [8] An aggregate without grouping keys is one row
    When executing query:
      """
      RETURN COUNT { MATCH (b:Bird) RETURN count(b) AS c } AS rows
      """
    Then the result should be, in any order:
      | rows |
      | 1    |
    And no side effects

  Scenario: [9] Grouped rows
    When executing query:
      """
      RETURN COUNT { MATCH (p:Person)-[r]->() RETURN type(r) AS t, count(*) AS c } AS types
      """
    Then the result should be, in any order:
      | types |
      | 2     |
    And no side effects

  Scenario: [10] LIMIT and SKIP inside
    When executing query:
      """
      RETURN COUNT { MATCH (n) RETURN n LIMIT 4 } AS four,
             COUNT { MATCH (n) RETURN n SKIP 4 } AS rest,
             COUNT { MATCH (n) RETURN n SKIP 9 } AS none
      """
    Then the result should be, in any order:
      | four | rest | none |
      | 4    | 2    | 0    |
    And no side effects

  Scenario: [11] UNION drops equal rows before the count, UNION ALL does not
    When executing query:
      """
      RETURN COUNT { RETURN 1 AS x UNION RETURN 1 AS x UNION RETURN 2 AS x } AS unlike,
             COUNT { RETURN 1 AS x UNION ALL RETURN 1 AS x UNION ALL RETURN 2 AS x } AS every
      """
    Then the result should be, in any order:
      | unlike | every |
      | 2      | 3     |
    And no side effects

  Scenario: [12] UNION of two correlated branches
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name,
             COUNT { MATCH (p)-[:OWNS]->(x) RETURN x UNION MATCH (p)-[:KNOWS]->(x) RETURN x } AS around
      """
    Then the result should be, in any order:
      | name  | around |
      | 'Ann' | 3      |
      | 'Bob' | 2      |
      | 'Cid' | 0      |
    And no side effects

  Scenario: [13] UNWIND inside
    When executing query:
      """
      UNWIND [[1, 2, 3], [], [null]] AS xs RETURN xs, COUNT { UNWIND xs AS x RETURN x } AS size
      """
    Then the result should be, in any order:
      | xs        | size |
      | [1, 2, 3] | 3    |
      | []        | 0    |
      | [null]    | 1    |
    And no side effects

  Scenario: [14] Nested counts
    When executing query:
      """
      MATCH (p:Person)
      WHERE COUNT { (p)-[:OWNS]->(pet) WHERE COUNT { (pet)-[:CHASES]->() } = 1 } = 2
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [15] EXISTS inside COUNT, COUNT inside EXISTS
    When executing query:
      """
      RETURN COUNT { MATCH (p:Person) WHERE EXISTS { (p)-[:OWNS]->() } RETURN p } AS owners,
             EXISTS { MATCH (p:Person) WHERE COUNT { (p)-[:OWNS]->() } = 3 RETURN p } AS three
      """
    Then the result should be, in any order:
      | owners | three |
      | 2      | false |
    And no side effects

  Scenario: [16] Arithmetic with counts
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name, COUNT { (p)-->() } - COUNT { (p)<--() } AS balance
      """
    Then the result should be, in any order:
      | name  | balance |
      | 'Ann' | 3       |
      | 'Bob' | 1       |
      | 'Cid' | -1      |
    And no side effects

  Scenario: [17] In ORDER BY
    When executing query:
      """
      MATCH (p:Person) RETURN p.name AS name ORDER BY COUNT { (p)--() } DESC, name
      """
    Then the result should be, in order:
      | name  |
      | 'Ann' |
      | 'Bob' |
      | 'Cid' |
    And no side effects

  Scenario: [18] In WITH, then aggregated
    When executing query:
      """
      MATCH (p:Person)
      WITH COUNT { (p)-[:OWNS]->() } AS pets
      RETURN max(pets) AS most, avg(pets) AS mean
      """
    Then the result should be, in any order:
      | most | mean |
      | 2    | 1.0  |
    And no side effects

  Scenario: [19] In CASE with a subject
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name,
             CASE COUNT { (p)-[:OWNS]->() } WHEN 0 THEN 'none' WHEN 1 THEN 'one' ELSE 'more' END AS pets
      """
    Then the result should be, in any order:
      | name  | pets   |
      | 'Ann' | 'more' |
      | 'Bob' | 'one'  |
      | 'Cid' | 'none' |
    And no side effects

  Scenario: [20] In SET
    When executing query:
      """
      MATCH (p:Person) SET p.degree = COUNT { (p)--() } RETURN p.name AS name, p.degree AS degree
      """
    Then the result should be, in any order:
      | name  | degree |
      | 'Ann' | 3      |
      | 'Bob' | 3      |
      | 'Cid' | 1      |
    And the side effects should be:
      | +properties | 3 |

  Scenario: [21] In a map and a list
    When executing query:
      """
      MATCH (p:Person {name: 'Ann'})
      RETURN {dogs: COUNT { (p)-->(:Dog) }, all: [COUNT { (p)-->() }, COUNT { (p)<--() }]} AS counts
      """
    Then the result should be, in any order:
      | counts                 |
      | {dogs: 2, all: [3, 0]} |
    And no side effects

  Scenario: [22] As LIMIT of rows by an outer WITH
    When executing query:
      """
      MATCH (p:Person)
      WITH p, COUNT { (p)-[:KNOWS]->() } AS known ORDER BY known DESC, p.name LIMIT 2
      RETURN p.name AS name, known
      """
    Then the result should be, in order:
      | name  | known |
      | 'Ann' | 1     |
      | 'Bob' | 1     |
    And no side effects

  Scenario: [23] From a null start there is no match
    When executing query:
      """
      OPTIONAL MATCH (b:Bird) RETURN COUNT { (b)--() } AS edges
      """
    Then the result should be, in any order:
      | edges |
      | 0     |
    And no side effects

  Scenario: [24] Undirected matches of a loop count once
    Given having executed:
      """
      CREATE (:Ring {name: 'R'})
      WITH 1 AS one MATCH (r:Ring) CREATE (r)-[:SELF]->(r)
      """
    When executing query:
      """
      MATCH (r:Ring) RETURN COUNT { (r)-[:SELF]-() } AS both, COUNT { (r)-[:SELF]->() } AS out
      """
    Then the result should be, in any order:
      | both | out |
      | 1    | 1   |
    And no side effects

  Scenario: [25] Variable length
    When executing query:
      """
      MATCH (a:Person {name: 'Ann'}) RETURN COUNT { (a)-[:KNOWS*1..5]->() } AS reached
      """
    Then the result should be, in any order:
      | reached |
      | 2       |
    And no side effects

  Scenario: [26] Sees what was deleted before
    When executing query:
      """
      MATCH (a:Person {name: 'Ann'})-[o:OWNS]->(:Dog {name: 'Ace'})
      DELETE o
      WITH a
      RETURN COUNT { (a)-[:OWNS]->() } AS pets
      """
    Then the result should be, in any order:
      | pets |
      | 1    |
    And the side effects should be:
      | -relationships | 1 |

  Scenario: [27] A count is an integer, not a list
    When executing query:
      """
      MATCH (p:Person) RETURN size(COUNT { (p)-->() }) AS s
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: [28] A count is no condition
    When executing query:
      """
      MATCH (p:Person) WHERE COUNT { (p)-->() } RETURN p
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: [29] Branches of a UNION have the same columns
    When executing query:
      """
      RETURN COUNT { RETURN 1 AS x UNION RETURN 2 AS y } AS c
      """
    Then a SyntaxError should be raised at compile time: DifferentColumnsInUnion

  Scenario: [30] No updating clause inside
    When executing query:
      """
      MATCH (p:Person) RETURN COUNT { MATCH (p)-->(q) SET q.x = 1 RETURN q } AS c
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [31] A variable bound inside is not seen outside
    When executing query:
      """
      MATCH (p:Person) WITH p, COUNT { (p)-->(x) } AS c RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable
