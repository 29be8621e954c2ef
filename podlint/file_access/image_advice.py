"""What a well-known image needs before a container may take rights from it.

The usual advice of security rules breaks images that start as root and change to another user. For
these, it has to name another image or user, and the directories that must stay writable.
"""

from __future__ import annotations

import posixpath

from podlint.document.shortening import listed
from podlint.models import Container
from podlint.pods.images.facts import Capabilities, User, Writable
from podlint.pods.images.needs import ImageNeeds, needs_of, runs_own_server
from podlint.pods.volumes.mounts import mount_at, normal_path

__all__ = [
    "dropping_breaks",
    "instead_of_root",
    "to_drop_capabilities",
    "to_leave_root",
    "to_read_only_root",
]

_MINOR_SETTINGS = ("conf.d", "templates", "certs", "ssl")
_ROOT = "The image starts as root: "


def to_leave_root(container: Container) -> str | None:
    """What the image needs to run as a user other than root; None if it is not known.

    The answer is a sentence without a full stop, such as ``The image starts as root: use …``.
    """
    needs = _needs(container)
    user = needs.one(User) if needs else None
    if needs is None or user is None or container.effective_run_as_user:
        return None
    if user.number != 0:
        number = user.number if user.name else None
        return f"The image names its user: also set `runAsUser: {number}`" if number else None
    return f"{_ROOT}{instead_of_root(needs) or 'also set `runAsUser`'}"


def to_drop_capabilities(container: Container) -> str | None:
    """What to do so that the image works without capabilities; None if it is not known to fail."""
    facts, needs = _breaking(container), _needs(container)
    if facts is None or needs is None:
        return None
    if facts.in_file:
        return f"Also add {listed(facts.in_file)}, which the image's program file carries"
    instead = instead_of_root(needs) or "set `runAsUser`"
    return f"As root, the image needs {facts.as_root[-1]}: {instead}"


def instead_of_root(needs: ImageNeeds) -> str | None:
    """The image or the user to use instead of root, as an instruction; None if none is known."""
    facts, user = needs.one(Capabilities), needs.one(User)
    if facts and facts.otherwise.startswith("the image"):
        return f"use {facts.otherwise}"
    if user and user.steps_down_to:
        return f"set `runAsUser: {user.steps_down_to}` and `fsGroup: {user.steps_down_to}`"
    return None


def dropping_breaks(container: Container) -> bool:
    """Whether the image, as it is used, is known not to start without capabilities."""
    return _breaking(container) is not None


def to_read_only_root(container: Container) -> str | None:
    """Where the image must be able to write, as a list; None if it is not known."""
    needs = _needs(container)
    missing = [
        f"`{each.path}`"
        for each in (needs.all(Writable) if needs else ())
        if not any(mount_at(container, path) for path in (each.path, each.alias) if path)
    ]
    return listed(missing) if missing else None


def has_main_settings(container: Container, needs: ImageNeeds) -> bool:
    """Whether the container mounts the main settings of the image's program, or all of them.

    Such settings can name another user and other directories.
    """
    folders = {each.settings for each in needs.all(Writable) if each.settings}
    for mount in container.volume_mounts:
        path = normal_path(mount.mount_path or "/")
        inside = posixpath.dirname(path) in folders
        if path in folders or (inside and posixpath.basename(path) not in _MINOR_SETTINGS):
            return True
    return False


def _breaking(container: Container) -> Capabilities | None:
    needs = _needs(container)
    facts = needs.one(Capabilities) if needs else None
    if facts is None or (container.effective_run_as_user and not facts.in_file):
        return None
    return facts


def _needs(container: Container) -> ImageNeeds | None:
    """What is known of the image, if the container runs the image's own program."""
    needs = needs_of(container.image or "")
    return needs if needs and runs_own_server(container, needs) else None
