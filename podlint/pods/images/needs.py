"""The facts that hold for one image, found by its repository and its tag.

A tag such as `16` is that of the newest release of its line, and `latest` that of the newest
release of all. Nothing is known of a tag that is not understood, and of an image that is named only
by its digest.
"""

from __future__ import annotations

import functools
import re
from typing import TypeVar

from podlint.models import Container
from podlint.pods.images.facts import Fact, KnownImage
from podlint.pods.images.families import name_of
from podlint.pods.images.known import known_image
from podlint.pods.images.reference import parse_image
from podlint.startup.frozen import Frozen

__all__ = ["ImageNeeds", "facts_of_repository", "needs_of", "runs_own_server"]

Kind = TypeVar("Kind", bound=Fact)

_NEWEST = float("inf")
_VERSION = r"v?(?P<version>\d+(?:\.\d+){0,3})(?:[._+]\S*)?"
_WORDS = (
    r"alpine(?:\d+(?:\.\d+)*)?|trixie|bookworm|bullseye|buster|stretch|jessie|noble|jammy|focal"
    r"|bionic|xenial|slim|minimal|php\d+(?:\.\d+)*|rc\d*|r\d+|ubi\d*|\d+(?:\.\d+)*"
)
_NEWEST_WORDS = ("latest", "mainline", "alpine", "slim", "management", "fpm", "apache")


class ImageNeeds(Frozen):
    """What is known of an image.

    Attributes:
        image: The image as known.
        name: Its repository in Docker's short form.
        version: Its version, in which the last number is infinite, because a tag stands for the
            newest release that begins with it. Without one, only facts of all versions hold.
        facts: The facts that hold for it.
        moving: Whether the tag names no version, so that the version is that of the newest image.
    """

    image: KnownImage
    name: str
    version: tuple[float, ...]
    facts: tuple[Fact, ...]
    moving: bool

    def all(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The facts of one kind."""
        return tuple(each for each in self.facts if isinstance(each, kind))

    def one(self, kind: type[Kind]) -> Kind | None:
        """The first fact of one kind, or None."""
        return next((each for each in self.facts if isinstance(each, kind)), None)


@functools.lru_cache(maxsize=256)
def needs_of(image: str) -> ImageNeeds | None:
    """What is known of an image, or None if the repository or the tag is not known."""
    name = name_of(image) or ""
    known = known_image(name)
    reference = parse_image(image) if known else None
    if known is None or reference is None or (reference.tag is None and reference.digest):
        return None
    tag = reference.tag or "latest"
    found = _version_and_words(known, tag)
    if found is None:
        return None
    version, words = found
    moving = version == (_NEWEST,)
    facts = tuple(each for each in known.facts if _holds(each, version, words))
    return ImageNeeds(known, name, version, facts, moving)


def facts_of_repository(image: str) -> tuple[Fact, ...]:
    """The facts of all images of a repository, whatever the tag or the digest."""
    known = known_image(name_of(image) or "")
    facts = known.facts if known else ()
    return tuple(
        each for each in facts if not (each.since or each.before or each.variant or each.unless)
    )


def runs_own_server(container: Container, needs: ImageNeeds) -> bool:
    """Whether a container runs the server of its image, through the entry point of the image."""
    if container.command:
        return False
    args = container.args
    if any(word in ("--version", "--help", "-h", "-v", "-V", "-t", "-?") for word in args):
        return False
    return not args or args[0].startswith("-") or args[0] in needs.image.programs


def _version_and_words(known: KnownImage, tag: str) -> tuple[tuple[float, ...], list[str]] | None:
    """The version and the words of a tag; None if it is not understood."""
    if known.tag:
        match = re.fullmatch(known.tag, tag)
        if match is None:
            return ((_NEWEST,), []) if tag == "latest" else None
        numbers = re.findall(r"\d+", match["version"] or "")
        return (*map(float, numbers), _NEWEST), re.split(r"[-_]", tag)
    begin, *words = tag.split("-")
    version = re.fullmatch(_VERSION, begin)
    if version is None:
        words = [begin, *words]
    known_words = re.compile("|".join((_WORDS, "latest", *known.words)))
    if not all(known_words.fullmatch(word) for word in words):
        return None
    if version:
        return (*map(float, version["version"].split(".")), _NEWEST), words
    return ((_NEWEST,), words) if _is_newest(words) else ((), words)


def _is_newest(words: list[str]) -> bool:
    return words[0].startswith(_NEWEST_WORDS) and "lts" not in words


def _holds(fact: Fact, version: tuple[float, ...], words: list[str]) -> bool:
    if (fact.since or fact.before) and not version:
        return False
    if fact.since and version < fact.since:
        return False
    if fact.before and version >= fact.before:
        return False
    if fact.variant and not any(re.match(fact.variant, word) for word in words):
        return False
    return not (fact.unless and any(re.match(fact.unless, word) for word in words))
