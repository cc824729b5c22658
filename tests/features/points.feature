# Source: Cypher 25: spatial values and functions. Distances on the earth by the haversine formula with a radius of
# 6378140 m; a degree is 111319.5 m.

Feature: Points

  Scenario Outline: [1] Components of <point>
    Given any graph
    When executing query:
      """
      WITH <point> AS p RETURN [p.x, p.y, p.z, p.longitude, p.latitude, p.height, p.srid, p.crs] AS parts
      """
    Then the result should be, in any order:
      | parts   |
      | <parts> |
    And no side effects

    Examples:
      | point                                         | parts                                                     |
      | point({x: 1, y: 2})                           | [1.0, 2.0, null, null, null, null, 7203, 'cartesian']     |
      | point({x: 1, y: 2, z: 3})                     | [1.0, 2.0, 3.0, null, null, null, 9157, 'cartesian-3d']   |
      | point({longitude: 1, latitude: 2})            | [1.0, 2.0, null, 1.0, 2.0, null, 4326, 'wgs-84']          |
      | point({longitude: 1, latitude: 2, height: 3}) | [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 4979, 'wgs-84-3d']         |
      | point({x: 1, y: 2, crs: 'WGS-84'})            | [1.0, 2.0, null, 1.0, 2.0, null, 4326, 'wgs-84']          |
      | point({x: 1, y: 2, srid: 4326})               | [1.0, 2.0, null, 1.0, 2.0, null, 4326, 'wgs-84']          |
      | point({x: 1, y: 2, z: 3, crs: 'wgs-84-3D'})   | [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 4979, 'wgs-84-3d']         |
      | point({x: 1, y: 2, crs: 'cartesian'})         | [1.0, 2.0, null, null, null, null, 7203, 'cartesian']     |
      | point({x: 1, y: 2, z: 3, srid: 9157})         | [1.0, 2.0, 3.0, null, null, null, 9157, 'cartesian-3d']   |
      | point({longitude: 1, latitude: 2, z: 3})      | [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 4979, 'wgs-84-3d']         |
      | point({x: -1.5, y: 1e3})                      | [-1.5, 1000.0, null, null, null, null, 7203, 'cartesian'] |

  Scenario Outline: [2] <expression>
    Given any graph
    When executing query:
      """
      RETURN <expression> AS result
      """
    Then the result should be, in any order:
      | result   |
      | <result> |
    And no side effects

    Examples:
      | expression                                                                                                                           | result           |
      | point(null)                                                                                                                          | null             |
      | point({x: null, y: 1})                                                                                                               | null             |
      | point({x: 1, y: 2, z: null})                                                                                                         | null             |
      | point({longitude: null, latitude: 1})                                                                                                | null             |
      | point({x: 1, y: 2})['x']                                                                                                             | 1.0              |
      | point({x: 1, y: 2}) = point({x: 1.0, y: 2.0})                                                                                        | true             |
      | point({x: 1, y: 2}) = point({x: 1, y: 3})                                                                                            | false            |
      | point({x: 1, y: 2}) <> point({x: 1, y: 3})                                                                                           | true             |
      | point({x: 1, y: 2}) = point({x: 1, y: 2, z: 0})                                                                                      | false            |
      | point({x: 1, y: 2}) = point({longitude: 1, latitude: 2})                                                                             | false            |
      | point({x: 1, y: 2, crs: 'WGS-84'}) = point({longitude: 1, latitude: 2})                                                              | true             |
      | point({x: 1, y: 2}) = null                                                                                                           | null             |
      | point({x: 1, y: 2}) = [1, 2]                                                                                                         | false            |
      | point({x: 1, y: 2}) IN [point({x: 1, y: 2})]                                                                                         | true             |
      | point({x: 1, y: 2}) :: POINT                                                                                                         | true             |
      | valueType(point({x: 1, y: 2}))                                                                                                       | 'POINT NOT NULL' |
      | point.distance(point({x: 0, y: 0}), point({x: 3, y: 4}))                                                                             | 5.0              |
      | point.distance(point({x: 1, y: 1}), point({x: 1, y: 1}))                                                                             | 0.0              |
      | point.distance(point({x: 0, y: 0, z: 0}), point({x: 2, y: 3, z: 6}))                                                                 | 7.0              |
      | point.distance(point({x: -1, y: -1}), point({x: 2, y: 3}))                                                                           | 5.0              |
      | point.distance(point({x: 0, y: 0}), point({x: 0, y: 0, z: 0}))                                                                       | null             |
      | point.distance(point({x: 0, y: 0}), point({longitude: 0, latitude: 0}))                                                              | null             |
      | point.distance(null, point({x: 0, y: 0}))                                                                                            | null             |
      | point.distance(point({x: 0, y: 0}), null)                                                                                            | null             |
      | round(point.distance(point({longitude: 0, latitude: 0}), point({longitude: 1, latitude: 0})), 1)                                     | 111319.5         |
      | round(point.distance(point({longitude: 0, latitude: 0}), point({longitude: 0, latitude: -1})), 1)                                    | 111319.5         |
      | round(point.distance(point({longitude: 179.5, latitude: 0}), point({longitude: -179.5, latitude: 0})), 1)                            | 111319.5         |
      | point.distance(point({longitude: 12, latitude: 90}), point({longitude: -70, latitude: 90})) < 0.001                                  | true             |
      | point.distance(point({longitude: 1, latitude: 1, height: 10}), point({longitude: 1, latitude: 1, height: 25}))                       | 15.0             |
      | point.withinBBox(point({x: 1, y: 1}), point({x: 0, y: 0}), point({x: 2, y: 2}))                                                      | true             |
      | point.withinBBox(point({x: 0, y: 2}), point({x: 0, y: 0}), point({x: 2, y: 2}))                                                      | true             |
      | point.withinBBox(point({x: 3, y: 1}), point({x: 0, y: 0}), point({x: 2, y: 2}))                                                      | false            |
      | point.withinBBox(point({x: 1, y: 1}), point({x: 2, y: 2}), point({x: 0, y: 0}))                                                      | false            |
      | point.withinBBox(point({x: 1, y: 1, z: 5}), point({x: 0, y: 0, z: 0}), point({x: 2, y: 2, z: 4}))                                    | false            |
      | point.withinBBox(point({x: 1, y: 1}), point({x: 0, y: 0, z: 0}), point({x: 2, y: 2, z: 4}))                                          | null             |
      | point.withinBBox(null, point({x: 0, y: 0}), point({x: 2, y: 2}))                                                                     | null             |
      | point.withinBBox(point({longitude: 179, latitude: 0}), point({longitude: 170, latitude: -5}), point({longitude: -170, latitude: 5})) | true             |
      | point.withinBBox(point({longitude: 0, latitude: 0}), point({longitude: 170, latitude: -5}), point({longitude: -170, latitude: 5}))   | false            |
      | point({x: 1, y: 2}) < point({x: 2, y: 3})                                                                                            | null             |
      | point({x: 1, y: 2}) >= null                                                                                                          | null             |
      | keys({p: point({x: 1, y: 2})})                                                                                                       | ['p']            |

  Scenario Outline: [3] No point: <map>
    Given any graph
    When executing query:
      """
      RETURN point(<map>) AS p
      """
    Then a <error> should be raised at any time: *

    Examples:
      | map                               | error         |
      | {x: 1}                            | ArgumentError |
      | {}                                | ArgumentError |
      | {longitude: 1}                    | ArgumentError |
      | {x: 'a', y: 1}                    | TypeError     |
      | {x: 1, y: 2, crs: 'nowhere'}      | ArgumentError |
      | {x: 1, y: 2, srid: 1}             | ArgumentError |
      | {x: 1, y: 2, crs: 'cartesian-3D'} | ArgumentError |
      | {longitude: 1, latitude: 91}      | ArgumentError |
      | {longitude: 1, latitude: -90.5}   | ArgumentError |

  Scenario: [4] A property of points
    Given any graph
    When executing query:
      """
      CREATE (n {at: point({x: 1, y: 2})}) RETURN n.at.x AS x, n.at.crs AS crs
      """
    Then the result should be, in any order:
      | x   | crs         |
      | 1.0 | 'cartesian' |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |

  Scenario: [5] A list of points as a property
    Given any graph
    When executing query:
      """
      CREATE (n {way: [point({x: 1, y: 2}), point({x: 4, y: 6})]}) RETURN point.distance(n.way[0], n.way[1]) AS d
      """
    Then the result should be, in any order:
      | d   |
      | 5.0 |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |

  Scenario: [6] Found by a point
    Given any graph
    And having executed:
      """
      CREATE ({id: 1, at: point({x: 1, y: 2})}), ({id: 2, at: point({x: 1, y: 3})})
      """
    When executing query:
      """
      MATCH (n {at: point({y: 2.0, x: 1.0})}) RETURN n.id AS id
      """
    Then the result should be, in any order:
      | id |
      | 1  |
    And no side effects

  Scenario: [7] Found by distance
    Given any graph
    And having executed:
      """
      CREATE ({id: 1, at: point({x: 1, y: 0})}), ({id: 2, at: point({x: 9, y: 0})}), ({id: 3})
      """
    When executing query:
      """
      MATCH (n) WHERE point.distance(n.at, point({x: 0, y: 0})) < 5 RETURN n.id AS id
      """
    Then the result should be, in any order:
      | id |
      | 1  |
    And no side effects

  Scenario: [8] Merged by a point
    Given any graph
    When executing query:
      """
      UNWIND [1, 2, 1] AS x MERGE (n:P {at: point({x: x, y: 0})}) RETURN count(DISTINCT n) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 2 |

  Scenario: [9] Grouped by points
    Given any graph
    When executing query:
      """
      UNWIND [point({x: 1, y: 2}), point({x: 1.0, y: 2.0}), point({x: 1, y: 2, z: 0}), point({x: -0.0, y: 0}), point({x: 0, y: 0})] AS p
      RETURN p.x AS x, p.srid AS srid, count(*) AS n
      """
    Then the result should be, in any order:
      | x   | srid | n |
      | 1.0 | 7203 | 2 |
      | 1.0 | 9157 | 1 |
      | 0.0 | 7203 | 2 |
    And no side effects

  Scenario: [10] DISTINCT points
    Given any graph
    When executing query:
      """
      UNWIND [point({x: 1, y: 2}), point({x: 1.0, y: 2.0}), point({x: 1, y: 3})] AS p RETURN count(DISTINCT p) AS n, size(collect(DISTINCT p)) AS m
      """
    Then the result should be, in any order:
      | n | m |
      | 2 | 2 |
    And no side effects

  Scenario: [11] Ordered by their system and their coordinates
    Given any graph
    When executing query:
      """
      UNWIND [point({x: 2, y: 0}), point({x: 1, y: 9}), null, point({x: 1, y: 3}), point({longitude: 5, latitude: 5})] AS p
      RETURN p.srid AS srid, p.x AS x, p.y AS y ORDER BY p
      """
    Then the result should be, in order:
      | srid | x    | y    |
      | 4326 | 5.0  | 5.0  |
      | 7203 | 1.0  | 3.0  |
      | 7203 | 1.0  | 9.0  |
      | 7203 | 2.0  | 0.0  |
      | null | null | null |
    And no side effects

  Scenario: [12] Points have no sum
    Given any graph
    When executing query:
      """
      RETURN point({x: 1, y: 2}) + point({x: 1, y: 2}) AS p
      """
    Then a TypeError should be raised at any time: InvalidArgumentType

  Scenario: [13] Distance between what are no points
    Given any graph
    When executing query:
      """
      RETURN point.distance(1, 2) AS d
      """
    Then a SyntaxError should be raised at any time: InvalidArgumentType
