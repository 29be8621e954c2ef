"""Removes the fields that the API server and the scheduler add to the specs of objects.

Metadata and status are kept, because a rule reports them.

Sources: pkg/registry/core/pod/strategy.go, pkg/registry/batch/job/strategy.go (`PrepareForCreate`,
`generateSelector`), pkg/scheduler (`bind`), pkg/controller/job.
"""

from collections.abc import Mapping
from operator import is_
from typing import Any

from podlint.document import Document

__all__ = ["without_cluster_fields"]

_MARKS = ("uid", "resourceVersion", "managedFields")
_JOB_LABELS = frozenset(
    {"controller-uid", "job-name", "batch.kubernetes.io/controller-uid",
     "batch.kubernetes.io/job-name"}
)  # fmt: skip


def without_cluster_fields(document: Document) -> Document:
    """The document, with its objects as their authors wrote them.

    A document without objects from a cluster is returned unchanged.
    """
    if document.located and not any(mark in document.text for mark in _MARKS):
        return document
    data = _authored(document.data)
    return document if data is document.data else document.holding(data)


def _authored(data: Any) -> Any:
    items = data.get("items") if isinstance(data, dict) else None
    if isinstance(items, list):
        authored = [_authored(each) for each in items]
        same = all(map(is_, authored, items))
        return data if same else {**data, "items": authored}
    return _without_cluster_fields(data)


def _is_from_cluster(obj: Any) -> bool:
    """Whether an object, as data, was read from a cluster: only the API server sets a uid."""
    metadata = obj.get("metadata") if isinstance(obj, dict) else None
    return isinstance(metadata, dict) and any(metadata.get(mark) for mark in _MARKS)


def _without_cluster_fields(obj: Any) -> Any:
    if not _is_from_cluster(obj):
        return obj
    spec = obj.get("spec")
    if not isinstance(spec, dict):
        return obj
    if obj.get("kind") == "Pod":
        return {**obj, "spec": _without(spec, {"nodeName"})}
    if obj.get("kind") == "Job" and spec.get("manualSelector") is not True:
        return _without_generated_selector(obj, spec)
    return obj


def _without_generated_selector(obj: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """A Job without the selector and the labels that the API server generates."""
    obj = {**obj, "metadata": _without_labels(obj["metadata"])}
    template = spec.get("template")
    if isinstance(template, dict):
        template = {**template, "metadata": _without_labels(template.get("metadata"))}
        spec = {**spec, "template": template}
    return {**obj, "spec": _without(spec, {"selector"})}


def _without_labels(metadata: Any) -> Any:
    labels = metadata.get("labels") if isinstance(metadata, dict) else None
    if not isinstance(labels, dict):
        return metadata
    return {**metadata, "labels": _without(labels, _JOB_LABELS)}


def _without(data: Mapping[str, Any], names: frozenset[str] | set[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in names}
