"""The differences between the versions of Kubernetes, in one table.

The features are those feature gates on which validation depends, and the few rules that came
without a gate. Of the gates that changed before 1.33, the table has only the ones that made the
server accept more. Gates that are off in all versions have no row; their fields are always
dropped or refused. In 1.37 these are `AtomicWriteVolumeUserFields`, `ContainerStopSignals`,
`EmptyDirVolumeMode`, `EvictionRequestAPI`, `GenericWorkload`, `GRPCContainerProbeTLS`,
`H2CContainerProbe`, `StatefulSetRecreateStrategy`, `TaintTolerationComparisonOperators`,
`UserNamespacesHostNetworkSupport`, `VolumeBindMountOptions` and `WorkloadWithJob`.

Source: `pkg/features/kube_features.go` of Kubernetes 1.33 to 1.37, and their validation.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from podlint.resources.behaviour import COMPLETE_DEFAULTS, POD_LEVEL_RESOURCES
from podlint.version import parse_version

__all__ = ["GATES", "VERIFIED", "Features", "features_of"]

VERIFIED = ("1.33", "1.34", "1.35", "1.36", "1.37")
"""The versions that were compared with Kubernetes' own code, of which the tests hold a sample."""


class Features(NamedTuple):
    """The features of one version; the defaults are those of the oldest one."""

    pod_resources: bool = False
    """`resources` of the Pod as a whole (`PodLevelResources`)."""
    complete_pod_resources: bool = False
    """These resources default to the sums of all containers (`PodLevelResourcesFixDefaulting`)."""
    resource_claims: bool = False
    """Claims of devices (`DynamicResourceAllocation`)."""
    attributes_classes: bool = False
    """`volumeAttributesClassName` of claims (`VolumeAttributesClass`)."""
    spread_keys_merged: bool = False
    """Label keys become part of the selectors of topology spread constraints.

    The gate is `MatchLabelKeysInPodTopologySpreadSelectorMerge`.
    """
    restart_rules: bool = False
    """Restart policies and rules of single containers (`ContainerRestartRules`)."""
    restart_all_containers: bool = False
    """The action RestartAllContainers (`RestartAllContainersOnContainerExits`)."""
    env_files: bool = False
    """`fileKeyRef` of environment variables (`EnvFiles`)."""
    image_volumes: bool = False
    """Volumes that are images (`ImageVolume`)."""
    hostname_override: bool = False
    """`hostnameOverride` (`HostnameOverride`)."""
    strict_addresses: bool = False
    """No leading zeros, no IPv4 in IPv6 (`StrictIPCIDRValidation`)."""
    trust_bundles: bool = False
    """Projected trust bundles (`ClusterTrustBundleProjection`)."""
    pod_certificates: bool = False
    """Projected certificates of Pods (`PodCertificateRequest`)."""
    selinux_mount: bool = False
    """Any `seLinuxChangePolicy` (`SELinuxMount`)."""
    max_unavailable_in_stateful_sets: bool = False
    """`maxUnavailable` of StatefulSets (`MaxUnavailableStatefulSet`)."""
    restart_policies_dropped: bool = False
    """The restart policies of single containers are dropped while their gate is off; before, they
    are refused.
    """
    excess_is_too_many: bool = False
    """Too many restart rules and exit codes are reported as too many, not as too long."""
    stateful_set_templates_checked: bool = False
    """The templates of StatefulSets are: of Pods beyond their metadata, and of claims."""
    conditions_in_cron_jobs_defaulted: bool = False
    """The status of a condition in a failure policy defaults to True in a CronJob, too."""
    devices_with_own_users_refused: bool = False
    """A Pod with user namespaces must not have block devices."""
    apparmor_fields_annotated: bool = True
    """AppArmor profiles in fields of a Pod also become annotations."""
    projected_paths_repeated: bool = True
    """For a projected source without files, warnings use those of the source before it."""
    init_resize_restart_refused: bool = False
    """The resize policy RestartContainer is refused for init containers that end."""
    controller_prefix_checked: bool = True
    """The `generateName` of a ReplicationController is checked, in addition to the name made from
    it.
    """
    csi_driver_checked_if_empty: bool = True
    """A CSI driver without a name is also reported for an invalid name."""
    metadata_checked_precisely: bool = False
    """A missing field in owner references and managed fields is reported as missing, at its
    index.
    """
    messages_given_once: bool = False
    """Of errors with the same message, the server reports only the first."""
    image_volume_needs_reference: bool = False
    """An image volume needs an image in templates too."""
    length_unit: str = "characters"
    """The unit in the server's message about a label value that is too long."""
    old_address: str = "will be considered invalid in a future Kubernetes release"
    """What the server says about an address that strict versions refuse."""
    words: str = "1.33"
    """The version whose words errors have: see `older_words`."""
    names_relaxed: bool = False
    """Environment variables may have any printable name.

    The gate is `RelaxedEnvironmentVariableValidation`.
    """
    searches_relaxed: bool = False
    """Search domains may have underscores, and may be a dot (`RelaxedDNSSearchValidation`)."""
    zero_sleep: bool = False
    """A hook may sleep for 0 seconds (`PodLifecycleSleepActionAllowZero`)."""
    allow_privileged: bool = True
    """The server runs with `--allow-privileged`; its own default is false, but distributions set
    it.
    """
    service_account_admission: bool = False
    """A plugin gives Pods a service account before they are validated."""
    whole_server: bool = False
    """Include the steps of the server before validation: see `admission`."""


