"""Ask k8s.io/pod-security-admission, through the Go program beside this file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent
PROGRAM = HERE / "oracle"
MODULE = "k8s.io/pod-security-admission"
LEVELS = ("baseline", "restricted")
MODES = ("enforce", "audit", "warn")
CHUNK = 500

Verdict = list[tuple[str, str, str]]
"""Check, reason and detail of each failed check, in order."""


def build() -> None:
    """Compile the program; needs Go and its module proxy."""
    subprocess.run(["go", "build", "-p", "1", "-o", str(PROGRAM), "."], cwd=HERE, check=True)


def module_folder() -> Path:
    """Where the library's source is, with its fixtures."""
    listed = subprocess.run(
        ["go", "list", "-m", "-f", "{{.Dir}}", MODULE],
        cwd=HERE, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return Path(listed.stdout.strip())


def registered_checks() -> list[dict]:
    """The library's own list of checks: id, level, versions with their overrides."""
    lines = _run(["-list-checks"], "").splitlines()
    return [json.loads(line) for line in lines]


def verdicts(
    pods: Iterable[tuple[str, dict]], versions: Sequence[str], *options: str
) -> Iterator[tuple[str, dict, dict[tuple[str, str], Verdict]]]:
    """Each Pod with its name and the verdict of every level and version.

    Pods that the library cannot decode are left out.
    """
    arguments = ["-versions", ",".join(versions), *options]
    pods = iter(pods)
    while chunk := list(islice(pods, CHUNK)):
        lines = [json.dumps({"id": name, "pod": pod}) for name, pod in chunk]
        answers = _run(arguments, "\n".join(lines)).splitlines()
        for (name, pod), line in zip(chunk, answers, strict=True):
            answer = json.loads(line)
            if "error" not in answer:
                yield name, pod, dict(_verdicts(answer["results"]))


def messages(pods: Iterable[tuple[str, dict]]) -> list[str]:
    """The joined message of each Pod at restricted:latest; empty where it is allowed."""
    lines = [json.dumps({"id": name, "pod": pod}) for name, pod in pods]
    answers = _run(["-versions", "latest", "-message"], "\n".join(lines)).splitlines()
    found = [json.loads(line)["results"]["restricted"]["latest"] for line in answers]
    return [each.get("message", "") for each in found]


def checks_run(versions: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """The ids of the checks that each level runs at each version."""
    pod = json.dumps({"id": "any", "pod": {}})
    results = json.loads(_run(["-versions", ",".join(versions), "-ran"], pod))["results"]
    return {
        level: {version: found["ran"] for version, found in by_version.items()}
        for level, by_version in results.items()
    }


def is_label(label: str, value: str) -> bool:
    """Whether a namespace label of Pod Security has a value that is valid."""
    labels = {f"pod-security.kubernetes.io/{label}": value}
    answer = json.loads(_run(["-mode", "labels"], json.dumps({"id": value, "labels": labels})))
    return "errors" not in answer


def namespace_policies(rows: Iterable[tuple[dict[str, str], str]]) -> list[dict]:
    """For labels and the default standard of all modes: the standard of each mode, and faults."""
    lines = []
    for labels, default in rows:
        level, version = default.split(":")
        defaults = dict.fromkeys(MODES, level) | {f"{mode}-version": version for mode in MODES}
        lines.append(json.dumps({"id": 0, "labels": labels, "defaults": defaults}))
    answers = _run(["-mode", "labels"], "\n".join(lines)).splitlines()
    return [json.loads(answer) for answer in answers]


def _verdicts(results: dict) -> Iterator[tuple[tuple[str, str], Verdict]]:
    for level, by_version in results.items():
        for version, found in by_version.items():
            rows = zip(found["checks"], found["reasons"], found["details"], strict=True)
            yield (level, version), list(rows)


def _run(arguments: list[str], text: str) -> str:
    done = subprocess.run(
        [str(PROGRAM), *arguments], input=text, capture_output=True, text=True, check=True
    )
    return done.stdout
