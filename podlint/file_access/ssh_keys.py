"""The private keys that a container gives to ssh, and what ssh requires of their mode.

Source: ``sshkey_perm_ok`` in authfile.c of OpenSSH: a key is refused if it belongs to the user who
runs ssh, and if others have any right to it. The mode of a key of another user does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Place
from podlint.file_access.answers import Answer
from podlint.file_access.identity import Identity
from podlint.file_access.permission import Entry
from podlint.file_access.places import expanded, word_place
from podlint.models import Container
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["SshKey", "is_refused", "ssh_keys_of"]

_OPTION = pattern(
    r"(?<![\w./-])(?:\S*/)?(?:ssh|scp|sftp)(?:\s+-[^i\s]\S*(?:\s+[^-\s;&|]\S*)?)*"
    r"\s+-i\s*[\"']?(?P<path>/[^\s\"';&|$`*]+)"
)
_ADDED = pattern(r"(?<![\w.-])ssh-add\s+(?:-\w+\s+)*[\"']?(?P<path>/[^\s\"';&|$`*]+)")
_SETTING = "GIT_SSH_COMMAND"
_OTHERS = 0o077


class SshKey(Frozen):
    """A private key that a command line or a variable gives to ssh.

    Attributes:
        path: The path of the key in the container.
        at: The place where it is given.
    """

    path: str
    at: Place


def ssh_keys_of(container: Container) -> Iterator[SshKey]:
    """The keys in the command line of a container, and in the variable for git."""
    words = [expanded(container, word) or word for word in (*container.command, *container.args)]
    at = container.at / ("command" if container.command else "args")
    for path in _paths(" ".join(words)):
        yield SshKey(path, word_place(at, path))
    for variable in container.env:
        if variable.name == _SETTING and variable.value:
            for path in _paths(variable.value):
                yield SshKey(path, variable.at / "value")


def _paths(text: str) -> Iterator[str]:
    for found in (_OPTION, _ADDED):
        yield from (match["path"] for match in found.finditer(text))


def is_refused(identity: Identity, key: Entry) -> Answer:
    """Whether ssh refuses a key because of its mode."""
    if key.mode is None or identity.is_root is None or key.owner is None:
        return None
    if not key.mode & _OTHERS:
        return False
    if identity.user is not None:
        return identity.user == key.owner
    return None if key.owner else identity.is_root
