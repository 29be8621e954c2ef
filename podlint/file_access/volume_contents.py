"""What the kubelet puts into a volume, with owners and modes, before the containers start.

Sources, all of Kubernetes 1.36: ``setupDir`` and ``setupHugepages`` in pkg/volume/emptydir,
``SetUpAt`` and ``MakePayload`` in pkg/volume/configmap and pkg/volume/secret, ``CollectData`` in
pkg/volume/downwardapi, ``collectData`` in pkg/volume/projected, ``writePayloadToDir`` in
pkg/volume/util/atomic_writer.go, ``makeDir`` and ``makeFile`` in pkg/volume/hostpath, and
``FsUserFrom`` in pkg/volume/util/util.go. Modes of tmpfs and hugetlbfs are those of the kernel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from podlint.file_access.answers import Answer
from podlint.file_access.fs_group import with_group
from podlint.file_access.permission import Entry
from podlint.pods.volumes.file_modes import OCTAL_LOOKS
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models import Volume
    from podlint.models.pod import PodSpec
    from podlint.models.projection import ProjectedVolumeSource, VolumeProjection
    from podlint.models.volume_source import KeyToPath

__all__ = ["CREATED_DIRECTORY", "Contents", "Found", "contents_of", "shared_user"]

_DEFAULT_MODE = 0o644
_TOKEN_MODE = 0o600
_DIRECTORY_MODE = 0o755
_NOTHING: Mapping[str, Entry] = MappingProxyType({})


class Found(Frozen):
    """An entry of a volume.

    Attributes:
        entry: What it is like, if it exists.
        exists: Whether it exists when the first container starts.
    """

    entry: Entry
    exists: Answer = None


class Contents(Frozen):
    """A volume as the first container finds it.

    Attributes:
        root: Its root; a file for some volumes of type hostPath.
        read_only: Whether it is mounted read-only everywhere.
        files: The files and directories with a known path, by path.
        others: What the files are like whose names the manifest of the Pod does not tell, such as
            the keys of a ConfigMap; None if there are none.
        is_empty: Whether there is nothing else in it.
        perhaps_older: The root may have existed before, with another owner and mode.
    """

    root: Entry
    read_only: bool = False
    files: Mapping[str, Entry] = _NOTHING
    others: Entry | None = None
    is_empty: bool = False
    perhaps_older: bool = False

    def at(self, path: str) -> Found:
        """The entry at a path inside the volume; the root for an empty path."""
        if not path:
            return Found(self.root, None if self.perhaps_older else True)
        if path in self.files:
            return Found(self.files[path])
        if self.others is not None and "/" not in path:
            return Found(self.others)
        known = self.read_only or self.is_empty
        return Found(Entry(), False if known else None)

    def files_at(self, path: str) -> tuple[tuple[str | None, Entry], ...]:
        """The files that a mount of this path shows: the file itself, or all in the directory.

        Their paths come with them; it is None for the files whose names are not known.
        """
        below = f"{path}/" if path else ""
        found: list[tuple[str | None, Entry]] = [
            (name, entry)
            for name, entry in self.files.items()
            if not entry.is_directory and (name == path or name.startswith(below))
        ]
        if self.others is not None and "/" not in path and path not in self.files:
            found.append((None, self.others))
        return tuple(found)


_UNKNOWN = Contents(Entry(is_directory=True))
CREATED_DIRECTORY = Entry(0, 0, _DIRECTORY_MODE, is_directory=True)
"""A directory that the kubelet creates on the node."""

_CREATED: Mapping[str, Entry] = MappingProxyType(
    {
        "DirectoryOrCreate": CREATED_DIRECTORY,
        "FileOrCreate": Entry(0, 0, _DEFAULT_MODE),
    }
)
"""What the kubelet creates on the node. ``fsGroup`` does not apply to it."""


def contents_of(volume: Volume, pod: PodSpec, *, grouped: bool = True) -> Contents:
    """What the kubelet puts into a volume; nothing is known of most volumes outside the node.

    Args:
        volume: The volume.
        pod: Its Pod.
        grouped: Whether ``fsGroup`` of the Pod has been applied.
    """
    if volume.host_path:
        created = _CREATED.get(volume.host_path.type or "")
        return Contents(created, perhaps_older=True) if created else _UNKNOWN
    context = pod.security_context if grouped else None
    group = context.fs_group if context else None
    if volume.empty_dir:
        return _empty(volume, group)
    if volume.config_map or volume.secret or volume.downward_api or volume.projected:
        return _written(volume, pod, group)
    return _UNKNOWN


def _empty(volume: Volume, group: int | None) -> Contents:
    source = volume.empty_dir
    medium = (source.medium if source else None) or ""
    mode: int | None = 0o1777 if medium == "Memory" else 0o777
    if medium.startswith("HugePages"):
        mode = _DIRECTORY_MODE
    if source and source.mode is not None:
        mode = None
    root = with_group(Entry(0, 0, mode, is_directory=True), group, read_only=False)
    return Contents(root, is_empty=True)


def _written(volume: Volume, pod: PodSpec, group: int | None) -> Contents:
    in_memory = volume.config_map is None
    root = Entry(0, 0, 0o1777 if in_memory else 0o777, is_directory=True)
    files: dict[str, Entry] = {}
    others: Entry | None = None
    for path, entry in _entries(volume, pod):
        placed = with_group(entry, group, read_only=True)
        if path is None:
            others = placed
            files = {name: _perhaps_replaced(name, each, placed) for name, each in files.items()}
        else:
            files[path] = placed
            for folder in _parents(path):
                inner = Entry(0, 0, _DIRECTORY_MODE, is_directory=True)
                files[folder] = with_group(inner, group, read_only=True)
    return Contents(with_group(root, group, read_only=True), True, files, others)


def _entries(volume: Volume, pod: PodSpec) -> Iterator[tuple[str | None, Entry]]:
    """The files before ``fsGroup``; the path is None for the keys of a whole object."""
    source = volume.config_map or volume.secret
    if source:
        yield from _items(source.items, source.default_mode, source.default_user)
    elif volume.downward_api:
        for item in volume.downward_api.items:
            mode = _mode(item.mode, volume.downward_api.default_mode)
            yield _clean(item.path), Entry(0, 0, mode)
    elif volume.projected:
        for part in volume.projected.sources:
            yield from _projected(part, volume.projected, pod)


def _items(
    items: list[KeyToPath], default_mode: int | None, default_user: int | None
) -> Iterator[tuple[str | None, Entry]]:
    if not items:
        yield None, Entry(_owner(default_user), 0, _mode(None, default_mode))
    for item in items:
        owner = _owner(item.user, default_user)
        yield _clean(item.path), Entry(owner, 0, _mode(item.mode, default_mode))


def _owner(*users: int | None) -> int | None:
    """Root; not known if the fields of Kubernetes 1.37 name another owner."""
    return 0 if all(user is None for user in users) else None


def _mode(own: int | None, default: int | None) -> int | None:
    """The mode of a file; not known if it is written as if it were octal, but is not."""
    mode = own if own is not None else default if default is not None else _DEFAULT_MODE
    return None if mode in OCTAL_LOOKS else mode


def _perhaps_replaced(path: str, entry: Entry, key: Entry) -> Entry:
    """A file, after a source with unknown keys, one of which may have the same path."""
    if "/" in path or entry.is_directory or entry.mode == key.mode:
        return entry
    return entry.replace(mode=None)


def _parents(path: str) -> Iterator[str]:
    parts = path.split("/")
    yield from ("/".join(parts[:number]) for number in range(1, len(parts)))


def _clean(path: str | None) -> str:
    import posixpath

    return posixpath.normpath(path or ".").lstrip("/")


def _projected(
    part: VolumeProjection, source: ProjectedVolumeSource, pod: PodSpec
) -> Iterator[tuple[str | None, Entry]]:
    default, user = source.default_mode, source.default_user
    keys = part.secret or part.config_map
    if keys:
        yield from _items(keys.items, default, user)
    elif part.downward_api:
        for item in part.downward_api.items:
            yield _clean(item.path), Entry(_owner(user), 0, _mode(item.mode, default))
    else:
        for path in _credentials(part):
            yield _clean(path), _credential(pod, _mode(None, default))


def _credentials(part: VolumeProjection) -> Iterator[str]:
    """The paths of tokens and certificates that are issued to the Pod."""
    paths: tuple[str | None, ...] = ()
    if part.service_account_token:
        paths = (part.service_account_token.path,)
    elif part.cluster_trust_bundle:
        paths = (part.cluster_trust_bundle.path,)
    elif part.pod_certificate:
        made = part.pod_certificate
        paths = (made.credential_bundle_path, made.key_path, made.certificate_chain_path)
    yield from (path for path in paths if path)


def _credential(pod: PodSpec, mode: int | None) -> Entry:
    """Such a file: for the common user or the group of the Pod only, if there is one."""
    user = shared_user(pod)
    context = pod.security_context
    if user is not None or (context and context.fs_group is not None):
        mode = _TOKEN_MODE
    return Entry(user or 0, 0, mode)


def shared_user(pod: PodSpec) -> int | None:
    """The ``runAsUser`` of all containers, if all have the same; None otherwise."""
    users = {container.effective_run_as_user for container in pod.all_containers}
    return users.pop() if len(users) == 1 else None
