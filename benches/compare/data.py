"""A made-up graph of people, places, firms and events, the same wherever it is made: CSV files of a given size.

    data.py FOLDER PERSONS

Numbers are unique over all labels. Who is known by many is known by very many: acquaintances are drawn by a power law.
"""

import csv
import json
import os
import random
import sys

NODES = ["Person", "Place", "Firm", "Event"]
RELATIONSHIPS = [
    ("KNOWS", "Person", "Person"),
    ("LIVES_IN", "Person", "Place"),
    ("WORKS_FOR", "Person", "Firm"),
    ("ATTENDED", "Person", "Event"),
    ("OWNS", "Firm", "Firm"),
    ("HELD_IN", "Event", "Place"),
]
SYLLABLES = "ba re mi tol san ver lin da kor pe zu hal".split()
KINDS = "meeting fair trial concert strike vote race".split()


def word(number):
    parts = []
    for _ in range(3):
        number, part = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[part])
    return "".join(parts).capitalize()


def make(folder, persons):
    os.makedirs(folder, exist_ok=True)
    draw = random.Random(persons)
    counts = dict(Person=persons, Place=max(10, persons // 50), Firm=max(10, persons // 20), Event=max(10, persons // 2))
    first, total = {}, 0
    for label in NODES:
        first[label], total = total, total + counts[label]

    def write(name, header, rows):
        with open(os.path.join(folder, name + ".csv"), "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)

    def numbers(label):
        return range(first[label], first[label] + counts[label])

    def any_of(label):
        return first[label] + draw.randrange(counts[label])

    def well_known(label):
        # the few are drawn much more often than the many
        return first[label] + min(int(counts[label] * draw.random() ** 3), counts[label] - 1)

    write("Person", ["id", "name", "age", "score"],
          ([i, f"{word(i * 7)} {word(i * 3 + 1)} {i}", draw.randint(16, 90), draw.randrange(1_000_000)] for i in numbers("Person")))
    write("Place", ["id", "name", "country"], ([i, f"{word(i)} {i}", f"Country {i % 40:02}"] for i in numbers("Place")))
    write("Firm", ["id", "name", "founded"], ([i, f"{word(i)} & {word(i + 5)} {i}", draw.randint(1900, 2020)] for i in numbers("Firm")))
    write("Event", ["id", "name", "year", "kind"],
          ([i, f"{draw.choice(KINDS)} of {word(draw.randrange(1728))} {i}", draw.randint(2000, 2024), draw.choice(KINDS)] for i in numbers("Event")))

    def pairs(source, target, count, draw_target):
        seen = set()
        while len(seen) < count:
            pair = any_of(source), draw_target(target)
            if pair[0] != pair[1]:
                seen.add(pair)
        return sorted(seen)

    def dated(pairs):
        return ([a, b, draw.randint(1990, 2024)] for a, b in pairs)

    write("KNOWS", ["from", "to", "since"], dated(pairs("Person", "Person", persons * 10, well_known)))
    write("LIVES_IN", ["from", "to"], ([i, well_known("Place")] for i in numbers("Person")))
    write("WORKS_FOR", ["from", "to", "since"], dated((i, any_of("Firm")) for i in numbers("Person")))
    write("ATTENDED", ["from", "to"], pairs("Person", "Event", persons * 2, any_of))
    write("OWNS", ["from", "to"], pairs("Firm", "Firm", counts["Firm"], any_of))
    write("HELD_IN", ["from", "to"], ([i, any_of("Place")] for i in numbers("Event")))
    points = [draw.randrange(persons) for _ in range(2000)]
    with open(os.path.join(folder, "params.json"), "w", encoding="utf-8") as file:
        json.dump(dict(point_ids=points, firm=first["Firm"] + counts["Firm"] // 2), file)


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]))
