"""What Linux allows a process to do with a file or a directory.

Source: ``generic_permission`` in fs/namei.c of Linux, and ``capabilities(7)``. A process has the
rights of exactly one class: of the owner, otherwise of the group, otherwise of others. Root with
DAC_OVERRIDE may read and write everything, and run what somebody may run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from podlint.file_access.answers import Answer, agreed, either, every
from podlint.file_access.identity import Identity
from podlint.startup.frozen import Frozen

__all__ = ["UNKNOWN", "Entry", "Right", "may", "may_change_mode", "may_change_owner"]

Right: TypeAlias = Literal["read", "write", "execute"]
_BIT: dict[Right, int] = {"read": 4, "write": 2, "execute": 1}
_ANY_EXECUTE = 0o111

UNKNOWN = -1
"""Stands for an ID that a command sets, but that is not known."""


class Entry(Frozen):
    """A file or a directory; what is not known of it is None.

    Attributes:
        owner: The user ID of its owner.
        group: The ID of its group.
        mode: The permission bits, with the bits for set-group-ID (02000) and sticky (01000).
        is_directory: Whether it is a directory. There, "execute" means to reach what is in it.
    """

    owner: int | None = None
    group: int | None = None
    mode: int | None = None
    is_directory: bool = False


def may(identity: Identity, entry: Entry, right: Right) -> Answer:
    """Whether a process has a right to an entry, apart from read-only mounts."""
    return agreed(_possibilities(identity, entry, right))


def _possibilities(identity: Identity, entry: Entry, right: Right) -> Iterator[Answer]:
    overrides = _overrides(identity, entry, right)
    if overrides is not False:
        yield _by_override(entry, right)
    if overrides is not True:
        yield from _by_class(identity, entry, right)


def _overrides(identity: Identity, entry: Entry, right: Right) -> Answer:
    able = identity.has("DAC_OVERRIDE")
    if right == "read" or (entry.is_directory and right == "execute"):
        return either(able, identity.has("DAC_READ_SEARCH"))
    return able


def _by_override(entry: Entry, right: Right) -> Answer:
    if right != "execute" or entry.is_directory:
        return True
    return None if entry.mode is None else bool(entry.mode & _ANY_EXECUTE)


def _by_class(identity: Identity, entry: Entry, right: Right) -> Iterator[Answer]:
    """The answers of all classes that the process may belong to."""
    owns = _owns(identity, entry)
    if owns is not False:
        yield _bit(entry, right, 6)
    if owns is True:
        return
    grouped = identity.is_in(entry.group)
    if grouped is not False:
        yield _bit(entry, right, 3)
    if grouped is not True:
        yield _bit(entry, right, 0)


def _owns(identity: Identity, entry: Entry) -> Answer:
    if entry.owner is None:
        return None
    if identity.user is not None:
        return identity.user == entry.owner
    return identity.is_root if entry.owner == 0 else None


def _bit(entry: Entry, right: Right, shift: int) -> Answer:
    return None if entry.mode is None else bool(entry.mode >> shift & _BIT[right])


def may_change_mode(identity: Identity, entry: Entry) -> Answer:
    """Whether ``chmod`` succeeds: for the owner, and with FOWNER.

    Source: ``setattr_prepare`` in fs/attr.c of Linux.
    """
    return _owner_or(identity, entry, "FOWNER")


def may_change_owner(
    identity: Identity, entry: Entry, user: int | None, group: int | None
) -> Answer:
    """Whether ``chown`` succeeds: with CHOWN, and for the owner to a group that it is in.

    Source: ``chown_ok`` and ``chgrp_ok`` in fs/attr.c of Linux.

    Args:
        identity: The process.
        entry: The file or directory.
        user: The new owner; None if it stays the same, `UNKNOWN` if it is not known.
        group: The new group, in the same way.
    """
    able = identity.has("CHOWN")
    owns = _owns(identity, entry)
    allowed = every((_keeps(identity, owns, entry, user), _joins(identity, owns, entry, group)))
    return either(able, allowed)


def _keeps(identity: Identity, owns: Answer, entry: Entry, wanted: int | None) -> Answer:
    """Whether a process may "change" the owner, because the file and the new owner are its own."""
    if wanted is None:
        return True
    if wanted == UNKNOWN:
        return every((owns, None))
    if identity.user is not None:
        same: Answer = wanted == identity.user
    else:
        same = identity.is_root if wanted == 0 else None
    kept = None if entry.owner is None else wanted == entry.owner
    return every((owns, same, kept))


def _joins(identity: Identity, owns: Answer, entry: Entry, wanted: int | None) -> Answer:
    """Whether the owner may give a file to a group."""
    if wanted is None:
        return True
    if wanted == UNKNOWN:
        return every((owns, None))
    same = None if entry.group is None else wanted == entry.group
    return every((owns, either(same, identity.is_in(wanted))))


def _owner_or(identity: Identity, entry: Entry, capability: str) -> Answer:
    return either(_owns(identity, entry), identity.has(capability))
