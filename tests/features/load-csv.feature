# Source: Cypher 25: LOAD CSV. The files lie in tests/features/csv.

Feature: LOAD CSV

  Scenario: [1] Rows are lists of strings
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 'people.csv' AS row RETURN row
      """
    Then the result should be, in order:
      | row                       |
      | ['name', 'born', 'town']  |
      | ['Ann', '1980', 'Termez'] |
      | ['Bob', null, 'Kabul']    |
      | ['Cid', '1975', null]     |
    And no side effects

  Scenario: [2] WITH HEADERS rows are maps, and empty fields null
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'people.csv' AS row RETURN row
      """
    Then the result should be, in order:
      | row                                         |
      | {name: 'Ann', born: '1980', town: 'Termez'} |
      | {name: 'Bob', born: null, town: 'Kabul'}    |
      | {name: 'Cid', born: '1975', town: null}     |
    And no side effects

  Scenario: [3] Fields are strings until they are converted
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'people.csv' AS row RETURN row.born = 1980 AS number, row.born = '1980' AS text, toInteger(row.born) + 1 AS next
      """
    Then the result should be, in order:
      | number | text  | next |
      | false  | true  | 1981 |
      | null   | null  | null |
      | false  | false | 1976 |
    And no side effects

  Scenario: [4] Fields of every type, and fields that are none
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'values.csv' AS r RETURN toInteger(r.n) AS n, toFloat(r.f) AS f, toBoolean(r.b) AS b, date(r.d) AS d
      """
    Then the result should be, in order:
      | n    | f    | b    | d            |
      | 7    | 2.5  | true | '2022-04-18' |
      | null | null | null | null         |
    And no side effects

  Scenario: [5] A column that is not there is null
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'people.csv' AS row RETURN row.age AS age, row['name'] AS name LIMIT 1
      """
    Then the result should be, in order:
      | age  | name  |
      | null | 'Ann' |
    And no side effects

  Scenario: [6] A place that is not there is null
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 'people.csv' AS row RETURN row[7] AS x, row[-1] AS last LIMIT 1
      """
    Then the result should be, in order:
      | x    | last   |
      | null | 'town' |
    And no side effects

  Scenario: [7] FIELDTERMINATOR
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'semicolons.csv' AS row FIELDTERMINATOR ';' RETURN row.a AS a, row.b AS b
      """
    Then the result should be, in order:
      | a   | b     |
      | '1' | 'x,y' |
      | '2' | 'p;q' |
    And no side effects

  Scenario: [8] FIELDTERMINATOR as an escape
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'tabs.tsv' AS row FIELDTERMINATOR '\t' RETURN row
      """
    Then the result should be, in order:
      | row              |
      | {a: '1', b: '2'} |
    And no side effects

  Scenario: [9] Without FIELDTERMINATOR it is a comma
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 'semicolons.csv' AS row RETURN row
      """
    Then the result should be, in order:
      | row          |
      | ['a;b']      |
      | ['1;x', 'y'] |
      | ['2;"p;q"']  |
    And no side effects

  Scenario: [10] Quoted fields
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'quoted.csv' AS row RETURN row.n AS n, row.text AS text, size(row.text) AS size
      """
    Then the result should be, in order:
      | n   | text         | size |
      | '1' | 'one, two'   | 8    |
      | '2' | 'say "hi"'   | 8    |
      | '3' | 'two\nlines' | 9    |
      | '4' | null         | null |
    And no side effects

  Scenario: [11] An empty file has no rows
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 'nothing.csv' AS row RETURN row
      """
    Then the result should be, in any order:
      | row |
    And no side effects

  Scenario: [12] An empty file has no headers
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'nothing.csv' AS row RETURN row
      """
    Then the result should be, in any order:
      | row |
    And no side effects

  Scenario: [13] Headers alone
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'headers-only.csv' AS row RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 0 |
    And no side effects

  Scenario: [14] A row that is too short
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'short-row.csv' AS row RETURN row
      """
    Then the result should be, in any order:
      | row               |
      | {a: '1', b: null} |
    And no side effects

  Scenario: [15] Nodes are made of rows
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'people.csv' AS row CREATE (:P {name: row.name, born: toInteger(row.born)})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 5 |

  Scenario: [16] All of a row as properties
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'people.csv' AS row CREATE (p:P) SET p = row RETURN keys(p) AS keys
      """
    Then the result should be, in any order:
      | keys                     |
      | ['name', 'born', 'town'] |
      | ['name', 'town']         |
      | ['name', 'born']         |
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 7 |

  Scenario: [17] MERGE from rows
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'knows.csv' AS row
      MERGE (a:P {name: row.from}) MERGE (b:P {name: row.to}) MERGE (a)-[r:KNOWS]->(b) ON CREATE SET r.n = 1 ON MATCH SET r.n = r.n + 1
      WITH DISTINCT a, r, b RETURN a.name AS a, r.n AS n, b.name AS b
      """
    Then the result should be, in any order:
      | a     | n | b     |
      | 'Ann' | 2 | 'Bob' |
      | 'Bob' | 1 | 'Cid' |
    And the side effects should be:
      | +nodes         | 3 |
      | +relationships | 2 |
      | +labels        | 1 |
      | +properties    | 5 |

  Scenario: [18] Relationships between nodes that are there
    Given any graph
    And having executed:
      """
      UNWIND ['Ann', 'Bob'] AS n CREATE (:P {name: n})
      """
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'knows.csv' AS row MATCH (a:P {name: row.from}), (b:P {name: row.to}) CREATE (a)-[:KNOWS]->(b)
      """
    Then the result should be empty
    And the side effects should be:
      | +relationships | 2 |

  Scenario: [19] For each row before it
    Given any graph
    When executing query:
      """
      UNWIND ['short-row.csv', 'nothing.csv', 'tabs.tsv'] AS file LOAD CSV FROM file AS row RETURN file, size(row) AS n
      """
    Then the result should be, in order:
      | file            | n |
      | 'short-row.csv' | 2 |
      | 'short-row.csv' | 1 |
      | 'tabs.tsv'      | 1 |
      | 'tabs.tsv'      | 1 |
    And no side effects

  Scenario: [20] Two files
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'knows.csv' AS k LOAD CSV WITH HEADERS FROM 'people.csv' AS p WITH k, p WHERE p.name = k.to RETURN k.from AS who, p.town AS town
      """
    Then the result should be, in any order:
      | who   | town    |
      | 'Ann' | 'Kabul' |
      | 'Bob' | null    |
      | 'Ann' | 'Kabul' |
    And no side effects

  Scenario: [21] The name of the file by a parameter
    Given any graph
    And parameters are:
      | file | 'short-row.csv' |
    When executing query:
      """
      LOAD CSV FROM $file AS row RETURN size(row) AS n
      """
    Then the result should be, in order:
      | n |
      | 2 |
      | 1 |
    And no side effects

  Scenario: [22] The name of the file by an expression
    Given any graph
    When executing query:
      """
      WITH 'short' AS s LOAD CSV FROM s + '-row' + '.csv' AS row RETURN row[0] AS x
      """
    Then the result should be, in order:
      | x   |
      | 'a' |
      | '1' |
    And no side effects

  Scenario: [23] In CALL
    Given any graph
    When executing query:
      """
      CALL () { LOAD CSV WITH HEADERS FROM 'people.csv' AS row RETURN count(row.born) AS n } RETURN n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And no side effects

  Scenario: [24] In CALL, in transactions
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'people.csv' AS row CALL (row) { CREATE (:P {name: row.name}) } IN TRANSACTIONS OF 2 ROWS
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: [25] In COUNT
    Given any graph
    When executing query:
      """
      RETURN COUNT { LOAD CSV FROM 'people.csv' AS row RETURN row } AS n
      """
    Then the result should be, in any order:
      | n |
      | 4 |
    And no side effects

  Scenario: [26] A file that is not there
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 'no-such-file.csv' AS row RETURN row
      """
    Then an IoError should be raised at runtime: InvalidFile

  Scenario: [27] A file outside the folder
    Given any graph
    When executing query:
      """
      LOAD CSV FROM '../load-csv.feature' AS row RETURN row
      """
    Then an IoError should be raised at runtime: InvalidFile

  Scenario: [28] A file by the whole path
    Given any graph
    When executing query:
      """
      LOAD CSV FROM '/etc/hostname' AS row RETURN row
      """
    Then an IoError should be raised at runtime: InvalidFile

  Scenario: [29] A file that is a folder
    Given any graph
    When executing query:
      """
      LOAD CSV FROM '.' AS row RETURN row
      """
    Then an IoError should be raised at runtime: InvalidFile

  Scenario: [30] No name of a file
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 1 AS row RETURN row
      """
    Then a TypeError should be raised at any time: InvalidArgumentType

  Scenario: [31] A row that is too long has no name for a field
    Given any graph
    When executing query:
      """
      LOAD CSV WITH HEADERS FROM 'long-row.csv' AS row RETURN row
      """
    Then an ArgumentError should be raised at runtime: InvalidFile

  Scenario: [32] A statement that fails at a later row has made nothing
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 'short-row.csv' AS row CREATE (:P {x: 1 / (size(row) - 1)})
      """
    Then an ArithmeticError should be raised at runtime: DivisionByZero

  Scenario: [33] A variable that is there
    Given any graph
    When executing query:
      """
      WITH 1 AS row LOAD CSV FROM 'people.csv' AS row RETURN row
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: [34] FIELDTERMINATOR of two characters
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 'people.csv' AS row FIELDTERMINATOR '::' RETURN row
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [35] FIELDTERMINATOR of none
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 'people.csv' AS row FIELDTERMINATOR '' RETURN row
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [36] Alone it answers nothing
    Given any graph
    When executing query:
      """
      LOAD CSV FROM 'people.csv' AS row
      """
    Then a SyntaxError should be raised at compile time: *
