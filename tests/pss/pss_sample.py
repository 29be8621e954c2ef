"""The recorded sample: Pods, and what Kubernetes' own library says about them.

`tests/oracle/pss/record.py` records it.
"""

from __future__ import annotations

import copy
import gzip
import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from podlint.models.server_defaults import VOLUME_SOURCES

SAMPLE = Path(__file__).parents[1] / "golden" / "pss" / "sample.json.gz"
LEVELS = ("baseline", "restricted")

Verdict = list[list[str]]
"""Check, reason and detail of each failed check, in order."""


class Recorded(NamedTuple):
    """A Pod, with the verdict of each level at each of the sample's versions."""

    name: str
    pod: dict[str, Any]
    verdicts: dict[tuple[str, str], Verdict]
    message: str
    """What the API server says at restricted:latest; empty where the Pod is allowed."""


@cache
def sample() -> dict[str, Any]:
    """The file."""
    return json.loads(gzip.decompress(SAMPLE.read_bytes()))


def recorded() -> Iterator[Recorded]:
    """The Pods."""
    versions = sample()["versions"]
    for entry in sample()["pods"]:
        verdicts = {}
        for level in LEVELS:
            runs = entry[level]
            ends = [first for first, _ in runs[1:]] + [len(versions)]
            for (first, verdict), end in zip(runs, ends, strict=True):
                verdicts.update({(level, version): verdict for version in versions[first:end]})
        yield Recorded(entry["name"], entry["pod"], verdicts, entry["message"])


_CONTAINER = r"spec\.(initContainers|containers|ephemeralContainers)\.\*"
_CONTEXT = rf"{_CONTAINER}\.securityContext"
_ANY_CONTEXT = rf"(spec|{_CONTAINER})\.securityContext"
_HANDLER = r"(livenessProbe|readinessProbe|startupProbe|lifecycle\.postStart|lifecycle\.preStop)"

FIELDS = {
    "allowPrivilegeEscalation": rf"{_CONTEXT}\.allowPrivilegeEscalation",
    "appArmorProfile": rf"{_ANY_CONTEXT}\.appArmorProfile\.type|metadata\.annotations\.container\.apparmor\..*",
    "capabilities_baseline": rf"{_CONTEXT}\.capabilities\.add\.\*",
    "capabilities_restricted": rf"{_CONTEXT}\.capabilities\.(drop|add\.\*)",
    "hostNamespaces": r"spec\.(hostNetwork|hostPID|hostIPC)",
    "hostPathVolumes": r"spec\.volumes\.\*\.hostPath",
    "hostPorts": rf"{_CONTAINER}\.ports\.\*\.hostPort",
    "hostProbesAndHostLifecycle": rf"{_CONTAINER}\.{_HANDLER}\.(httpGet|tcpSocket)\.host",
    "privileged": rf"{_CONTEXT}\.privileged",
    "procMount": rf"{_CONTEXT}\.procMount",
    "procMount_restricted": rf"{_CONTEXT}\.procMount",
    "restrictedVolumes": rf"spec\.volumes\.\*(\.({'|'.join(VOLUME_SOURCES)}))?",
    "runAsNonRoot": rf"{_ANY_CONTEXT}\.runAsNonRoot",
    "runAsUser": rf"{_ANY_CONTEXT}\.runAsUser",
    "seLinuxOptions": rf"{_ANY_CONTEXT}\.seLinuxOptions\.(type|user|role)",
    "seccompProfile_baseline": rf"{_ANY_CONTEXT}\.seccompProfile\.type|metadata\.annotations\..*seccomp\..*",
    "seccompProfile_restricted": rf"{_ANY_CONTEXT}\.seccompProfile\.type",
    "sysctls": r"spec\.securityContext\.sysctls\.\*\.name",
    "windowsHostProcess": rf"{_ANY_CONTEXT}\.windowsOptions\.hostProcess",
}
"""The fields that each check may point at, with `*` for indices."""


def mended(pod: dict[str, Any], check: str, paths: tuple[tuple[str | int, ...], ...]) -> dict:
    """A copy of the Pod in which each of the paths holds what the check asks for."""
    copied = copy.deepcopy(pod)
    # List items that go must not shift those that are still to be mended.
    for path in reversed(paths):
        _mend(copied, check, path)
    return copied


_ALLOWED = {
    "allowPrivilegeEscalation": False,
    "drop": ["ALL"],
    "name": "kernel.shm_rmid_forced",
    "runAsNonRoot": True,
}


def _mend(pod: dict[str, Any], check: str, path: tuple[str | int, ...]) -> None:
    """Take the field away that is wrong, or give it a value that is allowed."""
    target: Any = pod
    for step, following in pairwise(path):
        if isinstance(target, dict):
            target.setdefault(step, None)
        if target[step] is None:
            target[step] = [] if isinstance(following, int) else {}
        target = target[step]
    last = path[-1]
    if check == "restrictedVolumes":
        if isinstance(last, str):
            del target[last]
            target["emptyDir"] = {}
        else:
            sources = [key for key, value in (target[last] or {}).items() if value is not None]
            assert VOLUME_SOURCES.isdisjoint(sources)
            target[last] = {"emptyDir": {}}
    elif last == "type" and check != "seLinuxOptions":
        target[last] = "RuntimeDefault"
    elif last in _ALLOWED:
        target[last] = _ALLOWED[last]
    else:
        del target[last]
