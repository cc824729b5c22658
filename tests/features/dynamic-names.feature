# Source: Cypher 25: dynamic labels, types and property keys: $(...), $all(...), $any(...), n[...].

Feature: Names that expressions give

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 'a'}), (b:B {n: 'b'}), (ab:A:B {n: 'ab'}), (o {n: 'o'}),
             (a)-[:X {w: 1}]->(b), (b)-[:Y {w: 2}]->(ab), (ab)-[:Z {w: 3}]->(o)
      """

  Scenario Outline: [1] Nodes with labels <labels>
    When executing query:
      """
      MATCH (n <labels>) WITH n.n AS n ORDER BY n RETURN collect(n) AS nodes
      """
    Then the result should be, in any order:
      | nodes   |
      | <nodes> |
    And no side effects

    Examples:
      | labels                          | nodes                 |
      | :$('A')                         | ['a', 'ab']           |
      | :$('A' + '')                    | ['a', 'ab']           |
      | :$(['A'])                       | ['a', 'ab']           |
      | :$(['A', 'B'])                  | ['ab']                |
      | :$all(['A', 'B'])               | ['ab']                |
      | :$any(['A', 'B'])               | ['a', 'ab', 'b']      |
      | :$any('A')                      | ['a', 'ab']           |
      | :$([])                          | ['a', 'ab', 'b', 'o'] |
      | :$all([])                       | ['a', 'ab', 'b', 'o'] |
      | :$any([])                       | []                    |
      | :$('None')                      | []                    |
      | :$any(['None', 'B'])            | ['ab', 'b']           |
      | :!$('A')                        | ['b', 'o']            |
      | :$('A')&!B                      | ['a']                 |
      | :$('A')\|B                      | ['a', 'ab', 'b']      |
      | :A&$('B')                       | ['ab']                |
      | :$('A'):$('B')                  | ['ab']                |
      | IS $('A')                       | ['a', 'ab']           |
      | :$(reverse(['B', 'A']))         | ['ab']                |
      | :$(CASE WHEN true THEN 'A' END) | ['a', 'ab']           |

  Scenario Outline: [2] Relationships with types <types>
    When executing query:
      """
      MATCH ()-[r <types>]->() WITH r.w AS w ORDER BY w RETURN collect(w) AS relationships
      """
    Then the result should be, in any order:
      | relationships   |
      | <relationships> |
    And no side effects

    Examples:
      | types             | relationships |
      | :$('X')           | [1]           |
      | :$(['X'])         | [1]           |
      | :$(['X', 'Y'])    | []            |
      | :$all(['X', 'X']) | [1]           |
      | :$any(['X', 'Y']) | [1, 2]        |
      | :$any([])         | []            |
      | :!$('X')          | [2, 3]        |
      | :$('X')\|Z        | [1, 3]        |
      | IS $('Y')         | [2]           |

  Scenario: [3] Labels by a parameter
    Given parameters are:
      | labels | ['A', 'B'] |
    When executing query:
      """
      MATCH (n:$($labels)) RETURN n.n AS n
      """
    Then the result should be, in any order:
      | n    |
      | 'ab' |
    And no side effects

  Scenario: [4] Any of the labels by a parameter
    Given parameters are:
      | labels | ['A', 'B'] |
    When executing query:
      """
      MATCH (n:$any($labels)) RETURN count(n) AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |
    And no side effects

  Scenario: [5] Labels by a variable of each row
    When executing query:
      """
      UNWIND ['A', 'B', 'C'] AS l MATCH (n:$(l)) RETURN l, count(n) AS n
      """
    Then the result should be, in any order:
      | l   | n |
      | 'A' | 2 |
      | 'B' | 2 |
    And no side effects

  Scenario: [6] Labels by a property of an earlier node
    Given having executed:
      """
      CREATE (:Config {label: 'B'})
      """
    When executing query:
      """
      MATCH (c:Config) MATCH (n:$(c.label)) RETURN n.n AS n
      """
    Then the result should be, in any order:
      | n    |
      | 'b'  |
      | 'ab' |
    And no side effects

  Scenario: [7] Labels of an earlier node
    When executing query:
      """
      MATCH (o {n: 'ab'}) MATCH (n:$(labels(o))) RETURN n.n AS n
      """
    Then the result should be, in any order:
      | n    |
      | 'ab' |
    And no side effects

  Scenario: [8] A type by a variable of each row
    When executing query:
      """
      UNWIND ['X', 'Z'] AS t MATCH ()-[r:$(t)]->() RETURN t, r.w AS w
      """
    Then the result should be, in any order:
      | t   | w |
      | 'X' | 1 |
      | 'Z' | 3 |
    And no side effects

  Scenario: [9] Types of variable length
    When executing query:
      """
      MATCH ({n: 'a'})-[r:$any(['X', 'Y'])*]->(m) RETURN m.n AS m
      """
    Then the result should be, in any order:
      | m    |
      | 'b'  |
      | 'ab' |
    And no side effects

  Scenario: [10] Types in a repetition
    When executing query:
      """
      MATCH ({n: 'a'}) ((x)-[:$any(['X', 'Y'])]->(y))+ (m) RETURN m.n AS m
      """
    Then the result should be, in any order:
      | m    |
      | 'b'  |
      | 'ab' |
    And no side effects

  Scenario: [11] As a condition
    When executing query:
      """
      MATCH (n) RETURN n.n AS n, n:$('A') AS a, n:$any(['A', 'B']) AS any, n:$(['A', 'B']) AS all
      """
    Then the result should be, in any order:
      | n    | a     | any   | all   |
      | 'a'  | true  | true  | false |
      | 'b'  | false | true  | false |
      | 'ab' | true  | true  | true  |
      | 'o'  | false | false | false |
    And no side effects

  Scenario: [12] OPTIONAL
    When executing query:
      """
      UNWIND ['A', 'C'] AS l OPTIONAL MATCH (n:$(l)) RETURN l, count(n) AS n
      """
    Then the result should be, in any order:
      | l   | n |
      | 'A' | 2 |
      | 'C' | 0 |
    And no side effects

  Scenario: [13] Labels that are null
    When executing query:
      """
      MATCH (n:$(null)) RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: [14] Labels with null among them
    When executing query:
      """
      MATCH (n:$(['A', null])) RETURN n
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [15] Labels that are a number
    Given parameters are:
      | l | 1 |
    When executing query:
      """
      MATCH (n:$($l)) RETURN n
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [16] CREATE with a label
    When executing query:
      """
      CREATE (n:$('New')) RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels  |
      | ['New'] |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |

  Scenario: [17] CREATE with several labels, some of them twice
    When executing query:
      """
      CREATE (n:$(['New', 'A']):A) RETURN size(labels(n)) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |

  Scenario: [18] CREATE with no labels
    When executing query:
      """
      CREATE (n:$([])) RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels |
      | []     |
    And the side effects should be:
      | +nodes | 1 |

  Scenario: [19] CREATE for each row
    When executing query:
      """
      UNWIND ['New', 'Newer'] AS l CREATE (n:$(l)) RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels    |
      | ['New']   |
      | ['Newer'] |
    And the side effects should be:
      | +nodes  | 2 |
      | +labels | 2 |

  Scenario: [20] CREATE with a type
    When executing query:
      """
      CREATE ()-[r:$('T' + 1)]->() RETURN type(r) AS type
      """
    Then the result should be, in any order:
      | type |
      | 'T1' |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |

  Scenario: [21] CREATE with a type from a list of one
    When executing query:
      """
      CREATE ()-[r:$(['T'])]->() RETURN type(r) AS type
      """
    Then the result should be, in any order:
      | type |
      | 'T'  |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |

  Scenario: [22] CREATE with two types
    When executing query:
      """
      CREATE ()-[r:$(['T', 'U'])]->() RETURN r
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [23] CREATE with a type that is null
    When executing query:
      """
      CREATE ()-[r:$(null)]->() RETURN r
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [24] CREATE with a label that is null
    When executing query:
      """
      CREATE (n:$(null)) RETURN n
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [25] CREATE with an empty label
    When executing query:
      """
      CREATE (n:$('')) RETURN n
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [26] CREATE with any of some labels
    When executing query:
      """
      CREATE (n:$any(['A', 'B'])) RETURN n
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [27] MERGE finds by a label
    When executing query:
      """
      MERGE (n:$('A') {n: 'ab'}) RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels     |
      | ['A', 'B'] |
    And no side effects

  Scenario: [28] MERGE makes by a label
    When executing query:
      """
      UNWIND ['New', 'New', 'A'] AS l MERGE (n:$(l) {n: 'x'})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 2 |

  Scenario: [29] MERGE finds by a type
    When executing query:
      """
      MATCH (a {n: 'a'}), (b {n: 'b'}) MERGE (a)-[r:$('X')]->(b) RETURN r.w AS w
      """
    Then the result should be, in any order:
      | w |
      | 1 |
    And no side effects

  Scenario: [30] MERGE makes by a type
    When executing query:
      """
      MATCH (a {n: 'a'}), (b {n: 'b'}) MERGE (a)-[r:$('Q')]->(b) RETURN type(r) AS type
      """
    Then the result should be, in any order:
      | type |
      | 'Q'  |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: [31] SET a label
    When executing query:
      """
      MATCH (n {n: 'o'}) SET n:$('New') RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels  |
      | ['New'] |
    And the side effects should be:
      | +labels | 1 |

  Scenario: [32] SET several labels
    When executing query:
      """
      MATCH (n {n: 'o'}) SET n:$(['A', 'New']):B RETURN size(labels(n)) AS n
      """
    Then the result should be, in any order:
      | n |
      | 3 |
    And the side effects should be:
      | +labels | 1 |

  Scenario: [33] SET no labels
    When executing query:
      """
      MATCH (n {n: 'a'}) SET n:$([]) RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels |
      | ['A']  |
    And no side effects

  Scenario: [34] SET with IS
    When executing query:
      """
      MATCH (n {n: 'o'}) SET n IS $('New') RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels  |
      | ['New'] |
    And the side effects should be:
      | +labels | 1 |

  Scenario: [35] SET labels by the node's own property
    When executing query:
      """
      MATCH (n:B) SET n:$(toUpper(n.n)) RETURN n.n AS n, size(labels(n)) AS labels
      """
    Then the result should be, in any order:
      | n    | labels |
      | 'b'  | 1      |
      | 'ab' | 3      |
    And the side effects should be:
      | +labels | 1 |

  Scenario: [36] SET any of some labels
    When executing query:
      """
      MATCH (n) SET n:$any(['P', 'Q'])
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [37] REMOVE any of some labels
    When executing query:
      """
      MATCH (n) REMOVE n:$any(['P', 'Q'])
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: [38] SET a label that is null
    When executing query:
      """
      MATCH (n) SET n:$(null)
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [39] REMOVE a label
    When executing query:
      """
      MATCH (n {n: 'ab'}) REMOVE n:$('A') RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels |
      | ['B']  |
    And no side effects

  Scenario: [40] REMOVE several labels, some not there
    When executing query:
      """
      MATCH (n {n: 'ab'}) REMOVE n:$(['A', 'B', 'C']) RETURN labels(n) AS labels
      """
    Then the result should be, in any order:
      | labels |
      | []     |
    And no side effects

  Scenario: [41] REMOVE the node's own labels
    When executing query:
      """
      MATCH (n) REMOVE n:$(labels(n))
      """
    Then the result should be empty
    And the side effects should be:
      | -labels | 2 |

  Scenario: [42] SET a key
    When executing query:
      """
      MATCH (n {n: 'a'}) SET n['k' + 1] = 5 RETURN n.k1 AS k1
      """
    Then the result should be, in any order:
      | k1 |
      | 5  |
    And the side effects should be:
      | +properties | 1 |

  Scenario: [43] SET a key by a parameter, on a relationship
    Given parameters are:
      | k | 'v' |
    When executing query:
      """
      MATCH ()-[r:X]->() SET r[$k] = 5 RETURN r.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 5 |
    And the side effects should be:
      | +properties | 1 |

  Scenario: [44] SET a key for each row
    When executing query:
      """
      MATCH (n {n: 'a'}) UNWIND ['x', 'y'] AS k SET n[k] = k RETURN DISTINCT n.x AS x, n.y AS y
      """
    Then the result should be, in any order:
      | x   | y   |
      | 'x' | 'y' |
    And the side effects should be:
      | +properties | 2 |

  Scenario: [45] SET a key to null
    When executing query:
      """
      MATCH (n {n: 'a'}) SET n['n'] = null RETURN n.n AS n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And the side effects should be:
      | -properties | 1 |

  Scenario: [46] SET a key of each kind in one clause
    When executing query:
      """
      MATCH (n {n: 'o'}) SET n['a'] = 1, n.b = 2, n += {c: 3}, n:L RETURN n.a + n.b + n.c AS sum
      """
    Then the result should be, in any order:
      | sum |
      | 6   |
    And the side effects should be:
      | +properties | 3 |
      | +labels     | 1 |

  Scenario: [47] SET a key on null
    When executing query:
      """
      OPTIONAL MATCH (n:None) SET n['a'] = 1 RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And no side effects

  Scenario: [48] SET a key that is null
    When executing query:
      """
      MATCH (n {n: 'a'}) SET n[null] = 1
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [49] SET a key that is a number
    Given parameters are:
      | k | 1 |
    When executing query:
      """
      MATCH (n {n: 'a'}) SET n[$k] = 1
      """
    Then a TypeError should be raised at runtime: *

  Scenario: [50] SET all keys of a map, one after another
    When executing query:
      """
      MATCH (n {n: 'o'}) WITH n, {x: 1, y: 2} AS m UNWIND keys(m) AS k SET n[k] = m[k] RETURN DISTINCT n.x AS x, n.y AS y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 2 |
    And the side effects should be:
      | +properties | 2 |

  Scenario: [51] REMOVE a key
    When executing query:
      """
      MATCH (n {n: 'a'}) REMOVE n['n'] RETURN n.n AS n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And the side effects should be:
      | -properties | 1 |

  Scenario: [52] REMOVE all keys
    When executing query:
      """
      MATCH (n:B) UNWIND keys(n) AS k REMOVE n[k] RETURN n
      """
    Then the result should be, in any order:
      | n      |
      | (:B)   |
      | (:A:B) |
    And the side effects should be:
      | -properties | 2 |

  Scenario: [53] REMOVE a key that is not there
    When executing query:
      """
      MATCH (n {n: 'a'}) REMOVE n['zzz'] RETURN n.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'a' |
    And no side effects

  Scenario: [54] ON CREATE and ON MATCH with keys and labels
    When executing query:
      """
      UNWIND [1, 2] AS i MERGE (n:New {id: 1}) ON CREATE SET n['made'] = i, n:$('Fresh') ON MATCH SET n['seen'] = i RETURN DISTINCT n.made AS made, n.seen AS seen
      """
    Then the result should be, in any order:
      | made | seen |
      | 1    | 2    |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 2 |
      | +properties | 3 |

  Scenario: [55] In FOREACH
    When executing query:
      """
      MATCH (n {n: 'o'}) FOREACH (k IN ['p', 'q'] | SET n[k] = true, n:$(toUpper(k)))
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 2 |
      | +labels     | 2 |

  Scenario: [56] A key of a nested place
    When executing query:
      """
      WITH {a: {b: 1}} AS m RETURN m['a']['b'] AS x, m['a'].b AS y, m[null] AS z
      """
    Then the result should be, in any order:
      | x | y | z    |
      | 1 | 1 | null |
    And no side effects
