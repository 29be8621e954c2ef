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
from podlint.pods.commands.words import program_name
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["SshKey", "is_refused", "ssh_keys_of"]

_CLIENTS = frozenset(("scp", "sftp", "ssh"))
_PATH = pattern(r"/[^\s\"';&|$`*()]+")
_QUOTES = "\"'"
_SEPARATORS = pattern(r"[;\"']")
_END = pattern(r"[;&|]")
_FARTHEST = 30
"""Words behind the name of a client in which its options are expected."""
_SETTING = "GIT_SSH_COMMAND"
_OTHERS = 0o077
_GIT_SYNC = pattern(r"(?:^|/)git-sync(?:[:@]|$)")
_USES_SSH = ("GIT_SYNC_SSH", "GITSYNC_SSH")
_KEY_OF_GIT_SYNC = ("GIT_SSH_KEY_FILE", "GIT_SYNC_SSH_KEY_FILE", "GITSYNC_SSH_KEY_FILE")


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
    yield from _key_of_git_sync(container)
    for variable in container.env:
        if variable.name == _SETTING and variable.value:
            for path in _paths(variable.value):
                yield SshKey(path, variable.at / "value")


def _key_of_git_sync(container: Container) -> Iterator[SshKey]:
    """The key that git-sync gives to ssh; its manual names the options and the default."""
    if not _GIT_SYNC.search(container.image or ""):
        return
    options = dict(word.lstrip("-").partition("=")[::2] for word in container.args)
    variables = {each.name: each for each in container.env}
    uses_ssh = "ssh" in options or any(name in variables for name in _USES_SSH)
    named = next((variables[name] for name in _KEY_OF_GIT_SYNC if name in variables), None)
    if path := options.get("ssh-key-file"):
        yield SshKey(path, word_place(container.at / "args", path))
    elif named and named.value:
        yield SshKey(named.value, named.at / "value")
    elif uses_ssh and named is None and "ssh-key-file" not in options:
        yield SshKey("/etc/git-secret/ssh", container.at / "image")


def _paths(text: str) -> Iterator[str]:
    words = _SEPARATORS.sub(lambda found: f" {found[0].strip(_QUOTES)} ", text).split()
    for number, word in enumerate(words):
        program = program_name(word)
        if program in _CLIENTS or program == "ssh-add":
            found = _key_after(words[number + 1 : number + _FARTHEST], program == "ssh-add")
            if found and _PATH.fullmatch(found):
                yield found


def _key_after(words: list[str], adding: bool) -> str | None:
    """The value of the option ``-i``, or the first operand of ``ssh-add``."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if _END.search(word) or program_name(word) in _CLIENTS:
            return None
        if adding and not word.startswith("-"):
            return word
        if not adding and word.startswith("-i"):
            return word[2:] or following
    return None


def is_refused(identity: Identity, key: Entry) -> Answer:
    """Whether ssh refuses a key because of its mode."""
    if key.mode is None or identity.is_root is None or key.owner is None:
        return None
    if not key.mode & _OTHERS:
        return False
    if identity.user is not None:
        return identity.user == key.owner
    return None if key.owner else identity.is_root
