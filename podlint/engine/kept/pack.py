"""The form in which reports are kept: lines of JSON, of which the first is a table.

A report is a line of its own, which is read only if the report is wanted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from podlint.engine.kept.codec import JSONValue
from podlint.reading.file_states import Known
from podlint.startup.frozen import Frozen

__all__ = ["Dependency", "Entry", "Pack"]

_FORM = 1
_MOST_BYTES = 48 * 2**20
_LONGEST_UNUSED = 30
"""Runs that wrote reports, but did not use an entry."""

Dependency = tuple[Any, ...]
"""``("read" or "kind", path, state)``, or ``("asked", name, arguments, digest of the answer)``."""


class Entry(Frozen, eq=False):
    """A report, and what it depends on.

    Attributes:
        dependencies: What it depends on.
        worlds: The digests of the worlds in which it has been found to be valid, by root.
        context: What else it depends on; its owner knows the form.
        day: The day, in the form of ISO 8601, if it depends on it; otherwise empty.
        sources: The masked sources of the report, as lines.
        report: The report, as a line.
    """

    dependencies: tuple[Dependency, ...]
    worlds: Mapping[str, str]
    context: JSONValue
    day: str
    sources: tuple[str, ...]
    report: str


class Pack:
    """Reports by their keys.

    Attributes:
        entries: The reports.
        used: The number of the last run that used each of them.
        known: The digests of files, by absolute path.
        facts: What was read in files, by the digest of their content and by name.
        run: The number of the run that will write the pack.
    """

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.used: dict[str, int] = {}
        self.known: dict[str, Known] = {}
        self.facts: dict[str, dict[str, JSONValue]] = {}
        self.run = 1

    @classmethod
    def read(cls, data: bytes | None) -> Pack:
        """The pack that `written` wrote; an empty one for anything else."""
        if not data:
            return cls()
        try:
            return cls._read(data.decode("ascii").split("\n"))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return cls()

    @classmethod
    def _read(cls, lines: list[str]) -> Pack:
        form, run, known, facts, table, entries = json.loads(lines[0])
        if form != _FORM:
            return cls()
        dependencies = [_frozen(each) for each in table]
        pack = cls()
        pack.run = run + 1
        pack.known = {path: tuple(state) for path, state in known.items()}
        pack.facts = facts
        for key, used, numbers, worlds, context, day, sources, line in entries:
            pack.used[key] = used
            pack.entries[key] = Entry(
                tuple([dependencies[number] for number in numbers]),
                worlds,
                context,
                day,
                tuple([lines[number] for number in sources]),
                lines[line],
            )
        return pack

    def written(self, paths: Iterable[str] = ()) -> bytes:
        """The pack as bytes, without entries that have not been used for long.

        Args:
            paths: Files whose facts stay, in addition to the files of entries.
        """
        kept = self._kept()
        numbers: dict[Dependency, int] = {}
        lines: dict[str, int] = {}

        def line_of(text: str) -> int:
            return lines.setdefault(text, len(lines) + 1)

        entries = [
            [
                key,
                self.used[key],
                [numbers.setdefault(one, len(numbers)) for one in each.dependencies],
                each.worlds,
                each.context,
                each.day,
                [line_of(text) for text in each.sources],
                line_of(each.report),
            ]
            for key, each in kept
        ]
        wanted = {*paths, *(each[1] for each in numbers if each[0] == "read")}
        known = {path: state for path, state in self.known.items() if path in wanted}
        digests = {digest for *_, digest in known.values()}
        facts = {digest: each for digest, each in self.facts.items() if digest in digests}
        header = [_FORM, self.run, known, facts, list(numbers), entries]
        table = json.dumps(header, separators=(",", ":"))
        return "\n".join((table, *lines)).encode("ascii")

    def _kept(self) -> list[tuple[str, Entry]]:
        oldest = self.run - _LONGEST_UNUSED
        recent = [key for key, used in self.used.items() if used >= oldest]
        size, kept = 0, []
        for key in sorted(recent, key=self.used.__getitem__, reverse=True):
            each = self.entries[key]
            size += len(each.report) + sum(map(len, each.sources)) + 8 * len(each.dependencies)
            if size > _MOST_BYTES:
                break
            kept.append((key, each))
        return kept


def _frozen(value: Iterable[Any]) -> Dependency:
    """A dependency as it was before it became JSON."""
    kind, name, *rest = value
    return (kind, name, *(tuple(each) if type(each) is list else each for each in rest))
