# Source: openCypher 9: mathematical operators and functions; Cypher 25: the same; CIP2021-08-10 for precedence.

Feature: Arithmetic and mathematical functions

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
      | expression                        | x       |
      | 7 / 2                             | 3       |
      | -7 / 2                            | -3      |
      | 7.0 / 2                           | 3.5     |
      | 7 % 3                             | 1       |
      | -7 % 3                            | -1      |
      | 7 % -3                            | 1       |
      | 5.5 % 2                           | 1.5     |
      | 2 ^ 10                            | 1024.0  |
      | 2 ^ -1                            | 0.5     |
      | 2 ^ 3 ^ 2                         | 64.0    |
      | -2 ^ 2                            | 4.0     |
      | 0 - 2 ^ 2                         | -4.0    |
      | 1 + 2 * 3                         | 7       |
      | (1 + 2) * 3                       | 9       |
      | 10 - 4 - 3                        | 3       |
      | 100 / 10 / 2                      | 5       |
      | 8 / 2 * 4                         | 16      |
      | --5                               | 5       |
      | 1 + 1.5                           | 2.5     |
      | 1.0 / 0.0                         | Inf     |
      | -1.0 / 0.0                        | -Inf    |
      | 0.0 / 0.0                         | NaN     |
      | 1 % 0.0                           | NaN     |
      | 1 + null                          | null    |
      | null * 2                          | null    |
      | null ^ 2                          | null    |
      | 2 ^ null                          | null    |
      | -null                             | null    |
      | abs(-5)                           | 5       |
      | abs(-5.5)                         | 5.5     |
      | abs(0)                            | 0       |
      | abs(null)                         | null    |
      | ceil(0.1)                         | 1.0     |
      | ceil(-1.5)                        | -1.0    |
      | ceil(2)                           | 2.0     |
      | ceil(null)                        | null    |
      | floor(0.9)                        | 0.0     |
      | floor(-0.1)                       | -1.0    |
      | floor(2)                          | 2.0     |
      | floor(null)                       | null    |
      | round(3.4)                        | 3.0     |
      | round(3.5)                        | 4.0     |
      | round(2.5)                        | 3.0     |
      | round(-1.5)                       | -1.0    |
      | round(-1.6)                       | -2.0    |
      | round(3)                          | 3.0     |
      | round(null)                       | null    |
      | round(3.14159, 3)                 | 3.142   |
      | round(1.25, 1)                    | 1.3     |
      | round(-1.25, 1)                   | -1.3    |
      | round(1.5, 0)                     | 2.0     |
      | round(12.345, 9)                  | 12.345  |
      | round(1.5, null)                  | null    |
      | sign(-12)                         | -1      |
      | sign(0)                           | 0       |
      | sign(0.5)                         | 1       |
      | sign(-0.5)                        | -1      |
      | sign(null)                        | null    |
      | sqrt(16)                          | 4.0     |
      | sqrt(12.25)                       | 3.5     |
      | sqrt(0)                           | 0.0     |
      | sqrt(-1)                          | NaN     |
      | sqrt(null)                        | null    |
      | exp(0)                            | 1.0     |
      | exp(1) = e()                      | true    |
      | exp(null)                         | null    |
      | log(1)                            | 0.0     |
      | log(e())                          | 1.0     |
      | log(0)                            | -Inf    |
      | log(-1)                           | NaN     |
      | log(null)                         | null    |
      | log10(100)                        | 2.0     |
      | log10(null)                       | null    |
      | sin(0)                            | 0.0     |
      | cos(0)                            | 1.0     |
      | tan(0)                            | 0.0     |
      | round(cot(pi() / 4), 6)           | 1.0     |
      | sin(null)                         | null    |
      | cos(null)                         | null    |
      | tan(null)                         | null    |
      | cot(null)                         | null    |
      | asin(0)                           | 0.0     |
      | asin(2)                           | NaN     |
      | acos(1)                           | 0.0     |
      | acos(2)                           | NaN     |
      | atan(0)                           | 0.0     |
      | atan2(0, 1)                       | 0.0     |
      | atan2(0, -1) = pi()               | true    |
      | atan2(null, 1)                    | null    |
      | atan2(1, null)                    | null    |
      | degrees(pi())                     | 180.0   |
      | degrees(null)                     | null    |
      | radians(180) = pi()               | true    |
      | radians(null)                     | null    |
      | haversin(0)                       | 0.0     |
      | haversin(pi())                    | 1.0     |
      | round(sin(pi() / 6), 6)           | 0.5     |
      | round(sin(1) ^ 2 + cos(1) ^ 2, 9) | 1.0     |
      | isNaN(0.0 / 0.0)                  | true    |
      | isNaN(1)                          | false   |
      | isNaN(null)                       | null    |
      | round(pi(), 5)                    | 3.14159 |
      | round(e(), 5)                     | 2.71828 |
      | 0 <= rand() < 1                   | true    |

  Scenario: [2] Numbers in every notation
    Given any graph
    When executing query:
      """
      RETURN 0xff AS hex, 0o17 AS octal, 1e3 AS e, 1.5e-2 AS f, .5 AS half
      """
    Then the result should be, in any order:
      | hex | octal | e      | f     | half |
      | 255 | 15    | 1000.0 | 0.015 | 0.5  |
    And no side effects

  Scenario: [3] The largest and the smallest integer
    Given any graph
    When executing query:
      """
      RETURN 9223372036854775807 AS max, -9223372036854775808 AS min, 9223372036854775806 + 1 AS sum
      """
    Then the result should be, in any order:
      | max                 | min                  | sum                 |
      | 9223372036854775807 | -9223372036854775808 | 9223372036854775807 |
    And no side effects

  Scenario: [4] Two random numbers differ, and each row has its own
    Given any graph
    When executing query:
      """
      UNWIND range(1, 20) AS i WITH rand() AS x RETURN count(DISTINCT x) > 1 AS differ
      """
    Then the result should be, in any order:
      | differ |
      | true   |
    And no side effects

  Scenario Outline: [5] Division by zero: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then an ArithmeticError should be raised at runtime: DivisionByZero

    Examples:
      | expression |
      | 1 / 0      |
      | 1 % 0      |
      | 0 / 0      |

  Scenario Outline: [6] Out of 64 bits: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then an ArithmeticError should be raised at runtime: IntegerOverflow

    Examples:
      | expression                |
      | 9223372036854775807 + 1   |
      | -9223372036854775808 - 1  |
      | 9223372036854775807 * 2   |
      | abs(-9223372036854775808) |

  Scenario Outline: [7] Not defined, as is plain from the text: <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | expression |
      | 'a' - 1    |
      | 'a' * 2    |
      | 'a' / 'b'  |
      | true ^ 2   |
      | [1] % 2    |

  Scenario Outline: [8] Not defined, for these values: <expression>
    Given any graph
    When executing query:
      """
      UNWIND [true] AS b UNWIND ['a'] AS s UNWIND [{a: 1}] AS m RETURN <expression> AS x
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | expression |
      | b + 1      |
      | m + m      |
      | s - 1      |
      | s * 2      |
      | b / b      |
      | 2 ^ s      |
      | -s         |

  Scenario Outline: [9] No number: <call>
    Given any graph
    When executing query:
      """
      RETURN <call> AS x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | call            |
      | abs('a')        |
      | sqrt(true)      |
      | round([1])      |
      | sin('0')        |
      | atan2('a', 1)   |
      | round(1.5, 'a') |

  Scenario Outline: [10] What turns out to be no number: <call>
    Given any graph
    When executing query:
      """
      UNWIND ['a'] AS v RETURN <call> AS x
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

    Examples:
      | call          |
      | abs(v)        |
      | ceil(v)       |
      | sign(v)       |
      | log(v)        |
      | round(1.5, v) |
