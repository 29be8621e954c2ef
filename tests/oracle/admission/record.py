"""Record the sample that the ordinary tests use: `cd tests/oracle && python -m admission.record`."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from end_to_end.server import HOW, Server

from .cluster import Cluster
from .draw import Namespace, draw, odd

GOLDEN = Path(__file__).parents[2] / "golden" / "admission.json.gz"
SPACES, ODD = 40, 6
SEED = "recorded"


def drawn() -> list[Namespace]:
    """The namespaces of the sample."""
    return [
        *(draw(f"{SEED}/{number}", f"recorded-{number}", pods=16) for number in range(SPACES)),
        *(odd(f"{SEED}/{number}", f"recorded-odd-{number}") for number in range(ODD)),
    ]


def main() -> None:
    """Write the sample: the answers about the namespaces, which can be drawn again."""
    server = Server.from_environment()
    if server is None:
        sys.exit(HOW)
    cluster, spaces = Cluster(server), drawn()
    said = cluster.prepare(spaces)
    rows = [
        {**space._asdict(), "said": said[space.name], "answers": list(cluster.ask(space))}
        for space in spaces
    ]
    cluster.forget(spaces)
    text = json.dumps({"version": server.version, "namespaces": rows}, separators=(",", ":"))
    with gzip.GzipFile(GOLDEN, "wb", mtime=0) as file:
        file.write(text.encode())
    print(f"{sum(len(row['answers']) for row in rows)} objects in {len(rows)} namespaces")


if __name__ == "__main__":
    main()
