"""Whether a URL is that of the repository itself.

A URL is that of the repository if it is one of its git remotes, or if its last part is that of a
remote (a fork or a mirror) and the path in question exists. If no remote is known, or the URL is
filled in by another tool, it is enough that the path exists.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.reading.inputs import Inputs
from podlint.startup.lazy_pattern import pattern

__all__ = ["Match", "Remotes", "normalized", "remotes_of"]

_SECTION = pattern(r'\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]')
_URL = pattern(r"""\s*url\s*=\s*"?([^"\n]*?)"?\s*(?:[#;].*)?$""")
_SCP = pattern(r"(?:[\w.+-]+@)?([\w.-]+):(?!//)(.+)")
_SCHEME = pattern(r"(?i)[a-z][a-z0-9+.-]*://")
_FILLED_IN = pattern(r"\{\{|\$\{|\$\(|<[\w -]+>")


class Match(Enum):
    """How sure it is that a URL is that of the repository."""

    YES = "yes"
    """It is one of the remotes."""
    PERHAPS = "perhaps"
    """It is if the path in question exists."""
    NO = "no"
    """It is another one."""


class Remotes:
    """The remotes of a repository."""

    def __init__(self, urls: tuple[str, ...]) -> None:
        self._urls = frozenset(filter(None, map(normalized, urls)))
        self._names = frozenset(url.rpartition("/")[2] for url in self._urls)

    def match(self, url: str) -> Match:
        """Whether a URL is that of the repository."""
        if not self._urls or not url or _FILLED_IN.search(url):
            return Match.PERHAPS
        found = normalized(url)
        if found in self._urls:
            return Match.YES
        return Match.PERHAPS if found.rpartition("/")[2] in self._names else Match.NO


def normalized(url: str) -> str:
    """A URL without scheme, user, port and ``.git``, in lower case: ``host/owner/name``."""
    url = url.strip().lower()
    if scheme := _SCHEME.match(url):
        rest = url[scheme.end() :]
        host, slash, path = rest.partition("/")
        host = host.rpartition("@")[2]
        if not host.startswith("["):
            host = host.partition(":")[0]
        url = f"{host}{slash}{path}"
    elif scp := _SCP.fullmatch(url):
        url = f"{scp[1]}/{scp[2].lstrip('/')}"
    return url.partition("?")[0].rstrip("/").removesuffix(".git").rstrip("/")


def remotes_of(inputs: Inputs, repository: Path) -> Remotes:
    """The remotes of a repository.

    None are known if ``.git`` is a file that points elsewhere, as in a worktree, because nothing
    outside the repository is read.
    """
    path = repository / ".git" / "config"
    real = inputs.real(path)
    if not Path(real).is_relative_to(inputs.real(repository)):
        return Remotes(())
    if not inputs.among(path.parent, (path.name,)):
        return Remotes(())
    try:
        text = decoded(inputs.read(path, MOST_OF_SETTINGS)).text
    except (OSError, ValueError, UndecodableError):
        return Remotes(())
    urls = []
    section = ""
    for line in text.splitlines():
        if found := _SECTION.match(line):
            section = found[1].lower()
            line = line[found.end() :]  # noqa: PLW2901
        if section == "remote" and (url := _URL.match(line)):
            urls.append(url[1])
    return Remotes(tuple(urls))
