# Source: Cypher 25: subqueries, COLLECT. The result is the list of the one column's values, nulls kept.

Feature: COLLECT subqueries

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:Person {name: 'Ann', age: 41}), (bob:Person {name: 'Bob', age: 25}),
             (cid:Person {name: 'Cid'}),
             (rex:Dog {name: 'Rex'}), (ace:Dog {name: 'Ace'}), (tom:Cat {name: 'Tom'}),
             (ann)-[:OWNS]->(rex), (ann)-[:OWNS]->(ace), (bob)-[:OWNS]->(tom),
             (ann)-[:KNOWS]->(bob), (bob)-[:KNOWS]->(cid)
      """

  Scenario: [1] One list a row
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name, COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name } AS pets
      """
    Then the result should be (ignoring element order for lists):
      | name  | pets           |
      | 'Ann' | ['Ace', 'Rex'] |
      | 'Bob' | ['Tom']        |
      | 'Cid' | []             |
    And no side effects

  Scenario: [2] ORDER BY inside orders the list
    When executing query:
      """
      MATCH (p:Person {name: 'Ann'})
      RETURN COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name ORDER BY x.name } AS up,
             COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name ORDER BY x.name DESC } AS down
      """
    Then the result should be, in any order:
      | up             | down           |
      | ['Ace', 'Rex'] | ['Rex', 'Ace'] |
    And no side effects

  Scenario: [3] LIMIT inside, the first of each
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name, COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name ORDER BY x.name LIMIT 1 } AS first
      """
    Then the result should be, in any order:
      | name  | first   |
      | 'Ann' | ['Ace'] |
      | 'Bob' | ['Tom'] |
      | 'Cid' | []      |
    And no side effects

  Scenario: [4] Nulls are kept, unlike by the aggregate collect
    When executing query:
      """
      RETURN COLLECT { MATCH (p:Person) RETURN p.age ORDER BY p.name } AS kept,
             size(COLLECT { MATCH (p:Person) RETURN p.age }) AS three
      """
    Then the result should be, in any order:
      | kept           | three |
      | [41, 25, null] | 3     |
    And no side effects

  Scenario: [5] DISTINCT inside
    When executing query:
      """
      RETURN COLLECT { UNWIND [2, 1, 2, 1.0] AS x RETURN DISTINCT x ORDER BY x } AS xs
      """
    Then the result should be, in any order:
      | xs     |
      | [1, 2] |
    And no side effects

  Scenario: [6] Indexed and sliced
    When executing query:
      """
      MATCH (p:Person {name: 'Ann'})
      RETURN COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name ORDER BY x.name }[0] AS first,
             COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name ORDER BY x.name }[5] AS none,
             COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name ORDER BY x.name }[1..] AS rest
      """
    Then the result should be, in any order:
      | first | none | rest    |
      | 'Ace' | null | ['Rex'] |
    And no side effects

  Scenario: [7] In a condition with IN
    When executing query:
      """
      MATCH (p:Person) WHERE 'Rex' IN COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name } RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [8] Unwound again
    When executing query:
      """
      MATCH (p:Person)
      UNWIND COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x } AS pet
      RETURN p.name AS owner, pet.name AS pet
      """
    Then the result should be, in any order:
      | owner | pet   |
      | 'Ann' | 'Rex' |
      | 'Ann' | 'Ace' |
      | 'Bob' | 'Tom' |
    And no side effects

  Scenario: [9] Entities, not only values
    When executing query:
      """
      MATCH (p:Person {name: 'Bob'}) RETURN COLLECT { MATCH (p)-[r:OWNS]->(x) RETURN [p, r, x] } AS parts
      """
    Then the result should be, in any order:
      | parts                                                               |
      | [[(:Person {name: 'Bob', age: 25}), [:OWNS], (:Cat {name: 'Tom'})]] |
    And no side effects

  Scenario: [10] Paths
    When executing query:
      """
      MATCH (p:Person {name: 'Bob'}) RETURN COLLECT { MATCH way = (p)-[:OWNS]->() RETURN way } AS ways
      """
    Then the result should be, in any order:
      | ways                                                               |
      | [<(:Person {name: 'Bob', age: 25})-[:OWNS]->(:Cat {name: 'Tom'})>] |
    And no side effects

  Scenario: [11] An aggregate inside gives a list of one
    When executing query:
      """
      RETURN COLLECT { MATCH (p:Person) RETURN count(p) } AS one, COLLECT { MATCH (b:Bird) RETURN max(b.x) } AS empty
      """
    Then the result should be, in any order:
      | one | empty  |
      | [3] | [null] |
    And no side effects

  Scenario: [12] Grouped rows inside
    When executing query:
      """
      RETURN COLLECT {
        MATCH (p:Person)-[:OWNS]->(x)
        WITH p.name AS name, count(x) AS c
        RETURN name + ':' + c ORDER BY name
      } AS owners
      """
    Then the result should be, in any order:
      | owners             |
      | ['Ann:2', 'Bob:1'] |
    And no side effects

  Scenario: [13] UNION inside
    When executing query:
      """
      MATCH (p:Person {name: 'Ann'})
      RETURN COLLECT {
        MATCH (p)-[:OWNS]->(x) RETURN x.name AS name
        UNION
        MATCH (p)-[:KNOWS]->(x) RETURN x.name AS name
      } AS names
      """
    Then the result should be (ignoring element order for lists):
      | names                 |
      | ['Rex', 'Ace', 'Bob'] |
    And no side effects

  Scenario: [14] UNION ALL keeps equal rows
    When executing query:
      """
      RETURN COLLECT { RETURN 1 AS x UNION ALL RETURN 1 AS x } AS both, COLLECT { RETURN 1 AS x UNION RETURN 1 AS x } AS one
      """
    Then the result should be, in any order:
      | both   | one |
      | [1, 1] | [1] |
    And no side effects

  Scenario: [15] Nested
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name,
             COLLECT {
               MATCH (p)-[:KNOWS]->(q)
               RETURN COLLECT { MATCH (q)-[:OWNS]->(x) RETURN x.name }
             } AS lists
      """
    Then the result should be, in any order:
      | name  | lists     |
      | 'Ann' | [['Tom']] |
      | 'Bob' | [[]]      |
      | 'Cid' | []        |
    And no side effects

  Scenario: [16] Equal to the pattern comprehension of the same pattern
    When executing query:
      """
      MATCH (p:Person)
      WITH p, COLLECT { MATCH (p)-->(x) RETURN x.name ORDER BY x.name } AS a, [(p)-->(x) | x.name] AS b
      RETURN p.name AS name, size(a) = size(b) AND all(x IN a WHERE x IN b) AS same
      """
    Then the result should be, in any order:
      | name  | same |
      | 'Ann' | true |
      | 'Bob' | true |
      | 'Cid' | true |
    And no side effects

  Scenario: [17] In reduce
    When executing query:
      """
      RETURN reduce(sum = 0, age IN COLLECT { MATCH (p:Person) WHERE p.age IS NOT NULL RETURN p.age } | sum + age) AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 66  |
    And no side effects

  Scenario: [18] In SET
    When executing query:
      """
      MATCH (p:Person {name: 'Ann'})
      SET p.pets = COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name ORDER BY x.name }
      RETURN p.pets AS pets
      """
    Then the result should be, in any order:
      | pets           |
      | ['Ace', 'Rex'] |
    And the side effects should be:
      | +properties | 1 |

  Scenario: [19] As a grouping key
    When executing query:
      """
      MATCH (p:Person)
      RETURN COLLECT { MATCH (p)-[:OWNS]->(:Dog) RETURN 'dog' } AS dogs, count(*) AS c
      """
    Then the result should be, in any order:
      | dogs           | c |
      | ['dog', 'dog'] | 1 |
      | []             | 2 |
    And no side effects

  Scenario: [20] In ORDER BY, lists compared element by element
    When executing query:
      """
      MATCH (p:Person)
      RETURN p.name AS name ORDER BY COLLECT { MATCH (p)-[:OWNS]->(x) RETURN x.name ORDER BY x.name } DESC
      """
    Then the result should be, in order:
      | name  |
      | 'Bob' |
      | 'Ann' |
      | 'Cid' |
    And no side effects

  Scenario: [21] From a null start the list is empty, not null
    When executing query:
      """
      OPTIONAL MATCH (b:Bird) RETURN COLLECT { MATCH (b)-->(x) RETURN x } AS xs
      """
    Then the result should be, in any order:
      | xs |
      | [] |
    And no side effects

  Scenario: [22] A parameter inside
    Given parameters are:
      | names | ['Rex', 'Tom'] |
    When executing query:
      """
      RETURN COLLECT { MATCH (x) WHERE x.name IN $names RETURN x.name ORDER BY x.name } AS found
      """
    Then the result should be, in any order:
      | found          |
      | ['Rex', 'Tom'] |
    And no side effects

  Scenario: [23] Exactly one column, not two
    When executing query:
      """
      MATCH (p:Person) RETURN COLLECT { MATCH (p)-->(x) RETURN x.name, x.age } AS xs
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [24] A RETURN is needed
    When executing query:
      """
      MATCH (p:Person) RETURN COLLECT { MATCH (p)-->(x) } AS xs
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [25] No updating clause inside
    When executing query:
      """
      RETURN COLLECT { CREATE (n) RETURN n } AS xs
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: [26] A list is no condition
    When executing query:
      """
      MATCH (p:Person) WHERE COLLECT { MATCH (p)-->(x) RETURN x } RETURN p
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
