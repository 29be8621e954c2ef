"""The resources of a Pod as a whole, and the sums of those of its containers.

Source: `validatePodResources` of `pkg/apis/core/validation`, `k8s.io/component-helpers/resource`.
"""

from __future__ import annotations

from typing import Any

from podlint.resources.arithmetic import aggregate as aggregate_lists

from .error import Errors
from .path import Key, Path
from .resource_names import is_huge_pages, refuse_pod_resource_name
from .resources import ResourceList, refuse_requirements

__all__ = ["aggregate", "refuse_pod_resources"]


def refuse_pod_resources(
    errors: Errors, spec: dict[str, Any], claim_names: frozenset[str], at: Path
) -> None:
    """Refuse resources of the Pod as a whole on Windows, with claims, or in contradiction to those
    of containers.

    Go: `validatePodResources`.
    """
    resources, place = spec["resources"], (*at, "resources")
    if spec.get("os", {}).get("name") == "windows":
        errors.forbidden(place, "may not be set for a windows pod")
        return
    if "claims" in resources:
        errors.forbidden((*place, "claims"), "claims may not be set for Resources at pod-level")
    refuse_requirements(errors, resources, refuse_pod_resource_name, claim_names, place)
    _refuse_small_requests(errors, spec, place)
    _refuse_small_limits(errors, spec, at)


def _refuse_small_requests(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse requests below the sum of the containers' requests.

    Go: `validatePodResourceConsistency`.
    """
    requests: ResourceList = spec["resources"].get("requests", {})
    for name, quantity in aggregate(spec, "requests").items() if requests else ():
        if name in requests and quantity.nano > requests[name].nano:
            errors.invalid(
                (*at, "requests", Key(name)),
                f"must be greater than or equal to aggregate container requests of {quantity}",
            )
    limits: ResourceList = spec["resources"].get("limits", {})
    for name, quantity in aggregate(spec, "limits").items() if limits else ():
        if name in limits and is_huge_pages(name) and quantity.nano > limits[name].nano:
            errors.invalid(
                (*at, "limits", Key(name)),
                f"must be greater than or equal to aggregate container limits of {quantity}",
            )


def _refuse_small_limits(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse a limit below that of one container.

    Go: `validatePodResourceConsistency`.
    """
    limits: ResourceList = spec["resources"].get("limits", {})
    for index, container in enumerate(spec.get("containers", ()) if limits else ()):
        for name, quantity in container.get("resources", {}).get("limits", {}).items():
            if name in limits and quantity.nano > limits[name].nano:
                errors.invalid(
                    (*at, "containers", index, "resources", "limits", name),
                    f"must be less than or equal to pod limits of {limits[name]}",
                    shown=(*at, "resources", "containers", index, Key(name), "limits"),
                )


def aggregate(spec: dict[str, Any], which: str) -> ResourceList:
    """The resources that the containers need at the same time: `requests` or `limits` of a Pod's
    spec.
    """
    return aggregate_lists(
        (_list(container, which) for container in spec.get("containers", ())),
        (
            (_list(container, which), container.get("restartPolicy") == "Always")
            for container in spec.get("initContainers", ())
        ),
    )


def _list(container: dict[str, Any], which: str) -> ResourceList:
    found: ResourceList = container.get("resources", {}).get(which, {})
    return found
