"""Measures `lint_objects` of one Pod in a warm process, as an admission webhook calls it.

    python benchmarks/one_object.py [CALLS]

Each call has another Pod: number of containers, probes, volumes and security context differ. The
time is that of the processor, so that other programs do not count.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from typing import Any

from podlint import lint_objects

_WARM_UP = 50
_BOUND = 5.0
"""The 99th percentile that a webhook needs, in milliseconds."""


def container(name: str, number: int) -> dict[str, Any]:
    """A container whose fields depend on a number."""
    made: dict[str, Any] = {
        "name": name,
        "image": f"registry.example/team/{name}:1.{number}",
        "ports": [{"name": "http", "containerPort": 8000 + number % 50}],
        "resources": {
            "requests": {"cpu": f"{100 + number % 300}m", "memory": f"{64 + number % 200}Mi"},
            "limits": {"memory": f"{300 + number % 100}Mi"},
        },
        "env": [{"name": f"SETTING_{each}", "value": str(each)} for each in range(number % 6)],
    }
    if number % 2:
        made["securityContext"] = {
            "runAsNonRoot": True,
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
        }
    if number % 3:
        made["readinessProbe"] = {"httpGet": {"path": "/", "port": "http"}, "periodSeconds": 5}
    if number % 5 == 0:
        made["livenessProbe"] = {"tcpSocket": {"port": 9}, "timeoutSeconds": 30}
    if number % 4:
        made["volumeMounts"] = [{"name": "data", "mountPath": "/data"}]
    return made


def pod(number: int) -> dict[str, Any]:
    """A Pod whose fields depend on a number."""
    spec: dict[str, Any] = {
        "containers": [container(f"app{each}", number + each) for each in range(1 + number % 3)],
        "terminationGracePeriodSeconds": 10 + number % 50,
    }
    if any("volumeMounts" in each for each in spec["containers"]):
        spec["volumes"] = [{"name": "data", "emptyDir": {}}]
    if number % 7 == 0:
        spec["initContainers"] = [container("init", number)]
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": f"web-{number}", "labels": {"app": f"web-{number % 10}"}},
        "spec": spec,
    }


def measured(calls: int) -> list[float]:
    """The milliseconds of the processor for each call, shortest first."""
    for number in range(_WARM_UP):
        lint_objects([pod(number)])
    gc.collect()
    times = []
    for number in range(_WARM_UP, _WARM_UP + calls):
        given = pod(number)
        start = time.process_time_ns()
        lint_objects([given])
        times.append((time.process_time_ns() - start) / 1e6)
    return sorted(times)


def main() -> None:
    times = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    p99 = times[len(times) * 99 // 100]
    print(f"{len(times)} calls: median {statistics.median(times):.2f} ms, p99 {p99:.2f} ms")
    sys.exit(p99 > _BOUND)


if __name__ == "__main__":
    main()
