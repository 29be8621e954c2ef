"""Types of arguments that only type checkers need; a run does not import them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, TypedDict, TypeVar

from podlint.config.config import Config
from podlint.rule.index import ListedRule

__all__ = ["PathOptions", "PathText", "Several"]

PathText = str | os.PathLike[str]

Item_co = TypeVar("Item_co", covariant=True)


class Several(Protocol[Item_co]):
    """A collection other than a text, in which a type checker only finds text."""

    def __contains__(self, item: object, /) -> bool:
        """Whether the collection has an item."""

    def __iter__(self) -> Iterator[Item_co]:
        """The items."""


class PathOptions(TypedDict, total=False):
    """The options of `podlint.lint_paths`."""

    config: Config | None
    rules: Sequence[ListedRule] | None
    force_exclude: bool
    progress: Callable[[int, int], None] | None
    texts: Mapping[str, str] | None
    jobs: int
