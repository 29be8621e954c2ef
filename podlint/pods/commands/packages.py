"""Package installations in command lines."""

from __future__ import annotations

from collections.abc import Sequence

from podlint.document.shortening import shortened
from podlint.pods.commands.scripts import commands_of
from podlint.startup.lazy_pattern import pattern

__all__ = ["SYSTEM_INSTALLERS", "installation_in", "installer_in"]

SYSTEM_INSTALLERS = frozenset("apk apt apt-get dnf microdnf tdnf yum zypper".split())
"""Package managers that write to system directories and therefore need root."""

_INSTALLS = {
    **dict.fromkeys(SYSTEM_INSTALLERS, ("add", "install", "in", "upgrade")),
    **dict.fromkeys(("pip", "pip3", "gem", "npm", "conda", "cargo"), ("install", "ci", "i")),
    **dict.fromkeys(("yarn", "pnpm"), ("add", "install")),
    "go": ("install", "get"),
}
_LIST = pattern(r"(?P<piped>[^|;&\n]*+)(?:\|\s*(?:sudo\s+)?(?:ba|da)?sh\b)?")
_DOWNLOAD = pattern(r"\b(?:curl|wget)\b")


def installer_in(words: Sequence[str]) -> tuple[str, str] | None:
    """The first package manager that a command line runs, and its command, shortened."""
    for command in commands_of(words):
        run = command.words[1:] if command.program == "sudo" else command.words
        program = run[0].rpartition("/")[2] if run else ""
        if program in ("python", "python3") and run[1:3] == ("-m", "pip"):
            program, run = "pip", run[2:]
        if any(word in _INSTALLS.get(program, ()) for word in run[1:4]):
            return program, shortened(" ".join(run))
    return None


def installation_in(words: Sequence[str]) -> str | None:
    """The first installation in a command line, shortened: of packages, or ``curl | sh``."""
    if installer := installer_in(words):
        return installer[1]
    for found in _LIST.finditer(" ".join(words)):
        download = _DOWNLOAD.search(found["piped"])
        if download and found.end() > found.end("piped"):
            return shortened(found[0][download.start() :])
    return None
