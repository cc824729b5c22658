"""Compares claimgraph with whatever peers are installed: the same data, the same queries, the same answers.

    cargo build --release --example bench_worker
    python benches/compare/compare.py                                         # claimgraph alone
    python benches/compare/compare.py --peers FOLDER --python FOLDER/venv/bin/python --workloads people,W1,W2

Engines are asked in turn, A B C, A B C, ... `--peers` is a folder with workers of other engines and with workloads
of its own; without it only the made-up graph is asked. See docs/performance.md."""

import argparse
import importlib.util
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import data
import queries
import social
from engines import HERE, WORKERS, Claimgraph, Peer, installed


class People:
    """The made-up graph, with so many persons."""

    given, labels, names, points = None, data.NODES, None, {"id": "C1k"}

    def __init__(self, work, persons):
        self.name, self.folder = f"people-{persons}", os.path.join(work, f"people-{persons}")
        if not os.path.exists(os.path.join(self.folder, "params.json")):
            data.make(self.folder, persons)
        self.node_files = [f"{label}={label}.csv" for label in data.NODES]
        self.relationship_files = [f"{kind}:{start}:{end}={kind}.csv" for kind, start, end in data.RELATIONSHIPS]

    def queries(self, engine):
        return queries.queries(engine, self.folder)


class Given:
    """A workload of the folder of peers: its data, made if need be, and its queries."""

    def __init__(self, work, peers, python, name):
        sys.path.insert(0, os.path.join(peers, "queries"))
        common, self.cypher = module(peers, "engines", "common"), module(peers, "queries", "cypher")
        self.name = self.given = name
        self.folder = os.path.join(peers, "data", name)
        if not os.path.isdir(self.folder):
            self.folder = os.path.join(work, name)
        if not os.path.isdir(self.folder):
            subprocess.run([python, os.path.join(peers, "gen", f"gen_{name.lower()}.py"), self.folder], check=True)
        self.labels = common.nodes_of(name)
        self.names, self.points = (None, {}) if name == "W1" else ("Event", {"name": "C1", "id": "C1k"})
        self.node_files = [f"{label}={label}.csv" for label in self.labels]
        self.relationship_files = [f"{kind}:{start}:{end}={common.edge_file(name, (kind, start, end))}"
                                   for kind, start, end in common.edges_of(name)]

    def queries(self, engine):
        return self.cypher.queries(engine, self.name, self.folder)


class Grown(Given):
    """W1 with so many persons."""

    def __init__(self, work, peers, python, persons):
        super().__init__(work, peers, python, "W1")
        given, self.folder = self.folder, os.path.join(work, f"W1-{persons}")
        if not os.path.exists(os.path.join(self.folder, "HAS_INTEREST.csv")):
            social.make(given, self.folder, persons)


def module(peers, folder, name):
    spec = importlib.util.spec_from_file_location(f"peers_{name}", os.path.join(peers, folder, name + ".py"))
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def ask_all(engines, rounds, seconds):
    """Each query of all engines in turn; by query and engine the times, and what was answered."""
    asked = {}
    for name in engines[0].queries:
        asked[name] = {engine.name: dict(times=[]) for engine in engines if name in engine.queries}
        for _ in range(rounds + 1):
            for engine in engines:
                seen = asked[name].get(engine.name)
                if seen is None or "error" in seen or seen["times"] and seen["first"] + sum(seen["times"]) > seconds:
                    continue
                answer = engine.query(name)
                if not answer["ok"]:
                    seen["error"] = answer["err"]
                    if answer.get("gone"):
                        engine.restart()
                elif "first" not in seen:
                    seen.update(first=answer["s"], hash=answer["hash"], rows=answer["rows"], sample=answer["sample"])
                else:
                    seen["times"].append(answer["s"])
                    if answer["hash"] != seen["hash"]:
                        seen["error"] = "another answer than before"
        for seen in asked[name].values():
            if seen["times"]:
                seen["median"] = statistics.median(seen["times"])
        hashes = {seen["hash"] for seen in asked[name].values() if "hash" in seen}
        for seen in asked[name].values():
            seen["agree"] = len(hashes) == 1
    return asked


