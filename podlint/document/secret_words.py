"""Finds the words of secrets in a text, in time that grows with the text alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from podlint.document.credentials import mask
from podlint.document.secrets import Cover

__all__ = ["SecretWords", "apart"]

_SURE = 12
"""This many characters at the start of a secret identify it, even if the rest is cut off."""
_FEW = 16


class SecretWords:
    """Words that are masked everywhere."""

    def __init__(self, words: Iterable[str]) -> None:
        """Search for these words."""
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            self._by_start[word[:_SURE]].append(word)
        self._sizes = sorted({len(start) for start in self._by_start})
        self._longest = {start: max(map(len, those)) for start, those in self._by_start.items()}

    def find(self, text: str) -> Iterator[Cover]:
        """The words, or starts of words, in a text."""
        starts = self._by_start
        if len(starts) <= _FEW and not any(start in text for start in starts):
            return
        at = 0
        while at < len(text):
            end = at
            for size in self._sizes:
                start = text[at : at + size]
                if words := starts.get(start):
                    found, word = _furthest(text[at : at + self._longest[start]], words)
                    yield at, at + found, mask(word)
                    end = max(end, at + found)
            # A word that starts at the end of another one may end further on.
            at = max(at + 1, end - _SURE + 1)


def _furthest(text: str, words: list[str]) -> tuple[int, str]:
    """The length of the longest start of one of the sorted words in a text, and the word."""
    near = bisect_left(words, text)
    return max((_shared(text, word), word) for word in words[max(0, near - 1) : near + 1])


def _shared(text: str, word: str) -> int:
    if text.startswith(word):
        return len(word)
    return next(
        (size for size, (one, other) in enumerate(zip(text, word, strict=False)) if one != other),
        min(len(text), len(word)),
    )


def apart(covers: Iterable[Cover], text: str) -> list[Cover]:
    """Covers of a text in order; overlapping ones are joined."""
    found: list[Cover] = []
    for each in sorted(covers):
        if found and each[0] < found[-1][1]:
            start, end = found[-1][0], max(each[1], found[-1][1])
            if (start, end) != found[-1][:2]:
                found[-1] = (start, end, mask(text[start:end]))
        else:
            found.append(each)
    return found
