# Source: openCypher grammar (BNF: label expression); GQL: label expression; Cypher 25: label expressions.
# `!` binds before `&` (or `:`), that before `|`; `%` is any label.

Feature: Label expressions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE ({n: 0}), (:A {n: 1}), (:B {n: 2}), (:A:B {n: 3}), (:A:B:C {n: 4}), (:C {n: 5})
      """

  Scenario Outline: [1] In a pattern, <labels>
    When executing query:
      """
      MATCH (x:<labels>) WITH x.n AS n ORDER BY n RETURN collect(n) AS found
      """
    Then the result should be, in any order:
      | found   |
      | <found> |
    And no side effects

    Examples:
      | labels       | found              |
      | A            | [1, 3, 4]          |
      | A:B          | [3, 4]             |
      | A&B          | [3, 4]             |
      | A&B&C        | [4]                |
      | A\|B         | [1, 2, 3, 4]       |
      | A\|B\|C      | [1, 2, 3, 4, 5]    |
      | !A           | [0, 2, 5]          |
      | !!A          | [1, 3, 4]          |
      | %            | [1, 2, 3, 4, 5]    |
      | !%           | [0]                |
      | A&!B         | [1]                |
      | !A&!B        | [0, 5]             |
      | !(A\|B)      | [0, 5]             |
      | !(A&B)       | [0, 1, 2, 5]       |
      | A&(B\|!C)    | [1, 3, 4]          |
      | (A\|B)&C     | [4]                |
      | A\|B&C       | [1, 3, 4]          |
      | C&B\|A&!B    | [1, 4]             |
      | !A\|B        | [0, 2, 3, 4, 5]    |
      | %&!A         | [2, 5]             |
      | A\|!%        | [0, 1, 3, 4]       |
      | (A)          | [1, 3, 4]          |
      | ((A)&(!(C))) | [1, 3]             |
      | A\|Unknown   | [1, 3, 4]          |
      | A&Unknown    | []                 |
      | !Unknown     | [0, 1, 2, 3, 4, 5] |
      | `A`&`C`      | [4]                |

  Scenario: [2] With blanks and line breaks
    When executing query:
      """
      MATCH (x : A
               & ( B | ! C ) ) RETURN count(x) AS c
      """
    Then the result should be, in any order:
      | c |
      | 3 |
    And no side effects

  Scenario: [3] With a property map
    When executing query:
      """
      MATCH (x:A|C {n: 5}) RETURN x
      """
    Then the result should be, in any order:
      | x           |
      | (:C {n: 5}) |
    And no side effects

  Scenario: [4] Without a variable
    When executing query:
      """
      MATCH (:A&B) RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And no side effects

  Scenario: [5] On a variable that is bound already
    When executing query:
      """
      MATCH (x:A) WITH x MATCH (x:B&!C) RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |
    And no side effects

  Scenario: [6] The same variable twice in a pattern: both hold
    When executing query:
      """
      MATCH (x:A|C), (x:!A) RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 5 |
    And no side effects

  Scenario: [7] OPTIONAL MATCH that finds nothing
    When executing query:
      """
      OPTIONAL MATCH (x:A&Unknown) RETURN x
      """
    Then the result should be, in any order:
      | x    |
      | null |
    And no side effects

  Scenario: [8] In a pattern condition, on the far node
    Given having executed:
      """
      MATCH (a {n: 1}), (b {n: 2}), (c {n: 5}) CREATE (a)-[:R]->(b), (a)-[:R]->(c), (b)-[:R]->(c)
      """
    When executing query:
      """
      MATCH (x:A|B) WHERE (x)-[:R]->(:!A&!C) RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And no side effects

  Scenario: [9] In EXISTS and COUNT
    Given having executed:
      """
      MATCH (a {n: 1}), (b {n: 2}), (c {n: 5}) CREATE (a)-[:R]->(b), (a)-[:R]->(c), (b)-[:R]->(c)
      """
    When executing query:
      """
      MATCH (x:%) WHERE EXISTS { (x)-->(:B|C) } RETURN x.n AS n, COUNT { (x)-->(:B|C) } AS c
      """
    Then the result should be, in any order:
      | n | c |
      | 1 | 2 |
      | 2 | 1 |
    And no side effects

  Scenario: [10] In a pattern comprehension
    Given having executed:
      """
      MATCH (a {n: 1}), (b {n: 2}), (c {n: 5}) CREATE (a)-[:R]->(b), (a)-[:R]->(c)
      """
    When executing query:
      """
      MATCH (x {n: 1}) RETURN [(x)-->(y:!B) | y.n] AS ns
      """
    Then the result should be, in any order:
      | ns  |
      | [5] |
    And no side effects

  Scenario: [11] As an expression in a result
    When executing query:
      """
      MATCH (x) WHERE x.n IN [1, 3] RETURN x.n AS n, x:A AS a, x:A:B AS ab
      """
    Then the result should be, in any order:
      | n | a    | ab    |
      | 1 | true | false |
      | 3 | true | true  |
    And no side effects

  Scenario: [12] As an expression with &
    When executing query:
      """
      MATCH (x) WHERE x:A&B RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |
      | 4 |
    And no side effects

  Scenario: [13] As an expression, negated and joined by the boolean operators
    When executing query:
      """
      MATCH (x) WHERE NOT x:A AND (x:B OR x:C) RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
      | 5 |
    And no side effects

  Scenario: [14] As an expression on null
    When executing query:
      """
      OPTIONAL MATCH (x:Unknown) RETURN x:A AS a, x:A IS NULL AS isNull
      """
    Then the result should be, in any order:
      | a    | isNull |
      | null | true   |
    And no side effects

  Scenario: [15] As an expression in CASE
    When executing query:
      """
      MATCH (x) RETURN CASE WHEN x:A:B THEN 'both' WHEN x:A THEN 'a' WHEN x:B THEN 'b' ELSE 'none' END AS which, count(*) AS c
      """
    Then the result should be, in any order:
      | which  | c |
      | 'both' | 2 |
      | 'a'    | 1 |
      | 'b'    | 1 |
      | 'none' | 2 |
    And no side effects

  Scenario: [16] After SET and REMOVE the labels are others
    When executing query:
      """
      MATCH (x {n: 5}) SET x:A REMOVE x:C WITH x MATCH (x:A&!C) RETURN x
      """
    Then the result should be, in any order:
      | x           |
      | (:A {n: 5}) |
    And no side effects

  Scenario: [17] A conjunction in CREATE gives all labels
    When executing query:
      """
      CREATE (x:D&E {n: 6}) RETURN x
      """
    Then the result should be, in any order:
      | x             |
      | (:D:E {n: 6}) |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 2 |
      | +properties | 1 |

  Scenario: [18] A conjunction in MERGE is found or made
    When executing query:
      """
      MERGE (x:A&B {n: 3}) MERGE (y:A&D {n: 3}) RETURN x, y
      """
    Then the result should be, in any order:
      | x             | y             |
      | (:A:B {n: 3}) | (:A:D {n: 3}) |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 1 |
      | +properties | 1 |

  Scenario Outline: [19] CREATE of <labels>
    When executing query:
      """
      CREATE (:<labels>)
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | labels   |
      | A\|B     |
      | !A       |
      | %        |
      | A&!B     |
      | A&(B\|C) |

  Scenario: [20] MERGE of a disjunction
    When executing query:
      """
      MERGE (x:A|B) RETURN x
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario Outline: [21] An unfinished expression
    When executing query:
      """
      MATCH (x:<labels>) RETURN x
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | labels |
      | A&     |
      | \|A    |
      | !      |
      | (A     |
      | A&&B   |
      | A!B    |

  Scenario: [22] A label of a list
    When executing query:
      """
      WITH [1] AS x RETURN x:A AS a
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType
