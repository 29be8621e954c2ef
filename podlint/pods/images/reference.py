"""Image references, parsed as container runtimes parse them.

The grammar is that of github.com/distribution/reference: ``[domain/]path[:tag][@digest]``. The
first part is a domain only if it contains a dot, a colon, or an upper-case letter, or if it is
``localhost``.
"""

from __future__ import annotations

import re

from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

DEFAULT_DOMAIN = "docker.io"
_OFFICIAL = "library/"
_COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_DOMAIN = pattern(rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9A-Fa-f:]+\])(?::\d+)?", re.ASCII)
_REFERENCE = pattern(
    rf"(?P<path>{_COMPONENT}(?:/{_COMPONENT})*)"
    r"(?::(?P<tag>\w[\w.-]{0,127}))?"
    r"(?:@(?P<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?",
    re.ASCII,
)


class ImageReference(Frozen):
    """An image reference with its defaults filled in.

    Attributes:
        domain: The registry, by default ``docker.io``.
        path: The repository in the registry, with ``library/`` in front of Docker Official Images.
        tag: The tag as written, or None.
        digest: The digest as written, such as ``sha256:…``, or None.
    """

    domain: str
    path: str
    tag: str | None
    digest: str | None

    @property
    def repository(self) -> str:
        """Domain and path: ``docker.io/library/busybox``."""
        return f"{self.domain}/{self.path}"


def parse_image(text: str) -> ImageReference | None:
    """The parts of an image reference, or None if the text is not valid."""
    domain, rest = _split_domain(text)
    match = _REFERENCE.fullmatch(rest)
    if match is None or not _DOMAIN.fullmatch(domain):
        return None
    path = match["path"]
    if domain == DEFAULT_DOMAIN and "/" not in path:
        path = _OFFICIAL + path
    return ImageReference(domain, path, match["tag"], match["digest"])


def _split_domain(text: str) -> tuple[str, str]:
    first, slash, rest = text.partition("/")
    is_domain = slash and (
        "." in first or ":" in first or first == "localhost" or first != first.lower()
    )
    if not is_domain:
        return DEFAULT_DOMAIN, text
    return (DEFAULT_DOMAIN if first == "index.docker.io" else first), rest
