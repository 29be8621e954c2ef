"""The baseline: a file with the findings that a project accepts for now."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import Field

from podlint.config.settings import ConfigError, Settings
from podlint.finding.report import Finding
from podlint.reading.inputs import Inputs
from podlint.reading.relative_name import relative_name
from podlint.startup.frozen import Frozen
from podlint.suppression.own_file import OwnFile, read_own_file

__all__ = [
    "SCHEMA",
    "Baseline",
    "BaselineEntry",
    "BaselineFile",
    "baseline_of",
    "baseline_text",
    "counted",
    "entry_of",
    "read_baseline",
]

SCHEMA = "podlint-baseline/1"
"""The value of `schema` in the file."""


class BaselineEntry(Settings):
    """Findings of one rule at one field of one object.

    Attributes:
        path: The file with the object, relative to the folder of the baseline, with slashes.
        rule: The rule.
        object: The object: ``Deployment/web``, or ``shop/Deployment/web`` with the namespace that
            the file sets. Empty for findings that are not about an object.
        field: The field, with the names of list items: ``spec.containers[app].image``. Empty for
            findings that are not about a field.
        count: The number of findings.
        reason: Why they are accepted.
    """

    path: Annotated[str, Field(min_length=1)]
    rule: Annotated[str, Field(min_length=1)]
    object: str = ""
    field: str = ""
    count: Annotated[int, Field(ge=1)] = 1
    reason: str = ""

    @property
    def identity(self) -> str:
        """The identity of the findings; see `podlint.finding.report.Finding`."""
        return " ".join(part for part in (self.rule, self.object, self.field) if part)

    @property
    def folder(self) -> str:
        """The folder of the file."""
        return PurePosixPath(self.path).parent.as_posix()

    @property
    def order(self) -> tuple[str, str, str, str]:
        """The place of the entry among others."""
        return self.path, self.rule, self.object, self.field


class BaselineFile(Settings):
    """The content of a baseline.

    Attributes:
        schema_name: The form of the file.
        json_schema: The JSON schema for editors.
        entries: The entries.
    """

    schema_name: Literal["podlint-baseline/1"] = Field(alias="schema")
    json_schema: str | None = Field(default=None, alias="$schema")
    entries: tuple[BaselineEntry, ...] = ()


class Baseline(Frozen, eq=False):
    """A baseline that has been read.

    Attributes:
        entries: The entries, in the order of the file.
        folder: The absolute path of the folder of the file.
        own: The file; None for one that has not been written yet.
    """

    entries: tuple[BaselineEntry, ...]
    folder: str
    own: OwnFile | None = None

    def path_of(self, path: str) -> str:
        """How the baseline names a file.

        Args:
            path: The file, relative to the working directory.
        """
        return relative_name(path, self.folder)


def read_baseline(path: Path, inputs: Inputs) -> Baseline:
    """Read a baseline.

    Args:
        path: The file.
        inputs: The file system.

    Raises:
        ConfigError: The file cannot be read, or is not a baseline. The message starts with file,
            line and column.
    """
    own = read_own_file(path, inputs, f"to create it, run `podlint check --write-baseline {path}`")
    return baseline_of(own, path)


def baseline_of(own: OwnFile, path: Path) -> Baseline:
    """The baseline in a file.

    Args:
        own: The file.
        path: Its path.

    Raises:
        ConfigError: It is not a baseline.
    """
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120
    data = own.document.data if own.document else None
    if not isinstance(data, dict):
        own.refuse(f"a baseline must be a mapping with `schema: {SCHEMA}` and `entries`", ())
    try:
        entries = BaselineFile.model_validate(data).entries
    except ConfigError as error:
        own.refuse(str(error), error.path)
    return Baseline(entries, folder, own)


def entry_of(finding: Finding, path: str, reason: str = "") -> BaselineEntry:
    """An entry for one finding.

    Args:
        finding: The finding.
        path: Its file, as the baseline names it.
        reason: Why it is accepted.
    """
    about = str(finding.object) if finding.object else ""
    start = " ".join(part for part in (finding.rule, about) if part)
    field = finding.identity.removeprefix(start).removeprefix(" ")
    return BaselineEntry.model_construct(
        path=path, rule=finding.rule, object=about, field=field, reason=reason
    )


def baseline_text(entries: Iterable[BaselineEntry]) -> str:
    """The content of a baseline: JSON with one line for each entry, in order.

    Equal entries become one with the sum of their counts.
    """
    body = ",".join(f"\n    {_line(each)}" for each in _merged(entries))
    inside = f"[{body}\n  ]" if body else "[]"
    return f'{{\n  "schema": "{SCHEMA}",\n  "entries": {inside}\n}}\n'


def counted(entries: Iterable[BaselineEntry]) -> int:
    """The number of findings for which entries stand."""
    return sum(each.count for each in entries)


def _line(entry: BaselineEntry) -> str:
    values: dict[str, object] = {"path": entry.path, "rule": entry.rule}
    values |= {"object": entry.object} if entry.object else {}
    values |= {"field": entry.field} if entry.field else {}
    values |= {"count": entry.count} if entry.count != 1 else {}
    values |= {"reason": entry.reason} if entry.reason else {}
    text = json.dumps(values, ensure_ascii=False)
    # A name in JSON may have half of a character, which no file can hold.
    return json.dumps(values) if any("\ud800" <= each <= "\udfff" for each in text) else text


def _merged(entries: Iterable[BaselineEntry]) -> Iterator[BaselineEntry]:
    """The entries, each once, with the sum of the counts of equal ones, in order."""
    found: dict[tuple[str, ...], list[BaselineEntry]] = defaultdict(list)
    for each in entries:
        found[each.order].append(each)
    for _, those in sorted(found.items()):
        count = sum(each.count for each in those)
        reason = next((each.reason for each in those if each.reason), "")
        yield those[0].model_copy(update={"count": count, "reason": reason})
