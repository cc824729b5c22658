# Source: Cypher 25: subqueries, CALL, with a scope clause `CALL (x) {}` or an importing WITH; OPTIONAL CALL.
# The query inside is run once for each row; each row it returns extends that row.

Feature: CALL subqueries that read

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:Person {name: 'Ann', age: 41}), (bob:Person {name: 'Bob', age: 25}), (cid:Person {name: 'Cid'}),
             (ann)-[:OWNS]->(:Dog {name: 'Rex'}), (ann)-[:OWNS]->(:Dog {name: 'Ace'}), (bob)-[:OWNS]->(:Cat {name: 'Tom'}),
             (ann)-[:KNOWS]->(bob), (bob)-[:KNOWS]->(cid)
      """

  Scenario: [1] Once, without an outer row
    When executing query:
      """
      CALL { MATCH (p:Person) RETURN count(p) AS people } RETURN people
      """
    Then the result should be, in any order:
      | people |
      | 3      |
    And no side effects

  Scenario: [2] Rows multiply: each outer row with each inner row
    When executing query:
      """
      UNWIND [1, 2] AS x CALL () { UNWIND ['a', 'b'] AS y RETURN y } RETURN x, y
      """
    Then the result should be, in any order:
      | x | y   |
      | 1 | 'a' |
      | 1 | 'b' |
      | 2 | 'a' |
      | 2 | 'b' |
    And no side effects

  Scenario: [3] An inner query without rows drops the outer row
    When executing query:
      """
      MATCH (p:Person) CALL (p) { MATCH (p)-[:OWNS]->(x) RETURN x } RETURN p.name AS name, x.name AS pet
      """
    Then the result should be, in any order:
      | name  | pet   |
      | 'Ann' | 'Rex' |
      | 'Ann' | 'Ace' |
      | 'Bob' | 'Tom' |
    And no side effects

  Scenario: [4] An aggregate inside always gives a row, so the outer row stays
    When executing query:
      """
      MATCH (p:Person) CALL (p) { MATCH (p)-[:OWNS]->(x) RETURN count(x) AS pets } RETURN p.name AS name, pets
      """
    Then the result should be, in any order:
      | name  | pets |
      | 'Ann' | 2    |
      | 'Bob' | 1    |
      | 'Cid' | 0    |
    And no side effects

  Scenario: [5] Imported by WITH
    When executing query:
      """
      MATCH (p:Person) CALL { WITH p MATCH (p)-[:OWNS]->(x) RETURN count(x) AS pets } RETURN p.name AS name, pets
      """
    Then the result should be, in any order:
      | name  | pets |
      | 'Ann' | 2    |
      | 'Bob' | 1    |
      | 'Cid' | 0    |
    And no side effects

  Scenario: [6] Several variables imported
    When executing query:
      """
      UNWIND [1, 2] AS x UNWIND [10, 20] AS y CALL (x, y) { RETURN x + y AS sum } RETURN sum
      """
    Then the result should be, in any order:
      | sum |
      | 11  |
      | 21  |
      | 12  |
      | 22  |
    And no side effects

  Scenario: [7] All variables imported by *
    When executing query:
      """
      WITH 1 AS a, 2 AS b CALL (*) { RETURN a + b AS sum } RETURN a, b, sum
      """
    Then the result should be, in any order:
      | a | b | sum |
      | 1 | 2 | 3   |
    And no side effects

  Scenario: [8] All variables imported by WITH *
    When executing query:
      """
      WITH 1 AS a, 2 AS b CALL { WITH * RETURN a + b AS sum } RETURN a, b, sum
      """
    Then the result should be, in any order:
      | a | b | sum |
      | 1 | 2 | 3   |
    And no side effects

  Scenario: [9] Without imports nothing of outside is seen, and names may be used again inside
    When executing query:
      """
      WITH 'outer' AS x CALL () { WITH 'inner' AS x RETURN x AS y } RETURN x, y
      """
    Then the result should be, in any order:
      | x       | y       |
      | 'outer' | 'inner' |
    And no side effects

  Scenario: [10] Variables imported by the scope clause outlive a WITH inside
    When executing query:
      """
      MATCH (p:Person)
      CALL (p) { MATCH (q:Person) WITH max(q.age) AS oldest RETURN p.age = oldest AS isOldest }
      RETURN p.name AS name, isOldest
      """
    Then the result should be, in any order:
      | name  | isOldest |
      | 'Ann' | true     |
      | 'Bob' | false    |
      | 'Cid' | null     |
    And no side effects

  Scenario: [11] The same query imported by WITH must carry the variable on
    When executing query:
      """
      MATCH (p:Person)
      CALL { WITH p MATCH (q:Person) WITH max(q.age) AS oldest RETURN p.age = oldest AS isOldest }
      RETURN p.name AS name, isOldest
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [12] The first of each: LIMIT is per outer row
    When executing query:
      """
      MATCH (p:Person)
      CALL (p) { MATCH (p)-[:OWNS]->(x) RETURN x.name AS first ORDER BY first LIMIT 1 }
      RETURN p.name AS name, first
      """
    Then the result should be, in any order:
      | name  | first |
      | 'Ann' | 'Ace' |
      | 'Bob' | 'Tom' |
    And no side effects

  Scenario: [13] The order inside is the order of the rows
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { UNWIND [3, 1, 2] AS y RETURN y ORDER BY y DESC } RETURN x, y
      """
    Then the result should be, in order:
      | x | y |
      | 1 | 3 |
      | 1 | 2 |
      | 1 | 1 |
      | 2 | 3 |
      | 2 | 2 |
      | 2 | 1 |
    And no side effects

  Scenario: [14] DISTINCT is per outer row
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { UNWIND [7, 7] AS y RETURN DISTINCT y } RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 7 |
      | 2 | 7 |
    And no side effects

  Scenario: [15] UNION inside, imported into both branches by the scope clause
    When executing query:
      """
      MATCH (p:Person)
      CALL (p) {
        MATCH (p)-[:OWNS]->(x) RETURN x.name AS near
        UNION
        MATCH (p)-[:KNOWS]->(x) RETURN x.name AS near
      }
      RETURN p.name AS name, near
      """
    Then the result should be, in any order:
      | name  | near  |
      | 'Ann' | 'Rex' |
      | 'Ann' | 'Ace' |
      | 'Ann' | 'Bob' |
      | 'Bob' | 'Tom' |
      | 'Bob' | 'Cid' |
    And no side effects

  Scenario: [16] UNION inside, each branch with its own importing WITH
    When executing query:
      """
      UNWIND [1, 2] AS x
      CALL { WITH x RETURN x * 10 AS y UNION WITH x RETURN x * 100 AS y }
      RETURN x, y
      """
    Then the result should be, in any order:
      | x | y   |
      | 1 | 10  |
      | 1 | 100 |
      | 2 | 20  |
      | 2 | 200 |
    And no side effects

  Scenario: [17] UNION inside, where only the second branch imports
    When executing query:
      """
      UNWIND [1, 2] AS x
      CALL { RETURN 0 AS y UNION WITH x RETURN x AS y }
      RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 0 |
      | 1 | 1 |
      | 2 | 0 |
      | 2 | 2 |
    And no side effects

  Scenario: [18] A branch of UNION that does not import sees nothing of outside
    When executing query:
      """
      WITH 1 AS x CALL { RETURN x AS y UNION WITH x RETURN x AS y } RETURN y
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [19] UNION drops equal rows within one call only
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { RETURN 0 AS y UNION RETURN 0 AS y } RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 0 |
      | 2 | 0 |
    And no side effects

  Scenario: [20] UNION ALL keeps them
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { RETURN 0 AS y UNION ALL RETURN 0 AS y } RETURN count(*) AS rows
      """
    Then the result should be, in any order:
      | rows |
      | 4    |
    And no side effects

  Scenario: [21] Ordering after a UNION, through the call
    When executing query:
      """
      CALL () { MATCH (p:Person) RETURN p.name AS name UNION MATCH (d:Dog) RETURN d.name AS name }
      RETURN name ORDER BY name DESC LIMIT 2
      """
    Then the result should be, in order:
      | name  |
      | 'Rex' |
      | 'Cid' |
    And no side effects

  Scenario: [22] Nested calls
    When executing query:
      """
      MATCH (p:Person)
      CALL (p) {
        MATCH (p)-[:KNOWS]->(q)
        CALL (q) { MATCH (q)-[:OWNS]->(x) RETURN count(x) AS pets }
        RETURN q.name AS known, pets
      }
      RETURN p.name AS name, known, pets
      """
    Then the result should be, in any order:
      | name  | known | pets |
      | 'Ann' | 'Bob' | 1    |
      | 'Bob' | 'Cid' | 0    |
    And no side effects

  Scenario: [23] A nested call sees only what is imported again
    When executing query:
      """
      WITH 1 AS x CALL (x) { CALL () { RETURN x AS y } RETURN y } RETURN y
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [24] Calls one after another, the second using the first
    When executing query:
      """
      MATCH (p:Person {name: 'Ann'})
      CALL (p) { MATCH (p)-[:OWNS]->(x) RETURN count(x) AS pets }
      CALL (p, pets) { RETURN pets + p.age AS sum }
      RETURN pets, sum
      """
    Then the result should be, in any order:
      | pets | sum |
      | 2    | 43  |
    And no side effects

  Scenario: [25] OPTIONAL CALL keeps the row with nulls
    When executing query:
      """
      MATCH (p:Person)
      OPTIONAL CALL (p) { MATCH (p)-[:OWNS]->(x) RETURN x, x.name AS pet }
      RETURN p.name AS name, x IS NULL AS missing, pet
      """
    Then the result should be, in any order:
      | name  | missing | pet   |
      | 'Ann' | false   | 'Rex' |
      | 'Ann' | false   | 'Ace' |
      | 'Bob' | false   | 'Tom' |
      | 'Cid' | true    | null  |
    And no side effects

  Scenario: [26] OPTIONAL CALL with an importing WITH
    When executing query:
      """
      UNWIND [[1], []] AS xs OPTIONAL CALL { WITH xs UNWIND xs AS x RETURN x } RETURN xs, x
      """
    Then the result should be, in any order:
      | xs  | x    |
      | [1] | 1    |
      | []  | null |
    And no side effects

  Scenario: [27] OPTIONAL CALL where rows are found is CALL
    When executing query:
      """
      OPTIONAL CALL () { UNWIND [1, 2] AS x RETURN x } RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [28] A null row of the query inside is a row
    When executing query:
      """
      OPTIONAL CALL () { UNWIND [null, null] AS x RETURN x } RETURN count(*) AS rows, count(x) AS values
      """
    Then the result should be, in any order:
      | rows | values |
      | 2    | 0      |
    And no side effects

  Scenario: [29] No outer rows, no calls
    When executing query:
      """
      UNWIND [] AS x CALL (x) { RETURN count(*) AS c } RETURN x, c
      """
    Then the result should be, in any order:
      | x | c |
    And no side effects

  Scenario: [30] Aggregation over what was called
    When executing query:
      """
      MATCH (p:Person)
      CALL (p) { MATCH (p)-->(x) RETURN count(x) AS degree }
      RETURN sum(degree) AS sum, max(degree) AS max
      """
    Then the result should be, in any order:
      | sum | max |
      | 5   | 3   |
    And no side effects

  Scenario: [31] A later MATCH starts from a node that was returned
    When executing query:
      """
      CALL () { MATCH (p:Person) RETURN p ORDER BY p.age LIMIT 1 } MATCH (p)-[:OWNS]->(x) RETURN p.name AS name, x.name AS pet
      """
    Then the result should be, in any order:
      | name  | pet   |
      | 'Bob' | 'Tom' |
    And no side effects

  Scenario: [32] Null imported
    When executing query:
      """
      OPTIONAL MATCH (b:Bird) CALL (b) { RETURN b IS NULL AS missing, COUNT { (b)--() } AS edges } RETURN missing, edges
      """
    Then the result should be, in any order:
      | missing | edges |
      | true    | 0     |
    And no side effects

  Scenario: [33] Parameters are seen without being imported
    Given parameters are:
      | n | 5 |
    When executing query:
      """
      UNWIND [1, 2] AS x CALL (x) { RETURN x * $n AS y } RETURN y
      """
    Then the result should be, in any order:
      | y  |
      | 5  |
      | 10 |
    And no side effects

  Scenario: [34] A row may be matched against earlier rows of the same table
    When executing query:
      """
      MATCH (p:Person)
      CALL (p) { MATCH (q:Person) WHERE q.name < p.name RETURN count(q) AS before }
      RETURN p.name AS name, before ORDER BY before
      """
    Then the result should be, in order:
      | name  | before |
      | 'Ann' | 0      |
      | 'Bob' | 1      |
      | 'Cid' | 2      |
    And no side effects

  Scenario: [35] With LET and FILTER around
    When executing query:
      """
      UNWIND [1, 2, 3] AS x LET y = x * x CALL (y) { RETURN y + 1 AS z } FILTER z > 2 RETURN x, z
      """
    Then the result should be, in any order:
      | x | z  |
      | 2 | 5  |
      | 3 | 10 |
    And no side effects

  Scenario: [36] A returned name that is taken outside
    When executing query:
      """
      WITH 1 AS x CALL (x) { RETURN 2 AS x } RETURN x
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [37] A returned name that is taken outside and not imported
    When executing query:
      """
      WITH 1 AS x CALL () { RETURN 2 AS x } RETURN x
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [38] An imported variable cannot be bound anew inside
    When executing query:
      """
      WITH 1 AS x CALL (x) { WITH 2 AS x RETURN x AS y } RETURN y
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [39] A variable imported twice
    When executing query:
      """
      WITH 1 AS x CALL (x, x) { RETURN x AS y } RETURN y
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [40] All variables of none
    When executing query:
      """
      CALL (*) { RETURN 1 AS y } RETURN y
      """
    Then the result should be, in any order:
      | y |
      | 1 |
    And no side effects

  Scenario: [41] An imported variable that is not there
    When executing query:
      """
      WITH 1 AS x CALL (y) { RETURN 1 AS z } RETURN z
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [42] A variable from outside that was not imported
    When executing query:
      """
      WITH 1 AS x CALL () { RETURN x + 1 AS y } RETURN y
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [43] A variable bound inside and not returned
    When executing query:
      """
      CALL () { MATCH (p:Person) RETURN p.name AS name } RETURN p
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [44] Branches with different columns
    When executing query:
      """
      CALL () { RETURN 1 AS x UNION RETURN 2 AS y } RETURN x
      """
    Then a SyntaxError should be raised at compile time: DifferentColumnsInUnion

  Scenario: [45] A query inside that ends with reading
    When executing query:
      """
      MATCH (p:Person) CALL (p) { MATCH (p)-->(x) } RETURN p
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [46] A call that returns does not end a query
    When executing query:
      """
      MATCH (p:Person) CALL (p) { RETURN p.name AS name }
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [47] Nothing follows RETURN inside
    When executing query:
      """
      CALL () { RETURN 1 AS x MATCH (n) } RETURN x
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [48] An error inside while it runs
    When executing query:
      """
      UNWIND [1, 0] AS x CALL (x) { RETURN 10 / x AS y } RETURN y
      """
    Then an ArithmeticError should be raised at runtime: DivisionByZero
