"""The steps of the API server between defaulting and validation.

The server sets system fields, generates names, drops fields whose feature is off, and merges labels
into selectors. All functions change the decoded object that they get.

Source: `PrepareForCreate` of the strategies in `pkg/registry`, `pkg/api/pod/util.go` and the
conversions in `pkg/apis/core/v1/conversion.go`.
"""

from __future__ import annotations

from typing import Any

from .containers_in_spec import CONTAINER_LISTS
from .features import Features
from .path import Path

__all__ = [
    "drop_disabled",
    "drop_old_annotations",
    "generate_selector",
    "merge_label_keys",
    "set_system_metadata",
]

UID = "00000000-0000-4000-8000-000000000000"
"""Stands for the random UID of the server."""
LONGEST_PREFIX = 58
SUFFIX = "bbbbb"
"""Stands for the random suffix of a generated name."""
_OLD_ANNOTATIONS = [
    f"pod.{stage}.kubernetes.io/init-container{what}"
    for stage in ("beta", "alpha")
    for what in ("s", "-statuses")
]
_AFFINITY_LISTS = (
    "preferredDuringSchedulingIgnoredDuringExecution",
    "requiredDuringSchedulingIgnoredDuringExecution",
)

_SOURCES_WITH_USERS = (
    "secret",
    "downwardAPI",
    "configMap",
    "serviceAccountToken",
    "clusterTrustBundle",
    "podCertificate",
)


def set_system_metadata(metadata: dict[str, Any]) -> None:
    """Set the namespace, the name and the UID.

    Go: `rest.FillObjectMetaSystemFields`, `names.SimpleNameGenerator`.
    """
    metadata["namespace"] = metadata.get("namespace") or "default"
    metadata["uid"] = UID
    prefix = metadata.get("generateName", "")
    if prefix and not metadata.get("name"):
        kept = prefix.encode("utf-8", "surrogatepass")[:LONGEST_PREFIX]
        metadata["name"] = kept.decode("utf-8", "replace") + SUFFIX


def drop_old_annotations(metadata: dict[str, Any]) -> None:
    """Drop the annotations that once described init containers.

    Go: `dropInitContainerAnnotations`.
    """
    annotations = metadata.get("annotations", {})
    for name in _OLD_ANNOTATIONS:
        if name in annotations:
            del annotations[name]


def drop_disabled(spec: dict[str, Any], features: Features, at: Path) -> dict[Path, Path]:
    """Drop fields of disabled features from the spec of a Pod at `at`.

    Returns the former places of the volumes and mounts after a dropped one.

    Go: `dropDisabledFields`.
    """
    spec.pop("schedulingGroup", None)
    if not features.pod_resources:
        spec.pop("resources", None)
    if not features.resource_claims:
        _drop_resource_claims(spec)
    moves: dict[Path, Path] = {}
    if not features.image_volumes:
        moves = _drop_image_volumes(spec, at)
    if not features.hostname_override:
        spec.pop("hostnameOverride", None)
    for volume in spec.get("volumes", ()):
        _drop_users(volume)
        for source in volume.get("projected", {}).get("sources", ()):
            if not features.trust_bundles:
                source.pop("clusterTrustBundle", None)
            if not features.pod_certificates:
                source.pop("podCertificate", None)
    for name in CONTAINER_LISTS:
        for container in spec.get(name, ()):
            if "lifecycle" in container:
                _drop_stop_signal(container)
            if not features.restart_rules and features.restart_policies_dropped:
                _drop_restart_rules(container, is_init=name == "initContainers")
            if not features.env_files:
                for variable in container.get("env", ()):
                    variable.get("valueFrom", {}).pop("fileKeyRef", None)
    return moves


def _drop_users(volume: dict[str, Any]) -> None:
    """Drop owners of files; of several sources in one place, the server drops only those of the
    first.

    Go: `dropDisabledAtomicWriteVolumeUserFields`.
    """
    for name in ("secret", "configMap", "downwardAPI", "projected"):
        if name in volume:
            volume[name].pop("defaultUser", None)
            _drop_users_of_files(volume[name])
            for source in volume[name].get("sources", ()):
                first = next((each for each in _SOURCES_WITH_USERS if each in source), None)
                if first:
                    _drop_users_of_files(source[first])
            return


