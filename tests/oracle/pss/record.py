"""Record the sample that the ordinary tests use: `cd tests/oracle && python -m pss.record`.

The answers are those of k8s.io/pod-security-admission. They are written at every policy version
where an answer may change and at the one before it, as runs: a verdict stands until the next one.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from pss import gen, library, variations

SAMPLE = Path(__file__).parents[2] / "golden" / "pss" / "sample.json.gz"
RANDOM = 350
COMBINED = 350
VERSIONS = [
    "latest", "v1.0", "v1.9", "v1.10", "v1.37", "v1.38", "v1.99", "v1.100", "v1.9223372036854775807",
    "v1.9223372036854775808", "v1.99999999999999999999", "", "v1", "v1.", "v1.00", "v1.01", "v1.024",
    "1.24", "v2.0", "v0.1", "v1.24.1", "v1.x", "v1.-1", "V1.24", "Latest", "latest ", " v1.24",
    "v1.24\n", "v1.٣", "xv1.24", "v11.2", "v1x24", "privileged",
]  # fmt: skip
LEVELS = [
    "privileged",
    "baseline",
    "restricted",
    "",
    "Baseline",
    "default",
    "latest",
    "restricted ",
]


def versions() -> list[str]:
    """The versions at which a check appears or changes, and those just before."""
    changes = {each["min"] for check in library.registered_checks() for each in check["versions"]}
    minors = {int(version.removeprefix("v1.")) for version in changes}
    wanted = sorted(minors | {minor - 1 for minor in minors if minor})
    return [f"v1.{minor}" for minor in wanted]


def chosen() -> Iterator[tuple[str, dict]]:
    """Random Pods, combined changes, and each single change on the base `inherited`."""
    for number in range(RANDOM):
        yield f"random-{number}", gen.Gen(f"sample/{number}").pod()
    yield from variations.combined(COMBINED, 1)
    seen = set()
    for name, pod in variations.systematic():
        text = json.dumps(pod, sort_keys=True)
        if name.startswith("inherited-") and text not in seen:
            seen.add(text)
            yield name, pod


def runs(names: list[str], verdicts: dict[tuple[str, str], library.Verdict]) -> dict[str, list]:
    """For each level the verdicts as [index of the first version, verdict]."""
    found: dict[str, list] = {}
    for level in library.LEVELS:
        found[level] = []
        for index, version in enumerate(names):
            verdict = [list(each) for each in verdicts[level, version]]
            if not found[level] or found[level][-1][1] != verdict:
                found[level].append([index, verdict])
    return found


def changes() -> dict[str, list[str]]:
    """For each level the versions at which one of its checks appears or changes."""
    minors: dict[str, set[int]] = {level: set() for level in ("privileged", *library.LEVELS)}
    for check in library.registered_checks():
        for each in check["versions"]:
            minor = int(each["min"].removeprefix("v1."))
            minors["restricted"].add(minor)
            minors[check["level"]].add(minor)
    return {level: [f"v1.{minor}" for minor in sorted(found)] for level, found in minors.items()}


def registered() -> list[list]:
    """Each check: id, level, versions at which it appears or changes, what it overrides."""
    return [
        [
            check["id"],
            check["level"],
            [each["min"] for each in check["versions"]],
            check["versions"][0].get("overrides", [None])[0],
        ]
        for check in library.registered_checks()
    ]


def record() -> None:
    """Write the sample."""
    library.build()
    names = versions()
    pods = [
        {"name": name, "pod": pod, **runs(names, verdicts)}
        for name, pod, verdicts in library.verdicts(chosen(), names)
    ]
    for entry, message in zip(pods, library.messages(chosen()), strict=True):
        entry["message"] = message
    sample = {
        "versions": names,
        "registered": registered(),
        "changes": changes(),
        "checks": library.checks_run(names),
        "policy_versions": {each: library.is_label("enforce-version", each) for each in VERSIONS},
        "policy_levels": {each: library.is_label("enforce", each) for each in LEVELS},
        "pods": pods,
    }
    SAMPLE.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(sample, ensure_ascii=False, separators=(",", ":"))
    SAMPLE.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    record()
