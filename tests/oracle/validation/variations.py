"""Objects that `gen.py` does not think of: any field of any type, with odd values.

Starts from an object of `gen.py` and changes a few places: a field of the models is set, removed,
nulled or given a value of another type or of another place.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import podlint.models as models
from podlint.models import Node, api_fields

STRINGS = (
    "", "a", "web", "A", "a.b", "a-", "-a", "a_b", "x" * 64, "x" * 254, "ä", "a b", " a", "a ",
    "a\n", "a/b", "/a", "../a", "a/../b", "..", ".", "..a", "a.io/b", "kubernetes.io/x", "1", "0",
    "true", "Always", "Never", "OnFailure", "TCP", "udp", "None", "Exists", "In", "Equal",
    "NoExecute", "Localhost", "RuntimeDefault", "Unconfined", "Unmasked", "linux", "windows",
    "metadata.name", "metadata.labels['a']", "limits.cpu", "1.2.3.4", "01.2.3.4", "::ffff:1.2.3.4",
    "::1", "2001:DB8::1", "fe80::1%eth0", "cpu", "memory", "hugepages-2Mi", "Indexed", "Recreate",
    "RollingUpdate", "OnDelete", "25%", "101%", "-1%", "0%", "* * * * *", "@every 1h", "UTC",
    "Europe/Berlin", "ReadWriteOnce", "Block", "Filesystem", "iqn.2001-04.com.example:storage",
    "c0", "v0", "[::1]:80", "host:1,other:2", "DOM\\user", "net.core.x", "kernel.shmmax", "http",
    "K\u212a", "\u2003a", "a\x1f", "localhost/a", "unconfined", "runtime/default", "a.io/b.c",
    "a.io/B", "a-.io/b", "a.io/b/c", "kubernetes.io/kube-apiserver-client", "a.io:b:c", "a.io/b:c",
    ":c", "b:c", "b:C", "RSA3072", "ECDSAP256", "MountOption", "Recursive", "Apply", "v1", "apps/v1",
)  # fmt: skip
NUMBERS = (0, 1, -1, 2, 5, 80, 255, 256, 511, 512, 600, 3600, 86_400, 86_401, 65535, 65536, 100_001, 2**31 - 1,
           2**31, -(2**31) - 1, 2**32, 2**63 - 1, 2**63)  # fmt: skip
QUANTITIES = ("0", "1", "-1", "1m", "1n", "100Mi", "0.5", "1.5Gi", "1E", "10Ei", "1e3", "2Mi", 1,
              0.5, " 1 ", "1 Mi", "", "+1", "010", "9999999999999999999")  # fmt: skip
TIMES = ("2020-01-02T03:04:05Z", "2020-01-02", "x", "2020-13-02T03:04:05Z")
KEYS = (
    "a", "", "A_b", "a/b", "x" * 64, "a.io/b", "-", "cpu", "memory", "ephemeral-storage",
    "hugepages-2Mi", "hugepages-1Gi", "nvidia.com/gpu", "storage", "pods", "kubernetes.io/x",
    "kubernetes.io/config.mirror", "controller.kubernetes.io/pod-deletion-cost",
    "scheduler.alpha.kubernetes.io/tolerations", "seccomp.security.alpha.kubernetes.io/pod",
    "container.seccomp.security.alpha.kubernetes.io/c0",
    "container.apparmor.security.beta.kubernetes.io/c0",
    "container.apparmor.security.beta.kubernetes.io/none",
    "deprecated.deployment.rollback.to", "deprecated.daemonset.template.generation",
    "pod.beta.kubernetes.io/init-containers", "beta.kubernetes.io/os", "job-name",
    "batch.kubernetes.io/controller-uid",
)  # fmt: skip
ANYTHING = (None, True, False, 1, 1.5, "a", [], {}, [None], {"a": None}, {"a": "b"}, ["a"])


def vary(obj: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """A copy of an object with a few changes."""
    changed = copy.deepcopy(obj)
    places = list(_nodes(changed, getattr(models, obj["kind"])))
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        node, model = rng.choice(places)
        _change(node, model, rng)
    return changed


def _nodes(value: Any, model: type[Node]) -> Iterator[tuple[dict[str, Any], type[Node]]]:
    """The parts of an object that have a model, each with it."""
    if not isinstance(value, dict):
        return
    yield value, model
    for name, field in api_fields(model).items():
        inner = field.model
        child = value.get(name)
        if inner and isinstance(child, list):
            for item in child:
                yield from _nodes(item, inner)
        elif inner and isinstance(child, dict):
            yield from _nodes(child, inner)


def _change(node: dict[str, Any], model: type[Node], rng: random.Random) -> None:
    fields = api_fields(model)
    name = rng.choice(list(fields))
    if name in ("apiVersion", "kind", "status") and rng.random() < 0.9:
        return
    match rng.randrange(12):
        case 0:
            node.pop(rng.choice(list(node) or [""]), None)
        case 1 if node:
            node[rng.choice(list(node))] = None
        case 2 if rng.random() < 0.3:
            node[name] = rng.choice(ANYTHING)
        case 3 if rng.random() < 0.1:
            node[rng.choice((name.lower(), f"{name}x", "foo"))] = 1
        case _:
            node[name] = _value(fields[name], rng, 0)


def _value(field: Any, rng: random.Random, depth: int) -> Any:
    if field.shape == "list":
        return [_item(field, rng, depth) for _ in range(rng.choice((0, 1, 1, 2)))]
    if field.shape == "map":
        return {rng.choice(KEYS): _item(field, rng, depth) for _ in range(rng.choice((0, 1, 2)))}
    return _item(field, rng, depth)


def _item(field: Any, rng: random.Random, depth: int) -> Any:
    if rng.random() < 0.02:
        return None
    model = field.model
    if model:
        fields = api_fields(model)
        count = rng.choice((0, 1, 2, 3)) if depth < 4 else 0
        names = rng.sample(list(fields), min(count, len(fields)))
        return {name: _value(fields[name], rng, depth + 1) for name in names}
    if field.one_of and rng.random() < 0.7:
        return rng.choice(field.one_of)
    match field.type:
        case "string":
            return rng.choice(STRINGS)
        case "boolean":
            return rng.random() < 0.5
        case "quantity":
            return rng.choice(QUANTITIES)
        case "time":
            return rng.choice(TIMES)
        case "int-or-string":
            return rng.choice((*NUMBERS, *STRINGS))
        case "any":
            return rng.choice(ANYTHING)
    return rng.choice(NUMBERS)
