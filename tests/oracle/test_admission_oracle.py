"""What podlint says LimitRanges and ResourceQuotas do to Pods, against a running API server.

Asks the cluster of a kubeconfig that an environment variable names. Namespaces, LimitRanges and
quotas are really created there, and deleted afterwards.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator

import pytest
from admission.cluster import Cluster
from admission.draw import Namespace, draw, odd
from admission.judge import differences, validity
from end_to_end import server as asked

pytestmark = pytest.mark.oracle

SPACES, PODS = 200, 20
ODD = 40


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    server = asked.Server.from_environment()
    if server is None:
        pytest.skip(asked.HOW)
    yield Cluster(server)
    server.close()


def compared(cluster: Cluster, spaces: list[Namespace]) -> Counter[str]:
    """The number of answers by their first words, once podlint has said the same."""
    said = cluster.prepare(spaces)
    found: Counter[str] = Counter()
    wrong: list[str] = []
    for space in spaces:
        answers = list(cluster.ask(space))
        wrong += validity(space, said[space.name])
        wrong += differences(space, said[space.name], answers, cluster.server.version)
        found.update(f"{each['status']}" for each in answers)
        words = (each.get("message", "").partition("is forbidden: ")[2] for each in answers)
        found.update(each.strip("[").partition(" ")[0] for each in words if each)
    cluster.forget(spaces)
    assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:5])
    return found


def test_pods_claims_and_services(cluster: Cluster) -> None:
    seed = secrets.token_hex(4)
    spaces = [draw(f"{seed}/{number}", f"pods-{seed}-{number}", PODS) for number in range(SPACES)]
    found = compared(cluster, spaces)
    print(seed, dict(found))
    assert found["201"] > 1_000
    assert found["403"] > 1_000
    for word in ("minimum", "maximum", "cpu", "memory", "failed", "exceeded"):
        assert found[word] > 20, word


def test_limit_ranges_and_quotas_themselves(cluster: Cluster) -> None:
    seed = secrets.token_hex(4)
    compared(cluster, [odd(f"{seed}/{number}", f"odd-{seed}-{number}") for number in range(ODD)])
