"""The defaults that the API server sets in an object, as far as validation depends on them.

All functions change the decoded object that they get; quantities are `Quantity`. Defaults that no
check can distinguish from an absent field (pull policies, file modes, the scheduler's name) are not
set.

Source: `pkg/apis/{core,apps,batch}/v1/defaults.go` and `zz_generated.defaults.go`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .containers_in_spec import CONTAINER_LISTS, PROBES
from .features import Features
from .volumes import SOURCES

__all__ = ["default_claim", "default_pod", "default_pod_resources", "default_pod_spec"]

GRACE_PERIOD = 30
TOKEN_LIFETIME = 3600
_VOLUME_CONTENT = frozenset({"ephemeral", "projected"})


def default_pod(spec: dict[str, Any], features: Features) -> None:
    """Set the defaults of Pods that templates do not get, before all others.

    Go: `SetDefaults_Pod`.
    """
    for container in _running_containers(spec):
        limits = container.get("resources", {}).get("limits")
        if limits is not None:
            resources = container["resources"]
            resources["requests"] = {**limits, **resources.get("requests", {})}
    if spec.get("resources") and not features.complete_pod_resources:
        default_pod_resources(spec, complete=False)
    if spec.get("hostNetwork"):
        for container in _running_containers(spec):
            for port in container.get("ports", ()):
                port["hostPort"] = port.get("hostPort") or port.get("containerPort", 0)


def _running_containers(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from spec.get("containers", ())
    yield from spec.get("initContainers", ())


def default_pod_resources(spec: dict[str, Any], *, complete: bool) -> None:
    """Set the defaults of the resources of a Pod as a whole; from 1.37 on, `complete`.

    Go: `defaultHugePagePodLimits` and `defaultPodRequests`, or `DefaultPodLevelResources`.
    """
    from podlint.models import server_defaults

    from .pod_resources import aggregate

    own = spec["resources"]
    given = own.get("requests", {}), own.get("limits", {})
    needed, allowed = aggregate(spec, "requests"), aggregate(spec, "limits")
    if complete:
        limits = [
            container.get("resources", {}).get("limits", {})
            for name in CONTAINER_LISTS
            for container in spec.get(name, ())
        ]
        found = server_defaults.complete_pod_resources(*given, needed, allowed, limits)
    else:
        found = server_defaults.default_pod_resources(*given, needed, allowed)
    for name, amounts in zip(("requests", "limits"), found, strict=True):
        if amounts:
            own[name] = amounts


def default_pod_spec(spec: dict[str, Any]) -> None:
    """Set the defaults of specs of Pods and templates.

    Go: `SetDefaults_PodSpec` and the functions that the generated defaults of a Pod call.
    """
    spec["dnsPolicy"] = spec.get("dnsPolicy") or "ClusterFirst"
    spec["restartPolicy"] = spec.get("restartPolicy") or "Always"
    spec.setdefault("securityContext", {})
    spec.setdefault("terminationGracePeriodSeconds", GRACE_PERIOD)
    if not spec.get("serviceAccountName") and spec.get("serviceAccount"):
        spec["serviceAccountName"] = spec["serviceAccount"]
    for volume in spec.get("volumes", ()):
        if volume.keys().isdisjoint(SOURCES):
            volume["emptyDir"] = {}
        elif not volume.keys().isdisjoint(_VOLUME_CONTENT):
            _default_volume(volume)
    for name in CONTAINER_LISTS:
        for container in spec.get(name, ()):
            _default_container(container)
    if "overhead" in spec:
        _round(spec, "overhead")
    if "resources" in spec:
        _round_resources(spec["resources"])


def _default_volume(volume: dict[str, Any]) -> None:
    for source in volume.get("projected", {}).get("sources", ()):
        if "serviceAccountToken" in source:
            source["serviceAccountToken"].setdefault("expirationSeconds", TOKEN_LIFETIME)
    template = volume.get("ephemeral", {}).get("volumeClaimTemplate")
    if template is not None:
        default_claim(template)


def default_claim(claim: dict[str, Any]) -> None:
    """Set the defaults of a claim or a template of claims.

    Go: `SetDefaults_PersistentVolumeClaimSpec`.
    """
    claim.setdefault("metadata", {})
    spec = claim.setdefault("spec", {})
    if "resources" in spec:
        _round_resources(spec["resources"])


def _default_container(container: dict[str, Any]) -> None:
    """Go: `SetDefaults_Container`, `SetDefaults_Probe`, `SetDefaults_HTTPGetAction`."""
    for port in container.get("ports", ()):
        port["protocol"] = port.get("protocol") or "TCP"
    if "resources" in container:
        _round_resources(container["resources"])
    for name in PROBES:
        if name in container:
            probe = container[name]
            probe["successThreshold"] = probe.get("successThreshold") or 1
            _default_handler(probe)
    lifecycle = container.get("lifecycle")
    if lifecycle:
        for name in ("postStart", "preStop"):
            _default_handler(lifecycle.get(name, {}))


def _default_handler(handler: dict[str, Any]) -> None:
    if "httpGet" in handler:
        handler["httpGet"]["scheme"] = handler["httpGet"].get("scheme") or "HTTP"


def _round_resources(resources: dict[str, Any]) -> None:
    for name in ("limits", "requests"):
        if name in resources:
            _round(resources, name)


def _round(owner: dict[str, Any], name: str) -> None:
    """Round amounts up to thousandths.

    Go: `SetDefaults_ResourceList`.
    """
    owner[name] = {key: quantity.rounded_to_milli() for key, quantity in owner[name].items()}
