"""Record the sample of the ordinary tests: `cd tests/oracle && python -m scheduling.record`."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from end_to_end.server import HOW, Server

from .cluster import Cluster
from .draw import draw

GOLDEN = Path(__file__).parents[2] / "golden" / "scheduling.json.gz"
NODES, PODS = 30, 20
SEED = "recorded"


def main() -> None:
    """Write the sample: nodes, Pods, and what a scheduler says of them."""
    server = Server.from_environment()
    if server is None:
        sys.exit(HOW)
    cluster = Cluster(server)
    rows = []
    for number in range(NODES):
        drawn = draw(f"{SEED}/{number}", f"recorded-{number}", PODS)
        cluster.prepare(drawn)
        rows.append({**drawn._asdict(), "answers": list(cluster.ask(drawn))})
        cluster.forget(drawn)
    text = json.dumps({"version": server.version, "nodes": rows}, separators=(",", ":"))
    with gzip.GzipFile(GOLDEN, "wb", mtime=0) as file:
        file.write(text.encode())
    print(f"{sum(len(row['pods']) for row in rows)} Pods on {len(rows)} sets of nodes")


if __name__ == "__main__":
    main()
