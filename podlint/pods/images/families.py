"""What an image runs in a container that sets no command.

Images are identified by repository, in any mirror: ``mirror.gcr.io/library/node`` and
``public.ecr.aws/docker/library/node`` are ``node``, but ``calico/node`` is not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from podlint.models import Container
from podlint.pods.images.family_table import TABLE, TAGS, EntryPoint, Runs
from podlint.pods.images.reference import ImageReference, parse_image
from podlint.startup.frozen import Frozen

__all__ = [
    "ImageFamily",
    "default_program",
    "family_of",
    "name_of",
    "serves",
    "takes_args_as_command",
]


class ImageFamily(Frozen):
    """Properties that all images of a repository share.

    Attributes:
        runs: What the default command does.
        entry_point: How ``args`` are used without ``command``.
        port: The default port of a server, or None if it is not known.
    """

    runs: Runs
    entry_point: EntryPoint
    port: int | None = None


@functools.lru_cache(maxsize=256)
def family_of(image: str) -> ImageFamily | None:
    """What an image runs by default, or None if it is not known."""
    reference = parse_image(image)
    if reference is None:
        return None
    name = _canonical(reference)
    family = _families().get(name)
    if family is None or "onbuild" in (reference.tag or ""):
        return None
    for word, runs in _exceptions(name):
        if re.search(rf"(?:^|-){word}", reference.tag or ""):
            return None if runs is None else ImageFamily(runs, "passes")
    return family


def name_of(image: str) -> str | None:
    """The repository of an image in Docker's short form, in any mirror: ``nginx``."""
    reference = parse_image(image)
    return _canonical(reference) if reference else None


def serves(container: Container) -> ImageFamily | None:
    """The image family of a container that runs its image's own server; None otherwise.

    Options in ``args`` still run the server, such as ``args: [--appendonly, "yes"]`` for redis.
    """
    if container.command or (container.args and not container.args[0].startswith("-")):
        return None
    if any(word in ("--version", "--help", "-h", "-v", "-V", "-t") for word in container.args):
        return None
    family = family_of(container.image or "")
    return family if family and family.runs == "server" else None


def default_program(container: Container) -> str | None:
    """The program of a tool image that receives the ``args`` of a container, or None.

    It has the name of the repository: ``kubectl`` for ``bitnami/kubectl``.
    """
    family = family_of(container.image or "")
    if family is None or family.runs != "usage" or takes_args_as_command(container):
        return None
    reference = parse_image(container.image or "")
    return reference.path.rpartition("/")[2] if reference else None


def takes_args_as_command(container: Container) -> bool:
    """Whether ``args`` are the whole command line, because the image has no program of its own.

    An entry point that runs a given command treats options as options of its own program.
    """
    family = family_of(container.image or "")
    if family is None or family.entry_point == "own":
        return False
    return family.entry_point == "none" or not container.args[:1] or container.args[0][:1] != "-"


@functools.cache
def _families() -> Mapping[str, ImageFamily]:
    families = {}
    for runs, entry_point, names in TABLE:
        for item in names.split():
            name, _, port = item.partition(":")
            families[name] = ImageFamily(runs, entry_point, int(port) if port else None)
    return families


def _exceptions(name: str) -> tuple[tuple[str, Runs | None], ...]:
    return next((tags for begin, tags in TAGS.items() if (name + "/").startswith(begin + "/")), ())


_DOCKER_HUB = frozenset(
    """
    docker.io docker.m.daocloud.io index.docker.io mirror.gcr.io registry-1.docker.io
    registry.hub.docker.com
    """.split()
)
_KUBERNETES = (
    r"(?:(?:(?:eu|us|asia)\.)?gcr\.io/google[-_]containers|k8s\.gcr\.io|registry\.k8s\.io"
    r"|registry\.aliyuncs\.com/google_containers"
    r"|registry\.cn-\w+\.aliyuncs\.com/google_containers)/(.+)"
)
_CACHE = r".+/dependency_proxy/containers/(.+)|[^/]+/(?:.+/)?(library/[^/]+)"
"""GitLab's dependency proxy, and caches with Docker Hub's repositories below their own project."""

_ARCHITECTURES = frozenset(
    "amd64 arm32v5 arm32v6 arm32v7 arm64v8 i386 mips64le ppc64le riscv64 s390x".split()
)


def _canonical(reference: ImageReference) -> str:
    """The repository as written in the table, in any mirror."""
    if reference.domain in _DOCKER_HUB:
        return _short(reference.path)
    if reference.domain == "public.ecr.aws" and reference.path.startswith("docker/library/"):
        return _short(reference.path.removeprefix("docker/"))
    if reference.domain == "public.ecr.aws" and reference.path.startswith("bitnami/"):
        return reference.path
    if kubernetes := re.fullmatch(_KUBERNETES, reference.repository):
        return f"registry.k8s.io/{kubernetes[1]}"
    if cached := re.fullmatch(_CACHE, reference.path):
        return _short(cached[1] or cached[2])
    return reference.repository


def _short(path: str) -> str:
    """A Docker Hub repository in Docker's short form."""
    organisation, _, name = path.rpartition("/")
    if organisation == "library" or organisation in _ARCHITECTURES:
        return name
    if organisation in ("bitnamilegacy", "bitnamisecure"):
        return f"bitnami/{name}"
    return path
