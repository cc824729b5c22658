"""The workload W1 with another number of persons: as many followers a person as it has, few of whom have very many. Places
and interests are those of the given data.

    social.py GIVEN FOLDER PERSONS
"""

import csv
import os
import random
import shutil
import sys

GIVEN = ["City", "State", "Country", "Interest", "CITY_IN", "STATE_IN"]


def column(folder, name, key):
    with open(os.path.join(folder, name + ".csv"), newline="", encoding="utf-8") as file:
        return [row[key] for row in csv.DictReader(file)]


def make(given, folder, persons):
    os.makedirs(folder, exist_ok=True)
    draw = random.Random(persons)
    for name in GIVEN:
        shutil.copyfile(os.path.join(given, name + ".csv"), os.path.join(folder, name + ".csv"))
    names = column(given, "Person", "name")
    cities = sorted(set(column(given, "LIVES_IN", "to")), key=int)
    interests = column(given, "Interest", "id")
    numbers = range(1, persons + 1)

    def write(name, header, rows):
        with open(os.path.join(folder, name + ".csv"), "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)

    def person(number):
        age = draw.randint(24, 55)
        birthday = f"{2025 - age}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        gender, married = draw.choice(["female", "male"]), draw.choice(["true", "false"])
        return [number, draw.choice(names), gender, birthday, age, married]

    def followers(number):
        count = draw.randint(500, 5000) if draw.random() < 0.005 else draw.randint(5, 15)
        found = sorted(draw.sample(range(persons), min(count, persons - 1)))
        return ((other + 1, number) for other in found if other + 1 != number)

    write("Person", ["id", "name", "gender", "birthday", "age", "isMarried"], map(person, numbers))
    write("FOLLOWS", ["from", "to"], (pair for number in numbers for pair in followers(number)))
    write("LIVES_IN", ["from", "to"], ((number, draw.choice(cities)) for number in numbers))
    write("HAS_INTEREST", ["from", "to"],
          ((number, interest) for number in numbers for interest in draw.sample(interests, draw.randint(1, 4))))


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2], int(sys.argv[3]))
