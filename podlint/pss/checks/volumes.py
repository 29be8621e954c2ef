"""Controls "HostPath Volumes" and "Volume Types": the allowed types of volumes."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.pod import PodData, items, struct, text
from podlint.pss.violation import Forbidden, Path
from podlint.pss.wording import plural, quoted_set, volumes

ALLOWED = (
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
)
RESTRICTED = (
    "hostPath",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "gitRepo",
    "nfs",
    "iscsi",
    "glusterfs",
    "rbd",
    "flexVolume",
    "cinder",
    "cephfs",
    "flocker",
    "fc",
    "azureFile",
    "vsphereVolume",
    "quobyte",
    "azureDisk",
    "photonPersistentDisk",
    "portworxVolume",
    "scaleIO",
    "storageos",
)


def host_path_volumes_v1_0(pod: PodData) -> Forbidden | None:
    """`spec.volumes[*].hostPath` must be missing, even if the volume has another source."""
    names, paths = [], []
    for index, element in enumerate(items(pod.spec.get("volumes"))):
        volume = struct(element)
        if isinstance(volume.get("hostPath"), dict):
            names.append(text(volume.get("name")))
            paths.append(("spec", "volumes", index, "hostPath"))
    if not names:
        return None
    return Forbidden("hostPath volumes", volumes(names), tuple(paths))


def restricted_volumes_v1_0(pod: PodData) -> Forbidden | None:
    """Each item of `spec.volumes` must have a source of an allowed type.

    Other sources of a volume with an allowed type do not count. Otherwise the first source is its
    type. Without any source the type is `unknown`: an API server has replaced such a volume with an
    emptyDir before (`podlint.models.server_defaults`).
    """
    names, types = [], set()
    paths: list[Path] = []
    for index, element in enumerate(items(pod.spec.get("volumes"))):
        volume = struct(element)
        if any(isinstance(volume.get(source), dict) for source in ALLOWED):
            continue
        names.append(text(volume.get("name")))
        source = next((s for s in RESTRICTED if isinstance(volume.get(s), dict)), None)
        types.add(source or "unknown")
        paths.append(("spec", "volumes", index, *([source] if source else [])))
    if not names:
        return None
    return Forbidden(
        "restricted volume types",
        f"{volumes(names)} {plural(names, 'uses', 'use')} "
        f"{plural(types, 'restricted volume type', 'restricted volume types')} "
        f"{quoted_set(types)}",
        tuple(paths),
    )


HOST_PATH_VOLUMES = Check(
    id="hostPathVolumes",
    level="baseline",
    control="HostPath Volumes",
    source="check_hostPathVolumes.go",
    revisions=(("v1.0", host_path_volumes_v1_0),),
)
RESTRICTED_VOLUMES = Check(
    id="restrictedVolumes",
    level="restricted",
    control="Volume Types",
    source="check_restrictedVolumes.go",
    revisions=(("v1.0", restricted_volumes_v1_0),),
    overrides="hostPathVolumes",
)
