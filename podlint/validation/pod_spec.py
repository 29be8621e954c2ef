"""The spec of a Pod, in a Pod or in a template.

Most Pods use few of the many fields; the checks of the others are imported only if they are needed.

Source: `ValidatePodSpec` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .containers import PodFacts, refuse_app_containers
from .containers_in_spec import containers_of
from .error import Errors
from .features import Features
from .names import dns_subdomain
from .origin import relocate
from .path import Path
from .volumes import VolumeContext, refuse_volumes

__all__ = ["refuse_pod_spec"]

LONGEST_DEADLINE = 2**31 - 1
POD_POLICIES = ("Always", "OnFailure", "Never")
_OF_NETWORK = (
    "dnsConfig",
    "hostAliases",
    "hostname",
    "subdomain",
    "hostnameOverride",
)
_OF_SCHEDULING = ("readinessGates", "schedulingGates", "topologySpreadConstraints")
PREEMPTION_POLICIES = ("PreemptLowerPriority", "Never")
_NAMES = ("serviceAccountName", "nodeName", "priorityClassName")


def refuse_pod_spec(
    errors: Errors,
    spec: dict[str, Any],
    metadata: dict[str, Any] | None,
    features: Features,
    at: Path,
) -> None:
    """Refuse all errors of a spec; `metadata` is that of a Pod, and None for a template.

    Go: `ValidatePodSpec`.
    """
    is_pod = metadata is not None
    pod_metadata = metadata or {}
    context = VolumeContext(features, is_pod, pod_metadata.get("name", ""))
    volumes = refuse_volumes(errors, spec.get("volumes", []), context, (*at, "volumes"))
    claimed: frozenset[str] = frozenset()
    if "resourceClaims" in spec:
        from .resource_claims import claim_names, refuse_claims

        refuse_claims(errors, spec, pod_metadata.get("annotations", {}), at)
        claimed = claim_names(spec)
    facts = PodFacts(
        features=features,
        volumes=volumes,
        claim_names=claimed,
        restart_policy=spec["restartPolicy"],
        grace_period=spec["terminationGracePeriodSeconds"],
        host_users=spec.get("hostUsers") is not False,
    )
    refuse_app_containers(errors, spec, facts, at)
    if "initContainers" in spec or "ephemeralContainers" in spec:
        from .init_and_ephemeral import refuse_ephemeral_containers, refuse_init_containers

        refuse_init_containers(errors, spec, facts, at)
        refuse_ephemeral_containers(errors, spec, facts, at)
    _refuse_resources(errors, spec, claimed, at)
    if spec.get("hostNetwork"):
        from .ports import refuse_host_ports_unlike_container_ports

        refuse_host_ports_unlike_container_ports(errors, spec, is_pod, at)
    if spec["restartPolicy"] not in POD_POLICIES:
        errors.not_supported((*at, "restartPolicy"), POD_POLICIES)
    _refuse_network(errors, spec, features, at)
    _refuse_security(errors, spec, features, at)
    _refuse_placement(errors, spec, features, at)
    _refuse_settings(errors, spec, at)
    if any("env" in container for container, _ in containers_of(spec, at)):
        from .environment import refuse_file_references

        refuse_file_references(errors, spec, at)


def _refuse_resources(
    errors: Errors, spec: dict[str, Any], claimed: frozenset[str], at: Path
) -> None:
    """Refuse errors of the Pod's resources as a whole, and of overhead, which the server checks as
    limits.
    """
    if "resources" in spec:
        from .pod_resources import refuse_pod_resources

        refuse_pod_resources(errors, spec, claimed, at)
    if "overhead" in spec:
        from .resources import refuse_container_resources

        limits, place, start = {"limits": spec["overhead"]}, (*at, "overhead"), len(errors)
        refuse_container_resources(errors, limits, frozenset(), place)
        relocate(errors, start, {(*place, "limits"): place})


def _refuse_network(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    if spec["dnsPolicy"] == "ClusterFirst" and spec.keys().isdisjoint(_OF_NETWORK):
        return
    from . import dns

    dns.refuse_dns_policy(errors, spec, at)
    dns.refuse_dns_config(errors, spec, features, at)
    dns.refuse_hostname_override(errors, spec, at)
    dns.refuse_host_names(errors, spec, at)
    dns.refuse_host_aliases(errors, spec, features, at)


def _refuse_security(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    if spec["securityContext"] or spec.get("shareProcessNamespace"):
        from .security_context import refuse_pod_security_context

        refuse_pod_security_context(errors, spec, features, at)
    if spec.get("hostUsers") is False:
        from .host_namespaces import refuse_own_users

        refuse_own_users(errors, spec, features, at)
    owners = [spec, *(container for container, _ in containers_of(spec, at))]
    on_windows = any("windowsOptions" in each.get("securityContext", ()) for each in owners)
    if on_windows or "os" in spec:
        from .windows import refuse_host_processes, refuse_other_system

        refuse_host_processes(errors, spec, features, at)
        refuse_other_system(errors, spec, at)


def _refuse_placement(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    if "nodeSelector" in spec:
        from .labels import refuse_labels

        refuse_labels(errors, spec["nodeSelector"], (*at, "nodeSelector"))
    if "affinity" in spec:
        from .affinity import refuse_affinity

        refuse_affinity(errors, spec, at)
    if not spec.keys().isdisjoint(_OF_SCHEDULING):
        from .scheduling import refuse_gates, refuse_readiness_gates, refuse_spread

        refuse_readiness_gates(errors, spec, at)
        refuse_gates(errors, spec, at)
        refuse_spread(errors, spec, features, at)
    if "tolerations" in spec:
        from .tolerations import refuse_tolerations

        refuse_tolerations(errors, spec["tolerations"], (*at, "tolerations"))


def _refuse_settings(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Refuse invalid names of other objects, an invalid deadline, and invalid preemption."""
    for name in _NAMES:
        if spec.get(name):
            errors.invalid_each((*at, name), dns_subdomain(spec[name]))
    if "runtimeClassName" in spec:
        errors.invalid_each((*at, "runtimeClassName"), dns_subdomain(spec["runtimeClassName"]))
    if not 1 <= spec.get("activeDeadlineSeconds", 1) <= LONGEST_DEADLINE:
        errors.invalid(
            (*at, "activeDeadlineSeconds"),
            f"must be between 1 and {LONGEST_DEADLINE}, inclusive",
        )
    policy = spec.get("preemptionPolicy", "Never")
    if not policy:
        errors.required((*at, "preemptionPolicy"))
    elif policy not in PREEMPTION_POLICIES:
        errors.not_supported((*at, "preemptionPolicy"), PREEMPTION_POLICIES)
