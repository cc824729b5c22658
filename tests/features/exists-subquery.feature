# Source: CIP2015-05-13 (existential subqueries); Cypher 25: subqueries, EXISTS.
# An EXISTS subquery is true if its query gives a row, false if not, and never null.

Feature: EXISTS subqueries

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:Person {name: 'Ann', age: 41}), (bob:Person {name: 'Bob', age: 25}),
             (cid:Person {name: 'Cid'}), (rex:Dog {name: 'Rex'}), (tom:Cat {name: 'Tom'}),
             (ann)-[:OWNS {since: 2020}]->(rex), (ann)-[:KNOWS]->(bob),
             (bob)-[:KNOWS]->(cid), (bob)-[:OWNS {since: 2015}]->(tom), (rex)-[:CHASES]->(tom)
      """

  Scenario: [1] Pattern form as a condition
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { (p)-[:OWNS]->(:Dog) } RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [2] Pattern form with WHERE over what it binds
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS { (p)-[o:OWNS]->() WHERE o.since < 2018 }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Bob' |
    And no side effects

  Scenario: [3] Pattern form with MATCH written out, without RETURN
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { MATCH (p)-[:KNOWS]->() } RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Bob' |
    And no side effects

  Scenario: [4] Negated
    When executing query:
      """
      MATCH (p:Person) WHERE NOT EXISTS { (p)-[:OWNS]->() } RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Cid' |
    And no side effects

  Scenario: [5] As a result, one boolean a row
    When executing query:
      """
      MATCH (p:Person) RETURN p.name AS name, EXISTS { (p)-->(:Cat) } AS hasCat
      """
    Then the result should be, in any order:
      | name  | hasCat |
      | 'Ann' | false  |
      | 'Bob' | true   |
      | 'Cid' | false  |
    And no side effects

  Scenario: [6] Two pattern parts share variables
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS { (p)-[:KNOWS]->(q), (q)-[:OWNS]->(:Cat) }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [7] A pattern part of its own is a condition on the whole graph
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { (:Dog)-[:CHASES]->(:Cat) } RETURN count(p) AS c
      """
    Then the result should be, in any order:
      | c |
      | 3 |
    And no side effects

  Scenario: [8] A label that nothing has
    When executing query:
      """
      RETURN EXISTS { (:Bird) } AS birds, NOT EXISTS { (:Bird) } AS none
      """
    Then the result should be, in any order:
      | birds | none |
      | false | true |
    And no side effects

  Scenario: [9] Inside a boolean expression
    When executing query:
      """
      MATCH (p:Person)
      WHERE p.age > 30 OR EXISTS { (p)<-[:KNOWS]-({name: 'Bob'}) }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Cid' |
    And no side effects

  Scenario: [10] Never null: an unknown condition inside gives no row
    When executing query:
      """
      MATCH (p:Person {name: 'Cid'})
      RETURN EXISTS { MATCH (q:Person) WHERE q.age > p.age } AS older
      """
    Then the result should be, in any order:
      | older |
      | false |
    And no side effects

  Scenario: [11] Correlated by a value, not by a pattern
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS { MATCH (q:Person) WHERE q.age < p.age }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [12] Nested, two levels, each seeing all outer variables
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS {
        MATCH (p)-[:KNOWS]->(q)
        WHERE EXISTS { MATCH (q)-[:OWNS]->(pet) WHERE pet.name <> p.name }
      }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [13] Nested and negated inside
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS { MATCH (p)-[:KNOWS]->(q) WHERE NOT EXISTS { (q)-[:OWNS]->() } }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Bob' |
    And no side effects

  Scenario: [14] Full query whose WITH aggregates and filters
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS {
        MATCH (p)-->(x)
        WITH p, count(*) AS edges
        WHERE edges > 1
        RETURN edges
      }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Bob' |
    And no side effects

  Scenario: [15] Outer variables stay visible after a WITH that does not name them
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS {
        MATCH (q:Person)
        WITH max(q.age) AS oldest
        WHERE p.age = oldest
        RETURN 1 AS one
      }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [16] A global aggregate always gives a row
    When executing query:
      """
      RETURN EXISTS { MATCH (b:Bird) RETURN count(b) AS c } AS found
      """
    Then the result should be, in any order:
      | found |
      | true  |
    And no side effects

  Scenario: [17] A grouped aggregate over nothing gives no row
    When executing query:
      """
      RETURN EXISTS { MATCH (b:Bird) RETURN b.name AS name, count(b) AS c } AS found
      """
    Then the result should be, in any order:
      | found |
      | false |
    And no side effects

  Scenario: [18] What is returned does not matter, a null is a row too
    When executing query:
      """
      RETURN EXISTS { RETURN null AS nothing } AS found
      """
    Then the result should be, in any order:
      | found |
      | true  |
    And no side effects

  Scenario: [19] LIMIT and SKIP inside count
    When executing query:
      """
      RETURN EXISTS { MATCH (p:Person) RETURN p LIMIT 0 } AS limited,
             EXISTS { MATCH (p:Person) RETURN p SKIP 2 } AS third,
             EXISTS { MATCH (p:Person) RETURN p SKIP 3 } AS fourth
      """
    Then the result should be, in any order:
      | limited | third | fourth |
      | false   | true  | false  |
    And no side effects

  Scenario: [20] UNION: a row from either branch
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS {
        MATCH (p)-[:OWNS]->(:Dog) RETURN 1 AS found
        UNION
        MATCH (p)<-[:KNOWS]-(:Person {name: 'Bob'}) RETURN 1 AS found
      }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Cid' |
    And no side effects

  Scenario: [21] UNWIND inside
    When executing query:
      """
      UNWIND [[1, 2], [], [3]] AS xs
      RETURN xs, EXISTS { UNWIND xs AS x WITH x WHERE x > 1 RETURN x } AS large
      """
    Then the result should be, in any order:
      | xs     | large |
      | [1, 2] | true  |
      | []     | false |
      | [3]    | true  |
    And no side effects

  Scenario: [22] In CASE
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name,
             CASE WHEN EXISTS { (p)-[:OWNS]->(:Dog) } THEN 'dog'
                  WHEN EXISTS { (p)-[:OWNS]->(:Cat) } THEN 'cat'
                  ELSE 'none' END AS pet
      """
    Then the result should be, in any order:
      | name  | pet    |
      | 'Ann' | 'dog'  |
      | 'Bob' | 'cat'  |
      | 'Cid' | 'none' |
    And no side effects

  Scenario: [23] In ORDER BY, false before true
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name
      ORDER BY EXISTS { (p)-[:KNOWS]->() }, name
      """
    Then the result should be, in order:
      | name  |
      | 'Cid' |
      | 'Ann' |
      | 'Bob' |
    And no side effects

  Scenario: [24] As a grouping key
    When executing query:
      """
      MATCH (p:Person)
      RETURN EXISTS { (p)-[:OWNS]->() } AS owner, count(*) AS c
      """
    Then the result should be, in any order:
      | owner | c |
      | true  | 2 |
      | false | 1 |
    And no side effects

  Scenario: [25] Inside an aggregate
    When executing query:
      """
      MATCH (p:Person)
      RETURN collect(CASE WHEN EXISTS { (p)-[:OWNS]->(:Dog) } THEN p.name END) AS owners
      """
    Then the result should be, in any order:
      | owners  |
      | ['Ann'] |
    And no side effects

  Scenario: [26] In a list comprehension over outer nodes
    When executing query:
      """
      MATCH (p:Person) WITH p ORDER BY p.name WITH collect(p) AS people
      RETURN [q IN people WHERE EXISTS { (q)-[:KNOWS]->() } | q.name] AS knowing
      """
    Then the result should be, in any order:
      | knowing        |
      | ['Ann', 'Bob'] |
    And no side effects

  Scenario: [27] In a quantifier
    When executing query:
      """
      MATCH (p:Person) WITH collect(p) AS people
      RETURN all(q IN people WHERE EXISTS { (q)-[:OWNS]->() }) AS everyone,
             any(q IN people WHERE EXISTS { (q)-[:OWNS]->(:Dog) }) AS someone
      """
    Then the result should be, in any order:
      | everyone | someone |
      | false    | true    |
    And no side effects

  Scenario: [28] In SET, after which the property is stored
    When executing query:
      """
      MATCH (p:Person) SET p.owner = EXISTS { (p)-[:OWNS]->() }
      RETURN p.name AS name, p.owner AS owner
      """
    Then the result should be, in any order:
      | name  | owner |
      | 'Ann' | true  |
      | 'Bob' | true  |
      | 'Cid' | false |
    And the side effects should be:
      | +properties | 3 |

  Scenario: [29] Sees what an earlier clause of the statement has made
    When executing query:
      """
      MATCH (p:Person {name: 'Cid'})
      CREATE (p)-[:OWNS]->(:Dog {name: 'Pip'})
      WITH p
      RETURN EXISTS { (p)-[:OWNS]->(:Dog {name: 'Pip'}) } AS owns
      """
    Then the result should be, in any order:
      | owns |
      | true |
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: [30] After OPTIONAL MATCH found nothing, a pattern from null has no match
    When executing query:
      """
      MATCH (p:Person {name: 'Cid'})
      OPTIONAL MATCH (p)-[:OWNS]->(pet)
      RETURN pet, EXISTS { (pet)-->() } AS chases
      """
    Then the result should be, in any order:
      | pet  | chases |
      | null | false  |
    And no side effects

  Scenario: [31] A parameter inside
    Given parameters are:
      | since | 2018 |
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { (p)-[o:OWNS]->() WHERE o.since > $since } RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [32] A named path inside
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS { MATCH way = (p)-[*1..3]->(:Cat) WHERE length(way) = 2 }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [33] Relationships of the outer pattern may be walked again inside
    When executing query:
      """
      MATCH (p:Person)-[r:OWNS]->(d:Dog)
      RETURN EXISTS { (p)-[:OWNS]->(d) } AS again, EXISTS { (p)-[r]->(d) } AS same
      """
    Then the result should be, in any order:
      | again | same |
      | true  | true |
    And no side effects

  Scenario: [34] A CALL subquery inside
    When executing query:
      """
      MATCH (p:Person)
      WHERE EXISTS { CALL (p) { MATCH (p)-[:KNOWS]->(q) RETURN q } WITH q WHERE q.age IS NULL RETURN q }
      RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Bob' |
    And no side effects

  Scenario: [35] A variable bound inside is not seen outside
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { (p)-->(x) } RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [36] An undefined variable inside
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { (p)-->(q) WHERE q.age > limit } RETURN p
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [37] An outer variable of another kind cannot be matched inside
    When executing query:
      """
      MATCH (p)-[r:KNOWS]->() WHERE EXISTS { (r)-->() } RETURN p
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: [38] A name from outside cannot be bound anew by UNWIND inside
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { UNWIND [1] AS p RETURN p } RETURN p.name
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [39] A name from outside cannot be bound anew by WITH inside
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { WITH 1 AS p RETURN p } RETURN p.name
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario Outline: [40] No updating clause inside
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { MATCH (p)-->(q) <update> } RETURN p
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

    Examples:
      | update                               |
      | SET q.seen = true                    |
      | CREATE (q)-[:SEEN]->(p)              |
      | MERGE (:Seen) RETURN 1               |
      | DETACH DELETE q                      |
      | REMOVE q.name                        |
      | FOREACH (i IN [1] \| SET q.seen = i) |

  Scenario: [41] An aggregate stands in no WHERE, inside neither
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { MATCH (q:Person) WHERE count(q) > 1 RETURN q } RETURN p
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation
