"""Init containers, sidecars and ephemeral containers.

Source: `validateInitContainers` and `validateEphemeralContainers` of `pkg/apis/core/validation`.
"""

from __future__ import annotations

from typing import Any

from .containers import (
    PodFacts,
    refuse_container,
    refuse_hooks_and_probes,
    refuse_padded_image,
)
from .containers_in_spec import PROBES
from .error import Errors
from .path import Path
from .ports import refuse_same_host_ports
from .restarts import refuse_init_container_restarts

__all__ = ["refuse_ephemeral_containers", "refuse_init_containers"]

_OF_EPHEMERAL = frozenset(
    {
        "name",
        "image",
        "command",
        "args",
        "workingDir",
        "envFrom",
        "env",
        "volumeMounts",
        "volumeDevices",
        "terminationMessagePath",
        "terminationMessagePolicy",
        "imagePullPolicy",
        "securityContext",
        "stdin",
        "stdinOnce",
        "tty",
        "targetContainerName",
    }
)


def _names(containers: list[dict[str, Any]]) -> set[str]:
    return {container.get("name", "") for container in containers}


def refuse_init_containers(errors: Errors, spec: dict[str, Any], pod: PodFacts, at: Path) -> None:
    """Refuse all errors of init containers and sidecars.

    Go: `validateInitContainers`.
    """
    at = (*at, "initContainers")
    names = _names(spec.get("containers", []))
    for index, container in enumerate(spec.get("initContainers", ())):
        place = (*at, index)
        refuse_container(errors, container, pod, place)
        refuse_init_container_restarts(errors, container, pod.features, place)
        name = container.get("name", "")
        if name in names:
            errors.duplicate((*place, "name"))
        elif name:
            names.add(name)
        refuse_same_host_ports(errors, [(index, container)], at, shown=0)
        if container.get("restartPolicy") == "Always":
            refuse_hooks_and_probes(errors, container, pod.grace_period, pod.features, place)
        else:
            _refuse_of_sidecars(errors, container, pod, place)


def _refuse_of_sidecars(errors: Errors, container: dict[str, Any], pod: PodFacts, at: Path) -> None:
    """Refuse fields that only sidecars among the init containers may have."""
    for name in ("lifecycle", *PROBES):
        if name in container:
            errors.forbidden(
                (*at, name), "may not be set for init containers without restartPolicy=Always"
            )
    policies = container.get("resizePolicy", ())
    for index, policy in enumerate(policies if pod.features.init_resize_restart_refused else ()):
        if policy.get("restartPolicy") == "RestartContainer":
            errors.invalid(
                (*at, "resizePolicy", index, "restartPolicy"),
                "must not be set to 'RestartContainer' for non-sidecar initContainers",
            )


def refuse_ephemeral_containers(
    errors: Errors, spec: dict[str, Any], pod: PodFacts, at: Path
) -> None:
    """Refuse all errors of ephemeral containers, although a new Pod must not have any.

    Go: `validateEphemeralContainers`.
    """
    at = (*at, "ephemeralContainers")
    others = _names(spec.get("containers", [])) | _names(spec.get("initContainers", []))
    names = set(others)
    message = "cannot be set for an Ephemeral Container"
    for index, container in enumerate(spec.get("ephemeralContainers", ())):
        place = (*at, index)
        refuse_container(errors, container, pod, place)
        refuse_padded_image(errors, container, place)
        name = container.get("name", "")
        if name in names:
            errors.duplicate((*place, "name"))
        names.add(name)
        target = container.get("targetContainerName", "")
        if target and target not in others:
            errors.not_found((*place, "targetContainerName"))
        for name in container:
            if name not in _OF_EPHEMERAL and (name != "resources" or container[name]):
                errors.forbidden((*place, name), message)
        for position, mount in enumerate(container.get("volumeMounts", ())):
            for name in ("subPath", "subPathExpr"):
                if mount.get(name):
                    errors.forbidden((*place, "volumeMounts", position, name), message)
