"""Which mounts are directories, which are files, and which nobody can write to.

The kubelet mounts a whole volume as a directory. With ``subPath``, a mount is what is at that path
in the volume: a file if it is the path of an entry of a ConfigMap or a similar volume.

Source: ``makeMounts`` in pkg/kubelet/kubelet_pods.go, ``SetUpAt`` of the plugins in pkg/volume, and
``doSafeMakeDir`` in pkg/volume/util/subpath/subpath_linux.go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from podlint.models import Volume
from podlint.models.volume_mount import VolumeMount
from podlint.models.workloads import PodTarget
from podlint.pods.additions import additions_to
from podlint.pods.volumes.mounts import read_only_kind

__all__ = ["MountSort", "item_paths", "sort_of", "writers_of"]

MountSort: TypeAlias = Literal["directory", "file", "unknown"]
"""What a mount is in the container."""

_DIRECTORIES = ("Directory", "DirectoryOrCreate")
_FILES = ("File", "FileOrCreate", "Socket", "CharDevice", "BlockDevice")


def sort_of(mount: VolumeMount, volume: Volume) -> MountSort:
    """Whether a mount is a directory or a file; ``unknown`` if only the volume's content shows it.

    A ``subPath`` without a slash of a volume with entries but without ``items`` is taken to be one
    of its keys.
    """
    if mount.sub_path_expr:
        return "unknown"
    if volume.host_path:
        return "unknown" if mount.sub_path else _of_type(volume.host_path.type)
    if not mount.sub_path:
        return "directory"
    paths = item_paths(volume)
    if paths is None or not read_only_kind(volume):
        return "unknown"
    wanted = mount.sub_path.strip("/")
    if wanted in paths:
        return "file"
    return "unknown" if paths or "/" in wanted else "file"


def _of_type(kind: str | None) -> MountSort:
    if kind in _DIRECTORIES:
        return "directory"
    return "file" if kind in _FILES else "unknown"


def item_paths(volume: Volume) -> frozenset[str] | None:
    """The paths of the files that a volume lists; empty if it takes all entries of its source.

    None for a volume of another type, and for one that lists only some of its files.
    """
    sources = [volume.config_map, volume.secret]
    if volume.projected:
        tokens = [each.service_account_token for each in volume.projected.sources]
        bundles = [each.cluster_trust_bundle for each in volume.projected.sources]
        listed = {each.path for each in (*tokens, *bundles) if each and each.path}
        parts = list(_parts(volume))
        if any(not part for part in parts):
            return None
        return frozenset(listed.union(*parts))
    if volume.downward_api:
        return frozenset(each.path for each in volume.downward_api.items if each.path)
    source = next((each for each in sources if each), None)
    return frozenset(each.path for each in source.items if each.path) if source else None


def _parts(volume: Volume) -> Iterator[set[str]]:
    """The listed paths of each source of a projected volume; empty for one that lists none."""
    for each in volume.projected.sources if volume.projected else ():
        for source in (each.config_map, each.secret, each.downward_api):
            if source:
                yield {item.path for item in source.items if item.path}


def writers_of(pod: PodTarget, name: str | None) -> bool:
    """Whether a container, or one that a webhook injects, can write to a volume of the Pod."""
    return any(
        mount.name == name and not mount.read_only
        for container in pod.spec.all_containers
        for mount in container.volume_mounts
    ) or additions_to(pod).mounts(name or "")
