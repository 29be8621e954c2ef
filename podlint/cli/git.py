"""Asks git about a repository without running any program that the repository names.

The configuration of a repository can name programs: file system monitors, hooks, filters, drivers
for diffs, pagers, helpers for credentials, remote helpers. So podlint asks only for what is in
git's objects and references. It also turns off each kind of program, and forbids all transports,
because git would fetch the missing objects of a partial clone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence

from podlint.document.visible import visible
from podlint.errors import PodlintError

__all__ = ["GitFailedError", "NoGitError", "run"]

_SECONDS = 120
"""After this time, git hangs; listing the largest repositories takes a few seconds."""

_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "blame": ("--no-textconv",),
    "cat-file": (),
    "config": (),
    "diff": ("--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all"),
    "log": ("--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color"),
    "ls-tree": (),
    "merge-base": (),
    "rev-parse": (),
}
"""The commands that may be run, with the options that keep them from running programs."""

_CONVERTING = frozenset({"blame", "diff", "log"})
"""The commands that may convert the text of files, which runs the filters of the configuration."""

_SETTINGS = (
    "core.alternateRefsCommand=",
    "core.askPass=",
    "core.attributesFile=/dev/null",
    "core.editor=false",
    "core.fsmonitor=false",
    "core.gitProxy=",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "core.sshCommand=false",
    "core.untrackedCache=false",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "log.showSignature=false",
    "maintenance.auto=false",
    "gc.auto=0",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
)
"""Settings that override those of the repository. `safe.directory` is the user's to set."""

_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ASKPASS": "false",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "SSH_ASKPASS": "false",
}
"""Variables for git; the ones that it inherits and that begin with ``GIT_`` are removed."""


class NoGitError(PodlintError):
    """git is not installed, or cannot be started."""


class GitFailedError(PodlintError):
    """git ended with an error.

    Attributes:
        code: The exit code.
        said: What git wrote to standard error, as one line that is harmless on a terminal.
    """

    def __init__(self, message: str, code: int, said: str) -> None:
        """An error with a message for the user, and the exit code and words of git."""
        super().__init__(message)
        self.code = code
        self.said = said


def run(
    arguments: Sequence[str],
    folder: str | os.PathLike[str],
    given: bytes = b"",
    fine: Sequence[int] = (0,),
) -> bytes:
    """The output of a git command that only reads.

    Args:
        arguments: The command and its arguments: ``("rev-parse", "HEAD")``. Values from outside
            must follow ``--`` or must not begin with ``-``.
        folder: The folder to run git in: the root of the working tree.
        given: The bytes for its standard input.
        fine: The exit codes that are not errors.

    Raises:
        NoGitError: git cannot be started.
        GitFailedError: git ended with an error, or took more than two minutes.
        ValueError: The command is not one of the ones that are known to be safe.
    """
    command, *rest = arguments
    if command not in _COMMANDS:
        known = ", ".join(_COMMANDS)
        raise ValueError(f"podlint does not run `git {command}`; it may run {known}")
    places = tuple(_places())
    settings = (word for each in _SETTINGS for word in ("-c", each))
    words = (_git(places), "--no-pager", *settings, command, *_COMMANDS[command], *rest)
    more = _without_filters(folder) if command in _CONVERTING else {}
    try:
        done = subprocess.run(
            words,
            cwd=folder,
            env={**_environment(places), **more},
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        said = f"no answer within {_SECONDS} seconds"
        raise GitFailedError(f"git {command}: {said}", 1, said) from error
    except OSError as error:
        raise NoGitError(f"git cannot be started: {error.strerror}") from error
    if done.returncode not in fine:
        said = _said(done.stderr)
        raise GitFailedError(f"git {command} failed: {said}", done.returncode, said)
    return done.stdout


def _git(places: Sequence[str]) -> str:
    """The path of the program, which is never that of the working directory."""
    name = "git.exe" if os.name == "nt" else "git"
    for place in places:
        path = os.path.join(place, name)  # noqa: PTH118
        if os.path.isfile(path) and os.access(path, os.X_OK):  # noqa: PTH113
            return path
    message = "git is not installed, or not in the PATH; install git, or run without --base"
    raise NoGitError(message)


def _places() -> Iterator[str]:
    """The absolute folders of ``PATH``; a relative one would be a folder of the repository."""
    for place in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if os.path.isabs(place):  # noqa: PTH117
            yield place


def _environment(places: Sequence[str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT, "PATH": os.pathsep.join(places)}


def _without_filters(folder: str | os.PathLike[str]) -> dict[str, str]:
    """Variables that turn off all filters that the configuration defines."""
    listed = run(("config", "--list", "--name-only", "-z"), folder).split(b"\0")
    names = (os.fsdecode(each) for each in dict.fromkeys(listed) if each.startswith(b"filter."))
    off = [(name, "false" if name.endswith(".required") else "") for name in names]
    variables = {"GIT_CONFIG_COUNT": str(len(off))}
    for number, (name, value) in enumerate(off):
        variables[f"GIT_CONFIG_KEY_{number}"] = name
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
    return variables


def _said(stderr: bytes) -> str:
    text = stderr.decode("utf-8", "replace").strip()
    lines = (line.removeprefix("fatal: ").removeprefix("error: ") for line in text.splitlines())
    return visible("; ".join(line.strip() for line in lines if line.strip())[:500])
