"""Image references, read as the container runtimes read them.

The grammar is that of github.com/distribution/reference: ``[domain/]path[:tag][@digest]``, where
the first part is a domain only if it has a dot, a colon, an upper-case letter or is ``localhost``.
"""

from __future__ import annotations

import re

from podlint.frozen import Frozen

DEFAULT_DOMAIN = "docker.io"
_OFFICIAL = "library/"
_COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_REFERENCE = re.compile(
    rf"(?P<path>{_COMPONENT}(?:/{_COMPONENT})*)"
    r"(?::(?P<tag>\w[\w.-]{0,127}))?"
    r"(?:@(?P<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?",
    re.ASCII,
)


class ImageReference(Frozen):
    """An image reference with its defaults written out.

    Attributes:
        domain: The registry, ``docker.io`` if none is written.
        path: The repository in it, with ``library/`` before the official ones.
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
    """The parts of an image reference, or None if it is not one."""
    domain, rest = _split_domain(text)
    match = _REFERENCE.fullmatch(rest)
    if match is None:
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


_OFFICIAL_SHELLS = """
    almalinux alpine amazonlinux archlinux bash buildpack-deps busybox centos clearlinux debian
    eclipse-temurin fedora gcc golang groovy ibmjava node openjdk opensuse oraclelinux perl photon
    php pypy python rockylinux ruby rust sapmachine swift ubuntu
    """.split()

_OTHER_SHELLS = """
    docker.io/nicolaka/netshoot docker.io/opensuse/leap docker.io/opensuse/tumbleweed
    docker.io/redhat/ubi8 docker.io/redhat/ubi9 gcr.io/google-containers/busybox
    mcr.microsoft.com/azure-cli mcr.microsoft.com/powershell
    public.ecr.aws/docker/library/alpine public.ecr.aws/docker/library/busybox
    public.ecr.aws/docker/library/debian public.ecr.aws/docker/library/ubuntu
    quay.io/centos/centos quay.io/fedora/fedora registry.access.redhat.com/ubi8
    registry.access.redhat.com/ubi8/ubi registry.access.redhat.com/ubi8/ubi-minimal
    registry.access.redhat.com/ubi9 registry.access.redhat.com/ubi9/ubi
    registry.access.redhat.com/ubi9/ubi-minimal registry.k8s.io/busybox
    """.split()

_SHELLS = frozenset((*(f"docker.io/library/{name}" for name in _OFFICIAL_SHELLS), *_OTHER_SHELLS))
"""Images whose default command is a shell or a prompt: without a terminal it ends at once."""

_SERVES = {"docker.io/library/php": ("fpm", "apache")}
"""Tags of the same images that do run a server."""


def starts_a_shell(image: str) -> bool:
    """Whether an image has no entry point and only a shell or a prompt as its command."""
    reference = parse_image(image)
    if reference is None or reference.repository not in _SHELLS:
        return False
    serving = _SERVES.get(reference.repository, ())
    return not any(word in (reference.tag or "") for word in serving)
