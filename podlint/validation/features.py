"""What differs between the versions of Kubernetes: one row of facts for each.

The facts are the feature gates that are on by default and the few rules that came without a gate.
Gates that are off in every version here (`ContainerStopSignals`, `ClusterTrustBundleProjection`,
`PodCertificateRequest`, `GenericWorkload`, `SELinuxMount`, `MaxUnavailableStatefulSet`,
`TaintTolerationComparisonOperators`, `UserNamespacesHostNetworkSupport`) have no column.

Source: `pkg/features/kube_features.go` of Kubernetes 1.34.4 and 1.36.3.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from podlint.document.numerals import whole_number

__all__ = ["VERIFIED", "Features", "features_of", "parse_version"]


class Features(NamedTuple):
    """The facts of one version."""

    version: tuple[int, int]
    restart_rules: bool
    """Restart policies and rules of single containers (`ContainerRestartRules`)."""
    restart_all_containers: bool
    """The action RestartAllContainers (`RestartAllContainersOnContainerExits`)."""
    env_files: bool
    """`fileKeyRef` of environment variables (`EnvFiles`)."""
    image_volumes: bool
    """Volumes that are images (`ImageVolume`)."""
    hostname_override: bool
    """`hostnameOverride` (`HostnameOverride`)."""
    strict_addresses: bool
    """No leading zeros, no IPv4 in IPv6 (`StrictIPCIDRValidation`)."""
    init_resize_restart_refused: bool
    """The resize policy RestartContainer is refused for init containers that end."""
    controller_prefix_checked: bool
    """The `generateName` of a ReplicationController is checked beside the name made from it."""
    csi_driver_checked_if_empty: bool
    """A CSI driver without a name is also said to have a bad one."""
    length_unit: str
    """What the server says it counts where the value of a label is too long."""
    old_address: str
    """What the server says about an address that strict versions refuse."""
    allow_privileged: bool = True
    """The server runs with `--allow-privileged`; its own default is false, distributions set it."""
    service_account_admission: bool = False
    """A plugin gives Pods a service account before they are validated."""
    whole_server: bool = False
    """What the server does before it validates counts: see `admission`."""


_FEATURES = {
    "1.34": Features(
        version=(1, 34),
        restart_rules=False,
        restart_all_containers=False,
        env_files=False,
        image_volumes=False,
        hostname_override=False,
        strict_addresses=False,
        init_resize_restart_refused=False,
        controller_prefix_checked=True,
        csi_driver_checked_if_empty=True,
        length_unit="characters",
        old_address="will be considered invalid in a future Kubernetes release",
    ),
    "1.36": Features(
        version=(1, 36),
        restart_rules=True,
        restart_all_containers=True,
        env_files=True,
        image_volumes=True,
        hostname_override=True,
        strict_addresses=True,
        init_resize_restart_refused=True,
        controller_prefix_checked=False,
        csi_driver_checked_if_empty=False,
        length_unit="bytes",
        old_address="is invalid",
    ),
}

VERIFIED = tuple(_FEATURES)
"""The versions that were compared with Kubernetes' own code."""


_MOST_DIGITS = 6


@functools.cache
def parse_version(version: str) -> tuple[int, int]:
    """The numbers of `1.36` or `v1.36`; a patch number is ignored.

    Raises:
        ValueError: it is no version.
    """
    major, _, rest = version.removeprefix("v").partition(".")
    minor = rest.partition(".")[0]
    if not (major.isdecimal() and minor.isdecimal() and len(major + minor) <= _MOST_DIGITS):
        message = f"not a Kubernetes version such as 1.36: {version}"
        raise ValueError(message)
    return whole_number(major) or 0, whole_number(minor) or 0


@functools.cache
def features_of(version: str) -> Features:
    """The facts of a version; of one that was not verified, those of the nearest older one.

    Raises:
        ValueError: it is no version.
    """
    wanted = parse_version(version)
    older = [facts for facts in _FEATURES.values() if facts.version <= wanted]
    return older[-1] if older else next(iter(_FEATURES.values()))
