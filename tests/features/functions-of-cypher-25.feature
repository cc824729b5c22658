# Source: Cypher 25: functions; GQL: their names there. Worked out by hand.

Feature: Functions that Cypher 25 and GQL add

  Scenario Outline: [1] <call>
    Given any graph
    When executing query:
      """
      RETURN <call> AS result
      """
    Then the result should be, in any order:
      | result   |
      | <result> |
    And no side effects

    Examples:
      | call                                                                         | result                                                                             |
      | coll.distinct([1, 1.0, 2, null, null, 'a'])                                  | [1, 2, null, 'a']                                                                  |
      | coll.distinct([[1], [1.0], [2]])                                             | [[1], [2]]                                                                         |
      | coll.distinct([])                                                            | []                                                                                 |
      | coll.distinct(null)                                                          | null                                                                               |
      | coll.flatten([[1, 2], 3, [[4]]])                                             | [1, 2, 3, [4]]                                                                     |
      | coll.flatten([[1, 2], 3, [[4]]], 0)                                          | [[1, 2], 3, [[4]]]                                                                 |
      | coll.flatten([1, [2, [3, [4]]]], 2)                                          | [1, 2, 3, [4]]                                                                     |
      | coll.flatten([1, [2, [3, [4]]]], 9)                                          | [1, 2, 3, 4]                                                                       |
      | coll.flatten([[], [null]])                                                   | [null]                                                                             |
      | coll.flatten(null)                                                           | null                                                                               |
      | coll.flatten([1], null)                                                      | null                                                                               |
      | coll.indexOf([1, 2, 2], 2)                                                   | 1                                                                                  |
      | coll.indexOf([1, 2], 3)                                                      | -1                                                                                 |
      | coll.indexOf([1, 2], 2.0)                                                    | 1                                                                                  |
      | coll.indexOf([], 1)                                                          | -1                                                                                 |
      | coll.indexOf(null, 1)                                                        | null                                                                               |
      | coll.indexOf([1], null)                                                      | null                                                                               |
      | coll.indexOf([[1], [2]], [2])                                                | 1                                                                                  |
      | coll.insert([1, 2], 0, 'a')                                                  | ['a', 1, 2]                                                                        |
      | coll.insert([1, 2], 2, 'a')                                                  | [1, 2, 'a']                                                                        |
      | coll.insert([1], 1, null)                                                    | [1, null]                                                                          |
      | coll.insert([1], 0, [2])                                                     | [[2], 1]                                                                           |
      | coll.insert(null, 0, 1)                                                      | null                                                                               |
      | coll.insert([1], null, 1)                                                    | null                                                                               |
      | coll.remove([1, 2, 3], 0)                                                    | [2, 3]                                                                             |
      | coll.remove([1, 2, 3], 2)                                                    | [1, 2]                                                                             |
      | coll.remove(null, 0)                                                         | null                                                                               |
      | coll.remove([1], null)                                                       | null                                                                               |
      | coll.max([1, 2.5, null])                                                     | 2.5                                                                                |
      | coll.max(['a', 'B'])                                                         | 'a'                                                                                |
      | coll.max([1, 'a'])                                                           | 1                                                                                  |
      | coll.max([null])                                                             | null                                                                               |
      | coll.max([])                                                                 | null                                                                               |
      | coll.max(null)                                                               | null                                                                               |
      | coll.min([3, 1.5, null])                                                     | 1.5                                                                                |
      | coll.min([true, false])                                                      | false                                                                              |
      | coll.min([1, 'a'])                                                           | 'a'                                                                                |
      | coll.min([date('2020-02-01'), date('2020-01-31')]) = date('2020-01-31')      | true                                                                               |
      | coll.min([])                                                                 | null                                                                               |
      | coll.sort([3, 1, 2])                                                         | [1, 2, 3]                                                                          |
      | coll.sort(['b', 'a', 'C'])                                                   | ['C', 'a', 'b']                                                                    |
      | coll.sort([null, 1, 'a', true])                                              | ['a', true, 1, null]                                                               |
      | coll.sort([2, 1.5, 1])                                                       | [1, 1.5, 2]                                                                        |
      | coll.sort([])                                                                | []                                                                                 |
      | coll.sort(null)                                                              | null                                                                               |
      | toBooleanList([true, 'false', 1, 0, 'x', null, 1.5])                         | [true, false, true, false, null, null, null]                                       |
      | toFloatList([1, '2.5', 'x', true, null])                                     | [1.0, 2.5, null, null, null]                                                       |
      | toIntegerList([1.9, '2', 'x', true, null, '3.7'])                            | [1, 2, null, 1, null, 3]                                                           |
      | toStringList([1, 1.5, true, 'a', null, {a: 1}])                              | ['1', '1.5', 'true', 'a', null, null]                                              |
      | toIntegerList(null)                                                          | null                                                                               |
      | toStringList([])                                                             | []                                                                                 |
      | toBooleanOrNull(1.5)                                                         | null                                                                               |
      | toFloatOrNull('a')                                                           | null                                                                               |
      | toIntegerOrNull([1])                                                         | null                                                                               |
      | toIntegerOrNull('12')                                                        | 12                                                                                 |
      | toStringOrNull({a: 1})                                                       | null                                                                               |
      | toStringOrNull(date('2020-01-02'))                                           | '2020-01-02'                                                                       |
      | round(1.5)                                                                   | 2.0                                                                                |
      | round(-1.5)                                                                  | -1.0                                                                               |
      | round(2.5)                                                                   | 3.0                                                                                |
      | round(1.249, 1)                                                              | 1.2                                                                                |
      | round(1.25, 1)                                                               | 1.3                                                                                |
      | round(-1.25, 1)                                                              | -1.3                                                                               |
      | round(1.25, 1, 'HALF_EVEN')                                                  | 1.2                                                                                |
      | round(1.35, 1, 'HALF_DOWN')                                                  | 1.3                                                                                |
      | round(1.25, 1, 'HALF_UP')                                                    | 1.3                                                                                |
      | round(-1.25, 1, 'HALF_UP')                                                   | -1.3                                                                               |
      | round(-1.25, 1, 'HALF_DOWN')                                                 | -1.2                                                                               |
      | round(1.21, 1, 'UP')                                                         | 1.3                                                                                |
      | round(-1.21, 1, 'UP')                                                        | -1.3                                                                               |
      | round(1.29, 1, 'DOWN')                                                       | 1.2                                                                                |
      | round(-1.29, 1, 'DOWN')                                                      | -1.2                                                                               |
      | round(1.21, 1, 'CEILING')                                                    | 1.3                                                                                |
      | round(-1.29, 1, 'CEILING')                                                   | -1.2                                                                               |
      | round(1.29, 1, 'FLOOR')                                                      | 1.2                                                                                |
      | round(-1.21, 1, 'FLOOR')                                                     | -1.3                                                                               |
      | round(0.5, 0, 'HALF_EVEN')                                                   | 0.0                                                                                |
      | round(1.5, 0, 'HALF_EVEN')                                                   | 2.0                                                                                |
      | round(3, 0)                                                                  | 3.0                                                                                |
      | round(null)                                                                  | null                                                                               |
      | round(1.5, null)                                                             | null                                                                               |
      | round(1.5, 0, null)                                                          | null                                                                               |
      | split('a,b;c', [',', ';'])                                                   | ['a', 'b', 'c']                                                                    |
      | split('a,;b', [',', ';'])                                                    | ['a', '', 'b']                                                                     |
      | split('abc', [])                                                             | ['abc']                                                                            |
      | split('', ',')                                                               | ['']                                                                               |
      | split('a--b', '--')                                                          | ['a', 'b']                                                                         |
      | split(null, ',')                                                             | null                                                                               |
      | split('a', null)                                                             | null                                                                               |
      | normalize('e\u0301') = '\u00e9'                                              | true                                                                               |
      | normalize('\u00e9', 'NFD') = 'e\u0301'                                       | true                                                                               |
      | normalize('\u2460', 'NFKC')                                                  | '1'                                                                                |
      | valueType(1)                                                                 | 'INTEGER NOT NULL'                                                                 |
      | valueType(1.5)                                                               | 'FLOAT NOT NULL'                                                                   |
      | valueType('a')                                                               | 'STRING NOT NULL'                                                                  |
      | valueType(true)                                                              | 'BOOLEAN NOT NULL'                                                                 |
      | valueType(null)                                                              | 'NULL'                                                                             |
      | valueType(date())                                                            | 'DATE NOT NULL'                                                                    |
      | valueType(time())                                                            | 'ZONED TIME NOT NULL'                                                              |
      | valueType(localtime())                                                       | 'LOCAL TIME NOT NULL'                                                              |
      | valueType(datetime())                                                        | 'ZONED DATETIME NOT NULL'                                                          |
      | valueType(localdatetime())                                                   | 'LOCAL DATETIME NOT NULL'                                                          |
      | valueType(duration('P1D'))                                                   | 'DURATION NOT NULL'                                                                |
      | valueType({a: 1})                                                            | 'MAP NOT NULL'                                                                     |
      | valueType([])                                                                | 'LIST<NOTHING> NOT NULL'                                                           |
      | valueType([null])                                                            | 'LIST<NULL> NOT NULL'                                                              |
      | valueType([1, 2])                                                            | 'LIST<INTEGER NOT NULL> NOT NULL'                                                  |
      | valueType([1, null])                                                         | 'LIST<INTEGER> NOT NULL'                                                           |
      | valueType([1, 'a'])                                                          | 'LIST<STRING NOT NULL \| INTEGER NOT NULL> NOT NULL'                               |
      | valueType([[1], ['a']])                                                      | 'LIST<LIST<STRING NOT NULL> NOT NULL \| LIST<INTEGER NOT NULL> NOT NULL> NOT NULL' |
      | sinh(0)                                                                      | 0.0                                                                                |
      | cosh(0)                                                                      | 1.0                                                                                |
      | tanh(0)                                                                      | 0.0                                                                                |
      | round(sinh(1), 6)                                                            | 1.175201                                                                           |
      | round(cosh(1), 6)                                                            | 1.543081                                                                           |
      | round(tanh(1), 6)                                                            | 0.761594                                                                           |
      | round(coth(1), 6)                                                            | 1.313035                                                                           |
      | coth(0)                                                                      | NaN                                                                                |
      | tanh(1000)                                                                   | 1.0                                                                                |
      | sinh(null)                                                                   | null                                                                               |
      | round(cosh(2) ^ 2 - sinh(2) ^ 2, 6)                                          | 1.0                                                                                |
      | lower('AbC')                                                                 | 'abc'                                                                              |
      | upper('AbC')                                                                 | 'ABC'                                                                              |
      | char_length('abc')                                                           | 3                                                                                  |
      | character_length('')                                                         | 0                                                                                  |
      | ceiling(1.1)                                                                 | 2.0                                                                                |
      | ln(1)                                                                        | 0.0                                                                                |
      | path_length(null)                                                            | null                                                                               |
      | btrim('xxaxx', 'x')                                                          | 'a'                                                                                |
      | ltrim('xxaxx', 'x')                                                          | 'axx'                                                                              |
      | rtrim('xxaxx', 'x')                                                          | 'xxa'                                                                              |
      | btrim('  a  ')                                                               | 'a'                                                                                |
      | btrim('abcba', 'ab')                                                         | 'c'                                                                                |
      | btrim(null)                                                                  | null                                                                               |
      | btrim('a', null)                                                             | null                                                                               |
      | nullIf(1, 1)                                                                 | null                                                                               |
      | nullIf(1, 2)                                                                 | 1                                                                                  |
      | nullIf(null, 1)                                                              | null                                                                               |
      | nullIf(1, 1.0)                                                               | null                                                                               |
      | nullIf(1, null)                                                              | 1                                                                                  |
      | -duration('P1Y2M3DT4H') = duration('P-1Y-2M-3DT-4H')                         | true                                                                               |
      | - -duration('P1D') = duration('P1D')                                         | true                                                                               |
      | date('2020-01-31') + -duration('P1D') = date('2020-01-30')                   | true                                                                               |
      | toString(-duration('PT1.5S'))                                                | 'PT-1.5S'                                                                          |
      | isNaN(0.0 / 0.0)                                                             | true                                                                               |
      | isNaN(null)                                                                  | null                                                                               |
      | trim(BOTH 'x' FROM 'xxaxx')                                                  | 'a'                                                                                |
      | trim(LEADING 'x' FROM 'xxaxx')                                               | 'axx'                                                                              |
      | trim(TRAILING 'x' FROM 'xxaxx')                                              | 'xxa'                                                                              |
      | trim(BOTH FROM '  a  ')                                                      | 'a'                                                                                |
      | trim(LEADING FROM '  a  ')                                                   | 'a  '                                                                              |
      | trim(TRAILING FROM '  a  ')                                                  | '  a'                                                                              |
      | trim('x' FROM 'xxaxx')                                                       | 'a'                                                                                |
      | trim(BOTH null FROM 'a')                                                     | null                                                                               |
      | trim(BOTH 'x' FROM null)                                                     | null                                                                               |
      | trim(both 'x' from 'xax')                                                    | 'a'                                                                                |
      | trim(LEADING toLower('X') FROM 'x' + 'a')                                    | 'a'                                                                                |
      | trim('  a ')                                                                 | 'a'                                                                                |
      | trim(BOTH 'x' FROM '')                                                       | ''                                                                                 |
      | duration_between(date('2020-01-01'), date('2020-02-03')) = duration('P1M2D') | true                                                                               |
      | local_time('10:00') = localtime('10:00')                                     | true                                                                               |
      | zoned_time('10:00Z') = time('10:00Z')                                        | true                                                                               |
      | local_datetime('2020-01-01T10:00') = localdatetime('2020-01-01T10:00')       | true                                                                               |
      | zoned_datetime('2020-01-01T10:00Z') = datetime('2020-01-01T10:00Z')          | true                                                                               |

  Scenario Outline: [2] <call> fails
    Given any graph
    When executing query:
      """
      RETURN <call> AS result
      """
    Then a <error> should be raised at <phase>: <detail>

    Examples:
      | call                      | error         | phase        | detail                   |
      | coll.insert([1], 5, 2)    | ArgumentError | any time     | *                        |
      | coll.insert([1], -1, 2)   | ArgumentError | any time     | *                        |
      | coll.remove([], 0)        | ArgumentError | any time     | *                        |
      | coll.remove([1], 1)       | ArgumentError | any time     | *                        |
      | coll.sort(1)              | SyntaxError   | any time     | InvalidArgumentType      |
      | coll.flatten([1], -1)     | ArgumentError | any time     | *                        |
      | round(1.5, 0, 'SIDEWAYS') | ArgumentError | any time     | *                        |
      | toIntegerList(1)          | SyntaxError   | any time     | InvalidArgumentType      |
      | sinh('a')                 | SyntaxError   | any time     | InvalidArgumentType      |
      | coll.max()                | SyntaxError   | compile time | InvalidNumberOfArguments |
      | coll.nothing([1])         | SyntaxError   | compile time | UnknownFunction          |
      | trim(BOTH 'x' 'xax')      | SyntaxError   | compile time | *                        |
      | trim(LEADING 'x', 'xax')  | SyntaxError   | compile time | *                        |
      | -'a'                      | TypeError     | any time     | InvalidArgumentType      |

  Scenario Outline: [3] <call> over <values>
    Given any graph
    When executing query:
      """
      UNWIND <values> AS x RETURN <call> AS result
      """
    Then the result should be, in any order:
      | result   |
      | <result> |
    And no side effects

    Examples:
      | call                     | values                                | result    |
      | percentile_cont(x, 0.5)  | [1, 2, 3, 4]                          | 2.5       |
      | percentile_cont(x, 0.1)  | [0, 10]                               | 1.0       |
      | percentile_disc(x, 0.5)  | [1, 2, 3, 4]                          | 2         |
      | percentile_disc(x, 0.0)  | [3, 1, 2]                             | 1         |
      | percentile_disc(x, 1.0)  | [3, 1, 2]                             | 3         |
      | percentile_disc(x, 0.5)  | [1.5, null, 2.5]                      | 1.5       |
      | stdev_pop(x)             | [2, 4, 4, 4, 5, 5, 7, 9]              | 2.0       |
      | round(stdev_samp(x), 4)  | [2, 4, 4, 4, 5, 5, 7, 9]              | 2.1381    |
      | collect_list(x)          | [1, null, 2]                          | [1, 2]    |
      | collect_list(DISTINCT x) | [1, 1, 2]                             | [1, 2]    |
      | coll.sort(collect(x))    | [3, 1, 2]                             | [1, 2, 3] |
      | toString(sum(x))         | [duration('P1D'), duration('P2DT3H')] | 'P3DT3H'  |

  Scenario: [4] GQL's names of functions of the graph
    Given any graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = (a:A)-[r]->(b) RETURN path_length(p) AS l, element_id(a) = elementId(a) AS same, a :: NODE AS node, valueType(a) AS t, valueType(r) AS u, valueType(p) AS v
      """
    Then the result should be, in any order:
      | l | same | node | t               | u                       | v               |
      | 1 | true | true | 'NODE NOT NULL' | 'RELATIONSHIP NOT NULL' | 'PATH NOT NULL' |
    And no side effects
