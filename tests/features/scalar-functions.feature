# Source: openCypher 9: scalar functions; CIP2016-07-07 (type conversion); Cypher 25: scalar functions.

Feature: Scalar functions

  Scenario Outline: [1] <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then the result should be, in any order:
      | x   |
      | <x> |
    And no side effects

    Examples:
      | expression                                                  | x      |
      | coalesce(null, 1, 2)                                        | 1      |
      | coalesce(null, null)                                        | null   |
      | coalesce(null)                                              | null   |
      | coalesce([], 1)                                             | []     |
      | coalesce(false, true)                                       | false  |
      | coalesce('', 'a')                                           | ''     |
      | coalesce(null, [null])                                      | [null] |
      | nullIf(1, 1)                                                | null   |
      | nullIf(1, 1.0)                                              | null   |
      | nullIf(1, 2)                                                | 1      |
      | nullIf('a', 'A')                                            | 'a'    |
      | nullIf(1, '1')                                              | 1      |
      | nullIf(1, null)                                             | 1      |
      | nullIf(null, 1)                                             | null   |
      | nullIf([1], [1])                                            | null   |
      | toInteger('42')                                             | 42     |
      | toInteger('-7')                                             | -7     |
      | toInteger('2.9')                                            | 2      |
      | toInteger(-2.9)                                             | -2     |
      | toInteger('a')                                              | null   |
      | toInteger('')                                               | null   |
      | toInteger(true)                                             | 1      |
      | toInteger(null)                                             | null   |
      | toFloat('1.5')                                              | 1.5    |
      | toFloat('1e3')                                              | 1000.0 |
      | toFloat(2)                                                  | 2.0    |
      | toFloat('a')                                                | null   |
      | toFloat(null)                                               | null   |
      | toBoolean('true')                                           | true   |
      | toBoolean('FALSE')                                          | false  |
      | toBoolean('foo')                                            | null   |
      | toBoolean(false)                                            | false  |
      | toBoolean(0)                                                | false  |
      | toBoolean(5)                                                | true   |
      | toBoolean(null)                                             | null   |
      | toBoolean(toString(true))                                   | true   |
      | toIntegerOrNull([])                                         | null   |
      | toIntegerOrNull('3')                                        | 3      |
      | toFloatOrNull(true)                                         | null   |
      | toFloatOrNull('0.5')                                        | 0.5    |
      | toBooleanOrNull(1.5)                                        | null   |
      | toBooleanOrNull('true')                                     | true   |
      | toStringOrNull({})                                          | null   |
      | toStringOrNull(1)                                           | '1'    |
      | isEmpty({})                                                 | true   |
      | isEmpty({a: null})                                          | false  |
      | size(randomUUID())                                          | 36     |
      | randomUUID() =~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' | true   |
      | timestamp() > 1600000000000                                 | true   |
      | keys({b: 1, a: null}) = ['b', 'a']                          | true   |
      | keys({})                                                    | []     |
      | keys(null)                                                  | null   |
      | properties({a: 1})                                          | {a: 1} |
      | properties(null)                                            | null   |
      | elementId(null)                                             | null   |
      | labels(null)                                                | null   |
      | type(null)                                                  | null   |
      | length(null)                                                | null   |
      | startNode(null)                                             | null   |
      | endNode(null)                                               | null   |
      | nodes(null)                                                 | null   |
      | relationships(null)                                         | null   |

  Scenario: [2] coalesce takes what first is there, row by row
    Given an empty graph
    And having executed:
      """
      CREATE (:P {nick: 'A', name: 'Ann'}), (:P {name: 'Bob'}), (:P)
      """
    When executing query:
      """
      MATCH (p:P) RETURN coalesce(p.nick, p.name, '?') AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'A'   |
      | 'Bob' |
      | '?'   |
    And no side effects

  Scenario: [3] A random UUID is new for each row
    Given any graph
    When executing query:
      """
      UNWIND range(1, 10) AS i WITH randomUUID() AS u RETURN count(DISTINCT u) AS c
      """
    Then the result should be, in any order:
      | c  |
      | 10 |
    And no side effects

  Scenario: [4] The time of the statement is the same throughout
    Given any graph
    When executing query:
      """
      UNWIND range(1, 50) AS i WITH timestamp() AS t RETURN count(DISTINCT t) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: [5] elementId is the same for the same node and another for another
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:R]->(:A {n: 2})
      """
    When executing query:
      """
      MATCH (a:A {n: 1}), (b:A) RETURN b.n AS n, elementId(a) = elementId(b) AS same
      """
    Then the result should be, in any order:
      | n | same  |
      | 1 | true  |
      | 2 | false |
    And no side effects

  Scenario: [6] elementId finds the node again
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1}), (:A {n: 2})
      """
    When executing query:
      """
      MATCH (a:A {n: 2}) WITH elementId(a) AS id MATCH (b) WHERE elementId(b) = id RETURN b.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And no side effects

  Scenario: [7] elementId is no node's and relationship's at once
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:A)
      """
    When executing query:
      """
      MATCH (a)-[r]->(b) RETURN elementId(r) IN [elementId(a), elementId(b)] AS shared
      """
    Then the result should be, in any order:
      | shared |
      | false  |
    And no side effects

  Scenario: [8] The ends of a relationship
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:R]->(:B {n: 2})
      """
    When executing query:
      """
      MATCH ()<-[r:R]-() RETURN startNode(r).n AS s, endNode(r).n AS e, type(r) AS t
      """
    Then the result should be, in any order:
      | s | e | t   |
      | 1 | 2 | 'R' |
    And no side effects

  Scenario: [9] Properties of a node and of a relationship
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1, m: null})-[:R {w: [1]}]->(:B)
      """
    When executing query:
      """
      MATCH (a)-[r]->(b) RETURN properties(a) AS a, properties(r) AS r, keys(a) AS ka, keys(b) AS kb
      """
    Then the result should be, in any order:
      | a      | r        | ka    | kb |
      | {n: 1} | {w: [1]} | ['n'] | [] |
    And no side effects

  Scenario: [10] Keys of a node after SET and REMOVE
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1, y: 2})
      """
    When executing query:
      """
      MATCH (a:A) SET a.z = 3 REMOVE a.x RETURN keys(a) AS keys
      """
    Then the result should be (ignoring element order for lists):
      | keys       |
      | ['y', 'z'] |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: [11] A property by a computed key (CIP2015-02-17)
    Given an empty graph
    And parameters are:
      | key | 'b' |
    And having executed:
      """
      CREATE (:A {rank_x: 7, name: 'x'})
      """
    When executing query:
      """
      MATCH (a:A) RETURN a['rank_' + a.name] AS rank, a['no'] AS none, {b: 3}[$key] AS entry, a[null] AS unknown
      """
    Then the result should be, in any order:
      | rank | none | entry | unknown |
      | 7    | null | 3     | null    |
    And no side effects

  Scenario: [12] A map by a key that is no string
    Given any graph
    When executing query:
      """
      WITH {a: 1} AS m RETURN m[1] AS x
      """
    Then a TypeError should be raised at runtime: MapElementAccessByNonString

  Scenario Outline: [13] Not of any value: <call>
    Given any graph
    When executing query:
      """
      RETURN <call> AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | call            |
      | elementId(1)    |
      | labels('a')     |
      | type(1)         |
      | length('abc')   |
      | startNode({})   |
      | nodes([])       |
      | keys(1)         |
      | properties('a') |

  Scenario Outline: [14] What turns out to be none: <call>
    Given any graph
    When executing query:
      """
      UNWIND [1] AS v RETURN <call> AS x
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

    Examples:
      | call          |
      | elementId(v)  |
      | labels(v)     |
      | type(v)       |
      | keys(v)       |
      | properties(v) |
      | startNode(v)  |

  Scenario Outline: [15] A number of arguments that does not fit: <call>
    Given any graph
    When executing query:
      """
      RETURN <call> AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

    Examples:
      | call            |
      | coalesce()      |
      | nullIf(1)       |
      | nullIf(1, 2, 3) |
      | randomUUID(1)   |
      | elementId()     |
      | toInteger()     |

  Scenario Outline: [16] Not convertible: <call>
    Given any graph
    When executing query:
      """
      RETURN <call> AS x
      """
    Then a TypeError should be raised at any time: InvalidArgumentValue

    Examples:
      | call           |
      | toInteger([])  |
      | toFloat({})    |
      | toBoolean(1.5) |
      | isEmpty(1)     |

  Scenario: [17] DISTINCT belongs to aggregates
    Given any graph
    When executing query:
      """
      RETURN coalesce(DISTINCT 1, 2) AS x
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: [18] No labels of a relationship
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:R]->()
      """
    When executing query:
      """
      MATCH ()-[r]->() RETURN labels(r) AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: [19] No type of a node
    Given any graph
    When executing query:
      """
      MATCH (n) RETURN type(n) AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
