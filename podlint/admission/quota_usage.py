"""What a Pod uses of a quota, and what it must specify so that a quota can count it.

Source: `pkg/quota/v1/evaluator/core/pods.go` and `CheckRequest` of
`k8s.io/apiserver/pkg/admission/plugin/resourcequota`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from podlint.admission.quotas import Quota
from podlint.models import Quantity
from podlint.models.container_defaults import Which
from podlint.models.server_defaults import is_huge_pages, is_pod_level
from podlint.resources.arithmetic import ResourceList
from podlint.validation.resource_names import is_extended

if TYPE_CHECKING:
    from podlint.resources import PodResources

__all__ = ["exceeded", "missing", "required_amount", "usage"]

_COUNTED = ("cpu", "memory", "ephemeral-storage")
_MUST_BE_SET: Mapping[str, tuple[Which, str]] = {
    "cpu": ("requests", "cpu"),
    "limits.cpu": ("limits", "cpu"),
    "limits.memory": ("limits", "memory"),
    "memory": ("requests", "memory"),
    "requests.cpu": ("requests", "cpu"),
    "requests.memory": ("requests", "memory"),
}
"""The resources that every container must specify if a quota has them. Go: `validationSet`."""
ONE = Quantity.parse("1")


def usage(pod: PodResources) -> ResourceList:
    """What a new Pod uses, by the names of resources in quotas.

    Go: `PodUsageFunc`, `podComputeUsageHelper`.
    """
    used = {"count/pods": ONE, "pods": ONE}
    for name in _COUNTED:
        if name in pod.requests:
            used[name] = used[f"requests.{name}"] = pod.requests[name]
        if name in pod.limits:
            used[f"limits.{name}"] = pod.limits[name]
    for name, amount in pod.requests.items():
        if is_huge_pages(name):
            used[name] = used[f"requests.{name}"] = amount
        elif is_extended(name) or name.startswith("deviceclass.resource.kubernetes.io/"):
            used[f"requests.{name}"] = amount
    return used


def required_amount(name: str) -> tuple[Which, str]:
    """The request or limit of containers that a quota needs to count a resource."""
    return _MUST_BE_SET[name]


def missing(quota: Quota, pod: PodResources) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The resources of a quota that containers do not specify, with the numbers of the containers.

    In a Pod with Pod-level resources, containers need not specify anything. Go: `Constraints`.
    """
    if any(map(is_pod_level, (*pod.pod_requests, *pod.pod_limits))):
        return
    for name in sorted(_MUST_BE_SET.keys() & quota.hard.keys()):
        which, resource = _MUST_BE_SET[name]
        lacking = tuple(
            number
            for number, each in enumerate(pod.containers)
            if resource not in getattr(each, which)
        )
        if lacking:
            yield name, lacking


def exceeded(
    quota: Quota, used: Mapping[str, Quantity], before: Mapping[str, Quantity] | None = None
) -> Iterator[str]:
    """The resources of which an object uses more than a quota leaves.

    Args:
        quota: The quota.
        used: What the object uses.
        before: What others use; nothing by default.
    """
    for name, most in sorted(quota.hard.items()):
        amount = used.get(name)
        if amount is None or not amount.nano:
            continue
        if amount + (before or {}).get(name, Quantity()) > most.amount:
            yield name
