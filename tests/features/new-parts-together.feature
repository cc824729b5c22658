# Source: GQL and Cypher 25, as in the files on each of these; here they meet one another.

Feature: New parts of the language together

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:Stop {n: 'a', at: point({x: 0, y: 0})}), (b:Stop {n: 'b', at: point({x: 3, y: 4})}),
             (c:Stop:Hub {n: 'c', at: point({x: 6, y: 8})}), (d:Stop {n: 'd'}),
             (a)-[:BUS {min: 5}]->(b), (b)-[:BUS {min: 7}]->(c), (a)-[:TRAM {min: 20}]->(c), (c)-[:BUS {min: 2}]->(d), (d)-[:TRAM {min: 1}]->(a)
      """

  Scenario: [1] A repetition within a distance
    When executing query:
      """
      MATCH ({n: 'a'}) ((x)-->(y) WHERE point.distance(x.at, y.at) <= 5)+ (z) RETURN z.n AS z
      """
    Then the result should be, in any order:
      | z   |
      | 'b' |
      | 'c' |
    And no side effects

  Scenario: [2] A repetition whose property has a type
    When executing query:
      """
      MATCH ({n: 'a'})-[:BUS]->+(z WHERE z.at IS :: POINT NOT NULL) RETURN z.n AS z
      """
    Then the result should be, in any order:
      | z   |
      | 'b' |
      | 'c' |
    And no side effects

  Scenario: [3] CASE in a repetition
    When executing query:
      """
      MATCH ({n: 'a'}) (()-[r]->() WHERE CASE type(r) WHEN 'BUS', 'TRAIN' THEN r.min < 7 ELSE r.min < 5 END)+ (z) RETURN z.n AS z
      """
    Then the result should be, in any order:
      | z   |
      | 'b' |
    And no side effects

  Scenario: [4] Types by a parameter in a repetition
    Given parameters are:
      | types | ['BUS', 'TRAM'] |
    When executing query:
      """
      MATCH p = ({n: 'a'})-[:$any($types)]->{1,2}(:Hub) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 1 |
      | 2 |
    And no side effects

  Scenario: [5] Types by a variable of a row in a choice of paths
    When executing query:
      """
      UNWIND [['BUS'], ['BUS', 'TRAM'], ['TRAM']] AS types
      MATCH p = ANY SHORTEST ({n: 'a'})-[:$any(types)]->+({n: 'd'}) RETURN types, length(p) AS l
      """
    Then the result should be, in any order:
      | types           | l |
      | ['BUS']         | 3 |
      | ['BUS', 'TRAM'] | 2 |
    And no side effects

  Scenario: [6] Labels by an expression at the end of a choice of paths
    When executing query:
      """
      MATCH p = ANY SHORTEST ({n: 'b'})-->+(:$('Hu' + 'b')) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 1 |
    And no side effects

  Scenario: [7] A choice of paths after LIMIT
    When executing query:
      """
      MATCH (s:Stop) ORDER BY s.n LIMIT 2 MATCH p = ANY SHORTEST (s)-->+({n: 'd'}) RETURN s.n AS s, length(p) AS l
      """
    Then the result should be, in any order:
      | s   | l |
      | 'a' | 2 |
      | 'b' | 2 |
    And no side effects

  Scenario: [8] Not the shortest, but the fastest
    When executing query:
      """
      MATCH p = ({n: 'a'})-[r]->+({n: 'd'}) LET time = reduce(t = 0, e IN r | t + e.min) ORDER BY time LIMIT 1 RETURN [x IN nodes(p) | x.n] AS way, time
      """
    Then the result should be, in any order:
      | way                  | time |
      | ['a', 'b', 'c', 'd'] | 14   |
    And no side effects

  Scenario: [9] The shortest of all that are fast enough
    When executing query:
      """
      MATCH p = ANY SHORTEST (({n: 'a'})-[r]->+({n: 'd'}) WHERE reduce(t = 0, e IN r | t + e.min) <= 14) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 3 |
    And no side effects

  Scenario: [10] FILTER after a choice of paths
    When executing query:
      """
      MATCH p = SHORTEST 2 ({n: 'a'})-->+({n: 'd'}) FILTER length(p) > 2 RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 3 |
    And no side effects

  Scenario: [11] A choice of paths in a subquery of a repetition
    When executing query:
      """
      MATCH ({n: 'a'}) ((x)-->(y) WHERE COUNT { MATCH ALL SHORTEST (y)-->+(:Hub) } > 0){1} (z) RETURN z.n AS z
      """
    Then the result should be, in any order:
      | z   |
      | 'b' |
      | 'c' |
    And no side effects

  Scenario: [12] EXISTS of a repetition of a repetition's node
    When executing query:
      """
      MATCH ({n: 'b'}) ((x)-->(y) WHERE NOT EXISTS { (y)-[:TRAM]->+(:Hub) })+ (z) RETURN z.n AS z
      """
    Then the result should be, in any order:
      | z   |
      | 'c' |
    And no side effects

  Scenario: [13] Relationships of a chosen path are changed
    When executing query:
      """
      MATCH ANY SHORTEST ({n: 'a'})-[r]->+({n: 'd'}) FOREACH (e IN r | SET e['used'] = true)
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 2 |

  Scenario: [14] A repetition in each branch of UNION
    When executing query:
      """
      MATCH ({n: 'a'})-[:BUS]->+(z) RETURN z.n AS z UNION MATCH ({n: 'a'})-[:TRAM]->+(z) RETURN z.n AS z
      """
    Then the result should be, in any order:
      | z   |
      | 'b' |
      | 'c' |
      | 'd' |
    And no side effects

  Scenario: [15] A map of a group's variable
    When executing query:
      """
      MATCH ({n: 'a'}) ((x)-[r:BUS]->(y)){2} (z) RETURN {from: [n IN x | n.n], min: [e IN r | e.min], to: z {.n}} AS trip
      """
    Then the result should be, in any order:
      | trip                                          |
      | {from: ['a', 'b'], min: [5, 7], to: {n: 'c'}} |
    And no side effects

  Scenario: [16] Distinct ends of many paths
    When executing query:
      """
      MATCH ({n: 'a'})-->+(z) RETURN DISTINCT z.n AS z, count(*) AS n
      """
    Then the result should be, in any order:
      | z   | n |
      | 'a' | 2 |
      | 'b' | 2 |
      | 'c' | 4 |
      | 'd' | 2 |
    And no side effects

  Scenario: [17] A group's variable as the key of a group
    When executing query:
      """
      MATCH (s) ((x)-[r]->(y)){1} (z) RETURN [e IN r | type(e)] AS types, count(*) AS n
      """
    Then the result should be, in any order:
      | types    | n |
      | ['BUS']  | 3 |
      | ['TRAM'] | 2 |
    And no side effects

  Scenario: [18] Equal lists of a group's variable
    When executing query:
      """
      MATCH ({n: 'a'}) (()-[r]->()){2} (:Hub) MATCH ({n: 'a'})-[s:BUS]->{2}(:Hub) RETURN r = s AS same, r[0] IN s AS member
      """
    Then the result should be, in any order:
      | same | member |
      | true | true   |
    And no side effects

  Scenario: [19] Repetitions and OPTIONAL with FILTER
    When executing query:
      """
      MATCH (s:Stop) OPTIONAL MATCH (s)-[r:TRAM]->+(z) FILTER z IS NULL RETURN s.n AS s
      """
    Then the result should be, in any order:
      | s   |
      | 'b' |
      | 'c' |
    And no side effects

  Scenario: [20] Repeatable elements count walks
    When executing query:
      """
      MATCH REPEATABLE ELEMENTS ({n: 'a'})-[r]->{6}(z) RETURN count(*) AS walks
      """
    Then the result should be, in any order:
      | walks |
      | 4     |
    And no side effects

  Scenario: [21] A chosen path through a hub that must not be the end
    When executing query:
      """
      MATCH p = ANY SHORTEST ({n: 'a'})-->+(:Hub)-->+(z WHERE NOT z:Hub) RETURN z.n AS z, length(p) AS l
      """
    Then the result should be, in any order:
      | z   | l |
      | 'd' | 2 |
      | 'a' | 3 |
      | 'b' | 4 |
    And no side effects

  Scenario: [22] Two ends in one list
    When executing query:
      """
      UNWIND [['a', 'd'], ['d', 'a'], ['a', 'a']] AS pair
      MATCH p = ANY SHORTEST ({n: pair[0]})-->*({n: pair[1]}) RETURN pair, length(p) AS l
      """
    Then the result should be, in any order:
      | pair       | l |
      | ['a', 'd'] | 2 |
      | ['d', 'a'] | 1 |
      | ['a', 'a'] | 0 |
    And no side effects

  Scenario: [23] A choice of paths with what is not bound at either end and a condition on both
    When executing query:
      """
      MATCH p = SHORTEST 1 ((x:Stop)-->+(y:Stop) WHERE x.n > y.n) RETURN x.n AS x, y.n AS y, length(p) AS l
      """
    Then the result should be, in any order:
      | x   | y   | l |
      | 'b' | 'a' | 3 |
      | 'c' | 'a' | 2 |
      | 'c' | 'b' | 3 |
      | 'd' | 'a' | 1 |
      | 'd' | 'b' | 2 |
      | 'd' | 'c' | 2 |
    And no side effects
