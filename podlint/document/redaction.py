"""Masks the secrets of a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from podlint.document import Document, load
from podlint.document.credentials import mask, masked, stretches
from podlint.document.encoding import UTF8
from podlint.document.secret_words import SecretWords, apart
from podlint.document.secrets import Cover, Secret, covers, loose_secrets, secrets_in
from podlint.startup.frozen import Frozen

__all__ = ["NOTHING_SECRET", "Excerpt", "Redaction", "Source"]

_SHORTEST_WORD = 6
_LONG = 20
_LONGEST_LINE = 1000
_AROUND = 200
"""The number of characters to show on each side of a finding in a longer line."""
_CUT = "..."


class Excerpt(Frozen):
    """A line of a file with its secrets masked, in three parts; a very long line is cut.

    Attributes:
        before: The text to the left of the marked text.
        marked: The text that a finding marks.
        after: The text to the right of it.
    """

    before: str
    marked: str
    after: str

    def __str__(self) -> str:
        """All three parts."""
        return self.before + self.marked + self.after


class Redaction(Frozen):
    """The parts of a text that must not be shown.

    Attributes:
        lines: The covers of each line, by its 1-based number.
        words: Secrets that differ from all ordinary words; these are masked everywhere.
    """

    lines: Mapping[int, tuple[Cover, ...]]
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, documents: Iterable[tuple[Document, Sequence[Secret]]]) -> Redaction:
        """The redaction of a text, from all of its documents and their secrets."""
        lines: dict[int, list[Cover]] = defaultdict(list)
        words: list[str] = []
        for document, secrets in documents:
            texts = (*(secret.text for secret in secrets), *loose_secrets(document))
            words += (word for text in texts for word in _words(text))
            for number, cover in covers(document, secrets):
                lines[number].append(cover)
        covered = {number: tuple(those) for number, those in lines.items()}
        return cls(covered, tuple(dict.fromkeys(words)))

    @classmethod
    def of_text(cls, text: str, words: Iterable[str] = ()) -> Redaction:
        """The redaction of the text of a file.

        Args:
            text: The text.
            words: Words that must never be shown.
        """
        found = cls.of((each, tuple(secrets_in(each))) for each in load(text))
        return cls(found.lines, tuple(dict.fromkeys((*found.words, *words))))

    def joined(self, other: Redaction) -> Redaction:
        """The redaction that hides what either of two redactions of a text hides."""
        lines = {
            number: tuple(
                dict.fromkeys((*self.lines.get(number, ()), *other.lines.get(number, ())))
            )
            for number in (*self.lines, *other.lines)
        }
        return Redaction(lines, tuple(dict.fromkeys((*self.words, *other.words))))

    def text(self, text: str, secrets: Iterable[str] = ()) -> str:
        """Mask the secrets in some text about a file, such as a message.

        Args:
            text: The text.
            secrets: Secrets that the text may quote. They are masked even if they are common words.
        """
        for start, end, shown in reversed(apart(self._words.find(text), text)):
            text = text[:start] + shown + text[end:]
        for word in secrets:
            for quote in "`\"'":
                text = text.replace(f"{quote}{word}{quote}", f"{quote}{mask(word)}{quote}")
            if word[:1].isdigit():  # Messages show numbers without quotes.
                number = rf"(?<![\w.]){re.escape(word)}(?![\w]|\.\d)"
                text = re.sub(number, mask(word), text)
        return masked(text)

    def line(self, number: int, line: str) -> str:
        """A line of the file with its secrets masked, by its 1-based number."""
        return str(self._part(number, line, (0, 0, 0, len(line))))

    def excerpt(self, number: int, line: str, start: int, end: int) -> Excerpt:
        """A line of the file with its secrets masked, in parts.

        Args:
            number: Its 1-based number.
            line: Its text, without a line break.
            start: The start of the marked text, from 0.
            end: The end of it.
        """
        if len(line) <= _LONGEST_LINE:
            return self._part(number, line, (0, start, end, len(line)))
        end = min(end, start + _LONGEST_LINE)
        low, high = max(0, start - _AROUND), min(len(line), end + _AROUND)
        part = self._part(number, line, (low, start, end, high))
        before, after = _CUT if low else "", _CUT if high < len(line) else ""
        return Excerpt(before + part.before, part.marked, part.after + after)

    def _part(self, number: int, line: str, marks: tuple[int, int, int, int]) -> Excerpt:
        """The text between four columns of a line, with its secrets masked."""
        low, start, end, high = marks
        covers = self._covers(number, line)
        parts, done = ["", "", ""], low
        first = bisect_right(covers, low, key=lambda each: each[1])
        last = bisect_left(covers, high, key=lambda each: each[0])
        for begins, ends, shown in (*covers[first:last], (high, high, "")):
            for part, (left, right) in enumerate(pairwise(marks)):
                parts[part] += line[max(done, left) : min(begins, right)]
            inside = begins < end and ends > start
            parts[1 if inside else 0 if ends <= start else 2] += shown
            done = ends
        return Excerpt(*parts)

    def _covers(self, number: int, line: str) -> list[Cover]:
        """The covers of a line, in order and without overlap."""
        known = self._covered.get(number)
        if known is None or known[0] != line:
            those = ((start, end, mask(line[start:end])) for start, end in stretches(line))
            found = (*self.lines.get(number, ()), *self._words.find(line), *those)
            known = self._covered[number] = line, apart(found, line)
        return known[1]

    @cached_property
    def _words(self) -> SecretWords:
        return SecretWords(self.words)

    @cached_property
    def _covered(self) -> dict[int, tuple[str, list[Cover]]]:
        """By the number of a line: its text and its covers. A line may be shown often."""
        return {}

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle only the fields."""
        return type(self), (self.lines, self.words)


NOTHING_SECRET = Redaction({})


class Source(Frozen):
    """The text of a file with its original line ends, and its redaction.

    Attributes:
        path: The file.
        text: Its text.
        redaction: What must not be shown of it.
        encoding: The encoding of the file, as in `podlint.document.encoding.Decoded`.
    """

    path: str
    text: str
    redaction: Redaction = NOTHING_SECRET
    encoding: str = UTF8

    def __repr__(self) -> str:
        """Only the path, because the text may have secrets."""
        return f"Source(path={self.path!r})"


def _words(secret: str) -> Iterator[str]:
    """The lines of a secret that other text is unlikely to have."""
    for line in map(str.strip, secret.splitlines()):
        kinds = (any(map(kind, line)) for kind in (str.islower, str.isupper, str.isdigit))
        if len(line) >= _LONG or (len(line) >= _SHORTEST_WORD and sum(kinds) > 1):
            yield line
