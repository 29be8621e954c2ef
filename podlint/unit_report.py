"""The report on one unit: its files read and linted, and what failed on the way."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ParamSpec

from podlint.context import object_set
from podlint.custom_resources import CustomKind
from podlint.encoding import UTF8, UndecodableError, decoded
from podlint.engine import lint
from podlint.facts import FileFacts, objects_of, read_text
from podlint.finding import ReadError, Report, Skipped
from podlint.internal_error import internal_error
from podlint.joining import joined
from podlint.objects import ObjectSet
from podlint.regular_file import (
    MOST_OF_MANIFEST,
    TooLargeError,
    holds,
    read_regular,
)
from podlint.rulebook import Rulebook
from podlint.unit import Unit
from podlint.units import UnitFinder, UnitRoot

Parameters = ParamSpec("Parameters")


def facts(
    path: str,
    read: Callable[Parameters, FileFacts | ReadError],
    *args: Parameters.args,
    **named: Parameters.kwargs,
) -> FileFacts | ReadError:
    """What a function reads of a file; an error if podlint fails on it."""
    try:
        return read(*args, **named)
    except Exception as error:
        return internal_error(error, path)


def report_alone(files: Sequence[FileFacts | ReadError], rulebook: Rulebook) -> Report:
    """The report on files that stand for themselves: nothing is concluded from absence."""
    return _report(None, files, files, rulebook)


def report_on(
    root: UnitRoot,
    members: Sequence[Path],
    finder: UnitFinder,
    rulebook: Rulebook,
    read: Callable[[Path], FileFacts | ReadError],
) -> Report:
    """The report on some files of a unit, all of whose files are read as context.

    Args:
        root: The unit.
        members: The files to report on.
        finder: Finds the files of the unit.
        rulebook: The rules.
        read: Reads a file.
    """
    absolute = [path.absolute() for path in members]
    found = finder.files_of(root)
    by_path = {path: read(path) for path in sorted({*absolute, *found.files})}
    wanted = [by_path[path] for path in absolute]
    report = _report(root, list(by_path.values()), wanted, rulebook, all_found=not found.unread)
    return joined([report], (), [*by_path, *found.folders])


def _report(
    root: UnitRoot | None,
    read: Sequence[FileFacts | ReadError],
    wanted: Sequence[FileFacts | ReadError],
    rulebook: Rulebook,
    all_found: bool = True,
) -> Report:
    """Lint the files of a unit; what could not be read, or fails as a whole, is an error."""
    files = tuple(each for each in read if isinstance(each, FileFacts))
    reported = tuple(each for each in wanted if isinstance(each, FileFacts))
    unread: list[ReadError] = [each for each in wanted if isinstance(each, ReadError)]
    try:
        objects = object_set(root, files, all_read=all_found and len(files) == len(read))
    except Exception as error:
        unread.append(internal_error(error, _named(root.folder) if root else ""))
        objects = ObjectSet.of_fragments(objects_of(files))
    try:
        report = lint(Unit(files, reported, objects), rulebook)
    except Exception as error:
        unread += [internal_error(error, each.path) for each in reported]
        report = Report((), files=len(reported))
    return report.replace(errors=(*unread, *report.errors))


def read_file(
    path: Path, texts: Mapping[str, str], kinds: Sequence[CustomKind]
) -> FileFacts | ReadError:
    """The facts of a file, or why it cannot be read.

    Args:
        path: The file.
        texts: By absolute path, what to take for a file's text instead of what is in it.
        kinds: Kinds of custom resources beside those that podlint knows.
    """
    name = _named(path)
    text, encoding = texts.get(str(path)), UTF8
    try:
        if text is None:
            text, encoding = decoded(read_regular(path, MOST_OF_MANIFEST))
    except TooLargeError as error:
        return _too_large(path, name, str(error.strerror))
    except OSError as error:
        return ReadError(name, f"cannot be read: {error.strerror}")
    except UndecodableError as error:
        return ReadError(name, str(error))
    read = facts(name, read_text, name, text, kinds)
    if encoding == UTF8 or isinstance(read, ReadError):
        return read
    return read.replace(encoding=encoding)


def _too_large(path: Path, name: str, reason: str) -> FileFacts | ReadError:
    """A large file is an error unless it is data of another kind, as many a JSON file is."""
    try:
        if holds(path, b"apiVersion") or holds(path, "apiVersion".encode("utf-16-le")):
            return ReadError(name, f"cannot be read: {reason}; split it")
    except OSError as error:
        return ReadError(name, f"cannot be read: {error.strerror}")
    reason = f"not a Kubernetes object: {reason}, and without apiVersion"
    return FileFacts(name, "", (), (), (Skipped(name, 0, 1, reason),))


def _named(path: Path) -> str:
    """A file or folder as reports name it."""
    return Path(os.path.relpath(path)).as_posix()
