"""Engines as processes that are asked by lines of JSON: claimgraph's worker, and the workers of peers."""

import hashlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
WORKERS = dict(kuzu="kuzu_.py", ladybug="kuzu_.py", grafeo="grafeo_.py", kglite="kglite_.py", duckdb="duckdb_.py", sqlite="sqlite_.py")


def canonical(value):
    """A value as all engines write it: floats are rounded, whole ones are integers."""
    if isinstance(value, float):
        return int(value) if value == int(value) else round(value, 6)
    return [canonical(part) for part in value] if isinstance(value, list) else value


class Process:
    """A process that answers each line with a line."""

    def __init__(self, command, errors, env=None):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
            env={**os.environ, **(env or {})}, start_new_session=True)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def answer(self, seconds):
        try:
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            self.stop()
            return dict(ok=False, err=f"no answer in {seconds:g} s", gone=True)
        return json.loads(line) if line else dict(ok=False, err="the process ended", gone=True)

    def ask(self, seconds, **request):
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except OSError:
            return dict(ok=False, err="the process ended", gone=True)
        return self.answer(seconds)

    def stop(self):
        """Ends this process and those that it started."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except OSError:
            pass
        self.process.wait()


class Claimgraph:
    name = "claimgraph"

    def __init__(self, worker, workload, seconds, errors, indexes):
        self.workload, self.queries, self.seconds = workload, workload.queries(self.name), seconds
        statements = [f"CREATE INDEX FOR (n:`{label}`) ON (n.id)" for label in workload.labels] if indexes else []
        if indexes and workload.names:
            statements += [f"CREATE INDEX FOR (n:`{workload.names}`) ON (n.name)"]

        def start():
            self.worker = Process([worker], errors)
            self.version = self.worker.answer(60).get("version")
            return self.worker.ask(seconds * 20, op="load", folder=workload.folder, statements=statements,
                                   nodes=workload.node_files, relationships=workload.relationship_files)

        self.restart, self.load = start, start()
        self.error = self.load.get("err")

    def query(self, name):
        text, parameters = self.queries[name]
        answer = self.worker.ask(self.seconds, op="q", text=text, params=parameters)
        if answer["ok"]:
            rows = canonical(answer.pop("rows"))
            answer.update(rows=len(rows), hash=hashlib.md5(json.dumps(rows).encode()).hexdigest()[:10], sample=rows[:3])
        return answer

    def point(self, by, keys):
        return self.worker.ask(60, op="point", text=self.queries[self.workload.points[by]][0], by=by, keys=keys, n=10**6, max_s=2)

    def write(self):
        return self.worker.ask(60, op="write", text="CREATE (:W {id: $id, name: $name, year: 2020})", n=10**6, max_s=2)

    def memory(self):
        return self.worker.ask(60, op="mem")

    def stop(self):
        self.worker.stop()


class Peer:
    """An engine whose worker is in the folder of peers. Each is asked as its own worker asks it."""

    def __init__(self, name, peers, python, workload, seconds, errors, work):
        self.name, self.seconds, self.workload = name, seconds, workload
        folder = ["--data", workload.folder, "--db", os.path.join(work, "db", f"{name}_{workload.name}")]
        os.makedirs(os.path.join(work, "db"), exist_ok=True)
        if workload.given:
            command = [python, os.path.join(peers, "engines", WORKERS[name]), "--workload", workload.given, *folder]
        else:
            command = [python, os.path.join(HERE, "peer.py"), peers, WORKERS[name], *folder]

        def ask(op):
            self.worker = Process(command, errors, {"ENGINE": name})
            ready = self.worker.answer(60)
            return ready if "err" in ready else self.worker.ask(seconds * 20, op=op)

        self.load = ask("load")
        self.worker.stop()
        # in a process of its own, which has nothing left of the import
        self.restart = lambda: ask("open")
        opened = self.load if "err" in self.load else self.restart()
        self.queries, self.version, self.error = opened.get("queries") or [], opened.get("version"), opened.get("err")

    def query(self, name):
        return self.worker.ask(self.seconds, op="q", name=name)

    def point(self, by, _):
        return self.worker.ask(60, op="point", by=by, n=10**6, max_s=2)

    def write(self):
        # without durability where there is such a mode, which claimgraph's is
        answer = self.worker.ask(60, op="write", durable=False, n=10**6, max_s=2)
        return answer if answer["ok"] else {**self.worker.ask(60, op="write", durable=True, n=10**6, max_s=2), "durable": True}

    def memory(self):
        return self.worker.ask(60, op="mem")

    def stop(self):
        self.worker.stop()


def installed(python, names):
    """The engines among these that this Python has."""
    module = dict(sqlite="sqlite3")
    has = lambda name: subprocess.run(
        [python, "-c", f"import {module.get(name, name)}"], capture_output=True, check=False).returncode == 0
    return [name for name in names if name in WORKERS and has(name)]


if __name__ == "__main__":
    print(*installed(sys.executable, WORKERS))
