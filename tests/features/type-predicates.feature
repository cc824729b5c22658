# Source: GQL: value type predicates; Cypher 25: IS ::, its names of types and their synonyms. Null is of every type
# that is not NOT NULL.

Feature: Type predicates

  Scenario Outline: [1] Which values are of <type>
    Given any graph
    When executing query:
      """
      WITH [true, 1, 1.5, 'a', date('2020-01-01'), localtime('10:00'), time('10:00Z'), localdatetime('2020-01-01T10:00'), datetime('2020-01-01T10:00Z'), duration('P1D'), point({x: 1, y: 2}), [1], {a: 1}, null] AS values
      RETURN [i IN range(0, 13) WHERE values[i] IS :: <type> | i] AS places
      """
    Then the result should be, in any order:
      | places   |
      | <places> |
    And no side effects

    Examples:
      | type                                | places                                         |
      | BOOLEAN                             | [0, 13]                                        |
      | BOOL                                | [0, 13]                                        |
      | INTEGER                             | [1, 13]                                        |
      | INT                                 | [1, 13]                                        |
      | SIGNED INTEGER                      | [1, 13]                                        |
      | INT64                               | [1, 13]                                        |
      | INTEGER64                           | [1, 13]                                        |
      | FLOAT                               | [2, 13]                                        |
      | FLOAT64                             | [2, 13]                                        |
      | STRING                              | [3, 13]                                        |
      | VARCHAR                             | [3, 13]                                        |
      | DATE                                | [4, 13]                                        |
      | LOCAL TIME                          | [5, 13]                                        |
      | TIME WITHOUT TIMEZONE               | [5, 13]                                        |
      | TIME WITHOUT TIME ZONE              | [5, 13]                                        |
      | ZONED TIME                          | [6, 13]                                        |
      | TIME WITH TIMEZONE                  | [6, 13]                                        |
      | TIME WITH TIME ZONE                 | [6, 13]                                        |
      | LOCAL DATETIME                      | [7, 13]                                        |
      | TIMESTAMP WITHOUT TIMEZONE          | [7, 13]                                        |
      | TIMESTAMP WITHOUT TIME ZONE         | [7, 13]                                        |
      | ZONED DATETIME                      | [8, 13]                                        |
      | TIMESTAMP WITH TIMEZONE             | [8, 13]                                        |
      | TIMESTAMP WITH TIME ZONE            | [8, 13]                                        |
      | DURATION                            | [9, 13]                                        |
      | POINT                               | [10, 13]                                       |
      | LIST<INTEGER>                       | [11, 13]                                       |
      | LIST<ANY>                           | [11, 13]                                       |
      | LIST<STRING>                        | [13]                                           |
      | LIST<INTEGER NOT NULL>              | [11, 13]                                       |
      | LIST<INTEGER NOT NULL> NOT NULL     | [11]                                           |
      | ARRAY<INTEGER>                      | [11, 13]                                       |
      | INTEGER LIST                        | [11, 13]                                       |
      | INTEGER ARRAY                       | [11, 13]                                       |
      | MAP                                 | [12, 13]                                       |
      | ANY MAP                             | [12, 13]                                       |
      | NODE                                | [13]                                           |
      | ANY NODE                            | [13]                                           |
      | VERTEX                              | [13]                                           |
      | RELATIONSHIP                        | [13]                                           |
      | EDGE                                | [13]                                           |
      | PATH                                | [13]                                           |
      | PROPERTY VALUE                      | [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13]     |
      | ANY PROPERTY VALUE NOT NULL         | [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]         |
      | ANY                                 | [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] |
      | ANY VALUE                           | [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] |
      | ANY NOT NULL                        | [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]     |
      | ANY!                                | [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]     |
      | NULL                                | [13]                                           |
      | NOTHING                             | []                                             |
      | INTEGER NOT NULL                    | [1]                                            |
      | INTEGER!                            | [1]                                            |
      | STRING NOT NULL \| BOOLEAN NOT NULL | [0, 3]                                         |
      | STRING NOT NULL \| BOOLEAN          | [0, 3, 13]                                     |
      | INTEGER \| FLOAT                    | [1, 2, 13]                                     |
      | ANY<INTEGER \| FLOAT>               | [1, 2, 13]                                     |
      | ANY VALUE<INTEGER! \| FLOAT!>       | [1, 2]                                         |
      | INTEGER \| LIST<INTEGER>            | [1, 11, 13]                                    |
      | integer                             | [1, 13]                                        |
      | Local DateTime                      | [7, 13]                                        |

  Scenario Outline: [2] Which entities are of <type>
    Given any graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = (a:A)-[r:T]->(b) WITH [a, r, p, [a], [r, a], {a: a}] AS values
      RETURN [i IN range(0, 5) WHERE values[i] :: <type> | i] AS places
      """
    Then the result should be, in any order:
      | places   |
      | <places> |
    And no side effects

    Examples:
      | type                       | places |
      | NODE                       | [0]    |
      | VERTEX                     | [0]    |
      | RELATIONSHIP               | [1]    |
      | EDGE                       | [1]    |
      | ANY EDGE                   | [1]    |
      | ANY RELATIONSHIP           | [1]    |
      | PATH                       | [2]    |
      | LIST<NODE>                 | [3]    |
      | LIST<NODE \| RELATIONSHIP> | [3, 4] |
      | LIST<PROPERTY VALUE>       | []     |
      | MAP                        | [5]    |
      | PROPERTY VALUE             | []     |
      | NODE NOT NULL \| PATH      | [0, 2] |

  Scenario Outline: [3] <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS is
      """
    Then the result should be, in any order:
      | is   |
      | <is> |
    And no side effects

    Examples:
      | expression                                          | is    |
      | 1 :: INTEGER                                        | true  |
      | 1 IS :: INTEGER                                     | true  |
      | 1 IS TYPED INTEGER                                  | true  |
      | 1 IS NOT :: INTEGER                                 | false |
      | 1 IS NOT TYPED INTEGER                              | false |
      | 1 IS NOT :: STRING                                  | true  |
      | NOT 1 :: STRING                                     | true  |
      | 1 + 1 :: INTEGER                                    | true  |
      | 'a' + 1 :: STRING                                   | true  |
      | 1.0 :: INTEGER                                      | false |
      | 1 :: FLOAT                                          | false |
      | null :: INTEGER                                     | true  |
      | null :: INTEGER NOT NULL                            | false |
      | null IS NOT :: INTEGER                              | false |
      | null IS NOT :: INTEGER NOT NULL                     | true  |
      | null :: NULL                                        | true  |
      | null :: NOTHING                                     | false |
      | null IS NOT :: NOTHING                              | true  |
      | 1 :: NULL                                           | false |
      | [] :: LIST<INTEGER>                                 | true  |
      | [] :: LIST<NOTHING>                                 | true  |
      | [1] :: LIST<NOTHING>                                | false |
      | [null] :: LIST<INTEGER>                             | true  |
      | [null] :: LIST<NULL>                                | true  |
      | [null] :: LIST<INTEGER NOT NULL>                    | false |
      | [null] :: LIST<NOTHING>                             | false |
      | [1, 'a'] :: LIST<INTEGER>                           | false |
      | [1, 'a'] :: LIST<INTEGER \| STRING>                 | true  |
      | [1, 'a'] :: LIST<INTEGER> \| LIST<STRING>           | false |
      | [[1], []] :: LIST<LIST<INTEGER>>                    | true  |
      | [[1], ['a']] :: LIST<LIST<INTEGER>>                 | false |
      | [[1], ['a']] :: LIST<LIST<INTEGER> \| LIST<STRING>> | true  |
      | [[1], null] :: LIST<LIST<INTEGER> NOT NULL>         | false |
      | [[1]] :: INTEGER LIST LIST                          | true  |
      | [[1, null]] :: LIST<LIST<INTEGER!>!>!               | false |
      | [[1]] :: PROPERTY VALUE                             | false |
      | [1, null] :: PROPERTY VALUE                         | false |
      | [1, 2] :: PROPERTY VALUE                            | true  |
      | {a: null} :: MAP NOT NULL                           | true  |
      | true AND 1 :: INTEGER                               | true  |
      | 1 :: INTEGER = true                                 | true  |
      | (1 :: INTEGER) :: BOOLEAN                           | true  |
      | 'a' STARTS WITH 'a' AND 'a' :: STRING               | true  |
      | [1] + 2 :: LIST<INTEGER>                            | true  |

  Scenario: [4] In WHERE
    Given any graph
    And having executed:
      """
      CREATE ({v: 1}), ({v: 'a'}), ({v: 2}), ({v: 1.5}), ()
      """
    When executing query:
      """
      MATCH (n) WHERE n.v :: INTEGER NOT NULL RETURN n.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [5] Negated in WHERE
    Given any graph
    And having executed:
      """
      CREATE ({v: 1}), ({v: 'a'}), ({v: 2.5}), ()
      """
    When executing query:
      """
      MATCH (n) WHERE n.v IS NOT :: INTEGER RETURN n.v AS v
      """
    Then the result should be, in any order:
      | v   |
      | 'a' |
      | 2.5 |
    And no side effects

  Scenario: [6] In a pattern
    Given any graph
    And having executed:
      """
      CREATE ({v: 1}), ({v: 'a'})
      """
    When executing query:
      """
      MATCH (n WHERE n.v IS :: STRING) RETURN n.v AS v
      """
    Then the result should be, in any order:
      | v   |
      | 'a' |
    And no side effects

  Scenario: [7] In a comprehension, before its expression
    Given any graph
    When executing query:
      """
      RETURN [x IN [1, 'a', 2.5] WHERE x :: INTEGER | x * 2] AS xs
      """
    Then the result should be, in any order:
      | xs  |
      | [2] |
    And no side effects

  Scenario: [8] A union in a comprehension, before its expression
    Given any graph
    When executing query:
      """
      RETURN [x IN [1, 'a', 2.5] WHERE x :: INTEGER | FLOAT | x * 2] AS xs
      """
    Then the result should be, in any order:
      | xs       |
      | [2, 5.0] |
    And no side effects

  Scenario Outline: [9] A comprehension's expression may begin as a type is named: <expression>
    Given any graph
    When executing query:
      """
      WITH [5] AS list, {a: 6} AS map, 7 AS int, 'st' AS string, null AS path
      RETURN [x IN [1, 'a'] WHERE x :: INTEGER | <expression>] AS xs
      """
    Then the result should be, in any order:
      | xs   |
      | <xs> |
    And no side effects

    Examples:
      | expression                | xs       |
      | date('2020-01-0' + x).day | [1]      |
      | duration({days: x}).days  | [1]      |
      | point({x: x, y: 0}).x     | [1.0]    |
      | list[0]                   | [5]      |
      | map.a                     | [6]      |
      | map {.a}                  | [{a: 6}] |
      | int + 1                   | [8]      |
      | int % 4                   | [3]      |
      | int > 7                   | [false]  |
      | string \|\| 'op'          | ['stop'] |
      | string STARTS WITH 's'    | [true]   |
      | string IN ['st']          | [true]   |
      | path IS NULL              | [true]   |
      | int :: INTEGER            | [true]   |
      | [x]                       | [[1]]    |
      | FLOAT \| -x               | [-1]     |

  Scenario: [10] A union before a conjunction
    Given any graph
    When executing query:
      """
      UNWIND [1, 'a', true] AS x RETURN x :: INTEGER | STRING AND true AS is
      """
    Then the result should be, in order:
      | is    |
      | true  |
      | true  |
      | false |
    And no side effects

  Scenario: [11] The expression of a comprehension
    Given any graph
    When executing query:
      """
      RETURN [x IN [1, 'a', null] | x :: INTEGER NOT NULL] AS xs
      """
    Then the result should be, in any order:
      | xs                   |
      | [true, false, false] |
    And no side effects

  Scenario: [12] In all() and any()
    Given any graph
    When executing query:
      """
      RETURN all(x IN [1, 2] WHERE x :: INTEGER) AS all, any(x IN [1, 'a'] WHERE x :: STRING) AS any
      """
    Then the result should be, in any order:
      | all  | any  |
      | true | true |
    And no side effects

  Scenario: [13] In CASE
    Given any graph
    When executing query:
      """
      UNWIND [1, 'a', true, null] AS x RETURN CASE WHEN x IS NULL THEN 'null' WHEN x :: INTEGER THEN 'int' WHEN x :: STRING THEN 'text' ELSE 'else' END AS t
      """
    Then the result should be, in order:
      | t      |
      | 'int'  |
      | 'text' |
      | 'else' |
      | 'null' |
    And no side effects

  Scenario: [14] As a grouping key
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 'a'] AS x RETURN x :: INTEGER AS is, count(*) AS n
      """
    Then the result should be, in any order:
      | is    | n |
      | true  | 2 |
      | false | 1 |
    And no side effects

  Scenario: [15] No type
    Given any graph
    When executing query:
      """
      RETURN 1 :: NUMBER
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [16] A list of nothing said
    Given any graph
    When executing query:
      """
      RETURN [1] :: LIST
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [17] NOT NULL twice
    Given any graph
    When executing query:
      """
      RETURN 1 :: INTEGER NOT NULL NOT NULL
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [18] A variable as a type
    Given any graph
    When executing query:
      """
      WITH 'INTEGER' AS t RETURN 1 :: $(t)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario Outline: [19] IS NORMALIZED: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS is
      """
    Then the result should be, in any order:
      | is   |
      | <is> |
    And no side effects

    Examples:
      | expression                                   | is    |
      | 'abc' IS NORMALIZED                          | true  |
      | '\u00e9' IS NORMALIZED                       | true  |
      | 'e\u0301' IS NORMALIZED                      | false |
      | 'e\u0301' IS NFD NORMALIZED                  | true  |
      | '\u00e9' IS NFD NORMALIZED                   | false |
      | 'e\u0301' IS NOT NORMALIZED                  | true  |
      | '\u00e9' IS NOT NFC NORMALIZED               | false |
      | '\ufb01' IS NFC NORMALIZED                   | true  |
      | '\ufb01' IS NFKC NORMALIZED                  | false |
      | '\ufb01' IS NOT NFKD NORMALIZED              | true  |
      | normalize('e\u0301') IS NFC NORMALIZED       | true  |
      | normalize('\u00e9', 'NFD') IS NFD NORMALIZED | true  |
      | size(normalize('\u00e9', 'NFD'))             | 2     |
      | size(normalize('\ufb01', 'NFKC'))            | 2     |
      | normalize(null)                              | null  |
      | '' IS NORMALIZED                             | true  |
      | null IS NORMALIZED                           | null  |
      | null IS NOT NORMALIZED                       | null  |
      | 1 IS NORMALIZED                              | null  |
      | 1 IS NOT NORMALIZED                          | null  |

  Scenario: [20] No normal form
    Given any graph
    When executing query:
      """
      RETURN normalize('a', 'NFX') AS x
      """
    Then an ArgumentError should be raised at any time: *
