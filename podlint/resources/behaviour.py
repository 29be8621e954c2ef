"""What differs between the versions of Kubernetes in the arithmetic of resources.

Source: `pkg/features/kube_features.go` and `pkg/apis/core/v1/helper/qos` of Kubernetes 1.33 to
1.37.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from podlint.version import parse_version

__all__ = ["COMPLETE_DEFAULTS", "POD_LEVEL_RESOURCES", "Behaviour", "behaviour_of"]

POD_LEVEL_RESOURCES = "1.34"
"""The first version in which a Pod as a whole has resources (gate `PodLevelResources`)."""

COMPLETE_DEFAULTS = "1.37"
"""The first version that defaults all of them (gate `PodLevelResourcesFixDefaulting`)."""

_QUALITY_BY_CONTAINER = "1.37"


class Behaviour(NamedTuple):
    """How one version computes."""

    own_resources: bool
    """The resources of the Pod as a whole count. Before, the server drops them."""
    complete_defaults: bool
    """They default to what the containers request, and to limits that all containers have."""
    quality_by_container: bool
    """Each container has a QoS class of its own, and the Pod has what they agree on.

    Before, the sums over the containers decide. With it came `PodLevelResourcesFixKubeletQOSClass`:
    resources of the Pod as a whole that name nothing, such as `{}`, do not decide the class.
    """


@functools.cache
def behaviour_of(version: str) -> Behaviour:
    """How a version such as ``1.37`` computes.

    Raises:
        ValueError: it is no version.
    """
    numbers = parse_version(version)
    return Behaviour(
        own_resources=numbers >= parse_version(POD_LEVEL_RESOURCES),
        complete_defaults=numbers >= parse_version(COMPLETE_DEFAULTS),
        quality_by_container=numbers >= parse_version(_QUALITY_BY_CONTAINER),
    )
