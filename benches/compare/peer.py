"""Starts a peer's worker, taken from the folder of peers, on the made-up graph: with its files and its queries in place
of those that the folder has.

    peer.py PEERS WORKER.py --data FOLDER --db FILE"""

import os
import runpy
import sys
import types

import data
import queries


def main():
    peers, worker, *rest = sys.argv[1:]
    sys.path[:0] = [os.path.join(peers, "engines"), os.path.join(peers, "queries")]
    import common

    common.W1_NODES, common.W1_EDGES = data.NODES, data.RELATIONSHIPS
    folder = rest[rest.index("--data") + 1]
    cypher = types.ModuleType("cypher")
    cypher.W1, cypher.W1_PARAMS = queries.CYPHER, queries.parameters(folder)
    cypher.queries = lambda engine, workload, folder: queries.queries(engine, folder)
    sql = types.ModuleType("sql")
    sql.W1, sql.W2, sql.DUCK, sql.SQLITE = queries.SQL, {}, {}, {}
    sys.modules.update(cypher=cypher, sql=sql)
    sys.argv = [worker, "--workload", "W1", *rest]
    runpy.run_path(os.path.join(peers, "engines", worker), run_name="__main__")


main()
