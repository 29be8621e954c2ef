"""Where a path of a container leads: into a volume, or into the container's own file system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.document import Place
from podlint.document.field_path import value_at
from podlint.pods.expansion import references, sure_value
from podlint.pods.volumes.mounts import mount_at, normal_path, read_only_kind
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models import Container, Volume
    from podlint.models.volume_mount import VolumeMount

__all__ = ["Reached", "expanded", "reach", "why_read_only", "word_place"]


class Reached(Frozen):
    """The target of an absolute path.

    Attributes:
        path: The path, without ``.`` and ``..``.
        mount: The mount that contains it; None for the container's own file system.
        volume: The volume of that mount; None if the Pod does not define it.
        inner: The path inside the volume, empty for its root; None if it is not known.
    """

    path: str
    mount: VolumeMount | None
    volume: Volume | None
    inner: str | None


def reach(container: Container, path: str) -> Reached:
    """Where a path of a container leads."""
    clean = normal_path(path)
    mount = mount_at(container, clean)
    if mount is None:
        return Reached(clean, None, None, None)
    volumes = container.pod.volumes if container.pod else ()
    volume = next((each for each in volumes if each.name == mount.name), None)
    return Reached(clean, mount, volume, _inner(container, mount, clean))


def _inner(container: Container, mount: VolumeMount, path: str) -> str | None:
    below = path[len(normal_path(mount.mount_path or "/").rstrip("/")) :].strip("/")
    start = mount.sub_path or ""
    if mount.sub_path_expr:
        known = expanded(container, mount.sub_path_expr)
        if known is None:
            return None
        start = known
    return normal_path(f"{start.strip('/')}/{below}").strip("/")


def expanded(container: Container, text: str) -> str | None:
    """A text with the values of its references ``$(NAME)``; None if a value is not known."""
    if "$" not in text:
        return text
    for name in references(text):
        value = sure_value(container, name)
        if value is None:
            return None
        text = text.replace(f"$({name})", value)
    return None if "$$" in text else text


def why_read_only(container: Container, reached: Reached) -> tuple[str, Place] | None:
    """What makes a path read-only, in words and as a place; None if nothing does.

    Source: ``makeMounts`` in pkg/kubelet/kubelet_pods.go, and `GetAttributes` of the plugins.
    """
    mount, volume = reached.mount, reached.volume
    if mount is None:
        context = container.security_context
        if context and context.read_only_root_filesystem and not _is_always_writable(reached.path):
            return "the root file system", context.at / "readOnlyRootFilesystem"
        return None
    kind = read_only_kind(volume) if volume else None
    if kind:
        return f"a {kind}", mount.at / "mountPath"
    if volume and volume.image:
        return "an image volume", mount.at / "mountPath"
    if mount.read_only:
        return "a read-only mount", mount.at / "readOnly"
    claim = volume.persistent_volume_claim if volume else None
    if claim and claim.read_only:
        return "a read-only claim", claim.at / "readOnly"
    return None


_ALWAYS_WRITABLE = ("/dev", "/proc", "/etc/hosts")
"""Mounts that the runtime and the kubelet make in every container."""


def _is_always_writable(path: str) -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in _ALWAYS_WRITABLE)


def word_place(at: Place, part: str) -> Place:
    """The place of the word of a command line that contains a text.

    Args:
        at: The place of the command line, which for a container may go on in ``args``.
        part: The text. If no word contains it, because a variable is expanded in it, the place of
            the command line is returned.
    """
    for field in (at, Place(at.document, (*at.path[:-1], "args"))):
        words = value_at(at.document.data, field.path)
        for number, word in enumerate(words if isinstance(words, list) else ()):
            if isinstance(word, str) and part in word:
                return field / number
    return at
