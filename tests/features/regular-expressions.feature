# Source: openCypher 9: regular expressions; Cypher 25: string matching, `=~`. CIP2021-08-10 for its precedence.
# The whole string must match. Java's notation as far as it can be matched in linear time.

Feature: Regular expressions

  Scenario Outline: [1] The whole string, <text> against <pattern>
    Given any graph
    When executing query:
      """
      RETURN <text> =~ <pattern> AS m
      """
    Then the result should be, in any order:
      | m   |
      | <m> |
    And no side effects

    Examples:
      | text         | pattern                  | m     |
      | 'abc'        | 'abc'                    | true  |
      | 'abc'        | 'ab'                     | false |
      | 'abc'        | 'bc'                     | false |
      | 'abc'        | '.*b.*'                  | true  |
      | 'abc'        | 'a\|abc'                 | true  |
      | 'abc'        | 'a\|ab'                  | false |
      | 'abc'        | 'a\|b\|c'                | false |
      | 'abc'        | '[a-c]+'                 | true  |
      | 'abc'        | '[^a]+'                  | false |
      | 'aaa'        | 'a{3}'                   | true  |
      | 'aaa'        | 'a{1,2}'                 | false |
      | ''           | ''                       | true  |
      | ''           | '.*'                     | true  |
      | ''           | '.+'                     | false |
      | 'a'          | ''                       | false |
      | 'abc'        | '^abc$'                  | true  |
      | 'Abc'        | 'abc'                    | false |
      | 'ABC'        | '(?i)abc'                | true  |
      | 'ÄÖ'         | '(?i)äö'                 | true  |
      | 'aBC'        | 'a(?i)bc'                | true  |
      | 'Abc'        | 'a(?i)bc'                | false |
      | 'abc'        | '(a)(b)(c)'              | true  |
      | '2024-05-01' | '[0-9]{4}(-[0-9]{2}){2}' | true  |
      | 'Zoë'        | 'Zo.'                    | true  |
      | 'Ann Lee'    | '(Ann\|Bob) [A-Z][a-z]+' | true  |
      | 'a'          | '(?:a)'                  | true  |

  Scenario: [2] A dot in the text, with the backslash written twice
    Given any graph
    When executing query:
      """
      RETURN 'a.b' =~ 'a\\.b' AS dot, 'axb' =~ 'a\\.b' AS other, 'a1b' =~ 'a\\db' AS digit, 'a b' =~ 'a\\sb' AS blank
      """
    Then the result should be, in any order:
      | dot  | other | digit | blank |
      | true | false | true  | true  |
    And no side effects

  Scenario: [3] A line break is not matched by a dot, unless asked for
    Given any graph
    When executing query:
      """
      RETURN 'a\nb' =~ 'a.b' AS dot, 'a\nb' =~ '(?s)a.b' AS all, 'a\nb' =~ 'a\\nb' AS written
      """
    Then the result should be, in any order:
      | dot   | all  | written |
      | false | true | true    |
    And no side effects

  Scenario: [4] The end is the end of the string, not of a line
    Given any graph
    When executing query:
      """
      RETURN 'a\n' =~ 'a' AS a, 'a\nb' =~ 'a$' AS b, 'a\nb' =~ '(?m)a$\\nb' AS c
      """
    Then the result should be, in any order:
      | a     | b     | c    |
      | false | false | true |
    And no side effects

  Scenario: [5] A comment in the pattern does not reach beyond it
    Given any graph
    When executing query:
      """
      RETURN 'ab' =~ '(?x) a # first' AS one, 'a' =~ '(?x) a # first' AS two
      """
    Then the result should be, in any order:
      | one   | two  |
      | false | true |
    And no side effects

  Scenario: [6] Null on either side
    Given any graph
    When executing query:
      """
      RETURN null =~ 'a' AS a, 'a' =~ null AS b, null =~ null AS c
      """
    Then the result should be, in any order:
      | a    | b    | c    |
      | null | null | null |
    And no side effects

  Scenario: [7] What is no string matches nothing
    Given any graph
    When executing query:
      """
      UNWIND [1, 1.5, true, ['a'], {a: 'a'}] AS x RETURN x =~ '.*' AS m
      """
    Then the result should be, in any order:
      | m    |
      | null |
      | null |
      | null |
      | null |
      | null |
    And no side effects

  Scenario: [8] As a condition null keeps no row, negated neither
    Given an empty graph
    And having executed:
      """
      CREATE (:P {name: 'Ann'}), (:P {name: 'Bob'}), (:P)
      """
    When executing query:
      """
      MATCH (p:P) WHERE NOT p.name =~ 'A.*' RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Bob' |
    And no side effects

  Scenario: [9] From a parameter
    Given an empty graph
    And parameters are:
      | pattern | 'A.*' |
    And having executed:
      """
      CREATE (:P {name: 'Ann'}), (:P {name: 'Bob'})
      """
    When executing query:
      """
      MATCH (p:P) WHERE p.name =~ $pattern RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
    And no side effects

  Scenario: [10] From a property, another for each row
    Given any graph
    When executing query:
      """
      UNWIND [['ab', 'a.'], ['ab', '.a'], ['ba', '.a']] AS pair RETURN pair[0] =~ pair[1] AS m
      """
    Then the result should be, in order:
      | m     |
      | true  |
      | false |
      | true  |
    And no side effects

  Scenario: [11] Put together by +, which binds before
    Given any graph
    When executing query:
      """
      RETURN 'a' + 'bc' =~ 'ab' + 'c' AS m
      """
    Then the result should be, in any order:
      | m    |
      | true |
    And no side effects

  Scenario: [12] Bound before comparison and NOT
    Given any graph
    When executing query:
      """
      RETURN NOT 'a' =~ 'b' AS a, 'a' =~ 'a' = true AS b, 'a' =~ 'b' OR 'a' =~ 'a' AS c
      """
    Then the result should be, in any order:
      | a    | b    | c    |
      | true | true | true |
    And no side effects

  Scenario: [13] In a list comprehension and a quantifier
    Given any graph
    When executing query:
      """
      WITH ['one', 'two', 'three'] AS xs RETURN [x IN xs WHERE x =~ 't.*'] AS ts, all(x IN xs WHERE x =~ '[a-z]+') AS all
      """
    Then the result should be, in any order:
      | ts               | all  |
      | ['two', 'three'] | true |
    And no side effects

  Scenario: [14] In CASE
    Given any graph
    When executing query:
      """
      UNWIND ['12', 'ab', ''] AS x RETURN CASE WHEN x =~ '[0-9]+' THEN 'number' WHEN x =~ '[a-z]+' THEN 'word' ELSE 'other' END AS kind
      """
    Then the result should be, in order:
      | kind     |
      | 'number' |
      | 'word'   |
      | 'other'  |
    And no side effects

  Scenario: [15] Keys whose names match (CIP2015-02-17)
    Given an empty graph
    And having executed:
      """
      CREATE (:Door {isOpen: true, isNew: true, n: 1}), (:Door {isOpen: false})
      """
    When executing query:
      """
      MATCH (d:Door) WHERE all(key IN keys(d) WHERE NOT key =~ 'is[A-Z].*' OR d[key]) RETURN d
      """
    Then the result should be, in any order:
      | d                                         |
      | (:Door {isOpen: true, isNew: true, n: 1}) |
    And no side effects

  Scenario Outline: [16] No regular expression: <pattern>
    Given any graph
    When executing query:
      """
      RETURN 'a' =~ <pattern> AS m
      """
    Then an ArgumentError should be raised at runtime: InvalidArgumentValue

    Examples:
      | pattern   |
      | '('       |
      | '['       |
      | '*'       |
      | 'a)'      |
      | 'a)\|(b'  |
      | 'a{2,1}'  |
      | '(?<name' |

  Scenario: [17] An invalid pattern is not looked at where the text is null
    Given any graph
    When executing query:
      """
      RETURN null =~ '(' AS m
      """
    Then the result should be, in any order:
      | m    |
      | null |
    And no side effects

  Scenario: [18] A pattern is a string
    Given any graph
    When executing query:
      """
      RETURN 'a' =~ 1 AS m
      """
    Then a TypeError should be raised at any time: InvalidArgumentType

  Scenario: [19] A pattern that turns out to be none
    Given any graph
    When executing query:
      """
      UNWIND ['a', 1] AS p RETURN 'a' =~ p AS m
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType
