# Source: openCypher 9: string functions; Cypher 25: string functions; CIP2015-09-15 (STARTS WITH, ENDS WITH, CONTAINS).
# Null for a null argument. Lengths and places count Unicode characters.

Feature: String functions

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
      | expression                   | x               |
      | toUpper('hello')             | 'HELLO'         |
      | toUpper('é')                 | 'É'             |
      | toLower('HeLLO')             | 'hello'         |
      | upper('hello')               | 'HELLO'         |
      | lower('HELLO')               | 'hello'         |
      | toUpper(null)                | null            |
      | toLower(null)                | null            |
      | trim('  a b  ')              | 'a b'           |
      | trim('')                     | ''              |
      | trim('   ')                  | ''              |
      | trim(null)                   | null            |
      | ltrim('  a ')                | 'a '            |
      | rtrim('  a ')                | '  a'           |
      | btrim('  a ')                | 'a'             |
      | ltrim(null)                  | null            |
      | rtrim(null)                  | null            |
      | btrim(null)                  | null            |
      | ltrim('007', '0')            | '7'             |
      | rtrim('aabb', 'b')           | 'aa'            |
      | btrim('--+plain+-', '+-')    | 'plain'         |
      | btrim('plain', '+-')         | 'plain'         |
      | btrim('hello', null)         | null            |
      | ltrim('xxx', 'x')            | ''              |
      | left('hello', 3)             | 'hel'           |
      | left('hello', 0)             | ''              |
      | left('hello', 99)            | 'hello'         |
      | left(null, 2)                | null            |
      | right('hello', 3)            | 'llo'           |
      | right('hello', 0)            | ''              |
      | right('hello', 99)           | 'hello'         |
      | right(null, 2)               | null            |
      | left('🦀ab', 1)               | '🦀'             |
      | substring('hello', 1, 3)     | 'ell'           |
      | substring('hello', 2)        | 'llo'           |
      | substring('hello', 0)        | 'hello'         |
      | substring('hello', 5)        | ''              |
      | substring('hello', 99)       | ''              |
      | substring('hello', 1, 0)     | ''              |
      | substring('hello', 3, 99)    | 'lo'            |
      | substring(null, 1)           | null            |
      | replace('hello', 'l', 'w')   | 'hewwo'         |
      | replace('hello', 'x', 'w')   | 'hello'         |
      | replace('aaa', 'aa', 'b')    | 'ba'            |
      | replace('hello', 'l', '')    | 'heo'           |
      | replace('a.b', '.', '-')     | 'a-b'           |
      | replace(null, 'a', 'b')      | null            |
      | replace('a', null, 'b')      | null            |
      | replace('a', 'a', null)      | null            |
      | split('a,b,c', ',')          | ['a', 'b', 'c'] |
      | split('abc', ',')            | ['abc']         |
      | split('', ',')               | ['']            |
      | split(',a,', ',')            | ['', 'a', '']   |
      | split('a--b--c', '--')       | ['a', 'b', 'c'] |
      | split('a.b', '.')            | ['a', 'b']      |
      | split(null, ',')             | null            |
      | split('a', null)             | null            |
      | reverse('abc')               | 'cba'           |
      | reverse('')                  | ''              |
      | reverse('añb')               | 'bña'           |
      | reverse(null)                | null            |
      | size('hello')                | 5               |
      | size('')                     | 0               |
      | size('Zoë')                  | 3               |
      | char_length('Zoë')           | 3               |
      | char_length(null)            | null            |
      | isEmpty('')                  | true            |
      | isEmpty(' ')                 | false           |
      | isEmpty(null)                | null            |
      | toString(1)                  | '1'             |
      | toString(-1.5)               | '-1.5'          |
      | toString(1.0)                | '1.0'           |
      | toString(true)               | 'true'          |
      | toString('a')                | 'a'             |
      | toString(null)               | null            |
      | toString(date('2024-05-01')) | '2024-05-01'    |
      | toStringOrNull([1])          | null            |
      | 'abc' STARTS WITH 'ab'       | true            |
      | 'abc' STARTS WITH ''         | true            |
      | 'abc' STARTS WITH 'Ab'       | false           |
      | 'abc' ENDS WITH 'bc'         | true            |
      | 'abc' ENDS WITH 'abcd'       | false           |
      | 'abc' CONTAINS 'b'           | true            |
      | 'abc' CONTAINS ''            | true            |
      | '' CONTAINS 'a'              | false           |
      | 'abc' STARTS WITH null       | null            |
      | null ENDS WITH 'a'           | null            |
      | 'abc' CONTAINS 1             | null            |
      | 1 STARTS WITH '1'            | null            |
      | ['a'] CONTAINS 'a'           | null            |
      | NOT 'abc' CONTAINS 'b'       | false           |
      | 'a' + 'b'                    | 'ab'            |
      | 'a' + 1                      | 'a1'            |
      | 1.5 + 'a'                    | '1.5a'          |
      | 'a' + null                   | null            |
      | 'a' + ['b']                  | ['a', 'b']      |

  Scenario: [2] Blanks of every kind are trimmed
    Given any graph
    When executing query:
      """
      RETURN trim('\t a\n ') AS a, ltrim('\n\ta ') AS b, rtrim(' a\r\n') AS c
      """
    Then the result should be, in any order:
      | a   | b    | c    |
      | 'a' | 'a ' | ' a' |
    And no side effects

  Scenario: [3] Functions inside functions
    Given any graph
    When executing query:
      """
      RETURN toUpper(left(trim('  hello '), 1)) || substring('hello', 1) AS x
      """
    Then the result should be, in any order:
      | x       |
      | 'Hello' |
    And no side effects

  Scenario: [4] Split, then unwound
    Given any graph
    When executing query:
      """
      UNWIND split('b a b', ' ') AS word RETURN word, count(*) AS c
      """
    Then the result should be, in any order:
      | word | c |
      | 'b'  | 2 |
      | 'a'  | 1 |
    And no side effects

  Scenario: [5] Names are written in any case
    Given any graph
    When executing query:
      """
      RETURN TOUPPER('a') AS a, ToLower('B') AS b, SUBSTRING('abc', 1) AS c
      """
    Then the result should be, in any order:
      | a   | b   | c    |
      | 'A' | 'b' | 'bc' |
    And no side effects

  Scenario: [6] In a condition on properties, also on those that are no strings
    Given an empty graph
    And having executed:
      """
      CREATE (:P {name: 'Ann'}), (:P {name: 'Bob'}), (:P {name: 1}), (:P)
      """
    When executing query:
      """
      MATCH (p:P) WHERE p.name STARTS WITH 'A' OR p.name ENDS WITH 'b' RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Ann' |
      | 'Bob' |
    And no side effects

  Scenario: [7] Negated, the unknown stays unknown
    Given an empty graph
    And having executed:
      """
      CREATE (:P {name: 'Ann'}), (:P {name: 'Bob'}), (:P {name: 1}), (:P)
      """
    When executing query:
      """
      MATCH (p:P) WHERE NOT p.name CONTAINS 'n' RETURN p.name AS name
      """
    Then the result should be, in any order:
      | name  |
      | 'Bob' |
    And no side effects

  Scenario Outline: [8] No string: <call>
    Given any graph
    When executing query:
      """
      RETURN <call> AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | call                 |
      | toUpper(1)           |
      | toLower(true)        |
      | trim([])             |
      | left(1, 2)           |
      | left('a', 'b')       |
      | right('a', 1.5)      |
      | substring(1, 2)      |
      | replace(1, 'a', 'b') |
      | split('a', 1)        |
      | char_length(12)      |

  Scenario Outline: [9] What turns out to be no string: <call>
    Given any graph
    When executing query:
      """
      UNWIND [1] AS v RETURN <call> AS x
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

    Examples:
      | call                 |
      | toUpper(v)           |
      | trim(v)              |
      | left(v, 1)           |
      | replace('a', v, 'b') |
      | split(v, ',')        |

  Scenario Outline: [10] A negative length: <call>
    Given any graph
    When executing query:
      """
      RETURN <call> AS x
      """
    Then an ArgumentError should be raised at runtime: NegativeIntegerArgument

    Examples:
      | call                    |
      | left('abc', -1)         |
      | right('abc', -1)        |
      | substring('abc', -1)    |
      | substring('abc', 0, -1) |

  Scenario Outline: [11] Too few or too many arguments: <call>
    Given any graph
    When executing query:
      """
      RETURN <call> AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

    Examples:
      | call              |
      | toUpper()         |
      | toUpper('a', 'b') |
      | left('a')         |
      | replace('a', 'b') |
      | split('a')        |
      | substring('a')    |

  Scenario: [12] There is no such function
    Given any graph
    When executing query:
      """
      RETURN toUper('a') AS x
      """
    Then a SyntaxError should be raised at compile time: UnknownFunction

  Scenario: [13] What has no text
    Given any graph
    When executing query:
      """
      RETURN toString([1]) AS x
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue
