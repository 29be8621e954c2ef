"""The spec of a Pod, in a Pod or in a template.

Source: `ValidatePodSpec` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .affinity import refuse_affinity
from .containers import PodFacts, refuse_app_containers
from .dns import (
    refuse_dns_config,
    refuse_dns_policy,
    refuse_host_aliases,
    refuse_host_names,
    refuse_hostname_override,
)
from .environment import refuse_file_references
from .error import Errors
from .features import Features
from .host_namespaces import refuse_own_users
from .init_and_ephemeral import refuse_ephemeral_containers, refuse_init_containers
from .labels import refuse_labels
from .names import dns_subdomain
from .origin import relocate
from .path import Path
from .pod_resources import refuse_pod_resources
from .ports import refuse_host_ports_unlike_container_ports
from .resource_claims import claim_names, refuse_claims
from .resources import refuse_container_resources
from .restarts import refuse_restart_policy
from .scheduling import refuse_gates, refuse_readiness_gates, refuse_spread
from .security_context import refuse_pod_security_context
from .tolerations import refuse_tolerations
from .volumes import VolumeContext, refuse_volumes
from .windows import refuse_host_processes, refuse_other_system

__all__ = ["refuse_pod_spec"]

LONGEST_DEADLINE = 2**31 - 1
PREEMPTION_POLICIES = ("PreemptLowerPriority", "Never")
_NAMES = ("serviceAccountName", "nodeName", "priorityClassName")


def refuse_pod_spec(
    errors: Errors,
    spec: dict[str, Any],
    metadata: dict[str, Any] | None,
    features: Features,
    at: Path,
) -> None:
    """Everything wrong with a spec; `metadata` is that of a Pod, templates have none here.

    Go: `ValidatePodSpec`.
    """
    is_pod = metadata is not None
    pod_metadata = metadata or {}
    context = VolumeContext(features, is_pod, pod_metadata.get("name", ""))
    volumes = refuse_volumes(errors, spec.get("volumes", []), context, (*at, "volumes"))
    refuse_claims(errors, spec, pod_metadata.get("annotations", {}), at)
    facts = PodFacts(
        features=features,
        volumes=volumes,
        claim_names=claim_names(spec),
        restart_policy=spec["restartPolicy"],
        grace_period=spec["terminationGracePeriodSeconds"],
        host_users=spec.get("hostUsers") is not False,
    )
    refuse_app_containers(errors, spec, facts, at)
    refuse_init_containers(errors, spec, facts, at)
    refuse_ephemeral_containers(errors, spec, facts, at)
    refuse_pod_resources(errors, spec, facts.claim_names, at)
    refuse_host_ports_unlike_container_ports(errors, spec, is_pod, at)
    refuse_restart_policy(errors, spec, at)
    _refuse_network(errors, spec, features, at)
    _refuse_security(errors, spec, features, at)
    _refuse_placement(errors, spec, at)
    _refuse_settings(errors, spec, at)
    refuse_file_references(errors, spec, at)


def _refuse_network(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    refuse_dns_policy(errors, spec, at)
    refuse_dns_config(errors, spec, features, at)
    refuse_hostname_override(errors, spec, at)
    refuse_host_names(errors, spec, at)
    refuse_host_aliases(errors, spec, features, at)


def _refuse_security(errors: Errors, spec: dict[str, Any], features: Features, at: Path) -> None:
    refuse_pod_security_context(errors, spec, at)
    refuse_host_processes(errors, spec, features, at)
    refuse_own_users(errors, spec, at)
    refuse_other_system(errors, spec, at)


def _refuse_placement(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    refuse_labels(errors, spec.get("nodeSelector", {}), (*at, "nodeSelector"))
    refuse_affinity(errors, spec, at)
    refuse_readiness_gates(errors, spec, at)
    refuse_gates(errors, spec, at)
    refuse_spread(errors, spec, at)
    refuse_tolerations(errors, spec.get("tolerations", []), (*at, "tolerations"))


def _refuse_settings(errors: Errors, spec: dict[str, Any], at: Path) -> None:
    """Names of other objects, a deadline, preemption and overhead."""
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
    if "overhead" in spec:
        limits, place, start = {"limits": spec["overhead"]}, (*at, "overhead"), len(errors)
        refuse_container_resources(errors, limits, frozenset(), place)
        relocate(errors, start, {(*place, "limits"): place})
