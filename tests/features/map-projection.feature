# Source: Cypher 25: map projection, `variable {.key, .*, key: expression, variable}`.

Feature: Map projection

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:Person {name: 'Ann', age: 41}), (bob:Person {name: 'Bob'}),
             (ann)-[:ROLE {as: 'owner', since: 2020}]->(:Firm {name: 'Acme'}),
             (ann)-[:ROLE {as: 'head'}]->(:Firm {name: 'Zeta'})
      """

  Scenario: [1] Chosen properties
    When executing query:
      """
      MATCH (p {name: 'Ann'}) RETURN p {.name, .age} AS p
      """
    Then the result should be, in any order:
      | p                      |
      | {name: 'Ann', age: 41} |
    And no side effects

  Scenario: [2] A property that is not there is null
    When executing query:
      """
      MATCH (p {name: 'Bob'}) RETURN p {.name, .age} AS p
      """
    Then the result should be, in any order:
      | p                        |
      | {name: 'Bob', age: null} |
    And no side effects

  Scenario: [3] All properties
    When executing query:
      """
      MATCH (p:Person) RETURN p {.*} AS p
      """
    Then the result should be, in any order:
      | p                      |
      | {name: 'Ann', age: 41} |
      | {name: 'Bob'}          |
    And no side effects

  Scenario: [4] All properties and one more
    When executing query:
      """
      MATCH (p {name: 'Bob'}) RETURN p {.*, labels: labels(p)} AS p
      """
    Then the result should be, in any order:
      | p                                 |
      | {name: 'Bob', labels: ['Person']} |
    And no side effects

  Scenario: [5] An entry after .* takes the place of the property
    When executing query:
      """
      MATCH (p {name: 'Ann'}) RETURN p {.*, age: p.age + 1} AS p
      """
    Then the result should be, in any order:
      | p                      |
      | {name: 'Ann', age: 42} |
    And no side effects

  Scenario: [6] A variable under its own name
    When executing query:
      """
      MATCH (p {name: 'Ann'}) WITH p, 7 AS n RETURN p {.name, n} AS p
      """
    Then the result should be, in any order:
      | p                   |
      | {name: 'Ann', n: 7} |
    And no side effects

  Scenario: [7] Nothing chosen
    When executing query:
      """
      MATCH (p {name: 'Ann'}) RETURN p {} AS p
      """
    Then the result should be, in any order:
      | p  |
      | {} |
    And no side effects

  Scenario: [8] A relationship
    When executing query:
      """
      MATCH ()-[r:ROLE]->(f) RETURN r {.as, firm: f.name} AS r
      """
    Then the result should be, in any order:
      | r                           |
      | {as: 'owner', firm: 'Acme'} |
      | {as: 'head', firm: 'Zeta'}  |
    And no side effects

  Scenario: [9] A map
    When executing query:
      """
      WITH {a: 1, b: 2, c: 3} AS m RETURN m {.a, .c, .d} AS some, m {.*, b: null} AS all
      """
    Then the result should be, in any order:
      | some                  | all                   |
      | {a: 1, c: 3, d: null} | {a: 1, b: null, c: 3} |
    And no side effects

  Scenario: [10] A parameter's map, through a variable
    Given parameters are:
      | m | {a: 1, b: [2]} |
    When executing query:
      """
      WITH $m AS m RETURN m {.b} AS b
      """
    Then the result should be, in any order:
      | b        |
      | {b: [2]} |
    And no side effects

  Scenario: [11] Null is projected to null, not to a map of nulls
    When executing query:
      """
      OPTIONAL MATCH (x:Bird) RETURN x {.name, n: 1} AS p, x {.*} AS q
      """
    Then the result should be, in any order:
      | p    | q    |
      | null | null |
    And no side effects

  Scenario: [12] Null as a value
    When executing query:
      """
      WITH null AS m RETURN m {.a} AS a
      """
    Then the result should be, in any order:
      | a    |
      | null |
    And no side effects

  Scenario: [13] Nested projections
    When executing query:
      """
      MATCH (p {name: 'Ann'})-[r:ROLE {as: 'head'}]->(f) RETURN p {.name, role: r {.as, firm: f {.*}}} AS p
      """
    Then the result should be, in any order:
      | p                                                       |
      | {name: 'Ann', role: {as: 'head', firm: {name: 'Zeta'}}} |
    And no side effects

  Scenario: [14] Inside an aggregate
    When executing query:
      """
      MATCH (p {name: 'Ann'})-[r:ROLE]->(f) WITH p, r, f ORDER BY f.name
      RETURN p.name AS name, collect(f {.name, since: r.since}) AS firms
      """
    Then the result should be, in any order:
      | name  | firms                                                      |
      | 'Ann' | [{name: 'Acme', since: 2020}, {name: 'Zeta', since: null}] |
    And no side effects

  Scenario: [15] Around an aggregate, beside its grouping key
    When executing query:
      """
      MATCH (p:Person) OPTIONAL MATCH (p)-[:ROLE]->(f) WITH p, f ORDER BY f.name
      RETURN p.name AS name, p {.name, firms: collect(f.name)} AS p
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: [16] Around an aggregate, grouped by the whole node
    When executing query:
      """
      MATCH (p:Person) OPTIONAL MATCH (p)-[:ROLE]->(f) WITH p, f ORDER BY f.name
      WITH p, p {.name, firms: collect(f.name)} AS projected RETURN projected
      """
    Then the result should be, in any order:
      | projected                              |
      | {name: 'Ann', firms: ['Acme', 'Zeta']} |
      | {name: 'Bob', firms: []}               |
    And no side effects

  Scenario: [17] In a pattern comprehension
    When executing query:
      """
      MATCH (p {name: 'Ann'}) RETURN p {.name, firms: [(p)-[r:ROLE]->(f) WHERE r.since IS NOT NULL | f {.name}]} AS p
      """
    Then the result should be, in any order:
      | p                                      |
      | {name: 'Ann', firms: [{name: 'Acme'}]} |
    And no side effects

  Scenario: [18] In a COLLECT subquery
    When executing query:
      """
      MATCH (p {name: 'Ann'}) RETURN COLLECT { MATCH (p)-[r:ROLE]->(f) RETURN f {.name, r: r {.as}} ORDER BY f.name } AS firms
      """
    Then the result should be, in any order:
      | firms                                                               |
      | [{name: 'Acme', r: {as: 'owner'}}, {name: 'Zeta', r: {as: 'head'}}] |
    And no side effects

  Scenario: [19] In ORDER BY and WHERE
    When executing query:
      """
      MATCH (p:Person) WHERE p {.age}.age IS NULL RETURN p {.name} AS p
      """
    Then the result should be, in any order:
      | p             |
      | {name: 'Bob'} |
    And no side effects

  Scenario: [20] Read from at once
    When executing query:
      """
      WITH {a: {b: 3}} AS m RETURN m {.a}.a.b AS b, m {.a}['a'] AS a
      """
    Then the result should be, in any order:
      | b | a      |
      | 3 | {b: 3} |
    And no side effects

  Scenario: [21] Equal maps group together
    When executing query:
      """
      MATCH (p:Person)-[r:ROLE]->() RETURN p {.name} AS p, count(*) AS c
      """
    Then the result should be, in any order:
      | p             | c |
      | {name: 'Ann'} | 2 |
    And no side effects

  Scenario: [22] As properties of a new node
    When executing query:
      """
      MATCH (p {name: 'Ann'}) CREATE (copy:Copy) SET copy = p {.*, age: 1} RETURN copy
      """
    Then the result should be, in any order:
      | copy                          |
      | (:Copy {name: 'Ann', age: 1}) |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 1 |
      | +properties | 2 |

  Scenario: [23] An undefined variable is projected
    When executing query:
      """
      RETURN missing {.name} AS p
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [24] An undefined variable is an entry
    When executing query:
      """
      MATCH (p:Person) RETURN p {.name, missing} AS p
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [25] A list has no properties to choose
    When executing query:
      """
      WITH [1, 2] AS list RETURN list {.name} AS p
      """
    Then a TypeError should be raised at compile time: InvalidArgumentType

  Scenario Outline: [26] A value that turns out to have none: <items>
    When executing query:
      """
      UNWIND [{a: 1}, 2] AS m RETURN m {<items>} AS a
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | items |
      | .a    |
      | .*    |
      | b: 1  |
      | m     |