def milliseconds(seconds):
    value = seconds * 1e3
    return f"{value:.3f}" if value < 10 else f"{value:,.1f}"


def print_queries(names, asked):
    """A table of medians in ms; the ratio is claimgraph's time to that of the fastest peer."""
    print("| query | " + " | ".join(names) + " | ratio | answers |")
    print("|---|" + "---:|" * (len(names) + 1) + "---|")
    ratios = []
    for query, by_engine in asked.items():
        cells = []
        for name in names:
            seen = by_engine.get(name, {})
            cells.append(milliseconds(seen["median"]) if "median" in seen and "error" not in seen else seen.get("error", "")[:40])
        times = {name: seen["median"] for name, seen in by_engine.items() if "median" in seen and "error" not in seen}
        peers = [seconds for name, seconds in times.items() if name != "claimgraph"]
        ratio = times["claimgraph"] / min(peers) if "claimgraph" in times and peers else None
        ratios += [ratio] if ratio else []
        agree = "agree" if all(seen["agree"] for seen in by_engine.values()) else "DIFFER"
        cells.append(f"{ratio:.2f}" if ratio else "")
        print(f"| {query} | " + " | ".join(cells) + f" | {agree} |")
    if ratios:
        print(f"\ngeometric mean of the ratios: {geometric(ratios):.3f} over {len(ratios)} queries")
    return ratios


