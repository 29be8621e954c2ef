"""Suppressions in the settings and in the file of exceptions."""

from __future__ import annotations

from pathlib import Path

from podlint.config.config import Config
from podlint.config.layers import files_of
from podlint.config.settings import ConfigError
from podlint.config.suppressions import Exceptions, SuppressionEntry
from podlint.document import Document, Span
from podlint.document import Path as DataPath
from podlint.document.field_path import value_at
from podlint.finding.problem import Spot
from podlint.finding.suppression import SuppressionKind
from podlint.reading.file import ReadFile
from podlint.reading.inputs import Inputs
from podlint.reading.reader import reported_name
from podlint.startup.lazy_pattern import pattern
from podlint.suppression.own_file import OwnFile, read_own_file, text_alone, text_of
from podlint.suppression.subject import Subject
from podlint.suppression.written import Term, Written

__all__ = ["exceptions_of", "root_of", "settings_of"]

_SETTING = "suppressions"
_TABLE = pattern(r"\s*(\[\[\s*tool\.podlint\.suppressions\s*\]\]|suppressions\s*=)")


def exceptions_of(config: Config, inputs: Inputs) -> tuple[ReadFile | None, list[Written]]:
    """The file of exceptions, and its entries.

    Raises:
        ConfigError: The file cannot be read, or an entry is invalid.
    """
    if config.exceptions is None:
        return None, []
    path = Path(root_of(config, "exceptions"), config.exceptions)
    own = read_own_file(path, inputs)
    data = own.document.data if own.document else {}
    root: tuple[str, ...] = () if isinstance(data, list) else ("exceptions",)
    try:
        entries = Exceptions.model_validate(data).exceptions
    except ConfigError as error:
        where = error.path[1:] if isinstance(data, list) else error.path
        own.refuse(str(error), where)
    return own.file, [
        _written(
            SuppressionKind.EXCEPTION,
            own.path,
            _spot(own, (*root, number)),
            (number, entry),
            path.parent,
            (*root, number),
        )
        for number, entry in enumerate(entries)
    ]


def settings_of(config: Config, inputs: Inputs) -> tuple[list[ReadFile], list[Written]]:
    """The configuration files that have suppressions, and these.

    Raises:
        ConfigError: A file can no longer be read.
    """
    files: list[ReadFile] = []
    found: list[Written] = []
    for each in files_of(config):
        if each.suppressions:
            file, places = _places(each, inputs)
            path = file.path if file else ""
            files += [file] if file else []
            numbered = enumerate(each.suppressions, len(found))
            found += (
                _written(SuppressionKind.SETTING, path, spot, (number, entry), each.root, place)
                for (number, entry), (spot, place) in zip(numbered, places, strict=True)
            )
    return files, found


def root_of(config: Config, setting: str) -> Path:
    """The folder to which the path in a setting is relative.

    Args:
        config: All settings.
        setting: The field with the path.
    """
    value = getattr(config, setting)
    having = (each for each in reversed(files_of(config)) if getattr(each, setting) == value)
    return next(having, config).root or Path.cwd()


def _places(
    config: Config, inputs: Inputs
) -> tuple[ReadFile | None, list[tuple[Spot, DataPath | None]]]:
    """The file of a configuration, and the places of its suppressions."""
    entries = config.suppressions
    if config.file is None:
        return None, [(Spot(Document.of(None), Span(1, 1, 1, 1)), None)] * len(entries)
    if config.file.suffix == ".toml":
        file = _toml(config.file, inputs)
        return file, [(_table(file, number), None) for number, _ in enumerate(entries)]
    own = read_own_file(config.file, inputs)
    return own.file, [_place(own, entry, number) for number, entry in enumerate(entries)]


def _written(
    kind: SuppressionKind,
    path: str,
    at: Spot,
    numbered: tuple[int, SuppressionEntry],
    root: Path | None,
    place: DataPath | None,
) -> Written:
    number, entry = numbered
    return Written(
        kind,
        at,
        path,
        (kind.value, number),
        tuple(Term(each, each, None, entry.until, entry.reason) for each in entry.rule),
        subject=Subject.of(entry, root),
        entry=place,
        owner=entry.owner,
        ticket=entry.ticket,
    )


def _spot(own: OwnFile, place: DataPath) -> Spot:
    """The region of the rule of an entry, or of the entry."""
    document = own.document
    assert document is not None
    rule = (*place, "rule")
    return Spot(document, own.place(rule if document.has(rule) else place))


def _place(own: OwnFile, entry: SuppressionEntry, number: int) -> tuple[Spot, DataPath | None]:
    """The place of an entry in the configuration file; its path is None if another file has it."""
    document = own.document
    assert document is not None
    written = value_at(document.data, (_SETTING,))
    found = written if isinstance(written, list) else []
    for index in (number, *range(len(found))):
        if index < len(found) and _parsed(found[index]) == entry:
            place = (_SETTING, index)
            return _spot(own, place), place
    return Spot(document, own.place((_SETTING,))), None


def _parsed(data: object) -> SuppressionEntry | None:
    try:
        return SuppressionEntry.model_validate(data)
    except ConfigError:
        return None


def _toml(path: Path, inputs: Inputs) -> ReadFile:
    text, encoding = text_of(path, inputs)
    return ReadFile(reported_name(path), text, (text_alone(text),), (), (), encoding=encoding)


def _table(file: ReadFile, number: int) -> Spot:
    """The line of an entry; Python's reader of TOML knows no places."""
    lines = file.text.splitlines() or [""]
    found = [index for index, line in enumerate(lines) if _TABLE.match(line)] or [0]
    index = found[min(number, len(found) - 1)]
    line = lines[index]
    start, end = len(line) - len(line.lstrip()) + 1, len(line.rstrip()) + 1
    return Spot(file.documents[0], Span(index + 1, start, index + 1, end))
