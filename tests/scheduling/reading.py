"""Reads Pods for the tests of this folder."""

from __future__ import annotations

import json
from typing import Any

from podlint.models.workloads import PodTarget
from podlint.reading.file import read_text
from podlint.reading.unit import object_set
from podlint.relations.object_set import ObjectSet


def read(*objects: Any) -> tuple[PodTarget, ObjectSet]:
    """The first Pod of some objects, as data or as text, and all of them."""
    text = "\n---\n".join(each if isinstance(each, str) else json.dumps(each) for each in objects)
    found = object_set((read_text("pods.yaml", text),), complete=True)
    return next(found.pods()), found


def pod(owner: str = "Pod", labels: Any = None, **spec: Any) -> Any:
    """A Pod or a workload with a Pod's spec, as data."""
    inner = {"containers": [{"name": "c", "image": "app:1"}], **spec}
    replicas = inner.pop("replicas", None)
    metadata = {"name": "web", "labels": labels or {"app": "web"}}
    if owner == "Pod":
        return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": inner}
    template = {"metadata": metadata, "spec": inner}
    outer = {"selector": {"matchLabels": metadata["labels"]}, "template": template}
    if replicas is not None:
        outer["replicas"] = replicas
    return {"apiVersion": "apps/v1", "kind": owner, "metadata": {"name": "web"}, "spec": outer}