_HISTORY: Mapping[str, Mapping[str, Any]] = {
    "pod_resources": {POD_LEVEL_RESOURCES: True},
    "complete_pod_resources": {COMPLETE_DEFAULTS: True},
    "resource_claims": {"1.34": True},
    "attributes_classes": {"1.34": True},
    "spread_keys_merged": {"1.34": True},
    "restart_rules": {"1.35": True},
    "restart_all_containers": {"1.36": True},
    "env_files": {"1.35": True},
    "image_volumes": {"1.35": True},
    "hostname_override": {"1.35": True},
    "strict_addresses": {"1.36": True},
    "trust_bundles": {"1.37": True},
    "pod_certificates": {"1.37": True},
    "selinux_mount": {"1.37": True},
    "max_unavailable_in_stateful_sets": {"1.37": True},
    "restart_policies_dropped": {"1.34": True},
    "excess_is_too_many": {"1.36": True},
    "stateful_set_templates_checked": {"1.34": True},
    "conditions_in_cron_jobs_defaulted": {"1.34": True},
    "devices_with_own_users_refused": {"1.34": True},
    "apparmor_fields_annotated": {"1.34": False},
    "projected_paths_repeated": {"1.34": False},
    "init_resize_restart_refused": {"1.36": True},
    "controller_prefix_checked": {"1.35": False},
    "csi_driver_checked_if_empty": {"1.35": False},
    "metadata_checked_precisely": {"1.37": True},
    "messages_given_once": {"1.37": True},
    "image_volume_needs_reference": {"1.37": True},
    "length_unit": {"1.35": "bytes"},
    "old_address": {"1.36": "is invalid"},
    "names_relaxed": {"1.32": True},
    "searches_relaxed": {"1.33": True},
    "zero_sleep": {"1.33": True},
    "words": {version: version for version in ("1.34", "1.35", "1.36")},
}
"""The values of features, each with the first version that has it, oldest first."""

GATES = {
    "ClusterTrustBundleProjection": "trust_bundles",
    "ContainerRestartRules": "restart_rules",
    "DynamicResourceAllocation": "resource_claims",
    "EnvFiles": "env_files",
    "HostnameOverride": "hostname_override",
    "ImageVolume": "image_volumes",
    "MaxUnavailableStatefulSet": "max_unavailable_in_stateful_sets",
    "PodCertificateRequest": "pod_certificates",
    "RestartAllContainersOnContainerExits": "restart_all_containers",
    "SELinuxMount": "selinux_mount",
    "StrictIPCIDRValidation": "strict_addresses",
}
"""The feature gates that can be set, and the features that they decide."""


@functools.cache
def features_of(version: str) -> Features:
    """The features of a version.

    For a version older than all verified ones, these are the features of the oldest one, except
    for the features that the table has from 1.33 or an earlier version on.

    Raises:
        ValueError: The text is not a version.
    """
    wanted = parse_version(version)
    changed = {
        fact: value
        for fact, history in _HISTORY.items()
        for since, value in history.items()
        if parse_version(since) <= wanted
    }
    return Features(**changed)
