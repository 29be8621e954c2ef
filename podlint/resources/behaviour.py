"""Differences between Kubernetes versions in the arithmetic of resources.

Source: `pkg/features/kube_features.go` and `pkg/apis/core/v1/helper/qos` of Kubernetes 1.33 to
1.37.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from podlint.version import parse_version

__all__ = ["COMPLETE_DEFAULTS", "POD_LEVEL_RESOURCES", "Behaviour", "behaviour_of"]

POD_LEVEL_RESOURCES = "1.34"
"""The first version with Pod-level resources by default (feature gate `PodLevelResources`)."""

COMPLETE_DEFAULTS = "1.37"
"""The first version that sets defaults for all Pod-level resources.

Feature gate: `PodLevelResourcesFixDefaulting`.
"""

_QUALITY_BY_CONTAINER = "1.37"


class Behaviour(NamedTuple):
    """How a version of Kubernetes computes resources."""

    own_resources: bool
    """Pod-level resources count. Earlier versions of the API server drop them."""
    complete_defaults: bool
    """All Pod-level resources get defaults: from the container requests, and from limits that all
    containers have."""
    quality_by_container: bool
    """Each container has its own QoS class, and the Pod has this class if all containers agree.

    In earlier versions, the sums over the containers decide. With this change came the feature gate
    `PodLevelResourcesFixKubeletQOSClass`: empty Pod-level resources, such as `{}`, do not decide
    the class.
    """


@functools.cache
def behaviour_of(version: str) -> Behaviour:
    """How a version such as ``1.37`` computes resources.

    Raises:
        ValueError: The text is not a version.
    """
    numbers = parse_version(version)
    return Behaviour(
        own_resources=numbers >= parse_version(POD_LEVEL_RESOURCES),
        complete_defaults=numbers >= parse_version(COMPLETE_DEFAULTS),
        quality_by_container=numbers >= parse_version(_QUALITY_BY_CONTAINER),
    )
