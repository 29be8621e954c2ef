"""Pods and workloads that ask for resources in all ways, drawn at random; most are odd."""

from __future__ import annotations

import random
from typing import Any

Object = dict[str, Any]

NAMES = (
    ("cpu", "memory"),
    ("ephemeral-storage", "hugepages-2Mi", "hugepages-1Gi", "example.com/device", "nvidia.com/gpu"),
    ("pods", "storage", "requests.cpu", "example.com/", "attachable-volumes-x", "kubernetes.io/x",
     "requests.example.com/x", "hugepages-", "-a.com/x", "a.com/-x", "A.com/x", "gpu", "CPU",
     f"{'a.' * 118}com/x", f"{'a.' * 122}com/x", f"a.com/{'x' * 63}", f"a.com/{'x' * 64}"),
)  # fmt: skip
USUAL = ("100m", "250m", "0.5", "1", "2", "1500m", "64Mi", "128Mi", "1Gi", "1.5Gi", "1G", "2Mi")
ODD = (
    0, 1, 0.1, 1.5, 1e3, None, "0", "1n", "999u", "0.0001", "1.0005", "+1", "010", "1.", ".5", " 1 ",
    "1e3", "1e-1", "12E-4", "1k", "3M", "0.1Ki", "1.3Ki", "-1", "-1m", "-1n", "-1.0001", "-1.5Gi",
    "-0.3Ki", "1Ei", "7Ei", "8Ei", "9Ei", "9223372036854775807",
    "9223372036854775808",  "9999999999999999999",
    "18446744073709551617", "123456789012345678901234567890", "-9223372036854775809", "0.123456789",
    "1000000000000000000.5", "4611686018427387904", "1023Ki", "15Ei",
)  # fmt: skip


def draw(rng: random.Random) -> Object:
    """One object; the chance of an odd amount or name is itself drawn."""
    spec = _spec(rng, rng.choice((0, 0.02, 0.2)))
    metadata = {"name": "a"}
    labels = {"app": "a"}
    if rng.random() < 0.6:
        return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
    template = {"metadata": {"labels": labels}, "spec": spec}
    selector = {"matchLabels": labels}
    match rng.randrange(4):
        case 0:
            body = {"selector": selector, "template": template}
            return {
                "apiVersion": "apps/v1",
                "kind": "Deployment",
                "metadata": metadata,
                "spec": body,
            }
        case 1:
            return {
                "apiVersion": "v1",
                "kind": "PodTemplate",
                "metadata": metadata,
                "template": template,
            }
        case 2:
            body = {"selector": labels, "template": template}
            return {
                "apiVersion": "v1",
                "kind": "ReplicationController",
                "metadata": metadata,
                "spec": body,
            }
        case _:
            spec["restartPolicy"] = "Never"
            body = {"schedule": "@daily", "jobTemplate": {"spec": {"template": template}}}
            return {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": metadata, "spec": body}


def _spec(rng: random.Random, odd: float) -> Object:
    equal = rng.random() < 0.3
    spec: Object = {
        "containers": [_container(rng, odd, equal) for _ in range(rng.choice((1, 1, 2, 3)))]
    }
    if rng.random() < 0.6:
        spec["initContainers"] = [_init(rng, odd, equal) for _ in range(rng.randrange(5))]
    if rng.random() < 0.05:
        spec["ephemeralContainers"] = [_container(rng, odd, equal)]
    if rng.random() < 0.3:
        spec["resources"] = _requirements(rng, odd, rng.random() < 0.3)
    if rng.random() < 0.2:
        spec["overhead"] = _amounts(rng, odd)
    return spec


def _init(rng: random.Random, odd: float, equal: bool) -> Object:
    policy = rng.choice(("Always", "Always", None, None, None, "Never", "OnFailure"))
    container = _container(rng, odd, equal)
    return {**container, "restartPolicy": policy} if policy else container


def _container(rng: random.Random, odd: float, equal: bool) -> Object:
    container: Object = {"name": f"c{rng.randrange(10**6)}", "image": "i"}
    if rng.random() < 0.9:
        container["resources"] = _requirements(rng, odd, equal)
    return container


def _requirements(rng: random.Random, odd: float, equal: bool) -> Object | None:
    if rng.random() < 0.05:
        return rng.choice(({}, None, {"limits": None}, {"requests": {}}))
    if equal:
        amounts = {name: _amount(rng, odd) for name in NAMES[0]} | _amounts(rng, odd)
        same = rng.choice(({"limits": amounts}, {"limits": amounts, "requests": amounts}))
        return dict(same)
    found: Object = {}
    for field in ("requests", "limits"):
        if rng.random() < 0.6:
            found[field] = _amounts(rng, odd)
    return found


def _amounts(rng: random.Random, odd: float) -> Object:
    found: Object = {}
    for _ in range(rng.randrange(4)):
        names = NAMES[2] if rng.random() < odd else rng.choice((NAMES[0], NAMES[0], NAMES[1]))
        found[rng.choice(names)] = _amount(rng, odd)
    return found


def _amount(rng: random.Random, odd: float) -> Any:
    return rng.choice(ODD if rng.random() < odd else USUAL)
