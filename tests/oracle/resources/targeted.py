"""Objects for single branches of the arithmetic that drawn objects hardly ever take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Object = dict[str, Any]

BEYOND_64_BITS = (
    *(f"{digits}{power}" for digits in ("99999999999999999", "999999999999999999", "123456789012345678")
      for power in ("", "e1", "e2", "k", "e4", "e5", "M", "e7", "e8", "G", "e10", "e11", "T", "E")),
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "9223372036854775807m", "1E", "16Ei", "18446744073709551616", "18446744073709551615",
    "0.0", "0.3Ki", "-0.3Ki", "-0.0005Ki", "-0.5", "-1.5Gi", "-1n", "-1Ki", "1n",
)  # fmt: skip
COUNTED = (
    "kubernetes.io/-x", "-a.com/x", "-kubernetes.io/x", f"a.com/{'x' * 63}", f"a.com/{'x' * 64}", "requests.a.com/x",
    f"{'a.' * 120}comm/x", f"{'a.' * 120}commm/x", f"{'a.' * 121}com/x", "attachable-volumes-", "x",
)  # fmt: skip
COMPARED = (
    ("-2", "-500m"), ("-0.3Ki", "-100m"), ("-1.5Gi", "1"), ("-100m", "-0.3Ki"), ("1", "1000m"),
    ("1Gi", "1073741824"), ("1073741824", "1Gi"), ("1.5Ki", "1536"), ("1e3", "1k"), ("1k", "1e3"),
)  # fmt: skip


def objects() -> Iterator[tuple[str, Object]]:
    """The objects, each with a name that tells what it is for."""
    for amount in BEYOND_64_BITS:
        yield f"amount {amount}", pod([container(cpu=amount, memory=amount)])
    for name in COUNTED:
        yield f"name {name[:30]}", pod([container(**{name: "2"})])
    for app, init in COMPARED:
        both = [container(memory=app)], [container(memory=init)]
        yield f"app {app}, init {init}", pod(*both)
    limits = {"cpu": "0", "memory": "1Gi"}
    over = {"cpu": "1", "memory": "1Gi", "ephemeral-storage": "1Gi"}
    yield "overhead and a limit of 0", pod([{"resources": {"limits": limits}}], overhead=over)
    own = {"limits": {"cpu": "1", "ephemeral-storage": "1Gi"}}
    yield "a limit that no Pod can have", pod([container()], resources=own)
    tenth = {"resources": {"limits": {"cpu": "0.1m"}}}
    rounded = pod([tenth, tenth], resources={"limits": {"memory": "1"}})
    yield "a Pod is rounded after the sum", rounded
    yield "a template is rounded before the sum", deployment(rounded["spec"])
    yield "no containers' resources", pod([{}], [{}])


def container(**requests: str) -> Object:
    """A container that asks for these."""
    return {"resources": {"requests": requests}}


def pod(apps: list[Object], inits: list[Object] | None = None, **spec: Any) -> Object:
    """A Pod of these containers."""
    numbered = [{"name": f"app{i}", "image": "i", **each} for i, each in enumerate(apps)]
    before = [{"name": f"init{i}", "image": "i", **each} for i, each in enumerate(inits or [])]
    spec = {"initContainers": before, "containers": numbered, **spec}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": spec}


def deployment(spec: Object) -> Object:
    """A Deployment of Pods with this spec."""
    labels = {"app": "a"}
    template = {"metadata": {"labels": labels}, "spec": spec}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "a"},
        "spec": {"selector": {"matchLabels": labels}, "template": template},
    }