def geometric(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def compare(workload, options, start):
    """One workload on all engines."""
    print(f"\n## {workload.name}\n", flush=True)
    engines = []
    for name in options.engines:
        engine = start(name, workload)
        if engine.error:
            print(f"{name}: {engine.error}", flush=True)
            engine.stop()
        else:
            engines.append(engine)
    if not engines:
        return {}
    asked = ask_all(engines, options.rounds, options.seconds)
    names = [engine.name for engine in engines]
    ratios = print_queries(names, asked)
    others = {engine.name: dict(version=engine.version, load=engine.load.get("s"), load_peak=engine.load.get("peak"),
                                resident=engine.memory().get("rss"), points={}) for engine in engines}
    given = {}
    if workload.points:
        with open(os.path.join(workload.folder, "params.json"), encoding="utf-8") as file:
            given = json.load(file)
    for by in workload.points:
        for _ in range(3):
            for engine in engines:
                answer = engine.point(by, given.get(f"point_{by}s", []))
                others[engine.name]["points"].setdefault(by, []).append(answer.get("qps") or answer.get("err"))
    for engine in engines:
        answer = engine.write()
        others[engine.name].update(writes=answer.get("per_s") or answer.get("err"), durable=answer.get("durable", False))
        engine.stop()
    rate = lambda found: f"{found:,.0f}" if isinstance(found, float) else str(found or "")[:40]
    middle = lambda found: statistics.median(found) if all(isinstance(x, float) for x in found) else found[0]
    print("\n| | " + " | ".join(names) + " |\n|---|" + "---:|" * len(names))
    row = lambda title, cell: print(f"| {title} | " + " | ".join(cell(others[name]) for name in names) + " |")
    row("import, s", lambda of: f"{of['load']:.2f}")
    row("peak of the import, MiB", lambda of: rate(of["load_peak"]))
    row("resident, MiB", lambda of: rate(of["resident"]))
    for by in workload.points:
        row(f"look-ups by {by}, 1/s", lambda of, by=by: rate(middle(of["points"][by])))
    row("single writes, 1/s", lambda of: rate(of["writes"]) + (" (durable)" if of["durable"] else ""))
    sys.stdout.flush()
    return dict(queries=asked, engines=others, geometric_mean=geometric(ratios) if ratios else None)


def growth(options, start, name, sized):
    """How claimgraph's times grow with the graph: time ~ persons ^ exponent, by least squares over the sizes."""
    sizes, times = options.sizes, {}
    for persons in sizes:
        engine = start("claimgraph", sized(persons))
        if engine.error:
            sys.exit(f"{persons:,} persons: {engine.error}")
        for query, by_engine in ask_all([engine], options.rounds, options.seconds).items():
            times.setdefault(query, []).append(by_engine["claimgraph"].get("median"))
        times.setdefault("import", []).append(engine.load.get("s"))
        engine.stop()
    print(f"\n## Growth of {name}, ms\n\n| query | " + " | ".join(f"{persons:,}" for persons in sizes) + " | exponent |")
    print("|---|" + "---:|" * (len(sizes) + 1))
    result = {}
    for query, seconds in times.items():
        points = [(math.log(persons), math.log(time)) for persons, time in zip(sizes, seconds) if time]
        mean = [statistics.mean(axis) for axis in zip(*points)] if points else [0, 0]
        spread = sum((x - mean[0]) ** 2 for x, _ in points)
        exponent = sum((x - mean[0]) * (y - mean[1]) for x, y in points) / spread if spread else float("nan")
        cells = [milliseconds(time) if time else "" for time in seconds]
        print(f"| {query} | " + " | ".join(cells) + f" | {exponent:.2f} |")
        result[query] = dict(sizes=sizes, seconds=seconds, exponent=exponent)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    root = os.path.dirname(os.path.dirname(HERE))
    parser.add_argument("--worker", default=os.path.join(root, "target", "release", "examples", "bench_worker"))
    parser.add_argument("--peers", help="a folder with workers of other engines, and workloads")
    parser.add_argument("--python", default=sys.executable, help="the Python that has the other engines")
    parser.add_argument("--engines", help="which; all that are installed if left out")
    parser.add_argument("--workloads", default="people", help="of people, W1, W2")
    parser.add_argument("--persons", type=int, default=50_000, help="size of the made-up graph")
    parser.add_argument("--sizes", default="", help="sizes for the growth of times of people and W1, as 10000,40000,160000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=30, help="for one query of one engine")
    parser.add_argument("--no-indexes", action="store_true", help="make no indexes for claimgraph")
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "claimgraph-compare"), help="where data are made")
    parser.add_argument("--out", help="a file for the results, as JSON")
    options = parser.parse_args()
    options.sizes = [int(size) for size in options.sizes.split(",") if size]
    wanted = options.engines.split(",") if options.engines else ["claimgraph", *WORKERS]
    present = installed(options.python, wanted) if options.peers else []
    options.engines = [name for name in wanted if name == "claimgraph" or name in present]
    os.makedirs(options.work, exist_ok=True)
    errors = open(os.path.join(options.work, "errors.txt"), "w", encoding="utf-8")

    def start(name, workload):
        if name == "claimgraph":
            return Claimgraph(options.worker, workload, options.seconds, errors, not options.no_indexes)
        return Peer(name, options.peers, options.python, workload, options.seconds, errors, options.work)

    results = dict(when=time.strftime("%F %T"), machine=platform.platform(), processors=os.cpu_count(),
                   load=os.getloadavg()[0], workloads={})
    for name in filter(None, options.workloads.split(",")):
        if name == "people":
            workload = People(options.work, options.persons)
        elif options.peers:
            workload = Given(options.work, options.peers, options.python, name)
        else:
            parser.error(f"workload {name} is in the folder of peers: --peers")
        results["workloads"][workload.name] = compare(workload, options, start)
        if options.sizes and name in ("people", "W1"):
            grown = lambda persons: Grown(options.work, options.peers, options.python, persons)
            people = lambda persons: People(options.work, persons)
            results.setdefault("growth", {})[name] = growth(options, start, name, people if name == "people" else grown)
    if options.out:
        with open(options.out, "w", encoding="utf-8") as file:
            json.dump(results, file, indent=1)


main()
