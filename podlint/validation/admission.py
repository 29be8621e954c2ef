"""The steps of the API server for a new object before validation.

An admission plugin that is enabled by default refuses Pods that contradict their priority class,
and the request handler drops managed fields that it cannot read.

Source: `plugin/pkg/admission/priority` of Kubernetes 1.36.3, and `pkg/util/managedfields` of
`k8s.io/apimachinery`.
"""

from __future__ import annotations

from typing import Any

from .error import Errors
from .path import Path

__all__ = ["forget_unreadable_managers", "refuse_contradicted_class"]

_PREEMPTS = "PreemptLowerPriority"
_PRIORITIES = {
    None: 0,
    "": 0,
    "system-cluster-critical": 2_000_000_000,
    "system-node-critical": 2_000_001_000,
}
"""The priorities of the classes that every cluster has. A Pod without a class gets 0, unless the
cluster has a default class, which is rare.
"""


def refuse_contradicted_class(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse a priority or preemption policy that differs from that of the Pod's priority class.

    podlint knows nothing about classes that not every cluster has.

    Go: `Plugin.admitPod` of the plugin Priority.
    """
    priority = _PRIORITIES.get(spec.get("priorityClassName"))
    if priority is None:
        return
    for name, given in (("priority", priority), ("preemptionPolicy", _PREEMPTS)):
        if spec.get(name, given) != given:
            errors.forbidden((*at, name), f"must be {given}, which the priority class gives")


def forget_unreadable_managers(obj: dict[str, Any], api_version: str) -> None:
    """Drop managed fields that the server cannot read; if one cannot be read, it drops all.

    Entries for another version of the API are dropped too. The remaining ones are validated.

    Args:
        obj: The decoded object, which has managed fields, and which is changed.
        api_version: The version of the API of the object.

    Go: `DecodeManagedFields`, `FieldManager.UpdateNoErrors`.
    """
    entries = obj["metadata"]["managedFields"]
    if not all(map(_is_readable, entries)):
        del obj["metadata"]["managedFields"]
        return
    for entry in entries:
        if entry["apiVersion"] != api_version:
            entry.pop("manager", None)
            entry.pop("subresource", None)


def _is_readable(entry: dict[str, Any]) -> bool:
    fields = entry.get("fieldsV1")
    return (
        entry.get("operation") in ("Apply", "Update")
        and bool(entry.get("apiVersion"))
        and entry.get("fieldsType") == "FieldsV1"
        and isinstance(fields, dict)
        and all(key == "." or key.startswith(("f:", "k:", "v:", "i:")) for key in fields)
    )
