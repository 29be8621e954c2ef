"""What Kubernetes' own code says an object asks for, and what podlint says, in one form."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from validation.library import program

from podlint.resources import effective
from podlint.version import KUBERNETES_VERSION

from . import pods

CHUNK = 1_000
Object = dict[str, Any]


def objects(count: int, seed: object) -> Iterator[tuple[str, Object]]:
    """Objects, each with a name that tells how to draw it again."""
    for number in range(count):
        yield f"{seed}/{number}", pods.draw(random.Random(f"{seed}/{number}"))


def answers(
    named: Iterable[tuple[str, Object]], version: str = KUBERNETES_VERSION
) -> Iterator[tuple[str, Object, Object]]:
    """Kubernetes' answer about each object; objects that it cannot decode are left out."""
    named = iter(named)
    while chunk := list(islice(named, CHUNK)):
        lines = [json.dumps({"id": name, "obj": obj}) for name, obj in chunk]
        done = subprocess.run(
            [program(version)], input="\n".join(lines), check=True, capture_output=True, text=True
        )
        for (name, obj), line in zip(chunk, done.stdout.splitlines(), strict=True):
            said = json.loads(line)
            if said.get("qos"):
                yield name, obj, _read(said)


def _read(said: Object) -> Object:
    lists = {
        "requests": said["requests"],
        "limits": said["limits"],
        "aggregate_requests": said.get("aggRequests"),
        "aggregate_limits": said.get("aggLimits"),
    }
    printed = {
        which: {name: amount["s"] for name, amount in (amounts or {}).items()}
        for which, amounts in lists.items()
    }
    return {**printed, "qos": said["qos"], "scheduled": said.get("sched") or {}}


def podlint_says(obj: Object, version: str = KUBERNETES_VERSION) -> Object:
    """podlint's answer in the same form; amounts in canonical form, which is exact."""
    found = effective(obj, kubernetes_version=version)
    lists = ("requests", "limits", "aggregate_requests", "aggregate_limits")
    printed = {
        which: {name: amount.canonical for name, amount in getattr(found, which).items()}
        for which in lists
    }
    return {**printed, "qos": found.qos, "scheduled": found.scheduled}
