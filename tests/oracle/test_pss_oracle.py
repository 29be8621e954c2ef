"""podlint.pss against k8s.io/pod-security-admission: checks, reasons, details and their order.

Each run draws new Pods; a failure names the seed in the Pod's name.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import pytest
import yaml
from pss import gen, labels, library, variations

from podlint import pss
from podlint.models.server_defaults import default_pod_security

pytestmark = pytest.mark.oracle

EVERY_VERSION = [f"v1.{minor}" for minor in range(38)] + ["latest"]
BREAK_POINTS = [*pss.versions(), "latest"]
RANDOM = 14_000
COMBINED = 10_000


@pytest.fixture(scope="module", autouse=True)
def _program() -> None:
    library.build()


def differences(
    pods: Iterable[tuple[str, dict]], versions: list[str], *options: str
) -> tuple[int, list[str]]:
    """How many Pods were compared, and what differs."""
    compared, wrong = 0, []
    for name, pod, expected in library.verdicts(pods, versions, *options):
        compared += 1
        judged = default_pod_security(pod) if "-defaults" in options else pod
        for (level, version), verdict in expected.items():
            found = pss.evaluate(judged, level, version)
            if [(each.check, each.reason, each.detail) for each in found] != verdict:
                wrong.append(f"{name} at {level}:{version}\n{found}\n{verdict}\n{pod}")
    return compared, wrong


def random_pods(count: int) -> Iterable[tuple[str, dict]]:
    seed = secrets.randbelow(10**9)
    for number in range(count):
        yield f"g{seed}-{number}", gen.Gen(f"{seed}/{number}").pod()


def test_random_pods() -> None:
    compared, wrong = differences(random_pods(RANDOM), EVERY_VERSION)
    assert not wrong, "\n\n".join(wrong[:3])
    assert compared == RANDOM


def test_single_changes() -> None:
    compared, wrong = differences(variations.systematic(), EVERY_VERSION)
    assert not wrong, "\n\n".join(wrong[:3])
    assert compared > 6_000


def test_combined_changes() -> None:
    seed = secrets.randbelow(10**9)
    compared, wrong = differences(variations.combined(COMBINED, seed), EVERY_VERSION)
    assert not wrong, "\n\n".join(wrong[:3])
    assert compared == COMBINED


def test_the_defaults_of_the_api_server() -> None:
    # The program gives host ports to templates too, as it gives them to Pods.
    compared, wrong = differences(random_pods(4_000), BREAK_POINTS, "-defaults")
    assert not wrong, "\n\n".join(wrong[:3])
    assert compared == 4_000


def test_the_library_s_own_fixtures() -> None:
    folder = library.module_folder() / "test" / "testdata"
    distinct = {
        text: file.relative_to(folder).as_posix()
        for file in sorted(folder.rglob("*.yaml"))
        if (text := file.read_text(encoding="utf-8"))
    }
    pods = [(name, yaml.safe_load(text)) for text, name in distinct.items()]
    compared, wrong = differences(pods, EVERY_VERSION)
    assert not wrong, "\n\n".join(wrong[:3])
    assert compared == len(pods) > 300


def test_the_labels_of_namespaces() -> None:
    pairs = labels.random_labels(str(secrets.randbelow(10**9)))
    rows = [next(pairs) for _ in range(5_000)]
    for (given, default), answer in zip(rows, library.namespace_policies(rows), strict=True):
        policy = pss.policy_of(given, pss.Standard.parse(default))
        found = {mode: str(policy.standard(mode)) for mode in library.MODES}
        assert (found, len(policy.faults)) == (answer["policy"], len(answer.get("errors", []))), (
            given
        )


def test_the_list_of_checks() -> None:
    registered = {
        check["id"]: (
            check["level"],
            tuple(each["min"] for each in check["versions"]),
            {name for each in check["versions"] for name in each.get("overrides", ())},
        )
        for check in library.registered_checks()
    }
    assert registered == {
        check.id: (check.level, check.versions, {check.overrides} - {None}) for check in pss.CHECKS
    }


def test_the_sources_of_the_checks() -> None:
    policy = library.module_folder() / "policy"
    for check in pss.CHECKS:
        assert f'"{check.id}"' in (policy / check.source).read_text(encoding="utf-8")
