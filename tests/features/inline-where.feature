# Source: openCypher grammar (BNF: element pattern WHERE); GQL: element pattern predicates; Cypher 25: WHERE.

Feature: WHERE inside a pattern

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (ann:Person {name: 'Ann', age: 41}), (bob:Person {name: 'Bob', age: 25}), (cid:Person {name: 'Cid'}),
             (ann)-[:KNOWS {since: 2001}]->(bob), (bob)-[:KNOWS {since: 2015}]->(cid), (ann)-[:KNOWS]->(cid)
      """

  Scenario: [1] On a node
    When executing query:
      """
      MATCH (p:Person WHERE p.age > 30) RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [2] On a node without a label
    When executing query:
      """
      MATCH (p WHERE p.name < 'C') RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Bob' |
    And no side effects

  Scenario: [3] An unknown condition keeps nothing
    When executing query:
      """
      MATCH (p:Person WHERE NOT p.age > 30) RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Bob' |
    And no side effects

  Scenario: [4] Together with a property map
    When executing query:
      """
      MATCH (p:Person {name: 'Bob'} WHERE p.age = 25) RETURN p.age AS age
      """
    Then the result should be, in any order:
      | age |
      | 25  |
    And no side effects

  Scenario: [5] On both nodes of a relationship
    When executing query:
      """
      MATCH (p WHERE p.age > 30)-[:KNOWS]->(q WHERE q.age IS NULL) RETURN p.name AS p, q.name AS q
      """
    Then the result should be, in any order:
      | p     | q     |
      | 'Ann' | 'Cid' |
    And no side effects

  Scenario: [6] On a relationship
    When executing query:
      """
      MATCH (p)-[r:KNOWS WHERE r.since > 2010]->(q) RETURN p.name AS p, q.name AS q
      """
    Then the result should be, in any order:
      | p     | q     |
      | 'Bob' | 'Cid' |
    And no side effects

  Scenario: [7] On a relationship without a type, against its direction
    When executing query:
      """
      MATCH (q)<-[r WHERE r.since IS NULL]-(p) RETURN p.name AS p, q.name AS q
      """
    Then the result should be, in any order:
      | p     | q     |
      | 'Ann' | 'Cid' |
    And no side effects

  Scenario: [8] On a relationship, undirected
    When executing query:
      """
      MATCH (p {name: 'Bob'})-[r:KNOWS WHERE r.since < 2010]-(q) RETURN q.name AS q
      """
    Then the result should be, in any order:
      | q     |
      | 'Ann' |
    And no side effects

  Scenario: [9] Referring to an earlier part of the pattern
    When executing query:
      """
      MATCH (p:Person)-[:KNOWS]->(q:Person WHERE q.age < p.age) RETURN p.name AS p, q.name AS q
      """
    Then the result should be, in any order:
      | p     | q     |
      | 'Ann' | 'Bob' |
    And no side effects

  Scenario: [10] Referring to a variable of an earlier clause
    When executing query:
      """
      UNWIND [20, 30] AS limit MATCH (p:Person WHERE p.age > limit) RETURN limit, p.name AS name
      """
    Then the result should be, in any order:
      | limit | name  |
      | 20    | 'Ann' |
      | 20    | 'Bob' |
      | 30    | 'Ann' |
    And no side effects

  Scenario: [11] Referring to a parameter
    Given parameters are:
      | names | ['Ann', 'Cid'] |
    When executing query:
      """
      MATCH (p:Person WHERE p.name IN $names) RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Cid' |
    And no side effects

  Scenario: [12] Together with the WHERE of the clause
    When executing query:
      """
      MATCH (p:Person WHERE p.age > 20)-[r:KNOWS]->(q) WHERE r.since IS NOT NULL RETURN p.name AS p, q.name AS q
      """
    Then the result should be, in any order:
      | p     | q     |
      | 'Ann' | 'Bob' |
      | 'Bob' | 'Cid' |
    And no side effects

  Scenario: [13] In OPTIONAL MATCH it is part of the match
    When executing query:
      """
      MATCH (p:Person) OPTIONAL MATCH (p)-[:KNOWS]->(q WHERE q.age > 20) RETURN p.name AS p, q.name AS q
      """
    Then the result should be, in any order:
      | p     | q     |
      | 'Ann' | 'Bob' |
      | 'Bob' | null  |
      | 'Cid' | null  |
    And no side effects

  Scenario: [14] AND, OR and NOT inside
    When executing query:
      """
      MATCH (p:Person WHERE p.age > 30 OR NOT p.name STARTS WITH 'B') RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Cid' |
    And no side effects

  Scenario: [15] A label as a condition
    When executing query:
      """
      MATCH (p WHERE p:Person AND p.age = 25) RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Bob' |
    And no side effects

  Scenario: [16] A pattern as a condition
    When executing query:
      """
      MATCH (p:Person WHERE (p)-[:KNOWS]->({name: 'Bob'})) RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [17] A subquery as a condition
    When executing query:
      """
      MATCH (p:Person WHERE COUNT { (p)--() } = 2) RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Bob' |
      | 'Cid' |
    And no side effects

  Scenario: [18] In EXISTS
    When executing query:
      """
      MATCH (p:Person) WHERE EXISTS { (p)-[r WHERE r.since > 2010]->() } RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Bob' |
    And no side effects

  Scenario: [19] In a pattern comprehension
    When executing query:
      """
      MATCH (p:Person {name: 'Ann'}) RETURN [(p)-[:KNOWS]->(q WHERE q.age IS NOT NULL) | q.name] AS names
      """
    Then the result should be, in any order:
      | names   |
      | ['Bob'] |
    And no side effects

  Scenario: [20] In several parts of one pattern
    When executing query:
      """
      MATCH (p WHERE p.name = 'Ann'), (q WHERE q.name = 'Bob'), (p)-[r WHERE r.since > 2000]->(q) RETURN r.since AS since
      """
    Then the result should be, in any order:
      | since |
      | 2001  |
    And no side effects

  Scenario: [21] In MATCH before SET
    When executing query:
      """
      MATCH (p:Person WHERE p.age IS NULL) SET p.age = 0 RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Cid' |
    And the side effects should be:
      | +properties | 1 |

  Scenario: [22] A condition that is false keeps nothing
    When executing query:
      """
      MATCH (p WHERE false) RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects

  Scenario: [23] A condition that is null keeps nothing
    When executing query:
      """
      MATCH (p WHERE null) RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects

  Scenario Outline: [24] Not in <clause>
    When executing query:
      """
      <clause> (p:Person WHERE p.age > 30)
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | clause |
      | CREATE |
      | MERGE  |
      | INSERT |

  Scenario: [25] An undefined variable
    When executing query:
      """
      MATCH (p:Person WHERE p.age > limit) RETURN p
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [26] An aggregate
    When executing query:
      """
      MATCH (p:Person WHERE count(p) > 1) RETURN p
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: [27] No condition
    When executing query:
      """
      MATCH (p:Person WHERE 1) RETURN p
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