def _drop_users_of_files(source: dict[str, Any]) -> None:
    source.pop("user", None)
    for item in source.get("items", ()):
        item.pop("user", None)


def _drop_resource_claims(spec: dict[str, Any]) -> None:
    """Go: `dropDisabledDynamicResourceAllocationFields`."""
    spec.pop("resourceClaims", None)
    for name in CONTAINER_LISTS:
        for container in spec.get(name, ()):
            container.get("resources", {}).pop("claims", None)


def _drop_stop_signal(container: dict[str, Any]) -> None:
    """Go: `dropContainerStopSignals`."""
    if container["lifecycle"].pop("stopSignal", None) is not None and not container["lifecycle"]:
        del container["lifecycle"]


def _drop_restart_rules(container: dict[str, Any], is_init: bool) -> None:
    """Go: `dropContainerRestartRules`."""
    container.pop("restartPolicyRules", None)
    if not (is_init and container.get("restartPolicy") == "Always"):
        container.pop("restartPolicy", None)


def _drop_image_volumes(spec: dict[str, Any], at: Path) -> dict[Path, Path]:
    """Go: `dropImageVolumes`."""
    volumes = spec.get("volumes", [])
    images = {volume.get("name", "") for volume in volumes if "image" in volume}
    if not images:
        return {}
    moves: dict[Path, Path] = {}
    kept = [index for index, volume in enumerate(volumes) if "image" not in volume]
    _keep(spec, "volumes", kept, at, moves)
    for name in CONTAINER_LISTS:
        for position, container in enumerate(spec.get(name, ())):
            mounts = container.get("volumeMounts", ())
            kept = [i for i, mount in enumerate(mounts) if mount.get("name", "") not in images]
            if len(kept) < len(mounts):
                _keep(container, "volumeMounts", kept, (*at, name, position), moves)
    return moves


def _keep(
    owner: dict[str, Any], name: str, kept: list[int], at: Path, moves: dict[Path, Path]
) -> None:
    for new, old in enumerate(kept):
        moves[(*at, name, new)] = (*at, name, old)
    owner[name] = [owner[name][index] for index in kept]


def merge_label_keys(pod: dict[str, Any], features: Features) -> None:
    """Add the Pod's labels with the listed keys to the selectors next to these lists, as
    requirements.

    Go: `mutatePodAffinity`, `mutateTopologySpreadConstraints`.
    """
    labels, spec = pod["metadata"].get("labels", {}), pod["spec"]
    terms = list(spec.get("topologySpreadConstraints", ()) if features.spread_keys_merged else ())
    for name in ("podAffinity", "podAntiAffinity"):
        affinity = spec.get("affinity", {}).get(name, {})
        for which in _AFFINITY_LISTS:
            terms += [term.get("podAffinityTerm", term) for term in affinity.get(which, ())]
    for term in terms:
        if "labelSelector" not in term:
            continue
        for keys, operator in (("matchLabelKeys", "In"), ("mismatchLabelKeys", "NotIn")):
            for key in term.get(keys, ()):
                if key in labels:
                    requirement = {"key": key, "operator": operator, "values": [labels[key]]}
                    term["labelSelector"].setdefault("matchExpressions", []).append(requirement)


def generate_selector(job: dict[str, Any]) -> None:
    """Generate the selector and labels with which a Job finds its Pods.

    Go: `generateSelectorIfNeeded`.
    """
    from .job import NAME_LABELS, UID_LABELS

    metadata, spec = job["metadata"], job["spec"]
    if spec["manualSelector"]:
        return
    labels = spec["template"]["metadata"].setdefault("labels", {})
    for key in NAME_LABELS:
        labels.setdefault(key, metadata.get("name", ""))
    for key in UID_LABELS:
        labels.setdefault(key, metadata["uid"])
    selected = spec.setdefault("selector", {}).setdefault("matchLabels", {})
    selected.setdefault(UID_LABELS[1], metadata["uid"])
