"""A text as it may be shown: with a mask for each of its secrets."""

from __future__ import annotations

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
"""So much of a longer line is shown on both sides of what a finding means."""
_CUT = "..."


class Excerpt(Frozen):
    """A line of a file with masks for its secrets, in three parts; part of one that is very long.

    Attributes:
        before: What is left of what a finding means.
        marked: What it means.
        after: What is right of that.
    """

    before: str
    marked: str
    after: str

    def __str__(self) -> str:
        """All three parts."""
        return self.before + self.marked + self.after


class Redaction(Frozen):
    """What must not be shown of a text.

    Attributes:
        lines: What is covered of each line, by its 1-based number.
        words: Secrets that are unlike any other word; they are masked wherever they stand.
    """

    lines: Mapping[int, tuple[Cover, ...]]
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, documents: Iterable[tuple[Document, Sequence[Secret]]]) -> Redaction:
        """What must not be shown of a text, from all of its documents and their secrets."""
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
        """What must not be shown of the text of a file.

        Args:
            text: The text.
            words: What must not be shown in any case.
        """
        found = cls.of((each, tuple(secrets_in(each))) for each in load(text))
        return cls(found.lines, tuple(dict.fromkeys((*found.words, *words))))

    def text(self, text: str, secrets: Iterable[str] = ()) -> str:
        """Some text about a file, such as a message, as it may be shown.

        Args:
            text: The text.
            secrets: Of what it speaks: masked where it is quoted, even if it is a common word.
        """
        for start, end, shown in reversed(apart(self._words.find(text), text)):
            text = text[:start] + shown + text[end:]
        for word in secrets:
            for quote in "`\"'":
                text = text.replace(f"{quote}{word}{quote}", f"{quote}{mask(word)}{quote}")
        return masked(text)

    def line(self, number: int, line: str) -> str:
        """A line of the file, by its 1-based number, as it may be shown."""
        return str(self._part(number, line, (0, 0, 0, len(line))))

    def excerpt(self, number: int, line: str, start: int, end: int) -> Excerpt:
        """A line of the file as it may be shown.

        Args:
            number: Its 1-based number.
            line: Its text, without a line break.
            start: Where what is meant begins, from 0.
            end: Where it ends.
        """
        if len(line) <= _LONGEST_LINE:
            return self._part(number, line, (0, start, end, len(line)))
        end = min(end, start + _LONGEST_LINE)
        low, high = max(0, start - _AROUND), min(len(line), end + _AROUND)
        part = self._part(number, line, (low, start, end, high))
        before, after = _CUT if low else "", _CUT if high < len(line) else ""
        return Excerpt(before + part.before, part.marked, part.after + after)

    def _part(self, number: int, line: str, marks: tuple[int, int, int, int]) -> Excerpt:
        """What is between four columns of a line, as it may be shown."""
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
        """What is covered of a line, in order and apart from each other."""
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
        """By the number of a line, which may be shown often: its text and what is covered."""
        return {}

    def __reduce__(self) -> tuple[object, ...]:
        """Give another process the fields alone."""
        return type(self), (self.lines, self.words)


NOTHING_SECRET = Redaction({})


class Source(Frozen):
    """The text of a file, line ends as written, and what must not be shown of it.

    Attributes:
        path: The file.
        text: Its text.
        redaction: What must not be shown of it.
        encoding: How it is written, as in `podlint.document.encoding.Decoded`.
    """

    path: str
    text: str
    redaction: Redaction = NOTHING_SECRET
    encoding: str = UTF8

    def __repr__(self) -> str:
        """The path alone: the text may hold secrets."""
        return f"Source(path={self.path!r})"


def _words(secret: str) -> Iterator[str]:
    """The lines of a secret that no other text is likely to hold."""
    for line in map(str.strip, secret.splitlines()):
        kinds = (any(map(kind, line)) for kind in (str.islower, str.isupper, str.isdigit))
        if len(line) >= _LONG or (len(line) >= _SHORTEST_WORD and sum(kinds) > 1):
            yield line
