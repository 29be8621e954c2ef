"""Objects with amounts around and beyond 64 bits, and with values of any type in their metadata."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

Object = dict[str, Any]
SUFFIXES = ("", "", "", *"numkMGTPE", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei")
EXPONENTS = (0, 1, 2, 3, 6, 9, 12, 15, 17, 18, 19, 20, 21, 22, 30, 60, 300, 400)
LENGTHS = (1, 1, 2, 3, 5, 9, 12, 15, 16, 17, 18, 19, 20, 22, 25, 40)
BOUNDS = (2**50, 2**53, 2**60, 2**63, 2**63 // 1000, 2**63 // 1024, 2**64, 10**15, 10**18)
RESOURCES = ("cpu", "memory", "ephemeral-storage", "hugepages-2Mi", "hugepages-1Gi", "hugepages-",
             "nvidia.com/gpu", "a.kubernetes.io/x", "example.com/foo")  # fmt: skip
DIVIDED = ("limits.cpu", "requests.memory", "limits.ephemeral-storage", "limits.hugepages-2Mi")
ODD: tuple[Any, ...] = (
    *(0, -1, 1, 1.5, -0.5, 2**31, -(2**31), 2**63, -(2**63), 2**64, 10**25, 1e300, True, False),
    *(None, "", "a", " ", "\0", "\n", "é", "\u2028", "a" * 300, "true", "1", "$(A)", "a.b/c"),
    *("2024-01-01T00:00:00Z", "2024-13-45T99:99:99Z", "v1", "apps/v1", "Apply", "FieldsV1"),
    *([], {}, [None], [[]], [{}], {"": None}, {"a": {}}, {"a": 1}, {"a": "b"}, ["a"], ["a", "a"]),
)
METADATA: Object = {
    "name": "a",
    "generateName": "a",
    "namespace": "default",
    "selfLink": "a",
    "uid": "a",
    "resourceVersion": "1",
    "generation": 1,
    "creationTimestamp": "2024-01-01T00:00:00Z",
    "deletionTimestamp": "2024-01-01T00:00:00Z",
    "deletionGracePeriodSeconds": 1,
    "labels": {"a": "b"},
    "annotations": {"a": "b"},
    "ownerReferences": [
        {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "a", "uid": "b",
         "controller": True, "blockOwnerDeletion": True}
    ],
    "finalizers": ["a.b/c"],
    "managedFields": [
        {"manager": "a", "operation": "Apply", "apiVersion": "v1", "fieldsType": "FieldsV1",
         "fieldsV1": {"f:a": {}}, "subresource": "status", "time": "2024-01-01T00:00:00Z"}
    ],
}  # fmt: skip


def objects(count: int, seed: object) -> Iterator[tuple[str, Object]]:
    """Pods and workloads, each with a name; in one of three it is the metadata that are odd."""
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        metadata, spec = _metadata(draw), _spec(draw)
        if number % 3:
            metadata = {"name": "a"}
        else:
            spec = {"containers": [{"name": "a", "image": "a"}]}
        yield f"{seed}-{number}", _object(metadata, spec, draw)


def _object(metadata: Object, spec: Object, draw: random.Random) -> Object:
    share = draw.random()
    if share < 0.6:
        return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
    template = {"metadata": {"labels": {"a": "b"}}, "spec": spec}
    outer: Object = {"selector": {"matchLabels": {"a": "b"}}, "template": template}
    if share < 0.8:
        return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": outer}
    if share < 0.9:
        outer = {"template": {**template, "spec": {**spec, "restartPolicy": "Never"}}}
        return {"apiVersion": "batch/v1", "kind": "Job", "metadata": metadata, "spec": outer}
    outer |= {"serviceName": "a", "volumeClaimTemplates": [_claim(draw)]}
    return {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": metadata, "spec": outer}


def amount(draw: random.Random) -> str:
    """A quantity, most often a large one."""
    length, share = draw.choice(LENGTHS), draw.random()
    digits = "".join(draw.choice("0123456789") for _ in range(length))
    if share < 0.3:
        digits = str(draw.randrange(1, 10)) + "0" * (length - 1)
    elif share < 0.4:
        digits = str(draw.choice(BOUNDS) + draw.choice((0, 0, 1, -1)))
    if draw.random() < 0.15:
        digits += "." + "".join(draw.choice("0005123") for _ in range(draw.randrange(12)))
    suffix = draw.choice(SUFFIXES)
    if draw.random() < 0.2:
        suffix = draw.choice("eE") + draw.choice(("", "+", "-")) + str(draw.choice(EXPONENTS))
    return draw.choice(("", "", "", "", "-", "+")) + digits + suffix


def _resource(draw: random.Random) -> str:
    name = draw.choice(RESOURCES)
    return name + amount(draw).lstrip("+-") if name == "hugepages-" else name


def _resources(draw: random.Random, *, of_pod: bool = False) -> Object:
    names = [_resource(draw) for _ in range(draw.randrange(1, 4))]
    if of_pod:
        names = [name for name in names if name in RESOURCES[:2] or name.startswith("huge")]
    found: Object = {}
    for which in ("limits", "requests"):
        if draw.random() < 0.7:
            found[which] = {name: amount(draw) for name in names if draw.random() < 0.8}
    if "limits" in found and draw.random() < 0.5:
        found["requests"] = {
            name: limit if draw.random() < 0.7 else amount(draw)
            for name, limit in found["limits"].items()
        }
    return found


def _claim(draw: random.Random) -> Object:
    resources = {"requests": {"storage": amount(draw)}}
    if draw.random() < 0.3:
        resources["limits"] = {"storage": amount(draw)}
    spec = {"accessModes": ["ReadWriteOnce"], "resources": resources}
    return {"metadata": {"name": "d"}, "spec": spec}


def _spec(draw: random.Random) -> Object:
    container: Object = {"name": "a", "image": "a", "resources": _resources(draw)}
    spec: Object = {"containers": [container]}
    if draw.random() < 0.3:
        spec["initContainers"] = [{"name": "i", "image": "a", "resources": _resources(draw)}]
    if draw.random() < 0.2:
        spec["resources"] = _resources(draw, of_pod=True)
    if draw.random() < 0.15:
        spec["overhead"] = {_resource(draw): amount(draw) for _ in range(2)}
    if draw.random() < 0.2:
        spec["volumes"] = [{"name": "v", "emptyDir": {"sizeLimit": amount(draw)}}]
    elif draw.random() < 0.2:
        template = {"spec": _claim(draw)["spec"]}
        spec["volumes"] = [{"name": "v", "ephemeral": {"volumeClaimTemplate": template}}]
    if draw.random() < 0.1:
        divisor = draw.choice((amount(draw), "1", "1m", "1Mi", "1Ei", "1E", "0"))
        source = {"resource": draw.choice(DIVIDED), "divisor": divisor}
        container["env"] = [{"name": "A", "valueFrom": {"resourceFieldRef": source}}]
    return spec


def _metadata(draw: random.Random) -> Object:
    """Metadata with an odd value somewhere."""
    path = draw.choice(list(_paths(METADATA)))
    changed: Object = _with(METADATA, path, draw.choice(ODD))
    return changed


def _paths(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    for step, value in steps:
        yield (*at, step)
        if isinstance(value, dict | list):
            yield from _paths(value, (*at, step))


def _with(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = data.copy()
    changed[path[0]] = _with(data[path[0]], path[1:], value)
    return changed
