"""References to fields and resources of the Pod, in environments and volumes.

Source: `validateObjectFieldSelector` and `validateContainerResourceFieldSelector`.
"""

from __future__ import annotations

import re
from typing import Any

from podlint.models import Quantity

from .error import Errors
from .names import qualified_name
from .path import Path

__all__ = [
    "ENVIRONMENT_FIELDS",
    "VOLUME_FIELDS",
    "refuse_field_reference",
    "refuse_resource_reference",
]

_WITH_SUBSCRIPTS = ("metadata.annotations", "metadata.labels")
_EVERYWHERE = ("metadata.name", "metadata.namespace", "metadata.uid")
VOLUME_FIELDS = (*_WITH_SUBSCRIPTS, *_EVERYWHERE)
"""The fields that files of a volume can have."""
ENVIRONMENT_FIELDS = (
    *_EVERYWHERE,
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
)
"""The fields that environment variables can have."""
_KNOWN = {
    *VOLUME_FIELDS,
    *ENVIRONMENT_FIELDS,
    "spec.restartPolicy",
    "spec.schedulerName",
    "status.phase",
    "spec.host",
}
_split_subscript = re.compile(r"(?s)(.+?)\['(.*)'\]").fullmatch

_RESOURCES = tuple(
    f"{which}.{name}"
    for which in ("limits", "requests")
    for name in ("cpu", "ephemeral-storage", "memory")
)
_HUGE_PAGES = ("limits.hugepages-", "requests.hugepages-")
_CPU_DIVISORS = ("1m", "1")
_DIVISORS = tuple("1 1k 1M 1G 1T 1P 1E 1Ki 1Mi 1Gi 1Ti 1Pi 1Ei".split())


def refuse_field_reference(
    errors: Errors, reference: dict[str, Any], fields: tuple[str, ...], at: Path
) -> None:
    """Refuse a field that does not exist or is not available here.

    Go: `validateObjectFieldSelector`.
    """
    path = reference.get("fieldPath", "")
    if not path:
        errors.required((*at, "fieldPath"))
        return
    split = _split_subscript(path)
    if reference.get("apiVersion") not in (None, "", "v1"):
        problem = f"unsupported pod version: {reference['apiVersion']}"
    elif split and split[1] not in _WITH_SUBSCRIPTS:
        problem = f"field label does not support subscript: {path}"
    elif not split and path not in _KNOWN:
        problem = f"field label not supported: {path}"
    else:
        problem = ""
    if problem:
        detail = f"error converting fieldPath: {problem}"
        errors.invalid((*at, "fieldPath"), detail, value=path)
    elif split:
        key = split[2].lower() if split[1] == "metadata.annotations" else split[2]
        errors.invalid_each((*at, "fieldPath"), qualified_name(key), at, key)
    elif path not in fields and not (path == "spec.host" and "spec.nodeName" in fields):
        errors.not_supported((*at, "fieldPath"), fields, value=path)


def refuse_resource_reference(
    errors: Errors, reference: dict[str, Any], at: Path, in_volume: bool
) -> None:
    """Refuse a resource that is not available here, has no container, or has an invalid divisor.

    Go: `validateContainerResourceFieldSelector`.
    """
    resource = reference.get("resource", "")
    if in_volume and not reference.get("containerName"):
        errors.required((*at, "containerName"))
    elif not resource:
        errors.required((*at, "resource"))
    elif resource not in _RESOURCES and not resource.startswith(_HUGE_PAGES):
        errors.not_supported((*at, "resource"), _RESOURCES, value=resource)
    _refuse_divisor(errors, resource, reference.get("divisor"), (*at, "divisor"))


def _refuse_divisor(errors: Errors, resource: str, divisor: Quantity | None, at: Path) -> None:
    """Refuse a divisor that the resource cannot have.

    Go: `validateContainerResourceDivisor`.
    """
    if divisor is None or divisor.nano == 0:
        return
    if resource not in _RESOURCES and not resource.startswith(_HUGE_PAGES):
        return
    name = resource.partition(".")[2].partition("-")[0]
    allowed = _CPU_DIVISORS if name == "cpu" else _DIVISORS
    if str(divisor) not in allowed:
        listed = (" and " if name == "cpu" else ", ").join(allowed)
        described = "local ephemeral storage" if name == "ephemeral" else name
        errors.invalid(
            at,
            f"only divisor's values {listed} are supported with the {described} resource",
            value=resource,
        )
