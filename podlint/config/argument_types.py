"""Types of arguments that only type checkers need: nothing of this is loaded in a run."""

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
    """A collection. A text is none: to a type checker it can be searched only for text."""

    def __contains__(self, item: object, /) -> bool:
        """Whether something is in it."""

    def __iter__(self) -> Iterator[Item_co]:
        """What is in it."""


class PathOptions(TypedDict, total=False):
    """The options of `podlint.lint_paths`."""

    config: Config | None
    rules: Sequence[ListedRule] | None
    force_exclude: bool
    progress: Callable[[int, int], None] | None
    texts: Mapping[str, str] | None
    jobs: int
