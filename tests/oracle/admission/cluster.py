"""Asks a running API server with its admission plugins what it makes of drawn Pods."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

from end_to_end.server import Server

from .draw import CLASSES, OVERHEADS, Namespace

Object = dict[str, Any]

CREATED, CONFLICT = 201, 409
ROW = "limit_ranges", "quotas"


class Cluster:
    """An API server in which namespaces, LimitRanges, quotas and classes are really created."""

    def __init__(self, server: Server) -> None:
        """Create the classes that drawn Pods name."""
        self.server = server
        for name, value in CLASSES.items():
            self._create("/apis/scheduling.k8s.io/v1/priorityclasses", priority_class(name, value))
        for name, overhead in OVERHEADS.items():
            self._create("/apis/node.k8s.io/v1/runtimeclasses", runtime_class(name, overhead))

    def _create(self, path: str, obj: Object) -> tuple[int, Object]:
        return self.server._post(path, json.dumps(obj), "application/json")

    def prepare(self, namespaces: Iterable[Namespace]) -> dict[str, Object]:
        """Create namespaces with their LimitRanges and quotas; what the server says of each."""
        said = {}
        for space in namespaces:
            body = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": space.name}}
            self._create("/api/v1/namespaces", body)
            base = f"/api/v1/namespaces/{space.name}"
            made: Object = {"limit_ranges": [], "quotas": []}
            for each in space.limit_ranges:
                status, answer = self._create(f"{base}/limitranges", each)
                made["limit_ranges"].append([status, answer.get("message", "")])
            for each in space.quotas:
                status, answer = self._create(f"{base}/resourcequotas", each)
                made["quotas"].append([status, answer.get("message", "")])
                if status == CREATED:
                    self._fill(base, answer)
            said[space.name] = made
        time.sleep(3)  # The plugins watch LimitRanges and quotas.
        return said

    def _fill(self, base: str, quota: Object) -> None:
        """Do what the quota controller does for a namespace without objects."""
        hard = quota["spec"].get("hard", {})
        quota["status"] = {"hard": hard, "used": dict.fromkeys(hard, "0")}
        path = f"{base}/resourcequotas/{quota['metadata']['name']}/status"
        status, answer = self.server._send("PUT", path, json.dumps(quota), "application/json")
        if status != 200:
            raise OSError(f"{path}: {status} {answer}")

    def ask(self, space: Namespace) -> Iterator[Object]:
        """What the server says of the Pods and other objects of a namespace."""
        for each in (*space.pods, *space.others):
            resource = self.server.resources[each["apiVersion"], each["kind"]]
            path = f"{resource.path}/namespaces/{space.name}/{resource.name}?dryRun=All"
            status, said = self._create(path, each)
            yield answer(status, said)

    def forget(self, namespaces: Iterable[Namespace]) -> None:
        """Delete what was created in namespaces."""
        for space in namespaces:
            base = f"/api/v1/namespaces/{space.name}"
            for plural in ("limitranges", "resourcequotas"):
                self.server._send("DELETE", f"{base}/{plural}", None, "application/json")
            self.server._send("DELETE", base, None, "application/json")


def priority_class(name: str, value: int) -> Object:
    """A PriorityClass."""
    return {
        "apiVersion": "scheduling.k8s.io/v1",
        "kind": "PriorityClass",
        "metadata": {"name": name},
        "value": value,
    }


def runtime_class(name: str, overhead: Object) -> Object:
    """A RuntimeClass."""
    found: Object = {
        "apiVersion": "node.k8s.io/v1",
        "kind": "RuntimeClass",
        "metadata": {"name": name},
        "handler": "runc",
    }
    return {**found, "overhead": {"podFixed": overhead}} if overhead else found


def answer(status: int, said: Object) -> Object:
    """What matters of an answer: the refusal, or the resources of what would be created."""
    if status != CREATED:
        return {"status": status, "message": said.get("message", "")}
    if said["kind"] != "Pod":
        return {"status": status}
    spec = said["spec"]
    containers = [*spec.get("initContainers", ()), *spec["containers"]]
    return {
        "status": status,
        "containers": [each.get("resources", {}) for each in containers],
        "pod": spec.get("resources") or {},
        "qos": said["status"]["qosClass"],
    }
