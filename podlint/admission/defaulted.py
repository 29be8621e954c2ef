"""Why a Pod is invalid with the defaults that LimitRanges set in its containers.

The API server validates a Pod after the plugin LimitRanger has changed it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podlint.document import Path
from podlint.models.container_defaults import ContainerDefaults
from podlint.models.workloads import PodTarget
from podlint.startup.frozen import Frozen
from podlint.validation.kinds import KINDS

if TYPE_CHECKING:
    from podlint.validation import FieldError
    from podlint.validation.features import Features

__all__ = ["UNCHANGED", "Changes", "changes_by_defaults", "set_defaults"]

_CONTAINERS = ("containers", "initContainers")


class Changes(Frozen):
    """How the defaults of LimitRanges change the validity of a Pod.

    Attributes:
        errors: The errors that the Pod has only because of the defaults. Their paths start at the
            object that contains the Pod.
        healed: The paths of the errors that it has only without the defaults.
    """

    errors: tuple[FieldError, ...] = ()
    healed: frozenset[Path] = frozenset()


UNCHANGED = Changes()


def changes_by_defaults(
    pod: PodTarget, version: str | None = None, features: Features | None = None
) -> Changes:
    """How such defaults change a Pod, or the Pods that are made from a template.

    Nothing is known about custom resources.

    Args:
        pod: The Pod.
        version: The version of Kubernetes; the newest one that the Pod is for if None.
        features: The features of the server; those of the version if None.

    Raises:
        ValueError: `version` is not a version.
    """
    defaults = pod.spec.container_defaults
    known = defaults and (defaults.requests or defaults.limits)
    if defaults is None or not known or type(pod.owner).__name__ not in KINDS:
        return UNCHANGED
    from podlint.validation.create import changed_errors
    from podlint.validation.features import features_of

    version = version or pod.versions[-1]

    def admit(spec: dict[str, Any]) -> None:
        set_defaults(spec, defaults)

    errors, healed = changed_errors(
        pod.owner.written, version, features or features_of(version), admit
    )
    return Changes(tuple(errors), frozenset(error.path for error in healed))


def set_defaults(spec: dict[str, Any], defaults: ContainerDefaults) -> None:
    """Set default requests and limits in the containers of a decoded Pod spec.

    Go: `mergePodResourceRequirements`.
    """
    for field in _CONTAINERS:
        for container in spec.get(field, ()):
            resources = container.setdefault("resources", {})
            for which in ("requests", "limits"):
                own = resources.get(which, {})
                if amounts := {**defaults.amounts(which), **own}:
                    resources[which] = amounts
