"""Asks a running scheduler where it places drawn Pods, on nodes that exist on paper."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

from end_to_end.server import Server

from .draw import CLASSES, PLATFORMS, Drawn

Object = dict[str, Any]

CREATED, CONFLICT = 201, 409
_PATIENCE = 10.0
_PATCH = "application/merge-patch+json"
_PODS = "/api/v1/namespaces/default/pods"


class Cluster:
    """A cluster with a scheduler and without kubelets, whose nodes come and go."""

    def __init__(self, server: Server) -> None:
        """Create the RuntimeClasses that drawn Pods name."""
        self.server = server
        for name, fields in CLASSES.items():
            self._post("/apis/node.k8s.io/v1/runtimeclasses", runtime_class(name, fields))

    def _post(self, path: str, obj: Object) -> tuple[int, Object]:
        return self.server._post(path, json.dumps(obj), "application/json")

    def _send(self, method: str, path: str, body: Object | None = None) -> tuple[int, Object]:
        text = None if body is None else json.dumps(body)
        return self.server._send(method, path, text, _PATCH)

    def has_scheduler(self) -> bool:
        """Whether a scheduler says something of a Pod."""
        name = "is-anybody-there"
        spec = {"containers": [{"name": "c", "image": "app:1"}]}
        self._post(
            _PODS, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": spec}
        )
        try:
            self._wait(name)
        except TimeoutError:
            return False
        finally:
            self._send("DELETE", f"{_PODS}/{name}?gracePeriodSeconds=0")
        return True

    def prepare(self, drawn: Drawn) -> None:
        """Create the nodes."""
        for group, rest in zip(drawn.groups, drawn.hidden, strict=True):
            for number in range(group["count"]):
                self._node(f"{drawn.name}-{group['name']}-{number}", group, rest)
        time.sleep(0.3)  # The scheduler watches nodes.

    def _node(self, name: str, group: Object, rest: Object) -> None:
        labels = {"kubernetes.io/hostname": name, **group["labels"], **rest["labels"]}
        # Kubelets and the controller of nodes set the former names of these labels, too.
        labels |= {f"beta.{key}": labels[key] for key in PLATFORMS}
        taints = group.get("taints", [])
        node = {
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {"name": name, "labels": labels},
            "spec": {"taints": taints},
        }
        status, said = self._post("/api/v1/nodes", node)
        assert status == CREATED, said
        given = {**group, **rest["amounts"]}
        amounts = {
            each: str(given[each]) for each in ("cpu", "memory", "ephemeral-storage", "pods")
        }
        amounts |= {key: str(value) for key, value in group.get("resources", {}).items()}
        conditions = [{"type": "Ready", "status": "True"}]
        patch = {"status": {"capacity": amounts, "allocatable": amounts, "conditions": conditions}}
        self._send("PATCH", f"/api/v1/nodes/{name}/status", patch)
        # The API server taints a new node until a controller says that it is ready.
        self._send("PATCH", f"/api/v1/nodes/{name}", {"spec": {"taints": taints}})

    def ask(self, drawn: Drawn) -> Iterator[Object]:
        """What happens to each of the Pods while no other Pod runs."""
        for pod, count in zip(drawn.pods, drawn.replicas, strict=True):
            name = pod["metadata"]["name"]
            names = [f"{name}-{each}" for each in range(count)]
            verdicts = []
            for each in names:
                status, said = self._post(
                    _PODS, {**pod, "metadata": {**pod["metadata"], "name": each}}
                )
                if status != CREATED:
                    verdicts.append({"status": status, "message": said.get("message", "")})
                    break
                verdicts.append(self._wait(each))
            for each in names[: len(verdicts)]:
                self._send("DELETE", f"{_PODS}/{each}?gracePeriodSeconds=0")
            yield answer(verdicts)

    def _wait(self, name: str) -> Object:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            _, pod = self._send("GET", f"{_PODS}/{name}")
            for condition in pod.get("status", {}).get("conditions", ()):
                if condition["type"] == "PodScheduled":
                    placed = condition["status"] == "True"
                    return {
                        "status": CREATED,
                        "placed": placed,
                        "message": condition.get("message", ""),
                    }
            if pod.get("spec", {}).get("nodeName"):
                return {"status": CREATED, "placed": True, "message": ""}
            time.sleep(0.005)
        raise TimeoutError(f"the scheduler says nothing of {name}")

    def forget(self, drawn: Drawn) -> None:
        """Delete the nodes."""
        for group in drawn.groups:
            for number in range(group["count"]):
                self._send("DELETE", f"/api/v1/nodes/{drawn.name}-{group['name']}-{number}")
        time.sleep(0.2)


def runtime_class(name: str, fields: Object) -> Object:
    """A RuntimeClass."""
    return {
        "apiVersion": "node.k8s.io/v1",
        "kind": "RuntimeClass",
        "metadata": {"name": name},
        "handler": "runc",
        **fields,
    }


def answer(verdicts: list[Object]) -> Object:
    """What matters of the answers about equal Pods: how many were placed, and why others not."""
    refused = [each for each in verdicts if each["status"] != CREATED]
    if refused:
        return {"status": refused[0]["status"], "message": refused[0]["message"]}
    placed = sum(each["placed"] for each in verdicts)
    messages = [each["message"] for each in verdicts if not each["placed"]]
    return {"status": CREATED, "placed": placed, "message": messages[0] if messages else ""}
