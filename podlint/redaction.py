"""A text as it may be shown: with a mask for each of its secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from podlint.credentials import mask, masked, stretches
from podlint.document import Document, load
from podlint.document_secrets import Cover, Secret, covers, loose_secrets, secrets_in
from podlint.encoding import UTF8
from podlint.frozen import Frozen

__all__ = ["NOTHING_SECRET", "Excerpt", "Redaction", "Source"]

_SHORTEST_WORD = 6
_LONG = 20
_SURE = 12
"""So many characters at the beginning of a secret give it away, even if the rest is cut off."""


class Excerpt(Frozen):
    """A line of a file with masks for its secrets, in three parts.

    Attributes:
        before: What is left of what a finding means.
        marked: What it means.
        after: What is right of that.
    """

    before: str
    marked: str
    after: str

    def __str__(self) -> str:
        """The whole line."""
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
        lines: dict[int, tuple[Cover, ...]] = {}
        words: list[str] = []
        for document, secrets in documents:
            texts = (*(secret.text for secret in secrets), *loose_secrets(document))
            words += (word for text in texts for word in _words(text))
            for number, cover in covers(document, secrets):
                lines[number] = (*lines.get(number, ()), cover)
        return cls(lines, tuple(dict.fromkeys(words)))

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
        return masked(_without(text, self.words, secrets))

    def line(self, number: int, line: str) -> str:
        """A line of the file, by its 1-based number, as it may be shown."""
        return str(self.excerpt(number, line, 0, 0))

    def excerpt(self, number: int, line: str, start: int, end: int) -> Excerpt:
        """A line of the file as it may be shown.

        Args:
            number: Its 1-based number.
            line: Its text, without a line break.
            start: Where what is meant begins, from 0.
            end: Where it ends.
        """
        covers = self._covers(number, line)
        if not covers:
            return Excerpt(line[:start], line[start:end], line[end:])
        parts, done = ["", "", ""], 0
        for begins, ends, shown in (*covers, (len(line), len(line), "")):
            for part, (low, high) in enumerate(((0, start), (start, end), (end, len(line)))):
                parts[part] += line[max(done, low) : min(begins, high)]
            inside = begins < end and ends > start
            parts[1 if inside else 0 if ends <= start else 2] += shown
            done = ends
        return Excerpt(*parts)

    def _covers(self, number: int, line: str) -> list[Cover]:
        """What is covered of a line, in order and apart from each other."""
        found = list(self.lines.get(number, ()))
        for word in self.words:
            found += ((at, at + size, mask(word)) for at, size in _occurrences(line, word))
        found += ((start, end, mask(line[start:end])) for start, end in stretches(line))
        apart: list[Cover] = []
        for each in sorted(found):
            if apart and each[0] < apart[-1][1]:
                start, end = apart[-1][0], max(each[1], apart[-1][1])
                if (start, end) != apart[-1][:2]:
                    apart[-1] = (start, end, mask(line[start:end]))
            else:
                apart.append(each)
        return apart


NOTHING_SECRET = Redaction({})


class Source(Frozen):
    """The text of a file, line ends as written, and what must not be shown of it.

    Attributes:
        path: The file.
        text: Its text.
        redaction: What must not be shown of it.
        encoding: How it is written, as in `podlint.encoding.Decoded`.
    """

    path: str
    text: str
    redaction: Redaction = NOTHING_SECRET
    encoding: str = UTF8

    def __repr__(self) -> str:
        """The path alone: the text may hold secrets."""
        return f"Source(path={self.path!r})"


def _without(text: str, words: Iterable[str], quoted: Iterable[str] = ()) -> str:
    """A text with masks for secrets.

    Args:
        text: The text.
        words: What is masked wherever it stands, even where it is cut off.
        quoted: What is masked where it stands in quotes.
    """
    for word in words:
        for at, size in reversed(list(_occurrences(text, word))):
            text = text[:at] + mask(word) + text[at + size :]
    for word in quoted:
        for mark in "`\"'":
            text = text.replace(f"{mark}{word}{mark}", f"{mark}{mask(word)}{mark}")
    return text


def _occurrences(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a word begins in a text, and how much of it is there."""
    sure = word[:_SURE]
    at = text.find(sure)
    while at >= 0:
        size = len(sure)
        while size < len(word) and text[at + size : at + size + 1] == word[size]:
            size += 1
        yield at, size
        at = text.find(sure, at + size)


def _words(secret: str) -> Iterator[str]:
    """The lines of a secret that no other text is likely to hold."""
    for line in map(str.strip, secret.splitlines()):
        kinds = (any(map(kind, line)) for kind in (str.islower, str.isupper, str.isdigit))
        if len(line) >= _LONG or (len(line) >= _SHORTEST_WORD and sum(kinds) > 1):
            yield line
