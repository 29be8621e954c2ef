"""Containers: the checks of all sorts of containers, and those of app containers.

Source: `validateContainerCommon` and `validateContainers` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .containers_in_spec import PROBES
from .error import Errors
from .features import Features
from .names import dns_label, strip_spaces
from .path import Path

__all__ = [
    "PodFacts",
    "refuse_app_containers",
    "refuse_container",
    "refuse_hooks_and_probes",
    "refuse_padded_image",
]

PULL_POLICIES = ("Always", "IfNotPresent", "Never")
MESSAGE_POLICIES = ("File", "FallbackToLogsOnError")
RESIZED = ("cpu", "memory")
RESIZE_POLICIES = ("NotRequired", "RestartContainer")


class PodFacts(NamedTuple):
    """The properties of a Pod that the checks of its containers need."""

    features: Features
    volumes: dict[str, dict[str, Any]]
    claim_names: frozenset[str]
    restart_policy: str
    grace_period: int
    host_users: bool


def refuse_app_containers(errors: Errors, spec: dict[str, Any], pod: PodFacts, at: Path) -> None:
    """Refuse a Pod without containers, and all errors of each container.

    Go: `validateContainers`.
    """
    at = (*at, "containers")
    containers = spec.get("containers", ())
    if not containers:
        errors.required(at)
        return
    names: set[str] = set()
    for index, container in enumerate(containers):
        place = (*at, index)
        refuse_container(errors, container, pod, place)
        name = container.get("name", "")
        if name in names:
            errors.duplicate((*place, "name"))
        names.add(name)
        refuse_hooks_and_probes(errors, container, pod.grace_period, pod.features, place)
        if "restartPolicy" in container or "restartPolicyRules" in container:
            from .restarts import refuse_container_restarts

            refuse_container_restarts(errors, container, pod.features, place)
    if any("ports" in container for container in containers):
        from .ports import refuse_same_host_ports

        refuse_same_host_ports(errors, list(enumerate(containers)), at)


def refuse_hooks_and_probes(
    errors: Errors, container: dict[str, Any], grace_period: int, features: Features, at: Path
) -> None:
    """Refuse all errors of hooks and probes, for containers that may have them."""
    if "lifecycle" in container:
        from .lifecycle import refuse_lifecycle

        refuse_lifecycle(errors, container, grace_period, features, at)
    if not container.keys().isdisjoint(PROBES):
        from .probes import refuse_probes

        refuse_probes(errors, container, grace_period, at)


def refuse_container(errors: Errors, container: dict[str, Any], pod: PodFacts, at: Path) -> None:
    """Refuse the errors of a container of any sort.

    Go: `validateContainerCommon`.
    """
    name = container.get("name")
    if name:
        errors.invalid_each((*at, "name"), dns_label(name))
    else:
        errors.required((*at, "name"))
    if not container.get("image"):
        errors.required((*at, "image"))
    if container.get("terminationMessagePolicy", "") not in ("", *MESSAGE_POLICIES):
        errors.not_supported((*at, "terminationMessagePolicy"), MESSAGE_POLICIES)
    _refuse_inputs(errors, container, pod, at)
    if container.get("imagePullPolicy", "") not in ("", *PULL_POLICIES):
        errors.not_supported((*at, "imagePullPolicy"), PULL_POLICIES)
    if "resources" in container:
        from .resources import refuse_container_resources

        place = (*at, "resources")
        refuse_container_resources(errors, container["resources"], pod.claim_names, place)
    if "resizePolicy" in container:
        _refuse_resize(errors, container["resizePolicy"], pod.restart_policy, (*at, "resizePolicy"))
    if "securityContext" in container:
        from .security_context import refuse_security_context

        refuse_security_context(
            errors,
            container["securityContext"],
            (*at, "securityContext"),
            host_users=pod.host_users,
            allow_privileged=pod.features.allow_privileged,
        )


def _refuse_inputs(errors: Errors, container: dict[str, Any], pod: PodFacts, at: Path) -> None:
    """Refuse errors of ports, variables and volumes; modules are imported only if they are
    needed.
    """
    if "ports" in container:
        from .ports import refuse_ports

        refuse_ports(errors, container["ports"], (*at, "ports"))
    if "env" in container:
        from .environment import refuse_environment

        refuse_environment(errors, container["env"], pod.features, (*at, "env"))
    if "envFrom" in container:
        from .environment import refuse_imported_environment

        refuse_imported_environment(errors, container["envFrom"], pod.features, (*at, "envFrom"))
    if "volumeMounts" in container:
        from .mounts import refuse_mounts

        refuse_mounts(errors, container, pod.volumes, (*at, "volumeMounts"))
    if "volumeDevices" in container:
        from .mounts import refuse_devices

        refuse_devices(errors, container, pod.volumes, (*at, "volumeDevices"))


def _refuse_resize(
    errors: Errors, policies: list[dict[str, Any]], restart_policy: str, at: Path
) -> None:
    """Refuse policies for other resources, repeated ones, and ones that contradict the Pod's
    restart policy.

    Go: `validateResizePolicy`.
    """
    seen = set()
    for index, policy in enumerate(policies):
        place = (*at, index)
        resource, restart = policy.get("resourceName", ""), policy.get("restartPolicy", "")
        if resource in seen:
            errors.duplicate(place)
        seen.add(resource)
        for name, value, known in (
            ("resourceName", resource, RESIZED),
            ("restartPolicy", restart, RESIZE_POLICIES),
        ):
            if not value:
                errors.required((*place, name), shown=at)
            elif value not in known:
                errors.not_supported((*place, name), known, at, value)
        if restart_policy == "Never" and restart != "NotRequired":
            errors.invalid(
                (*place, "restartPolicy"),
                "must be 'NotRequired' when pod `restartPolicy` is 'Never'",
                shown=at,
                value=restart,
            )


def refuse_padded_image(errors: Errors, container: dict[str, Any], at: Path) -> None:
    """Refuse blanks around an image; only in Pods, not in templates.

    Go: `validateContainerOnlyForPod`.
    """
    image = container.get("image", "")
    if strip_spaces(image) != image:
        errors.invalid((*at, "image"), "must not have leading or trailing whitespace")
