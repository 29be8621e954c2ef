"""What podlint says of Pods on nodes, against a running scheduler.

Asks the cluster of a kubeconfig that an environment variable names, in which a scheduler runs.
Nodes and Pods are really created there, and deleted afterwards: ask only a cluster that serves no
other purpose and has no nodes.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator

import pytest
from end_to_end import server as asked
from scheduling.cluster import Cluster
from scheduling.draw import draw
from scheduling.judge import judge

pytestmark = pytest.mark.oracle

NODES, PODS = 60, 25


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    server = asked.Server.from_environment()
    if server is None:
        pytest.skip(asked.HOW)
    cluster = Cluster(server)
    if not cluster.has_scheduler():
        server.close()
        pytest.skip("no scheduler runs in the cluster")
    yield cluster
    server.close()


def test_pods_on_nodes(cluster: Cluster) -> None:
    seed = secrets.token_hex(4)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(NODES):
        drawn = draw(f"{seed}/{number}", f"n{number}", PODS)
        cluster.prepare(drawn)
        found, faults = judge(drawn, list(cluster.ask(drawn)))
        cluster.forget(drawn)
        counts += found
        wrong += faults
    print(seed, dict(sorted(counts.items())))
    assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:3])
    assert counts["right never"] > 300
    assert counts["right placed"] > 100
    assert counts["right bound"] > 30
