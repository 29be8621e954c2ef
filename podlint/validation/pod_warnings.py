"""Warnings about Pods and templates that the API server accepts.

Source: `warningsForPodSpecAndMeta` of `pkg/api/pod/warnings.go`.
"""

from __future__ import annotations

from typing import Any

from .annotations import APPARMOR, SECCOMP_CONTAINER, SECCOMP_POD, apparmor_profile
from .containers_in_spec import containers_of
from .error import Warnings
from .features import Features
from .fraction_warnings import warn_of_fraction
from .path import Key, Path
from .quoting import quoted

__all__ = ["warn_of_pod"]

_NO_FUNCTION = {
    "scheduler.alpha.kubernetes.io/critical-pod": (
        'non-functional in v1.16+; use the "priorityClassName" field instead'
    ),
    "security.alpha.kubernetes.io/sysctls": (
        'non-functional in v1.11+; use the "sysctls" field instead'
    ),
    "security.alpha.kubernetes.io/unsafe-sysctls": (
        'non-functional in v1.11+; use the "sysctls" field instead'
    ),
}
_NO_SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead'
OLD_APPARMOR = 'deprecated since v1.30; use the "appArmorProfile" field instead'
_BYTES = ("memory", "ephemeral-storage")


def warn_of_pod(warnings: Warnings, pod: dict[str, Any], features: Features, at: Path) -> None:
    """Warn about a Pod, for which `at` is empty, or about a template.

    Go: `GetWarningsForPod`, `GetWarningsForPodTemplate`.
    """
    spec, annotations = pod["spec"], pod["metadata"].get("annotations", {})
    place, noted = (*at, "spec"), (*at, "metadata", "annotations")
    if not spec.keys().isdisjoint(("nodeSelector", "affinity", "topologySpreadConstraints")):
        from .scheduling_warnings import warn_of_node_labels, warn_of_spread

        warn_of_node_labels(warnings, spec, features, place)
        warn_of_spread(warnings, spec, place)
    for key, text in _NO_FUNCTION.items():
        if key in annotations:
            warnings.at((*noted, Key(key)), text)
    if "volumes" in spec:
        from .volume_warnings import warn_of_overlaps, warn_of_plugins

        warn_of_plugins(warnings, spec, place)
        warn_of_overlaps(warnings, spec, features, place)
    _warn_of_repetitions(warnings, spec, place)
    for name in _BYTES:
        warn_of_fraction(warnings, spec.get("overhead", {}), name, (*place, "overhead"))
    if SECCOMP_POD in annotations and "seccompProfile" not in spec["securityContext"]:
        warnings.at((*noted, Key(SECCOMP_POD)), _NO_SECCOMP)
    for container, where in containers_of(spec, place):
        if annotations:
            _warn_of_profiles(warnings, container, spec, annotations, features, at)
        _warn_of_resources(warnings, container, where)
        _warn_of_variables(warnings, container, where)
    if any("ports" in container for container, _ in containers_of(spec, place)):
        from .port_warnings import warn_of_ports

        warn_of_ports(warnings, spec, place)
    if spec["terminationGracePeriodSeconds"] < 0:
        warnings.at(
            (*place, "terminationGracePeriodSeconds"),
            "must be >= 0; negative values are invalid and will be treated as 1",
        )
    if "affinity" in spec:
        from .scheduling_warnings import warn_of_affinity

        warn_of_affinity(warnings, spec, place)
    if "dnsConfig" in spec or "hostAliases" in spec:
        _warn_of_addresses(warnings, spec, features, place)


def _warn_of_addresses(
    warnings: Warnings, spec: dict[str, Any], features: Features, at: Path
) -> None:
    from .addresses import warn_of_address

    nameservers = spec.get("dnsConfig", {}).get("nameservers", ())
    for index, address in enumerate(nameservers):
        warn_of_address(warnings, address, features, (*at, "dnsConfig", "nameservers", index))
    for index, alias in enumerate(spec.get("hostAliases", ())):
        place = (*at, "hostAliases", index, "ip")
        warn_of_address(warnings, alias.get("ip", ""), features, place)


def _warn_of_repetitions(warnings: Warnings, spec: dict[str, Any], at: Path) -> None:
    """Warn about repeated addresses and secrets, and about secrets without a name."""
    seen: set[str] = set()
    for index, alias in enumerate(spec.get("hostAliases", ())):
        address = alias.get("ip", "")
        if address in seen:
            warnings.at((*at, "hostAliases", index, "ip"), f"duplicate ip {quoted(address)}")
        seen.add(address)
    seen = set()
    secrets = [secret.get("name", "") for secret in spec.get("imagePullSecrets", ())]
    for index, name in enumerate(secrets):
        if name in seen:
            warnings.at((*at, "imagePullSecrets", index, "name"), f"duplicate name {quoted(name)}")
        seen.add(name)
    for index, name in enumerate(secrets):
        if not name:
            warnings.at((*at, "imagePullSecrets", index, "name"), 'invalid empty name ""')


def _warn_of_resources(warnings: Warnings, container: dict[str, Any], at: Path) -> None:
    resources = container.get("resources", {})
    for name in _BYTES if resources else ():
        for which in ("limits", "requests"):
            place = (*at, "resources", which)
            warn_of_fraction(warnings, resources.get(which, {}), name, place)


def _warn_of_profiles(
    warnings: Warnings,
    container: dict[str, Any],
    spec: dict[str, Any],
    annotations: dict[str, str],
    features: Features,
    at: Path,
) -> None:
    """Warn about profiles in annotations without the corresponding field."""
    noted, context = (*at, "metadata", "annotations"), container.get("securityContext", {})
    key = SECCOMP_CONTAINER + container.get("name", "")
    if key in annotations and "seccompProfile" not in context:
        warnings.at((*noted, Key(key)), _NO_SECCOMP)
    key = APPARMOR + container.get("name", "")
    if not at or key not in annotations or "appArmorProfile" in context:
        return
    inherited = spec["securityContext"].get("appArmorProfile")
    silent = features.apparmor_fields_annotated or inherited == apparmor_profile(annotations[key])
    if inherited is None or not silent:
        warnings.at((*noted, Key(key)), OLD_APPARMOR)


def _warn_of_variables(warnings: Warnings, container: dict[str, Any], at: Path) -> None:
    """Warn about variables that replace one of the same name without using it."""
    seen: set[str] = set()
    for index, variable in enumerate(container.get("env", ())):
        name, value = variable.get("name", ""), variable.get("value", "")
        reference = f"$({name})"
        builds_on_it = reference in value and value != reference and "valueFrom" not in variable
        if name in seen and not builds_on_it:
            warnings.at(
                (*at, "env", index),
                f"hides previous definition of {quoted(name)}, "
                "which may be dropped when using apply",
            )
        seen.add(name)
